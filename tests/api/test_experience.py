"""A lived experience is read on the pages, and leaves by no program but its author's (B8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import NOON, member, replied
from tests.posts.past_kit import asked
from toctoc.api.actions import create_token
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.types import Writing

pytestmark = pytest.mark.django_db
TOLD = "Erreur de dose que j'ai faite : comment la prévenez-vous ?"


def program(person: Person) -> Client:
    from django.utils import timezone

    _token, secret = create_token(by=person, name="p", scope="write", days=7, at=timezone.now())
    return Client(headers={"Authorization": f"Bearer {secret}"})


def get(reader: Person, path: str) -> tuple[int, Any]:
    answer = program(reader).get(f"/api/v1{path}")
    return answer.status_code, answer.json()


def test_lists_and_pages_of_programs_leave_it_out() -> None:
    author, reader = member(), member()
    told, other = asked(author, TOLD, experience=True), asked(author, "Toux banale, que faire ?")
    replied(reader, told, "Double lecture, ici.")
    _, found = get(reader, "/questions")
    assert [one["id"] for one in found["questions"]] == [other.public_id]
    status, problem = get(reader, f"/questions/{told.public_id}")
    assert (status, problem["code"]) == (403, "pages_only")
    assert "Erreur de dose" not in str(problem)
    assert get(reader, f"/posts/{told.public_id}/versions")[0] == 403
    _, mine = get(author, "/questions")
    assert len(mine["questions"]) == 2
    assert get(author, f"/questions/{told.public_id}")[0] == 200
    _, copy = get(reader, "/me/export")
    assert TOLD not in str(copy)


def test_a_program_asks_with_an_end_and_reads_notes() -> None:
    author, reader = member(), member()
    sent = program(author).post(
        "/api/v1/questions",
        {"body": TOLD, "patient_would_recognise": False, "relative_would_recognise": False,
         "experience": True, "keep_days": 30},
        content_type="application/json",
    )  # fmt: skip
    assert sent.status_code == 201
    post = Post.objects.get(public_id=sent.json()["id"])
    assert post.experience
    assert post.expires_at is not None
    other = asked(author, "Toux banale, que faire ?")
    writing = Writing("La recommandation a changé.", "n")
    posts.set_note(by=author, public_id=other.public_id, writing=writing, at=NOON)
    _, page = get(reader, f"/questions/{other.public_id}")
    assert "La recommandation a changé." in page["question"]["note_html"]
