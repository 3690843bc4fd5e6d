"""A record with anchors, as files that strangers check; and the hand of a forger."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from toctoc.ledger.actions import anchor, record, unguarded
from toctoc.ledger.models import Anchor
from toctoc.ledger.queries import export_lines
from toctoc.ledger.standalone import source

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def some_days(days: int = 3, acts: int = 4) -> list[Anchor]:
    """A few acts a day, signed each night."""
    made = []
    for day in range(days):
        at = NOON + dt.timedelta(days=day)
        for number in range(acts + day):
            with transaction.atomic():
                record("post.publish", at=at, about=f"post:{day}{number}", facts={"é": number})
        one = anchor(at=at)
        assert one is not None
        made.append(one)
    return made


def exported(after: Anchor | None = None) -> bytes:
    last = Anchor.objects.order_by("-number")[0]
    return "".join(f"{line}\n" for line in export_lines(after, last, at=NOON)).encode()


@contextmanager
def forging() -> Iterator[None]:
    """As somebody who owns the tables."""
    with transaction.atomic(), unguarded():
        yield


def verify_alone(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The verifier in a Python that knows nothing else: no environment, no packages, no folder."""
    program = file.parent / "verify.py"
    program.write_text(source(), "utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(file), *options],
        capture_output=True,
        text=True,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        cwd=file.parent,
        check=False,
    )
