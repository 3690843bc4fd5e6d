"""X4: a program of a member's reports, follows, reads reasons and contests; nobody else's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.api.support import Program, program
from tests.factories import asked, member
from tests.moderation.kit import DAY, FACTS, SUSPEND, WHY, decided, moderator, reported
from toctoc.moderation.models import Appeal, Notice

pytestmark = pytest.mark.django_db


def sent(about: str, **more: object) -> dict[str, object]:
    fields = {"about": about, "family": "sexism", "reasons": WHY, "good_faith": True}
    return fields | more


def test_a_program_reports_and_follows() -> None:
    witness, post = member(), asked(member(), at=timezone.now() - DAY)
    mine = program(witness)
    made = mine.post("/reports", sent(post.public_id, protected=True))
    assert made.status_code == 201
    number = made.json()["number"]
    assert mine.post("/reports", sent(post.public_id)).json() == {"number": number, "again": True}
    assert mine.get(f"/reports/{number}").json()["state"] == "received"
    assert [one["number"] for one in mine.get("/reports").json()["reports"]] == [number]
    assert program(member()).get(f"/reports/{number}").status_code == 404
    decided(Notice.objects.get().case, "hide", at=timezone.now())
    told = mine.get(f"/reports/{number}").json()
    assert (told["state"], told["hidden"], told["rule"]) == ("decided", True, "respect")
    assert FACTS not in str(told)
    assert mine.post(f"/reports/{number}/contest", {"reasons": WHY}).status_code == 204
    assert Appeal.objects.get().side == "reporter"


@pytest.mark.parametrize(
    "wrong",
    [{"good_faith": False}, {"reasons": "non"}, {"family": "ugly"}, {"subject": "site"}, {"x": 1}],
)
def test_a_report_that_lacks_something_is_refused(wrong: dict[str, object]) -> None:
    post = asked(member(), at=timezone.now() - DAY)
    assert program(member()).post("/reports", sent(post.public_id, **wrong)).status_code in (
        409,
        422,
    )
    assert not Notice.objects.exists()


def test_a_suspended_member_reads_the_reasons_as_data_and_contests() -> None:
    """DSA 17 and 20, in a machine's words."""
    author = member()
    mine = program(author)
    at = timezone.now() - DAY
    decision = decided(reported(asked(author, at=at), at=at)[0], "hide", SUSPEND, at=at)
    assert mine.get("/inbox").status_code == 403
    statement = mine.get(f"/decisions/{decision.public_id}").json()["statement"]
    assert statement["facts"] == FACTS
    assert statement["ground"]["article"] == "R.4127-7"
    assert {one["kind"] for one in statement["measures"]} == {"hide", "suspension"}
    assert (statement["automated"], statement["redress"]["may_appeal"]) == (False, True)
    assert mine.get("/decisions").json()["statements"] == [statement]
    answer = mine.post(f"/decisions/{decision.public_id}/appeal", {"reasons": WHY})
    assert answer.status_code == 201
    again = mine.post(f"/decisions/{decision.public_id}/appeal", {"reasons": WHY})
    assert again.status_code == 409


def test_nobody_else_reads_a_statement() -> None:
    at = timezone.now() - DAY
    decision = decided(reported(asked(member(), at=at), at=at)[0], "hide", at=at)
    address = f"/decisions/{decision.public_id}"
    for person in (member(), moderator()):
        assert program(person).get(address).status_code == 404
        assert program(person).post(f"{address}/appeal", {"reasons": WHY}).status_code == 404
    assert Program().get(address).status_code == 401


def test_a_key_that_reads_reports_nothing() -> None:
    post = asked(member(), at=timezone.now() - DAY)
    assert program(member(), "read").post("/reports", sent(post.public_id)).status_code == 403
