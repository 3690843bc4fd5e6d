"""Who calls: a bearer token, or the session of a page of ours with its CSRF token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone, translation
from ninja.errors import AuthenticationError, HttpError
from ninja.security import APIKeyCookie, HttpBearer

from toctoc.limits.actions import spend
from toctoc.people.actions import refreshed
from toctoc.people.models import Person

from .actions import use_token
from .types import NotAMember, ScopeTooSmall, TooBig

MOST_BYTES = 600_000


def enter(request: HttpRequest, person: Person, *, member: bool) -> Person:
    """The same threshold for every way in: size, standing, pace."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or len(length) > 9 or int(length) > MOST_BYTES:
        raise TooBig(MOST_BYTES)
    at = timezone.now()
    if member and not refreshed(person, at).is_member:
        raise NotAMember
    spend("api", person.public_id, at=at)
    return person


class Bearer(HttpBearer):
    """`Authorization: Bearer toctoc_…`. A wrong key never falls back on the session."""

    def __init__(self, *, write: bool, member: bool = True) -> None:
        self.write, self.member = write, member
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = use_token(token.strip(), at=timezone.now())
        if found is None:
            raise AuthenticationError
        if "Accept-Language" not in request.headers:
            translation.activate(found.person.language)
        if self.write and found.scope != found.Scope.WRITE:
            raise ScopeTooSmall
        return enter(request, found.person, member=self.member)


def _view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class _Csrf(CsrfViewMiddleware):
    """Django's own check, which would answer with a page for people."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden()


def _check_csrf(request: HttpRequest) -> None:
    check = _Csrf(lambda _request: HttpResponseForbidden())
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    if check.process_view(request, _view, (), {}) is not None:
        raise HttpError(403, "csrf")


class Session(APIKeyCookie):
    """The session cookie; writing also needs `X-CSRFToken`."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, *, member: bool = True) -> None:
        self.member = member
        super().__init__(csrf=False)  # checked below, after who it is: nobody gets 401, not 403

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated:
            return None
        _check_csrf(request)
        return enter(request, request.user, member=self.member)


ANYBODY: list[Any] = [Bearer(write=False, member=False), Session(member=False)]
READER: list[Any] = [Bearer(write=False), Session()]
WRITER: list[Any] = [Bearer(write=True), Session()]
