"""The way in, one calm page a step: account, second factor, charter, proof, name (D2, D17, T10)."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.people import actions, charter, queries
from toctoc.people.adapters import has_second_factor
from toctoc.people.models import Person, Proof
from toctoc.people.types import NameRefused, NotAllowed

from . import joining_proof
from .joining_forms import NameForm
from .joining_steps import candidate, language, me, now, steps_of


@require_GET
@candidate("account")
def joining(request: HttpRequest) -> HttpResponse:
    """Where one is, and the next thing to do."""
    person = me(request)
    steps = steps_of(person)
    following = next((step for step in steps if step.state == "now"), None)
    if following is None and person.is_member:
        return redirect("/")
    proof = queries.latest_proof(person)
    context = {
        "steps": steps,
        "next": following,
        "proof": proof,
        "person": person,
        "closed": person.standing in (Person.Standing.SUSPENDED, Person.Standing.EXCLUDED),
        "waiting": proof is not None and proof.state == Proof.State.PENDING,
    }
    return render(request, "joining/steps.html", context)


@require_GET
@candidate("protect")
def protect(request: HttpRequest) -> HttpResponse:
    """A passkey, or an authenticator app: nobody becomes a member without one."""
    if has_second_factor(me(request)):
        return redirect("joining")
    # Browsers bind passkeys to a domain name: at http://127.0.0.1 they refuse to make one.
    named = not re.fullmatch(r"[0-9.]+|\[[0-9a-f:.]+\]", request.get_host().rsplit(":", 1)[0])
    context = {"steps": steps_of(me(request)), "named": named}
    return render(request, "joining/protect.html", context)


@require_http_methods(["GET", "POST"])
@candidate("charter")
def charter_accept(request: HttpRequest) -> HttpResponse:
    """Each commitment is ticked by itself; the acceptance keeps its date and version (D17)."""
    person, ticked, error = me(request), request.POST.getlist("commitment"), ""
    if request.method == "POST":
        try:
            version = request.POST.get("version", "")
            actions.accept_charter(person, version, now(), commitments=ticked)
            return redirect("joining")
        except NotAllowed as refused:
            error = str(refused)
    context = {
        "steps": steps_of(person),
        "articles": charter.articles(),
        "version": charter.CURRENT,
        "ticked": ticked,
        "error": error,
        "accepted": queries.charter_accepted(person),
    }
    return render(request, "joining/charter.html", context, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
@candidate("name")
def name(request: HttpRequest) -> HttpResponse:
    """Pseudonym and default signature. The pseudonym may be left out by who signs otherwise."""
    person = me(request)
    start = {"pseudonym": person.pseudonym or "", "signature": person.signature}
    form = NameForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid() and _named(person, form):
        messages.success(request, _("C'est noté."))
        return redirect("joining")
    context = {
        "steps": steps_of(person),
        "form": form,
        "real": queries.byline(person, Person.Signature.REAL, language()),
        "status": queries.status_of(person, language()),
    }
    return render(request, "joining/name.html", context, status=400 if form.errors else 200)


def _named(person: Person, form: NameForm) -> bool:
    try:
        if form.cleaned_data["pseudonym"]:
            actions.choose_pseudonym(person, form.cleaned_data["pseudonym"], at=now())
        actions.choose_signature(person, form.cleaned_data["signature"], at=now())
    except NameRefused as refused:
        form.add_error("pseudonym", str(refused))
    except NotAllowed as refused:
        form.add_error("pseudonym" if not person.pseudonym else "signature", str(refused))
    return not form.errors


def _to_joining(request: HttpRequest) -> HttpResponse:
    return redirect("joining")


urlpatterns: list[URLPattern] = [
    path("rejoindre/", joining, name="joining"),
    path("rejoindre/protection/", protect, name="joining_protect"),
    path("rejoindre/charte/", charter_accept, name="charter_accept"),
    path("rejoindre/nom/", name, name="joining_name"),
    path("moi/preuve/", _to_joining),
    *joining_proof.urlpatterns,
]
