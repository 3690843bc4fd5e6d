"""A remark of tone is shown once, stops nobody and is kept nowhere (D4, B8, B10, K20)."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from tests.api.support import program
from tests.factories import asked, member
from toctoc.limits.models import Tally
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
CASE = "Femme, ptose mammaire, avis chirurgical ? Quand les seins tombent comme ça, je refuse…"
NAMED = "Le traitement a échoué. Évitez cet incapable de Dr Tournebise."
ASK = {"do": "publish", "patient": "no", "relative": "no", "specialty": "TRE_R38"}


@pytest.fixture
def doctor(client: Client) -> Person:
    person = member()
    client.force_login(person)
    return person


def heard(page: str) -> list[str]:
    return re.findall(r'name="heard" value="([^"]+)"', page)


def test_who_publishes_without_having_seen_it_reads_it_once_then_decides(
    client: Client, doctor: Person
) -> None:
    shown = client.post("/demander/", ASK | {"body": CASE, "token": "t-1"})
    page = html.unescape(shown.content.decode())
    assert shown.status_code == 422
    assert "Pour la garder telle quelle, renvoyez." in page
    assert "mépris envers les femmes (sexisme)" in page
    assert "R.4127-7" in page
    assert CASE in page
    assert not Post.objects.exists()
    again = ASK | {"body": CASE, "token": "t-1", "heard": heard(page)}
    assert client.post("/demander/", again).status_code == 302
    assert Post.objects.get().body == CASE


def test_who_saw_it_while_typing_is_not_asked_again(client: Client, doctor: Person) -> None:
    answer = client.post("/demander/verifier", {"body": CASE, "token": "t"}).json()
    assert answer["state"] == "clear"
    assert [CASE[f["start"] : f["end"]] for f in answer["findings"]] == [CASE[42:]]
    form = ASK | {"body": CASE, "token": "t-2", "heard": heard(answer["panel"])}
    assert client.post("/demander/", form).status_code == 302


def test_contesting_it_silences_it(client: Client, doctor: Person) -> None:
    contest = {"contest-tone-1": CASE[42:]}
    panel = client.post("/demander/verifier", {"body": CASE, "token": "t"} | contest).json()[
        "panel"
    ]
    assert not heard(panel)
    assert CASE[42:] in html.unescape(panel)  # and may be taken back
    form = ASK | {"body": CASE, "token": "t-3"} | contest
    assert client.post("/demander/", form).status_code == 302


def test_nothing_of_a_remark_is_kept_anywhere(client: Client, doctor: Person) -> None:
    """Neither on the post, nor on the person, nor in a count, nor in the ledger."""
    page = client.post("/demander/", ASK | {"body": CASE, "token": "t-4"}).content.decode()
    client.post("/demander/", ASK | {"body": CASE, "token": "t-4", "heard": heard(page)})
    assert not Tally.objects.filter(name__startswith="guard").exists()
    for model in apps.get_models():
        rows = serializers.serialize("json", model._base_manager.all())
        assert "tone" not in json.dumps(json.loads(rows)).lower().replace("stone", ""), model


def test_a_lived_error_is_left_alone_unless_it_names_a_colleague(
    client: Client, doctor: Person
) -> None:
    told = ASK | {"body": CASE, "token": "t-5", "experience": "1"}
    assert client.post("/demander/", told).status_code == 302
    checked = client.post("/demander/verifier", {"body": NAMED, "experience": "1"}).json()
    assert "Un confrère est nommé avec un reproche" in html.unescape(checked["panel"])
    assert "R.4127-56" in checked["panel"]


def test_a_reply_is_heard_too_and_so_is_an_edit(client: Client, doctor: Person) -> None:
    question = asked(member())
    words = "Vous êtes une bande de guignols."
    form = {"body": words, "do": "publish", "kind": "answer", "token": "r-1"}
    shown = client.post(f"/q/{question.public_id}/repondre", form)
    assert shown.status_code == 422
    page = html.unescape(shown.content.decode())
    assert "peut se lire comme une attaque" in page
    sent = client.post(f"/q/{question.public_id}/repondre", form | {"heard": heard(page)})
    assert sent.status_code == 302
    mine = asked(doctor)
    edited = client.post(f"/q/{mine.public_id}/modifier", {"body": words, "version": "1"})
    assert edited.status_code == 422
    assert "peut se lire comme une attaque" in html.unescape(edited.content.decode())


def test_a_name_inside_the_sentence_stays_the_guard_s_affair(
    client: Client, doctor: Person
) -> None:
    page = client.post("/demander/verifier", {"body": NAMED, "token": "t"}).json()
    levels = {f["level"] for f in page["findings"]}
    assert levels == {"block"}  # one mark in the box; both are said in the panel
    assert "1 passage pourrait faire reconnaître quelqu’un." in html.unescape(page["panel"])
    assert heard(page["panel"])


def test_programs_are_told_and_never_stopped(doctor: Person) -> None:
    caller = program(doctor)
    (said,) = caller.post("/guard/check", {"text": CASE}).json()["tone"]
    assert said["rule"] == "tone.sexism"
    assert said["level"] == "warn"
    assert not said["pending"]
    sent = caller.post(
        "/questions",
        {"body": CASE, "patient_would_recognise": False,
         "relative_would_recognise": False},
    )  # fmt: skip
    assert sent.status_code == 201
    assert [one["key"] for one in sent.json()["tone"]] == [said["key"]]
