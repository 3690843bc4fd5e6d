"""Codes, tokens and the signing key of the imitation. Codes hold their own content, sealed.

Nothing is stored but the mark that a code was used, as an empty file made exclusively: several
server processes agree on who came first.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from toctoc.sealing import Unsealable, seal_json, unseal_json

CODE_SECONDS = 60
ACCESS_SECONDS = 120


def _folder() -> Path:
    folder = Path(settings.DATA) / "psc-demo"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def private_key() -> rsa.RSAPrivateKey:
    """The instance's RSA key, made at first use; two processes agree on the first one made."""
    path = _folder() / "key.pem"
    if not path.exists():
        _make_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _make_key(path: Path) -> None:
    pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    ours = path.with_name(f"key.{secrets.token_hex(8)}")
    with os.fdopen(os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(ours, path)  # fails when another process was first: its key is the key
    except FileExistsError:
        pass
    finally:
        ours.unlink()


def key_id(key: rsa.RSAPrivateKey) -> str:
    numbers = key.public_key().public_numbers()
    return hashlib.sha256(str(numbers.n).encode()).hexdigest()[:16]


def jwks() -> dict[str, Any]:
    key = private_key()
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [public | {"kid": key_id(key), "use": "sig", "alg": "RS256"}]}


def sign(payload: dict[str, Any]) -> str:
    key = private_key()
    return jwt.encode(payload, key, algorithm="RS256", headers={"kid": key_id(key)})


def seal_token(kind: str, content: dict[str, Any]) -> str:
    stamped = content | {"kind": kind, "at": time.time(), "id": secrets.token_hex(8)}
    return seal_json(stamped).decode()


def open_token(kind: str, token: str, *, seconds: int) -> dict[str, Any] | None:
    """The content of a token of this kind that is not too old."""
    try:
        content: dict[str, Any] = unseal_json(token.encode())
    except (Unsealable, ValueError):
        return None
    fresh = 0 <= time.time() - content["at"] <= seconds
    return content if content["kind"] == kind and fresh else None


def use_once(content: dict[str, Any]) -> bool:
    """Whether this is the first use of a code."""
    folder = _folder() / "used"
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - 10 * CODE_SECONDS:
            old.unlink(missing_ok=True)
    try:
        os.close(os.open(folder / content["id"], os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def challenge_of(verifier: str) -> str:
    """PKCE S256 (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
