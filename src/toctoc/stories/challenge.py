"""The work a visitor's browser does before a message is hidden: seconds for a person, dear for a
crowd. Challenges are signed and kept nowhere; checking one costs a few hashes and no query.

Sixteen small puzzles rather than a large one: the time it takes varies four times less.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets

from django.conf import settings

from toctoc.sealing import fingerprint

from .types import NoChallenge

PUZZLES = 16
BITS = 15  # 16 x 2^15 hashes: about two seconds of a phone
LIFE = dt.timedelta(hours=12)
_FORM = re.compile(r"[0-9]{10}\.[A-Za-z0-9_-]{16}\.[0-9a-f]{32}")
_SOLUTION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){15}")


def bits() -> int:
    return int(getattr(settings, "TOCTOC_STORY_BITS", BITS))


def new_challenge(at: dt.datetime) -> str:
    seed = f"{int(at.timestamp())}.{secrets.token_urlsafe(12)}"
    return f"{seed}.{_signature(seed)}"


def _signature(seed: str) -> str:
    return fingerprint("story.challenge", seed)[:32]


def nonce_of(challenge: str, at: dt.datetime) -> str:
    """The random part of a challenge of ours that is fresh; else `NoChallenge`."""
    if not _FORM.fullmatch(challenge):
        raise NoChallenge
    seed, _, signature = challenge.rpartition(".")
    if not hmac.compare_digest(signature, _signature(seed)):
        raise NoChallenge
    made, _, nonce = seed.partition(".")
    age = at.timestamp() - int(made)
    if not -60 <= age <= LIFE.total_seconds():
        raise NoChallenge
    return nonce


def is_solved(nonce: str, solution: str) -> bool:
    """One number a puzzle: SHA-256 of "nonce:puzzle:number" begins with `bits()` zero bits."""
    if not _SOLUTION.fullmatch(solution):
        return False
    wanted = bits()
    return all(
        _zeros(f"{nonce}:{puzzle}:{number}", wanted)
        for puzzle, number in enumerate(solution.split("."))
    )


def _zeros(text: str, wanted: int) -> bool:
    first = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    return first >> (64 - wanted) == 0


def solve(challenge: str) -> str:
    """What the browser does, for tests and the bench."""
    nonce, wanted = challenge.split(".")[1], bits()
    found = []
    for puzzle in range(PUZZLES):
        number = 0
        while not _zeros(f"{nonce}:{puzzle}:{number}", wanted):
            number += 1
        found.append(str(number))
    return ".".join(found)
