"""Which words can be part of a name, and how far a name runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.namehints import aged, stranger

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_INNER = frozenset((" ", "-", "'", ". ", ".-", "  ", ".", " -", "- ", "-\n"))


def is_acronym(token: Token) -> bool:
    """Whether capitals alone explain the token: "IRM", "HTA", "GINA"."""
    return token.upper and (
        token.low in v.ACRONYMS or len(token.text) <= 3 or lexicon.is_acronym(token.low)
    )


def word_ok(token: Token, later: bool = False, sure: bool = False) -> bool:
    """Whether a capitalised token can be (part of) a name after something announced one.

    sure: a civility or a surname beside it lets "Diane" and "LISA" be people.
    """
    if not token.alpha or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    known = lexicon.word(token.low)
    if not (sure and max(known.last, known.first) >= 3):
        if lexicon.is_drug(token.low) or lexicon.is_species(token.low):
            return False
        if token.upper and lexicon.is_acronym(token.low):
            return False
    if token.low in v.ACRONYMS and (token.upper or max(known.last, known.first) < 2):
        return False
    if not known.common:
        return len(token.text) > 1 and not (token.upper and len(token.text) <= 3 and not known.last)
    floor = 3 if later else 2
    return known.last >= floor or known.first >= floor


def lower_ok(doc: Doc, token: Token, later: bool = False) -> bool:
    """Whether a lower-case token can be a name after a civility."""
    if not token.alpha or len(token.text) < 3 or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if lexicon.is_drug(token.low) or lexicon.is_species(token.low) or token.low in v.ACRONYMS:
        return False
    known = lexicon.word(token.low)
    if not known.common:
        if known.last or known.first >= 2:
            return not later or known.last >= 2 or known.first >= 2
        return not later and stranger(token, known, 5 if doc.final else 6)
    if not later and known.last >= 2 and aged(doc, doc.index_at(token.start)):
        return True
    if later or known.last < 4:
        return False
    return token.low not in v.ADJECTIVES or bool(v.PERSON_AFTER.match(doc.low, token.end))


def name_run(
    doc: Doc, index: int, lower: bool = True, limit: int = 6, sure: bool = False
) -> tuple[int, int]:
    """(end index, count of real name words) of the name that starts at token `index`."""
    tokens = doc.tokens
    end, real, at = index, 0, index
    while at < len(tokens) and at - index < limit:
        token = tokens[at]
        joined = at == index or doc.gap(at) in _INNER or _comma_name(doc, at)
        if not (joined or (doc.gap(at) == "\n" and real == 1 and sure and _runs_over(doc, at))):
            break
        if at > index and doc.gap(at) in (".", ". ") and len(tokens[at - 1].text) > 2:
            break
        if token.low in v.PARTICLES and at + 1 < len(tokens):
            at += 1
            if real and token.cap and len(token.text) > 2 and not doc.shouted:
                end = at  # "Trân Van"
            continue
        if sure and doc.final and _broken(doc, at):
            real, at, end = real + 1, at + 2, at + 2
            continue
        if len(token.text) == 1 and token.cap and token.alpha:
            if doc.text[token.end : token.end + 1] in (".", "-") or real:
                end = at + 1
            at += 1
            continue
        if token.cap:
            fine = word_ok(token, later=real > 0, sure=sure) or _after_first(doc, index, at)
            if len(tokens[at - 1].text) == 1 and doc.gap(at) == ". " and at > index:
                known = lexicon.word(token.low)
                fine = fine and (not known.common or known.last >= 3)  # "Mme B. Fièvre"
            fine = fine or (sure and not real and _titled(doc, at))
            fine = fine and not (real and _label(doc, at))
        else:
            fine = lower and lower_ok(doc, token, later=real > 0)
            fine = fine or (lower and sure and doc.final and _low_titled(doc, index, at, real))
        if not fine:
            break
        real += 1
        at += 1
        end = at
    return end, real


def _broken(doc: Doc, at: int) -> bool:
    """ "n guyen", "n'guessan": a first letter cut off in lower case."""
    tokens = doc.tokens
    if tokens[at].low not in ("n", "o", "m") or at + 1 >= len(tokens):
        return False
    after, joined = tokens[at + 1], tokens[at].low + tokens[at + 1].low
    if doc.gap(at + 1) not in (" ", "'") or len(after.text) < 4 or after.low in v.NOT_NAMES:
        return False
    return lexicon.word(joined).last >= 1 or (doc.gap(at + 1) == "'" and plausible(after))


def _titled(doc: Doc, at: int) -> bool:
    """At publication a capital right after a title is a name, though a word: "Dr Ah-Fat"."""
    token = doc.tokens[at]
    if "," in doc.gap(at) or "\n" in doc.gap(at):
        return False
    if not doc.final or doc.shouted or token.upper or not token.alpha or len(token.text) < 2:
        return doc.final and doc.shouted and token.upper and _unknown(token)
    if token.low in v.NOT_NAMES or token.low in v.TITLES or token.low in v.OFFICES:
        return False
    return not (lexicon.is_drug(token.low) or token.low in v.ACRONYMS or token.low in v.BEARERS)


def _unknown(token: Token) -> bool:
    """Whether a short word in capitals is neither French nor medical: "MR WEA"."""
    known = lexicon.word(token.low)
    short = len(token.text) > 2 and not known.common and token.low not in v.NOT_NAMES
    return short and token.low not in v.ACRONYMS and not lexicon.is_acronym(token.low)


def _low_titled(doc: Doc, index: int, at: int, real: int) -> bool:
    """ "docteur le fur", "mlle boyer ambre 17 ans": a word of the language made a name."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    if token.low in v.NOT_NAMES | v.OFFICES | v.BEARERS | v.ACRONYMS or not token.alpha:
        return False
    known = lexicon.word(token.low)
    if not real:
        particle = at > index and before.low in ("le", "la", "ben", "el", "ould", "van")
        follows = at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "-")
        pair = follows and lexicon.word(doc.tokens[at + 1].low).first >= 3
        pair = pair and aged(doc, at + 1)
        return known.last >= 3 and len(token.text) > 2 and (particle or pair)
    hyphen = doc.gap(at) == "-" or doc.text[token.end : token.end + 1] == "-"
    return known.first >= 3 and (aged(doc, at) or hyphen)


def _label(doc: Doc, at: int) -> bool:
    """ "Dr Pham Ped : Dr Souchon": what a colon follows opens the next field."""
    token = doc.tokens[at]
    known = lexicon.word(token.low)
    return doc.low[token.end : token.end + 2].strip()[:1] == ":" and max(known[:2]) < 2


def _runs_over(doc: Doc, at: int) -> bool:
    """ "Madame Claire\\nFontaine revient": the surname opens the next line of a sentence."""
    before, token = lexicon.word(doc.tokens[at - 1].low), doc.tokens[at]
    known = lexicon.word(token.low)
    goes_on = at + 1 < len(doc.tokens) and not doc.tokens[at + 1].cap and doc.gap(at + 1) == " "
    return before.first >= 3 and token.cap and goes_on and (plausible(token) or known.last >= 3)


def _after_first(doc: Doc, index: int, at: int) -> bool:
    """A capital right after a first name is its surname: "Marie France", "Jean Fongueuse"."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    if at == index or doc.shouted or doc.gap(at) not in (" ", "-") or token.low in v.ACRONYMS:
        return False
    known = lexicon.word(before.low)
    named = known.first >= 3 and not known.common and before.cap
    return (
        named
        and len(token.text) > 2
        and token.alpha
        and token.low not in v.NOT_NAMES
        and token.low not in v.TITLES
    ) or (before.low == "marie" and token.low == "france")


def _comma_name(doc: Doc, at: int) -> bool:
    """ "DUPONT, Jean": a comma inside a name as forms write it."""
    if doc.gap(at) not in (", ", ","):
        return False
    before, token = doc.tokens[at - 1], doc.tokens[at]
    return before.upper and token.cap and lexicon.word(token.low).first >= 2


def usual_first(known: lexicon.Word, shouted: bool) -> bool:
    """Whether a word is a first name often enough to stand beside a surname."""
    if shouted:
        return known.first >= 3 and not known.common
    return known.first >= 2 and (not known.common or known.first >= 3)


def person_after(doc: Doc, i: int) -> bool:
    """ "Lucas, 8 ans" or "Lucas a de la fièvre"."""
    return bool(v.PERSON_AFTER.match(doc.low, doc.tokens[i].end))


def is_title(doc: Doc, i: int) -> bool:
    """ "M", "Pr", "Me" are often something else: a capital or a dot must say otherwise."""
    token = doc.tokens[i]
    if token.low not in v.RISKY_TITLES:
        return True
    if (i and doc.gap(i) == "") or (
        i
        and token.low in ("m", "mm", "me")
        and doc.tokens[i - 1].text[-1:].isdigit()
        and doc.gap(i) in ("", " ")
    ):
        return False
    dotted = doc.gap(i + 1).startswith(".")
    if token.low == "m":
        return token.cap or dotted
    if token.low == "mm":
        return token.cap and dotted
    return token.cap or dotted or doc.tokens[i + 1].cap


def is_risky(doc: Doc, title: int, first: int) -> bool:
    """After a doubtful title only a known name counts: "M. bovis", "pr IRM", "Me Voilà"."""
    low = doc.tokens[title].low
    if low not in v.RISKY_TITLES:
        return False
    token = doc.tokens[first]
    at = first
    while token.low in v.PARTICLES and at + 1 < min(len(doc.tokens), first + 5):
        at += 1
        token = doc.tokens[at]
    known = lexicon.word(token.low)
    named = (known.last >= 1 or known.first >= 2) and not (known.common and not token.cap)
    if low == "m" and doc.tokens[title].cap and doc.gap(title + 1).startswith(". ") and token.cap:
        return False
    if not token.cap and doc.final and doc.gap(title + 1).startswith(". ") and known.last >= 3:
        return not _low_titled(doc, first, at, 0)
    if low == "m" and token.upper and not doc.shouted and aged(doc, at) and not known.common:
        return len(token.text) < 4  # "M GOVINI, 74 ans"
    if low == "pr" and doc.tokens[title].cap and token.cap:
        return False
    return not named


def plausible(token: Token, least: int = 4) -> bool:
    """Whether a word in itself may be a name: known as one or unknown, and no French word."""
    if not token.alpha or len(token.text) < 2 or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if token.low in v.ACRONYMS or token.low in v.BEARERS or v.DRUG_LIKE.search(token.low):
        return False
    if lexicon.is_drug(token.low) or lexicon.is_species(token.low) or lexicon.is_eponym(token.low):
        return False
    if token.upper and lexicon.is_acronym(token.low):
        return False
    known = lexicon.word(token.low)
    if known.common:
        return False
    if known.first or known.last:
        return len(token.text) > 2 or known.last >= 2
    return stranger(token, known, least)


def nameable(token: Token) -> bool:
    """Whether a word may be a name beside a surer one: also "Marie", "Petit", "Rose"."""
    if plausible(token):
        return True
    if not token.alpha or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if token.low in v.ACRONYMS and token.upper:
        return False
    known = lexicon.word(token.low)
    return known.first >= 3 or known.last >= 3
