"""An authority's demand with its posts kept, an identity that waits for a second opinion, one that
was refused, and a record that was signed each night."""

from __future__ import annotations

import datetime as dt

from toctoc.evidence import actions
from toctoc.evidence.types import Ground
from toctoc.ledger.actions import anchor
from toctoc.people.models import Person
from toctoc.posts.models import Post

_DEMAND = Ground(
    "police",
    "réquisition, art. 60-1 CPP, n° 26000000001 (inventée)",
    "Un fil est cité dans une plainte pour violation du secret.",
)
_WAITING = Ground(
    "judge",
    "ordonnance, art. 99-3 CPP (inventée)",
    "Identifier l’auteur d’une réponse visée par l’enquête.",
)
_REFUSED = Ground(
    "other",
    "simple courrier, sans article cité (inventé)",
    "Un établissement veut savoir qui a parlé de lui.",
)
_NO = "Un courrier n’est pas une base légale : seul un juge peut le demander."
_DAY = dt.timedelta(days=1)


def fill(at: dt.datetime) -> None:
    """Through the verbs that everybody uses; nobody's identity is opened."""
    operator = _somebody(Person.Role.OPERATOR, apart=())
    senior = _somebody(Person.Role.SENIOR, apart=(operator.pk,))
    posts = list(
        Post.objects.filter(state=Post.State.PUBLISHED, audience=Post.Audience.PROFESSIONALS)
        .exclude(author__in=(operator, senior))
        .select_related("author")
        .order_by("pk")[:3]
    )
    anchor(at=at - 2 * _DAY)
    ids = [post.public_id for post in posts]
    actions.open_demand(by=operator, ground=_DEMAND, posts=ids, at=at - _DAY)
    refused = actions.ask(by=operator, person=posts[0].author, ground=_REFUSED, at=at - 3 * _DAY)
    actions.decide(
        by=senior, disclosure_id=refused.public_id, approve=False, answer=_NO, at=at - 2 * _DAY
    )
    actions.ask(by=operator, person=posts[-1].author, ground=_WAITING, at=at - _DAY)
    anchor(at=at)


def _somebody(role: str, *, apart: tuple[int, ...]) -> Person:
    """Who has the role; an invented colleague gets it where nobody has."""
    known = Person.objects.filter(role=role).order_by("pk").first()
    if known is not None:
        return known
    members = Person.objects.filter(role=Person.Role.MEMBER, standing=Person.Standing.ACTIVE)
    chosen = members.exclude(pk__in=apart).order_by("-pk")[0]
    Person.objects.filter(pk=chosen.pk).update(role=role)
    return Person.objects.get(pk=chosen.pk)
