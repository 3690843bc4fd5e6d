"""Pictures by the API: listed with their posts, their pixels by the same rule as the pages."""

from __future__ import annotations

import pytest

from tests.api.support import Program, program
from tests.factories import asked, member
from tests.posts.past_kit import asked as asked_with
from tests.web.picture_kit import pictured
from toctoc.pictures import actions
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Post:
    return asked(member())


def test_a_program_lists_and_reads_the_pictures_of_a_thread(question: Post) -> None:
    (one,) = pictured(question, facts={"modality": "CT"})
    mine = program(member(), "read")
    (told,) = mine.get(f"/questions/{question.public_id}").json()["question"]["pictures"]
    assert (told["id"], told["modality"], told["covered"]) == (one.public_id, "CT", False)
    answer = mine.get(told["url"].removeprefix("/api/v1"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "private, no-store"
    theirs = program(member(), "read").get(f"/pictures/{one.public_id}")
    assert theirs.content != answer.content  # each carries its reader's mark (D10)


def test_covered_unknown_and_without_a_key_are_refused(question: Post) -> None:
    from django.utils import timezone

    (one,) = pictured(question)
    reader = member()
    assert Program().get(f"/pictures/{one.public_id}").status_code == 401
    assert program(reader).get("/pictures/222222222222").status_code == 404
    actions.flag(by=member(), picture=one.public_id, at=timezone.now())
    assert program(reader).get(f"/pictures/{one.public_id}").status_code == 404
    told = program(reader).get(f"/questions/{question.public_id}").json()["question"]["pictures"]
    assert told[0]["covered"] is True


def test_b8_a_lived_experience_gives_its_pictures_to_no_program_but_its_author_s() -> None:
    author = member()
    told = asked_with(
        author, "Erreur de dose que j'ai faite : qu'en pensez-vous ?", experience=True
    )
    (one,) = pictured(told)
    assert program(member()).get(f"/pictures/{one.public_id}").status_code == 403
    assert program(author).get(f"/pictures/{one.public_id}").status_code == 200
