"""Prove one's profession: Pro Santé Connect, two sponsors, or a document (D2, X2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from toctoc.limits.actions import TooMany
from toctoc.people import actions, queries
from toctoc.people.adapters import refusal
from toctoc.people.models import Proof, Sponsorship
from toctoc.people.provider_psc import PROVIDER, PscAdapter
from toctoc.people.types import ClaimRefused, DocumentRefused, NotVisible, PeopleError

from .joining_forms import AskSponsorForm, CalmForm, DocumentForm, SponsoredForm
from .joining_steps import candidate, language, me, now, steps_of


def _too_many() -> str:
    return _("Trop d'essais d'affilée : revenez dans une heure. Rien n'est perdu.")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    failed = isinstance(form, CalmForm) and form.errors
    context |= {"steps": steps_of(me(request))}
    return render(request, f"joining/{template}.html", context, status=400 if failed else 200)


def _pending(request: HttpRequest, method: str) -> Proof | None:
    proof = queries.latest_proof(me(request))
    waiting = proof is not None and proof.state == Proof.State.PENDING
    return proof if waiting and proof and proof.method == method else None


@require_GET
@candidate("proof")
def choose(request: HttpRequest) -> HttpResponse:
    """Three ways; the quickest first."""
    person = me(request)
    if person.proven_at is not None:
        return redirect("joining")
    return _page(
        request,
        "proof",
        psc=bool(settings.TOCTOC_PSC_DISCOVERY),
        proof=queries.latest_proof(person),
        needed=settings.TOCTOC_SPONSORS_NEEDED,
    )


@require_http_methods(["GET", "POST"])
@candidate("proof")
def sponsored(request: HttpRequest) -> HttpResponse:
    """Be found in the directory, then ask colleagues to vouch."""
    pending = _pending(request, Proof.Method.SPONSORS)
    if pending is not None:
        return _sponsors(request, pending)
    form = SponsoredForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.begin_sponsored_proof(
                me(request), data["rpps"], data["family"], data["given"], now()
            )
            return redirect("joining_sponsored")
        except ClaimRefused as refused:
            refused.field = "rpps" if refused.field == "number" else refused.field
            form.show(refused)
        except PeopleError as refused:
            form.add_error(None, str(refused))
        except TooMany:
            form.add_error(None, _too_many())
    return _page(request, "sponsored", form=form, needed=settings.TOCTOC_SPONSORS_NEEDED)


def _sponsors(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The pending proof: who was asked is not shown again, only how many said yes."""
    form = AskSponsorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_sponsor(proof, form.cleaned_data["who"], at=now())
            messages.success(
                request, _("Si cette personne est membre et peut parrainer, elle a votre demande.")
            )
            return redirect("joining_sponsored")
        except PeopleError as refused:
            form.add_error("who", str(refused))
        except TooMany:
            form.add_error("who", _too_many())
    given = proof.sponsorships.filter(state=Sponsorship.State.GIVEN).count()
    return _page(
        request,
        "sponsors_waiting",
        form=form,
        proof=proof,
        given=given,
        needed=settings.TOCTOC_SPONSORS_NEEDED,
        claim=queries.own_claim(me(request), proof),
    )


@require_http_methods(["GET", "POST"])
@candidate("proof")
def document(request: HttpRequest) -> HttpResponse:
    """A professional card or a diploma, looked at by a moderator, then destroyed."""
    pending = _pending(request, Proof.Method.DOCUMENT)
    if pending is not None and request.method == "GET":
        return _page(request, "document_waiting", proof=pending)
    form = DocumentForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        language=language(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            data = _bytes(request.FILES.get("document"), request)
            actions.submit_document(me(request), form.claim(), data, at=now())
            return redirect("joining_document")
        except ClaimRefused as refused:
            form.show(refused)
        except DocumentRefused as refused:
            form.add_error("document", str(refused))
        except PeopleError as refused:
            form.add_error(None, str(refused))
        except TooMany:
            form.add_error(None, _too_many())
    return _page(request, "document", form=form)


def _bytes(file: UploadedFile[bytes] | None, request: HttpRequest) -> bytes:
    """The uploaded bytes, in memory. Too large a body was dropped before it came here."""
    if file is None and int(request.META.get("CONTENT_LENGTH") or 0) > actions.MAX_BYTES:
        raise DocumentRefused(_("Ce fichier dépasse 10 Mo : une photo moins grande suffit."))
    return file.read() if file is not None else b""


@require_POST
@candidate("proof")
def withdraw(request: HttpRequest) -> HttpResponse:
    actions.withdraw(me(request), at=now())
    return redirect("joining_proof")


@require_POST
def psc_login(request: HttpRequest) -> HttpResponse:
    """Leave for Pro Santé Connect: to prove when signed in, to sign in otherwise.

    Leaving is a page and not a redirect: a form may only lead to our own address (CSP
    `form-action`), and people like to know where they are going.
    """
    try:
        provider = PscAdapter(request, PROVIDER).get_provider()
        process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
        response: HttpResponse = provider.redirect(request, process=process)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (RequestException, KeyError, ValueError):
        text = _("Pro Santé Connect ne répond pas pour le moment. Réessayez dans quelques minutes.")
        return refusal(request, text, status=503)
    target = response.get("Location", "")
    if urlsplit(target).netloc in ("", request.get_host()):
        return response
    return render(request, "socialaccount/psc_leave.html", {"target": target})


@require_GET
def psc_callback(request: HttpRequest) -> HttpResponse:
    """Back from Pro Santé Connect; the rest is `provider_psc` and `ProofAdapter`."""

    def adapter(of: HttpRequest) -> PscAdapter:
        return PscAdapter(of, PROVIDER)

    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return response


@require_http_methods(["GET", "POST"])
def sponsor(request: HttpRequest, proof_id: str) -> HttpResponse:
    """A member is asked to vouch for somebody: yes, or no without a reason."""
    person = me(request)
    if not request.user.is_authenticated or not person.is_member:
        return redirect("joining")
    try:
        asked, claim = queries.access_sponsorship(person, proof_id)
    except NotVisible as hidden:
        raise Http404 from hidden
    error = ""
    if request.method == "POST":
        try:
            _answer(request, proof_id)
            return redirect("sponsor", proof_id)
        except PeopleError as refused:
            error = str(refused)
    context = {"asked": asked, "claim": claim, "error": error, "proof": asked.proof}
    return render(request, "joining/sponsor.html", context, status=400 if error else 200)


def _answer(request: HttpRequest, proof_id: str) -> None:
    if request.POST.get("answer") == "yes":
        actions.give_sponsorship(me(request), proof_id, at=now())
        messages.success(request, _("Merci : votre parrainage compte."))
    else:
        actions.decline_sponsorship(me(request), proof_id, at=now())
        messages.success(request, _("C'est noté. La personne ne saura pas qui a décliné."))


urlpatterns: list[URLPattern] = [
    path("rejoindre/preuve/", choose, name="joining_proof"),
    path("rejoindre/preuve/parrains/", sponsored, name="joining_sponsored"),
    path("rejoindre/preuve/document/", document, name="joining_document"),
    path("rejoindre/preuve/abandon/", withdraw, name="joining_withdraw"),
    path("psc/connexion/", psc_login, name="psc_login"),
    path("psc/retour/", psc_callback, name="psc_callback"),
    path("parrainage/<slug:proof_id>/", sponsor, name="sponsor"),
]
