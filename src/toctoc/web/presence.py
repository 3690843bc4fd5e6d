"""Learn at which hours a member is usually here: once an hour a person, one row, nothing else."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from toctoc.notify.actions import notice_presence
from toctoc.notify.queries import local

from .access import me

_KEY = "seen_hour"


def remember(request: HttpRequest, *, at: dt.datetime) -> bool:
    """True on the first visit of an hour, the one that is written."""
    hour = local(at).strftime("%Y%m%d%H")
    if request.session.get(_KEY) == hour:
        return False
    request.session[_KEY] = hour
    notice_presence(me(request).pk, at=at)
    return True
