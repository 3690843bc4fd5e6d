# ruff: noqa: E501  (patterns read better whole)
"""Words that no list knows where the patient's adjectives stand: agree by their ending, or refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.clause import agrees_with_thing, resolve, subject
from toctoc.guard.transpose.sex.words import (
    ADVERBS,
    CARERS,
    COPULAS,
    DETERMINERS,
    EPICENE,
    FUNCTION,
    HAVE,
    KIN,
    PERSON_EPICENE,
    PERSON_VERBS,
    PREPOSITIONS,
)

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.phrases import Draft
    from toctoc.guard.transpose.sex.words import Word

_CORE = frozenset(listed("patient patiente homme femme garçon fille pt pte"))
_F_SHAPE = re.compile(r"(?:euse|ienne|(?<![aie])ive|ante|(?<!tt)ente|ée)\Z")
_M_SHAPE = re.compile(r"(?:eux|ien|if|(?<![ie]t)é)\Z")
_YES = "yes"
# shaped like adjectives, and something else
_NOT_ADJECTIVES = frozenset(
    listed("""sante veux vitae mieux combien malgre cheveux cote bien lien moyen soutien entretien examen maintien yeux lieux
    milieux deux vieux tentative initiative perspective alternative directive preuve epreuve degre cafe the
    marche medecine aine ainee cadet cadette dehors dedans moitie cite proche motif tarif objectif relatif""")
)


def read_unknown(low: str, words: list[Word], i: int, sex: str, draft: Draft) -> None:
    """A word that no list knows, right after the patient or its copula."""
    word = words[i]
    if (
        not word.text[0].isalpha()
        or i == 0
        or word.bare in FUNCTION
        or word.text[0].isupper()
        or len(word.text) < 4
        or word.bare in _NOT_ADJECTIVES | ADVERBS
        or words[i - 1].bare in ("il", "elle")
        or "-" in word.text
    ):
        return
    at = i - 1
    while at > 0 and words[at].bare in ADVERBS:
        at -= 1
    before = words[at]
    attribute = (
        before.bare in COPULAS
        and subject(words, at) == _YES
        and before.bare not in ("vit", "vient", "dit")
    )
    shape = _F_SHAPE if sex == "f" else _M_SHAPE
    beside = before.mine and (before.text[0].isalpha() or bool(shape.search(word.low)))
    epicene = word.bare in PERSON_EPICENE or EPICENE.search(word.bare) is not None
    if epicene and not forms.is_noun(word.bare):
        listed_on = before.text == "," and at > 0 and words[at - 1].mine
        word.mine = (before.mine and before.text[0].isalpha()) or listed_on
    if before.other or before.bare in KIN[sex] | CARERS[sex]:
        word.other = True
        return
    if _listed_unknown(words, i, at, sex):
        if agrees_with_thing(words, i, sex):
            return
        other = forms.guess(word.low, sex)
        if (
            other.endswith(("é", "ée"))
            and _done_by(words, i)
            and resolve(low, words, i, sex) == _YES
        ):
            word.mine = True
            draft.edits.append((word.start, word.end, forms.like(word.text, other)))
            return
        if before.text == "," and at and words[at - 1].mine and forms.guess(word.low, sex):
            beside = attribute = True
        else:
            draft.refuse(word.text)
            return
    if not (attribute or beside) or PERSON_VERBS.match(word.bare):
        return
    if forms.is_noun(word.bare):
        return
    other = forms.guess(word.low, sex)
    if other and (attribute or before.low in _CORE):
        word.mine = True
        draft.edits.append((word.start, word.end, forms.like(word.text, other)))
    elif (
        EPICENE.search(word.bare)
        or word.bare in PERSON_EPICENE
        or word.low.endswith(("ant", "er", "ir", "ment"))
    ):
        return
    elif (
        attribute
        or other
        or (word.low.endswith("e") == (sex == "f") and forms.noun_gender(word.bare) == "")
    ):
        draft.refuse(word.text)


def _done_by(words: list[Word], i: int) -> bool:
    """ "frappée par son ex": done to somebody."""
    return i + 1 < len(words) and words[i + 1].bare in ("par", "en", "au", "a", "dans", "sous")


def _listed_unknown(words: list[Word], i: int, at: int, sex: str) -> bool:
    """ "…, migraineuse, …": shaped like an adjective of the patient's gender, known to no list."""
    before = words[at]
    if before.bare in DETERMINERS | PREPOSITIONS | HAVE or before.text in "'’" or before.mine:
        return False
    if before.text[0].isalpha() and forms.noun_gender(before.bare) == sex:
        return False
    ending = _F_SHAPE if sex == "f" else _M_SHAPE
    return bool(ending.search(words[i].low)) and not forms.is_noun(words[i].bare)
