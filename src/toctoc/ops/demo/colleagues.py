"""Invented colleagues answer what a visitor asks, within seconds, marked as demonstration."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.types import NotPublished, Writing
from toctoc.questions import actions
from toctoc.questions.models import Knock, Question
from toctoc.search.words import fold

from .content import replies

# Seconds after publication: a first voice soon, then others, as in a living network.
DELAYS = (4, 11, 24)
_WINDOW = dt.timedelta(minutes=10)


def answer_visitors(at: dt.datetime) -> int:
    """Write the demo replies that are due; idempotent: each has a token of its own."""
    asked = Question.objects.filter(
        asked_at__gte=at - _WINDOW, asker__is_demo=False, post__state=Post.State.PUBLISHED
    ).select_related("post")
    return sum(_answer(question, at) for question in asked)


def _answer(question: Question, at: dt.datetime) -> int:
    assert question.asked_at is not None
    elapsed = (at - question.asked_at).total_seconds()
    due = sum(elapsed >= delay for delay in DELAYS)
    done = Post.objects.filter(thread=question.post_id, by_demo=True).count()
    if done >= due:
        return 0
    chance = random.Random(f"{question.public_id}")  # noqa: S311
    voices = _voices(question, chance)
    texts = _texts(question, chance)
    written = 0
    for number in range(done, min(due, len(voices), len(texts))):
        text = texts[number]
        try:
            post, new = actions.reply(
                by=voices[number],
                question=question.public_id,
                kind=text["kind"],
                at=at,
                writing=Writing(text["body"], f"demo-{question.public_id}-{number}"),
            )
        except NotPublished:
            continue
        if new:
            actions.opened(post.pk, at=at)
            written += 1
    return written


def _voices(question: Question, chance: random.Random) -> list[Person]:
    """Colleagues who were knocked come first, the specialists among them before others.

    The same ones every time this is asked, and always enough of them for every reply.
    """
    knocked = Knock.objects.filter(question=question.pk, person__is_demo=True, ring=0)
    people = [knock.person for knock in knocked.select_related("person").order_by("id")[:12]]
    exact = [person for person in people if person.specialty in question.specialties]
    chance.shuffle(exact)
    others = [person for person in people if person not in exact]
    if question.post.audience == Post.Audience.NAMED:
        return [*exact, *others]
    spare = Person.objects.filter(is_demo=True, specialty__in=question.specialties)
    doctors = Person.objects.filter(is_demo=True, profession="10")
    more = [*spare.order_by("pk")[: len(DELAYS)], *doctors.order_by("pk")[: len(DELAYS) * 3]]
    return list(dict.fromkeys([*exact, *others, *more]))


def _texts(question: Question, chance: random.Random) -> list[dict[str, Any]]:
    """Replies whose keywords occur in the question, of its specialties first, then general ones."""
    text = fold(question.post.body)

    def fit(reply: dict[str, Any]) -> float:
        matched = sum(word in text for word in reply["keywords"])
        same = reply["specialty"] in question.specialties
        return 3 * matched + 2 * same + (1 if reply["specialty"] == "any" else 0) + chance.random()

    ranked = sorted(replies(), key=fit, reverse=True)
    fitting = [
        r
        for r in ranked
        if r["specialty"] in (*question.specialties, "any")
        and (
            not r["keywords"]
            or any(word in text for word in r["keywords"])
            or r["specialty"] == "any"
        )
    ]
    answers = [r for r in fitting if r["kind"] == Post.Kind.ANSWER]
    asking_back = [r for r in fitting if r["kind"] == Post.Kind.CLARIFICATION]
    return [*answers[:1], *asking_back[:1], *answers[1:2]]
