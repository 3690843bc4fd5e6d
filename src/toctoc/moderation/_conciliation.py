"""Two members who are at odds are offered to settle it first (R.4127-56). Both accept, or none is
bound; nobody learns who reported without having agreed to it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

from ._cases import about, actor, claimed_case
from ._opinions import close_questions
from ._tell import reporter_of, tell_desk, tell_reporters
from ._words import reporter_key, sealed_words
from .models import Case, Conciliation, Family, Notice
from .types import NotOffered, TooLate

_STATE = Conciliation.State
FAMILIES = (Family.COLLEAGUE, Family.DEFAMATION, Family.OTHER)


def may_offer(case: Case) -> Notice | None:
    """The notice whose author could settle with the person: a member, who did not ask for
    protection, and the only one: a quarrel has two sides."""
    if case.family not in FAMILIES or case.person is None or hasattr(case, "conciliation"):
        return None
    return party_of(list(case.notices.all()[:2]))


def party_of(notices: list[Notice]) -> Notice | None:
    if len(notices) != 1 or notices[0].source != Notice.Source.MEMBER or notices[0].protected:
        return None
    return notices[0]


def offer(*, by: Person, case_id: str, at: dt.datetime) -> Conciliation:
    """Offer both to settle; the case waits for them until the deadline."""
    with transaction.atomic():
        case = claimed_case(by, case_id, at)
        notice = may_offer(case)
        if notice is None or case.state != Case.State.OPEN:
            raise NotOffered
        offered = Conciliation.objects.create(
            case=case,
            notice=notice,
            by=by,
            at=at,
            deadline=at + dt.timedelta(days=settings.TOCTOC_MODERATION["conciliation_days"]),
        )
        case.state, case.escalate_at = Case.State.PARTIES, None
        case.claimed_by = case.claimed_until = None
        case.save(update_fields=["state", "escalate_at", "claimed_by", "claimed_until"])
        close_questions(case)
        record("conciliation.offer", at=at, actor=actor(by), about=about(case))
        _tell_parties(offered, at)
    return offered


def _tell_parties(offered: Conciliation, at: dt.datetime) -> None:
    key = f"conciliation:{offered.public_id}:{offered.state}"
    person = offered.case.person
    assert person is not None, "a conciliation has two sides"
    line = Line(InboxLine.Kind.DECISION, key, offered.public_id)
    tell({person.pk: person.public_id}, line, at=at)
    reporter = Person.objects.filter(public_id=reporter_of(offered.notice).get("person", ""))
    line = Line(InboxLine.Kind.REPORT, key, offered.notice.number)
    tell(dict(reporter.values_list("pk", "public_id")), line, at=at)


def side_of(person: Person, offered: Conciliation) -> str:
    """ "person", "reporter", or "" for somebody else."""
    if offered.case.person_id == person.pk:
        return "person"
    return "reporter" if offered.notice.reporter_key == reporter_key(person) else ""


def access(by: Person, public_id: str) -> Conciliation:
    """A conciliation for one of its two sides."""
    offered = (
        Conciliation.objects.select_related("case__person", "notice")
        .filter(public_id=public_id)
        .first()
    )
    if offered is None or not side_of(by, offered):
        raise NotVisible
    return offered


def answer(
    *, by: Person, conciliation_id: str, agree: bool, words: str, at: dt.datetime
) -> Conciliation:
    """Accept or decline, with a word for the other side. Declining gives the case back to the desk.

    Raise `TooLate` after the deadline or a first answer.
    """
    known = access(by, conciliation_id)
    said = sealed_words(words, nameless=True, optional=not agree)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=known.case_id)
        offered = _locked(known.pk)
        side = side_of(by, offered)
        given = offered.person_agrees if side == "person" else offered.reporter_agrees
        if offered.ended_at is not None or at >= offered.deadline or given is not None:
            raise TooLate
        if side == "person":
            offered.person_agrees, offered.person_words = agree, said
        else:
            offered.reporter_agrees, offered.reporter_words = agree, said
        offered.save()
        ref = about(offered.case)
        record("conciliation.answer", at=at, about=ref, facts={"side": side, "agrees": agree})
        if not agree:
            _end(offered, _STATE.FAILED, at)
        elif offered.person_agrees and offered.reporter_agrees:
            offered.state = _STATE.ACCEPTED
            offered.save(update_fields=["state"])
            _tell_parties(offered, at)
    return offered


def conclude(*, by: Person, conciliation_id: str, reached: bool, at: dt.datetime) -> Conciliation:
    """Who reported says whether it is settled, once both accepted: then nobody is judged."""
    known = access(by, conciliation_id)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=known.case_id)
        offered = _locked(known.pk)
        if side_of(by, offered) != "reporter":
            raise NotVisible
        if offered.ended_at is not None or offered.state != _STATE.ACCEPTED:
            raise TooLate
        _end(offered, _STATE.REACHED if reached else _STATE.FAILED, at)
    return offered


def expire(conciliation_id: int, at: dt.datetime) -> bool:
    """Nobody answered in time, or nothing came of it: the desk judges."""
    with transaction.atomic():
        known = Conciliation.objects.filter(pk=conciliation_id).first()
        if known is None:
            return False
        Case.objects.select_for_update().get(pk=known.case_id)
        offered = _locked(known.pk)
        if offered.ended_at is not None or offered.deadline > at:
            return False
        _end(offered, _STATE.FAILED, at)
        return True


def _locked(pk: int) -> Conciliation:
    rows = Conciliation.objects.select_for_update(of=("self",))
    return rows.select_related("case__person", "notice").get(pk=pk)


def _end(offered: Conciliation, state: str, at: dt.datetime) -> None:
    offered.state, offered.ended_at = state, at
    offered.save(update_fields=["state", "ended_at"])
    case = offered.case
    reached = state == _STATE.REACHED
    case.state = Case.State.CLOSED if reached else Case.State.OPEN
    case.closed_at = at if reached else None
    hours = settings.TOCTOC_MODERATION["escalate_hours"]
    case.escalate_at = None if reached else at + dt.timedelta(hours=hours)
    case.save(update_fields=["state", "closed_at", "escalate_at"])
    record("conciliation.end", at=at, about=about(case), facts={"state": str(state)})
    _tell_parties(offered, at)
    if reached:
        tell_reporters(case, f"settled:{offered.public_id}", at=at)
    else:
        tell_desk(case, at=at, what=f"failed:{offered.public_id}")
