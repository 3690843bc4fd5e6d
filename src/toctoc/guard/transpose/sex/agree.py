# ruff: noqa: E501  (patterns read better whole)
"""Which adjectives and participles are the patient's, which a noun's, which nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.clause import resolve, subject, thing_near
from toctoc.guard.transpose.sex.phrases import mark_age
from toctoc.guard.transpose.sex.unknown import read_unknown
from toctoc.guard.transpose.sex.words import (
    ADVERBS,
    BREAKS,
    CARERS,
    CLITICS,
    COMPLEMENT,
    COPULAS,
    DETERMINERS,
    FUNCTION,
    HAVE,
    KIN,
    PERSON_VERBS,
    PREPOSITIONS,
    STOPS,
    SURGERY,
)

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.phrases import Draft
    from toctoc.guard.transpose.sex.words import Word

_CORE = frozenset(listed("patient patiente homme femme garçon fille pt pte"))
_FAILING = {
    "rénal": "rénale", "rénale": "rénal", "surrénalien": "surrénalienne", "renal": "renale",
    "surrénalienne": "surrénalien", "renale": "renal", "coronarien": "coronarienne",
    "coronarienne": "coronarien",
}  # fmt: skip
_FAMILIES = frozenset(("metier", "profession", "sport", "activite", "fonction"))
_FAMILY_WORDS = frozenset(("expose", "religieuse", "professionnelle", "repetes", "decales"))
# "chez un détenu", "j'ai un résident"
_MEETS = frozenset(listed("chez d ai vois voyais recu recois suis vu pour avec concernant"))
_SUBJECTS = CLITICS | frozenset(listed("il elle je on qui nous vous l ca cela"))
# forms that are also nouns: "prise de poids", "suivi en cours", "atteinte rénale"
_NOUNISH = frozenset(
    listed("""prise reprise mise remise sortie vue venue arrivee rentree montee descendue atteinte decouverte revue
    conduite suivi levee mort tombee arrete traite recu gardee laissee""")
)
_TOLD = frozenset(listed("prevenu convaincu consult attendu"))  # "SAMU prévenu"
# other people that a feminine or a masculine may be said of: "famille épuisée"
_BEARERS = frozenset(
    listed("famille equipe fratrie personne victime structure entourage couple foyer")
)
_YES, _NO, _UNSURE = "yes", "no", "unsure"


def read_adjectives(low: str, words: list[Word], sex: str, draft: Draft) -> None:
    """Decide every word that has the patient's gender; refuse where one cannot be decided."""
    family = False  # "métier exposé aux …" agrees with itself
    for i, word in enumerate(words):
        family = word.bare in _FAMILIES or (family and word.text not in BREAKS)
        if word.mine or word.other or (family and word.bare in _FAMILY_WORDS):
            continue
        form = word.form
        if form is None:
            read_unknown(low, words, i, sex, draft)
            continue
        if form.sex != sex:
            continue
        said = _NO if _of_another(words, i, sex) else _whose(low, words, i, form, sex)
        if said == _UNSURE:
            said = resolve(low, words, i, sex)
        if said == _UNSURE:
            draft.refuse(word.text)
        elif said == _YES:
            word.mine = True
            mark_age(words, i)
            _write(words, i, form, "f" if sex == "m" else "m", draft)


def _of_another(words: list[Word], i: int, sex: str) -> bool:
    """ "maman épuisée", "mère seule, veilleuse de nuit": it is said of somebody else."""
    at = i - 1
    while at > 0 and (words[at].bare in ADVERBS or words[at].bare in ("est", "etait", "et")):
        at -= 1
    if at > 0 and words[at].text == "," and words[at - 1].other:
        at -= 1
    if at > 0 and words[at].text == ")":  # "mère seule (!) et épuisée"
        while at > 0 and words[at].text != "(":
            at -= 1
        words[i].other = any(w.bare in KIN[sex] or w.other for w in words[max(0, at - 8) : at])
    elif at >= 0 and not words[at].mine:
        words[i].other = words[at].other or words[at].bare in KIN[sex]
    return words[i].other


def _write(words: list[Word], i: int, form: forms.Form, target: str, draft: Draft) -> None:
    """The word for the other sex, with "ancien" and "un" before it, and "rénal" after it."""
    word, first, other = words[i], i, form.other
    while form.kind in "PQ" and first > 0 and words[first - 1].low in forms.PRENOMINAL_OF:
        first -= 1
        other = forms.prenominal(forms.PRENOMINAL_OF[words[first].low], target, other) + other
    if form.kind == "P" and first > 0 and words[first - 1].low in ("un", "une"):
        first -= 1
        other = forms.determiner("un", target, other) + other
    draft.edits.append((words[first].start, word.end, forms.like(words[first].text, other)))
    after = words[i + 1] if i + 1 < len(words) else None
    if after is not None and word.bare.startswith("insuffisant") and after.low in _FAILING:
        after.mine = True
        draft.edits.append((after.start, after.end, forms.like(after.text, _FAILING[after.low])))


def _whose(low: str, words: list[Word], i: int, form: forms.Form, sex: str) -> str:
    at = i - 1
    while at >= 0 and (words[at].bare in ADVERBS or words[at].text in "'’"):
        at -= 1
    if at < 0 or words[at].text in STOPS or words[at].text in "()/-–—+•*":
        return _opening(low, words, i, form)
    before = words[at]
    if words[i].text.islower() and words[i - 1].bare in ("il", "elle", "ils", "elles"):
        return _NO  # "il conduit 8 h par jour"
    if form.kind == "V" and not (before.bare in COPULAS or _person_complement(low, words[i])):
        verb = PERSON_VERBS.fullmatch(words[i].bare) or before.bare in _SUBJECTS
        return _NO if verb else _YES if before.mine else _UNSURE
    after = words[i + 1] if i + 1 < len(words) else None
    nounish = words[i].bare in _NOUNISH and not (
        before.bare in COPULAS | HAVE or before.low in _CORE
    )
    if nounish and not _person_complement(low, words[i]) and not (before.mine and i - at == 1):
        led = before.bare in DETERMINERS | PREPOSITIONS
        return _NO if led or _governs(words, i) else _UNSURE
    if nounish and _governs(words, i) and not _person_complement(low, words[i]):
        return _NO
    if words[i].bare in ("inquiete", "seche") and before.bare in _SUBJECTS:
        return _NO
    if form.kind in "TQ" and _leads_noun(form.other, after, words[i].low):
        told = before.bare in COPULAS and subject(words, at) == _YES
        return _UNSURE if told else _NO  # "il est bon nageur"
    if before.mine:
        return _YES
    if before.bare in ("un", "une") and form.kind in "PQ":
        if at == 0 or words[at - 1].text in BREAKS:
            return _YES
        alone = form.kind == "P" and not any(w.mine for w in words[:i])
        return _YES if alone and words[at - 1].bare in _MEETS else _NO
    if before.bare in HAVE:
        return _object(words, at, form)
    if before.bare in COPULAS:
        return _attribute(low, words, i, at, form)
    if before.bare in ("et", "ou", "mais", "ni", "puis") or before.text == ",":
        return _listed(low, words, i, at, form, sex)
    if before.bare in ("comme", "tant"):
        return _YES if form.kind in "PQ" else _UNSURE
    if before.bare in DETERMINERS or before.bare in PREPOSITIONS or before.text[0].isdigit():
        return _NO if form.kind != "A" or before.bare in DETERMINERS else _UNSURE
    if before.bare in KIN[sex] | CARERS[sex]:
        return _NO
    return _after_noun(low, words, i, before, form, sex)


def _governs(words: list[Word], i: int) -> bool:
    """ "prise de", "mise en": the noun, not the participle."""
    after = words[i + 1].bare if i + 1 < len(words) else ""
    moves = words[i].bare in (
        "sortie",
        "arrivee",
        "rentree",
        "venue",
        "montee",
        "descendue",
        "revue",
    )
    if words[i].bare == "atteinte" or (moves and i and words[i - 1].bare not in DETERMINERS):
        return False
    return after in ("de", "d", "du", "des", "en", "a", "au")


def _leads_noun(other: str, after: Word | None, low: str) -> bool:
    """ "petite toux", "bon état": an adjective that stands before its noun."""
    if low not in forms.PRENOMINAL_OF and low not in (
        "gros",
        "grosse",
        "mauvais",
        "mauvaise",
        "léger",
        "légère",
        "fort",
        "forte",
        "bon",
        "bonne",
        "seul",
        "seule",
    ):
        return False
    return after is not None and after.text[0].isalpha() and after.bare not in FUNCTION


def _person_complement(low: str, word: Word) -> bool:
    rest = low[word.end : word.end + 48]
    return bool(COMPLEMENT.match(rest)) or (
        word.bare.startswith(("oper", "reoper", "ampute", "greffe")) and bool(SURGERY.match(rest))
    )


def _opening(low: str, words: list[Word], i: int, form: forms.Form) -> str:
    """At the start of a sentence: "Opérée du genou. Suivie pour…"."""
    if form.kind in "PQ" or (form.kind in "AV" and _person_complement(low, words[i])):
        return _YES
    return _UNSURE if form.kind == "A" and i == 0 else _NO if form.kind == "T" else _UNSURE


def _object(words: list[Word], at: int, form: forms.Form) -> str:
    """ "a pris" never agrees; "je l'ai vue" does, with whom one saw."""
    j = at - 1
    while j >= 0 and (words[j].bare in CLITICS | {"pas"} or words[j].text in "'’"):
        j -= 1
        if words[j].bare == "l":
            break
    if j < 0 or words[j].bare != "l" or words[at].bare == "ete":
        return _NO
    rival = thing_near(words, j, form.sex)
    return _UNSURE if rival and form.kind not in "PQ" else _YES


def _attribute(low: str, words: list[Word], i: int, at: int, form: forms.Form) -> str:
    whose = subject(words, at)
    if whose != _UNSURE:
        return whose
    if form.kind in "PQ" or (form.kind in "AV" and _person_complement(low, words[i])):
        return _YES
    return _UNSURE


def _listed(low: str, words: list[Word], i: int, at: int, form: forms.Form, sex: str) -> str:
    """After a comma or "et": with the patient's other adjectives, or alone."""
    before = words[at - 1] if at else None
    if before is not None and before.mine:
        return (
            _YES
            if form.kind != "T"
            or words[at].bare in ("et", "ou", "mais", "puis")
            or i + 1 == len(words)
            or words[i + 1].text in BREAKS
            else _NO
        )
    if _others(words, i, sex):
        return _UNSURE
    if form.kind in "PQ" or (form.kind in "AV" and _person_complement(low, words[i])):
        return _YES
    if form.kind == "T":
        return _NO
    j = i - 1
    while j >= 0 and words[j].text not in STOPS and not words[j].mine:
        word = words[j]
        if (
            word.text[0].isalpha()
            and word.bare not in FUNCTION | ADVERBS | PREPOSITIONS | COPULAS | HAVE | CLITICS
            and word.form is None
            and forms.noun_gender(word.bare) in ("", sex)
        ):
            return _UNSURE
        j -= 1
    return _YES if j >= 0 and words[j].mine else _UNSURE


def _others(words: list[Word], i: int, sex: str) -> bool:
    """Whether somebody else of that sex stands earlier in the sentence."""
    j = i - 1
    while j >= 0 and words[j].text not in STOPS:
        if words[j].bare in KIN[sex] | CARERS[sex] and not words[j].mine:
            return True
        j -= 1
    return False


def _after_noun(
    low: str, words: list[Word], i: int, before: Word, form: forms.Form, sex: str
) -> str:
    if not before.text[0].isalpha():
        return _UNSURE if form.kind != "T" else _NO
    told = words[i].bare.rstrip("e") in _TOLD and not before.mine
    if form.kind == "P" and (told or before.bare in _BEARERS):
        return _NO
    if form.kind == "P":
        return _UNSURE if _others(words, i, sex) else _YES
    if form.kind in "QT":
        return _NO
    gender = forms.noun_gender(before.bare)
    if gender == sex and _headed_otherwise(words, i, sex):
        return _UNSURE
    if gender == sex:
        return _NO if not _person_complement(low, words[i]) else _UNSURE
    known = before.form
    if known is not None and known.sex != sex:
        return _NO
    return _YES if gender and _person_complement(low, words[i]) else _UNSURE


def _headed_otherwise(words: list[Word], i: int, sex: str) -> bool:
    """ "apnée du sommeil appareillé": the head noun cannot bear the adjective, the patient may."""
    j = i - 2
    while j > 0 and words[j].text in "'’":
        j -= 1
    if j < 1 or words[j].bare not in ("de", "du", "d", "des"):
        return False
    return forms.noun_gender(words[j - 1].bare) != sex
