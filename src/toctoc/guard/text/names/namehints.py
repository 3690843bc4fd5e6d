"""What stands around a word and says "somebody" or "no one": ages, medical endings, diseases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.lexicon import Word
    from toctoc.guard.text.doc import Doc, Token

_NUMBER = (
    r"(?:\d{1,3}|"
    r"(?:(?:vingt|trente|quarante|cinquante|soixante|quatre|dix|cent)[- ](?:et[- ])?){0,3}"
    r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante))"
)
_AGED = re.compile(
    rf"\)?,? ?\(?(?!\d){_NUMBER} (?:ans?|mois)\b(?! (?:de|d'|apres|plus)\b)|"
    r"\)?,? ?[(\-]? ?\d{1,3} ?(?:ans?|a|mois|m|j|jours|sem|semaines)\b(?! (?:de|d'|apres|plus)\b)"
    r"|\)?,? \(?(?:ne|nee) (?:(?:le|en|a)\b|\d)|,? \(?agee?\b|,? prenom\b"
)
# endings that French clinical words have and surnames almost never
_MEDICAL = re.compile(
    r"(?:iques?|pathes?|pathies?|oses?|ites?|emies?|uries?|algies?|ises?|isees?|isantes?|oides?|genes?|ectomies?|otomies?|plasties?"
    r"|scopies?|graphies?|omes?|tropes?|philies?|penies?|plegies?|ements?|tions?|ables?|eux|euses?|ives?|aires?|ines?|ides?|oles?|ates?|ones?|ases?|ams?|ols?)\Z"
)
# first or usual names that, alone, are said of the disease: "patient Gilbert", "pas de Wilson"
_DISEASES = frozenset(
    words("""
    gilbert wilson turner paget lynch berger gaucher barlow bell gardner hunter kennedy leigh
    albright addison bowen williams morton perthes sweet rett lewis becker raynaud ludwig
    still down charcot horton baker bouchard murphy morgan perry peters
    hughes gordon evans nelson jackson reynolds russell marshall adams parker stewart
    cooper davis graham gregory harris harrison ellis clark dent donovan edwards epstein
    foster fisher forbes hamilton jones kelly klein
    reed reiter sanders spencer taylor todd tyler wagner warren watson
    weber west wolf young alexander allen arnold austin bruce campbell carter conrad duncan
    fabry marfan steinert crouzon joubert leriche little noonan
    norman rolland romberg rotor scott sheldon simpson stanley sutton walker
""")
)


def aged(doc: Doc, i: int) -> bool:
    """Whether an age or a birth follows token `i`: "Kowalski 41 ans", "Morel, née en"."""
    if i + 1 >= len(doc.tokens) or doc.tokens[i + 1].low[0] not in "0123456789nap":
        return False
    return bool(_AGED.match(doc.low, doc.tokens[i].end))


def solo_disease(doc: Doc, i: int) -> bool:
    """Whether token `i` alone most likely means the disease that bears the name."""
    return doc.tokens[i].low in _DISEASES and not aged(doc, i)


def stranger(token: Token, known: Word, least: int = 5) -> bool:
    """Whether no list knows the word and its ending is no medical one: a rare surname, perhaps."""
    return (
        known == (0, 0, False)
        and token.alpha
        and len(token.text) >= least
        and not (token.upper and len(token.text) <= 5)
        and not _MEDICAL.search(token.low)
        and not lexicon.is_eponym(token.low)
        and not lexicon.is_drug(token.low)
    )
