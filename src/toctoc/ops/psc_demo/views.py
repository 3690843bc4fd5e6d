"""The endpoints of the imitation: discovery, authorization, token, keys, user info, logout."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import tokens
from .identities import IDENTITIES

_ASKED = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "acr_values",
    "code_challenge",
    "code_challenge_method",
)


def _check_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/psc-demo").rstrip("/")


def _client() -> tuple[str, str]:
    providers: Any = settings.SOCIALACCOUNT_PROVIDERS
    app = providers["openid_connect"]["APPS"][0]
    return app["client_id"], app["secret"]


@require_GET
def discovery(request: HttpRequest) -> HttpResponse:
    """The non-standard path of Pro Santé Connect; the standard one doesn't exist here."""
    _check_demo()
    base = _base(request)
    endpoint = f"{base}/protocol/openid-connect"
    return JsonResponse(
        {
            "issuer": base,
            "authorization_endpoint": f"{base}/auth",
            "token_endpoint": f"{endpoint}/token",
            "userinfo_endpoint": f"{endpoint}/userinfo",
            "end_session_endpoint": f"{endpoint}/logout",
            "jwks_uri": f"{endpoint}/certs",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "scope_all"],
            "acr_values_supported": ["eidas1"],
        }
    )


@require_GET
def certs(request: HttpRequest) -> HttpResponse:
    _check_demo()
    return JsonResponse(tokens.jwks())


@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Choose an identity (GET), then approve on the imitated phone (POST)."""
    _check_demo()
    asked = {name: (request.POST or request.GET).get(name, "") for name in _ASKED}
    if not _known_client(request, asked):
        # Never redirect to an address that isn't the client's.
        context = {"text": _("Client ou adresse de retour inconnus.")}
        return render(request, "psc_demo/error.html", context, status=400)
    problem = _problem(asked)
    if problem:
        return _back(asked, error=problem)
    if request.method == "POST":
        return _answered(request, asked)
    identity = IDENTITIES.get(request.GET.get("identity", ""))
    if identity is not None:
        chosen = {"identity": identity, "asked": asked}
        return render(request, "psc_demo/approve.html", chosen)
    choice = {"identities": IDENTITIES.values(), "asked": asked}
    return render(request, "psc_demo/choose.html", choice)


def _answered(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    identity = IDENTITIES.get(request.POST.get("identity", ""))
    if identity is None or request.POST.get("answer") != "approve":
        return _back(asked, error="access_denied")
    content = {
        "identity": identity.key,
        "client_id": asked["client_id"],
        "redirect_uri": asked["redirect_uri"],
        "nonce": asked["nonce"],
        "challenge": asked["code_challenge"],
    }
    return _back(asked, code=tokens.seal_token("code", content))


def _known_client(request: HttpRequest, asked: dict[str, str]) -> bool:
    ours = request.build_absolute_uri(reverse("psc_callback"))
    return asked["client_id"] == _client()[0] and asked["redirect_uri"] == ours


def _problem(asked: dict[str, str]) -> str:
    if asked["response_type"] != "code":
        return "unsupported_response_type"
    if "openid" not in asked["scope"].split():
        return "invalid_scope"
    if not asked["state"] or not asked["nonce"]:
        return "invalid_request"
    if asked["code_challenge"] and asked["code_challenge_method"] != "S256":
        return "invalid_request"
    return ""


def _back(asked: dict[str, str], **answer: str) -> HttpResponse:
    query = urlencode(answer | {"state": asked["state"]})
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{query}")


def _oauth_error(error: str, status: int = 400) -> JsonResponse:
    response = JsonResponse({"error": error}, status=status)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Basic realm="psc-demo"'
    return response


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code, once and within a minute, for an id_token and an access token."""
    _check_demo()
    if not _authenticated(request):
        return _oauth_error("invalid_client", 401)
    if request.POST.get("grant_type") != "authorization_code":
        return _oauth_error("unsupported_grant_type")
    content = tokens.open_token("code", request.POST.get("code", ""), seconds=tokens.CODE_SECONDS)
    if content is None or content["redirect_uri"] != request.POST.get("redirect_uri"):
        return _oauth_error("invalid_grant")
    verifier = request.POST.get("code_verifier", "")
    if content["challenge"] and tokens.challenge_of(verifier) != content["challenge"]:
        return _oauth_error("invalid_grant")
    if not tokens.use_once(content):
        return _oauth_error("invalid_grant")
    response = JsonResponse(_tokens(_base(request), content))
    response["Cache-Control"] = "no-store"
    return response


def _tokens(issuer: str, content: dict[str, Any]) -> dict[str, Any]:
    identity, now = IDENTITIES[content["identity"]], int(time.time())
    id_token = tokens.sign(
        {
            "iss": issuer,
            "aud": content["client_id"],
            "sub": identity.subject,
            "iat": now,
            "exp": now + tokens.ACCESS_SECONDS,
            "nonce": content["nonce"],
            "acr": identity.acr,
            "auth_time": now,
            "typ": "ID",
        }
    )
    return {
        "access_token": tokens.seal_token("access", {"identity": identity.key}),
        "id_token": id_token,
        "token_type": "Bearer",
        "expires_in": tokens.ACCESS_SECONDS,
        "scope": "openid scope_all",
    }


def _authenticated(request: HttpRequest) -> bool:
    """client_secret_basic or client_secret_post."""
    given = (request.POST.get("client_id", ""), request.POST.get("client_secret", ""))
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        try:
            name, _, secret = base64.b64decode(header[6:], validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        given = (unquote(name), unquote(secret))
    known = _client()
    return given[0] == known[0] and hmac.compare_digest(given[1].encode(), known[1].encode())


@csrf_exempt
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    _check_demo()
    header = request.headers.get("Authorization", "")
    content = tokens.open_token(
        "access", header.removeprefix("Bearer "), seconds=tokens.ACCESS_SECONDS
    )
    if content is None:
        return _oauth_error("invalid_token", 401)
    identity = IDENTITIES[content["identity"]]
    if not identity.signed:
        return JsonResponse(identity.user_info())
    frame = {"iss": _base(request), "aud": _client()[0], "exp": int(time.time()) + 60}
    return HttpResponse(tokens.sign(identity.user_info() | frame), content_type="application/jwt")


@require_GET
def logout(request: HttpRequest) -> HttpResponse:
    """Nothing is remembered here, so there is nothing to close: go back where we came from."""
    _check_demo()
    back = request.GET.get("post_logout_redirect_uri", "/")
    host = urlsplit(back).netloc
    if host not in ("", request.get_host()) or not back.startswith(("/", "http")):
        return _oauth_error("invalid_request")
    return HttpResponseRedirect(back if host or not back.startswith("//") else "/")
