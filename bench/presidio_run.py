"""The recogniser in a real Presidio: .venv-peers/bin/python bench/presidio_run.py

Needs presidio-analyzer, which `make bench-guard` installs beside the peers. No French model: a
blank spaCy tokeniser is enough, since the guard reads the text itself. Exit status 1 if anything
that the guard marks is missing from what Presidio gives back.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from toctoc.guard import check_text
from toctoc.guard.presidio import ToctocRecognizer

TEXT = (
    "Mme Odile Tournebise, 44 ans, éleveuse de chèvres, vue le 12/11/2026 au CHU de Nantes, "
    "habite Guérande, tél. 06 12 34 56 78, NIR 2 80 02 44 109 123 45. Maladie de Parkinson, L5."
)


class _Blank(SpacyNlpEngine):
    """Tokens alone: nothing to download."""

    def load(self) -> None:
        import spacy

        self.nlp = {"fr": spacy.blank("fr")}


def main() -> int:
    """Print each result; compare with the guard's own."""
    registry = RecognizerRegistry(recognizers=[], supported_languages=["fr"])
    registry.add_recognizer(ToctocRecognizer())
    blank = _Blank(models=[{"lang_code": "fr", "model_name": "blank"}])
    blank.load()
    engine = AnalyzerEngine(registry=registry, nlp_engine=blank, supported_languages=["fr"])
    found = engine.analyze(TEXT, language="fr", return_decision_process=True)
    for one in sorted(found, key=lambda r: r.start):
        why = one.analysis_explanation.textual_explanation
        print(f"{one.entity_type:14} {one.score:.2f} {TEXT[one.start : one.end]!r}  {why}")
    given = {(r.start, r.end) for r in found}
    lost = [f for f in check_text(TEXT, final=True).findings if (f.start, f.end) not in given]
    print(f"{len(given)} results, {len(lost)} findings lost")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
