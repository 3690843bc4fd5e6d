"""Where the proper name of a hospital, a home or a school ends, in capitals or without any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.establishments import hospital_kinds as kinds
from toctoc.guard.text.establishments.hospital_listed import listed_end
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.places.gazetteer import match_articled, match_place, plain

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_GAPS = frozenset((" ", "-", "'", ' "', " '", "/", "- ", ". ", " (", " « ", " «", " & ", "| "))
_PLURALS = frozenset(("petits", "grands", "petites", "grandes", "premiers", "bons"))
_REACH = 10
_LEVEL = re.compile(r"[a-z]\d{1,2}")  # "V1", "L5": a lead, a vertebra
_COMPASS = frozenset(("nord", "sud", "est", "ouest"))


def name_start(doc: Doc, kind: int, word: str) -> tuple[int, str]:
    """(index, link) of the first word that may be the name after the kind at `kind`; 0 for none.

    `link` is the article or preposition just before that word, "" where there is none.
    """
    tokens, at, link = doc.tokens, kind + 1, ""
    needs = kinds.NEEDS.get(word)
    met = not needs
    while at < len(tokens) and at - kind < _REACH:
        gap = doc.gap(at)
        folded = link in ("de", "du", "des", "d") and gap.strip(" ") == "\n"  # a line folded there
        if gap not in _GAPS and gap != "  " and not folded:
            return 0, ""
        ended = gap == ". " and (len(tokens[at - 1].text) > 4 or tokens[at - 1].upper)
        if ended or gap == " (":
            return 0, ""
        low = plain(doc, at)
        if needs and (low in needs or _specialty(word, at - kind, low)):
            met = True
        if at == kind + 1:
            met = met or (word == "centre" and _own_centre(doc, at))
            met = met or (word == "unite" and _own_unit(doc, at))
        if low in kinds.LEADS or (low == "et" and not link and at > kind + 1):
            link = low
        elif _describes(doc, at, low) or (met and _initial(doc, at)) or _cures(doc, at, low, link):
            link = ""
        elif (
            low == "a"
            and met
            and doc.tokens[at - 1].low != "jour"
            and at > kind + 2
            and _town_next(doc, at + 1)
        ):
            link = low  # "centre national d'oncologie à Rabat"
        else:
            return (at, link) if met or _known(doc, at) else (0, "")
        at += 1
    return 0, ""


def _cures(doc: Doc, at: int, low: str, link: str) -> bool:
    """Whether a part of the body stands between the kind and its name: "clinique du sport de"."""
    if low not in kinds.CURED or doc.tokens[at].cap or link not in ("la", "du", "l", "de"):
        return False
    after = at + 1
    if after < len(doc.tokens) and doc.tokens[after].low in ("de", "d", "du"):
        after += 1
    if after >= len(doc.tokens) or doc.gap(after) not in (" ", "'"):
        return False
    token = doc.tokens[after]
    named = token.cap and token.low not in v.TITLES and token.low not in v.NOT_NAMES
    return named and not lexicon.is_clinical(token.low)


def _initial(doc: Doc, at: int) -> bool:
    """Whether a first name's letter stands there: "Hôpital G. Pompidou"."""
    token = doc.tokens[at]
    after = doc.text[token.end : token.end + 3]
    return len(token.text) == 1 and token.cap and after[:2] == ". " and after[2:].isupper()


def _own_centre(doc: Doc, at: int) -> bool:
    """Whether a capitalised name follows bare: "Centre Muraz"."""
    token = doc.tokens[at]
    more = at + 1 < len(doc.tokens) and doc.tokens[at + 1].cap and doc.gap(at + 1) == " "
    led = doc.tokens[at - 1].cap or (more and at > 1 and not doc.opens(at - 1))
    if not (led and token.cap and len(token.text) > 2) or token.upper:
        return False
    if more and token.low not in v.NOT_NAMES and not lexicon.is_clinical(token.low):
        return True
    if lexicon.is_hospital(token.low):
        return True
    return not lexicon.word(token.low).common and lexicon.region(token.low) is None


def _own_unit(doc: Doc, at: int) -> bool:
    """Whether somebody's name follows bare: "unité Camille Claudel"."""
    token = doc.tokens[at]
    if not token.cap or token.upper or doc.shouted or lexicon.is_eponym(token.low):
        return False
    known = lexicon.word(token.low)
    two = at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "-") and doc.tokens[at + 1].cap
    return lexicon.is_home_noun(token.low) or (known.first >= 2 and bool(two))


def _town_next(doc: Doc, at: int) -> bool:
    return at < len(doc.tokens) and doc.tokens[at].cap and match_place(doc, at) > 0


def _specialty(word: str, after: int, low: str) -> bool:
    """Whether a specialty makes the kind an establishment: "centre de neurologie"."""
    led = after == 2 or (word == "centre" and after > 2)
    return led and word in ("centre", "maison", "pole") and low.endswith(kinds.DESCRIBING)


def _describes(doc: Doc, at: int, low: str) -> bool:
    """Whether the word says what kind of establishment it is."""
    if low in kinds.DESCRIPTORS:
        return not _named_so(doc, at)
    lower = not doc.tokens[at].cap or doc.tokens[at].upper
    return lower and low.endswith(kinds.DESCRIBING) and len(low) > 7 and lexicon.place(low) is None


def _known(doc: Doc, at: int) -> bool:
    """Whether a famous hospital is named there: "centre Léon Bérard"."""
    stop = listed_end(doc, at)
    return stop > at + 1 or (stop > 0 and not lexicon.word(plain(doc, at)).common)


def _named_so(doc: Doc, at: int) -> bool:
    """Whether a describing word belongs to the name: "Mère-Enfant", "les Enfants du Soleil"."""
    if doc.tokens[at].low == "enfant" and doc.tokens[at - 1].low in ("mere", "femme"):
        return False
    return doc.tokens[at].cap and not doc.shouted and doc.gap(at) == "-"


def name_end(doc: Doc, index: int, link: str, word: str) -> int:
    """End index of the name that starts at token `index`, or 0 where it is no name."""
    stop = _first(doc, index, link, word)
    return _go_on(doc, stop, word) if stop else 0


def _calm(doc: Doc, token: Token) -> bool:
    if doc.shouted:
        return token.cap and not token.upper and len(token.text) > 1
    return token.cap and not (token.upper and _loud(doc, token))


def _loud(doc: Doc, token: Token) -> bool:
    """Whether the word shares its capitals with the word before: a heading."""
    at = doc.index_at(token.start)
    return bool(at) and doc.tokens[at - 1].upper and len(doc.tokens[at - 1].text) > 2


def _first(doc: Doc, at: int, link: str, word: str) -> int:
    """End of the first words of the name at `at`, or 0."""
    token = doc.tokens[at]
    low = plain(doc, at)
    known = lexicon.word(low)
    if low in v.TITLES or token.low.isdigit() or _LEVEL.fullmatch(token.low):
        return 0
    listed = listed_end(doc, at)
    if listed > at + 1:
        return listed
    named = token.cap and (link or word == "ght") and low in kinds.NAME_IN_CAPITALS
    if low in kinds.NO_NAME and not named:
        return 0
    spot = lexicon.place(low) is not None or lexicon.region(low) is not None
    own = _calm(doc, token) and link in ("la", "le", "les") and doc.tokens[at - 1].cap
    if len(low) > 8 and low.endswith(kinds.DESCRIBING) and not spot and not own:
        return 0
    if token.upper and (low in v.ACRONYMS or lexicon.is_acronym(low)) and not is_town(doc, at):
        return 0
    if low in kinds.COUNTS and link in ("des", "les") and at + 1 < len(doc.tokens):
        return at + 2 if doc.gap(at + 1) in (" ", "-") else 0
    opened = doc.gap(at).strip()
    if opened in ('"', "«") and token.cap:
        close = doc.text.find("»" if opened == "«" else '"', token.end, token.end + 50)
        return doc.index_at(close) if close > 0 else at + 1
    if low in kinds.SITES:
        return _site(doc, at, word)
    stop, _ = match_articled(doc, at)
    stop = max(stop, match_place(doc, at))
    if _calm(doc, token):
        return max(at + 1, stop) if _capital(doc, at, link, word, stop) else 0
    if lexicon.is_hospital(low) and not known.common:
        return at + 1
    if stop and is_town(doc, at, stop):
        return stop
    if lexicon.region(low) is not None and word in kinds.BIG and link:
        return at + 1
    if token.upper and low not in kinds.DESCRIPTORS and _letterhead(doc, at):
        return at + 1
    if word in kinds.HOMES and _home(doc, at, link, word):
        return at + 1
    if token.upper and word in kinds.BIG and doc.text.startswith("-", token.end):
        return at + 1
    if token.upper and word in kinds.BIG:
        return at + 1 if not lexicon.is_clinical(low) or (link and known.last >= 2) else 0
    return 0


def _letterhead(doc: Doc, at: int) -> bool:
    """Whether a kind in capitals opens the line just before: "CLINIQUE MUTUALISTE LA SAGESSE"."""
    for k in range(at - 1, max(-1, at - 5), -1):
        if not doc.tokens[k].upper:
            return False
        if doc.opens(k):
            return doc.tokens[k].low in kinds.KINDS and not lexicon.is_clinical(doc.tokens[at].low)
    return False


def _site(doc: Doc, at: int, word: str) -> int:
    """ "saint joseph", "hopital nord", "Notre-Dame": a site or a saint."""
    if at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "-", ". "):
        after = doc.tokens[at + 1]
        if doc.tokens[at].low in ("saint", "sainte", "st", "ste", "notre"):
            lady = doc.tokens[at].low != "notre" or after.low in ("dame", "dames")
            return max(at + 2, match_place(doc, at)) if lady and not after.low.isdigit() else 0
        if doc.tokens[at].low in _COMPASS and after.low.endswith(kinds.LANDS):
            return at + 2
        if word in ("labo", "laboratoire") and after.low in kinds.DESCRIPTORS:
            return at + 2
        if after.low in ("de", "du", "des"):
            return at + 1 if word in kinds.BIG and doc.tokens[at].cap else 0
    return at + 1 if word in kinds.BIG and doc.tokens[at].low != "est" else 0


def _capital(doc: Doc, at: int, link: str, word: str, place: int) -> bool:
    """Whether a capitalised word, in a calm text, is a name here."""
    token = doc.tokens[at]
    known = lexicon.word(token.low)
    if (lexicon.region(token.low) is not None or token.low == "reunion") and word in kinds.BIG:
        return True
    if token.low in v.NOT_NAMES:
        glued = doc.text.startswith("-", token.end)
        return word in kinds.BIG and (glued or (bool(link) and lexicon.is_home_noun(token.low)))
    floor = 3 if known.common else 1
    named = known.last >= floor or known.first >= floor
    return (
        word in kinds.BIG
        or bool(link)
        or named
        or bool(place)
        or lexicon.is_home_noun(token.low)
        or stranger(token, known)
    )


def is_town(doc: Doc, at: int, stop: int = 0) -> bool:
    """Whether a town that is no everyday word stands there, whatever its letters."""
    spot = lexicon.place(" ".join(plain(doc, k) for k in range(at, stop or at + 1)))
    if stop > at + 1:
        return True
    low = plain(doc, at)
    if spot is None or lexicon.is_clinical(low) or len(low) < 4:
        return False
    return spot.population >= (12_000 if lexicon.word(low).common else 2_000)


def _home(doc: Doc, at: int, link: str, word: str) -> bool:
    """ "ehpad les glycines", "pharmacie du marché", "labo biomed"."""
    low = plain(doc, at)
    known = lexicon.word(low)
    if link in ("les", "le", "la") and doc.tokens[at - 1].low == link and at > 1:
        owned = doc.tokens[at - 2].low in ("de", "d")
        if not owned and word not in ("clinique", "centre", "labo", "maison", "cabinet"):
            return not lexicon.is_clinical(low) or lexicon.is_home_noun(low)
    if link and lexicon.is_home_noun(low):
        return True
    if link and word in ("clinique", "maison", "centre", "institut", "ecole", "college"):
        return False
    if low.endswith(("logie", "graphie", "therapie")):
        return False
    if not link and word in ("clinique", "polyclinique") and _reached(doc, at):
        return (known.last > 0 or lexicon.place(low) is not None) and not lexicon.is_clinical(low)
    if not link and (lexicon.is_hospital(low) or known.last >= 4) and not lexicon.is_clinical(low):
        return word in ("clinique", "polyclinique", "ehpad")
    surname = known.last >= 2 and not known.common and not lexicon.is_clinical(low)
    return surname or stranger(doc.tokens[at], known)


def _reached(doc: Doc, at: int) -> bool:
    """Whether somebody goes to the clinic that token `at` names: "à la clinique richelieu"."""
    return at > 2 and doc.tokens[at - 2].low == "la" and doc.tokens[at - 3].low in ("a", "de")


def _second_town(doc: Doc, at: int) -> bool:
    """Whether a second town follows a dash: "CHI Toulon - La Seyne"."""
    token = doc.tokens[at]
    if not token.cap or lexicon.place(plain(doc, at - 1)) is None:
        return False
    named = token.low in ("la", "le", "les") and at + 1 < len(doc.tokens)
    return (doc.tokens[at + 1].cap if named else match_place(doc, at) > 0) and not doc.shouted


def _go_on(doc: Doc, stop: int, word: str) -> int:
    """Push the end over the words that belong to the name."""
    tokens, at, linked = doc.tokens, stop, False
    while at < len(tokens) and at - stop < 5:
        token, gap = tokens[at], doc.gap(at)
        if gap in (" - ", " ", ", ") and token.low in ("site", "hopital") and at - stop < 1:
            linked, at = True, at + 1
            continue
        if gap == " - " and not linked and _second_town(doc, at):
            stop = max(at + (2 if token.low in ("la", "le", "les") else 1), match_place(doc, at))
            at = stop
            continue
        if gap in (" - ", " – ") and token.upper and lexicon.is_hospital_acronym(token.low):
            return at + 1
        small = token.low in kinds.LINKS and gap == " "
        if gap not in (" ", "-", "'", "/", " & ") or (
            gap == " " and not small and _closed(doc, at)
        ):
            break
        breton = token.low in ("ar", "an", "er", "al", "el") and not token.cap
        breton = breton and at + 1 < len(tokens) and tokens[at + 1].cap and not doc.shouted
        if (token.low in kinds.LINKS or breton) and gap != "-":
            linked, at = True, at + 1
            continue
        place = match_place(doc, at)
        if not _belongs(doc, at, linked, place):
            break
        stop = max(at + 1, place if gap != " " or is_town(doc, at, place) else 0)
        at, linked = stop, False
    return _digit(doc, stop)


def _closed(doc: Doc, at: int) -> bool:
    token = doc.tokens[at]
    return (
        token.low in v.TITLES
        or token.low in kinds.NO_NAME
        or (token.upper and (token.low in v.ACRONYMS or lexicon.is_acronym(token.low)))
    )


def _belongs(doc: Doc, at: int, linked: bool, place: int) -> bool:
    token = doc.tokens[at]
    if doc.gap(at) in ("-", "'") and not linked:
        return token.alpha
    if doc.gap(at) == " & ":
        return token.cap
    if token.upper and token.low in kinds.NUMERALS:
        return True
    if token.cap and token.alpha and doc.tokens[at - 1].low in kinds.SITES:
        return True
    if _calm(doc, token):
        known = lexicon.word(token.low)
        if token.low in v.NOT_NAMES and not linked and doc.tokens[at - 1].low not in _PLURALS:
            return token.low in kinds.SITES or lexicon.region(token.low) is not None
        if linked or not known.common or known.last or place or _titled(doc, at):
            return True
        return not lexicon.is_clinical(token.low) and not doc.opens(at)
    if lexicon.region(f"{doc.tokens[at - 1].low} {token.low}") is not None:
        return True
    if token.low in kinds.COLOURS and doc.tokens[at - 1].low.endswith("s"):
        return True
    if linked and lexicon.is_home_noun(token.low):
        return True
    if linked and not token.cap and lexicon.is_home_noun(doc.tokens[at - 2].low):
        return token.alpha and not lexicon.word(token.low).common
    if token.upper:
        known = lexicon.word(token.low)
        if token.low in v.NOT_NAMES:
            return False
        named = lexicon.is_home_noun(token.low) or lexicon.is_hospital(token.low)
        return bool(place) or named or known.last >= 2
    return bool(place) and is_town(doc, at, place)


def _titled(doc: Doc, at: int) -> bool:
    """Whether a capital article and noun lead to the word: "clinique Les Eaux Claires"."""
    article = doc.tokens[at - 2]
    return article.cap and article.low in ("la", "le", "les") and doc.gap(at) == " "


def _digit(doc: Doc, stop: int) -> int:
    """ "Dupuytren 1": the site's own figure."""
    if stop < len(doc.tokens) and doc.gap(stop) == " ":
        token = doc.tokens[stop]
        if len(token.text) == 1 and token.text.isdigit():
            after = doc.text[token.end : token.end + 2]
            if not after or after[0] in "\n;:)" or after in (". ", ", ") or after == " -":
                return stop + 1
    return stop
