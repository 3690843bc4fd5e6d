"""Texts to train on: the gold with other entities, other case, shorthand; phrases put together."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench._invent import Inventor, like, pieces
from bench.gold import Gold, Span
from toctoc.guard import lexicon

PHRASES = Path(__file__).with_name("_phrases.txt")
_SLOT = re.compile(r"\{([A-Z]+)\}")
_TRAPS = frozenset(("EPONYME", "MED"))
_NUMBERS = frozenset(("TEL", "SECU", "IPP", "NDA", "RPPS"))
_CASED = frozenset(("NOM", "PRENOM", "VILLE", "HOPITAL", "ADRESSE", "ORG", "DATE"))
# sentences of published cases that may tell a town, a hospital or a day
_TOLD = re.compile(
    r"h[oô]pita(?:l|ux) [A-Z]|chu|chr|clinique [A-Z]|universit|facult|d[eé]partement|janvier"
    r"|f[eé]vrier|\bmars\b|avril|\bmai\b|juin|juillet|ao[uû]t|septembre|octobre|novembre"
    r"|d[eé]cembre|http|@|maroc|tunis|s[eé]n[eé]gal|dakar|rabat|afrique",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?<=[a-zé,] )([A-ZÉ][a-zé]{2,})")
_CAPITAL = re.compile(r"(?<=[ '’-])[A-ZÉ][\wéèëïöüç]{2,}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, what identifies in it, and what only looks so."""

    text: str
    entities: tuple[Span, ...] = ()
    traps: tuple[Span, ...] = ()


def of_gold(row: Gold) -> Text:
    """A text of the gold set."""
    return Text(row.text, row.entities, row.traps)


def fictitious(path: Path) -> list[Text]:
    """The fictitious documents of EDS-Pseudo."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Text(row["text"], tuple(Span(e["start"], e["end"], e["label"]) for e in row["entities"]))
        for row in rows
    ]


def _names_place(sentence: str) -> bool:
    words = [match[1].lower() for match in _INSIDE.finditer(sentence)]
    return any(
        lexicon.place(w) is not None and not lexicon.is_eponym(w) and not lexicon.is_drug(w)
        for w in words
    )


def published(folder: Path, rng: random.Random, count: int) -> list[Text]:
    """One to three sentences of published cases each, without town, hospital or day."""
    kept = []
    for name in ("e3c_fr_pamj_articles.jsonl", "e3c_fr_cases.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            for sentence in re.split(r"(?<=[.!?]) +(?=[A-ZÉ])", json.loads(line)["text"]):
                if 40 < len(sentence) < 400 and not _TOLD.search(sentence):
                    kept += [] if _names_place(sentence) else [sentence]
    rng.shuffle(kept)
    found: list[Text] = []
    while kept and len(found) < count:
        size = rng.choice((1, 2, 3))
        found.append(Text(" ".join(kept[:size])))
        del kept[:size]
    return found


class Augmenter:
    """Makes other texts of a text."""

    def __init__(self, inventor: Inventor, rng: random.Random) -> None:
        self.inventor, self.rng = inventor, rng
        self._say: dict[str, Callable[[], str]] = {
            "NOM": inventor.surname,
            "PRENOM": inventor.first,
            "VILLE": inventor.town,
            "HOPITAL": inventor.hospital,
            "ADRESSE": inventor.way,
            "ZIP": inventor.code,
            "DATE": inventor.date,
            "DATE_NAISSANCE": inventor.date,
            "ORG": inventor.employer,
            "EPONYME": inventor.eponym,
            "MED": lambda: rng.choice(inventor.drugs),
        }
        self._yes, self._no = pieces(PHRASES.read_text(encoding="utf-8").splitlines())

    def varied(self, source: Text) -> Text:
        """Other entities, then shorthand, then another case."""
        return self.recased(self.shortened(self.swapped(source)))

    def swapped(self, source: Text) -> Text:
        """Most entities replaced by others of their kind, the same one each time."""
        known: dict[tuple[str, str], str] = {}
        spans = sorted(
            [(s, True) for s in source.entities] + [(s, False) for s in source.traps],
            key=lambda pair: pair[0].start,
        )
        parts: list[str] = []
        kept: tuple[list[Span], list[Span]] = ([], [])
        at = size = 0
        for span, identifies in spans:
            if span.start < at:
                continue
            old = source.text[span.start : span.end]
            if identifies:
                new = self._other(span.label, old, known)
            else:
                new = self._trap(span.label, old) if self.rng.random() < 0.4 else old
            parts += source.text[at : span.start], new
            size += span.start - at
            kept[not identifies].append(Span(size, size + len(new), span.label))
            size += len(new)
            at = span.end
        return Text("".join([*parts, source.text[at:]]), tuple(kept[0]), tuple(kept[1]))

    def _other(self, label: str, old: str, known: dict[tuple[str, str], str]) -> str:
        rng = self.rng
        if rng.random() > 0.85:
            return old
        if label in _NUMBERS:
            return re.sub(r"\d", lambda _: str(rng.randrange(10)), old)
        rarely = {"HOPITAL": 0.8, "ORG": 0.4}.get(label, 1.0)
        if label not in self._say or len(old.strip(".")) < 2 or rng.random() > rarely:
            return old
        if label.startswith("DATE") and len(old) < 5:
            return old
        pair = (label, old.lower())
        if pair not in known:
            known[pair] = self._slipped(label, self._say[label](), 0.1)
        return like(known[pair], old) if label in _CASED else known[pair]

    def _slipped(self, label: str, word: str, often: float) -> str:
        if label in ("NOM", "PRENOM", "VILLE") and len(word) > 4 and self.rng.random() < often:
            return self.inventor.slip(word)
        return word

    def _trap(self, label: str, old: str) -> str:
        if label == "MED" and old.isalpha():
            drug = self.rng.choice(self.inventor.drugs)
            return like(drug.capitalize() if old[0].isupper() else drug, old)
        if label in ("EPONYME", "BIBLIO"):
            return _CAPITAL.sub(lambda match: like(self.inventor.simple(), match[0]), old)
        return old

    def shortened(self, source: Text) -> Text:
        """Ordinary words cut short, acronyms put in."""
        rng = self.rng
        cuts, adds = rng.random() < 0.35, rng.random() < 0.35
        busy = bytearray(len(source.text) + 2)
        for span in (*source.entities, *source.traps):
            start, end = max(0, span.start - 2), min(len(busy), span.end + 2)
            busy[start:end] = b"\x01" * (end - start)
        edits: list[tuple[int, int, str]] = []
        for match in re.finditer(r"[^\W\d_]{4,}", source.text) if cuts or adds else ():
            start, end = match.span()
            if any(busy[start:end]):
                continue
            if cuts and end - start > 5 and match[0].islower() and rng.random() < 0.12:
                mark = rng.choice(("", "", "."))
                edits.append((start, end, match[0][: rng.randrange(3, 6)] + mark))
            elif adds and source.text[end : end + 1] == " " and rng.random() < 0.03:
                edits.append((end, end, " " + self.inventor.acronym()))
        return _edited(source, edits)

    def recased(self, source: Text) -> Text:
        """Now and then in small letters, in capitals, without accents, with stray capitals."""
        rng, text, x = self.rng, source.text, self.rng.random()
        if x < 0.13:
            text = text.lower()
        elif x < 0.20:
            text = text.upper()
        elif x < 0.25:
            for span in source.entities:
                if rng.random() < 0.6:
                    low = text[span.start : span.end].lower()
                    text = text[: span.start] + low + text[span.end :]
        elif x < 0.30:
            text = re.sub(
                r"\b[a-zéèà]{3,}",
                lambda m: m[0].capitalize() if rng.random() < 0.12 else m[0],
                text,
            )
        if rng.random() < 0.15:
            text = "".join(unicodedata.normalize("NFD", c)[0] if c.isalpha() else c for c in text)
        return replace(source, text=text) if len(text) == len(source.text) else source

    def composed(self, prose: list[Text], count: int) -> Iterator[Text]:
        """Texts of one to four phrases and sentences of published cases."""
        rng = self.rng
        for _ in range(count):
            made = Text("")
            for number in range(rng.choice((1, 1, 2, 3, 4))):
                x = rng.random()
                other = rng.choice(prose).text[:220]
                phrase = rng.choice(self._yes if x < 0.42 else self._no) if x < 0.85 else other
                joint = rng.choice(("\n", "\n", ". ", ". ", ", ", " ; ", "\n\n", " - "))
                if made.text.endswith((".", "?", "!")) and joint[0] in ".,;":
                    joint = " "
                made = self._filled(made, joint if number else "", phrase)
            yield made

    def _filled(self, before: Text, joint: str, phrase: str) -> Text:
        rng = self.rng
        text, entities, traps = before.text + joint, list(before.entities), list(before.traps)
        if phrase[:1].islower() and joint in ("", "\n", ". ") and rng.random() < 0.5:
            phrase = phrase[0].upper() + phrase[1:]
        x, at = rng.random(), 0
        for slot in _SLOT.finditer(phrase):
            label = slot[1]
            text += phrase[at : slot.start()]
            at = slot.end()
            said = self._slipped(label, self._say[label](), 0.08)
            if label in ("NOM", "PRENOM", "VILLE", "HOPITAL"):
                if x < 0.18:
                    said = said.lower()
                elif x < 0.3 or (label == "NOM" and rng.random() < 0.25):
                    said = said.upper()
            elif label in _TRAPS and rng.random() < 0.3:
                said = said.swapcase() if said.islower() else said.lower()
            if text.endswith(" de ") and said[0] in "AEIOUÉÈaeioué" and rng.random() < 0.8:
                text = text[:-2] + "'"
            marks = traps if label in _TRAPS else entities
            marks.append(Span(len(text), len(text) + len(said), label))
            text += said
        return Text(text + phrase[at:], tuple(entities), tuple(traps))


def _edited(source: Text, edits: list[tuple[int, int, str]]) -> Text:
    if not edits:
        return source
    parts: list[str] = []
    ends, moves = [0], [0]
    at = 0
    for start, end, new in edits:
        parts += source.text[at:start], new
        at = end
        ends.append(end)
        moves.append(moves[-1] + len(new) - (end - start))

    def moved(span: Span) -> Span:
        by = moves[bisect_right(ends, span.start) - 1]
        return Span(span.start + by, span.end + by, span.label)

    return Text(
        "".join([*parts, source.text[at:]]),
        tuple(map(moved, source.entities)),
        tuple(map(moved, source.traps)),
    )
