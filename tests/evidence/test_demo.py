"""The demo shows a demand, a disclosure that waits and one that was refused; nothing is opened."""

from __future__ import annotations

import pytest

from tests.evidence.kit import NOON
from tests.factories import asked, member
from toctoc.evidence.models import Demand, Disclosure, Look
from toctoc.ledger.queries import verify
from toctoc.ops.demo.evidence import fill
from toctoc.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_demo_has_something_to_decide() -> None:
    for _ in range(3):
        asked(member())
    member(), member()
    fill(NOON)
    assert sorted(Disclosure.objects.values_list("state", flat=True)) == ["asked", "refused"]
    assert Demand.objects.get().pieces.count() == 3
    assert not Look.objects.exists()
    assert verify().anchors >= 1
    assert Person.objects.filter(role__in=("operator", "senior")).count() == 2
