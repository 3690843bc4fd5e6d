"""What surnames of a language look like: beginnings and endings that no French word has.

A weak feature: it makes a capital that no list knows as likely a name as a usual surname.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Token

_BEGINNINGS = (
    # Malagasy
    r"rakoto|andria[mnt]|razaf|ratsi[fhmrv]|rasolo|ravelo|raharin|randria|rasoa|rama[hn]an"
    r"|teri[iv]|tehau|teiki|taputu|tetua|tuihi"  # Tahitian, Marquesan
    r"|ker[bdgjlmnrv]|pen[chgmv][aeou]|gu[ei]r[mn]"  # Breton
    r"|etch[ae]|etxe|elissa|hiri[bg]|iturr|ithurr|oyh[ae]|goyen"  # Basque
    r"|ouled|ould|nsengi|niyon|habi[my]|twagira|phomma|souvann"  # Mauritanian, Rwandan, Lao
    r"|vande[nrv]|mac[cdgk][aeilor]"  # Flemish, Scottish
)
_ENDINGS = (
    r"shvili|adze|idze|oglu|opoulos|opoulou|akis|escu|eanu|wicz|czyk|owsk[ia]|ewsk[ia]|insk[ia]"
    r"|enko|chuk|ov[iy]c|ovic|evic|dottir|sson|skas|aitis|evicius|inen|zadeh|nejad|ullah"
    r"|[a-z](?:[bdhjkmrst]yan|[bdjkmr]ian)|ndraibe|ntsoa|ndimby|manana|ssamy|poulle"
    r"|tuarai|hotaata|vong|gaspe|iturri|garay|berry|beherr?e|acci|oncelli|ngombe|nkou|pbo"
)
_BEGINS = re.compile(_BEGINNINGS)
_ENDS = re.compile(rf"(?:{_ENDINGS})\Z")


def surname_like(token: Token) -> bool:
    """Whether an unknown word of 6 letters or more is built as a surname of some language."""
    size = len(token.text)
    if size < 6 or not token.alpha:
        return False
    begun, ended = _BEGINS.match(token.low), _ENDS.search(token.low)
    if not ((begun and begun.end() + 3 <= size) or (ended and ended.start() >= 2)):
        return False
    if lexicon.word(token.low).common or lexicon.place(token.low) is not None:
        return False
    clinical = lexicon.is_clinical(token.low) or lexicon.is_drug(token.low)
    return not (clinical or lexicon.is_eponym(token.low))
