"""Short texts that others read, or that stay for good: pseudonyms, reasons. They name nobody (D9).

There is nothing to decide about them, unlike a case: what the guard would stop is said otherwise.
"""

from __future__ import annotations

from toctoc.guard import Category, Finding, GuardError, Level, check_text

_LONGEST = 2_000  # characters; what is kept is much shorter


def names_somebody(text: str) -> bool:
    """Whether a name, number or address of a person stands in a reason; yes if nobody can tell."""
    found = _found(text)
    return found is None or bool(found)


def is_somebodys(pseudonym: str) -> bool:
    """Whether a pseudonym reads as a whole name or as a number. One word alone names nobody."""
    found = _found(pseudonym)
    return found is None or any(
        one.category != Category.NAME or len(pseudonym[one.start : one.end].split()) > 1
        for one in found
    )


def _found(text: str) -> list[Finding] | None:
    if len(text) > _LONGEST:
        return None
    try:
        report = check_text(text, final=True)
    except GuardError:
        return None
    return [one for one in report.findings if one.level == Level.BLOCK]
