"""Questions and replies that live a given time, under given rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.factories import NOON, SEED, submission
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.questions import actions


def asked(
    by: Person,
    body: str = SEED,
    *,
    at: dt.datetime = NOON,
    experience: bool = False,
    keep_days: int | None = None,
) -> Post:
    """A published question."""
    ask = submission(body)
    writing = replace(ask.writing, experience=experience, keep_days=keep_days)
    post = actions.ask(by=by, ask=replace(ask, writing=writing), at=at)
    actions.opened(post.pk, at=at)
    return Post.objects.get(pk=post.pk)
