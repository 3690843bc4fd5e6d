"""The moderators' first page: what waits, in order; rooms they may open; their own figures."""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toctoc.moderation import queries
from toctoc.moderation.models import Case
from toctoc.moderation.types import Colleague, QueueRow
from toctoc.people.models import Person

from . import desk_lines, desk_opinion, desk_waits
from . import desk_words as words
from .access import me, member, moderator, now

_JUDGES, _SENIORS, _OPERATORS, _AUDITORS = "judges", "seniors", "operators", "auditors"


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the desk and who may open it."""

    name: str
    label: str
    hint: str
    whose: tuple[str, ...] = (_JUDGES,)
    page: str = ""  # if it is not `name`
    shelf: str = ""


def first() -> list[Door]:
    """Somebody waits behind each of these; the one who may be harmed most comes first."""
    return [
        Door(
            "story_queue",
            _("Histoires de patients"),
            _("Toujours d’abord : ils attendent notre réponse sous 72 heures."),
        ),
        Door("desk_queue", _("Dossiers"), _("Ce qui est signalé, du plus grave au moins grave.")),
        Door(
            "picture_queue",
            _("Images couvertes"),
            _("Quelqu’un y serait reconnaissable : à montrer de nouveau, ou à détruire."),
        ),
        Door(
            "desk_opinions",
            _("Avis demandés"),
            _("Un collègue hésite, et voudrait savoir ce que vous feriez."),
            page="desk_queue",
            shelf="?voir=avis",
        ),
        Door(
            "desk_appeals",
            _("Contestations"),
            _("Une décision à relire, prise par quelqu’un d’autre."),
        ),
        Door("proof_queue", _("Preuves à regarder"), _("Des confrères attendent d’entrer.")),
    ]


def others() -> list[Door]:
    return [
        Door(
            "desk_senior",
            _("Pour les seniors"),
            _("Exclusions à confirmer, délais passés."),
            (_SENIORS,),
        ),
        Door(
            "desk_talks",
            _("Conciliations"),
            _("Deux confrères essaient de s’entendre ; rien à faire d’ici là."),
            page="desk_queue",
            shelf="?voir=conciliations",
        ),
        Door(
            "disclosures",
            _("Levées d’identité"),
            _("À deux, avec une base légale, inscrites pour toujours."),
            (_SENIORS, _OPERATORS, _AUDITORS),
        ),
        Door(
            "demands",
            _("Demandes d’autorités"),
            _("Exports scellés, pour un juge ou un Ordre."),
            (_OPERATORS, _AUDITORS),
        ),
        Door(
            "leaks",
            _("Fuites"),
            _("Retrouver d’où vient une capture d’écran."),
            (_SENIORS, _AUDITORS),
        ),
        Door("announcement_say", _("Annoncer"), _("Prévenir tous les membres."), (_SENIORS,)),
        Door(
            "desk_mine",
            _("Mes chiffres"),
            _("Pour vous seul : votre travail, vos décisions revues en appel."),
        ),
        Door("corpus", _("Oublis du filtre"), _("Ce que le filtre n’avait pas vu.")),
        Door("notifiers", _("Signaleurs de confiance"), _("Associations agréées."), (_OPERATORS,)),
        Door("institutions", _("Institutions"), _("Qui peut parler aux membres."), (_OPERATORS,)),
        Door(
            "councils_directory",
            _("Annuaire des conseils"),
            _("Adresses, avec leur source et leur date."),
            (_OPERATORS,),
        ),
        Door(
            "help_numbers",
            _("Numéros d’aide"),
            _("Ceux que chaque page donne."),
            (_OPERATORS,),
        ),
        Door(
            "conservation_report",
            _("Conservation"),
            _("Ce qui est gardé, combien de temps, ce qui a été détruit."),
            (_OPERATORS, _AUDITORS),
        ),
        Door(
            "proof_register",
            _("Registre des preuves"),
            _("Comment et quand chacun a été vérifié."),
            (_OPERATORS,),
        ),
    ]


def _may(person: Person, door: Door) -> bool:
    mine = {
        _JUDGES: person.is_moderator,
        _SENIORS: person.is_senior,
        _OPERATORS: person.is_member and person.role == Person.Role.OPERATOR,
        _AUDITORS: person.is_auditor,
    }
    return any(mine[one] for one in door.whose)


def doors(person: Person, among: list[Door]) -> list[dict[str, str]]:
    """Those that this person may open, and that this installation has."""
    found = []
    for door in among:
        if not _may(person, door):
            continue
        try:
            url = reverse(door.page or door.name) + door.shelf
        except NoReverseMatch:
            continue
        found.append({"name": door.name, "url": url, "label": door.label, "hint": door.hint})
    return found


@require_GET
@member
def home(request: HttpRequest) -> HttpResponse:
    """One calm page. Whether something waits, never how much."""
    person = me(request)
    if not (person.is_moderator or person.is_auditor):
        raise Http404
    context = {
        "first": doors(person, first()),
        "others": doors(person, others()),
        "waits": waits(person, now()),
        "judges": person.is_moderator,
    }
    return render(request, "moderation/home.html", context)


def waits(person: Person, at: dt.datetime) -> set[str]:
    """Behind which doors somebody waits for this person."""
    names = desk_waits.elsewhere(person, at)
    if not person.is_moderator:
        return names
    found = queries.queue(person, at)
    if found.appeals:
        names.add("desk_appeals")
    for row in found.rows:
        names |= _doors_of(row, person, at)
    return names


def _doors_of(row: QueueRow, person: Person, at: dt.datetime) -> set[str]:
    confirm = row.state == Case.State.CONFIRM
    return {
        name
        for name, yes in {
            "desk_opinions": row.mine_to_advise,
            "desk_queue": (person.is_senior or not confirm)
            and (row.mine or row.claimed_until is None),
            "desk_senior": person.is_senior and (confirm or desk_lines.is_late(row, at)),
        }.items()
        if yes
    }


@require_GET
@moderator
def mine(request: HttpRequest) -> HttpResponse:
    """My figures, for me alone; and who carries what, for every moderator: nobody is ranked."""
    person, work = me(request), queries.shared_work(now())
    handle = queries.handle_of(person)
    context = {
        "figures": figures(person, work),
        "handle": handle,
        "work": [desk_opinion.colleague_line(one) for one in work],
    }
    return render(request, "moderation/mine.html", context)


def figures(person: Person, work: list[Colleague]) -> list[dict[str, Any]]:
    handle = queries.handle_of(person)
    recent = sum(one.decided for one in work if one.handle == handle)
    total = sum(one.decided for one in work)
    back, taken = queries.overturns(person)
    waited = queries.delays_of(person)
    median = words.lasting(statistics.median_low(waited)) if waited else "–"
    return [
        {"label": _("Vos décisions, depuis le début"), "value": taken},
        {"label": _("Ces trente derniers jours"), "value": recent},
        {"label": _("Votre part du travail"), "value": percent(recent, total)},
        {"label": _("Votre délai médian, du premier signalement à la décision"), "value": median},
        {"label": _("Revues en appel"), "value": percent(back, taken)},
    ]


def percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"
