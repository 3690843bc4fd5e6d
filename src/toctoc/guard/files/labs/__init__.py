"""A lab sheet becomes a table: typed values of known analytes, and nothing else of the sheet.

`find` runs in the jailed child, on the lines that its eyes read; `checked` judges in the parent
what the child says; `to_text` writes the values as doctors do. Names, dates, numbers and
laboratories can't come out: the result has no room for a word of the sheet.
"""

from __future__ import annotations

from toctoc.guard.files.labs.sheet import find
from toctoc.guard.files.labs.text import to_text
from toctoc.guard.files.labs.types import MOST, LabValue, checked, corrected

__all__ = ["MOST", "LabValue", "checked", "corrected", "find", "to_text"]
