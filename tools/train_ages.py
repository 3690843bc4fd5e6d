"""Fit the model of `toctoc.guard.text.ages.agejudge` on the readable half of the gold set.

Usage: python -m tools.train_ages [--write] [--prose FILE.jsonl ...]

Each hand is scored by a model that never saw it (hand p, written to be hard, is never learnt
from); then `--write` stores the weights fitted on all the others. Beside the texts as they are, it
learns from the same with "depuis", "il y a" or "âgé de" taken out and other figures put in:
"prurit depuis 7 mois" teaches that "prurit 12 ans" tells how long. `--prose` adds sentences of
published cases ("text" of each line), where such words say for sure what the figures are.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from bench.gold import FOLDER, Gold, read_file

from toctoc.guard.normalise import normalise
from toctoc.guard.text.ages import agejudge, ages
from toctoc.guard.text.ages.agecontext import Reader
from toctoc.guard.text.doc import Doc

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/toctoc/guard/data/age_weights.tsv"
HARD = "p"
GROWN = 20  # years
PASSES, RATE, SHRINK = 12, 0.25, 6e-4
PROSE_WEIGHT, PROSE_ROWS = 0.4, 4000
_UNIT = {"a": "y", "m": "m", "s": "s", "j": "j"}
_FIGURES = re.compile(r"(?<![\w.,/])(\d{1,2}) ?(ans?|mois|semaines?|jours?)\b(?! ?/)")
_WHILE = re.compile(
    r"(?: |')(?:(?:evoluant|evolue|trainant|datant|durant) )?"
    r"(?:depuis(?: environ| presque| pres de| plus de)?|pendant|durant|il y a|y a|sur|en"
    r"|au bout de|apres|dans|pour|de) \Z"
)
_FOR_SURE = re.compile(
    r"\b(?:depuis(?: environ| presque| pres de| plus de)?|pendant|durant|il y a|y a|au bout de"
    r"|dans les|au cours des|duree de|recul de|suivi de|delai de) \Z"
)
_AGED = re.compile(r"(?:,? agee?s? de|,? de) \Z")
_HOLDER = re.compile(
    r"\b(?:patiente?|homme|femme|garcon|fille|fillette|nourrisson|enfant|nouveau-ne|adolescente?"
    r"|pere|mere|frere|soeur|jumelles?|jumeaux?) (?:agee?s? )?de \Z|\bagee?s? de \Z"
)
_OTHER = {"y": (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 25, 30), "m": tuple(range(2, 25))}


@dataclass(frozen=True, slots=True)
class Row:
    """Figures with a unit: what surrounds them, whether they are an age, and whose text it is."""

    hand: str
    features: tuple[str, ...]
    age: bool
    accepted: bool  # by the rules
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures stand in a text, and the ages told before them (see `Reader.before`)."""

    doc: Doc
    start: int
    end: int
    unit: str
    number: int
    told: str

    def features(self) -> tuple[str, ...]:
        return tuple(
            agejudge.features(self.doc, self.start, self.end, self.unit, self.number, self.told)
        )


def read_doc(text: str) -> Doc | None:
    """The text as the detectors see it; None where its offsets would move."""
    norm = normalise(text)
    return Doc(norm.text, norm.low, None, True) if len(norm.text) == len(text) else None


def places(gold: Gold) -> Iterator[tuple[Place, bool, bool]]:
    """(figures that the rules looked at, whether they are an age, whether the rules said so)."""
    doc = read_doc(gold.text)
    if doc is None:
        return
    met: list[tuple[int, int, str, int, bool]] = []

    class Listening(Reader):
        def years(self, start: int, end: int, sex: str, unit: str, number: int) -> bool:
            held = super().years(start, end, sex, unit, number)
            met.extend([] if sex else [(start, end, "y", number, held)])
            return held

        def months(self, start: int, end: int, kind: str, number: int) -> bool:
            held = super().months(start, end, kind, number)
            met.append((start, end, kind, number, held))
            return held

    with patch.object(ages, "Reader", Listening), patch.object(ages, "against", return_value=False):
        list(ages.find_ages(doc))
    spans = [s for s in gold.entities if s.label == "AGE"]
    for start, end, unit, number, held in met:
        before = [gold.text[s.start : s.end] for s in spans if s.end <= start]
        age = any(s.start < end and start < s.end for s in spans)
        yield Place(doc, start, end, unit, number, told(before)), age, held


def told(before: Sequence[str]) -> str:
    """As `Reader.before` says it, of the ages that the annotator marked before."""
    if not before:
        return "0"
    found = re.match(r"\d{2}(?!\d| ?(?:mois|m\b|sem|j))", before[0])
    return "2" if found and int(found[0]) >= GROWN else "1"


def varied(place: Place, age: bool, rng: random.Random) -> Iterator[Place]:
    """The same figures, or others, without the word that says what they are."""
    low, text = place.doc.low, place.doc.text
    found = (_AGED if age else _WHILE).search(low, max(0, place.start - 40), place.start)
    unit = _FIGURES.match(low, place.start)
    if not found or not unit or place.unit == "h":
        return
    for _ in range(1 if age else 2):
        number = place.number
        if not age and rng.random() < 0.7:
            number = rng.choice(_OTHER["y" if place.unit == "y" else "m"])
        left = text[: found.start()].rstrip()
        joint = rng.choice((", ", " : ")) if rng.random() < 0.12 else " "
        start = len(left) + len(joint)
        said = f"{number} {unit[2]}"
        doc = read_doc(left + joint + said + text[place.end :])
        if doc and left:
            yield Place(doc, start, start + len(said), place.unit, number, place.told)


def gold_rows(rng: random.Random) -> Iterator[Row]:
    """Rows of the readable half, then of what was made of them."""
    for path in sorted(FOLDER.glob("*_dev_*.txt")):
        hand = path.stem.rpartition("_")[2][0]
        for gold in read_file(path):
            for place, age, held in places(gold):
                yield Row(hand, place.features(), age, held)
                for other in varied(place, age, rng) if hand != HARD else ():
                    yield Row(hand, other.features(), age, False, 0.99)


def prose_rows(paths: Sequence[Path], rng: random.Random) -> list[Row]:
    """Rows of published sentences where the words before leave no doubt."""
    found: list[Row] = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            for sentence in re.split(r"(?<=[.!?]) +(?=[A-ZÉ])", json.loads(line)["text"]):
                if 30 < len(sentence) < 400:
                    found += _sentence(sentence, rng)
    rng.shuffle(found)
    return found[:PROSE_ROWS]


def _sentence(sentence: str, rng: random.Random) -> Iterator[Row]:
    doc = read_doc(sentence)
    before = "0" if rng.random() < 0.5 else rng.choice("122")
    for figures in _FIGURES.finditer(doc.low) if doc else ():
        assert doc
        start, end = figures.span()
        age = bool(_HOLDER.search(doc.low, 0, start))
        if age is bool(_FOR_SURE.search(doc.low, 0, start)):
            continue
        unit, number = _UNIT[figures[2][0]], int(figures[1])
        place = Place(doc, start, end, unit, number, before)
        yield Row("prose", place.features(), age, False, PROSE_WEIGHT)
        for other in varied(place, age, rng):
            yield Row("prose", other.features(), age, False, PROSE_WEIGHT)
        before = ("2" if unit == "y" and number >= GROWN else "1") if age else before


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Logistic regression by AdaGrad, each weight drawn to nought at each step."""
    met = Counter(name for row in rows for name in set(row.features))
    weights = {name: 0.0 for name, count in met.items() if count > 3}
    weights["constant"] = 0.0
    slopes = dict.fromkeys(weights, 1e-3)
    lines = [
        (["constant", *(f for f in row.features if f in weights)], row.age, row.weight)
        for row in rows
    ]
    rng = random.Random(1)
    for _ in range(PASSES):
        rng.shuffle(lines)
        for names, age, weight in lines:
            error = weight * (agejudge.share(sum(weights[name] for name in names)) - age)
            for name in names:
                slopes[name] += error * error
                pace = RATE / slopes[name] ** 0.5
                moved, drawn = weights[name] - pace * error, pace * SHRINK
                weights[name] = max(0.0, moved - drawn) if moved > 0 else min(0.0, moved + drawn)
    return {name: w for name, w in weights.items() if abs(w) >= 0.05 or name == "constant"}


def main() -> None:
    """Score each hand left out, then store the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--prose", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    rng = random.Random(1)
    rows = list(gold_rows(rng))
    prose = prose_rows(options.prose, rng)
    kept: Counter[tuple[str, bool, str]] = Counter()
    for hand in sorted({r.hand for r in rows}):
        table = fit([r for r in rows if r.hand not in (hand, HARD)] + prose)
        for row in rows:
            if row.hand == hand and row.weight == 1 and row.accepted:
                value = table["constant"] + sum(table.get(f, 0.0) for f in row.features)
                kept[hand, row.age, "taken back" if value < agejudge.LIMIT else "kept"] += 1
        print(
            f"{hand}: of what the rules accept, {kept[hand, False, 'taken back']} of "
            f"{kept[hand, False, 'taken back'] + kept[hand, False, 'kept']} durations and "
            f"{kept[hand, True, 'taken back']} of "
            f"{kept[hand, True, 'taken back'] + kept[hand, True, 'kept']} ages taken back"
        )
    if options.write:
        table = fit([r for r in rows if r.hand != HARD] + prose)
        head = (
            "# tools/train_ages.py: feature of text/ages/agejudge.py, weight (log-odds of an age)\n"
        )
        lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(table.items())]
        TABLE.write_text(head + "".join(lines), "utf-8")
        print(len(table), "weights")


if __name__ == "__main__":
    main()
