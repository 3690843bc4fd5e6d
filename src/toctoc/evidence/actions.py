"""Verbs of evidence: demands of authorities, sealed files, identities told by two persons (D13)."""

from __future__ import annotations

from ._demands import MOST_NAMED, MOST_POSTS, close_demand, open_demand
from ._disclosures import ask, decide, expire_due, lift_silence, look, tell_due, withdraw
from ._handover import SealedFile, hand_over
from ._kept import let_go

__all__ = [
    "MOST_NAMED",
    "MOST_POSTS",
    "SealedFile",
    "ask",
    "close_demand",
    "decide",
    "expire_due",
    "hand_over",
    "let_go",
    "lift_silence",
    "look",
    "open_demand",
    "tell_due",
    "withdraw",
]
