"""Do what the retention table says, and write down what it did."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils.module_loading import import_string

from .models import Destruction
from .retention import LINES
from .types import Line, Outcome

log = logging.getLogger("toctoc.rights")


def execute(at: dt.datetime) -> list[Outcome]:
    """Every line that has a function, each with its line of the report: a worker killed on the way
    has done and told the same. One that fails stops no other."""
    return [_outcome(line, at) for line in LINES if line.function]


def rehearse(at: dt.datetime) -> list[Outcome]:
    """What tonight would destroy: the same functions, all taken back."""
    return [_outcome(line, at, undo=True) for line in LINES if line.function]


def _outcome(line: Line, at: dt.datetime, *, undo: bool = False) -> Outcome:
    try:
        with transaction.atomic():
            rows = int(import_string(line.function)(at, line.keep))
            Destruction.objects.create(night=at, line=line.key, rows=rows)
            if undo:
                transaction.set_rollback(True)
    except Exception as error:  # its class, never its words (Law 5)
        failed = type(error).__name__
        log.error("retention: %s: %s", line.key, failed)
        if not undo:
            Destruction.objects.create(night=at, line=line.key, rows=0, failed=failed)
        return Outcome(line.key, 0, failed)
    return Outcome(line.key, rows)
