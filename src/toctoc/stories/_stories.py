"""What becomes of a message in which somebody recognised themself: one step a function, each in one
transaction, each safe to call twice."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from toctoc.ledger.actions import record
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.people.wording import names_somebody
from toctoc.posts.models import Hold, Post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.questions.types import NamingReason, NoReason
from toctoc.sealing import seal

from ._people import ask_seniors, tell_author, took_part, who
from ._telling import tell_patients
from .links import quotes
from .models import Request, Story
from .types import (
    ANSWER_IN,
    DECIDE_IN,
    REASONS_CHARACTERS,
    TRANSPOSE_IN,
    WORDS_CHARACTERS,
    Involved,
    NotTaken,
    TooLate,
)

State = Story.State
GONE = (Post.State.ERASED, Post.State.WITHDRAWN)
OUTCOMES = ("erase", "transpose", "restore")
_SHORTEST_REASON = 5


def open_or_join(
    post: Post, *, actor: str, asked_at: dt.datetime, withdrawn: bool = False, at: dt.datetime
) -> tuple[Story, bool]:
    """The story of this post that is open, or a new one; it hides the post before anybody judges.
    And whether it hid it now.

    Where a decision showed this very version again, a senior looks first: nobody can hide it for
    ever by asking again and again. A consent taken back since is a new fact, and hides (T15).
    """
    # One is open at most, and then it is the last one.
    last = Story.objects.select_for_update().filter(post=post).order_by("-id").first()
    fact = withdrawn and last is not None and not _withdrawn_before(last)
    if last is not None and last.is_open:
        return last, fact and _hide_meanwhile(last, actor, at)
    put_back = last is not None and last.state == State.RESTORED and last.version == post.version
    judged = put_back and not fact
    story = Story.objects.create(
        post=post,
        version=post.version,
        hidden=not judged,
        state=State.JUDGING if judged else State.ASKED,
        opened_at=at,
        due_at=asked_at + DECIDE_IN if judged else at + ANSWER_IN,
    )
    record(
        "story.open",
        at=at,
        actor=actor,
        about=story.cause,
        facts={"post": post.public_id, "version": post.version, "hidden": story.hidden},
    )
    if judged:
        ask_seniors(story, key="judge", at=at)
    else:
        _hide(story, actor, at)
        tell_author(story, key="ask", at=at)
    return story, story.hidden


def _withdrawn_before(story: Story) -> bool:
    return story.requests.filter(consent_withdrawn=True).exists()


def _hide_meanwhile(story: Story, actor: str, at: dt.datetime) -> bool:
    """What a senior was about to read again in full view goes out of sight; they still decide."""
    if story.hidden:
        return False
    story.hidden = True
    story.save(update_fields=["hidden"])
    record("story.withdrawn", at=at, actor=actor, about=story.cause)
    _hide(story, actor, at)
    tell_author(story, key="ask", at=at)
    return True


def _hide(story: Story, actor: str, at: dt.datetime) -> None:
    """The message; for one reply, those that repeat its words too."""
    for post in [story.post, *_quoting(story.post)]:
        questions.take_down(
            public_id=post.public_id, reason="story", actor=actor, cause=story.cause, at=at
        )


def _quoting(post: Post) -> list[Post]:
    if post.thread_id is None:
        return []  # the whole conversation is out of sight with its question
    others = Post.objects.filter(thread=post.thread_id, pk__gt=post.pk).exclude(state__in=GONE)
    return [other for other in others if quotes(other.body, post.body)]


def answer_author(*, by: Person, ref: str, yes: bool, note: str = "", at: dt.datetime) -> Story:
    """ "Est-ce ce patient ?" Yes erases for good, at any moment while it is open; no asks a senior.

    Raise `NotVisible` for anybody but the author, `TooLate` when it is decided or answered.
    """
    with transaction.atomic():
        story = _locked(ref)
        if story.post.author_id != by.pk:
            raise NotVisible
        if not story.is_open or (not yes and story.answer in (Story.Answer.YES, Story.Answer.NO)):
            raise TooLate
        if not yes and story.state == State.TRANSPOSING:
            raise TooLate
        story.answer = Story.Answer.YES if yes else Story.Answer.NO
        story.answered_at = at
        record(
            "story.answer", at=at, actor=who(by), about=story.cause, facts={"answer": story.answer}
        )
        if yes:
            _erase(story, actor=who(by), at=at)
        else:
            story.note = seal(note.strip()[:WORDS_CHARACTERS].encode()) if note.strip() else None
            _to_seniors(story, at)
        return story


def fall_silent(story_id: int, *, at: dt.datetime) -> bool:
    """Twenty-four hours without an answer: a senior decides."""
    with transaction.atomic():
        story = _due(story_id, State.ASKED, at)
        if story is None:
            return False
        story.answer = Story.Answer.SILENCE
        record("story.silence", at=at, actor="clock", about=story.cause)
        _to_seniors(story, at)
        return True


def _to_seniors(story: Story, at: dt.datetime) -> None:
    if story.state == State.ASKED:
        story.state = State.JUDGING
        story.due_at, story.escalated_at = story.opened_at + DECIDE_IN, None
        ask_seniors(story, key="judge", at=at)
        tell_patients(story, "judging")
    story.save()


def escalate(story_id: int, *, at: dt.datetime) -> bool:
    """Nobody decided in time: every senior and operator hears of it. It stays hidden meanwhile."""
    with transaction.atomic():
        story = _due(story_id, State.JUDGING, at)
        if story is None or story.escalated_at is not None:
            return False
        story.escalated_at = at
        story.save(update_fields=["escalated_at"])
        record("story.overdue", at=at, actor="clock", about=story.cause)
        # The version tells apart a second judgement, after a transposition.
        ask_seniors(story, key=f"late:{story.version}", everybody=True, at=at)
        return True


def take(*, by: Person, ref: str, at: dt.datetime) -> Story:
    """A senior says that they will decide; only then is the hidden text opened to them (ledger)."""
    with transaction.atomic():
        story = _locked(ref)
        _check_judges(by, story)
        if story.state != State.JUDGING:
            raise TooLate
        if story.taken_by_id != by.pk:
            story.taken_by, story.taken_at = by, at
            story.save(update_fields=["taken_by", "taken_at"])
            record("story.take", at=at, actor=who(by), about=story.cause)
        return story


def decide(*, by: Person, ref: str, outcome: str, reasons: str, at: dt.datetime) -> Story:
    """Erase, ask for another way to tell it, or show it again; the reasons go to both sides.

    Raise `TooLate`, `NotTaken`, `Involved`, `NoReason` or `NamingReason`.
    """
    reasons = reasons.strip()[:REASONS_CHARACTERS]
    if len(reasons) < _SHORTEST_REASON or outcome not in OUTCOMES:
        raise NoReason
    if names_somebody(reasons):
        raise NamingReason
    with transaction.atomic():
        story = _locked(ref)
        _check_judges(by, story)
        if story.state != State.JUDGING:
            raise TooLate
        if story.taken_by_id != by.pk:
            raise NotTaken
        story.decided_by, story.decided_at, story.reasons = by, at, reasons
        record("story.decide", at=at, actor=who(by), about=story.cause, facts={"outcome": outcome})
        if outcome == "erase":
            _erase(story, actor=who(by), at=at)
        elif outcome == "restore":
            _restore(story, by, at)
        else:
            _ask_transposed(story, by, at)
        tell_author(story, key=f"decided:{story.version}", at=at)
        return story


def _restore(story: Story, by: Person, at: dt.datetime) -> None:
    held = Hold.objects.filter(cause=story.cause, lifted_at=None).order_by("post")
    for public_id in list(held.values_list("post__public_id", flat=True)):
        questions.bring_back(
            public_id=public_id, reason="story", actor=who(by), cause=story.cause, at=at
        )
    _close(story, State.RESTORED, at)


def _ask_transposed(story: Story, by: Person, at: dt.datetime) -> None:
    if not story.hidden:
        story.hidden = True
        _hide(story, who(by), at)
    story.state, story.due_at, story.escalated_at = State.TRANSPOSING, at + TRANSPOSE_IN, None
    story.taken_by = story.taken_at = None
    story.save()
    tell_patients(story, "transposing")


def transpose(*, by: Person, ref: str, writing: Writing, at: dt.datetime) -> Story:
    """The author tells the case another way, through the guard; a senior compares and decides.

    What the message said before is destroyed. Raise `TooLate` or what the door says.
    """
    with transaction.atomic():
        story = _locked(ref)
        if story.post.author_id != by.pk:
            raise NotVisible
        if story.state != State.TRANSPOSING:
            raise TooLate
        post = questions.reword(by=by, public_id=story.post.public_id, writing=writing, at=at)
        if post is None:
            raise TooLate
        story.version, story.transposed_at = post.version, at
        story.state, story.due_at, story.escalated_at = State.JUDGING, at + DECIDE_IN, None
        story.save()
        record("story.transpose", at=at, actor=who(by), about=story.cause)
        ask_seniors(story, key=f"judge:{story.version}", at=at)
        return story


def give_up(story_id: int, *, at: dt.datetime) -> bool:
    """Two weeks and no other way to tell it: what a senior didn't let stand as it was is erased."""
    with transaction.atomic():
        story = _due(story_id, State.TRANSPOSING, at)
        if story is None:
            return False
        _erase(story, actor="clock", at=at)
        tell_author(story, key="erased", at=at)
        return True


def close_erased(story_id: int, *, at: dt.datetime) -> bool:
    """Its message was erased some other way: there is nothing left to decide."""
    with transaction.atomic():
        story = Story.objects.select_for_update(of=("self",)).filter(pk=story_id).first()
        if story is None or not story.is_open or story.post.state not in GONE:
            return False
        _close(story, State.ERASED, at)
        return True


def _erase(story: Story, *, actor: str, at: dt.datetime) -> None:
    """The message, and the whole conversation where it is the question; what quotes a reply too."""
    post = story.post
    whole = Q(pk=post.pk) | Q(thread=post.pk) | Q(holds__cause=story.cause)
    gone = Post.objects.filter(whole).exclude(state=Post.State.ERASED).distinct()
    ids = list(gone.order_by("-pk").values_list("pk", "public_id"))
    for _, public_id in ids:
        questions.destroy(public_id=public_id, reason="story", actor=actor, at=at)
    _close(story, State.ERASED, at)
    others = Story.objects.filter(post__in=[pk for pk, _ in ids], closed_at=None)
    for other in others.exclude(pk=story.pk).select_related("post"):
        _close(other, State.ERASED, at)


def _close(story: Story, state: str, at: dt.datetime) -> None:
    """What was only needed to decide is destroyed."""
    story.state, story.closed_at, story.due_at, story.note = state, at, None, None
    story.save()
    record("story.close", at=at, about=story.cause, facts={"state": str(state)})
    Request.objects.filter(story=story, closed_at=None).update(closed_at=at, words=None)
    tell_patients(story, str(state))


def _check_judges(by: Person, story: Story) -> None:
    if not by.is_senior:
        raise NotAllowed
    if took_part(by, story.post):
        raise Involved


def _locked(ref: str) -> Story:
    story = (
        Story.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(public_id=ref)
        .first()
    )
    if story is None:
        raise NotVisible
    return story


def _due(story_id: int, state: str, at: dt.datetime) -> Story | None:
    return (
        Story.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=story_id, state=state, due_at__lte=at)
        .first()
    )
