"""The guard for a member's own program: findings, k, the case said another way (K16, point 6)."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from tests.api.support import Program, program
from tests.factories import account, member
from toctoc.api.service import openapi
from toctoc.limits.actions import LIMITS
from toctoc.people.models import Person
from toctoc.posts.models import Draft, Post

pytestmark = pytest.mark.django_db
CASE = "H 44 a, éleveur de chèvres, vu le 12/11/2026 au CHU de Nantes, Mme Tournebise présente."
BOTH = ("/guard/check", "/guard/transpose")


def test_a_program_learns_what_was_found_how_many_match_and_why() -> None:
    found = program(member(), "read").post("/guard/check", {"text": CASE, "final": True}).json()
    words = {f["category"]: CASE[f["start"] : f["end"]] for f in found["findings"]}
    assert "Tournebise" in words["name"]
    assert "Nantes" in words["hospital"]
    assert found["blocked"]
    assert found["k"] == found["meter"]["k"]
    assert all(f["why"] and f["duty"]["label"] for f in found["findings"])


def test_a_program_gets_the_case_said_another_way_with_each_change() -> None:
    told = program(member(), "read").post("/guard/transpose", {"text": CASE}).json()
    assert "Tournebise" not in told["text"]
    assert "Nantes" not in told["text"]
    rebuilt, at = "", 0
    for change in told["changes"]:
        rebuilt += CASE[at : change["start"]] + change["text"]
        at = change["end"]
        assert change["why"]
    assert rebuilt + CASE[at:] == told["text"]
    assert isinstance(told["sex_swap"]["possible"], bool)
    other = program(member(), "read").post("/guard/transpose", {"text": CASE, "sex": True}).json()
    assert other["sex_swap"]["because"]


def test_the_object_that_asks_may_be_checked_as_it_is() -> None:
    caller = program(member())
    by_body = caller.post("/guard/check?final=true", {"body": CASE}).json()
    assert by_body == caller.post("/guard/check", {"text": CASE, "final": True}).json()


@pytest.mark.parametrize("path", BOTH)
def test_members_alone_call_and_a_reading_key_is_enough(path: str) -> None:
    said = {"text": "RAS, ROT ok"}
    assert Program().post(path, said).status_code == 401
    assert Program("toctoc_" + "x" * 40).post(path, said).status_code == 401
    newcomer = Client()
    newcomer.force_login(account())
    refused = newcomer.post(f"/api/v1{path}", said, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_member")
    suspended = member()
    caller = program(suspended)
    Person.objects.filter(pk=suspended.pk).update(standing=Person.Standing.SUSPENDED)
    assert caller.post(path, said).json()["code"] == "not_a_member"
    assert program(member(), "read").post(path, said).status_code == 200


@pytest.mark.parametrize("path", BOTH)
def test_a_page_calls_with_its_session_and_its_csrf_token(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member())
    sent: dict[str, Any] = {"data": {"text": "RAS"}, "content_type": "application/json"}
    assert client.post(f"/api/v1{path}", **sent).json()["code"] == "csrf"
    client.get("/api/v1/docs")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.post(f"/api/v1{path}", headers=token, **sent).status_code == 200


@pytest.mark.parametrize("path", BOTH)
def test_too_much_is_refused_with_the_limit(path: str) -> None:
    caller = program(member())
    big = caller.post(path, {"text": "é" * 500_000})
    assert (big.status_code, big.json()["code"]) == (413, "too_big")
    long = caller.post(path, {"text": "RAS " * 6_000})
    assert (long.status_code, long.json()["code"]) == (413, "too_long")
    assert long.json()["limit"] == (20_000 if path == "/guard/check" else 8_000)


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": 12},
        {"text": ["RAS"]},
        {"text": "RAS", "final": "perhaps", "sex": "perhaps"},
        {"text": "RAS", "contested": "Parkinson"},
        {"text": "RAS", "txet": "RAS"},
        [],
        "RAS",
        "\x00",
    ],
)
def test_wrong_types_are_told_by_field_and_never_repeated(path: str, body: Any) -> None:
    answer = program(member()).post(path, body)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("unreadable", "invalid")


@pytest.mark.parametrize("path", BOTH)
def test_nul_and_nothing_are_answered(path: str) -> None:
    caller = program(member())
    for text in ("", "  \n", "\x00", "Mme\x00 Tournebise"):
        assert caller.post(path, {"text": text}).status_code == 200


@pytest.mark.parametrize("path", BOTH)
def test_nothing_is_kept_nor_logged(path: str, caplog: pytest.LogCaptureFixture) -> None:
    caller = program(member())
    with caplog.at_level(logging.DEBUG):
        assert caller.post(path, {"text": CASE}).status_code == 200
    assert "Tournebise" not in caplog.text
    assert not Post.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("/guard/check", "toctoc.posts._door.check_text"),
        ("/guard/transpose", "toctoc.api._guard.transpose"),
    ],
)
def test_a_guard_that_fails_says_so_without_the_words(
    path: str, broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(CASE)

    monkeypatch.setattr(broken, fail)
    with caplog.at_level(logging.DEBUG):
        answer = program(member()).post(path, {"text": CASE})
    assert (answer.status_code, answer.json()["code"]) == (503, "guard_down")
    assert "Tournebise" not in answer.content.decode() + caplog.text


def test_whoever_goes_too_fast_waits() -> None:
    caller = program(member())
    calls = LIMITS["transpose"].burst + 2
    last = [caller.post("/guard/transpose", {"text": "RAS"}) for _ in range(calls)][-1]
    assert (last.status_code, last.json()["code"]) == (429, "too_many")


def test_both_are_described_for_programs() -> None:
    schema: Any = openapi()
    fields = schema["components"]["schemas"]
    assert set(fields["CheckIn"]["properties"]) == {"text", "final", "contested"}
    assert {"findings", "k", "meter"} <= set(fields["CheckOut"]["properties"])
    assert {"text", "changes", "sex_swap"} <= set(fields["TransposeOut"]["properties"])
    for path in BOTH:
        assert schema["paths"][f"/api/v1{path}"]["post"]["description"]
