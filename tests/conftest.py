"""What every test starts from."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import settings

# A busy machine is no failure: times are measured in bench/, never judged here.
settings.register_profile("toctoc", deadline=None)
settings.load_profile("toctoc")


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
