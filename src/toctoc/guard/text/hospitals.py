# ruff: noqa: E501  (patterns read better whole)
"""Hospitals, clinics, homes and schools by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.exceptions import headed
from toctoc.guard.text.gazetteer import match_place, name_of
from toctoc.guard.text.namehints import stranger
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_HOSPITAL: dict[str, str] = {
    **dict.fromkeys(("chu", "chr", "chru", "ghu"), "un CHU"),
    **dict.fromkeys(
        ("ch", "chs", "epsm", "chic", "ghe", "gh", "ghi", "ght", "hia", "chi", "chg"), "un hôpital"
    ),
    **dict.fromkeys(("hopital", "hopitaux", "hop", "hospices", "hosto"), "un hôpital"),
    **dict.fromkeys(("clinique", "polyclinique"), "une clinique"),
    **dict.fromkeys(("ehpad", "usld"), "un EHPAD"),
    **dict.fromkeys(("maternite", "mater"), "une maternité"),
    **dict.fromkeys(("ssr", "smr"), "un centre de rééducation"),
    **dict.fromkeys(("institut",), "un centre spécialisé"),
    **dict.fromkeys(("residence", "foyer"), "un établissement"),
    **dict.fromkeys(
        ("ime", "mas", "fam", "mecs", "esat", "cmp", "csapa", "cmpp", "msp", "sau", "cdag", "pmi"),
        "un établissement",
    ),
    **dict.fromkeys(
        ("ecole", "college", "lycee", "creche", "garderie", "universite", "fac"),
        "un établissement scolaire",
    ),
    **dict.fromkeys(("prison", "penitentiaire"), "un établissement pénitentiaire"),
    **dict.fromkeys(("pharmacie", "laboratoire", "labo", "cabinet"), "un cabinet"),
}
_BIG = frozenset(
    words("""
    chu chr chru ghu ch chs epsm hia hopital hopitaux hop ehpad polyclinique chi chg usld mater maternite
    hospices
""")
)
_UPPER_ONLY = frozenset(
    words("""
    ch chs epsm gh hia chi chg chic ime mas fam msp sau ght ghe ghi ssr smr pmi cmp
""")
)
_SITE = frozenset(
    words("""
    nord sud est ouest saint sainte st ste notre necker
""")
)
_REGIONS = frozenset(
    words("""
    mayotte reunion guadeloupe martinique guyane polynesie caledonie corse savoie vendee
""")
)
_HOSPITAL_WORDS = frozenset(
    words("""
    mutualiste europeen americain local national principal central universitaire regional general
    intercommunal psychiatrique specialise prive privee militaire medical medicale hospitalier
    clinique medico chirurgical chirurgicale regionale public
""")
)
_HOSPITAL_STOP = frozenset(
    words("""
    jour nuit semaine urgence urgences reference proximite psychiatrie pediatrie cardiologie
    neurologie recours soins
""")
)
_CENTRE = re.compile(
    r"\b(?:centres? (?:hospitalier(?:s)?(?: (?:universitaire|regional|intercommunal|general|specialise|prive|public|de)){0,3}|medical|medico[- ]\w+|de sante|de reeducation|de reference|anti[- ]?poisons?|"
    r"de dialyse|d'imagerie|hospitalo[- ]universitaire|psychotherapique|de soins|chirurgical|penitentiaire)|maison (?:de retraite|de sante|medicale|d'arret|de repos)|groupe hospitalier|"
    r"groupement hospitalier|cabinet (?:medical|de groupe|dentaire)|foyer (?:de vie|logement|d'accueil)|unite medico[- ]judiciaire|institut \w+)\b"
)


def _hospital_end(doc: Doc, index: int, big: bool) -> int:
    """End index of the proper name that follows a hospital word, or 0."""
    tokens, at, end, particle = doc.tokens, index, 0, False
    while at < len(tokens) and at - index < 9:
        token = tokens[at]
        gap = doc.gap(at)
        if gap not in (" ", "-", "'", "  ", " - ", ". ", "/", ' "', " '", " «", " « ") or (
            gap == ". " and len(tokens[at - 1].text) > 4
        ):
            break
        if token.low in v.PARTICLES or token.low in ("en", "sur", "lez", "les", "sous"):
            particle = True
            at += 1
            continue
        if token.low in _HOSPITAL_WORDS and not end:
            at += 1
            continue
        if token.low in v.TITLES or token.low in v.ACRONYMS or token.low in _HOSPITAL_STOP:
            break
        if end and not _same_name(doc, at, particle):
            break
        if not _hospital_word(doc, token, at, big, particle, bool(end)):
            break
        stop = match_place(doc, at) if lexicon.place(token.low) or not token.cap else 0
        at = max(at + 1, stop if token.cap or stop else 0)
        end = at
        particle = False
    return end


def _same_name(doc: Doc, at: int, particle: bool) -> bool:
    """After a first proper word, only capitals (or what a hyphen glues) go on."""
    return doc.tokens[at].cap or doc.gap(at) in ("-", "'")


def _hospital_word(
    doc: Doc, token: Token, at: int, big: bool, particle: bool, inside: bool
) -> bool:
    known = lexicon.word(token.low)
    if token.cap and not doc.shouted:
        if token.low in _REGIONS and big:
            return True  # "l'hôpital de Mayotte"
        if token.low in v.NOT_NAMES and token.low not in _SITE:
            return False
        if inside:
            return (
                not known.common
                or particle
                or doc.gap(at) == "-"
                or token.low in _SITE
                or bool(known.last)
            )
        floor = 3 if known.common else 1
        named = known.last >= floor or known.first >= floor
        return (
            big
            or particle
            or named
            or token.low in _SITE
            or lexicon.place(token.low) is not None
            or stranger(token, known)
        )
    if inside and doc.gap(at) in ("-", "'"):
        return True
    if token.low in _SITE and token.low not in ("est",):
        return big
    spot = lexicon.place(token.low)
    if spot is not None and spot.population >= 5000 and not known.common:
        return True
    return lexicon.is_hospital(token.low) and not known.common


def find_hospitals(doc: Doc) -> Iterator[Hit]:
    """Hospitals, clinics, homes and schools by name; famous hospitals without the word."""
    tokens = doc.tokens
    for match in _CENTRE.finditer(doc.low):
        index = doc.index_at(match.end())
        end = _hospital_end(doc, index, True) if index < len(tokens) else 0
        if end:
            text = "un hôpital" if "hospital" in match.group() else "un établissement"
            yield Hit(
                match.start(),
                tokens[end - 1].end,
                Category.HOSPITAL,
                Level.FIX,
                "hospital",
                (Proposal(text, "wider_place"),),
            )
    for i, token in enumerate(tokens):
        wording = _HOSPITAL.get(token.low)
        if (
            wording
            and i + 1 < len(tokens)
            and (token.text.isupper() or token.low not in _UPPER_ONLY)
        ):
            end = _hospital_end(doc, i + 1, token.low in _BIG)
            if end:
                yield Hit(
                    token.start,
                    tokens[end - 1].end,
                    Category.HOSPITAL,
                    Level.FIX,
                    "hospital",
                    (Proposal(wording, "wider_place"),),
                )
        elif token.cap and not wording:
            yield from _famous(doc, i)


def _famous(doc: Doc, i: int) -> Iterator[Hit]:
    for stop in range(min(i + 3, len(doc.tokens)), i, -1):
        name = name_of(doc, i, stop)
        if not lexicon.is_hospital(name):
            continue
        before = doc.tokens[i - 1].low if i else ""
        lead = before in ("a", "de", "d", "la", "sur", "du", "l", "vers", "urgences", "au")
        if stop == i + 1 and (
            not lead
            or headed(doc, i)
            or (lexicon.is_eponym(name) and before not in ("a", "la", "sur"))
        ):
            continue
        if headed(doc, i):
            continue
        yield Hit(
            doc.tokens[i].start,
            doc.tokens[stop - 1].end,
            Category.HOSPITAL,
            Level.FIX,
            "hospital",
            (Proposal("un hôpital", "wider_place"),),
        )
        return
