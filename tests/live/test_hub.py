"""An answer is on every open page at once; nobody hears what isn't theirs (point 6)."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest
from django.test import override_settings

from toctoc.live import hub as hub_module
from toctoc.live import queries
from toctoc.live.actions import forget_before
from toctoc.live.hub import Hub
from toctoc.people.models import Person

from .conftest import NOON, Browser, colleague, cookie_of, in_database, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_is_heard_by_those_who_read_the_question(live: Any) -> None:
    cookie = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        reader = Browser(hub, cookie, "topics=question:abc,home")
        elsewhere = Browser(hub, cookie, "topics=question:zzz")
        await reader.sees("event: ready")
        await elsewhere.sees("event: ready")
        number = await say("question:abc", ref="xyz")
        await reader.sees(f"id: {number}\nevent: question\n")
        assert '{"topic":"question:abc","kind":"answer","ref":"xyz"}' in reader.text
        assert "xyz" not in elsewhere.text
        assert reader.headers[b"content-type"].startswith(b"text/event-stream")
        assert reader.headers[b"x-accel-buffering"] == b"no"

    live(story)


def test_what_was_missed_is_replayed_in_order(live: Any) -> None:
    person = colleague()
    cookie = cookie_of(person)

    async def story(hub: Hub) -> None:
        first = await say("question:abc", ref="one")
        await say("question:abc", ref="two")
        before_the_hub = Browser(hub, cookie, "topics=question:abc", last_event_id=str(first))
        await before_the_hub.sees("event: ready")
        assert '"two"' in before_the_hub.text
        assert '"one"' not in before_the_hub.text
        third = await say("question:abc", ref="three")
        await before_the_hub.sees('"three"')
        await say("home", ref="four")
        await before_the_hub.sees("three")
        again = Browser(hub, cookie, f"topics=question:abc,home&last={third - 1}")
        await again.sees('"four"')
        assert again.text.index('"three"') < again.text.index('"four"')

    live(story)


def test_forgotten_events_ask_for_a_fresh_page(live: Any) -> None:
    cookie = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        first = await say("home", ref="one")
        await say("home", ref="two")
        await say("home", ref="three")
        await in_database(lambda: forget_before(NOON + dt.timedelta(days=1)))
        late = Browser(hub, cookie, "topics=home", last_event_id=str(first))
        await late.sees("event: reload")
        restored = Browser(hub, cookie, "topics=home", last_event_id="999999")
        await restored.sees("event: reload")

    live(story)


def test_strangers_and_candidates_hear_nothing(live: Any) -> None:
    """D1: nothing before proof."""
    candidate = cookie_of(colleague("new", standing=Person.Standing.UNPROVEN))
    member = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        for cookie, query, status in (
            ("", "topics=home", 401),
            ("toctoc=forged", "topics=home", 401),
            (candidate, "topics=home", 403),
            (member, "topics=person:someoneelse", 403),
            (member, "topics=all", 400),
            (member, "", 400),
            (member, "&".join(f"a{n}=1" for n in range(30)), 400),
        ):
            assert await Browser(hub, cookie, query).answered() == status
        crossing = Browser(hub, member, "topics=home", sec_fetch_site="cross-site")
        assert await crossing.answered() == 403

    live(story)


def test_a_suspended_member_is_cut_at_once(live: Any) -> None:
    person, other = colleague(), colleague("bob")
    cookie, other_cookie = cookie_of(person), cookie_of(other)

    async def story(hub: Hub) -> None:
        stream = Browser(hub, cookie, "topics=me,home")
        neighbour = Browser(hub, other_cookie, "topics=me,home")
        await stream.sees("event: ready")
        await neighbour.sees("event: ready")
        await in_database(
            lambda: Person.objects.filter(pk=person.pk).update(standing=Person.Standing.SUSPENDED)
        )
        await say(f"person:{person.public_id}", kind="standing")
        await stream.until(lambda: stream.closed)
        await say("home", ref="after")
        await neighbour.sees("after")
        assert "after" not in stream.text

    live(story)


@pytest.mark.parametrize("how", ["signs out", "changes the password", "is deactivated"])
def test_a_stream_ends_with_its_session(live: Any, how: str) -> None:
    """T11."""
    person = colleague()
    cookie = cookie_of(person)

    def happen() -> None:
        from django.contrib.sessions.models import Session

        if how == "signs out":
            Session.objects.all().delete()
        elif how == "changes the password":
            person.set_password("another one, longer")
            person.save()
        else:
            Person.objects.filter(pk=person.pk).update(is_active=False)

    async def story(hub: Hub) -> None:
        stream = Browser(hub, cookie, "topics=home")
        await stream.sees("event: ready")
        await hub._recheck()
        assert not stream.closed
        await in_database(happen)
        await hub._recheck()
        await stream.until(lambda: stream.closed)

    live(story)


@override_settings(TOCTOC_LIVE={"per_person": 2, "connections": 100})
def test_one_person_opens_so_many_streams(live: Any) -> None:
    cookie, other = cookie_of(colleague()), cookie_of(colleague("bob"))

    async def story(hub: Hub) -> None:
        two = [Browser(hub, cookie, "topics=home") for _ in range(2)]
        for stream in two:
            await stream.sees("event: ready")
        assert await Browser(hub, cookie, "topics=home").answered() == 429
        assert await Browser(hub, other, "topics=home").answered() == 200
        two[0].leave()
        await two[0].task
        assert await Browser(hub, cookie, "topics=home").answered() == 200

    live(story)


def test_a_reader_who_does_not_read_holds_up_nobody(live: Any) -> None:
    cookie = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        slow, quick = (Browser(hub, cookie, "topics=home") for _ in range(2))
        await slow.sees("event: ready")
        await quick.sees("event: ready")
        slow.gate.clear()
        for number in range(80):
            hub._deliver([hub_module.sse.Row(1000 + number, "home", "ask", str(number))])
            await asyncio.sleep(0)
        await quick.sees('"79"')
        await slow.task
        assert hub.counts["dropped"] == 1
        assert hub.connections == 1

    live(story)


def test_a_stopping_hub_says_when_to_come_back(live: Any) -> None:
    cookie = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        stream = Browser(hub, cookie, "topics=home")
        await stream.sees("event: ready")
        await hub.stop()
        await stream.until(lambda: stream.closed)
        assert stream.text.count("retry: ") == 2

    live(story)


def test_a_lost_database_delays_events_and_loses_none(
    live: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(colleague())
    honest, failures = queries.events_since, iter([True, True])

    def failing(last: int, *, limit: int = 1000) -> Any:
        if last and next(failures, False):
            raise RuntimeError("the database is away")
        return honest(last, limit=limit)

    async def story(hub: Hub) -> None:
        stream = Browser(hub, cookie, "topics=home")
        await stream.sees("event: ready")
        monkeypatch.setattr(queries, "events_since", failing)
        for word in ("one", "two", "three"):
            await say("home", ref=word)
        await stream.sees('"three"')
        assert stream.text.index('"one"') < stream.text.index('"two"')
        assert stream.text.count('"one"') == 1

    live(story)


def test_what_happens_between_the_page_and_its_stream_is_heard(live: Any) -> None:
    cookie = cookie_of(colleague())

    async def story(hub: Hub) -> None:
        await say("home", ref="long ago")  # all of these are said at noon
        made = int(NOON.timestamp())
        early = Browser(hub, cookie, f"topics=home&since={made}")
        await early.sees("event: ready")
        assert "long ago" in early.text
        late = Browser(hub, cookie, f"topics=home&since={made + 60}")
        await late.sees("event: ready")
        assert "long ago" not in late.text
        for odd in ("x", "-1", "9" * 18):
            assert await Browser(hub, cookie, f"topics=home&since={odd}").answered() == 200

    live(story)
