# ruff: noqa: E501  (patterns read better whole)
"""Ages, in prose and in shorthand, reworded as bands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.transpose import bands, numbers
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.jobs import ends_with_job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.scene import Scene

_N = r"(?P<n>1[01]\d|[1-9]?\d)"
_WHO = r"(?:hommes?|femmes?|patientes?|patients?|pte?s?|pat|dame|monsieur|madame|mme|mr|mlle|enfant|fille|fillette|garcon|garconnet|fils|mari|epouse?|epoux|conjointe?|compagne|compagnon|mere|pere|soeur|frere|maman|papa|jumeaux|jumelles|ado|adolescente?|jeune(?: (?:homme|femme|fille|garcon|patiente?))?|bebe|nourrisson|nouveau[- ]ne|nne?|primipare|multipare|gestante|parturiente|collegienn?e?|lyceenn?e?|etudiante?|retraitee?|personne|sportif|sportive|enf|autre patiente?|[hfg♂♀]|sexe (?:masculin|feminin))"
# what, after a number of years, makes it a duration and not an age
_AFTER = r"(?! ?(?:\d|et demi|et \d|d'|de (?:suivi|recul|traitement|tabac|dialyse|diabete|mariage|carriere|service|vie |retard|prison|contraception|pilule|pose|thm)|apres|plus tard|auparavant|avant|en arriere))"
_SHORT = re.compile(
    rf"(?<![\w.,/\-])(?P<who>[hfHF♂♀]|[mM](?=\s?\d+\s?(?:ans|a\b))|pte?|enf|g)(?P<gap>\s{{0,2}}(?:de )?){_N}(?P<tail>\s?(?:ans?|a|yo)\b)?{_AFTER}(?![\w/.%°]|[.,]\d|-\d|\s?(?:mg|g|ml|kg|mm|cm|h\b|/|x\b|semaines?|sem\b|sa\b|jours?|j\b|mois|m\b|%|fois|cp|ui))"
)
_BARE_SEX = re.compile(r"(?<![\w.,/\-])(?P<who>[HF♂♀M])(?P<n>[1-9]?\d)(?![\w.%/\-]|,\d)")
_OF = re.compile(
    rf"\b(?P<aged>agee?s?(?:\(e\))? )?(?P<of>de |d')(?P<word>(?:{_N}|{numbers.PATTERN}))\s?(?P<unit>ans?|a)\b{_AFTER}"
)
_PLAIN = re.compile(rf"(?<![\w.,/\-+><]){_N}\s?(?P<unit>ans?|a)\b{_AFTER}(?! ?(?:/|x\b))")
_HAS = re.compile(
    rf"\b(?:il|elle|qui|patiente?|homme|femme|dame|monsieur|mari|epouse|mere|pere|fils|fille|enfant|frere|soeur) (?:a|avait|aura) {_N} ?ans\b{_AFTER}"
)
_SMALL = re.compile(
    r"(?P<of>\bde |\bd')?(?<![\w.,/\-+><])(?P<n>\d{1,2})\s?(?P<unit>mois|m\b(?!\w)|semaines?|sem\b\.?)"
    r"(?! ?(?:d'|de |apres|plus tard|auparavant|avant|en arriere|post|/|pp\b))"
)
_BABY = re.compile(
    r"\b(?:nourrisson|bebe|enfant|fille|fillette|garcon|fils|petite?|jumeaux|jumelles|nne?|nouveau[- ]ne|prema\w*|agee?s?|[hfmg])\s?,? ?\(?\Z"
)
_WHO_BEFORE = re.compile(
    rf"(?:\A|[^\w]){_WHO}(?: (?:jeune|agee?|[a-z]+(?:e|ique|if|ive|eux|euse|aire)))?s?\s?[,:(\-]?\s?\Z"
)
_INTRODUCED = re.compile(
    rf"(?:\A|[.\n])\s?(?:(?:une?|le|la|l'|cher confrere|bonjour|voici)[, ]+)?{_WHO} [^.;,\n\d]{{2,60}}, \Z"
)
_START = re.compile(r"(?:\A|\n)[\s\-•*\"«]*\Z")
_NOT_AGE = re.compile(
    r"(?:\b(?:depuis|pendant|durant|il y a|y a|a|vers|des|avant|apres|jusqu'a|sur|en|tous les|dans|sous|moins de|plus de|environ|ya|espace de|pour|a l'age|l'age|age|ages|esperance|entre|et|ou|au bout|suivi|suivie|recul|traitement|tabac\w*|pa|x|>|<|≥|≤|=|\+|/)|[><≥≤=+/~-])\s?(?:de |d')?\Z"
)
_GESTATION = re.compile(r"\b(?:enceinte|grossesse|gross|g\d ?p\d|\d ?sa\b|parturiente|gestante|primipare|multipare|fiv|pma|amp|fcs|accouch\w*|post[- ]?partum)\b")  # fmt: skip
_PLACEABLE = re.compile(r"\s?(?:[,.;:)\n(!?\-]|\Z|[a-z])")


def read_ages(scene: Scene) -> Iterator[Edit]:
    """Ages of the people of the case. Ages of events ("IDM à 44 ans") are left: they matter."""
    low = scene.low
    obstetric = bool(_GESTATION.search(low))
    seen = bytearray(len(low))
    for match in _SHORT.finditer(low):
        if match["tail"] is None and match["who"] not in "hf♂♀":
            continue
        if _accent(scene, match.end()):
            continue
        if not _capital(scene, match.start("who"), match):
            continue
        bare = match["tail"] is None
        if bare and not reads_as_age(low, match.start("who"), int(match["n"])):
            continue
        yield from _put(seen, _shorthand(match, obstetric))
    for match in _BARE_SEX.finditer(scene.text):
        if _alone(low, match):
            yield from _put(seen, _shorthand(match, obstetric))
    for match in _OF.finditer(low):
        if not _accent(scene, match.end()):
            yield from _put(seen, _prose(scene, match, obstetric))
    for match in _SMALL.finditer(low):
        yield from _put(seen, _infant(scene, match))
    for match in _HAS.finditer(low):
        years = int(match["n"])
        if years > 1:
            yield from _put(
                seen, Edit(match.start("n"), match.end(), bands.had(years, obstetric), "age", "age")
            )
    for match in _PLAIN.finditer(low):
        if not _accent(scene, match.end()) and _is_age(scene, match.start(), match.end()):
            yield from _put(seen, _noun(scene, match, obstetric))
    yield from _findings(scene, seen, obstetric)


def _put(seen: bytearray, edit: Edit | None) -> Iterator[Edit]:
    if edit is not None and not any(seen[edit.start : edit.end]):
        seen[edit.start : edit.end] = b"\x01" * (edit.end - edit.start)
        yield edit


def _capital(scene: Scene, at: int, match: re.Match[str]) -> bool:
    """A lower-case "h" or "f" is an hour or a frequency unless an age is spelt after it."""
    if scene.text[at].isupper() or match["tail"] is not None:
        return True
    return scene.low[at] in "♂♀"


def reads_as_age(low: str, start: int, number: int) -> bool:
    """Whether a bare "H53", "F67" is somebody: "H12" is an hour, "F3" a stage, but not at the start."""
    before = low[max(0, start - 12) : start]
    if _START.search(before) or re.search(
        r"(?:[.:;(!?]|\b(?:chez|pour|d'un|d'une|une?|pt|patiente?)) ?\Z", before
    ):
        return number > 4
    return number > 12 and number not in (24, 36, 48, 72, 96)


def _accent(scene: Scene, end: int) -> bool:
    """ "65 à 70": the unit read was a preposition."""
    return scene.text[end - 1] in "àÀ"


def _alone(low: str, match: re.Match[str]) -> bool:
    """ "M4" opens the text, and no vaccine or month calls for it."""
    if match["who"] in "HF♂♀":
        closed = re.match(r"[\s,:.;)]|\Z", low[match.end() :][:1])
        return bool(closed) and reads_as_age(low, match.start(), int(match["n"]))
    return bool(_START.search(low[max(0, match.start() - 8) : match.start()])) and not re.search(
        r"vaccin|visite|apres|post|\bm\d+ (?:et|puis|/)", low[:80]
    )


def _shorthand(match: re.Match[str], obstetric: bool) -> Edit | None:
    years = int(match["n"])
    if not 2 <= years < 120:
        return None
    return Edit(match.start("n"), match.end("n"), bands.short(years, obstetric), "age", "age")


def _prose(scene: Scene, match: re.Match[str], obstetric: bool) -> Edit | None:
    years = numbers.read(match["word"])
    if years is None or not 0 < years < 120:
        return None
    before = scene.low[max(0, match.start() - 40) : match.start()]
    flagged = scene.overlaps(match.start("word"), match.end(), "age")
    known = match["aged"] is not None or flagged or _WHO_BEFORE.search(before)
    if not known and not ends_with_job(before):
        return None
    if re.search(r"\b(?:plus|moins|environ|pres|depuis|l'age)\s\Z", before):
        return None
    if match["unit"] == "a":
        return Edit(
            match.start("word"), match.end("word"), bands.short(years, obstetric), "age", "age"
        )
    if years < 2:
        return None
    return Edit(match.start("of"), match.end(), bands.long(years, obstetric)[1], "age", "age")


def _infant(scene: Scene, match: re.Match[str]) -> Edit | None:
    before = scene.low[max(0, match.start() - 30) : match.start()]
    if _NOT_AGE.search(before) and not match["of"]:
        return None
    if re.search(r"\bans? (?:et )?\Z", before):
        return None  # "3 ans 2 mois"
    flagged = scene.overlaps(match.start("n"), match.end(), "age")
    if not (_BABY.search(before) or flagged) or re.search(r"\b(?:depuis|il y a)\s\Z", before):
        return None
    count, unit = int(match["n"]), match["unit"]
    if unit.startswith("s"):
        if not 5 <= count <= 12:
            return None  # four weeks: a newborn's age counts in days, it is kept
        low, high = (5, 8) if count < 9 else (9, 12)
        return Edit(match.start("n"), match.end("n"), _range(match, low, high), "age", "age")
    band = bands.month_band(count)
    if band is None:
        return None
    return Edit(match.start("n"), match.end("n"), _range(match, *band), "age", "age")


def _range(match: re.Match[str], low: int, high: int) -> str:
    return f"{low} à {high}" if match["unit"] in ("mois", "semaines") else f"{low}-{high}"


def _is_age(scene: Scene, start: int, end: int) -> bool:
    """A number of years that stands where an age does: after somebody, or opening the text."""
    low = scene.low
    before = low[max(0, start - 48) : start]
    if _NOT_AGE.search(before):
        return False
    if not _PLACEABLE.match(low, end):
        return False
    if scene.overlaps(start, end, "age"):
        return True
    if _START.search(before[-8:]) and start < 12:
        return True
    if _WHO_BEFORE.search(before):
        return True
    if _INTRODUCED.search(low[max(0, start - 90) : start]) or ends_with_job(before.rstrip(" ,")):
        return True
    tail = before.rstrip(" .,(:-")
    stop = start - (len(before) - len(tail))
    return any(f.end == stop and f.category in ("name", "initials") for f in scene.found)


def _noun(scene: Scene, match: re.Match[str], obstetric: bool) -> Edit | None:
    years = int(match["n"])
    if not 2 <= years < 120:
        return None
    before = scene.text[max(0, match.start() - 2) : match.start()]
    if match["unit"] == "a" or re.search(r"[^\W\d_][ .]?\Z", before):  # "Patiente 44 ans"
        wording = bands.short(years, obstetric)
        return Edit(match.start("n"), match.end("n"), wording, "age", "age")
    text = bands.long(years, obstetric)[0]
    return Edit(match.start(), match.end(), text, "age", "age")


def _findings(scene: Scene, seen: bytearray, obstetric: bool) -> Iterator[Edit]:
    """What the guard calls an age and no pattern above read."""
    for found in scene.found:
        if found.category != "age" or found.finding.rule == "age.minor_place":
            continue
        span = scene.low[found.start : found.end]
        number = re.search(r"\d{1,3}", span)
        if number is None or any(seen[found.start : found.end]):
            continue
        hard = found.finding.level.value in ("block", "fix")
        if not hard and _NOT_AGE.search(scene.low[max(0, found.start - 24) : found.start]):
            continue
        years = int(number.group())
        if years >= bands.OLDEST and re.match(r"\d+\s?(?:ans?|annees|a\b)", span):
            wording = "> 89 ans" if "n" in span else "> 89 a"
            yield Edit(found.start, found.end, wording, "age", "age", "age")
