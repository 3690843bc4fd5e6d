from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from toctoc.notify.queries import unread_refs

from .helplines import help_html
from .marking import mark_of


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: the instance, and whether something new waits (if it is shown)."""
    return {
        "instance_name": settings.TOCTOC_NAME,
        "demo": settings.DEMO,
        "made_at": int(time.time()),
        "help_html": help_html(),
        "mark": SimpleLazyObject(lambda: mark_of(request)),
        "unread": SimpleLazyObject(lambda: is_unread(request)),
    }


def is_unread(request: HttpRequest) -> bool:
    """As read with the person; asked for one who came otherwise (signing in)."""
    if not request.user.is_authenticated:
        return False
    known: bool | None = getattr(request.user, "has_unread", None)
    return bool(unread_refs(request.user.pk)) if known is None else known
