"""Pages for people who write programs: their keys, and what the API offers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.web.access import me, member, now
from toctoc.web.words import moment

from .actions import DAYS, create_token, revoke_token
from .models import ApiToken
from .queries import tokens_of
from .service import STATUSES, openapi
from .types import TokenRefused


@require_http_methods(["GET", "POST"])
@member
def tokens(request: HttpRequest) -> HttpResponse:
    """List, and make. The secret is shown once, on the answer to the POST, never in an address."""
    if request.method == "GET":
        return _page(request)
    days = request.POST.get("days", "")
    try:
        _token, secret = create_token(
            by=me(request),
            name=request.POST.get("name", ""),
            scope=request.POST.get("scope", ""),
            at=now(),
            days=int(days) if days in map(str, DAYS) else 0,
        )
    except TokenRefused as refusal:
        return _page(request, errors={refusal.field: str(refusal)}, status=422)
    return _page(request, secret=secret)


def _page(
    request: HttpRequest,
    *,
    secret: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = {} if secret else request.POST
    return render(
        request,
        "api/tokens.html",
        {
            "title": _("Clés d’accès"),
            "tokens": [_line(token) for token in tokens_of(me(request))],
            "secret": secret,
            "errors": errors or {},
            "name": typed.get("name", ""),
            "scopes": _choices(
                {"read": _("Lire"), "write": _("Lire et écrire")}, typed.get("scope", "read")
            ),
            "days": _choices(
                {str(n): ngettext("%(n)d jour", "%(n)d jours", n) % {"n": n} for n in DAYS},
                typed.get("days", "30"),
            ),
            "here": "me",
        },
        status=status,
    )


def _choices(labels: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "checked": value == chosen}
        for value, label in labels.items()
    ]


def _line(token: ApiToken) -> dict[str, Any]:
    return {
        "public_id": token.public_id,
        "name": token.name,
        "writes": token.scope == token.Scope.WRITE,
        "created": moment(token.created_at),
        "used": moment(token.last_used_at) if token.last_used_at else None,
        "expires": moment(token.expires_at),
        "revoked": token.revoked_at is not None,
        "expired": token.expires_at <= now(),
    }


@require_POST
@member
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    revoke_token(by=me(request), public_id=public_id, at=now())
    messages.success(request, _("Clé révoquée : elle n’ouvre plus rien."))
    return redirect("tokens")


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation in plain HTML, from the OpenAPI document itself."""
    paths: Any = openapi()["paths"]
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "does": operation.get("description") or operation["summary"],
            "parameters": [
                {"name": found["name"], "where": found["in"], "required": found.get("required")}
                for found in operation.get("parameters", [])
            ],
            "fields": _fields(operation),
        }
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    return render(
        request,
        "api/docs.html",
        {
            "title": _("Interface pour programmes"),
            "operations": operations,
            "statuses": STATUSES,
        },
    )


def _fields(operation: dict[str, Any]) -> list[dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    if not reference:
        return []
    components: Any = openapi()["components"]
    schema = components["schemas"][reference.rsplit("/", 1)[1]]
    needed = schema.get("required", [])
    return [{"name": name, "required": name in needed} for name in schema.get("properties", {})]
