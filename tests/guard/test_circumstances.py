"""Circumstances told by what surrounds them, where they end, and the words that look like them."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text

TOLD = """
Patiente |mordue à la cuisse par un phacochère| en brousse.
Cyclotouriste |renversée par un camion de moisson|, fracture.
Il a été |retenu deux ans par un groupe armé|.
|Neuf passagers ont été hospitalisés|, dont lui.
Il est |le seul habitant de l'île à élever des autruches|.
|Seule de son équipe à ne pas être malade|, elle consulte.
Sa sœur est |morte dans le même incendie|.
Il s'agit de |la première observation antillaise|, selon lui.
Chute |de 6 m pendant la procession|, bassin.
H 52 a, |interpellé par les douaniers|, 40 ovules.
Elle a été |brûlée à l'acide par un rival|.
|Dernier compagnon de la Libération|, 101 ans.
Le couple a |perdu trois enfants de la même maladie|.
Moto contre |cheval échappé sur la rocade|, polytrauma.
Il a été |projeté par un taureau|, volet costal.
|Trente élèves intoxiqués| au pique-nique.
Apiculteur, |300 piqûres d'abeilles|, rhabdomyolyse.
"""
ALONE = """
Dans le cadre de la cytolyse et de l'HVC, un bilan est fait.
Doigt coincé dans une porte.
Main prise dans un tiroir.
Le diagnostic retenu par le staff est celui de sarcoïdose.
Tige enlevée pendant l'intervention.
Traitement suspendu par le cardiologue.
Les plaquettes ont chuté lors de la cure.
Il est sorti seul de la douche.
C'est le deuxième enfant d'un couple non apparenté.
Il s'agit de la première consultation du patient.
C'est le seul traitement à proposer en France.
Le plus gros ganglion du médiastin fait 2 cm.
Un survivant sur trois garde des séquelles.
12 cas en France par an.
Survécu à un AVC il y a 3 ans.
Cathéter arraché par le patient.
Traversée de la rue sans regarder.
Clopidogrel suspendu pendant 5 jours.
Elle a perdu deux kilos.
"""


def _marked(text: str) -> set[int]:
    return {i for f in check_text(text, final=True).findings for i in range(f.start, f.end)}


@pytest.mark.parametrize("marked", TOLD.strip().splitlines())
def test_finds_the_whole_circumstance(marked: str) -> None:
    before, fact, _after = marked.split("|")
    cover = _marked(marked.replace("|", ""))
    assert not [c for i, c in enumerate(fact, len(before)) if c.isalnum() and i not in cover]


@pytest.mark.parametrize("text", ALONE.strip().splitlines())
def test_leaves_ordinary_sentences_alone(text: str) -> None:
    soft = [f for f in check_text(text, final=True).findings if f.category != "age"]
    assert not [text[f.start : f.end] for f in soft]


def test_ends_where_a_place_or_an_aside_begins() -> None:
    text = "Amputée par une hélice de bateau devant la plage de Cherbourg, et c'était l'été."
    cover = _marked(text)
    assert set(range(text.index("hélice"), text.index(" devant"))) <= cover
    assert not cover.intersection(range(text.index("devant"), text.index("Cherbourg") - 1))
    text = "Coincé sous un éboulement de la galerie où il rangeait ses outils, 41 ans."
    assert not _marked(text).intersection(range(text.index("où"), text.index(", 41")))
