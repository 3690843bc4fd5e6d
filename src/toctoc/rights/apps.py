from __future__ import annotations

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "toctoc.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"
