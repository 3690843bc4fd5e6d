"""A question asked in private (T12, K17): to colleagues its author named, and to nobody else.

No ring goes out, no list or index holds it; those who were named are told at once, may decline,
and the author may name others. Who may read is `posts`' business (`Reader` rows).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from toctoc.limits.actions import spend
from toctoc.live.actions import announce
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.people import colleagues
from toctoc.people.colleagues import Colleague
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.queries import access_post, readers_of

from . import routing
from ._knock import candidates_among, clock
from .models import Knock, Question
from .queries import with_equivalents
from .types import NotAskable, NotTheAsker

_LOOKED_AT = 60  # colleagues compared for their availability
SHOWN = 8


def named_by(by: Person, ids: Sequence[str]) -> dict[int, str]:
    """The colleagues behind these listings: {person: name shown}.

    Raise `NobodyNamed`, `TooManyNamed` or `NotAskable` (no longer listed, oneself).
    """
    wanted = list(dict.fromkeys(ids))
    posts.check_number(len(wanted))
    found = colleagues.listed(by, wanted)
    if len(found) < len(wanted):
        raise NotAskable([one.id for one in found])
    return {one.person: one.name for one in found}


def spend_names(by: Person, count: int, *, at: dt.datetime) -> None:
    """So many colleagues are asked by name; raise `TooMany`, best in the asking's transaction."""
    spend("name", by.public_id, at=at, cost=count)


def name_more(*, by: Person, question: str, ids: Sequence[str], at: dt.datetime) -> int:
    """The author names more colleagues; return how many are new. Naming twice tells once."""
    post = access_post(by, question)
    if post.author_id != by.pk:
        raise NotTheAsker
    with transaction.atomic():
        new = posts.name_readers(by=by, post=post, named=named_by(by, ids), at=at)
        spend_names(by, len(new), at=at)
        if post.state == Post.State.PUBLISHED:
            knock_named(post, new, at=at)
    return len(new)


def tell_all_named(post: Post, *, at: dt.datetime) -> None:
    """When a private question is released: those named so far are knocked."""
    named = [reader.person for reader in readers_of(post.pk) if reader.person != post.author_id]
    knock_named(post, named, at=at)


def knock_named(post: Post, people: Collection[int], *, at: dt.datetime) -> None:
    """A colleague's own choice: it costs no budget, and teaches no habit."""
    if not people:
        return
    why = [_reason(post).to_json()]
    Knock.objects.bulk_create(
        Knock(question_id=post.pk, person_id=pk, ring=0, at=at, chance=0.0, why=why, learned=True)
        for pk in people
    )
    ids = dict(Person.objects.filter(pk__in=people).values_list("pk", "public_id"))
    tell(ids, Line(Notice.Kind.INVITED, f"named:{post.public_id}", post.public_id), at=at)
    Question.objects.filter(pk=post.pk).update(knocked=F("knocked") + len(ids))
    announce(f"question:{post.public_id}", "knocked", post.public_id, at=at)


def _reason(post: Post) -> routing.Reason:
    if post.signature == Person.Signature.PROTECTED:
        return routing.Reason(routing.Code.NAMED)
    return routing.Reason(routing.Code.NAMED_BY, (("name", post.byline),))


def decline(*, by: Person, post: Post, at: dt.datetime) -> None:
    """ "Je ne peux pas": they read it no more; the author hears of it, softly, to ask another."""
    if posts.leave(by=by, post=post, at=at):
        author = Person.objects.get(pk=post.author_id)
        key = f"declined:{post.public_id}:{by.public_id}"
        line = Line(Notice.Kind.DECLINED, key, post.public_id)
        tell({author.pk: author.public_id}, line, at=at)


def propose(
    by: Person, specialties: Sequence[str], *, at: dt.datetime, but: Collection[int] = ()
) -> list[Colleague]:
    """Colleagues of these specialties, those most likely to answer now first; none of `but`."""
    codes = with_equivalents(specialties)
    people = colleagues.askable(by).filter(specialty__in=codes).exclude(pk__in=but)
    return _likeliest(by, people, specialties, at)


def find(
    by: Person, text: str, specialty: str, *, at: dt.datetime, but: Collection[int] = ()
) -> list[Colleague]:
    """Colleagues by the name they show, by specialty, or by both; at most `SHOWN`."""
    spend("colleagues", by.public_id, at=at)
    people = colleagues.askable(by).exclude(pk__in=but)
    if specialty:
        people = people.filter(specialty__in=with_equivalents([specialty]))
    if text.strip():
        people = colleagues.matching(people, text)
    return _likeliest(by, people, [specialty] if specialty else [], at)


def _likeliest(
    by: Person, people: QuerySet[Person], specialties: Sequence[str], at: dt.datetime
) -> list[Colleague]:
    """In the order the knock would choose; whoever may not be disturbed now comes last."""
    need = routing.Need(frozenset(specialties), at, by.pk, by.profession)

    def late(one: routing.Candidate) -> tuple[bool, float]:
        resting = routing.why_not(need, 2, one, (), at, clock()) is not None
        return resting, -routing.chance_of(need, 2, one, at, clock())

    ranked = sorted(candidates_among(people, at, _LOOKED_AT), key=late)[:SHOWN]
    order = {one.person_id: place for place, one in enumerate(ranked)}
    found = colleagues.colleagues(Person.objects.filter(pk__in=order))
    return sorted(found, key=lambda one: order[one.person])
