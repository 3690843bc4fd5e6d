"""Jobs, origins, ties, facts and initials: found softly, and left alone when nobody's (D6, K17)."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Doc
from toctoc.guard.text.facts import eventpatterns, life
from toctoc.guard.text.jobs.inflect import inflected
from toctoc.guard.text.jobs.occupations import lexicon

FOUND = [
    ("H 52 a, chauffeur poids lourd, SAOS sous PPC", "chauffeur poids lourd"),
    ("Patient couvreur, chute de 4 m", "couvreur"),
    ("mutique depuis la noyade de sa soeur jumelle, 9 ans", "la noyade de sa soeur jumelle"),
    ("militaire blessé par balle en mission, 33 ans", "blessé par balle"),
    ("gale : ils dorment à 5 dans une caravane, 3 cas", "dorment à 5 dans une caravane"),
    ("Femme, 61 ans, vendeuse au marché couvert, chute", "vendeuse au marché couvert"),
    ("H 40 ans, ouvrier dans une palmeraie, fièvre", "ouvrier dans une palmeraie"),
    ("vigile, agent de sécurité au stade municipal, plaie", "agent de sécurité au stade municipal"),
    ("Homme de 30 ans, berger transhumant, toux", "berger transhumant"),
    ("Il a été flocageur, exposé à l'amiante", "flocageur"),
    ("Elle a 2 filles dont une avocate, inquiète", "avocate"),
    ("38a, sage-femme en formation, migraine", "sage-femme en formation"),
    ("Fille de 6 ans, scolarisée au cours préparatoire, toux", "au cours préparatoire"),
    ("F20, L2 de droit, angine", "L2 de droit"),
    ("Profession : cadre commercial", "cadre commercial"),
    ("Elle travaille comme agent de tri", "agent de tri"),
    ("F 45 ans, infirmière libérale, lombalgie", "infirmière libérale"),
    ("Le père est médecin, la mère sage-femme", "sage-femme"),
    ("Son mari est un ancien délaineur, BPCO", "délaineur"),
    ("retraité de la SNCF, AOMI", "retraité de la SNCF"),
    ("elle tient une boulangerie, asthme", "boulangerie"),
    ("Étudiante en 3e année de médecine, stress", "Étudiante en 3e année de médecine"),
    ("Gamin en CE2, TDAH", "en CE2"),
    ("Ado en terminale, migraine", "en terminale"),
    ("Parents viticulteurs, nourrisson fébrile", "viticulteurs"),
    ("MÈRE COUTELIÈRE, ENFANT FÉBRILE DEPUIS HIER", "COUTELIÈRE"),
    ("Patiente portugaise, 45 ans", "portugaise"),
    ("H 60 ans d'origine camerounaise, HTA", "camerounaise"),
    ("Témoin de Jéhovah, refuse la transfusion", "Témoin de Jéhovah"),
    ("Il ne parle que le tamoul", "tamoul"),
    ("Famille turcophone, retard de langage", "turcophone"),
    ("C'est le gendre du directeur, pression", "gendre du directeur"),
    ("hébergé par son neveu le pasteur", "son neveu le pasteur"),
    ("Pt encorné par un taureau, plaie inguinale", "encorné par un taureau"),
    ("seul rescapé du naufrage, insomnie", "seul rescapé du naufrage"),
    ("Elle est championne de France de lancer, lombalgie", "championne de France de lancer"),
    ("Il a survécu à l'effondrement du gymnase, PTSD", "survécu à l'effondrement du gymnase"),
    ("Patient J.-P. L., 59 ans, HTA", "J.-P. L"),
    ("patiente AB, 45 ans, TVP", "AB"),
    ("Il s'agit d'un pasteur de 50 ans", "pasteur"),
    ("Mr R.Y, 22 ans, casseur de pierres de métier", "casseur de pierres"),
    ("Femme de 40 ans G4P3 ménagère, HTA", "ménagère"),
    ("H 30 ans, vendeur au marché Sandaga, toux", "vendeur au marché Sandaga"),
    ("patiente touarègue de 20 ans", "touarègue"),
    ("Madame F, Gabonaise âgée de 33 ans", "Gabonaise"),
    ("La langue parlée au foyer est le dari", "dari"),
    ("Son oncle, imam du village, consulte", "oncle, imam du village"),
    ("Élève de 5e, malaise en cours", "Élève de 5e"),
    ("Elle a mis le feu à la grange, brûlures 12 %", "mis le feu à la grange"),
    ("Il est l'aîné d'une fratrie de neuf enfants", "aîné d'une fratrie de neuf enfants"),
    ("Casque bleu en mission onusienne, fièvre", "mission onusienne"),
]
EDGES = [  # (text, word outside the finding)
    ("H 70 ans, ancien menuisier, plaques pleurales", "ancien"),
    ("F 68 ans, coiffeuse à la retraite, chute", "retraite"),
    ("Ex mineur de fond, BPCO", "Ex"),
    ("Elle a survécu à l'incendie de l'hôtel, PTSD", "Elle"),
    ("Fillette scolarisée en CM1, boiterie", "scolarisée"),
    ("Rescapé du naufrage avec fracture du fémur", "fracture"),
]
NOBODYS = [
    "Vu par l'infirmière de nuit, adressé par le médecin traitant, kiné prescrit x2/sem",
    "La pharmacienne d'officine appelle, la secrétaire est prévenue, psychologue ok",
    "Asthme du boulanger ? poumon de fermier ? hygroma du carreleur ?",
    "Agent causal inconnu, agent infectieux, facteur V Leiden, facteur de risque",
    "carotide externe, médecine interne, marche du funambule, cure de fer",
    "L'hématome est responsable d'une compression, résultat jugé excellent",
    "Conducteur du véhicule, ceinturé, airbag déclenché",
    "Rose, marin, major, tours de cou : la garde est longue, chef de service prévenu",
    "En première intention, en seconde ligne, en 3e semaine, en phase terminale",
    "Grippe espagnole, béquilles canadiennes, étude française, moustique tigre asiatique",
    "crème anglaise, chou chinois, berger allemand, vin italien, restaurant japonais",
    "Effondrement de l'humeur, explosion des CPK, ascension de l'ACE, tempête rythmique",
    "Hernie incarcérée, stade III, émission de méconium, anse grêle",
    "M. tuberculosis, E. coli, S. aureus, ECG à refaire, TVP ou AVC ?",
    "victime d'un accident de moto, chute de sa hauteur",
    "reprise de l'ancienne cicatrice, tâches ménagères impossibles",
    "L'examen retrouve un nouveau-né rose, tonique, réactif",
    "exception faite du premier cas décrit par Majer, grossesse triple",
]
SOFT = frozenset(
    [Category.PROFESSION, Category.ORIGIN, Category.FAMILY, Category.RARE, Category.INITIALS]
)


@pytest.mark.parametrize(("text", "part"), FOUND)
def test_finds_what_makes_someone_recognised(text: str, part: str) -> None:
    cover = {i for f in check_text(text, final=True).findings for i in range(f.start, f.end)}
    start = text.index(part)
    assert not [c for i, c in enumerate(part, start) if c.isalnum() and i not in cover]


@pytest.mark.parametrize("text", NOBODYS)
def test_leaves_alone_what_is_nobodys(text: str) -> None:
    found = [f for f in check_text(text, final=True).findings if f.category in SOFT]
    assert [(text[f.start : f.end], f.rule) for f in found] == []


@pytest.mark.parametrize(("text", "outside"), EDGES)
def test_marks_no_more_than_the_fact_or_the_job(text: str, outside: str) -> None:
    at = text.index(outside)
    found = [f for f in check_text(text, final=True).findings if f.category in SOFT]
    assert found
    assert not [f for f in found if f.start < at + len(outside) and f.end > at]


def test_a_plain_job_never_stops_the_author() -> None:
    report = check_text("H 52 ans, boulanger, d'origine polonaise, toux", final=True)
    assert {f.category for f in report.findings} >= {Category.PROFESSION, Category.ORIGIN}
    assert report.publishable(overridden=[f.rule for f in report.pressing])
    assert not [f for f in report.findings if f.level is Level.BLOCK]


def test_jobs_take_their_gender_and_number() -> None:
    assert {form for form, _ in inflected("infirmier")} == {
        ("infirmier",),
        ("infirmiere",),
        ("infirmiers",),
        ("infirmieres",),
    }
    assert lexicon()["apicultrice"]
    assert lexicon()["maconnes"]


def test_every_trigger_of_a_fact_is_a_folded_word() -> None:
    for starts, _pattern in eventpatterns.PATTERNS:
        assert all(w.isalnum() for w in starts.split()), starts


def test_the_model_of_facts_weighs_each_feature() -> None:
    doc = Doc("le dromadaire", "le dromadaire")
    row, telling = life.features(doc, 0, 2)
    assert len(row) == len(life.WEIGHTS)
    assert telling == [1]
