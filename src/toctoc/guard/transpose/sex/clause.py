# ruff: noqa: E501  (patterns read better whole)
"""What a participle may agree with: the nouns of its clause, the patient, somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.words import (
    ADVERBS,
    AGE,
    BREAKS,
    CARERS,
    CLITICS,
    COPULAS,
    DETERMINERS,
    FUNCTION,
    HAVE,
    KIN,
    PERSON_VERBS,
    PREPOSITIONS,
    STOPS,
)

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.words import Word

_SMALL = FUNCTION | ADVERBS | PREPOSITIONS | COPULAS | HAVE | CLITICS | DETERMINERS
# what leads to where, why, since when or by whom: "sorti sous Plavix", "partie il y a 26 jours"
_LEADS = frozenset(
    listed("""a au aux en chez par pour de du d des sans sous sur avec depuis apres avant contre dans il ce hier
    ici la seul seule deux trois apres pdt pendant ds pr suite via ya cette malgre car puis et""")
)
# done or undergone by people only, when nothing of that gender stands before
_MOVES = frozenset(
    f
    for w in listed("""sorti rentré parti reparti venu revenu tombé mort couché levé assis allongé coincé muté placé
    adopté sevré arrivé monté descendu brûlé payé piqué mordu penché barricadé réchauffé exsufflé réformé mordu frappé encorné renversé percuté agressé écrasé""")
    for f in (w, w + "e")
)
_FAMILIES = frozenset(listed("metier profession fonction activite apprentissage"))
_ARTICLES = frozenset(listed("le un du ce en au"))
_CROWD = KIN["f"] | KIN["m"] | CARERS["f"] | CARERS["m"]
_ENDS = frozenset(".!?\n")
# nouns at the head of a sentence, never the patient: "conduite à tenir", "prise de poids"
_HEADS = frozenset(
    listed("conduite prise reprise mise remise atteinte decouverte arrete levee montee")
)
# verbs in the present too: "conduit des engins"
_PRESENT = frozenset(listed("conduit décrit réduit produit écrit"))
# a paper, a result or an order, not somebody: "arrêté du 28 mars", "déclaré FIVA", "ALD refusée"
_PAPER = re.compile(r" (?:du \d|de la cour|ministeriel|prefectoral|royal)")


_JOINTS = frozenset(listed("car mais donc puis alors que qui dont"))  # a clause begins after them


def _joint(words: list[Word], j: int) -> bool:
    """ "car" joins, unless it is the vehicle."""
    word = words[j].bare
    return word in _JOINTS and not (word == "car" and j > 0 and words[j - 1].bare in _ARTICLES)


def is_thing(word: Word) -> bool:
    """Whether a word may be the noun that an adjective agrees with."""
    if word.mine or not word.text[0].isalpha() or word.bare in _SMALL or len(word.bare) < 2:
        return False
    if word.bare in AGE or word.bare.endswith("taine"):
        return False
    return word.form is None and PERSON_VERBS.fullmatch(word.bare) is None


def gender(word: Word) -> str:
    """ "f", "m", "mf" for a drug, an acronym or a brand (nobody agrees on theirs), "" unknown."""
    known = forms.noun_gender(word.bare)
    if known and (forms.is_noun(word.bare) or not word.text.isupper()):
        return known
    if word.text[:1].isupper() or lexicon.is_drug(word.bare) or lexicon.is_acronym(word.bare):
        return "mf"
    return known


def things_before(words: list[Word], i: int) -> list[Word]:
    """Nouns of things between the last mark or person and the word at `i`, nearest first."""
    found: list[Word] = []
    j = i - 1
    while j >= 0 and words[j].text not in BREAKS:
        if words[j].mine or words[j].bare in _CROWD or _joint(words, j):
            break
        if is_thing(words[j]) or words[j].bare == "car":
            found.append(words[j])
        j -= 1
    return found


def agrees_with_thing(words: list[Word], i: int, sex: str) -> bool:
    """Whether a noun of that gender stands before the word at `i`, in the same clause."""
    return any(sex in gender(word) for word in things_before(words, i))


def opens_clause(words: list[Word], i: int) -> bool:
    """Whether nothing but adverbs stands between the last mark and the word at `i`."""
    j = i - 1
    while j >= 0 and words[j].bare in ADVERBS and not _joint(words, j):
        j -= 1
    return j < 0 or words[j].text in BREAKS or _joint(words, j)


def _sentence(words: list[Word], i: int) -> int:
    j = i
    while j > 0 and words[j - 1].text not in STOPS:
        j -= 1
    return j


def _leads_on(words: list[Word], i: int) -> bool:
    """Whether what follows completes something done to somebody, or nothing follows."""
    if i + 1 >= len(words) or words[i + 1].text in BREAKS:
        return True
    following = words[i + 1]
    return following.bare in _LEADS or following.text[0].isdigit() or following.bare in ADVERBS


def _object_follows(words: list[Word], i: int) -> bool:
    """ "Vu ce matin une patiente": the participle comes before, it does not agree."""
    ends = _ENDS if words[i].bare in ("vu", "vue", "recu", "recue") else BREAKS
    for word in words[i + 1 : i + 12]:
        if word.text in ends:
            return False
        if word.mine:
            return True
    return False


def resolve(low: str, words: list[Word], i: int, sex: str) -> str:
    """ "yes", "no" or "unsure": whether the participle at `i`, left open so far, is the patient's."""
    if not opens_clause(words, i):
        return _within(words, i, sex)
    following = words[i + 1].bare if i + 1 < len(words) else ""
    if words[i].low in _PRESENT and following not in ("par", "aux", "en", "chez", "a"):
        return "no"
    start = _sentence(words, i)
    at_start = all(w.bare in ADVERBS or w.text in BREAKS for w in words[start:i])
    if _object_follows(words, i) or _PAPER.match(low[words[i].end : words[i].end + 16]):
        return "no"
    if not _leads_on(words, i):
        return "no" if words[i].low == "vu" else "unsure"  # "vu le contexte"
    if at_start and words[i].bare in _HEADS:
        return "no"
    if at_start:
        return "yes" if words[i].low in _MOVES else _alone(words, start, sex)
    comma = i - 1
    while words[comma].bare in ADVERBS and not _joint(words, comma):
        comma -= 1
    rivals = things_before(words, comma)
    if any(w.bare in _FAMILIES for w in rivals):
        rivals = []  # a trade is never operated on
    if words[i].low in _MOVES and not any(gender(w) == sex for w in rivals[:1]):
        return "yes"
    if any(w.bare in _CROWD and w.bare not in CARERS["m"] for w in words[start:i] if not w.mine):
        return "unsure"
    return "unsure" if any(gender(w) == sex for w in rivals) else "yes"


def _alone(words: list[Word], start: int, sex: str) -> str:
    """At the start of a sentence: the patient's, unless the sentence before ends on such a thing."""
    if start == 0:
        return "yes" if any(w.mine for w in words) else "unsure"
    before = words[start - 1]
    if before.text in "?:" or (before.text == "\n" and start == 1):
        rival = agrees_with_thing(words, start - 1, sex)
        return "unsure" if rival else "yes"
    return "yes"


def _within(words: list[Word], i: int, sex: str) -> str:
    """Inside a clause: with the noun that stands before it, when it may be that noun's."""
    things = things_before(words, i)
    if not things:
        return "unsure"
    if sex == "f" and any(word.bare in _FAMILIES for word in things):
        return "yes"  # "métier aux gestes répétés, penchée 8 h par jour"
    reach = i - 1
    while reach > 0 and words[reach] is not things[-1]:
        reach -= 1
    beside = reach > 0 and words[reach - 1].mine and words[reach - 1].text[0].isalpha()
    if any(sex == gender(word) for word in things) or gender(things[0]) == "mf":
        return "unsure" if beside else "no"
    if words[i].low in _MOVES or (beside and all(gender(word) for word in things)):
        return "yes"
    return "unsure"


_LEADS_SUBJECT = {
    "f": frozenset(listed("la l une cette sa ma")),
    "m": frozenset(listed("le l un ce cet son mon")),
}


def thing_near(words: list[Word], i: int, sex: str) -> bool:
    """A noun of that gender, with its determiner, before the pronoun at `i`: here or a sentence ago."""
    stops = 0
    for j in range(i - 1, -1, -1):
        stops += words[j].text in STOPS
        if stops > 1 or (words[j].mine and words[j].text[0].isalpha()):
            return False
        led = j > 0 and words[j - 1].bare in _LEADS_SUBJECT[sex]
        if led and is_thing(words[j]) and sex in gender(words[j]):
            return True
    return False


def subject(words: list[Word], at: int) -> str:
    """Whether the subject of the copula at `at` is the patient."""
    other = False
    j = at - 1
    while j >= 0 and words[j].text not in STOPS:
        word = words[j]
        if word.bare in ("il", "elle"):
            return "yes" if word.mine else "no"
        if word.bare == "qui":
            k = j - 1
            while k >= 0 and words[k].text == ",":
                k -= 1
            return "yes" if k >= 0 and words[k].mine else "no"
        if (
            word.bare in ("c", "ce", "cela", "ca", "je", "on", "ils", "elles", "tout")
            and not word.mine
        ):
            return "no"
        if word.mine and not word.oblique and word.text[0].isalnum():
            return "no" if other else "yes"
        if (
            word.bare in DETERMINERS
            and not word.mine
            and not (words[j + 1].mine if j + 1 < len(words) else False)
        ):
            led = j > 0 and words[j - 1].bare in PREPOSITIONS
            other = other or not led
        elif (
            word.text[0].isalpha()
            and word.bare not in ADVERBS | CLITICS | COPULAS | HAVE | PREPOSITIONS | FUNCTION
            and not word.mine
            and j == at - 1
        ):
            other = True
        j -= 1
    return "no" if other else "unsure"
