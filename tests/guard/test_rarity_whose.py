"""Of whom a detail is said, and when it gives a hold to a neighbour (K14, T11, T12)."""

from __future__ import annotations

import pytest

from toctoc.guard import Category, Finding, Level, check_text
from toctoc.guard.rarity import Identifiability, identifiability
from toctoc.ops.demo.content import threads


def with_job(text: str, job: str) -> Identifiability:
    """The estimate on `text` where the guard found `job`."""
    at = text.index(job)
    found = Finding(at, at + len(job), Category.PROFESSION, Level.WARN, "profession")
    return identifiability(text, [found])


def labels(result: Identifiability) -> str:
    return " / ".join(d.label_fr for d in result.details)


def asked(text: str) -> set[str]:
    """The words that the guard asks about because too few people match."""
    report = check_text(text, final=True)
    return {text[f.start : f.end] for f in report.findings if f.rule == "rare.k"}


def test_ordinary_questions_are_asked_nothing() -> None:
    bodies = [str(thread["body"]) for thread in threads()]
    disturbed = [body for body in bodies if asked(body)]
    assert len(bodies) >= 150
    assert len(disturbed) <= 2, disturbed


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("IDE en EHPAD. Résident 82 a, corps de Lewy, agité le soir.", "IDE en EHPAD"),
        ("Pharmacienne. F 67 a, sous anti-TNF, vaccin zona ?", "Pharmacienne"),
        ("Chirurgien-dentiste. H 68 a, extraction.", "Chirurgien-dentiste"),
        ("Bonjour, sage-femme, patiente de 31 ans, HTA.", "sage-femme"),
        ("H 44 a, toux. Je suis pharmacien.", "pharmacien"),
        ("Ado 17 ans, prépare son BIA pour être pilote de ligne.", "pilote de ligne"),
        ("F 16 a, veut devenir sage-femme, dort mal.", "sage-femme"),
    ],
)
def test_the_authors_job_and_a_wish_do_not_count(text: str, job: str) -> None:
    assert not {"job", "family"} & {d.kind for d in with_job(text, job).details}


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Infirmière, 45 ans, lombalgie.", "Infirmière"),
        ("infirmière de 45 ans, lombalgie", "infirmière"),
        ("Pte 45 a, IDE de bloc, tramadol.", "IDE de bloc"),
        ("F 44 a, boulangère, asthme.", "boulangère"),
    ],
)
def test_a_caregiver_may_be_the_patient(text: str, job: str) -> None:
    assert "le métier (" in labels(with_job(text, job))


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Fille 11 ans, asthme, la maman est gendarme.", "gendarme"),
        ("Nourrisson 5 mois, reflux. Père docker.", "docker"),
        ("Dame 93 a, le fils prêtre est d'accord.", "prêtre"),
        ("Garçon 4 ans, café au lait, tatoueuse à la maison.", "tatoueuse"),
    ],
)
def test_a_relatives_job_says_nothing_of_the_patients_age(text: str, job: str) -> None:
    result = with_job(text, job)
    assert "le métier d'un proche" in labels(result)
    assert result.k > with_job(text.replace(text.split(",")[0], "H 97 a"), job).k


@pytest.mark.parametrize(
    "text",
    [
        "on dose le tétanos d'abord, combien d'injections",
        "rattrapage vaccinal, tétanos compris",
        "sarcoïdose probable",
        "Pendred et Usher évoqués",
        "maladie de Wilson à éliminer",
        "Leber suspecté",
        "source VIH inconnue",
        "pied-main-bouche ou Kawasaki débutant ?",
        "fièvre Q d'emblée ou un scan ?",
        "sarcoïdose vs Caplan",
        "PTH 12, calcémie 3,4",
        "secret médical, CSP R4127",
        "FOP grade 3 à l'ETT",
        "triade de Whipple complète",
    ],
)
def test_doubt_prevention_and_laboratory_do_not_count(text: str) -> None:
    assert "disease" not in {d.kind for d in identifiability(f"F 44 a, {text}.", []).details}


def test_a_relative_of_the_sentence_before_has_no_job_here() -> None:
    text = "H 43 a, mort subite d'un oncle. grutier !! aptitude ?"
    assert "le métier (" in labels(with_job(text, "grutier"))


def test_a_long_name_is_not_the_short_one_inside_it() -> None:
    result = identifiability("Ado 15 ans, Wolff-Parkinson-White intermittent.", [])
    assert "Wolff" in labels(result)
    assert "maladie de Parkinson" not in labels(result)


@pytest.mark.parametrize(
    "text",
    [
        "disparition des douleurs à J3", "ROT vifs aux 4 membres", "un pétard par jour",
        "mon premier cas de Horton", "car tombe 3x/sem", "ST déporté", "elle a crashé son score",
        "chute de cheval hier", "triple M post nivolumab", "quadruple pontage",
    ],
)  # fmt: skip
def test_words_that_are_no_event(text: str) -> None:
    result = identifiability(f"F 44 a, {text}.", [])
    assert not {"media", "family"} & {d.kind for d in result.details}
    assert not result.telling


def test_two_patients_are_not_one() -> None:
    both = "Deux cas. F 67 a, lupus sous Plaquenil. H 44 a, sclérodermie. Même question."
    first = "F 67 a, lupus sous Plaquenil."
    second = "H 44 a, sclérodermie. Même question."
    alone = [identifiability(text, []).k for text in (first, second)]
    assert identifiability(both, []).k == min(alone)
    merged = "F 67 a, lupus sous Plaquenil, sclérodermie. Même question."
    assert identifiability(merged, []).k < min(alone)


@pytest.mark.parametrize(
    "text",
    [
        "Cas 1 : femme de 30 ans, lupus. Cas 2 : homme de 60 ans, mucoviscidose.",
        "F 30 a, lupus. Un autre patient de 60 ans, mucoviscidose.",
        "1er patient : 30 ans, lupus. 2e patient : 60 ans, mucoviscidose.",
    ],
)
def test_ways_to_tell_a_second_case(text: str) -> None:
    kinds = [d.kind for d in identifiability(text, []).details]
    assert kinds.count("disease") == 1


def test_an_age_at_an_event_is_no_second_patient() -> None:
    text = "H 71 a, greffé du rein à 44 ans, IDM à 60 ans, lupus."
    kinds = [d.kind for d in identifiability(text, []).details]
    assert kinds.count("disease") == 3


@pytest.mark.parametrize(
    "text",
    [
        "Nourrisson 5 mois, spasmes, hypsarythmie, Bourneville.",
        "Prader-Willi sous GH, 6 ans, scoliose 28°.",
        "Kawasaki incomplet, 20 mois, CRP 190.",
        "F 67 a, cancer du sein, était couturière, neuropathie à éviter.",
        "Ado 16 ans, acné, ne veut plus aller en première STMG.",
        "H 19 a, handballeur, syncope d'effort.",
        "Homme d'origine comorienne, 39 ans, agent de sécurité, douleur thoracique.",
        "agent d'entretien de nuit, 47 ans, AES, source VIH inconnue.",
    ],
)
def test_a_question_without_a_hold_stays_one(text: str) -> None:
    assert not asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "H 58 a, garde forestier en Alsace, Lyme, arthrite du genou.",
        "F 51 ans, cholangite biliaire primitive, guide de haute montagne.",
        "H 48 ans, sarcoïdose, maître-nageur en Guadeloupe.",
        "Agricultrice dans le Gers, 59a, Lyme, arthrite du genou.",
        "F 50 a, céphalées, couturière, adventiste, lupus.",
        "F 79 ans, vit seule, ancienne institutrice en Lozère, pancréatite.",
        "H 70 ans, ancien juge d'instruction d'une affaire qui a passionné le pays.",
        "F 33 ans, Takayasu, sapeur-pompière volontaire en Ardèche, a eu des quadruplés.",
    ],
)
def test_a_hold_is_asked_about(text: str) -> None:
    assert asked(text)


def test_the_age_is_spared_where_the_rest_is_enough() -> None:
    text = "H 46 ans, guide de haute montagne, mélanome."
    assert asked(text) == {"guide de haute montagne"}


def test_words_of_the_meter_are_natural() -> None:
    text = "H 71 ans, greffe rénale, en CM2"
    result = with_job(text, "en CM2")
    assert "l'antécédent (greffe rénale)" in labels(result)
    assert "les études (classe de CM2)" in labels(result)
    retired = with_job("H 71 ans, retraité", "retraité")
    assert any(d.words("fr").startswith("sans la retraite : ") for d in retired.details)


@pytest.mark.parametrize(
    ("text", "low", "sex"),
    [
        ("NN 39 SA, H4 de vie, Sarnat 2", 0.0, ""),
        ("Brunet-Lézine à 6 sem, 13 mois d'âge réel", 0.0, ""),
        ("homme âgé de 71 ans", 71, "M"),
    ],
)
def test_hours_of_life_and_the_noun_age(text: str, low: float, sex: str) -> None:
    from toctoc.guard.rarity.facts import read

    facts = read(text, [])
    assert (facts.sex.sex if facts.sex else "") == sex
    assert facts.ages is None or int(facts.ages.low) == low
