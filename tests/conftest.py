"""What every test starts from."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _french_first() -> None:
    """A request answered in English leaves its language to the thread; the next test is no heir."""
    translation.deactivate()
