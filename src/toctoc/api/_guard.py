"""The guard for members' own programs: what it finds, and the case said another way.

Nothing of what is sent is kept or logged: a text that can't be judged is a 503 without its words.
"""

from __future__ import annotations

from django.utils import timezone
from ninja import Router

from toctoc.guard.transpose import transpose
from toctoc.limits.actions import spend
from toctoc.posts import actions
from toctoc.posts.types import MAX_CHARACTERS, GuardDown, TooLong

from . import guard_schemas as g
from . import schemas as s
from . import shapes
from .auth import READER
from .findings import findings_of, remarks_of
from .types import ApiRequest

router = Router(tags=["guard"])
LONGEST = 20_000  # characters: more than any post holds, in a bounded time


@router.post("/guard/check", response={200: g.CheckOut} | s.REFUSALS, auth=READER)
def check(request: ApiRequest, sent: g.CheckIn, final: bool = False) -> g.CheckOut:
    """What could identify somebody. `final` looks as closely as publishing; nothing is kept."""
    now = timezone.now()
    spend("check", request.auth.public_id, at=now)
    if len(sent.text) > LONGEST:
        raise TooLong(LONGEST)
    if not sent.text.strip():
        return g.CheckOut(state="empty", blocked=False, findings=[])
    contested = tuple(word for word in sent.contested if word)
    closely = final or sent.final
    report = actions.inspect(sent.text, at=now, final=closely, contested=contested)
    language = shapes.language()
    found = findings_of(sent.text, report, language)
    return g.CheckOut(
        state="found" if found else "clear",
        blocked=report.blocked,
        findings=[s.FindingOut(**finding) for finding in found],
        tone=[s.FindingOut(**one) for one in remarks_of(sent.text, report, language)],
        k=report.meter.k if report.meter else None,
        meter=s.MeterOut(**report.meter.to_json(language)) if report.meter else None,
    )


@router.post("/guard/transpose", response={200: g.TransposeOut} | s.REFUSALS, auth=READER)
def say_another_way(request: ApiRequest, sent: g.TransposeIn) -> g.TransposeOut:
    """The same case with other names, dates, places and jobs; nothing is kept."""
    now = timezone.now()
    spend("transpose", request.auth.public_id, at=now)
    if len(sent.text) > MAX_CHARACTERS:
        raise TooLong(MAX_CHARACTERS)
    try:
        result = transpose(
            sent.text,
            today=now.date(),
            sex=sent.sex,
            contested=tuple(word for word in sent.contested if word),
        )
    except Exception:
        raise GuardDown from None
    return g.TransposeOut(**result.to_json(shapes.language()))
