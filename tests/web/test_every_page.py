"""The budget of 8 queries, for every address that answers a GET with a page: the addresses are read
from the site's own list, so that a new page is counted the day it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.factories import NOON, account, asked, member, replied, rpps, submission
from tests.moderation.kit import decided, from_public, operator, reported
from tests.stories.kit import pressed, story_of
from toctoc.moderation import actions as moderation
from toctoc.notify.models import Notice, Rhythm
from toctoc.people.actions import submit_document
from toctoc.people.models import Listing, Person
from toctoc.people.types import Claim
from toctoc.pictures.models import Upload
from toctoc.posts.models import Fragment, Post
from toctoc.questions import actions
from toctoc.questions.documents import rebuild_index
from toctoc.questions.models import Knock
from toctoc.sealing import seal
from toctoc.transparency import announcements
from toctoc.web import stencil

pytestmark = pytest.mark.django_db
MOST = 8
KEPT = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")

# Not pages: for programs, for the imitation of Pro Santé Connect, and ways out to the real one.
NOT_PAGES = ("api/", "live/", "metrics", "psc-demo/", "psc/", "compte/oidc/")
# What an address may hold, and which of the things made below it is.
HOLES = {
    "address": "key",
    "trace": "key",
    "public_id": "question",
    "private": "private",
    "proof_id": "proof",
    "verb": "verb",
    "key": "key",
    "uidb36": "key",
    "pk": "number",
    "story": "story",
    "receipt": "receipt",
    "token": "follow",
    "notice": "notice",
    "notice_token": "notice_token",
    "decision_id": "decision",
    "notifier_key": "notifier_key",
    "secret": "key",
    "situation": "situation",
    "body": "body",
    "department": "department",
    "case_id": "case",
    "appeal_id": "appeal",
    "disclosure_id": "key",  # counted in tests/evidence/test_pages.py, for who may open them
    "demand_id": "key",
    "ref": "announcement",
    "upload": "upload",
    "picture": "picture",
    "number": "number",
}
# More ways to look at a page than its address says.
ALSO = (
    "?attente", "?voir=ma-specialite", "?voir=ma-specialite&attente", "?specialite=SM54",
    "recherche/?q=paresthésies", "recherche/?q=ret&tri=recent&specialite=SM54", "q/<slug:private>",
    "q/<slug:private>/demander-a", "images/?target=ask",
    "images/fichiers/?target=ask", "conseil/reproche/?profession=10&departement=69",
)  # fmt: skip


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in found:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, path)
        elif not path.startswith(("^", *NOT_PAGES)):
            yield path


PAGES = (*dict.fromkeys(patterns(get_resolver().url_patterns)), *ALSO)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    settings.TOCTOC_SEARCH_FOLDER = tmp_path / "search"
    settings.TOCTOC_STORY_BITS = 2
    settings.TOCTOC_LIMITS = dict.fromkeys(("ask", "reply", "name"), (1000, 1000))
    cache.clear()
    stencil.forget()


@pytest.fixture
def people() -> dict[str, Person]:
    return {
        "member": member(),
        "moderator": member(role=Person.Role.MODERATOR),
        "newcomer": account(),
    }


@pytest.fixture
def made(people: dict[str, Person]) -> dict[str, str]:
    """An instance in which each kind of line has something to show."""
    reader, others = people["member"], [member(), member(specialty="SM32")]
    question = asked(others[0])
    for number in range(6):
        replied(others[1] if number % 2 else reader, question)
        asked(others[0])
        asked(reader)
    knocked = Post.objects.filter(author=others[0], thread=None)
    for post in knocked:
        Knock.objects.get_or_create(
            question_id=post.pk,
            person=reader,
            defaults={"ring": 0, "at": NOON, "chance": 0.5},
        )
    Notice.objects.bulk_create(
        Notice(person=person, kind="answer", key=f"k{n}", ref=ref, created_at=NOON)
        for person in people.values()
        for n, ref in enumerate((question.public_id, "elsewhere"))
    )
    actions.ask(by=reader, ask=submission("Une autre question, encore à reprendre."), at=NOON)
    rebuild_index(NOON)
    return {
        "question": question.public_id,
        "private": asked(others[0], audience="named", named=(listing(reader),)).public_id,
        "proof": document_of(people["newcomer"]),
        "verb": "merci",
        "key": "unknown",
        "number": "1",
        **stories_of(asked(reader)),
        **cases_in_hands_of(people["moderator"]),
        **told_to(reader),
        **sent_by(reader),
        "announcement": announced(),
        "situation": "erreur",
        "body": "10",
        "department": "69",
    }


def announced() -> str:
    """What every member reads at the head of the first page."""
    senior = member(role=Person.Role.SENIOR)
    said = announcements.say(title="À lire", body="Rien de grave.", by=senior, at=timezone.now())
    return said.public_id


def stories_of(post: Post) -> dict[str, str]:
    """A message that a patient hid, and one that another describes."""
    hidden, described = pressed(post), pressed("", words="Un message sur mon frère.")
    return {
        "story": story_of(hidden).public_id,
        "follow": hidden.token,
        "receipt": described.number,
    }


def cases_in_hands_of(moderator: Person) -> dict[str, str]:
    """A case and an appeal that this moderator judges now."""
    at, author = timezone.now(), member()
    case = reported(asked(author), at=at)[0].public_id
    moderation.claim(by=moderator, case_id=case, at=at)
    taken = decided(reported(asked(author), at=at)[0], "hide", at=at)
    appeal = moderation.appeal(
        by=author, decision_id=taken.public_id, reasons="Relisez le fil, je vous prie.", at=at
    )
    moderation.claim_appeal(by=moderator, appeal_id=appeal.public_id, at=at)
    return {"case": case, "appeal": appeal.public_id}


def told_to(person: Person) -> dict[str, str]:
    """A decision about this member, a notice of theirs, and an association's own page."""
    at = timezone.now()
    decision = decided(reported(asked(person), at=at)[0], "transpose", "reminder", at=at)
    _case, mine = reported(asked(member()), by=person, at=at)
    notifier, key = moderation.make_notifier(by=operator(), name="Usagers du soin", at=at)
    _case, theirs = from_public(asked(member()).public_id, notifier=notifier, at=at)
    return {
        "decision": decision.public_id,
        "notice": mine.number,
        "notice_token": theirs.token,
        "notifier_key": key,
    }


def sent_by(person: Person) -> dict[str, str]:
    """Two files of two pages that wait for their author."""
    at = timezone.now()
    for token in ("one", "two"):
        upload = Upload.objects.create(
            person=person, target="ask", state="review", token=token, created_at=at, beat_at=at
        )
        for page in range(2):
            picture = upload.pictures.create(page=page, width=80, height=60, draft=seal(b"RIFF"))
    return {"upload": upload.public_id, "picture": picture.public_id}


def listing(person: Person) -> str:
    return Listing.objects.get(person=person).public_id


def document_of(person: Person) -> str:
    claim = Claim(
        number=rpps(800_001),
        family="Valmorin",
        given="Anne",
        profession="10",
        specialty="SM54",
        stage="practising",
    )
    return submit_document(person, claim, b"%PDF-1.4 une carte", at=NOON).public_id


def address(pattern: str, made: dict[str, str]) -> str:
    """The pattern with its holes filled; a new kind of hole must be added to `HOLES`."""
    holes = r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)"
    path = re.sub(holes, lambda hole: made[HOLES[hole[1] or hole[2]]], pattern)
    return "/" + path.replace("^", "").replace("$", "")


def statements(browser: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        response = browser.get(path)
    assert response.status_code < 500, path
    return [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(KEPT)]


@pytest.mark.parametrize("who", ["member", "moderator", "newcomer"])
def test_every_page_takes_at_most_eight_queries(
    who: str, people: dict[str, Person], made: dict[str, str]
) -> None:
    """On the first visit of an hour and of a question, with nothing rendered; then again."""
    over = {}
    for pattern in PAGES:
        as_never_seen()
        browser = Client()
        browser.force_login(people[who])
        path = address(pattern, made)
        for visit in ("first", "again"):
            found = statements(browser, path)
            if len(found) > MOST:
                over[pattern, visit] = found
    assert not over


def as_never_seen() -> None:
    Fragment.objects.all().delete()
    Rhythm.objects.all().delete()
    Notice.objects.update(read_at=None)
    Knock.objects.update(seen_at=None)
    cache.clear()


def test_pages_are_counted_where_they_answer(
    people: dict[str, Person], made: dict[str, str]
) -> None:
    """Most addresses show a page to one of the three; the others only take what is sent."""
    shown = set()
    for person in people.values():
        browser = Client()
        browser.force_login(person)
        shown |= {page for page in PAGES if browser.get(address(page, made)).status_code == 200}
    assert len(shown) > 40, sorted(set(PAGES) - shown)
