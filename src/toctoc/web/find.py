"""Search: the index ranks, the database decides what may be shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toctoc.limits.actions import spend
from toctoc.people.codes import SPECIALTIES
from toctoc.questions.queries import cards_of, with_equivalents
from toctoc.search.index import find
from toctoc.search.types import Cursor, Hits

from . import stencil
from .access import language, me, member, now
from .fragments import cards_html, specialty_options

PAGE = 20
_QUERY = 200
PERIODS = {"30": 30, "365": 365}


@require_GET
@member
def search(request: HttpRequest) -> HttpResponse:
    person, lang = me(request), language()
    query = request.GET.get("q", "").strip()[:_QUERY]
    code = request.GET.get("specialite", "")
    context: dict[str, Any] = {
        "query": query,
        "title": _("Chercher"),
        "specialty": code,
        "order": "recent" if request.GET.get("tri") == "recent" else "relevance",
        "period": request.GET.get("depuis", ""),
        "answered": "reponses" in request.GET,
        "references": "references" in request.GET,
        "all_specialties": specialty_options(lang, code),
        "cards": "",
        "more": "",
        "loose": False,
        "ready": True,
        "searched": bool(query),
        "here": "find",
    }
    if query:
        spend("search", person.public_id, at=now())
        hits = _hits(context, Cursor.decode(request.GET.get("apres")))
        context["cards"] = cards_html(cards_of(person, list(hits.threads)), lang)
        context |= {"loose": hits.loose, "ready": hits.ready}
        if hits.after:
            again = request.GET.copy()
            again["apres"] = hits.after.encode()
            context["more"] = f"?{again.urlencode()}"
    return stencil.page(request, "questions/search.html", context, kinds=("order", "period"))


def _hits(asked: dict[str, Any], after: Cursor | None) -> Hits:
    since = None
    if asked["period"] in PERIODS:
        since = int((now() - dt.timedelta(days=PERIODS[asked["period"]])).timestamp())
    code = asked["specialty"]
    return find(
        asked["query"],
        specialties=tuple(with_equivalents([code])) if code in SPECIALTIES else (),
        answered=True if asked["answered"] else None,
        has_references=True if asked["references"] else None,
        since=since,
        order=asked["order"],
        after=after,
        limit=PAGE,
    )


urlpatterns: list[URLPattern] = [path("recherche/", search, name="search")]
