"""B1: "nothing is kept on the server". Everything a request can leave behind is looked through for
the words of a letter: SQL, logs, caches, files, mail, tasks, sessions, standard output."""

from __future__ import annotations

import builtins
import io
import logging
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client

from tests.factories import member
from toctoc.councils import numbers
from toctoc.ops.logs import Discreet
from toctoc.people.models import Person

pytestmark = pytest.mark.django_db
MARK = "zyxomarque"
LETTER = {
    "body": "10",
    "department": "69",
    "profession": "10",
    "kind": "plainte",
    "conciliation": "oui",
    "registered": "oui",
    **{
        name: f"{MARK} {name}"
        for name in (
            *("name", "address", "phone", "email", "place", "date", "who", "where", "when"),
            *("behalf", "facts", "wish", "joined", "rpps", "accounts", "more"),
        )
    },
}


@dataclass
class Traces:
    """What was left while we looked."""

    sql: list[tuple[str, str]] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def statements_that_write(self) -> list[str]:
        reads = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA")
        return [sql for sql, _params in self.sql if not sql.lstrip().upper().startswith(reads)]

    def everything(self) -> str:
        kept = [f"{sql} {params}" for sql, params in self.sql]
        kept += self.logs + self.opened
        kept += [message.message().as_string() for message in mail.outbox]
        for cache in caches.all(initialized_only=True):
            store: dict[str, bytes] = getattr(cache, "_cache", {})
            kept += [f"{key} {pickle.loads(value)!r}" for key, value in store.items()]
        return "\n".join(kept)


class _Listener(logging.Handler):
    def __init__(self, logs: list[str]) -> None:
        super().__init__(logging.NOTSET)
        self.logs = logs
        self.product = Discreet()  # the only one that the product writes with, at any level

    def emit(self, record: logging.LogRecord) -> None:
        request = getattr(record, "request", None)
        self.logs.append(f"{record.getMessage()} {record.args!r} {request!r}")
        self.logs.append(self.product.format(record))


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch) -> Iterator[Traces]:
    found = Traces()

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, ctx: Any) -> Any:
        found.sql.append((sql, repr(params)))
        return execute(sql, params, many, ctx)

    real = io.open

    def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if any(letter in mode for letter in "wax+"):
            found.opened.append(str(file))
        return real(file, mode, *rest, **more)

    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(io, "open", opened)
    root, handler = logging.getLogger(), _Listener(found.logs)
    loggers = [root, *map(logging.getLogger, ("django", "django.request", "django.db.backends"))]
    before = [(one, one.level, one.propagate) for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    root.addHandler(handler)
    with connection.execute_wrapper(listen):
        yield found
    root.removeHandler(handler)
    for one, level, propagate in before:
        one.setLevel(level)
        one.propagate = propagate


def files() -> dict[str, tuple[int, int]]:
    """Size and time of each file of the instance, apart from the test's own database."""
    return {
        os.path.join(folder, name): (stat.st_size, stat.st_mtime_ns)
        for folder, _folders, names in os.walk(settings.DATA)
        for name in names
        if "sqlite3" not in name
        for stat in [os.stat(os.path.join(folder, name))]
    }


@pytest.mark.parametrize("form", ["", "txt", "rtf"])
@pytest.mark.parametrize("multipart", [True, False])
def test_b1_a_visitor_s_letter_is_made_and_forgotten(
    traces: Traces, capfd: pytest.CaptureFixture[str], form: str, multipart: bool
):
    """The only statement is the read of the council's address; no other thing is written."""
    visitor = Client()
    visitor.get("/conseil/reproche/?profession=10&departement=69")
    numbers.forget_numbers()
    traces.sql.clear()
    traces.opened.clear()  # those of the capture of the standard output
    before = files()
    data: Any = LETTER | {"format": form}
    if multipart:
        response = visitor.post("/conseil/lettre/", data)
    else:
        kind = "application/x-www-form-urlencoded"
        response = visitor.post("/conseil/lettre/", urlencode(data), content_type=kind)
    assert response.status_code == 200
    assert f"{MARK} facts" in response.content.decode(), "the letter is given"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin", "no other site learns where one was"
    assert traces.statements_that_write() == []
    assert len(traces.sql) <= 2, "the address, and the numbers of the footer"
    assert traces.opened == []
    assert MARK not in traces.everything()
    assert files() == before
    assert MARK not in "".join(capfd.readouterr())
    assert settings.SESSION_COOKIE_NAME not in visitor.cookies
    assert MARK not in str(visitor.cookies)
    assert visitor.get("/conseil/lettre/").headers["Location"] == "/conseil/"


def test_k8_a_member_s_declaration_is_made_and_forgotten(traces: Traces):
    """Signed in: the session is read, and no statement holds a word of the letter."""
    reader = Client()
    reader.force_login(member())
    traces.sql.clear()
    response = reader.post("/moi/reputation/declaration/", LETTER)
    assert f"{MARK} accounts" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert traces.statements_that_write() == []
    assert MARK not in traces.everything()


def test_m17_a_reply_read_again_is_not_kept(traces: Traces):
    reader = Client()
    reader.force_login(member())
    traces.sql.clear()
    response = reader.post("/moi/reputation/", {"key": "neutral", "text": f"Bonjour {MARK}."})
    assert MARK in response.content.decode()
    assert traces.statements_that_write() == []
    assert MARK not in traces.everything()


def test_b1_a_letter_that_fails_says_nothing_of_its_words(
    traces: Traces, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """A fault in our code is logged with its place, not with what was typed."""

    def broken(*_values: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr("toctoc.councils.letters.compose", broken)
    visitor = Client(raise_request_exception=False)
    assert visitor.post("/conseil/lettre/", LETTER).status_code == 500
    assert any("ValueError" in line for line in traces.logs), "the listener hears"
    assert MARK not in traces.everything()
    assert MARK not in "".join(capfd.readouterr())


def test_b1_a_form_from_elsewhere_is_refused_and_not_kept(traces: Traces):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post("/conseil/lettre/", LETTER).status_code == 403
    assert traces.statements_that_write() == []
    assert MARK not in traces.everything()


def test_these_eyes_see_what_is_kept(traces: Traces, tmp_path: Any):
    """The proof of the proof: each kind of trace is found when it is there."""
    assert MARK not in traces.everything()
    Person.objects.filter(bio=MARK).exists()
    assert MARK in traces.everything()
    traces.sql.clear()
    logging.getLogger("toctoc.anything").debug("typed: %s", MARK)
    assert MARK in traces.everything()
    traces.logs.clear()
    caches["default"].set("k", MARK)
    assert MARK in traces.everything()
    caches["default"].clear()
    mail.send_mail("Objet", MARK, "a@example.org", ["b@example.org"])
    assert MARK in traces.everything()
    mail.outbox.clear()
    with open(tmp_path / "kept", "w") as file:
        file.write(MARK)
    assert traces.opened == [str(tmp_path / "kept")]
    Person.objects.filter(bio="x").update(bio="y")
    assert len(traces.statements_that_write()) == 1


def test_an_unknown_recipient_gets_no_letter(client: Client):
    assert client.post("/conseil/lettre/", LETTER | {"body": "police"}).status_code == 404
    assert client.post("/conseil/lettre/", {}).status_code == 404
