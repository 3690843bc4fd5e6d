"""What tells that a word is the job of the patient or of a relative."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.lexicon import word
from toctoc.guard.text.names.persons import KIN, SINGLE, age_begins, age_ends
from toctoc.guard.text.vocabulary import TITLES
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

SKIPPED = frozenset(
    words("""
    un une ex ancien ancienne anciens anciennes jeune futur future ailleurs aussi egalement
    toujours encore actuellement anciennement autrefois jadis par
""")
)
FORMER = frozenset(words("ex ancien ancienne anciens anciennes futur future apprenti apprentie"))
_ANNOUNCE = frozenset(
    words(
        "profession professions metier metiers emploi fonction prof activite job boulot poste csp"
        " professionnel professionnels professionnelle professionnelles"
    )
)
_IS = frozenset(
    words("est etait fut sont etaient devenu devenue devenir etre suis serait redevenu redevenue")
)
_AS = frozenset(words("comme que de"))
_WORKS = frozenset(
    words("""
    travaille travaillait travaillant exerce exercait exercant bosse bossait bosser employe
    employee embauche embauchee travailler exercer metier profession formation poste carriere
    reconverti reconvertie reconvertit reconversion emploi qualite fonction fonctions salarie
    salariee cdi cdd interim mission recrute recrutee
""")
)
_TREATS = frozenset(  # what follows a colleague's job, never a patient's
    words("""
    traitant traitante referent referente correspondant correspondante adresseur prescripteur
    prescrit prescrite prescrits prescription fait faite faites fais respi respiratoire motrice
    regulateur coordonnateur coordonnatrice habituel habituelle operateur responsable passe
    passent vient viendra appele appelee senior dit pense demande propose refuse conseille
    confirme ok svp avis suivi consulte ans joignable injoignable joint jointe prevenu prevenue
""")
)
_BEREAVED = frozenset(
    words("veuve veuf fils fille femme epouse mari conjoint conjointe compagne compagnon")
)
_PARTICIPLES = frozenset(
    words("""
    responsable facteur attache attachee juge jugee resistant resistante charge chargee delegue
    deleguee elu elue employe employee conseille guide president frontalier saisonnier
    saisonniere journalier journaliere externe interne commercial marin pilote cadre porteur
    principal
""")
)
_OFTEN_THE_CASE = frozenset(
    words("militaire notaire pecheur berger paysan fermier marin boucher imam pasteur officier")
)
_GESTATION = re.compile(r"(?:g\d{1,2})?p\d{1,2}[a-z0-9]*\Z")
_BETWEEN_TONGUES = frozenset(words("traducteur traductrice interprete mediateur mediatrice"))
_VERBS = frozenset(words("guide juge pilote cadre mime conseille livre garde reporter extra"))
_LATER = frozenset(
    words("""
    retraite retraitee retraites honoraire benevole enceinte allaitante blesse blessee agresse
    agressee mordu mordue
""")
)
_VOCATIVE = frozenset(words("chef professeur prof maitre president confrere major"))
_OF_TRADE = frozenset(words("profession metier formation"))


def forward(doc: Doc, stop: int) -> bool:
    """Whether what follows token `stop` - 1 says that a patient has this job."""
    tokens = doc.tokens
    if stop >= len(tokens):
        return False
    gap, low = doc.gap(stop), tokens[stop].low
    if low in _LATER and gap == " ":
        return True
    if gap.strip(" ,(-/") == "" and age_begins(doc, stop):
        return True
    if stop + 1 < len(tokens) and gap == " ":
        after = tokens[stop + 1]
        if low == "de" and (age_begins(doc, stop + 1) or after.low in _OF_TRADE):
            return True
        if low == "a" and after.low == "la":
            return stop + 2 < len(tokens) and tokens[stop + 2].low == "retraite"
        if low == "en":
            return after.low in ("retraite", "activite", "preretraite", "reconversion", "arret")
    return False


def treats(doc: Doc, stop: int, *, health: bool = True) -> bool:
    """Whether what follows is said of a colleague ("médecin traitant", "kiné x2", "Mme Roux")."""
    tokens = doc.tokens
    if stop >= len(tokens):
        return False
    token = tokens[stop]
    if doc.gap(stop).strip() == ":":
        return token.low in TITLES or (token.cap and tokens[stop - 1].low in _BETWEEN_TONGUES)
    if doc.gap(stop).strip(" ("):
        return False
    if token.low in TITLES and stop + 1 < len(tokens) and tokens[stop + 1].cap:
        return True
    counted = health and token.low[0].isdigit() and not age_begins(doc, stop)
    return token.low in _TREATS or counted


def backward(doc: Doc, first: int, *, strict: bool, stop: int = 0) -> bool:
    """Whether what stands before token `first` says whose job it is.

    `strict` is for health jobs, which colleagues have too: an article alone tells nothing.
    `stop`: index after the job, where it is known.
    """
    tokens = doc.tokens
    at, former = first, False
    while at and first - at < 3 and tokens[at - 1].low in SKIPPED and not doc.gap(at).strip(" -'"):
        at -= 1
        former |= tokens[at].low in FORMER
    if former:
        return True
    if at == 0:
        return False
    gap, before = doc.gap(at), tokens[at - 1]
    low = before.low
    verb = tokens[first].low in _VERBS
    bare = not gap.strip(" '")
    if "\n" in gap and low not in _ANNOUNCE:
        return False
    if low in _ANNOUNCE:
        return not bare or low in ("profession", "metier")
    if low in ("actuelle", "actuel", "anterieure", "exercee") and at > 1:
        return tokens[at - 2].low in _ANNOUNCE
    if bare and low in ("de", "d") and at > 1 and tokens[at - 2].low in _BEREAVED:
        return True
    if bare and low in _AS:
        return any(tokens[j].low in _WORKS for j in range(max(0, at - 4), at))
    if bare and low in ("d", "en") and at > 1 and tokens[at - 2].low in _WORKS:
        return True
    if bare and low == "dont":  # "2 filles dont une avocate"
        kin = [t.low.removesuffix("s") for t in tokens[max(0, at - 4) : at - 1]]
        return not KIN.isdisjoint([*kin, *(f"{one}s" for one in kin)])
    been = low == "ete" and at > 1 and tokens[at - 2].low in ("a", "avait", "avoir", "ai")
    if tokens[first].low == "juge" and [t.low for t in tokens[first + 1 : first + 2]] == ["et"]:
        return False  # "juge et partie"
    if bare and (low in _IS or been):
        if tokens[first].low in _PARTICIPLES and _governs(doc, first + 1):
            return False
        if strict and low == "suis":
            return False  # "je suis kiné" is the colleague who writes
        return not strict or been or at < first or _person_near(doc, at - 2)
    if low.isdigit() and len(low) == 4 and gap.startswith(",") and not strict:
        return low[:2] in ("19", "20")  # the end of a birth date
    if gap.strip(" ,(:-/") or gap.strip().startswith(")"):
        return False
    if age_ends(doc, at - 1):
        return not bare or not (verb or (strict and not _closes(doc, stop)))
    if low[0] in "gp" and _GESTATION.match(low):
        return not strict
    if low in KIN or ((low in SINGLE and len(low) > 1) or low in ("lui", "elle", "moi")):
        return (at == first and not (bare and verb)) or not bare
    if not bare and _named_person(doc, at - 1):
        return True
    return not bare and not strict and _person_near(doc, at - 2)


def _closes(doc: Doc, stop: int) -> bool:
    """Whether a clause ends before token `stop`, known to stand after the job."""
    return bool(stop) and (stop >= len(doc.tokens) or bool(doc.gap(stop).strip(" '-(")))


def _named_person(doc: Doc, last: int) -> bool:
    """Whether token `last` ends a name that is told of: "son fils Luc", "le père, Codjo"."""
    at = last
    while at >= 0 and last - at < 3 and doc.tokens[at].cap:
        if doc.gap(at).strip(" -',"):
            return False
        at -= 1
    return 0 <= at < last and doc.tokens[at].low in KIN


def announced(doc: Doc, first: int) -> bool:
    """Whether a job is sure to come at token `first`: after "ancien", "profession :", an age…"""
    tokens = doc.tokens
    if not first:
        return False
    before, gap = tokens[first - 1].low, doc.gap(first)
    if before in ("ancien", "ancienne", "ex") and gap in (" ", "-"):
        return True
    if before == "ete" and gap == " " and first > 1 and not word(tokens[first].low).common:
        return tokens[first - 2].low in ("a", "avait", "ai")  # "a été flocageur"
    if "\n" in gap and before not in _ANNOUNCE:
        return False
    if before in _ANNOUNCE:
        return gap.strip() in (":", "=") or before in ("profession", "metier")
    if gap == " " and before in _AS and first > 1:
        return tokens[first - 2].low in _WORKS or tokens[first - 2].low == "tant"
    if gap == " " and before in ("un", "une", "ce", "cette"):
        return forward(doc, first + 1)
    if gap.strip() not in (",", "", "("):
        return False
    if age_ends(doc, first - 1):
        return gap != " "
    if gap == ", " and _named_person(doc, first - 1):
        return True
    if gap == ", " and before in ("patient", "patiente", "interesse", "interessee"):
        return True
    return before in KIN and before not in ("fils", "aidant", "aidante")


def introduced(doc: Doc, first: int, stop: int) -> bool:
    """Whether the case is told of the job's holder: "il s'agit d'un berger", "ce militaire était".

    Also "pêcheur-piroguier": a word that two things bear, made sure by the job beside it.
    """
    tokens = doc.tokens
    if first < 2 or doc.gap(first) != " " or tokens[first].low in _VERBS:
        return False
    before = tokens[first - 1].low
    if before in ("ce", "cet", "cette"):
        after = tokens[stop].low if stop < len(tokens) else ""
        return tokens[first].low in _OFTEN_THE_CASE and (after in _IS or after in ("a", "avait"))
    if before not in ("un", "une"):
        return False
    lead = tokens[first - 2].low
    if lead == "est" and first > 2 and tokens[first - 3].low == "c":
        return stop < len(tokens) and (tokens[stop].low == "qui" or bool(doc.gap(stop).strip()))
    return lead == "chez" or (
        lead == "d" and first > 2 and tokens[first - 3].low in ("agit", "cas", "observation")
    )


def opens_alone(doc: Doc, first: int, stop: int) -> bool:
    """Whether a sentence opens on the job and a comma: "Marin pêcheur, dermite des mains"."""
    tokens = doc.tokens
    low = tokens[first].low
    if not doc.opens(first) or low in _VERBS or low in _VOCATIVE or stop >= len(tokens):
        return False
    return doc.gap(stop).startswith(",")


def _governs(doc: Doc, after: int) -> bool:
    """Whether what follows is governed: "responsable de l'hématome", "jugé excellent"."""
    if after >= len(doc.tokens) or doc.gap(after).strip():
        return False
    return doc.tokens[after].low not in ("et", "puis")


def _person_near(doc: Doc, index: int) -> bool:
    """Whether a patient or relative is named in the few words that end at token `index`."""
    tokens = doc.tokens
    for j in range(index, max(-1, index - 4), -1):
        if j + 1 < len(tokens) and doc.gap(j + 1).strip(" ,("):
            return False
        low = tokens[j].low
        if low in SINGLE or low in ("elle", "il", "qui", "je", "tous", "toutes", "deux"):
            return True
    return False
