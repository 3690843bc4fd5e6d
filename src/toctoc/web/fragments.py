"""Posts rendered once for each language and kept; a page is these, a frame and a few personal bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from toctoc.posts.actions import keep_fragments
from toctoc.posts.types import PostRow

from .words import moment, status_of


def html_of(rows: Sequence[PostRow], lang: str) -> dict[int, str]:
    """The article of each post ({post id: HTML}); what was not stored fresh is rendered and kept."""
    stale = [row for row in rows if row.fragment is None]
    fresh = {row.id: render_post(row, lang) for row in stale}
    published = {row.id: (row.version, fresh[row.id]) for row in stale if row.published_at}
    if published:
        keep_fragments(lang, published)
    return {row.id: row.fragment if row.fragment is not None else fresh[row.id] for row in rows}


def render_post(row: PostRow, lang: str) -> str:
    """No personal bit may enter: the same HTML is served to every reader."""
    return render_to_string("parts/post.html", {"post": post_context(row, lang)})


def post_context(row: PostRow, lang: str) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "kind": row.kind,
        "kind_label": kind_label(row.kind),
        "byline": row.byline,
        "protected": row.signature == "protected",
        "status": status_of(row, lang),
        "demo": row.by_demo,
        "html": row.html,
        "references": row.references,
        "helped": row.helped,
        "at": moment(row.published_at or row.created_at),
        "edited_at": moment(row.edited_at) if row.edited_at else None,
        "version": row.version,
    }


def kind_label(kind: str) -> str:
    return {
        "question": _("Question"),
        "answer": _("Réponse"),
        "clarification": _("Précision demandée"),
        "complement": _("Complément"),
        "outcome": _("La suite du cas"),
    }[kind]
