"""The main job through the API: ask, answer, thank, find; the same door as the pages."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from tests.api.support import NAMED, SAFE_ASK, SEED, Program, program
from tests.factories import asked, member, replied
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db


def test_ask_send_answer_thank_help_and_read_the_whole_thread() -> None:
    gp, neurologist = member(), member("SM32")
    mine, theirs = program(gp), program(neurologist)
    question = mine.post("/questions", SAFE_ASK | {"specialties": ["SM32"]})
    assert question.status_code == 201
    public_id = question.json()["id"]
    assert theirs.get(f"/questions/{public_id}").status_code == 404
    assert mine.post(f"/posts/{public_id}/send-now").json()["state"] == "published"
    (card,) = theirs.get("/questions?specialty=mine&unanswered=true").json()["questions"]
    assert card["id"] == public_id
    answer = theirs.post(
        f"/questions/{public_id}/replies",
        {"body": "IRM médullaire si ça dure. doi:10.1016/j.neurol.2020.01.001"},
    )
    assert answer.status_code == 201
    reply_id = answer.json()["id"]
    assert theirs.post(f"/posts/{reply_id}/send-now").status_code == 200
    assert mine.post(f"/posts/{reply_id}/thanks").json() == {"id": reply_id, "new": True}
    assert mine.post(f"/posts/{reply_id}/thanks").json() == {"id": reply_id, "new": False}
    assert mine.post(f"/posts/{reply_id}/helped", {"helped": True}).status_code == 200
    thread = mine.get(f"/questions/{public_id}").json()
    assert thread["answers"] == 1
    assert thread["replies"][0]["thanked"] is True
    assert thread["replies"][0]["helped"] is True
    lines = theirs.get("/inbox").json()["lines"]
    assert [line["kind"] for line in lines][:2] == ["helped", "thanks"]
    assert theirs.get("/me/export").json()["posts"][0]["id"] == reply_id
    assert mine.get("/figures").json()["all"]["questions"] == 1


def test_a_refused_text_comes_back_as_places_and_reasons_and_is_logged_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caller = program(member())
    with caplog.at_level(logging.DEBUG):
        refused = caller.post("/questions", SAFE_ASK | {"body": NAMED})
    answer = refused.json()
    assert (refused.status_code, answer["code"]) == (422, "refused")
    assert refused["Content-Type"] == "application/problem+json"
    finding = next(f for f in answer["findings"] if f["category"] == "name")
    assert "Tournebise" in NAMED[finding["start"] : finding["end"]]
    assert finding["level"] == "block"
    assert finding["pending"]
    assert finding["why"]
    assert "Tournebise" not in refused.content.decode() + caplog.text
    assert Post.objects.count() == 0


def test_the_author_answers_a_soft_finding_by_its_key() -> None:
    caller = program(member())
    text = "H 44 a vu le 12/11/2026 : paresthésies D7 à L3 depuis 2 jours. Des idées ?"
    found = caller.post("/guard/check?final=true", {"body": text}).json()
    assert found["state"] == "found"
    reasons = {f["key"]: "cas inventé pour un cours" for f in found["findings"]}
    sent = caller.post("/questions", SAFE_ASK | {"body": text, "reasons": reasons})
    if any(f["level"] == "block" for f in found["findings"]):
        assert sent.status_code == 422
    else:
        assert sent.status_code == 201


def test_the_same_key_twice_publishes_once() -> None:
    gp, colleague = member(), member()
    mine, theirs = program(gp), program(colleague)
    ids = {
        mine.post("/questions", SAFE_ASK, Idempotency_Key="phone-00001").json()["id"]
        for _ in range(3)
    }
    assert len(ids) == 1
    question = asked(gp, SEED + " Merci.")
    sent = [
        theirs.post(
            f"/questions/{question.public_id}/replies",
            {"body": "Zona ?"},
            Idempotency_Key="phone-00002",
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 200]
    assert Post.objects.filter(thread=question).count() == 1


def test_an_edit_of_a_stale_version_is_a_conflict() -> None:
    gp = member()
    caller, post = program(gp), asked(gp)
    path = f"/posts/{post.public_id}"
    first = caller.call("PATCH", path, {"body": SEED + " Afébrile.", "version": 1})
    assert first.status_code == 200
    stale = caller.call("PATCH", path, {"body": SEED + " Apyrétique.", "version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed")
    assert stale.json()["revision"] == 2
    texts = [v["text"] for v in caller.get(f"{path}/versions").json()["versions"]]
    assert texts == [SEED, SEED + " Afébrile."]


def test_taking_back_too_late_says_so() -> None:
    gp = member()
    caller, post = program(gp), asked(gp)
    late = caller.post(f"/posts/{post.public_id}/withdraw")
    assert (late.status_code, late.json()["code"]) == (409, "too_late")
    waiting = caller.post("/questions", SAFE_ASK).json()["id"]
    assert caller.post(f"/posts/{waiting}/withdraw").json()["state"] == "withdrawn"
    assert caller.get("/drafts/ask").json()["fields"]["body"] == SEED


def test_two_tabs_do_not_overwrite_each_others_draft() -> None:
    caller = program(member())
    first = caller.call("PUT", "/drafts/ask", {"fields": {"body": "un"}, "revision": 0})
    assert first.json()["revision"] == 1
    other = caller.call("PUT", "/drafts/ask", {"fields": {"body": "deux"}, "revision": 0})
    assert other.status_code == 409
    assert other.json()["other"]["body"] == "un"
    assert caller.call("DELETE", "/drafts/ask").status_code == 204
    assert caller.get("/drafts/ask").status_code == 404


def test_the_two_questions_of_k17_have_no_default() -> None:
    caller = program(member())
    missing = caller.post("/questions", {"body": SEED})
    assert missing.json()["code"] == "invalid"
    assert {"field": "sent.patient_would_recognise", "fault": "missing"} in missing.json()["fields"]
    yes = caller.post("/questions", SAFE_ASK | {"patient_would_recognise": True})
    assert yes.json()["code"] == "recognisable"


def test_without_the_charter_the_message_says_where_to_go_d17() -> None:
    refused = program(member(charter_read=False)).post("/questions", SAFE_ASK)
    assert (refused.status_code, refused.json()["code"]) == (403, "charter")


def test_a_guard_that_fails_is_a_503_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(NAMED)

    monkeypatch.setattr("toctoc.posts._door.check_text", broken)
    down = program(member()).post("/questions", SAFE_ASK)
    assert (down.status_code, down.json()["code"], down["Retry-After"]) == (503, "guard_down", "30")
    assert "Tournebise" not in down.content.decode()


def test_slow_down_says_for_how_long() -> None:
    caller = program(member())
    statuses = []
    for number in range(8):
        answer = caller.post("/questions", SAFE_ASK | {"body": f"{SEED} Essai {'a' * number}."})
        statuses.append(answer.status_code)
    assert 429 in statuses
    assert int(answer["Retry-After"]) > 0


def test_only_the_asker_says_what_helped_and_only_others_answer() -> None:
    gp, colleague = member(), member()
    question = asked(gp)
    answer = replied(colleague, question)
    refused = program(colleague).post(f"/posts/{answer.public_id}/helped", {})
    assert refused.json()["code"] == "not_the_asker"
    own = program(gp).post(f"/questions/{question.public_id}/replies", {"body": "Moi-même."})
    assert own.json()["code"] == "not_the_asker"
    foreign = program(colleague).call(
        "PATCH", f"/posts/{question.public_id}", {"body": SEED + " .", "version": 1}
    )
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_yours")


def test_its_author_removes_and_a_moderator_hides_saying_why() -> None:
    gp, moderator = member(), member(role=Person.Role.MODERATOR)
    first, second = asked(gp), asked(gp, SEED + " Bis.")
    refused = program(gp).post(f"/posts/{first.public_id}/hide", {"reason": "reconnaissable"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    caller = program(moderator)
    assert caller.post(f"/posts/{first.public_id}/hide", {"reason": ""}).json()["code"] == "reason"
    assert caller.call("DELETE", f"/posts/{first.public_id}").json()["code"] == "not_yours"
    hidden = caller.post(f"/posts/{first.public_id}/hide", {"reason": "patient reconnaissable"})
    assert hidden.status_code == 204
    assert program(gp).call("DELETE", f"/posts/{second.public_id}").status_code == 204
    for post in (first, second):
        assert caller.get(f"/questions/{post.public_id}").status_code == 404


def test_lines_are_read_and_knocks_declined() -> None:
    gp, colleague = member(), member()
    question = asked(gp)
    replied(colleague, question)
    caller = program(gp)
    assert caller.get("/me").json()["unread"]
    assert caller.post("/inbox/read").status_code == 204
    assert not caller.get("/me").json()["unread"]
    assert caller.post(f"/questions/{question.public_id}/decline").status_code == 204


def test_messages_are_in_the_readers_language() -> None:
    gp = member()
    Person.objects.filter(pk=gp.pk).update(language="fr")
    french = program(gp).get("/questions/222222222222").json()["message"]
    assert french == "Cela n’existe pas, ou pas pour vous."


def test_a_session_writes_only_with_its_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member())
    bare = client.post("/api/v1/questions", SAFE_ASK, content_type="application/json")
    assert (bare.status_code, bare.json()["code"]) == (403, "csrf")
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    token = client.cookies["csrftoken"].value
    sent = client.post(
        "/api/v1/questions",
        SAFE_ASK,
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert sent.status_code == 201


def test_the_feed_is_read_page_by_page() -> None:
    gp = member()
    for number in range(5):
        asked(gp, f"{SEED} Cas {'b' * number}.")
        _refill(gp)
    caller, seen, after = program(member()), [], ""
    for _ in range(4):
        page: dict[str, Any] = caller.get(f"/questions?limit=2&after={after}").json()
        seen += [card["id"] for card in page["questions"]]
        after = page["next"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 5


def _refill(person: Person) -> None:
    from toctoc.limits.models import Bucket

    Bucket.objects.filter(key__endswith=person.public_id).delete()


def test_the_openapi_document_is_whole() -> None:
    found = Program().get("/openapi.json")
    assert found.status_code == 200
    paths = found.json()["paths"]
    for path in (
        "/me",
        "/questions",
        "/questions/{public_id}/replies",
        "/search",
        "/similar",
        "/guard/check",
        "/drafts/{target}",
        "/inbox",
        "/figures",
        "/me/export",
    ):
        assert f"/api/v1{path}" in paths
    operations = [op for methods in paths.values() for op in methods.values()]
    assert all("422" in op["responses"] for op in operations)
    assert len({op["operationId"] for op in operations}) == len(operations)


def test_an_unknown_address_of_the_api_answers_as_the_api_does() -> None:
    gone = Program().get("/nothing/here")
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")
