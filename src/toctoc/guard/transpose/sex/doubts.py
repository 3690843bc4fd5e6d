# ruff: noqa: E501  (patterns read better whole)
"""Signs that a swap would mix two people or two sexes: then nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.sex import forms
from toctoc.guard.transpose.sex.clause import gender, opens_clause, thing_near
from toctoc.guard.transpose.sex.words import BREAKS, CARERS, DETERMINERS, FUNCTION, KIN

if TYPE_CHECKING:
    from toctoc.guard.transpose.sex.words import Word

_COUPLE = frozenset(listed("couple couples jumeaux jumelles triplés triplées"))
_RELATIVES = (KIN["f"] | KIN["m"] | frozenset(listed("garcon"))) - frozenset(
    listed("ami amie copain copine voisin voisine maman papa")
)
# trades that no list knows, by their shape; things that have it too
_TRADE = {"m": ("eur", "ier", "ien"), "f": ("euse", "trice", "iere", "ienne")}
_NOT_TRADES = frozenset(
    listed("""metier calendrier dossier employeur prescripteur tuteur chantier medecin curateur confrere courrier cahier papier palier quartier janvier fevrier premier dernier coeur moteur
    secteur inhibiteur recepteur marqueur extenseur flechisseur defibrillateur regulateur ventilateur
    respirateur docteur ordinateur interieur exterieur posterieur anterieur superieur inferieur majeur
    mineur bien rien combien lien moyen soutien entretien examen quotidien ancien maintien matiere lumiere
    premiere derniere maniere frontiere riviere artere barriere tubereuse cicatrice matrice facteur osier
    hier fier amer dispensaire interferon papier ailleurs plusieurs leur monsieur seigneur grossier regulier
    regulierement familier familiere reguliere singuliere entier entiere particulier particuliere journalier
    journaliere meilleur meilleure nutritionnel cellulaire betabloqueur releveur depresseur antidepresseur
    vasopresseur diurne score fievre chaleur consultation""")
)
_FAMILY = frozenset(
    listed("""metier profession fonction haute activite apprentissage membre sportif sportive lesion sequelle
    fracture cicatrice plaie chirurgie entorse luxation methode ordonnance""")
)


def doubt(words: list[Word], sex: str) -> str:
    """The first word that makes the swap unsure; empty when none does."""
    for i, word in enumerate(words):
        if word.bare in _COUPLE or _is_relative_of(words, i):
            return word.text
        if word.bare in ("patient", "patiente") and i and words[i - 1].bare == "autre":
            return word.text
        if sex == "m" and (_feminine(words, i) or _stray_elle(words, i)):
            return word.text
        if not word.mine and not word.other and _unknown_trade(words, i, sex):
            return word.text
    return ""


def _is_relative_of(words: list[Word], i: int) -> bool:
    """ "c'est le beau-père du maire", "oncle d'un élu": the patient is told by a tie."""
    word = words[i]
    if word.mine or word.bare not in _RELATIVES or i == 0:
        return False
    after = words[i + 1].bare if i + 1 < len(words) else ""
    before = words[i - 1].bare
    if before in ("unique", "seul", "seule") or after in ("unique", "aine", "ainee"):
        return True
    if before in DETERMINERS and i > 1 and words[i - 2].bare in ("est", "etait"):
        return after in ("de", "du", "d", "des")
    led = before in FUNCTION or before in DETERMINERS or words[i - 1].text in "'’"
    tied = after in ("de", "du", "d")
    return tied and (not led or before in ("et", "est")) and opens_clause(words, i)


def _feminine(words: list[Word], i: int) -> bool:
    """A feminine said of people only, in the case of a man, and nobody else to bear it."""
    form = words[i].form
    if form is None or form.kind != "P" or form.sex != "f" or words[i].other or words[i].mine:
        return False
    if i and words[i - 1].bare in _FAMILY:
        return False
    near = words[max(0, i - 12) : i]
    return not any(w.bare in KIN["f"] | CARERS["f"] or w.other for w in near) and not any(
        gender(w) == "f" for w in words[max(0, i - 4) : i]
    )


def _stray_elle(words: list[Word], i: int) -> bool:
    """ "elle" in the case of a man, with no woman and no thing that it may be."""
    if words[i].bare != "elle" or words[i].mine or thing_near(words, i, "f"):
        return False
    before = words[:i]
    return not any(w.bare in KIN["f"] | CARERS["f"] or w.other for w in before)


def _unknown_trade(words: list[Word], i: int, sex: str) -> bool:
    word = words[i]
    if word.bare in ("patron", "patronne", "chef", "cheffe"):
        return opens_clause(words, i) and i > 0
    if (
        word.form is not None
        or word.bare in CARERS["f"] | CARERS["m"] | KIN["f"]
        or word.bare in _NOT_TRADES
        or lexicon.is_drug(word.bare)
    ):
        return False
    before = words[i - 1] if i else None
    if before is not None and before.low in ("ancien", "ancienne", "ex", "futur", "future"):
        lead = before.low in ("ex", "futur", "future") or (before.low == "ancienne") == (sex == "f")
        at_head = opens_clause(words, i - 1) or (i > 1 and words[i - 2].mine)
        return (
            lead
            and _plain(word, before)
            and at_head
            and not before.mine
            and word.bare not in _FAMILY
        )
    if word.text[0].isupper() and before is not None and before.text not in BREAKS:
        return False
    if not (word.bare.isalpha() and word.bare.endswith(_TRADE[sex])) or forms.is_noun(word.bare):
        return False
    aged = before is not None and before.mine
    other = gender(word) if word.text.islower() else ""
    return (aged or opens_clause(words, i)) and other != ("m" if sex == "f" else "f")


def _plain(word: Word, before: Word) -> bool:
    """Not a name: in lower case, or in capitals like the word before."""
    return word.text.islower() or (word.text.isupper() and before.text.isupper())
