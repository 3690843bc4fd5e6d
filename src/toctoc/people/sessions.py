"""Who is signed in, asked on every request: Django's session and allauth's backend, their two
queries compiled once. Every page shows whether something waits in the inbox: the person comes with
it, as `has_unread`. Expiry, signature, password change and `is_active` are judged as they are
by the classes below them."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from toctoc.notify.queries import HAS_UNREAD
from toctoc.prepared import Prepared

from ._measures import refreshed
from .models import Person

_SESSION = Prepared(
    lambda key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date"),
    key=str,
)
_PERSON = Prepared(
    lambda person: (
        Person.objects.filter(pk=person)
        .annotate(has_unread=HAS_UNREAD)
        .values_list(*(field.attname for field in Person._meta.concrete_fields), "has_unread")
    ),
    person=int,
)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        for data, expires in _SESSION(key=self.session_key or ""):
            if expires > timezone.now():
                content: dict[str, Any] = self.decode(data)
                return content
        self._session_key = None
        return {}


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    def get_user(self, user_id: int) -> Person | None:
        names = [field.attname for field in Person._meta.concrete_fields]
        for *row, has_unread in _PERSON(person=user_id):
            person = Person.from_db("default", names, row)
            vars(person)["has_unread"] = has_unread
            if person.standing_until is not None:  # a suspension ends by its date, clock or not
                refreshed(person, timezone.now())
            return person if self.user_can_authenticate(person) else None
        return None
