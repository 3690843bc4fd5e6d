"""`toctoc ledger`: prove that nobody rewrote the record, sign it, give it away, lock it (X7)."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

PROG = "toctoc ledger"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=PROG, description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    _verify_options(commands.add_parser("verify", help="the live record, or an export of it"))
    signing = commands.add_parser("anchor", help="sign the record as it stands (done each night)")
    signing.add_argument("--new-key", action="store_true", help="the old key is lost: go on")
    giving = commands.add_parser("export", help="entries, anchors and key as lines of JSON")
    giving.add_argument("file", type=Path)
    giving.add_argument("--since", type=_since, help="an entry's number, or a day: 2026-11-22")
    alone = commands.add_parser("verifier", help="the program that checks exports, Python alone")
    alone.add_argument("file", type=Path)
    commands.add_parser("guard", help="make the database refuse to rewrite it, again")
    roles = commands.add_parser("roles", help="let the application add to the record, no more")
    roles.add_argument("role", help="the PostgreSQL role that Toctoc connects as")
    roles.add_argument("--apply", action="store_true", help="do it, rather than print it")
    options = parser.parse_args(argv)
    work = {
        "verify": verify,
        "anchor": anchor,
        "export": export,
        "verifier": verifier,
        "guard": guard,
        "roles": lock,
    }
    return work[options.what](options)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="an export; without it, the database")
    parser.add_argument("--anchors", type=Path, help="anchors kept outside (from /registre/)")
    parser.add_argument("--key", action="append", default=[], help="the public key, kept outside")


def _since(text: str) -> int | dt.date:
    try:
        return int(text) if text.isdecimal() else dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a number of an entry, or a day: 2026-11-22") from None


def verify(options: argparse.Namespace) -> int:
    if options.file:
        from toctoc.ledger.verifier import main as alone

        more = [f"--key={key}" for key in options.key]
        kept = [f"--anchors={options.anchors}"] if options.anchors else []
        return alone([str(options.file), *more, *kept])
    return _verify_live(options)


def _verify_live(options: argparse.Namespace) -> int:
    from toctoc.ledger import head
    from toctoc.ledger.actions import Broken
    from toctoc.ledger.queries import kept, verify

    try:
        outside = options.anchors.read_bytes().splitlines(True) if options.anchors else []
        verdict = verify(kept=kept(outside), keys=[key.lower() for key in options.key])
    except OSError as error:
        print(f"{options.anchors} can't be read: {error.strerror}.")
        return 2
    except Broken as forged:
        print(f"{options.anchors}: {forged}.")
        return 1
    if not verdict.intact:
        print(f"The ledger is broken at entry {verdict.broken_at}: {verdict.reason}.")
        return 1
    try:
        head.check()
    except Broken as cut:
        print(
            f"The end of the ledger is not what it was: {cut}. {head.place()} remembers it.\n"
            "If you put an older copy of the database back, that is why: remove this file. If\n"
            "not, somebody cut the record off or rewrote its end."
        )
        return 1
    print(f"The ledger is intact: {verdict.entries} entries, each chained to the one before.")
    print(f"{verdict.anchors} signed anchors fit it.")
    for key, number in verdict.signers.items():
        print(f"Signed from anchor {number} on by {key}.")
    return 0


def anchor(options: argparse.Namespace) -> int:
    from toctoc.ledger.actions import Broken, OtherKey
    from toctoc.ledger.actions import anchor as sign

    try:
        made = sign(at=timezone.now(), new_key=options.new_key)
    except OtherKey:
        print(
            "The last anchor was signed by another key than this instance's (anchor.secret). Put\n"
            "the old key back; if it is lost, `toctoc ledger anchor --new-key` goes on with this\n"
            "one, and whoever kept the old public key will be told of the change."
        )
        return 1
    except Broken as broken:
        print(f"Not signed, the ledger is broken: {broken}.")
        return 1
    told = f"entries {made.first} to {made.sequence} are signed" if made else "nothing new to sign"
    print(f"Anchor {made.number}: {told}." if made else f"{told.capitalize()}.")
    return 0


def export(options: argparse.Namespace) -> int:
    """What was written since the last anchor is signed first: an export ends with an anchor."""
    from toctoc.ledger.models import Anchor
    from toctoc.ledger.queries import export_lines, last_anchor_before

    if status := anchor(argparse.Namespace(new_key=False)):
        return status
    last = Anchor.objects.order_by("-number").first()
    after = last_anchor_before(options.since)
    if last is None or (after is not None and after.number == last.number):
        print("Nothing to export.")
        return 1
    try:
        rows = _write(options.file, export_lines(after, last, at=timezone.now()))
    except OSError as error:
        print(f"The export can't be written: {error.strerror}: {options.file}")
        return 1
    print(f"{options.file}: {rows} lines, from entry {after.sequence + 1 if after else 1}.")
    return 0


def _write(path: Path, lines: Iterator[str]) -> int:
    """The file appears under its name only when it is whole."""
    partial = path.with_name(path.name + ".partial")
    rows = 0
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line + "\n")
                rows += 1
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return rows


def verifier(options: argparse.Namespace) -> int:
    from toctoc.ledger.standalone import source, source_digest

    options.file.write_text(source(), "utf-8")
    print(f"{options.file}: sha256 {source_digest()}. Run it with `python {options.file} EXPORT`.")
    return 0


def guard(_options: argparse.Namespace) -> int:
    """A migration does it; here for a database whose triggers were lost (a copy made by hand)."""
    from django.db import connection, transaction

    from toctoc.ledger.actions import put_up

    with transaction.atomic():
        put_up(connection)
    print("The database refuses to rewrite the record.")
    return 0


def lock(options: argparse.Namespace) -> int:
    from toctoc.ledger.roles import CannotLock, grant, statements

    try:
        if options.apply:
            grant(options.role)
            print(f"{options.role} may now add to the record and read it, no more.")
            print("Let Toctoc connect as that role; migrate and restore as the owner.")
        else:
            print("\n".join(f"{statement};" for statement in statements(options.role)))
    except CannotLock as error:
        print(f"Not done: {error}.")
        return 1
    return 0
