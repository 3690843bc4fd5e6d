"""Ages in every shorthand: "H 44 a", "F67", "M4", "3 sem", "J12 de vie", "la quarantaine"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.rarity.stream import SENTENCE
from toctoc.guard.rarity.types import Ages
from toctoc.guard.text.ages.agewords import DECADES
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.rarity.stream import Stream

_SEX = {"h": "M", "m": "M", "g": "M", "♂": "M", "f": "F", "♀": "F"}
_FIGURES = re.compile(
    r"(?<![\w.,/+%°-])(?:(?P<sex>[hfmg♂♀])\s?)?(?P<a>\d{1,3})"
    r"(?:\s?(?:-|a|/|et|ou)\s?(?P<b>\d{1,3}))?"
    r"\s?(?P<unit>annees?|ans?|a|mois|m|semaines?|sem|s|jours?|j|h)?(?![\w/%°+]|[.,]\d|-\d)"
)
_SPAN = re.compile(r"(\d{1,3})\s?([a-z]*)")
_SHORT = frozenset(("mois", "m", "sem", "semaine", "semaines", "s", "j", "jour", "jours", "h"))
_LIFE_DAY = re.compile(r"(?<![\w+])([jh]) ?(\d{1,2})(?= de vie)")
_NOT_AFTER = re.compile(
    r" (?:d'evolution|d'anciennete|d'age moyen|plus tard|auparavant|apres|avant|durant|pour|a vie"
    r"|de (?:recul|suivi|traitement|ttt|mariage|metier|tabac|vie commune|carriere|pilule|delai"
    r"|prise|diabete|retard|plus|moins|stage|sevrage))\b"
)
_AFTER_A = re.compile(r"\s?(?:[,.;:)\n]|\Z)| (?:avec|sous|pour|qui)\b|(?<=\da) ")
_NOT_BEFORE = frozenset(
    listed("""
    depuis pendant tous toutes durant dans apres delai avant quelques bientot moins plus
    vers des jusqu sur evolution suivi traitement recul duree histoire ttt pilule encore
    dernier derniers derniere dernieres premieres premiers x chaque environ anciennete sous
    sevre sevree
""")
)
_HOLDERS = frozenset(
    listed("""
    elle il qui patient patiente pt pte enfant fille garcon bebe mme mr madame monsieur
""")
)
_RELATIVE = frozenset(
    listed("""
    mere pere maman papa mari epouse epoux conjoint conjointe soeur frere oncle tante fils
    compagnon compagne parents femme
""")
)
_YOUNG = frozenset(
    listed("""
    nourrisson bebe bb nne ne nee nouveau enfant garcon fille fillette petit petite gamin
    gamine age agee jumeaux jumelles premature prematuree prema prema nn
""")
)
_SCALE = {"m": 1 / 12, "s": 7 / 365.25, "j": 1 / 365.25, "h": 1 / 365.25}
WEEK = 7 / 365.25
_CLASSES = {
    "nne": (0.0, 28 / 365.25),
    "nourrisson": (28 / 365.25, 2.0),
    "bebe": (0.0, 2.0),
    "fillette": (2.0, 12.0),
    "garconnet": (2.0, 12.0),
    "gamin": (2.0, 13.0),
    "gamine": (2.0, 13.0),
    "enfant": (1.0, 15.0),
    "ado": (12.0, 18.0),
    "adolescent": (12.0, 18.0),
    "adolescente": (12.0, 18.0),
    "centenaire": (100.0, 111.0),
}
_UNITS = dict(
    zip(
        listed("""
    un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize vingt trente quarante cinquante soixante cent
"""),
        (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 30, 40, 50, 60, 100),
        strict=True,
    )
)
_COUNTED = _UNITS.keys() | {"et"}
_TELLING = frozenset(("ans", "mois", "ne")) | DECADES.keys() | _CLASSES.keys()


def _years(number: int, unit: str) -> tuple[float, float]:
    """The ages that "3 sem", "4 mois", "44 a" may mean; never narrower than a week.

    A post does not say on which day it was written with more care than that.
    """
    scale = _SCALE.get(unit[:1], 1.0)
    low = number * scale
    return low, low + max(scale, WEEK)


def _before(stream: Stream, at: int) -> list[str]:
    """Up to three words before offset `at`, in the same sentence, nearest first."""
    found: list[str] = []
    for i in range(_index(stream, at) - 1, -1, -1):
        found.append(stream.raws[i])
        if len(found) == 3 or stream.breaks[i] == SENTENCE:
            break
    return found


def _index(stream: Stream, at: int) -> int:
    """Index of the first word that starts at or after `at`."""
    low, high = 0, len(stream.starts)
    while low < high:
        middle = (low + high) // 2
        if stream.starts[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low


def _bare(stream: Stream, sex: str, number: int, start: int) -> bool:
    """Whether "F67", "M4", "H 58" without a unit is an age (not a stage, an hour, a month)."""
    at = _index(stream, start)
    opens = at >= len(stream.raws) or stream.opens(at)
    previous = "" if at == 0 else stream.raws[at - 1]
    if not opens and previous in ("a", "stade", "score", "fibrose", "de", "lam", "grade", "vers"):
        return False
    if sex == "g" or number > 110 or stream.raws[at + 1 : at + 2] == ["post"]:
        return False
    if opens:
        return True
    return number >= 13 and number not in (24, 36, 48, 72)


def _held(stream: Stream, match: re.Match[str]) -> bool:
    """Whether the figures stand where an age does."""
    sex, unit = match["sex"] or "", (match["unit"] or "")
    start, low = match.start(), stream.norm.low
    if not unit:
        if low.startswith(" de vie", match.end()):
            return False
        return bool(sex) and not match["b"] and _bare(stream, sex, int(match["a"]), start)
    words = _before(stream, start)
    near = words[0] if words else ""
    if unit != "a" and _NOT_AFTER.match(low, match.end()):
        return False
    if sex:
        return unit != "m" or near not in ("a", "vers")
    if near in _NOT_BEFORE or low[max(start - 2, 0) : start].strip() in (">", "<", "≥", "≤"):
        return False
    if near == "a":  # "elle a 44 ans", not "opérée à 44 ans" nor "il y a 3 ans"
        accented = stream.cased(_index(stream, start) - 1) == "à"
        if accented or len(words) < 2 or words[1] not in _HOLDERS:
            return False
    if near == "de" and len(words) > 1 and words[1] in _NOT_BEFORE:
        return False
    if unit == "a":
        return bool(_AFTER_A.match(low, match.end()))
    if unit[0] in "mjsh":
        after = low[match.end() : match.end() + 7]
        return after == " de vie" or (
            unit not in ("m", "s", "h") and any(w in _YOUNG for w in words)
        )
    return True


def _figures(stream: Stream) -> Iterator[Ages]:
    for match in _FIGURES.finditer(stream.norm.low):
        if not _held(stream, match):
            continue
        unit = match["unit"] or "a"
        low, high = _years(int(match["a"]), unit)
        if match["b"]:
            other = _years(int(match["b"]), unit)[0]
            if other <= low:
                continue
            high = other + (0 if other % 10 == 0 else 1)
        if low > 110:
            continue
        words = _before(stream, match.start())
        certain = not any(w in _RELATIVE for w in words) or bool(match["sex"])
        sex = _SEX.get(match["sex"] or "", "")
        yield Ages(match.start(), match.end(), low, high, certain, sex)
    for match in _LIFE_DAY.finditer(stream.norm.low):
        low, high = _years(int(match[2]), match[1])
        yield Ages(match.start(), match.end() + 7, low, high)


def _in_words(stream: Stream) -> Iterator[Ages]:
    """ "quarante-quatre ans", "la quarantaine", "octogénaire", "nourrisson"."""
    for i in [i for i, raw in enumerate(stream.raws) if raw in _TELLING]:
        raw = stream.raws[i]
        if raw in ("ans", "mois") and i and stream.raws[i - 1] in _UNITS:
            first, number = i, 0
            while first and first > i - 5 and stream.raws[first - 1] in _COUNTED:
                first -= 1
            for word in stream.raws[first:i]:
                value = _UNITS.get(word, 0)
                number = number * 20 if (value, number) == (20, 4) else number + value
            lead = stream.raws[first - 1] if first else ""
            near = lead in ("de", "a", "agee", "age") or stream.breaks[first] or first == 0
            held = near and not _NOT_AFTER.match(stream.norm.low, stream.ends[i])
            if held and lead not in _NOT_BEFORE and number <= 110 and (raw == "ans" or number < 36):
                low, high = _years(number, raw[0])
                certain = not any(w in _RELATIVE for w in _before(stream, stream.starts[first]))
                yield Ages(stream.starts[first], stream.ends[i], low, high, certain)
        elif raw in DECADES:
            after = stream.raws[i + 1 : i + 3]
            la = bool(i) and stream.raws[i - 1] == "la"
            if not raw.endswith("aine") or la or "annees" in after:
                ten = float(DECADES[raw])
                yield Ages(stream.starts[i], stream.ends[i], ten, ten + 10)
        elif raw in _CLASSES and not (
            i and stream.raws[i - 1] in ("son", "sa", "mon", "ma", "leur")
        ):
            yield Ages(stream.starts[i], stream.ends[i], *_CLASSES[raw], certain=False)
        elif raw == "ne" and i and stream.raws[i - 1] == "nouveau":
            yield Ages(stream.starts[i - 1], stream.ends[i], *_CLASSES["nne"], certain=False)


def span_age(span: str) -> tuple[float, float] | None:
    """The ages, in years, that the first figures of a found age may mean; None without figures."""
    match = _SPAN.search(span.lower())
    if match is None or int(match[1]) > 110:
        return None
    return _years(int(match[1]), match[2] if match[2] in _SHORT else "a")


def read_ages(stream: Stream) -> Ages | None:
    """The patient's age in normalised offsets: the first figure, or else the first rough word."""
    rough: Ages | None = None
    for found in _figures(stream):
        if found.certain:
            return found
        rough = rough or found
    words = sorted(_in_words(stream), key=lambda a: (not a.certain, a.start))
    if words and (words[0].certain or rough is None):
        return words[0]
    return rough
