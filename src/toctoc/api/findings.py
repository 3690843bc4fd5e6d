"""What the guard found, for programs: where, what, why, how to say it; never the words again."""

from __future__ import annotations

from typing import Any

from toctoc.guard import Report
from toctoc.posts.types import finding_key


def findings_of(text: str, report: Report, language: str) -> list[dict[str, Any]]:
    """Offsets count characters (code points) of the text as it was sent, CRLF read as LF."""
    return [
        found.to_json(language) | {"key": finding_key(text, found)} for found in report.findings
    ]
