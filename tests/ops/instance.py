"""A whole instance for the tests of backup: rows in every table, and a digest of every table.

Run as a program in an instance's own environment: `python -m tests.ops.instance fill|digests`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import uuid
from typing import Any

ROWS = 3
MOMENT = dt.datetime(2026, 11, 22, 12, 34, 56, 789012, tzinfo=dt.UTC)
WORDS = "Œdème à J+2, « paresthésies » 🩺\u202f; l'été\nligne"


def fill() -> None:
    """Three rows in each table a backup holds, of values that are hard to carry."""
    from django.db import transaction

    from toctoc.ledger.actions import anchor, record
    from toctoc.ops import portable

    with transaction.atomic():
        for model in _by_need(portable.kept_models()):
            if portable.label(model) == "ledger.Entry":
                for number in range(ROWS):
                    record(f"act.{number}", at=MOMENT, about="post:k3v", facts={"é": number})
                    anchor(at=MOMENT)
                continue
            if portable.label(model) == "ledger.Anchor":  # made above
                continue
            for number in range(ROWS):
                queryset: Any = model._base_manager.all()
                row = model(**_values(model, number))
                queryset._insert([row], fields=portable.fields_of(model), raw=True, using="default")


def _by_need(models: list[Any]) -> list[Any]:
    ordered: list[Any] = []
    while len(ordered) < len(models):
        ready = [
            model
            for model in models
            if model not in ordered and all(need in ordered for need in _needs(model, models))
        ]
        assert ready, "tables that need each other"
        ordered += ready
    return ordered


def _needs(model: Any, models: list[Any]) -> set[Any]:
    return {
        field.related_model
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is not model and field.related_model in models
    }


def _values(model: Any, number: int) -> dict[str, Any]:
    return {
        field.attname: _value(model, field, number) for field in model._meta.local_concrete_fields
    }


def _relations(model: Any) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field.is_relation]


def _value(model: Any, field: Any, number: int) -> Any:
    from django.db import models

    if field.is_relation:
        if field.related_model is model:
            return None
        target = field.target_field
        keys = field.related_model._base_manager.order_by("pk")
        alike = [one for one in _relations(model) if one.related_model is field.related_model]
        turn = (number + alike.index(field)) % ROWS  # two persons of a row are never the same
        return list(keys.values_list(target.attname, flat=True))[turn]
    if field.choices:
        # A task that waits is kept; a finished one is not.
        return "READY" if field.model.__name__ == "DBTaskResult" else field.choices[0][0]
    if isinstance(field, models.AutoField | models.BigAutoField):
        return 1000 + number
    makers: list[tuple[type, Any]] = [
        (models.JSONField, {"é": [1, 2.5, None, True], "a": {"b": WORDS}}),
        (models.BinaryField, bytes(range(256)) * (number + 1)),
        (models.DateTimeField, MOMENT + dt.timedelta(microseconds=number)),
        (models.DateField, MOMENT.date() + dt.timedelta(days=number)),
        (models.DecimalField, "1.50"),
        (models.BooleanField, bool(number % 2)),
        (models.FloatField, 0.1 + 0.2 + number),
        (models.UUIDField, uuid.UUID(int=number + 1)),
        (models.IntegerField, number),
        (models.CharField, f"{number}{WORDS[:9]}"[: field.max_length or 10]),
        (models.TextField, f"{number} {WORDS}"),
    ]
    found = [value for kind, value in makers if isinstance(field, kind)]
    assert found, f"no value for {field}"
    return found[0]


def digests() -> dict[str, Any]:
    """Rows and SHA-256 of every table, over values that don't depend on the database."""
    from toctoc.ops import portable

    found = {}
    for model in portable.kept_models():
        digest, rows = hashlib.sha256(), 0
        for line in portable.lines_of(model):
            digest.update(line.encode())
            rows += 1
        found[portable.label(model)] = [rows, digest.hexdigest()]
    return found


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    django.setup()
    if sys.argv[1] == "fill":
        fill()
    print(json.dumps(digests()))


if __name__ == "__main__":
    main()
