"""The permission table (D1, T10, K18): each kind of person x each kind of post x each way in.

`expected` says the rule in words, apart from the code; each test is one person on one way, and
its failure lists the kinds of post that were shown wrongly, or wrongly kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.permission_world import COMMON, SEALED, SHOWN, Builder, Kind, World, kinds
from toctoc.live.admission import Refused, admit
from toctoc.search import index

pytestmark = pytest.mark.django_db
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PEOPLE = (
    "anonymous",
    "search engine",
    "unverified e-mail",
    "unproven",
    "proven without charter",
    "active doctor",
    "active nurse",
    "intern",
    "nursing student",
    "author",
    "invited",
    "declined",
    "demo colleague",
    "read only",
    "suspended",
    "excluded",
    "inactive account",
    "moderator",
    "senior moderator",
    "auditor",
    "operator",
)
STRANGERS = {
    "anonymous",
    "search engine",
    "unverified e-mail",
    "unproven",
    "suspended",
    "excluded",
    "inactive account",
}
MODERATORS = {"moderator", "senior moderator", "operator"}
NOT_DOCTORS = {"active nurse", "nursing student"}


def wrote(person: str, post: Kind) -> bool:
    return person == "author" and post.signature != "real"


def expected(person: str, post: Kind) -> bool:
    """Who may read what, in words.

    Strangers read nothing: neither visitors and robots, nor accounts that proved nothing, nor those
    who were suspended, excluded or closed. What is hidden, erased or withdrawn nobody reads, not
    even its author or a moderator, and it takes its replies with it. What still waits for its
    author's thirty seconds, its author alone reads. What is for doctors, doctors read. What is
    asked in private, its author and those they named read, moderators no more than others; who
    declined reads it no longer.
    """
    if person in STRANGERS or post.thread != "published":
        return False
    if post.state in ("withdrawn", "hidden", "erased"):
        return False
    if post.state == "pending":
        return wrote(person, post)
    if post.audience == "named":
        return person in ("author", "invited")
    return post.audience == "professionals" or person not in NOT_DOCTORS


def anything(_person: str, _post: Kind) -> bool:
    return True


def open_question(_person: str, post: Kind) -> bool:
    """Lists show questions, and only once they are open to colleagues."""
    return post.kind == "question" and post.state == "published"


def by_specialty(person: str, post: Kind) -> bool:
    """What is asked in private is under no specialty."""
    return open_question(person, post) and post.audience != "named"


def told(person: str, post: Kind) -> bool:
    """A line says that one was named, or that somebody declined; the others are not part of this
    world."""
    return open_question(person, post) and post.audience == "named"


def own(person: str, post: Kind) -> bool:
    return wrote(person, post)


def of_others(person: str, post: Kind) -> bool:
    """One is knocked for the questions of others."""
    return post.kind == "question" and person != "author"


class Visitor:
    """A person at every door: a browser with their session, a program with their key.

    Remembers every answer, headers included, for the last look (no civil name anywhere, T10).
    """

    def __init__(self, name: str, world: World) -> None:
        self.name, self.world, self.read = name, world, ""
        agent = BOT if name == "search engine" else "Mozilla/5.0"
        self.browser = Client(headers={"User-Agent": agent})
        person = world.people[name]
        if person is not None:
            self.browser.force_login(person)
        key = world.keys.get(name)
        self.program = Client(headers={"Authorization": f"Bearer {key}"} if key else {})

    def keep(self, response: HttpResponse) -> HttpResponse:
        assert response.status_code < 500
        self.read += response.content.decode("utf-8", "replace") + repr(response.headers) + "\n"
        return response

    def page(self, path: str) -> HttpResponse:
        return self.keep(self.browser.get(path))

    def api(self, path: str) -> HttpResponse:
        return self.keep(self.program.get(f"/api/v1{path}"))

    def send(self, path: str, body: object = None) -> HttpResponse:
        return self.keep(self.program.post(f"/api/v1{path}", body, content_type="application/json"))


Shown = set[str]


def _shown(visitor: Visitor, response: HttpResponse) -> Shown:
    found = visitor.world.marks_in(response.content.decode())
    assert not found or response.status_code == 200, "words in a refusal"
    return found


def each_thread(address: str, *, api: bool = False) -> Callable[[Visitor], Shown]:
    def way(visitor: Visitor) -> Shown:
        """Every thread, then one reply of each kind as if it were a question."""
        replies = {post.kind.kind: post.public_id for post in visitor.world.posts.values()}
        ids = dict.fromkeys([*visitor.world.threads(), *replies.values()])
        fetch = visitor.api if api else visitor.page
        return set().union(*(_shown(visitor, fetch(address.format(id=one))) for one in ids))

    return way


def each_post(address: str, *, api: bool = False) -> Callable[[Visitor], Shown]:
    def way(visitor: Visitor) -> Shown:
        fetch = visitor.api if api else visitor.page
        return set().union(
            *(
                _shown(visitor, fetch(address.format(id=post.public_id)))
                for post in visitor.world.posts.values()
            )
        )

    return way


def answered_with_200(
    address: str, method: str = "GET", *, api: bool = False, only: str = ""
) -> Callable[[Visitor], Shown]:
    """Ways that show no words: being answered at all is being told."""

    def way(visitor: Visitor) -> Shown:
        def call(public_id: str) -> HttpResponse:
            path = address.format(id=public_id)
            if method == "POST":
                return visitor.send(path)
            return visitor.api(path) if api else visitor.page(path)

        return {
            name
            for name, post in visitor.world.posts.items()
            if post.kind.kind.startswith(only) and call(post.public_id).status_code == 200
        }

    return way


def web_list(name: str, query: str = "") -> Callable[[Visitor], Shown]:
    """A list and the pages after it, by the links that the page itself gives."""

    def way(visitor: Visitor) -> Shown:
        shown: Shown = set()
        more: str | None = query
        while more is not None:
            response = visitor.page(reverse(name) + more)
            shown |= _shown(visitor, response)
            link = re.search(r'href="(\?[^"]*)"[^>]*rel="next"', response.content.decode())
            more = html.unescape(link[1]) if link else None
        return shown

    return way


def api_list(address: str) -> Callable[[Visitor], Shown]:
    def way(visitor: Visitor) -> Shown:
        shown, after = set(), ""
        while True:
            response = visitor.api(f"{address}&limit=7&after={after}")
            shown |= _shown(visitor, response)
            after = response.json().get("next") or "" if response.status_code == 200 else ""
            if not after:
                return shown

    return way


def similar_by_api(visitor: Visitor) -> Shown:
    """Three at a time: each question's own words are the closest to it."""
    return set().union(
        *(
            _shown(visitor, visitor.send("/similar", {"text": f"{post.mark} {COMMON} " * 4}))
            for post in visitor.world.questions()
        )
    )


def similar_while_typing(visitor: Visitor) -> Shown:
    return set().union(
        *(
            visitor.world.marks_in(
                _only_similar(
                    visitor.keep(
                        visitor.browser.post(
                            "/demander/verifier", {"body": f"{post.mark} {COMMON} " * 4}
                        )
                    )
                )
            )
            for post in visitor.world.questions()
        )
    )


def _only_similar(response: HttpResponse) -> str:
    """The panel repeats what its reader typed; similar questions are what others wrote."""
    return str(response.json().get("similar", "")) if response.status_code == 200 else ""


def polls(visitor: Visitor) -> Shown:
    """Open screens: events carry ids, never words; strangers get no event at all."""
    shown: Shown = set()
    for thread in visitor.world.threads():
        response = visitor.page(f"/live/poll?topics=home,question:{thread}&last=0")
        shown |= _shown(visitor, response)
        assert (response.status_code == 200) == (visitor.name not in STRANGERS)
    return shown


def inbox(visitor: Visitor) -> Shown:
    return _shown(visitor, visitor.page("/moi/")) | _shown(visitor, visitor.api("/inbox"))


def export(visitor: Visitor) -> Shown:
    return _shown(visitor, visitor.page("/moi/export"))


def api_export(visitor: Visitor) -> Shown:
    return _shown(visitor, visitor.api("/me/export"))


def nothing(_person: str, _post: Kind) -> bool:
    return False


# Each way in, and which of the readable posts it is about.
Rule = Callable[[str, Kind], bool]
WAYS: dict[str, tuple[Callable[[Visitor], Shown], Rule]] = {
    "page": (each_thread("/q/{id}"), anything),
    "fragment": (each_thread("/q/{id}/fil"), anything),
    "edit page": (each_post("/q/{id}/modifier"), own),
    "remove page": (each_post("/q/{id}/supprimer"), own),
    "hide page": (each_post("/q/{id}/masquer"), lambda person, _post: person in MODERATORS),
    "versions": (each_post("/q/{id}/versions"), anything),
    "state": (answered_with_200("/q/{id}/etat"), anything),
    "api question": (each_thread("/questions/{id}", api=True), anything),
    "api versions": (each_post("/posts/{id}/versions", api=True), anything),
    "api why": (answered_with_200("/questions/{id}/why", api=True, only="question"), of_others),
    "api thanks": (
        answered_with_200("/posts/{id}/thanks", "POST"),
        lambda person, post: not wrote(person, post) and post.state == "published",
    ),
    "api list": (api_list("/questions?"), open_question),
    "api list of a specialty": (api_list("/questions?specialty=SM32"), by_specialty),
    "feed": (web_list("home"), open_question),
    "my questions": (
        web_list("mine"),
        lambda person, post: open_question(person, post) and wrote(person, post),
    ),
    "search": (web_list("search", f"?q={COMMON}"), open_question),
    "api search": (api_list(f"/search?q={COMMON}"), open_question),
    "similar while typing": (similar_while_typing, open_question),
    "api similar": (similar_by_api, open_question),
    "live poll": (polls, nothing),
    "inbox": (inbox, told),
    "export": (export, own),
    "api export": (api_export, own),
}


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Built once, taken back at the end; each test's own changes are taken back after it."""
    folder, before = tmp_path_factory.mktemp("search"), django_settings.TOCTOC_SEARCH_FOLDER
    django_settings.TOCTOC_SEARCH_FOLDER = Path(folder)
    with django_db_blocker.unblock(), transaction.atomic():
        with index.store().replacing(10):
            pass
        yield Builder().build()
        transaction.set_rollback(True)
    django_settings.TOCTOC_SEARCH_FOLDER = before


@pytest.fixture
def visit(world: World) -> Callable[[str], Visitor]:
    from django.core.cache import cache

    cache.clear()
    return lambda name: Visitor(name, world)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_is_shown_what_the_rule_says(
    person: str, way: str, visit: Callable[[str], Visitor]
) -> None:
    visitor = visit(person)
    enter, about = WAYS[way]
    shown = enter(visitor)
    wanted = {kind.name for kind in kinds() if expected(person, kind) and about(person, kind)}
    assert sorted(shown - wanted) == [], f"{person} must not be shown these by {way}"
    if "similar" in way:  # three at most for each text: enough to know that it works
        assert bool(shown) == bool(wanted)
    else:
        assert sorted(wanted - shown) == [], f"{person} should be shown these by {way}"
    for name in SEALED:
        assert name.lower() not in visitor.read.lower(), f"{person} read a sealed name by {way}"
    if person in STRANGERS:
        assert SHOWN not in visitor.read
    author = visitor.world.people["author"]
    assert author is not None
    if person != "author":
        assert author.email not in visitor.read
        assert visitor.world.draft_mark not in visitor.read


@pytest.mark.parametrize("person", PEOPLE)
def test_a_professional_card_is_seen_by_moderators_alone(
    person: str, visit: Callable[[str], Visitor]
) -> None:
    visitor = visit(person)
    proof = visitor.world.proof
    for path in (
        f"/moderation/preuves/{proof}/document",
        f"/moderation/preuves/{proof}/",
        "/moderation/preuves/",
        "/moderation/registre/",
    ):
        answer = visitor.page(path)
        if person not in MODERATORS:
            assert answer.status_code in (302, 403, 404)
    assert (visitor.world.card_mark in visitor.read) == (person in MODERATORS)
    if person not in MODERATORS:
        assert "Quennebroc" not in visitor.read


@pytest.mark.parametrize("person", PEOPLE)
def test_a_live_stream_opens_for_members_alone(
    person: str, visit: Callable[[str], Visitor]
) -> None:
    """What it then sends are numbers and ids (see tests/live): never words, never names."""
    visitor = visit(person)
    cookie = visitor.browser.cookies.get(django_settings.SESSION_COOKIE_NAME)
    cookies = f"{django_settings.SESSION_COOKIE_NAME}={cookie.value}" if cookie else ""
    topics = ",".join(["home", *(f"question:{one}" for one in visitor.world.threads()[:40])])
    if person in STRANGERS:
        with pytest.raises(Refused) as refusal:
            admit(cookies, topics)
        assert refusal.value.status in (401, 403)
    else:
        assert admit(cookies, topics).topics
        somebody = next(p for p in visitor.world.people.values() if p and p.pk != _pk(visitor))
        with pytest.raises(Refused):
            admit(cookies, f"person:{somebody.public_id}")


def _pk(visitor: Visitor) -> int:
    person = visitor.world.people[visitor.name]
    return person.pk if person else 0


def test_a_robot_is_told_to_index_nothing(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("search engine")
    for path in ("/", "/q/222222222222", "/recherche/?q=a", "/api/v1/questions"):
        assert "noindex" in visitor.page(path)["X-Robots-Tag"]
