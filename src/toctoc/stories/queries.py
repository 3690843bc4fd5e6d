"""Read stories: each reader what is theirs. The patient by their secret, the author their own post,
a moderator what waits, a senior what they took."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.models import Post
from toctoc.sealing import Unsealable, unseal

from ._people import not_involving
from ._requests import hash_of, parts_of
from ._stories import _check_judges
from .models import Request, Story
from .types import Waiting

__all__ = ["parts_of"]
_MOST = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A story with the words it is about, for its author or the senior who took it."""

    story: Story
    posts: list[Post]  # the question first, where it is about a conversation
    withdrawn: bool  # one of the patients takes back a consent they had given
    note: str
    requests: int


def access_request(secret: str) -> Request:
    """The patient's own, by the secret of their follow-up link; `NotVisible` for any other."""
    request = Request.objects.filter(token=hash_of(secret)).select_related("story").first()
    if request is None:
        raise NotVisible
    return request


def access_confirmation(secret: str) -> Request:
    request = Request.objects.filter(confirm=hash_of(secret)).first()
    if request is None or request.state != Request.State.CONFIRMING:
        raise NotVisible
    return request


def is_unreadable(request_id: int) -> bool:
    """Whether what this request hid is out of everybody's sight, as the database says now."""
    hidden = Post.objects.filter(stories__requests=request_id)
    return hidden.exists() and not hidden.filter(state=Post.State.PUBLISHED).exists()


def access_own_story(by: Person, ref: str) -> Opened:
    """For the author of the message, and nobody else."""
    story = _story(ref)
    if story.post.author_id != by.pk:
        raise NotVisible
    return _opened(story, whole=False)


def is_author(by: Person, ref: str) -> bool:
    return Story.objects.filter(public_id=ref, post__author=by).exists()


def access_story(by: Person, ref: str) -> Story:
    """For a senior who may judge it; its words come with `open_taken`. `Involved` otherwise."""
    if not by.is_senior:
        raise NotVisible
    story = _story(ref)
    _check_judges(by, story)
    return story


def open_taken(by: Person, story: Story) -> Opened | None:
    """The hidden words, for the senior who took the story (the ledger says so); else None."""
    taken = story.taken_by_id == by.pk and story.state == Story.State.JUDGING
    return _opened(story, whole=True) if taken else None


def _story(ref: str) -> Story:
    story = Story.objects.filter(public_id=ref).select_related("post", "post__thread").first()
    if story is None:
        raise NotVisible
    return story


def _opened(story: Story, *, whole: bool) -> Opened:
    posts = [story.post]
    if whole:
        post = story.post
        around = Q(thread=post.pk) if post.thread_id is None else Q(pk=post.thread_id)
        gone = (Post.State.ERASED, Post.State.WITHDRAWN)
        posts += Post.objects.filter(around).exclude(state__in=gone).order_by("pk")[:100]
    said = story.requests.aggregate(
        all=Count("pk"), withdrawn=Count("pk", filter=Q(consent_withdrawn=True))
    )
    return Opened(story, posts, bool(said["withdrawn"]), _unsealed(story.note), said["all"])


def _unsealed(data: bytes | memoryview | None) -> str:
    if data is None:
        return ""
    try:
        return unseal(data).decode()
    except Unsealable:  # the key is lost
        return ""


def access_search(by: Person, number: str) -> tuple[Request, str]:
    """A description and what it says, for a moderator, while they look for the message."""
    if not by.is_moderator:
        raise NotVisible
    year, rank = parts_of(number)
    request = Request.objects.filter(year=year, rank=rank, state=Request.State.SEARCHING).first()
    if request is None:
        raise NotVisible
    return request, _unsealed(request.words)


def waiting_for(by: Person, *, at: dt.datetime) -> list[Waiting]:
    """What waits for this moderator, the most pressing first: never what they took part in."""
    if not by.is_moderator:
        raise NotAllowed
    found = [_search_line(one, at) for one in _searching()]
    if by.is_senior:
        stories = to_judge(by).order_by("due_at")[:_MOST]
        found += [_story_line(one, at) for one in stories]
    return sorted(found, key=lambda one: one.due_at)


def _searching() -> list[Request]:
    return list(searching().order_by("due_at")[:_MOST])


def searching() -> QuerySet[Request]:
    """Descriptions whose message moderators still look for."""
    return Request.objects.filter(state=Request.State.SEARCHING, due_at__isnull=False)


def to_judge(by: Person) -> QuerySet[Story]:
    """What a senior decides, but where they have a part."""
    judging = Story.objects.filter(state=Story.State.JUDGING, due_at__isnull=False)
    return not_involving(by, judging)


def _search_line(one: Request, at: dt.datetime) -> Waiting:
    assert one.due_at is not None
    url = f"/moderation/histoires/recherche/{one.number}/"
    return Waiting("search", one.number, one.number, one.at, one.due_at, one.due_at <= at, url)


def _story_line(one: Story, at: dt.datetime) -> Waiting:
    assert one.due_at is not None
    url = f"/moderation/histoires/{one.public_id}/"
    late = one.due_at <= at
    return Waiting("story", one.public_id, "", one.opened_at, one.due_at, late, url)


def counts(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
    """Figures of a period, counted when they happened; nothing that tells who."""
    requests = Request.objects.filter(at__gte=since, at__lt=until).aggregate(
        requests=Count("pk"),
        hidden_by_link=Count("pk", filter=Q(hid=True)),
        by_words=Count("pk", filter=Q(by_link=False)),
        not_found=Count("pk", filter=Q(state=Request.State.NOT_FOUND)),
        unknown=Count("pk", filter=Q(state=Request.State.UNKNOWN)),
        searches_overdue=Count("pk", filter=Q(escalated_at__isnull=False)),
    )
    closed = Story.objects.filter(closed_at__gte=since, closed_at__lt=until).aggregate(
        erased=Count("pk", filter=Q(state=Story.State.ERASED)),
        erased_by_author=Count("pk", filter=Q(state=Story.State.ERASED, answer="yes")),
        restored=Count("pk", filter=Q(state=Story.State.RESTORED, transposed_at=None)),
        transposed=Count("pk", filter=Q(state=Story.State.RESTORED, transposed_at__isnull=False)),
    )
    opened = Story.objects.filter(opened_at__gte=since, opened_at__lt=until).aggregate(
        opened=Count("pk"), overdue=Count("pk", filter=Q(escalated_at__isnull=False))
    )
    return dict(Counter(requests) + Counter(closed) + Counter(opened)) | {
        name: 0 for name, count in (requests | closed | opened).items() if not count
    }


def delays(since: dt.datetime, until: dt.datetime) -> dict[str, list[float]]:
    """Seconds, of what was asked in a period: until it was unreadable, found, answered, closed."""
    requests = Request.objects.filter(at__gte=since, at__lt=until)
    stories = Story.objects.filter(opened_at__gte=since, opened_at__lt=until)
    answered = stories.filter(answered_at__isnull=False).values_list("opened_at", "answered_at")
    closed = stories.filter(closed_at__isnull=False).values_list("opened_at", "closed_at")
    searched = requests.filter(answered_at__isnull=False).values_list("at", "answered_at")
    hidden = requests.filter(hidden_in__isnull=False).values_list("hidden_in", flat=True)
    return {
        "hidden": sorted(one for one in hidden if one is not None),
        "searched": _seconds(searched),
        "answered": _seconds(answered),
        "closed": _seconds(closed),
    }


def _seconds(pairs: object) -> list[float]:
    return sorted((end - start).total_seconds() for start, end in pairs)  # type: ignore[attr-defined]


def last_hidden_in() -> float | None:
    """Seconds from the press to unreadable, of the last message hidden by link; as measured."""
    measured = Request.objects.filter(hidden_in__isnull=False).order_by("-at")
    return measured.values_list("hidden_in", flat=True).first()
