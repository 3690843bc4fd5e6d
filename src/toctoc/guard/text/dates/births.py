"""A day found is a birth date where "né le", "DDN" leads to it, a date elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.dates.calendar import age_at, relative
from toctoc.guard.text.doc import REMOVE, Hit

if TYPE_CHECKING:
    import datetime

    from toctoc.guard.text.doc import Doc

_BIRTH = re.compile(
    r"(?:\bne(?:e|\(e\)|\.e|es|s)?\s?(?:le|:|,|a [a-z\- ]{2,25},? le)?|\bnaissance|\bd\.?d\.?n\.?"
    r"|\bdate de naissance|\bdn|\bdnaiss|\bneeslee?)"
    r"\s?(?:(?:est|du|le|ie|au|patiente?|:|=|-|\(|\.)\s?){0,3}\Z"
)
_WINDOW = 48
_SOON = Proposal("récemment", "relative_date")


def day_hit(doc: Doc, start: int, end: int, found: datetime.date | None) -> Hit:
    """The finding for a day written in `start:end`; `found` is None when it cannot be dated."""
    lead = _BIRTH.search(doc.low[max(0, start - _WINDOW) : start])
    if lead is None:
        proposal = Proposal(relative(found, doc.today), "relative_date")
        proposals = (_SOON,) if proposal == _SOON else (proposal, _SOON)
        return Hit(start, end, Category.DATE, Level.FIX, "date", proposals)
    if lead.group().startswith("ne"):
        start -= len(lead.group())
    age = age_at(found, doc.today)
    if age and lead.group().startswith(("nee", "ne(e)")):
        age = "âgée" + age.removeprefix("âgé")
    proposals = (Proposal(age, "age_band"), REMOVE) if age else (REMOVE,)
    return Hit(start, end, Category.BIRTH_DATE, Level.BLOCK, "birth_date", proposals)
