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
from toctoc.guard.transpose.sex.clause import agrees_with_thing, thing_near
from toctoc.guard.transpose.sex.doubts import doubt
from toctoc.guard.transpose.sex.phrases import Draft, read_phrases
from toctoc.guard.transpose.sex.words import (
    ADVERBS,
    CARERS,
    CLITICS,
    DETERMINERS,
    IMPERSONAL,
    KIN,
    PERSON_EPICENE,
    PERSON_VERBS,
    PREPOSITIONS,
    STOPS,
    THING_DONE,
    THING_VERBS,
    read_words,
)
from toctoc.guard.transpose.types import SexSwap

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.words import Word

_OTHER = {"m": "f", "f": "m"}
_PRONOUN = {"il": "elle", "elle": "il"}
# done to somebody: "je la revois", "sans le brusquer"; folded stems
_SEES = re.compile(
    r"(?:re)?(?:vois|voit|voyons|voyez|verrai|voir)\b|(?:connai|recoi|recev|suiv|sens\b|mets\b|mett|mute|prendre\b|rend(?:s|re)\b|sort(?:ir|ez)\b|perd(?:s|re|ez)\b|croi(?:s|re|t)\b|convain|contenir\b|punir\b|nourrir\b)"
    r"|(?:adress|hospitalis|surveill|envoi|envoy|renvoy|convoqu|transf|rassur|examin|gard|laiss|rappel|appel|soulag|oper|reoper|trait|retrouv|trouv|hydrat|mobilis|sevr|ramen|amen|accompagn|deriv|surmedicalis|brusqu|aid|stress|angoiss|inquiet|fatigu|loge|lev|couch|vaccin|intub|ponctionn|scop|perfus|orient|reveill|reform|attach|sauv|aliment|platr|touch|interrog|questionn|confi|protege|isol|imag|explor|depist|dialys|ventil|sedat|anticoagul|transfus|greff|licenci|condui)"
)
# done to a thing, or neuter: "le faire", "la doser", "vous le déclarez ?"
_HANDLES = re.compile(
    r"(?:fai[ts]|refai|declar|prescri|dos|arret|dis|dit|demand|chang|baiss|poursui|repren|continu|stopp|donn|pay|sign|marqu|not|ecri|lire|lis|expliqu|introdui|relay|associ|interromp|retir|enlev|remplac|savoi|sai[ts]|pens|justifi|renouvel|augment|diminu|repet|propos|refus|factur|cot|cod)"
)
_TO_DO = re.compile(
    r"\A(?!jour|cancer|cœur|cour|soir|plaisir|desir|avenir|genre|ventre|centre|nombre|titre|membre|pire|mere|maire|chambre|lettre|artere|mer|fer|ver|hiver|foyer|dossier|cahier|calendrier|derniere|premiere|matiere|lumiere|fievre|levre|couloir|devoir|pouvoir|miroir|tiroir|espoir|cuir|elixir|souvenir|scanner|pacer|filtre|libre|autre|notre|votre|quatre|theatre|metre|fenetre|medecin|cadre|ordre|livre|poudre|foudre|vivre|chevre|gynecologue|fibre)[a-z]{2,}(?:er|ir|oir|dre|tre|ire|vre)\Z"
)
# after a noun as subject, only these are verbs for sure: "le major la soutient"
_THIRD = re.compile(
    r"(?:soutient|soutiennent|prend|prennent|voi[st]|voient|revoi[st]|suit|envoie|hospitalise|connait|recoit|rassure|retrouve|laisse|rend|croit|accompagne|amene|emmene|appelle|rappelle|convoque|transfere|soigne|harcele|menace|ramene)\Z"
)
_VERB_IER = tuple(listed("confi oubli remerci verifi modifi appreci etudi justifi licenci"))
_EPICENE_ORIGINS = frozenset(listed("corse suisse belge russe slave kabyle berbere basque"))
_NEUTRAL = frozenset(
    listed("nourrisson bebe nouveau-ne personne sujet victime enfant jumeau jumelle")
)


def swap_sex(text: str, low: str) -> tuple[SexSwap, list[Edit]]:
    """(whether and why, the edits in offsets of `text`) of a cleaned text and its folded twin."""
    bound = binding_word(text, low)
    if bound:
        return SexSwap(False, "sex.bound", bound), []
    kin = genetic_word(text, low)
    if kin:
        return SexSwap(False, "sex.genetic", kin), []
    parent = parent_word(text, low)
    if parent:
        return SexSwap(False, "sex.people", parent), []
    words = read_words(text, low)
    draft = Draft()
    read_phrases(text, words, draft)
    sex = _sex(low, words, draft)
    if not sex:
        return SexSwap(False, "sex.unknown"), []
    _pronouns(low, words, sex, draft)
    _articles(words, sex, draft)
    _demonyms(words, sex, draft)
    read_adjectives(low, words, sex, draft)
    if not draft.refused:
        draft.refuse(doubt(words, sex), "sex.people")
    if draft.refused:
        return SexSwap(False, draft.reason, draft.refused), []
    edits = [Edit(a, b, new, "sex", "sex") for a, b, new in sorted(draft.edits) if text[a:b] != new]
    if not edits:
        return SexSwap(False, "sex.unknown"), []
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


def _somebody_else(words: list[Word], sex: str, until: int | None = None) -> str:
    """Another person of that sex, met between the patient's last mention and word `until`.

    A colleague after a preposition ("adressé par") does not speak, nor one of an earlier sentence.
    """
    end = len(words) if until is None else until
    stops = 0
    for j in range(end - 1, -1, -1):
        word = words[j]
        stops += word.text in STOPS
        if until is not None and word.mine and word.text[0].isalpha() and not word.oblique:
            return ""
        kin, carer = word.bare in KIN[sex], word.bare in CARERS[sex]
        if word.mine or not (kin or (carer and (until is None or stops < 2))):
            continue
        led = any(w.bare in PREPOSITIONS for w in words[max(0, j - 2) : j])
        if kin or not led:
            return word.text
    return ""


def _pronouns(low: str, words: list[Word], sex: str, draft: Draft) -> None:
    """ "il" and "elle" of the patient; refuse where they may be somebody or something else."""
    mine = "elle" if sex == "f" else "il"
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
        opens = i == 0 or words[i - 1].text in STOPS
        if word.bare == "lui" and sex == "m" and opens and _speaks(words, i):
            word.mine = True
            draft.edits.append((word.start, word.end, forms.like(word.text, "elle")))
            continue
        if word.bare != mine or (mine == "il" and _impersonal(low, word)):
            continue
        if _somebody_else(words, sex, i):
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


def _speaks(words: list[Word], i: int) -> bool:
    """ "Lui ne se souvient de rien": the subject."""
    after = words[i + 1].bare if i + 1 < len(words) else ""
    return after in ("ne", "n", "se", "s", "est", "a", "va", "veut", "refuse", "dit", "pense")


def _write_pronoun(words: list[Word], i: int, mine: str, draft: Draft) -> None:
    word = words[i]
    draft.edits.append((word.start, word.end, forms.like(word.text, _PRONOUN[mine])))


def _impersonal(low: str, word: Word) -> bool:
    return word.bare == "il" and IMPERSONAL.match(low[word.end :].lstrip()) is not None


def _does(words: list[Word], i: int) -> bool:
    """Whether the pronoun at `i` is a person: by its verb, or because no thing of its gender is near."""
    if i and words[i - 1].text == "-":
        return True
    at = i + 1
    while at < len(words) and (words[at].bare in CLITICS or words[at].text in "'’"):
        at += 1
    if at >= len(words):
        return False
    verb, sex = words[at].bare, "f" if words[i].bare == "elle" else "m"
    if THING_VERBS.match(verb):
        return False
    if verb in ("est", "etait", "reste", "semble", "devient", "parait"):
        told = _told_of(words, at, sex)
        return not thing_near(words, i, sex) if told is None else told
    if verb == "a":
        done = any(THING_DONE.match(w.bare) for w in words[at + 1 : at + 5])
        return not (done and thing_near(words, i, sex))
    return PERSON_VERBS.fullmatch(verb) is not None or not thing_near(words, i, sex)


def _told_of(words: list[Word], at: int, sex: str) -> bool | None:
    """What the attribute after the copula at `at` tells: a person, or nothing sure."""
    for word in words[at + 1 : at + 5]:
        if word.form is not None:
            person = word.form.kind in "PQ" or (word.form.kind in "AV" and word.form.sex == sex)
            return True if person else None
        if word.bare in PERSON_EPICENE or word.bare in ("sous", "chez", "en"):
            return True
        if word.bare not in ADVERBS | CLITICS | {"ete"}:
            return None
    return None


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
            before.text[0].isalpha()
            and _TO_DO.search(after.bare)
            and not forms.is_noun(after.bare)
            and (not after.bare.endswith("ier") or after.bare.startswith(_VERB_IER))
        )
        spoken = before.text[0].isalpha() and before.bare not in PREPOSITIONS | DETERMINERS
        if spoken and _THIRD.match(after.bare):
            led = helped = True
        if after.bare in ("suivi", "traitement") or not (led or helped):
            continue
        subject = before.bare in ("je", "on", "nous", "vous", "tu", "ne")
        if not (subject or helped) or not after.text[0].isalpha() or _HANDLES.match(after.bare):
            continue
        if _SEES.match(after.bare) or _THIRD.match(after.bare):
            other = forms.like(word.text, "le" if sex == "f" else "la")
            draft.edits.append((word.start, word.end, other))
        else:
            draft.refuse(f"{word.text} {after.text}")


def _demonyms(words: list[Word], sex: str, draft: Draft) -> None:
    """An origin that agrees and that nothing removed; a capital makes it a place or a language."""
    for i, word in enumerate(words):
        if len(word.bare) < 5 or word.text[0].isupper() or not is_demonym(word.bare):
            continue
        if word.bare.endswith("e") != (sex == "f") or word.bare in _EPICENE_ORIGINS:
            continue
        if i and (agrees_with_thing(words, i, sex) or words[i - 1].bare in DETERMINERS | {"en"}):
            continue
        draft.refuse(word.text)
