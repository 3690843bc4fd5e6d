"""The tables of `guard/data`, read once: one entry a line, fields between tabs, # for remarks."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The fields of every line of the table `name`."""
    text = resources.files("toctoc.guard").joinpath("data", name).read_text(encoding="utf-8")
    kept = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in kept)
