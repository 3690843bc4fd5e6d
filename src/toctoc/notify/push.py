"""Web push (RFC 8030, 8291, 8292). The key pair is the instance's own, made at first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from py_vapid import Vapid02, b64urlencode
from pywebpush import WebPushException, webpush

from .models import PushSubscription

_TIMEOUT = 10  # seconds


class Gone(Exception):
    """The browser took its subscription back."""


@cache
def _vapid() -> Vapid02:
    path = Path(settings.TOCTOC_VAPID_FOLDER) / "vapid.pem"
    if not path.exists():
        vapid = Vapid02()
        vapid.generate_keys()
        vapid.save_key(str(path))
        path.chmod(0o600)
    return Vapid02.from_file(str(path))


def public_key() -> str:
    """What a browser needs to subscribe, base64url."""
    raw = _vapid().public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return str(b64urlencode(raw))


def send_push(subscription: PushSubscription, payload: str) -> None:
    """Encrypt and send. Raise `Gone` if the browser unsubscribed, else what went wrong."""
    contact = settings.TOCTOC_OPERATOR.get("email", settings.DEFAULT_FROM_EMAIL)
    try:
        webpush(
            {
                "endpoint": subscription.endpoint,
                "keys": {"p256dh": subscription.p256dh, "auth": subscription.auth},
            },
            payload,
            vapid_private_key=_vapid(),
            vapid_claims={"sub": f"mailto:{contact}"},
            ttl=3600,
            timeout=_TIMEOUT,
        )
    except WebPushException as error:
        if error.response is not None and error.response.status_code in (404, 410):
            raise Gone from error
        raise
