"""The demonstration is filled whole, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from toctoc.ops.demo import fill
from toctoc.ops.demo.content import members
from toctoc.ops.demo.people import add_colleagues
from toctoc.people.models import Person
from toctoc.stories.challenge import bits


@pytest.mark.django_db
def test_a_fill_that_was_stopped_half_way_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> list[str]:
        assert Person.objects.exists()
        raise KeyboardInterrupt

    before = bits()
    monkeypatch.setattr(fill, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(fill, "add_colleagues", lambda at: add_colleagues(at, members()[:1]))
    monkeypatch.setattr(fill, "fill", stopped)
    with pytest.raises(KeyboardInterrupt):
        fill.fill_if_empty(say=lambda _: None)
    assert not Person.objects.exists()
    assert bits() == before, "real patients' browsers work as before"
