"""From what a doctor types to safe HTML: paragraphs, line breaks, lists, emphasis, nothing else.

Links and images are left out on purpose: a reference is listed apart, checked, with its source.
Escapes and entities are left as typed, so that the guard and the reader see the same characters.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

# Move it when the HTML changes: stored fragments of older versions are then rendered anew.
RENDERER = 1

_markdown = MarkdownIt("zero", {"breaks": True, "maxNesting": 12}).enable(
    ["list", "emphasis", "newline"]
)
_TAGS = {"p", "br", "ul", "ol", "li", "em", "strong"}


def to_html(text: str) -> str:
    rendered = _markdown.render(text.replace("\r\n", "\n").replace("\x00", ""))
    return nh3.clean(rendered, tags=_TAGS, attributes={"ol": {"start"}}).strip()
