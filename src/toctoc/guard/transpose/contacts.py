# ruff: noqa: E501  (patterns read better whole)
"""Numbers, telephones, e-mails and links: they go, with the label that announced them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.transpose.compose import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.scene import Scene

REMOVED = frozenset(
    ("phone", "email", "url", "handle", "nir", "ipp", "rpps", "iban", "plate", "number")
)
_LABEL = re.compile(
    r"(?:\A|(?<=[\s(,;]))(?:(?:num[ée]ro|n°|no|son|sa|mon|le) (?:de |d['’])?)?(?:ipp|nip|nda|nir|t[ée]l(?:[ée]phone)?|fax|portable|gsm|mobile|mail"
    r"|e-?mail|courriel|adresse|rpps|adeli|finess|iban|dossier|visite|s[ée]cu(?:rit[ée] sociale)?|ss|ins|immat\w*|insta\w*|facebook|fb|joindre au|joignable au|rappele[rz](?:[- ]moi)? au|appele[rz](?:[- ]moi)? au|joignez[- ]moi au|m'appeler au|ecrire a|ecrivez[- ]moi a|n°|contact|lien|site|cf|voir)"
    r"\s*\.?\s*(?:n°|num[ée]ro)?\s*[:=#]?\s*\Z",
    re.IGNORECASE,
)


def read_contacts(scene: Scene) -> Iterator[Edit]:
    """Every direct number or address of communication among the findings."""
    for hit in scene.found:
        if hit.category in REMOVED:
            label = _LABEL.search(scene.low[max(0, hit.start - 40) : hit.start])
            start = hit.start - (len(label.group()) if label else 0)
            yield Edit(start, hit.end, "", "contact", "contact", hit.category)
