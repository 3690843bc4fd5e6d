"""Names made comparable: the same person however typed, and the same look whatever the alphabet."""

from __future__ import annotations

import re
import unicodedata

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
    latin = "".join(c for c in _bare(_bare(text).translate(_LOOKALIKE)) if c.isalnum())
    return latin.replace("i", "l").replace("rn", "m").replace("vv", "w")


def bears_title(text: str) -> bool:
    """Whether a name begins with "Dr", "Pr", "Docteur"… in any disguise."""
    disguised = " ".join(re.split(r"[\W_]+", _bare(_bare(text).translate(_LOOKALIKE)))).strip()
    spread = re.sub(r"^(d r|p r)\b", lambda m: m.group(0).replace(" ", ""), disguised)
    return bool(_TITLE.match(spread))


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", _bare(text)) if word]
