"""An identity is told by two persons: one asks with a reason, another decides, all is written."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.people.disclosure import has_identity, open_identity
from toctoc.people.models import Person
from toctoc.people.types import CivilIdentity, NobodyKnown, NotVisible

from . import _rules as rules
from .models import Demand, Disclosure, Look
from .types import (
    AboutYourself,
    AlreadyAsked,
    AskerGone,
    Ground,
    NoIdentity,
    NotShown,
    SecondPerson,
    Settled,
    Silence,
)

State = Disclosure.State


def who(person: Person) -> str:
    return f"person:{person.public_id}"


def ask(
    *,
    by: Person,
    person: Person,
    ground: Ground,
    silence: Silence | None = None,
    demand: Demand | None = None,
    at: dt.datetime,
) -> Disclosure:
    """Ask that somebody's civil identity be told. Another senior or operator decides within seven
    days, or it is void."""
    with transaction.atomic():
        asker = rules.as_of(by, at)
        if not rules.may_ask(asker):
            raise NotVisible
        if asker.pk == person.pk:
            raise AboutYourself
        if not has_identity(person):
            raise NoIdentity
        ground = rules.checked(ground)
        quiet = rules.words("silence", silence.why) if silence else ""
        spend("disclosure", asker.public_id, at=at)
        made = _create(asker, person, ground, quiet, demand, at)
        facts = {"person": person.public_id, "authority": ground.authority, "silent": bool(quiet)}
        record("disclosure.ask", at=at, actor=who(asker), about=_about(made), facts=facts)
        _tell_deciders(made, at)
        return made


def _create(
    asker: Person,
    person: Person,
    ground: Ground,
    quiet: str,
    demand: Demand | None,
    at: dt.datetime,
) -> Disclosure:
    _expire(Disclosure.objects.filter(person=person, asked_by=asker), at)
    try:
        with transaction.atomic():
            return Disclosure.objects.create(
                person=person,
                demand=demand,
                authority=ground.authority,
                reference=ground.reference,
                reason=ground.reason,
                asked_by=asker,
                asked_at=at,
                expires_at=at + rules.days("expire_days"),
                silent=bool(quiet),
                silence=quiet,
            )
    except IntegrityError:  # two tabs, or asked already
        first = Disclosure.objects.get(person=person, asked_by=asker, state=State.ASKED)
        raise AlreadyAsked(first.public_id) from None


def _tell_deciders(made: Disclosure, at: dt.datetime) -> None:
    roles = (Person.Role.SENIOR, Person.Role.OPERATOR)
    others = Person.objects.filter(role__in=roles).exclude(
        pk__in=(made.asked_by_id, made.person_id)
    )
    people = {one.pk: one.public_id for one in others if one.is_senior}
    key = f"disclosure:{made.public_id}:asked"
    tell(people, Line(Notice.Kind.DISCLOSURE, key, ref=made.public_id), at=at)


def decide(
    *, by: Person, disclosure_id: str, approve: bool, answer: str = "", at: dt.datetime
) -> Disclosure:
    """The second person says yes or no. A no says why."""
    with transaction.atomic():
        judge = rules.as_of(by, at)
        found = _locked(judge, disclosure_id)
        if found.asked_by_id == judge.pk:
            raise SecondPerson
        if not rules.may_decide(judge, found):
            raise NotVisible
        if standing_of(found, at) != State.ASKED:
            raise Settled
        if not rules.may_ask(rules.as_of(found.asked_by, at)):
            raise AskerGone
        tidy = rules.words("answer", answer) if answer.strip() or not approve else ""
        found.state = State.APPROVED if approve else State.REFUSED
        found.decided_by, found.decided_at, found.answer = judge, at, tidy
        if approve:
            found.view_until = at + rules.days("view_hours")
            found.tell_at = None if found.silent else at + rules.days("tell_days")
        found.save()
        act = "disclosure.approve" if approve else "disclosure.refuse"
        record(act, at=at, actor=who(judge), about=_about(found))
        _tell_asker(found, at)
        return found


def _tell_asker(found: Disclosure, at: dt.datetime) -> None:
    people = {found.asked_by_id: found.asked_by.public_id}
    key = f"disclosure:{found.public_id}:decided"
    tell(people, Line(Notice.Kind.DISCLOSURE, key, ref=found.public_id), at=at)


def withdraw(*, by: Person, disclosure_id: str, at: dt.datetime) -> Disclosure:
    """Who asked takes it back, before or after it was approved: nothing is told from then on."""
    with transaction.atomic():
        asker = rules.as_of(by, at)
        found = _locked(asker, disclosure_id)
        if found.asked_by_id != asker.pk or not rules.may_ask(asker):
            raise NotVisible
        if standing_of(found, at) not in (State.ASKED, State.APPROVED):
            raise Settled
        if found.state == State.APPROVED:
            found.view_until = at
        else:
            found.state = State.WITHDRAWN
        found.save(update_fields=["state", "view_until"])
        record("disclosure.withdraw", at=at, actor=who(asker), about=_about(found))
        return found


def look(
    *, by: Person, disclosure_id: str, how: str = Look.How.SCREEN, at: dt.datetime
) -> CivilIdentity:
    """Read the identity: who asked, within 24 hours of the approval, each time written down.

    Both persons must still be who decided: a suspension meanwhile shuts it.
    """
    with transaction.atomic():
        asker = rules.as_of(by, at)
        found = _locked(asker, disclosure_id)
        if not may_look(asker, found, at):
            raise NotShown
        Look.objects.create(disclosure=found, by=asker, at=at, how=how)
        try:
            return open_identity(found.person, grant=_about(found), actor=who(asker), at=at)
        except NobodyKnown as error:
            raise NoIdentity from error


def may_look(asker: Person, found: Disclosure, at: dt.datetime) -> bool:
    open_now = (
        found.state == Disclosure.State.APPROVED
        and found.view_until is not None
        and at < found.view_until
        and found.asked_by_id == asker.pk
        and found.decided_by is not None
    )
    if not open_now or found.decided_by is None:
        return False
    second = rules.as_of(found.decided_by, at)
    return rules.may_ask(asker) and rules.may_decide(second, found)


def lift_silence(*, by: Person, disclosure_id: str, at: dt.datetime) -> Disclosure:
    """The law no longer forbids it: the person concerned is told."""
    with transaction.atomic():
        person = rules.as_of(by, at)
        found = _locked(person, disclosure_id)
        if not rules.may_ask(person):
            raise NotVisible
        if not found.silent or found.state != State.APPROVED:
            raise Settled
        found.silent, found.tell_at = False, at
        found.save(update_fields=["silent", "tell_at"])
        record("disclosure.unsilence", at=at, actor=who(person), about=_about(found))
        return found


def expire_due(at: dt.datetime) -> int:
    """What nobody decided in time is void; return how many."""
    return _expire(Disclosure.objects.all(), at)


def _expire(among: QuerySet[Disclosure], at: dt.datetime) -> int:
    due = among.filter(state=State.ASKED, expires_at__lte=at).order_by("expires_at")
    done = 0
    for pk, public_id in list(due.values_list("pk", "public_id")[:50]):
        with transaction.atomic():
            late = Disclosure.objects.filter(pk=pk, state=State.ASKED)
            if late.update(state=State.EXPIRED):
                record("disclosure.expire", at=at, actor="clock", about=f"disclosure:{public_id}")
                done += 1
    return done


def tell_due(at: dt.datetime) -> int:
    """Tell those whose identity was read; where nobody ever read it there is nothing to tell."""
    waiting = Disclosure.objects.filter(tell_at__lte=at, told_at=None).order_by("tell_at")
    return sum(_tell_concerned(pk, at) for pk in list(waiting.values_list("pk", flat=True)[:50]))


def _tell_concerned(pk: int, at: dt.datetime) -> bool:
    with transaction.atomic():
        found = (
            Disclosure.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)
        )
        if found.told_at is not None or found.tell_at is None:
            return False
        if not found.looks.exists():
            Disclosure.objects.filter(pk=pk).update(tell_at=None)
            return False
        Disclosure.objects.filter(pk=pk).update(told_at=at)
        people = {found.person_id: found.person.public_id}
        key = f"disclosure:{found.public_id}:told"
        tell(people, Line(Notice.Kind.DISCLOSURE, key, ref=found.public_id), at=at)
        record("disclosure.tell", at=at, actor="clock", about=_about(found))
        return True


def standing_of(found: Disclosure, at: dt.datetime) -> str:
    """Its state at this moment, whether or not a clock ran since it expired."""
    late = found.state == State.ASKED and found.expires_at <= at
    return State.EXPIRED if late else found.state


def _locked(reader: Person, disclosure_id: str) -> Disclosure:
    """The row, for those who may know that it exists: never the person it is about."""
    found = (
        Disclosure.objects.select_for_update(of=("self",))
        .select_related("person", "asked_by", "decided_by")
        .filter(public_id=disclosure_id)
        .first()
    )
    if found is None or found.person_id == reader.pk or not rules.reads_disclosures(reader):
        raise NotVisible
    return found


def _about(found: Disclosure) -> str:
    return f"disclosure:{found.public_id}"
