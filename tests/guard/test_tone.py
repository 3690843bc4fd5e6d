"""Somebody types what would hurt, or quotes it, or confesses it (D4, B8, B10, M24, K20)."""

from __future__ import annotations

import re

import pytest
from bench.gold import read

from toctoc.guard import Category, Level, check_text
from toctoc.guard.tone import lexicon, model
from toctoc.guard.tone.find import MOST, sentences
from toctoc.guard.tone.rules import FAMILIES
from toctoc.moderation.models import CONTEMPT


def families(text: str, *, experience: bool = False) -> list[str]:
    """What is remarked on, by family, in the order of the text."""
    report = check_text(text, final=True, experience=experience)
    return [one.rule.removeprefix("tone.") for one in report.tone]


def test_the_two_sentences_of_the_article_are_remarked_on_and_the_family_is_named() -> None:
    (said,) = check_text("Quand les seins tombent comme ça, je refuse…", final=True).tone
    assert said.rule == "tone.sexism"
    assert "sexisme" in said.why("fr")
    assert "sexism" in said.why("en")
    (said,) = check_text("Enfant de cœur ?", final=True).tone
    assert said.rule == "tone.mockery"
    assert "moquerie" in said.why("fr")


def test_the_families_are_those_of_the_report_reasons_and_mockery() -> None:
    assert set(FAMILIES) == {*CONTEMPT, "mockery"}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Une chirurgienne, ça opère avec ses émotions.", "sexism"),
        ("Encore une gouine qui veut un bébé.", "homophobia"),
        ("Les Maghrébines exagèrent toujours leurs symptômes.", "racism"),
        ("Gros lard en salle d’attente, il a pris deux chaises.", "fatphobia"),
        ("Les cassos adorent l’ambulance gratuite.", "poverty"),
        ("Vous êtes une honte pour la profession, espèce de minable.", "colleague"),
        ("Ce gériatre est un abruti.", "colleague"),
        ("Signalez son compte en masse, vingt fois chacun.", "colleague"),
        ("Le Dr Tournebise est un charlatan.", "colleague_named"),
        ("Évitez le docteur Tournebise.", "colleague_named"),
        ("La palme du motif idiot de la semaine revient à ce monsieur.", "mockery"),
    ],
)
def test_each_family_is_told_by_its_name(text: str, family: str) -> None:
    assert families(text) == [family]


@pytest.mark.parametrize(
    "text",
    [
        "Patiente de 54 ans, obèse (IMC 41), ptose mammaire, demande une chirurgie.",
        "Un patient m’a craché « sale arabe » au visage, j’ai continué la suture.",
        "J’ai été traité de sale pédé par un patient, que faire ?",
        "J’ai pensé « encore une CMU » en ouvrant la porte, et j’en ai honte.",
        "Je l’ai traitée d’hystérique : elle faisait une embolie, je m’en veux.",
        "Dire que les Arabes sont douillets est faux et dangereux.",
        "Les obèses ne sont pas paresseux.",
        "Le Dr Tournebise n’est pas un incompétent.",
        "Arrêtons de dire que les femmes exagèrent.",
        "Je suis nul en dermato, soyez indulgents.",
        "Je suis lesbienne et chef de service, oui les deux.",
        "Cette étude est nulle et ce logiciel est débile.",
        "Tuberculose MDR, bacilles acido-alcoolo-résistants.",
    ],
)
def test_care_quotation_confession_denial_and_pain_pass(text: str) -> None:
    assert not families(text)


@pytest.mark.parametrize(
    "text",
    [
        "J’ai envie de mourir et je ne sais pas à qui le dire.",
        "Je suis une merde, un danger et un poids, autant en finir.",
        "Je me dégoûte depuis cette erreur.",
    ],
)
def test_distress_is_not_a_matter_of_tone(text: str) -> None:
    assert not families(text)


def test_a_lived_error_is_heard_only_when_a_colleague_is_named() -> None:
    assert families("Encore une CMU qui ment.") == ["poverty"]
    assert not families("Encore une CMU qui ment.", experience=True)
    assert families("Le Dr Tournebise est un incapable.", experience=True) == ["colleague_named"]


def test_who_takes_distance_in_the_next_sentence_is_understood() -> None:
    assert families("Les gitans sont tous menteurs.") == ["racism"]
    assert not families("Les gitans sont tous menteurs. C’est inacceptable de lire cela ici.")


def test_a_remark_warns_stops_nothing_and_counts_for_no_identity() -> None:
    text = "Avis sur ce tracé ? Ce patient est un abruti."
    report = check_text(text, final=True)
    (said,) = report.tone
    assert text[said.start : said.end] == "Ce patient est un abruti."
    assert said.category is Category.TONE
    assert said.level is Level.WARN
    assert said.duty("fr") == ("Dignité de la profession", "R.4127-31")
    assert not report.findings
    assert report.publishable()
    assert report.to_json("fr")["tone"][0]["contestable"]


def test_what_the_author_contests_is_not_said_again() -> None:
    text = "Ce patient est un abruti."
    assert families(text)
    assert not check_text(text, final=True, contested=[text]).tone


def test_an_angry_page_gets_three_remarks_and_hidden_letters_do_not_help() -> None:
    assert len(families("Ce patient est un abruti. " * 9)) == MOST
    assert families("Ce patient est un abr\u200buti.")
    assert families("Ce pa<b>tient</b> est un abruti.")


def test_sentences_cover_the_text_in_order_whatever_it_is() -> None:
    for text in ("", " \n\n ", "a. b ! c", "le dr. x est là. fin", "?!?!", "a\n" * 50):
        spans = list(sentences(text))
        assert spans == sorted(spans)
        assert all(start < end <= len(text) for start, end in spans)
        kept = "".join(text[start:end] for start, end in spans)
        assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_every_entry_of_the_table_can_be_met() -> None:
    index = lexicon._index()
    entries = [one for rows in (*index.whole.values(), *index.opens.values()) for one in rows]
    assert len(entries) > 300
    assert {one.family for one in entries if one.tag == "slur"} <= set(FAMILIES)


def test_what_the_model_hears_without_a_group_gets_no_family(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "odds", lambda _low: model.weights().sure)
    assert families("Une phrase de six mots ici.") == ["unsaid"]
    assert families("Avec les migrants on attend toujours.") == ["racism"]
    assert not families("Trop court.")
    assert (
        check_text("Une phrase de six mots ici.").tone[0].why("fr").startswith("Cette phrase peut")
    )


def test_hardly_any_clinical_report_of_the_frozen_gold_set_is_remarked_on() -> None:
    texts = [one.text for one in read("reports", "frozen")][:60]
    assert len(texts) > 20
    assert sum(bool(check_text(text).tone) for text in texts) <= 1
