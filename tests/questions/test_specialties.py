from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.people.codes import specialty_label
from toctoc.questions.specialties import GENERAL_PRACTICE, MOST, entries, suggest

SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, pas "
    "de troubles moteurs ni sphinctériens. Des idées ?"
)


def test_the_seed_question_goes_to_neurologists() -> None:
    first = suggest(SEED)[0]
    assert first.specialty == "SM32"
    assert "paresthesies" in first.words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FA connue, CHA2DS2-VASc 4, quel AOD ?", "SM04"),
        ("Œil rouge douloureux, BAV, porteur de lentilles", "SM38"),
        ("Nourrisson de 5 mois, bronchiolite, tirage", "SM40"),
        ("Garçon de 7 ans, douleurs abdominales depuis 2 jours", "SM40"),
        ("F 29 a, 32 SA, prurit des paumes", "SM20"),
        ("Trouble anxieux, je passe la paroxétine à la sertraline ?", "SM42"),
        ("Eczéma des mains, échec des dermocorticoïdes", "SM15"),
        ("Protéinurie à 3 g, œdèmes, DFG 40", "SM30"),
        ("PSA 12, toucher rectal suspect, dysurie", "SM12"),
        ("Surdité brusque droite, tympan sain", "SM34"),
        ("Polyarthrite rhumatoïde sous MTX", "SM48"),
        ("Accès palustre au retour de voyage", "SM58"),
        ("Pic monoclonal IgG 12 g/L, MGUS ?", "SM21"),
        ("Nodule thyroïdien, TSH basse, TRAK positifs", "SM62"),
        ("Calprotectine 800, suspicion de Crohn", "SM24"),
        ("VEMS 45 %, BPCO, exacerbations", "SM41"),
        ("Réaction anaphylactique à l'arachide, adrénaline auto-injectable", "SM57"),
        ("Entorse grave du genou, Lachman mou, LCA ?", "SM08"),
        ("Fixer une ITT après coups et blessures ?", "SM60"),
    ],
)
def test_words_call_for_a_specialty(text: str, code: str) -> None:
    assert suggest(text)[0].specialty == code


@pytest.mark.parametrize("text", ["", "Bonjour, un avis svp ?", "\0", "🤒", "x" * 10**6])
def test_general_practice_when_nothing_fits(text: str) -> None:
    (only,) = suggest(text)
    assert (only.specialty, only.words) == (GENERAL_PRACTICE, ())


def test_small_words_are_not_abbreviations() -> None:
    """ "sa mère" is not a pregnancy ("SA")."""
    assert suggest("sa mère et sa sœur")[0].specialty == GENERAL_PRACTICE


def test_an_age_that_is_not_the_patient_s_does_not_decide() -> None:
    assert suggest("FA depuis 5 ans, flécaïnide")[0].specialty == "SM04"


def test_what_is_absent_counts_less() -> None:
    text = "Paresthésies des mains. Pas de dyspnée, ECG normal."
    assert suggest(text)[0].specialty == "SM32"


def test_the_lexicon_is_broad_enough() -> None:
    terms = Counter(code for code, _, _ in entries())
    assert len(terms) >= 35
    assert min(terms.values()) >= 30
    assert all(specialty_label(code) for code in terms)
    assert all(1 <= weight <= 7 and term for _, weight, term in entries())
    pairs = Counter((code, term) for code, _, term in entries())
    assert [pair for pair, times in pairs.items() if times > 1] == []


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = suggest(text)
    assert 1 <= len(found) <= MOST
    assert all(0 <= one.score <= 1 for one in found)
