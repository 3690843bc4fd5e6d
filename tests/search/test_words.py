from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.search import concepts
from toctoc.search.concepts import gist, terms
from toctoc.search.words import STOP, stem, words


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paresthésies", "paresthesie"),
        ("DYSPNÉE", "dyspnee"),
        ("traité", "traitées"),
        ("cérébral", "cérébraux"),
        ("œdème", "oedèmes"),
        ("l'hypertension", "hypertension"),
        ("d’hypertension", "hypertension"),
        ("qu'hypertension", "hypertension"),
        ("vacciné", "vaccination"),
        ("de\u0301bile", "débile"),
        ("pares\u200bthésie", "paresthésie"),
        ("β-bloquant", "bêta-bloquant"),
    ],
)
def test_a_word_is_found_however_it_is_written(one: str, other: str) -> None:
    """M9: accents, plurals, ligatures, elisions, invisible characters."""
    assert stems(one) == stems(other)


def test_figures_keep_their_units_apart() -> None:
    assert stems("37,5° et 20mg") == ["37.5", "et", "20", "mg"]
    assert stems("T4L B12") == ["t4l", "b12"]


def test_dotted_abbreviations_are_one_word() -> None:
    assert stems("un A.V.C. récent")[1] == "avc"


def test_a_hyphenated_prefix_is_also_one_word() -> None:
    assert set(stems("antiinflammatoire")) <= set(stems("anti-inflammatoire"))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("AVC", "accident vasculaire cérébral"),
        ("HTA", "hypertension artérielle"),
        ("TVP", "une phlébite"),
        ("BPCO", "broncho-pneumopathie chronique obstructive"),
        ("FA", "fibrillation auriculaire"),
        ("PNA", "pyélonéphrite aiguë"),
        ("HBPM", "héparine de bas poids moléculaire"),
        ("RGO", "reflux gastro-œsophagien"),
        ("SA", "semaines d'aménorrhée"),
        ("ECBU", "examen cytobactériologique des urines"),
        ("MFIU", "mort fœtale in utero"),
        ("SEP", "sclérose en plaques"),
        ("DT2", "diabète de type 2"),
        ("TS", "tentative de suicide"),
    ],
)
def test_an_abbreviation_and_its_expansion_share_a_concept(short: str, long: str) -> None:
    def found(text: str) -> set[str]:
        return {term for term, _ in terms(text) if term.startswith("=")}

    assert found(short) & found(long)


def test_small_words_are_abbreviations_only_in_capitals() -> None:
    assert "=les" in dict(terms("suspicion de LES"))
    assert "=les" not in dict(terms("les patients"))
    assert "=sa" not in dict(terms("sa tension"))


def test_an_abbreviation_may_have_several_senses() -> None:
    both = {term for term, _ in terms("IVG")}
    assert {"=ivg", "=ivg2"} <= both
    assert "=ivg" not in dict(terms("insuffisance ventriculaire gauche"))


def test_the_gist_leaves_out_the_words_of_every_consultation() -> None:
    assert gist("Bonjour, H 44 ans, avis sur la prise en charge svp, merci") in ({}, {"svp": 1})


def test_the_gist_is_the_same_said_two_ways() -> None:
    short = gist("AVC sous AVK, HTA")
    long = gist("accident vasculaire cérébral sous anti-vitamine K, hypertension artérielle")
    assert set(short) == set(long)


def test_the_tables_are_whole() -> None:
    rows = concepts._rows("abbreviations.tsv")
    assert len(rows) >= 200
    assert all(len(row) == 3 and row[1] in {"C", "-"} and row[2] for row in rows)
    assert all(all(form.stems) for forms in concepts._forms().values() for form in forms)


@given(st.text(max_size=300))
def test_no_text_is_refused(text: str) -> None:
    assert all(term and position >= 0 for term, position in terms(text))
    gist(text)


def test_a_megabyte_is_read_from_its_start_only() -> None:
    assert len(words("toux " * 200_000)) == 4_000


def test_a_very_long_word_is_cut() -> None:
    assert len(stem("a" * 5_000)) == 60


def test_no_abbreviation_hides_behind_grammar() -> None:
    """AIT is also a form of "avoir": such ones must be marked as counting in capitals."""
    rows = concepts._rows("abbreviations.tsv")
    assert all(row[1] == "C" or row[0].lower() not in STOP for row in rows)
    assert "=ait" in dict(terms("un AIT il y a un mois"))
