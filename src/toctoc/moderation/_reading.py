"""What the claimer of a case reads: the words in their place, hidden ones included; notices without
who wrote them; the person's history under a neutral handle. Five queries."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from toctoc.people.codes import DOCTOR
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed
from toctoc.posts.models import Post, Version
from toctoc.sealing import Unsealable, unseal_json

from . import _ladder
from ._appeals import find_appeal
from ._conciliation import FAMILIES, party_of
from ._history import past_of
from ._words import handle_of, proposed_in, same_thread, words_of
from .models import Appeal, Case, Conciliation, Decision, Measure, Notice, Remark
from .rules import RULE_OF
from .types import Context, ContextPost, Judged, NotClaimed, Past, Said, Talks, Told

_MOST = 60  # posts of a thread, notices of a case


def read_case(*, by: Person, case_id: str, at: dt.datetime) -> Context:
    """For the moderator who holds the case now; `NotClaimed` for everybody else.

    Claiming wrote in the ledger that it would be opened.
    """
    if not by.is_moderator:
        raise NotAllowed
    mine = Q(public_id=case_id, claimed_by=by, claimed_until__gt=at)
    return _context(_case(mine), by, at)


def _case(which: Q) -> Case:
    rows = Case.objects.select_related("post", "person", "conciliation").filter(which)
    case = rows.annotate(before=_before()).first()
    if case is None:
        raise NotClaimed
    return case


def _before(case: str = "") -> Subquery:
    """What the post of a case said when it was reported; `case` is the way to it."""
    kept = Version.objects.filter(post=OuterRef(f"{case}post"), number=OuterRef(f"{case}version"))
    return Subquery(kept.values("html")[:1])


def read_opinion(*, by: Person, case_id: str, at: dt.datetime) -> Context:
    """The same, for the colleague who was asked and opened it; `NotClaimed` once it is decided."""
    if not by.is_moderator:
        raise NotAllowed
    asked = Remark.objects.filter(case=OuterRef("pk"), waits=True, to=by, opened_at__isnull=False)
    return _context(_case(Q(Exists(asked), public_id=case_id)), by, at)


def read_appeal(*, by: Person, appeal_id: str, at: dt.datetime) -> Context:
    """The same, for the judge of an appeal."""
    if not by.is_moderator:
        raise NotAllowed
    opened = find_appeal(appeal_id, before=_before("decision__case__"))
    until = opened.claimed_until
    if opened.claimed_by_id != by.pk or until is None or until <= at:
        raise NotClaimed
    return _context(opened.decision.case, by, at, opened)


def _context(case: Case, by: Person, at: dt.datetime, opened: Appeal | None = None) -> Context:
    posts = _posts(case)
    notices = list(case.notices.select_related("trusted").order_by("pk")[:_MOST])
    measures = _measures(case)
    history = [past_of(one) for one in measures if _is_history(one, case)]
    talks = getattr(case, "conciliation", None)
    return Context(
        case=case.public_id,
        subject=case.subject,
        family=case.family,
        state=case.state,
        opened_at=case.opened_at,
        claimed_until=opened.claimed_until if opened else case.claimed_until,
        escalated=case.escalated_at is not None,
        trusted=case.trusted,
        protected=case.protected,
        experience=case.experience,
        rewritten=case.rewritten,
        previous=case.previous_id is not None,
        handle=handle_of(case.person) if case.person else "",
        doctor=case.person is not None and case.person.profession == DOCTOR,
        thread=_thread(posts),
        posts=tuple(posts),
        before=_changed(opened or case, case),
        said=tuple(_said(one) for one in notices),
        history=tuple(history),
        advised=_ladder.advised(history, case.family, at),
        remarks=tuple(_told(one) for one in _remarks(case)),
        judged=_judged(case, measures, by),
        talks=talks_of(talks) if talks else None,
        may_conciliate=(
            talks is None
            and case.state == Case.State.OPEN
            and case.person is not None
            and case.family in FAMILIES
            and party_of(notices) is not None
        ),
        rule=RULE_OF[case.family],
        appeal=opened.public_id if opened else "",
        appeal_side=opened.side if opened else "",
        appeal_reasons=words_of(opened.reasons) if opened else "",
    )


def _changed(row: Case | Appeal, case: Case) -> str:
    """What the post said when it was reported, if its words changed since."""
    if case.post is None or case.post.version == case.version:
        return ""
    return getattr(row, "before", "") or ""


def _posts(case: Case) -> list[ContextPost]:
    """The thread around the reported post."""
    if case.post is None:
        return []
    thread = Post.objects.filter(same_thread(case.post)).exclude(state=Post.State.WITHDRAWN)
    rows = thread.select_related("author").order_by("pk")
    near = [row for row in rows[: 4 * _MOST] if _near(row, case.post)][:_MOST]
    return [_post(row, case.post) for row in near]


def _near(row: Post, reported: Post) -> bool:
    return row.state != Post.State.PENDING or row.pk == reported.pk


def _post(row: Post, reported: Post) -> ContextPost:
    return ContextPost(
        public_id=row.public_id,
        kind=row.kind,
        state=row.state,
        byline=row.byline,
        handle=handle_of(row.author),
        html=row.html,
        version=row.version,
        at=row.published_at or row.created_at,
        about=row.pk == reported.pk,
    )


def _thread(posts: list[ContextPost]) -> str:
    return next((one.public_id for one in posts if one.kind == Post.Kind.QUESTION), "")


def _measures(case: Case) -> list[Measure]:
    mine = Q(decision__case=case)
    if case.person_id:
        mine |= Q(person=case.person_id, since__isnull=False)
    rows = Measure.objects.filter(mine).select_related("decision__case", "decision__by")
    return list(rows.order_by("-pk")[:200])


def _is_history(measure: Measure, case: Case) -> bool:
    return (
        measure.since is not None
        and measure.kind != Measure.Kind.NOTHING
        and measure.person_id is not None
        and measure.person_id == case.person_id
    )


def _remarks(case: Case) -> QuerySet[Remark]:
    """Why somebody stepped aside is theirs."""
    told = case.remarks.exclude(kind=Remark.Kind.RECUSAL).select_related("by", "to")
    return told.order_by("pk")[:_MOST]


def _said(notice: Notice) -> Said:
    return Said(
        number=notice.number,
        source=notice.source,
        protected=notice.protected,
        notifier=notice.trusted.name if notice.trusted else "",
        reasons=words_of(notice.reasons),
        place=notice.place,
        at=notice.at,
    )


def _told(remark: Remark) -> Told:
    return Told(
        kind=remark.kind,
        by=handle_of(remark.by),
        at=remark.at,
        words=words_of(remark.words),
        proposed=proposed_in(remark.words),
        to=handle_of(remark.to) if remark.to else "",
        waits=remark.waits,
    )


def _judged(case: Case, measures: list[Measure], by: Person) -> tuple[Judged, ...]:
    """Decisions of this case, from the measures that were read with the history."""
    found: dict[int, tuple[Decision, list[Past]]] = {}
    for one in measures:
        if one.decision.case_id == case.pk:
            found.setdefault(one.decision_id, (one.decision, []))[1].append(past_of(one))
    return tuple(
        _one_judged(decision, pasts, by) for _pk, (decision, pasts) in sorted(found.items())
    )


def _one_judged(decision: Decision, measures: list[Past], by: Person) -> Judged:
    facts, skipped = facts_of(decision)
    return Judged(
        decision=decision.public_id,
        state=decision.state,
        by_me=decision.by_id == by.pk,
        automated=decision.automated,
        provisional=decision.provisional,
        rule=decision.rule,
        facts=facts,
        skipped=skipped,
        at=decision.at,
        measures=tuple(measures),
    )


def facts_of(decision: Decision) -> tuple[str, str]:
    """The reasons told to the person, and why a step of the ladder was skipped."""
    if not decision.facts:
        return "", ""
    try:
        kept = unseal_json(decision.facts)
    except Unsealable:
        return "", ""
    return str(kept.get("words", "")), str(kept.get("skipped", ""))


def talks_of(offered: Conciliation, side: str = "") -> Talks:
    return Talks(
        id=offered.public_id,
        state=offered.state,
        at=offered.at,
        deadline=offered.deadline,
        person_agrees=offered.person_agrees,
        reporter_agrees=offered.reporter_agrees,
        person_words=words_of(offered.person_words),
        reporter_words=words_of(offered.reporter_words),
        side=side,
        family=offered.case.family,
    )
