"""Names by where they stand: sentence openings, ward rounds, initials, authors; `[…]` is marked."""

from __future__ import annotations

import re

import pytest

from toctoc.guard import check_text
from toctoc.guard.report import Category

MARKED = """
[Maryvonne], toujours algique malgré paliers 2
[Gisèle] : INR à 6, hématurie
[Lemonnier] sous AOD, clairance 28
RAS ce jour. [Thibault] sortira lundi.
[Yasmina] enceinte, saignements
[Anaëlle] et [Timéo] vont bien
Vu [Zoubaïda] ce matin avec sa fille
mari de [josefa] paniqué
Bilan de [Jacqueline] revenu
[thierno] 3 ans convulse
m [leroy] a 82 ans et vit seul
m. [hamidou] rdv jeudi
vue avec le pr [maillard]
dr [pasteur] injoignable
mr [boiteux] marche bien
Mme [Dimanche], 70 ans
M. [Jeudi] est sorti
ch 12 [Lambert] apyrétique, ch 13 [Mokrane] sort
Rdv [Perrault] 14h, [Sabatier] 15h
Enfant : [BÂ Fatimata], née à terme
Parent 2 : [MENSAH Derrick]
sa fille [Maëline] est au courant
sa belle-mère [Xhevahire] est décédée
l'enfant [Wassim] pleure
[josiane blanc], née 23-11-1949
qui suit [ait ouakli] en hémato ?
Rédigé par [Solène Guivarc'h], interne
Le petit [Kylian D]., 8 ans, placé
[Soukaïna E]., 7 ans, vue aux urgences
suivie par [Benali], puis par [Kerdoncuff]
sa fille [Jeanne] (1954) va bien
""".strip().split("\n")

INITIALS = """
Mme [Le B.] revient
M. [Van D.] se plaint
mme [t.] 45a migraine
Mr [K.B] âgé de 45 ans
Madame [T.O.] est une femme
N/Réf : [HT]/[vb]
Courrier tapé par : [jt]
À bientôt et merci. [EQ]
""".strip().split("\n")

NOBODY = """
1. {Dupont} J, {Martin} P. Encéphalites auto-immunes. Rev Neurol (Paris). 2018;174(9):597-607.
{Puéchal} X, Joint Bone Spine 2016
{Sow} M. Lancet Neurol 2014
décrite pour la première fois par {Yamaguchi} et {Tanaka} en 1987
{Lopez} et {Martin} ont rapporté trois cas
{Girard} (Lancet Oncol 2020) le montre
cf {Delaunay} 2015
{Traoré} et ses collègues le disent
Western {Blot} douteux, spatules de {Thierry}
{Lee} 0, {Apfel} 3
mme {dort} bien, mr {vient} me voir
la carotide G, l'IRM, le 5 {m} leroy
elle {m} appelle, qui {m} inquiète
ch 12 {Horton}, box 3 {IRM}, lit 4 {fermé}
{Lasilix} 8h, {Nantes} 14h, {dialyse} 15h
Merci. {OK}
Merci pour la {TDM}
""".strip().split("\n")


def _found(text: str, category: Category) -> list[str]:
    report = check_text(text, final=True)
    return [
        text[f.start : f.end]
        for f in report.findings
        if f.category is category and not f.rule.startswith("learned")
    ]


@pytest.mark.parametrize("row", MARKED)
def test_a_name_is_told_by_its_place(row: str) -> None:
    text = re.sub(r"[\[\]]", "", row)
    found = " ".join(_found(text, Category.NAME)).split()
    wanted = " ".join(re.findall(r"\[([^\]]+)\]", row)).split()
    titles = {"Mme", "M.", "m.", "m", "mr", "dr", "pr"}
    assert [w for w in found if w not in titles] == wanted


@pytest.mark.parametrize("row", INITIALS)
def test_initials_are_found(row: str) -> None:
    text = re.sub(r"[\[\]]", "", row)
    found = " ".join(_found(text, Category.INITIALS))
    for letters in re.findall(r"\[([^\]]+)\]", row):
        assert letters.rstrip(".") in found


@pytest.mark.parametrize("row", NOBODY)
def test_what_is_no_person_is_left_alone(row: str) -> None:
    text = re.sub(r"[{}]", "", row)
    assert _found(text, Category.NAME) == []
    assert _found(text, Category.INITIALS) == []


def test_a_heading_of_references_hides_no_patient() -> None:
    text = "Références : dossier 2019-44\nMme Hubert Solène, née le 12/03/1950"
    assert "Hubert Solène" in " ".join(_found(text, Category.NAME))


def test_a_list_of_references_names_nobody() -> None:
    text = "Bibliographie :\n- Meunier F. Goitres. Dakar 2001\n- Camus JP, Prier A. Gouttes 1985"
    assert _found(text, Category.NAME) == []


LISTS = """
Signataires : [WIECZOREK K]. ; [Poadja Wilson] ; [Tiphaine Le Dréau-Kasanwardi]
Staff : [Bouvier], [Cazenave], [Haddad]
MAR : de la [Bretesche] / IBODE : [Sandrine P].
Chef de clinique : [DARRÉ Tchin]
Interne de garde : [Zied B].
""".strip().split("\n")


@pytest.mark.parametrize("row", LISTS)
def test_a_team_is_found_whole(row: str) -> None:
    text = re.sub(r"[\[\]]", "", row)
    found = " ".join(_found(text, Category.NAME)).split()
    assert found == " ".join(re.findall(r"\[([^\]]+)\]", row)).split()


FORMS = """
NOM [TUIHANI] PRENOM [TEVA] DDN 19021988
Usager ......: [EL MOUTTAQI]/[ABDELHAKIM]   sexe M
Bénéficiaire....: [RASOLOFONDRAIBE] veuve [CLERC]
Objet : 1re classe [TAPUTUARAI Heimana], 2e compagnie
Pr [Mahamane Laouali GARBA DJIBO]
me [quéméneur] 83 ans seule chez elle
le pédopsy [Tran Van Loc] prend des patients
[Loubna aït taleb], née en mai
C'est [Nguyen]-[Kerbrat] au 14
[Tsimanohitra], dit « [Dadabe] », est venu
amb [Roche] et adj. [Lenoir] présents
Accompagnateur : [Sidi Mohamed ould Bouh], grand-oncle
""".strip().split("\n")


@pytest.mark.parametrize("row", FORMS)
def test_forms_and_ranks_name_somebody(row: str) -> None:
    text = re.sub(r"[\[\]]", "", row)
    found = " ".join(_found(text, Category.NAME))
    for name in re.findall(r"\[([^\]]+)\]", row):
        assert name in found.replace("\n", " ")


ELSEWHERE = """
décrite par {Marin} et {Le Gac} (2009)
on l'attribue à {Antoine} {Marfan} (1896)
({Maillaud} C., Toxicon, 2020 ; {Grandcolas} N., Presse Méd, 2008)
{Kane} A. - Goitres plongeants. Dakar Méd., 2004, 49, 12-15
tétanos de {Rose}
{Killian} réalisa la première extraction
{SEXE} M {VENU} pour certificat
PROF : {OUVRIER} agricole
corps d'{Orphan} {Annie}
hernie, {Nyhus} {IIIb}, symptomatique
{Elisa} neg, pour la {Toussaint}, Merci #{DocTocToc}
Cher {Ami}, ta patiente va bien
{Scarf} + {Akin}, {OLGA} II
""".strip().split("\n")


@pytest.mark.parametrize("row", ELSEWHERE)
def test_history_and_scores_name_nobody(row: str) -> None:
    assert _found(re.sub(r"[{}]", "", row), Category.NAME) == []
