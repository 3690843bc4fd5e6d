"""The gold set of the text guard: reads the marked texts of this folder (see GUIDE.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
DIRECT = frozenset(
    [
        *("NOM", "PRENOM", "DATE", "DATE_NAISSANCE", "ADRESSE", "ZIP", "VILLE", "HOPITAL"),
        *("TEL", "MAIL", "SECU", "IPP", "NDA", "RPPS", "URL"),
    ]
)
QUASI = frozenset(
    [
        *("AGE", "ANNEE", "MOIS", "PROFESSION", "REGION", "ORIGINE", "EVENT", "ORG"),
        *("INITIALES", "LIEN"),
    ]
)
_MARK = re.compile(r"\[\[([A-Z_]+)\|(.+?)\]\]|\{\{([A-Z_]+)\|(.+?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text, and the label of GUIDE.md."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One text without its marks, what identifies in it, and the traps it sets."""

    id: str
    text: str
    entities: tuple[Span, ...]
    traps: tuple[Span, ...]


def parse(name: str, marked: str) -> Gold:
    """Take the marks out of a text. Raises ValueError for a label that GUIDE.md doesn't know."""
    parts: list[str] = []
    entities: list[Span] = []
    traps: list[Span] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        length += len(parts[-1])
        label, words = match[1] or match[3], match[2] or match[4]
        if match[1] and label not in DIRECT | QUASI:
            raise ValueError(f"{name}: unknown label {label}")
        span = Span(length, length + len(words), label)
        (entities if match[1] else traps).append(span)
        parts.append(words)
        length += len(words)
        at = match.end()
    text = "".join([*parts, marked[at:]])
    if "[[" in text or "]]" in text or "{{" in text:
        raise ValueError(f"{name}: a mark is left open")
    return Gold(name, text, tuple(entities), tuple(traps))


def read(kind: str, part: str) -> list[Gold]:
    """Texts of `kind` ("posts" or "reports") in `part` ("dev" or "frozen"), every hand's."""
    found: list[Gold] = []
    for path in sorted(FOLDER.glob(f"{kind}_{part}_*.txt")):
        found += read_file(path)
    return found


def read_file(path: Path) -> list[Gold]:
    """One hand's texts: a post a line where the file's name begins with "posts", else reports."""
    content = path.read_text(encoding="utf-8")
    return _posts(content) if path.name.startswith("posts") else _reports(content)


def _posts(content: str) -> list[Gold]:
    rows = (line.split("\t", 1) for line in content.split("\n") if "\t" in line)
    return [parse(name, marked.replace("\\n", "\n")) for name, marked in rows]


def _reports(content: str) -> list[Gold]:
    blocks = re.split(r"^=== *", content, flags=re.MULTILINE)[1:]
    pairs = (block.split("\n", 1) for block in blocks)
    return [parse(name.strip(), marked.strip("\n")) for name, marked in pairs]
