"""Public bodies with their town or their patron: "brigade de Baud", "muséum de La Rochelle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.places.gazetteer import match_articled, match_place
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

# the first word of a body, and the words that may follow it before the name
_FILLERS: dict[str, frozenset[str]] = {
    "brigade": frozenset(words("de la des gendarmerie territoriale recherches mineurs nautique")),
    "gendarmerie": frozenset(words("mobile maritime departementale nationale")),
    "cour": frozenset(words("d appel assises")),
    "tribunal": frozenset(
        words("judiciaire de grande premiere instance administratif correctionnel pour enfants")
    ),
    "groupe": frozenset(("scolaire",)),
    "lycee": frozenset(words("agricole professionnel maritime technique hotelier general")),
    "bureau": frozenset(("des", "guides")),
    "maison": frozenset(words("des parents centrale")),
    "groupement": frozenset(("pastoral", "forestier", "agricole")),
    **dict.fromkeys(
        words("""
        musee museum douanes rsma chapelle patrouilleur caserne basilique cathedrale
        aeroport prefecture opera temple eglise mosquee synagogue
        """),
        frozenset(words("regional regionale national nationale militaire international")),
    ),
}
BODIES = frozenset(_FILLERS)
# kinds that are a body only with one of their words: "cour d'appel", "groupe scolaire"
_TWO_WORDS = frozenset(words("cour groupe bureau maison groupement"))
# kinds named after somebody rather than their town
_SACRED = frozenset(words("chapelle eglise basilique cathedrale mosquee synagogue temple"))
# kinds that a name follows bare: "patrouilleur La Glorieuse", "maison des parents Lo Ti Kaz"
_BARE = frozenset(words("patrouilleur maison groupe")) | _SACRED
# who may be called anywhere: "SOS Médecins"
_EVERYWHERE = frozenset(words("medecin medecins main mains genou urgences dentaire kine covid"))
_LINKS = frozenset(words("de d du des"))
_GAPS = frozenset((" ", "'"))
_NUMBERED = re.compile(r"\d{1,3}/\d{1,3}\b")


def body_end(doc: Doc, i: int) -> int:
    """End of the public body that token `i` opens, its town or name included, or 0."""
    kind, at, linked = doc.tokens[i].low, i + 1, False
    fillers, tokens = _FILLERS[kind], doc.tokens
    while at < len(tokens) and doc.gap(at) in _GAPS and not tokens[at].cap:
        if tokens[at].low not in fillers and tokens[at].low not in _LINKS | {"la", "l"}:
            return 0
        linked = tokens[at].low in _LINKS or (linked and tokens[at].low in ("la", "l"))
        at += 1
    if at >= len(tokens) or doc.gap(at) not in _GAPS or not tokens[at].cap or doc.shouted:
        return 0
    if kind in _TWO_WORDS and fillers.isdisjoint(t.low for t in tokens[i + 1 : at]):
        return 0
    if not linked:
        return _run(doc, at) if kind in _BARE and _titled(doc, at, kind) else 0
    if kind in _SACRED:
        return 0  # "église de Brinay": the town alone
    stop = max(match_place(doc, at), match_articled(doc, at)[0])
    if not stop and (lexicon.region(tokens[at].low) is not None or _unknown(tokens[at].low)):
        stop = at + 1
    while stop and stop < len(tokens) and doc.gap(stop) == "-":
        stop += 1  # "Mtsapéré-Bas"
    return stop


def _unknown(low: str) -> bool:
    """Whether a capitalised word is no everyday, clinical or medical one."""
    medical = lexicon.is_clinical(low) or lexicon.is_eponym(low) or lexicon.is_acronym(low)
    return len(low) > 3 and not medical and not lexicon.word(low).common


def helpline_end(doc: Doc, i: int) -> int:
    """End of "SOS Oxygène Artois", or 0 for what each town calls so: "SOS Médecins"."""
    if not doc.tokens[i].upper or doc.shouted or i + 1 >= len(doc.tokens):
        return 0
    after = doc.tokens[i + 1]
    calm = doc.gap(i + 1) == " " and after.cap and not after.upper
    return _run(doc, i + 1) if calm and after.low not in _EVERYWHERE else 0


def squadron_end(doc: Doc, i: int) -> int:
    """End of "escadron 15/6", numbered and no more, or 0."""
    if i + 2 >= len(doc.tokens) or doc.gap(i + 1) != " ":
        return 0
    return i + 3 if _NUMBERED.match(doc.text, doc.tokens[i + 1].start) else 0


def _titled(doc: Doc, at: int, kind: str) -> bool:
    """Whether a proper name begins at `at`: a saint, a lady, several capitals."""
    token = doc.tokens[at]
    if token.low in v.TITLES or token.upper:
        return False
    if kind in _SACRED:
        return token.low in ("saint", "sainte", "notre", "st", "ste")
    more = at + 1 < len(doc.tokens) and doc.gap(at + 1) in _GAPS | {"-"}
    return more and doc.tokens[at + 1].cap and not lexicon.is_clinical(doc.tokens[at + 1].low)


def _run(doc: Doc, at: int) -> int:
    """End of the capitals and hyphens that go on from `at`."""
    stop = at + 1
    while stop < len(doc.tokens) and stop - at < 6:
        joined = doc.gap(stop) == "-" or (doc.gap(stop) == " " and doc.tokens[stop].cap)
        if not joined or doc.tokens[stop].low in v.TITLES:
            break
        stop += 1
    return stop
