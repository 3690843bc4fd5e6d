"""Refusals as `application/problem+json`: {status, code, message} and what helps to go on.

Nothing here repeats what was sent: a refused text must not come back in logs or traces (Law 5).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from toctoc.guard import Report
from toctoc.limits.actions import TooMany
from toctoc.moderation import types as moderation
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.pictures.types import NotReady
from toctoc.posts import types as posts
from toctoc.questions import types as questions

from .findings import findings_of
from .types import NotAMember, NotForPrograms, ScopeTooSmall, TooBig

RETRY_SECONDS = 30


def problem(status: int, code: str, message: str, **more: Any) -> HttpResponse:
    body = {"status": status, "code": code, "message": message} | more
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
    if "retry_after" in more:
        response["Retry-After"] = str(more["retry_after"])
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="toctoc"'
    return response


def refused(text: str, report: Report, pending: set[str], language: str) -> HttpResponse:
    """422 with every finding; `pending` marks those that still keep the door shut."""
    findings = findings_of(text, report, language)
    for finding in findings:
        finding["pending"] = finding["key"] in pending
    return problem(
        422, "refused", _("Il reste un point à décider avant de publier."), findings=findings
    )


def _plain(status: int, code: str, say: Callable[[], str]) -> Callable[..., HttpResponse]:
    def handle(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(status, code, say())

    return handle


def _too_many(_request: HttpRequest, error: TooMany) -> HttpResponse:
    seconds = math.ceil(error.wait.total_seconds())
    return problem(
        429, "too_many", _("Vous allez trop vite : attendez un peu."), retry_after=max(1, seconds)
    )


def _guard_down(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(
        503,
        "guard_down",
        _("La vérification du texte ne répond pas. Rien n’est publié : réessayez dans un instant."),
        retry_after=RETRY_SECONDS,
    )


def _too_long(_request: HttpRequest, error: posts.TooLong) -> HttpResponse:
    return problem(
        413,
        "too_long",
        _("C’est trop long : %(limit)d caractères au plus.") % {"limit": error.limit},
        limit=error.limit,
    )


def _too_many_named(_request: HttpRequest, error: posts.TooManyNamed) -> HttpResponse:
    return problem(
        422,
        "too_many_named",
        _("Choisissez %(limit)d confrères au plus.") % {"limit": error.limit},
        limit=error.limit,
    )


def _too_big(_request: HttpRequest, error: TooBig) -> HttpResponse:
    return problem(
        413,
        "too_big",
        _("C’est trop gros : %(limit)d octets au plus.") % {"limit": error.limit},
        limit=error.limit,
    )


def _changed(_request: HttpRequest, error: posts.Changed) -> HttpResponse:
    return problem(
        409,
        "changed",
        _("Ce texte a changé entre-temps : relisez-le, puis renvoyez."),
        revision=error.revision,
    )


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which fields, and what kind of fault; never their content."""
    places = [[str(part) for part in found.get("loc", ())] for found in error.errors]
    if any(place[:1] == ["path"] for place in places):
        return problem(404, "not_found", _missing())
    fields = [
        {"field": ".".join(place[1:]) or "body", "fault": str(found.get("type", "invalid"))}
        for place, found in zip(places, error.errors, strict=True)
    ]
    names = ", ".join(dict.fromkeys(field["field"] for field in fields))
    return problem(
        422, "invalid", _("À corriger : %(fields)s.") % {"fields": names[:200]}, fields=fields[:20]
    )


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that is not JSON, a missing CSRF token."""
    if error.status_code == 403:
        return problem(403, "csrf", _("Il manque le jeton X-CSRFToken de la page."))
    return problem(error.status_code, "unreadable", _("Le corps de la requête n’est pas du JSON."))


def _missing() -> str:
    return _("Cela n’existe pas, ou pas pour vous.")


def not_found(_request: HttpRequest, **_path: str) -> HttpResponse:
    return problem(404, "not_found", _missing())


def install(api: NinjaAPI) -> None:
    """Every refusal of the domain has one status and one code (docs/api.md lists them)."""
    missing = _plain(404, "not_found", _missing)
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        AuthenticationError: _plain(
            401, "sign_in", lambda: _("Il faut une clé valable, ou être connecté.")
        ),
        NotAMember: _plain(403, "not_a_member", lambda: _("Réservé aux professionnels vérifiés.")),
        ScopeTooSmall: _plain(403, "scope", lambda: _("Cette clé ne permet que de lire.")),
        NotForPrograms: _plain(
            403,
            "pages_only",
            lambda: _("Un retour d’expérience se lit sur le site, et là seulement."),
        ),
        NotAllowed: _plain(403, "not_allowed", lambda: _("Vous ne pouvez pas faire cela.")),
        posts.CharterMissing: _plain(
            403, "charter", lambda: _("Acceptez d’abord la charte, sur le site.")
        ),
        posts.NotYours: _plain(403, "not_yours", lambda: _("Seul son auteur peut le faire.")),
        questions.NotTheAsker: _plain(
            403,
            "not_the_asker",
            lambda: _("C’est à qui a posé la question, ou au contraire à un autre que lui."),
        ),
        NotVisible: missing,
        questions.NotAQuestion: missing,
        Http404: missing,
        posts.Empty: _plain(422, "empty", lambda: _("Écrivez votre texte avant de l’envoyer.")),
        questions.RecognisableCase: _plain(
            422,
            "recognisable",
            lambda: _(
                "Répondez « non » aux deux questions (le patient, un proche se "
                "reconnaîtrait-il ?), ou transposez davantage, ou demandez en privé."
            ),
        ),
        NotReady: _plain(
            409,
            "pictures_wait",
            lambda: _("Une image jointe à ce texte attend encore : décidez-la sur le site."),
        ),
        posts.NobodyNamed: _plain(
            422, "nobody_named", lambda: _("Choisissez au moins un confrère.")
        ),
        posts.TooManyNamed: _too_many_named,
        questions.NotAskable: _plain(
            422,
            "not_askable",
            lambda: _(
                "Un confrère choisi ne peut plus être sollicité : il n’est plus dans la liste."
            ),
        ),
        moderation.NeedsReasons: _plain(422, "reason", lambda: _("Écrivez la raison.")),
        moderation.NamesSomebody: _plain(
            422,
            "reason_names",
            lambda: _("La raison est gardée et lue : n’y mettez ni nom, ni numéro."),
        ),
        moderation.Conflict: _plain(
            409, "conflict", lambda: _("Vous avez une part dans cette affaire : un autre décidera.")
        ),
        moderation.ModerationError: _plain(
            409, "case", lambda: _("Ce dossier est en d’autres mains, ou déjà décidé.")
        ),
        questions.NoSpecialty: _plain(
            422, "specialty", lambda: _("Cette spécialité n’existe pas.")
        ),
        posts.TooLong: _too_long,
        TooBig: _too_big,
        posts.Changed: _changed,
        posts.GuardDown: _guard_down,
        TooMany: _too_many,
        ValidationError: _invalid,
        HttpError: _http,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)
