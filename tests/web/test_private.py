"""T12, K17 on the pages: a recognisable case is asked in private, with or without scripts."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import SEED, asked, member, replied
from toctoc.people.models import Listing, Person
from toctoc.posts.models import Post, Reader
from toctoc.posts.queries import find_draft
from toctoc.questions import actions

pytestmark = pytest.mark.django_db
TEXT = "F 34 a, un des 5 cas connus en France, paresthésies du MSG depuis 2 j.\nDes idées ?"
FORM = {"body": SEED, "patient": "yes", "relative": "no", "signature": "pseudonym", "token": "t-1"}
STEP = "/demander/prive/"


@pytest.fixture
def gp() -> Person:
    return member()


@pytest.fixture
def friend() -> Person:
    return member("SM32")


@pytest.fixture
def browser(gp: Person) -> Client:
    return signed_in(gp)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def listing(person: Person) -> str:
    return Listing.objects.get(person=person).public_id


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the form of a page carries without showing it."""
    form = page.content.decode().partition("<main")[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def in_private(by: Person, *named: Person) -> Post:
    return asked(by, audience="named", named=tuple(map(listing, named)))


def test_a_case_is_asked_in_private_without_a_script(
    browser: Client, gp: Person, friend: Person
) -> None:
    page = browser.post(STEP, FORM | {"do": "private"})
    assert f'value="{listing(friend)}"' in page.content.decode(), "suggested by its specialty"
    carried = hidden(page)
    assert carried["body"] == SEED
    assert friend.pseudonym
    search = carried | {"do": "find", "q": friend.pseudonym, "named": listing(friend)}
    again = browser.post(STEP, search)
    assert f'value="{listing(friend)}" checked' in again.content.decode(), "a search forgets nobody"
    sent = browser.post(STEP, hidden(again) | {"do": "send", "named": [listing(friend)]})
    post = Post.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/q/{post.public_id}")
    assert (post.audience, post.body, post.state) == ("named", SEED, "pending")
    assert find_draft(gp, "ask") is None
    page = browser.get(sent["Location"])
    assert f"Question privée : lue par {friend.pseudonym} et vous." in page.content.decode()


def test_a_double_click_and_a_replay_ask_once_and_leave_no_draft(
    browser: Client, gp: Person, friend: Person
) -> None:
    form = FORM | {"do": "send", "named": [listing(friend)]}
    places = {browser.post(STEP, form)["Location"] for _ in range(3)}
    assert len(places) == Post.objects.count() == 1
    assert find_draft(gp, "ask") is None


def test_taking_it_back_brings_text_and_names_back(
    browser: Client, gp: Person, friend: Person
) -> None:
    browser.post(STEP, FORM | {"do": "send", "named": [listing(friend)]})
    post = Post.objects.get()
    back = browser.post(f"/q/{post.public_id}/annuler", follow=True)
    assert hidden(back)["named"] == listing(friend)
    assert SEED in html.unescape(back.content.decode())
    assert not Reader.objects.exists()


def test_after_signing_in_again_the_step_is_there_with_its_names(
    browser: Client, gp: Person, friend: Person
) -> None:
    browser.post(STEP, FORM | {"do": "find", "named": [listing(friend)]})
    later = Client()
    assert later.get(STEP).status_code == 302
    later.force_login(gp)
    page = later.get(STEP)
    assert hidden(page)["body"] == SEED
    assert f'value="{listing(friend)}" checked' in page.content.decode()
    assert signed_in(friend).get(STEP)["Location"] == "/demander/", (
        "nothing written, nothing to ask"
    )


def test_what_the_guard_wants_decided_comes_before_the_names(browser: Client) -> None:
    worse = FORM | {"body": "Mme Odile Tournebise, 44 ans, vertiges. Des idées ?"}
    for do in ("private", "send"):
        page = browser.post(STEP, worse | {"do": do, "named": [listing(member())]})
        assert page.status_code == 422
        assert "finding-block" in page.content.decode()
    assert not Post.objects.exists()


def test_reasons_given_to_the_guard_travel_with_the_text(browser: Client, friend: Person) -> None:
    first = browser.post(STEP, FORM | {"body": TEXT, "do": "private"})
    page = first.content.decode()
    assert "data-rare" in page
    reasons = dict.fromkeys(re.findall(r'name="(reason-[^"]+)"', page), "utile ici")
    second = browser.post(STEP, FORM | reasons | {"body": TEXT, "do": "private"})
    assert reasons
    assert hidden(second).items() >= reasons.items()
    browser.post(STEP, hidden(second) | {"do": "send", "named": [listing(friend)]})
    assert Post.objects.get().body == TEXT


@pytest.mark.parametrize("field", ["patient", "relative"])
def test_publishing_to_all_is_refused_and_the_private_way_offered(
    browser: Client, field: str
) -> None:
    form = FORM | {"patient": "no", "relative": "no", field: "yes", "do": "publish"}
    page = browser.post("/demander/", form)
    assert page.status_code == 422
    assert 'formaction="/demander/prive/"' in page.content.decode()


def test_each_mistake_is_said_and_loses_nothing(
    browser: Client, gp: Person, friend: Person
) -> None:
    suspended = member()
    Person.objects.filter(pk=suspended.pk).update(standing="suspended")
    crowd = [listing(member()) for _ in range(11)]
    for named, said in (
        ([], "Choisissez au moins un confrère."),
        (crowd, "Choisissez 10 confrères au plus."),
        ([listing(suspended), listing(friend)], "ne peut plus être sollicité"),
        ([listing(gp)], "ne peut plus être sollicité"),
        (["<script>", "x" * 12, ""], "ne peut plus être sollicité"),
    ):
        page = browser.post(STEP, FORM | {"do": "send", "named": named})
        text = html.unescape(page.content.decode())
        assert page.status_code == 422
        assert said in text
        assert hidden(page)["body"] == SEED
    assert not Post.objects.exists()
    draft = find_draft(gp, "ask")
    assert draft is not None
    assert draft.fields["body"] == SEED


def test_too_fast_is_said_on_the_page_and_loses_nothing(
    browser: Client, friend: Person, settings
) -> None:
    settings.TOCTOC_LIMITS = {"ask": (0.5, 1), "colleagues": (0.5, 1)}
    page = browser.post(STEP, FORM | {"do": "send", "named": [listing(friend)]})
    assert page.status_code == 429
    assert "Votre texte est gardé" in page.content.decode()
    assert hidden(page)["body"] == SEED
    page = browser.post(STEP, FORM | {"do": "find", "q": "zorglub"})
    assert "Vous cherchez très vite" in page.content.decode()


def test_htmx_replaces_the_boxes_alone(browser: Client, friend: Person) -> None:
    assert friend.pseudonym
    form = FORM | {"q": friend.pseudonym[:6], "named": []}
    answer = browser.post(STEP, form, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="people">')
    assert friend.pseudonym in text
    assert SEED not in html.unescape(text)


def test_the_author_asks_another_colleague_later(
    browser: Client, gp: Person, friend: Person
) -> None:
    other, stranger = member("SM32"), member()
    post = in_private(gp, friend)
    path = f"/q/{post.public_id}/demander-a"
    page = browser.get(path).content.decode()
    assert listing(other) in page
    assert listing(friend) not in page, "already asked"
    sent = browser.post(path, {"do": "send", "named": [listing(other)]}, follow=True)
    text = sent.content.decode()
    assert "1 confrère de plus lira votre question." in text
    assert f"lue par {friend.pseudonym}, {other.pseudonym} et vous" in text
    assert browser.post(path, {"do": "send"}).status_code == 422
    assert signed_in(friend).get(path).status_code == 403
    assert signed_in(stranger).get(path).status_code == 404
    open_one = asked(gp)
    assert browser.get(f"/q/{open_one.public_id}/demander-a").status_code == 403


def test_a_colleague_reads_why_answers_or_declines(gp: Person, friend: Person) -> None:
    other = member()
    post = in_private(gp, friend, other)
    theirs = signed_in(friend)
    home = theirs.get("/").content.decode()
    assert f"/q/{post.public_id}" in home
    assert "en privé" in home
    text = theirs.get(f"/q/{post.public_id}").content.decode()
    assert f"Question privée : lue par son auteur, {other.pseudonym} et vous." in text
    assert f"{gp.pseudonym} vous a demandé votre avis en privé." in text
    assert "Demander aussi" not in text
    gone = theirs.post(f"/q/{post.public_id}/pas-pour-moi", follow=True)
    assert "votre confrère demandera à quelqu’un d’autre" in gone.content.decode()
    assert theirs.get(f"/q/{post.public_id}").status_code == 404
    page = signed_in(gp).get(f"/q/{post.public_id}").content.decode()
    assert f"{friend.pseudonym} ne peut pas répondre." in page
    inbox = signed_in(gp).get("/moi/").content.decode()
    assert "Un confrère ne peut pas répondre à votre question privée." in inbox
    others = signed_in(other).get(f"/q/{post.public_id}").content.decode()
    assert friend.pseudonym not in others


def test_when_all_decline_the_author_is_told_that_nobody_reads(gp: Person, friend: Person) -> None:
    post = in_private(gp, friend)
    actions.decline_knock(by=friend, question=post.public_id, at=post.created_at)
    page = signed_in(gp).get(f"/q/{post.public_id}").content.decode()
    assert "personne d’autre que vous ne la lit" in page


def test_in_english_too(gp: Person, friend: Person) -> None:
    Person.objects.filter(pk=friend.pk).update(language="en")
    post = in_private(gp, friend)
    page = signed_in(Person.objects.get(pk=friend.pk)).get(
        f"/q/{post.public_id}", headers={"Accept-Language": "en"}
    )
    assert "Private question: read by its author and you." in page.content.decode()


def test_a_private_thread_keeps_to_the_budget(gp: Person, friend: Person) -> None:
    """One query more than an open one: who reads."""
    others = [member() for _ in range(9)]
    post = in_private(gp, friend, *others)
    for other in others:
        replied(other, post)
    reader = signed_in(friend)
    reader.get("/")
    reader.get(f"/q/{post.public_id}")
    with CaptureQueriesContext(connection) as seen:
        assert reader.get(f"/q/{post.public_id}").status_code == 200
    assert len(seen.captured_queries) <= 8


def test_choosing_keeps_to_the_budget(browser: Client) -> None:
    people = [member("SM32") for _ in range(12)]
    browser.get("/")
    form = FORM | {"named": [listing(one) for one in people[:4]], "q": "stetho"}
    with CaptureQueriesContext(connection) as seen:
        page = browser.post(STEP, form, headers={"HX-Request": "true"})
    assert page.content.decode().count("<input") == 12
    reads = [q["sql"] for q in seen.captured_queries if q["sql"].startswith("SELECT")]
    assert len(reads) <= 8
