# ruff: noqa: E501
"""Text is hidden unless it is clinical; names known from elsewhere are hidden wherever (D6, D7)."""

from __future__ import annotations

import pytest

from tests.guard_files.pictures import line
from toctoc.guard.files import policy
from toctoc.guard.files.types import Decision, Line

SIZE = (1200, 900)


def _hidden(*lines: Line, known: tuple[str, ...] = ()) -> list[str]:
    return [b.why for b in policy.judge(lines, known, "", SIZE) if b.decision is Decision.HIDE]


@pytest.mark.parametrize(
    "text",
    [
        "DUPONT Jean", "Nom : PETIT", "Mme ROSE", "Dr Petit", "ROSE PETIT", "Petit Rose", "Né le 12/03/1954",
        "12-MAR-1954", "2024-03-12", "Le 3 mars 2024", "14:32:15", "IPP 0123456789", "12 345 678",
        "1 54 03 44 109 123 45", "06 12 34 56 78", "12 rue des Lilas", "44000 NANTES", "CHU de Nantes",
        "Hôpital Saint-Antoine", "Clinique des Lilas", "j.dupont@mail.fr", "Patient: GARNIER",
        "1.2.840.10008.5.1", "Acc: A1234567", "LEGRAND", "Иванов", "Service du Pr Lemoine", "ID: 45871", "Scanner VALENCE",
        "IRM LIMOGES", "IRM SARCELLES",
    ],
)  # fmt: skip
def test_what_belongs_to_somebody_is_hidden(text: str) -> None:
    assert _hidden(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hémoglobine 13,2 g/dL (12,0 - 16,0)", "Leucocytes 7 800 /mm3 4 000 - 10 000", "Créatinine 84 µmol/L",
        "FC 72 bpm PR 160 ms QRS 92 ms", "25 mm/s 10 mm/mV 0,15-40 Hz", "P-R-T axes 45 60 32", "aVR",
        "Rythme sinusal normal", "TR 4500 TE 90 ms", "T2 FLAIR axial", "kV 120 mAs 200", "THORAX FACE",
        "MI 1.1 TIs 0.4", "Toux fébrile depuis trois jours", "L’examen clinique est normal.",
        "Je vous remercie de m'avoir adressé votre patiente", "Amoxicilline 1 g matin et soir", "5/12 mm",
        "Globules blancs", "Groupe sanguin A Rh positif", "Normal sinus rhythm", "1 cm", "SE: 3 IM: 45/120",
    ],
)  # fmt: skip
def test_clinical_words_values_and_units_stay(text: str) -> None:
    assert policy.judge([line(text)], (), "", SIZE) == []


@pytest.mark.parametrize(
    "seen", ["MARTINEAU Lucie", "lucie martineau", "Martinéau", "LUCIEMARTINEAU", "MARTINEAV CRP 5"]
)
def test_a_name_of_the_header_is_hidden_however_it_is_written(seen: str) -> None:
    assert _hidden(line(seen), known=("MARTINEAU^Lucie",)) == ["known_name"]


def test_the_clinical_words_of_a_file_name_hide_nothing() -> None:
    assert _hidden(line("IRM genou gauche"), known=("irm-genou-martineau.jpg",)) == []


def test_a_record_number_of_the_header_is_hidden() -> None:
    assert _hidden(line("CRP 84517"), known=("84517",)) == ["known_name"]


def test_what_stands_beside_a_header_is_hidden_though_it_be_a_word() -> None:
    beside = line("Long", left=120)
    assert _hidden(line("Nom :"), beside) == ["header", "header"]
    below = line("Long", top=46)
    assert _hidden(line("Nom :"), below) == ["header", "header"]


def test_a_date_that_the_grid_of_an_ecg_cut_is_hidden_whole() -> None:
    boxes = policy.judge([line("26", 20), line("/08/1975", 50)], (), "", SIZE)
    assert [box.why for box in boxes] == ["identifier"]
    assert boxes[0].rect.left <= 20
    assert boxes[0].rect.left + boxes[0].rect.width >= 130


def test_a_rib_taken_for_a_letter_hides_nothing() -> None:
    assert policy.judge([line("O", 100, 100, 0.5, high=400)], (), "CR", SIZE) == []
    trace = Line("WV", ((0, 300), (1100, 300), (1100, 330), (0, 330)), 0.75)
    assert policy.judge([trace], (), "", SIZE) == []


def test_a_large_zone_hardly_read_is_asked() -> None:
    boxes = policy.judge([line("Kowa lsk", 100, 100, 0.6, high=150)], (), "", SIZE)
    assert [(box.decision, box.why) for box in boxes] == [(Decision.ASK, "unsure_text")]
