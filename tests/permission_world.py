"""The world of the permission table: every kind of person, every kind of post, built once.

Words of a post are a mark of its own, written straight into its row, so that one look at any answer
tells which posts somebody was shown, even where taking down should have destroyed the words.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.utils import timezone

from tests.factories import SEED, account, member, rpps
from toctoc.api.actions import digest_of
from toctoc.api.models import ApiToken
from toctoc.people.actions import (
    accept_charter,
    choose_pseudonym,
    prove_demo,
    submit_document,
)
from toctoc.people.charter import CURRENT
from toctoc.people.models import Listing, Person
from toctoc.people.types import Claim
from toctoc.posts import actions as posts
from toctoc.posts.models import Post, Version
from toctoc.posts.types import Writing
from toctoc.questions import actions
from toctoc.questions.models import Knock, Question
from toctoc.questions.types import Ask
from toctoc.search import index
from toctoc.search.types import Document

COMMON = "xanthopsie"  # the word that every post holds, for search
STATES = ("published", "pending", "withdrawn", "hidden", "erased")
AUDIENCES = ("professionals", "doctors")
NAMED = "named"  # read by the author and by "invited", whom the author named, alone
OF_ASKER = ("complement", "outcome")
OF_OTHERS = ("answer", "clarification")

# Civil names that may be read where a post was signed with them, and nowhere else (T10).
SEALED = ("Quennebroc", "Sidonie", "Valmorin")
SHOWN = "Tournecourt"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of post: what the rule needs to know of it, and nothing of its row."""

    kind: str
    state: str
    audience: str
    signature: str = "pseudonym"
    thread: str = "published"  # the state of the question it replies to

    @property
    def name(self) -> str:
        return "-".join((self.kind, self.state, self.audience, self.signature, "in", self.thread))


def kinds() -> list[Kind]:
    replies = (*OF_ASKER, *OF_OTHERS)
    found = [
        *(
            Kind("question", state, audience)
            for state, audience in itertools.product(STATES, AUDIENCES)
        ),
        *(
            Kind("question", "published", audience, signature)
            for audience, signature in itertools.product(AUDIENCES, ("real", "protected"))
        ),
        *(Kind(kind, state, "professionals") for kind, state in itertools.product(replies, STATES)),
        *(Kind(kind, "published", "doctors") for kind in replies),
        *(
            Kind(kind, "published", audience, signature)
            for kind, audience, signature in itertools.product(
                OF_OTHERS, AUDIENCES, ("real", "protected")
            )
        ),
        *(
            Kind(kind, "published", "professionals", "pseudonym", thread)
            for kind, thread in itertools.product(replies, ("hidden", "erased"))
        ),
        Kind("answer", "pending", "professionals", "pseudonym", "hidden"),
        *(Kind("question", state, NAMED) for state in STATES),
        Kind("question", "published", NAMED, "protected"),
        *(Kind(kind, state, NAMED) for kind in replies for state in ("published", "pending")),
        *(Kind("answer", "published", NAMED, signature) for signature in ("real", "protected")),
        *(Kind(kind, "published", NAMED, "pseudonym", "hidden") for kind in replies),
    ]
    assert len({one.name for one in found}) == len(found)
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A post of the world: its kind, its address, its mark."""

    kind: Kind
    public_id: str
    thread_id: str
    mark: str
    version: int = 1


@dataclass(slots=True)
class World:
    posts: dict[str, Placed] = field(default_factory=dict)
    people: dict[str, Person | None] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    draft_mark: str = "marque-brouillon"
    card_mark: str = "marque-carte-professionnelle"
    proof: str = ""

    def threads(self) -> list[str]:
        return list(dict.fromkeys(post.thread_id for post in self.posts.values()))

    def questions(self) -> list[Placed]:
        return [post for post in self.posts.values() if post.kind.kind == "question"]

    def marks_in(self, text: str) -> set[str]:
        return {name for name, post in self.posts.items() if post.mark in text}


def named_member(family: str, given: str, signature: str) -> Person:
    """A doctor with a civil name of their own and a pseudonym that says nothing of it."""
    now = timezone.now() - dt.timedelta(days=40)
    person = account(is_demo=True, joined_at=now)
    prove_demo(
        person,
        Claim(
            number=rpps(900_000 + Person.objects.count()),
            family=family,
            given=given,
            profession="10",
            specialty="SM54",
        ),
        now,
    )
    accept_charter(person, CURRENT, at=now)
    choose_pseudonym(person, f"lanterne {Person.objects.count()}", at=now)
    Person.objects.filter(pk=person.pk).update(signature=signature, is_demo=False)
    return Person.objects.get(pk=person.pk)


class Builder:
    """Writes each kind of post through the product's own verbs, an hour apart (rate limits)."""

    def __init__(self) -> None:
        self.clock = timezone.now() - dt.timedelta(days=30)
        self.numbers = itertools.count(1)
        self.world = World()
        self.author = named_member("Quennebroc", "Sidonie", "pseudonym")
        self.named = named_member(SHOWN, "Basile", "real")
        self.host = member("SM32")
        self.invited, self.declined = member("SM32"), member("SM32")
        self.threads: dict[tuple[Person, str, str], Post] = {}

    def tick(self) -> dt.datetime:
        self.clock += dt.timedelta(minutes=70)
        return self.clock

    def writing(self, signature: str = "") -> Writing:
        return Writing(SEED, f"world-{next(self.numbers)}", signature)

    def ask(self, by: Person, audience: str, signature: str = "", *, opened: bool = True) -> Post:
        at = self.tick()
        private = audience == NAMED
        named = self.named_by(by) if private else ()
        wanted = Ask(self.writing(signature), ("SM32",), audience, private, False, named)
        post = actions.ask(by=by, at=at, ask=wanted)
        if opened:
            self.open(post, at)
        return post

    def named_by(self, by: Person) -> tuple[str, ...]:
        people = [self.invited, self.declined, self.author, self.named]
        listings = Listing.objects.filter(person__in=[one for one in people if one != by])
        return tuple(listings.values_list("public_id", flat=True))

    def open(self, post: Post, at: dt.datetime) -> None:
        if actions.opened(post.pk, at=at) and post.audience == NAMED and post.thread is None:
            actions.decline_knock(by=self.declined, question=post.public_id, at=at)

    def thread(self, by: Person, kind: Kind) -> Post:
        key = (by, kind.audience, kind.thread)
        if key not in self.threads:
            self.threads[key] = self.ask(by, kind.audience)
        return self.threads[key]

    def place(self, kind: Kind) -> None:
        writer = self.named if kind.signature == "real" else self.author
        if kind.kind == "question":
            post = self.ask(writer, kind.audience, kind.signature, opened=False)
        else:
            root = self.thread(writer if kind.kind in OF_ASKER else self.host, kind)
            post, _ = actions.reply(
                by=writer,
                question=root.public_id,
                kind=kind.kind,
                writing=self.writing(kind.signature),
                at=self.tick(),
            )
        self.bring_to(post, kind.state, writer)
        mark = f"marque{next(self.numbers):04}z"
        self.world.posts[kind.name] = Placed(
            kind, post.public_id, post.thread.public_id if post.thread else post.public_id, mark
        )

    def bring_to(self, post: Post, state: str, writer: Person) -> None:
        at = self.tick()
        if state == "withdrawn":
            actions.withdraw(by=writer, public_id=post.public_id, at=at)
        elif state != "pending":
            self.open(post, at)
        if state == "hidden":
            posts.hide(public_id=post.public_id, reason="story", actor="patient", at=at)
        elif state == "erased":
            posts.erase(public_id=post.public_id, reason="story", actor="patient", at=at)

    def take_threads_down(self) -> None:
        for (_, _, state), root in self.threads.items():
            if state != "published":
                self.bring_to(root, state, self.author)

    def mark_everything(self) -> None:
        """Last: put each mark into its row, versions and card, whatever became of the post."""
        for placed in self.world.posts.values():
            words = f"{placed.mark} {COMMON} {SEED}"
            post = Post.objects.get(public_id=placed.public_id)
            Post.objects.filter(pk=post.pk).update(body=words, html=f"<p>{words}</p>")
            if not post.versions.update(body=words, html=f"<p>{words}</p>"):
                Version.objects.create(
                    post=post, number=1, body=words, html=f"<p>{words}</p>", at=self.clock
                )
            Question.objects.filter(pk=post.pk).update(excerpt=words[:200], answers=1)

    def index_everything(self) -> None:
        """The index knows every post, the taken down too: only the database may decide."""
        index.put(
            Document(
                ref=post.public_id,
                thread=post.thread_id,
                kind=post.kind.kind,
                text=f"{post.mark} {COMMON} {SEED}",
                answered=True,
                asked_at=1_700_000_000 + n,
            )
            for n, post in enumerate(self.world.posts.values())
        )

    def people(self) -> None:
        known = {
            "active doctor": member(),
            "active nurse": member("", profession="60"),
            "intern": member(stage="intern"),
            "nursing student": member("", profession="60", stage="student"),
            "proven without charter": member(charter_read=False),
            "demo colleague": member(),
            "read only": member(),
            "suspended": member(),
            "excluded": member(),
            "inactive account": member(),
            "moderator": member(role=Person.Role.MODERATOR),
            "senior moderator": member(role=Person.Role.SENIOR),
            "auditor": member(role=Person.Role.AUDITOR),
            "operator": member(role=Person.Role.OPERATOR),
            "unproven": account(),
            "unverified e-mail": account(),
        }
        standings = {"read only": "read_only", "suspended": "suspended", "excluded": "excluded"}
        for name, standing in standings.items():
            Person.objects.filter(pk=known[name].pk).update(standing=standing)
        Person.objects.filter(pk=known["demo colleague"].pk).update(is_demo=True)
        Person.objects.filter(pk=known["inactive account"].pk).update(is_active=False)
        for name, person in known.items():
            EmailAddress.objects.create(
                user=person, email=person.email, primary=True, verified=name != "unverified e-mail"
            )
        self.world.people = {
            "anonymous": None,
            "search engine": None,
            **{name: Person.objects.get(pk=person.pk) for name, person in known.items()},
            "author": self.author,
            "invited": self.invited,
            "declined": self.declined,
        }

    def doors(self) -> None:
        """A key for everybody who has an account, a knock on every door for every question."""
        now = timezone.now()
        for name, person in self.world.people.items():
            if person is None:
                continue
            secret = f"toctoc_{name.replace(' ', '-'):x<43}"
            self.world.keys[name] = secret
            ApiToken.objects.create(
                person=person,
                name="t",
                digest=digest_of(secret),
                scope="write",
                created_at=now,
                expires_at=now + dt.timedelta(days=1),
            )
            if person != self.author:
                Knock.objects.bulk_create(
                    Knock(question=question, person=person, ring=0, at=now, chance=0.5)
                    for question in Question.objects.exclude(asker=person).exclude(
                        knocks__person=person
                    )
                )

    def candidate(self) -> None:
        """Somebody whose professional card waits for a moderator."""
        claim = Claim(
            number=rpps(910_000),
            family="Quennebroc",
            given="Sidonie",
            profession="10",
            specialty="SM54",
        )
        card = b"\x89PNG\r\n\x1a\n" + self.world.card_mark.encode()
        self.world.proof = submit_document(account(), claim, card, at=self.clock).public_id

    def build(self) -> World:
        for kind in kinds():
            self.place(kind)
        self.take_threads_down()
        self.people()
        posts.save_draft(
            by=self.author,
            target="ask",
            revision=_revision(self.author),
            at=self.clock,
            fields={"body": self.world.draft_mark},
        )
        self.mark_everything()
        self.index_everything()
        self.candidate()
        self.doors()
        return self.world


def _revision(person: Person) -> int:
    from toctoc.posts.queries import find_draft

    draft = find_draft(person, "ask")
    return draft.revision if draft else 0
