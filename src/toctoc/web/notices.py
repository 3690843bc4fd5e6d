"""Report: from a message, from a public page, by an association; then follow what became of it.

Nobody is asked more than article 16 of the DSA does, and nobody who judges learns who reported.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.limits.actions import TooMany
from toctoc.moderation import actions, queries
from toctoc.moderation.models import Case, Family, TrustedNotifier
from toctoc.moderation.types import LONGEST, Complaint, ModerationError, Outcome, Receipt
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.queries import access_post
from toctoc.posts.types import clean
from toctoc.questions.queries import question_of
from toctoc.sealing import fingerprint
from toctoc.stories.links import find_link

from . import judgement_words as words
from .access import language, me, member, now
from .errors import too_many
from .fragments import kind_label
from .words import moment

_TEXTS = ("link", "family", "reasons", "name", "email", "subject")


# -- from a message, for members ------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@member
def report_post(request: HttpRequest, public_id: str) -> HttpResponse:
    """A member reports a message, or how its author behaves."""
    person = me(request)
    post = access_post(person, public_id)
    if post.author_id == person.pk:
        return redirect("question", public_id=question_of(person, public_id))
    error, at_fault = "", ""
    if request.method == "POST":
        whole = request.POST.get("subject") == Case.Subject.PERSON
        subject = Case.Subject.PERSON if whole else Case.Subject.POST
        try:
            receipt = actions.report(_complaint(request, subject, public_id), by=person, at=now())
        except ModerationError as refused:
            error, at_fault = words.refusal(refused)
        else:
            return _thanked(request, receipt)
    context = _form(request, error, at_fault) | {
        "html": SafeString(post.html),
        "kind_label": kind_label(post.kind),
        "back": reverse("question", args=[question_of(person, public_id)]),
    }
    return render(request, "notices/report.html", context, status=422 if error else 200)


def _complaint(request: HttpRequest, subject: str, ref: str, *, place: str = "") -> Complaint:
    typed = {name: clean(request.POST.get(name, "")) for name in _TEXTS}
    return Complaint(
        subject=subject,
        ref=ref,
        family=typed["family"],
        reasons=typed["reasons"],
        good_faith="good_faith" in request.POST,
        protected="protected" in request.POST,
        name=typed["name"],
        email=typed["email"],
        place=place,
        language=language(),
    )


def _form(request: HttpRequest, error: str = "", at_fault: str = "") -> dict[str, Any]:
    """The two lists, and what was typed: nothing is lost by a refusal."""
    return {
        "kinds": words.kinds(),
        "typed": {name: request.POST.get(name, "") for name in _TEXTS},
        "ticked": {name: name in request.POST for name in ("good_faith", "protected")},
        "limit": LONGEST,
        "error": error,
        "at_fault": at_fault,
    }


def _thanked(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    if receipt.again:
        messages.info(request, _("Vous l’aviez déjà signalé : voici où cela en est."))
    else:
        messages.success(request, _("Merci. Votre signalement est reçu ; un modérateur le lira."))
    return redirect("my_report", notice=receipt.number)


# -- from the public page -------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Anybody, with a link or without; a member who comes here is led to the message itself."""
    linked = find_link(request.GET.get("lien", ""))
    person = request.user
    if linked and person.is_authenticated and person.is_member:
        return redirect("report_post", public_id=linked.reply or linked.question)
    error, at_fault = "", ""
    if request.method == "POST":
        try:
            receipt, error, at_fault = _tried(request)
        except TooMany as slow:
            return too_many(request, slow)
        if receipt is not None:
            return redirect("report_follow", notice_token=receipt.token)
    context = _form(request, error, at_fault)
    context["typed"]["link"] = context["typed"]["link"] or request.GET.get("lien", "")[:500]
    return render(request, "notices/public.html", context, status=422 if error else 200)


def _received(request: HttpRequest, notifier: TrustedNotifier | None = None) -> Receipt:
    """A notice without an account. The address on the internet counts notices, and isn't kept."""
    email = clean(request.POST.get("email", "")).strip()
    if email:
        validate_email(email)
    pasted = clean(request.POST.get("link", "")).strip()[:500]
    subject, ref = meant(pasted, request.POST.get("family", ""))
    return actions.report(
        _complaint(request, subject, ref, place=pasted),
        visitor=fingerprint("visitor", request.META.get("REMOTE_ADDR", "")),
        notifier=notifier,
        at=now(),
    )


def _tried(
    request: HttpRequest, notifier: TrustedNotifier | None = None
) -> tuple[Receipt | None, str, str]:
    """The receipt; or none, what is wrong, and in which field. `TooMany` goes through."""
    try:
        return _received(request, notifier), "", ""
    except ValidationError:
        return None, _("Cette adresse e-mail n’est pas complète."), "email"
    except ModerationError as refused:
        return (None, *words.refusal(refused))


def meant(pasted: str, family: str) -> tuple[str, str]:
    """What a stranger points at: a message by its link, somebody by the name shown, or the site."""
    link = find_link(pasted)
    if link is not None:
        return Case.Subject.POST, link.reply or link.question
    if pasted and family == Family.IMPERSONATION:
        return Case.Subject.PERSON, pasted[:60]
    return Case.Subject.SITE, ""


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, notice_token: str) -> HttpResponse:
    """What became of it, behind the link that only who reported has."""
    try:
        outcome = queries.outcome_of(token=notice_token, at=now())
    except NotVisible as error:
        raise Http404 from error
    return _outcome(request, outcome, token=notice_token)


def _outcome(
    request: HttpRequest, outcome: Outcome, *, token: str = "", by: Person | None = None
) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            actions.contest(
                by=by,
                number=outcome.number if by else "",
                token=token,
                reasons=clean(request.POST.get("reasons", "")),
                at=now(),
            )
        except ModerationError as refused:
            error, _field = words.refusal(refused)
        else:
            messages.success(request, _("C’est noté : quelqu’un d’autre relira la décision."))
            return redirect(request.path)
    context = {
        "o": in_words(outcome),
        "outcome": outcome,
        "mine": by is not None,
        "link": request.build_absolute_uri() if token else "",
        "error": error,
        "typed": request.POST.get("reasons", ""),
        "limit": LONGEST,
    }
    return render(request, "notices/follow.html", context, status=422 if error else 200)


def in_words(outcome: Outcome) -> dict[str, Any]:
    """Said plainly: where it is, what was decided, until when it may be contested."""
    return {
        "about": words.about(outcome.family),
        "at": moment(outcome.at),
        "now": _state(outcome),
        "decided_at": moment(outcome.decided_at) if outcome.decided_at else None,
        "rule": words.rule(outcome.rule) if outcome.rule and outcome.acted else None,
        "until": words.day(outcome.contest_until) if outcome.contest_until else "",
        "contest": _contest(outcome),
    }


def _state(outcome: Outcome) -> str:
    match outcome.state:
        case "talks":
            return _("Une conciliation est proposée avant toute décision.")
        case "settled":
            return _("C’est réglé par une conciliation : personne n’a été jugé.")
        case "received":
            return _("Un modérateur le lira. Vous aurez la réponse ici.")
    if outcome.overturned:
        return _("Une mesure avait été prise. Elle a été annulée en appel, par quelqu’un d’autre.")
    if outcome.hidden:
        return _("Le texte a été masqué.")
    if outcome.acted:
        return _("Une mesure a été prise envers la personne. Le texte reste lisible.")
    return _("Le texte a été relu : rien n’y contrevient à la loi ni à la charte.")


def _contest(outcome: Outcome) -> str:
    if outcome.contested_at is None:
        return ""
    if not outcome.contest_outcome:
        return _("Vous avez contesté cette réponse : quelqu’un d’autre la relit.")
    if outcome.contest_outcome == "overturned":
        return _("Vous aviez raison de contester : le dossier a été rouvert.")
    return _("Votre contestation a été relue par quelqu’un d’autre : la réponse est la même.")


# -- one's own ------------------------------------------------------------------------------------


@require_GET
@member
def my_reports(request: HttpRequest) -> HttpResponse:
    lines = [
        {
            "number": one.number,
            "about": words.about(one.case.family),
            "at": moment(one.at),
            "answered": one.answered_at is not None,
        }
        for one in queries.notices_of(me(request))
    ]
    return render(request, "notices/mine.html", {"lines": lines, "here": "me"})


@require_http_methods(["GET", "POST"])
@member
def my_report(request: HttpRequest, notice: str) -> HttpResponse:
    """One's own notice, by its number: nobody else's is found."""
    person = me(request)
    outcome = queries.outcome_of(by=person, number=notice, at=now())
    return _outcome(request, outcome, by=person)


# -- associations that the operator trusts (D14) --------------------------------------------------


@require_http_methods(["GET", "POST"])
def trusted(request: HttpRequest, notifier_key: str) -> HttpResponse:
    """Their own page, behind their key: report, and read what was decided, with its reasons."""
    notifier = queries.find_notifier(notifier_key)
    if notifier is None:
        raise Http404
    error, at_fault = "", ""
    if request.method == "POST":
        try:
            receipt, error, at_fault = _tried(request, notifier)
        except TooMany as slow:
            return too_many(request, slow)
        if receipt is not None:
            told = _("Reçu : %(number)s. Il passe avant les autres.")
            messages.success(request, told % {"number": receipt.number})
            return redirect(request.path)
    context = _form(request, error, at_fault) | {
        "name": notifier.name,
        "lines": [
            {
                "number": one.number,
                "about": words.about(one.case.family),
                "at": moment(one.at),
                "o": in_words(told),
                "facts": told.facts,
            }
            for one, told in queries.told_to(notifier, now())
        ],
    }
    return render(request, "notices/trusted.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
@member
def notifiers(request: HttpRequest) -> HttpResponse:
    """The operator trusts an association, or no longer. Its link is shown once."""
    person = me(request)
    if person.role != Person.Role.OPERATOR:
        raise Http404
    link, error = "", ""
    if request.method == "POST" and request.POST.get("do") == "revoke":
        actions.revoke_notifier(by=person, public_id=request.POST.get("id", ""), at=now())
        messages.success(request, _("Ce lien ne sert plus à rien."))
        return redirect("notifiers")
    if request.method == "POST":
        try:
            _made, key = actions.make_notifier(
                by=person, name=clean(request.POST.get("name", "")), at=now()
            )
            link = request.build_absolute_uri(reverse("trusted", args=[key]))
        except ModerationError:
            error = _("Donnez le nom de l’association.")
    context = {
        "link": link,
        "error": error,
        "lines": [
            {
                "id": one.public_id,
                "name": one.name,
                "at": moment(one.made_at),
                "gone": one.revoked_at,
            }
            for one in queries.notifiers()
        ],
    }
    return render(request, "notices/notifiers.html", context, status=422 if error else 200)


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>/signaler", report_post, name="report_post"),
    path("signaler/", report, name="report"),
    path("signaler/suivi/<str:notice_token>/", follow, name="report_follow"),
    path("signaler/association/<str:notifier_key>/", trusted, name="trusted"),
    path("moi/signalements/", my_reports, name="my_reports"),
    path("moi/signalements/<slug:notice>/", my_report, name="my_report"),
    path("moderation/associations/", notifiers, name="notifiers"),
]
