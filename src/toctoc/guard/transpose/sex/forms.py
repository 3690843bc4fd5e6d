# ruff: noqa: E501  (patterns read better whole)
"""Masculine and feminine forms: of adjectives, participles, determiners, and gender of nouns."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.table import rows


class Form(NamedTuple):
    """`other`: the word for the other sex; `kind`: P, Q, A, T (see the table) or V, perhaps a verb."""

    sex: str
    other: str
    kind: str


def _both(word: str) -> tuple[str, str]:
    male, _, female = word.partition("/")
    return male, female or male + "e"


@cache
def _forms(plain: bool) -> dict[str, Form]:
    """By word; plain: as a text without any accent writes them."""
    found: dict[str, Form] = {}
    pairs = [
        (_both(w), kind) for kind, words in rows("transpose_agreement.tsv") for w in words.split()
    ]
    pairs += [
        ((m, f), "P")
        for m, f, family in rows("transpose_professions.tsv")
        if m != f and " " not in m + f and "soins" not in family
    ]
    for (male, female), kind in pairs:
        one, two = (fold(male), fold(female)) if plain else (male, female)
        if plain and is_noun(two):
            continue  # "biopsie" is no "biopsiée"
        if not plain or len(one) > 2:
            verb = plain and male.endswith("é")  # "refuse" may be "refusé"
            found.setdefault(one, Form("m", two, "V" if verb else kind))
        found.setdefault(two, Form("f", one, kind))
    return found


def form_of(word: str, plain: bool = False) -> Form | None:
    """What is known of a word in lower case, accents as written ("opère" is not "opéré").

    plain: the whole text is written without accents, so "opere" may be "opéré".
    """
    return _forms(False).get(word) or (_forms(True).get(word) if plain else None)


# regular endings; no verb in the third person ends so
_FEMALE_ENDINGS = (
    ("ée", "é"), ("ienne", "ien"), *((end + "euse", end + "eux") for end in
    ("i", "u", "in", "on", "en", "our", "ag", "at", "ér")),
)  # fmt: skip
_MALE_ENDINGS = (("é", "ée"), ("eux", "euse"), ("ien", "ienne"), ("if", "ive"))


def guess(word: str, sex: str) -> str:
    """The other form of an unknown word of that sex, by its ending; empty when unsure."""
    for ending, other in _FEMALE_ENDINGS if sex == "f" else _MALE_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + other
    return ""


_F_ENDINGS = tuple(
    listed(
        "tion sion xion ite ose ie ure ence ance te ade ude ette esse aille ille euse rice ine ee ie ase"
    )
)
_M_ENDINGS = tuple(
    listed(
        "isme ome ment age oir eau et in on al il ier ol ene us um ogramme eme oscope iaque ateur at"
    )
)


@cache
def _nouns() -> dict[str, str]:
    return {noun: sex for sex, nouns in rows("transpose_nouns.tsv") for noun in nouns.split()}


def is_noun(low: str) -> bool:
    """Whether the table holds this folded noun."""
    return low in _nouns() or low.removesuffix("s") in _nouns()


def noun_gender(low: str) -> str:
    """ "f", "m" or "" (unknown) of a folded noun, plural or not."""
    for word in (low, low.removesuffix("s"), low.removesuffix("x")):
        known = _nouns().get(word)
        if known:
            return known
    word = low.removesuffix("s")
    if word.endswith(_M_ENDINGS):
        return "m"
    return "f" if word.endswith(_F_ENDINGS) and len(word) > 4 else ""


_VOWELS = frozenset("aeiouyhœæ")
# determiner kinds -> (masculine, masculine before a vowel, feminine, feminine before a vowel)
_DETERMINERS = {
    "un": ("un", "un", "une", "une"), "le": ("le", "l'", "la", "l'"),
    "ce": ("ce", "cet", "cette", "cette"), "mon": ("mon", "mon", "ma", "mon"),
    "ton": ("ton", "ton", "ta", "ton"), "son": ("son", "son", "sa", "son"),
    "du": ("du", "de l'", "de la", "de l'"), "au": ("au", "à l'", "à la", "à l'"),
    "aucun": ("aucun", "aucun", "aucune", "aucune"), "tout": ("tout", "tout", "toute", "toute"),
    "d'un": ("d'un", "d'un", "d'une", "d'une"), "quel": ("quel", "quel", "quelle", "quelle"),
}  # fmt: skip
DETERMINERS = {form: kind for kind, forms in _DETERMINERS.items() for form in forms}
PRENOMINAL = {
    "petit": ("petit", "petit", "petite"), "grand": ("grand", "grand", "grande"),
    "vieux": ("vieux", "vieil", "vieille"), "nouveau": ("nouveau", "nouvel", "nouvelle"),
    "bon": ("bon", "bon", "bonne"), "ancien": ("ancien", "ancien", "ancienne"),
    "cher": ("cher", "cher", "chère"), "premier": ("premier", "premier", "première"),
    "dernier": ("dernier", "dernier", "dernière"), "pauvre": ("pauvre", "pauvre", "pauvre"),
    "jeune": ("jeune", "jeune", "jeune"), "autre": ("autre", "autre", "autre"),
    "même": ("même", "même", "même"), "second": ("second", "second", "seconde"),
    "gros": ("gros", "gros", "grosse"),
    "charmant": ("charmant", "charmant", "charmante"), "gentil": ("gentil", "gentil", "gentille"),
}  # fmt: skip
PRENOMINAL_OF = {form: kind for kind, forms in PRENOMINAL.items() for form in forms}


def determiner(kind: str, sex: str, following: str) -> str:
    """The determiner before the word `following`, with its space or apostrophe."""
    vowel = fold(following[:1]) in _VOWELS
    male, male_vowel, female, female_vowel = _DETERMINERS[kind]
    word = (male_vowel if vowel else male) if sex == "m" else (female_vowel if vowel else female)
    return word if word.endswith("'") else word + " "


def prenominal(kind: str, sex: str, following: str) -> str:
    """The adjective before the noun `following`, with its space."""
    male, male_vowel, female = PRENOMINAL[kind]
    if sex == "f":
        return female + " "
    return (male_vowel if fold(following[:1]) in _VOWELS else male) + " "


def like(model: str, word: str) -> str:
    """`word` in the case of `model`."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
