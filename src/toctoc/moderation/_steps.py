"""Which measures go together, and with which case. Pure but for the case it reads."""

from __future__ import annotations

from collections.abc import Sequence

from toctoc.posts.models import Post

from .models import Case, Measure
from .types import (
    ABILITIES,
    LONGEST_DAYS,
    ON_TEXT,
    PERSONAL,
    SHORTEST_DAYS,
    BadMeasures,
    Step,
    Verdict,
)

_KIND = Measure.Kind
_FINAL = (_KIND.NOTHING, *ON_TEXT, *PERSONAL)


def check_steps(verdict: Verdict, case: Case) -> None:
    """Raise `BadMeasures` unless this can be decided of this case."""
    kinds = [step.kind for step in verdict.steps]
    if len(set(verdict.steps)) != len(kinds):
        raise BadMeasures("steps")
    check_kinds(kinds, case)
    for step in verdict.steps:
        _check_step(step, kinds)
    if (verdict.rule == "none") != (kinds == [_KIND.NOTHING]):
        raise BadMeasures("rule")


def check_kinds(kinds: Sequence[str], case: Case) -> None:
    """One measure for the text and one for the person at most, or nothing at all."""
    if not kinds or any(kind not in _FINAL for kind in kinds):
        raise BadMeasures("steps")
    if _KIND.NOTHING in kinds and len(kinds) > 1:
        raise BadMeasures("steps")
    on_text = [kind for kind in kinds if kind in ON_TEXT]
    if len(on_text) > 1 or (on_text and not has_text(case)):
        raise BadMeasures("steps")
    personal = {kind for kind in kinds if kind in PERSONAL}
    if len(personal) > 1 or (personal and case.person is None):
        raise BadMeasures("steps")


def has_text(case: Case) -> bool:
    gone = (Post.State.ERASED, Post.State.WITHDRAWN)
    return case.post is not None and case.post.state not in gone


def _check_step(step: Step, kinds: Sequence[str]) -> None:
    lasting = step.kind in (_KIND.RESTRICTION, _KIND.SUSPENSION)
    if lasting and not SHORTEST_DAYS <= step.days <= LONGEST_DAYS:
        raise BadMeasures("days")
    if step.kind == _KIND.RESTRICTION:
        if step.ability not in ABILITIES:
            raise BadMeasures("ability")
    elif step.ability or kinds.count(step.kind) > 1:
        raise BadMeasures("steps")
