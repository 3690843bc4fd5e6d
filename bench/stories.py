"""How long after a patient's press a message can still be read, whichever way one looks (K18).

    python -m bench.stories [--database sqlite|postgres|both] [--takedowns 8] [--streams 200]
                            [--readers 20] [--questions 60] [--full]

A whole `toctoc serve` under load: open pages (streams) that hear of it, some of them open at the
very question, and readers who ask for pages at a steady rate. Each take-down takes the newest
question, sees that every way in shows it, presses the button as a phone would (work done), and
watches each way, ten looks a second beside the readers, until it refuses and does not show a word
again. Times count from the moment the press is sent; a way is closed when its first refusal has
arrived. `--full`: 1,000 open pages, 100 readers a second, 50 take-downs.
Prints, asserts nothing. Everything runs on this one machine: its load is part of the times.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import hashlib
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench._presses import Crowd, Way, open_streams, take_down
from bench.pages import _postgres, _wait, cpu_seconds, get

POSTGRES = "postgres://postgres@127.0.0.1:5432"
GENEROUS = ("ask", "reply", "search", "api", "export", "story", "story_ask", "story_hide", "check")
# Two words that no other message holds: one to search by, one that tells it from an echo.
BODY = "Céphalées sous {word}, {mark} depuis deux jours, bilan normal. Des idées ?"
CLOSE = "Un patient sous {word} depuis deux jours, des céphalées, le bilan est normal."
ANSWERS = 8
CALM = 1.5  # seconds between two take-downs: an instance hides thirty an hour by itself, at most
AT_IT = 50  # of the open pages, those of the question that is taken down


@dataclass
class Target:
    """A question to take down, and the press that will."""

    ref: str
    word: str
    mark: str
    cookie: str  # its author's
    challenge: str
    solution: str

    def press(self, port: int) -> bytes:
        """The form of screen 2, its work done."""
        fields = {"message": self.ref, "challenge": self.challenge, "solution": self.solution}
        body = urlencode(fields)
        return (
            f"POST /mon-histoire/masquer HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Accept-Language: fr\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


@dataclass
class Prepared:
    cookies: list[str]
    paths: list[str]
    targets: list[Target]
    key: str


def ways(port: int, target: Target, reader: str, key: str) -> list[Way]:
    ref, word = target.ref, target.word
    pages = {
        "page": (f"/q/{ref}", reader),
        "fragment": (f"/q/{ref}/fil", reader),
        "its author's page": (f"/q/{ref}", target.cookie),
        "its author's inbox": ("/moi/", target.cookie),
        "versions": (f"/q/{ref}/versions", reader),
        "feed": ("/", reader),
        "search": (f"/recherche/?q={word}", reader),
        "export": ("/moi/export", target.cookie),
    }
    asked = {
        "API": ("GET", f"/questions/{ref}", b""),
        "API search": ("GET", f"/search?q={word}", b""),
        "similar questions": (
            "POST",
            "/similar",
            json.dumps({"text": CLOSE.format(word=word)}).encode(),
        ),
    }
    found = {name: get(path, cookie, port) for name, (path, cookie) in pages.items()}
    for name, (verb, path, body) in asked.items():
        found[name] = (
            f"{verb} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Authorization: Bearer {key}\r\nAccept: application/json\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body
    return [Way(name, request, target.mark) for name, request in found.items()]


# -- inside the instance ---------------------------------------------------------------------------


def prepare(options: argparse.Namespace) -> Prepared:
    from django.core.management import call_command
    from django.utils import timezone

    from toctoc.api.actions import create_token
    from toctoc.questions.documents import rebuild_index

    call_command("migrate", verbosity=0)
    members = [member(number) for number in range(options.streams // 20 + 20)]
    sessions = [_session(one) for one in members]
    refs = [thread(members, number) for number in range(options.questions)]
    found = [target(members, sessions, number) for number in range(options.takedowns)]
    rebuild_index(timezone.now())
    _, key = create_token(by=members[1], name="bench", scope="read", days=7, at=timezone.now())
    print(f"  {len(members)} members, {len(refs)} questions of {ANSWERS} answers", flush=True)
    # The newest first: it is at the top of the lists until its turn comes.
    return Prepared(sessions[1:], ["/", *(f"/q/{ref}" for ref in refs)], found[::-1], key)


def member(number: int) -> Any:
    from django.utils import timezone

    from toctoc.people import charter
    from toctoc.people.actions import accept_charter, choose_pseudonym, prove_demo
    from toctoc.people.identifiers import luhn_key
    from toctoc.people.models import Person
    from toctoc.people.types import Claim

    now, digits = timezone.now(), f"9{number:09}"
    person = Person.objects.create_user(
        f"bench{number}@example.org", None, joined_at=now, is_demo=True
    )
    claim = Claim(digits + luhn_key(digits), "Valmorin", "Jeanne", "10", "SM54")
    prove_demo(person, claim, now)
    accept_charter(person, charter.CURRENT, at=now)
    choose_pseudonym(person, f"banc {number}", at=now)
    return Person.objects.get(pk=person.pk)


def thread(members: list[Any], number: int, answers: int = ANSWERS, **words: str) -> str:
    """A question with its answers, by the product's own verbs."""
    from django.utils import timezone

    from toctoc.posts.types import Writing
    from toctoc.questions import actions

    ref = asked(members[number % len(members)], **words)
    for other in range(1, answers + 1):
        by, said = members[(number + other) % len(members)], "Une IRM si cela dure, sinon rien."
        post, _ = actions.reply(
            by=by,
            question=ref,
            kind="answer",
            writing=Writing(said, secrets.token_hex(8)),
            at=timezone.now(),
        )
        actions.opened(post.pk, at=timezone.now())
    return ref


def asked(author: Any, word: str = "anonymine", mark: str = "fatigue") -> str:
    """A question that has just been published."""
    from django.utils import timezone

    from toctoc.posts.types import Writing
    from toctoc.questions import actions
    from toctoc.questions.types import Ask

    writing = Writing(BODY.format(word=word, mark=mark), secrets.token_hex(8))
    question = Ask(writing, ("SM54",), "professionals", False, False)
    post = actions.ask(by=author, ask=question, at=timezone.now())
    actions.opened(post.pk, at=timezone.now())
    return post.public_id


def target(members: list[Any], sessions: list[str], number: int) -> Target:
    from django.utils import timezone

    from toctoc.stories.challenge import new_challenge

    tail = "".join(chr(97 + int(digit)) for digit in f"{number:04}")
    word, mark = f"xanthops{tail}", f"chromatops{tail}"
    ref = thread(members, number, answers=1, word=word, mark=mark)
    challenge = new_challenge(timezone.now())
    cookie = sessions[number % len(members)]
    return Target(ref, word, mark, cookie, challenge, solved(challenge))


def solved(challenge: str) -> str:
    """The work of the patient's browser (`stories.challenge`), quicker than in plain words."""
    from toctoc.stories.challenge import PUZZLES, bits

    nonce, shift, found = challenge.split(".")[1], 64 - bits(), []
    for puzzle in range(PUZZLES):
        start, number = hashlib.sha256(f"{nonce}:{puzzle}:".encode()), -1
        while True:
            number += 1
            trial = start.copy()
            trial.update(b"%d" % number)
            if not int.from_bytes(trial.digest()[:8]) >> shift:
                break
        found.append(str(number))
    return ".".join(found)


def _session(person: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


# -- the measure -----------------------------------------------------------------------------------


async def measure(port: int, made: Prepared, options: argparse.Namespace, server: int) -> None:
    here = min(AT_IT, options.streams)
    await open_streams(port, made.cookies, options.streams - here)
    crowd = Crowd(port, made.paths, made.cookies, options.readers)
    load = asyncio.create_task(crowd.run())
    answers: list[float] = []
    times: dict[str, list[float]] = {}
    began, used, looks = time.perf_counter(), _used(server, options.database), 0
    for one in made.targets:
        topics = f"question:{one.ref},home,me"
        pages = await open_streams(port, made.cookies, here, topics)
        found = ways(port, one, made.cookies[0], made.key)
        answered, each = await take_down(port, one.ref, found, one.press(port), options.streams)
        looks += sum(len(way.seen) for way in found)
        answers.append(answered)
        for name, seconds in each.items():
            times.setdefault(name, []).append(seconds)
        for page in pages:
            page.transport.close()
        if load.done():
            load.result()
        await asyncio.sleep(CALM)
    load.cancel()
    took = time.perf_counter() - began
    shares = [
        after - before for before, after in zip(used, _used(server, options.database), strict=True)
    ]
    report(answers, times, crowd, took, looks, shares)


def _used(server: int, database: str) -> list[float]:
    """CPU seconds so far: of this generator, of `toctoc serve`, of PostgreSQL (all of it)."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name, _, rest = (folder / "stat").read_text().rpartition(")")
            parents[int(folder.name)] = (int(rest.split()[1]), name.partition("(")[2])
    ours = [server, *(pid for pid, (parent, _) in parents.items() if parent == server)]
    theirs = [pid for pid, (_, name) in parents.items() if name == "postgres"]
    found = [time.process_time(), cpu_seconds(ours)]
    return [*found, cpu_seconds(theirs)] if database == "postgres" else found


def report(
    answers: list[float],
    times: dict[str, list[float]],
    crowd: Crowd,
    took: float,
    looks: int,
    shares: list[float],
) -> None:
    last = [max(each) for each in zip(*times.values(), strict=True)]
    print(f"  {'milliseconds after the press':<28}{'p50':>8}{'p99':>8}{'max':>8}")
    rows = [*times.items(), ("the last way in", last), ("the patient's answer", answers)]
    for name, found in rows:
        print(f"  {name:<28}" + "".join(f"{value * 1000:8.0f}" for value in spread(found)))
    print(f"  more than a second: {sum(one > 1 for one in last)} of {len(last)}")
    if crowd.times:
        p50, p99, most = (value * 1000 for value in spread(crowd.times))
        late = [value * 1000 for value in spread(crowd.late)]
        print(f"  readers: {len(crowd.times) / took:.0f} pages a second, p50 {p50:.0f} ms,"
              f" p99 {p99:.0f} ms, max {most:.0f} ms; {crowd.skipped} not sent, all connections"
              f" busy\n  sent late by p50 {late[0]:.0f} ms, p99 {late[1]:.0f} ms")  # fmt: skip
    names = ("generator", "toctoc serve", "PostgreSQL")
    spent = ", ".join(
        f"{name} {100 * share / took:.0f} %" for name, share in zip(names, shares, strict=False)
    )
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"  and {looks / took:.0f} looks a second; of a core: {spent}; load average {load}")


def spread(found: list[float]) -> Iterator[float]:
    ordered = sorted(found)
    yield statistics.median(ordered)
    yield ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    yield ordered[-1]


def bench(database: str, options: argparse.Namespace) -> None:
    folder = Path(tempfile.mkdtemp(prefix="toctoc-bench-"))
    name = f"toctoc_bench_{secrets.token_hex(4)}"
    os.environ |= {"TOCTOC_DATA": str(folder), "TOCTOC_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.ops.settings"
    limits = "\n".join(f"{key} = [1000000, 1000000]" for key in GENEROUS)
    (folder / "toctoc.toml").write_text(f"[limits]\n{limits}\n")
    if database == "postgres":
        _postgres(f'CREATE DATABASE "{name}"')
        os.environ["DATABASE_URL"] = f"{POSTGRES}/{name}"
    print(f"{database}: {options.streams} open pages, {options.readers} readers a second, "
          f"{options.takedowns} take-downs", flush=True)  # fmt: skip
    import django

    django.setup()
    server = None
    try:
        made = prepare(options)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = serve(port)
        _started(port)
        gc.collect()
        gc.freeze()
        asyncio.run(measure(port, made, options, server.pid))
    finally:
        if server is not None:
            server.terminate()
            server.wait(60)
        from django.db import connections

        connections.close_all()
        if database == "postgres":
            _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


def serve(port: int) -> subprocess.Popen[bytes]:
    """All of it on this machine: pages, streams, a worker."""
    ours = [path for path in sys.path if path.endswith(("site-packages", "src"))]
    given = os.environ.get("PYTHONPATH", "")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([given, *ours, os.getcwd()])}
    command = [sys.executable, "-m", "toctoc.ops.cli", "serve", "--port", str(port)]
    # Its log would have a line for each refusal.
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def _started(port: int) -> None:
    """On a machine that is busy elsewhere a start takes long."""
    for _ in range(4):
        with contextlib.suppress(SystemExit):
            _wait(port)
            return
    _wait(port)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--takedowns", type=int, default=8)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--readers", type=int, default=20, help="pages a second")
    parser.add_argument("--questions", type=int, default=60, help="that readers read")
    parser.add_argument("--full", action="store_true", help="as the promise says")
    options = parser.parse_args()
    if options.full:
        options.streams, options.readers, options.takedowns = 1000, 100, 50
    if options.database != "both":
        bench(options.database, options)
        return
    for database in ("sqlite", "postgres"):  # settings are read once a process
        command = [sys.executable, "-m", "bench.stories", *sys.argv[1:], "--database", database]
        subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
