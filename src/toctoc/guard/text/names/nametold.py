"""Names that the text announces: "nommé Petit", "Nom : DUPONT", "mon cher Pierre", "vu par Roy"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.namewords import is_acronym, plausible
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_ITS = frozenset(("le", "la", "l", "les", "un", "une", "son", "sa", "ses", "leur"))
_RANKS = v.BEARERS | v.OFFICES
_NOBODY = frozenset(
    words("""
    ami amie amis amies collegue collegues confreres consoeurs consœur consœurs equipe monde tlm
    toctoc doctoctoc internet beaucoup bcp mille infiniment
""")
)


def announced(finder: Finder) -> Iterator[Hit]:
    """ "nommé", "s'appelle", "Nom :", "née DUPONT", "signé", "cordialement"."""
    doc = finder.doc
    for match in doc.led(v.ANNOUNCE, v.ANNOUNCING, doc.low):
        i = doc.index_at(match.end())
        if i >= len(doc.tokens) or finder.taken[i] or doc.tokens[i].start - match.end() > 2:
            continue
        after = doc.tokens[i + 1].low if i + 1 < len(doc.tokens) else ""
        if doc.tokens[i].low in _ITS and after in v.BEARERS:
            continue  # "VU PAR LE FRERE"
        kind = match.lastgroup or "maybe"
        if match.group().startswith("preven") and not doc.tokens[i].cap:
            continue  # "Prévenir : bras douloureux", said to the patient
        lower = kind == "sure" or (kind == "lower" and doc.final and _usual_lower(doc, i))
        if kind == "greet" and doc.tokens[i].low in _NOBODY:
            continue
        if kind == "greet" and not _greeted(doc, i) and not _maybe(doc, i, match.group()):
            continue
        if kind in ("lower", "maybe") and (_institution(doc, i) or _test(doc, i)):
            continue
        if kind == "maybe" and doc.final and match.group().startswith(("nee ", "qui ")):
            lower = _usual_lower(doc, i)
        unheard = kind == "lower" and _unheard(doc, i)
        doubtful = kind in ("lower", "maybe") and not (lower or unheard)
        if doubtful and not _maybe(doc, i, match.group()):
            continue
        end, real = name_run(doc, i, lower=lower, sure=kind == "sure")
        if kind == "greet" and _greeted(doc, i):
            end, real = max(end, i + 1), 1
        if match.group().startswith("prenoms"):
            end = _listed(doc, end)
        if real:
            yield finder.hit(i, end)


def _institution(doc: Doc, i: int) -> bool:
    """ "transmis par la CRIP", "selon le NCCN": an article before capitals."""
    if doc.tokens[i].text not in ("le", "la", "les", "l", "au", "du") or doc.shouted:
        return False
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    if after is None or not after.cap:
        return False
    return (after.upper and lexicon.word(after.low).last < 3) or after.low in v.ACRONYMS


def _test(doc: Doc, i: int) -> bool:
    """ "confirmé par le Lancaster", "25 % par le Simpson biplan": a test by its eponym."""
    article = doc.tokens[i].text in ("le", "un", "la", "une")
    return article and i + 1 < len(doc.tokens) and eponym(doc, i + 1)


def _maybe(doc: Doc, i: int, cue: str) -> bool:
    """Whether a doubtful cue ("née", "cordialement", "par") is followed by a name."""
    start = doc.tokens[i].start
    signs = cue.startswith("signe") and "é" in doc.text[max(0, start - len(cue)) : start]
    while i + 1 < len(doc.tokens) and doc.tokens[i].cap and doc.tokens[i].low in v.PARTICLES:
        i += 1
    token = doc.tokens[i]
    known = lexicon.word(token.low)
    married = token.cap and cue.startswith(("nee", "ep"))
    if married and doc.final and len(token.text) > 2 and token.low not in v.NOT_NAMES:
        return True
    if is_acronym(token) or (
        eponym(doc, i)
        and not (cue.endswith("avec ") and known.last >= 2)
        and not ((married or (signs and token.cap)) and known.last >= 2)
    ):
        return False
    if doc.shouted and known.common and max(known[:2]) < 3:
        return False  # "PAR JOUR"
    if known.first or known.last:
        return True
    return token.cap and doc.final and cue != "par " and stranger(token, known)


def _greeted(doc: Doc, i: int) -> bool:
    """ "Mon cher Pierre,", "Chère Rose", "Bises, Titi": a capital that is no rank."""
    token = doc.tokens[i]
    if not token.cap or not doc.final or doc.shouted or not token.alpha or token.upper:
        return False
    if token.low in v.NOT_NAMES or token.low in v.TITLES or token.low in _RANKS:
        return False
    if doc.text[token.end : token.end + 1] not in ("", ",", "\n", "!", "."):
        return False
    known = lexicon.word(token.low)
    return token.low not in _NOBODY and len(token.text) > 2 and (not known.common or any(known[:2]))


def _unheard(doc: Doc, i: int) -> bool:
    """ "voir avec Connole", "imprimé par DI DIO": a capital that is no word."""
    token = doc.tokens[i]
    if not doc.final or not token.cap or doc.shouted or eponym(doc, i) or is_acronym(token):
        return token.low in ("di", "el", "ben") and token.cap and doc.final
    known = lexicon.word(token.low)
    fresh = known == (0, 0, False) and token.alpha and len(token.text) > 4
    return fresh and not lexicon.is_drug(token.low) and token.low not in v.NOT_NAMES


def _listed(doc: Doc, end: int) -> int:
    """End of "Anatole, Jean, Léopold" after "prénoms :"."""
    while (
        end < len(doc.tokens)
        and doc.gap(end) in (", ", "-", " ")
        and doc.tokens[end].cap
        and doc.tokens[end].low not in v.NOT_NAMES
        and doc.tokens[end].alpha
        and len(doc.tokens[end].text) > 2
    ):
        end += 1
    return end


def _usual_lower(doc: Doc, i: int) -> bool:
    """ "fait par caradec", "suivi par durand": a surname that is no word."""
    while i + 1 < len(doc.tokens) and doc.tokens[i].low in v.PARTICLES:
        i += 1
    token = doc.tokens[i]
    known, spot = lexicon.word(token.low), lexicon.place(token.low)
    if len(token.text) < 4 or not plausible(token) or (spot is not None and spot.population > 2000):
        return False
    return max(known.last, known.first - 1) >= 2
