"""How many people match: stories (K14, K17, T11)."""

from __future__ import annotations

from typing import cast

import pytest

from toctoc.guard import Category, Finding, Level, Proposal
from toctoc.guard.rarity import CountedFinding, Identifiability, ask, identifiability
from toctoc.guard.rarity.bands import band

PLAIN = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies des 4 membres, ROT vifs. Vous feriez quoi ?"
)


def found(text: str, category: str, span: str, level: Level = Level.WARN) -> Finding:
    """A finding on the first `span` of `text`, of a category that may not exist yet."""
    start = text.index(span)
    return Finding(start, start + len(span), cast("Category", category), level, category)


def estimate(text: str, **spans: str) -> Identifiability:
    """The estimate on `text` with findings given as category=span."""
    return identifiability(text, [found(text, c, s) for c, s in spans.items()])


def kinds(result: Identifiability) -> set[str]:
    return {d.kind for d in result.details}


def test_a_plain_question_matches_hundreds_of_thousands() -> None:
    result = estimate(PLAIN)
    assert 200_000 < result.k < 900_000
    assert not result.recognisable
    assert result.words() == "des centaines de milliers de personnes"
    assert kinds(result) == {"age", "sex"}


def test_the_mayor_of_a_village_is_unique() -> None:
    result = estimate("Maire de 54 ans, commune de 300 hab., polyarthrite", profession="Maire de")
    assert result.k <= 1
    assert result.recognisable
    assert kinds(result) == {"job", "age", "size", "disease"}


@pytest.mark.parametrize(
    ("text", "low", "high", "sex"),
    [
        ("H 44 a, toux", 44, 45, "M"),
        ("F67 dyspnée", 67, 68, "F"),
        ("M4 toux", 4, 5, "M"),
        ("patiente de 38 ans, toux", 38, 39, "F"),
        ("Mme B, quarante-quatre ans, toux", 44, 45, "F"),
        ("jean-marc 59a angor instable", 59, 60, ""),
        ("un garçon de 18 mois tousse", 1.5, 1.59, "M"),
        ("nourrisson de 3 sem, fièvre", 0.057, 0.078, ""),
        ("J12 de vie, ictère", 0.03, 0.053, ""),
        ("Homme, la quarantaine, céphalées", 40, 50, "M"),
        ("♀ 60-70 ans, chutes", 60, 70, "F"),
        ("opérée à 12 ans d'une appendicite, elle a 51 ans", 51, 52, "F"),
        ("sa mère de 70 ans inquiète, fille de 12 ans, tics", 12, 13, "F"),
        ("traitement depuis 10 ans, H 71 a, chute", 71, 72, "M"),
        ("octogénaire, chutes", 80, 90, ""),
    ],
)
def test_ages_and_sexes_in_shorthand(text: str, low: float, high: float, sex: str) -> None:
    from toctoc.guard.rarity.facts import read

    facts = read(text, [])
    assert facts.ages is not None
    assert facts.ages.low == pytest.approx(low, abs=0.02)
    assert facts.ages.high == pytest.approx(high, abs=0.02)
    assert (facts.sex.sex if facts.sex else "") == sex


@pytest.mark.parametrize(
    "text",
    [
        "toux depuis 10 ans", "il y a 3 ans, chute", "fibrose F4", "FA depuis 2 mois", "M3 post op",
        "T2N0M0", "contrôle à M6", "chez > 75 ans, MAX 3 g/j", "VS 80, CRP 140", "TA 14/8", "G2P1",
        "à H24, apyrexie", "diabète avec 20 ans d'évolution", "CI < 2 ans",
    ],
)  # fmt: skip
def test_figures_that_are_no_age(text: str) -> None:
    assert "age" not in kinds(estimate(text))


@pytest.mark.parametrize(
    "text",
    [
        "pas de mucoviscidose connue", "sans diabète", "mère diabétique", "VIH : non",
        "ATCD familiaux : HTA, cancer du sein", "cancer du sein chez sa mère", "Horton ?",
        "vaccin fièvre jaune et dengue", "suspicion de maladie de Wilson", "ni asthme",
        "Sérologies VIH, VHB négatives", "espace PR allongé, PR long", "metformine, Humira",
        "chez les drépanocytaires, quel vaccin", "score de Parkinson",
        "pas d'argument pour un Crohn",
    ],
)  # fmt: skip
def test_what_is_not_said_of_the_patient_does_not_count(text: str) -> None:
    assert "disease" not in kinds(estimate(f"F 44 a, {text}."))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("SEP depuis 5 ans", "sclérose en plaques"),
        ("PR sous MTX", "polyarthrite rhumatoïde"),
        ("sd d'Ehlers-Danlos vasculaire", "syndrome d'Ehlers-Danlos vasculaire"),
        ("maladie d'Horton", "maladie de Horton"),
        ("cancer sein", "cancer du sein"),
        ("3e greffe rénale", "troisième greffe"),
        ("veuve", "veuve"),
        ("mère de 9 enfants", "le nombre d'enfants"),
        ("accident de parapente", "accident de parachute"),
    ],
)
def test_what_counts(text: str, label: str) -> None:
    result = estimate(f"F 64 a, {text}, avis ?")
    assert any(label in d.label_fr for d in result.details)
    assert result.k < estimate("F 64 a, avis ?").k


def test_other_peoples_jobs_and_names_do_not_count() -> None:
    text = (
        "Monsieur Boulanger, vu par le cardiologue, amené par les pompiers, l'infirmière dit oui."
    )
    assert "job" not in kinds(estimate(text, name="Boulanger"))
    nurse = "infirmière de 45 ans, lombalgie"
    assert "job" in kinds(estimate(nurse, profession="infirmière"))
    assert "job" not in kinds(estimate(nurse))  # only what the guard found is somebody's job


def test_details_cost_what_leaving_them_out_gives_back() -> None:
    text = "F 38 a habitant Cilaos, drépanocytose."
    result = estimate(text, place="Cilaos")
    cost = {d.kind: d for d in result.details}
    without = estimate(text.replace("Cilaos", "xxxxxx"))
    assert cost["place"].k_without == without.k
    assert text[cost["place"].start : cost["place"].end] == "Cilaos"
    assert cost["place"].words().startswith("sans la commune : environ ")
    assert "personne" in cost["place"].words()
    assert cost["place"].words("en").startswith("without the town: about ")


def test_a_namesake_is_the_largest_unless_the_departement_is_said() -> None:
    largest = estimate("vit à Saint-Denis", place="Saint-Denis")
    hinted = estimate("vit à Saint-Denis dans le Gard", place="Saint-Denis")
    assert largest.k > 100_000
    assert hinted.k < 500


def test_places_of_every_size() -> None:
    assert 4_000 < estimate("vit à Cilaos", place="Cilaos").k < 7_000
    assert 1_000_000 < estimate("un patient de Bretagne, en Bretagne").k < 2_500_000
    assert 3_000_000 < estimate("patient d'un village de 2 500 habitants").k < 20_000_000
    assert estimate("patient d'une commune de 40 habitants").k < 500_000
    assert 500_000 < estimate("suivi au CHU de Brest", hospital="CHU de Brest").k < 5_000_000
    assert estimate("EHPAD Les Lilas", hospital="EHPAD Les Lilas").k < 200
    assert 20_000 < estimate("44000, patient", postcode="44000").k < 200_000
    assert estimate("retour de Bangkok", place="Bangkok").k > 60_000_000


def test_a_fact_in_the_press_points_to_ten_people_at_most() -> None:
    result = estimate("F 30 a, rescapée du Bataclan", rare="rescapée du Bataclan")
    assert result.k <= 10
    assert result.threshold == 1000
    assert estimate("victime dont la presse a parlé", rare="dont la presse a parlé").k <= 10


def test_a_minor_is_recognised_sooner() -> None:
    text = "garçon de 4 ans, mucoviscidose, en Bretagne"
    result = estimate(text)
    assert result.threshold == 1000
    assert 1 <= result.k < 1000
    assert result.recognisable
    assert not identifiability(text, [], threshold=1, minor_threshold=1).recognisable


def test_frequent_diseases_alone_never_make_someone_recognisable() -> None:
    text = "F 97 a, HTA, DT2, BPCO, FA, AOMI, psoriasis, glaucome, goutteuse, épileptique, asthme."
    assert not estimate(text).recognisable


def test_unknown_findings_still_narrow() -> None:
    text = "F 44 a, zorglubeuse chez Truc, née en Syldavie"
    result = estimate(text, profession="zorglubeuse", employer="Truc", origin="Syldavie")
    assert {"job", "employer", "origin"} <= kinds(result)
    assert result.high > 10 * result.k


@pytest.mark.parametrize(
    ("k", "french", "english"),
    [
        (0, "moins d'une personne : sans doute unique", "less than one: likely unique"),
        (1, "environ 1 personne", "about 1 person"),
        (3, "environ 3 personnes", "about 3 people"),
        (47, "environ 50 personnes", "about 50 people"),
        (98, "environ 100 personnes", "about 100 people"),
        (2_449, "environ 2\u202f400 personnes", "about 2,400 people"),
        (8_000, "des milliers de personnes", "thousands of people"),
        (40_000, "des dizaines de milliers de personnes", "tens of thousands of people"),
        (3_000_000, "des millions de personnes", "millions of people"),
    ],
)
def test_words(k: int, french: str, english: str) -> None:
    result = Identifiability(k, k, k, (), 50)
    assert (result.words("fr"), result.words("en")) == (french, english)


def test_json_never_holds_the_text() -> None:
    text = "Agriculteur de 58 ans vivant à Cilaos, mucoviscidose"
    told = str(estimate(text, place="Cilaos", profession="Agriculteur").to_json("fr"))
    assert "Cilaos" not in told
    assert "58" not in told


def test_asking_raises_what_costs_most_and_nothing_else() -> None:
    text = "Agriculteur, H 58 a, vit à Cilaos, maladie de Gaucher, fini le 12/03."
    findings = [
        found(text, "profession", "Agriculteur"),
        found(text, "age", "H 58 a"),
        found(text, "place", "Cilaos"),
        found(text, "date", "12/03", Level.FIX),
    ]
    result = identifiability(text, findings)
    raised = ask(text, findings, result)
    assert [f.level for f in raised] == [Level.ASK, Level.ASK, Level.ASK, Level.FIX]
    assert [f.rule for f in raised] == ["rare.k", "rare.k", "rare.k", "date"]
    job, age, place = (f.proposals[0].text for f in raised[:3])
    assert (job, age) == ("un métier agricole", "H 50 à 59 ans")
    assert place == "une commune de la région La Réunion"
    first = raised[0]
    assert isinstance(first, CountedFinding)
    assert "moins d'une personne" in first.why("fr")
    assert "less than one" in first.why("en")
    assert "un métier agricole" in first.why("fr")
    assert raised[3] is findings[3]


def test_asking_keeps_proposals_and_leaves_ordinary_texts_alone() -> None:
    text = "H 58 a, vit à Cilaos, mucoviscidose"
    start = text.index("Cilaos")
    own = (Proposal("un village", "wider_place"),)
    place = Finding(start, start + 6, Category.PLACE, Level.WARN, "place", own)
    assert ask(text, [place], identifiability(text, [place]))[0].proposals == own
    plain = [found(PLAIN, "age", "H 44 a")]
    assert ask(PLAIN, plain, identifiability(PLAIN, plain)) == tuple(plain)


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (0.02, "nouveau-né"), (0.5, "nourrisson"), (4, "2 à 5 ans"), (17, "16 à 17 ans"),
        (18, "18 à 19 ans"), (44, "40 à 49 ans"), (63, "60 à 64 ans"), (76, "75 à 84 ans"),
        (92, "85 ans et plus"),
    ],
)  # fmt: skip
def test_bands_keep_the_clinical_class(years: float, words: str) -> None:
    assert band(years) == words
