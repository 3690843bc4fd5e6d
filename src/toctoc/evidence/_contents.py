"""What a sealed file says of each post: read anew for each file, with permission checked above."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from toctoc.ledger.actions import opening_of
from toctoc.ledger.models import Entry
from toctoc.moderation.models import Decision
from toctoc.moderation.queries import facts_of
from toctoc.people.models import Person
from toctoc.posts.models import Post

from ._kept import all_words_of

_BINDS = ("post.accept", "post.edit", "post.reword")


def told(post: Post, entries: list[Entry], decisions: list[Decision]) -> dict[str, Any]:
    """A post, all that is left of it. Erased: its tombstone, with words only where a demand kept a
    sealed copy.

    Who signed with their civil name is not named here either: that takes a disclosure.
    """
    root = post.thread or post
    named = post.signature == Person.Signature.REAL
    found: dict[str, Any] = {
        "post": post.public_id,
        "question": root.public_id,
        "kind": post.kind,
        "state": post.state,
        "audience": post.audience,
        "author": f"person:{post.author.public_id}",
        "signature": post.signature,
        "byline": None if named else post.byline,
        "profession": post.profession,
        "specialty": post.specialty,
        "stage": post.stage,
        "created_at": _time(post.created_at),
        "published_at": _time(post.published_at),
        "edited_at": _time(post.edited_at),
        "hidden": [
            {"cause": hold.cause, "at": _time(hold.at), "lifted_at": _time(hold.lifted_at)}
            for hold in sorted(post.holds.all(), key=lambda hold: hold.pk)
        ],
        "decisions": [_decision(one) for one in decisions],
    }
    words = all_words_of(post)
    if words:
        bound = _bound(entries)
        found |= words | {"versions": [_proven(post, one, bound) for one in words["versions"]]}
    if post.state == Post.State.ERASED:
        found["erased"] = _tombstone(entries)
    return found


def _proven(post: Post, version: dict[str, Any], bound: dict[int, int]) -> dict[str, Any]:
    """A version with what shows that the record had bound its words."""
    number = version["number"]
    if number not in bound:
        return version | {"bound": None}
    opening = opening_of(f"post:{post.public_id}:{number}")
    return version | {"bound": {"entry": bound[number], "opening": opening}}


def _bound(entries: list[Entry]) -> dict[int, int]:
    """{version: the entry of the ledger that holds the keyed hash of its words}"""
    found = {}
    for entry in entries:
        facts = json.loads(entry.facts)
        if entry.act in _BINDS and "content" in facts:
            found[int(facts.get("version", 1))] = entry.sequence
    return found


def _tombstone(entries: list[Entry]) -> dict[str, Any]:
    last = [entry for entry in entries if entry.act == "post.erase"][-1:]
    return {
        "at": _time(last[0].at) if last else None,
        "entry": last[0].sequence if last else None,
        **({"facts": json.loads(last[0].facts)} if last else {}),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    """Reasons as the person was told them; who reported is not ours to say (D11)."""
    words, skipped = facts_of(decision)
    return {
        "decision": decision.public_id,
        "at": _time(decision.at),
        "state": decision.state,
        "rule": decision.rule,
        "provisional": decision.provisional,
        "automated": decision.automated,
        "reasons": words,
        "skipped": skipped,
        "overturned_at": _time(decision.overturned_at),
        "measures": [
            {
                "kind": one.kind,
                "ability": one.ability,
                "since": _time(one.since),
                "until": _time(one.until),
                "lifted_at": _time(one.lifted_at),
                "why": one.why,
            }
            for one in decision.measures.all()
        ],
    }


def _time(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat() if moment else None
