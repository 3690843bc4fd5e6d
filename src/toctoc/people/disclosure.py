"""The one way in which anybody else's civil identity is opened (Law 6).

`evidence` calls it, for a disclosure that two persons decided; nobody else may (a test reads the
source). It can't be called without leaving an entry in the ledger.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection

from toctoc.ledger.actions import record
from toctoc.sealing import unseal_json

from .models import Identity, Person
from .queries import civil_name
from .types import CivilIdentity, NobodyKnown


def has_identity(person: Person) -> bool:
    return Identity.objects.filter(person=person).exists()


def open_identity(person: Person, *, grant: str, actor: str, at: dt.datetime) -> CivilIdentity:
    """Who this account was proven to be. `grant` names the decision that allows it.

    Raise `NobodyKnown` for an account that never proved anything, or whose link to a human was
    destroyed when its time had come, and `Unsealable` when the keys are not those that sealed it.
    """
    assert connection.in_atomic_block, "the entry and what it allows are one"
    identity = Identity.objects.filter(person=person).first()
    names = unseal_json(identity.sealed) if identity else {}
    if identity is None or not names:
        raise NobodyKnown
    about = f"person:{person.public_id}"
    record("identity.open", at=at, actor=actor, about=about, facts={"grant": grant})
    return CivilIdentity(
        name=civil_name(person, names),
        family=names["family"],
        given=names["given"],
        number=names["number"],
        # An account that was erased left its address and names with the identity (five years).
        email=names.get("email", person.email),
        pseudonyms=tuple(names.get("pseudonyms", filter(None, [person.pseudonym]))),
        established_at=identity.established_at,
    )
