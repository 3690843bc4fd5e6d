"""Who may read what. Pages, API, search, feeds, live and exports all ask `visible_to`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.prepared import Prepared
from toctoc.sealing import Unsealable, unseal_json

from .models import CorpusLine, Draft, Fragment, Post, Reader, Thanks, Version
from .render import RENDERER
from .types import NamedReader, Piece, PostRow, SavedDraft, clean

DOCTOR = "10"


def audiences_of(person: Person) -> list[str]:
    """The audiences a member belongs to."""
    if person.profession == DOCTOR:
        return [Post.Audience.PROFESSIONALS, Post.Audience.DOCTORS]
    return [Post.Audience.PROFESSIONALS]


def visible_to(person: Person | None) -> QuerySet[Post]:
    """The posts this person may read: the one rule of reading.

    A post is readable while it and its question are published, by verified members of its
    audience, or by those alone whom its author named; what still waits for its release is
    readable by its author alone.
    """
    if not reads(person):
        return Post.objects.none()
    assert person is not None
    return _visible(person.pk, audiences_of(person))


def _visible(person: int, audiences: Sequence[str]) -> QuerySet[Post]:
    thread = Q(thread__isnull=True) | Q(thread__state=Post.State.PUBLISHED)
    return Post.objects.filter(rule(person, audiences), thread)


def reads(person: Person | None) -> bool:
    """Nothing clinical is readable before proof, nor while suspended (D1)."""
    return person is not None and getattr(person, "is_member", False)


def readable(person: Person, prefix: str = "") -> Q:
    """The rule on one row, for queries that reach posts through `prefix` ("post__")."""
    return rule(person.pk, audiences_of(person), prefix)


def rule(person: int, audiences: Sequence[str], prefix: str = "") -> Q:
    """`readable` in plain values, for queries that are prepared."""

    def on(**conditions: object) -> Q:
        return Q(**{prefix + name: value for name, value in conditions.items()})

    own = on(author=person)
    named = Reader.objects.filter(person=person, left_at=None).values("post")
    private = on(audience=Post.Audience.NAMED) & (on(pk__in=named) | on(thread__in=named))
    theirs = on(audience__in=audiences) | private
    return (on(state=Post.State.PUBLISHED) & theirs) | (
        own & on(state__in=(Post.State.PUBLISHED, Post.State.PENDING))
    )


def access_post(person: Person | None, public_id: str) -> Post:
    """The post, or `NotVisible` — the same for what is hidden, foreign or never existed."""
    post = visible_to(person).filter(public_id=public_id).select_related("thread").first()
    if post is None:
        raise NotVisible
    return post


_COLUMNS = (
    "id",
    "public_id",
    "kind",
    "state",
    "byline",
    "signature",
    "profession",
    "specialty",
    "stage",
    "by_demo",
    "html",
    "references",
    "version",
    "helped",
    "transposed",
    "created_at",
    "release_at",
    "published_at",
    "edited_at",
    "note_html",
    "noted_at",
    "experience",
    "expires_at",
    "pictured",
)


def rows(posts: QuerySet[Post], person: Person, language: str) -> list[PostRow]:
    """Flat rows of already permitted posts, each with its stored fragment when that is fresh."""
    return [_row(values) for values in _values(posts, person.pk, language)]


def _values(
    posts: QuerySet[Post], person: int, language: str, columns: Sequence[str] = _COLUMNS
) -> QuerySet[Post, tuple[Any, ...]]:
    fresh = Fragment.objects.filter(
        post=OuterRef("pk"), language=language, version=OuterRef("version"), renderer=RENDERER
    )
    return posts.annotate(
        due=Case(When(state=Post.State.PENDING, then="release_at")),
        mine=Case(When(author=person, then=Value(True)), default=Value(False)),
        thanked=Exists(Thanks.objects.filter(post=OuterRef("pk"), person=person)),
        pictured=Exists(Post.objects.filter(pk=OuterRef("pk"), uploads__isnull=False)),
        fragment=Subquery(fresh.values("html")[:1]),
    ).values_list(*columns, "mine", "thanked", "fragment")


def _row(values: tuple[Any, ...]) -> PostRow:
    return PostRow(*values)


def _thread(
    variant: tuple[tuple[str, ...], tuple[str, ...]], person: int, root: int, language: str
) -> Any:
    audiences, columns = variant
    posts = _visible(person, audiences).filter(Q(pk=root) | Q(thread=root)).order_by()
    return _values(posts, person, language, columns)


_THREAD = Prepared(_thread, person=int, root=int, language=str)
_PIECE = ("id", "public_id", "kind", "state", "helped", "due")


def _in_thread(
    person: Person, root_id: int, language: str, columns: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """In the order of their ids; a database would carry all these words through its sort."""
    if not reads(person):
        return []
    variant = (tuple(audiences_of(person)), columns)
    return sorted(_THREAD(variant, person=person.pk, root=root_id, language=language))


def thread_rows(person: Person, root_id: int, language: str) -> list[PostRow]:
    """A question and its replies in the order they were written, as this person may read them."""
    return [_row(values) for values in _in_thread(person, root_id, language, _COLUMNS)]


def thread_pieces(
    person: Person, root_id: int, language: str, *, whole: bool = False
) -> list[Piece]:
    """As `thread_rows`, for a page: what a fresh fragment says already is not read again. Where
    one is missing, or if `whole`, each comes with its row."""
    if not whole:
        pieces = [Piece(*values) for values in _in_thread(person, root_id, language, _PIECE)]
        if all(piece.fragment is not None for piece in pieces):
            return pieces
    return [_piece(row) for row in thread_rows(person, root_id, language)]


def _piece(row: PostRow) -> Piece:
    due = row.release_at if row.state == Post.State.PENDING else None
    facts = (row.id, row.public_id, row.kind, row.state, row.helped, due, row.mine, row.thanked)
    return Piece(*facts, row.fragment, row)


def old_before(at: dt.datetime) -> dt.datetime:
    """What was published before this is old: its date must be seen (B6)."""
    return at - dt.timedelta(days=round(365.25 * settings.TOCTOC_OLD_YEARS))


def published_before(root_id: int, moment: dt.datetime) -> dict[int, dt.datetime]:
    """When old posts of a thread were published ({post id: date}); it was read with permission."""
    posts = Post.objects.filter(Q(pk=root_id) | Q(thread=root_id), published_at__lt=moment)
    return {pk: at for pk, at in posts.values_list("pk", "published_at") if at}


def readers_of(post_id: int) -> list[NamedReader]:
    """Those a private question is read by, its author first. Ask `access_post` before."""
    return [NamedReader(*row) for row in _READERS(post=post_id)]


_READERS = Prepared(
    lambda post: (
        Reader.objects.filter(post=post).order_by("pk").values_list("person", "name", "left_at")
    ),
    post=int,
)


_MOST_TEXTS, _MOST_CHARACTERS = 20, 20_000


def texts_before(person: Person, public_id: str, *, edited: str = "") -> list[str]:
    """What a question and its replies say, oldest first: the question, then the latest replies.

    With `edited`, only what was written before that post. `NotVisible` for a foreign question.
    """
    root = access_post(person, public_id)
    posts = visible_to(person).filter(Q(pk=root.pk) | Q(thread=root), state=Post.State.PUBLISHED)
    if edited:
        posts = posts.filter(pk__lt=access_post(person, edited).pk)
    found = dict(posts.order_by("-pk").values_list("pk", "body")[:_MOST_TEXTS])
    if root.state == Post.State.PUBLISHED and root.public_id != edited:
        found[root.pk] = root.body
    kept: list[str] = []
    room = _MOST_CHARACTERS
    for pk in sorted(found, key=lambda pk: (pk != root.pk, -pk)):
        room -= len(found[pk])
        if room < 0:
            break
        kept.append(found[pk])
    return [*kept[:1], *reversed(kept[1:])]


def versions_of(person: Person, public_id: str) -> list[Version]:
    """Every version of a post one may read, oldest first."""
    post = access_post(person, public_id)
    return list(post.versions.order_by("number"))


_DRAFT = Prepared(
    lambda person, target: Draft.objects.filter(person=person, target=target).values_list(
        "sealed", "revision", "updated_at"
    ),
    person=int,
    target=str,
)


def find_draft(person: Person, target: str) -> SavedDraft | None:
    """The person's own draft. One that can't be opened any more (lost key) counts as none."""
    for values in _DRAFT(person=person.pk, target=target):
        return opened_draft(target, *values)
    return None


def was_sent(person: Person, token: str, body: str) -> bool:
    """This very text was accepted: an autosave that arrives after it keeps nothing."""
    sent = Post.objects.filter(author=person, token=clean(token), body=clean(body))
    return bool(token) and sent.exists()


def draft_columns(person: int, target: str) -> dict[str, Subquery]:
    """A person's own draft as columns of another query; `opened_draft` makes a draft of them."""
    draft = Draft.objects.filter(person=person, target=target)
    return {
        f"draft_{name}": Subquery(draft.values(name))
        for name in ("sealed", "revision", "updated_at")
    }


def opened_draft(
    target: str, sealed: bytes | None, revision: int, updated_at: dt.datetime
) -> SavedDraft | None:
    if sealed is None:
        return None
    try:
        return SavedDraft(target, unseal_json(sealed), revision, updated_at)
    except Unsealable:
        return None


def access_draft(person: Person, target: str) -> SavedDraft:
    """As `find_draft`, or `NotVisible`; also while the post it is about is out of sight (K18)."""
    draft = None if _out_of_sight(person, [target]) else find_draft(person, target)
    if draft is None:
        raise NotVisible
    return draft


def drafts_of(person: Person) -> list[SavedDraft]:
    """Newest first. What may quote a post that is hidden now waits with it."""
    rows = Draft.objects.filter(person=person).order_by("-updated_at")
    kept = list(rows.values_list("target", "sealed", "revision", "updated_at"))
    hidden = _out_of_sight(person, [target for target, *_ in kept])
    found = (
        opened_draft(target, bytes(sealed), revision, updated_at)
        for target, sealed, revision, updated_at in kept
        if target not in hidden
    )
    return [draft for draft in found if draft is not None]


def _out_of_sight(person: Person, targets: Sequence[str]) -> set[str]:
    """Those about a post that this person reads no more."""
    about = {target: target.partition(":")[2] for target in targets if ":" in target}
    if not about:
        return set()
    readable = visible_to(person).filter(public_id__in=about.values())
    seen = set(readable.values_list("public_id", flat=True))
    return {target for target, public_id in about.items() if public_id not in seen}


def corpus_lines() -> Iterator[dict[str, Any]]:
    """What the guard missed or marked wrongly, newest month first; the order says nothing else."""
    names = ("month", "fault", "kind", "category", "rule", "level", "before", "words", "after")
    rows = CorpusLine.objects.order_by("-month", "fault", "kind", "words", "before", "after")
    for row in rows.values_list(*names).iterator():
        yield dict(zip(names, row, strict=True)) | {"month": f"{row[0]:%Y-%m}"}
