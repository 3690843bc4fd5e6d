"""Invented clinical shorthand: sentences drawn from small lists, nobody's case."""

from __future__ import annotations

import random

_WHO = ("H {n} a", "F {n} a", "Patiente {n} ans", "Patient {n} a", "Enfant 6 a", "F 30-40 a, G2P1")
_PAST = (
    "RAS", "HTA sous amlodipine", "DT2 sous metformine", "ATCD d'AVC il y a 3 ans", "BPCO stade II",
    "FA sous apixaban", "asthme équilibré", "IRC stade 3b", "allergie à la pénicilline",
)  # fmt: skip
_NOW = (
    "depuis 2 jours, paresthésies et hypoesthésie unilatérales sans trouble moteur",
    "douleur thoracique atypique, ECG normal, troponine négative à 3 h",
    "fièvre à 38,5 sans point d'appel, CRP 84, ECBU stérile",
    "éruption maculopapuleuse au 8e jour d'amoxicilline, pas d'atteinte muqueuse",
    "dyspnée d'effort d'aggravation progressive, D-dimères 620, écho en attente",
    "céphalées matinales, FO normal, TA 160/95 au repos",
    "hyponatrémie 128 découverte au bilan, euvolémique cliniquement",
    "anémie microcytaire, ferritine 11, transit normal",
    "toux nocturne résistante aux IPP, radio thoracique sans particularité",
)
_EXAM = (
    "ROT ok, pas de déficit, Romberg neg", "abdomen souple, MV sym, pas d'OMI", "sat 97 % AA",
    "pas de SdG, Glasgow 15", "HMG 0, aires ganglionnaires libres", "BU : leuco ++, nitrites -",
)  # fmt: skip
_ASK = (
    "Des idées ?", "Quel bilan en ambulatoire ?", "Vous adressez aux urgences ou pas ?",
    "Avis sur le délai d'imagerie ?", "Faut-il arrêter le traitement ?", "Merci de vos lumières.",
)  # fmt: skip
_SAY = (
    "Je penserais d'abord à une cause médicamenteuse, à recontrôler à 48 h.",
    "Zona avant l'éruption ? IRM médullaire si ça dure.",
    "Même situation il y a peu : scanner demandé, embolie segmentaire, à ne pas rater.",
    "Reco HAS : dosage à répéter à 6 semaines avant de traiter.",
    "Je compléterais par EPP, calcémie, TSH et une bandelette.",
    "Pas d'urgence si examen neuro strictement normal, mais je reverrais sous 72 h.",
    "Chez la femme jeune, penser au dosage des bHCG avant l'imagerie.",
    "Demande plutôt un avis téléphonique au spécialiste de garde : conduite différente si fièvre.",
    "D'accord avec le confrère au-dessus.",
    "**Attention** à l'interaction avec l'AOD.",
)
_LISTS = "\n\n- NFS, CRP, iono\n- ECG\n- contrôle à J7"


def questions(rng: random.Random, count: int) -> list[str]:
    """140 to 800 characters each."""
    return [_question(rng) for _ in range(count)]


def _question(rng: random.Random) -> str:
    parts = [f"{rng.choice(_WHO).format(n=rng.randrange(18, 90))}, {rng.choice(_PAST)}."]
    parts += [
        f"{rng.choice(_NOW).capitalize()}. {rng.choice(_EXAM)}." for _ in range(rng.randrange(1, 6))
    ]
    return " ".join(parts) + ("\n\n" if rng.random() < 0.3 else " ") + rng.choice(_ASK)


def answers(rng: random.Random, count: int) -> list[str]:
    return [_answer(rng) for _ in range(count)]


def _answer(rng: random.Random) -> str:
    text = " ".join(rng.choice(_SAY) for _ in range(rng.randrange(1, 6)))
    return text + (_LISTS if rng.random() < 0.15 else "")
