from __future__ import annotations

from django.apps import AppConfig


class MarksConfig(AppConfig):
    name = "toctoc.marks"
    label = "marks"
    default_auto_field = "django.db.models.BigAutoField"
