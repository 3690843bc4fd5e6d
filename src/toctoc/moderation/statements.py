"""A statement of reasons as data (DSA, article 17): what a page downloads is what the API gives."""

from __future__ import annotations

from typing import Any

from .rules import RULES
from .types import Past, Statement


def as_json(one: Statement) -> dict[str, Any]:
    """Facts, ground, scope and duration, by whom, and the ways to contest."""
    rule = RULES[one.rule]
    return {
        "decision": one.decision,
        "state": one.state,
        "at": one.at.isoformat(),
        "family": one.family,
        "facts": one.facts,
        "ground": {"rule": one.rule, "article": rule.article, "explanation": str(rule.summary)},
        "measures": [_measure(measure) for measure in one.measures],
        "post": one.post,
        "own_initiative": one.own_initiative,
        "automated": one.automated,
        "provisional": one.provisional,
        "decided_by_two_persons": one.two_persons,
        "redress": {
            "internal_appeal_until": one.appeal_until.isoformat(),
            "may_appeal": one.may_appeal,
            "appealed_at": one.appeal_at.isoformat() if one.appeal_at else None,
            "outcome": one.appeal_outcome,
            "answer": one.appeal_answer,
        },
    }


def _measure(one: Past) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "ability": one.ability,
        "from": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "ended": one.lifted_at.isoformat() if one.lifted_at else None,
        "why_ended": one.why,
    }
