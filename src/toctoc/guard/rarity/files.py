"""Reads the tables `data/rarity_*`, tab separated with a header line."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of the table `data/rarity_{name}.tsv`."""
    text = (
        resources.files("toctoc.guard")
        .joinpath(f"data/rarity_{name}.tsv")
        .read_text(encoding="utf-8")
    )
    head, *lines = text.rstrip("\n").split("\n")
    columns = head.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def packed(name: str) -> bytes:
    """The bytes of `data/rarity_{name}`."""
    return resources.files("toctoc.guard").joinpath(f"data/rarity_{name}").read_bytes()
