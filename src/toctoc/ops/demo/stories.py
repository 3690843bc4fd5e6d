"""Invented patients who recognised themselves: one of each state, through the room's own verbs."""

from __future__ import annotations

import datetime as dt

from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.stories import actions
from toctoc.stories.challenge import new_challenge, solve
from toctoc.stories.models import Request, Story
from toctoc.stories.types import Claim

_DESCRIBED = (
    "La semaine dernière.\nUne question d’un médecin.\n"
    "Cela parlait d’une personne qui voit trouble depuis un nouveau traitement."
)
_KEPT = "Les détails sont trop courants pour désigner quelqu’un, et le propos est respectueux."


def fill(at: dt.datetime) -> int:
    """A message just hidden (its author is asked), one that a senior must decide, one put back,
    one erased, and a description to look for. Return how many; none where there is too little."""
    senior = Person.objects.filter(role__in=("senior", "operator"), is_active=True).first()
    posts = _posts(but=senior)
    if senior is None or len(posts) < 4:
        return 0
    asked, judged, kept, erased = posts[:4]
    _press(asked, at - dt.timedelta(hours=2))
    _answer(_press(judged, at - dt.timedelta(hours=30)), yes=False)
    _decide(_answer(_press(kept, at - dt.timedelta(days=9)), yes=False), senior)
    _answer(_press(erased, at - dt.timedelta(days=5)), yes=True)
    _send(Claim(new_challenge(at), "192.0.2.9", words=_DESCRIBED), at - dt.timedelta(minutes=20))
    return 5


def _posts(*, but: Person | None) -> list[Post]:
    """Questions of visitors' own roles first (they can answer), none where the senior took part."""
    questions = Post.objects.filter(thread=None, state="published", audience="professionals")
    neutral = questions.exclude(author=but).exclude(replies__author=but)
    return list(neutral.order_by("-author__email", "-pk").select_related("author")[:4])


def _press(post: Post, at: dt.datetime) -> Story:
    number = Request.objects.count() + 1
    request = _send(Claim("", f"192.0.2.{number}", target=post.public_id), at)
    assert request.story is not None
    actions.note_hidden_in(request.pk, 0.04 + number / 100)
    return request.story


def _send(claim: Claim, at: dt.datetime) -> Request:
    challenge = new_challenge(at)
    done = Claim(challenge, claim.address, solve(challenge), target=claim.target, words=claim.words)
    receipt = actions.submit(done, at=at)
    return Request.objects.select_related("story").get(pk=receipt.id)


def _answer(story: Story, *, yes: bool) -> Story:
    at = story.opened_at + dt.timedelta(hours=3)
    return actions.answer_author(by=story.post.author, ref=story.public_id, yes=yes, at=at)


def _decide(story: Story, senior: Person) -> Story:
    at = story.opened_at + dt.timedelta(hours=20)
    actions.take(by=senior, ref=story.public_id, at=at)
    return actions.decide(by=senior, ref=story.public_id, outcome="restore", reasons=_KEPT, at=at)
