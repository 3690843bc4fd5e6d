"""The ASGI applications `toctoc serve` runs: pages, live streams, or both behind one port."""

from __future__ import annotations

from .wsgi import application as django  # first: it sets Django up

# isort: split
from toctoc.live.hub import live_app

from .bridge import Message, Pages, Receive, Send, refuse

pages = Pages(django, threads=8)


async def live(scope: Message, receive: Receive, send: Send) -> None:
    """Streams only. A process of pages alone answers 404 there, and browsers poll instead."""
    if scope["type"] == "http" and scope["path"] != "/live":
        await refuse(send, 404)
    else:
        await live_app(scope, receive, send)


async def web(scope: Message, receive: Receive, send: Send) -> None:
    """One machine: streams on the loop, pages in threads beside it."""
    if scope["type"] == "http" and scope["path"] == "/live":
        await live_app(scope, receive, send)
    else:
        await pages(scope, receive, send)
