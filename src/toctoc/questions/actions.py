"""Ask, answer, ask back, add, tell the outcome. Every text goes through `posts.publish`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from toctoc.ledger.actions import record
from toctoc.live.actions import announce
from toctoc.notify.actions import Line, learn_answer, tell
from toctoc.notify.models import Notice
from toctoc.people.codes import SPECIALTIES
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.people.wording import names_somebody
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.queries import access_post, readers_of
from toctoc.posts.types import Writing

from ._knock import exposure_of_knock
from ._stopped import counting_stops
from .models import Knock, Question, Topic
from .private import decline, named_by, spend_names, tell_all_named
from .references import find_references
from .specialties import suggest
from .types import (
    Ask,
    NamingReason,
    NoReason,
    NoSpecialty,
    NotAQuestion,
    NotTheAsker,
    RecognisableCase,
)

_EXCERPT = 200
_MAX_SPECIALTIES = 3
_REPLIES = {str(kind) for kind in Post.Kind} - {str(Post.Kind.QUESTION)}
_SHORTEST_REASON = 5


def ask(*, by: Person, ask: Ask, at: dt.datetime) -> Post:
    """Publish a question (it waits 30 seconds for its author) and open its clock.

    Raise `RecognisableCase` when the author sees the patient recognise the story and doesn't ask
    in private, or what `posts.publish` and `private.named_by` raise. A repeated token gives back
    the first question.
    """
    recognised = (ask.patient_would_recognise, ask.relative_would_recognise) != (False, False)
    private = ask.audience == Post.Audience.NAMED
    if recognised and not private:
        raise RecognisableCase
    named = named_by(by, ask.named) if private else {}
    specialties = _chosen(ask.specialties, ask.writing.body)
    with counting_stops(ask.writing.token, at=at), transaction.atomic():
        post, new = posts.publish(
            by=by,
            kind=Post.Kind.QUESTION,
            writing=ask.writing,
            at=at,
            audience=ask.audience,
            named=named,
            references=citations(ask.writing.body),
        )
        if new:
            Question.objects.create(
                post=post,
                public_id=post.public_id,
                asker=by,
                specialties=specialties,
                excerpt=excerpt(post.body),
                has_references=bool(post.references),
            )
            spend_names(by, len(named), at=at)
            posts.forget_draft(by=by, target="ask")
    return post


def _chosen(codes: tuple[str, ...], body: str) -> list[str]:
    """The author's choice, else what the text suggests."""
    unknown = [code for code in codes if code not in SPECIALTIES]
    if unknown:
        raise NoSpecialty(unknown[0])
    wanted = list(dict.fromkeys(codes)) or [found.specialty for found in suggest(body)]
    return wanted[:_MAX_SPECIALTIES]


def reply(
    *,
    by: Person,
    question: str,
    kind: str,
    writing: Writing,
    at: dt.datetime,
    reveal_in: dt.timedelta = dt.timedelta(0),
) -> tuple[Post, bool]:
    """Answer, ask back, add a complement or tell the outcome; the last two are the asker's own.

    An outcome written beforehand is revealed by its author or by the clock (M23): until then it is
    a reply that waits, which its author alone reads.
    """
    root = access_post(by, question)
    if root.thread is not None or root.kind != Post.Kind.QUESTION:
        raise NotAQuestion
    if kind not in _REPLIES:
        raise NotAQuestion
    own_kinds = (Post.Kind.COMPLEMENT, Post.Kind.OUTCOME)
    if (kind in own_kinds) != (root.author_id == by.pk):
        raise NotTheAsker
    if root.author_id == by.pk:
        # The asker stays who they were in this thread, or a protected question would betray itself.
        writing = replace(writing, signature=root.signature)
    with counting_stops(writing.token, at=at), transaction.atomic():
        post, new = posts.publish(
            by=by,
            kind=kind,
            writing=writing,
            at=at,
            thread=root,
            references=citations(writing.body),
            later=reveal_in if kind == Post.Kind.OUTCOME else dt.timedelta(0),
        )
        if new:
            posts.forget_draft(by=by, target=f"reply:{question}")
    return post, new


def edit(*, by: Person, public_id: str, writing: Writing, version: int, at: dt.datetime) -> Post:
    """Change one's own words, through the guard again; a question's card follows."""
    with counting_stops(writing.token, at=at), transaction.atomic():
        post = posts.edit(
            by=by,
            public_id=public_id,
            writing=writing,
            version=version,
            at=at,
            references=citations(writing.body),
        )
        if post.thread_id is None:
            Question.objects.filter(pk=post.pk).update(
                excerpt=excerpt(post.body),
                has_references=bool(post.references),
            )
        posts.forget_draft(by=by, target=f"edit:{public_id}")
        return post


def send_now(*, by: Person, public_id: str, at: dt.datetime) -> None:
    """The author doesn't want to wait out the seconds left to take it back."""
    post = access_post(by, public_id)
    if post.author_id != by.pk:
        raise posts.NotYours
    opened(post.pk, at=at)


def opened(post_id: int, *, at: dt.datetime) -> bool:
    """Release a waiting post and set going all that follows, once; False if it was done already."""
    with transaction.atomic():
        post = posts.release(post_id, at=at)
        if post is None:
            return False
        if post.thread is None:
            _question_opened(post, at)
        else:
            _reply_opened(post, post.thread, at)
        return True


def _question_opened(post: Post, at: dt.datetime) -> None:
    question = Question.objects.get(pk=post.pk)
    first_outcome = at + dt.timedelta(days=settings.TOCTOC_OUTCOME_DAYS[0])
    private = post.audience == Post.Audience.NAMED
    Question.objects.filter(pk=post.pk).update(
        asked_at=at,
        active_at=at,
        ring=0,
        ring_at=None if private else at,
        outcome_at=first_outcome,
    )
    if private:  # no list, no digest, no ring, no open page of anybody else hears of it
        tell_all_named(post, at=at)
        return
    Topic.objects.bulk_create(
        [Topic(question=question, specialty=code, asked_at=at) for code in question.specialties],
        ignore_conflicts=True,
    )
    announce("home", "question", post.public_id, at=at)


def _reply_opened(post: Post, root: Post, at: dt.datetime) -> None:
    Question.objects.select_for_update().get(pk=root.pk)
    changes: dict[str, object] = {"active_at": at}
    if post.kind == Post.Kind.ANSWER:
        changes["answers"] = F("answers") + 1
        Question.objects.filter(pk=root.pk, first_answer_at=None).update(first_answer_at=at)
        Topic.objects.filter(question=root.pk).update(answered=True)
        if post.references:
            changes["has_references"] = True
    elif post.kind == Post.Kind.CLARIFICATION:
        changes["clarifications"] = F("clarifications") + 1
    elif post.kind == Post.Kind.OUTCOME:
        changes |= {"has_outcome": True, "outcome_at": None}
    Question.objects.filter(pk=root.pk).update(**changes)
    _settle_knock(post, root, at)
    if root.audience != Post.Audience.NAMED:
        announce("home", "reply", root.public_id, at=at)
    _tell_those_concerned(post, root, at)


def _settle_knock(post: Post, root: Post, at: dt.datetime) -> None:
    """A knock that brought an answer teaches when its person is at hand."""
    knock = Knock.objects.filter(question=root.pk, person=post.author_id).first()
    if knock is None or knock.answered_at is not None:
        return
    Knock.objects.filter(pk=knock.pk).update(answered_at=at, learned=True)
    if not knock.learned:
        quick = at - knock.at <= dt.timedelta(minutes=15)
        learn_answer(knock.person_id, quick=quick, exposure=exposure_of_knock(knock))


def _tell_those_concerned(post: Post, root: Post, at: dt.datetime) -> None:
    """Answers and clarifications go to the asker; the asker's news to who took part."""
    line = Line(post.kind, f"post:{post.public_id}", root.public_id, post.public_id)
    if post.kind in (Post.Kind.ANSWER, Post.Kind.CLARIFICATION):
        asker = Person.objects.get(pk=root.author_id)
        tell({asker.pk: asker.public_id}, line, at=at)
        return
    concerned = Q(posts__thread=root, posts__state=Post.State.PUBLISHED)
    if root.audience == Post.Audience.NAMED:
        concerned = Q(pk__in=[one.person for one in readers_of(root.pk) if one.left_at is None])
    people = Person.objects.filter(concerned).exclude(pk=post.author_id).distinct()
    tell(dict(people.values_list("pk", "public_id")), line, at=at)


def withdraw(*, by: Person, public_id: str, at: dt.datetime) -> Post:
    return posts.withdraw(by=by, public_id=public_id, at=at)


def mark_helped(*, by: Person, public_id: str, helped: bool, at: dt.datetime) -> Post:
    """The asker says which answers helped (D21); several may."""
    post = access_post(by, public_id)
    root = post.thread
    if root is None or post.kind != Post.Kind.ANSWER:
        raise NotAQuestion
    if root.author_id != by.pk:
        raise NotTheAsker
    with transaction.atomic():
        if post.helped != helped:
            posts.mark_helped(post=post, helped=helped, at=at)
            record(
                "answer.helped",
                at=at,
                actor=f"person:{by.public_id}",
                about=f"post:{public_id}",
                facts={"helped": helped},
            )
        any_left = Post.objects.filter(thread=root, helped=True).exists()
        Question.objects.filter(pk=root.pk).update(helped=any_left)
        if helped:
            author = Person.objects.get(pk=post.author_id)
            tell(
                {author.pk: author.public_id},
                Line(Notice.Kind.HELPED, f"helped:{public_id}", root.public_id, public_id),
                at=at,
            )
    return post


def thank(*, by: Person, public_id: str, at: dt.datetime) -> bool:
    """Private thanks: the person thanked hears of it, nobody counts (M7)."""
    with transaction.atomic():
        new = posts.thank(by=by, public_id=public_id, at=at)
        if new:
            post = Post.objects.select_related("thread", "author").get(public_id=public_id)
            line = Line(
                Notice.Kind.THANKS,
                f"thanks:{public_id}:{by.public_id}",
                posts.root_of(post).public_id,
                public_id,
            )
            tell({post.author.pk: post.author.public_id}, line, at=at)
        return new


def decline_knock(*, by: Person, question: str, at: dt.datetime) -> None:
    """ "Pas pour moi": frees the mind, and the question goes on to others at its next ring.

    Who was named declines for good: they read the private question no more.
    """
    root = access_post(by, question)
    with transaction.atomic():
        Knock.objects.filter(question=root.pk, person=by, answered_at=None).update(declined_at=at)
        if root.audience == Post.Audience.NAMED:
            decline(by=by, post=posts.root_of(root), at=at)


def see_knock(*, by: Person, question_id: int, at: dt.datetime) -> None:
    Knock.objects.filter(question=question_id, person=by, seen_at=None).update(seen_at=at)


def remove(*, by: Person, public_id: str, at: dt.datetime) -> str:
    """Destroy one's own post for good; return its question's id. Removing twice removes once."""
    post = access_post(by, public_id)
    if post.author_id != by.pk:
        raise posts.NotYours
    with transaction.atomic():
        posts.erase(public_id=public_id, reason="author", actor=f"person:{by.public_id}", at=at)
        _count_again(post)
    return posts.root_of(post).public_id


def hide(*, by: Person, public_id: str, reason: str, at: dt.datetime) -> str:
    """A moderator makes a post unreadable at once, saying why; return its question's id.

    It stays in the ledger: `NoReason` if it says nothing, `NamingReason` if it names somebody.
    """
    if not by.is_moderator:
        raise NotAllowed
    if len(reason.strip()) < _SHORTEST_REASON:
        raise NoReason
    if names_somebody(reason):
        raise NamingReason
    post = access_post(by, public_id)
    with transaction.atomic():
        posts.hide(
            public_id=public_id, reason=reason.strip()[:300], actor=f"person:{by.public_id}", at=at
        )
        _count_again(post)
    return posts.root_of(post).public_id


def take_down(*, public_id: str, reason: str, actor: str, cause: str, at: dt.datetime) -> bool:
    """Hide a post for a cause, whoever decided it; True if it was readable until now."""
    with transaction.atomic():
        changed = posts.hide(public_id=public_id, reason=reason, actor=actor, cause=cause, at=at)
        if changed:
            _count_again(Post.objects.get(public_id=public_id))
        return changed


def bring_back(*, public_id: str, reason: str, actor: str, cause: str, at: dt.datetime) -> bool:
    """Lift a cause; True if colleagues read the post again."""
    with transaction.atomic():
        changed = posts.restore(public_id=public_id, reason=reason, actor=actor, cause=cause, at=at)
        if changed:
            _count_again(Post.objects.get(public_id=public_id))
        return changed


def destroy(*, public_id: str, reason: str, actor: str, at: dt.datetime) -> bool:
    """Erase a post for good, whoever decided it; True the first time."""
    with transaction.atomic():
        changed = posts.erase(public_id=public_id, reason=reason, actor=actor, at=at)
        if changed:
            _count_again(Post.objects.get(public_id=public_id))
        return changed


def reword(*, by: Person, public_id: str, writing: Writing, at: dt.datetime) -> Post | None:
    """An author gives a hidden post other words, through the guard; all it said before is
    destroyed, and it stays hidden. None if it isn't hidden any more.

    Raise `NotVisible`, `NotPublished` in one of its forms, or `NotAllowed`.
    """
    post = Post.objects.filter(public_id=public_id, author=by, state=Post.State.HIDDEN).first()
    if post is None:
        raise NotVisible
    html, report = posts.judge(by=by, kind=post.kind, writing=writing, at=at)
    with transaction.atomic():
        said = posts.reword(
            public_id=public_id,
            body=writing.body,
            html=html,
            references=citations(writing.body),
            overrides=posts.kept_overrides(writing, report, at=at),
            actor=f"person:{by.public_id}",
            at=at,
        )
        if said is not None and said.thread_id is None:
            Question.objects.filter(pk=said.pk).update(
                excerpt=excerpt(said.body), has_references=bool(said.references)
            )
        return said


def _count_again(post: Post) -> None:
    """After a reply went away: the tally, and whether the question waits for an answer again."""
    if post.thread_id is None:
        # The card's first words are the question's own.
        Question.objects.filter(pk=post.pk, post__state=Post.State.ERASED).update(excerpt="")
        return
    left = Post.objects.filter(thread=post.thread_id, state=Post.State.PUBLISHED)
    answers = left.filter(kind=Post.Kind.ANSWER)
    count = answers.count()
    Question.objects.filter(pk=post.thread_id).update(
        answers=count,
        clarifications=left.filter(kind=Post.Kind.CLARIFICATION).count(),
        helped=answers.filter(helped=True).exists(),
        has_outcome=left.filter(kind=Post.Kind.OUTCOME).exists(),
    )
    Topic.objects.filter(question=post.thread_id).update(answered=count > 0)


def excerpt(body: str) -> str:
    """The first words, on one line, cut at a word (200 characters at most)."""
    line = " ".join(body.split())
    if len(line) <= _EXCERPT:
        return line
    return line[: _EXCERPT - 1].rsplit(" ", 1)[0] + "…"


def citations(body: str) -> list[dict[str, str]]:
    """References as stored with the post: kind, id, url and label of each (M15)."""
    found = {ref.url: ref for ref in find_references(body)}
    return [
        {"kind": str(ref.kind), "id": ref.id, "url": ref.url, "label": ref.label}
        for ref in found.values()
    ]
