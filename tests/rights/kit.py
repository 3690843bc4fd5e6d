"""Somebody who lived here: posts of every kind, drafts, thanks, devices, a key."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import NOON, asked, member, replied
from toctoc.api.actions import create_token
from toctoc.notify.actions import change_rhythm, subscribe_push
from toctoc.people.models import Listing, Person
from toctoc.posts.actions import save_draft
from toctoc.posts.models import Post
from toctoc.questions import actions
from toctoc.rights.actions import ask_to_leave
from toctoc.rights.clock import tick
from toctoc.rights.models import Departure

WEEK = dt.timedelta(days=7)
DRAFT = "Brouillon : céphalées depuis hier."


def inhabitant(**choices: Any) -> Person:
    """A member with a row in nearly every table."""
    person, other = member(**choices), member()
    question = asked(person)
    replied(other, question)
    theirs = asked(other, "Une question d'un autre : lombalgie commune, radio utile ?")
    answer = replied(person, theirs, "Pas de radio d'emblée, sauf drapeau rouge.")
    actions.thank(by=other, public_id=answer.public_id, at=NOON)
    private = asked(
        person, "Encore une, en privé cette fois.", audience="named", named=listed(other)
    )
    replied(other, private, "En privé aussi : rassurez.")
    asked(other, "Et à vous, en privé : que feriez-vous ?", audience="named", named=listed(person))
    save_draft(by=person, target="ask", fields={"body": DRAFT}, revision=0, at=NOON)
    change_rhythm(person.pk, budget=5)
    subscribe_push(
        person.pk, endpoint=f"https://push.example/{person.pk}", p256dh="k", auth="a", at=NOON
    )
    create_token(by=person, name="Mon script", scope="read", days=30, at=NOON)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return Person.objects.get(pk=person.pk)


def listed(person: Person) -> tuple[str, ...]:
    return (Listing.objects.get(person=person).public_id,)


def leaving(person: Person, questions: str = "erase", answers: str = "erase") -> Departure:
    return ask_to_leave(by=person, questions=questions, answers=answers, word="effacer", at=NOON)


def gone(person: Person, questions: str = "erase", answers: str = "erase") -> Person:
    """Left, and everything done by the clock."""
    leaving(person, questions, answers)
    let_clock_run(NOON + WEEK)
    return Person.objects.get(pk=person.pk)


def let_clock_run(at: dt.datetime) -> int:
    turns = 0
    while tick(at):
        turns += 1
        assert turns < 50, "the clock never rests"
    return turns


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def posts_of(person: Person, **which: Any) -> list[Post]:
    return list(Post.objects.filter(author=person, **which).order_by("pk"))
