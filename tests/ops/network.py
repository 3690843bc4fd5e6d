"""Real processes, real members with keys, real load: the tools of `test_processes`.

Run as a program in an instance's own environment: `python -m tests.ops.network fill|count`.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .conftest import ROOT, Instance

MEMBERS = 200
SPECIALTY = "SM24"


@dataclass
class Answer:
    status: int
    body: Any


def call(port: int, key: str, method: str, path: str, sent: Any = None, token: str = "") -> Answer:
    """One request to the API; raises OSError or HTTPException when its process dies under it."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    if token:
        headers["Idempotency-Key"] = token
    try:
        link.request(method, f"/api/v1{path}", json.dumps(sent) if sent else None, headers)
        response = link.getresponse()
        text = response.read()
        return Answer(response.status, json.loads(text) if text[:1] in (b"{", b"[") else text)
    finally:
        link.close()


def patiently(port: int, key: str, path: str, sent: Any, token: str, until: float) -> Answer:
    """Send until it is accepted, always under the same key, as a page does after a lost network."""
    last = Answer(0, None)
    while time.monotonic() < until:
        try:
            last = call(port, key, "POST", path, sent, token)
        except (OSError, http.client.HTTPException):
            time.sleep(0.3)
            continue
        if last.status in (200, 201):
            return last
        time.sleep(0.3)  # not open yet, or a process that starts
    return last


@dataclass
class Part:
    """One `toctoc serve …`, supervised by its own parent."""

    name: str
    process: subprocess.Popen[bytes]

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def kill_one(self, index: int = 0) -> int:
        """SIGKILL one of its children; the parent starts another."""
        pid = self.children()[index]
        os.kill(pid, signal.SIGKILL)
        return pid


@dataclass
class Network:
    instance: Instance
    log: Any
    parts: dict[str, Part] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "toctoc.ops.cli", "serve", *arguments],
            env=self.instance.environment,
            cwd=ROOT,
            stdout=self.log,
            stderr=self.log,
        )
        self.parts[name] = Part(name, process)

    def stop(self) -> None:
        for part in self.parts.values():
            part.process.terminate()
        for part in self.parts.values():
            part.process.wait(40)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listening(port: int, until: float) -> bool:
    while time.monotonic() < until:
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            link.request("GET", "/live")
            link.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        finally:
            link.close()
    return False


# -- inside the instance --------------------------------------------------------------------------


def fill() -> dict[str, Any]:
    """Members of one specialty, each with a key and a session."""
    import secrets

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from toctoc.api.actions import digest_of
    from toctoc.api.models import ApiToken
    from toctoc.notify.models import Rhythm
    from toctoc.people import charter
    from toctoc.people.models import CharterAcceptance, Person

    now, keys, cookie = timezone.now(), [], ""
    for number in range(MEMBERS):
        person = Person.objects.create_user(
            f"m{number}@example.org",
            joined_at=now,
            proven_at=now,
            standing="active",
            profession="10",
            specialty=SPECIALTY,
            pseudonym=f"m{number}",
            pseudonym_key=f"m{number}",
        )
        # On call, or nobody would be knocked when the suite runs at night.
        Rhythm.objects.create(
            person=person,
            quiet_start=None,
            quiet_end=None,
            budget=1000,
            on_call_until=now + dt.timedelta(days=1),
        )
        CharterAcceptance.objects.create(person=person, version=charter.CURRENT, at=now)
        key = "toctoc_" + secrets.token_urlsafe(24)
        ApiToken.objects.create(
            person=person,
            name="test",
            digest=digest_of(key),
            scope="write",
            created_at=now,
            expires_at=now.replace(year=now.year + 1),
        )
        keys.append(key)
        if not cookie:
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.create()
            cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    return {"keys": keys, "cookie": cookie}


def count() -> dict[str, Any]:
    """What the database holds: the truth that callers' memories are compared with."""
    from django.db.models import Count, Q
    from django_tasks_db.models import DBTaskResult

    from toctoc.ledger.models import Entry
    from toctoc.ledger.queries import verify
    from toctoc.live.models import Event
    from toctoc.notify.models import Notice
    from toctoc.posts.models import Post
    from toctoc.questions.models import Knock, Question

    def facts(act: str) -> list[Any]:
        return [
            json.loads(text)
            for text in Entry.objects.filter(act=act).values_list("facts", flat=True)
        ]

    knocked = dict(Knock.objects.values_list("question").annotate(n=Count("pk")))
    answers = dict(
        Post.objects.filter(kind="answer", state="published")
        .values_list("thread")
        .annotate(n=Count("pk"))
    )
    return {
        "posts": {
            token: [public_id, state]
            for token, public_id, state in Post.objects.values_list("token", "public_id", "state")
        },
        "tokens twice": [
            token
            for token, n in Counter(Post.objects.values_list("token", flat=True)).items()
            if n > 1
        ],
        "accepted": len(facts("post.accept")),
        "unrung": Question.objects.filter(ring=0).count(),
        "rings twice": [
            key
            for key, n in Counter(
                (about, json.loads(text)["ring"])
                for about, text in Entry.objects.filter(act="question.knock").values_list(
                    "about", "facts"
                )
            ).items()
            if n > 1
        ],
        "knocks": sum(knocked.values()),
        "knocks in the ledger": sum(fact["knocked"] for fact in facts("question.knock")),
        "knocks miscounted": [
            pk for pk, n in Question.objects.values_list("pk", "knocked") if knocked.get(pk, 0) != n
        ],
        "knock notices": Notice.objects.filter(Q(kind="knock") | Q(kind="referee")).count(),
        "answers miscounted": [
            pk for pk, n in Question.objects.values_list("pk", "answers") if answers.get(pk, 0) != n
        ],
        "answer notices": Notice.objects.filter(kind="answer").count(),
        "answers of others": sum(answers.values()),
        "tasks": dict(Counter(DBTaskResult.objects.values_list("status", flat=True))),
        "ledger": verify().intact,
        "home": list(
            Event.objects.filter(topic="home").order_by("id").values_list("id", flat=True)
        ),
    }


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    django.setup()
    print(json.dumps({"fill": fill, "count": count}[sys.argv[1]]()))
