"""The guard's panel under every text box: what it found, why, and one-tap ways to say it safely."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from toctoc.guard import Finding, Level, Report, apply
from toctoc.live.request import number
from toctoc.posts.actions import inspect
from toctoc.posts.types import GuardDown, Writing, clean, finding_key

from .words import french

_REASON = "reason-"
_CONTEST = "contest-"
_MAX_KEPT = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """`state`: "empty", "clear", "found" or "down" (the guard failed: publication waits)."""

    state: str
    findings: list[dict[str, Any]] = field(default_factory=list)
    blocked: bool = False
    report: Report | None = None
    # Words the author declared to name nobody: shown, so that the answer lasts and can be undone.
    contested: tuple[str, ...] = ()

    def spans(self) -> list[dict[str, Any]]:
        """For the highlights behind the box; offsets are characters (code points)."""
        keys = ("key", "start", "end", "level")
        return [{name: found[name] for name in keys} for found in self.findings]


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
    )


def body_in(request: HttpRequest) -> str:
    return clean(request.POST.get("body", "")).replace("\r\n", "\n")


def signature_in(request: HttpRequest) -> str:
    wanted = request.POST.get("signature", "")
    return wanted if wanted in ("real", "pseudonym", "protected") else ""


def look(writing: Writing, lang: str, *, at: dt.datetime, final: bool = False) -> Panel:
    """Inspect a text while it is typed (precision first) or for good (recall first)."""
    if not writing.body.strip():
        return Panel("empty")
    try:
        report = inspect(writing.body, at=at, final=final, contested=writing.contested)
    except GuardDown:
        return Panel("down")
    return panel_of(writing, report, lang)


def panel_of(writing: Writing, report: Report, lang: str) -> Panel:
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
    blocked = any(found["level"] == Level.BLOCK for found in findings)
    state = "found" if findings else "clear"
    return Panel(state, findings, blocked, report, writing.contested)


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
            {"text": p.text, "kind": p.kind, "value": f"{number}:{index}"}
            for index, p in enumerate(found.proposals)
        ],
        "contestable": found.contestable,
        # A rare fact is better asked in private than argued away (T12).
        "rare": found.level == Level.ASK and found.rule.startswith("rare"),
        "needs_reason": found.level != Level.BLOCK,
        "reason": writing.overrides.get(key, ""),
    }


def applied(writing: Writing, choice: str, *, at: dt.datetime) -> str:
    """The text with one proposal taken ("finding:proposal"), for browsers without JavaScript.

    Anything that does not name a proposal leaves the text as it is.
    """
    head, _, tail = choice.partition(":")
    place, index = number(head), number(tail)
    if place is None or index is None:
        return writing.body
    try:
        report = inspect(writing.body, at=at, final=False, contested=writing.contested)
        finding = report.findings[place]
        return apply(writing.body, finding, finding.proposals[index])
    except (GuardDown, IndexError):
        return writing.body
