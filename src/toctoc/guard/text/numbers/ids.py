# ruff: noqa: E501  (patterns read better whole)
"""Numbers that point to one person or record: NIR, IPP, RPPS, IBAN, plates, long runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.numbers.codes import find_codes
from toctoc.guard.text.numbers.filed import find_filed, find_numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# 13 characters, then an optional key of two; any one separator may stand between any two
_SEP = r"[ .\-_/]{0,2}"
_NIR = re.compile(
    rf"(?<![\d])[1-478]{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}[\dab]{_SEP}(?:\d{_SEP}){{5}}\d"
)
_NIR_KEY = re.compile(rf"{_SEP}\(?(?:cle{_SEP}:?{_SEP})?\d{_SEP}\d(?!\d)")
_NIR_WORD = re.compile(
    r"\b(?:nir|nss|ins|n(?:umero|°|o)?\s?(?:de\s)?(?:s\.?s\b\.?|secu(?:rite sociale)?|immatriculation)"
    r"|secu(?:rite sociale)?|insee|matricule ins)\b[^\d\n]{0,20}(\d(?:[\dab\-/ ]|\.(?! )){8,28}\d)"
)
_RECORD = re.compile(
    r"\b(?:ipp|nip|nda|iep|accession|ndos|ndoss|n(?:umero|°|o|um\.?|r)?\s{0,2}(?:de\s|d'|du\s)?\s?"
    r"(?:dossier|venue|visite|sejour|patient|hospitalisation|admission|accession|examen|prelevement"
    r"|echantillon|lit|chambre|ecrou|adherent|mutuelle|allocataire|ipp|nip|nda|etiquette|episode"
    r"|archive|radio|passage|carte vitale|contrat)"
    r"|dossier|identifiant(?: patient| permanent| de la visite| du sejour| du patient)?|id patient|patient id|(?:visite|sejour|venue)(?= (?:n|\d{5})))"
    r"(?:\s?(?:est|numero|n°|no|num|nro|n)(?![a-z]))?(?![a-z])[\s:=#°.\-(]{0,6}"
    r"(?P<id>(?=[a-z0-9./\-]{0,14}\d{3})[a-z0-9](?:[a-z0-9./\-]{2,20}[a-z0-9]|(?: \d(?!\d)){3,14})|\d{1,3}(?: \d{2,4}){1,4}(?!\d)|\d(?: \d(?!\d)){3,14})"
)
_PATIENT_NUMBER = re.compile(r"\bpatiente?\s{1,2}(?:n°|no|num|numero)?\s?:?\s?(?P<id>\d{5,12})\b")
_RPPS_WORD = re.compile(
    r"\b(?:rpps|adeli|finess|am|idnps|ordre|ordinal)\b(?: ?/ ?(?:rpps|adeli))?(?: (?:ej|et|geographique|juridique|du|de l'|national|medecins?|des))*[\s:=#°.\-n(]{0,8}(?P<id>\d(?:[ .\-/]?[\dab]){4,13})\b"
)
_RPPS_WORDS = frozenset(("rpps", "adeli", "finess", "am", "idnps", "ordre", "ordinal"))
_RPPS = re.compile(r"(?<![\d.,/])[18]\d{10}(?![\d.,/]?\d)")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:[ \-]?[a-z0-9]{4}){3,7}(?:[ \-]?[a-z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d.,])\d{4}(?P<s>[ \-]?)\d{4}(?P=s)\d{4}(?P=s)\d{4}(?![\d.,]?\d)")
_CARD_LEAD = re.compile(r"\b(?:cb|carte bleue|carte bancaire|carte bleu|visa|mastercard)\W{0,6}\Z")
_RIB = re.compile(r"(?<![\d.,])\d{5} \d{5} [\da-z]{11} \d{2}(?!\d)")
_PLATE = re.compile(r"\b[A-HJ-NP-TV-Z]{2}(?:-\d{3}-| \d{3} )[A-HJ-NP-TV-Z]{2}\b", re.IGNORECASE)
_PLATED = ("plaque", "immatricul", "vehicule", "voiture")
_PLATE_WORD = re.compile(
    r"\b(?:plaques?|immatricul\w{1,6}|vehicule|voiture)\b[^\n.;]{0,25}?"
    r"\b(?P<id>[a-z]{2}[ -]?\d{3}[ -]?[a-z]{2}|\d{2,4}[ -]?[a-z]{2,3}[ -]?(?:\d{2}|2[ab]))\b"
)
_LONG = re.compile(r"(?<![\w.,/@+])\d{8,24}(?![\w@]|[.,/]\d)")
_SPACED = re.compile(r"(?<![\d.,/])\d(?:[ .\-]{1,3}\d(?!\d)){7,80}")
_LONG_OK = re.compile(
    r"(?:pmid|pubmed|doi|isbn|issn|ean|cip|nct|eudract|lot)\W{0,4}(?:n°)?\W{0,2}\Z"
)
_ALNUM_ID = re.compile(
    r"(?<![\w./-])(?:(?=[A-Z0-9-]{0,10}\d{6})[A-Z]{1,4}-?\d{6,14}|[A-Z]{1,2}\d{2}[-/.]\d{4,8})(?![\w/]|[.-]\d)"
)


def nir_key_ok(digits: str) -> bool:
    """Whether 15 characters carry a right NIR key: 97 - (n mod 97), 2A as 19 and 2B as 18."""
    body, key = digits[:13].lower(), digits[13:15]
    if body[5:7] == "2a":
        body = body[:5] + "19" + body[7:]
    elif body[5:7] == "2b":
        body = body[:5] + "18" + body[7:]
    if len(key) != 2 or not (body.isdigit() and key.isdigit()):
        return False
    return 97 - int(body) % 97 == int(key)


def luhn_ok(digits: str) -> bool:
    """Whether the last digit is the Luhn key of the others."""
    total = 0
    for i, char in enumerate(reversed(digits)):
        value = int(char) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _nir_shape(compact: str) -> bool:
    """Month and département are possible ones: 1 to 12, or 20 and above for uncertain births."""
    month = compact[3:5]
    if not month.isdigit() or not (1 <= int(month) <= 12 or int(month) >= 20):
        return False
    return compact[5:7] in ("2a", "2b") or compact[5:7].isdigit()


def _nir_rule(found: str) -> str:
    """ "nir" with a right key, "nir.looks_like" when it is grouped like one, else nothing."""
    groups = re.findall(r"[0-9ab]+", found.replace("cle", " "))
    compact = "".join(groups)
    if len(compact) not in (13, 15) or not _nir_shape(compact):
        return ""
    if nir_key_ok(compact):
        return "nir"
    cuts, at = set(), 0
    for group in groups[:-1]:
        at += len(group)
        cuts.add(at)
    usual = cuts <= {1, 3, 5, 7, 10, 13} or len(groups) == len(compact)
    return "nir.looks_like" if usual else ""


def find_nir(doc: Doc) -> Iterator[Hit]:
    """Social security numbers, whatever the spacing; a wrong key still looks like one."""
    if doc.count < 6:
        return
    at, starts = 0, set[int]()
    while match := _NIR.search(doc.digits, at) if doc.count > 11 else None:
        key = _NIR_KEY.match(doc.digits, match.end())
        for end in (key.end() if key else 0, match.end()):
            rule = _nir_rule(doc.digits[match.start() : end]) if end else ""
            if rule and not doc.low[end : end + 1].isdigit():
                yield Hit(match.start(), end, Category.NIR, Level.BLOCK, rule)
                at = end
                starts.add(match.start())
                break
        else:
            at = match.start() + 1
    for match in _NIR_WORD.finditer(doc.digits):
        if match.start(1) in starts:
            continue  # whole already: "1 80 … 62. 12 SA"
        yield Hit(match.start(1), match.end(1), Category.NIR, Level.BLOCK, "nir.looks_like")


def find_records(doc: Doc) -> Iterator[Hit]:
    """IPP, NDA, file and visit numbers announced by a word."""
    if doc.count < 2:
        return
    yield from find_filed(doc)
    for pattern in (_RECORD, _PATIENT_NUMBER):
        for match in pattern.finditer(doc.low):
            start, end = match.span("id")
            found = doc.low[start:end]
            if sum(c.isdigit() for c in found) < 4 and not match.group().startswith(
                ("ipp", "nda", "nip")
            ):
                continue
            if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", found):
                continue  # a date: another rule says it better
            yield Hit(start, end, Category.IPP, Level.BLOCK, "ipp")
    yield from find_codes(doc)
    yield from find_numbered(doc)


def find_professional(doc: Doc) -> Iterator[Hit]:
    """RPPS, ADELI and FINESS numbers: announced, or eleven digits with a right key."""
    for match in doc.led(_RPPS_WORD, _RPPS_WORDS, doc.digits):
        yield Hit(*match.span("id"), Category.RPPS, Level.BLOCK, "rpps")
    for match in _RPPS.finditer(doc.digits) if doc.longest > 10 else ():
        if luhn_ok(match.group()):
            yield Hit(*match.span(), Category.RPPS, Level.BLOCK, "rpps")


def _iban_ok(compact: str) -> bool:
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def find_banking(doc: Doc) -> Iterator[Hit]:
    """IBAN, with its key, or French ones by their shape."""
    if doc.count < 10:
        return
    for match in _IBAN.finditer(doc.low):
        compact = re.sub(r"[ \-]", "", match.group())
        if 15 <= len(compact) <= 34 and (
            _iban_ok(compact) or (compact[:2] == "fr" and len(compact) > 24)
        ):
            yield Hit(*match.span(), Category.IBAN, Level.BLOCK, "iban")
    for match in doc.figures(_CARD) if doc.longest > 3 and doc.count > 15 else ():
        lead = _CARD_LEAD.search(doc.low, max(0, match.start() - 24), match.start())
        if lead or luhn_ok(re.sub(r"\D", "", match.group())):
            yield Hit(*match.span(), Category.IBAN, Level.BLOCK, "iban")
    for match in doc.figures(_RIB) if doc.longest > 4 and doc.count > 11 else ():
        yield Hit(*match.span(), Category.IBAN, Level.BLOCK, "iban")


def find_plates(doc: Doc) -> Iterator[Hit]:
    """Number plates: AB-123-CD, or any French shape after "plaque", "immatriculé"."""
    for match in _PLATE.finditer(doc.text) if doc.longest > 2 else ():
        if match.group() == match.group().upper():
            yield Hit(*match.span(), Category.PLATE, Level.BLOCK, "plate", contestable=True)
    told = doc.count > 1 and any(word in doc.low for word in _PLATED)
    for match in _PLATE_WORD.finditer(doc.low) if told else ():
        yield Hit(*match.span("id"), Category.PLATE, Level.BLOCK, "plate", contestable=True)


def find_long(doc: Doc) -> Iterator[Hit]:
    """Runs of eight digits or more that nothing else explains."""
    barred = {_LONG: doc.longest < 8, _SPACED: len(doc.numbers) < 8, _ALNUM_ID: doc.longest < 4}
    for pattern in (_LONG, _SPACED, _ALNUM_ID):
        if barred[pattern]:
            continue
        source = doc.text if pattern is _ALNUM_ID else doc.low
        for match in pattern.finditer(source):
            if _LONG_OK.search(doc.low[max(0, match.start() - 16) : match.start()]):
                continue
            if match.group().strip("0") in ("", "1") or match.group().startswith("NCT"):
                continue
            yield Hit(
                *match.span(), Category.NUMBER, Level.BLOCK, "number", (REMOVE,), contestable=True
            )
