"""Care places named after their town or somebody: kind, which care, then the name, whole.

"dispensaire de Wé", "centre de santé de base d'Ivato", "Laboratoire d'anatomie du Littoral";
nothing where only such words follow: "centre de référence des maladies rares".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.establishments import care_kinds as care
from toctoc.guard.text.establishments import hospital_kinds as kinds
from toctoc.guard.text.establishments.hospital_listed import listed_end
from toctoc.guard.text.establishments.hospital_names import is_town, name_end
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.places.gazetteer import match_place, plain

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

CARE_KINDS = care.CARE_NOUNS | care.CARE_ACRONYMS | care.CARE_HEADS
_REACH = 12  # words between the kind and the end of what describes it
_GAPS = frozenset((" ", "  ", "-", "'", "' ", "\n", ", "))
_NUMBERED = frozenset(("i", "ii", "iii", "iv", "v", "1", "2", "3"))
_WHOLE = frozenset(("hopital", "hopitaux", "clinique", "polyclinique", "chu", "chr", "chru", "ch"))
# openings of what hospitals are called by their letters
_ACRONYM = re.compile(r"(?:ch|gh|hp|ho|ehs|eph|eps|cmp|crr|csr)[a-z]{1,6}")
_DISEASES = frozenset(("chc", "chop", "cmpa", "hpv", "hpp"))
_EXPERT = frozenset(("reference", "expert", "competence", "competences", "ressources"))
_SITES = frozenset(("nord", "sud", "est", "ouest"))


def care_end(doc: Doc, i: int) -> int:
    """End of the care place whose kind is token `i`, its name included, or 0."""
    low = _kind(doc, i)
    if not low:
        return 0
    tokens, at, link, met = doc.tokens, i + 1, "", low not in care.CARE_HEADS
    expert = False
    while at < len(tokens) and at - i < _REACH:
        gap = doc.gap(at)
        cut = (at == i + 1 and (low in care.CARE_CUT and gap == ". ")) or gap == "£ "
        if not cut and (gap not in _GAPS or (gap == ", " and not link and not _listing(doc, at))):
            return 0
        word = plain(doc, at)
        if (link or "\n" in gap) and word in _WHOLE:
            return 0  # "HDJ à l'hôpital de…": the hospital is told on its own
        if word in care.CARE_LINKS and not (tokens[at].cap and not _high(doc, at)):
            link = word
        elif _fills(doc, at, word) or (expert and _disease(doc, at, word)):
            expert = expert or word in _EXPERT
            link, met = "", met or word in care.CARE_WORDS or word.endswith(kinds.DESCRIBING)
            met = met or (low in care.DAY_HEADS and word == "jour")
        elif at == i + 1 and word in _NUMBERED and low in care.CARE_ACRONYMS:
            link = ""
        else:
            break
        at += 1
    if at >= len(tokens) or at - i >= _REACH or not met or (link and link not in care.NAME_LINKS):
        return 0
    if "\n" in doc.gap(at) and not link:
        return 0
    bare = at == i + 1 or not link
    if bare and (low in care.CARE_ACRONYMS or at == i + 1):
        return (
            0  # "CMP Henri-Ey", "hôpital Tenon": a name that needs no town is told apart elsewhere
        )
    if not _owns(doc, at, link) or (link == "des" and _learned(doc, i, at)):
        return 0
    if tokens[at].low in v.ARTICLES and at + 1 < len(tokens):
        return name_end(doc, at + 1, tokens[at].low, "hopital")  # "centre SSR Les Chênes"
    stop = max(name_end(doc, at, link, "hopital"), match_place(doc, at))
    sited = stop < len(tokens) and tokens[stop].cap and tokens[stop].low in _SITES
    return stop + 1 if sited and doc.gap(stop) == " " else stop


def _kind(doc: Doc, i: int) -> str:
    """The folded kind at token `i`, "" where it is none or hides in another word."""
    token = doc.tokens[i]
    low = plain(doc, i)
    if low not in CARE_KINDS or i + 2 >= len(doc.tokens):
        return ""
    if low in care.CARE_ACRONYMS and not token.upper and not _typed(doc, i):
        return ""
    if low == "mas" and not (doc.tokens[i + 1].low in ("de", "d") and match_place(doc, i + 2)):
        return ""  # a farm of the south
    return low


def _learned(doc: Doc, i: int, at: int) -> bool:
    """Whether microbes or diseases follow: "Centre national de référence des Légionelles"."""
    expert = any(token.low in _EXPERT for token in doc.tokens[i + 1 : at])
    return expert and not match_place(doc, at) and lexicon.region(plain(doc, at)) is None


def _typed(doc: Doc, i: int) -> bool:
    """Whether an acronym in small letters leads to a town: "cmp de commentry"."""
    follows = doc.tokens[i + 1].low in ("de", "d", "du")
    return not doc.tokens[i].cap and follows and len(doc.tokens[i].low) > 2


def _high(doc: Doc, at: int) -> bool:
    """Whether the word at `at` shares its capitals with the words around: a heading."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    return doc.shouted or (before.upper and (token.upper or len(token.text) == 1))


def _disease(doc: Doc, at: int, word: str) -> bool:
    """Whether a small word may be what a reference centre knows: "mucoviscidose"."""
    small = not doc.tokens[at].cap and len(word) > 4
    return small and lexicon.place(word) is None


def _listing(doc: Doc, at: int) -> bool:
    """Whether a comma only parts two cares: "centre de prévention, de soins et de…"."""
    return doc.tokens[at].low in ("de", "d")


def _fills(doc: Doc, at: int, word: str) -> bool:
    """Whether the word says what care is given, and is no name."""
    token = doc.tokens[at]
    if token.cap and not token.upper and doc.text[token.end : token.end + 1] == "-":
        return word.endswith("o") and lexicon.place(word) is None  # "Gynéco-Obstétrique"
    if word in care.CARE_FILLERS or (word in kinds.DESCRIPTORS and word != "saint"):
        return not (token.cap and word == "main")
    if not token.cap or token.upper:
        ends = word.endswith(care.CARE_ENDINGS) and len(word) > 5
        return ends and (not token.upper or lexicon.is_clinical(word)) and not is_town(doc, at)
    titled = word.endswith(kinds.DESCRIBING) and len(word) > 7
    return titled and lexicon.place(word) is None and not stranger(token, lexicon.word(word))


def _owns(doc: Doc, at: int, link: str) -> bool:
    """Whether a town's, somebody's or a site's name begins at `at`."""
    token, low = doc.tokens[at], plain(doc, at)
    stop = match_place(doc, at)
    if stop > at + 1 and token.cap and link:
        return True
    after = doc.tokens[at + 1 : at + 2]
    if low in v.ARTICLES and token.cap and after and not _high(doc, at):
        return after[0].cap and not lexicon.is_clinical(after[0].low)  # "SSR La Châtaigneraie"
    if low in v.TITLES or not low.isalpha() or low in kinds.NO_NAME or lexicon.is_drug(low):
        return False
    if not token.cap:
        return bool(link) and bool(stop) and is_town(doc, at, stop)
    if low in _SITES:
        return link in ("du", "de", "l") or (token.cap and bool(after) and after[0].cap)
    if _high(doc, at):
        listed = listed_end(doc, at) or lexicon.region(low) is not None
        rare = len(low) > 3 and not lexicon.word(low).common and not lexicon.is_clinical(low)
        named = low in ("saint", "sainte", "notre") or (rare and low not in v.ACRONYMS)
        named = named or (bool(link) and lexicon.is_home_noun(low))
        return bool(listed) or named or is_town(doc, at, stop)
    if token.upper and (low in v.ACRONYMS or lexicon.is_acronym(low) or len(low) < 5):
        return bool(stop) or lexicon.is_hospital_acronym(low)
    known = lexicon.word(low)
    if stop or lexicon.region(low) is not None or listed_end(doc, at) or low in kinds.SITES:
        return bool(link) or not known.common or low in kinds.SITES
    if lexicon.is_eponym(low) and not (known.first or known.last > 2):
        return False
    if link:
        return not lexicon.is_clinical(low) or lexicon.is_home_noun(low)
    own = known.last > 1 and not known.common
    return own or stranger(token, known) or _capital(doc, at)


def _capital(doc: Doc, at: int) -> bool:
    """Whether a noun takes a capital for no other reason: "Pôle santé République"."""
    low = doc.tokens[at].low
    calm = not doc.tokens[at].upper and not doc.tokens[at - 1].cap
    return calm and not lexicon.is_clinical(low) and low not in v.NOT_NAMES


def acronym_end(doc: Doc, i: int) -> int:
    """End of an unlisted acronym of hospitals with its town: "CHMDO de Kourou"; or 0."""
    token = doc.tokens[i]
    if not token.upper or doc.shouted or not _ACRONYM.fullmatch(token.low):
        return 0
    at = i + 1
    linked = at + 1 < len(doc.tokens) and doc.tokens[at].low in ("de", "d", "du")
    at += linked
    if at >= len(doc.tokens) or doc.gap(at) not in (" ", "'") or not doc.tokens[at].cap:
        return 0
    medical = token.low in v.ACRONYMS or lexicon.is_acronym(token.low)
    stop = 0 if medical or token.low in _DISEASES else match_place(doc, at)
    return stop if stop and is_town(doc, at, stop) else 0
