"""A text without any identifier stays clean: what a report's reader would call a false alarm."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text

CLEAN = """
Les hémocultures poussaient à Clostridium perfringens, sensible à tout.
Culture : Microsporum canis. L'espèce M. canis est fréquente ici.
Piqûres en nappe, chute dans l'escalier du jardin, plaie du cuir chevelu.
Score TRiP(cast) à 7, anticoagulation préventive.
MASSE DE 9 MM A L UNION DES QUADRANTS INFERIEURS, ACR 5.
AVIS A LA REUNION DE CONCERTATION DE LUNDI.
Hémoc 2/2 à E. coli, flacons 1/4 à staph blanc.
Bébé, ingestion d'une baie rouge, CAP injoignable.
Juriste injoignable, je fais quoi ?
Électrophorèse AS, conjoint AS aussi.
Fixateur externe retiré, otite externe traitée.
Érythème arborescent, figures de Lichtenberg.
Garçon, benjamin d'une fratrie de cinq, il tousse.
Patiente sous aspirine, sans emploi, lombalgie.
Pas de poste en outre-mer pour cela.
Malade, touriste enceinte, diarrhée.
Bobo a la jambe, pansement. Coco est un mot d'enfant.
Horton à évoquer ; Crohn à l'iléon terminal.
Syndrome dit « Horton », à évoquer.
"""
TOLD = """
Elle ne parle que le bengali, traductrice : |Mariama|.
Revu par le médiateur |Kodjovi|. Il va mieux.
Tuteur : Pr ag. |Ben Salem|.
Habite l'|Union|, opérée à L'|Union|.
Entrée le |14/9/25| 18:05, sortie le |16/9/25| 11:40.
Le cabinet ferme le |30 juin|, 1900 patients sans médecin.
Sa fille, |interne en pharmacie|, et son fils en |CAP cuisine|.
M. |Canisius| est revenu. m. |benallal| 45 ans tousse.
"""


@pytest.mark.parametrize("text", CLEAN.strip().splitlines())
def test_k18_a_clean_text_is_not_flagged(text: str) -> None:
    assert not [text[f.start : f.end] for f in check_text(text, final=True).findings]


@pytest.mark.parametrize("marked", TOLD.strip().splitlines())
def test_what_looks_alike_and_identifies_is_found(marked: str) -> None:
    text = marked.replace("|", "")
    cover = {i for f in check_text(text, final=True).findings for i in range(f.start, f.end)}
    at = 0
    for n, part in enumerate(marked.split("|")):
        if n % 2:
            assert cover.issuperset(range(at, at + len(part))), part
        at += len(part)
