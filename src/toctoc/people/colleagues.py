"""Colleagues one may ask by name: listed under the name they sign with, never another (T10).

Who signs with their own name is found by it, who signs with a pseudonym by that alone, and who
signs unnamed is not listed. The keys are keyed hashes of how words begin ("val", "valm"…): the
table tells nobody's name. A listing's id changes with the name, so that an id once seen beside a
pseudonym does not lead to the real name its bearer signs with later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from toctoc.sealing import fingerprint, unseal_json

from .folding import words
from .models import Declaration, Listing, ListingKey, Person, Restriction
from .queries import byline, civil_name

_SHORTEST, _LONGEST = 3, 12  # letters of a beginning that finds a name
_MOST_WORDS = 5
_TITLES = frozenset(("dr", "pr", "docteur", "professeur"))


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be asked. `id` is the listing's, not the account's."""

    id: str
    person: int
    name: str
    profession: str
    specialty: str
    stage: str
    # The pseudonym is declared to the council, which acknowledged it (K8).
    registered: bool = False


def relist(person: Person) -> None:
    """Follow a change of name or signature; nothing happens when the name shown is the same."""
    name = _name_to_list(person)
    mark = fingerprint("listing", name) if name else ""
    with transaction.atomic():
        if name and Listing.objects.filter(person=person, mark=mark).exists():
            return
        Listing.objects.filter(person=person).delete()
        if name:
            listing = Listing.objects.create(person=person, mark=mark)
            ListingKey.objects.bulk_create(
                [ListingKey(listing=listing, key=key) for key in sorted(_keys(name))]
            )


def _name_to_list(person: Person) -> str:
    if person.signature == Person.Signature.PROTECTED or person.proven_at is None:
        return ""
    in_doubt = Restriction.Kind.PROFILE
    if Restriction.objects.filter(person=person, kind=in_doubt, lifted_at=None).exists():
        return ""
    if person.signature == Person.Signature.PSEUDONYM:
        return person.pseudonym or ""
    return byline(person, person.signature)


def _keys(name: str) -> set[str]:
    return {
        _key(word[:size])
        for word in _words(name)
        for size in range(min(_SHORTEST, len(word)), min(_LONGEST, len(word)) + 1)
    }


def _key(start: str) -> str:
    return fingerprint("name", start)[:16]


def _words(text: str) -> list[str]:
    return [word for word in words(text) if word not in _TITLES]


def askable(by: Person) -> QuerySet[Person]:
    """Verified members who can answer and are listed; not the one who asks."""
    return Person.objects.filter(
        standing=Person.Standing.ACTIVE, is_active=True, listing__isnull=False
    ).exclude(pk=by.pk)


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of whose listed name every word typed begins a word."""
    typed = _words(text)[:_MOST_WORDS]
    if not typed:
        return people.none()
    for word in typed:
        found = ListingKey.objects.filter(key=_key(word[:_LONGEST])).values("listing")
        people = people.filter(listing__in=found)
    return people


def listed(by: Person, ids: Sequence[str]) -> list[Colleague]:
    """The listings of these ids, in this order; what is not one, or no longer, is left out."""
    found = {one.id: one for one in colleagues(askable(by).filter(listing__public_id__in=ids))}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def colleagues(people: QuerySet[Person] | Iterable[Person]) -> list[Colleague]:
    """Listed people as they show themselves, in the given order. One query for a queryset."""
    if isinstance(people, QuerySet):
        people = people.select_related("listing", "identity", "declaration")
    return [_colleague(person) for person in people]


def _colleague(person: Person) -> Colleague:
    name = person.pseudonym or ""
    if person.signature == Person.Signature.REAL:
        name = civil_name(person, unseal_json(person.identity.sealed))
    return Colleague(
        person.listing.public_id,
        person.pk,
        name,
        person.profession,
        person.specialty,
        person.stage,
        _is_registered(person),
    )


def _is_registered(person: Person) -> bool:
    if person.signature == Person.Signature.REAL:
        return False
    declaration: Declaration | None = getattr(person, "declaration", None)
    return declaration is not None and declaration.is_registered
