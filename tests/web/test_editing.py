"""An edit that was left is found again as it was left (two tabs, a closed phone)."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests.factories import SEED, asked, member
from toctoc.posts.actions import save_draft
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft

pytestmark = pytest.mark.django_db


def test_an_edit_left_half_way_is_resumed_and_can_be_dropped(client: Client) -> None:
    person = member()
    question = asked(person)
    target = f"edit:{question.public_id}"
    page = f"/q/{question.public_id}/modifier"
    client.force_login(person)
    assert SEED[:40] in html.unescape(client.get(page).content.decode())
    assert question.published_at is not None
    save_draft(
        by=person,
        target=target,
        fields={"body": "H 44 a, précision en cours"},
        revision=0,
        at=question.published_at,
    )
    resumed = client.get(page).content.decode()
    assert "précision en cours" in resumed
    assert "Votre brouillon est repris." in resumed
    fresh = html.unescape(client.get(f"{page}?publie").content.decode())
    assert SEED[:40] in fresh
    assert "précision en cours" not in fresh
    assert find_draft(person, target) is not None  # nothing typed is lost by looking


def test_an_autosave_that_arrives_after_its_text_went_out_keeps_nothing(client: Client) -> None:
    """A slow network: the page was left, and the box must be empty when it opens again."""
    person = member()
    client.force_login(person)
    question = asked(member())
    typed = {"body": "Un zona, sans doute.", "token": "t-1", "kind": "answer", "do": "publish"}
    client.post(f"/q/{question.public_id}/repondre", typed)
    assert Post.objects.filter(author=person).count() == 1
    target = f"reply:{question.public_id}"
    late = client.post("/brouillon/", typed | {"target": target, "revision": "0"})
    assert late.status_code == 200
    assert find_draft(person, target) is None
    # Other words under the same number, from a page brought back by the browser, are kept.
    more = typed | {"body": "Un zona, ou un herpès.", "target": target, "revision": "0"}
    assert client.post("/brouillon/", more).status_code == 200
    assert find_draft(person, target) is not None
