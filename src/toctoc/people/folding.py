"""Names made comparable: the same person however typed, and the same look whatever the alphabet."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase

# Letters of other alphabets, and digits, that pass for Latin ones at a glance.
_LOOKALIKE = str.maketrans(
    "авекмнорстухіјѕԁһԛԝьαβεικνορτυχɡıłøđŀ0135$|",
    "abekmhopctyxijsdhqwbabeikvoptuxgilodlolessl",
)
_NOT_WORD = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_TITLE = re.compile(
    r"^(dr|doc|docteur|docteure|doctor|pr|prof|professeur|professeure|professor|me)\b"
)


def _bare(text: str) -> str:
    """Lower case without accents, nor characters that are not seen (zero width, direction)."""
    if text.isascii():
        return "".join(c for c in text.lower() if c.isprintable())
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in flat if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))


def fold_name(text: str) -> str:
    """The letters of a civil name: "Jean-François d’Aÿ" gives "jeanfrancoisday"."""
    return _NOT_WORD.sub("", _bare(text))


def look_alike_key(text: str) -> str:
    """Equal for two names that a hurried reader could take for one another."""
    letters = "".join(c for c in latin(text) if c.isalnum())
    return letters.replace("i", "l").replace("rn", "m").replace("vv", "w")


def latin(text: str) -> str:
    """The letters that a reader sees: "Frаs1ane" (a Cyrillic "а", a digit) gives "fraslane"."""
    return _bare(_bare(text).translate(_LOOKALIKE))


def is_near(one: str, other: str) -> bool:
    """Equal but for one letter added, left out or changed, or two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1] == other[at : at + 2]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])


def neighbours(word: str) -> set[str]:
    """Every word that `is_near` this one, in plain letters."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    return found | {a + letter + b for a, b in cuts for letter in ascii_lowercase}


def bears_title(text: str) -> bool:
    """Whether a name begins with "Dr", "Pr", "Docteur"… in any disguise."""
    disguised = " ".join(re.split(r"[\W_]+", latin(text))).strip()
    spread = re.sub(r"^(d r|p r)\b", lambda m: m.group(0).replace(" ", ""), disguised)
    return bool(_TITLE.match(spread))


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", _bare(text)) if word]
