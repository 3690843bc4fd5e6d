from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from toctoc.live.actions import announce
from toctoc.live.models import Event
from toctoc.search import feed, index
from toctoc.search.index import find
from toctoc.search.types import BusyError

from .conftest import NOON, Shelf, answer, question

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOON + dt.timedelta(minutes=1)


def say(kind: str, *refs: str, at: dt.datetime = NOON) -> None:
    for ref in refs:
        announce("search", kind, ref, at=at)


def test_the_first_pass_builds_the_index(shelf: Shelf) -> None:
    shelf.documents = {"q": question("q", "toux")}
    say("put", "q")
    assert feed.catch_up(shelf, NOON) == 0
    assert find("toux").threads == ("q",)
    assert feed.catch_up(shelf, LATER) == 0
    assert shelf.asked == []


def test_what_is_announced_is_found(shelf: Shelf) -> None:
    feed.catch_up(shelf, NOON)
    shelf.documents = {"q": question("q", "toux"), "a": answer("a", "q", "sirop")}
    say("put", "q", "a")
    announce("home", "asked", "q", at=NOON)
    assert feed.catch_up(shelf, LATER) == 2
    assert find("sirop").threads == ("q",)
    assert feed.catch_up(shelf, LATER) == 0


def test_what_is_removed_is_found_no_more(shelf: Shelf) -> None:
    """K18: the event of a take-down takes the words out of the index."""
    shelf.documents = {"q": question("q", "toux")}
    feed.catch_up(shelf, NOON)
    say("remove", "q")
    assert feed.catch_up(shelf, LATER) == 1
    assert find("toux").threads == ()


def test_a_post_that_may_no_longer_be_found_is_removed_whatever_the_event(shelf: Shelf) -> None:
    shelf.documents = {"q": question("q", "toux")}
    feed.catch_up(shelf, NOON)
    say("put", "q")
    shelf.documents.clear()
    feed.catch_up(shelf, LATER)
    assert find("toux").threads == ()


def test_a_crash_between_commit_and_cursor_replays(shelf: Shelf, monkeypatch) -> None:
    feed.catch_up(shelf, NOON)
    shelf.documents = {"q": question("q", "toux")}
    say("put", "q")

    def crash(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(feed, "_remember", crash)
        with pytest.raises(SystemExit):
            feed.catch_up(shelf, LATER)
    assert find("toux").threads == ("q",)
    assert feed.catch_up(shelf, LATER) == 1
    assert find("toux").total == 1


def test_many_events_go_in_batches(shelf: Shelf, monkeypatch) -> None:
    monkeypatch.setattr(feed, "_BATCH", 3)
    feed.catch_up(shelf, NOON)
    shelf.documents = {f"q{n}": question(f"q{n}", "toux") for n in range(8)}
    say("put", *shelf.documents)
    assert feed.catch_up(shelf, LATER) == 8
    assert find("toux").total == 8


def test_events_dropped_unread_make_it_rebuild(shelf: Shelf) -> None:
    say("put", "old")
    feed.catch_up(shelf, NOON)
    say("put", "q")
    Event.objects.all().delete()
    shelf.documents = {"q": question("q", "toux")}
    feed.catch_up(shelf, NOON + dt.timedelta(days=9))
    assert find("toux").threads == ("q",)


def test_a_quiet_network_does_not_rebuild(shelf: Shelf, monkeypatch) -> None:
    say("put", "old")
    feed.catch_up(shelf, NOON)
    Event.objects.all().delete()
    monkeypatch.setattr(feed, "_rebuild", None)
    for minutes in range(0, 600, 20):
        feed.catch_up(shelf, NOON + dt.timedelta(minutes=minutes))


def test_a_database_restored_to_earlier_makes_it_rebuild(shelf: Shelf) -> None:
    say("put", "a")
    shelf.documents = {"q": question("q", "toux")}
    feed.catch_up(shelf, NOON)
    feed._remember(10**9, NOON)
    shelf.documents = {"r": question("r", "toux")}
    feed.catch_up(shelf, LATER)
    assert find("toux").threads == ("r",)


@pytest.mark.parametrize("damage", ["cursor", "current", "segments", "condemned"])
def test_a_damaged_index_is_rebuilt(shelf: Shelf, folder: Path, damage: str) -> None:
    shelf.documents = {"q": question("q", "toux")}
    feed.catch_up(shelf, NOON)
    if damage == "condemned":
        index.store().condemn()
    elif damage == "segments":
        for path in folder.glob("v*/*.json"):
            path.write_bytes(b"\0garbage")
        assert not find("toux").ready
    else:
        next(iter(folder.rglob(damage))).write_bytes(b"\0garbage")
    feed.catch_up(shelf, LATER)
    assert find("toux").threads == ("q",)


def test_erased_words_leave_the_disk(shelf: Shelf, folder: Path) -> None:
    """K18: an inverted index only marks what it drops; the clean-up writes it anew."""
    shelf.documents = {"q": question("q", "toux zzyzxique"), "r": question("r", "toux")}
    feed.catch_up(shelf, NOON)

    def on_disk() -> bool:
        return any(b"zzyzx" in p.read_bytes() for p in folder.rglob("*") if p.is_file())

    assert on_disk()
    del shelf.documents["q"]
    say("remove", "q")
    feed.catch_up(shelf, LATER)
    now = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    assert not feed.clean_up(shelf, now, after=dt.timedelta(hours=3))
    assert feed.clean_up(shelf, now, after=dt.timedelta(hours=1))
    assert not on_disk()
    assert not feed.clean_up(shelf, now, after=dt.timedelta(0))
    assert find("toux").threads == ("r",)


def test_one_feed_at_a_time(shelf: Shelf) -> None:
    """Two would race: one could put back what the other just removed (K18)."""
    with index.store().feeding(1), pytest.raises(BusyError):
        feed.catch_up(shelf, NOON, wait=0.1)
