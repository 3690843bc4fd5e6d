"""What was erased stays erased, whatever backup is restored (K18).

Each `post.erase` of the ledger is a tombstone: a public id and the keyed hash of words that are
gone. The clock copies them into a small file beside the database, to be kept apart from the
backups: one line a post, only ever added to. `toctoc restore` holds what it restored against it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from toctoc.ledger.models import Entry
from toctoc.posts.models import Post
from toctoc.questions import actions as questions

NAME = "tombstones.jsonl"
ACT = "post.erase"
# The last entry that this process has looked at: the ledger isn't read again each second.
_seen: dict[str, tuple[int, str]] = {}


class BadTombstones(Exception):
    """The file can't be read as tombstones; nothing was changed."""


def path() -> Path:
    return Path(settings.DATA) / NAME


def file_tombstones() -> int:
    """Add what was erased since last time to the file; return how many lines. Safe to call twice.

    A worker killed before leaves them to the next; killed while writing, a cut line that is
    written again.
    """
    place = path()
    sequence, digest = _seen.get(str(place)) or _last_line(place)
    if sequence and not _knows(sequence, digest):
        sequence = 0  # another ledger: this instance was restored
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    if last is None or last[0] == sequence:
        return 0
    new = Entry.objects.filter(sequence__gt=sequence, act=ACT).order_by("sequence")
    known = set(read(place)) if place.exists() else set()
    lines = [_line(entry) for entry in new if _post_of(entry) not in known]
    if lines:
        _append(place, lines)
    _seen[str(place)] = last
    return len(lines)


def _last_line(place: Path) -> tuple[int, str]:
    """The entry that was copied last, so that a new process doesn't read a whole ledger again."""
    try:
        said = json.loads(place.read_text("utf-8").splitlines()[-1])
        return int(said["entry"]), str(said["digest"])
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return 0, ""


def _knows(sequence: int, digest: str) -> bool:
    return Entry.objects.filter(sequence=sequence, digest=digest).exists()


def _post_of(entry: Entry) -> str:
    return entry.about.removeprefix("post:")


def _line(entry: Entry) -> str:
    facts: dict[str, Any] = json.loads(entry.facts)
    said = {
        "post": _post_of(entry),
        "content": facts.get("content", ""),
        "at": entry.at.isoformat(),
        "entry": entry.sequence,
        "digest": entry.digest,
    }
    return json.dumps(said, separators=(",", ":"))


def _append(place: Path, lines: list[str]) -> None:
    handle = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "rb+") as file:
        # A cut last line is closed first, so that ours begins on its own.
        cut = file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n"
        file.write((("\n" if cut else "") + "".join(f"{line}\n" for line in lines)).encode())
        file.flush()
        os.fsync(file.fileno())


def read(place: Path, *, strict: bool = False) -> Iterator[str]:
    """The posts that a file names. A cut line counts for nothing, unless `strict`."""
    try:
        lines = place.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadTombstones(f"{place.name} can't be read") from error
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            public_id = said["post"]
        except (ValueError, TypeError, KeyError):
            if strict and line.strip() and number < len(lines):
                raise BadTombstones(f"{place.name}: line {number} isn't a tombstone") from None
            continue
        if isinstance(public_id, str):
            yield public_id


def in_ledger() -> list[str]:
    """What the present ledger says was erased."""
    return [_post_of(entry) for entry in Entry.objects.filter(act=ACT).order_by("sequence")]


def apply(posts: Iterable[str]) -> int:
    """Erase again what a restored backup brought back; return how many posts. Inside the caller's
    transaction, each with its entry in the ledger."""
    wanted, done, now = list(dict.fromkeys(posts)), 0, timezone.now()
    for start in range(0, len(wanted), 500):
        back = Post.objects.filter(public_id__in=wanted[start : start + 500])
        alive = back.exclude(state=Post.State.ERASED).order_by("-pk")
        for public_id in alive.values_list("public_id", flat=True):
            done += questions.destroy(
                public_id=public_id, reason="tombstone", actor="restore", at=now
            )
    return done
