"""Values and refusals of the API's own objects: keys and requests."""

from __future__ import annotations

from django.http import HttpRequest

from toctoc.people.models import Person


class ApiRequest(HttpRequest):
    """A request whose bearer token, or session with its CSRF token, named a person."""

    auth: Person


class TokenRefused(Exception):
    """A key could not be made; `field` is the form field to look at."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


class NotAMember(Exception):
    """Signed in, but nothing clinical is readable before proof, nor while suspended (D1)."""


class ScopeTooSmall(Exception):
    """The key reads; this writes."""


class NotForPrograms(Exception):
    """Words that are read on the pages only: a lived experience of somebody else (B8)."""


class TooBig(Exception):
    """The body is larger than `limit` bytes; it was not read."""

    def __init__(self, limit: int) -> None:
        super().__init__("too big")
        self.limit = limit
