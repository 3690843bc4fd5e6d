"""Where moderators look at documents, and operators at the register (D2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.people import actions, queries
from toctoc.people.models import Person, Proof
from toctoc.people.types import ClaimRefused, NotAllowed, NotVisible, PeopleError

from .joining_steps import View, language, me, now

_STANDINGS: dict[str, Any] = {
    Person.Standing.UNPROVEN: gettext_lazy("sans preuve"),
    Person.Standing.ACTIVE: gettext_lazy("membre"),
    Person.Standing.READ_ONLY: gettext_lazy("lecture seule"),
    Person.Standing.SUSPENDED: gettext_lazy("suspendu"),
    Person.Standing.EXCLUDED: gettext_lazy("exclu"),
}
_METHODS: dict[str, Any] = {
    "": "",
    Proof.Method.PSC: "Pro Santé Connect",
    Proof.Method.SPONSORS: gettext_lazy("Des parrains"),
    Proof.Method.DOCUMENT: gettext_lazy("Un document"),
    Proof.Method.DEMO: gettext_lazy("Démonstration"),
}


class DecisionForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Numéro lu sur le document"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Recopiez-le depuis le document : il est comparé à celui déclaré."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison du refus, et que faire ensuite"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _moderator(view: View) -> View:
    """Everybody else is told that the page does not exist."""

    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person) or not person.is_moderator:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except NotVisible as hidden:
            raise Http404 from hidden
        except NotAllowed as refused:
            return render(request, "proofs/refused.html", {"text": str(refused)}, status=403)

    return guarded


@require_GET
@_moderator
def queue(request: HttpRequest) -> HttpResponse:
    """Documents that wait, oldest first."""
    waiting = [
        {
            "proof": proof,
            "status": queries.status_line(
                proof.profession, proof.specialty, proof.stage, language()
            ),
        }
        for proof in queries.proof_queue(me(request))
    ]
    return render(request, "proofs/queue.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
@_moderator
def decide(request: HttpRequest, proof_id: str) -> HttpResponse:
    """One document beside what it claims and what the directory says."""
    proof, claim = queries.access_proof(me(request), proof_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, proof_id, form):
        return redirect("proof_queue")
    context = {
        "proof": proof,
        "claim": claim,
        "form": form,
        "image": proof.document.content_type != "application/pdf",
        "status": queries.status_line(claim.profession, claim.specialty, claim.stage, language()),
        "directory": queries.directory_says(claim),
        "taken": queries.is_taken(claim),
    }
    return render(request, "proofs/decide.html", context, status=400 if form.errors else 200)


def _decided(request: HttpRequest, proof_id: str, form: DecisionForm) -> bool:
    data = form.cleaned_data
    accepted = request.POST.get("decision") == "accept"
    try:
        actions.decide_document(
            me(request),
            proof_id,
            accepted=accepted,
            number=data["number"],
            reason=data["reason"],
            at=now(),
        )
    except ClaimRefused as refused:
        form.add_error("number", str(refused))
        return False
    except NotAllowed as refused:
        form.add_error("reason", str(refused))
        return False
    except PeopleError as refused:  # decided meanwhile, or a second account: the case is closed
        messages.error(request, str(refused))
        return True
    messages.success(request, _("Décision enregistrée. Le document est détruit."))
    return True


@require_GET
@_moderator
def document(request: HttpRequest, proof_id: str) -> HttpResponse:
    """The document itself: for this moderator, this time; each look is in the ledger."""
    data, kind = actions.view_document(me(request), proof_id, at=now())
    response = HttpResponse(data, content_type=kind)
    # A hostile file must find nothing to run. Browsers refuse to show a PDF in a sandbox.
    sandbox = "" if kind == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors 'none'{sandbox}"
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_GET
@_moderator
def register(request: HttpRequest) -> HttpResponse:
    """Every account with its proof, for the operator; no civil name."""
    lines = [
        replace(line, standing=str(_STANDINGS[line.standing]), method=str(_METHODS[line.method]))
        for line in queries.register(me(request))
    ]
    return render(request, "proofs/register.html", {"lines": lines})


urlpatterns: list[URLPattern] = [
    path("moderation/preuves/", queue, name="proof_queue"),
    path("moderation/registre/", register, name="proof_register"),
    path("moderation/preuves/<slug:proof_id>/", decide, name="proof_decide"),
    path("moderation/preuves/<slug:proof_id>/document", document, name="proof_document"),
]
