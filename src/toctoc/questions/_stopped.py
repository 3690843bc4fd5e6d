"""Count the texts that the guard stopped: one a text, whatever the number of attempts (D16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from toctoc.limits.tallies import count_once
from toctoc.posts.types import Refused, Remarked

STOPPED = "guard.stopped"


@contextmanager
def counting_stops(token: str, *, at: dt.datetime) -> Iterator[None]:
    """Stands around the transaction, which takes back what it wrote when the guard refuses.

    `token` is the browser's random number for the text: nothing of the text itself is kept.
    """
    try:
        yield
    except Remarked:
        raise
    except Refused:
        count_once(STOPPED, token, at=at)
        raise
