"""Pictures as readers see them: small in the conversation, alone in the viewer, each copy one's
own, and gone everywhere at once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.web.picture_kit import pictured
from tests.web.test_budgets import MOST, queries
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.web import picture_address as address
from toctoc.web.picture_parts import stacks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(settings) -> None:
    settings.TOCTOC_LIMITS = {"ask": (1000, 1000), "reply": (1000, 1000)}
    cache.clear()


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def question() -> Post:
    return asked(member())


@pytest.fixture
def reader() -> Person:
    return member()


def address_in(page: str) -> str:
    found = re.search(r'src="(/image/[^"]+)"', page)
    assert found
    return found[1]


def test_a_reader_sees_a_small_picture_that_nothing_moves_for(
    question: Post, reader: Person
) -> None:
    """Its size is known before it comes, and so are its words and its scale."""
    pictured(
        question, size=(1280, 960), facts={"modality": "US", "millimetres_a_pixel": 0.1},
        drawing=[{"kind": "arrow", "points": [[100, 100], [500, 500]]}],
    )  # fmt: skip
    browser = signed_in(reader)
    page = browser.get(f"/q/{question.public_id}").content.decode()
    tag = re.search(r"<img[^>]+loading=[^>]+>", page)
    assert tag
    assert 'width="256"' in tag[0]
    assert 'height="192"' in tag[0]
    assert "Lésion de l’avant-bras" in tag[0]
    assert "Échographie · 128 mm de large" in page
    assert '<svg class="drawn" viewBox="0 0 1280 960"' in page
    answer = browser.get(address_in(page))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_d10_the_bytes_and_the_address_are_each_reader_s_own(
    question: Post, reader: Person
) -> None:
    pictured(question)
    one, other = signed_in(reader), signed_in(member())
    pages = [who.get(f"/q/{question.public_id}").content.decode() for who in (one, other)]
    mine, theirs = map(address_in, pages)
    assert mine != theirs
    assert one.get(mine).content != other.get(theirs).content
    assert other.get(mine).status_code == 404
    assert address.KEY not in pages[0] + pages[1]
    assert address.CSRF not in pages[0] + pages[1]


def test_an_address_ends_after_two_hours(question: Post, reader: Person) -> None:
    pictured(question)
    start = timezone.now().replace(minute=5)
    browser = signed_in(reader)
    with time_machine.travel(start, tick=False) as clock:
        src = address_in(browser.get(f"/q/{question.public_id}").content.decode())
        clock.move_to(start + dt.timedelta(minutes=110))
        assert browser.get(src).status_code == 200
        clock.move_to(start + dt.timedelta(minutes=120))
        assert browser.get(src).status_code == 404


def test_what_the_browser_kept_is_asked_about_each_time(question: Post, reader: Person) -> None:
    """Nothing is sent twice, and nothing shown after the patient said stop (K18)."""
    pictured(question)
    browser = signed_in(reader)
    src = address_in(browser.get(f"/q/{question.public_id}").content.decode())
    tag = browser.get(src)["ETag"]
    again = browser.get(src, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    posts.hide(public_id=question.public_id, reason="story", actor="patient", at=timezone.now())
    assert browser.get(src, headers={"If-None-Match": tag}).status_code == 404
    assert browser.get(src.replace("/petite", "")).status_code == 404


def test_pictures_cost_a_thread_one_query_the_first_time_and_none_after(
    question: Post, reader: Person
) -> None:
    for _ in range(3):
        replied(member(), question)
    browser = signed_in(reader)
    browser.get("/")
    path = f"/q/{question.public_id}"
    browser.get(path)
    without = len(queries(browser, path))
    pictured(question, pages=4)
    pictured(Post.objects.filter(thread=question)[0])
    assert len(queries(browser, path)) <= MOST
    assert len(queries(browser, path)) == without


def test_the_viewer_shows_one_picture_then_the_next_and_two_together(
    question: Post, reader: Person
) -> None:
    (first,) = pictured(question, alt="Avant")
    (second,) = pictured(replied(member(), question), alt="Après")
    browser = signed_in(reader)
    page = browser.get(f"/image/{first.public_id}/")
    text = page.content.decode()
    assert "Avant" in text
    assert f'rel="next" href="/image/{second.public_id}/"' in text
    assert "1 sur 2" in text
    both = browser.get(f"/image/{first.public_id}/?avec={second.public_id}").content.decode()
    assert both.count("data-stage") == 2
    other = browser.get(f"/image/{first.public_id}/?avec=inconnue").content.decode()
    assert other.count("data-stage") == 1
    assert len(queries(browser, f"/image/{first.public_id}/?avec={second.public_id}")) <= MOST


def test_a_stack_is_one_picture_in_the_thread_and_all_its_frames_in_the_viewer(
    question: Post, reader: Person
) -> None:
    frames = pictured(question, pages=5)
    browser = signed_in(reader)
    page = browser.get(f"/q/{question.public_id}").content.decode()
    assert page.count('<figure class="picture"') == 1
    assert "5 vues" in page
    text = browser.get(f"/image/{frames[2].public_id}/").content.decode()
    assert text.count("data-src=") == 5
    assert 'max="5" value="3"' in text


def test_two_files_of_one_page_are_two_pictures(question: Post) -> None:
    from toctoc.pictures.queries import shown_in

    pictured(question, pages=3)
    pictured(question, pages=3)
    pictured(question)
    shown = shown_in([question.pk])[question.pk]
    assert [len(stack) for stack in stacks(shown)] == [3, 3, 1]


def test_lists_and_searches_carry_no_picture(question: Post, reader: Person) -> None:
    (one,) = pictured(question)
    browser = signed_in(reader)
    for path in ("/", "/recherche/?q=paresthésies", "/moi/", f"/q/{question.public_id}/versions"):
        assert one.public_id not in browser.get(path).content.decode()
