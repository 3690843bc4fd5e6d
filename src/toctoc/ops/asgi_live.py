"""The ASGI application of a process of streams alone: no page is loaded."""

from __future__ import annotations

from toctoc.live.hub import live_app

from .bridge import Message, Receive, Send, refuse


async def live(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" and scope["path"] != "/live":
        await refuse(send, 404)
    else:
        await live_app(scope, receive, send)
