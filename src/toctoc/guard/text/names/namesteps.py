"""Which word may go on a name: what only its neighbours allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namehints import aged
from toctoc.guard.text.names.nameverbs import is_verb
from toctoc.guard.text.names.namewords import plausible
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_DOCTORS = frozenset(("dr", "docteur", "dre", "docteure", "drs", "pr", "professeur"))
_SON_OF = frozenset(("ould", "mint", "ben", "bint", "ibn", "bin", "wa", "ait"))
_CIVIL = frozenset(("mr", "mme", "mlle", "melle", "monsieur", "madame", "mademoiselle"))
_MISTER = _CIVIL | {"m"}
_NO_SURNAME = v.NOT_NAMES | v.OFFICES | v.ACRONYMS
_NO_END = v.NOT_NAMES | v.BEARERS
# verbs and adverbs that are surnames too: "mme dort bien"
_STORY = frozenset(
    words("""
    dit dort vient sort part reste tombe boit court tient perd sent rend prend semble pense
    arrive entre rentre monte passe porte garde grave toujours encore souvent bien marche parle
    accepte refuse demande montre donne trouve regarde couche leve assis ensuite enfin alors
    """)
)


def broken(doc: Doc, at: int) -> bool:
    """ "n guyen", "n'guessan": a first letter cut off in lower case."""
    tokens = doc.tokens
    if tokens[at].low not in ("n", "o", "m") or at + 1 >= len(tokens):
        return False
    after, joined = tokens[at + 1], tokens[at].low + tokens[at + 1].low
    if doc.gap(at + 1) not in (" ", "'") or len(after.text) < 4 or after.low in v.NOT_NAMES:
        return False
    return lexicon.word(joined).last >= 1 or (doc.gap(at + 1) == "'" and plausible(after))


def titled(doc: Doc, at: int) -> bool:
    """At publication a capital right after a title is a name, though a word: "Dr Ah-Fat"."""
    token = doc.tokens[at]
    if "," in doc.gap(at) or "\n" in doc.gap(at):
        return False
    if not doc.final or doc.shouted or token.upper or not token.alpha or len(token.text) < 2:
        return doc.final and token.upper and token.alpha and _unknown(token)
    if token.low in v.TITLES or token.low in v.OFFICES:
        return False
    if token.low in v.NOT_NAMES and not _calendar(doc, at):
        return False
    return not (lexicon.is_drug(token.low) or token.low in v.ACRONYMS or token.low in v.BEARERS)


def _calendar(doc: Doc, at: int) -> bool:
    """ "Mme Dimanche, 70 ans", "M. Carême est sorti": what is told of it says that it is a name."""
    token, title = doc.tokens[at], doc.tokens[at - 1].low if at else ""
    if title not in _MISTER or len(token.text) < 4 or lexicon.word(token.low).last < 2:
        return False
    return aged(doc, at) or bool(v.PERSON_AFTER.match(doc.low, token.end))


def _unknown(token: Token) -> bool:
    """Whether a short word in capitals is neither French nor medical: "MR WEA"."""
    known = lexicon.word(token.low)
    short = len(token.text) > 2 and not known.common and token.low not in v.NOT_NAMES
    return short and token.low not in v.ACRONYMS and not lexicon.is_acronym(token.low)


def low_titled(doc: Doc, index: int, at: int, real: int) -> bool:
    """ "docteur le fur", "mlle boyer ambre 17 ans": a word of the language made a name."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    known = lexicon.word(token.low)
    follows = at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "-")
    pair = follows and lexicon.word(doc.tokens[at + 1].low).first >= 3 and aged(doc, at + 1)
    if not token.alpha or token.low in _NO_SURNAME:
        return False
    doctor = index and doc.tokens[index - 1].low in _DOCTORS and at == index
    if token.low in v.BEARERS and not (known.last >= 3 and (pair or doctor)):
        return False
    if not real and doctor:
        surname = known.last >= 3 and not lexicon.is_clinical(token.low)
        fresh = known == (0, 0, False) and len(token.text) > 4
        if (fresh or surname) and token.low not in v.ADJECTIVES:
            return not lexicon.is_drug(token.low)
    if not real and index and at == index and doc.tokens[index - 1].low in _CIVIL:
        acts = aged(doc, at) or bool(v.PERSON_AFTER.match(doc.low, token.end))
        if acts and known.last >= 2 and token.low not in _STORY:
            return True  # "mr boiteux marche bien"
    if not real:
        particle = at > index and before.low in ("le", "la", "ben", "el", "ould", "van")
        return known.last >= 3 and len(token.text) > 2 and (particle or pair)
    if real > 1 and known.last >= 3 and not lexicon.is_clinical(token.low) and not is_verb(token):
        closed = doc.text[token.end : token.end + 1] in ("", ",", ".", ")", "\n")
        if closed and token.low not in v.ADJECTIVES and not lexicon.word(before.low).common:
            return True  # "m. abdou rahman soule"
    if real == 1 and known.common and known.first >= 2 and token.low not in v.ADJECTIVES:
        goes = at + 1 >= len(doc.tokens) or doc.tokens[at + 1].low in (
            "du",
            "ne",
            "nee",
            "age",
            "agee",
        )
        if goes and not before.cap and not lexicon.is_clinical(token.low):
            return True  # "monsieur lamour fiacre du quatre mars"
    hyphen = doc.gap(at) == "-" or doc.text[token.end : token.end + 1] == "-"
    return known.first >= 3 and (aged(doc, at) or hyphen)


def label(doc: Doc, at: int) -> bool:
    """ "Dr Pham Ped : Dr Souchon": what a colon follows opens the next field."""
    token = doc.tokens[at]
    known = lexicon.word(token.low)
    colon = doc.low[token.end : token.end + 2].strip()[:1] == ":"
    return colon and len(token.text) < 8 and max(known[:2]) < 2


def runs_over(doc: Doc, at: int) -> bool:
    """ "Madame Claire\\nFontaine revient": the surname opens the next line of a sentence."""
    before, token = lexicon.word(doc.tokens[at - 1].low), doc.tokens[at]
    known = lexicon.word(token.low)
    goes_on = at + 1 < len(doc.tokens) and not doc.tokens[at + 1].cap and doc.gap(at + 1) == " "
    return before.first >= 3 and token.cap and goes_on and (plausible(token) or known.last >= 3)


def after_first(doc: Doc, index: int, at: int) -> bool:
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


def beside_loud(doc: Doc, at: int) -> bool:
    """ "MENSAH Derrick": a rare first name beside a surname in capitals."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    if not before.upper or token.upper or doc.shouted or doc.gap(at) != " " or not token.alpha:
        return False
    listed = token.low in v.NOT_NAMES or token.low in v.BEARERS or lexicon.is_drug(token.low)
    return lexicon.word(token.low).first >= 1 and len(before.text) > 3 and not listed


def turns_loud(doc: Doc, at: int) -> bool:
    """ "Pr Mahamane Laouali GARBA DJIBO": first names, then surnames in capitals."""
    token = doc.tokens[at]
    if not token.upper or doc.shouted or doc.gap(at) != " " or len(token.text) < 4:
        return False
    listed = token.low in v.NOT_NAMES or token.low in v.BEARERS or lexicon.is_acronym(token.low)
    return lexicon.word(token.low).last >= 1 and not listed and not lexicon.is_clinical(token.low)


def closes(doc: Doc, at: int) -> bool:
    """ "Ahmedou Salem Toutou, onze ans", "Mohamed ould Bouh": a word that ends the name."""
    token, before = doc.tokens[at], doc.tokens[at - 1].low
    if doc.shouted or token.upper or doc.gap(at) != " " or token.low in _NO_END:
        return False
    known = max(lexicon.word(token.low)[:2])
    return known >= 1 and (before in _SON_OF or aged(doc, at))


def own_disease(doc: Doc, at: int) -> bool:
    """ "Mme Lamour Gougerot + PR": the disease of the patient, not a second surname."""
    token = doc.tokens[at]
    if doc.gap(at) != " " or token.upper or not lexicon.is_eponym(token.low):
        return False
    known = lexicon.word(token.low)
    return known.first < 2 and known.last < 4


def sainted(doc: Doc, at: int) -> bool:
    """ "Me Saint-Jours": a surname hyphened to its saint, though the second half is a word."""
    if at + 1 >= len(doc.tokens) or doc.gap(at + 1) != "-" or doc.shouted:
        return False
    one, two = doc.tokens[at], doc.tokens[at + 1]
    return one.cap and two.cap and one.low in ("saint", "sainte") and two.alpha


def comma_name(doc: Doc, at: int) -> bool:
    """ "DUPONT, Jean": a comma inside a name as forms write it."""
    if doc.gap(at) not in (", ", ","):
        return False
    before, token = doc.tokens[at - 1], doc.tokens[at]
    return before.upper and token.cap and lexicon.word(token.low).first >= 2
