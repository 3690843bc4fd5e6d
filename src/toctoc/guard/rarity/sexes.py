"""The patient's sex, from whatever says it first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.rarity.types import Sex
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from toctoc.guard.rarity.stream import Stream
    from toctoc.guard.rarity.types import Ages

_SAID = {
    **dict.fromkeys(
        listed("""
    patiente pte dame mme mmes madame mlle mademoiselle fille fillette femme gamine
    adolescente parturiente primipare multipare collegienne lyceenne etudiante agee
    nullipare enceinte jumelle
"""),
        "F",
    ),
    **dict.fromkeys(["monsieur", "mr", "garcon", "homme", "gamin", "garconnet", "jumeau"], "M"),
}
_BODY = {
    **dict.fromkeys(
        listed("""
    uterus ovaire ovaires ovarien menopause menopausee hysterectomie ddr grossesse
    metrorragies menorragies g1p1 g2p1 g2p2 g3p2 vulve vagin vaginal leucorrhees fcs
"""),
        "F",
    ),
    **dict.fromkeys(
        listed("""
    prostate psa testicule testicules penis verge priapisme scrotum
"""),
        "M",
    ),
}
_WEAK = {"elle": "F", "patient": "M", "pt": "M", "age": "M", "traitee": "F", "suivie": "F"}
_TELLING = frozenset(("m", "sexe", "il")) | _SAID.keys() | _BODY.keys() | _WEAK.keys()
_AGED = ("âgé", "agé")  # not the noun of "13 mois d'âge réel"
_OWNED = frozenset(
    listed("""
    sa son ses ma mon notre votre leur
""")
)
_KIN = frozenset(["femme", "fille", "fillette", "homme", "garcon", "jumeau", "jumelle"])
_LETTER = {"f": "F", "m": "M", "h": "M", "feminin": "F", "masculin": "M"}
_TITLE = re.compile(r"M\. [A-ZÀ-Þ]")
_CAPITAL = re.compile(r"(?<![\w'’-])([HFM♂♀])(?=[ ,](?:\d|de \d|,|en |jeune|age)|[♂♀])|([♂♀])")
_HE = frozenset(
    listed("""
    est a se s presente prend dit vit tousse refuse consulte ne n
""")
)


def read_sex(stream: Stream, ages: Ages | None) -> Sex | None:
    """The sex in normalised offsets: the letter of the age, then words, then body, then grammar."""
    if ages is not None and ages.sex:
        return Sex(ages.start, ages.start + 1, ages.sex)
    letter = _CAPITAL.search(stream.norm.text)
    weak: Sex | None = None
    body: Sex | None = None
    for i in [i for i, raw in enumerate(stream.raws) if raw in _TELLING]:
        raw = stream.raws[i]
        start, end = stream.starts[i], stream.ends[i]
        if letter and letter.start() < start:
            break
        said = _SAID.get(raw)
        if said and not (raw in _KIN and i and stream.raws[i - 1] in _OWNED):
            return Sex(start, end, said)
        if raw == "m" and _TITLE.match(stream.norm.text, start):
            return Sex(start, end, "M")
        if raw == "sexe" and stream.raws[i + 1 : i + 2] and stream.raws[i + 1] in _LETTER:
            return Sex(start, stream.ends[i + 1], _LETTER[stream.raws[i + 1]])
        if body is None and raw in _BODY:
            body = Sex(start, end, _BODY[raw])
        if weak is None:
            if raw in _WEAK and (raw != "age" or stream.cased(i).lower() in _AGED):
                weak = Sex(start, end, _WEAK[raw])
            elif raw == "il" and stream.raws[i + 1 : i + 2] and stream.raws[i + 1] in _HE:
                weak = Sex(start, end, "M")
    if letter:
        mark = letter[1] or letter[2]
        return Sex(letter.start(), letter.end(), "F" if mark in "F♀" else "M")
    return body or weak
