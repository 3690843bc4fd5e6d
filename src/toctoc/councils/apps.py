from __future__ import annotations

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "toctoc.councils"
    label = "councils"
    default_auto_field = "django.db.models.BigAutoField"
