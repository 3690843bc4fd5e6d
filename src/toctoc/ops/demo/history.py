"""Play the invented threads through the same doors as everybody's, in the order of time."""

from __future__ import annotations

import datetime as dt
import heapq
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.types import NotPublished, Writing
from toctoc.questions import actions, clock
from toctoc.questions.models import Knock
from toctoc.questions.types import Ask

from .people import PROFESSION_OF_KIND

WAIT = dt.timedelta(seconds=35)
HASTE = 0.5  # the threads were written for a slower network than the one that knocks


@dataclass
class History:
    """A small calendar of what happened: (when, what to do), played from the oldest."""

    people: list[Person]
    now: dt.datetime
    refused: list[str] = field(default_factory=list)
    # Threads are the same at every fill: a demo can be described, tested and shown.
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    _events: list[tuple[dt.datetime, int, Callable[[dt.datetime], None]]] = field(
        default_factory=list
    )
    _number: Iterator[int] = field(default_factory=count)

    def add(self, at: dt.datetime, do: Callable[[dt.datetime], None]) -> None:
        heapq.heappush(self._events, (at, next(self._number), do))

    def play(self) -> None:
        while self._events:
            at, _, do = heapq.heappop(self._events)
            do(at)

    def pick(self, by: dict[str, Any], not_in: set[int], knocked: Collection[int] = ()) -> Person:
        """A member who fits the description, else one of the profession, else anybody.

        Those who were knocked answer more often than others, as in a real network.
        """
        kind = by.get("kind", "specialist")
        profession = PROFESSION_OF_KIND.get(kind, "10")
        free = [p for p in self.people if p.pk not in not_in and p.profession == profession]
        called = [p for p in free if p.pk in knocked and p.specialty == by.get("specialty")]
        if called:
            return self.chance.choice(called)
        stage = Person.Stage.INTERN if kind == "intern" else Person.Stage.PRACTISING
        exact = [p for p in free if p.specialty == by.get("specialty") and p.stage == stage]
        same = [p for p in free if p.specialty == by.get("specialty")]
        return self.chance.choice(exact or same or free or self.people)


def fill(threads: list[dict[str, Any]], people: list[Person], now: dt.datetime) -> list[str]:
    """Write the threads; return the ids of posts that the guard refused (there should be none)."""
    history = History(people, now)
    for thread in threads:
        asked = now - dt.timedelta(hours=float(thread["hours_ago"]))
        history.add(asked, _asking(history, thread))
    history.play()
    return history.refused


def _asking(history: History, thread: dict[str, Any]) -> Callable[[dt.datetime], None]:
    def do(at: dt.datetime) -> None:
        asker = history.pick(thread["asker"], set())
        submission = Ask(
            Writing(thread["body"], f"demo-{thread['id']}", thread["signature"]),
            tuple(thread["specialties"]),
            "professionals",
            False,
            False,
        )
        try:
            post = actions.ask(by=asker, ask=submission, at=at)
        except NotPublished:
            history.refused.append(thread["id"])
            return
        _soon(history, at)
        speakers: dict[str, Person] = {"asker": asker}
        for number, reply in enumerate(thread["posts"]):
            later = at + WAIT + dt.timedelta(minutes=float(reply["after_minutes"]) * HASTE)
            if later < history.now:
                history.add(later, _replying(history, thread, number, post, speakers))
        for minutes in (11, 31):
            history.add(at + dt.timedelta(minutes=minutes), clock_at(history))

    return do


def _replying(
    history: History,
    thread: dict[str, Any],
    number: int,
    question: Post,
    speakers: dict[str, Person],
) -> Callable[[dt.datetime], None]:
    def do(at: dt.datetime) -> None:
        reply = thread["posts"][number]
        name = reply["speaker"]
        if name not in speakers:
            taken = {person.pk for person in speakers.values()}
            knocked = set(
                Knock.objects.filter(question=question.pk).values_list("person", flat=True)
            )
            speakers[name] = history.pick(reply["by"], taken, knocked)
        kind = reply["kind"]
        if name == "asker" and kind in (Post.Kind.ANSWER, Post.Kind.CLARIFICATION):
            kind = Post.Kind.COMPLEMENT
        writing = Writing(reply["body"], f"demo-{thread['id']}-{number}")
        try:
            post, _ = actions.reply(
                by=speakers[name], question=question.public_id, kind=kind, writing=writing, at=at
            )
        except NotPublished:
            history.refused.append(f"{thread['id']}/{number}")
            return
        _soon(history, at)
        if reply.get("helped") and kind == Post.Kind.ANSWER:
            history.add(at + dt.timedelta(minutes=20), _helping(speakers["asker"], post))

    return do


def _helping(asker: Person, post: Post) -> Callable[[dt.datetime], None]:
    def do(at: dt.datetime) -> None:
        actions.mark_helped(by=asker, public_id=post.public_id, helped=True, at=at)

    return do


def _soon(history: History, at: dt.datetime) -> None:
    if at + WAIT < history.now:
        history.add(at + WAIT, clock_at(history))


def clock_at(history: History) -> Callable[[dt.datetime], None]:
    def do(at: dt.datetime) -> None:
        if at < history.now:
            clock.tick(at)

    return do
