"""The demonstration has a past to look at."""

from __future__ import annotations

import pytest

from tests.factories import NOON, member
from toctoc.ops.demo.rights import fill
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.rights.models import Destruction

pytestmark = pytest.mark.django_db


def test_invented_lives_pass_the_same_doors_and_once() -> None:
    member(), member()
    Person.objects.update(is_demo=True)
    fill(NOON)
    fill(NOON)
    assert Post.objects.count() == 5
    assert Post.objects.exclude(note="").count() == 1
    assert Post.objects.filter(experience=True).count() == 2
    assert Post.objects.filter(expires_at__isnull=False).count() == 1
    assert Destruction.objects.exists()
