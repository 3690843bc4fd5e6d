"""Answers to a public opinion that never say that its author is a patient (M17, K14). Pure.

To say "your appointment" or "your record" in public confirms a relation of care: that is the secret
itself, even where the other person told it first (R.4127-4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    key: str
    french: str
    english: str

    def text(self, lang: str) -> str:
        return self.english if lang == "en" else self.french


TEMPLATES = (
    Template(
        "neutral",
        "Bonjour. Le secret médical m’interdit de répondre en public, et même de dire si nous "
        "nous connaissons. Toute personne qui a une remarque peut en parler directement avec le "
        "cabinet, ou s’adresser au conseil de l’Ordre, qui l’écoutera.",
        "Hello. Medical secrecy forbids me to reply in public, and even to say whether we know "
        "each other. Anyone with a remark may speak directly with the practice, or turn to the "
        "council of the Order, which will listen.",
    ),
    Template(
        "thanks",
        "Bonjour, merci d’avoir pris le temps d’écrire. Le secret professionnel ne me permet ni de "
        "confirmer ni de commenter quoi que ce soit ici. Le cabinet reste à l’écoute de chacun, au "
        "téléphone ou par courrier.",
        "Hello, and thank you for taking the time to write. Professional secrecy allows me neither "
        "to confirm nor to comment on anything here. The practice listens to everyone, by "
        "telephone or by post.",
    ),
    Template(
        "organisation",
        "Bonjour. De manière générale, les horaires et les délais du cabinet sont affichés à "
        "l’accueil et sur sa page. Je ne peux répondre à aucune situation particulière en public.",
        "Hello. In general, the opening hours and waiting times of the practice are shown at the "
        "desk and on its page. I cannot reply to any particular situation in public.",
    ),
)
FRIEND = Template(
    "friend",
    "Bonjour, merci de votre message. Je n’accepte sur ce réseau aucune demande venant de "
    "personnes que je pourrais soigner : c’est une règle de ma profession, pour protéger "
    "chacun, et elle vaut pour tous. "
    "Le secrétariat reste le bon moyen de joindre le cabinet. Bien à vous.",
    "Hello, and thank you for your message. On this network I accept no request from people I "
    "might be looking after: it is a rule of my profession, to protect everyone, and it is the "
    "same for all. The practice’s desk is the right way to reach us. Kind regards.",
)

# To a site or a search engine: it names what is asked and why, and nobody who is cared for.
REMOVAL = Template(
    "removal",
    "Bonjour. La page dont l’adresse suit contient des données sur moi : [adresse de la page]. Je "
    "demande son effacement ou, à défaut, son déréférencement quand on cherche mon nom, en "
    "application du règlement général sur la protection des données (RGPD). Motif : [inexact, "
    "dépassé, sans lien avec mon métier…]. Merci de me répondre par écrit.",
    "Hello. The page at the following address holds data about me: [address of the page]. I ask "
    "for its erasure or, failing that, for its delisting from searches for my name, under the "
    "General Data Protection Regulation (GDPR). Reason: [inaccurate, out of date, unrelated to my "
    "profession…]. Please answer in writing.",
)

# "votre consultation", "je vous ai opérée", "mon patient": a relation of care.
_CARE = (
    r"consultations?|rendez[- ]vous|rdv|visites?|venues?|passages?|hospitalisations?|séjours?|"
    r"opérations?|interventions?|soins?|traitements?|ordonnances?|dossiers?|examens?|analyses?|"
    r"résultats?|bilans?|symptômes?|maladies?|pathologies?|douleurs?|grossesses?|accouchements?|"
    r"diagnostics?|guérison|rétablissement|prise en charge|suivi|cas|état(?: de santé)?|santé|"
    r"dents?|radios?|séances?|dernière venue|médecin traitant"
)
_CARE_EN = (
    r"appointments?|visits?|consultations?|treatments?|surgery|operation|records?|results?|tests?|"
    r"symptoms?|condition|diagnosis|stay|care|health|pregnancy"
)
_SEEN = (
    r"re[çc]ue?s?|vue?s?|soignée?s?|suivie?s?|opérée?s?|examinée?s?|auscultée?s?|consultée?s?|"
    r"prise?s? en charge|accueillie?s?|prescrite?s?|hospitalisée?s?|traitée?s?|accompagnée?s?|"
    r"rappelée?s?|adressée?s?|proposée?s?|expliquée?s?"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:votre|vos|ta|ton|tes)\s+(?:\w+\s+)?(?:{_CARE})\b",
        rf"\b(?:vous|t[’']|te)\s*(?:ai|avons|a|avait|avais)\s+(?:\w+\s+)?(?:{_SEEN})\b",
        rf"\bvous\s+(?:avez été|étiez|êtes)\s+(?:\w+\s+)?(?:{_SEEN}|venue?s?|patiente?s?)\b",
        r"\b(?:mon|ma|mes|notre|nos)\s+(?:\w+\s+)?patient(?:e|s|es)?\b",
        r"\bvous\s+(?:êtes\s+venue?s?|avez\s+consulté|souffr(?:ez|iez)|m[’']avez\s+consulté)\b",
        r"\b(?:je me souviens|nous nous souvenons|souvenir) de vous\b",
        r"\ben tant que (?:votre médecin|patiente?)\b",
        r"\bvotre (?:médecin|chirurgien|dentiste|sage-femme|infirmi(?:er|ère)|kiné\w*)\b",
        rf"\byour\s+(?:\w+\s+)?(?:{_CARE_EN})\b",
        r"\b(?:i|we)\s+(?:saw|treated|examined|operated on|prescribed|looked after)\b",
        r"\b(?:my|our)\s+(?:\w+\s+)?patients?\b",
        r"\bas\s+(?:your\s+(?:doctor|physician)|a patient)\b",
    )
)


def confirms(text: str) -> list[tuple[int, int]]:
    """Where the text lets a reader understand that its addressee is, or was, cared for."""
    found = sorted(
        {(hit.start(), hit.end()) for pattern in _PATTERNS for hit in pattern.finditer(text)}
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
