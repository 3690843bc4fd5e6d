"""Where somebody is on the way in, and who may open which of its pages (D2, D17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from toctoc.people import queries
from toctoc.people.adapters import has_second_factor
from toctoc.people.models import Person

View = Callable[..., HttpResponse]
ORDER = ("account", "protect", "charter", "proof", "name")


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is "done", "now" or "later"."""

    key: str
    title: str
    state: str
    url: str


def me(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def now() -> dt.datetime:
    return timezone.now()


def language() -> str:
    return "en" if translation.get_language() == "en" else "fr"


def done_of(person: Person) -> dict[str, bool]:
    """Which steps are behind this person."""
    named = bool(person.pseudonym) or person.signature != Person.Signature.PSEUDONYM
    return {
        "account": True,
        "protect": has_second_factor(person),
        "charter": queries.charter_accepted(person),
        "proof": person.proven_at is not None,
        "name": named,
    }


def steps_of(person: Person) -> list[Step]:
    """Where the person is on the way in."""
    titles = {
        "account": (_("Votre compte"), ""),
        "protect": (_("Protéger votre compte"), reverse("joining_protect")),
        "charter": (_("La charte"), reverse("charter_accept")),
        "proof": (_("Prouver votre profession"), reverse("joining_proof")),
        "name": (_("Votre nom ici"), reverse("joining_name")),
    }
    done = done_of(person)
    current = next((key for key in ORDER if not done[key]), "")
    states = {key: "done" if done[key] else "now" if key == current else "later" for key in ORDER}
    return [Step(key, titles[key][0], states[key], titles[key][1]) for key in ORDER]


def candidate(needs: str) -> Callable[[View], View]:
    """For somebody signed in whose steps before `needs` are behind; others go back to the list."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            done = done_of(me(request))
            if not all(done[key] for key in ORDER[: ORDER.index(needs)]):
                return redirect("joining")
            return view(request, *args, **kwargs)

        return guarded

    return decorate
