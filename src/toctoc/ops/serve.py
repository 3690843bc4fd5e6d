"""`toctoc serve`: everything on one machine; `toctoc serve pages|live|worker`: one part of it."""

from __future__ import annotations

import argparse
import io
import os
import socket
import sys
from collections.abc import Sequence

APPLICATIONS = {
    "all": "toctoc.ops.asgi:web",
    "pages": "toctoc.ops.asgi:pages",
    "live": "toctoc.ops.asgi_live:live",
}
PARTS = (*APPLICATIONS, "worker")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="toctoc serve",
        description="Serve pages, live streams and background work. Without a part: all of them.",
    )
    made.add_argument("part", nargs="?", choices=PARTS, default="all")
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=8000)
    made.add_argument("--processes", type=int, default=1, help="page or worker processes")
    made.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    made.add_argument("--socket", type=int, default=-1, help=argparse.SUPPRESS)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    if options.child:
        return _child(options)
    import django

    django.setup()
    trouble = _trouble()
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    if options.part in ("all", "pages"):
        _collect_static()
    return _parent(options)


def _trouble() -> str:
    """Why we can't start, in words; empty when we can."""
    from django.core.management import call_command
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        return f"The database can't be reached ({type(error).__name__}). Try `toctoc doctor`."
    finally:
        connection.close()
    if missing:
        return "The database is not up to date. Run `toctoc migrate` first."
    call_command("check", fail_level="CRITICAL", stdout=io.StringIO())
    return _brought_back()


def _brought_back() -> str:
    """A copy of the database put back by hand brings back what was erased since it was made: that
    is erased again before anybody reads a page (K18)."""
    from django.db import connection, transaction

    from toctoc.stories import tombstones

    try:
        if not tombstones.path().exists():
            return ""
        with transaction.atomic():
            again = tombstones.apply(tombstones.read(tombstones.path()))
    except tombstones.BadTombstones as error:
        return f"{error}: what was erased may be back. Put a good copy of it there first."
    finally:
        connection.close()
    if again:
        print(f"Erased again: {again} posts that this copy of the database had brought back.")
    return ""


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _parent(options: argparse.Namespace) -> int:
    from .supervise import Child, Supervisor, python

    def command(part: str, *more: str) -> list[str]:
        return python(
            "toctoc.ops.serve",
            part,
            "--child",
            "--host",
            options.host,
            "--port",
            str(options.port),
            *more,
        )

    if options.part == "worker":
        count = max(options.processes, 1)
        children = [Child(f"worker {n}", command("worker")) for n in range(1, count + 1)]
        return Supervisor(children).run()
    # The parent holds the port: a restarted child finds its callers still queued.
    listener = _listen(options.host, options.port)
    os.set_inheritable(listener.fileno(), True)
    part = "web" if options.part == "all" else options.part
    count = max(options.processes, 1) if options.part == "pages" else 1
    children = [
        Child(f"{part} {n}", command(options.part, "--socket", str(listener.fileno())))
        for n in range(1, count + 1)
    ]
    if options.part == "all":
        children.append(Child("worker", command("worker")))
    return Supervisor(children).run()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise SystemExit(f"{host}:{port} can't be used: {error.strerror}") from None
    listener.listen(2048)
    return listener


def _child(options: argparse.Namespace) -> int:
    from .supervise import die_with_parent

    die_with_parent()
    import django

    django.setup()
    if options.part == "worker":
        from . import worker

        worker.run()
        return 0
    from . import http

    http.serve(APPLICATIONS[options.part], socket.socket(fileno=options.socket))
    return 0


if __name__ == "__main__":
    sys.exit(main())
