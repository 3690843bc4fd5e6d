"""The demonstration has a story of each kind to try (K18)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.factories import asked, member
from toctoc.ops.demo import stories
from toctoc.people.models import Person
from toctoc.stories.models import Request, Story

from .kit import LATER

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_each_state_of_a_story() -> None:
    for _ in range(4):
        asked(member())
    assert stories.fill(LATER) == 0  # nobody to decide
    member(role=Person.Role.SENIOR)
    assert stories.fill(LATER) == 5
    assert Counter(Story.objects.values_list("state", flat=True)) == {
        "asked": 1, "judging": 1, "restored": 1, "erased": 1,
    }  # fmt: skip
    assert Request.objects.filter(state="searching").count() == 1
