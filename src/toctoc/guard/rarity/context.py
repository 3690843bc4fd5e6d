"""Whether what a table found is said of the patient: not denied, not of a relative, not a guess."""

from __future__ import annotations

import re

from toctoc.guard.rarity.stream import COMMA, SENTENCE, Stream
from toctoc.guard.text.wordlist import words as listed

_NOT = frozenset(
    listed("""
    pas sans absence aucun aucune ni non jamais nie ecarte exclu exclue
""")
)
_GUESS = frozenset(
    listed("""
    suspicion suspecte evoque evoquer evoquant eliminer hypothese doute depister depistage
    vaccin vaccine vaccinee vaccination prevention risque risques peur crainte craint
    rechercher recherche facteur facteurs differentiel score criteres desir projet test reco
    recos recommandation recommandations protocole etude essai article formation congres
    discute possible penser pense discuter eventuel eventuelle contage simule mime
    prophylaxie argument arguments triade operation intervention
""")
)
_RELATIVE = frozenset(
    listed("""
    mere pere frere soeur freres soeurs oncle tante cousin cousine maman papa parents parent
    conjoint conjointe mari epouse epoux neveu niece grand-mere grand-pere fratrie apparente
    apparentee tantes oncles cousins grands-parents
""")
)
_FAMILIAL = frozenset(
    listed("""
    familiaux familial familiale familiales famille fam heredite hereditaires
""")
)
_OTHERS = frozenset(["patients", "malades", "patientes", "population"])
_TESTED = frozenset(["serologie", "serologies", "depistages"])
_TURN = frozenset(
    listed("""
    avec sous mais pour car malgre dont depuis puis suivi
""")
)
_DENIED = frozenset(
    listed("""
    non exclu exclue elimine eliminee negatif negative neg absent absente ecarte ecartee
    infirme infirmee
""")
)
_DOUBT = frozenset(
    listed("""
    evoque evoquee evoques evoquees suspecte suspectee suspectes probable possible discute
    discutee discutes eventuel eventuelle redoute redoutee craint
""")
)
_TO_CHECK = frozenset(["eliminer", "rechercher", "chercher", "exclure", "discuter", "evoquer"])
_SOURCES = frozenset(["source", "sources", "vs", "versus", "dd", "ddx", "differentiels"])
_PREVENTED = frozenset(
    [
        *("tétanos", "diphtérie", "zona", "hépatite B", "rage humaine", "hépatite C"),
        *("méningite à méningocoque", "fièvre Q", "dengue", "chikungunya", "choléra"),
    ]
)
_PREVENTING = re.compile(r"(?:vacci|immunis|rattrapage|rappel|prophyla|serologi|injection|dose)")
_ENDING = re.compile(r"[?!\n]|\.(?!\d)")
_BACK = 7


def denied(stream: Stream, first: int) -> bool:
    """Whether "pas de", "sans", "ni" governs word `first`, in its clause."""
    for at in range(first, max(first - _BACK, 0), -1):
        if stream.breaks[at] or stream.raws[at - 1] in _TURN:
            return False
        if stream.raws[at - 1] in _NOT:
            return True
    return False


def _guessed(stream: Stream, first: int) -> bool:
    """Whether the words before ask for it, fear it or vaccinate against it."""
    if not _TESTED.isdisjoint(stream.raws[max(first - _BACK, 0) : first]):
        return True
    if first and stream.raws[first - 1] in _SOURCES:
        return True
    for at in range(first, max(first - 4, 0), -1):
        if stream.breaks[at]:
            return False
        if stream.raws[at - 1] in _GUESS:
            return True
    return False


def _either(stream: Stream, first: int, last: int) -> bool:
    """ "Pied-main-bouche ou Kawasaki débutant ?": one of two, in a sentence that asks."""
    if "ou" not in (stream.raws[max(first - 1, 0)], *stream.raws[last + 1 : last + 4]):
        return False
    ending = _ENDING.search(stream.norm.low, stream.ends[last])
    return ending is not None and ending.group() == "?"


def _doubted(stream: Stream, last: int) -> bool:
    """ "sarcoïdose probable", "Pendred et Usher évoqués", "amylose à éliminer"."""
    for at in range(last + 1, min(last + 5, len(stream.raws))):
        if stream.breaks[at]:
            return False
        word = stream.raws[at]
        if at == last + 1 and word in ("vs", "versus"):
            return True
        if word in _DOUBT:
            return at <= last + 2 or stream.raws[last + 1] in ("et", "ou")
        if word in _TO_CHECK:
            return stream.raws[at - 1] == "a"
    return False


def _prevented(stream: Stream, first: int, name: str) -> bool:
    """Whether a disease that vaccines prevent stands in a sentence about preventing it."""
    if name not in _PREVENTED:
        return False
    start, end = first, first + 1
    while start and stream.breaks[start] != SENTENCE:
        start -= 1
    while end < len(stream.raws) and stream.breaks[end] != SENTENCE:
        end += 1
    return any(_PREVENTING.match(raw) for raw in stream.raws[start:end])


def _someone_else(stream: Stream, first: int) -> bool:
    """Whether a relative ("mère diabétique", "ATCD familiaux : …") or patients at large bear it."""
    if first and (stream.raws[first - 1] == "les" or stream.raws[first - 1] in _OTHERS):
        return not stream.breaks[first]
    crossed = 0
    for at in range(first, max(first - 2 * _BACK, 0), -1):
        crossed = max(crossed, stream.breaks[at])
        if crossed == SENTENCE:
            return False
        word = stream.raws[at - 1]
        if word in _FAMILIAL:
            return True
        if word in _RELATIVE and crossed < COMMA and first - at < _BACK:
            return True
    return False


def _settled_after(stream: Stream, first: int, last: int) -> bool:
    """ "diabète : non", "mucoviscidose ?", "cancer du sein chez sa mère"."""
    low, end = stream.norm.low, stream.ends[last]
    if low[end : end + 2].lstrip(" ").startswith("?") or _either(stream, first, last):
        return True
    for at in range(last + 1, min(last + 6, len(stream.raws))):
        if stream.breaks[at] == SENTENCE:
            return False
        word = stream.raws[at]
        if at <= last + 2 and word in _DENIED:
            return True
        if word in ("maternel", "maternelle", "paternel", "paternelle"):
            return at <= last + 2
        if word in _RELATIVE:
            return stream.raws[at - 1] in ("la", "sa", "son", "le", "une", "un") and (
                stream.raws[at - 2] == "chez" or low[end : end + 2].strip() == "("
            )
    return False


def of_patient(stream: Stream, first: int, last: int, name: str = "") -> bool:
    """Whether the disease or event in words first..last is asserted of the patient.

    name: how its table calls it, for the diseases that are mostly named to prevent them.
    """
    return not (
        denied(stream, first)
        or _guessed(stream, first)
        or _someone_else(stream, first)
        or _settled_after(stream, first, last)
        or _doubted(stream, last)
        or _prevented(stream, first, name)
    )
