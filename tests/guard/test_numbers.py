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
    ("RPPS lOO O5 667 l83", ["lOO O5 667 l83"]),
    ("tel 05·36·49·64·64, tel (+225) 27 00 00 16 40", ["05·36·49·64·64", "+225) 27 00 00 16 40"]),
    ("sa coépouse au 6 00 00 41 87. Lit 12", ["6 00 00 41 87"]),
    ("bip 512 la nuit", ["512"]),
    ("Contact : 063 00 41 27.", ["063 00 41 27"]),
    ("Observation n° K-5512/21, cas n° 4", ["K-5512/21"]),
    ("enregistré sous H2021.220417, vol HB-0813-2C", ["H2021.220417", "HB-0813-2C"]),
    ("mail smartin78 gmail com", ["smartin78 gmail com"]),
    ("Sa carte sanitaire porte le numéro B 204 117 C.", ["B 204 117 C"]),
    ("carnet n° PF 61.3301, images avec le code QW3-0448", ["PF 61.3301", "QW3-0448"]),
    ("Registre URO 21/402, Enregistrement : CAR/2022-0417", ["URO 21/402", "CAR/2022-0417"]),
    ("N° d'ordre 448 Salle 4, N° d'entrée 5120, fiche n° 82-B", ["448", "5120", "82-B"]),
    ("Suivi HN-K 22-1190\nTrace du dossier : EVASAN 2404-311", ["HN-K 22-1190", "EVASAN 2404-311"]),
    ("Réf. : BOYER Louis / SC-229.310 / RCP", ["SC-229.310"]),
    ("deux hémocs croisées (n° 7003114 et 7003141)", ["7003114", "7003141"]),
    ("affaire SAMU 2024-331-1187, n° usager 118339", ["2024-331-1187", "118339"]),
    ("passage SAU 25-118834, N° RG 24/00338, acte 118820-1", ["25-118834", "24/00338", "118820-1"]),
    ("code d'anonymat LYO-034, dossier OFPRA 22-03-44512", ["LYO-034", "22-03-44512"]),
]

LEFT = [
    "garde : 12.03.24 au bloc",
    "CPK 12 450, BNP 1 245, plaquettes 245 000/mm3, Hb 12,4",
    "CCAM LMMH001, CIM F32.1, NCT01234567, rs1799963, lot FH4521",
    "OD -3,50 (-1,25 à 15°), vis 4.5 x 36, tête 36 mm",
    "code 1245, UF 3310, chambre 312, poste de travail n° 4",
    "appelez le 15 ou le 3114",
    "obs. n° 3, cas n° 2, radio n° 1, fiche n° 3 de la HAS, patient n° 2, code 99, code CIM F32.1",
    "À l'entrée : TA 162/94, suivi 3/6, série de 118 cas, article L. 3212-1, cerfa n° 12345*04",
    "affaire 3, passage 2 sur 3, plaque 3/4, famille 2 enfants, acte 12-18, AT du 12/05/2024",
    "lame 3 : fibrose, bloc 2 salle 6, tube 7.5, registre des décès, inclus en 2019-2021",
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
