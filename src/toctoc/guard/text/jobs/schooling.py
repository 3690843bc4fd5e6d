# ruff: noqa: E501  (patterns read better whole)
"""The class of a pupil or the studies of a student: "en CM2", "2nde pro coiffure"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_INTO = r"(?:scolarisee? (?=(?:en|au) ))?(?P<head>(?:eleve (?:interne )?(?:de|en)|(?:en )?classe de|redouble (?:le|la|son|sa)|en|au) )"
_CLASS = (
    r"cours (?:preparatoire|elementaire|moyen)|ce[12]|cm[12]|cp|gs|ms|ps|(?:petite|moyenne|grande) section|maternelle|terminale|tle|2n?de"
    r"|seconde|ulis|segpa|prepa|bac|l[123](?= (?:de|d'|en|[a-z]{3,}))|m[12](?= (?:de|d'|en|[a-z]{4,}))|licence|master|doctorat|bts|dut|cap|bep|deust|staps|ifsi"
)
_ORDINAL = r"[3-6] ?(?:e|eme)|sixieme|cinquieme|quatrieme|troisieme|premiere|1 ?e?re"
_YEAR = r"(?:[1-6] ?(?:e|eme|re|ere)|premiere|deuxieme|troisieme|quatrieme|derniere) annee"
_PATH = (
    r"(?: (?:generale?|techno(?:logique)?|pro(?:fessionnel(?:le)?)?|segpa|ulis|stmg|sti2d|st2s|stl"
    r"|europeenne|agricole|hoteliere|bac pro|prepa(?: metiers| pro)?|metiers|college|sport[- ]etudes?|scientifique|litteraire|[12]|s|es|l))*"
)
_CLASSED = re.compile(
    rf"(?<![\w-]){_INTO}(?:(?P<year>{_YEAR})|(?P<class>{_CLASS})|(?P<ordinal>{_ORDINAL})){_PATH}(?!\w|-\w| \d(?!\d? ?(?:a|ans)\b))"
)
_ALONE = re.compile(
    r"(?<![\w-])(?:(?P<upper>c[em][12])(?![\w+])|(?:petite|moyenne|grande) section(?! (?:de|d'|du|nerv|tend|art))\b"
    r"|sport[- ]etudes?\b"
    r"|(?:l[123]|m[12]) (?:de |d'|en )(?:staps|droit|lettres|histoire|langues|lea|llce|gestion|arts?|(?:psycho|socio|bio|eco|geo|philo|info|math|physi|chimi)\w{0,8})\b"
    r"|(?:[3-6] ?(?:e|eme)|terminale|tle|premiere|1 ?e?re|seconde|2n?de) (?:segpa|ulis|stmg|stl|sti2d|st2s|pro|techno|generale|bac pro|agricole|hoteliere)\b"
    r"|(?:bac pro|bts|cap|bep) (?!pour|de|d'|en|et|ou|est|a|sans|avec|pas|non)[a-z]{4,20}(?= ?[,.;)\n]| \(|\Z| en | a | au )"
    r"|(?<=ans, )(?:cp|gs|ms|ps|ce[12]|cm[12])(?=[,.;)]|\Z)|(?<=a, )(?:cp|ce[12]|cm[12])(?=[,.;)]|\Z)"
    r"|(?:cp|gs|ms|[3-6] ?(?:e|eme)|seconde|2n?de|terminale|tle|premiere)(?=,? (?:(?:a l'|de l'|au |du )?(?:ecole|college|lycee))))"
)
_SUBJECT = re.compile(  # what is studied, after a diploma: "BTS tourisme", "master de droit"
    r"(?: (?:de |d'|en ))?(?: ?\b)(?!(?:a|au|aux|et|ou|qui|avec|dans|chez|sans|depuis|pour|sous|par|est|de|en|vue?|mais|car|puis|suivie?|habite|vit|consulte|pas)\b)[a-z]{4,20}\b(?! ?[:=])"
)
_DIPLOMA = re.compile(
    r"(?:bac pro|[lm][123]|licence|master|doctorat|bts|dut|cap|bep|pro|annee|sport[- ]etudes?)\Z"
)
_STANDS = re.compile(r" ?(?:[,.;:!?)\n/]|\Z|(?:a l'|de l')ecole|(?:au|du) (?:college|lycee)|dans )")
_CHILD = re.compile(r"\b(?:fille|fils|frere|soeur|enfant|garcon|ado|1?\d ?a(?:ns)?),? \Z")
_ADULT = re.compile(r"(?:fille|fils|frere|soeur|jeune|inscrite?|redouble|[12]\d ?a(?:ns)?),? \Z")
_ANSWERS = re.compile(
    r" (?:(?:in)?joignable|(?:pre|re)?contacte|appele|prevenu|occupe|avise|sature|conseille|propose|dit|demande|recommande|rappelle)e?\Z"
)
_POISON = re.compile(r"\b(?:intox|ingestion|avale|antipoison|antidote|a mange|toxique)")
_SHORT = frozenset(("cp", "gs", "ms", "ps", "cap", "bep", "bts", "dut", "bac", "tle"))
_SCHOOL = re.compile(
    r"college|lycee|lyceen|ecole|scolair|scolaris|\bado|eleve de|parcoursup|bac |section"
)


_CLASS_WORDS = frozenset(
    words("""
    l1 l2 l3 m1 m2 ce1 ce2 cm1 cm2 cp gs ms ps section maternelle terminale tle 2de 2nde seconde ulis segpa
    prepa bac licence master doctorat bts dut cap bep deust staps ifsi 3e 4e 5e 6e 3eme 4eme 5eme
    6eme preparatoire elementaire moyen 1re 1ere sixieme cinquieme quatrieme troisieme premiere annee sport e eme ere re
""")
)


_RANKED = re.compile(r" (?:jour|mois|semaine|cycle|degre|espace|rayon|arc|doigt|orteil|temps|meta)")


def find_schooling(doc: Doc) -> Iterator[Hit]:
    """The class or the studies of a patient or relative."""
    if doc.words.isdisjoint(_CLASS_WORDS):
        return
    for pattern in (_CLASSED, _ALONE):
        for match in pattern.finditer(doc.low):
            start, end = match.span()
            if pattern is _CLASSED and not _is_class(doc, match):
                continue
            if pattern is _ALONE and _of_poisons(doc, match):
                continue
            if pattern is _ALONE and match["upper"] and doc.text[start:end].islower():
                continue
            if pattern is _CLASSED:
                start = match.start("head")
                if match["head"].startswith("classe"):  # told by another word before
                    start = match.end("head")
            end = _with_subject(doc, start, end)
            yield Hit(
                start, end, Category.PROFESSION, Level.WARN, "schooling", (), contestable=True
            )


def _is_class(doc: Doc, match: re.Match[str]) -> bool:
    """Whether the words are a class: "en 3e, au collège" against "en 3e intention"."""
    rest = doc.low[match.end() : match.end() + 16]
    if _RANKED.match(rest):
        return False  # "au 4 ème jour", "5e rayon"
    if match["year"]:
        return bool(re.match(r" (?:de|d')", rest))
    name = match["class"] or match["ordinal"]
    if len(name) == 2 and name[0] in "lm" and name[1].isdigit():  # a vertebra, an artery
        return bool(_ADULT.search(doc.low, max(0, match.start() - 24), match.start()))
    long = match.end() > match.end("class" if match["class"] else "ordinal")
    if name in _SHORT:
        at = match.start("class")
        return long or doc.text[at : at + 2].isupper() or bool(_SCHOOL.search(doc.low))
    if match["head"].startswith("eleve"):
        return True
    if name in ("seconde", "premiere") or match["ordinal"]:
        sure = long or bool(re.match(r" (?:a l'ecole|au (?:college|lycee))", rest))
        sure |= bool(_CHILD.search(doc.low, max(0, match.start() - 24), match.start()))
        return sure or (bool(_STANDS.match(rest)) and _at_school(doc, match.start()))
    return True


def _of_poisons(doc: Doc, match: re.Match[str]) -> bool:
    """Whether "CAP" is the poison centre: "CAP injoignable", "CAP contacté"."""
    told = match.group().startswith("cap ") and doc.text[match.start() : match.start() + 3] == "CAP"
    return told and bool(_ANSWERS.search(match.group()) or _POISON.search(doc.low))


def _at_school(doc: Doc, at: int) -> bool:
    """Whether a school is told of near offset `at`."""
    return bool(_SCHOOL.search(doc.low, max(0, at - 120), at + 120))


def _with_subject(doc: Doc, start: int, end: int) -> int:
    """End of the studies with what is studied."""
    if _DIPLOMA.search(doc.low, start, end):
        more = _SUBJECT.match(doc.low, end)
        if more:
            return more.end()
    return end
