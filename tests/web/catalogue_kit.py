"""Sentences as the source says them and as the catalogues keep them, read without gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

import toctoc

PACKAGE = Path(toctoc.__file__).resolve().parent
_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n)?(?:gettext|_)\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?", re.DOTALL)
_FIELD = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$')

Sentence = tuple[str, str]  # singular, plural or ""


@dataclass
class Entry:
    """One entry of a .po: its texts by name, its flags."""

    texts: dict[str, str] = field(default_factory=dict)
    flags: str = ""

    @property
    def sentence(self) -> Sentence:
        return self.texts["msgid"], self.texts.get("msgid_plural", "")

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.texts.items() if name.startswith("msgstr")]


def entries(language: str) -> list[Entry]:
    """Of a catalogue, without its header."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    found = [_entry(block) for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    return found[1:]


def _entry(block: str) -> Entry:
    entry, name = Entry(), ""
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.flags += line
        elif found := _FIELD.match(line):
            name = found[1]
            entry.texts[name] = ast.literal_eval(found[2])
        elif line.startswith('"'):
            entry.texts[name] += ast.literal_eval(line)
    return entry


def said() -> set[Sentence]:
    """Every sentence of the source."""
    found: set[Sentence] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(_in_python(path.read_text(encoding="utf-8")))
    for path in PACKAGE.rglob("templates/**/*"):
        if path.suffix in (".html", ".txt"):
            found.update(_in_template(path.read_text(encoding="utf-8")))
    return found


def _in_python(source: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [text for text in texts if isinstance(text, str)]
        if node.func.id in _CALLS and texts:
            yield (texts[0], texts[1] if node.func.id.startswith("n") else "")


def _in_template(source: str) -> Iterator[Sentence]:
    for found in _CALL.finditer(templatize(source)):
        plural = found[3] if found[1] and found[3] else "''"
        yield (ast.literal_eval(found[2]), ast.literal_eval(plural))
