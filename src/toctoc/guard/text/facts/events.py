# ruff: noqa: E501  (patterns read better whole)
"""Circumstances that few people share: disasters, crimes, feats, prizes, media, odd lives.

Each pattern is tried only where one of its first words stands, so the cost is one look-up a word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toctoc.guard.lexicon import is_clinical, word
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.facts.circumstances import OPENERS, circumstance
from toctoc.guard.text.facts.eventpatterns import PATTERNS
from toctoc.guard.text.facts.factpatterns import MORE
from toctoc.guard.text.names.persons import age_begins
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_END = re.compile(
    r"[,.;:!?()\n/»\"]| - | (?:mais|donc|car|puis|depuis|alors|hier|reste |travaille|durant l|le mois dernier|cet ete|cet hiver|ou travaille|et le fait|et que|et une? [a-z]+ (?:l'|les? |la |a |ont |est )|et (?:il|elle)|au creux|le soir\Z|bloque|fixee?\\b|et ancien|ce matin|cette nuit|dont (?:il|elle)|d'apres|va (?:bien|mieux|mal)|a l'(?:occasion|entree|arrivee) d|l'an passe|interessant|occasionnant|entrainant|provoquant|causant|responsable|reclame|reconverti|devenue? |admise? |hospitalisee?|adressee? |demande|refuse|veut|souhaite|consulte|presente|revoit|au cours de cette|a la sortie|actuellement|il y a|dit|dans \d+|dans (?:trois|deux|quelques)|la semaine|la veille|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|pas de|avec (?:une? )?(?:fc|ta|glasgow|plaie|fracture)|en (?:19|20)\d\d|en (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\w*|le \d)\b|\Z"
)
_CHARGE = re.compile(r"^(?:mis|incarc|ecrou|deten|prison).* pour\Z")  # what the law accuses of
_NUMBER = (
    r"(?:\d{1,4}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente"
    r"|cinquante|cent|(?:dizaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|centaine) de)"
)
_RANK = re.compile(
    r"\b(?:(?:\d{1,2} ?(?:e|eme|ieme)|[a-z]{3,9}ieme|ainee?|benjamine?|cadette?|derniere?) d'une |l'une? des "
    rf"|{_NUMBER} (?:autres |seule?s? )?|{_NUMBER} ?(?:h|heures|jours|nuits|semaines|mois|min|minutes) (?:sous |dans |de )?(?:les |la |l'|une? )?"
    rf"|passe {_NUMBER} (?:nuits?|jours?|heures?|semaines?|mois) (?:entiere?s? )?"
    r"|(?:la |le |l')?(?:seule?s?|unique|derni(?:er|ere)|triple|double|quadruple|quintuple|vice) (?:[a-z]{3,12} )?"
    r"|(?:recu|obtenu|decroche|remporte|gagne) (?:la |le |l'|une? )?"
    r"|(?:sous |dans )?(?:(?<!d')une?|la|le|l'|les|son|sa|ses|leur|leurs)[ ']*)\Z"
)
_COUNTED = frozenset(
    words("cas familles patients malades enfants porteurs personnes sujets naissance")
)
_TAILING = re.compile(
    r"(?: (?:a|au|aux|de|du|des|d|en|et|ou|le|la|les|l|un|une|dans|sur|pour|par|avec|qui|que|pres|vers|reste|ou|chez|depuis|lors|dont|cet|cette|ce|son|sa|ses|entree|persistance))+\Z"
)
_BY_KIN = re.compile(r" par (?:son|sa) (?:ancien|ex|propre|mari|femme|conjoint|compagn)")
_RELATIVE = re.compile(r" (?:(?:ou|qui|dont) |qu'(?:il|elle|on) )")
_LOSS = re.compile(
    r" (?:mort|tue|noye|peri|decede|disparu|perdu|passionn|bless|brul|parl|sauv|atteint|emport|detrui|a sculpt|a peint|a construit|a invent|rest[ea])"
)
_SIGNS = frozenset(
    words("douleur douleurs plaie plaies fracture fractures persistance traumatisme fievre toux")
)
_REACH = 18  # words after the trigger


@cache
def _triggers() -> dict[str, tuple[re.Pattern[str], ...]]:
    """First folded word of a trigger -> the patterns to try there."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for starts, pattern in PATTERNS + MORE:
        compiled = re.compile(pattern.replace("soeur", "s(?:oe|œ)ur"))
        for start in words(starts):
            found[start] = (*found.get(start, ()), compiled)
    return found


@cache
def _openings() -> frozenset[str]:
    return frozenset(_triggers()) | frozenset(OPENERS)


def find_events(doc: Doc) -> Iterator[Hit]:
    """Facts of a patient's or a relative's life that make them recognised."""
    triggers, done = _triggers(), 0
    for at in doc.among(_openings()):
        token = doc.tokens[at]
        if token.start < done or is_bone(token) or _in_charge(doc, at):
            continue
        if token.low in OPENERS and (stop := circumstance(doc, at)):
            done = clause_end(doc, doc.tokens[stop - 1].end)
            yield Hit(
                _rank(doc, token.start),
                done,
                Category.RARE,
                Level.WARN,
                "event",
                (),
                contestable=True,
            )
            continue
        for pattern in triggers.get(token.low, ()):
            match = pattern.match(doc.low, token.start)
            if match and token.low in _COUNTED and not _counted(doc, at):
                continue
            if match:
                done = clause_end(doc, match.end())
                charge = _CHARGE.search(match.group())
                start = match.end() + 1 if charge else _rank(doc, token.start)
                yield Hit(start, done, Category.RARE, Level.WARN, "event", (), contestable=True)
                break


def is_bone(token: Token) -> bool:
    """Whether it is "séquestre", dead bone, rather than "séquestré"."""
    return token.low in ("sequestre", "sequestres") and token.text.lower().rstrip("s")[-1] == "e"


def _in_charge(doc: Doc, at: int) -> bool:
    """Whether it is the noun of "prises en charge par", which no bull did."""
    return doc.tokens[at].low == "charge" and at > 0 and doc.tokens[at - 1].low in ("en", "a", "la")


def _counted(doc: Doc, at: int) -> bool:
    """Whether a number stands just before token `at`: "12 cas", "cinquante familles"."""
    return bool(_RANK.search(doc.low, max(0, doc.tokens[at].start - 28), doc.tokens[at].start))


def _rank(doc: Doc, at: int) -> int:
    """Where "6e d'une", "trois jours" or an article begins before a fact at offset `at`, or `at`."""
    before = _RANK.search(doc.low, max(0, at - 28), at)
    return before.start() if before else at


def _clinical(low: str) -> bool:
    """Whether a word tells that the case goes on: a sign, or a word of medicine alone."""
    return low in _SIGNS or (len(low) > 4 and is_clinical(low) and not word(low).common)


def clause_end(doc: Doc, at: int) -> int:
    """Offset where the clause that goes on at `at` ends: punctuation, a link, a date, 12 words."""
    stop = _END.search(doc.low, at)
    end = stop.start() if stop else len(doc.low)
    first = doc.index_at(at)
    last = min(first + _REACH, len(doc.tokens) - 1)
    for i in range(first, last + 1):
        token = doc.tokens[i]
        if token.start >= end:
            break
        if i - first == _REACH or (i > first and (_clinical(token.low) or age_begins(doc, i))):
            end = doc.tokens[i - 1].end
            break
    aside = _RELATIVE.search(doc.low, at, end)
    if aside is None and (kin := _BY_KIN.search(doc.low, at + 1, end)):
        end = kin.start()  # "retenue dans le coffre d'une voiture par son ancien compagnon"
    if aside and not _LOSS.search(doc.low, aside.end() - 1, end):
        end = aside.start()  # "la galerie où il extrayait sa matière"
    trailing = _TAILING.search(doc.low[at:end])
    return at + trailing.start() if trailing else max(at, end)
