# ruff: noqa: E501  (patterns read better whole)
"""Put a rewording in place of a finding and mend the French around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.guard.report import Finding, Proposal

_MERGES: tuple[tuple[str, str, str], ...] = (
    # (what stands before, how the rewording starts, what replaces both)
    (r"depuis (?:le |ce )?", r"il y a ", "depuis "),
    (r"(?:jusqu'au|jusqu’au) ", r"(?=il y a )", "jusqu'à "),
    (
        r"(?:du |de ce |en date du |datée? du |à partir du |dès le )",
        r"(?=il y a |dans |récemment|aujourd)",
        "",
    ),
    (r"(?:de l['’]|de la |du |de |d['’])", r"(?=une? )", "d'"),
    (r"(?:à l['’]|à la |au |aux |à |a )", r"(?=une? |la région )", "dans "),
    (r"(?:né|née|ne|nee|né\(e\)) (?:le )?", r"(?=âgé)", ""),
    (
        r"(?:l['’]|la |le |ce |cet |cette |les )",
        r"(?=il y a |dans \d|récemment|aujourd|une? |un\b|des )",
        "",
    ),
    (r"sur ", r"(?=une? |la région )", "dans "),
    (r"(?:une? |mon |ma |notre |votre |son |sa |leur )", r"(?=une? )", ""),
    (r"au ", r"(?=il y a |récemment|aujourd)", ""),
    (
        r"(?:en |courant |début |fin |mi-|au mois de |au mois d['’])",
        r"(?=il y a |dans environ |récemment)",
        "",
    ),
)
_RULES = [
    (re.compile(rf"(?:(?<=\s)|(?<=\A)|(?<=[('’])){b}\Z", re.IGNORECASE), re.compile(p), t)
    for b, p, t in _MERGES
]


_LABEL = re.compile(
    r"(?:\A|(?<=[\s(,;]))(?:(?:num[ée]ro|n°|no) (?:de |d['’])?)?(?:ipp|nip|nda|nir|n[ée]+(?:\(e\))? le|ddn|t[ée]l(?:[ée]phone)?|fax|portable|mail"
    r"|e-?mail|courriel|adresse|rpps|adeli|finess|iban|dossier|nom|pr[ée]noms?|date de naissance|s[ée]cu(?:rit[ée] sociale)?|ins)"
    r"\s*\.?\s*(?:n°|num[ée]ro)?\s*[:=#]?\s*\Z",
    re.IGNORECASE,
)
_HOME = re.compile(  # whatever follows one is read as an address, a rewording too
    r"(?:\A|(?<=[\s(,;]))(?:adresse|adr|domicile|domicili[ée]e?|demeurant|(?:lieu d['’])?habitation)"
    r"(?: (?:du |de la )?(?:patiente?|postale))?\s*[:|]\s*\Z",
    re.IGNORECASE,
)


_AREA = re.compile(r"(?:\A|(?<=[\s(,;]))(?:(?:dans|de|sur) )?la région \Z", re.IGNORECASE)


def _merge(before: str, text: str) -> tuple[str, str]:
    for lead, opening, merged in _RULES:
        found = opening.match(text)
        place = lead.search(before)
        if found and place:
            kept = before[: place.start()]
            rest = merged + text[found.end() :]
            if place.group()[:1].isupper():
                rest = rest[:1].upper() + rest[1:]
            return kept, rest
    return before, text


def _join(before: str, text: str, after: str) -> str:
    """Mend spaces and punctuation around a rewording, or around the hole it leaves."""
    if not text:
        if re.search(r"\(\s*\Z", before) and re.match(r"\s*\)", after):
            before, after = re.sub(r"\s*\(\s*\Z", "", before), re.sub(r"\A\s*\)", "", after)
        if (not before or before[-1].isspace()) and after[:1] in (" ", ",", ";"):
            after = after.lstrip(" ,;") if not before.strip() else after.lstrip(" ")
        if after[:1] in (",", ".", ";", ")"):
            before = before.rstrip(" ")
            if before[-1:] == "," and after[0] in ",.;":
                before = before[:-1]
            elif before[-1:] == ":" and after[0] in ",;":
                after = after[1:]
        return before + after
    if before and (before[-1].isalnum() or before[-1] in ",;:") and text[0].isalnum():
        before += " "
    if after and after[0].isalnum() and text[-1].isalnum():
        after = " " + after
    return before + text + after


def apply(text: str, finding: Finding, proposal: Proposal) -> str:
    """`text` with the finding's span replaced by the proposal, its neighbours mended.

    Offsets of other findings move: check the result again before applying the next one, or
    apply from the last finding to the first.
    """
    before, after = text[: finding.start], text[finding.end :]
    before, wording = _merge(before, proposal.text)
    # a label without its value says nothing
    before = _HOME.sub("", before) if wording else _AREA.sub("", _LABEL.sub("", before))
    return _join(before, wording, after)
