"""A name that stands alone: given away by its capital, or by what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym, headed
from toctoc.guard.text.names.namehints import aged, solo_disease, stranger
from toctoc.guard.text.names.namemorphology import surname_like
from toctoc.guard.text.names.namewords import is_acronym, lower_ok, person_after, plausible, word_ok
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder


_PETS = frozenset(("chien", "chienne", "chat", "chatte", "chaton", "cheval", "jument", "poney"))
_BORN = frozenset(("ait", "ben", "bel", "el", "ould", "abou", "bou", "dos", "da", "mint"))
_TOLD = frozenset(
    words("""
    realisa decrivit rapporta proposa publia introduisit montra individualisa nomma distingua
    decouvrit pratiqua inventa fut
    """)
)
_SMALL = v.PARTICLES | {"et", "un", "une", "au"}
_OWNERS = v.BEARERS | v.OWNED
_ARTICLES = frozenset(("la", "les", "des", "du", "au", "aux", "un", "une"))
_TESTED = frozenset(("neg", "pos", "negatif", "positif", "negative", "positive", "douteux", "fait"))
_MEASURES = tuple("+=<>±0123456789")


def alone(finder: Finder) -> Iterator[Hit]:
    """A first name, or at publication a surname, that a capital gives away inside a sentence."""
    doc = finder.doc
    finder.sure = False
    for i in doc.caps:
        token = doc.tokens[i]
        if finder.taken[i] or len(token.text) < 3 or not token.alpha:
            continue
        known = lexicon.word(token.low)
        short = len(token.text) == 3  # "Léo" is somebody, "Met" and "TSH" are not
        rare = known.first < (4 if known.common else 3)
        if short and (not doc.final or token.upper or rare):
            continue
        odd = not (known.first or known.last) and not stranger(token, known)
        if odd or not word_ok(token) or is_acronym(token) or _shorthand(finder, i, known):
            continue
        if _not_alone(finder, i) or (doc.shouted and not _loud(finder, i, known)):
            continue
        if solo_disease(doc, i) or (token.upper and len(token.text) < 5 and not aged(doc, i)):
            continue
        if doc.opens(i):
            if _opening(finder, i, known) and not eponym(doc, i):
                yield finder.hit(i, _surname(finder, i), contestable=True)
            continue
        sure = known.first >= 3 and aged(doc, i) and not headed(doc, i)
        if not sure and (
            eponym(doc, i) or (lexicon.is_eponym(token.low) and not _plain_first(finder, i, known))
        ):
            continue
        if doc.shouted:
            start, stop = _beside(finder, i)
            yield finder.hit(start, stop, contestable=True)
            continue
        if sure and doc.final:
            yield finder.hit(i, i + 1, contestable=True)
            continue
        first = known.first >= 3 or (doc.final and known.first >= 2 and not token.upper)
        if (first and (not known.common or (doc.final and known.first == 4))) or (
            doc.final
            and not known.common
            and (known.last >= 3 or surname_like(token))
            and not _eponymous(finder, i)
        ):
            yield finder.hit(i, _surname(finder, i) if first else i + 1, contestable=True)


def _shorthand(finder: Finder, i: int, known: lexicon.Word) -> bool:
    """ "JAKi", "Mace", "Elisa + WB", "la chienne Rose": no one's name."""
    doc, token = finder.doc, finder.doc.tokens[i]
    if token.text[:2].isupper() and not token.upper:
        return True
    if i and doc.tokens[i - 1].low in _PETS:
        return True
    if i and doc.gap(i) in (" ", "'") and doc.tokens[i - 1].low in _ARTICLES and known.first < 4:
        return True  # "pour la Toussaint"
    if token.low not in v.ACRONYMS and not lexicon.is_acronym(token.low):
        return False
    if i and token.low in v.ACRONYMS and doc.tokens[i - 1].low in ("l", "un", "par", "en", "test"):
        return True
    measured = doc.text[token.end : token.end + 2].strip()[:1]
    if i + 1 < len(doc.tokens) and doc.tokens[i + 1].low in _TESTED:
        return True
    return (known.first < 4 and len(token.text) < 6 and not aged(doc, i)) or measured in _MEASURES


def _surname(finder: Finder, i: int) -> int:
    """End of "Thibaud Le Rouge", "Ysé d'Aboville", whose surname is a word: i + 1 without one."""
    doc, tokens = finder.doc, finder.doc.tokens
    at = i + 1
    if doc.final and at + 1 < len(tokens) and tokens[at].low in _BORN and not tokens[at + 1].cap:
        other = tokens[at + 1]  # "Loubna aït taleb"
        fits = doc.gap(at) == " " and lexicon.word(other.low).last >= 1 and len(other.text) > 2
        return at + 2 if fits else i + 1
    while at < len(tokens) and at - i < 4 and tokens[at].low in v.PARTICLES:
        if doc.gap(at) not in (" ", "'", "-"):
            return i + 1
        at += 1
    if at == i + 1 or at >= len(tokens) or doc.gap(at) not in (" ", "'", "-"):
        return i + 1
    token, particle = tokens[at], tokens[i + 1]
    known = lexicon.word(token.low)
    likely = particle.cap or (known.last >= 2 and not known.common) or particle.low in _BORN
    likely = likely and token.cap and token.alpha and len(token.text) > 2
    likely = likely and token.low not in v.NOT_NAMES
    likely = likely and (particle.cap or lexicon.place(token.low) is None)
    return at + 1 if likely and doc.final and not finder.taken[at] else i + 1


def _loud(finder: Finder, i: int, known: lexicon.Word) -> bool:
    """In a text all in capitals only a usual first name stands out: "LE PAPA DE KENZA"."""
    doc = finder.doc
    usual = known.first >= 3 and not known.common and len(doc.tokens[i].text) > 3
    return doc.final and usual and not eponym(doc, i)


def quiet(finder: Finder) -> Iterator[Hit]:
    """A usual first name alone in lower case: "c fatoumata qui appelle"."""
    doc = finder.doc
    for i in finder.firsts if doc.final else ():
        token = doc.tokens[i]
        if token.cap or finder.taken[i] or len(token.text) < 4 or not token.alpha:
            continue
        if token.low == "benjamin" and doc.low.startswith((" d'", " de ", " des "), token.end):
            continue  # the last of a family
        known = lexicon.word(token.low)
        if known.first < 3 - aged(doc, i) or known.common or not lower_ok(doc, token, later=True):
            continue
        glued = "-" in (doc.gap(i), doc.text[token.end : token.end + 1])
        if glued or eponym(doc, i) or lexicon.is_eponym(token.low) or _not_alone(finder, i):
            continue
        if not doc.is_exempt(token.start, token.end):
            first, stop = _beside(finder, i)
            yield finder.hit(first, stop, contestable=True)


def _beside(finder: Finder, i: int) -> tuple[int, int]:
    """The first name `i` with the surname before or after it, in the same case."""
    doc, tokens = finder.doc, finder.doc.tokens
    for at, gap in ((i + 1, i + 1), (i - 1, i)):
        if not 0 <= at < len(tokens) or finder.taken[at] or doc.gap(gap) != " ":
            continue
        token = tokens[at]
        same = token.cap == tokens[i].cap and token.upper == tokens[i].upper
        if not same or not plausible(token) or eponym(doc, at):
            continue
        other = lexicon.word(token.low)
        fresh = at < i and not token.cap and other == (0, 0, False) and len(token.text) > 4
        if other.last >= 2 or (fresh and not lexicon.is_clinical(token.low)):
            return min(i, at), max(i, at) + 1
    return i, i + 1


def _plain_first(finder: Finder, i: int, known: lexicon.Word) -> bool:
    """ "je revois Marie": a very usual first name, though a disease bears it too."""
    doc, token = finder.doc, finder.doc.tokens[i]
    before = doc.tokens[i - 1].low if i else ""
    after = doc.text[token.end : token.end + 2].strip()[:1]
    if token.upper or after in ("+", "-") or before in _SMALL:
        return False
    usual = known.first == 4 and (not known.common or token.low == "marie")
    return doc.final and usual and doc.gap(i) == " "


def _opening(finder: Finder, i: int, known: lexicon.Word) -> bool:
    """Whether the first word of a sentence is somebody: "Kowalski 41 ans", "Lucas a vomi"."""
    doc, token = finder.doc, finder.doc.tokens[i]
    if aged(doc, i):
        if known.common:
            return known.first >= (2 if ":" in doc.gap(i) and doc.final else 3)
        return known.first >= 1 or known.last >= 1 or (doc.final and stranger(token, known))
    follows = doc.text[token.end : token.end + 2].rstrip(" ")
    listed = doc.gap(i).strip() in (":", ";") and follows in (",", "", "\n", ";", " ;")
    usual = known.first == 4 or (known.first >= 2 and not known.common)
    if (listed or (follows == " (" and not known.common)) and usual and doc.final:
        return True  # "Enfants : Josiane ; Michel, témoin de Jéhovah"
    figure = doc.text[token.end : token.end + 2].lstrip()[:1].isdigit()  # "Lee 0", "Kamal 2017"
    told = i + 1 < len(doc.tokens) and doc.tokens[i + 1].low in _TOLD  # "Killian réalisa"
    if doc.final and not (known.common or token.upper or figure or told):
        if known.first >= 3 or (known.first == 2 and _goes_on(doc, i)):
            return True
        likely = known.last >= 3 or surname_like(token)
        if likely and lexicon.place(token.low) is None and _goes_on(doc, i):
            return True
    if known.common or not person_after(doc, i):
        return False
    return known.first >= (2 if doc.final else 3) or (doc.final and known.last >= 2)


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the sentence goes on in lower case: "Lemonnier sous AOD", "Awa, drépanocytaire"."""
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) not in (" ", ", "):
        return False
    after = doc.tokens[i + 1]
    if after.text == "à" and i + 2 < len(doc.tokens):
        return doc.tokens[i + 2].alpha  # "Vandenberghe à l'institut serait plus rapide"
    return (
        after.alpha and not after.cap and after.low not in ("et", "ou", "vs", "a", "de", "d", "du")
    )


def _not_alone(finder: Finder, i: int) -> bool:
    """A place, a street, a brand: something else explains the capital."""
    doc, token = finder.doc, finder.doc.tokens[i]
    before = doc.tokens[i - 1].low if i else ""
    if v.DRUG_LIKE.search(token.low):
        return True
    listed = before and doc.gap(i)[-2:] in (", ", "; ") and lexicon.is_eponym(before)
    if listed and not (finder.named[i - 1] or aged(doc, i)):
        return True  # "Tests : Stroop, Rey, Mattis"
    if headed(doc, i) or before in v.PLACE_BEFORE or token.low in v.NOT_ALONE:
        return True
    spot, known = lexicon.place(token.low), lexicon.word(token.low)
    if known.first >= 3 and aged(doc, i):
        return False  # "Côme 2 ans"
    if spot is not None and spot.abroad and known.first == 4 and doc.final:
        return before in ("de", "d", "sur", "vers", "a", "en", "au")
    return spot is not None and (spot.population >= 5000 or before in ("de", "d", "sur", "vers"))


def _eponymous(finder: Finder, i: int) -> bool:
    """An unknown eponym reads "vissage de Herbert", "milieu de Löwenstein-Jensen", "STIR"."""
    doc, token = finder.doc, finder.doc.tokens[i]
    before = doc.tokens[i - 1].low if i else ""
    if before in ("de", "d", "des", "du", "et") or (token.upper and len(token.text) < 5):
        return not (i > 1 and doc.tokens[i - 2].low in _OWNERS)
    if doc.low[token.end : token.end + 2].strip(" ")[:1].isdigit():
        return True  # "Wang 5", "Killip 2": a score
    glued = "-" in (doc.gap(i), doc.text[token.end : token.end + 1])
    return glued and not token.upper and before not in ("est", "chez", "pour", "avec")
