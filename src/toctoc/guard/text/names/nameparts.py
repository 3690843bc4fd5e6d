"""How far a name runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namesteps import (
    after_first,
    beside_loud,
    broken,
    closes,
    comma_name,
    label,
    low_titled,
    own_disease,
    runs_over,
    sainted,
    titled,
    turns_loud,
)
from toctoc.guard.text.names.namewords import (
    lower_ok,
    word_ok,
)

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_INNER = frozenset((" ", "-", "'", ". ", ".-", "  ", ".", " -", "- ", "-\n"))


def _month_too(doc: Doc, at: int) -> bool:
    """ "NGUYEN THI MAI sortie": a month in capitals behind two names in capitals."""
    token = doc.tokens[at]
    loud = token.upper and doc.tokens[at - 1].upper and doc.tokens[at - 2].upper
    known = lexicon.word(token.low)
    return loud and not doc.shouted and doc.gap(at) == " " and max(known[:2]) >= 2


def name_run(
    doc: Doc, index: int, lower: bool = True, limit: int = 6, sure: bool = False
) -> tuple[int, int]:
    """(end index, count of real name words) of the name that starts at token `index`."""
    tokens = doc.tokens
    end, real, at = index, 0, index
    while at < len(tokens) and at - index < limit:
        token = tokens[at]
        joined = at == index or doc.gap(at) in _INNER or comma_name(doc, at)
        if not (joined or (doc.gap(at) == "\n" and real == 1 and sure and runs_over(doc, at))):
            break
        if at > index and doc.gap(at) in (".", ". ") and len(tokens[at - 1].text) > 2:
            break
        if sure and not real and sainted(doc, at):
            real, at, end = 1, at + 2, at + 2
            continue
        if token.low in v.PARTICLES and at + 1 < len(tokens):
            at += 1
            closed = doc.text[token.end : token.end + 2].strip(" ")[:1] in (
                "",
                ",",
                ";",
                ")",
                "\n",
                ".",
            )
            if real and token.cap and len(token.text) > 2 - closed and not doc.shouted:
                end = at  # "Trân Van", "Anh Tuan Le,"
            continue
        if sure and doc.final and broken(doc, at):
            real, at, end = real + 1, at + 2, at + 2
            continue
        if len(token.text) == 1 and token.cap and token.alpha:
            if doc.text[token.end : token.end + 1] in (".", "-") or real:
                end = at + 1
            at += 1
            continue
        if token.cap:
            fine = word_ok(token, later=real > 0, sure=sure) or after_first(doc, index, at)
            if len(tokens[at - 1].text) == 1 and doc.gap(at) == ". " and at > index:
                known = lexicon.word(token.low)
                fine = fine and (not known.common or known.last >= 3)  # "Mme B. Fièvre"
            fine = fine or (sure and titled(doc, at) and (not real or doc.gap(at) in (" ", "-")))
            fine = fine or (real == 1 and beside_loud(doc, at))
            fine = fine or (sure and real > 0 and turns_loud(doc, at))
            fine = fine or (real > 0 and closes(doc, at))
            fine = fine or (real > 1 and _month_too(doc, at))
            fine = fine and not (real and (label(doc, at) or own_disease(doc, at)))
        else:
            fine = lower and lower_ok(doc, token, later=real > 0)
            fine = fine or (
                lower and doc.final and (sure or real > 0) and low_titled(doc, index, at, real)
            )
        if not fine:
            break
        real += 1
        at += 1
        end = at
    return end, real
