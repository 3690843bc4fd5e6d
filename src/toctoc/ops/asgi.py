"""The ASGI applications with pages: alone, or with live streams behind the same port."""

from __future__ import annotations

import re

from .wsgi import application as django  # first: it sets Django up

# isort: split
from toctoc.live.hub import live_app

from .bridge import Message, Pages, Receive, Send

# What takes words out of sight: a patient, by the button or the link of an e-mail, a moderator,
# an author.
TAKE_DOWN = re.compile(
    r"/mon-histoire/(?:masquer|confirmation/[^/]+/)|/q/[0-9a-z]+/(?:masquer|supprimer)"
)

# A process of pages alone answers 404 at /live, and browsers poll instead.
pages = Pages(django, threads=8, first=TAKE_DOWN)


async def web(scope: Message, receive: Receive, send: Send) -> None:
    """One machine: streams on the loop, pages in threads beside it."""
    if scope["type"] == "http" and scope["path"] == "/live":
        await live_app(scope, receive, send)
    else:
        await pages(scope, receive, send)
