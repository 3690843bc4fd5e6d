"""Words that stand for the patient or a relative, and the ages that announce one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

KIN = frozenset(
    words("""
    mere pere maman papa parents parent mari femme epouse epoux conjoint conjointe compagne
    compagnon concubin concubine fille fils soeur soeurs sœur sœurs frere freres oncle tante neveu
    niece cousin cousine cousins mamie papi papy mamy gendre bru marraine parrain jumeau jumelle
    veuf veuve fiance fiancee aidant aidante tuteur tutrice
""")
)
PATIENT = frozenset(
    words("""
    patient patiente patients patientes pt pte pts ptes homme hommes femme femmes dame monsieur
    madame jeune garcon fillette adolescent adolescente ado enfant personne sujet malade
    consultant consultante resident residente interesse interessee nourrisson bebe gamin gamine
    ami amie voisin voisine refugie refugiee migrant migrante h f usager usagere parturiente
    primipare multipare primigeste victime famille fratrie couple
""")
)
SINGLE = KIN | PATIENT
_LENGTH = frozenset(words("depuis pendant apres avant durant environ il en dans sur sous tous les"))
_AGED = re.compile(r"(?:[hfm]\d{1,3}(?:ans|a|mois)?|\d{1,3}(?:ans|a|mois))\Z")
_UNIT = frozenset(words("ans an a annees mois"))
_NUMBERS = frozenset(
    words("""
    un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    vingt trente quarante cinquante soixante et
""")
)


def age_ends(doc: Doc, index: int) -> bool:
    """Whether token `index` closes an age ("44 a", "H59", "67ans", "trente-neuf ans")."""
    tokens = doc.tokens
    low, first = tokens[index].low, index
    if low in _UNIT:
        first -= 1
        if first < 0:
            return False
        number = tokens[first].low
        if number in _NUMBERS:
            while first and tokens[first - 1].low in _NUMBERS:
                first -= 1
        elif not (number.lstrip("hfm").isdigit() and len(number) <= 4):
            return False
    elif not _AGED.match(low):
        return False
    return first == 0 or tokens[first - 1].low not in _LENGTH


def age_begins(doc: Doc, index: int) -> bool:
    """Whether an age stands at token `index` ("54 ans", "44a")."""
    tokens = doc.tokens
    if index >= len(tokens):
        return False
    low = tokens[index].low
    if low.isdigit():
        if len(low) > 3 or index + 1 >= len(tokens) or "\n" in doc.gap(index + 1):
            return False
        return tokens[index + 1].low in _UNIT and tokens[index + 1].text not in ("à", "A")
    return low[0].isdigit() and bool(_AGED.match(low))
