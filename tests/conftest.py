"""What every test starts from."""

from __future__ import annotations

import os

import pytest
from django.utils import translation
from hypothesis import settings

# A busy machine is no failure: times are measured in bench/, never judged here.
settings.register_profile("toctoc", deadline=None)
settings.load_profile("toctoc")

_DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what asks for no database is left out: it would say what it said on SQLite.

    So are stories in a browser and real processes, which bring a database of their own.
    """
    if os.environ.get("TOCTOC_TEST_DB") != "postgres":
        return
    told = [item for item in items if not _asks_for_the_database(item)]
    config.hook.pytest_deselected(items=told)
    items[:] = [item for item in items if _asks_for_the_database(item)]


def _asks_for_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("processes"):
        return False
    asked = _DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _french_first() -> None:
    """A request answered in English leaves its language to the thread; the next test is no heir."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_announced() -> None:
    """What a process remembers of announcements is another test's."""
    from toctoc.transparency import announcements

    announcements.forget()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """How far another test's record went is no measure of this one's."""
    from toctoc.ledger import head

    head.place().unlink(missing_ok=True)
