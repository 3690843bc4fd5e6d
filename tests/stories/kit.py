"""A patient's hand: requests as the page would send them."""

from __future__ import annotations

import datetime as dt

from tests.factories import NOON
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to
from toctoc.stories import actions
from toctoc.stories.challenge import new_challenge, solve
from toctoc.stories.models import Request, Story
from toctoc.stories.types import Claim, Receipt

HOUR = dt.timedelta(hours=1)
LATER = NOON + HOUR
HOME = "192.0.2.7"


def claim(post: Post | str = "", *, at: dt.datetime = LATER, **more: object) -> Claim:
    """A claim with its work done, about a post or described."""
    challenge = new_challenge(at)
    fields = {"address": HOME, "solution": solve(challenge)} | more
    target = post.public_id if isinstance(post, Post) else post
    return Claim(challenge=challenge, target=target, **fields)  # type: ignore[arg-type]


def pressed(post: Post | str, *, at: dt.datetime = LATER, **more: object) -> Receipt:
    """The patient presses the button."""
    return actions.submit(claim(post, at=at, **more), at=at)


def request_of(receipt: Receipt) -> Request:
    return Request.objects.get(pk=receipt.id)


def story_of(receipt: Receipt) -> Story:
    story = request_of(receipt).story
    assert story is not None
    return Story.objects.get(pk=story.pk)


def reads(person: object, post: Post) -> bool:
    return visible_to(person).filter(pk=post.pk).exists()  # type: ignore[arg-type]
