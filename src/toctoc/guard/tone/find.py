"""Remarks on a text, sentence by sentence: what stands between the rules and the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Finding, Level
from toctoc.guard.tone import model, passes
from toctoc.guard.tone.rules import Scene, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.contest import Contested
    from toctoc.guard.normalise import Normalised

UNSAID = "unsaid"  # of no family that can be named
MOST = 3  # remarks on one text: a longer list is not read
_WORDS = range(5, 50)  # of a sentence that the model judges: fewer say nothing sure
_READ = 20_000  # characters: more than any post holds
_END = re.compile(r"(?<!\bdr)(?<!\bpr)(?<!\bmr)(?<!\bmme)(?<!\bm)[.!?]+[\s»\"]*(?=\s|$)|\n+")


def sentences(low: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each, without the spaces around."""
    at = 0
    for found in (*_END.finditer(low), None):
        stop = found.end() if found else len(low)
        start, end = at, stop
        while start < end and low[start].isspace():
            start += 1
        while end > start and low[end - 1].isspace():
            end -= 1
        if end > start:
            yield start, end
        at = stop


def listen(norm: Normalised, told: Contested, *, experience: bool = False) -> tuple[Finding, ...]:
    """Remarks on a text, each the whole sentence it is about, at most `MOST`.

    experience: a lived error told for others: only an attack on a named colleague is heard (B8).
    """
    low = norm.low[:_READ]
    spans = list(sentences(low))
    found: list[Finding] = []
    for number, (start, end) in enumerate(spans):
        family = judge(norm.text[start:end], low[start:end], experience)
        if not family:
            continue
        beside = [low[a:b] for a, b in spans[max(0, number - 1) : number + 2]]
        if any(passes.disowned(one) for one in beside) or told.answers(low[start:end]):
            continue
        first, last = norm.original(start, end)
        rule = f"tone.{family}"
        found.append(Finding(first, last, Category.TONE, Level.WARN, rule, contestable=True))
        if len(found) == MOST:
            break
    return tuple(found)


def judge(text: str, low: str, experience: bool = False) -> str:
    """The family of one sentence, or ""."""
    scene = Scene(text, low)
    found = read(scene, experience)
    family = found.family if found else "" if experience else heard(scene)
    if not family or passes.told(scene.low) or passes.owned(low):
        return ""
    return family


def heard(scene: Scene) -> str:
    """What the model hears where no rule speaks: a family, `UNSAID` if no word tells it, or ""."""
    low = scene.low
    if low.count(" ") + 1 not in _WORDS or passes.of_self(low):
        return ""
    if model.odds(low) < model.weights().sure:
        return ""
    told = {hit.family for hit in scene.hits.get("group", ())}
    return told.pop() if len(told) == 1 else UNSAID
