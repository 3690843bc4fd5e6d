"""Rows as lines of JSON that either database can read back, and which tables a backup holds."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

# Left out, and why:
LEFT_OUT: Final = {
    "sessions.Session": "sign-in sessions: a restored instance asks everybody to sign in again",
    "live.Event": "hints to open pages: after a restore every page is fetched again",
    "limits.Bucket": "rate limits refill by themselves",
    "ops.Beat": "signs of life of workers that no longer run",
    "ops.Lease": "turns of workers that no longer run",
    "contenttypes.ContentType": "made by `toctoc migrate`; nothing of ours refers to it",
    "auth.Permission": "made by `toctoc migrate`; Toctoc has roles instead",
    "auth.Group": "unused; Toctoc has roles instead",
    "auth.Group_permissions": "unused; Toctoc has roles instead",
}
# Results of finished tasks are of no use; work that waits is kept, or its notices would be lost.
TASKS: Final = "django_tasks_database.DBTaskResult"

Model = type[models.Model]


def label(model: Model) -> str:
    return str(model._meta.label)


def kept_models() -> list[Model]:
    """Every table a backup holds, in a stable order."""
    found = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and label(model) not in LEFT_OUT
    )
    return sorted(found, key=label)


def fields_of(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


def rows_of(model: Model) -> QuerySet[models.Model]:
    rows = model._base_manager.order_by("pk")
    if label(model) == TASKS:
        rows = rows.filter(status__in=["READY", "RUNNING"])
    return rows


def lines_of(model: Model) -> Iterator[str]:
    """One JSON array a row, its columns in the order of `fields_of`."""
    names = [field.attname for field in fields_of(model)]
    for row in rows_of(model).values_list(*names).iterator(chunk_size=500):
        yield json.dumps(
            [plain(value) for value in row],
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )


def plain(value: Any) -> Any:
    """A value as JSON can hold it; bytes become {"b64": …}."""
    if isinstance(value, bytes | memoryview):
        return {"b64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def value_of(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value["b64"])
    return field.to_python(value) if not field.is_relation else value


def row_of(model: Model, line: str) -> models.Model:
    values = json.loads(line)
    fields = fields_of(model)
    if len(values) != len(fields):
        raise ValueError(f"{label(model)}: {len(values)} columns instead of {len(fields)}")
    return model(
        **{
            field.attname: value_of(field, value)
            for field, value in zip(fields, values, strict=True)
        }
    )
