# ruff: noqa: E501  (patterns read better whole)
"""Codes that point to one file: after "n°", "dossier", "écrou", or by their shape alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.numbers.filed import listed
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# what carries a number of its own
_HEADS = frozenset(
    words("""
    dossier dossiers ecrou ofpra agdref parquet pv proces-verbal procedure requisition plainte
    echantillon prelevement anapath ana-path anatomopathologie cytologie lame bloc examen demande ordonnance
    compte-rendu cr fiche ref venue visite sejour passage hospitalisation admission
    episode famille don donneur greffe receveur carte bon bordereau allocataire adherent assure beneficiaire
    matricule passeport cni identite permis titre recepisse visa etranger cafat cps dn dnj cgss ramq avs
    mutuelle contrat sinistre mdph caf ase ipp nip nda iep ndos accession patient etiquette archive
    usager resident radio cliche intervention mission regulation cristal efs cgr poche ordre ordinal identifiant id numero
    matricule detenu migrant requerant instruction affaire
    signalement enquete facture recours doss dos hospit urgences ticket chrono identification
    bracelet mrn badge pension invalidite rqth transport licence inclusion cohorte puce
    accouchement rendez-vous consigne prelevements
""")
)
# what a number is called, no part of it: "n° FINESS 56…"
_NAMED = frozenset(
    words("finess adeli rpps ame cmu css acs am nir ins at rg usager resident dasri sp")
)
_COVERS = frozenset(words("ame cmu css acs rg at usager resident dasri sp"))
# heads that a full stop shortens: "Dos. 24-7854"
_CUT = frozenset(("dos", "doss", "ref", "mat", "num", "ech", "sej", "hosp", "ident", "enr"))
_SHORT = frozenset(("no", "num", "nos", "nr", "du", "de", "le", "la", "est", "sous", "code"))
# numbers that everybody may quote
_PUBLIC = re.compile(
    r"\b(?:cerfa|loi|decret|arrete|article|art|circulaire|directive|reglement|amm|lot|essai|nct|eudract|protocole|recommandation"
    r"|reco|pmid|doi|isbn|code(?! patient)|cas|observation|figure|tableau|chapitre|page|point|jour|cycle|cure|seance|dent|pneumovax)\b[^\d]{0,14}\Z"
)
_CODE = re.compile(
    r"(?<![\w@.,/+\-°*])(?=[a-z0-9./\-]{0,8}[a-z0-9./\- ]?[a-z0-9./\-]{0,9}\d{2})"
    r"(?:\d{1,3}(?: \d{3}){1,4}(?![\d ]?\d)|[a-z]{2,8} \d{4,10}(?: \d{1,8}){0,3}(?![/.\-]\w)|[a-z]\d{4}(?: \d{1,8}){1,3}|\d{2,4}(?: \d{2,8}){1,4}|[a-z0-9]{1,16}(?:[./\-][a-z0-9]{1,12}){0,4})(?![\w@])"
)
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}h\d\d|(?:19|20)\d\d-(?:19|20)\d\d|\d{1,2}[/.\-](?:19|20)\d\d|(?:[a-z]{2,8} )?(?:19|20)\d\d|[rld]\.?\d{3,4}-\d{1,3}(?:-\d{1,3})?"
)
_UNIT = re.compile(
    r" ?(?:mg|g|kg|ml|l|cl|dl|mm|cm|m|ui|u|µg|ug|ng|mmol|mol|mui|ans?|a|mois|jours?|j|h|heures?|min|fois|%|€|euros?|/|copies|pa|kcal|kilos|x|gy|mmhg|pages?|patients?|cas|par|et demi)(?![a-zà-ÿ])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\bn(?:umero|um|ro|os?|r)\b|n\s?°|#)\s?[:.]?\s?\Z")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
# shapes that nothing else in a clinical text has: "24H08817-3", "U240815-1107", "2510-774120"
_SHAPE = re.compile(
    r"(?<![\w@.,/+\-])(?:\d{2,4}[A-Z]{1,3}-?\d{4,8}(?:-\d{1,3})?|[A-Z]{1,2}\d{5,8}-\d{1,5}|[A-Z]{2,4}\d{5,8}[A-Z]?"
    r"|[A-Z]{1,4}-(?:\d{2,4}-)?\d{5,10}|[A-Z]{2,5}-\d{2,4}-\d{4,8}|[A-Z]{1,2}(?:19|20)?\d\d[.\-]\d{4,8}|[A-Z]{2,4}-\d{4,6}-\d{1,3}[A-Z]?|(?:19|20)\d\d-(?:[A-Z]{1,4}-\d{3,7}|\d{5,8})|\d{4}-\d{6,8}|\d{2}-[A-Z]{1,3}-\d{4,8}"
    r"|[A-Z]{2,8}/[A-Z]{2,8}/\d{2,10}(?:/\d{2,8})?)(?![\w/@]|[.-]\d)"
)
_PRESSURE = re.compile(r"\d{2,3}/\d{2,3}")
# what may announce a code that begins with letters apart: "réf. AE 24/00193", "carte n° AM 77 203 615"
_REF_CUE = re.compile(
    r"(?:\b(?:ref|reference|references|n/ref|v/ref|nos ref|vos ref)\b(?: labo(?:ratoire)?)?|\bn(?:umero|um|ro|o)?\b ?(?:carte|ech|echantillon|badge|puce|bracelet|lame)|n ?° ?(?:carte|ech|lame|bracelet)?|\b(?:carte|bracelet|ambulance|pathologie|anapath)(?: n ?°)?)[ .:°]{1,4}"
)
_REF_WORDS = frozenset(
    words("ref reference references n no num numero carte ambulance pathologie anapath bracelet")
)
_GLUED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789./-")
_REF = re.compile(
    r"(?:[A-Z]{1,8}[ /\-])?[A-Z]{0,3}\d{1,4}[A-Z]{0,2}[/\-][A-Z0-9]{2,8}(?:[/\-][A-Z0-9]{2,8})?(?![\w/])"
    r"|[A-Z]{1,8}[/\-]\d{2,4}/\d{3,8}(?![\w/])|[A-Z]{1,8} \d{6,10}(?!\d)|[A-Z]{1,3}(?: \d{2,4}){2,4}(?![\d ]?\d)"
)
_HL7 = re.compile(r"(?<=PID\|)(?:\|?)\d{4,12}|(?<=PID\|1\|\|)\d{4,12}")
_TRIAL = re.compile(r"(?:nct|eudract|essai|pmid|amm|lot)\W{0,4}(?:n°)?\W{0,2}\Z")


def find_codes(doc: Doc) -> Iterator[Hit]:
    """Codes of files, samples, prisons, courts and cards."""
    low = doc.digits
    for match in _candidates(doc):
        found = match.group()
        count = sum(c.isdigit() for c in found)
        if count < 4 or _DATE.fullmatch(found) or _UNIT.match(doc.text, match.end()):
            continue
        head, _, rest = found.partition(" ")
        worded = head in _HEADS or head in _SHORT or head in _NAMED | _COVERS
        start = match.end() - len(rest) if worded else match.start()
        if _announced(low, start, count, found):
            yield Hit(start, match.end(), Category.IPP, Level.BLOCK, "ipp")
            yield from listed(doc, match.end(), found)
    told = not _REF_WORDS.isdisjoint(doc.words)
    for cue in _REF_CUE.finditer(low) if told else ():
        named = _REF.match(doc.text, cue.end())
        if named is None:
            continue
        found = named.group().lower()
        if _public(low[max(0, cue.start() - 24) : cue.end()], found):
            continue
        plain = sum(c.isdigit() for c in found) < 4 or not any(c.isalpha() for c in found)
        lead, _, rest = found.partition(" ")
        start = named.end() - len(rest) if lead in _COVERS else named.start()
        if not (plain or lead in (_HEADS | _NAMED) - _COVERS or _DATE.fullmatch(found)):
            yield Hit(start, named.end(), Category.IPP, Level.BLOCK, "ipp")
    for match in _HL7.finditer(doc.text) if "PID|" in doc.text else ():
        yield Hit(*match.span(), Category.IPP, Level.BLOCK, "ipp")
    for match in _SHAPE.finditer(doc.text) if doc.longest > 2 else ():
        if not _TRIAL.search(doc.low[max(0, match.start() - 16) : match.start()]):
            yield Hit(*match.span(), Category.NUMBER, Level.BLOCK, "number", contestable=True)


def _public(lead: str, found: str) -> bool:
    """Whether everybody may quote the number; "observation n° G-4471/22" files somebody."""
    told = _PUBLIC.search(lead)
    coded = any(c.isalpha() for c in found) and sum(c.isdigit() for c in found) > 3
    return told is not None and not (coded and told.group().startswith(("observation", "cas")))


def _candidates(doc: Doc) -> Iterator[re.Match[str]]:
    """What looks like a code, tried only around figures: "h23-45871", "ndos 123456"."""
    low, done = doc.digits, 0
    for number in doc.numbers:
        if number < done:
            continue
        first = number
        while first > done and number - first < 40 and low[first - 1] in _GLUED:
            first -= 1
        word = first - 1
        while word > done and first - word < 10 and low[word - 1].isalpha():
            word -= 1
        starts = (word, first) if first > 1 and low[first - 1] == " " else (first,)
        for start in starts:
            match = _CODE.match(low, start)
            if match and match.end() > number:
                done = match.end()
                yield match
                break


def _announced(low: str, start: int, count: int, found: str) -> bool:
    """Whether a word that carries a number, or at least "n°", stands just before."""
    lead = low[max(0, start - 40) : start]
    cut = max(lead.rfind(c) for c in "\n;?!,")
    lead = lead[cut + 1 :]
    if _public(lead, found) or (_PRESSURE.fullmatch(found) and not _NUMBER.search(lead)):
        return False
    number = _NUMBER.search(lead)
    near = _WORD.findall(lead[: number.start()] if number else lead)[-4:]
    letters = any(c.isalpha() for c in found)
    if number:
        return count >= 5 or letters or any(w in _HEADS for w in near)
    tight = not re.search(r"\d|\. |\) ", lead[lead.rfind(near[-1]) :]) if near else False
    if not tight:
        cut = bool(near) and near[-1] in _CUT and lead.endswith((". ", ". : ", "."))
        return cut and count >= 4
    if near[-1] in _HEADS:
        return count >= (4 if letters or ":" in lead else 5) or near[-1] in ("ecrou", "pv")
    return count >= 5 and len(near) > 1 and near[-2] in _HEADS and (letters or ":" in lead)
