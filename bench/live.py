"""Thousands of open streams in one process: memory of each, and the time from publish to screen.

    python -m bench.live [--connections 5000] [--database sqlite|postgres|both] [--rounds 20]

A real `toctoc serve live` process, real sockets, real sessions (20 streams a person); events are
written as the product writes them. Prints, asserts nothing. The reader of all sockets is this one
process: with few cores its own work is part of the times.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

POSTGRES = "postgres://postgres@127.0.0.1:5432"
SOME = 1000  # listen to the question; all listen to home


class Reader(asyncio.Protocol):
    """One browser: notes when each event arrives."""

    opened = 0
    arrived: dict[str, list[float]] = {}

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.ready = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if not self.ready and b"event: ready" in data:
            self.ready = True
            Reader.opened += 1
        at = data.find(b'"ref":"')
        if at >= 0:
            Reader.arrived.setdefault(data[at + 7 : at + 19].decode(), []).append(now)


def prepare(people: int) -> list[str]:
    """Members with a session each; return their cookies."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from toctoc.people.models import Person

    call_command("migrate", verbosity=0)
    cookies = []
    for number in range(people):
        person = Person(
            email=f"bench{number}@example.org",
            password="!",
            joined_at=timezone.now(),
            standing=Person.Standing.ACTIVE,
        )
        person.save()
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return cookies


def memory(pid: int) -> int:
    """Resident bytes of a process and its children."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        if int(lines["PPid"]) == pid:
            total += int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
    return total


async def open_all(port: int, cookies: list[str], count: int) -> None:
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(64)

    async def one(number: int) -> None:
        topics = "question:bench,home" if number < SOME else "home"
        request = (
            f"GET /live?topics={topics} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: {cookies[number % len(cookies)]}\r\nAccept: text/event-stream\r\n\r\n"
        )
        async with gate:
            await loop.create_connection(lambda: Reader(request.encode()), "127.0.0.1", port)

    await asyncio.gather(*(one(number) for number in range(count)))
    until = time.monotonic() + 120
    while Reader.opened < count:
        if time.monotonic() > until:
            raise SystemExit(f"only {Reader.opened} of {count} streams opened")
        await asyncio.sleep(0.05)


def announce(topic: str) -> tuple[str, float]:
    from django.db import close_old_connections
    from django.utils import timezone

    from toctoc.live.actions import announce as publish

    ref = secrets.token_hex(6)
    started = time.perf_counter()
    publish(topic, "answer", ref, at=timezone.now())
    close_old_connections()
    return ref, started


async def publish_rounds(topic: str, listeners: int, rounds: int) -> None:
    each: list[float] = []
    last: list[float] = []
    for _ in range(rounds):
        ref, started = await asyncio.to_thread(announce, topic)
        until = time.monotonic() + 20
        while len(Reader.arrived.get(ref, [])) < listeners and time.monotonic() < until:
            await asyncio.sleep(0.01)
        delays = [(at - started) * 1000 for at in Reader.arrived.pop(ref, [])]
        if len(delays) < listeners:
            print(f"  lost: {listeners - len(delays)} of {listeners}")
        each += delays
        last.append(max(delays, default=0))
        await asyncio.sleep(0.3)
    each.sort()
    print(
        f"  publish -> {listeners} screens: each p50 {statistics.median(each):.0f} ms, "
        f"p99 {each[int(len(each) * 0.99)]:.0f} ms; the last of them p50 "
        f"{statistics.median(last):.0f} ms, worst {max(last):.0f} ms"
    )


async def measure(pid: int, port: int, cookies: list[str], count: int, rounds: int) -> None:
    await open_all(port, cookies[:1], 1)  # the first one wakes the hub
    Reader.opened = 0
    before, started = memory(pid), time.perf_counter()
    await open_all(port, cookies[1:], count)
    took = time.perf_counter() - started
    await asyncio.sleep(2)
    per = (memory(pid) - before) / count
    print(f"  {count} streams opened in {took:.1f} s ({took / count * 1000:.1f} ms each)")
    print(f"  memory: {before / 2**20:.0f} MB, then {per / 1024:.1f} kB a stream")
    await publish_rounds("question:bench", min(SOME, count), rounds)
    await publish_rounds("home", count + 1, rounds)


def bench(database: str, options: argparse.Namespace) -> None:
    print(f"{database}: {options.connections} streams, one process")
    with tempfile.TemporaryDirectory() as folder:
        name = f"toctoc_bench_{secrets.token_hex(4)}"
        os.environ |= {"TOCTOC_DATA": folder, "DJANGO_SETTINGS_MODULE": "toctoc.ops.settings"}
        if database == "postgres":
            _postgres(f'CREATE DATABASE "{name}"')
            os.environ["DATABASE_URL"] = f"{POSTGRES}/{name}"
        import django

        django.setup()
        server = None
        try:
            cookies = prepare(options.connections // 20 + 2)
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", "toctoc.ops.serve", "live", "--port", str(port)]
            server = subprocess.Popen(command)
            _wait(port)
            asyncio.run(measure(server.pid, port, cookies, options.connections, options.rounds))
        finally:
            if server is not None:
                server.terminate()
                server.wait(30)
            from django.db import connections

            connections.close_all()
            if database == "postgres":
                _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _postgres(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as probe:
                probe.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                if probe.recv(20):
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--connections", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if options.database == "both":  # settings are read once a process
        for database in ("sqlite", "postgres"):
            command = [sys.executable, "-m", "bench.live", "--database", database]
            command += ["--connections", str(options.connections), "--rounds", str(options.rounds)]
            subprocess.run(command, check=False)
        return
    bench(options.database, options)


if __name__ == "__main__":
    main()
