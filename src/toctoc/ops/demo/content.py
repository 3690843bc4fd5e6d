"""The invented members, threads and replies, read from the files beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "content"


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (_FOLDER / name).open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


@cache
def members() -> list[dict[str, Any]]:
    return list(_lines("members.jsonl"))


@cache
def threads() -> list[dict[str, Any]]:
    return [*_lines("threads_1.jsonl"), *_lines("threads_2.jsonl")]


@cache
def replies() -> list[dict[str, Any]]:
    return list(_lines("replies.jsonl"))
