from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "toctoc.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from toctoc.posts.past import destroying

        from ._kept import keep

        destroying.connect(keep, dispatch_uid="evidence.keep")
