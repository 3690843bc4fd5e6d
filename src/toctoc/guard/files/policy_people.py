"""What in a line belongs to somebody: patterns, headers, names known from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toctoc.guard import lexicon
from toctoc.guard.files.lexicon import Weight, is_unit, weight
from toctoc.guard.normalise import key
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.files.types import Rect

_MONTHS: Final = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|janv|fevr|fev|avr|juil|sept|oct|nov|dec|jan|feb|mar|apr|jun|jul|aug|sep"
)
_WAYS: Final = (
    "rue|avenue|av|bd|boulevard|place|chemin|impasse|allee|route|quai|cours|square|residence"
    "|lieu-dit"
)
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d.,])[0-3]?\d\s?[-/.\\]\s?[01]?\d\s?[-/.\\]\s?(?:19|20)?\d\d(?![\d.])",  # day first
        r"(?<!\d)(?:19|20)\d\d\s?[-/.]\s?[01]?\d\s?[-/.]\s?[0-3]?\d(?!\d)",  # year first
        r"(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)",
        rf"(?<!\d)[0-3]?\d(?:er)?[\s.-]{{0,2}}(?:{_MONTHS})(?![a-z])[\s.,-]{{0,2}}(?:\d{{2,4}})?",
        rf"(?<![a-z])(?:{_MONTHS})[\s.,-]{{0,2}}(?:[0-3]?\d[\s,.-]{{1,2}})?(?:19|20)\d\d(?!\d)",
        r"(?<!\d)[01]?\d/(?:19|20)\d\d(?!\d)",
        r"(?<![\d.,:])[0-2]?\d\s?[:h]\s?[0-5]\d(?:\s?[:m.]\s?[0-5]\d)?(?![\d:])",  # an hour
        r"(?<!\d)[12]\s?\d\d\s?(?:0[1-9]|1[0-2])\s?\d[\dab]\s?\d{3}\s?\d{3}(?:\s?\d\d)?(?!\d)",
        r"(?<!\d)(?:\+?\s?33\s?\(?0?\)?|0)\s?[1-9](?:[\s.\-/]?\d\d){4}(?!\d)",  # a telephone
        r"\w@\w|@\s?\w+\.\w|www\.|https?:|\.(?:fr|com|org|net)\b",
        r"(?<![a-z])[a-z]{1,4}[-_ ]?\d{5,}(?!\d)",  # a record: IPP0123456, A 123456
        r"(?<!\d)\d{2,}(?:[-_/]\d{2,}){2,}(?!\d)",
        r"(?<!\d)\d+(?:\.\d+){4,}",  # a DICOM identifier
        r"(?<![a-z])(?:fr\d{2}|[a-z]{2}-?\d{3}-?[a-z]{2})(?![a-z\d])",  # an account, a plate
        rf"(?<!\d)\d{{1,4}}\s?(?:bis|ter)?,?\s(?:{_WAYS})(?![a-z])",
        r"(?<![\d.,])(?:0[1-9]|[1-8]\d|9[0-8])\d{3}\s+[a-z]{3,}",  # a postcode and its town
        r"(?<![a-z])(?:cedex|b\.?p\.? \d)",
    )
)
_LONG = re.compile(r"(?<![\d.,])(?:\d{6,}|\d{1,4}(?:[ .]\d{2,4}){2,}|\d{1,3} \d{3})(?![\d,])")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,2}")
_FIVE = re.compile(r"(?<![\d.,])\d{5}(?![\d.,])")
_AFTER = re.compile(r"\s{0,3}(?:/\s{0,3})?([a-z%µ]+|[x^*/])")

# whole words that announce somebody wherever they stand
_HARD: Final = frozenset(
    words("""
    nom noms prenom prenoms ddn ipp nip nda iep nir ins dob birth birthdate naissance nee ne mme
    mlle monsieur madame mademoiselle epouse veuve surname firstname lastname forename mrn
    patientid accession adresse address telephone phone tel mobile portable mail email courriel
    rpps adeli finess immatriculation hospital hopital hopitaux polyclinique chu chru
    chr ch ght aphp hcl etablissement operateur operator technicien
    manipulateur prescripteur preleveur referring physician radiologue radiologist performed
    signature signe valide biologiste docteur prof professeur medecin doctor mrs
    """)
)
# words that do so only before a colon, or where nothing but them is known in the line
_SOFT: Final = frozenset(
    words("""
    patient patiente name id identite identifiant identification dossier numero n no num number
    episode sejour venue visite chambre lit service unite ward room bed institution site station
    laboratoire exam study date le edite imprime time heure age sexe sex accompagnant personne
    traitant destinataire correspondant expediteur
    """)
)
# headers that are words of clinical prose too, and stay there
_PROSE: Final = frozenset(
    words("""
    ne nee centre cabinet signe valide portable epouse ch adresse institut etablissement mobile
    """)
)
# places of care: a line that opens with one, or names it, is somebody's
_CARE = re.compile(
    r"^\W*(?:la |le )?(?:clinique|centre|cabinet|institut|laboratoire|maternite|residence|ehpad)\b"
    r"|(?<![a-z])(?:clinique|cabinet|institut|residence|maternite) (?:saint|ste?|notre|d[eu]s? |l)"
)
_TITLE = re.compile(r"(?<![a-z])(?:dr|pr|m|mr|ms|pt)\b\.?\s?([a-z]{3,})")
_LITTLE: Final = frozenset(words("de du le la l d et e patient"))
_LABEL: Final = 5  # words of a header, at most
_CARE_WORDS: Final = frozenset(words("laboratoire d de analyses analyse medicales biologie"))
_COLON = re.compile(r"[:=#]|\bn°")
_WORDS = re.compile(r"[a-z]+\.?")
_DIGITS: Final = 8  # of a number written in groups: fewer are the values of a row
_TELLING: Final = 3  # letters of a name that is looked for


def identifies(text: str, folded: str) -> bool:
    """Whether a date, a number, an address, an hour… of somebody stands in the line."""
    if any(pattern.search(folded) for pattern in _PATTERNS):
        return True
    worded = _WORDS.search(folded) is not None
    for found in _LONG.finditer(folded):
        after = _AFTER.match(folded, found.end())
        if " " in found.group() and sum(map(str.isdigit, found.group())) < _DIGITS and worded:
            continue
        valued = after is not None and (is_unit(after.group(1)) or after.group(1) in "x^*/")
        thousands = worded and _THOUSANDS.fullmatch(found.group())
        if not (valued or thousands):
            return True
    return not worded and _FIVE.search(folded) is not None


def full_name(one: str, two: str) -> bool:
    """Whether two words side by side, known ones too, are a first name and a family name."""
    if Weight.NAME_TOO not in (weight(one), weight(two)) or min(len(one), len(two)) < _TELLING:
        return False
    a, b = lexicon.word(one), lexicon.word(two)
    return max(min(a.first, b.last), min(b.first, a.last)) >= 2


def is_header(folded: str) -> bool:
    """Whether the line announces somebody: "Nom :", "Dr", "Hôpital"."""
    found = _WORDS.findall(folded)
    told = {word.rstrip(".") for word in found}
    colon = _COLON.search(folded) is not None
    if any(w in _HARD and (colon or w not in _PROSE) for w in told):
        return True
    if any(weight(title.group(1)) is not Weight.KNOWN for title in _TITLE.finditer(folded)):
        return True
    if _CARE.search(folded) and not _CARE_WORDS.issuperset(told):
        return True
    return bool(told & _PROSE) and len(told) == 1


def _announces(folded: str) -> bool:
    """Whether the line is a header alone, so that what stands beside it is somebody's."""
    found = {word.rstrip(".") for word in _WORDS.findall(folded)}
    if not found & (_HARD | _SOFT) or len(found) > _LABEL:
        return False
    if any(sign.isdigit() for sign in folded):
        return False
    return folded.rstrip().endswith((":", "=", "#")) or found <= (_HARD | _LITTLE)


def beside_headers(lines: Sequence[tuple[str, Rect]]) -> frozenset[int]:
    """The lines that stand right of a header that says nothing more, or just below it."""
    hit: set[int] = set()
    for i, (folded, rect) in enumerate(lines):
        if not _announces(folded):
            continue
        right = [j for j, (_, other) in enumerate(lines) if j != i and _right_of(rect, other)]
        if right:
            hit.add(min(right, key=lambda j: lines[j][1].left))
        elif folded.rstrip().endswith(":"):
            below = [j for j, (_, other) in enumerate(lines) if j != i and _below(rect, other)]
            hit.update(sorted(below, key=lambda j: lines[j][1].top)[:1])
    return frozenset(hit)


def _right_of(one: Rect, other: Rect) -> bool:
    high = min(one.height, other.height)
    shared = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    gap = other.left - one.left - one.width
    return shared > high / 2 and -high < gap < 12 * high


def _below(one: Rect, other: Rect) -> bool:
    high = min(one.height, other.height)
    gap = other.top - one.top - one.height
    return abs(one.left - other.left) < 2 * high and -high / 2 < gap < 1.5 * high


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names and numbers to hide wherever they are seen, folded."""

    names: frozenset[str]
    numbers: frozenset[str]

    def seen_in(self, folded: str) -> bool:
        """Whether one of them stands in the line, one letter misread at most."""
        if not self.names and not self.numbers:
            return False
        digits = re.sub(r"\D", "", folded)
        if any(number in digits for number in self.numbers):
            return True
        found = re.findall(r"[a-z]+", folded)
        whole = "".join(found)
        for name in self.names:
            if name in found or (len(name) > 4 and (name in whole or _near(name, found))):
                return True
        return False


def wanted(known: Sequence[str]) -> Wanted:
    """What of `known` is telling: not the clinical words of a file name ("irm-genou-dupont")."""
    names: set[str] = set()
    numbers: set[str] = set()
    for text in known:
        for token in re.findall(r"[a-z]+", key(text)):
            entry = lexicon.word(token)
            plain = weight(token) is Weight.KNOWN and max(entry.first, entry.last) < 3
            if len(token) >= _TELLING and not plain:
                names.add(token)
        numbers.update(n for n in re.findall(r"\d+", text) if len(n) >= 4)
    return Wanted(frozenset(names), frozenset(numbers))


def _near(name: str, found: Sequence[str]) -> bool:
    return any(
        abs(len(name) - len(word)) <= 1
        and _one_apart(name, word)
        and weight(word) is not Weight.KNOWN
        for word in found
    )


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or lost makes one the other."""
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest = one[at:] if len(one) < len(other) else one[at + 1 :]
    return rest == other[at + 1 :]
