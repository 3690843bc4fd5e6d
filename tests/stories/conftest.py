from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from toctoc.stories import tombstones


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Path) -> None:
    """Little work for the browser, and a data folder of its own."""
    settings.TOCTOC_STORY_BITS = 2
    settings.DATA = tmp_path
    settings.TOCTOC_SEARCH_FOLDER = tmp_path / "search"
    tombstones._seen.clear()
