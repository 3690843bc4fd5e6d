"""T12 through the API: named colleagues, clear refusals, the same permissions."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.support import SAFE_ASK, program
from tests.factories import asked, member
from toctoc.people.models import Listing, Person

pytestmark = pytest.mark.django_db


def listing(person: Person) -> str:
    return Listing.objects.get(person=person).public_id


def test_find_ask_read_answer_name_more_and_decline() -> None:
    gp, friend, other, stranger = member(), member("SM32"), member("SM30"), member()
    mine, theirs = program(gp), program(friend)
    (found,) = mine.get("/colleagues?specialty=SM32").json()["colleagues"]
    assert found == {
        "id": listing(friend),
        "name": friend.pseudonym,
        "status": "Neurologue",
    }
    assert found["id"] != friend.public_id
    asking = SAFE_ASK | {
        "audience": "named",
        "named": [found["id"]],
        "patient_would_recognise": True,
    }
    first = mine.post("/questions", asking, Idempotency_Key="private-1")
    assert first.status_code == 201
    again = mine.post("/questions", asking, Idempotency_Key="private-1")
    assert again.json()["id"] == first.json()["id"]
    path = f"/questions/{first.json()['id']}"
    assert theirs.get(path).status_code == 404
    mine.post(f"/posts/{first.json()['id']}/send-now")
    thread = theirs.get(path).json()
    assert thread["audience"] == "named"
    assert thread["named"] == [{"name": friend.pseudonym, "declined": False, "me": True}]
    assert program(stranger).get(path).status_code == 404
    assert theirs.get("/inbox").json()["lines"][0]["kind"] == "invited"
    assert "en privé" in theirs.get(f"{path}/why").json()["sentences"][0]
    assert theirs.post(f"{path}/replies", {"body": "IRM médullaire si ça dure."}).status_code == 201
    more = mine.post(f"{path}/named", {"named": [listing(other)]})
    assert [one["name"] for one in more.json()["named"]] == [friend.pseudonym, other.pseudonym]
    assert program(other).post(f"{path}/decline").status_code == 204
    assert program(other).get(path).status_code == 404
    assert mine.get(path).json()["named"][1]["declined"] is True
    (card,) = mine.get("/questions?mine=true").json()["questions"]
    assert card["audience"] == "named"


@pytest.mark.parametrize(
    ("named", "code"),
    [([], "nobody_named"), (["x" * 12], "not_askable"), (["x" * 12] * 51, "invalid")],
)
def test_each_refusal_has_its_code(named: list[str], code: str) -> None:
    answer = program(member()).post("/questions", SAFE_ASK | {"audience": "named", "named": named})
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_eleven_are_too_many() -> None:
    named = [listing(member()) for _ in range(11)]
    answer = program(member()).post("/questions", SAFE_ASK | {"audience": "named", "named": named})
    assert (answer.json()["code"], answer.json()["limit"]) == ("too_many_named", 10)


def test_only_its_author_names_more_and_only_for_a_private_question() -> None:
    gp, friend, other = member(), member(), member()
    private = asked(gp, audience="named", named=(listing(friend),))
    body = {"named": [listing(other)]}
    path = f"/questions/{private.public_id}/named"
    assert program(friend).post(path, body).json()["code"] == "not_the_asker"
    assert program(other).post(path, body).status_code == 404
    assert program(gp, scope="read").post(path, body).status_code == 403
    open_one = asked(gp)
    answer = program(gp).post(f"/questions/{open_one.public_id}/named", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_colleagues_are_for_members_and_never_all_at_once() -> None:
    gp = member()
    assert program(gp).get("/colleagues").json() == {"colleagues": []}
    assert Client().get("/api/v1/colleagues?q=val").status_code == 401
    for _ in range(10):
        member("SM32")
    assert len(program(gp).get("/colleagues?specialty=SM32").json()["colleagues"]) == 8


def test_openapi_tells_of_it() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert {"/api/v1/colleagues", "/api/v1/questions/{public_id}/named"} <= set(described["paths"])
    audience = described["components"]["schemas"]["QuestionIn"]["properties"]["audience"]
    assert "named" in audience["enum"]
