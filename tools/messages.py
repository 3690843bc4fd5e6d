"""Collect the sentences of src/toctoc into its two catalogues and compile them.

Usage: python tools/messages.py

French is the source: `locale/en` translates every sentence, `locale/fr` holds nothing but plurals,
because gettext's rule for a sentence without a catalogue is English ("0 réponses" for "0 réponse").
Needs gettext; what it makes is committed, so that running Toctoc does not.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "toctoc"
# No date, no name, no address: two runs over the same source leave the same bytes.
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: toctoc\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural={plural};\\n"
"""
_STRING = r'((?:"(?:[^"\\]|\\.)*"\n?)+)'
_PLURAL = re.compile(rf"^msgid {_STRING}msgid_plural {_STRING}msgstr\[0\].*", re.DOTALL | re.M)


def catalogue(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def django(*arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments]
    subprocess.run(command, cwd=PACKAGE, check=True)


def without_guess(entry: str) -> str:
    """A gap is seen by whoever translates; gettext's guess from a similar sentence is not."""
    lines = entry.splitlines()
    if not any(line.startswith("#,") and "fuzzy" in line for line in lines):
        return entry
    kept = [line.replace(", fuzzy", "") for line in lines if not line.startswith("#|")]
    source = "\n".join(line for line in kept if line != "#").partition("\nmsgstr")[0]
    empty = 'msgstr[0] ""\nmsgstr[1] ""' if "\nmsgid_plural" in source else 'msgstr ""'
    return f"{source}\n{empty}"


def english() -> list[str]:
    """Collect, and give every entry but the header."""
    django(
        "makemessages",
        "--locale=en",
        "--ignore=static/*",
        "--no-obsolete",
        "--no-wrap",
        "--add-location=file",
        "--verbosity=0",
    )
    found = catalogue("en").read_text(encoding="utf-8").strip()
    return [without_guess(entry) for entry in found.split("\n\n")[1:]]


def french(entries: list[str]) -> list[str]:
    """Only the plurals, each said as in the source."""
    return [
        _PLURAL.sub(
            lambda found: (
                found[0].partition("msgstr[0]")[0]
                + f"msgstr[0] {found[1]}msgstr[1] {found[2]}".rstrip()
            ),
            entry,
        )
        for entry in entries
        if "\nmsgid_plural " in entry
    ]


def write(language: str, plural: str, entries: list[str]) -> None:
    header = _HEADER.format(language=language, plural=plural)
    text = header + "".join(f"\n{entry}\n" for entry in entries)
    catalogue(language).write_text(text, encoding="utf-8")


def main() -> None:
    entries = english()
    write("en", "(n != 1)", entries)
    write("fr", "(n > 1)", french(entries))
    django("compilemessages", "--locale=en", "--locale=fr", "--verbosity=0")


if __name__ == "__main__":
    main()
