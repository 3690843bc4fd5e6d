"""D13: what an authority asked for is not lost by deleting it; deleting still deletes for all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.evidence.kit import DAY, HOUR, NOON, House, demanded, post_in, unzipped
from tests.factories import SEED, asked
from tests.ledger.kit import verify_alone
from toctoc.api.actions import create_token
from toctoc.evidence import _kept, actions, queries
from toctoc.evidence.clock import tick
from toctoc.evidence.models import Kept
from toctoc.ledger.models import Entry
from toctoc.notify.models import Notice
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post, Version
from toctoc.posts.queries import access_post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.rights import actions as rights
from toctoc.rights._past import expire
from toctoc.rights.clock import tick as rights_tick
from toctoc.rights.models import Departure
from toctoc.sealing import unseal_json

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR


@pytest.fixture
def house() -> House:
    return House()


def given(house: House, demand: Any, at: Any = LATER) -> bytes:
    return actions.hand_over(by=house.operator, demand_id=demand.public_id, at=at).content


def by_hand(house: House, post: Post) -> None:
    questions.remove(by=house.author, public_id=post.public_id, at=LATER)


def by_program(house: House, post: Post) -> None:
    now = timezone.now()
    secret = create_token(by=house.author, name="mine", scope="write", days=7, at=now)[1]
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert client.delete(f"/api/v1/posts/{post.public_id}").status_code == 204


def by_its_chosen_end(_house: House, post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(expires_at=NOON)
    assert expire(LATER) == 1


def by_leaving(house: House, _post: Post) -> None:
    erase = Departure.Fate.ERASE
    rights.ask_to_leave(by=house.author, questions=erase, answers=erase, word="effacer", at=NOON)
    while rights_tick(NOON + 8 * DAY):
        pass


WAYS: list[Callable[[House, Post], None]] = [by_hand, by_program, by_its_chosen_end, by_leaving]


@pytest.mark.parametrize("way", WAYS)
def test_whatever_destroys_it_leaves_a_sealed_copy_for_the_authority_alone(
    house: House, way: Callable[[House, Post], None], tmp_path: Path
) -> None:
    post = asked(house.author)
    demand = demanded(house, post)
    way(house, post)
    gone = Post.objects.get(pk=post.pk)
    assert (gone.state, gone.body, gone.versions.count()) == ("erased", "", 0)
    for person in (house.colleague, house.moderator, house.senior, house.operator, house.auditor):
        with pytest.raises(NotVisible):
            access_post(person, post.public_id)
    kept = Kept.objects.get()
    assert SEED.encode() not in bytes(kept.sealed)
    assert queries.posts_of(house.auditor, demand.public_id) == [(post.public_id, "kept")]
    file = tmp_path / "file.zip"
    file.write_bytes(given(house, demand, NOON + 9 * DAY))
    told = post_in(unzipped(file.read_bytes()), post)
    assert [one["body"] for one in told["versions"]] == [SEED]
    assert told["versions"][0]["bound"], "proven by the record as any other"
    assert told["erased"]["entry"]
    checked = verify_alone(file)
    assert checked.returncode == 0, checked.stdout


def test_when_the_demand_ends_the_copy_is_destroyed(house: House) -> None:
    post, other = asked(house.author), asked(house.author)
    first, second = demanded(house, post), demanded(house, post, other)
    by_hand(house, post)
    by_hand(house, other)
    actions.close_demand(by=house.operator, demand_id=first.public_id, at=LATER)
    tick(LATER)
    assert Kept.objects.count() == 2, "another authority still asks for it"
    actions.close_demand(by=house.operator, demand_id=second.public_id, at=LATER)
    assert tick(LATER) == 2
    assert not Kept.objects.exists()
    assert [entry.about for entry in Entry.objects.filter(act="evidence.let-go")] == [
        f"post:{post.public_id}",
        f"post:{other.public_id}",
    ]
    third = demanded(house, post, at=LATER)
    assert "versions" not in post_in(unzipped(given(house, third)), post)


def test_a_demand_nobody_closes_ends_by_itself_and_its_copies_with_it(house: House) -> None:
    post = asked(house.author)
    demanded(house, post)
    by_hand(house, post)
    tick(NOON + 364 * DAY)
    assert Kept.objects.exists()
    tick(NOON + 365 * DAY)
    assert not Kept.objects.exists()


def test_a_patient_goes_first_and_leaves_no_copy(house: House) -> None:
    """K18."""
    post = asked(house.author)
    demand = demanded(house, post)
    questions.destroy(public_id=post.public_id, reason="story", actor="clock", at=LATER)
    assert not Kept.objects.exists()
    assert "versions" not in post_in(unzipped(given(house, demand)), post)


@pytest.mark.parametrize(("cause", "copies"), [("decision:1", 1), ("story:H-1", 0)])
def test_other_words_in_their_place_leave_the_old_ones_to_the_authority(
    house: House, cause: str, copies: int
) -> None:
    """A moderator asked for a transposition: the old words stay evidence. A patient asked: not."""
    post = asked(house.author)
    demand = demanded(house, post)
    hidden = {"reason": "test", "actor": "clock", "cause": cause}
    questions.take_down(public_id=post.public_id, at=NOON, **hidden)
    other = Writing("Quelle surveillance proposez-vous sous lithium, en ville ?", token="t")
    questions.reword(by=house.author, public_id=post.public_id, writing=other, at=LATER)
    assert Kept.objects.count() == copies
    told = post_in(unzipped(given(house, demand)), post)
    assert [one["body"] for one in told["versions"]] == [SEED, other.body][1 - copies :]
    assert not Version.objects.filter(post=post, body=SEED).exists()
    if copies:
        questions.destroy(public_id=post.public_id, reason="story", actor="clock", at=LATER)
        assert not Kept.objects.exists()


def test_what_no_authority_asked_for_is_simply_gone(house: House) -> None:
    demanded(house, asked(house.author))
    by_hand(house, asked(house.author))
    assert not Kept.objects.exists()
    assert not Notice.objects.filter(ref="kept").exists()


def test_if_it_cant_be_sealed_it_is_not_destroyed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker killed there: all or nothing."""
    post = asked(house.author)
    demanded(house, post)

    def killed(_value: object) -> bytes:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(_kept, "seal_json", killed)
        with pytest.raises(RuntimeError):
            by_hand(house, post)
    assert Post.objects.get(pk=post.pk).state == "published"
    assert not Entry.objects.filter(act="post.erase").exists()
    by_hand(house, post)
    assert len(unseal_json(Kept.objects.get().sealed)["versions"]) == 1


def test_the_author_is_told_before_on_deleting_and_in_their_inbox(house: House) -> None:
    post = asked(house.author, at=timezone.now() - HOUR)
    demanded(house, post, at=timezone.now())
    client = Client()
    client.force_login(house.author)
    address = f"/q/{post.public_id}/supprimer"
    assert "une copie scellée est gardée" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "Une autorité avait demandé ce texte" in page
    assert "puis elle est détruite" in page
    inbox = client.get("/moi/").content.decode()
    assert "Une autorité demandait un texte que vous avez effacé" in inbox
    mine = json.dumps(list(_copies(house)), default=str)
    assert SEED in json.loads(mine)[0]["words"]["versions"][0]["body"]


def _copies(house: House) -> Any:
    from toctoc.rights.holdings import TOLD

    return next(told for told in TOLD if told.key == "kept").rows(house.author)
