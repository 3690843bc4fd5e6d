"""Closed lists written as words in a row: easier to read and to amend."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of a list, in order."""
    return text.split()
