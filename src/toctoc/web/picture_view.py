"""The quiet viewer of a picture. A plain page; static/js/viewer.js makes it pleasant."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import queries
from toctoc.pictures.types import Shown
from toctoc.posts.queries import access_post, visible_to

from . import picture_address as address
from .access import me, member, now
from .picture_parts import alt_of, caption, drawing_of, stacks


@require_GET
@member
def view(request: HttpRequest, picture: str) -> HttpResponse:
    person = me(request)
    shown = queries.access_picture(person, picture)
    post = access_post(person, shown.post_id)
    root = post.thread or post
    among = _of_thread(person, root.pk)
    here = next((one for one in among if one.public_id == picture), None)
    if here is None:
        raise NotVisible
    key = address.key_of(person, now())
    other = _beside(request, among, here)
    context = {
        "root": root.public_id,
        "post": post.public_id,
        "one": whole(here, key),
        "other": whole(other, key) if other else None,
        "frames": _frames(among, here, key),
        "around": _around(among, here),
        "choices": _choices(among, here, other),
        "own": post.author_id == person.pk,
    }
    return render(request, "pictures/read_view.html", context)


def _of_thread(person: Person, root: int) -> list[Shown]:
    """Every picture of a conversation that this person reads, in order."""
    readable = visible_to(person).filter(Q(pk=root) | Q(thread=root))
    posts = list(readable.order_by("pk").values_list("pk", flat=True))
    found = queries.shown_in(posts)
    return [one for pk in posts for one in found.get(pk, [])]


def whole(one: Shown, key: str) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "covered": one.covered,
        "src": address.whole(one.public_id, key),
        "page": address.page(one.public_id),
        "alt": alt_of(one),
        "width": one.width,
        "height": one.height,
        "caption": caption(one),
        "drawing": drawing_of(one),
    }


def _beside(request: HttpRequest, among: list[Shown], here: Shown) -> Shown | None:
    """The picture that is compared with this one, of the same conversation."""
    wanted = request.GET.get("avec", "")
    return next((one for one in among if one.public_id == wanted and one != here), None)


def _frames(among: list[Shown], here: Shown, key: str) -> list[dict[str, Any]]:
    """The frames of the stack this picture belongs to; none for a picture alone."""
    stack = next(stack for stack in stacks(among) if here in stack)
    if len(stack) == 1:
        return []
    return [
        whole(one, key) | {"number": number, "here": one == here}
        for number, one in enumerate(stack, 1)
    ]


def _around(among: list[Shown], here: Shown) -> dict[str, str]:
    """Before and after, through every picture of the conversation."""
    place = among.index(here)
    before = among[place - 1].public_id if place else ""
    after = among[place + 1].public_id if place + 1 < len(among) else ""
    return {
        "before": address.page(before) if before else "",
        "after": address.page(after) if after else "",
        "text": _("%(n)d sur %(total)d") % {"n": place + 1, "total": len(among)},
    }


def _choices(among: list[Shown], here: Shown, other: Shown | None) -> list[dict[str, Any]]:
    """What it may be compared with: one line a file, and the other frames of none."""
    first = [stack[0] for stack in stacks(among) if here not in stack]
    if here.pages > 1:
        first += [one for stack in stacks(among) if here in stack for one in stack if one != here]
    return [
        {
            "id": one.public_id,
            "label": _label(among.index(one) + 1, one),
            "chosen": one == other,
        }
        for one in first
        if not one.covered
    ]


def _label(number: int, one: Shown) -> str:
    words = one.alt or caption(one)
    return f"{number}. {words[:60]}" if words else _("Image %(n)d") % {"n": number}


urlpatterns: list[URLPattern] = [path("image/<slug:picture>/", view, name="picture_view")]
