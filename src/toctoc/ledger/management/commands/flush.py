from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import transaction

from toctoc.ledger.actions import unguarded


class Command(flush.Command):
    """Empty the whole instance, the record with it; asked for twice by hand, and between tests."""

    def handle(self, **options: Any) -> None:
        with transaction.atomic(), unguarded():
            super().handle(**options)
