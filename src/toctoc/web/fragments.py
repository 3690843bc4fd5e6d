"""Posts rendered once a language and kept; a page is these, a frame and a few personal bits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toctoc.people.codes import SPECIALTIES, specialty_label
from toctoc.people.queries import byline_in
from toctoc.pictures.queries import shown_in
from toctoc.pictures.types import Shown
from toctoc.posts.actions import keep_fragments
from toctoc.posts.types import FOLD, Piece, PostRow
from toctoc.questions.types import Card

from .picture_parts import figures
from .stencil import fill
from .words import card, moment, status_of

_SLOT = "<!--mine-->"
_AGE = "<!--age-->"
# Stand-ins for what differs between two posts of the same reader; neither can be typed.
_ID, _TOKEN = "@@id@@", "@@token@@"


def html_of(pieces: Sequence[Piece], lang: str) -> dict[int, str]:
    """The article of each post ({post id: HTML}); what is not stored fresh is rendered and kept."""
    stored = {piece.id: piece.fragment for piece in pieces if piece.fragment is not None}
    stale = [piece.whole for piece in pieces if piece.fragment is None and piece.whole]
    pictured = [row.id for row in stale if row.pictured]
    pictures = shown_in(pictured) if pictured else {}
    fresh = {row.id: render_post(row, lang, pictures.get(row.id, ())) for row in stale}
    published = {row.id: (row.version, fresh[row.id]) for row in stale if row.published_at}
    if published:
        keep_fragments(lang, published)
    return stored | fresh


def render_post(row: PostRow, lang: str, pictures: Sequence[Shown] = ()) -> str:
    """No personal bit may enter: the same HTML is served to every reader."""
    context = post_context(row, lang) | {"pictures": figures(pictures)}
    return fill("parts/post.html", {"post": context}, kinds=("kind",))


def post_context(row: PostRow, lang: str) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "kind": row.kind,
        "kind_label": kind_label(row.kind),
        "byline": byline_in(row.byline, lang),
        "protected": row.signature == "protected",
        "status": status_of(row, lang),
        "demo": row.by_demo,
        "html": folded(row.html),
        "note": SafeString(row.note_html),
        "noted_at": moment(row.noted_at) if row.noted_at else None,
        "experience": row.experience and row.kind == "question",
        "expires": moment(row.expires_at) if row.expires_at else None,
        "references": row.references,
        "helped": row.helped,
        "transposed": row.transposed,
        "at": moment(row.published_at or row.created_at),
        "edited_at": moment(row.edited_at) if row.edited_at else None,
        "version": row.version,
    }


def folded(html: str) -> SafeString:
    """What the door's renderer cleaned, its long end behind "Lire la suite" (K25)."""
    head, fold, rest = html.partition(FOLD)
    if not fold:
        return SafeString(html)
    more = _("Lire la suite")
    return SafeString(f'{head}<details class="fold"><summary>{more}</summary>{rest}</details>')


def with_age(html: str, at: dt.datetime | None, *, question: bool, lang: str) -> str:
    """Make the date of an old post conspicuous (B6). Not in the fragment: it grows old by itself.

    `at` is when it was published, None for what is not old.
    """
    return html.replace(_AGE, _aged(at.year, question, lang)) if at else html


@lru_cache(maxsize=256)
def _aged(year: int, question: bool, lang: str) -> str:
    with translation.override(lang):
        text = _("Écrit en %(year)d : les recommandations ont pu changer.")
        if not question:
            text = _("Écrit en %(year)d.")
        return f'<p class="note">{text % {"year": year}}</p>'


class Personal(NamedTuple):
    """What one reader may do with one post: the only part of a post that differs by reader."""

    pending: bool = False
    seconds_left: int = 0
    reveal: str = ""  # the moment when a diagnosis kept hidden is shown (M23)
    has_pictures: bool = False
    may_edit: bool = False
    may_hide: bool = False
    may_report: bool = False
    may_thank: bool = False
    thanked: bool = False
    may_mark: bool = False
    helped: bool = False


def with_personal(html: str, public_id: str, personal: Personal, token: str, lang: str) -> str:
    """Fill the slot of a fragment. The forms are rendered once for each set of permissions."""
    forms = _forms(personal, lang).replace(_ID, public_id).replace(_TOKEN, token)
    return html.replace(_SLOT, forms)


@lru_cache(maxsize=512)
def _forms(personal: Personal, lang: str) -> str:
    with translation.override(lang):
        return render_to_string(
            "parts/personal.html", {"public_id": _ID, "p": personal, "csrf_token": _TOKEN}
        )


def cards_html(cards: Sequence[Card], lang: str) -> SafeString:
    """Questions in a list, each filled into the card's stencil."""
    filled = (fill("parts/card.html", {"c": card(row, lang)}) for row in cards)
    return SafeString("\n".join(filled))


@lru_cache(maxsize=512)
def specialty_options(lang: str, chosen: str = "") -> SafeString:
    """Every specialty, as the options of a list."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (code, SafeString(" selected") if code == chosen else "", specialty_label(code, lang))
            for code in SPECIALTIES
        ),
    )


def kind_label(kind: str) -> str:
    match kind:
        case "question":
            return _("Question")
        case "answer":
            return _("Réponse")
        case "clarification":
            return _("Précision demandée")
        case "complement":
            return _("Complément")
        case "outcome":
            return _("La suite du cas")
    raise LookupError(kind)
