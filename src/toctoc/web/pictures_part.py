"""The pictures of a text, where the text is written: the part under the box, and why one waits."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from toctoc.guard.files import messages
from toctoc.people.models import Person
from toctoc.pictures import queries
from toctoc.pictures.models import Upload
from toctoc.pictures.types import NotReady

from . import pictures_words as words
from .access import language, me


def page_of(target: str) -> str:
    """Where the text is being written."""
    head, _colon, tail = target.partition(":")
    if head == "reply":
        return reverse("question", args=[tail]) + "#repondre"
    return reverse("edit", args=[tail]) if head == "edit" else reverse("ask")


def part(
    person: Person,
    target: str,
    *,
    look: bool = True,
    asked: Collection[str] = (),
    error: str = "",
) -> dict[str, Any]:
    """The part under a writing box, in plain values (a stencil may print it). `look`: whether to
    ask for what was sent already; a reader who writes nothing costs no query."""
    closed = words.off()
    sent = queries.sent_for(person, target) if look and not closed else []
    return {
        "target": target,
        "off": closed,
        "files": words.files_of(sent, language(), asked),
        "fits": words.what_fits(),
        "accept": words.ACCEPTED,
        "most": str(settings.TOCTOC_FILES.size),
        "side": str(settings.TOCTOC_FILES.side),
        "heavy": words.too_heavy(),
        "video": messages.refusal("video", language()),
        "error": error,
    }


def refusal_of(request: HttpRequest, target: str, refusal: NotReady) -> dict[str, Any]:
    """The part again, saying which picture the text waits for."""
    error = words.waits(len(refusal.uploads))
    return part(me(request), target, asked=refusal.uploads, error=error)


def stowaways(request: HttpRequest, target: str) -> dict[str, Any] | None:
    """Pictures of this text that the page which sends it did not show: nothing is published
    unseen. None where there are none."""
    if words.off():
        return None
    shown = set(request.POST.getlist("with"))
    hidden = [
        one.public_id
        for one in queries.sent_for(me(request), target)
        if one.public_id not in shown and one.state != Upload.State.REFUSED
    ]
    if not hidden:
        return None
    return part(me(request), target, asked=hidden, error=words.unseen(len(hidden)))
