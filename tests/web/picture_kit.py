"""Published pictures without the machine that reads them: pixels of noise, in their rows."""

from __future__ import annotations

import io
import itertools
from typing import Any

import numpy as np
from PIL import Image

from tests.factories import NOON
from toctoc.pictures.models import Picture, Upload
from toctoc.posts.actions import render_again
from toctoc.posts.models import Post
from toctoc.sealing import seal

_numbers = itertools.count(1)


def webp(size: tuple[int, int] = (320, 240)) -> bytes:
    chance = np.random.default_rng(next(_numbers))
    skin = chance.normal(170, 20, (size[1], size[0], 3)).clip(0, 255).astype(np.uint8)
    kept = io.BytesIO()
    Image.fromarray(skin).save(kept, "WEBP", quality=85)
    return kept.getvalue()


def pictured(post: Post, *, pages: int = 1, size: tuple[int, int] = (320, 240),
             facts: dict[str, Any] | None = None, **fields: Any) -> list[Picture]:  # fmt: skip
    """A file of the post's author, published with it: its pages."""
    upload = Upload.objects.create(
        person=post.author,
        target="ask",
        post=post,
        position=Upload.objects.filter(post=post).count(),
        state=Upload.State.READY,
        pages=pages,
        done=pages,
        facts=facts or {},
        consent=Upload.Consent.UNRECOGNISABLE,
        token=f"file{next(_numbers)}",
        created_at=NOON,
        beat_at=NOON,
    )
    given = {"alt": "Lésion de l’avant-bras", "width": size[0], "height": size[1]} | fields
    made = [
        Picture.objects.create(
            upload=upload,
            page=page,
            derivative=seal(webp(size)),
            shown_width=size[0],
            shown_height=size[1],
            **given,
        )
        for page in range(pages)
    ]
    render_again(post, at=NOON)
    return made
