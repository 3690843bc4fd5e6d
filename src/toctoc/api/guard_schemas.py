"""What the guard's two operations take and give, as OpenAPI tells it."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AliasChoices, Field

from .schemas import FindingOut, MeterOut, Short, Strict, Text

# `body`, as for a question: a program that asks may check the very object that it will send.
_Judged = Annotated[Text, Field(validation_alias=AliasChoices("text", "body"))]
_Contested = Annotated[list[Short], Field(default_factory=list, max_length=50)]


class CheckIn(Strict):
    """`text` (or `body`): at most 20,000 characters. `final`: recall first, as at publication.
    `contested`: words that name nobody."""

    text: _Judged
    final: bool = False
    contested: _Contested


class CheckOut(Schema):
    """`state`: "empty", "clear" or "found". `k`: about how many people in France match the text.
    `tone`: sentences that may hurt, which stop nothing and change no other field.
    Never a promise that a text identifies nobody."""

    state: Literal["empty", "clear", "found"]
    blocked: bool
    findings: list[FindingOut]
    tone: list[FindingOut] = []
    k: int | None = None
    meter: MeterOut | None = None


class TransposeIn(Strict):
    """`text` (or `body`): at most 8,000 characters. `sex`: also the other sex, where nothing binds
    it."""

    text: _Judged
    sex: bool = False
    contested: _Contested


class ChangeOut(Schema):
    """`text` replaces characters `start` to `end` of what was sent; each can be undone alone."""

    start: int
    end: int
    text: str
    kind: str
    before_kind: str
    reason: str
    why: str


class RefusalOut(Schema):
    """Something left as it stands: its author has to decide."""

    start: int
    end: int
    kind: str
    reason: str
    why: str


class SexSwapOut(Schema):
    """Whether the sex can be changed; `word` is what binds it when it cannot."""

    possible: bool
    reason: str
    because: str
    word: str


class TransposeOut(Schema):
    """The whole text as it would become, each change, and what was left. Read it again: a clinical
    meaning is its author's."""

    text: str
    changes: list[ChangeOut]
    refused: list[RefusalOut]
    sex_swap: SexSwapOut
