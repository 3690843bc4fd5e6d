"""The help numbers at the foot of every page (D19), rendered once and kept with the numbers."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toctoc.councils.numbers import Help
from toctoc.councils.queries import numbers

from .access import language
from .council_words import day_in_words


def help_html() -> SafeString:
    """List items, for `parts/footer.html`: one text, so that a stencil needs one hole for them."""
    return _items(numbers(), language())


@lru_cache(8)
def _items(found: tuple[Help, ...], lang: str) -> SafeString:
    rows = ((one.href, said(one, lang)) for one in found if one.in_footer)
    return format_html_join("\n", '<li><a href="{}">{}</a></li>', rows)


def help_lines(keys: tuple[str, ...] | None = None) -> list[dict[str, str]]:
    """Those of a page, as its template shows them: only numbers that somebody gave (D19)."""
    lang = language()
    return [
        {
            "href": one.href,
            "number": one.number,
            "label": one.label(lang),
            "text": said(one, lang),
            "checked": day_in_words(one.verified_on.isoformat() if one.verified_on else ""),
        }
        for one in numbers()
        if keys is None or one.key in keys
    ]


def said(one: Help, lang: str) -> str:
    """ "Urgence : 15", on one line."""
    number = one.number.replace(" ", "\u00a0")
    said = _("%(label)s : %(number)s") % {"label": one.label(lang), "number": number}
    return said.replace(" :", "\u00a0:")
