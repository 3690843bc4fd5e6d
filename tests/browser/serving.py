"""A real `toctoc serve` for stories that need streams, restarts or a worker, and a hand inside it.

The hand is one warm process in the instance's own environment: it makes members and questions with
the product's verbs when a story asks for them. As a program: `python -m tests.browser.serving`.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Replies leave after 3 seconds instead of 10: a story may wait for one.
OPERATOR = """undo_seconds = { question = 30, reply = 3 }
[limits]
ask = [60, 600]
reply = [300, 900]
"""
_PATIENCE = 60


class Instance:
    """An installation in a folder of its own, served on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None
        (folder / "toctoc.toml").write_text(OPERATOR, "utf-8")
        status = self._command("migrate", "-v0").wait(_PATIENCE * 2)
        assert status == 0, (folder / "server.log").read_text("utf-8")[-2000:]
        self._hand = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.serving"],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def _environment(self) -> dict[str, str]:
        ours = ("TOCTOC_", "DATABASE_URL", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "TOCTOC_DATA": str(self.folder),
            "TOCTOC_ADDRESS": self.address,
            "TOCTOC_DEMO": "1",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "toctoc.ops.settings",
        }

    def _command(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "server.log").open("ab")
        return subprocess.Popen(
            [sys.executable, "-m", "toctoc.ops.cli", *arguments],
            env=self._environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )

    def start(self) -> None:
        self._server = self._command("serve", "--port", str(self.port))
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            log = (self.folder / "server.log").read_text("utf-8")[-2000:]
            assert self._server.poll() is None, log
            assert time.monotonic() < until, log
            time.sleep(0.1)

    def _answers(self) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request("GET", "/hors-ligne/")
            return link.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(_PATIENCE)
            self._server = None

    def close(self) -> None:
        self.stop()
        assert self._hand.stdin is not None
        self._hand.stdin.close()
        self._hand.wait(_PATIENCE)

    def do(self, verb: str, **arguments: Any) -> Any:
        """Ask the hand; see the verbs below."""
        stdin, stdout = self._hand.stdin, self._hand.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"verb": verb} | arguments) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def member(self, specialty: str = "SM54", **fields: Any) -> dict[str, str]:
        return dict(self.do("member", specialty=specialty, **fields))

    def asked(self, by: dict[str, str], body: str = "", **fields: Any) -> str:
        return str(self.do("asked", by=by["id"], body=body, **fields))

    def replied(self, by: dict[str, str], question: str, body: str = "", **fields: Any) -> str:
        return str(self.do("replied", by=by["id"], question=question, body=body, **fields))

    def posts(self, by: dict[str, str]) -> list[dict[str, str]]:
        """What this member wrote, oldest first: id, kind, state, body."""
        return list(self.do("posts", by=by["id"]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def instance() -> Iterator[Instance]:
    """One server for all stories of the run; each story makes its own members."""
    with tempfile.TemporaryDirectory(prefix="toctoc-stories-") as folder:
        made = Instance(Path(folder))
        try:
            made.start()
            yield made
        finally:
            made.close()


@pytest.fixture
def visit(browser: Any, instance: Instance) -> Iterator[Callable[..., Any]]:
    """Open a window as somebody: `visit(member, DESK, java_script_enabled=False)`."""
    from .conftest import PHONE, Visit

    opened: list[Any] = []

    def new(
        person: dict[str, str] | None = None, size: dict[str, int] = PHONE, **options: Any
    ) -> Any:
        options.setdefault("service_workers", "block")
        context = browser.new_context(viewport=size, locale="fr-FR", **options)
        opened.append(context)
        if person is not None:
            sign_in(context, instance, person)
        return Visit(context, instance.address)

    yield new
    for context in opened:
        context.close()


def sign_in(context: Any, instance: Instance, person: dict[str, str]) -> None:
    context.add_cookies(
        [
            {
                "name": "toctoc",
                "value": person["cookie"],
                "url": instance.address,
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )


# -- the hand, inside the instance ----------------------------------------------------------------


def _member(specialty: str, **fields: Any) -> dict[str, str]:
    from django.utils import timezone

    from tests import factories

    person = factories.member(specialty, at=timezone.now(), **fields)
    return {
        "id": person.public_id,
        "cookie": _session(person.public_id),
        "pseudonym": person.pseudonym or "",
    }


def _candidate() -> dict[str, str]:
    """Somebody who signed up and has proven nothing yet."""
    from django.utils import timezone

    from tests import factories

    person = factories.account(joined_at=timezone.now())
    return {"id": person.public_id, "cookie": _session(person.public_id)}


def _crowd(question: str, answers: int, body: str) -> None:
    """Ten colleagues who answer in turn, within the limits of each."""
    people = [_member("SM32")["id"] for _ in range(10)]
    for number in range(answers):
        _replied(
            people[number % 10],
            question,
            f"Avis {number}. {body if number == 3 else ''}",
            minutes_ago=500 - 4 * number,
        )


def _session(by: str) -> str:
    from django.conf import settings
    from django.test import Client

    from toctoc.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(public_id=by))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _forget_session(cookie: str) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=cookie).delete()


def _asked(by: str, body: str, minutes_ago: float = 60, **choices: Any) -> str:
    from django.utils import timezone

    from tests import factories
    from toctoc.people.models import Person

    at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    person = Person.objects.get(public_id=by)
    return factories.asked(person, body or factories.SEED, at=at, **choices).public_id


def _replied(
    by: str, question: str, body: str, kind: str = "answer", minutes_ago: float = 30
) -> str:
    from django.utils import timezone

    from tests import factories
    from toctoc.people.models import Person
    from toctoc.posts.models import Post

    post = factories.replied(
        Person.objects.get(public_id=by),
        Post.objects.get(public_id=question),
        body or "Zona avant l'éruption ? IRM médullaire si ça dure.",
        kind=kind,
        at=timezone.now() - dt.timedelta(minutes=minutes_ago),
    )
    return post.public_id


def _posts(by: str) -> list[dict[str, str]]:
    from toctoc.posts.models import Post

    found = Post.objects.filter(author__public_id=by).order_by("pk")
    return [
        {"id": post.public_id, "kind": post.kind, "state": post.state, "body": post.body}
        for post in found
    ]


def _hand() -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    verbs: dict[str, Callable[..., Any]] = {
        "member": _member,
        "session": _session,
        "forget_session": _forget_session,
        "candidate": _candidate,
        "crowd": _crowd,
        "asked": _asked,
        "replied": _replied,
        "posts": _posts,
    }
    for line in sys.stdin:
        wanted = json.loads(line)
        try:
            answer = {"value": verbs[wanted.pop("verb")](**wanted)}
        except Exception as error:
            answer = {"error": repr(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _hand()
