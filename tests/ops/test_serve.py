"""Pages behind an asynchronous server: whole, bounded, and never held up by a slow caller."""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from toctoc.ops import bridge, serve
from toctoc.ops.bridge import Pages
from toctoc.ops.supervise import Child

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def scope(method: str = "GET", path: str = "/", *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"q=%C3%A9",
        "http_version": "1.1",
        "scheme": "http",
        "headers": list(headers),
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 40000),
    }


def ask(app: App, request: dict[str, Any], *pieces: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Send a request in pieces; return status, headers and body."""
    waiting = list(pieces) or [b""]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Pages(app, threads=2)(request, receive, send))
    return (
        sent[0]["status"],
        dict(sent[0]["headers"]),
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", " a=b")])
    seen = (
        environ["REMOTE_ADDR"],
        environ["PATH_INFO"],
        environ["QUERY_STRING"],
        environ.get("HTTP_X_FORWARDED_FOR"),
        environ.get("HTTP_COOKIE"),
        environ["CONTENT_LENGTH"],
    )
    return [repr(seen).encode(), b"|", environ["wsgi.input"].read()]


def test_a_form_arrives_whole_with_its_callers_address() -> None:
    status, headers, body = ask(
        echo, scope("POST", "/é", (b"cookie", b"a=1"), (b"cookie", b"b=2")), b"un ", b"deux"
    )
    assert status == 200
    assert headers[b"set-cookie"] == b"a=b"
    # PATH_INFO is bytes dressed as Latin-1 (PEP 3333).
    path = "/é".encode().decode("latin-1")
    assert body.decode() == f"('192.0.2.7', '{path}', 'q=%C3%A9', None, 'a=1; b=2', '7')|un deux"


def test_an_address_cant_be_forged_with_an_underscore() -> None:
    forged = scope("GET", "/", (b"x_forwarded_for", b"127.0.0.1"))
    assert b"127.0.0.1" not in ask(echo, forged)[2]


def test_a_body_too_long_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 MB of text is the form's business; a flood is ours."""
    announced = scope("POST", "/", (b"content-length", b"99999999"))
    status, _headers, body = ask(echo, announced)
    assert status == 413
    assert "25 Mo au plus" in body.decode()
    monkeypatch.setattr(bridge, "BODY_MOST", 10)
    assert ask(echo, scope("POST"), b"12345678", b"12345678")[0] == 413
    monkeypatch.setattr(bridge, "BODIES_MOST", 4)
    assert ask(echo, scope("POST"), b"12345678")[0] == 503


def test_a_slow_sender_holds_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(5)
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    pages = Pages(echo, threads=1)
    asyncio.run(pages(scope("POST"), receive, send))
    assert sent[0]["status"] == 408
    assert pages.counts["4xx"] == 1


def test_a_long_answer_is_sent_while_it_is_made() -> None:
    def long(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return (b"x" * 100_000 for _ in range(20))

    assert len(ask(long, scope())[2]) == 2_000_000


def test_an_answer_is_closed_so_that_its_connection_goes_back() -> None:
    closed = threading.Event()

    class Body(io.BytesIO):
        def close(self) -> None:
            closed.set()
            super().close()

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return Body(b"whole")

    assert ask(app, scope())[2] == b"whole"
    assert closed.is_set()


def test_a_child_that_dies_starts_again_later_and_later() -> None:
    child = Child("short", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(3):
        child.next_start = 0
        child.look()
        assert child.process is not None
        child.process.wait()
        child.look()
        assert child.process is None
        pauses.append(round(child.next_start - time.monotonic()))
    assert pauses == sorted(pauses)
    assert child.failures == 3


def test_children_die_with_their_parent() -> None:
    """A killed supervisor leaves nobody behind to hold the port."""
    program = (
        "import os, subprocess, sys, time\n"
        "os.environ['TOCTOC_PARENT'] = str(os.getpid())\n"
        "child = subprocess.Popen([sys.executable, '-c', 'from toctoc.ops.supervise import "
        "die_with_parent; import time; die_with_parent(); print(1, flush=True); time.sleep(60)'],"
        " stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _ in range(200):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the child outlived its parent")


def test_a_port_in_use_is_said_in_words() -> None:
    first = serve._listen("127.0.0.1", 0)
    with first, pytest.raises(SystemExit) as end:
        serve._listen("127.0.0.1", first.getsockname()[1])
    assert "can't be used" in str(end.value)


def test_a_database_that_is_behind_is_not_served(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(serve, "_trouble", lambda: "Run `toctoc migrate` first.")
    monkeypatch.setattr(serve, "_parent", lambda options: 1 / 0)
    assert serve.main(["worker"]) == 1
    assert "toctoc migrate" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_up_to_date_is_served() -> None:
    assert serve._trouble() == ""


def test_the_parts_are_named() -> None:
    options: argparse.Namespace = serve.parser().parse_args(["pages", "--processes", "2"])
    assert (options.part, options.processes) == ("pages", 2)
    with pytest.raises(SystemExit):
        serve.parser().parse_args(["everything"])
