# ruff: noqa: E501  (patterns read better whole)
"""The French around a rewording: contractions, prepositions, capitals, the hole a word leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.guard.transpose.compose import Edit

_WINDOW = 64
_OPEN = r"(?:(?<=[\s(,;:/\"«\-])|(?<=\A)|(?<=[('’]))"
_UN = r"une? "
_SAME = "="  # the author's words before the rewording stay, its own article goes
# (what stands before, how the rewording starts, what replaces both); the first that fits wins
_LEADS: tuple[tuple[str, str, str], ...] = (
    (r"de (?:l['’]|la |le )?|du |d['’]", r"le (?=patient|confr|m[ée]decin|mari|malade)", "du "),
    (r"(?:à|a) (?:la |le |l['’])?|au ", r"le (?=patient|confr|m[ée]decin|mari|malade)", "au "),
    (r"(?:de la |de l['’]|du |de |d['’])", r"(?=la |l'|son |sa )", "de "),
    (r"(?:à la |à l['’]|au |à |a )", r"(?=la |l'|son |sa )", "à "),
    (r"(?:la |le |l['’]|cette |ce |une? |mon |ma |notre )", r"(?:la |le |l')(?=\w)", "\\g<0>"),
    (r"(?:sa |son )", r"(?:la |le )(?=patient)", "\\g<0>"),
    (r"(?:le |la |mon |ma |ce |cette |un |une |du |au )?(?:vieux|vieille|pauvre|brave|jeune|bon|bonne|gentil|gentille) ", r"(?:le |la )(?=patient|personne)", _SAME),
    (r"des ", rf"(?={_UN})", "d'"),
    (r"(?:aux )", rf"(?={_UN})", "dans "),
    (r"(?:de l['’]|de la |du |de |d['’])", rf"(?={_UN})", "d'"),
    (r"(?:de l['’]|de la |du |de |d['’])", r"(?=au )", ""),
    (r"(?:hors de |près de |côté de |cote de |pres de )(?:la |l['’])?", rf"(?={_UN})", "près d'"),
    (r"(?:à l['’]|à la |à |a |au |sur (?:la |le |l['’])?|en |dans (?:la |le |l['’])|@ ?)", rf"(?={_UN}(?:commune|petite ville|ville|grande ville|très grande ville|île|autre|CHU|CH\b|clinique|EHPAD|hôpital|maternité|centre|établissement|cabinet|école|collège|lycée|université|pharmacie|laboratoire|crèche|entreprise|administration))", "dans "),
    (r"(?:à |a |au )", rf"(?={_UN})", "à "),
    (r"(?:chez |par )(?:la |le |l['’])?", rf"(?={_UN})", "\\g<0>"),
    (r"(?:l['’]|la |le |cet |cette |ce |les |mon |ma |notre |une? )", rf"(?={_UN})", ""),
)  # fmt: skip
_COMPILED = [
    (re.compile(rf"{_OPEN}(?:{lead})\Z", re.IGNORECASE), re.compile(opening), merged)
    for lead, opening, merged in _LEADS
]
_SENTENCE = re.compile(r"(?:\A|[.!?…\n])[\s\"«(\-–•*]*\Z")


def _merge(before: str, wording: str) -> tuple[int, str]:
    """How many characters of `before` the rewording absorbs, and the rewording then."""
    for lead, opening, merged in _COMPILED:
        found = opening.match(wording)
        place = lead.search(before) if found else None
        if not found or not place:
            continue
        if merged == "\\g<0>":
            rest = _keep(place.group(), found.group(), wording[found.end() :], wording)
        elif merged == _SAME:
            rest = place.group() + wording[found.end() :]
        else:
            rest = merged + wording[found.end() :]
        return len(before) - place.start(), rest
    return 0, wording


def _keep(lead: str, article: str, rest: str, wording: str) -> str:
    """Keep the author's determiner where it agrees, else take the rewording's."""
    if not article:
        bare = re.sub(r"(?:la |le |l['’])\Z", "", lead, flags=re.IGNORECASE)
        return bare + wording
    low = lead.lower()
    fits = {"la ": ("la ", "cette ", "une ", "ma ", "notre "), "le ": ("le ", "ce ", "un ", "mon ", "notre ")}  # fmt: skip
    return (lead if low in fits.get(article, ()) else article) + rest


def _hole(before: str, after: str) -> tuple[int, int]:
    """How many characters to drop on each side of a removed span."""
    first, last = before, after
    opened = re.search(r"[(\[]\s*\Z", before)
    closed = re.match(r"\s*[)\]]", after)
    if opened and closed:
        before, after = before[: opened.start()], after[closed.end() :]
    if not before.strip(" \n") or before.endswith("\n"):
        after = after.lstrip(" ,;")
    elif before[-1].isspace() or before[-1] in "('’":
        after = after.lstrip(" ")
    if re.match(r" +[.,;)](?!\.)", after):
        after = after.lstrip(" ")
    if not after.strip(" ") or after[0] in ",.;)\n]":
        before = before.rstrip(" ")
    if before and before[-1] in ",;:" and (not after.strip(" ") or after[0] in ",.;)]"):
        if after[:1] == ",":
            after = after[1:]
        else:
            before = before[:-1]
    elif after[:1] in (".", ",") and before.rstrip(" ")[-1:] in tuple(".!?:;"):
        after = after[1:]
    return len(first) - len(before), len(last) - len(after)


def mend(text: str, edit: Edit) -> Edit:
    """The same edit, widened over what must change with it; `text` is what it applies to."""
    before = text[max(0, edit.start - _WINDOW) : edit.start]
    after = text[edit.end : edit.end + _WINDOW]
    wording = edit.text
    if not wording:
        left, right = _hole(before, after)
        start, end = edit.start - left, edit.end + right
        opens = bool(_SENTENCE.search(text[max(0, start - 8) : start]))
        capital = edit.kind == "person" or text[start : start + 1].isupper()
        if capital and opens and text[end : end + 2].islower():
            return replace(edit, start=start, end=end + 1, text=text[end].upper())
        return replace(edit, start=start, end=end)
    if before.endswith("("):
        wording = wording.lstrip()
    cut, wording = (0, wording) if edit.kind == "age" else _merge(before, wording)
    before = before[: len(before) - cut]
    start = edit.start - cut
    first = text[start : start + 1]
    whole = start - len(before) > 0
    opens = (not whole and not before.strip()) or bool(before and _SENTENCE.search(before))
    told = first.isupper() or (first.isdigit() and text[:1].isupper())
    if told and opens and wording[0].islower():
        wording = wording[0].upper() + wording[1:]
    if before and (before[-1].isalnum() or before[-1] in ",;:") and wording[0].isalpha():
        wording = " " + wording
    if after and after[0].isalnum() and wording[-1].isalpha():
        wording += " "
    return replace(edit, start=start, text=wording)
