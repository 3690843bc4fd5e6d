"""The address under which one reader sees a picture for an hour or two, and nobody else ever.

A stored post knows its pictures but no reader: `KEY` and `CSRF` stand in it, and are replaced for
whoever reads. An address copied elsewhere answers as what never existed; even a reader's own is
judged again by `posts.visible_to` each time.
"""

from __future__ import annotations

import datetime as dt
import hmac

from toctoc.people.models import Person
from toctoc.sealing import fingerprint

# No member can type them: what they write is escaped.
KEY, CSRF = "<!--key-->", "<!--csrf-->"
_HOUR = 3600


def key_of(person: Person, at: dt.datetime) -> str:
    return _key(person, int(at.timestamp()) // _HOUR)


def is_key(person: Person, key: str, at: dt.datetime) -> bool:
    """Of this hour or the one before."""
    hour = int(at.timestamp()) // _HOUR
    return any(hmac.compare_digest(key, _key(person, each)) for each in (hour, hour - 1))


def _key(person: Person, hour: int) -> str:
    return fingerprint(f"picture {hour}", person.public_id)[:20]


def whole(picture: str, key: str = KEY) -> str:
    return f"/image/{picture}/{key}.webp"


def small(picture: str, key: str = KEY) -> str:
    return f"/image/{picture}/{key}/petite.webp"


def page(picture: str) -> str:
    return f"/image/{picture}/"


def has_any(html: str) -> bool:
    """Whether a rendered post shows pictures, covered ones too."""
    return '<div class="pictures"' in html


def with_keys(html: str, person: Person, token: str, at: dt.datetime) -> str:
    """A post's HTML, with the addresses and the form tokens of who reads it."""
    if KEY not in html and CSRF not in html:
        return html
    return html.replace(KEY, key_of(person, at)).replace(CSRF, token)
