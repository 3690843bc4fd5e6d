"""Names and numbers by what announces them; `[…]` must be marked at publication, `{…}` must not."""

from __future__ import annotations

import re

import pytest

from toctoc.guard import check_text
from toctoc.guard.report import Category
from toctoc.guard.text.wordlist import words

PEOPLE = """
mr [tourneb] revient demain
la petite [emma] a vomi
le fils [morel] appelle
pte [zohra b], 34a
mme [n guyen] ce matin
docteur [le fur] de garde
avis du dr [viguoine] demandé
m. [kerestes] veut sortir
mlle [boyer ambre] 17 ans
Drs [Martin], [Petit] et [Boulanger]
Dr [Le Gall] et [Roy] prévenus
Dr [Renée Rock] à joindre
vu avec [Bertin] et [Nowak]
sa sœur [Hinano] appelle
son frère aîné, [Adriaan], va bien
sa fille [lucette] dit que non
kiné : [Yohan] / diététicienne : [Maud]
OPJ [Maréchal] présent
Mon cher [Pierre], ton patient va mieux
Merci à [Julie] et [Thomas] pour leur aide
[Lebon kévin], 22 ans, examiné
[TESFAY Selam] F 1999-09-11
[OKONKWO Chidi] | M | 45 ans
Je cherche le suivi de [Zabihullah Stanikzai], demandeur d'asile
Étiquette : [VASSEUR] née [MONNIER Paulette]
vu ce jour [Rousset blandine], ras
j'ai vu [marie-laure] hier
vit au hameau avec [Deolinda], sa femme
plaquettes 58, [Mbarga] (fils : à rappeler)
le résident [FABRE] dit « [Nénesse] » mange bien
décès de [Mamie Lulu] ce matin
la f ille [Cather ine] viendra en août
observation de [Thibaud Le Rouge], un homme suivi
la mere [lenuta] a 18 ans
pt [rossignol] 58 ans, opéré
m. [petit jean], 81 ans, est sorti
NOM......: [GUILLEMOT]
fratrie de 6 : [Cheikh] 9 ans, [Brahim] 6 ans
Enfants : [Josiane] ; [Michel], témoin
c [fatoumata] qui appelle
LE PAPA DE [KENZA] EST VENU CE SOIR
Mme [DUP0NT] revient
N0M: [CONTIE] PREN0M : [Léna]
Monsieur [Jean-
Pierre Dubois] revient
Ras ce jour.
Bises,
[Gwen]
""".strip()
PEOPLE_ROWS = re.split(r"\n(?!Pierre Dubois|Bises|\[Gwen)", PEOPLE)

NOBODY = """
maladie de {Parkinson}, score de {Wells}
{Dupont et al., 2019} et ({Lefèvre, 2018})
Monsieur le {Procureur} de la République
Madame la {directrice} de l'école
le petit {déjeuner} et la petite {taille}
sa fille {aînée}, son mari {décédé}, sa sœur {jumelle}
patient {marocain} de 34 ans, mère {diabétique}
Mère : {Diabète}, Père : {Infarctus}, Frère : {RAS}
{Ki} 67 à 15 %, limites saines
IDE : {pansement}, kiné : {marche}
Bonjour {Docteur}, {Auriez} vous une idée ?
TROIS SEANCES PAR {SEMAINE} PUIS DEUX PAR {JOUR}
un stimulateur {Medtronic Micra} posé
arthrite, {Elisa} + WB, {JAKi} ou non, {M-CHAT} 14/20
nomogramme {Rumack-Matthew}, {Lang} négatif, prisme {Fresnel}
retard au {Van der Pol, NEJM 2019}, classe III {Lucas}
myiase à {Cordylobia anthropophaga}, {Enterobacter Cloacae}
transmis par la {CRIP}, avec la chienne {Rose}
Tests : {Stroop}, {Rey}, {Mattis}, {Benton}
le papa {énuclé} à 14 mois
""".strip().split("\n")

NUMBERS = """
écrou [14 872] à l'UCSA
n° OFPRA [2023-09-04417]
PV n° [01748/2025]
N° anapath [24H08817-3]
échantillon [2510-774120]
Réf : [EASILY/HOSP/230118744]
n° parquet [24 123 000 456]
numéro CAFAT [412877]
passeport n° [12AB34567]
entendue au [40 58 03 17]
mon 06 c'est le [12 34 56 78]
tel [06 1234 5678]
un contact ? [(687) 44 12 90]
vini du tane : [87 30 15 66]
fixe [0041 22 345 67 89]
appelle le {15} (37 appels), TA {124/72}
réf. [AT/2019/004417], carte n° [AM 77 203 615]
Réf. [AE 24/00193], (n° [E 145/16])
Dr Prisca <[p.rat@conseil-patho.yt]>
RPPS [l0lO1234567]
jdupont@[chu-nantes]
la loi n° {2016-41}, essai {NCT01234567}
EudraCT {2019-001234-12}, {5FU 400/2400}
plaq {150 000}, ferritine {1234567}
Réf OMS {2019}, HAS {2019-2020}
""".strip().split("\n")


@pytest.mark.parametrize("row", [*PEOPLE_ROWS, *NOBODY, *NUMBERS])
def test_marks_what_is_announced_and_nothing_else(row: str) -> None:
    text, wanted, spared = _read(row)
    cover = bytearray(len(text))
    for finding in check_text(text, final=True).pressing:
        if finding.category in (Category.PROFESSION, Category.PLACE, Category.AGE):
            continue
        cover[finding.start : finding.end] = b"\x01" * (finding.end - finding.start)
    particles = words("le la de et")
    for start, end in wanted:
        for match in re.finditer(r"\w+", text[start:end]):
            missed = not all(cover[start + match.start() : start + match.end()])
            assert not (missed and match.group().lower() not in particles), text
    assert not any(any(cover[start:end]) for start, end in spared), text


def _read(row: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The text without its marks, the spans to find, the spans to leave."""
    text, wanted, spared = "", [], []
    for part in re.split(r"(\[[^\]]*\]|\{[^}]*\})", row):
        body = part.strip("[]{}") if part[:1] in ("[", "{") else part
        if part[:1] == "[":
            wanted.append((len(text), len(text) + len(body)))
        elif part[:1] == "{":
            spared.append((len(text), len(text) + len(body)))
        text += body
    return text, wanted, spared
