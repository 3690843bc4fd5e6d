"""The public face: who runs this, its contacts, its figures (D12, D16)."""

from __future__ import annotations

import csv
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toctoc.transparency.queries import as_json, as_lines, figures, today
from toctoc.transparency.types import Figures, Row, Today

from .words import duration, moment


def contacts() -> list[dict[str, Any]]:
    """One door each: who is concerned, what happens, where to go."""
    operator = settings.TOCTOC_OPERATOR
    common = operator.get("email", "")
    return [
        {
            "who": _("Vous êtes patient, ou proche d’un patient"),
            "what": _("Une histoire qui est la vôtre est masquée tout de suite, sans compte."),
            "url": reverse("patient"),
            "label": _("Je suis patient"),
            "email": common,
        },
        {
            "who": _("Vous représentez un Ordre professionnel"),
            "what": _(
                "Un dossier scellé peut vous être remis sur demande motivée : contenus, versions, "
                "décisions et dates. L’identité d’un membre ne se lève qu’à deux, et par écrit."
            ),
            "url": "",
            "email": operator.get("orders_email", common),
        },
        {
            "who": _("Vous êtes une autorité"),
            "what": _(
                "Point de contact unique (règlement européen 2022/2065, article 11). "
                "Citez le texte qui fonde votre demande."
            ),
            "url": "",
            "email": operator.get("authorities_email", common),
        },
        {
            "who": _("Vous êtes journaliste"),
            "what": _("Les chiffres sont publics. Aucun cas ne se montre, même transposé."),
            "url": reverse("transparency"),
            "label": _("Les chiffres de la modération"),
            "email": operator.get("press_email", common),
        },
        {
            "who": _("Vous êtes professionnel de santé, sans compte ici"),
            "what": _(
                "Notre copie de l’Annuaire Santé peut vous citer. Un numéro, un e-mail, et vous "
                "n’y êtes plus."
            ),
            "url": reverse("oppose"),
            "label": _("Ne plus y figurer"),
            "email": "",
        },
        {
            "who": _("Vous avez vu un contenu qui n’a rien à faire ici"),
            "what": _("Il est lu par une personne, et vous suivez la suite sans compte."),
            "url": reverse("report"),
            "label": _("Signaler un contenu"),
            "email": "",
        },
    ]


@require_GET
def face(request: HttpRequest) -> HttpResponse:
    context = {"operator": settings.TOCTOC_OPERATOR, "contacts": contacts()}
    return render(request, "transparency/face.html", context)


def titles() -> dict[str, str]:
    return {
        "posts": _("Publications"),
        "notices": _("Signalements"),
        "decisions": _("Décisions"),
        "appeals": _("Contestations"),
        "stories": _("Histoires de patients"),
        "evidence": _("Demandes des autorités"),
    }


def labels() -> dict[str, str]:
    return {
        "posts.questions": _("Questions publiées"),
        "posts.answers": _("Réponses publiées"),
        "posts.stopped": _("Textes arrêtés par le filtre avant publication"),
        "moderation.notices": _("Signalements reçus"),
        "moderation.notices_by_members": _("dont par des membres"),
        "moderation.notices_by_public": _("dont par le public"),
        "moderation.notices_by_trusted": _("dont par des associations de confiance"),
        "moderation.notices_protected": _("Signalements protégés"),
        "moderation.protected_escalated": _("Signalements protégés remontés faute de décision"),
        "moderation.cases_opened": _("Dossiers ouverts"),
        "moderation.cases_escalated": _("Dossiers remontés faute de décision"),
        "moderation.decisions": _("Décisions"),
        "moderation.measure_nothing": _("Rien à reprocher"),
        "moderation.measure_transpose": _("Transposition demandée"),
        "moderation.measure_hide": _("Message masqué"),
        "moderation.measure_reminder": _("Rappel de la charte"),
        "moderation.measure_warning": _("Avertissement"),
        "moderation.measure_restriction": _("Restriction"),
        "moderation.measure_suspension": _("Suspension"),
        "moderation.measure_exclusion": _("Exclusion"),
        "moderation.measure_protection": _("Mesure de protection immédiate"),
        "moderation.measure_veil": _("Nom voilé le temps de vérifier"),
        "moderation.automated": _("Mesures provisoires prises par un programme"),
        "moderation.delay": _("Délai médian de décision"),
        "moderation.appeals": _("Contestations reçues"),
        "moderation.appeals_decided": _("Contestations jugées"),
        "moderation.appeals_overturned": _("dont décision annulée"),
        "stories.requests": _("Demandes « C’est mon histoire »"),
        "stories.hidden_by_link": _("Messages masqués aussitôt"),
        "stories.by_words": _("Demandes sans lien, cherchées par un modérateur"),
        "stories.erased": _("Messages effacés pour toujours"),
        "stories.transposed": _("Messages transposés"),
        "stories.restored": _("Messages rendus à leurs lecteurs"),
        "stories.not_found": _("Messages introuvables"),
        "stories.overdue": _("Décisions en retard"),
        "stories.searches_overdue": _("Recherches en retard"),
        "stories.delay_hidden": _("Délai médian jusqu’à « illisible »"),
        "stories.delay_searched": _("Délai médian de recherche"),
        "stories.delay_closed": _("Délai médian jusqu’à la fin"),
        "evidence.demands": _("Demandes reçues"),
        "evidence.handovers": _("Dossiers scellés remis"),
        "evidence.disclosures_asked": _("Levées de pseudonymat demandées"),
        "evidence.disclosures_approved": _("Levées de pseudonymat accordées, à deux"),
    }


def value_in_words(row: Row, value: float | None) -> str:
    if value is None:
        return "–" if row.is_delay else _("< 5")
    return seconds(value) if row.is_delay else str(value)


def seconds(value: float) -> str:
    """Short delays matter to the tenth of a second."""
    if value < 0.1:
        return _("moins de %(n)s s") % {"n": number_format(0.1, 1)}
    if value < 10:
        return _("%(n)s s") % {"n": number_format(round(value, 1), 1)}
    return duration(value)


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    found, now_ = figures(), today()
    names, heads = labels(), titles()
    context = {
        "periods": [quarter.replace("-", "\u2011") for quarter in found.quarters],
        "made_at": moment(found.made_at) if found.made_at else None,
        "tables": [
            {
                "key": table.key,
                "title": heads[table.key],
                "rows": [
                    {
                        "label": names[row.key],
                        "values": [value_in_words(row, value) for value in row.values],
                    }
                    for row in table.rows
                ],
            }
            for table in found.tables
        ],
        "facts": facts(now_),
        "promises": promises(now_, found),
    }
    return render(request, "transparency/figures.html", context)


def facts(found: Today) -> list[dict[str, str]]:
    never = found.ever_sanctioned
    return [
        {"label": _("Membres vérifiés"), "value": str(found.members)},
        {"label": _("Personnes qui modèrent"), "value": str(found.moderators)},
        {
            "label": _("Membres sanctionnés un jour"),
            "value": _("moins de cinq")
            if never is None
            else _("%(n)s %%") % {"n": number_format(never, 1)},
        },
    ]


def promises(found: Today, published: Figures) -> list[dict[str, str]]:
    """What is promised beside what was measured (Law 9)."""
    latest = {
        row.key: row.values[0] for table in published.tables for row in table.rows if row.values
    }
    hidden, searched = found.last_hidden_in, latest.get("stories.delay_searched")
    decided = latest.get("moderation.delay")
    unknown = _("pas encore mesuré")
    return [
        {
            "label": _("Une histoire est masquée en moins d’une seconde : la dernière l’a été en"),
            "value": unknown if hidden is None else seconds(hidden),
        },
        {
            "label": _("Sans lien, elle est cherchée en moins d’une heure : délai médian"),
            "value": unknown if searched is None else seconds(searched),
        },
        {
            "label": _("Un signalement est décidé au plus vite : délai médian"),
            "value": unknown if decided is None else seconds(decided),
        },
        {
            "label": _("Le registre est signé chaque nuit, pour que nul ne le réécrive : dernière"),
            "value": moment(found.signed_at)["text"] if found.signed_at else unknown,
            "url": reverse("record"),
        },
    ]


@require_GET
def figures_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="transparence.csv"'
    writer = csv.writer(response)
    writer.writerow(("trimestre", "tableau", "ligne", "valeur"))
    writer.writerows(as_lines(figures(), today()))
    return response


@require_GET
def figures_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(as_json(figures(), today()))


urlpatterns: list[URLPattern] = [
    path("qui-repond/", face, name="face"),
    path("transparence/", figures_page, name="transparency"),
    path("transparence.csv", figures_csv, name="transparency_csv"),
    path("transparence.json", figures_json, name="transparency_json"),
]
