"""Jobs, facts and ties told in ways that no list foresees, beside what looks like them (K17)."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text
from toctoc.guard.report import Category
from toctoc.guard.text.facts import factpatterns

FOUND = [
    ("H 52 a, [chef d'équipe BTP], lombalgie", "a trade with its sector"),
    ("F 44 a [kinésithérapeute], elle se croit guérie", "a health job right after the age"),
    ("Sa fille Nadia, [orthoptiste], a vu l'anisocorie", "a relative's, after her name"),
    ("Antécédents professionnels : [docker], puis [gardien de square].", "one job after another"),
    ("Mme D., [horloger-rhabilleur], 51 ans", "two trades in one"),
    ("parents [phéniciculteurs], consanguins", "an ending that is always a job"),
    ("veuve de [mineur], silicose du mari", "one who digs"),
    ("F 19 a, [en L1 de psycho], TCA", "the year of a degree"),
    ("fille [en 6e], mutisme", "a pupil"),
    ("ado 14 ans [en 3e prépa métiers], phobie", "a pupil's path"),
    ("H 23 a [demi de mêlée], commotion", "a place in a team"),
    ("F 33 a, [cheffe de rang], crampes", "the feminine of chef"),
    ("H 47 a [technicien éolienne], vertige", "a noun set beside the job"),
    ("H 17 a [happé par une hélice], amputation", "what hurts nobody every day"),
    ("F 33 a [née dans un TER], hypothermie", "a birth out of place"),
    ("[tenu 4 jours dans une crevasse], gelures", "time spent out of place"),
    ("H 20 a [piqué par 200 frelons], IRA", "a number out of the common"),
    ("F 40 a [mordue par un lionceau dans un cirque]", "a beast"),
    ("[Seule rescapée de l'incendie du dancing], PTSD", "the only one"),
    ("[dernier sonneur de cloches à la corde], chute", "the last of a trade"),
    ("[trois frères sont morts de silicose], dyspnée", "relatives who died together"),
    ("[12 cas sont décrits dans le monde], génétique", "how few bear it"),
    ("Il a [gagné 3 millions au loto], anxiété", "luck"),
    ("[Sa ferme a été emportée par la crue], takotsubo", "a home lost"),
    ("L'[affaire a fait le 20 h], discrétion", "the news"),
    ("[un défi filmé sur TikTok], ACR", "a dare"),
    ("H 44 a, [cousin germain de l'accusé], insomnie", "a tie to the accused"),
    ("C'est le [parrain de mon fils], lombalgie", "a tie to the author"),
    ("Elle est la [sœur du préfet], migraine", "a ligature"),
    ("Langue de la maison : [pulaar]", "a tongue at home"),
    ("Parents cousins, [kurdes] de [Turquie], enfant sourd", "a people and its country"),
]
LEFT_ALONE = [
    "Je suis kiné. Après un LCA, quand courir ?",
    "Chauffeur ? peut-il conduire sous Keppra ?",
    "La DRH, le botaniste du centre et l'adjudant sont prévenus",
    "Le mari pleure, la mère insiste, le fils assiste à tout",
    "Fracture de L1 en M1 de la cimentoplastie, occlusion en M1 proximal",
    "Évolution en 3e ligne, morphine en 2e intention, fracture du 5e méta",
    "joueur de belote, marcheur, nageur du dimanche",
    "consultante revue, ésotropie alternante, accident domestique",
    "Mordu par son chien, griffé par un chat, piqué par une guêpe",
    "tombé de l'escabeau, chute de sa hauteur, tombée dans les escaliers",
    "retrouvé au sol par sa voisine, retrouvée dans son lit",
    "renversée par une voiture, brûlé par son café, brûlure par friteuse",
    "Le CBCT montre un séquestre de 17 x 9 mm, séquestres osseux",
    "Le seul facteur de risque était le tabac, dernier contrôle normal",
    "Explosion d'une bonbonne de gaz, incendie de l'œil rouge",
    "35 cas déclarés en France entre 2012 et 2021",
    "Vu à la télé que la metformine fait maigrir",
    "a perdu 6 kg dans le mois, a gagné en autonomie",
    "le mari de la patiente, la fille de mon patient, sa sœur Capucine",
    "décédé dans le service, morte dans l'ambulance",
]


@pytest.mark.parametrize(("marked", "why"), FOUND)
def test_finds_what_no_list_foresees(marked: str, why: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    cover = {i for f in check_text(text, final=True).findings for i in range(f.start, f.end)}
    at = 0
    for part in marked.split("]")[:-1]:
        words = part[part.index("[") + 1 :]
        at = text.index(words, at)
        missed = [c for i, c in enumerate(words, at) if c.isalnum() and i not in cover]
        assert not missed, why


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_the_everyday_alone(text: str) -> None:
    soft = {Category.PROFESSION, Category.FAMILY, Category.RARE}
    found = [f for f in check_text(text, final=True).findings if f.category in soft]
    assert [(text[f.start : f.end], f.rule) for f in found] == []


def test_every_trigger_is_a_folded_word() -> None:
    for starts, _pattern in factpatterns.MORE:
        assert all(w.isalnum() for w in starts.split()), starts
