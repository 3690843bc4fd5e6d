"""The meter under the panel: how many people match the text, what each detail costs (T12)."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.guard.rarity.types import Detail, Identifiability

from .words import french

_MOST = 6


@dataclass(frozen=True, slots=True)
class Meter:
    """`line`: how many people match, in a sentence. `details`: "sans la commune : environ 90 000
    personnes", what costs most first; empty where no detail would be enough alone."""

    line: str
    recognisable: bool
    details: list[str] = field(default_factory=list)


def meter_of(found: Identifiability | None, lang: str) -> Meter | None:
    """None for an ordinary case, that gives nobody a hold: a number would only be noise."""
    if found is None or not found.telling:
        return None
    costly = sorted(found.details, key=lambda detail: -detail.k_without)
    words = [_said(detail, lang) for detail in costly if detail.k_without > found.k]
    return Meter(_line(found, lang), found.recognisable, list(dict.fromkeys(words))[:_MOST])


def _line(found: Identifiability, lang: str) -> str:
    if found.k < 1:
        return _("Sans doute une seule personne en France correspond à ce texte.")
    count = found.words(lang)
    said = ngettext(
        "%(count)s en France correspond à ce texte.",
        "%(count)s en France correspondent à ce texte.",
        found.k,
    )
    return said % {"count": count[:1].upper() + count[1:]}


def _said(detail: Detail, lang: str) -> str:
    return french(detail.words(lang)) if lang == "fr" else detail.words(lang)
