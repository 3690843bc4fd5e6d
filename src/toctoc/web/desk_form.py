"""The form of a decision: what it offers, what was chosen, what that will do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.moderation.models import Measure
from toctoc.moderation.rules import RULES, WARNING_RULE
from toctoc.moderation.types import (
    LONGEST,
    PERSONAL,
    REMINDED,
    SHORTEST,
    WARNED,
    BadMeasures,
    ModerationError,
    NamesSomebody,
    NeedsReasons,
    Step,
    StepSkipped,
    TooLongReasons,
    Verdict,
)
from toctoc.people.wording import names_somebody

from . import desk_words as words

DAYS = (7, 14, 30, 90)
KEEP, NOBODY = "keep", "none"  # "leave the text", "nothing for the person"
FIELDS = ("text", "person", "days", "rule", "facts", "skip", "post")
_KIND = Measure.Kind
_TEXTS = (KEEP, _KIND.TRANSPOSE, _KIND.HIDE)
_PEOPLE = (NOBODY, *PERSONAL)
_LASTING = (_KIND.RESTRICTION, _KIND.SUSPENSION)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a moderator ticked and typed, as sent."""

    text: str = ""
    person: str = ""
    days: str = ""
    rule: str = ""
    facts: str = ""
    skip: str = ""
    post: str = ""  # what the case is about: who was slower reads what was decided of it
    abilities: tuple[str, ...] = ()

    @classmethod
    def sent(cls, request: HttpRequest) -> Chosen:
        fields = {name: request.POST.get(name, "") for name in FIELDS}
        return cls(**fields, abilities=tuple(request.POST.getlist("ability")))

    @classmethod
    def at_first(cls, rule: str, kept: Mapping[str, str]) -> Chosen:
        """Nothing chosen, the ready reason of the family's rule, or what was being typed."""
        return cls(
            days=str(DAYS[0]),
            rule=rule,
            facts=kept.get("facts", "") or words.READY[rule],
            skip=kept.get("skip", ""),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """To send again as they are."""
        found = [(name, str(getattr(self, name))) for name in FIELDS]
        return [*found, *(("ability", one) for one in self.abilities)]


def verdict_of(chosen: Chosen) -> Verdict:
    """The decision that was chosen. Raise `BadMeasures` where something is not chosen at all."""
    steps = [Step(chosen.text)] if chosen.text in _TEXTS[1:] else []
    steps += _personal(chosen)
    rule = chosen.rule
    if not steps:
        if chosen.text != KEEP and chosen.person != NOBODY:
            raise BadMeasures("steps")
        steps, rule = [Step(_KIND.NOTHING)], "none"
    facts, known = chosen.facts.strip(), words.READY
    if facts in known.values() and rule in known:
        facts = known[rule]  # nobody typed it: it follows the rule
    return Verdict(tuple(steps), rule, facts, chosen.skip.strip())


def kinds_of(chosen: Chosen) -> list[str]:
    """What a colleague proposes, without its length. Raise `BadMeasures` if nothing is chosen."""
    kinds = [chosen.text] if chosen.text in _TEXTS[1:] else []
    kinds += [chosen.person] if chosen.person in PERSONAL else []
    if not kinds and chosen.text != KEEP and chosen.person != NOBODY:
        raise BadMeasures("steps")
    return [str(kind) for kind in kinds] or [str(_KIND.NOTHING)]


def _personal(chosen: Chosen) -> list[Step]:
    if chosen.person not in PERSONAL:
        return []
    days = int(chosen.days) if chosen.days in map(str, DAYS) else 0
    if chosen.person == _KIND.RESTRICTION:
        if not chosen.abilities:
            raise BadMeasures("ability")
        return [Step(chosen.person, days, ability) for ability in chosen.abilities]
    return [Step(chosen.person, days if chosen.person == _KIND.SUSPENSION else 0)]


def fault_of(error: ModerationError) -> str:
    """Which part of the form an error speaks of."""
    if isinstance(error, StepSkipped):
        return "skip"
    if isinstance(error, (NeedsReasons, NamesSomebody, TooLongReasons)):
        return "facts"
    return error.field if isinstance(error, BadMeasures) else ""


def check(verdict: Verdict, advised: str) -> None:
    """Say before the confirmation what the domain would refuse after it: durations, the rule, a
    step skipped in silence, words too short, too long, or that name somebody."""
    _check_steps(verdict)
    limit = PERSONAL.index(advised)
    beyond = any(s.kind in PERSONAL and PERSONAL.index(s.kind) > limit for s in verdict.steps)
    if beyond and not verdict.skip_reason:
        raise StepSkipped(advised)
    _check_words(verdict)


def _check_words(verdict: Verdict) -> None:
    for typed, optional in ((verdict.facts, False), (verdict.skip_reason, True)):
        if len(typed) > LONGEST:
            raise TooLongReasons(LONGEST)
        if len(typed) < SHORTEST and not (optional and not typed):
            raise NeedsReasons
        if typed and names_somebody(typed):
            raise NamesSomebody


def _check_steps(verdict: Verdict) -> None:
    for step in verdict.steps:
        if step.kind in _LASTING and step.days not in DAYS:
            raise BadMeasures("days")
    nothing = [step.kind for step in verdict.steps] == [_KIND.NOTHING]
    if verdict.rule not in RULES or (verdict.rule == "none") != nothing:
        raise BadMeasures("rule")


def until_of(step: Step, at: dt.datetime) -> dt.datetime | None:
    """When a step ends by itself, if it does."""
    if step.kind in _LASTING:
        return at + dt.timedelta(days=step.days)
    return {_KIND.REMINDER: at + REMINDED, _KIND.WARNING: at + WARNED}.get(_KIND(step.kind))


def consequences(verdict: Verdict, at: dt.datetime) -> list[str]:
    """What will be so, in sentences; the last says how it can be undone."""
    said = [words.consequence(s.kind, s.ability, until_of(s, at)) for s in verdict.steps]
    kinds = {step.kind for step in verdict.steps}
    if kinds == {_KIND.NOTHING}:
        return [*said, _("Qui a signalé peut le contester devant une autre personne.")]
    return [*said, _("La personne peut contester pendant six mois, devant quelqu’un d’autre.")]


def statement(verdict: Verdict) -> dict[str, Any]:
    """The reasons as they will be read: facts, then the article and its words (DSA, 17)."""
    kinds = {step.kind for step in verdict.steps}
    rule = RULES.get(verdict.rule, RULES["charter"])
    found = {
        "facts": verdict.facts,
        "summary": str(rule.summary),
        "article": rule.article,
        "quote": rule.text,
        "also": "",
    }
    if _KIND.WARNING in kinds and verdict.rule != WARNING_RULE:
        found["also"] = f"{RULES[WARNING_RULE].article} : {RULES[WARNING_RULE].text}"
    return found


@dataclass(frozen=True, slots=True)
class Form:
    """The form as the page shows it."""

    texts: list[dict[str, Any]]
    people: list[dict[str, Any]]
    abilities: list[dict[str, Any]]
    days: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    facts: str
    skip: str
    advised_rung: int
    fault: str = field(default="")


def form_of(
    chosen: Chosen, *, advised: str, has_text: bool, has_person: bool, fault: str = ""
) -> Form:
    texts = _texts(chosen) if has_text else []
    if not has_text and not has_person:  # the site: what is told is noted, and answered
        texts = [{"value": KEEP, "label": _("Répondre sans mesure"), "key": 1, "checked": True}]
    return Form(
        texts=texts,
        people=_people(chosen, advised) if has_person else [],
        abilities=_options(words.abilities(), chosen.abilities),
        days=_options({str(n): _span(n) for n in DAYS}, (chosen.days,)),
        rules=_rules(chosen.rule),
        facts=chosen.facts,
        skip=chosen.skip,
        advised_rung=_PEOPLE.index(advised) if advised in _PEOPLE else len(_PEOPLE),
        fault=fault,
    )


def _span(days: int) -> str:
    return ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}


def _texts(chosen: Chosen) -> list[dict[str, Any]]:
    labels = words.measures() | {KEEP: _("Laisser le texte")}
    return [
        {"value": one, "label": labels[one], "key": key, "checked": one == chosen.text}
        for key, one in enumerate(_TEXTS, start=1)
    ]


def _people(chosen: Chosen, advised: str) -> list[dict[str, Any]]:
    labels = words.measures() | {NOBODY: _("Rien pour la personne")}
    return [
        {
            "value": one,
            "label": labels[one],
            "key": key,
            "rung": key - 4,
            "advised": one == advised,
            "checked": one == chosen.person,
        }
        for key, one in enumerate(_PEOPLE, start=4)
    ]


def _options(labels: Mapping[str, str], chosen: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "checked": value in chosen}
        for value, label in labels.items()
    ]


def _rules(chosen: str) -> list[dict[str, Any]]:
    known = words.READY
    return [
        {
            "value": rule.key,
            "label": words.joined((rule.article, rule.summary)),
            "ready": known[rule.key],
            "checked": rule.key == chosen,
        }
        for rule in RULES.values()
    ]
