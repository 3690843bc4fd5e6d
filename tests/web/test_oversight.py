""" "Je n'ai pas été prévenu", told without JavaScript, from a draft and from one's own post."""

from __future__ import annotations

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import account, asked, member, replied
from toctoc.people.models import Person
from toctoc.posts.models import CorpusLine, Post

pytestmark = pytest.mark.django_db
TEXT = "Vu avec M. Horton-Tournebise hier.\nMme Odile Quennebroc, 44 ans, tousse. Quennebroc ?"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def report(client: Client, **fields: str) -> HttpResponse:
    sent = {"body": TEXT.replace("\n", "\r\n"), "do": "report", "found": ""} | fields
    return client.post(reverse("oversight"), sent, follow=True)


def test_the_panel_of_the_writing_box_leads_there_and_keeps_nothing_yet() -> None:
    client = browser(member())
    page = client.post(reverse("ask"), {"body": TEXT, "do": "check"}).content.decode()
    assert 'formaction="/filtre/oubli"' in page
    opened = client.post(reverse("oversight"), {"body": TEXT, "token": "x"})
    assert opened.status_code == 200
    assert "Quennebroc" in opened.content.decode()
    assert not CorpusLine.objects.exists()


def test_selected_words_become_a_line_which_its_author_sees() -> None:
    client = browser(member())
    at = TEXT.rindex("Quennebroc")
    page = report(client, words="Quennebroc", at=str(at), kind="missed:name")
    line = CorpusLine.objects.get()
    assert (line.kind, line.words, line.after) == ("name", "Aaaaaaaaaa", "")
    shown = page.content.decode()
    assert "[Aaaaaaaaaa]" in shown
    assert "Quennebroc" not in shown


def test_words_typed_by_hand_are_found_where_they_first_stand() -> None:
    report(browser(member()), words=" Odile Quennebroc ", at="9999", kind="missed:name")
    assert CorpusLine.objects.get().words == "Aaaaa Aaaaaaaaaa"


def test_a_finding_marked_wrongly_is_picked_from_the_list() -> None:
    client = browser(member())
    opened = client.post(reverse("oversight"), {"body": TEXT})
    first = opened.context["found"][0]["value"]
    report(client, found=first, kind="wrong:word")
    line = CorpusLine.objects.get()
    assert (line.fault, line.kind) == ("wrong", "word")
    assert line.rule


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "Absent", "kind": "missed:name"},
        {"words": "", "kind": "missed:name"},
        {"words": "Odile", "kind": ""},
        {"words": "Odile", "kind": "wrong:word"},
        {"words": "Odile", "kind": "missed:Mme Quennebroc"},
        {"found": "0:1", "kind": "wrong:word"},
        {"found": "²:³", "words": "", "kind": "missed:name"},
    ],
)
def test_what_cannot_be_kept_is_said_and_the_text_stays_on_the_page(
    fields: dict[str, str],
) -> None:
    refused = report(browser(member()), **fields)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'role="alert"' in page
    assert "Odile Quennebroc" in page
    assert not CorpusLine.objects.exists()


def test_a_guard_that_fails_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr("toctoc.posts._door.check_text", broken)
    with caplog.at_level(logging.DEBUG):
        refused = report(browser(member()), words="Odile", kind="missed:name")
    assert refused.status_code == 422
    assert not CorpusLine.objects.exists()
    assert "Quennebroc" not in caplog.text


def test_an_author_tells_it_of_a_published_post_and_nobody_else_does() -> None:
    author, colleague = member(), member()
    question = asked(author)
    answer = replied(colleague, question)
    address = reverse("oversight_of_post", args=[question.public_id])
    client = browser(author)
    thread = client.get(f"/q/{question.public_id}").content.decode()
    assert f'href="{address}"' in thread
    assert f'href="/q/{answer.public_id}/oubli"' not in thread
    page = client.get(address)
    assert Post.objects.get(pk=question.pk).body in page.context["body"]
    words = question.body.split()[0]
    sent = {"body": question.body, "back": question.public_id, "words": words}
    done = client.post(reverse("oversight"), sent | {"kind": "missed:other", "do": "report"})
    assert done.url == f"/q/{question.public_id}"
    assert browser(colleague).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert browser(account()).get(address).status_code == 302
    private = asked(author, audience="named", named=(_listing(member()),))
    foreign = reverse("oversight_of_post", args=[private.public_id])
    assert browser(colleague).get(foreign).status_code == 404


def _listing(person: Person) -> str:
    from toctoc.people.models import Listing

    return Listing.objects.get(person=person).public_id


def test_moderators_alone_read_and_export_the_corpus() -> None:
    report(browser(member()), words="Odile Quennebroc", kind="missed:name")
    for address in ("corpus", "corpus_export"):
        assert browser(member()).get(reverse(address)).status_code == 404
        assert Client().get(reverse(address)).status_code == 302
    client = browser(member(role=Person.Role.MODERATOR))
    page = client.get(reverse("corpus")).content.decode()
    assert "Aaaaa Aaaaaaaaaa" in page
    assert "Quennebroc" not in page
    assert reverse("corpus") in client.get(reverse("proof_queue")).content.decode()
    export = client.get(reverse("corpus_export")).content.decode()
    (line,) = map(json.loads, export.splitlines())
    assert line["words"] == "Aaaaa Aaaaaaaaaa"
