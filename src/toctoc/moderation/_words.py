"""Words that somebody typed: checked for length and for names, sealed at rest; who somebody is
without saying who."""

from __future__ import annotations

import hashlib
import secrets

from django.db.models import Q

from toctoc.people.models import Person
from toctoc.people.wording import names_somebody
from toctoc.posts.models import Post
from toctoc.sealing import Unsealable, fingerprint, seal_json, unseal_json

from .types import LONGEST, SHORTEST, NamesSomebody, NeedsReasons, TooLongReasons

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def sealed_words(text: str, *, nameless: bool = False, optional: bool = False) -> bytes:
    """A text, tidied and sealed. `nameless`: what names somebody is refused (kept and told)."""
    tidy = _tidied(text)
    if len(tidy) < SHORTEST and not (optional and not tidy):
        raise NeedsReasons
    if nameless and tidy and names_somebody(tidy):
        raise NamesSomebody
    return seal_json({"words": tidy})


def sealed_aside(text: str, **more: object) -> bytes:
    """Between moderators: as short as one likes, sealed with what goes with it."""
    return seal_json({"words": _tidied(text)} | more)


def _tidied(text: str) -> str:
    tidy = text.strip().replace("\x00", "")
    if len(tidy) > LONGEST:
        raise TooLongReasons(LONGEST)
    return tidy


def words_of(sealed: bytes | memoryview) -> str:
    """What was sealed; "" when nothing was, or when its key is lost."""
    if not sealed:
        return ""
    try:
        return str(unseal_json(sealed)["words"])
    except Unsealable:
        return ""


def proposed_in(sealed: bytes | memoryview) -> tuple[str, ...]:
    """The kinds of measures that an opinion proposes."""
    if not sealed:
        return ()
    try:
        return tuple(unseal_json(sealed).get("proposed", ()))
    except Unsealable:
        return ()


def digest_of(token: str) -> str:
    """Secrets of links are long and random: a bare hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(24)


def reporter_key(person: Person) -> str:
    """Recognises a reporter among notices without saying who it is."""
    return fingerprint("reporter", f"person:{person.public_id}")


def handle_of(person: Person) -> str:
    """How moderators call a person: the same whatever the pseudonym (K23), and no name of theirs.

    Forty bits of a keyed hash: nobody outside can compute it from an account's id.
    """
    number = int(fingerprint("handle", person.public_id)[:10], 16)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def is_experience(post: Post) -> bool:
    """Whether a post tells a lived error (B8); the one place that asks."""
    return bool(getattr(post, "experience", False))


def same_thread(post: Post) -> Q:
    root = post.thread_id or post.pk
    return Q(pk=root) | Q(thread=root)
