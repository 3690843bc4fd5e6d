"""From what a doctor types to safe HTML: paragraphs, line breaks, lists, emphasis, hashtags.

Links and images are left out on purpose: a reference is listed apart, checked, with its source.
Escapes and entities are left as typed, so that the guard and the reader see the same characters.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt

from .types import FOLD, SHORT

# Move it when the HTML changes: stored fragments of older versions are then rendered anew.
RENDERER = 4

_markdown = MarkdownIt("zero", {"breaks": True, "maxNesting": 12}).enable(
    ["list", "emphasis", "newline"]
)
_TAGS = {"p", "br", "ul", "ol", "li", "em", "strong"}


# A hashtag leads to a search (K5, M25). Not "&#39;", nor a number such as "#3".
_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W\d_]\w{2,39})")


_SHORTEST, _WORTH_FOLDING = 200, 120
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…]+\s"), re.compile(r"\s"))


def to_folded_html(text: str) -> str:
    """`to_html` with `FOLD` between two blocks where the rest of a long text may be folded."""
    text = text.replace("\r\n", "\n").strip()
    cut = fold_at(text)
    if cut is None:
        return to_html(text)
    return f"{to_html(text[:cut])}{FOLD}{to_html(text[cut:])}"


def fold_at(text: str) -> int | None:
    """Where to fold: after a paragraph, else a line, a sentence, a word; None when short enough."""
    if len(text) < SHORT + _WORTH_FOLDING:
        return None
    for ends in _BREAKS:
        found = [m.end() for m in ends.finditer(text, _SHORTEST, SHORT)]
        if found:
            return found[-1]
    return None


def to_html(text: str) -> str:
    rendered = _markdown.render(text.replace("\r\n", "\n").replace("\x00", ""))
    clean = nh3.clean(rendered, tags=_TAGS, attributes={"ol": {"start"}}).strip()
    return _HASHTAG.sub(_link, clean)


def _link(found: re.Match[str]) -> str:
    """Made after cleaning, of letters and digits alone: nothing typed can become an attribute."""
    word = found[1]
    return f'<a href="/recherche/?q={quote("#" + word)}">#{word}</a>'
