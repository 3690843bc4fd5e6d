"""What a measure does, and how it is undone: one place for both, so that nothing stays behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Q

from toctoc.ledger.actions import record
from toctoc.people import actions as people
from toctoc.people.models import Person, Restriction
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.questions import actions as questions
from toctoc.sealing import seal_json, unseal_json

from .models import Appeal, Case, Decision, Measure

_KIND = Measure.Kind
_ON_STANDING = {
    _KIND.SUSPENSION: Restriction.Kind.SUSPENSION,
    _KIND.PROTECTION: Restriction.Kind.SUSPENSION,
    _KIND.EXCLUSION: Restriction.Kind.EXCLUSION,
    _KIND.VEIL: Restriction.Kind.PROFILE,
}
_HIDING = (_KIND.HIDE, _KIND.TRANSPOSE)


def cause_of(measure: Measure) -> str:
    """Under what name others hide or restrict: lifted by the same name."""
    cause = f"decision:{measure.decision.public_id}"
    return f"{cause}:{measure.ability}" if measure.ability else cause


def lock_rows(case: Case, *more: Person) -> None:
    """Take the rows that effects will write, in one order for everybody, before the ledger's turn:
    two moderators who judge each other must not wait for one another. `no_key`: a line for
    somebody's inbox, written by another, waits for none of it."""
    people_ids = {one.pk for one in more} | ({case.person_id} if case.person_id else set())
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=people_ids)
    list(rows.order_by("pk"))
    if case.post_id:
        list(Post.objects.select_for_update(of=("self",)).filter(pk=case.post_id))


def apply(measure: Measure, at: dt.datetime) -> None:
    """Bring a measure into force: hide the text, take the ability, suspend, exclude."""
    measure.since = at
    measure.save(update_fields=["since"])
    cause = cause_of(measure)
    if measure.kind in _HIDING and measure.post is not None:
        actor = _actor(measure.decision)
        questions.take_down(
            public_id=measure.post.public_id,
            reason=measure.decision.rule,
            actor=actor,
            cause=cause,
            at=at,
        )
    if measure.person is None:
        return
    if hides_name(measure) and not measure.kept:
        keep(measure, {"names": posts.veil(measure.person, at=at)})
    if measure.kind == _KIND.RESTRICTION:
        people.restrict(measure.person, measure.ability, cause=cause, until=measure.until, at=at)
    elif measure.kind in _ON_STANDING:
        kind = _ON_STANDING[_KIND(measure.kind)]
        people.restrict(measure.person, kind, cause=cause, until=measure.until, at=at)
        drop_claims(measure.person)


def lift(measure: Measure, why: str, at: dt.datetime) -> bool:
    """End a measure and undo what it did; True the first time."""
    living = Measure.objects.filter(pk=measure.pk, lifted_at=None)
    if not living.update(lifted_at=at, why=why):
        return False
    cause, decision = cause_of(measure), measure.decision
    if measure.since is not None:
        if hides_name(measure):  # many rows of posts: before the ledger's turn is taken
            _show_name(measure, at)
        if measure.kind in _HIDING and measure.post is not None:
            questions.bring_back(
                public_id=measure.post.public_id,
                reason=why,
                actor=_actor(decision),
                cause=cause,
                at=at,
            )
        if measure.kind in _ON_STANDING or measure.kind == _KIND.RESTRICTION:
            people.lift(cause=cause, at=at)
    facts = {"kind": str(measure.kind), "why": why}
    record("measure.end", at=at, about=f"decision:{decision.public_id}", facts=facts)
    return True


def hides_name(measure: Measure) -> bool:
    return measure.kind == _KIND.VEIL or measure.ability == Restriction.Kind.PROFILE


def _show_name(measure: Measure, at: dt.datetime) -> None:
    """Put the names back, or leave them to another measure that still hides them."""
    person = measure.person
    assert person is not None, "what hides a name is somebody's"
    names = unseal_json(measure.kept)["names"]
    hiding = Q(kind=_KIND.VEIL) | Q(ability=Restriction.Kind.PROFILE)
    living = Measure.objects.filter(hiding, person=person, lifted_at=None, since__isnull=False)
    other = living.first()
    if other is None:
        posts.unveil(person, names, at=at)
    else:
        known = unseal_json(other.kept)["names"]
        merged = {name: known.get(name, []) + names.get(name, []) for name in {**known, **names}}
        keep(other, {"names": merged})


def keep(measure: Measure, what: Mapping[str, object]) -> None:
    """Seal what it takes to put things back, or to show what was judged."""
    measure.kept = seal_json(what)
    measure.save(update_fields=["kept"])


def drop_claims(person: Person) -> None:
    """Who is suspended holds no case any more: somebody else can take it at once."""
    free = {"claimed_by": None, "claimed_until": None}
    Case.objects.filter(claimed_by=person).update(**free)
    Appeal.objects.filter(claimed_by=person, decided_at=None).update(**free)


def _actor(decision: Decision) -> str:
    return f"person:{decision.by.public_id}" if decision.by else "clock"
