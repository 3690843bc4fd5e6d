"""An invented community of any size, written straight into the tables in a few minutes.

At scale 1: 20,000 members, 50,000 questions, about 500,000 answers over three years, knocks,
notices. Every tenth question has exactly 30 answers; half of those have their fragments stored
already, the others are still to be rendered. Rows are what the product's verbs leave behind,
without the ledger, the versions of unedited posts and the dropped events: no page reads them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from toctoc.notify.models import Notice, Rhythm
from toctoc.people import charter
from toctoc.people.models import CharterAcceptance, Identity, Person
from toctoc.posts.models import Fragment, Post
from toctoc.posts.render import RENDERER, to_html
from toctoc.posts.types import PostRow
from toctoc.questions.actions import excerpt
from toctoc.questions.models import Knock, Question, Topic
from toctoc.sealing import fingerprint, seal_json
from toctoc.web.fragments import render_post

from . import _texts

ANSWERS = 30
DAYS = 3 * 365
_CHUNK = 5_000
_SPECIALTIES = (
    "SM54", "SM54", "SM54", "SM32", "SM04", "SM15", "SM20", "SM40", "SM42", "SM24", "SM02", "SM44",
)  # fmt: skip
_PROFESSIONS = ("10", "10", "10", "10", "10", "10", "10", "21", "50", "60")


class Table:
    """Rows of one model, buffered and written the fastest way each database has.

    `columns` vary from row to row; every other column takes the model's default.
    """

    def __init__(self, model: type[models.Model], *columns: str, **constants: object) -> None:
        self.count = 0
        self._rows: list[tuple[Any, ...]] = []
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [
            name for name, field in fields.items() if name not in columns and not field.primary_key
        ]
        self._tail = tuple(
            fields[name].get_db_prep_save(
                constants.get(name, fields[name].get_default()), connection
            )
            for name in rest
        )
        self._table = model._meta.db_table
        self._columns = [fields[name].column for name in (*columns, *rest)]

    def add(self, *row: object) -> None:
        self._rows.append(row + self._tail)
        self.count += 1
        if len(self._rows) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        columns = ", ".join(f'"{column}"' for column in self._columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self._table}" ({columns}) FROM STDIN') as copy:
                    for row in self._rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self._columns))
                cursor.executemany(
                    f'INSERT INTO "{self._table}" ({columns}) VALUES ({marks})', self._rows
                )
        self._rows.clear()


@dataclass
class Member:
    pk: int
    pseudonym: str
    profession: str
    specialty: str


@dataclass
class Community:
    """What the bench needs to find its way: public ids of questions, by kind."""

    members: int
    questions: int
    answers: int
    warm: list[str]  # 30 answers, fragments stored; the bench visits these again and again
    stored: list[str]  # 30 answers, fragments stored
    cold: list[str]  # 30 answers, nothing rendered yet
    seconds: float


def public(kind: str, number: int) -> str:
    """Twelve characters, unique and of scattered order, as the real ones."""
    mixed = (number * 2_654_435_761 + 97) % 2**40
    return f"{kind}{mixed:011x}"


def sql(at: dt.datetime) -> str:
    """A moment as both databases read it when their session is in UTC."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def generate(scale: float = 1.0, seed: int = 7) -> Community:
    """Fill an empty, migrated database. The same seed gives the same community."""
    started = time.monotonic()
    made = Generator(scale, random.Random(seed))
    _prepare()
    with transaction.atomic():  # or SQLite would commit each row
        made.members()
        made.threads()
        made.finish()
    _settle()
    return Community(
        len(made.people),
        made.questions,
        made.answers,
        made.warm,
        made.stored,
        made.cold,
        time.monotonic() - started,
    )


def _prepare() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = off")
        else:
            for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-200000"):
                cursor.execute(f"PRAGMA {pragma}")


def _settle() -> None:
    """Sequences after explicit ids, and the statistics the planner goes by."""
    every = [Person, Post, Question, Topic, Knock, Notice, Fragment]
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Generator:
    def __init__(self, scale: float, rng: random.Random) -> None:
        self.rng = rng
        self.people: list[Member] = []
        self.wanted_people = max(40, int(20_000 * scale))
        self.questions = max(60, int(50_000 * scale))
        self.answers = 0
        self.warm: list[str] = []
        self.stored: list[str] = []
        self.cold: list[str] = []
        self.now = timezone.now().replace(microsecond=0)
        self.bodies = [(body, to_html(body)) for body in _texts.answers(rng, 6_000)]
        self.asked = [(body, to_html(body)) for body in _texts.questions(rng, 3_000)]
        self._next_post = 1
        self._post = Table(
            Post,
            "id",
            "public_id",
            "thread_id",
            "kind",
            "author_id",
            "byline",
            "profession",
            "specialty",
            "body",
            "html",
            "helped",
            "token",
            "created_at",
            "release_at",
            "published_at",
            state="published",
            audience="professionals",
            signature="pseudonym",
            stage="practising",
        )
        self._question = Table(
            Question,
            "post_id",
            "public_id",
            "asker_id",
            "excerpt",
            "specialties",
            "asked_at",
            "first_answer_at",
            "active_at",
            "answers",
            "helped",
            "knocked",
            ring=9,
        )
        self._topic = Table(Topic, "question_id", "specialty", "asked_at", "answered")
        self._knock = Table(
            Knock,
            "question_id",
            "person_id",
            "at",
            "seen_at",
            "answered_at",
            "declined_at",
            ring=0,
            chance=0.2,
            learned=True,
            why=[{"code": "specialty_match", "specialty": "SM54"}],
        )
        self._notice = Table(
            Notice, "person_id", "kind", "key", "ref", "anchor", "created_at", "read_at"
        )
        self._fragment = Table(
            Fragment, "post_id", "language", "version", "html", renderer=RENDERER
        )

    def members(self) -> None:
        table = Table(
            Person,
            "id",
            "public_id",
            "email",
            "pseudonym",
            "pseudonym_key",
            "profession",
            "specialty",
            "joined_at",
            "proven_at",
            password="!bench",
            standing="active",
            last_login=None,
        )
        identity = Table(Identity, "person_id", "subject", "sealed", "established_at")
        accepted = Table(CharterAcceptance, "person_id", "at", version=charter.CURRENT)
        rhythm = Table(Rhythm, "person_id", "digest")
        joined = sql(self.now - dt.timedelta(days=DAYS + 30))
        sealed = seal_json({"family": "Valmorin", "given": "Jeanne", "civility": "DR"})
        for pk in range(1, self.wanted_people + 1):
            profession = self.rng.choice(_PROFESSIONS)
            specialty = self.rng.choice(_SPECIALTIES) if profession == "10" else ""
            person = Member(pk, f"stetho {pk}", profession, specialty)
            self.people.append(person)
            table.add(
                pk,
                public("m", pk),
                f"m{pk}@example.org",
                person.pseudonym,
                f"stetho{pk}",
                profession,
                specialty,
                joined,
                joined,
            )
            identity.add(pk, fingerprint("bench", str(pk)), sealed, joined)
            accepted.add(pk, joined)
            rhythm.add(pk, "weekly")
        for each in (table, identity, accepted, rhythm):
            each.flush()

    def threads(self) -> None:
        step = dt.timedelta(days=DAYS) / self.questions
        first = self.now - dt.timedelta(days=DAYS)
        for number in range(self.questions):
            self._thread(number, first + step * number)

    def _thread(self, number: int, at: dt.datetime) -> None:
        long = number % 10 == 0
        answers = ANSWERS if long else self.rng.randrange(0, 17)
        store = long and (number // 10) % 2 == 0
        asker = self.rng.choice(self.people)
        asked, html = self.rng.choice(self.asked)
        root = self._write("question", None, asker, asked, html, at, False, store)
        ref = public("q", root)
        if long:
            self._sort_out(ref, store)
        delays = sorted(self.rng.uniform(60, 7200) for _ in range(answers))
        helped = [self.rng.random() < 0.1 for _ in delays]
        authors = [self._other(asker) for _ in delays]
        for delay, mark, author in zip(delays, helped, authors, strict=True):
            body, html = self.rng.choice(self.bodies)
            when = at + dt.timedelta(seconds=int(delay))
            kind = "clarification" if self.rng.random() < 0.05 and not long else "answer"
            pk = self._write(kind, root, author, body, html, when, mark, store)
            if self.rng.random() < 0.3:
                self._notice.add(
                    asker.pk,
                    kind,
                    f"post:{public('a', pk)}",
                    ref,
                    public("a", pk),
                    sql(when),
                    None if self.rng.random() < 0.05 else sql(when),
                )
        self.answers += answers
        self._tally(root, ref, asker, excerpt(asked), at, delays, any(helped))
        self._tell(root, ref, authors[:5], at)

    def _sort_out(self, ref: str, store: bool) -> None:
        if not store:
            self.cold.append(ref)
        elif len(self.warm) < 100:
            self.warm.append(ref)
        else:
            self.stored.append(ref)

    def _other(self, asker: Member) -> Member:
        author = self.rng.choice(self.people)
        return author if author is not asker else self.people[asker.pk % len(self.people)]

    def _write(
        self,
        kind: str,
        root: int | None,
        author: Member,
        body: str,
        html: str,
        at: dt.datetime,
        helped: bool,
        store: bool,
    ) -> int:
        pk, self._next_post = self._next_post, self._next_post + 1
        ref = public("a" if root else "q", pk)
        stamp = sql(at)
        self._post.add(
            pk,
            ref,
            root,
            kind,
            author.pk,
            author.pseudonym,
            author.profession,
            author.specialty,
            body,
            html,
            helped,
            f"t{pk}",
            stamp,
            stamp,
            stamp,
        )
        if store:
            row = PostRow(
                id=pk,
                public_id=ref,
                kind=kind,
                state="published",
                byline=author.pseudonym,
                signature="pseudonym",
                profession=author.profession,
                specialty=author.specialty,
                stage="practising",
                by_demo=False,
                html=html,
                references=[],
                version=1,
                helped=helped,
                transposed=False,
                created_at=at,
                release_at=at,
                published_at=at,
                edited_at=None,
                note_html="",
                noted_at=None,
                experience=False,
                expires_at=None,
                pictured=False,
                mine=False,
                thanked=False,
                fragment=None,
            )
            self._fragment.add(pk, "fr", 1, render_post(row, "fr"))
        return pk

    def _tally(
        self,
        root: int,
        ref: str,
        asker: Member,
        text: str,
        at: dt.datetime,
        delays: Sequence[float],
        helped: bool,
    ) -> None:
        stamp = sql(at)
        codes = list(dict.fromkeys(self.rng.choice(_SPECIALTIES) for _ in range(2)))
        first = sql(at + dt.timedelta(seconds=int(delays[0]))) if delays else None
        last = sql(at + dt.timedelta(seconds=int(delays[-1]))) if delays else stamp
        self._question.add(
            root, ref, asker.pk, text, json.dumps(codes), stamp, first, last, len(delays), helped, 5
        )
        for code in codes:
            self._topic.add(root, code, stamp, bool(delays))

    def _tell(self, root: int, ref: str, answered: Sequence[Member], at: dt.datetime) -> None:
        stamp = sql(at)
        answering = {person.pk for person in answered[:2]}
        knocked = answering | {self.rng.choice(self.people).pk for _ in range(3)}
        for pk in knocked:
            done = stamp if pk in answering else None
            self._knock.add(root, pk, stamp, done, done, None if done else stamp)
            self._notice.add(pk, "knock", f"knock:{ref}", ref, "", stamp, stamp)

    def finish(self) -> None:
        for table in (
            self._post,
            self._question,
            self._topic,
            self._knock,
            self._notice,
            self._fragment,
        ):
            table.flush()


def readers(count: int, members: int) -> Iterator[str]:
    """Cookies of signed-in members, through the product's own session store."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore
    for person in Person.objects.filter(pk__lte=members).order_by("pk")[:count]:
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
