"""Numbers of files, phones and accounts as they are written, and what only looks like one."""

from __future__ import annotations

import pytest

from toctoc.guard import Category, check_text

KINDS = {
    *(Category.IPP, Category.NUMBER, Category.PHONE, Category.EMAIL, Category.HANDLE),
    *(Category.NIR, Category.IBAN, Category.RPPS, Category.PLATE, Category.URL),
}

FOUND = [
    ("Bracelet 8456120 posé", ["8456120"]),
    ("Code patient KLM4587, Dos. 24-7854", ["KLM4587", "24-7854"]),
    ("Réf. dossier : 78.54.12", ["78.54.12"]),
    ("stimulateur RNB785412H", ["RNB785412H"]),
    ("NIR 1-84-06-75-123-456 (78)", ["1-84-06-75-123-456 (78"]),
    ("CB 4970 1012 3456 7890", ["4970 1012 3456 7890"]),
    ("RIB 30004 00785 00041236987 45", ["30004 00785 00041236987 45"]),
    ("Astreinte : 78.00.31, tel NC 77 12 34", ["78.00.31", "77 12 34"]),
    (
        "cabinet de Liège 02/555.12.34, fille au 001 514 555 0123",
        ["02/555.12.34", "001 514 555 0123"],
    ),
    ("bip 512 la nuit", ["512"]),
    ("mail smartin78 gmail com", ["smartin78 gmail com"]),
]

LEFT = [
    "garde : 12.03.24 au bloc",
    "CPK 12 450, BNP 1 245, plaquettes 245 000/mm3, Hb 12,4",
    "CCAM LMMH001, CIM F32.1, NCT01234567, rs1799963, lot FH4521",
    "OD -3,50 (-1,25 à 15°), vis 4.5 x 36, tête 36 mm",
    "code 1245, UF 3310, chambre 312, poste de travail n° 4",
    "appelez le 15 ou le 3114",
]


def numbers(text: str) -> list[str]:
    found = check_text(text, final=True).findings
    return [text[f.start : f.end] for f in found if f.category in KINDS]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_leaves_values(text: str) -> None:
    assert numbers(text) == []
