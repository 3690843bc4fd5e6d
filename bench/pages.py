"""What a page costs: one server process on one core, a real signed-in member, a large instance.

    python -m bench.pages [--scale 0.1] [--database sqlite|postgres|both] [--seconds 4]
                          [--only question] [--live] [--python /usr/bin/python3.11]

At scale 1: 20,000 members, 50,000 questions, 500,000 answers. `toctoc serve pages` runs pinned to
one core; the load (keep-alive connections, session cookies, CSRF) comes from another. CPU time of
the server is the steady figure on a noisy machine; requests a second depend on who else works.
Prints, asserts nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlencode

POSTGRES = "postgres://postgres@127.0.0.1:5432"
CONNECTIONS = 4
TOKEN = "b" * 32  # the CSRF cookie of every browser, and so the token that goes with it
TICKS = os.sysconf("SC_CLK_TCK")
PEERS = """
Elsewhere, the same page of 30 posts, signed in, on one core of this kind of machine:
  NodeBB (Redis) 4.3 a second, warm 9.1 · Misago (PostgreSQL) 5.2 · Question2Answer (MariaDB) 7-9,
  34 without its related list · plain Django templates 17-31 · fragments cached as HTML 132-246 ·
  composed from stored fragments, no framework and no security in the way 940-3,700.
  A reply posted: NodeBB >= 7, Misago 16.5, Question2Answer 18 a second.
"""


@dataclass
class Case:
    """`request(n)` is the n-th request, ready to be sent; `expected` its status."""

    name: str
    request: Callable[[int], bytes]
    expected: int = 200
    most: int = 10**9  # how many times it may be asked at all


@dataclass
class Result:
    done: int = 0
    wrong: int = 0
    seconds: float = 0.0
    size: int = 0
    times: list[float] = field(default_factory=list)


class Client(asyncio.Protocol):
    """One keep-alive connection that asks again as soon as it is answered."""

    def __init__(self, case: Case, numbers: Iterator[int], result: Result, until: float) -> None:
        self.case, self.numbers, self.result, self.until = case, numbers, result, until
        self.done = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.started = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        number = next(self.numbers, None)
        if number is None or time.perf_counter() > self.until:
            self.transport.close()
            if not self.done.done():
                self.done.set_result(None)
            return
        self.started = time.perf_counter()
        self.transport.write(self.case.request(number))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        lower = head.lower()
        at = lower.find(b"content-length:")
        if at < 0:
            raise SystemExit(f"{self.case.name}: a response without length")
        length = int(lower[at + 15 :].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        self.buffer = body[length:]
        self.result.times.append(time.perf_counter() - self.started)
        self.result.done += 1
        self.result.size = max(self.result.size, length)
        self.result.wrong += int(head[9:12]) != self.case.expected
        self._ask()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def load(port: int, case: Case, seconds: float, first: int = 0) -> Result:
    result = Result()
    numbers = iter(range(first, min(case.most, 10**9)))
    started = time.perf_counter()
    loop = asyncio.get_running_loop()
    clients = [
        await loop.create_connection(
            lambda: Client(case, numbers, result, started + seconds), "127.0.0.1", port
        )
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(client.done for _, client in clients))
    result.seconds = time.perf_counter() - started
    return result


def get(path: str, cookie: str, port: int) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}; csrftoken={TOKEN}\r\n"
        "Accept: text/html\r\nAccept-Language: fr-FR,fr;q=0.9\r\nUser-Agent: bench\r\n\r\n"
    ).encode()


def post(path: str, cookie: str, port: int, fields: dict[str, str]) -> bytes:
    body = urlencode(fields)
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
        "Accept-Language: fr\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


_SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, "
    "pas de troubles moteurs ni sphinctériens. Des idées ?"
)
_SEARCHED = ("paresthésies", "douleur thoracique", "fièvre crp", "anémie ferritine", "AVC", "HTA",
             "céphalées matinales", "toux nocturne")  # fmt: skip


def cases(made: object, cookies: list[str], port: int) -> list[Case]:
    from bench._community import Community

    assert isinstance(made, Community)
    rng = random.Random(3)
    warm, stored, cold = made.warm, made.stored, list(made.cold)
    rng.shuffle(cold)
    deep = _deep_cursor(1000)
    searched = [quote_plus(words) for words in _SEARCHED]

    def who(n: int) -> str:
        return cookies[n % len(cookies)]

    def question(refs: list[str]) -> Callable[[int], bytes]:
        return lambda n: get(f"/q/{refs[n % len(refs)]}", who(n), port)

    random_stored = [rng.choice(stored or warm) for _ in range(5_000)]
    answer = {"kind": "answer", "body": "IRM médullaire, et ponction si elle est normale."}

    def reply(n: int) -> bytes:
        ref = rng.choice(random_stored)
        return post(f"/q/{ref}/repondre", who(n), port, answer | {"token": secrets.token_hex(8)})

    return [
        Case("home", lambda n: get("/", who(n), port)),
        Case("home, 1,000 pages deep", lambda n: get(f"/?apres={deep}", who(n), port)),
        Case("my specialty, unanswered",
             lambda n: get("/?voir=ma-specialite&attente", who(n), port)),
        Case("question, 30 answers, 100 warm", question(warm)),
        Case("question, 30 answers, random", question(random_stored)),
        Case("question, 30 answers, unrendered", question(cold), most=len(cold)),
        Case("search", lambda n: get(f"/recherche/?q={searched[n % len(searched)]}", who(n), port)),
        Case("ask page", lambda n: get("/demander/", who(n), port)),
        Case("check while typing (guard)",
             lambda n: post("/demander/verifier", who(n), port, {"body": _SEED, "target": "ask"})),
        Case("inbox", lambda n: get("/moi/", who(n), port)),
        Case("answer (POST)", reply, expected=302),
    ]  # fmt: skip


def _deep_cursor(pages: int) -> str:
    from toctoc.questions.models import Question
    from toctoc.questions.types import Cursor

    newest = Question.objects.order_by("-asked_at", "-pk").values_list("asked_at", "pk")
    count = Question.objects.count()
    at, pk = newest[min(pages * 20, count - 21)]
    return str(Cursor(at, pk))


def queries_of(request: bytes) -> int:
    """How many queries the same request makes, asked in this process."""
    from django.db import connection
    from django.test import Client as Browser
    from django.test.utils import CaptureQueriesContext

    head, _, body = request.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    browser = Browser(headers={"host": "127.0.0.1", "accept-language": "fr"})
    browser.cookies.load(headers["Cookie"])
    with CaptureQueriesContext(connection) as seen:
        if method == "GET":
            browser.get(path)
        else:
            browser.generic(
                "POST",
                path,
                body,
                headers["Content-Type"],
                headers={"x-csrftoken": headers["X-CSRFToken"]},
            )
    return len([q for q in seen.captured_queries if not _bookkeeping(q["sql"])])


def _bookkeeping(statement: str) -> bool:
    return statement.split(" ", 1)[0] in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA")


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of these processes since they began."""
    total = 0
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(stat[11]) + int(stat[12])
    return total / TICKS


def resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def backends() -> list[int]:
    """The database's own processes, for the share of CPU that is theirs (PostgreSQL)."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                       " AND pid <> pg_backend_pid()")  # fmt: skip
        return [row[0] for row in cursor.fetchall()]


def measure(server: int, port: int, case: Case, seconds: float) -> None:
    queries = queries_of(case.request(0 if case.most > 10**8 else case.most - 1))
    few = Case(case.name, case.request, case.expected, min(case.most, 10))
    warm_up = asyncio.run(load(port, few if case.most < 10**8 else case, min(1.0, seconds / 4)))
    pids = [server, *backends()]
    before, database = cpu_seconds([server]), cpu_seconds(pids[1:])
    result = asyncio.run(load(port, case, seconds, first=warm_up.done + 1))
    if not result.done:
        print(f"  {case.name:<34} nothing left to ask")
        return
    own = (cpu_seconds([server]) - before) * 1000 / result.done
    theirs = (cpu_seconds(pids[1:]) - database) * 1000 / result.done
    times = sorted(result.times)
    print(
        f"  {case.name:<34}{result.done / result.seconds:8.0f} {own:8.2f} {theirs:7.2f}"
        f" {1000 / (own + theirs or 1):8.0f}"
        f" {times[len(times) // 2] * 1000:7.1f} {times[int(len(times) * 0.99)] * 1000:7.1f}"
        f" {queries:5d} {result.size / 1000:7.1f} {resident(server):6d}"
        + (f"  {result.wrong} unexpected" if result.wrong else ""),
        flush=True,
    )


HEADER = (
    f"  {'':<34}{'req/s':>8} {'CPU ms':>8} {'db ms':>7} {'1/CPU':>8} {'p50 ms':>7} {'p99 ms':>7}"
    f" {'query':>5} {'kB':>7} {'MB':>6}"
)


def bench(database: str, options: argparse.Namespace) -> None:
    folder = Path(options.folder or tempfile.mkdtemp(prefix="toctoc-bench-"))
    folder.mkdir(exist_ok=True)
    name = f"toctoc_bench_{secrets.token_hex(4)}"
    os.environ |= {"TOCTOC_DATA": str(folder), "TOCTOC_DEMO": ""}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    generous = "[1000000, 1000000]"
    limits = "\n".join(f"{key} = {generous}" for key in ("reply", "check", "search", "draft"))
    (folder / "toctoc.toml").write_text(f"[limits]\n{limits}\n")
    if database == "postgres":
        _postgres(f'CREATE DATABASE "{name}"')
        os.environ["DATABASE_URL"] = f"{POSTGRES}/{name}"
    import django

    django.setup()
    try:
        _run(database, folder, options)
    finally:
        from django.db import connections

        connections.close_all()
        if database == "postgres":
            _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if options.folder is None:
            shutil.rmtree(folder)


def _run(database: str, folder: Path, options: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from bench._community import Community, generate, readers
    from toctoc.questions.documents import PostSource
    from toctoc.search.feed import rebuild
    from toctoc.search.types import Document

    class Newest(PostSource):
        """Only so many posts: `bench/search.py` measures the index itself, at any size."""

        def __init__(self, most: int) -> None:
            self.most = most

        def all_documents(self) -> Iterator[Document]:
            return itertools.islice(super().all_documents(), self.most)

    kept = folder / "community.json"
    if database == "sqlite" and kept.exists():
        made = Community(**json.loads(kept.read_text()))
    else:
        call_command("migrate", verbosity=0)
        made = generate(options.scale)
        print(f"{database}: {made.members:,} members, {made.questions:,} questions, "
              f"{made.answers:,} answers, written in {made.seconds:.0f} s")  # fmt: skip
        started = time.monotonic()
        count = rebuild(Newest(options.indexed), timezone.now())
        print(f"  search index of {count:,} posts built in {time.monotonic() - started:.0f} s")
        kept.write_text(json.dumps(made.__dict__))
    cookies = list(readers(options.readers, made.members))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _serve(port, options.python)
    try:
        _wait(port)
        pages = children(server.pid)[0]
        print(HEADER)
        for case in cases(made, cookies, port):
            if not options.only or case.name.startswith(tuple(options.only.split(","))):
                measure(pages, port, case, options.seconds)
    finally:
        server.terminate()
        server.wait(30)


def _serve(port: int, python: str) -> subprocess.Popen[bytes]:
    """`toctoc serve pages` alone on the first core; this process keeps to the last one."""
    cores = sorted(os.sched_getaffinity(0))
    command = [python, "-m", "toctoc.ops.serve", "pages", "--port", str(port)]
    ours = [path for path in sys.path if path.endswith(("site-packages", "src"))]
    given = os.environ.get("PYTHONPATH", "")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([given, *ours, os.getcwd()])}
    server = subprocess.Popen(
        command, env=environment, preexec_fn=lambda: os.sched_setaffinity(0, cores[:1])
    )
    os.sched_setaffinity(0, cores[-1:])
    return server


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as probe:
                probe.settimeout(20)
                probe.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                if probe.recv(20):
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def _postgres(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each kind of page")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--indexed", type=int, default=60_000, help="posts in the search index")
    parser.add_argument("--only", default="", help="kinds of page, by how their name begins")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--folder", default=None, help="kept, and used again next time (SQLite)")
    parser.add_argument("--python", default=sys.executable, help="which Python serves the pages")
    parser.add_argument("--live", action="store_true", help="then measure live streams too")
    options = parser.parse_args()
    if options.database != "both":
        bench(options.database, options)
        return
    given = [argument for argument in sys.argv[1:] if argument != "--live"]
    for database in ("sqlite", "postgres"):  # settings are read once a process
        command = [sys.executable, "-m", "bench.pages", *given, "--database", database]
        subprocess.run(command, check=False)
    print(PEERS)
    if options.live:
        subprocess.run([sys.executable, "-m", "bench.live"], check=False)


if __name__ == "__main__":
    main()
