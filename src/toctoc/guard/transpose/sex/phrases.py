# ruff: noqa: E501  (patterns read better whole)
"""What names the patient: noun phrases, shorthand, the spouse; each with its other sex."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.ages import reads_as_age
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.words import ADVERBS, AGE, PREPOSITIONS

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.words import Word

_PAIRS = (
    ("patient", "patiente"), ("pt", "pte"), ("homme", "femme"), ("monsieur", "madame"), ("garçon", "fille"), ("garçonnet", "fillette"), ("garcon", "fille"),
    ("gamin", "gamine"), ("garconnet", "fillette"), ("masculin", "féminin"), ("masculin", "feminin"), ("mr", "mme"),
    ("pat", "pat"),
)  # fmt: skip
_NOUNS: dict[str, tuple[str, str]] = {}
for _male, _female in _PAIRS:
    _NOUNS.setdefault(_male, ("m", _female))
    _NOUNS.setdefault(_female, ("f", _male))
_NOUNS |= {
    "dame": ("f", "homme"),
    "garçon": ("m", "fille"),
    "fille": ("f", "garçon"),
    "fillette": ("f", "garçonnet"),
}
_SPOUSE = {
    "mari": ("m", "femme"), "femme": ("f", "mari"), "époux": ("m", "épouse"), "épouse": ("f", "époux"),
    "epoux": ("m", "epouse"), "epouse": ("f", "epoux"), "conjoint": ("m", "conjointe"),
    "conjointe": ("f", "conjoint"), "compagnon": ("m", "compagne"), "compagne": ("f", "compagnon"),
    "ex-mari": ("m", "ex-femme"), "ex-femme": ("f", "ex-mari"), "fiancé": ("m", "fiancée"),
    "fiancée": ("f", "fiancé"),
}  # fmt: skip
_SHORT_LEADS = frozenset(listed("un une le la ce cette mon ma"))
_SHORT = re.compile(r"[HFMhfm♂♀]\Z")
_GLUED = re.compile(r"(?<![\w.,/\-+])(?P<s>[HFhfMm])(?P<n>\d{1,3})(?![\w%]|[.,]\d)")
_CIVIL = re.compile(r"\b(?:[Ss]exe|SEXE)\s*[:=|]?\s*(?P<s>[MFH])\b")
_KIN_LEAD = frozenset(listed("son sa ses mon ma leur leurs votre notre belle beau"))
_KIN_TAIL = frozenset(listed("de du d des aine ainee cadette cadet a unique joignable perso"))
_GROWN = frozenset(listed("patient patiente pt pte homme femme dame monsieur mme"))
# "conjoint présent"; elsewhere "présente" is the verb
_PRESENT = {
    "présent": forms.Form("m", "présente", "A"),
    "présente": forms.Form("f", "présent", "A"),
}
_PLURAL = frozenset(listed("patients patientes hommes femmes messieurs garçons filles"))


@dataclass(slots=True)
class Draft:
    """Replacements found so far, the sexes the text told, and the word that forbids the swap."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    sexes: set[str] = field(default_factory=set)
    spouse: str = ""
    refused: str = ""
    reason: str = "sex.agreement"

    def refuse(self, word: str, reason: str = "sex.agreement") -> None:
        """Remember the first word that cannot be decided."""
        if not self.refused:
            self.refused, self.reason = word, reason


def read_phrases(text: str, words: list[Word], draft: Draft) -> None:
    """Mark the words that name the patient; their rewording goes to `draft`."""
    for match in _GLUED.finditer(text):
        if not reads_as_age(text.lower(), match.start(), int(match["n"])):
            continue
        if match["s"] in "HF" or re.match(r"\s?(?:a|ans)\b", text[match.end() :]):
            at = next(i for i, w in enumerate(words) if w.start >= match.start("s"))
            _shorthand(words, at, match["s"], draft)
            for word in words:
                word.mine = word.mine or match.start() <= word.start < match.end()
    for match in _CIVIL.finditer(text):
        draft.sexes.add("f" if match["s"] == "F" else "m")
        draft.edits.append((match.start("s"), match.end("s"), "M" if match["s"] == "F" else "F"))
    for i, word in enumerate(words):
        titled = word.text == "M" and i + 1 < len(words) and words[i + 1].text == "."
        if word.low in _PLURAL or titled:
            draft.refuse(word.text, "sex.people")
        elif _is_spouse(words, i):
            _spouse(words, i, draft)
        elif word.low in _NOUNS and not (_is_kin(words, i) or _is_code(text, word)):
            _phrase(words, i, draft)
        elif _SHORT.match(word.text) and not word.mine and _short_age(text, words, i):
            _shorthand(words, i, word.text, draft)
            word.mine = True
        elif word.low in ("un", "une") and _aged(text, words, i + 1):
            draft.sexes.add("m" if word.low == "un" else "f")
            other = "une" if word.low == "un" else "un"
            draft.edits.append((word.start, word.end, forms.like(word.text, other)))
            word.mine = True
        if word.mine:
            mark_age(words, i)


def _is_code(text: str, word: Word) -> bool:
    """ "pT1" is a stage and "PTE" a prosthesis."""
    if word.bare not in ("pt", "pte"):
        return False
    return word.text not in ("pt", "pte", "Pt", "Pte") or text[word.end : word.end + 1].isdigit()


def _aged(text: str, words: list[Word], at: int) -> bool:
    """ "une 45-50 ans": only the age says who it is."""
    if at >= len(words) or not words[at].text[0].isdigit():
        return False
    return re.match(r"(?:-\d+)?\s?ans\b", text[words[at].end : words[at].end + 12]) is not None


def _short_age(text: str, words: list[Word], i: int) -> bool:
    at = i + 1 + (i + 2 < len(words) and words[i + 1].low == "de")
    if at >= len(words) or not words[at].text[0].isdigit():
        return False
    tail = text[words[at].end : words[at].end + 12]
    aged = re.match(r"-\d+|\s?(?:a|ans|mois|m|j)\b", tail)
    before = words[i - 1].text if i else "\n"
    upper = words[i].text in "HF♂♀" and before in (
        ",",
        "\n",
        ".",
        ":",
        "(",
        ";",
        "chez",
        "un",
        "une",
    )
    if aged:
        return (
            words[i].text in "HFhf♂♀"
            or re.match(r"(?:-\d+)?\s?(?:a|ans|mois|m|j)\b", tail) is not None
        )
    number = int(re.sub(r"\D.*", "", words[at].text))
    placed = reads_as_age(text.lower(), words[i].start, number)
    return upper and placed and bool(re.match(r"\s*[,.:;)\n]|\s+[^\W\d]|\Z", tail))


def _shorthand(words: list[Word], i: int, letter: str, draft: Draft) -> None:
    """ "une F67" -> "un H67"."""
    sex = "f" if letter in "Ff♀" else "m"
    other = {"F": "H", "f": "h", "♀": "♂", "H": "F", "h": "f", "M": "F", "m": "f", "♂": "♀"}[letter]
    draft.sexes.add(sex)
    draft.edits.append((words[i].start, words[i].start + 1, other))
    det = words[i - 1] if i else None
    if det is not None and det.low in _SHORT_LEADS:
        kind = forms.DETERMINERS[det.low]
        lead = forms.determiner(kind, "f" if sex == "m" else "m", "h").strip()
        draft.edits.append((det.start, det.end, forms.like(det.text, lead)))


def mark_age(words: list[Word], i: int) -> None:
    """The age after a noun is part of its phrase: "patiente de 44 ans, …"."""
    at = i + 1
    while at < len(words) and at - i < 9:
        word = words[at]
        if word.text[0].isdigit() or word.text in "-'’><" or (word.bare in AGE and word.low != "à"):
            digit = any(w.text[0].isdigit() or w.bare.endswith("aine") for w in words[at : at + 4])
            if not (
                digit
                or words[at - 1].text[0].isdigit()
                or words[at - 1].bare in ("d", "'", "aine")
                or words[at - 1].text in "'’"
            ):
                return
            if word.bare == "a" and not words[at - 1].text[0].isdigit():
                return
            word.mine = word.low not in ("âgé", "âgée", "age", "agee")
            if not word.mine:
                return
        elif word.low == "à" and words[at - 1].text[0].isdigit():
            word.mine = True
        else:
            return
        at += 1


def _is_kin(words: list[Word], i: int) -> bool:
    """Whether "fille" or "garçon" is somebody's child rather than the patient."""
    if words[i].low not in ("fille", "garçon", "garcon"):
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    numbered = i + 2 < len(words) and words[i + 2].text[0].isdigit()
    if (
        after is not None
        and not numbered
        and (after.bare in _KIN_TAIL or (after.text in ",:" and i == 0))
    ):
        return True
    j = i - 1
    while j > 0 and words[j].low in forms.PRENOMINAL_OF:
        j -= 1
    lead = words[j].low if j >= 0 else ""
    owned = any(a.low in _KIN_LEAD and b.low == words[i].low for a, b in pairwise(words))
    named = any(w.mine for w in words[:i]) or any(w.low in _GROWN for w in words)
    return owned or named or lead in _KIN_LEAD or lead[:1].isdigit() or lead == "re"


def _is_spouse(words: list[Word], i: int) -> bool:
    word = words[i]
    if word.low not in _SPOUSE:
        return False
    before = words[i - 1].low if i else ""
    if word.low == "femme":
        return before in ("sa", "ma", "leur", "votre")
    return True


def _spouse(words: list[Word], i: int, draft: Draft) -> None:
    """ "son mari" -> "sa femme"; without a determiner it is left to the author."""
    word = words[i]
    sex, other = _SPOUSE[word.low]
    if i + 1 < len(words) and words[i + 1].bare in ("d", "de", "du"):
        draft.refuse(word.text, "sex.people")  # "conjoint d'une élue": the patient, by a tie
        return
    if i == 0 or words[i - 1].low not in forms.DETERMINERS:
        if word.low == "femme" or (i and words[i - 1].text in "'’"):
            draft.refuse(word.text, "sex.people")
            return
        draft.spouse = sex
        draft.edits.append((word.start, word.end, forms.like(word.text, other)))
        _beside_spouse(words, i, sex, draft)
        return
    det = words[i - 1]
    if det.text in "'’" or det.low in ("leur", "votre", "notre"):
        draft.refuse(word.text, "sex.people")
        return
    draft.spouse = sex
    kind = forms.DETERMINERS[det.low]
    lead = forms.determiner(kind, "f" if sex == "m" else "m", other)
    draft.edits.append((det.start, word.end, forms.like(det.text, lead + other)))
    _beside_spouse(words, i, sex, draft)


def _beside_spouse(words: list[Word], i: int, sex: str, draft: Draft) -> None:
    """ "conjointe prévenue", "son mari est inquiet": what agrees with the spouse goes along."""
    words[i].other = True
    at = i + 1
    while at < len(words) and words[at].bare in ADVERBS | {"est", "etait", "a", "ete", "qui"}:
        at += 1
    form = words[at].form if at < len(words) else None
    if at < len(words) and words[at].low in _PRESENT:
        form = _PRESENT[words[at].low]
    if form is None or form.sex != sex:
        return
    if any(w.bare == "a" for w in words[i + 1 : at]) and words[at - 1].bare != "ete":
        return  # "son mari a pris"
    words[at].other = True
    draft.edits.append((words[at].start, words[at].end, forms.like(words[at].text, form.other)))


def _phrase(words: list[Word], i: int, draft: Draft) -> None:
    """A noun of the patient with its adjectives and its determiner."""
    sex, other = _NOUNS[words[i].low]
    if other == "madame" and i and words[i - 1].low in forms.DETERMINERS:
        other = "dame"
    if i + 1 < len(words) and words[i].low in ("mr", "mme") and words[i + 1].text == ".":
        draft.refuse(words[i].text)
    draft.sexes.add(sex)
    target = "f" if sex == "m" else "m"
    first, lead = i, ""
    following = other
    while (
        first > 0
        and words[first - 1].low in forms.PRENOMINAL_OF
        and words[first - 1].end + 1 == words[first].start
    ):
        first -= 1
        kind = forms.PRENOMINAL_OF[words[first].low]
        piece = forms.prenominal(kind, target, following)
        lead = piece + lead
        following = piece
    first, det = _determiner(words, first, target, following)
    for word in words[first : i + 1]:
        word.mine = True
    before = words[first - 1].bare if first else ""
    oblique = before in PREPOSITIONS or words[first].low in ("du", "au", "d", "de", "à")
    for word in words[first : i + 1]:
        word.oblique = oblique
    wording = det + lead + other
    draft.edits.append(
        (
            words[first].start,
            words[i].end,
            forms.like(words[first].text, wording)
            if first < i
            else forms.like(words[i].text, wording),
        )
    )


def _determiner(words: list[Word], first: int, target: str, following: str) -> tuple[int, str]:
    """(first word of the phrase, determiner for the other sex with its space)."""
    if first == 0:
        return first, ""
    one = words[first - 1]
    if one.text in "'’" and first > 1:
        elided = words[first - 2].low
        if elided == "l":
            before = words[first - 3].low if first > 2 else ""
            if before in ("de", "à"):
                return first - 3, forms.determiner(
                    "du" if before == "de" else "au", target, following
                )
            return first - 2, forms.determiner("le", target, following)
        return first, ""
    low = one.low
    if low in ("la", "l") and first > 1 and words[first - 2].low in ("de", "à"):
        kind = "du" if words[first - 2].low == "de" else "au"
        return first - 2, forms.determiner(kind, target, following)
    if low in forms.DETERMINERS:
        return first - 1, forms.determiner(forms.DETERMINERS[low], target, following)
    return first, ""
