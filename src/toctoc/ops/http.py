"""uvicorn, told about streams: they never end by themselves, so a stop must end them."""

from __future__ import annotations

import contextlib
import gc
import resource
import socket

import uvicorn

from toctoc.live.hub import live_app


class Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await live_app.stop()
        await super().shutdown(sockets)


def serve(application: str, listener: socket.socket) -> None:
    """Serve an application ("module:name") on a listening socket until SIGTERM."""
    _more_files()
    # What is loaded by now lives as long as the process: not worth looking through again and again.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,  # addresses of pages say who reads what
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=15,
    )
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listener])


def _more_files() -> None:
    """Each stream is an open file: allow as many as the system lets us."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
