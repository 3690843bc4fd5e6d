"""A newcomer with a browser, for the stories of joining."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from toctoc.people import actions, charter
from toctoc.people.models import Person

_number = itertools.count(1)
PASSWORD = "une phrase assez longue"


def newcomer(*, protected: bool = True, chartered: bool = True, **fields: Any) -> Person:
    """Somebody whose e-mail is verified, and perhaps the next two steps behind them."""
    now = timezone.now()
    person = Person.objects.create_user(
        f"nouvelle{next(_number)}@example.org", PASSWORD, joined_at=now, **fields
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if protected:
        TOTP.activate(person, generate_totp_secret())
    if chartered:
        actions.accept_charter(person, charter.CURRENT, now)
    return person


def member(**fields: Any) -> Person:
    rank = next(_number)
    values: dict[str, Any] = {
        "standing": "active",
        "profession": "10",
        "specialty": "SM32",
        "proven_at": timezone.now() - dt.timedelta(days=90),
        "pseudonym": f"Membre {rank}",
        "pseudonym_key": f"membre{rank}",
    }
    return newcomer(**(values | fields))


def browser(person: Person | None = None, host: str = "localhost") -> Client:
    client = Client(enforce_csrf_checks=False, headers={"host": host})
    if person is not None:
        client.force_login(person)
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())
