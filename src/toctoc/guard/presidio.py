"""The guard as a recogniser of Microsoft Presidio, for French (extra `toctoc[presidio]`).

    from presidio_analyzer import AnalyzerEngine
    from toctoc.guard.presidio import ToctocRecognizer
    engine.registry.add_recognizer(ToctocRecognizer())
    engine.analyze(text, language="fr")

Presidio is imported here and nowhere else in the guard: whoever doesn't import this module doesn't
need it. Interface: `EntityRecognizer` of presidio-analyzer 2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from toctoc.guard import Category, Level, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIECE = 20_000  # characters read at once: the meter counts the people of one case
# Presidio's own names where it has one; French identifiers after its national ones (`US_SSN`).
ENTITIES: dict[Category, str] = {
    Category.NAME: "PERSON",
    Category.INITIALS: "PERSON",
    Category.BIRTH_DATE: "DATE_TIME",
    Category.DATE: "DATE_TIME",
    Category.ADDRESS: "LOCATION",
    Category.POSTCODE: "LOCATION",
    Category.PLACE: "LOCATION",
    Category.REGION: "LOCATION",
    Category.HOSPITAL: "ORGANIZATION",
    Category.EMPLOYER: "ORGANIZATION",
    Category.PHONE: "PHONE_NUMBER",
    Category.EMAIL: "EMAIL_ADDRESS",
    Category.URL: "URL",
    Category.HANDLE: "SOCIAL_HANDLE",
    Category.NIR: "FR_NIR",
    Category.IPP: "FR_IPP",
    Category.RPPS: "FR_RPPS",
    Category.IBAN: "IBAN_CODE",
    Category.PLATE: "FR_LICENSE_PLATE",
    Category.NUMBER: "ID",
    Category.AGE: "AGE",
    Category.PROFESSION: "PROFESSION",
    Category.FAMILY: "FAMILY",
    Category.ORIGIN: "NRP",
    Category.RARE: "RARE_FACT",
}
# How sure to act, not a probability: a threshold of 0.8 keeps what must change before publication.
SCORES: dict[Level, float] = {Level.BLOCK: 0.95, Level.FIX: 0.85, Level.ASK: 0.65, Level.WARN: 0.4}


class ToctocRecognizer(EntityRecognizer):  # type: ignore[misc]
    """Every finding of the guard as a `RecognizerResult`, its reason as the explanation.

    final: recall first (True, as at publication) or precision first, as while typing.
    """

    def __init__(
        self,
        supported_entities: Sequence[str] | None = None,
        supported_language: str = "fr",
        name: str = "ToctocRecognizer",
        final: bool = True,
        **more: Any,
    ) -> None:
        self.final = final
        super().__init__(
            supported_entities=list(supported_entities or dict.fromkeys(ENTITIES.values())),
            name=name,
            supported_language=supported_language,
            **more,
        )

    def load(self) -> None:
        """Read the lexicons now rather than with the first text."""
        check_text("Mme Dupont, 44 ans.", final=True)

    def analyze(
        self, text: str, entities: Sequence[str] | None = None, nlp_artifacts: Any = None
    ) -> list[Any]:
        """Results of the wanted `entities` (all when None), in characters of `text`.

        A text longer than the guard reads at once is read in pieces, cut at line ends.
        """
        wanted = set(entities) if entities else set(self.supported_entities)
        return [
            self._result(ENTITIES[found.category], at + found.start, at + found.end, found)
            for at, piece in pieces(text)
            for found in check_text(piece, final=self.final).findings
            if ENTITIES[found.category] in wanted
        ]

    def _result(self, entity: str, start: int, end: int, found: Any) -> Any:
        score = SCORES[found.level]
        because = AnalysisExplanation(
            recognizer=self.name,
            original_score=score,
            pattern_name=found.rule,
            textual_explanation=found.why("en"),
        )
        origin = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult(entity, start, end, score, because, origin)


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, str]]:
    """(offset, piece): pieces of at most `size` characters, cut after a line or a word if any."""
    at = 0
    while at < len(text):
        end = at + size
        if end < len(text):
            cut = text.rfind("\n", at, end) + 1 or text.rfind(" ", at, end) + 1
            end = cut if cut > at else end
        yield at, text[at:end]
        at = end
