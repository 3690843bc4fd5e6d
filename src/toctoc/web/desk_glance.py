"""A case seen by a moderator who does not hold it: no words of it, but never a dead end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from toctoc.moderation import queries
from toctoc.moderation.models import Decision

from . import desk_lines
from . import desk_words as words
from .access import me, now
from .words import moment


def show(
    request: HttpRequest, case_id: str, *, error: str = "", lost: str = "", status: int = 200
) -> HttpResponse:
    person, at = me(request), now()
    found = queries.queue(person, at)
    row = next((one for one in found.rows if one.case == case_id), None)
    context: dict[str, Any] = {
        "id": case_id,
        "error": error,
        "lost": lost,
        "line": desk_lines.line_of(row, at) if row else None,
        "may_take": row is not None and row.claimed_until is None,
        "may_advise": row is not None and row.mine_to_advise,
        # A line of the inbox about an appeal leads to its case.
        "appeals": [one.appeal for one in found.appeals if one.case == case_id],
        "decided": decided(case_id, request.POST.get("post", "")),
        "keys": words.keys("c", "q", "?"),
    }
    return render(request, "moderation/glance.html", context, status=status)


def decided(case_id: str, post_id: str) -> list[str]:
    """For who held the case and was slower: who decided of it, and what; by their handle."""
    if not post_id:
        return []
    found = queries.decisions_about(post_id)
    return [_line(one) for one in found if one.case.public_id == case_id and one.by is not None]


def _line(one: Decision) -> str:
    assert one.by is not None, "a person decided"
    kinds = [words.measure(step.kind, step.ability) for step in one.measures.all()]
    said = {
        "what": ", ".join(dict.fromkeys(kinds)),
        "who": queries.handle_of(one.by),
        "when": moment(one.at)["text"],
        "state": words.decision_state(one.state),
    }
    return _("%(what)s : décidé par %(who)s le %(when)s (%(state)s)") % said
