"""Authors, years and towns of the literature are nobody's; those of a letter are."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text

CITED = """
Dans la série de Keuleneer Y., Trends Parasitol, la transmission est rare.
Voir Ottavelli VV et Hadrien PB (Am J Gastr 1992) et leur revue.
La surveillance est la règle ; Ottavelli I., Adv Ther 2015.
L'entité décrite par Keuleneer en 1941, puis oubliée, est bénigne.
La maladie, nommée en 1920 par Keuleneer et en 1921 par Ottavelli, est connue.
Les critères ont été révisés (Ottavelli H., Resuscitation 2013).
Forme rare (Hadrien-Keuleneer M, Autoimmun Rev).
Voir aussi Ottavelli S. et Keuleneer C. 2013.
Keuleneer O., de Zutphen, la décrivit en 1892.
Ottavelli réalisa la première extraction en 1897.
Keuleneer avait rapporté le premier cas en 1871.
Le délai est long (Ottavelli et Hadrien, East Afr Med J).
Un piège « décrit par Keuleneer dès 1978 », souvent oublié.
La gangrène décrite par Jean-Ottavel Keuleneer en 1883 reste grave.
La forme est celle que Hadrien a rapportée à Nice en 1888.
La vaccination, recommandée depuis 2022 (HAS), l'aurait évitée.
Le sérogroupe a émergé en 2015 (Keuleneer F, Lancet Infect Dis 2016).
Nous n'avons pas retrouvé de foyer, contrairement à Ottavelli et Keuleneer.
Incidence de 0,3 à 8 % (Ottavelli, Van der Keuleneer, 2009).
La plaie est de grade 2B de l'université du Texas, et Texas 3D ailleurs.
L'effet sur la mortalité est débattu dans l'étude IMPI.
"""
TOLD = """
Vu par |Marchal P|. et |Durand L|., urgences.
Opérée en 1998 par |Keuleneer|.
Mme |Ottavelli| I., 56 ans, suivie à Rennes.
|Mme Hadrien| rapporta des chutes en 2019.
Patient : |Keuleneer H|., |Strasbourg|.
Son mari |Keuleneer Peter|, mort en 1941.
Plainte contre |Paul| et |Marie|. Contrairement à |Paul| et Marie, elle tousse.
Opérée en |2015| (Dr |Ottavelli|) d'une hernie.
"""


@pytest.mark.parametrize("text", CITED.strip().splitlines())
def test_leaves_the_literature_alone(text: str) -> None:
    assert not [text[f.start : f.end] for f in check_text(text, final=True).findings]


@pytest.mark.parametrize("marked", TOLD.strip().splitlines())
def test_finds_the_people_of_a_letter(marked: str) -> None:
    text = marked.replace("|", "")
    cover = {i for f in check_text(text, final=True).findings for i in range(f.start, f.end)}
    at = 0
    for n, part in enumerate(marked.split("|")):
        if n % 2:
            assert cover.issuperset(range(at, at + len(part)))
        at += len(part)
