"""The outline of a passage, without its words: what may be kept of a text that was judged wrongly.

Letters become a or A, digits 9, other signs stay; words of a closed list, which name nobody, stay
too ("Mme", "né le", "CHU"). Lengths are bounded, so that a long name is not told by its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toctoc.guard.text.wordlist import words

GENERIC = frozenset(
    words("""
    adressé adressée adresse agent ans après au aux avec avenue avis bonjour boulevard cabinet cas
    ce cette chambre chemin chez chr chru chu chs clinique collègue commune confrère consultation
    consulté consultée cours dans de depuis des docteur domicile dossier dr du ehpad elle en entre
    enfant est et fax femme fille fils frère garçon habitant habite homme hôpital hospitalier
    hospitalisé hospitalisée il impasse ipp jours la le les lieu ligne ma madame mademoiselle mail
    maison mari médecin mère mes mlle mme mois mon monsieur mr mutation nda nir né née numéro nom
    nous par patient patiente pendant père place pour pr prénom professeur profession quai
    quartier qui rpps route rue réf sa salarié salariée se semaines service ses soeur sœur son
    sous suivi suivie sur tel tél téléphone travaille travaillant un une urgences vers veuf veuve
    village ville vit voisin voisine vu vue à école employé employée retraité retraitée retraite
""")
)
_WORD, _NUMBER, _PART = 12, 15, 60  # most letters of a word, digits of a number, signs of a part
_WINDOW = 400  # characters looked at on each side
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
_SIGNS = frozenset("!\"#%&'()*+,-./:;<=>?@[]_’«»–—…°€")
_OPENS, _CLOSES = re.compile(r"(?:^|[\s(«\"'’])\Z"), re.compile(r"[,;:.)!?»\"]*(?:\s|\Z)")
_CASES = (str.upper, str.capitalize)


@dataclass(frozen=True, slots=True)
class Outline:
    """The shapes of a passage and of the words around it; at most 60 characters each."""

    before: str
    words: str
    after: str


def outline(text: str, start: int, end: int, around: int = 3) -> Outline:
    """ "Aaaaaa", after "vu par Mme " and before ", 99 ans": characters `start` to `end`, masked.

    around: how many words on each side. Raises ValueError where these are no place in the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("no such place in the text")
    before = re.findall(r"\w\S*\W*", text[max(0, start - _WINDOW) : start])[-around:]
    after = re.findall(r"\W*\w\S*", text[end : end + _WINDOW])[:around]
    words = [(m.group(), _told(text, m)) for m in _TOKEN.finditer(text, start, end)]
    if all(told.lower() == token.lower() for token, told in words if token.isalpha()):
        # "Place" may be somebody's name: what was picked is never kept whole.
        words = [(token, _masked(token) if token.isalpha() else told) for token, told in words]
    return Outline(
        _shape(text, start - sum(map(len, before)), start)[-_PART:],
        "".join(told for _, told in words)[:_PART],
        _shape(text, end, end + sum(map(len, after)))[:_PART],
    )


def _shape(text: str, start: int, end: int) -> str:
    return "".join(_told(text, match) for match in _TOKEN.finditer(text, start, end))


def _told(text: str, match: re.Match[str]) -> str:
    token = match.group()
    if token.isspace():
        return " "
    if len(token) == 1 and not token.isalnum():
        return token if token in _SIGNS else "·"
    if not token[0].isalpha():
        return "9" * min(len(token), _NUMBER)
    low = token.lower()
    if low in GENERIC and _whole(text, match.start(), match.end()):
        return next((case(low) for case in _CASES if case(low) == token), low)
    return _masked(token)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a word stands alone: in "Larue", "La-Rue" or "la.rue@" it may be half a name."""
    opens = _OPENS.search(text[max(0, start - 1) : start])
    return bool(opens) and bool(_CLOSES.match(text, end))


def _masked(token: str) -> str:
    return "".join("A" if c.isupper() else "a" for c in token[:_WORD])
