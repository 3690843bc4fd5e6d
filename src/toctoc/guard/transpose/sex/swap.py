# ruff: noqa: E501  (patterns read better whole)
"""The whole case for the other sex, or the word that keeps it as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.origins import is_demonym
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.agree import read_adjectives
from toctoc.guard.transpose.sex.bound import binding_word, genetic_word, parent_word
from toctoc.guard.transpose.sex.phrases import Draft, read_phrases
from toctoc.guard.transpose.sex.words import (
    ADVERBS,
    CARERS,
    CLITICS,
    IMPERSONAL,
    KIN,
    PERSON_EPICENE,
    PERSON_VERBS,
    PREPOSITIONS,
    read_words,
)
from toctoc.guard.transpose.types import SexSwap

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.words import Word

_OTHER = {"m": "f", "f": "m"}
_PRONOUN = {"il": "elle", "elle": "il"}
_SEES = re.compile(
    r"(?:vois|voit|voyons|revois|revoit|revoyons|connais|connait|connaissons|adresse|hospitalise|surveille|recois|envoie|convoque|transfere|rassure|examine|garde|laisse|mets|mute|rappelle|soulage|suivons|opere|traite|sens|trouve|retrouve|sortir|faire|verrai|reverrai|prendre|mettre|suivre|voir|revoir|envoyer|convoquer|transferer|garder|laisser|hydrater|mobiliser|sevrer|traiter|operer|ramener|recevoir)\b"
)
_TO_DO = re.compile(
    r"\A(?!jour|cancer|cœur|cour|soir|plaisir|desir|avenir|genre|ventre|centre|nombre|titre|membre|pire|mere|maire|chambre|lettre|artere|mer|fer|ver|hiver|foyer|dossier|cahier|calendrier|derniere|premiere|matiere|lumiere|fievre|levre)[a-z]{2,}(?:er|ir|oir|dre|tre|ire|vre)\Z"
)
_NEUTRAL = frozenset(
    listed("nourrisson bebe nouveau-ne personne sujet victime enfant jumeau jumelle")
)


def swap_sex(text: str, low: str) -> tuple[SexSwap, list[Edit]]:
    """(whether and why, the edits in offsets of `text`) of a cleaned text and its folded twin."""
    words = read_words(text)
    draft = Draft()
    read_phrases(text, words, draft)
    bound = binding_word(text, low)
    if bound:
        return SexSwap(False, "sex.bound", bound), []
    kin = genetic_word(text, low)
    if kin:
        return SexSwap(False, "sex.genetic", kin), []
    parent = parent_word(text, low)
    if parent:
        return SexSwap(False, "sex.people", parent), []
    sex = _sex(low, words, draft)
    if not sex:
        return SexSwap(False, "sex.unknown"), []
    _pronouns(low, words, sex, draft)
    _articles(words, sex, draft)
    _demonyms(words, sex, draft)
    read_adjectives(low, words, sex, draft)
    if draft.refused:
        return SexSwap(False, draft.reason, draft.refused), []
    edits = [Edit(a, b, new, "sex", "sex") for a, b, new in sorted(draft.edits) if text[a:b] != new]
    return SexSwap(True, "sex.possible"), edits


def _sex(low: str, words: list[Word], draft: Draft) -> str:
    """The one sex that the text tells; pronouns and participles speak when no noun does."""
    if len(draft.sexes) == 2:
        draft.refuse(next(w.text for w in words if w.mine), "sex.people")
        return "f" if "f" in draft.sexes else "m"
    if draft.sexes:
        return next(iter(draft.sexes))
    if any(w.bare in _NEUTRAL for w in words):
        return ""
    told = {
        "f" if w.bare == "elle" else "m"
        for i, w in enumerate(words)
        if w.bare in _PRONOUN and not _impersonal(low, w) and _does(words, i)
    }
    if not told and any(w.form and w.form.kind == "P" and w.form.sex == "f" for w in words):
        return "f"  # a masculine alone may agree with "cas" or "enfant"
    if not told and any(_led_by_un(words, i) for i in range(len(words))):
        return "m"
    return told.pop() if len(told) == 1 else ""


def _led_by_un(words: list[Word], i: int) -> bool:
    """ "un ancien fumeur": a masculine noun of a person, with its article."""
    form = words[i].form
    if form is None or form.kind != "P" or form.sex != "m":
        return False
    while i > 0 and words[i - 1].low in forms.PRENOMINAL_OF:
        i -= 1
    return i > 0 and words[i - 1].low == "un"


def _somebody_else(words: list[Word], sex: str) -> str:
    """Another person of that sex; a colleague after a preposition ("adressé par") does not speak."""
    for i, word in enumerate(words):
        if word.mine or word.bare not in KIN[sex] | CARERS[sex]:
            continue
        led = any(w.bare in PREPOSITIONS for w in words[max(0, i - 2) : i])
        if word.bare in KIN[sex] or not led:
            return word.text
    return ""


def _pronouns(low: str, words: list[Word], sex: str, draft: Draft) -> None:
    """ "il" and "elle" of the patient; refuse where they may be somebody or something else."""
    mine = "elle" if sex == "f" else "il"
    other = _somebody_else(words, sex)
    both = {w.bare for w in words if w.bare in _PRONOUN and not _impersonal(low, w)}
    if len(both) == 2 and (draft.spouse or _somebody_else(words, _OTHER[sex])):
        draft.refuse(next(w.text for w in words if w.bare == _PRONOUN[mine]), "sex.people")
    first = next((i for i, w in enumerate(words) if w.mine and w.text[0].isalpha()), -1)
    named_at_start = first < 0 or words[first].low not in ("un", "une", "d")
    for i, word in enumerate(words):
        if word.bare in ("celle-ci", "celui-ci", "celle-là", "celui-là", "ils", "elles"):
            if word.bare.startswith("cel") and (word.bare[3] == "l") == (sex == "f"):
                draft.refuse(word.text)
            continue
        if word.bare == "lui" and sex == "m" and i and words[i - 1].bare in PREPOSITIONS:
            word.mine = True
            draft.edits.append((word.start, word.end, forms.like(word.text, "elle")))
            continue
        if word.bare != mine or (mine == "il" and _impersonal(low, word)):
            continue
        if other:
            draft.refuse(word.text, "sex.people")
            return
        if mine == "elle" and i and words[i - 1].bare in PREPOSITIONS:
            word.mine = True
            word.oblique = True
            draft.edits.append((word.start, word.end, forms.like(word.text, "lui")))
            continue
        if i < first and not named_at_start:
            draft.refuse(word.text, "sex.people")  # "elle a posté la photo d'une patiente"
            return
        if not _does(words, i):
            draft.refuse(word.text)
            return
        word.mine = True
        _write_pronoun(words, i, mine, draft)


def _write_pronoun(words: list[Word], i: int, mine: str, draft: Draft) -> None:
    word = words[i]
    draft.edits.append((word.start, word.end, forms.like(word.text, _PRONOUN[mine])))


def _impersonal(low: str, word: Word) -> bool:
    return word.bare == "il" and IMPERSONAL.match(low[word.end :].lstrip()) is not None


def _does(words: list[Word], i: int) -> bool:
    """Whether a verb that only people do follows the pronoun at `i` (or, inverted, stands before)."""
    if i and words[i - 1].text == "-":
        return True
    at = i + 1
    while at < len(words) and (words[at].bare in CLITICS or words[at].text in "'’"):
        at += 1
    if at >= len(words) or not PERSON_VERBS.match(words[at].bare):
        return False
    if words[at].bare not in ("est", "etait", "reste", "semble", "a", "devient", "parait"):
        return True
    rest = words[at + 1 : at + 5]
    if words[at].bare == "a":
        return not any(
            w.bare in ("dure", "debute", "cede", "disparu", "augmente", "persiste", "irradie")
            for w in rest
        )
    agrees = "f" if words[i].bare == "elle" else "m"
    for word in rest:
        if word.form is not None:
            return word.form.kind in "PQ" or (word.form.kind in "AV" and word.form.sex == agrees)
        if word.bare in PERSON_EPICENE or word.bare in ("sous", "chez", "en"):
            return True
        if word.bare not in ADVERBS | CLITICS | {"ete"}:
            return False
    return False


def _articles(words: list[Word], sex: str, draft: Draft) -> None:
    """ "je la revois": the pronoun before a verb that one does to somebody."""
    mine = "la" if sex == "f" else "le"
    for i, word in enumerate(words[1:-1], 1):
        if word.low != mine or word.mine:
            continue
        before, after = words[i - 1], words[i + 1]
        led = before.bare in ("je", "on", "nous", "vous", "tu", "ne", "pour", "de") or (
            before.bare in ("il", "elle") and not before.mine
        )
        helped = (
            before.text[0].isalpha() and _TO_DO.search(after.bare) and not forms.is_noun(after.bare)
        )
        if after.bare in ("suivi", "traitement") or not (led or helped):
            continue
        verb = _SEES.match(after.bare)
        subject = before.bare in ("je", "on", "nous", "vous", "tu", "ne")
        if verb and (subject or after.bare.endswith(("er", "ir", "re"))):
            draft.edits.append(
                (word.start, word.end, forms.like(word.text, "le" if sex == "f" else "la"))
            )
        elif (subject or helped) and after.text[0].isalpha():
            draft.refuse(f"{word.text} {after.text}")


def _demonyms(words: list[Word], sex: str, draft: Draft) -> None:
    """An origin that agrees and that nothing removed."""
    for word in words:
        if len(word.bare) > 4 and is_demonym(word.bare) and word.bare.endswith("e") == (sex == "f"):
            draft.refuse(word.text)
