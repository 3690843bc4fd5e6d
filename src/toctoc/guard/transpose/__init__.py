"""Say a case another way without changing its clinical meaning (K16, T11).

Pure and deterministic. Names become roles, ages bands, dates delays, places and jobs families; each
change is returned with its reason and can be undone alone. Nothing is changed silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.transpose.compose import compose
from toctoc.guard.transpose.facts import clinical_facts
from toctoc.guard.transpose.refuse import refusals
from toctoc.guard.transpose.run import Pen, back, settle
from toctoc.guard.transpose.sex.swap import swap_sex
from toctoc.guard.transpose.types import (
    KINDS,
    Change,
    Refusal,
    SexSwap,
    Transposition,
    apply_changes,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Sequence

__all__ = [
    "KINDS",
    "Change",
    "Refusal",
    "SexSwap",
    "Transposition",
    "apply_changes",
    "clinical_facts",
    "transpose",
]


def transpose(
    text: str,
    *,
    today: datetime.date | None = None,
    final: bool = True,
    thread: Sequence[str] = (),
    sex: bool = False,
    kinds: Collection[str] | None = None,
    contested: Collection[str] = (),
) -> Transposition:
    """Rewrite `text`; offsets of the changes are characters of `text` as given.

    today: the author's day; without it a lone date becomes "J0". final: see `check_text`.
    thread: earlier texts of the same discussion, oldest first, so that roles and days agree.
    sex: also change the patient's sex, where nothing binds it; `sex_swap` always says whether.
    kinds: only these of KINDS. contested: strings the author declared not identifying.
    Raises GuardError when the guard cannot judge the text or its thread.
    """
    pen = Pen(today, final, kinds, contested)
    pen.read_thread(thread)
    changes = settle(text, pen)
    scene = pen.look(apply_changes(text, changes))
    told, edits = swap_sex(scene.text, scene.low)
    if sex and told.possible and pen.wants("sex"):
        changes = settle(text, pen, compose(text, changes, back(scene, edits)))
    result = apply_changes(text, changes)
    return Transposition(result, tuple(changes), refusals(text, changes, pen, told, sex), told)
