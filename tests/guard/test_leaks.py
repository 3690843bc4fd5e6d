"""Classes of identifiers that hands l and m showed missed, in other words (D6, T3)."""

from __future__ import annotations

import pytest

from toctoc.guard import Level, check_text

FOUND = """
Plâtre refait ce matin à |Ham|. Revu lundi.
SOS mains |Toulouse| dit demain, salut aux anciens de |Tours|.
Biopsie possible à |l'Archet| ? Avis de Robert-Debré ou |Necker| ?
Adr : 7 ch. de la Scierie |39310| |Septmoncel|, seule.
Le médecin principal |Castagnède-Ferron| a coordonné l'évacuation.
Nourrisson de sexe féminin, |Awa| B. S., âgée de 7 mois.
Identité : |DELMOTTE| |JEANNE| ép. |MEUNIER|, examen du jour.
De : |Marchal| |Lucien| <l.marchal@exemple.fr>
Courrier du Dr |Fra| |nçois| et de prénom |Rég ine|, merci.
|Vandenbroucke| à l'institut de la vision serait plus rapide.
|NGUYEN| |THI| |MAI| sortie de maternité hier.
|Lulu| (il y tient) a repris le sport.
Garçon de 8 mois, prénommé ici « |Espoir| », toux.
Il vit cité du |Petit-Colombier|, |tour 6|, seul.
Appartement (|résidence Les Mésanges, bât. C, 4e gauche|, 03400 Yzeure).
5 PIace du |Marché-aux-Herbes| 67600 SELESTAT
Vu le |3 du mois courant| ; sorti le |24 du même mois|.
Décès le lendemain de |l'Aïd|, veille de |la Tabaski|.
"""


@pytest.mark.parametrize("marked", FOUND.strip().splitlines())
def test_every_marked_word_is_found(marked: str) -> None:
    text = marked.replace("|", "")
    hard = [f for f in check_text(text, final=True).findings if f.level is not Level.WARN]
    cover = {i for f in hard for i in range(f.start, f.end)}
    at = 0
    for n, part in enumerate(marked.split("|")):
        if n % 2:
            assert cover.issuperset(range(at, at + len(part))), part
        at += len(part)
