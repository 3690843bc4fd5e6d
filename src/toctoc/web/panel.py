"""The guard's panel under every text box: what it found, why, and one-tap ways to say it safely."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from toctoc.guard import Finding, Level, Report, apply
from toctoc.live.request import number
from toctoc.posts.actions import inspect, sound
from toctoc.posts.types import (
    MAX_CHARACTERS,
    GuardDown,
    Refused,
    Remarked,
    Writing,
    clean,
    finding_key,
)

from . import keeping
from .access import now
from .meter import Meter, meter_of
from .words import french

_REASON = "reason-"
_CONTEST = "contest-"
_HEARD = "heard"  # the remarks of tone that stand in the page
_MAX_KEPT = 50
_ROUNDS = 3
ALL, UNDO = "all", "undo"


@dataclass(frozen=True, slots=True)
class Before:
    """The text as it was before the last change made for its author, who may want it back."""

    body: str
    transposed: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """`state`: "empty", "clear", "found" or "down" (the guard failed: publication waits).

    `findings` are what could identify somebody and, among them where they stand, the remarks of
    tone (`tone`), which are not counted in the state."""

    state: str
    findings: list[dict[str, Any]] = field(default_factory=list)
    blocked: bool = False
    report: Report | None = None
    # Words the author declared to name nobody: shown, so that the answer lasts and can be undone.
    contested: tuple[str, ...] = ()
    meter: Meter | None = None
    # How many findings "Tout appliquer" would reword.
    easy: int = 0
    before: Before | None = None

    @property
    def asked(self) -> int:
        """How many passages could identify somebody."""
        return sum(not found["tone"] for found in self.findings)

    def spans(self) -> list[dict[str, Any]]:
        """For the highlights behind the box; offsets are characters (code points)."""
        keys = ("key", "start", "end", "level")
        return [{name: found[name] for name in keys} for found in self.findings if found["marked"]]


def new_token() -> str:
    return secrets.token_urlsafe(16)


def answers_in(post: QueryDict) -> tuple[dict[str, str], tuple[str, ...]]:
    """The author's answers to the panel: reasons by finding, and words that name nobody."""
    reasons = {
        clean(name.removeprefix(_REASON)): clean(str(value))
        for name, value in post.items()
        if name.startswith(_REASON) and value
    }
    contested = dict.fromkeys(
        clean(str(value)) for name, value in post.items() if name.startswith(_CONTEST) and value
    )
    return dict(list(reasons.items())[:_MAX_KEPT]), tuple(contested)[:_MAX_KEPT]


def writing_in(request: HttpRequest) -> Writing:
    """What was submitted. Line ends are the browser's CRLF: offsets must match the textarea's."""
    reasons, contested = answers_in(request.POST)
    return Writing(
        body=body_in(request),
        token=clean(request.POST.get("token", ""))[:36] or new_token(),
        signature=signature_in(request),
        overrides=reasons,
        contested=contested,
        transposed=transposed_in(request),
        experience=keeping.experience_in(request),
        keep_days=keeping.days_in(request),
        heard=tuple(request.POST.getlist(_HEARD))[:_MAX_KEPT],
    )


def transposed_in(request: HttpRequest) -> bool:
    return request.POST.get("transposed") == "1"


def before_in(request: HttpRequest) -> Before | None:
    """What "Annuler" would bring back, carried by the page."""
    body = clean(request.POST.get("before", "")).replace("\r\n", "\n")
    if not 0 < len(body) <= MAX_CHARACTERS:
        return None
    return Before(body, request.POST.get("before-transposed") == "1")


def body_in(request: HttpRequest) -> str:
    return clean(request.POST.get("body", "")).replace("\r\n", "\n")


def signature_in(request: HttpRequest) -> str:
    wanted = request.POST.get("signature", "")
    return wanted if wanted in ("real", "pseudonym", "protected") else ""


def look(
    writing: Writing,
    lang: str,
    *,
    at: dt.datetime,
    final: bool = False,
    before: Before | None = None,
) -> Panel:
    """Inspect a text while it is typed (precision first) or for good (recall first)."""
    if before is not None and before.body == writing.body:
        before = None
    if not writing.body.strip():
        return Panel("empty", before=before)
    try:
        report = inspect(
            writing.body,
            at=at,
            final=final,
            contested=writing.contested,
            experience=writing.experience,
        )
    except GuardDown:
        return Panel("down", before=before)
    return panel_of(writing, report, lang, before)


def panel_of(writing: Writing, report: Report, lang: str, before: Before | None = None) -> Panel:
    refused = _naming(writing)
    findings = [
        _finding(writing, found, number, lang)
        for number, found in enumerate(report.findings)
        if found.level is not Level.WARN
    ]
    decided: set[str] = set()
    for found in findings:  # the same words twice are one decision, with one field
        if found["key"] in decided:
            found |= {"contestable": False, "needs_reason": False}
        decided.add(found["key"])
        found["reason_names"] = found["key"] in refused
    blocked = any(found["level"] == Level.BLOCK for found in findings)
    state = "found" if findings else "clear"
    findings = sorted(
        findings + _remarks(writing, report, lang),
        key=lambda one: (not one["marked"], one["start"]),
    )
    meter = meter_of(report.meter, lang)
    easy = len(_easy(report))
    return Panel(state, findings, blocked, report, writing.contested, meter, easy, before)


def shut(refusal: Refused) -> str:
    """What the page says when the door did not open at once (K20: its author stays in control)."""
    if isinstance(refusal, Remarked):
        return gettext("Une phrase est à relire ci-dessous. Pour la garder telle quelle, renvoyez.")
    return gettext("Il reste un point à décider avant de publier : il est marqué ci-dessous.")


def _remarks(writing: Writing, report: Report, lang: str) -> list[dict[str, Any]]:
    """Remarks of tone; not marked in the box where something that identifies is marked already."""
    taken = [(found.start, found.end) for found in report.pressing]
    remarks = []
    for place, found in enumerate(report.tone, len(report.findings)):
        told = _finding(writing, found, place, lang)
        clear = all(end <= found.start or found.end <= start for start, end in taken)
        remarks.append(told | {"tone": True, "marked": clear, "reason_names": False})
    return remarks


def _naming(writing: Writing) -> set[str]:
    """The findings whose reason names somebody: it is kept with the text, and doesn't count."""
    try:
        return writing.overrides.keys() - sound(writing.overrides, at=now()).keys()
    except GuardDown:
        return set()


def _finding(writing: Writing, found: Finding, number: int, lang: str) -> dict[str, Any]:
    key = finding_key(writing.body, found)
    label, article = found.duty(lang)
    return {
        "key": key,
        "number": number,
        "words": writing.body[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "level": str(found.level),
        "why": french(found.why(lang)) if lang == "fr" else found.why(lang),
        "duty": label,
        "article": article,
        "proposals": [
            {"text": p.text, "kind": p.kind, "value": f"{key}.{number}:{index}"}
            for index, p in enumerate(found.proposals)
        ],
        "contestable": found.contestable,
        # A rare fact is better asked in private than argued away (T12).
        "rare": found.level == Level.ASK and found.rule.startswith("rare"),
        "needs_reason": found.level in (Level.FIX, Level.ASK),
        "tone": False,
        "marked": True,
        "reason": writing.overrides.get(key, ""),
    }


def change_in(
    request: HttpRequest, writing: Writing, *, at: dt.datetime
) -> tuple[Writing, Before | None]:
    """What the panel's button does to the text, and what it was before."""
    choice = request.POST.get("apply", "")
    before = before_in(request)
    if choice == UNDO:
        if before is None:
            return writing, None
        return replace(writing, body=before.body, transposed=before.transposed), None
    body = applied(writing, choice, at=at)
    if body == writing.body:
        return writing, before
    return replace(writing, body=body), Before(writing.body, writing.transposed)


def applied(writing: Writing, choice: str, *, at: dt.datetime) -> str:
    """The text with every first rewording ("all"), or with one ("key.number:proposal").

    Anything that does not name a proposal leaves the text as it is.
    """
    try:
        if choice == ALL:
            return _reworded(writing, at)
        name, _, index = choice.rpartition(":")
        key, _, place = name.rpartition(".")
        return _one(writing, key, number(place), number(index), at)
    except (GuardDown, IndexError):
        return writing.body


def _one(writing: Writing, key: str, place: int | None, index: int | None, at: dt.datetime) -> str:
    """The panel may show what is asked at the door, where more is found than while typing."""
    if place is None or index is None:
        return writing.body
    for final in (False, True):
        report = inspect(writing.body, at=at, final=final, contested=writing.contested)
        alike = [
            (n != place, found)
            for n, found in enumerate(report.findings)
            if finding_key(writing.body, found) == key
        ]
        if alike:
            found = min(alike, key=lambda one: one[0])[1]
            return apply(writing.body, found, found.proposals[index])
    return writing.body


def _easy(report: Report) -> list[Finding]:
    """What may be reworded without a thought: the guard asks nothing about it."""
    firm = (Level.BLOCK, Level.FIX)
    return [found for found in report.findings if found.level in firm and found.proposals]


def _reworded(writing: Writing, at: dt.datetime) -> str:
    """From the last finding to the first, so that offsets hold; then what comes to light."""
    text = writing.body
    for _ in range(_ROUNDS):
        report = inspect(text, at=at, final=False, contested=writing.contested)
        easy = _easy(report)
        if not easy:
            break
        read = text
        for found in reversed(easy):
            if text[found.start : found.end] == read[found.start : found.end]:
                text = apply(text, found, found.proposals[0])
    return text
