"""One peer of the guard, run in its own virtual environment: `python bench/_peer.py NAME`.

Reads JSON lines of texts, writes JSON: {"load_s", "mb", "spans": [[[start, end], ...], ...],
"ms": [...]}. Stands alone: nothing of Toctoc is installed there.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Spans = list[tuple[int, int]]
Find = Callable[[str], Spans]


_MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre"
)
_CAP = r"[A-ZÉÈ][\w'’-]+"
_FRENCH = {
    "DATE_FR": r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|\b\d{{1,2}}(?:er)? (?:{_MONTHS})(?: \d{{4}})?\b",
    "PHONE_FR": r"(?<!\d)(?:\+33|0)[ .]?[1-9](?:[ .-]?\d{2}){4}(?!\d)",
    "NIR": r"(?<!\d)[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)",
    "POSTCODE": r"\b\d{5}(?= [A-ZÉÈ])",
    "ADDRESS": r"\b\d{1,4},? (?:bis |ter )?"
    r"(?:rue|avenue|boulevard|place|chemin|allée|impasse|route) [^,\n]{3,40}",
    "NUMBER": r"(?i)\b(?:ipp|nda|nip|rpps|adeli|finess|dossier|séjour)\D{0,12}\d{5,}",
    "HOSPITAL": r"\b(?:CHU|CHRU|CH|CHR|[Cc]linique|[Hh]ôpital|EHPAD|Centre [Hh]ospitalier)"
    rf"(?: (?:de|du|des|la|le|les|d'))* {_CAP}(?:[ -]{_CAP})*",
    "TITLE": rf"\b(?:Mme|M\.|Mr|Monsieur|Madame|Dr|Pr|Docteur|Professeur)\.? {_CAP}(?: {_CAP})*",
    "AGE": r"\b\d{1,3} ?ans\b",
}


def unpii() -> Find:
    """unpii 0.3, standard mode: Rust, names and towns in lists (MIT)."""
    import unpii as package

    return lambda text: [(s.start, s.end) for s in package.find_spans(text)]


def anonyfy() -> Find:
    """anonyfy 0.1: checksums and INSEE gazetteers (Apache-2.0)."""
    import tempfile

    from anonyfy import Vault

    folder = tempfile.mkdtemp()
    vault = Vault(key=bytes(32), scope="bench", registry_path=f"{folder}/registry")
    return lambda text: [(s.start, s.end) for s in vault._engine.detect(text)]


def incognito() -> Find:
    """incognito-anonymizer 1.4, its rules for texts without known identity (MIT)."""
    from incognito_anonymizer.analyzer import RegexStrategy

    rules = RegexStrategy()

    def find(text: str) -> Spans:
        found: dict[Any, str] = rules.analyze(text) if text else {}
        return [(start, end) for places in found for start, end in places]

    return find


def edsnlp() -> Find:
    """edsnlp 0.23: dates only; its de-identification models are not distributed (BSD-3)."""
    import edsnlp as package

    pipeline = package.blank("eds")
    for name in ("eds.normalizer", "eds.sentences", "eds.dates"):
        pipeline.add_pipe(name)

    def find(text: str) -> Spans:
        doc = pipeline(text)
        dates = [s for s in doc.spans["dates"] if s._.date.to_datetime() is not None]
        return [(s.start_char, s.end_char) for s in dates]

    return find


def presidio() -> Find:
    """Presidio 2.2, fr-core-news-md, and French rules as a careful team would add them (MIT)."""
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    provider = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "fr", "model_name": "fr_core_news_md"}],
        }
    )
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["fr"])
    for name, pattern in _FRENCH.items():
        engine.registry.add_recognizer(
            PatternRecognizer(
                supported_entity=name,
                patterns=[Pattern(name, pattern, 0.8)],
                supported_language="fr",
                global_regex_flags=0,
            )
        )
    return lambda text: [(r.start, r.end) for r in engine.analyze(text, language="fr")]


PEERS: dict[str, Callable[[], Find]] = {
    "unpii": unpii,
    "anonyfy": anonyfy,
    "incognito": incognito,
    "edsnlp": edsnlp,
    "presidio": presidio,
}


def run(name: str, texts: Iterable[str]) -> dict[str, object]:
    """Load one peer and pass it every text; milliseconds of processor time for each."""
    began = time.perf_counter()
    find = PEERS[name]()
    find("Mme Dupont, 44 ans.")
    load = time.perf_counter() - began
    spans: list[Spans] = []
    spent: list[float] = []
    for text in texts:
        began = time.process_time()
        spans.append(find(text))
        spent.append((time.process_time() - began) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load_s": load, "mb": peak, "spans": spans, "ms": spent}


if __name__ == "__main__":
    json.dump(run(sys.argv[1], [json.loads(line) for line in sys.stdin]), sys.stdout)
