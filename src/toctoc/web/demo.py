"""One click enters as somebody; only in the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from toctoc.people.models import Person

from .demo_roles import ROLES

_DOMAIN = "demo.invalid"


def roles() -> list[dict[str, Any]]:
    """The roles a visitor may take; none outside the demonstration."""
    if not settings.DEMO:
        return []
    return [{"key": role.key, "label": role.label, "hint": role.hint} for role in ROLES]


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "pages/demo.html", {"roles": roles()})


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Become that person. A POST with a CSRF token: no other site can do it for a visitor."""
    if not settings.DEMO:
        raise Http404
    if key == "patient":
        logout(request)
        return redirect("patient")
    person = Person.objects.filter(email=f"{key}@{_DOMAIN}", is_demo=False).first()
    if person is None:
        raise Http404
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


urlpatterns: list[URLPattern] = [
    path("demo/", choose, name="demo"),
    path("demo/<slug:key>", enter, name="demo_enter"),
]
