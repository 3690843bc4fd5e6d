"""Plain functions that make people and questions for tests, through the product's own verbs."""

from __future__ import annotations

import datetime as dt
import itertools

from toctoc.people import charter
from toctoc.people.actions import accept_charter, choose_pseudonym, prove_demo
from toctoc.people.identifiers import luhn_key
from toctoc.people.models import Person
from toctoc.people.types import Claim
from toctoc.posts.models import Post
from toctoc.posts.types import Writing
from toctoc.questions import actions
from toctoc.questions.types import Ask

NOON = dt.datetime(2026, 11, 18, 11, 0, tzinfo=dt.UTC)  # a Wednesday, noon in Paris
SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, "
    "pas de troubles moteurs ni sphinctériens. Des idées ?"
)
_numbers = itertools.count(1)


def rpps(rank: int) -> str:
    digits = f"9{rank:09}"
    return digits + luhn_key(digits)


def account(**fields: object) -> Person:
    """An account that has proven nothing."""
    number = next(_numbers)
    return Person.objects.create_user(
        f"p{number}@example.org", "correct horse battery", **({"joined_at": NOON} | fields)
    )


def member(
    specialty: str = "SM54",
    *,
    profession: str = "10",
    stage: str = "practising",
    role: str = Person.Role.MEMBER,
    charter_read: bool = True,
    at: dt.datetime = NOON,
) -> Person:
    """A verified member who accepted the charter and chose a pseudonym."""
    number = next(_numbers)
    person = account(is_demo=True, joined_at=at - dt.timedelta(days=90))
    claim = Claim(
        number=rpps(number),
        family=f"Valmorin{chr(97 + number % 26)}",
        given="Jeanne",
        profession=profession,
        specialty=specialty,
        stage=stage,
    )
    prove_demo(person, claim, at)
    if charter_read:
        accept_charter(person, charter.CURRENT, at=at)
    choose_pseudonym(person, f"stetho {number} bleu", at=at)
    Person.objects.filter(pk=person.pk).update(role=role, is_demo=False)
    return Person.objects.get(pk=person.pk)


def submission(body: str = SEED, token: str = "", **choices: object) -> Ask:
    writing = Writing(body, token or f"t{next(_numbers)}")
    fields = {"patient_would_recognise": False, "relative_would_recognise": False} | choices
    return Ask(writing, **fields)  # type: ignore[arg-type]


def asked(by: Person, body: str = SEED, *, at: dt.datetime = NOON, **choices: object) -> Post:
    """A published question, its 30 seconds gone."""
    post = actions.ask(by=by, ask=submission(body, **choices), at=at)
    actions.opened(post.pk, at=at)
    return Post.objects.get(pk=post.pk)


def replied(
    by: Person,
    question: Post,
    body: str = "Zona avant l'éruption ? IRM médullaire si ça dure.",
    *,
    kind: str = "answer",
    at: dt.datetime = NOON,
) -> Post:
    post, _ = actions.reply(
        by=by,
        question=question.public_id,
        kind=kind,
        at=at,
        writing=Writing(body, f"t{next(_numbers)}"),
    )
    actions.opened(post.pk, at=at)
    return Post.objects.get(pk=post.pk)
