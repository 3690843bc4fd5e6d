"""Every table of the project is in the export, in the retention table, or left out for a reason.

Read from the models themselves: a table added tomorrow fails here until its room says what it holds
of whom, and for how long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from tests.factories import member
from toctoc.people.models import Person
from toctoc.rights._gather import counted, gather
from toctoc.rights.holdings import HANDS, HOLDINGS, LEFT_OUT, TOLD
from toctoc.rights.retention import LINES, NOBODYS
from toctoc.rights.types import AtLeaving


def tables() -> Iterator[tuple[str, type[models.Model]]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.label, model


def links_to_a_person(model: type[models.Model]) -> set[str]:
    return {
        field.name
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person
    }


HELD = {holding.table: holding for holding in HOLDINGS} | {told.table: told for told in TOLD}


def test_every_table_is_exported_or_left_out_for_a_reason() -> None:
    """X5, X10."""
    known = set(HELD) | set(LEFT_OUT)
    assert {name for name, _ in tables()} - known == set(), "say what it holds, in rights/holdings"
    assert known - {name for name, _ in tables()} == set(), "a table that exists no more"
    assert not set(HELD) & set(LEFT_OUT)
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())


def test_every_link_to_a_person_is_followed_or_is_somebody_elses_hand() -> None:
    """A column added tomorrow to a table that is known already does not slip through."""
    missed = {}
    for name, model in tables():
        if name in LEFT_OUT:
            continue
        followed = set(HANDS.get(name, ()))
        followed |= {path for one in HOLDINGS if one.table == name for path in one.by}
        left = links_to_a_person(model) - followed
        if left and not any(told.table == name for told in TOLD):
            missed[name] = left
    assert missed == {}


def test_every_table_ends_somewhere() -> None:
    """M5: the retention table is whole."""
    ended = {table for line in LINES for table in line.tables} | set(NOBODYS)
    assert {name for name, _ in tables()} - ended == set(), "give it a line in rights/retention"
    assert ended - {name for name, _ in tables()} == set()
    assert not {table for line in LINES for table in line.tables} & set(NOBODYS)


def test_every_line_says_how_long_and_its_function_exists() -> None:
    assert len({line.key for line in LINES}) == len(LINES)
    for line in LINES:
        assert str(line.long) % {"span": "x"}
        if line.function:
            assert callable(import_string(line.function))
        if "%(span)s" in str(line.long):
            assert line.keep.days > 0, line.key
            assert line.function, "a number of days that nothing executes"


def test_every_path_and_column_exists(db: Any) -> None:
    """On an empty person: each query of the export is really made."""
    person = member()
    numbers = counted(person)
    assert numbers["people_person"] == 1
    found = {key: rows for key, _, rows in gather(person)}
    for key, rows in found.items():
        assert numbers.get(key, len(rows)) == len(rows), key


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.table)
def test_what_is_kept_at_leaving_says_why(holding: Any) -> None:
    assert bool(str(holding.why)) == (holding.leaving == AtLeaving.KEPT)
