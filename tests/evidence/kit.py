"""Who takes part in an answer to an authority, and one whole answer."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

from tests.factories import NOON, account, asked, member
from toctoc.evidence import actions
from toctoc.evidence.models import Demand, Disclosure
from toctoc.evidence.types import Ground
from toctoc.people.models import Person
from toctoc.posts.models import Post

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
GROUND = Ground(
    "judge",
    "réquisition judiciaire, art. 60-1 CPP, n° 26123000045",
    "Propos publics visés par une plainte pour injure.",
)


@dataclass
class House:
    """One person of each kind, and what the author wrote."""

    operator: Person = field(default_factory=lambda: member(role=Person.Role.OPERATOR))
    senior: Person = field(default_factory=lambda: member(role=Person.Role.SENIOR))
    moderator: Person = field(default_factory=lambda: member(role=Person.Role.MODERATOR))
    auditor: Person = field(default_factory=lambda: member(role=Person.Role.AUDITOR))
    author: Person = field(default_factory=member)
    colleague: Person = field(default_factory=member)

    def suspend(self, person: Person) -> None:
        Person.objects.filter(pk=person.pk).update(standing=Person.Standing.SUSPENDED)

    def strangers(self) -> dict[str, Person]:
        suspended, demoted = member(role=Person.Role.OPERATOR), member(role=Person.Role.SENIOR)
        watcher = member(role=Person.Role.AUDITOR)
        self.suspend(suspended)
        self.suspend(watcher)
        Person.objects.filter(pk=demoted.pk).update(standing=Person.Standing.EXCLUDED)
        return {
            "unproven": account(),
            "suspended operator": Person.objects.get(pk=suspended.pk),
            "suspended auditor": Person.objects.get(pk=watcher.pk),
            "excluded senior": Person.objects.get(pk=demoted.pk),
        }


def demanded(house: House, *posts: Post, at: dt.datetime = NOON, **fields: Any) -> Demand:
    ids = [post.public_id for post in posts]
    return actions.open_demand(by=house.operator, ground=GROUND, posts=ids, at=at, **fields)


def disclosure(house: House, *, at: dt.datetime = NOON, **fields: Any) -> Disclosure:
    fields = {"by": house.operator, "person": house.author, "ground": GROUND} | fields
    return actions.ask(**fields, at=at)


def approved(house: House, *, at: dt.datetime = NOON, **fields: Any) -> Disclosure:
    made = disclosure(house, at=at, **fields)
    return actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=at)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def post_in(parts: dict[str, bytes], post: Post) -> dict[str, Any]:
    return dict(json.loads(parts[f"posts/{post.public_id}.json"]))


__all__ = ["NOON", "asked"]
