"""Verbs of moderation. Each checks, then writes row, ledger and lines in one transaction."""

from __future__ import annotations

from ._appeals import appeal, claim_appeal, contest, decide_appeal
from ._cases import claim, leave_note, open_case, put_back
from ._conciliation import answer as answer_conciliation
from ._conciliation import conclude as conclude_conciliation
from ._conciliation import offer as offer_conciliation
from ._decisions import confirm, decide, protect, transpose
from ._forget import forget_before
from ._notices import make_notifier, report, revoke_notifier
from ._opinions import (
    ask_opinion,
    give_opinion,
    leave_opinion,
    open_opinion,
    recuse,
    withdraw_question,
)
from ._reading import read_appeal, read_case, read_opinion

__all__ = [
    "answer_conciliation",
    "appeal",
    "ask_opinion",
    "claim",
    "claim_appeal",
    "conclude_conciliation",
    "confirm",
    "contest",
    "decide",
    "decide_appeal",
    "forget_before",
    "give_opinion",
    "leave_note",
    "leave_opinion",
    "make_notifier",
    "offer_conciliation",
    "open_case",
    "open_opinion",
    "protect",
    "put_back",
    "read_appeal",
    "read_case",
    "read_opinion",
    "recuse",
    "report",
    "revoke_notifier",
    "transpose",
    "withdraw_question",
]
