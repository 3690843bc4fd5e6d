"""Send pictures for a text: the part under the writing box, its own page, and the way back.

A file is read in memory and nowhere else: Django's handler for large files, which writes them to
disk, is never in the way (`_InMemory`).
"""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from toctoc.limits.actions import TooMany
from toctoc.pictures import actions, queries
from toctoc.pictures.types import Busy, Off, Suspended, TooManyFiles

from . import panel as guard_panel
from . import pictures_words as words
from .access import language, me, member, now
from .ask import is_target, keep
from .pictures_part import page_of, part

_FORM = 200_000  # bytes of a form around its file
_MOST_AT_ONCE = 10


class _InMemory(MemoryFileUploadHandler):
    """Keeps a whole upload in memory, up to what one file may be; more is dropped as it comes."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.activated = content_length <= settings.TOCTOC_FILES.size + _FORM


def target_in(values: Any) -> str:
    target = str(values.get("target", ""))
    if not is_target(target):
        raise Http404
    return target


@require_POST
@member
def keep_text(request: HttpRequest) -> HttpResponse:
    """Without JavaScript: the text is kept as a draft first, then its pictures have their page."""
    target = target_in(request.POST)
    _keep(request, target)
    return redirect(_address(target))


def _keep(request: HttpRequest, target: str) -> None:
    """What was typed so far, where the button that was pressed stands under a text."""
    if "body" in request.POST and guard_panel.body_in(request).strip():
        keep(request, target)


def _address(target: str) -> str:
    return f"{reverse('pictures')}?target={target}"


@require_GET
@member
def attach(request: HttpRequest) -> HttpResponse:
    """The files of a text, and the form that sends one, on a page of their own."""
    target = target_in(request.GET)
    context = {
        "attach": part(me(request), target),
        "back": page_of(target),
        "token": guard_panel.new_token(),
        "here": "ask",
    }
    return render(request, "pictures/attach.html", context)


@require_GET
@member
def files(request: HttpRequest) -> HttpResponse:
    """The lines alone, for the page that follows them."""
    return HttpResponse(_lines(request, target_in(request.GET)))


def _lines(request: HttpRequest, target: str) -> str:
    return render_to_string(
        "pictures/_files.html", {"attach": part(me(request), target)}, request=request
    )


@csrf_exempt
def send(request: HttpRequest) -> HttpResponse:
    """Before anything reads the form: where its file may be kept while it comes."""
    request.upload_handlers = [_InMemory(request)]
    return _send(request)


@csrf_protect
@require_POST
@member
def _send(request: HttpRequest) -> HttpResponse:
    """Take files (one a request by the script, several by the plain form). JSON for a script."""
    target = target_in(request.POST)
    given = request.FILES.getlist("file")[:_MOST_AT_ONCE]
    error, status, again = "", 200, 0
    if not given:
        heavy = int(request.META.get("CONTENT_LENGTH") or 0) > settings.TOCTOC_FILES.size
        error, status = (words.too_heavy(), 413) if heavy else (_no_file(), 422)
    token = request.POST.get("token", "")[:36] or guard_panel.new_token()
    upload = ""
    for place, file in enumerate(given):
        try:
            upload = _take(request, target, f"{token[:30]}-{place}" if place else token, file)
        except (Off, Suspended, Busy, TooManyFiles, TooMany, _TooHeavy) as refusal:
            error, status, again = _refused(refusal)
            break
    if request.headers.get("Accept", "").startswith("application/json"):
        answer = {"error": error, "again": again} if error else {"id": upload}
        return JsonResponse(answer | {"files": _lines(request, target)}, status=status)
    if error:
        messages.error(request, error)
    return redirect(_address(target))


class _TooHeavy(Exception):
    pass


def _take(request: HttpRequest, target: str, token: str, file: UploadedFile[bytes]) -> str:
    if (file.size or 0) > settings.TOCTOC_FILES.size:
        raise _TooHeavy
    return actions.send(
        by=me(request),
        target=target,
        token=token,
        data=file.read(),
        name=file.name or "",
        at=now(),
    )


def _no_file() -> str:
    return _("Choisissez d’abord un fichier.")


def _refused(refusal: Exception) -> tuple[str, int, int]:
    """(what to say, status, seconds after which a script tries again by itself)"""
    if isinstance(refusal, _TooHeavy):
        return words.too_heavy(), 413, 0
    said = words.sentence_of(refusal)
    if isinstance(refusal, Busy):
        return said, 503, refusal.seconds
    if isinstance(refusal, TooMany):
        return said, 429, math.ceil(refusal.wait.total_seconds())
    return said, 409, 0


@require_POST
@member
def act(request: HttpRequest, upload: str, verb: str) -> HttpResponse:
    """Take a file back, or change its place. The text around the button is kept first."""
    target = target_in(request.POST)
    _keep(request, target)
    order = [one.public_id for one in queries.sent_for(me(request), target)]
    if verb == "retirer":
        actions.discard(by=me(request), upload=upload, at=now())
    elif upload in order:
        before = _before(order, order.index(upload), up=verb == "monter")
        actions.move(by=me(request), upload=upload, before=before, at=now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"files": _lines(request, target)})
    return redirect(page_of(target) if "body" in request.POST else _address(target))


def _before(order: list[str], place: int, *, up: bool) -> str | None:
    """The file that the moved one will stand before; None: at the end."""
    if up:
        return order[max(0, place - 1)]
    return order[place + 2] if place + 2 < len(order) else None


@require_GET
@member
def draft(request: HttpRequest, picture: str) -> HttpResponse:
    """One page with nothing covered, for its author alone."""
    return _webp(queries.draft_bytes(me(request), picture))


@require_GET
@member
def preview(request: HttpRequest, picture: str) -> HttpResponse:
    """One page as it will be published, for its author."""
    return _webp(queries.preview_bytes(me(request), picture))


def _webp(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_GET
def consent(request: HttpRequest) -> HttpResponse:
    """The form to print (T15), in the patient's language rather than the reader's."""
    wanted = request.GET.get("langue", "")
    if wanted not in ("fr", "en"):
        wanted = language()
    with translation.override(wanted):
        return render(request, "councils/consent.html", {"operator": settings.TOCTOC_OPERATOR})


urlpatterns: list[URLPattern] = [
    path("images/", attach, name="pictures"),
    path("images/joindre/", keep_text, name="pictures_keep"),
    path("images/envoyer/", send, name="pictures_send"),
    path("images/fichiers/", files, name="pictures_files"),
    path("images/consentement/", consent, name="pictures_consent"),
    path("images/<slug:upload>/retirer", act, {"verb": "retirer"}, name="pictures_discard"),
    path("images/<slug:upload>/monter", act, {"verb": "monter"}, name="pictures_up"),
    path("images/<slug:upload>/descendre", act, {"verb": "descendre"}, name="pictures_down"),
    path("images/<slug:picture>/brouillon.webp", draft, name="pictures_draft"),
    path("images/<slug:picture>/apercu.webp", preview, name="pictures_preview"),
]
