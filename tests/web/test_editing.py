"""An edit that was left is found again as it was left (two tabs, a closed phone)."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests.factories import SEED, asked, member
from toctoc.posts.actions import save_draft
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
