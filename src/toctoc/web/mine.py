"""What is mine: inbox, rhythm, drafts, language, my data."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.guard.figures import measured_guard
from toctoc.live.request import number
from toctoc.notify.actions import change_rhythm, mark_read, subscribe_push, unsubscribe_push
from toctoc.notify.addresses import address_of
from toctoc.notify.models import Notice, Rhythm
from toctoc.notify.push import public_key
from toctoc.notify.queries import inbox, rhythm_of
from toctoc.notify.tasks import sentence
from toctoc.people import actions as people
from toctoc.posts.queries import drafts_of
from toctoc.posts.types import clean
from toctoc.questions.queries import cards_of, export_of

from .access import language, me, member, now
from .ask import signatures
from .words import moment

PAGE = 30
_ON_CALL_HOURS = (1, 2, 4, 8, 12)
_MAX_BUDGET = 20


@require_GET
@member
def my_inbox(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("avant", "")
    person = me(request)
    lines = inbox(person.pk, before=number(before), limit=PAGE + 1)
    # What a line is about is fetched now, with this reader's permission: never kept in the line.
    about = {card.public_id: card.excerpt for card in cards_of(person, [n.ref for n in lines])}
    return render(
        request,
        "me/inbox.html",
        {
            "title": _("Pour vous"),
            "lines": [_line(notice, about.get(notice.ref, "")) for notice in lines[:PAGE]],
            "more": f"?avant={lines[PAGE - 1].pk}" if len(lines) > PAGE else "",
            "here": "inbox",
        },
    )


def _line(notice: Notice, about: str) -> dict[str, Any]:
    return {
        "text": sentence(notice.kind, notice.ref),
        "about": about,
        "kind": notice.kind,
        "url": address_of(notice),
        "unread": notice.read_at is None,
        "at": moment(notice.created_at),
    }


@require_POST
@member
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(me(request).pk, at=now())
    return redirect("inbox")


@require_GET
@member
def drafts(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "me/drafts.html",
        {
            "title": _("Mes brouillons"),
            "days": settings.TOCTOC_DRAFT_DAYS,
            "drafts": [
                {
                    "url": _draft_url(draft.target),
                    "start": draft.fields.get("body", "")[:160],
                    "target": draft.target,
                    "revision": draft.revision,
                    "at": moment(draft.updated_at),
                }
                for draft in drafts_of(me(request))
            ],
            "here": "me",
        },
    )


def _draft_url(target: str) -> str:
    head, _sep, public_id = target.partition(":")
    return {"reply": f"/q/{public_id}#repondre", "edit": f"/q/{public_id}/modifier"}.get(
        head, "/demander/"
    )


@require_http_methods(["GET", "POST"])
@member
def preferences(request: HttpRequest) -> HttpResponse:
    """When I may be knocked, how I sign, which language."""
    person, lang = me(request), language()
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _save(request)
        if not errors:
            messages.success(request, _("C’est enregistré."))
            return redirect("preferences")
    rhythm = rhythm_of(person.pk)
    on_call = (
        rhythm.on_call_until if rhythm.on_call_until and rhythm.on_call_until > now() else None
    )
    return render(
        request,
        "me/settings.html",
        {
            "title": _("Réglages"),
            "rhythm": rhythm,
            "quiet_start": request.POST.get("quiet_start", _clock(rhythm.quiet_start)),
            "quiet_end": request.POST.get("quiet_end", _clock(rhythm.quiet_end)),
            "budget": request.POST.get("budget", str(rhythm.budget)),
            "max_budget": _MAX_BUDGET,
            "on_call": moment(on_call) if on_call else None,
            "on_call_hours": _ON_CALL_HOURS,
            "digests": _digests(rhythm),
            "signatures": signatures(person, person.signature, lang),
            "pseudonym": person.pseudonym or "",
            "push_key": public_key(),
            "guard": measured_guard(),
            "guard_threshold": settings.TOCTOC_GUARD_THRESHOLD,
            "guard_minor_threshold": settings.TOCTOC_GUARD_MINOR_THRESHOLD,
            "errors": errors,
            "here": "me",
        },
        status=422 if errors else 200,
    )


def _digests(rhythm: Rhythm) -> list[dict[str, Any]]:
    labels = {"none": _("Jamais"), "daily": _("Chaque jour"), "weekly": _("Chaque semaine")}
    return [
        {"value": value, "label": label, "checked": rhythm.digest == value}
        for value, label in labels.items()
    ]


def _save(request: HttpRequest) -> dict[str, str]:
    """Save one section of the page; return errors by field, saving nothing then."""
    person, at, post = me(request), now(), request.POST
    section = post.get("section")
    if section == "rhythm":
        start, end = _minutes(post.get("quiet_start", "")), _minutes(post.get("quiet_end", ""))
        budget = post.get("budget", "")
        errors = {}
        if start is None:
            errors["quiet_start"] = _("Écrivez une heure comme 21:00.")
        if end is None:
            errors["quiet_end"] = _("Écrivez une heure comme 07:00.")
        if number(budget) not in range(_MAX_BUDGET + 1):
            errors["budget"] = _("Un nombre entre 0 et %(max)d.") % {"max": _MAX_BUDGET}
        if errors:
            return errors
        digest = post.get("digest", "weekly")
        change_rhythm(
            person.pk,
            quiet_start=start,
            quiet_end=end,
            budget=int(budget),
            by_email="by_email" in post,
            by_push="by_push" in post,
            digest=digest if digest in Rhythm.Digest.values else "weekly",
        )
    elif section == "on_call":
        hours = post.get("hours", "0")
        until = at + dt.timedelta(hours=int(hours)) if hours in map(str, _ON_CALL_HOURS) else None
        change_rhythm(person.pk, on_call_until=until)
    elif section == "pause":
        days = post.get("days", "0")
        wanted = number(days)
        until = at + dt.timedelta(days=min(wanted, 60)) if wanted else None
        change_rhythm(person.pk, muted_until=until)
    elif section == "signature":
        people.choose_signature(person, post.get("signature", ""), at=at)
    return {}


def _minutes(text: str) -> int | None:
    """Minutes since midnight of "21:00" or "21h"; None if it isn't an hour."""
    head, _sep, tail = text.strip().lower().replace("h", ":").partition(":")
    hour, minute = number(head), number(tail or "0")
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    return hour * 60 + minute


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


@require_GET
@member
def export(request: HttpRequest) -> HttpResponse:
    """All that I wrote, in an open format (M5)."""
    person = me(request)
    data = {
        "format": "toctoc-export/1",
        "account": person.public_id,
        "email": person.email,
        "exported_at": now().isoformat(),
        "posts": export_of(person),
    }
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2), content_type="application/json"
    )
    response["Content-Disposition"] = 'attachment; filename="toctoc-export.json"'
    return response


@require_POST
@member
def push(request: HttpRequest) -> JsonResponse:
    """Remember or forget this browser for push messages (which never carry content)."""
    person, endpoint = me(request), clean(request.POST.get("endpoint", ""))
    if request.POST.get("do") == "forget":
        unsubscribe_push(person.pk, endpoint)
        return JsonResponse({"subscribed": False})
    if not is_push_service(endpoint):
        return JsonResponse(
            {"error": _("Cette adresse n’est pas celle d’un service de messages.")}, status=400
        )
    subscribe_push(
        person.pk,
        endpoint=endpoint[:500],
        at=now(),
        p256dh=clean(request.POST.get("p256dh", ""))[:120],
        auth=clean(request.POST.get("auth", ""))[:40],
    )
    return JsonResponse({"subscribed": True})


def is_push_service(endpoint: str) -> bool:
    """An https address with a public name: our server must not be sent to its own network."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return (
            parts.scheme == "https" and "." in host and not host.endswith((".local", ".internal"))
        )
    return False


urlpatterns: list[URLPattern] = [
    path("moi/", my_inbox, name="inbox"),
    path("moi/lu", read_all, name="read_all"),
    path("moi/brouillons/", drafts, name="drafts"),
    path("moi/reglages/", preferences, name="preferences"),
    path("moi/export", export, name="export"),
    path("moi/push", push, name="push"),
]
