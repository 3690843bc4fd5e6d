"""Whether figures with a unit stand where an age does, or say how long, how often, how late."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.ages import agelead
from toctoc.guard.text.ages.agewords import (
    AGED,
    CHILDISH,
    COURSE,
    COURSE_DAY,
    DURING,
    FED,
    GROWN_UP,
    HOLDERS,
    LATER,
    LIMITED,
    MILESTONE,
    NEWBORN,
    NEWBORN_SIGNS,
    NO_SEX_AFTER,
    NO_YEARS_AFTER,
    OWN,
    RELATIVES,
    REVIEW,
    SEEMING,
    SIBLINGS,
    STEPS,
    THEN,
    TREATED,
    TWINS,
    YOUNG,
)

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_OPEN = frozenset(',()];:|[\n—–•·./-=*"«!?>')
_STOPS = frozenset("\n,;(.!?|")
_CLOSED = re.compile(r"\s{0,3}(?:[,;).\n|\]—–·:/+?!\"»-]|\Z)")
_OF = re.compile(r" ?(?:(?:de|du|des) |d['’] ?)(?:l['’] ?|la )?(?P<word>[a-z]+)")
_ENDS = frozenset(".?!;\n)")
_LIFE = re.compile(r",? (?:de vie|d'age|(?:d')?ac\b|corriges?|corr\b)")
_WHO = HOLDERS | YOUNG | SIBLINGS | {"grand", "grande", "chou"}
_WEEKS = 15  # a child's age is said in months then; a pregnancy's is not
_SOON = 3  # years: in an adult's text, "à 3 ans" is a delay
_LONG = 40  # years: few diseases, devices or schools last as long


class Reader:
    """One text read for its ages: what stands before and after, and whose text it is."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        lows = doc.words
        self.newborn = bool(lows & NEWBORN)
        self._only_newborn = len(lows & NEWBORN) >= 2
        self._newborn_signs = len(lows & NEWBORN_SIGNS) >= 2
        signs = len(lows & CHILDISH)
        self.childish = signs > 0 or self.newborn or GROWN_UP.isdisjoint(lows)
        self._told = signs > 0 or self.newborn
        self._child_only = signs >= 3 or self.newborn
        self._last = -100
        self._adult = False
        self._any = False
        self._grown = False  # an age past the first months was told
        self.before = "0"

    @property
    def told(self) -> bool:
        """Whether an age was accepted already."""
        return self._any

    def accept(self, end: int, years: float) -> None:
        """Remember an age: what follows "9 ans et" is one too; an adult's text has no infant."""
        self._last = end
        self._adult |= not self._any and years >= agelead.GROWN and not self._child_only
        self._any = True
        self._grown |= years > 0.3
        self.note(years)

    def pass_by(self, end: int, years: float) -> None:
        """Remember a coded age: "M2 et 4 mois"."""
        self._last = end
        self.note(years)

    def note(self, years: float) -> None:
        """Keep in `before` whether the first age told is a child's ("1") or a grown-up's ("2")."""
        if self.before == "0":
            self.before = "2" if years >= agelead.GROWN else "1"

    def lead(self, start: int, count: int = 4) -> tuple[list[Token], str]:
        """Up to `count` words before, nearest first, in the same sentence; the mark just before."""
        doc = self.doc
        at = doc.index_at(start)
        gap = doc.text[doc.tokens[at - 1].end if at else 0 : start]
        mark = gap.strip(" ")[-1:] or ("\n" if at == 0 else "")
        found: list[Token] = []
        right = start
        for i in range(at - 1, max(-1, at - 1 - count), -1):
            token = doc.tokens[i]
            between = doc.text[token.end : right]
            if "\n" in between or (found and any(c in between for c in ".;!?")):
                break
            found.append(token)
            right = token.start
        return found, mark

    def _content(self, before: list[Token]) -> tuple[str, bool]:
        """The nearest word that says something, and whether "à" led to the figures."""
        toward = bool(before) and before[0].low == "a"
        for token in before[1 if toward else 0 :]:
            if token.low not in agelead.FILLERS:
                return token.low, toward
        return "", toward

    def _calm(self, before: list[Token], end: int) -> bool:
        """ "15 ans sans crise": how long nothing came back; "homme 15 ans sans…" is an age."""
        held = bool(before) and (before[0].low in HOLDERS or before[0].low == "de")
        return not held and bool(agelead.CALM.match(self.doc.low, end))

    def _later(self, end: int) -> bool:
        """ "3 ans plus tard", "3 ans de tabac"; not "71 ans de Brest"."""
        return self.doc.low.startswith(LATER, end) or self._of(end)

    def _of(self, end: int) -> bool:
        low = self.doc.low
        of = _OF.match(low, end)
        return (
            of is not None
            and of["word"] not in OWN
            and (self.doc.shouted or self.doc.text[of.start("word")].islower())
        )

    def years(self, start: int, end: int, sex: str, unit: str, number: int) -> bool:
        """ "44 ans", "44a", "(54 A)"."""
        low = self.doc.low
        before, mark = self.lead(start)
        near = before[0].low if before else ""
        late = low.startswith(LATER, end) and (number < _LONG or not low.startswith(" apres", end))
        if sex:
            return not (late or (near.isdigit() and not mark))
        if near.isdigit() and not mark and (len(near) == 3 or (len(near) < 3 and number < 18)):
            return False
        if unit == "a" and not self._short(end, self._content(before)[0], near, mark, number):
            return False
        if near in ("un", "une", "ses") and not late:
            return True
        lows = [t.low for t in before[:3]]
        if (
            mark not in _ENDS
            and not LIMITED.isdisjoint(lows)
            and (number < 15 or near != "a")
            and near != "a"
        ):
            return False
        if any(t.low in agelead.MEAN for t in before[:2]) or low.startswith(" de moyenne", end):
            return False
        if agelead.follows_up(before):
            return False
        if mark in ("<", ">", "≥", "≤") or near in SEEMING:
            return False
        if any(t.low in AGED for t in before[:2]):
            return True
        if (
            mark in ("+", "±")
            or agelead.ago(before)
            or agelead.banded(before)
            or self._calm(before, end)
        ):
            return False
        if mark in _OPEN:
            labelled = mark in (":", "(") and near in DURING
            return not (late or self._of(end)) and not (number < _LONG and labelled)
        word, toward = self._content(before)
        if late:
            return False
        if word in HOLDERS and not toward:
            return True
        if unit != "a" and number < _LONG * 2 and self._of(end):
            return False
        known = any(t.low in MILESTONE for t in before[1:4])
        if near == "avant":
            return known or (self._told and number < agelead.GROWN)
        if toward:
            if agelead.opens_review(before, number):
                return False
            soon = number <= _SOON and self._adult and not known
            reviewed = any(t.low in REVIEW for t in before[1:4])
            return not (soon or reviewed) and not low.startswith(" du ", end)
        if near in ("de", "d"):
            if before[1:2] and before[1].low in ("plus", "moins"):
                return before[1].low == "plus" and before[2:3] != [] and before[2].low in HOLDERS
            held = any(t.low in _WHO and t.low not in AGED for t in before[1:])
            return word not in DURING and (held or number >= agelead.GROWN)
        if near == "ses" and before[1:2] and before[1].low == "depuis":
            return True
        if word in DURING or agelead.drug(word, before):
            first = len(before) == 1 and not self._any and self.childish
            return first and word in agelead.SINCE_BIRTH and bool(_CLOSED.match(low, end))
        if number < 15 and not mark and not self._told:
            if any(near in YOUNG or near in SIBLINGS for near in lows):
                return True
            spent = self._adult or any(near in REVIEW and near != "suivi" for near in lows)
            return not spent and (number > 1 or self.childish)
        return number > 1 or self.childish

    def _short(self, end: int, word: str, near: str, mark: str, number: int) -> bool:
        """ "a" for years: glued, or before a mark, or after who it is; never the verb."""
        low = self.doc.low
        if near in NO_YEARS_AFTER:
            return False
        if low[end - 2] == " " and agelead.UPTO.match(low, end) and word not in HOLDERS:
            return False
        closed = bool(_CLOSED.match(low, end))
        if (
            self.doc.text[end - 1] == "A"
            and number < agelead.GROWN
            and not self._told
            and near not in HOLDERS
        ):
            return False
        if low[end - 2].isdigit():
            named = bool(agelead.AND.match(low, end)) or low.startswith(agelead.FILED, end)
            return closed or named or self.doc.text[end - 1] == "a"
        held = word in HOLDERS or word in SIBLINGS
        return held or mark in _STOPS or closed or bool(agelead.AND.match(low, end))

    def months(self, start: int, end: int, kind: str, number: int) -> bool:
        """ "5 mois", "3 sem", "40 j": durations unless a child holds them."""
        low = self.doc.low
        before, mark = self.lead(start, 6)
        near = before[0].low if before else ""
        if _LIFE.match(low, end):
            return near not in ("depuis", "pendant")
        if (
            near in SEEMING
            or agelead.banded(before)
            or (near == "entre" and agelead.BAND_TO.match(low, end))
        ):
            return False
        if any(t.low in AGED for t in before[:2]):
            return near not in agelead.MEAN
        if agelead.RHYTHM.match(low, end):
            return False
        lows = [t.low for t in before[:3]]
        if lows[:2] in (["a", "dernier"], ["a", "derniere"]) and "petit" in "".join(lows[2:]):
            return True
        if agelead.ago(before) or agelead.follows_up(before) or self._later(end):
            return False
        if near in DURING and not mark:
            return False
        if 0 <= start - self._last <= 5:
            between = low[self._last : start].strip()
            return between in (",", ";", "et", "ou", ", et", "/", "-", "&")
        word, toward = self._content(before)
        if not toward and (word in YOUNG or word in SIBLINGS or self._step(word, end)):
            return True
        if not toward and word in HOLDERS and self.childish and kind in "ms":
            return True
        closed = bool(_CLOSED.match(low, end)) or low.startswith(THEN, end)
        if (closed or (before and before[0].cap)) and self._named(before):
            return True
        born = kind == "j" and self._told and mark in _STOPS and number > 1
        if born and closed and not self._any and any(t.low in agelead.BORN for t in before):
            return True
        if kind == "j" and self.newborn and mark in _STOPS and not self._any:
            return closed and number > 1
        if low.startswith(("?", " ?"), end):
            return False
        if toward:
            late = kind == "s" and number > _WEEKS
            if late or agelead.opens_review(before, number) or low.startswith(TREATED, end):
                return False
            return self._milestone(before, kind)
        if near in ("vers", "des", "entre") and self.childish and not self._adult:
            return kind in "ms" and self.doc.text[before[0].start : before[0].end] != "des"
        if kind in "ms" and closed and not self._any and not before:
            return True
        if not self.childish or self._adult or kind in "jh":
            return False
        if mark in _OPEN:
            return closed and mark != "/" and not (mark in ":(" and near in DURING)
        known = word in DURING or word in REVIEW or lexicon.is_drug(word)
        verb = near.endswith(("er", "ir"))
        return closed and not known and not verb and len(near) > 4 and not self._any

    def _named(self, before: list[Token]) -> bool:
        """Only names between the child and the figures: "petit Swann, 4 mois"."""
        for token in before[:4]:
            if token.low in YOUNG or (self._told and token.low in HOLDERS):
                return True
            if not (token.cap or token.low in agelead.FILLERS):
                return False
        return False

    def _step(self, word: str, end: int) -> bool:
        """ "assis 9 mois"; not "marche 20 m"."""
        return word in STEPS and self.childish and self.doc.low[end - 2 : end] != " m"

    def _milestone(self, before: list[Token], kind: str) -> bool:
        """ "marche à 14 mois", against "contrôle à 3 mois"."""
        if kind == "h" or any(t.low in REVIEW or t.low in ("sans", "si") for t in before[1:4]):
            return False
        known = any(t.low in MILESTONE for t in before[1:5])
        return self.childish and (known or (self._told and not self._adult)) and kind != "j"

    def young(self, sex: str, number: int, end: int) -> bool:
        """Whether "M18" or "H36" counts months or hours of life rather than years of a man."""
        if number < 13 or _LIFE.match(self.doc.low, end):
            return True
        return sex == "m" and number <= 36 and self.childish and not self._adult

    def coded(self, start: int, sex: str, number: int, end: int) -> bool:
        """ "M4", "J12 de vie", "H4": a child's age, not a delay since something."""
        low = self.doc.low
        if _LIFE.match(low, end):
            return True
        after = low[end : end + 1]
        if after and after in "-/+<" and (low[end + 1 : end + 2] != sex or not self._told):
            return False
        before, mark = self.lead(start)
        word, toward = self._content(before)
        near = before[0].low if before else ""
        if near == "depuis" or low.startswith(COURSE_DAY, end):
            return False
        if (near in ("de", "du") and agelead.TO_DAY.match(low, end)) or (
            toward and before[1:2] and agelead.DAY.fullmatch(before[1].low)
        ):
            return False  # "ventilé de J1 à J12"
        if sex == "j" and number < 4 and not self.doc.words.isdisjoint(TWINS):
            return False  # the first of twins
        if toward and any(t.low in MILESTONE for t in before[1:3]):
            newborn = self.newborn or self._newborn_signs
            return number <= 60 and (newborn or (sex == "m" and self.childish))
        if word in YOUNG and not toward and sex in "mj":
            return 0 < number <= 60
        newborn = self.newborn or self._newborn_signs
        if sex == "j" and self._grown and not (newborn and (self._only_newborn or not toward)):
            return False
        if not self._told and low.startswith((" :", ":"), end):
            return False
        if _OF.match(low, end) or low.startswith(LATER, end):
            return False
        if lexicon.is_drug(word) or lexicon.is_drug(near):
            return False
        if sex == "m":
            opens = not before and not self._any and bool(_CLOSED.match(low, end))
            fits = 1 < number <= 36 or (number == 1 and (toward or bool(_CLOSED.match(low, end))))
            alone = mark in _STOPS and bool(_CLOSED.match(low, end)) and word not in REVIEW
            child = self._told or (self.childish and alone)
            held = fits and ((child and not self._adult) or opens)
            return held and word not in COURSE and near not in ("serologies", "serologie")
        if sex == "s" or number > (60 if sex == "j" else 48) or number == 0:
            return False
        if self.newborn:
            return (word not in COURSE or word == "sortie") and (sex == "j" or near in ("a", "des"))
        if sex == "h" or word in COURSE or word in REVIEW or near in COURSE:
            return False
        if self._newborn_signs and self.childish:
            return not self._adult or mark == "\n" or mark in ".!?"
        return self._told and not self._adult and mark in _STOPS and bool(_CLOSED.match(low, end))

    def sexed(self, start: int, sex: str, number: int, end: int) -> bool:
        """ "H59", "F 32,": not an hour, a stage, a receptor."""
        if not 13 <= number <= 110 or sex in "gjs":
            return False
        if sex == "f" and number in (75, 100) and not self.doc.words.isdisjoint(FED):
            return False  # milk of the starved
        low = self.doc.low
        before, mark = self.lead(start)
        near = before[0].low if before else ""
        if (near.isdigit() and not mark) or near in NO_SEX_AFTER:
            return False
        after = low[end : end + 1]
        if (after and after in "-/+x%°") and not low.startswith("/g", end):
            return False
        if agelead.MEASURE.match(low, end):
            return False
        opens = not before or mark in _STOPS or mark == ":" or near in HOLDERS or near == "pour"
        if sex == "h" and number in (24, 36, 48, 72, 96):
            glued = low[end - 3] == sex
            hours = glued and before and not (mark and after == "," and near[:1] != "h")
            labelled = low.startswith((" :", ":"), end)
            return opens and after in (",", " ", ".") and not (self._any or hours or labelled)
        if sex == "m":  # "M 45" may be metres, months, a mister
            return opens and bool(_CLOSED.match(low, end))
        alone = low[end - len(str(number)) - 1] != sex or number >= 24
        return opens or (number >= 15 and alone and self.doc.text[start].isupper())

    def event(self, start: int) -> bool:
        """Whether the age is one of the past, of a relative or of a limit: "opéré à 12 ans"."""
        lows = [t.low for t in self.lead(start, 4)[0]]
        if self.doc.text[max(0, start - 2) : start - 1] in ("à", "À"):
            return True
        kin = RELATIVES - {"homme", "dame", "femme", "fille", "fils"}
        return lows[1:3] == ["age", "l"] or not kin.isdisjoint(lows[:3])
