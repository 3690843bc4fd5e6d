"""What an author may do with pictures of their own: remove one, withdraw consent, draw."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.people.types import NotVisible
from toctoc.pictures import actions, drawing, queries
from toctoc.pictures.models import Upload
from toctoc.posts.models import Post
from toctoc.posts.queries import access_post
from toctoc.posts.types import NotYours

from . import picture_address as address
from .access import me, member, now
from .picture_parts import svg
from .picture_view import whole
from .pictures_part import page_of

_LONGEST = 60_000  # characters of a drawing as it is sent


def _own_post(request: HttpRequest, public_id: str) -> Post:
    post = access_post(me(request), public_id)
    if post.author_id != me(request).pk:
        raise NotYours
    return post


@require_GET
@member
def mine(request: HttpRequest, public_id: str) -> HttpResponse:
    post = _own_post(request, public_id)
    shown = queries.shown_in([post.pk]).get(post.pk, [])
    key = address.key_of(me(request), now())
    context = {
        "post": public_id,
        "thread": post.thread.public_id if post.thread else public_id,
        "pictures": [whole(one, key) | {"src": address.small(one.public_id, key)} for one in shown],
    }
    return render(request, "pictures/read_mine.html", context)


@require_POST
@member
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """`retirer` holds a picture, or `accord` says that the patient agrees no more (T15)."""
    post, by, at = _own_post(request, public_id), me(request), now()
    thread = post.thread.public_id if post.thread else public_id
    picture = request.POST.get("retirer", "")
    if picture:
        if picture not in {one.public_id for one in queries.shown_in([post.pk]).get(post.pk, [])}:
            raise NotVisible
        actions.remove(by=by, picture=picture, reason="author", at=at)
        messages.success(request, _("L’image est détruite. Les mots restent."))
    elif "accord" in request.POST:
        count = actions.withdraw_consent(by=by, post=public_id, at=at)
        messages.success(
            request,
            ngettext(
                "C’est noté : %(n)d image est détruite. Les mots restent.",
                "C’est noté : %(n)d images sont détruites. Les mots restent.",
                count,
            )
            % {"n": count},
        )
    else:
        raise Http404
    return redirect(f"/q/{thread}#p-{public_id}")


@require_http_methods(["GET", "POST"])
@member
def draw(request: HttpRequest, picture: str) -> HttpResponse:
    """Arrows and outlines, before or after publication. Without JavaScript what is there is read,
    and can be wiped."""
    found = drawing.access_own(me(request), picture)
    if request.method == "POST":
        drawing.draw(by=me(request), picture=picture, drawing=_sent(request), at=now())
        messages.success(request, _("Le dessin est enregistré."))
        return redirect(_after(found.upload))
    decided = found.shown_width > 0  # what is drawn over is what will be read, cropped
    width, height = (
        (found.shown_width, found.shown_height) if decided else (found.width, found.height)
    )
    src = f"/images/{picture}/{'apercu' if decided else 'brouillon'}.webp"
    if found.upload.post is not None:
        src = address.whole(picture, address.key_of(me(request), now()))
    context = {
        "id": picture,
        "src": src,
        "alt": found.alt or _("Image jointe, sans description"),
        "width": width,
        "height": height,
        "shapes": json.dumps(found.drawing),
        "drawing": svg(found.drawing, width, height),
        "back": _after(found.upload),
    }
    return render(request, "pictures/read_draw.html", context)


def _sent(request: HttpRequest) -> object:
    if request.POST.get("do") == "wipe":
        return []
    text = request.POST.get("drawing", "")
    try:
        return json.loads(text) if len(text) <= _LONGEST else []
    except ValueError as error:
        raise Http404 from error


def _after(upload: Upload) -> str:
    """Back to the text it waits with, or to the question it was published under."""
    post = upload.post
    if post is None:
        return page_of(upload.target)
    return f"/q/{post.public_id if post.thread is None else post.thread.public_id}"


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>/images", mine, name="picture_mine"),
    path("q/<slug:public_id>/images/retirer", change, name="picture_change"),
    path("image/<slug:picture>/dessin", draw, name="picture_draw"),
]
