"""Erase an account, step by step: close it, then its posts in turns, then all the rest.

Each step is one transaction that moves the departure's row: a worker killed anywhere leaves it due,
and the next one goes on where it was. Nothing is half erased.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.people.models import Identity, PastPseudonym, Person
from toctoc.pictures.clock import forget_person as forget_pictures
from toctoc.posts import actions as posts
from toctoc.posts import past
from toctoc.posts.models import Post, Reader
from toctoc.questions import actions as questions
from toctoc.questions.models import Knock, Question
from toctoc.questions.routing import Code, Reason
from toctoc.sealing import fingerprint, seal_json, unseal_json

from ._gather import delete_rows, gather
from ._standing import stands_against
from .holdings import HOLDINGS
from .models import Departure
from .types import AtLeaving

_TURN = 50
_GONE = "gone.invalid"  # RFC 2606: an address that nobody can have
# Needed to leave: an address of the account, closed first.
_FIRST = ("api.ApiToken", "notify.PushSubscription", "people.Listing")
_ARCHIVED = (
    "people_person", "people_charteracceptance", "people_proof", "people_pastpseudonym",
    "account_emailaddress", "mfa_authenticator", "notify_rhythm",
)  # fmt: skip


def step(departure_id: int, *, at: dt.datetime) -> int:
    """Do the next thing of a departure that is due; 0 when nothing is left to do."""
    with transaction.atomic():
        departure = (
            Departure.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=departure_id, cancelled_at=None, done_at=None, due_at__lte=at)
            .first()
        )
        if departure is None:
            return 0
        if departure.started_at is None:
            _close(departure, at)
        elif not _some_posts(departure, at):
            _empty(departure, at)
        return 1


def _close(departure: Departure, at: dt.datetime) -> None:
    """From now on nobody signs in as this person, knocks at their door, or calls them by name."""
    person = departure.person
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    for holding in HOLDINGS:
        if holding.table in _FIRST:
            delete_rows(holding, person)
    _close_sessions(person)
    departure.started_at = at
    departure.save(update_fields=["started_at"])
    record("person.leave.begin", at=at, actor="clock", about=f"person:{person.public_id}")


def _close_sessions(person: Person) -> None:
    """Which sessions are a person's is written inside them."""
    theirs = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    Session.objects.filter(session_key__in=theirs).delete()


def _some_posts(departure: Departure, at: dt.datetime) -> int:
    left = Post.objects.filter(author=departure.person, pk__gt=departure.reached).order_by("pk")
    found = list(left.select_related("thread")[:_TURN])
    for post in found:
        _part_with(departure, post, at)
    if found:
        departure.reached = found[-1].pk
        departure.save(update_fields=["reached"])
    return len(found)


def _part_with(departure: Departure, post: Post, at: dt.datetime) -> None:
    """Erase a post or keep it without its author. What is hidden for somebody else's reason is
    evidence: it stays hidden, without its author, until its own line of the table ends it."""
    question = post.thread_id is None
    fate = departure.questions if question else departure.answers
    if fate == Departure.Fate.ERASE and not past.held_for_another(post):
        _destroy(post, at)
    posts.detach(public_id=post.public_id, at=at)
    if question:  # nobody is left to say how it ended
        Question.objects.filter(pk=post.pk).update(outcome_at=None)
    if question and post.audience == Post.Audience.NAMED:
        # Why those named were knocked says the name of who asked.
        Knock.objects.filter(question=post.pk).update(why=[Reason(Code.NAMED).to_json()])


def _destroy(post: Post, at: dt.datetime) -> None:
    if post.state == Post.State.PENDING:
        posts.withdraw(by=post.author, public_id=post.public_id, at=at)
    questions.destroy(public_id=post.public_id, reason="departure", actor="clock", at=at)
    Reader.objects.filter(post=post).delete()


def _empty(departure: Departure, at: dt.datetime) -> None:
    """The last step: what must be kept is sealed apart, all the rest goes, in one transaction."""
    person = departure.person
    departure.archive = seal_json(_account(person))
    _seal_link(person, at)
    Reader.objects.filter(person=person).update(name=posts.UNNAMED, left_at=at)
    forget_pictures(person)
    for holding in HOLDINGS:
        if holding.leaving == AtLeaving.DELETED:
            delete_rows(holding, person)
    _blank(person, at)
    departure.done_at = at
    departure.save(update_fields=["archive", "done_at"])
    facts = {"questions": departure.questions, "answers": departure.answers}
    record("person.leave", at=at, actor="clock", about=f"person:{person.public_id}", facts=facts)
    set_free(departure, at=at)


def _account(person: Person) -> dict[str, object]:
    """What an account said of itself (décret 2021-1362): kept a year, sealed."""
    return {key: rows for key, _, rows in gather(person) if key in _ARCHIVED}


def _seal_link(person: Person, at: dt.datetime) -> None:
    """The link from the account to the human, sealed for five years; pseudonyms stay taken."""
    if person.pseudonym and person.pseudonym_key:
        PastPseudonym.objects.create(
            person=person, name=person.pseudonym, key=person.pseudonym_key, left_at=at
        )
    names = list(person.past_pseudonyms.values_list("name", flat=True))
    person.past_pseudonyms.update(name="")
    identity = Identity.objects.filter(person=person).first()
    if identity is not None:
        link = {"email": person.email, "pseudonyms": names, "left_at": at.isoformat()}
        identity.sealed = seal_json(unseal_json(identity.sealed) | link)
        identity.save(update_fields=["sealed"])


def _blank(person: Person, at: dt.datetime) -> None:
    """An empty account under an opaque number: what is kept without its author belongs to it."""
    sanctioned = person.standing in (Person.Standing.SUSPENDED, Person.Standing.EXCLUDED)
    Person.objects.filter(pk=person.pk).update(
        email=f"{person.public_id}@{_GONE}",
        pseudonym=None,
        pseudonym_key=None,
        signature=Person.Signature.PROTECTED,
        profession="",
        specialty="",
        stage=Person.Stage.PRACTISING,
        department="",
        bio="",
        role=Person.Role.MEMBER,
        standing=person.standing if sanctioned else Person.Standing.UNPROVEN,
        language="fr",
        joined_at=at,
        proven_at=None,
        seen_at=None,
        last_login=None,
    )


def set_free(departure: Departure, *, at: dt.datetime) -> bool:
    """Let the same human join again, unless something stands against them (K23)."""
    if departure.freed_at is not None or stands_against(departure.person, at):
        return False
    with transaction.atomic():
        identity = Identity.objects.filter(person=departure.person_id).first()
        if identity is not None:
            identity.subject = fingerprint("left", f"{identity.subject}:{departure.public_id}")
            identity.save(update_fields=["subject"])
        departure.freed_at = at
        departure.save(update_fields=["freed_at"])
        about = f"person:{departure.person.public_id}"
        record("person.leave.free", at=at, actor="clock", about=about)
    return True
