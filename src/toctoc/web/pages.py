"""Public pages: what this is, who may read what, how fast it answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from toctoc.guard.figures import measured_guard
from toctoc.people import charter
from toctoc.people.actions import set_language
from toctoc.people.codes import specialty_label
from toctoc.people.queries import audience_count
from toctoc.questions.figures import Delays, figures

from .access import language, now
from .helplines import help_lines
from .pictures_words import help_context
from .words import duration, moment

_URGENT = ("urgence", "europe", "sourds", "suicide")
_THEMES = ("light", "dark", "auto")
_YEAR = 365 * 24 * 3600


@require_GET
def how(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "pages/how.html",
        {
            "operator": settings.TOCTOC_OPERATOR,
            "professionals": audience_count("professionals"),
            "doctors": audience_count("doctors"),
        }
        | help_context(),
    )


@require_GET
def read_charter(request: HttpRequest) -> HttpResponse:
    """The commitments in force, then the ones they replaced (D17)."""
    names = sorted(charter.VERSIONS, reverse=True)
    versions = [
        {
            "name": name,
            "date": _month(name),
            "articles": charter.articles(name),
            "current": name == charter.CURRENT,
        }
        for name in names
    ]
    versions.sort(key=lambda version: not version["current"])
    return render(request, "pages/charter.html", {"versions": versions})


def _month(version: str) -> str:
    """ "novembre 2026" for the version "2026-11"."""
    year, month = version.split("-")[:2]
    return date_format(dt.date(int(year), int(month), 1), "F Y")


@require_GET
def show_figures(request: HttpRequest) -> HttpResponse:
    """T2: delays and counts, no words of any case; groups too small to hide in are left out."""
    lang = language()
    found = figures(at=now())
    return render(
        request,
        "pages/figures.html",
        {
            "since": moment(found.since),
            "all": _delays(found.all),
            "by_specialty": [
                {"label": specialty_label(code, lang)} | _delays(delays)
                for code, delays in found.by_specialty
            ],
            "by_hour": [
                {"hour": hour, "label": _at(hour), "x": 20 * hour}
                | (_delays(delays) if delays else {"questions": 0})
                for hour, delays in found.by_hour
            ],
            "professionals": audience_count("professionals"),
            "guard": measured_guard(),
        },
    )


def _at(hour: int) -> str:
    return (_("%(hour)s h") % {"hour": f"{hour:02}"}).replace(" ", "\u00a0")


def _delays(found: Delays) -> dict[str, Any]:
    return {
        "questions": found.questions,
        "median": duration(found.median),
        "p90": duration(found.p90),
        "median_seconds": found.median,
        "within_15_min": round(100 * found.within_15_min),
        "within_1_h": round(100 * found.within_1_h),
        "within_24_h": round(100 * found.within_24_h),
        "answered": round(100 * found.answered),
    }


@require_GET
def patient(request: HttpRequest) -> HttpResponse:
    """Two things to do first, then what members promise (K18, B1, T14)."""
    context = {"operator": settings.TOCTOC_OPERATOR, "urgent": help_lines(_URGENT)}
    return render(request, "pages/patient.html", context)


def page(template: str) -> Any:
    @require_GET
    def show(request: HttpRequest) -> HttpResponse:
        return render(request, f"pages/{template}.html", {"operator": settings.TOCTOC_OPERATOR})

    return show


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language with a cookie, and with the account of who is signed in."""
    wanted = request.POST.get("language", "")
    response = redirect(_back(request))
    if wanted in ("fr", "en"):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=_YEAR, samesite="Lax")
        if request.user.is_authenticated:
            set_language(request.user, wanted)
        translation.activate(wanted)
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("theme", "")
    response = redirect(_back(request))
    if wanted in _THEMES:
        response.set_cookie("theme", wanted, max_age=_YEAR, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    # `redirect` would take anything without a slash for the name of a view.
    if ours and target.startswith("/"):
        return target
    return "/"


# What makes the frame of every page; kept by the service worker for when the network is away.
_FRAME = (
    "css/tokens.css",
    "css/base.css",
    "css/parts.css",
    "js/ui.js",
    "img/icon.svg",
    "img/icons.svg",
)


@require_GET
@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it may look after every page; it keeps no page's content."""
    assets = json.dumps([static(name) for name in _FRAME])
    instance = json.dumps(settings.TOCTOC_NAME)
    return render(
        request,
        "sw.js",
        {
            "assets": assets,
            "version": hashlib.sha256(assets.encode()).hexdigest()[:12],
            "offline": reverse("offline"),
            "instance": instance,
            "icon": static("img/icon-192.png"),
            "badge": static("img/icon-maskable-512.png"),
        },
        content_type="text/javascript",
    )


@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Installs Toctoc on a phone. A view, since the icons' names carry a hash."""

    def icon(name: str, sizes: str, **more: str) -> dict[str, str]:
        return {"src": static(f"img/{name}"), "sizes": sizes, "type": "image/png"} | more

    return JsonResponse(
        {
            "name": settings.TOCTOC_NAME,
            "short_name": settings.TOCTOC_NAME[:12],
            "id": "/",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "lang": "fr",
            "background_color": "#f8f4ea",
            "theme_color": "#0d4a41",
            "icons": [
                icon("icon-192.png", "192x192"),
                icon("icon-512.png", "512x512"),
                icon("icon-maskable-512.png", "512x512", purpose="maskable"),
                icon("icon.svg", "any", type="image/svg+xml"),
            ],
            "shortcuts": [{"name": "Toc toc", "url": reverse("ask")}],
            "share_target": {
                "action": reverse("ask"),
                "method": "GET",
                "params": {"title": "title", "text": "text"},
            },
        },
        content_type="application/manifest+json",
    )


urlpatterns: list[URLPattern] = [
    path("comment-ca-marche/", how, name="how"),
    path("charte/", read_charter, name="charter"),
    path("chiffres/", show_figures, name="figures"),
    path("accessibilite/", page("accessibility"), name="accessibility"),
    path("patient/", patient, name="patient"),
    path("financement/", page("funding"), name="funding"),
    path("hors-ligne/", page("offline"), name="offline"),
    path("langue/", choose_language, name="set_language"),
    path("theme/", choose_theme, name="set_theme"),
    path("sw.js", service_worker, name="service_worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
