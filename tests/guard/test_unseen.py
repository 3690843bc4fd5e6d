"""Invented posts and report paragraphs, written before looking at what the guard says (D6, T3).

Rows of data/*.jsonl: {"id", "text", "entities", "negatives", "split"}. Rules were written while
looking at "dev" only; "held" and "late" (written after the rules) show what is unseen.
"""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from toctoc.guard import Level, check_text
from toctoc.guard.text.wordlist import words

TODAY = datetime.date(2026, 11, 22)
DATA = Path(__file__).parent / "data"
DIRECT = frozenset(
    words("""
    NOM PRENOM DATE DATE_NAISSANCE ADRESSE ZIP VILLE HOPITAL TEL MAIL SECU IPP NDA RPPS URL
""")
)
GENERIC = frozenset(
    words("""
    chu chr chru ch chs hôpital clinique centre hospitalier polyclinique ehpad institut rue chemin
    avenue boulevard place impasse allée de du des d la le les l à a au bis
""")
)
WORD = re.compile(r"[^\W_]{2,}|\d")


def _rows(name: str, split: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]


def _covered(text: str) -> bytearray:
    cover = bytearray(len(text))
    for found in check_text(text, today=TODAY, final=True).findings:
        if found.level is not Level.WARN:
            cover[found.start : found.end] = b"\x01" * (found.end - found.start)
    return cover


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words that carry meaning between two offsets."""
    found = ((start + m.start(), start + m.end()) for m in WORD.finditer(text[start:end]))
    return [(s, e) for s, e in found if text[s:e].lower() not in GENERIC]


@pytest.mark.parametrize("name", ["posts", "reports"])
@pytest.mark.parametrize(("split", "least"), [("dev", 0.97), ("held", 0.93), ("late", 0.93)])
def test_nearly_every_identifier_is_found(name: str, split: str, least: float) -> None:
    hit = total = 0
    for row in _rows(name, split):
        cover = _covered(row["text"])
        for entity in row["entities"]:
            if entity["label"] not in DIRECT:
                continue
            for start, end in _words(row["text"], entity["start"], entity["end"]):
                total += 1
                hit += all(cover[start:end])
    assert hit >= least * total


def test_clean_texts_and_traps_are_left_alone() -> None:
    """At most 3 % of clean texts and 1 % of the traps (eponyms, doses, acronyms) are touched."""
    clean = flagged = traps = caught = 0
    for name in ("posts", "reports"):
        for split in ("dev", "held", "late"):
            for row in _rows(name, split):
                cover = _covered(row["text"])
                traps += len(row["negatives"])
                caught += sum(any(cover[n["start"] : n["end"]]) for n in row["negatives"])
                if not row["entities"]:
                    clean += 1
                    flagged += any(cover)
    assert flagged <= 0.03 * clean
    assert caught <= 0.01 * traps


ACRONYMS = words("GINA MART SABA LABA LAMA CSI GOLD KDIGO SPILF SFAR SFMU CRAT BAVU NOIA ASTER EVA")


@pytest.mark.parametrize("acronym", [*ACRONYMS, "LISA", "IRIS", "CORA", "MAX", "NADIA", "ROMA"])
def test_capitals_of_an_acronym_name_nobody(acronym: str) -> None:
    for text in (
        f"Asthme, {acronym} 4, on change ?",
        f"Reco {acronym} svp, H 44 a",
        f"patient {acronym} stade 2",
        f"bilan : NFS, {acronym}, CRP",
    ):
        assert not check_text(text, today=TODAY, final=True).pressing, text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("pte Zbigniewska 67 a, INR 6", "Zbigniewska"),
        ("Gale chez les Prigent, ivermectine ?", "Prigent"),
        ("La famille Boulanger veut un avis", "Boulanger"),
        ("Kowalski 41 ans, lombosciatique", "Kowalski"),
        ("jean-marc prigent 59a angor", "jean-marc prigent"),
        ("RAS pour Léo, on continue ?", "Léo"),
        ("je revois Marie demain", "Marie"),
        ("Mme LISA MOREAU a 40 ans", "LISA MOREAU"),
        ("habite vierzon, 33 ans", "vierzon"),
        ("CARHAIX, le 12 mai 2024", "CARHAIX"),
        ("vit seule au Puy-en-Velay", "Puy-en-Velay"),
        ("nir 2 7l O2 35 238 O45 17", "2 7l O2 35 238 O45 17"),
        ("né 12 01 58, BPCO", "12 01 58"),
        ("Date : l5/O4/2022", "l5/O4/2022"),
        ("zéro six douze trente-quatre cinquante-six dix", "zéro six douze trente-quatre"),
        ("mon insta : dr_lea_medgen pour la photo", "dr_lea_medgen"),
        ("Anapath n° H23-004512 en attente", "H23-004512"),
        ("clinique Clémentville demain", "Clémentville"),
    ],
)
def test_what_no_list_knows_is_betrayed_by_what_surrounds_it(text: str, word: str) -> None:
    cover = _covered(text)
    start = text.index(word)
    assert all(cover[s] for s, _ in _words(text, start, start + len(word))), text


def test_a_disease_alone_is_no_patient() -> None:
    for text in (
        "Patient Gilbert, bili 45",
        "Botte de Unna pour l'ulcère",
        "pas de Lille calculé",
        "Le tampon est retiré à J2",
        "Thomas négatif, Jobe positif",
        "On la prend. Appelle le 15 si elle somnole",
    ):
        assert not check_text(text, today=TODAY, final=True).pressing, text
