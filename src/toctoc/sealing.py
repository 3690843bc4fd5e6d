"""Encryption at rest for what must not be read in the database: identities, drafts, documents.

Keys come from the settings (`TOCTOC_SEAL_KEYS`, newest first); an older key still opens what it
sealed, so keys can be rotated. Sealing uses Fernet (AES-128-CBC and HMAC-SHA256).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unsealable(Exception):
    """The sealed bytes were altered, or no key of this instance opens them."""


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _current_box() -> MultiFernet:
    return _box(tuple(settings.TOCTOC_SEAL_KEYS))


def seal(data: bytes) -> bytes:
    return _current_box().encrypt(data)


def unseal(data: bytes | memoryview) -> bytes:
    """Raise `Unsealable` when the bytes are not ours."""
    try:
        return _current_box().decrypt(bytes(data))
    except InvalidToken as error:
        raise Unsealable from error


def seal_json(value: Any) -> bytes:
    return seal(json.dumps(value, ensure_ascii=False).encode())


def unseal_json(data: bytes | memoryview) -> Any:
    return json.loads(unseal(data))


def fingerprint(purpose: str, value: str) -> str:
    """A keyed hash (64 hex digits) that lets equal secrets be recognised without being read.

    The key is the instance's own: the eleven digits of an RPPS could be guessed from a bare hash.
    """
    key = settings.TOCTOC_FINGERPRINT_KEY.encode()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()
