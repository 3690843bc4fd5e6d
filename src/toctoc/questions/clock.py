"""What time brings: releases, rings, the question "how did it end?", habits learned.

Work is found in rows, never only in a queue: a worker that dies loses nothing, and two workers
do each thing once because every step locks its row and moves it in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction

from toctoc.due import each, ids
from toctoc.notify.actions import Line, learn_missed, tell
from toctoc.notify.models import Notice
from toctoc.posts.models import Post

from ._knock import exposure_of_knock, ring_once
from .actions import opened
from .digest import send_digests
from .models import Knock, Question

_WINDOW = dt.timedelta(minutes=15)
_MISSES = 200


def tick(at: dt.datetime) -> int:
    """Do what is due; return how many things were done. One that fails does not stop the others."""
    return (
        each(_due_posts(at), lambda pk: opened(pk, at=at), "release")
        + each(_due_rings(at), lambda pk: ring_once(pk, at=at), "ring")
        + each(_due_outcomes(at), lambda pk: ask_outcome(pk, at=at), "outcome")
        + learn(at)
        + send_digests(at)
    )


def _due_posts(at: dt.datetime) -> list[int]:
    due = Post.objects.filter(state=Post.State.PENDING, release_at__lte=at)
    return ids(due, "release_at")


def _due_rings(at: dt.datetime) -> list[int]:
    due = Question.objects.filter(ring_at__lte=at, post__state=Post.State.PUBLISHED)
    return ids(due, "ring_at")


def _due_outcomes(at: dt.datetime) -> list[int]:
    due = Question.objects.filter(outcome_at__lte=at, post__state=Post.State.PUBLISHED)
    return ids(due, "outcome_at")


def ask_outcome(question_id: int, *, at: dt.datetime) -> bool:
    """Ask how the case ended, after 7 days and once more after 30 (settings); never nag."""
    with transaction.atomic():
        question = (
            Question.objects.select_for_update(of=("self",))
            .select_related("asker")
            .filter(pk=question_id, outcome_at__lte=at)
            .first()
        )
        if question is None:
            return False
        asked = question.outcome_asked + 1
        days = settings.TOCTOC_OUTCOME_DAYS
        assert question.asked_at is not None
        following = (
            question.asked_at + dt.timedelta(days=days[asked]) if asked < len(days) else None
        )
        Question.objects.filter(pk=question.pk).update(outcome_asked=asked, outcome_at=following)
        if question.answers:
            line = Line(
                Notice.Kind.OUTCOME_ASKED,
                f"outcome:{question.public_id}:{asked}",
                question.public_id,
            )
            tell({question.asker.pk: question.asker.public_id}, line, at=at)
        return True


def learn(at: dt.datetime) -> int:
    """A knock left unanswered for 15 minutes teaches something too, less if others were faster."""
    with transaction.atomic():
        ripe = list(
            Knock.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(learned=False, at__lte=at - _WINDOW)
            .order_by("at")
            .select_related("question")[:_MISSES]
        )
        missed: dict[int, float] = defaultdict(float)
        for knock in ripe:
            missed[knock.person_id] += exposure_of_knock(knock, _open_minutes(knock, at))
        learn_missed(missed)
        Knock.objects.filter(pk__in=[knock.pk for knock in ripe]).update(learned=True)
        return len(ripe)


def _open_minutes(knock: Knock, at: dt.datetime) -> float:
    """How long the question still waited for its first answer after this knock, at most 15."""
    until = knock.question.first_answer_at or at
    return max(0.0, min(until - knock.at, _WINDOW).total_seconds() / 60)
