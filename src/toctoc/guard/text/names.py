# ruff: noqa: E501  (patterns read better whole)
"""People's names: after a civility, announced, in pairs, alone, and every later mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import eponym, headed, in_long_eponym
from toctoc.guard.text.namehints import aged, solo_disease, stranger
from toctoc.guard.text.nameparts import (
    is_acronym,
    is_risky,
    is_title,
    lower_ok,
    name_run,
    person_after,
    usual_first,
    word_ok,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_TRAILING = re.compile(
    r"\b[A-ZÀ-Þ][\w']{2,20} (?:[A-Z]\.[ \-]?(?:[A-Z]\b\.?)?|[A-Z](?=\s*(?:\n|\Z)))(?![\w])"
)
_LEAD_GAP = re.compile(r"[ .:,\-\n(\"'«=\[*_]{1,6}\Z")
_PATIENT = (Proposal("le patient", "role"), REMOVE)
_PATIENTE = (Proposal("la patiente", "role"), REMOVE)
_CAREGIVER = (Proposal("un confrère", "role"), REMOVE)
_PLACEHOLDER = frozenset(
    ["x", "y", "z", "xx", "xxx", "xy", "yy", "zz", "n", "nn", "untel", "unetelle", "machin"]
)


class _Finder:
    """One pass over a document; `people` remembers the words that named somebody."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.people: dict[str, tuple[Level, str]] = {}
        self.sure = True  # whether the present detector's names are looked for in lower case too
        self.taken = bytearray(len(doc.tokens))

    def hit(
        self,
        first: int,
        last: int,
        rule: str = "name",
        proposals: tuple[Proposal, ...] = (REMOVE,),
        level: Level = Level.BLOCK,
        start: int | None = None,
        contestable: bool = False,
    ) -> Hit:
        """A hit over tokens first..last-1, remembered for later mentions."""
        tokens = self.doc.tokens
        for i in range(first, last):
            self.taken[i] = 1
            token = tokens[i]
            if len(token.text) > 2 and token.low not in v.PARTICLES:
                self.people.setdefault(token.low, (level, rule if self.sure else "name.alone"))
        begin = tokens[first].start if start is None else start
        end = tokens[last - 1].end
        category = Category.INITIALS if rule == "initials" else Category.NAME
        return Hit(begin, end, category, level, rule, proposals, contestable)

    def civility(self) -> Iterator[Hit]:
        """M., Mme, Dr… followed by a name in any case."""
        doc, tokens = self.doc, self.doc.tokens
        for i, token in enumerate(tokens[:-1]):
            kind = v.TITLES.get(token.low)
            if kind is None or self.taken[i] or not _LEAD_GAP.match(doc.gap(i + 1)):
                continue
            if not is_title(doc, i):
                continue
            first = i + 1
            while (
                first < min(len(tokens) - 1, i + 4)
                and tokens[first].low in v.TITLES
                and doc.gap(first) != ""
            ):
                first += 1
            end, real = name_run(
                doc, first, lower=token.low not in v.RISKY_TITLES or doc.final, sure=True
            )
            if real and is_risky(doc, i, first):
                real = 0
            if real:
                role = _CAREGIVER if kind == "care" else _PATIENTE if kind == "f" else _PATIENT
                rule = "name.caregiver" if kind == "care" else "name"
                yield self.hit(
                    first, end, rule, role, start=token.start, contestable=kind == "care"
                )
            elif doc.final and self._initials(first, token):
                role = _PATIENTE if kind == "f" else _PATIENT
                stop = self._initials(first, token)
                yield self.hit(first, stop, "initials", role, Level.ASK, token.start, True)

    def _initials(self, first: int, title: Token) -> int:
        """End index of initials ("Mme D.", "Mr LS"), or 0."""
        tokens, end = self.doc.tokens, first
        while end < len(tokens) and end - first < 3 and tokens[end].alpha:
            token = tokens[end]
            if not token.cap or len(token.text) > 3 or token.text != token.text.upper():
                break
            if end == first and (token.low in _PLACEHOLDER or token.low in v.ACRONYMS):
                break
            gap = self.doc.gap(end)
            letters = gap == " " and len(token.text) == len(tokens[end - 1].text) == 1
            if end > first and not letters and gap not in (".", ". ", "-", ".-"):
                break
            end += 1
        if title.low in v.RISKY_TITLES and "." not in self.doc.gap(first):
            return 0
        return end if end > first else 0

    def announced(self) -> Iterator[Hit]:
        """ "nommé", "s'appelle", "Nom :", "née DUPONT", "signé", "cordialement"."""
        doc = self.doc
        for match in v.ANNOUNCE.finditer(doc.low):
            i = doc.index_at(match.end())
            if i >= len(doc.tokens) or self.taken[i] or doc.tokens[i].start - match.end() > 2:
                continue
            token = doc.tokens[i]
            sure = match.lastgroup == "sure"
            if not sure and (
                eponym(doc, i)
                or is_acronym(token)
                or not (
                    lexicon.word(token.low).first
                    or lexicon.word(token.low).last
                    or (
                        token.cap
                        and doc.final
                        and match.group() != "par "
                        and stranger(token, lexicon.word(token.low))
                    )
                )
            ):
                continue
            end, real = name_run(doc, i, lower=sure, sure=sure)
            if real:
                yield self.hit(i, end)

    def kin(self) -> Iterator[Hit]:
        """ "patient Dupont", "sa fille Emma", "le petit Lucas", "interne : Durand"."""
        doc, tokens = self.doc, self.doc.tokens
        for i, token in enumerate(tokens[:-1]):
            if token.low not in v.BEARERS or self.taken[i + 1]:
                continue
            after = tokens[i + 1]
            dotted = doc.gap(i + 1) == ". " and token.low in ("conf", "confr", "pt", "pte", "pat")
            if not dotted and doc.gap(i + 1) not in (" ", " : ", ": ", ":", "  ", " ("):
                continue
            if not after.cap:
                if self._lower_pair(i + 1):
                    yield self.hit(i + 1, i + 3)
                continue
            ill = token.low in ("patient", "patiente", "pt", "pte", "pts") and solo_disease(
                doc, i + 1
            )
            if ill or not self._borne(i) or eponym(doc, i + 1):
                continue
            end, real = name_run(doc, i + 1, lower=False)
            if real:
                yield self.hit(i + 1, end)

    def _borne(self, i: int) -> bool:
        """Whether what follows the bearer `i` ("pte", "famille") can be a name."""
        doc, after = self.doc, self.doc.tokens[i + 1]
        bearer = doc.tokens[i].low
        known = lexicon.word(after.low)
        old = aged(doc, i + 1)
        if not word_ok(after) or (is_acronym(after) and not (old and known.first >= 3)):
            return False
        if known.common:
            floor = 2 if old else 3 if bearer in v.FAMILY and not doc.shouted else 9
            return known.first >= 3 or known.last >= floor
        if known.first or known.last:
            return True
        return (doc.final or old) and bearer in v.PATIENTS and stranger(after, known)

    def households(self) -> Iterator[Hit]:
        """ "chez les Martin"."""
        doc, tokens = self.doc, self.doc.tokens
        for i in range(2, len(tokens)):
            if tokens[i - 1].low != "les" or tokens[i - 2].low != "chez" or self.taken[i]:
                continue
            token, known = tokens[i], lexicon.word(tokens[i].low)
            if not token.cap or doc.shouted or is_acronym(token) or not word_ok(token):
                continue
            if (known.last >= 1 and not known.common) or stranger(token, known):
                yield self.hit(i, i + 1)

    def owned(self) -> Iterator[Hit]:
        """ "tt de Gautier", "résultats de Nadège", at publication."""
        doc, tokens = self.doc, self.doc.tokens
        for i in range(2, len(tokens) if doc.final and not doc.shouted else 0):
            if tokens[i - 1].low not in ("de", "d") or tokens[i - 2].low not in v.OWNED_OF:
                continue
            token, known = tokens[i], lexicon.word(tokens[i].low)
            if self.taken[i] or not token.cap or is_acronym(token) or not word_ok(token):
                continue
            if known.common or max(known.first, known.last) < 2 or eponym(doc, i):
                continue
            spot = lexicon.place(token.low)
            if lexicon.is_eponym(token.low) or (spot is not None and spot.population >= 2000):
                continue
            end, _ = name_run(doc, i, lower=False)
            yield self.hit(i, max(end, i + 1), contestable=True)

    def lowered(self) -> Iterator[Hit]:
        """ "jean-marc prigent 59a": a pair in lower case that an age follows."""
        doc, tokens = self.doc, self.doc.tokens
        for i in range(len(tokens) - 1):
            one, two = tokens[i], tokens[i + 1]
            if one.cap or two.cap or doc.gap(i + 1) != " " or self.taken[i] or not aged(doc, i + 1):
                continue
            for first, last in ((one, two), (two, one)):
                a, b = lexicon.word(first.low), lexicon.word(last.low)
                usual = a.first >= (2 if not a.common and first is one else 3)
                if not usual or (a.common and (a.first < 4 or b.common)):
                    continue
                if b.last < 1 or b.common or not lower_ok(doc, last) or eponym(doc, i + 1):
                    continue
                start = i - 1 if i and doc.gap(i) == "-" and not self.taken[i - 1] else i
                yield self.hit(start, i + 2)
                break

    def _lower_pair(self, i: int) -> bool:
        """ "pt bernard lefebvre": a usual first name, then a surname, both in lower case."""
        if i + 1 >= len(self.doc.tokens) or self.doc.gap(i + 1) != " ":
            return False
        one, two = self.doc.tokens[i], self.doc.tokens[i + 1]
        a, b = lexicon.word(one.low), lexicon.word(two.low)
        if a.first < 3 + a.common or b.common or max(b.last, b.first) < 2:
            return False
        return not (eponym(self.doc, i) or eponym(self.doc, i + 1)) and lower_ok(self.doc, two)

    def saints(self) -> None:
        """ "Saint-Étienne" and "St Malo" are places or hospitals, not somebody's first name."""
        for i, token in enumerate(self.doc.tokens[:-1]):
            if token.low in ("saint", "sainte", "st", "ste") and self.doc.gap(i + 1) in ("-", " "):
                self.taken[i] = self.taken[i + 1] = 1

    def initialled(self) -> Iterator[Hit]:
        """ "J. Dupont", "J.-C. KEPPY", "DUPONT J."."""
        doc, tokens = self.doc, self.doc.tokens
        for i, token in enumerate(tokens[:-1]):
            if len(token.text) != 1 or not token.cap or not token.alpha or self.taken[i]:
                continue
            if doc.gap(i + 1) not in (". ", ".", ".-", "-"):
                continue
            first = i
            at = i + 1
            while at < min(len(tokens), i + 5) and len(tokens[at].text) == 1 and tokens[at].cap:
                at += 1
            if at >= len(tokens) or at - first > 3 or doc.gap(at) not in (". ", "."):
                continue
            name = tokens[at]
            known = lexicon.word(name.low)
            if not name.cap or not word_ok(name) or eponym(doc, at) or len(name.text) < 3:
                continue
            if (
                known.last < 1
                or (known.common and not name.upper)
                or (known.common and doc.shouted)
            ):
                continue
            if i and doc.gap(i).strip() == "" and tokens[i - 1].low in v.UNIT_BEFORE:
                continue
            end, _ = name_run(doc, at, lower=False)
            yield self.hit(first, end)

    def trailing(self) -> Iterator[Hit]:
        """ "Madec P.J.", "CHAILLOUX A" at the end of a line."""
        doc = self.doc
        for match in _TRAILING.finditer(doc.text):
            i = doc.index_at(match.start())
            if i >= len(doc.tokens) or self.taken[i] or not word_ok(doc.tokens[i]):
                continue
            known = lexicon.word(doc.tokens[i].low)
            if known.last < 2 or (known.common and not doc.tokens[i].upper) or eponym(doc, i):
                continue
            stop = doc.index_at(match.end())
            yield self.hit(i, max(stop, i + 1), contestable=True)

    def pairs(self) -> Iterator[Hit]:
        """A first name beside a surname, in either order."""
        doc, tokens = self.doc, self.doc.tokens
        for i, token in enumerate(tokens[:-1]):
            after = tokens[i + 1]
            if not (token.cap and after.cap) or self.taken[i] or self.taken[i + 1]:
                continue
            if doc.gap(i + 1) not in (" ", "-", "  ", ", ", "\n") or not self._pair(i):
                continue
            end, _ = name_run(doc, i, lower=False)
            end = max(end, i + 2)
            yield self.hit(i, end, contestable=True)

    def _pair(self, i: int) -> bool:
        doc = self.doc
        one, two = doc.tokens[i], doc.tokens[i + 1]
        both = one.upper and two.upper
        if not (
            word_ok(one, sure=both and not lexicon.is_acronym(two.low))
            and word_ok(two, sure=both and not lexicon.is_acronym(one.low))
        ) or eponym(doc, i):
            return False
        if eponym(doc, i + 1) and (lexicon.word(one.low).first < 3 or in_long_eponym(doc, i + 1)):
            return False
        if len(one.text) < 3 or len(two.text) < 2 or (two.upper and len(two.text) < 3):
            return False
        a, b = lexicon.word(one.low), lexicon.word(two.low)
        if doc.gap(i + 1) in (", ", "\n"):
            return (
                (one.upper or (doc.opens(i) and a.first < 2 and doc.gap(i + 1) == ", "))
                and not doc.shouted
                and a.last >= 1
                and not a.common
                and b.first >= 3
                and not b.common
            )
        forward = usual_first(a, doc.shouted) and (
            b.last >= 1 or b.first >= 1 or b == (0, 0, False)
        )
        backward = usual_first(b, doc.shouted) and (a.last >= 1 or (one.upper and not two.upper))
        if aged(doc, i + 1) and not (one.upper and is_acronym(one)) and doc.gap(i + 1) == " ":
            lone = a.last >= (2 if a.common else 1) or stranger(one, a)
            if (b.first >= (3 if b.common or a.common else 2) and lone) or (
                a.first >= (3 if a.common or b.common else 2)
                and (b.last >= (2 if b.common else 1) or stranger(two, b, 4))
            ):
                return True
        if a.first >= 2 and b.last >= 3 and not b.common and not doc.shouted:
            forward = True  # "Rosette Moreau": only the surname is no word
        doubtful = b.last < 3 or (doc.opens(i) and a.common and b.first < 4 and b.last < 4)
        if forward and b.common and (doc.shouted or doubtful):
            forward = False
        if backward and a.common and (doc.opens(i) or doc.shouted or a.last < 3):
            backward = False
        return forward or backward

    def alone(self) -> Iterator[Hit]:
        """A first name, or at publication a surname, that a capital gives away inside a sentence."""
        doc = self.doc
        self.sure = False
        for i, token in enumerate(doc.tokens):
            if not token.cap or self.taken[i] or len(token.text) < 3 or not token.alpha:
                continue
            known = lexicon.word(token.low)
            short = len(token.text) == 3  # "Léo" is somebody, "Met" and "TSH" are not
            if short and (not doc.final or token.upper or known.first < 3 or known.common):
                continue
            odd = not (known.first or known.last) and not stranger(token, known)
            if odd or not word_ok(token) or is_acronym(token):
                continue
            if doc.shouted or self._not_alone(i):
                continue
            if solo_disease(doc, i) or (token.upper and len(token.text) < 5 and not aged(doc, i)):
                continue
            if doc.opens(i):
                if self._opening(i, known) and not eponym(doc, i):
                    yield self.hit(i, i + 1, contestable=True)
                continue
            if eponym(doc, i) or (lexicon.is_eponym(token.low) and not self._plain_first(i, known)):
                continue
            first = known.first >= 3 or (doc.final and known.first >= 2 and not token.upper)
            if (first and (not known.common or (doc.final and known.first == 4))) or (
                doc.final and known.last >= 3 and not known.common and not self._eponymous(i)
            ):
                yield self.hit(i, i + 1, contestable=True)

    def _plain_first(self, i: int, known: lexicon.Word) -> bool:
        """ "je revois Marie": a very usual first name, though a disease bears it too."""
        doc, token = self.doc, self.doc.tokens[i]
        before = doc.tokens[i - 1].low if i else ""
        after = doc.text[token.end : token.end + 2].strip()[:1]
        if token.upper or after in ("+", "-") or before in v.PARTICLES | {"et", "un", "une", "au"}:
            return False
        usual = known.first == 4 and (not known.common or token.low == "marie")
        return doc.final and usual and doc.gap(i) == " "

    def _opening(self, i: int, known: lexicon.Word) -> bool:
        """Whether the first word of a sentence is somebody: "Kowalski 41 ans", "Lucas a vomi"."""
        doc, token = self.doc, self.doc.tokens[i]
        if aged(doc, i):
            if known.common:
                return known.first >= 3
            return known.first >= 1 or known.last >= 1 or (doc.final and stranger(token, known))
        return known.first >= (2 if doc.final else 3) and not known.common and person_after(doc, i)

    def _not_alone(self, i: int) -> bool:
        """A place, a street, a brand: something else explains the capital."""
        doc, token = self.doc, self.doc.tokens[i]
        before = doc.tokens[i - 1].low if i else ""
        if v.DRUG_LIKE.search(token.low):
            return True
        if headed(doc, i) or before in v.PLACE_BEFORE or token.low in v.NOT_ALONE:
            return True
        spot = lexicon.place(token.low)
        return spot is not None and (
            spot.population >= 5000 or before in ("de", "d", "sur", "vers")
        )

    def _eponymous(self, i: int) -> bool:
        """An unknown eponym reads "vissage de Herbert", "milieu de Löwenstein-Jensen", "STIR"."""
        doc, token = self.doc, self.doc.tokens[i]
        before = doc.tokens[i - 1].low if i else ""
        if before in ("de", "d", "des", "du", "et") or (token.upper and len(token.text) < 5):
            return not (i > 1 and doc.tokens[i - 2].low in v.BEARERS | v.OWNED)
        if doc.low[token.end : token.end + 2].strip(" ")[:1].isdigit():
            return True  # "Wang 5", "Killip 2": a score
        glued = "-" in (doc.gap(i), doc.text[token.end : token.end + 1])
        return glued and not token.upper

    def again(self) -> Iterator[Hit]:
        """Every later (or earlier) mention of somebody already named."""
        doc = self.doc
        for i, token in enumerate(doc.tokens):
            if self.taken[i] or token.low not in self.people:
                continue
            level, rule = self.people[token.low]
            if (
                rule == "initials"
                or headed(doc, i)
                or (not token.cap and lexicon.word(token.low).common)
            ):
                continue
            if not token.cap and (len(token.text) < 4 or rule == "name.alone"):
                continue
            rule = "name" if rule == "name.alone" else rule
            yield Hit(token.start, token.end, Category.NAME, level, rule, (REMOVE,), False)

    def known(self) -> Iterator[Hit]:
        """Names the caller says must never appear, in any case and spacing."""
        doc = self.doc
        for person in doc.known_people:
            words = re.findall(r"[^\W_]+", fold(person))
            if not words:
                continue
            pattern = r"(?<![^\W_])" + r"[\s\-'.]{1,3}".join(map(re.escape, words)) + r"(?![^\W_])"
            for match in re.finditer(pattern, doc.low):
                yield Hit(*match.span(), Category.NAME, Level.BLOCK, "name.known", (REMOVE,))


def find_names(doc: Doc) -> Iterator[Hit]:
    """Every name, the surest signs first."""
    finder = _Finder(doc)
    for i, token in enumerate(doc.tokens):
        finder.taken[i] = doc.claimed[token.start]
    yield from finder.known()
    yield from finder.civility()
    yield from finder.announced()
    yield from finder.kin()
    yield from finder.households()
    yield from finder.lowered()
    finder.saints()
    yield from finder.initialled()
    yield from finder.trailing()
    yield from finder.pairs()
    yield from finder.owned()
    yield from finder.alone()
    yield from finder.again()
