"""A filled page is the page Django would render, for whoever reads it, and holds nobody else's."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests.factories import NOON, asked, member, replied
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.queries import thread_rows
from toctoc.posts.types import PostRow
from toctoc.prepared import Prepared
from toctoc.questions import actions
from toctoc.questions.documents import rebuild_index
from toctoc.web import stencil
from toctoc.web.fragments import post_context, render_post

pytestmark = pytest.mark.django_db
# What differs each time: masked CSRF tokens and the number of a submission.
_RANDOM = re.compile(
    r'(?<=value=")[\w-]{22,64}(?=")|(?<=X-CSRFToken": ")\w{64}'
    r'|(?<=data-live-at=")\d+'
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    settings.TOCTOC_SEARCH_FOLDER = tmp_path / "search"


@pytest.fixture
def people() -> dict[str, Person]:
    asker, colleague = member(), member("SM32")
    question = asked(asker, 'Patiente 50 a, AVC & HTA <140/90>, "des idées" ?')
    replied(colleague, question)
    replied(member(), question, "D'accord & <avec> le confrère.")
    replied(member(), question, "Depuis quand ?", kind="clarification")
    replied(asker, question, "TA normale ce matin.", kind="complement")
    answer = Post.objects.filter(thread=question, kind="answer").first()
    assert answer is not None
    actions.mark_helped(by=asker, public_id=answer.public_id, helped=True, at=NOON)
    rebuild_index(NOON)
    return {
        "asker": asker, "colleague": colleague, "passer-by": member(),
        "moderator": member(role=Person.Role.MODERATOR),
    }  # fmt: skip


def plain(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    kinds: object = (),
    status: int = 200,
) -> HttpResponse:
    return render(request, template, context, status=status)


@pytest.mark.parametrize("who", ["asker", "colleague", "passer-by", "moderator"])
@pytest.mark.parametrize("look", [("fr", "auto"), ("en", "dark")])
def test_each_reader_gets_the_page_django_would_render(
    who: str, look: tuple[str, str], people: dict[str, Person], monkeypatch, caplog
) -> None:
    caplog.set_level(logging.WARNING, "toctoc.web.stencil")
    question = Post.objects.get(thread=None)
    paths = (f"/q/{question.public_id}", "/", "/?attente", "/mes-questions/",
             "/recherche/?q=AVC&tri=recent", "/recherche/")  # fmt: skip
    for path in paths:
        browser = sign_in(people[who], *look)
        browser.get(path)  # what a first visit writes
        filled = browser.get(path)
        with monkeypatch.context() as patch:
            patch.setattr(stencil, "page", plain)
            rendered = browser.get(path)
        assert filled.status_code == rendered.status_code == 200
        assert bare(filled) == bare(rendered), path
        assert filled.headers == rendered.headers
    assert not caplog.records


def sign_in(person: Person, lang: str, theme: str) -> Client:
    browser = Client(headers={"accept-language": lang})
    browser.force_login(person)
    browser.cookies["theme"] = theme
    return browser


def bare(response: HttpResponse) -> str:
    return _RANDOM.sub("x", response.content.decode())


def test_a_page_holds_its_own_reader_and_token_alone(people: dict[str, Person]) -> None:
    question = Post.objects.get(thread=None)
    path = f"/q/{question.public_id}"
    first, second = (sign_in(people[who], "fr", "auto") for who in ("colleague", "passer-by"))
    one, two = first.get(path).content.decode(), second.get(path).content.decode()
    assert people["colleague"].public_id not in two
    assert people["passer-by"].public_id not in one
    tokens = [set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page)) for page in (one, two)]
    assert all(len(found) == 1 for found in tokens)
    assert tokens[0].isdisjoint(tokens[1])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_post_is_filled_as_it_would_be_rendered(lang: str, people: dict[str, Person]) -> None:
    question = Post.objects.get(thread=None)
    with translation.override(lang):
        for row in thread_rows(people["asker"], question.pk, lang):
            for variant in variants(row):
                context = {"post": post_context(variant, lang)}
                assert render_post(variant, lang) == render_to_string("parts/post.html", context)


def variants(row: PostRow) -> list[PostRow]:
    reference = {"kind": "doi", "id": "10.1/x", "url": "https://doi.org/x?a=1&b", "label": "<x>"}
    return [
        row,
        dataclasses.replace(row, byline="<b>O'Brien & Cie</b>", signature="protected"),
        dataclasses.replace(row, references=[reference, reference], by_demo=True, specialty=""),
        dataclasses.replace(row, edited_at=NOON, version=2, html="<p>@@id@@ {{ x }} &amp;</p>"),
    ]


def test_a_template_that_asks_for_more_is_told_so() -> None:
    with pytest.raises(stencil.Unforeseen):
        stencil.fill("parts/card.html", {"c": {"at": NOON}})


def test_a_prepared_query_reads_what_the_orm_reads(people: dict[str, Person]) -> None:
    """Booleans, moments and JSON come back as Python's, on either database."""
    names = ("id", "helped", "published_at", "references", "edited_at", "byline")
    by_kind = Prepared(
        lambda kind, since: Post.objects.filter(kind=kind, created_at__gte=since)
        .order_by("id").values_list(*names),
        kind=str, since=dt.datetime,
    )  # fmt: skip
    for kind in ("answer", "question", "outcome"):
        expected = list(Post.objects.filter(kind=kind).order_by("id").values_list(*names))
        assert by_kind(kind=kind, since=NOON) == expected
    assert by_kind(kind="answer", since=NOON + dt.timedelta(days=1)) == []


def test_a_prepared_query_is_asked_for_several_values_at_once(people: dict[str, Person]) -> None:
    newest = Prepared(
        lambda limit, kind: (
            Post.objects.filter(kind=kind).order_by("-id").values_list("id", "helped", "created_at")
        )[:limit],
        kind=str,
    )
    kinds = [{"kind": kind} for kind in ("answer", "question", "outcome")]
    apart = [row for values in kinds for row in newest(2, **values)]
    assert apart
    assert newest.each(kinds, 2) == apart


def test_a_prepared_query_must_use_each_of_its_values() -> None:
    forgetful = Prepared(lambda person: Post.objects.values_list("id"), person=int)
    with pytest.raises(LookupError):
        forgetful(person=1)


def test_d1_a_session_ends_with_its_time_and_with_the_password(people: dict[str, Person]) -> None:
    person = people["colleague"]
    late, changed, closed = (sign_in(person, "fr", "auto") for _ in range(3))
    session = late.session
    session.set_expiry(-1)
    session.save()
    assert late.get("/mes-questions/").status_code == 302
    assert closed.get("/mes-questions/").status_code == 200
    person.set_password("another correct horse")
    person.save()
    assert changed.get("/mes-questions/").status_code == 302
    again = sign_in(person, "fr", "auto")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert again.get("/mes-questions/").status_code == 302


def test_t5_a_page_says_when_it_was_made_not_when_its_stencil_was(
    people: dict[str, Person], monkeypatch
) -> None:
    """An open page asks for what happened since then."""
    browser = sign_in(people["colleague"], "fr", "auto")
    for clock in (1_800_000_000, 1_800_000_090):
        monkeypatch.setattr(stencil.time, "time", lambda clock=clock: clock)
        assert f'data-live-at="{clock}"' in browser.get("/").content.decode()
