"""Small numbers point at people: they are not said, nor left to be worked out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 5


def protected(value: int | None) -> int | None:
    """None ("fewer than five") from one to four. Zero says nothing of anybody and stays."""
    return value if value is None or value == 0 or value >= SMALLEST else None


def protected_parts(parts: Sequence[int], total: int) -> tuple[list[int | None], int | None]:
    """Parts of a total that is said too: one hidden part alone could be found by subtraction, so
    the smallest of the others goes with it. Returns (parts, total), each hidden where it must be.
    """
    shown = [protected(part) for part in parts]
    hidden = [at for at, part in enumerate(parts) if shown[at] is None]
    others = sorted((part, at) for at, part in enumerate(parts) if part and at not in hidden)
    whole = protected(total)
    if len(hidden) == 1 and whole is not None and sum(parts) == total:
        if others:
            shown[others[0][1]] = None
        else:
            whole = None
    return shown, whole


def share(part: int, whole: int) -> float | None:
    """Percent with one decimal; None when the part is too small to be said, or nothing is there."""
    if not whole or protected(part) is None:
        return None
    return round(100 * part / whole, 1)
