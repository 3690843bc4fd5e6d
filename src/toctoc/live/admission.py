"""Who may listen. Asked once when a stream opens, then again for all of them every minute.

A stream lives outside Django's stack: middlewares and `auser()` cost 469 kB a connection.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils import timezone

from . import topics


class Refused(Exception):
    """No stream; `status` is the HTTP status to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Pass:
    """A listener who was let in: by which session, under which password (its hash), to what."""

    person: int
    session: str
    proof: str
    topics: tuple[str, ...]


def admit(cookies: str, asked: str) -> Pass:
    """Judge the session cookie and the topics. Raise `Refused` (401, 403 or 400). Blocking."""
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key:
        raise Refused(401)
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person: Any = get_user(request)
    if not person.is_authenticated:
        raise Refused(401)
    if not person.is_member:
        raise Refused(403)
    try:
        allowed = topics.parse(asked, own=person.public_id)
    except topics.BadTopic as error:
        raise Refused(400) from error
    except topics.NotYours as error:
        raise Refused(403) from error
    return Pass(person.pk, key, person.get_session_auth_hash(), allowed)


def still_allowed(passes: Collection[Pass]) -> set[Pass]:
    """Those whose session lives and whose holder is still a member: two queries for 500."""
    return {ticket for some in _batches(set(passes)) for ticket in _allowed_of(some)}


def _batches(passes: Iterable[Pass], size: int = 500) -> Iterator[list[Pass]]:
    everyone = list(passes)
    for start in range(0, len(everyone), size):
        yield everyone[start : start + size]


def _allowed_of(passes: list[Pass]) -> Iterator[Pass]:
    keys = {ticket.session for ticket in passes}
    living = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    people: dict[int, Any] = get_user_model()._default_manager.in_bulk(
        {ticket.person for ticket in passes}
    )
    for ticket in passes:
        person = people.get(ticket.person)
        if person is None or not (person.is_active and person.is_member):
            continue
        # A changed password ends the other sessions, and with them their streams.
        if ticket.session in living and person.get_session_auth_hash() == ticket.proof:
            yield ticket
