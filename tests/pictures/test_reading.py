"""Files in memory: read in turn, nothing lost in silence, nothing kept that should not be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests.factories import NOON, member
from tests.pictures import kit
from toctoc.guard.files.read import Reading
from toctoc.guard.files.types import Status
from toctoc.live.models import Event
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.pictures import _reading, actions, clock, queries
from toctoc.pictures.models import Picture, Upload
from toctoc.pictures.types import Busy, Off, TooManyFiles

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def send(person: Person, token: str = "t", *, target: str = "ask", data: bytes = kit.PNG) -> str:
    return actions.send(by=person, target=target, token=token, data=data, name="a.png", at=NOON)


def state(upload: str) -> tuple[str, str]:
    row = Upload.objects.get(public_id=upload)
    return row.state, row.why


def told(person: Person, upload: str) -> int:
    """How often the author's open page heard of this file."""
    topic = f"person:{person.public_id}"
    return Event.objects.filter(topic=topic, kind="upload", ref=upload).count()


def test_a_file_waits_is_read_and_comes_back_for_its_author_to_look() -> None:
    """D5: the page hears of each step; what was read is sealed."""
    author = member()

    def reader(data: bytes, *, progress: Any, **said: Any) -> Reading:
        assert (data, said["drafts"], said["name"]) == (kit.PNG, True, "a.png")
        progress(0, 2)
        progress(1, 2)
        return kit.reading(kit.FACE, kit.MAYBE, pages=2)

    with kit.pool(reader) as queue:
        upload = send(author)
        assert state(upload) == ("waiting", "")
        assert queue.drain() == 1
    sent = queries.review(author, upload)
    assert (sent.state, sent.done, sent.pages) == ("review", 2, 2)
    assert [box.id for box in sent.sheets[0].found] == ["b1", "b2"]
    assert sent.sheets[1].found == ()
    assert told(author, upload) == 5
    row = Picture.objects.first()
    assert row is not None
    assert b"RIFF" not in bytes(row.draft) + bytes(row.derivative)
    assert queries.draft_bytes(author, row.public_id)[:4] == b"RIFF"
    with pytest.raises(NotVisible):
        queries.preview_bytes(author, row.public_id)


@pytest.mark.parametrize("code", ["heavy", "damaged", "jail", "pages"])
def test_a_child_that_dies_refuses_the_file_with_its_code(code: str) -> None:
    author = member()
    with kit.pool(lambda *_d, **_m: Reading(Status.REFUSED, why=code)) as queue:
        upload = send(author)
        queue.drain()
    assert state(upload) == ("refused", code)
    assert told(author, upload) == 3
    assert not Picture.objects.exists()


def test_a_reader_that_fails_is_a_refusal_and_the_next_file_is_read() -> None:
    author = member()

    def reader(data: bytes, **_more: Any) -> Reading:
        if data.endswith(b"bad"):
            raise MemoryError
        return kit.reading()

    with kit.pool(reader) as queue:
        bad, good = send(author, "1", data=kit.PNG + b"bad"), send(author, "2")
        queue.drain()
    assert [state(bad), state(good)] == [("refused", "jail"), ("review", "")]


def test_a_video_is_refused_at_once_and_never_read() -> None:
    """D8."""
    author = member()
    with kit.pool() as queue:
        upload = send(author, data=b"\x1a\x45\xdf\xa3" + b"\0" * 60)
        assert queue.drain() == 0
    assert state(upload) == ("refused", "video")


def test_a_full_disk_loses_the_file_and_its_author_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half kept: neither pages nor words."""
    author = member()

    def full(*_a: Any, **_k: Any) -> None:
        raise OperationalError("database or disk is full")

    with kit.pool() as queue:
        upload = send(author)
        monkeypatch.setattr(Picture, "save", full)
        queue.drain()
    assert state(upload) == ("lost", "")
    assert not Picture.objects.exists()
    assert bytes(Upload.objects.get().words) == b""
    assert told(author, upload) == 3


def test_where_even_that_cannot_be_written_the_clock_says_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    author = member()

    def full(*_a: Any, **_k: Any) -> None:
        raise OperationalError("database or disk is full")

    with kit.pool() as queue:
        upload = send(author)
        with monkeypatch.context() as disk:
            disk.setattr(_reading, "keep", full)
            disk.setattr(_reading, "lose", full)
            queue.drain()
    assert state(upload) == ("reading", "")
    later = timezone.now() + clock.SILENT + MINUTE
    assert clock.tick(later) == 1
    assert state(upload) == ("lost", "")


def test_what_a_killed_process_held_is_lost_once_and_can_be_sent_again() -> None:
    """Two clocks look; the author is told once, and the same file comes back on its own line."""
    author = member()
    with kit.pool():
        upload = send(author)
    heard = told(author, upload)
    assert clock.tick(NOON + clock.SILENT - MINUTE) == 0
    later = NOON + clock.SILENT + MINUTE
    assert (clock.tick(later), clock.tick(later)) == (1, 0)
    assert (state(upload), told(author, upload)) == (("lost", ""), heard + 1)
    with kit.pool() as queue:
        assert send(author) == upload
        queue.drain()
    assert state(upload) == ("review", "")


def test_a_process_that_beats_is_not_thought_dead() -> None:
    author = member()
    with kit.pool():
        upload = send(author)
    later = NOON + clock.SILENT + MINUTE
    pk = Upload.objects.get().pk
    assert _reading.beat([pk], later) == 1
    assert clock.tick(later) == 0
    assert state(upload) == ("waiting", "")


def test_a_process_that_stops_in_order_says_so_at_once() -> None:
    author = member()
    with kit.pool() as queue:
        uploads = [send(author, str(n)) for n in range(3)]
        queue.stop()
        assert {state(one) for one in uploads} == {("lost", "")}
        with pytest.raises(Busy):
            send(author, "late")
    assert Upload.objects.count() == 3


def test_two_processes_with_the_same_row_make_one_reading() -> None:
    """A process thought dead comes back while another reads what was sent again."""
    author = member()
    with kit.pool() as slow:
        upload = send(author)
        Upload.objects.update(state="lost")
    with kit.pool() as quick:
        assert send(author) == upload
        assert quick.drain() == 1
    assert slow.drain() == 1
    assert state(upload) == ("review", "")
    assert Picture.objects.count() == 1


def test_a_member_with_many_files_does_not_keep_others_waiting() -> None:
    order: list[bytes] = []

    def reader(data: bytes, **_more: Any) -> Reading:
        order.append(data[-1:])
        return kit.reading()

    busy, other = member(), member()
    with kit.pool(reader) as queue:
        for n in range(3):
            send(busy, str(n), data=kit.PNG + b"b")
        send(other, data=kit.PNG + b"o")
        queue.drain()
    assert b"".join(order) == b"bobb"


def test_more_than_memory_holds_is_asked_to_come_back_and_nothing_is_kept(settings: Any) -> None:
    settings.TOCTOC_PICTURES = settings.TOCTOC_PICTURES | {"megabytes_waiting": 1}
    author, data = member(), kit.PNG + b"\0" * 600_000
    with kit.pool() as queue:
        send(author, "1", data=data)
        with pytest.raises(Busy) as busy:
            send(author, "2", data=data)
        assert busy.value.seconds > 0
        assert Upload.objects.count() == 1
        queue.drain()
        send(author, "2", data=data)
        queue.drain()
    assert set(Upload.objects.values_list("state", flat=True)) == {"review"}


def test_a_thousand_files_and_none_is_forgotten(settings: Any) -> None:
    """Twenty members of ten texts each; some files crash, some are taken back: each row has an end,
    and memory is empty."""
    settings.TOCTOC_LIMITS = {"picture": (1000, 1000)}
    people = [member() for _ in range(20)]
    places = [f"token-{n}" for n in range(1000)]

    def reader(data: bytes, **_more: Any) -> Reading:
        if data.endswith(b"7"):
            return Reading(Status.REFUSED, why="damaged")
        if data.endswith(b"9"):
            raise OSError
        return Reading(Status.CLEAN)

    with kit.pool(reader) as queue:
        for n, token in enumerate(places):
            if n % 200 == 199:
                queue.drain()
                Upload.objects.update(target="elsewhere")
            send(people[n % 20], token, data=kit.PNG + str(n).encode())
        back = list(Upload.objects.filter(state="waiting")[:20])
        for one in back:
            actions.discard(by=one.person, upload=one.public_id, at=NOON)
        queue.drain()
        assert (queue._bytes, queue._held) == (0, {})
    ends = list(Upload.objects.values_list("state", flat=True))
    assert len(ends) == 1000 - len(back)
    assert set(ends) == {"review", "refused"}


def test_what_its_author_takes_back_leaves_memory_and_rows_at_once() -> None:
    author = member()
    with kit.pool() as queue:
        upload = send(author)
        actions.discard(by=author, upload=upload, at=NOON)
        assert (queue.drain(), queue._bytes) == (0, 0)
    assert not Upload.objects.exists()


def test_taken_back_while_it_is_read_the_child_ends_and_nothing_is_written() -> None:
    author = member()

    def reader(_data: bytes, *, progress: Any, **_more: Any) -> Reading:
        actions.discard(by=author, upload=Upload.objects.get().public_id, at=NOON)
        progress(0, 1)
        raise AssertionError("the child should be ended")

    with kit.pool(reader) as queue:
        send(author)
        queue.drain()
        assert queue._bytes == 0
    assert not Upload.objects.exists()
    assert not Picture.objects.exists()


def test_a_double_click_is_one_file() -> None:
    author = member()
    with kit.pool() as queue:
        assert send(author) == send(author)
        assert queue.drain() == 1
    assert Upload.objects.count() == 1


def test_ten_files_a_text() -> None:
    author = member()
    with kit.pool():
        for n in range(10):
            send(author, str(n))
        with pytest.raises(TooManyFiles):
            send(author, "one more")


def test_who_may_not_write_the_text_sends_nothing_for_it() -> None:
    author, stranger = member(), member()
    Person.objects.filter(pk=stranger.pk).update(standing="read_only")
    with kit.pool():
        with pytest.raises(NotAllowed):
            send(Person.objects.get(pk=stranger.pk))
        for target in ("reply:000000000000", "edit:000000000000", "elsewhere"):
            with pytest.raises(NotVisible):
                send(author, target=target)
    assert not Upload.objects.exists()


def test_off_says_why(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    author = member()
    with monkeypatch.context() as bare:
        bare.setattr(queries, "_missing", lambda: ("pydicom",))
        assert queries.why_off() == ("pydicom",)
        with pytest.raises(Off):
            send(author)
    settings.TOCTOC_PICTURES = settings.TOCTOC_PICTURES | {"on": False}
    assert queries.why_off() == ("setting",)


def test_a_draft_lives_a_day_and_the_file_is_then_sent_again() -> None:
    author = member()
    upload = kit.ready(author)
    row = Upload.objects.get()
    assert row.drafts_until is not None
    assert clock.tick(row.drafts_until - MINUTE) == 0
    assert clock.tick(row.drafts_until) == 1
    assert state(upload) == ("lost", "old")
    assert not Picture.objects.exists()
    assert clock.forget_before(NOON + dt.timedelta(days=1)) == 1
    assert not Upload.objects.exists()
