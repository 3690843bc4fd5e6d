from __future__ import annotations

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "toctoc.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import _with_text

        _with_text.connect()
