"""Where the record stood a minute ago, remembered outside the database (X7).

Anchors prove what they cover; what was written since the last one could be cut off with the rows
alone. The clock writes number and hash of the last entry into a file of the data folder, which
somebody who holds only the database can't reach: a shorter or other end is then seen.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from .models import Entry
from .verifier import Broken

NAME = "ledger-head.json"
Head = tuple[int, str]  # number of the last entry, its hash


def place() -> Path:
    return Path(settings.DATA) / NAME


def current() -> Head | None:
    return Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()


def remembered() -> Head | None:
    try:
        said = json.loads(place().read_text("ascii"))
        return int(said["entry"]), str(said["digest"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def check() -> None:
    """Raise `Broken` where the record no longer reaches what is remembered, or says otherwise."""
    head = remembered()
    if head is None:
        return
    digest = Entry.objects.filter(sequence=head[0]).values_list("digest", flat=True).first()
    if digest != head[1]:
        raise Broken("entry", head[0], "altered" if digest else "missing")


def remember() -> bool:
    """Move on to the present end; True if it moved. Never back: `Broken` then, and the file stays
    as the proof."""
    now, head = current(), remembered()
    if now == head:
        return False
    check()
    if now is None:
        return False
    partial = place().with_name(f"{NAME}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"entry": now[0], "digest": now[1]}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(place())
    return True


def put_aside() -> Head | None:
    """After a restore, meant by whoever did it: what the record had reached before."""
    head = remembered()
    if place().exists():
        place().replace(place().with_name(f"{NAME}.before-restore"))
    return head
