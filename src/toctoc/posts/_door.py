"""The judgement at the door: what the guard still wants decided before a text may be published."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping

from django.conf import settings

from toctoc.guard import Finding, Level, Report, check_text

from .types import LONGEST, GuardDown, Refused, Remarked, Writing, finding_key

_TAG = re.compile(r"<[^>]*>")
MIN_REASON, MAX_REASON = 5, 300


def inspect(
    text: str,
    *,
    at: dt.datetime,
    final: bool,
    contested: tuple[str, ...] = (),
    never: tuple[str, ...] = (),
    experience: bool = False,
) -> Report:
    """Ask the guard. Whatever fails in it, nothing goes on and nothing of the text is logged."""
    if len(text) > LONGEST:  # no post is as long: nobody's turn is spent on reading it
        raise GuardDown
    try:
        return check_text(
            text,
            today=at.date(),
            final=final,
            contested=contested,
            known_people=never,
            experience=experience,
            threshold=settings.TOCTOC_GUARD_THRESHOLD,
            minor_threshold=settings.TOCTOC_GUARD_MINOR_THRESHOLD,
        )
    except Exception:
        raise GuardDown from None


def undecided(text: str, report: Report, overrides: Mapping[str, str]) -> tuple[Finding, ...]:
    """Findings that keep the door shut: every *block*, and what has no reason of its author yet."""
    return tuple(
        finding
        for finding in report.pressing
        if finding.level == Level.BLOCK
        or len(overrides.get(finding_key(text, finding), "").strip()) < MIN_REASON
    )


def sound(overrides: Mapping[str, str], *, at: dt.datetime) -> dict[str, str]:
    """The reasons that name nobody: they are kept with the text, and may not say more than it."""
    return {
        key: reason
        for key, reason in overrides.items()
        if not (reason.strip() and inspect(reason[:MAX_REASON], at=at, final=True).blocked)
    }


def visible_text(rendered: str) -> str:
    """The words a reader will see, without the markup between their letters."""
    return html.unescape(_TAG.sub("", rendered))


def check_door(
    writing: Writing, rendered: str, *, at: dt.datetime, never: tuple[str, ...] = ()
) -> Report:
    """Let a text through or raise `Refused`: as typed, and as it will be read.

    `never` holds names that must not appear: the author's own, under a pseudonym (T10).

    Markup could cut a name in two ("Du**po**nt"): what is shown must be as clean as what is typed.
    A remark of tone refuses nothing: raises `Remarked` once, if a page has not shown it yet.
    """
    report = inspect(
        writing.body,
        at=at,
        final=True,
        contested=writing.contested,
        never=never,
        experience=writing.experience,
    )
    overrides = sound(writing.overrides, at=at)
    pending = undecided(writing.body, report, overrides)
    if pending:
        raise Refused(report, pending)
    shown = visible_text(rendered)
    if shown.split() != writing.body.split():
        shown_report = inspect(shown, at=at, final=True, contested=writing.contested, never=never)
        hidden = undecided(shown, shown_report, overrides)
        if hidden:
            raise Refused(shown_report, hidden)
    unseen = unheard(writing, report)
    if unseen:
        raise Remarked(report, unseen)
    return report


def unheard(writing: Writing, report: Report) -> tuple[Finding, ...]:
    """Remarks of tone that the page has not shown its author; none where no page asks (API)."""
    seen = writing.heard
    if seen is None:
        return ()
    return tuple(one for one in report.tone if finding_key(writing.body, one) not in seen)


def kept_overrides(writing: Writing, report: Report, *, at: dt.datetime) -> list[dict[str, str]]:
    """What the version remembers of the author's answers: rule, level and reason, not the words."""
    reasons = sound(writing.overrides, at=at)
    keys = [(finding, finding_key(writing.body, finding)) for finding in report.findings]
    return [
        {
            "rule": finding.rule,
            "category": str(finding.category),
            "level": str(finding.level),
            "reason": reasons[key].strip()[:MAX_REASON],
        }
        for finding, key in keys
        if key in reasons
    ]
