"""Public types of `people`: what a proof claims, and why something is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any


class PeopleError(Exception):
    """Refused. The text is for the person who asked, in their language."""


class NotVisible(PeopleError):
    """It doesn't exist, or not for this person: the two must not be told apart."""


class NotAllowed(PeopleError):
    """This person may not do that."""


class AlreadyProven(PeopleError):
    """The account has its proof; a second one would change who it is."""


class DuplicatePerson(PeopleError):
    """This professional already has an account here (D2), open, closed or excluded (K23)."""


class ClaimRefused(PeopleError):
    """What was claimed can't be proven this way; `field` is the form field to look at."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class NameRefused(PeopleError):
    """This pseudonym can't be chosen."""


class DeclarationRefused(PeopleError):
    """These days can't be those of a declaration; `field` is the form field to look at."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


class SponsorRefused(PeopleError):
    """This colleague can't vouch, or not now."""


class DocumentRefused(PeopleError):
    """The file is not one that a moderator could look at safely."""


class ProofClosed(PeopleError):
    """The proof was decided, or withdrawn, in the meantime."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says to be. `number` is an IDNPS, or a student's INE when `stage` is student."""

    number: str
    family: str
    given: str
    profession: str
    specialty: str = ""
    stage: str = "practising"
    civility: str = ""
    department: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One account of the register (D2). Opaque ids only; `method` is "" when nothing is proven."""

    person: str
    standing: str
    method: str
    proven_at: dt.datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class DirectoryAnswer:
    """What the public directory says of a claim: `found` by number, and whether the rest agrees."""

    found: bool
    same_name: bool = False
    same_profession: bool = False
    profession: str = ""
    specialty: str = ""
    student: bool = False
    department: str = ""
    marked: bool = False


class NobodyKnown(PeopleError):
    """No human is known behind this account, or not any more."""


@dataclass(frozen=True, slots=True)
class CivilIdentity:
    """Who an account is, as proven; only `disclosure.open_identity` makes one."""

    name: str
    family: str
    given: str
    number: str
    email: str
    pseudonyms: tuple[str, ...]
    established_at: dt.datetime
