"""What `toctoc doctor` looks at: one function a check, in plain words, each with its remedy."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

OK, WARN, BAD = "ok", "warn", "bad"
PYTHON_LEAST, SQLITE_LEAST = (3, 11), (3, 51, 3)
BACKUP_OLD = dt.timedelta(days=2)
SILENT = dt.timedelta(seconds=60)
ROOM_BAD, ROOM_WARN = 200 * 2**20, 2 * 2**30
CHAIN = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    level: str
    says: str
    remedy: str = ""


Check = Callable[[], Finding]
CHECKS: list[tuple[str, Check]] = []


def check(name: str) -> Callable[[Callable[[], tuple[str, str, str]]], Check]:
    def register(work: Callable[[], tuple[str, str, str]]) -> Check:
        def run() -> Finding:
            try:
                return Finding(name, *work())
            except Exception as error:  # a check that fails is a finding, not a crash
                return Finding(
                    name,
                    BAD,
                    f"could not be checked ({type(error).__name__})",
                    "Mend what is said above first; this may follow from it.",
                )

        CHECKS.append((name, run))
        return run

    return register


@check("Python")
def python() -> tuple[str, str, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < PYTHON_LEAST:
        return BAD, f"Python {version} is too old", "Install Python 3.11 or newer."
    return OK, f"Python {version}", ""


@check("Data folder")
def data_folder() -> tuple[str, str, str]:
    folder = settings.DATA
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return BAD, f"{folder} can't be written", f"Give it to this user: chown -R $USER {folder}"
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return WARN, f"{folder} can be read by others", f"chmod 700 {folder}"
    return OK, f"{folder} is ours alone", ""


@check("Secrets")
def secrets() -> tuple[str, str, str]:
    for name in ("django", "seal", "fingerprint", "anchor"):
        path = settings.DATA / f"{name}.secret"
        if os.environ.get(f"TOCTOC_{name.upper()}"):
            continue
        if not path.is_file() or not path.read_text("ascii").strip():
            return (
                BAD,
                f"{path.name} is missing or empty",
                "Put it back from where you keep the keys; without it sealed rows stay closed.",
            )
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            return BAD, f"{path.name} can be read by others", f"chmod 600 {path}"
    return OK, "the keys are here and ours alone", ""


@check("Room on disk")
def room() -> tuple[str, str, str]:
    free = shutil.disk_usage(settings.DATA).free
    says = f"{free / 2**30:.1f} GiB free"
    if free < ROOM_BAD:
        return BAD, says, "Make room at once: the database stops when the disk is full."
    if free < ROOM_WARN:
        return WARN, says, "Make room soon."
    return OK, says, ""


@check("Database")
def database() -> tuple[str, str, str]:
    started = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # every driver has its own
        where = connection.settings_dict["HOST"] or connection.settings_dict["NAME"]
        return (
            BAD,
            f"can't be reached at {where} ({type(error).__name__})",
            "Start the database, then check DATABASE_URL: address, name, user and password.",
        )
    took = (time.perf_counter() - started) * 1000
    return OK, f"{connection.vendor} answers in {took:.0f} ms", ""


@check("Database version")
def database_version() -> tuple[str, str, str]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
        if int(version.split(".")[0]) < 14:
            return BAD, f"PostgreSQL {version} is too old", "Upgrade to PostgreSQL 14 or newer."
        return OK, f"PostgreSQL {version}", ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    if tuple(map(int, version.split("."))) < SQLITE_LEAST:
        return (
            BAD,
            f"SQLite {version} can corrupt a database with two writers",
            "Install pysqlite3 0.6.1 or newer: it brings its own SQLite.",
        )
    return OK, f"SQLite {version}", ""


@check("Journal")
def journal() -> tuple[str, str, str]:
    if connection.vendor == "postgresql":
        return OK, "PostgreSQL keeps its own", ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        return (
            BAD,
            f"the database is in {mode} mode: readers and writers stop each other",
            "Put the data folder on a local disk (not NFS) and start again: WAL is set at start.",
        )
    return OK, "write-ahead log", ""


@check("Tables")
def tables() -> tuple[str, str, str]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return BAD, f"{len(missing)} changes are not applied", "toctoc migrate"
    return OK, "up to date", ""


@check("Worker")
def worker() -> tuple[str, str, str]:
    from .models import Beat

    last = Beat.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        says = "no worker has run: nobody is knocked, nothing is sent"
    elif timezone.now() - last > SILENT:
        says = f"the last worker fell silent at {last:%Y-%m-%d %H:%M} UTC: nobody is knocked"
    else:
        return OK, f"{Beat.objects.filter(at__gte=timezone.now() - SILENT).count()} at work", ""
    return BAD, says, "Start `toctoc serve`, or `toctoc serve worker` beside the pages."


@check("Waiting tasks")
def waiting() -> tuple[str, str, str]:
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - dt.timedelta(minutes=5))
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - dt.timedelta(days=1))
    if late.count() > 100:
        return WARN, f"{late.count()} wait for 5 minutes", "Start one more `toctoc serve worker`."
    if failed.exists():
        return (
            WARN,
            f"{failed.count()} failed in the last day",
            "They are tried again five times; the worker's log names the line that failed.",
        )
    return OK, "none waits for long", ""


@check("Search")
def search() -> tuple[str, str, str]:
    folder = Path(settings.TOCTOC_SEARCH_FOLDER)
    if not folder.exists():
        return WARN, "there is no index yet", "It is made at the first question."
    if not os.access(folder, os.W_OK):
        return BAD, f"{folder} can't be written", f"chown -R $USER {folder}"
    return OK, "the index folder is here", ""


@check("Pictures")
def pictures() -> tuple[str, str, str]:
    from toctoc.guard.files import jail
    from toctoc.pictures.queries import why_off

    why = why_off()
    if why == ("setting",):
        return OK, "off, as toctoc.toml says", ""
    if why:
        says = f"off: {', '.join(why)} lacks, and nothing is checked by less"
        return WARN, says, "pip install 'toctoc[files]', then start again."
    if jail.walls() is not jail.Walls.BUBBLEWRAP:
        says = "read behind the second wall alone: bubblewrap does not run here"
        return (OK if settings.DEMO else WARN), says, "apt install bubblewrap"
    return OK, "read behind bubblewrap", ""


@check("Mail")
def mail() -> tuple[str, str, str]:
    if "filebased" in settings.EMAIL_BACKEND or "locmem" in settings.EMAIL_BACKEND:
        if settings.DEMO:
            return OK, "the demo writes its mails to files", ""
        return (
            BAD,
            "no mail server is given: nobody can confirm an address",
            "Fill [mail] in toctoc.toml: host, port, user, from; and TOCTOC_MAIL_PASSWORD.",
        )
    if parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] in ("", "localhost"):
        return WARN, "the sender's address is not a real one", "Set mail.from in toctoc.toml."
    return OK, f"through {settings.EMAIL_HOST}", ""


@check("Address")
def address() -> tuple[str, str, str]:
    host = settings.ADDRESS.split("://", 1)[-1].split("/")[0].rsplit(":", 1)[0]
    if settings.HTTPS:
        return OK, settings.ADDRESS, ""
    if host in ("127.0.0.1", "localhost", "[::1]"):
        level = OK if settings.DEMO else WARN
        return level, f"{settings.ADDRESS}: this machine only", "Set TOCTOC_ADDRESS=https://…"
    return (
        BAD,
        f"{settings.ADDRESS} is not encrypted: sessions can be stolen, passkeys don't work",
        "Put a proxy with a certificate before Toctoc and set TOCTOC_ADDRESS=https://…",
    )


@check("Clock")
def clock() -> tuple[str, str, str]:
    now = timezone.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            skew = abs((cursor.fetchone()[0] - now).total_seconds())
        if skew > 5:
            return BAD, f"{skew:.0f} s away from the database's", "Synchronise both (NTP)."
    from toctoc.ledger.models import Entry

    last = Entry.objects.order_by("-sequence").values_list("at", flat=True).first()
    if last is not None and last > now + dt.timedelta(minutes=1):
        return BAD, "the record holds acts of the future: the clock went back", "Check the time."
    return OK, f"{timezone.localtime(now):%Y-%m-%d %H:%M} ({settings.TIME_ZONE})", ""


@check("Languages")
def languages() -> tuple[str, str, str]:
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).rglob("*.po"):
            if not source.with_suffix(".mo").is_file():
                return WARN, f"{source.parent.parent.name} is not compiled", "make messages"
    return OK, "French, and the catalogues are compiled", ""


@check("Static files")
def static_files() -> tuple[str, str, str]:
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return WARN, "not collected yet: pages would have no style", "toctoc serve collects them."
    return OK, "collected", ""


@check("Backup")
def last_backup() -> tuple[str, str, str]:
    from .backup import STAMP

    stamp = settings.DATA / STAMP
    if settings.DEMO:
        return OK, "a demo needs none", ""
    if not stamp.is_file():
        return WARN, "none was ever made", "toctoc backup FILE, each night, to another machine."
    age = timezone.now() - dt.datetime.fromisoformat(stamp.read_text("ascii").strip())
    if age > BACKUP_OLD:
        return WARN, f"the last one is {age.days} days old", "toctoc backup FILE, each night."
    return OK, f"{age.total_seconds() / 3600:.0f} h ago", ""


@check("Ledger")
def record() -> tuple[str, str, str]:
    from toctoc.ledger import head
    from toctoc.ledger.actions import Broken
    from toctoc.ledger.models import Entry
    from toctoc.ledger.queries import verify_last

    verdict = verify_last(CHAIN)
    if not verdict.intact:
        return (
            BAD,
            f"broken at entry {verdict.broken_at}: {verdict.reason}",
            "Somebody or something rewrote the record. Stop, keep the disk, restore a backup.",
        )
    try:
        head.check()
    except Broken as cut:
        return BAD, f"its end is not what it was: {cut}", "toctoc ledger verify says what to do."
    return OK, f"the last {min(verdict.entries, CHAIN)} of {Entry.objects.count()} are intact", ""


@check("Ledger guard")
def record_guard() -> tuple[str, str, str]:
    from toctoc.ledger.queries import missing_triggers
    from toctoc.ledger.roles import may_rewrite

    if missing := missing_triggers():
        return (
            BAD,
            f"{missing[0]} is missing: the record could be rewritten",
            "toctoc ledger guard, then toctoc ledger verify",
        )
    if connection.vendor == "postgresql" and may_rewrite():
        says = "triggers refuse to rewrite the record; the role we connect as could drop them"
        remedy = "A role that owns nothing: toctoc ledger roles NAME (docs/justice-ledger.md)."
        return (OK if settings.DEMO else WARN), says, remedy
    return OK, "the database refuses to rewrite the record", ""


@check("Operator")
def operator() -> tuple[str, str, str]:
    from toctoc.people.models import Person

    if Person.objects.filter(role__in=["moderator", "operator"]).exists():
        return OK, "somebody can moderate", ""
    return WARN, "nobody can moderate", "toctoc make-operator EMAIL"


@check("Help numbers")
def help_numbers() -> tuple[str, str, str]:
    from toctoc.councils.queries import old_addresses, old_numbers

    today = timezone.localdate()
    if settings.DEMO:
        return OK, "a demo shows the shipped ones", ""
    if old := old_numbers(today):
        return (
            WARN,
            f"not called for half a year, or never: {', '.join(old)}",
            "Call each one, then write the day at /moderation/numeros/.",
        )
    if old_lines := old_addresses(today):
        return (
            WARN,
            f"{old_lines} addresses of councils were not checked for a year",
            "See /moderation/annuaire-conseils/: check them or clear them.",
        )
    return OK, "all were checked", ""
