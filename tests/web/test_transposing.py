"""K16, T11, T12 on the pages: the meter, everything at once, a case said another way."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import SEED, asked, member, replied
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft, texts_before
from toctoc.questions import actions

pytestmark = pytest.mark.django_db
NAMED = (
    "Bonjour, Mme Odile Tournebise, F 44 a, boulangère à Ploërmel, suivie au CHU de Rennes.\n"
    "Céphalées. Des idées ?"
)
PLAIN = "Mme Odile Tournebise, F 44 a, paresthésies du MSG depuis 2 j. Des idées ?"
STEP, ASK, CHECK = "/transposer/", "/demander/", "/demander/verifier"
BOUND = "F 28 a, enceinte de 31 SA, vue à Morlaix. Des idées ?"


@pytest.fixture
def gp() -> Person:
    return member()


@pytest.fixture
def browser(gp: Person) -> Client:
    return signed_in(gp)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def form(body: str = NAMED, **fields: object) -> dict[str, object]:
    return {"body": body, "target": "ask", "patient": "no", "relative": "no"} | fields


def body_of(page: HttpResponse) -> str:
    found = re.search(r"<textarea id=\"body\"[^>]*>\n(.*?)</textarea>", said(page), re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def said(page: HttpResponse) -> str:
    return page.content.decode()


def hidden(page: HttpResponse, name: str) -> str | None:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', said(page))
    return html.unescape(found[1]) if found else None


def offered(page: HttpResponse) -> list[str]:
    return re.findall(r'name="keep" value="([^"]+)" checked', said(page))


# -- the meter and the panel ----------------------------------------------------------------------


def test_t12_a_telling_case_says_how_many_people_match_and_what_each_detail_costs(
    browser: Client,
) -> None:
    text = "F 34 a, boulangère, vit à Ploërmel, céphalées."
    page = said(browser.post(ASK, form(text, do="check")))
    assert "en France correspond" in page
    assert "Ce qui compte" in page
    assert "sans la commune : " in page.replace("\u00a0", " ")
    assert "data-rare" in page, "in private first"
    assert 'formaction="/transposer/"' in page


def test_t12_an_ordinary_case_shows_no_number(browser: Client) -> None:
    page = said(browser.post(ASK, form(SEED, do="check")))
    assert "en France correspond" not in page
    assert "data-meter" not in page


def test_the_answer_while_typing_carries_the_meter(browser: Client) -> None:
    answer = browser.post(CHECK, form("F 34 a, boulangère, vit à Ploërmel, céphalées.")).json()
    assert "data-meter" in answer["panel"]
    assert answer["body"] is None


def test_everything_is_reworded_at_once_and_comes_back(browser: Client) -> None:
    page = browser.post(ASK, form(do="check"))
    assert 'value="all"' in said(page)
    page = browser.post(ASK, form(apply="all"))
    for words in ("Tournebise", "Ploërmel", "Rennes"):
        assert words not in body_of(page)
    assert "finding-block" not in said(page)
    assert "finding-fix" not in said(page)
    assert hidden(page, "before") == NAMED
    page = browser.post(ASK, form(body_of(page), apply="undo", before=NAMED))
    assert body_of(page) == NAMED
    assert hidden(page, "before") is None


def test_everything_at_once_while_typing_answers_the_text_and_the_way_back(
    browser: Client,
) -> None:
    answer = browser.post(CHECK, form(apply="all")).json()
    assert "Tournebise" not in answer["body"]
    assert "Tournebise" in answer["panel"], "what it was, in the hidden field of Annuler"
    assert 'value="undo"' in answer["panel"]


def test_everything_at_once_in_a_reply_and_in_an_edit(gp: Person, browser: Client) -> None:
    question = asked(member())
    reply = replied(gp, question)
    for path in (f"/q/{question.public_id}/repondre", f"/q/{reply.public_id}/modifier"):
        page = browser.post(path, form(apply="all", kind="answer", version="1"))
        assert page.status_code == 200, path
        assert "Tournebise" not in body_of(page)
        assert hidden(page, "before") == NAMED


def test_a_proposal_of_the_door_is_taken_though_typing_finds_less(browser: Client) -> None:
    page = browser.post(ASK, form(do="publish"))
    value = re.search(r'name="apply" value="([^"]+:0)" data-text="la patiente"', said(page))
    assert value is not None
    assert "la patiente" in body_of(browser.post(ASK, form(apply=value[1])))


@pytest.mark.parametrize("choice", ["all", "undo", "x", ":", "a.b:c", "name-0.999:0", "..::", "9"])
def test_hostile_choices_change_nothing(browser: Client, choice: str) -> None:
    page = browser.post(ASK, form(SEED, apply=choice, before="x" * 9000))
    assert page.status_code == 200
    assert body_of(page) == SEED


# -- the page -------------------------------------------------------------------------------------


def test_k16_every_change_is_shown_with_its_reason_and_ticked_but_the_other_sex(
    browser: Client,
) -> None:
    page = browser.post(STEP, form(do="transpose"))
    assert page.status_code == 200
    assert len(offered(page)) >= 4
    assert hidden(page, "body") == NAMED
    assert "<del>" in said(page)
    assert "<ins>" in said(page)
    page = browser.post(STEP, form("Un patient de 52 ans tousse.", do="transpose"))
    assert 'name="sex" value="1">' in said(page), "offered, not ticked"


def test_k16_the_text_is_taken_checked_again_and_marked(gp: Person, browser: Client) -> None:
    page = browser.post(STEP, form(PLAIN, do="transpose", token="t-keep", specialty="SM32"))
    page = browser.post(
        STEP, form(PLAIN, do="take", seen="1", keep=offered(page), token="t-keep", specialty="SM32")
    )
    taken = body_of(page)
    assert "Tournebise" not in taken
    assert "44" not in taken
    assert hidden(page, "transposed") == "1"
    assert hidden(page, "before") == PLAIN
    assert hidden(page, "token") == "t-keep"
    assert re.search(r'value="SM32"[^>]* checked', said(page))
    draft = find_draft(gp, "ask")
    assert draft is not None
    assert (draft.fields["body"], draft.fields["transposed"]) == (taken, "1")
    sent = form(taken, do="publish", transposed="1")
    browser.post(ASK, sent, follow=True)
    assert Post.objects.get().transposed


def test_k16_a_change_left_out_stays_as_it_was_typed(browser: Client) -> None:
    page = browser.post(STEP, form(do="transpose"))
    keep = [name for name in offered(page) if not NAMED[slice(*bounds(name))].startswith("44")]
    page = browser.post(STEP, form(do="take", seen="1", keep=keep))
    assert "F 44 a" in body_of(page)
    assert "Tournebise" not in body_of(page)


def bounds(name: str) -> tuple[int, int]:
    start, _, end = name.partition("-")
    return int(start), int(end)


def test_k16_nothing_is_marked_when_nothing_is_kept(browser: Client) -> None:
    page = browser.post(STEP, form(do="take", seen="1"))
    assert body_of(page) == NAMED
    assert hidden(page, "transposed") == ""
    assert hidden(page, "before") is None
    page = browser.post(STEP, form(do="back"))
    assert body_of(page) == NAMED


def test_k16_the_other_sex_is_asked_for_and_refused_where_the_case_binds_it(
    browser: Client,
) -> None:
    text = "Un patient de 52 ans, opéré hier d'une hernie. Il est apyrétique."
    page = browser.post(STEP, form(text, do="transpose"))
    keep = offered(page)
    page = browser.post(STEP, form(text, do="take", seen="1", keep=keep, sex="1"))
    assert "patiente" in body_of(page)
    assert "Elle est apyrétique" in body_of(page)
    page = browser.post(STEP, form(BOUND, do="transpose"))
    assert 'name="sex"' not in said(page)
    assert "lie le cas au sexe" in said(page)
    forged = browser.post(STEP, form(BOUND, do="take", seen="1", sex="1"))
    assert body_of(forged) == BOUND


def test_k16_a_reply_agrees_with_its_thread_and_returns_to_it(gp: Person, browser: Client) -> None:
    question = asked(member())
    target = f"reply:{question.public_id}"
    page = browser.post(STEP, form(PLAIN, do="transpose", target=target, kind="clarification"))
    assert 'action="/transposer/#repondre"' in said(page)
    page = browser.post(
        STEP,
        form(PLAIN, do="take", seen="1", keep=offered(page), target=target, kind="clarification"),
    )
    assert 'id="repondre"' in said(page)
    assert "Tournebise" not in body_of(page)
    assert re.search(r'value="clarification" checked', said(page))
    draft = find_draft(gp, target)
    assert draft is not None
    assert draft.fields["kind"] == "clarification"
    browser.post(
        f"/q/{question.public_id}/repondre",
        form(body_of(page), transposed="1", kind="clarification", do="publish"),
    )
    assert Post.objects.get(author=gp).transposed


def test_k16_an_edit_goes_through_the_same_page(gp: Person, browser: Client) -> None:
    question = asked(gp)
    target = f"edit:{question.public_id}"
    page = browser.post(STEP, form(do="transpose", target=target, version="1"))
    page = browser.post(
        STEP, form(do="take", seen="1", keep=offered(page), target=target, version="1")
    )
    assert f'action="/q/{question.public_id}/modifier"' in said(page)
    assert hidden(page, "version") == "1"
    assert hidden(page, "transposed") == "1"


def test_the_texts_of_a_thread_come_in_order_and_only_to_those_who_read_them(gp: Person) -> None:
    question = asked(gp)
    first, second = replied(member(), question, "Un avis."), replied(member(), question, "Autre.")
    assert texts_before(gp, question.public_id) == [SEED, "Un avis.", "Autre."]
    edited = texts_before(gp, question.public_id, edited=second.public_id)
    assert edited == [SEED, "Un avis."]
    assert texts_before(gp, question.public_id, edited=question.public_id) == []
    actions.remove(by=first.author, public_id=first.public_id, at=first.created_at)
    assert texts_before(gp, question.public_id) == [SEED, "Autre."]


# -- hostile --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keep", ["0-3", "-1-5", "5-2", "9999999999999999999-3", "a-b", "", "0-0", "²-³", "1" * 5000]
)
def test_forged_changes_say_nothing(browser: Client, keep: str) -> None:
    page = browser.post(STEP, form(do="take", seen="1", keep=keep))
    assert page.status_code == 200
    assert body_of(page) == NAMED


def test_a_megabyte_comes_back_with_its_author(browser: Client) -> None:
    text = "Mme Tournebise, 44 ans. " * 43_000
    page = browser.post(STEP, form(text, do="transpose"))
    assert page.status_code == 200
    assert len(body_of(page)) == len(text)
    assert "Rien ne sera publié" in said(page)


def test_a_transposition_that_fails_leaves_the_text_and_says_so(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_text: object, **_options: object) -> None:
        raise RuntimeError(NAMED)

    monkeypatch.setattr("toctoc.web.transposing.transpose", fail)
    page = browser.post(STEP, form(do="take", seen="1"))
    assert body_of(page) == NAMED
    assert "La transposition ne répond pas" in said(page)


def test_nobody_reaches_the_thread_of_another(browser: Client) -> None:
    private = asked(member(), audience="named", named=(listed(member()),))
    foreign = asked(member())
    for target, status in (
        (f"reply:{private.public_id}", 404),
        (f"edit:{private.public_id}", 404),
        (f"edit:{foreign.public_id}", 403),
        ("reply:aaaaaaaaaaaa", 404),
    ):
        for do in ("transpose", "take", "back"):
            page = browser.post(STEP, form(do=do, target=target, seen="1"))
            assert page.status_code == status, (target, do)
    assert browser.post(STEP, form(do="transpose", target="home")).status_code == 200
    assert browser.get(STEP).status_code == 302
    assert Client().post(STEP, form()).status_code == 302


def listed(person: Person) -> str:
    from toctoc.people.models import Listing

    return Listing.objects.get(person=person).public_id


def test_the_page_asks_the_database_little(gp: Person, browser: Client) -> None:
    question = asked(member())
    for _ in range(12):
        replied(member(), question)
    browser.get("/")
    with CaptureQueriesContext(connection) as seen:
        page = browser.post(
            STEP,
            form(target=f"reply:{question.public_id}", seen="1"),
            headers={"hx-request": "true"},
        )
    assert page.status_code == 200
    kept = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")
    asked_of = [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(kept)]
    assert len(asked_of) <= 8, asked_of
