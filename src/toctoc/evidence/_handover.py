"""The sealed file is made and given to an operator, once more each time, and that is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.people.models import Person
from toctoc.people.types import CivilIdentity
from toctoc.posts.models import Post

from . import _rules as rules
from ._demands import about, is_open, locked
from ._disclosures import look, may_look, who
from ._sealed import sealed
from .models import Demand, Disclosure, Handover, Look
from .types import DemandOver


@dataclass(frozen=True, slots=True)
class SealedFile:
    name: str
    content: bytes
    sha256: str


def hand_over(
    *, by: Person, demand_id: str, with_identities: bool = False, at: dt.datetime
) -> SealedFile:
    """Read the posts as they are now, seal them, and write down which bytes left.

    `with_identities`: also who is behind, for each disclosure of this demand that this operator may
    read at this moment; each is one more look.
    """
    with transaction.atomic():
        operator = rules.check_operator(by, at)
        demand = locked(demand_id)
        if not is_open(demand, at):
            raise DemandOver
        spend("evidence", operator.public_id, at=at)
        identities = _disclosed(operator, demand, at) if with_identities else {}
        # Locked: a patient who erases at this moment does it before, or right after.
        rows = Post.objects.filter(pk__in=demand.pieces.values("post"))
        rows = rows.select_related("author", "thread")
        rows = rows.prefetch_related("holds", "versions", "kept", "uploads__pictures")
        posts = list(rows.select_for_update(of=("self",)).order_by("pk"))
        content = sealed(demand, posts, identities, at=at)
        digest = hashlib.sha256(content).hexdigest()
        Handover.objects.create(
            demand=demand,
            by=operator,
            at=at,
            sha256=digest,
            size=len(content),
            posts=len(posts),
            identities=len(identities),
        )
        facts = {"sha256": digest, "posts": len(posts), "identities": len(identities)}
        record("evidence.handover", at=at, actor=who(operator), about=about(demand), facts=facts)
    return SealedFile(f"toctoc-{demand.public_id}.zip", content, digest)


def _disclosed(operator: Person, demand: Demand, at: dt.datetime) -> dict[str, CivilIdentity]:
    """{account: who it is}, of the disclosures of this demand, to who asked for them."""
    granted = demand.disclosures.filter(asked_by=operator, state=Disclosure.State.APPROVED)
    return {
        one.person.public_id: look(
            by=operator, disclosure_id=one.public_id, how=Look.How.FILE, at=at
        )
        for one in granted.select_related("person", "asked_by", "decided_by")
        if may_look(operator, one, at)
    }
