"""What the tone room hears, and what it costs: python -m bench.tone [--errors]

On the frozen set (bench/gold/tone_frozen.txt) and on `../shared/data/tone/domain_dev.jsonl`, by
family: recall, and remarks on what must pass; then on clinical texts; then milliseconds. Beside it
the two baselines that run here: the model alone at even odds, and a list of insults (the
table's, without the rules), which is what a profanity list does. Prints and never judges; the
frozen set's errors are never shown (`--errors` shows those of the open set).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.gold import FOLDER, read
from toctoc.guard.contest import Contested
from toctoc.guard.normalise import normalise
from toctoc.guard.tone import find, model, rules

ROOT = Path(__file__).resolve().parents[1]
OPEN = ROOT.parent / "shared/data/tone"
FAMILY_OF = {
    "sexisme": "sexism", "homophobie": "homophobia", "transphobie": "homophobia",
    "racisme": "racism", "religion": "racism", "grossophobie": "fatphobia",
    "mepris_cmu": "poverty", "attaque_confrere": "colleague", "menace": "colleague",
    "meute": "colleague", "mepris_patient": "mockery", "moquerie": "mockery",
    "validisme": "mockery", "agisme": "mockery",
}  # fmt: skip
WORDS = 300  # characters of the text that is timed
Judge = Callable[[str], str]  # the family said of a text, or ""


def frozen() -> list[tuple[str, str]]:
    """(kind, text); a kind that is no family must pass."""
    lines = (FOLDER / "tone_frozen.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, text) for kind, text in rows]


def opened() -> list[tuple[str, str]]:
    """The set that the rules were written with."""
    found = []
    for line in (OPEN / "domain_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        family = next((FAMILY_OF[one] for one in row["labels"] if one in FAMILY_OF), "")
        if family or not row["labels"] or "detresse" in row["labels"]:
            found.append((family or "passes", row["text"]))
    return found


def _each(text: str, judge: Callable[[str, str], str]) -> str:
    norm = normalise(text)
    spans = find.sentences(norm.low)
    return next(filter(None, (judge(norm.text[a:b], norm.low[a:b]) for a, b in spans)), "")


def room(text: str) -> str:
    """Rules, vetoes and model: what ships."""
    remarks = find.listen(normalise(text), Contested(()))
    return remarks[0].rule.removeprefix("tone.").removesuffix("_named") if remarks else ""


def rules_alone(text: str) -> str:
    """The same without the model."""
    heard, find.heard = find.heard, lambda _scene: ""
    try:
        return room(text)
    finally:
        find.heard = heard


def ngrams(text: str) -> str:
    """Character and word n-grams alone, at even odds: the linear baseline of the research."""
    return _each(text, lambda _text, low: find.UNSAID if model.odds(low) > 0 else "")


def insults(text: str) -> str:
    """A list of slurs and insults alone, wherever they stand: what a profanity list does."""

    def listed(text: str, low: str) -> str:
        found = rules.hits(low)
        return next((h.family or "mockery" for h in found if h.tag in ("slur", "insult")), "")

    return _each(text, listed)


JUDGES: dict[str, Judge] = {
    "room": room,
    "rules alone": rules_alone,
    "n-grams alone": ngrams,
    "insult list": insults,
}


def table(name: str, rows: list[tuple[str, str]]) -> None:
    """By family: found / right family / all; then what was wrongly remarked on, by kind."""
    print(f"\n{name}: {len(rows)} sentences")
    print(f"{'':15}" + "".join(f"{judge:>16}" for judge in JUDGES))
    kinds = list(dict.fromkeys(kind for kind, _ in rows))
    said = {judge: [(kind, JUDGES[judge](text)) for kind, text in rows] for judge in JUDGES}
    for kind in kinds:
        cells = []
        for told in said.values():
            mine = [family for k, family in told if k == kind]
            found = sum(map(bool, mine))
            right = f" ({mine.count(kind)})" if kind in rules.FAMILIES else ""
            cells.append(f"{found}{right} / {len(mine)}")
        print(f"{kind:15}" + "".join(f"{cell:>16}" for cell in cells))
    for label, measure in (("recall", recall), ("precision", precision), ("wrongly", wrongly)):
        print(f"{label:15}" + "".join(f"{measure(told):>16.1%}" for told in said.values()))


def recall(told: list[tuple[str, str]]) -> float:
    bad = [family for kind, family in told if kind in rules.FAMILIES]
    return sum(map(bool, bad)) / len(bad)


def precision(told: list[tuple[str, str]]) -> float:
    heard = [kind for kind, family in told if family]
    return sum(kind in rules.FAMILIES for kind in heard) / max(1, len(heard))


def wrongly(told: list[tuple[str, str]]) -> float:
    fine = [family for kind, family in told if kind not in rules.FAMILIES]
    return sum(map(bool, fine)) / len(fine)


def clinical(name: str, texts: Iterable[str]) -> None:
    """Texts and sentences of care that are remarked on; none should be."""
    texts = list(texts)
    count = remarked = lines = 0
    for text in texts:
        norm = normalise(text)
        spans = list(find.sentences(norm.low))
        found = sum(bool(find.judge(norm.text[a:b], norm.low[a:b])) for a, b in spans)
        lines += len(spans)
        count += found
        remarked += bool(found)
    print(f"{name:24}{remarked:5} of {len(texts):5} texts, {count:4} of {lines:6} sentences")


def latency(texts: list[str]) -> None:
    """Processor milliseconds of 300 characters, normalised as the guard does once for all."""
    spent = []
    for i in range(400):
        norm = normalise(texts[i % len(texts)])
        began = time.process_time()
        find.listen(norm, Contested(()))
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    print(f"\n{WORDS} characters: p50 {statistics.median(spent):.2f} ms, p95 {spent[380]:.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    table("frozen", frozen())
    if OPEN.is_dir():
        table("open", opened())
        if options.errors:
            for kind, text in opened():
                if bool(room(text)) != (kind in rules.FAMILIES):
                    print(f"  {kind}: {text}")
    print()
    for kind in ("posts", "reports"):
        for part in ("dev", "frozen"):
            clinical(f"{kind}, {part}", (one.text for one in read(kind, part)))
    posts = [one.text for one in read("posts", "dev")]
    joined = " ".join(posts)
    latency([joined[i : i + WORDS] for i in range(0, 90_000, WORDS)])


if __name__ == "__main__":
    main()
