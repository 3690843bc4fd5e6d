"""Pro Santé Connect as allauth's provider "psc", with the checks that its OIDC client leaves out.

Over allauth's: a nonce bound to the state, the id_token's signature verified against the JWKS even
on the direct channel, UserInfo as JSON or signed JWT with the same `sub`, and nothing of what was
received kept but a keyed fingerprint of `sub` (which holds the national identifier in clear).
"""

from __future__ import annotations

import json
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from toctoc.sealing import fingerprint

PROVIDER = "psc"
_LEEWAY = 30  # seconds between two clocks
_VERIFIED = "toctoc_verified"


def nonce_for(state: str) -> str:
    """The nonce of a state: nothing to store, and only this instance can compute it."""
    return fingerprint("psc-nonce", state)[:43]


class PscClient(OAuth2Client):  # type: ignore[misc]
    """Adds the nonce to the authorization request."""

    def get_redirect_url(
        self, authorization_url: str, scope: list[str], extra_params: dict[str, Any]
    ) -> str:
        url: str = super().get_redirect_url(
            authorization_url, scope, extra_params | {"nonce": nonce_for(self.state)}
        )
        return url


class PscAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The code exchange of Pro Santé Connect."""

    client_class = PscClient

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("psc_callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The social login with its claims, all checked; `OAuth2Error` otherwise."""
        signed = kwargs["response"].get("id_token")
        if not isinstance(signed, str):
            raise OAuth2Error("no id_token")
        expected = nonce_for(request.GET.get("state", ""))
        id_token = self._decode(signed, app.client_id)
        if id_token.get("nonce") != expected:
            raise OAuth2Error("wrong nonce")
        userinfo = self._userinfo(token.token, app.client_id)
        if not id_token.get("sub") or userinfo.get("sub") != id_token["sub"]:
            raise OAuth2Error("userinfo of somebody else")
        data = {"userinfo": userinfo | {"acr": id_token.get("acr")}, _VERIFIED: True}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode(self, signed: str, audience: str) -> dict[str, Any]:
        """The payload of a JWT signed RS256 by the issuer; no other algorithm is believed."""
        try:
            kid = jwt.get_unverified_header(signed).get("kid")
            key = next(k for k in self._keys() if k.key_id == kid)
            payload: dict[str, Any] = jwt.decode(
                signed,
                key=key,
                algorithms=["RS256"],
                audience=audience,
                issuer=self.openid_config["issuer"],
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, StopIteration, ValueError) as error:
            raise OAuth2Error("invalid token") from error
        return payload

    def _keys(self) -> list[jwt.PyJWK]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            return jwt.PyJWKSet.from_dict(answer.json()).keys

    def _userinfo(self, access_token: str, audience: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers=headers)
            answer.raise_for_status()
        if answer.headers.get("Content-Type", "").startswith("application/jwt"):
            return self._decode(answer.text, audience)
        try:
            payload = json.loads(answer.text)
        except ValueError as error:
            raise OAuth2Error("unreadable userinfo") from error
        if not isinstance(payload, dict):
            raise OAuth2Error("unreadable userinfo")
        return payload


class PscProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider that `ProofAdapter.get_provider` gives for "psc"."""

    oauth2_adapter_class = PscAdapter
    supports_token_authentication = False

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("psc_login")

    def get_callback_url(self) -> str:
        return reverse("psc_callback")

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        if response.get(_VERIFIED) is not True:
            # allauth's own callback for this provider skips our checks: it leads nowhere.
            raise PermissionDenied
        login = super().sociallogin_from_response(request, response)
        login.psc_claims = response["userinfo"]
        return login

    def extract_uid(self, data: dict[str, Any]) -> str:
        return fingerprint("psc-sub", str(data["userinfo"]["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []
