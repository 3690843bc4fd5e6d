"""The pixels of a picture, by the same rule as the pages, with their reader's mark (D10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from toctoc.marks.copies import copy_of, pixels
from toctoc.pictures import queries
from toctoc.posts.queries import access_post

from . import params, shapes
from . import schemas as s
from .auth import READER
from .types import ApiRequest

router = Router(tags=["pictures"])
_WEBP: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get("/pictures/{public_id}", response=s.REFUSALS, auth=READER, openapi_extra=_WEBP)
def read_picture(request: ApiRequest, public_id: params.Id) -> HttpResponse:
    """WebP. Not found while it is covered, as what is hidden, foreign or absent."""
    person, at = request.auth, timezone.now()
    data = queries.published_bytes(person, public_id)
    post = access_post(person, queries.access_picture(person, public_id).post_id)
    shapes.check_may_leave(experience=post.experience, mine=post.author_id == person.pk)
    copy = copy_of(person, public_id, small=False, at=at)
    response = HttpResponse(pixels(copy, person, data), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
