"""A text that too few people match turns its soft details into questions (K16, K17, T12)."""

from __future__ import annotations

import pytest

from toctoc.guard import Level, Report, check_text

WILSON = "F 44 a, boulangère, suivie pour maladie de Wilson. Quel suivi ?"
SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, pas "
    "de troubles moteurs ni sphinctériens. Des idées ?"
)


def asked(report: Report, text: str) -> set[str]:
    return {text[f.start : f.end] for f in report.findings if f.rule == "rare.k"}


def test_an_ordinary_case_is_asked_nothing() -> None:
    report = check_text(SEED, final=True)
    assert not report.pressing
    assert report.meter is not None
    assert report.meter.k > 10_000


def test_a_rare_combination_is_asked_about_with_its_count() -> None:
    report = check_text(WILSON, final=True)
    assert report.meter is not None
    assert report.meter.recognisable
    assert "boulangère" in asked(report, WILSON)
    job = next(f for f in report.findings if WILSON[f.start : f.end] == "boulangère")
    assert job.level is Level.ASK
    assert "personne" in job.why("fr")
    assert any(p.text for p in job.proposals)


def test_what_must_go_anyway_is_not_held_against_the_rest() -> None:
    """The commune is to be said more widely: without it the age and the sex are everybody's."""
    text = "Pte 82 a, habite à Plouha, FA, chute, INR 6"
    report = check_text(text, final=True)
    assert any(text[f.start : f.end] == "Plouha" and f.level is Level.FIX for f in report.findings)
    assert not asked(report, text)


def test_the_author_may_say_that_a_word_singles_nobody_out() -> None:
    report = check_text(WILSON, final=True, contested=["boulangère"])
    assert "boulangère" not in asked(report, WILSON)


def test_the_threshold_is_a_setting() -> None:
    text = "H 44 a, boulanger en Bretagne, toux"
    assert not asked(check_text(text, final=True, threshold=1), text)
    assert "boulanger" in asked(check_text(text, final=True, threshold=100_000_000), text)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_meter_leaves_in_plain_words_without_the_text(lang: str) -> None:
    answer = check_text(WILSON, final=True).to_json(lang)
    assert answer["k"] == answer["meter"]["k"]
    assert "boulangère" not in str(answer["meter"])
