"""Takes back employers guessed from the words around, where the learned model sees nothing.

"La portion terminale de la VMS" is built like "ouvrier de la CMA": what the rule reads as work is
often anatomy. No other finding is taken back: the model doubts as many true names as false ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.learned import model
from toctoc.guard.report import Category, Level
from toctoc.guard.text.establishments.firms import firm_end
from toctoc.guard.text.jobs.occupations import lexicon as occupations

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Hit

DOUBT = 0.95  # probability, for each of its words, that it is nothing
_LISTED = ("sure", "firm", "letters", "body")
_SAYS_SO = frozenset(("chez", "employeur", "employeuse", "patron", "bord"))
_TRADE_REACH = 4  # words before it where a trade says that somebody works or plays there


def doubted(doc: Doc, hit: Hit) -> bool:
    """Whether `hit` is an employer that no list, label or trade tells, and that means nothing."""
    if hit.category is not Category.EMPLOYER or hit.level is not Level.WARN:
        return False
    first, stop = doc.index_at(hit.start), doc.index_at(hit.end)
    if first >= stop or doc.shouted or not doc.tokens[first].cap or ":" in doc.gap(first):
        return False
    before = [token.low for token in doc.tokens[max(0, first - _TRADE_REACH) : first]]
    if before and before[-1] in _SAYS_SO:
        return False
    trades = (job for low in before for job in occupations().get(low, ()) if not job.rest)
    if any(job.kind in ("sure", "any", "of") for job in trades):
        return False
    if any(firm_end(doc, first, kind) for kind in _LISTED):
        return False
    return all(model.nothing(doc, i) >= DOUBT for i in range(first, stop))
