from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from toctoc.people.folding import fold_name
from toctoc.people.identifiers import luhn_key
from toctoc.people.models import DirectoryEntry, DirectoryImport, Person

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
_number = itertools.count(1)


def rpps(rank: int) -> str:
    """An invented RPPS: real ones start with 10, these with 99."""
    stem = f"99{rank:08d}"
    return stem + luhn_key(stem)


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    def make(**fields: Any) -> Person:
        rank = next(_number)
        defaults: dict[str, Any] = {"joined_at": NOW - dt.timedelta(days=400)}
        if fields.get("standing", "unproven") != "unproven":
            defaults |= {"proven_at": NOW - dt.timedelta(days=300), "profession": "10"}
            defaults |= {"specialty": "SM32", "pseudonym": f"p{rank}", "pseudonym_key": f"pk{rank}"}
        return Person.objects.create_user(f"p{rank}@example.org", **(defaults | fields))

    return make


@pytest.fixture
def newcomer(make_person: Callable[..., Person]) -> Person:
    return make_person()


@pytest.fixture
def member(make_person: Callable[..., Person]) -> Callable[..., Person]:
    return lambda **fields: make_person(**({"standing": "active"} | fields))


@pytest.fixture
def moderator(make_person: Callable[..., Person]) -> Person:
    return make_person(standing="active", role="moderator")


@pytest.fixture
def enter(db: None) -> Callable[..., DirectoryEntry]:
    """Put an invented professional into the directory."""

    def make(number: str, family: str, given: str, **fields: Any) -> DirectoryEntry:
        source = DirectoryImport.objects.get_or_create(
            file_name="test", digest="test", defaults={"started_at": NOW, "finished_at": NOW}
        )[0]
        defaults: dict[str, Any] = {"profession": "10", "specialty": "SM32", "category": "C"}
        return DirectoryEntry.objects.create(
            idnps="8" + number,
            family=family,
            given=given,
            family_key=fold_name(family),
            given_key=fold_name(given),
            seen_in=source,
            **(defaults | fields),
        )

    return make
