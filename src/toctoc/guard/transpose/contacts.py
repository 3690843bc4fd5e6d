# ruff: noqa: E501  (patterns read better whole)
"""Numbers, telephones, e-mails and links: they go, with the label that announced them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard.transpose.compose import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.scene import Scene

REMOVED = frozenset(
    ("phone", "email", "url", "handle", "nir", "ipp", "rpps", "iban", "plate", "number")
)
_LABEL = re.compile(
    r"(?:(?:\A|(?<=[\s(,;:.!?/]))(?:ou|et|soit|dm|mp) )?"
    r"(?:(?:\A|(?<=[\s(,;:.!?/]))(?:par|sur|au|a|via|depuis|chez|du|en) )?"
    r"(?:(?:\A|(?<=[\s(,;:.!?/]))(?:mon|ma|son|sa|le|la|notre|votre) |\bl')?"
    r"(?:(?:\A|(?<=[\s(,;:.!?/]))(?:(?:numero|num|n°|no) (?:de |d'|du )?)?"
    r"(?:ipp|nip|nda|nir|tel(?:ephone)?|fax|portable|gsm|mobile|mail|e-?mail|courriel|adresse|rpps|adeli|finess|iban|dossier|visite|secu(?:rite sociale)?|ss|ins|immat\w*|insta\w*|facebook|fb|twitter|contact|lien|site|cf|voir|plaque|passeport|carte vitale|sejour|passage|prelevement|anapath|ofpra|secretariat|num|numero|n°)"
    r"(?: (?:perso|pro|cab|cabinet|maman|mere|papa|pere|fils|fille|direct|portable|secretariat|patiente?|du (?:cabinet|fils|conjoint)|de la (?:fille|patiente|mere)|dialyse|svp))?"
    r"\s*\.?\s*(?:n°|numero)?\s*[:=#(]?\s*)?\Z"
)


def read_contacts(scene: Scene) -> Iterator[Edit]:
    """Every direct number or address of communication among the findings; neighbours go as one."""
    last: Edit | None = None
    for hit in scene.found:
        if hit.category in REMOVED:
            label = _LABEL.search(scene.low[max(0, hit.start - 60) : hit.start])
            start = hit.start - (len(label.group()) if label else 0)
            start += scene.text[start : hit.start].startswith("(")
            if scene.text[start - 1 : start] == "(" and ")" in scene.text[start : hit.end]:
                start -= 1
            if last is not None and not scene.text[last.end : start].strip(" ,;/"):
                last = replace(last, end=hit.end)
                continue
            if last is not None:
                yield last
            last = Edit(start, hit.end, "", "contact", "contact", hit.category)
    if last is not None:
        yield last
