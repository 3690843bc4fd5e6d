"""Firms that everybody works for: after "chez" they are an employer, not somebody's surname."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc
    from toctoc.guard.text.names.namefinder import Finder

# folded names; what stands between two words of one is a hyphen here
_FIRMS = frozenset(
    words("""
    accor acome adecco airbus air-france air-liquide alcatel aldi allianz alstom altran
    amazon apple arcelor arcelormittal areva ariane-group arkema atos auchan axa biomerieux
    boulanger bouygues bonduelle bosch bull burger-king butagaz canal capgemini carglass
    carrefour casino castorama chanel citroen colas conforama continental credit-agricole
    credit-mutuel cultura damart danone darty dassault decathlon deliveroo deloitte
    derichebourg dior disney disneyland edf eiffage elior elis engie ericsson essilor
    eurovia exxon fedex ferrero fnac ford framatome free galeries-lafayette generali google
    gemo groupama haribo hermes hp ibm ikea intermarche iveco jcdecaux kering keolis kiabi
    lactalis lafarge leclerc legrand leroy-merlin lidl l-oreal loreal lvmh manpower mcdo
    mcdonald mcdonalds metro michelin microsoft monoprix naval-group nestle nexans nokia
    norauto onet orange orano orangina peugeot picard pfizer pierre-fabre primark randstad
    renault ricard rossignol safran saint-gobain samsung sanofi saupiquet schneider
    schneider-electric securitas seb sephora servier sfr shell siemens sncf sodexo soitec
    solvay stellantis suez tefal thales total totalenergies toyota transdev uber valeo
    vallourec veolia vinci vuitton yves-rocher zara
    """)
)
_VISITED = frozenset(
    words("""
    vit habite loge hebergee heberge vivait habitait logeait dort retourne rentre reside suivi
    suivie vu vue revu revue adresse adressee hospitalise hospitalisee opere operee consulte rdv
    garde
    """)
)
_WORK = frozenset(
    words("""
    travaille travaillait travaillant bosse bossait boulot job taf poste emploi embauche embauchee
    salarie salariee employe employee cadre agent agente stage stagiaire alternance apprenti
    apprentie interimaire cdi cdd retraite retraitee ancien ancienne chaine usine carriere
    """)
)
_TRADES = ("eur", "euse", "ier", "iere", "iste", "icien", "icienne", "trice", "aire")
_JOINTS = frozenset((" ", "-", "'"))
_LEAD = 4  # words before "chez" that say what is done there


def firms(finder: Finder) -> Iterator[Hit]:
    """ "ouvrier chez Michelin": an employer; "suivi chez Picard" is somebody."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in [at + 1 for at in doc.among(("chez",)) if at + 1 < len(tokens)]:
        token = tokens[i]
        led = not doc.gap(i).strip(' «"')
        if not led or finder.taken[i] or not token.cap or doc.shouted:
            continue
        lead = [t.low for t in tokens[max(0, i - 1 - _LEAD) : i - 1]]
        if not _VISITED.isdisjoint(lead):
            continue
        stop = _end(doc, i) or _unheard(doc, i)
        lone = stop == i + 1 and lexicon.word(token.low).last == 4
        if stop and not (lone and not any(w in _WORK or w.endswith(_TRADES) for w in lead)):
            for at in range(i, stop):
                finder.taken[at] = 1
            start, end = token.start, tokens[stop - 1].end
            category = Category.EMPLOYER
            yield Hit(start, end, category, Level.WARN, "employer", (REMOVE,), contestable=True)


def _unheard(doc: Doc, i: int) -> int:
    """Index after "Thermopéi", which at publication no list of names holds; or 0."""
    token = doc.tokens[i]
    alone = i + 1 >= len(doc.tokens) or not doc.tokens[i + 1].cap or doc.gap(i + 1) != " "
    fresh = doc.final and alone and stranger(token, lexicon.word(token.low))
    return i + 1 if fresh and lexicon.place(token.low) is None else 0


def _end(doc: Doc, i: int) -> int:
    """Index after the firm whose name begins at token `i`, its longest form first; or 0."""
    tokens = doc.tokens
    if i + 1 < len(tokens) and doc.gap(i + 1) in _JOINTS:
        if f"{tokens[i].low}-{tokens[i + 1].low}" in _FIRMS:
            return i + 2
        if tokens[i + 1].cap:
            return 0  # "chez Renault Paul", "chez Bosch-Durand"
    return i + 1 if tokens[i].low in _FIRMS else 0
