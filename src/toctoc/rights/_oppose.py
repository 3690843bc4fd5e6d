"""A professional of the national directory who is no member asks to be taken out (X5).

Two things are asked: the professional number, and an e-mail address that answers. Once it is done,
a fingerprint stays; and for a week the number, sealed, which the operator may look at.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.people import opposition
from toctoc.people.identifiers import BadIdentifier, idnps_of_number
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.sealing import fingerprint, seal_json, unseal_json

from .models import Opposition
from .tasks import mail_opposition
from .types import BadLink, BadRequest

LINK_LIVES = dt.timedelta(days=7)
_SHOWN = 200


def ask_opposition(*, number: str, email: str, language: str, at: dt.datetime) -> str:
    """Send the link that confirms; its secret. Says nothing of who is listed.

    Raise `BadRequest` or `TooMany`.
    """
    idnps = _number(number)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadRequest(_("Cette adresse e-mail n’est pas complète."), "email") from error
    spend("oppose", fingerprint("oppose", email)[:32], at=at)
    spend("oppose", fingerprint("oppose", idnps)[:32], at=at)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        # What the e-mail needs is sealed with the row, and leaves it once it is sent.
        letter = {"email": email, "token": token, "language": language}
        row = Opposition.objects.create(
            digest=_digest(token),
            sealed=seal_json({"idnps": idnps, "letter": letter}),
            asked_at=at,
            expires_at=at + LINK_LIVES,
        )
        mail_opposition.enqueue(row.pk)
    return token


def opposed_by(token: str, *, at: dt.datetime) -> bool:
    """Whether the person behind this link is opposed already; `BadLink`."""
    return opposition.is_opposed(_idnps_of(_row(token, at)))


def may_lift(token: str, *, at: dt.datetime) -> bool:
    """The link that opposed takes it back; another one, from whoever knows a public number, not."""
    return _row(token, at).confirmed_at is not None


def confirm_opposition(token: str, *, at: dt.datetime) -> bool:
    """Take the entry out now, and keep it out of the next imports; True the first time.

    The operator sees it for seven days: that number and address are one person's isn't proven.
    """
    with transaction.atomic():
        row = _row(token, at, lock=True)
        new = opposition.oppose(_idnps_of(row), at=at)
        if new:
            row.confirmed_at, row.expires_at = at, at + LINK_LIVES
            row.save(update_fields=["confirmed_at", "expires_at"])
        return new


def lift_opposition(token: str, *, at: dt.datetime) -> bool:
    """Think again, with the link that opposed; False with any other."""
    row = _row(token, at)
    return row.confirmed_at is not None and opposition.lift(_idnps_of(row), at=at)


# The operator's look.


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One opposition of the last days, as the operator reads it."""

    number: str
    at: dt.datetime
    stands: bool


def confirmed_oppositions(by: Person, *, at: dt.datetime) -> list[Confirmed]:
    _check_operator(by)
    rows = Opposition.objects.filter(confirmed_at__isnull=False, expires_at__gt=at)
    found = [(_idnps_of(row), row.confirmed_at) for row in rows.order_by("-confirmed_at")[:_SHOWN]]
    standing = set(opposition.among_opposed([idnps for idnps, _at in found]))
    return [Confirmed(idnps, when, idnps in standing) for idnps, when in found if when]


def undo_opposition(*, by: Person, number: str, at: dt.datetime) -> bool:
    """Somebody wrote that it was not them, or that they want to be listed again; True if they had
    opposed. The next import lists them. Raise `BadRequest`."""
    _check_operator(by)
    with transaction.atomic():
        lifted = opposition.lift(_number(number), at=at)
        if lifted:
            record("directory.oppose.undo", at=at, actor=f"person:{by.public_id}")
        return lifted


def _check_operator(by: Person) -> None:
    if not (by.is_member and by.role == Person.Role.OPERATOR):
        raise NotVisible


def _number(number: str) -> str:
    """The national identifier, from a number as somebody types it or as the operator reads it."""
    tidy = re.sub(r"[\s.\-]", "", number)
    try:
        return idnps_of_number(tidy[1:] if len(tidy) == 12 and tidy[0] == "8" else tidy)
    except BadIdentifier as error:
        raise BadRequest(str(error), "number") from error


def _row(token: str, at: dt.datetime, *, lock: bool = False) -> Opposition:
    rows = Opposition.objects.select_for_update() if lock else Opposition.objects.all()
    row = rows.filter(digest=_digest(token), expires_at__gt=at).first()
    if row is None:
        raise BadLink(_("Ce lien n’est plus valable. Recommencez : il vit sept jours."))
    return row


def _idnps_of(row: Opposition) -> str:
    return str(unseal_json(row.sealed)["idnps"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
