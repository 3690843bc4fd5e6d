"""Keys for programs: made, used, revoked. The ledger knows each by its opaque id."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible

from .models import ApiToken
from .types import TokenRefused

PREFIX = "toctoc_"
DAYS = (7, 30, 90, 365)
MOST = 20
_TOUCH = dt.timedelta(minutes=5)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def create_token(
    *, by: Person, name: str, scope: str, days: int, at: dt.datetime
) -> tuple[ApiToken, str]:
    """A new key and its secret, which nobody can read again. Raise `TokenRefused`, `TooMany`."""
    tidy = " ".join(name.replace("\x00", "").split())
    if not by.is_member:
        raise NotAllowed
    if not 1 <= len(tidy) <= 60:
        raise TokenRefused(_("Donnez-lui un nom de 1 à 60 caractères."), "name")
    if scope not in ApiToken.Scope.values:
        raise TokenRefused(_("Choisissez ce que cette clé permet."), "scope")
    if days not in DAYS:
        raise TokenRefused(_("Choisissez une durée dans la liste."), "days")
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)
        alive = ApiToken.objects.filter(person=by, revoked_at=None, expires_at__gt=at)
        if alive.count() >= MOST:
            raise TokenRefused(_("Vous avez déjà vingt clés : révoquez-en une."), "name")
        spend("proof", f"token:{by.public_id}", at=at)
        token = ApiToken.objects.create(
            person=by,
            name=tidy,
            digest=digest_of(secret),
            scope=scope,
            created_at=at,
            expires_at=at + dt.timedelta(days=days),
        )
        record(
            "token.create",
            at=at,
            actor=f"person:{by.public_id}",
            about=f"token:{token.public_id}",
            facts={"scope": scope, "days": days},
        )
    return token, secret


def revoke_token(*, by: Person, public_id: str, at: dt.datetime) -> ApiToken:
    """Make a key useless at once. `NotVisible` for somebody else's; twice does it once."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(person=by, public_id=public_id).first()
        if token is None:
            raise NotVisible
        if token.revoked_at is None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            record(
                "token.revoke", at=at, actor=f"person:{by.public_id}", about=f"token:{public_id}"
            )
    return token


def use_token(secret: str, *, at: dt.datetime) -> ApiToken | None:
    """The living key of this secret, its use noted (to five minutes), or None."""
    if not secret.startswith(PREFIX) or len(secret) > 80:
        return None
    token = (
        ApiToken.objects.filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=at)
        .select_related("person")
        .first()
    )
    if token is None or not token.person.is_active:
        return None
    if token.last_used_at is None or at - token.last_used_at > _TOUCH:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token
