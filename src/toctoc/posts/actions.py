"""The one door. Nothing becomes readable but by `publish`, and nothing stays so past `hide`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from toctoc.guard import Report
from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.live.actions import announce
from toctoc.people.models import Person
from toctoc.people.queries import charter_accepted, own_names
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.sealing import seal_json

from . import signals
from ._corpus import CORPUS_KEPT, forget_corpus_before, report_missed, report_wrong
from ._door import check_door, inspect, kept_overrides, sound
from ._out import bound, erase, hide, restore, reword
from ._past import UNNAMED, detach, life_of, set_expiry, set_note
from ._readers import check_number, leave, name_readers, open_readers
from ._restrained import (
    check_not_restrained,
    hastened,
    seconds_more,
    shown_name,
    unveil,
    veil,
)
from .models import Draft, Fragment, Post, Reader, Thanks, Version
from .queries import access_post
from .render import RENDERER, to_folded_html, to_html
from .types import (
    MAX_CHARACTERS,
    QUESTION_CHARACTERS,
    Changed,
    CharterMissing,
    Empty,
    NotYours,
    TooLong,
    Writing,
)

DRAFT_CHARACTERS = 40_000

__all__ = [
    "CORPUS_KEPT",
    "UNNAMED",
    "NotYours",
    "check_number",
    "detach",
    "edit",
    "erase",
    "forget_corpus_before",
    "forget_draft",
    "forget_drafts_before",
    "hide",
    "inspect",
    "judge",
    "keep_fragments",
    "kept_overrides",
    "leave",
    "mark_helped",
    "name_readers",
    "publish",
    "release",
    "render_again",
    "report_missed",
    "report_wrong",
    "restore",
    "reword",
    "root_of",
    "save_draft",
    "set_expiry",
    "set_note",
    "sound",
    "thank",
    "unveil",
    "veil",
    "withdraw",
]


def check_may_write(person: Person, at: dt.datetime) -> None:
    if not person.may_write:
        raise NotAllowed
    check_not_restrained(person, at)
    if not charter_accepted(person):
        raise CharterMissing


def _to_html(kind: str, body: str) -> str:
    return to_folded_html(body) if kind == Post.Kind.QUESTION else to_html(body)


def _check_length(kind: str, body: str) -> None:
    limit = QUESTION_CHARACTERS if kind == Post.Kind.QUESTION else MAX_CHARACTERS
    if not body.strip():
        raise Empty
    if len(body) > limit:
        raise TooLong(limit)


def judge(
    *, by: Person, kind: str, writing: Writing, at: dt.datetime, target: str = ""
) -> tuple[str, Report]:
    """All that the door asks of a text, and nothing written: (HTML, report), or `NotPublished`.

    `target`: of its draft, whose pictures may have told names.
    """
    check_may_write(by, at)
    _check_length(kind, writing.body)
    html = _to_html(kind, writing.body)
    never = _own_names(by, writing.signature or by.signature) + _told(by, target)
    return html, check_door(writing, html, at=at, never=never)


def _told(by: Person, target: str) -> tuple[str, ...]:
    """Names that rooms above know of, for this text."""
    sent = signals.naming.send(Post, by=by, target=target) if target else []
    return tuple(name for _, names in sent for name in names or ())


def _target(thread: Post | None) -> str:
    return "ask" if thread is None else f"reply:{thread.public_id}"


def publish(
    *,
    by: Person,
    kind: str,
    writing: Writing,
    at: dt.datetime,
    thread: Post | None = None,
    audience: str = Post.Audience.PROFESSIONALS,
    named: Mapping[int, str] | None = None,
    references: list[dict[str, str]] | None = None,
    later: dt.timedelta = dt.timedelta(0),
) -> tuple[Post, bool]:
    """Judge a text and accept it: (post, True), or (the first one, False) for a repeated token.

    The post waits `TOCTOC_UNDO_SECONDS` for its author to think again (K11) before `release`, or as
    much `later` as its author wants (M23).
    A private question (`Audience.NAMED`) is read by those `named` ({person: name shown}) alone.
    Raise `NotPublished` in one of its forms, `NotAllowed`, or `TooMany`.
    """
    target = _target(thread)
    html, report = judge(by=by, kind=kind, writing=writing, at=at, target=target)
    signature = writing.signature or by.signature
    with transaction.atomic():
        # One submission of a person at a time: a double click finds the first one below.
        Person.objects.select_for_update().get(pk=by.pk)
        first = Post.objects.filter(author=by, token=writing.token).first()
        if first is not None:
            return first, False
        question = kind == Post.Kind.QUESTION
        spend("ask" if question else "reply", by.public_id, at=at)
        wait = settings.TOCTOC_UNDO_SECONDS["question" if question else "reply"]
        wait = max(wait, seconds_more(by, kind, at))
        post = Post.objects.create(
            thread=thread,
            kind=kind,
            audience=thread.audience if thread else audience,
            author=by,
            signature=signature,
            byline=shown_name(by, signature, at),
            profession=by.profession,
            specialty="" if signature == Person.Signature.PROTECTED else by.specialty,
            stage="" if signature == Person.Signature.PROTECTED else by.stage,
            by_demo=by.is_demo,
            body=writing.body,
            html=html,
            references=references or [],
            transposed=writing.transposed,
            **life_of(writing, thread, at),
            token=writing.token,
            created_at=at,
            release_at=at + max(dt.timedelta(seconds=wait), later),
        )
        if question and audience == Post.Audience.NAMED:
            open_readers(post, named or {}, at=at)
        _keep_version(post, kept_overrides(writing, report, at=at), at)
        record(
            "post.accept",
            at=at,
            actor=_who(by),
            about=f"post:{post.public_id}",
            facts={"kind": kind, "signature": signature, "content": bound(post)},
        )
        signals.arriving.send(Post, post=post, by=by, target=target, at=at)
        announce(f"person:{by.public_id}", "post", post.public_id, at=at)
    return post, True


def release(post_id: int, *, at: dt.datetime) -> Post | None:
    """Make a waiting post readable; None if it already is, or was taken back: call it freely."""
    with transaction.atomic():
        if hastened(post_id, at):
            return None
        changed = Post.objects.filter(pk=post_id, state=Post.State.PENDING).update(
            state=Post.State.PUBLISHED, published_at=at
        )
        if not changed:
            return None
        post = Post.objects.select_related("thread", "author").get(pk=post_id)
        record(
            "post.publish",
            at=at,
            actor=_who(post.author),
            about=f"post:{post.public_id}",
            facts={"kind": post.kind},
        )
        signals.released.send(Post, post=post, at=at)
        announce("search", "put", post.public_id, at=at)
        announce(f"question:{root_of(post).public_id}", post.kind, post.public_id, at=at)
        return post


def withdraw(*, by: Person, public_id: str, at: dt.datetime) -> Post:
    """Take back a post that still waits. `NotYours` once it is published: edit or hide it then."""
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(public_id=public_id, author=by).first()
        if post is None:
            raise NotVisible
        if post.state == Post.State.WITHDRAWN:
            return post
        if post.state != Post.State.PENDING:
            raise NotYours
        post.state = Post.State.WITHDRAWN
        body, post.body, post.html = post.body, "", ""
        post.save(update_fields=["state", "body", "html"])
        post.versions.all().delete()
        named = _forget_readers(post)
        record("post.withdraw", at=at, actor=_who(by), about=f"post:{post.public_id}")
        announce(f"person:{by.public_id}", "post", post.public_id, at=at)
        _restore_draft(by, post, body, named, at)
        signals.taken_back.send(Post, post=post, target=_target(post.thread), at=at)
        return post


def _forget_readers(post: Post) -> str:
    """Nobody was told: the names go back to the draft with the text, as listings' ids."""
    readers = Reader.objects.filter(post=post).exclude(person=post.author_id).order_by("pk")
    ids = readers.values_list("person__listing__public_id", flat=True)
    named = ",".join(filter(None, ids))
    Reader.objects.filter(post=post).delete()
    return named


def _restore_draft(by: Person, post: Post, body: str, named: str, at: dt.datetime) -> None:
    """What was taken back is typed text again, and typed text is never lost."""
    target = _target(post.thread)
    current = Draft.objects.filter(person=by, target=target).first()
    more = {"named": named} if named else {}
    if post.transposed:
        more["transposed"] = "1"
    save_draft(
        by=by,
        target=target,
        fields={"body": body, "kind": post.kind} | more,
        revision=current.revision if current else 0,
        at=at,
    )


def edit(
    *,
    by: Person,
    public_id: str,
    writing: Writing,
    version: int,
    at: dt.datetime,
    references: list[dict[str, str]] | None = None,
) -> Post:
    """Replace the words of one's own post; the guard judges them like new ones (D9)."""
    check_may_write(by, at)
    post = access_post(by, public_id)
    if post.author_id != by.pk:
        raise NotYours
    _check_length(post.kind, writing.body)
    html = _to_html(post.kind, writing.body)
    target = f"edit:{public_id}"
    never = _own_names(by, post.signature) + _told(by, target)
    report = check_door(writing, html, at=at, never=never)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        came = signals.arriving.send(Post, post=post, by=by, target=target, at=at)
        if post.body == writing.body and not any(more for _, more in came):
            return post
        if post.version != version:
            raise Changed(post.version)
        spend("reply", by.public_id, at=at)
        post.body, post.html, post.version = writing.body, html, post.version + 1
        post.references = references or []
        post.transposed = post.transposed or writing.transposed
        if post.state == Post.State.PUBLISHED:
            post.edited_at = at
        changed = ["body", "html", "version", "references", "transposed", "edited_at"]
        post.save(update_fields=changed)
        _keep_version(post, kept_overrides(writing, report, at=at), at)
        record(
            "post.edit",
            at=at,
            actor=_who(by),
            about=f"post:{post.public_id}",
            facts={"version": post.version, "content": bound(post)},
        )
        if post.state == Post.State.PUBLISHED:
            announce("search", "put", post.public_id, at=at)
            announce(f"question:{root_of(post).public_id}", "edit", post.public_id, at=at)
        return post


def thank(*, by: Person, public_id: str, at: dt.datetime) -> bool:
    """Thank a colleague in private. True the first time only."""
    post = access_post(by, public_id)
    if post.author_id == by.pk or post.state != Post.State.PUBLISHED:
        raise NotYours
    with transaction.atomic():
        spend("thank", by.public_id, at=at)
        return Thanks.objects.get_or_create(post=post, person=by, defaults={"at": at})[1]


def mark_helped(*, post: Post, helped: bool, at: dt.datetime) -> None:
    """Remember what the asker found useful; who may say so is the question's business."""
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(helped=helped)
        render_again(post, at=at)


def render_again(post: Post, *, at: dt.datetime) -> None:
    """What is shown with a post's words changed (a mark, its pictures): stored fragments must go,
    and open pages follow."""
    Fragment.objects.filter(post=post).delete()
    announce(f"question:{root_of(post).public_id}", "edit", post.public_id, at=at)


def save_draft(
    *, by: Person, target: str, fields: Mapping[str, str], revision: int, at: dt.datetime
) -> Draft:
    """Keep what is being typed, sealed. `Changed` if another tab saved since `revision`."""
    if sum(map(len, fields.values())) > DRAFT_CHARACTERS:
        raise TooLong(DRAFT_CHARACTERS)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)
        draft = Draft.objects.filter(person=by, target=target).first()
        if draft is not None and draft.revision != revision:
            raise Changed(draft.revision)
        draft = draft or Draft(person=by, target=target, revision=0)
        draft.sealed = seal_json(dict(fields))
        draft.revision += 1
        draft.updated_at = at
        draft.save()
        return draft


def forget_draft(*, by: Person, target: str) -> None:
    with transaction.atomic():
        Draft.objects.filter(person=by, target=target).delete()
        signals.forgotten.send(Draft, drafts=[(by.pk, target)])


def forget_drafts_before(moment: dt.datetime) -> int:
    """Drafts are clinical text: they don't outlive their usefulness."""
    with transaction.atomic():
        old = Draft.objects.filter(updated_at__lt=moment)
        signals.forgotten.send(Draft, drafts=list(old.values_list("person", "target")))
        return old.delete()[0]


def keep_fragments(language: str, rendered: Mapping[int, tuple[int, str]]) -> None:
    """Store posts rendered for a language: {post id: (version, html)}."""
    Fragment.objects.bulk_create(
        [
            Fragment(post_id=pk, language=language, version=version, renderer=RENDERER, html=html)
            for pk, (version, html) in rendered.items()
        ],
        update_conflicts=True,
        unique_fields=["post", "language"],
        update_fields=["version", "renderer", "html"],
    )


def _own_names(by: Person, signature: str) -> tuple[str, ...]:
    """Under a pseudonym, one's own civil name may not slip into the text either (T10)."""
    return () if signature == Person.Signature.REAL else own_names(by)


def root_of(post: Post) -> Post:
    return post.thread or post


def _keep_version(post: Post, overrides: list[dict[str, str]], at: dt.datetime) -> None:
    Version.objects.create(
        post=post,
        number=post.version,
        body=post.body,
        html=post.html,
        overrides=overrides,
        transposed=post.transposed,
        at=at,
    )


def _who(person: Person) -> str:
    """How the ledger names a person: the account's opaque id, never the human (Law 6)."""
    return f"person:{person.public_id}"
