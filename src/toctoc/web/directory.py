"""The operator keeps the directory of councils and the help numbers (B1, D19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.councils import actions, queries
from toctoc.councils.doors import BODIES, LOCAL
from toctoc.councils.models import Address
from toctoc.councils.names import recipient
from toctoc.councils.numbers import OLD as OLD_NUMBER
from toctoc.councils.types import Contact, NotUnderstood
from toctoc.people.codes import DEPARTMENTS, department_label

from .access import me, member, now
from .council_words import day_in_words

_LARGEST = 1_000_000
NATIONAL = "national"  # in an address of a page, for the line that has no département


def sources() -> dict[str, str]:
    return {
        Address.Source.SITE: _("Son site officiel"),
        Address.Source.OFFICIAL: _("Une autre publication officielle"),
        Address.Source.LETTER: _("Un courrier de sa part"),
        Address.Source.CALL: _("Un appel à son accueil"),
    }


def problem(code: str) -> str:
    """What to mend, in words."""
    return {
        "columns": _("Les colonnes ne sont pas celles du fichier exporté."),
        "long": _("Le fichier est trop long."),
        "unknown": _("Ce conseil ou ce département n’existe pas."),
        "twice": _("Cette ligne est deux fois dans le fichier."),
        "length": _("Un texte est trop long."),
        "source": _("Dites d’où vient l’information."),
        "date": _("Dites le jour où vous l’avez vérifiée (aujourd’hui ou avant)."),
        "web": _("Une adresse de site commence par https://."),
        "email": _("Cette adresse e-mail n’en est pas une."),
        "phone": _("Ce numéro n’en est pas un."),
        "key": _("Le nom court prend des lettres minuscules, des chiffres et des tirets."),
        "label": _("Il faut un nom en français et un en anglais."),
    }[code]


@require_GET
@member
def listing(request: HttpRequest) -> HttpResponse:
    """One body at a time: what is known in each département, and how old it is."""
    body = request.GET.get("conseil", BODIES[0])
    if body not in BODIES:
        raise Http404
    known = queries.directory(me(request), body)
    places = ["", *(DEPARTMENTS if body in LOCAL else ())]
    return _listing(request, body, [_line(body, code, known.get(code)) for code in places])


def _listing(
    request: HttpRequest, body: str, lines: list[dict[str, Any]], faults: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "body": body,
        "bodies": [{"code": code, "name": recipient(code, "")} for code in BODIES],
        "lines": lines,
        "known": sum(1 for line in lines if line["contact"]),
        "faults": faults,
    }
    return render(request, "councils/directory.html", context, status=422 if faults else 200)


def _line(body: str, department: str, contact: Contact | None) -> dict[str, Any]:
    old = contact and dt.date.fromisoformat(contact.verified_on) < localdate() - queries.OLD
    return {
        "where": f"{department_label(department)} ({department})" if department else _("National"),
        "url": reverse("council_edit", args=[body, department or NATIONAL]),
        "contact": contact,
        "checked": day_in_words(contact.verified_on) if contact else "",
        "old": bool(old),
    }


@require_http_methods(["GET", "POST"])
@member
def edit(request: HttpRequest, body: str, department: str) -> HttpResponse:
    department = "" if department == NATIONAL else department
    if body not in BODIES or (department and department not in DEPARTMENTS):
        raise Http404
    known = queries.directory(me(request), body).get(department, Contact())
    faults: list[str] = []
    if request.method == "POST":
        known = _typed(request)
        try:
            actions.save_address(
                by=me(request), body=body, department=department, contact=known, at=now()
            )
        except NotUnderstood as error:
            faults = [problem(code) for _line, code in error.problems]
        else:
            messages.success(request, _("C’est enregistré. La modification est au registre."))
            return redirect(f"{reverse('councils_directory')}?conseil={body}")
    context = {
        "name": recipient(body, department),
        "body": body,
        "contact": known,
        "sources": sources().items(),
        "today": localdate().isoformat(),
        "faults": faults,
    }
    return render(request, "councils/edit.html", context, status=422 if faults else 200)


def _typed(request: HttpRequest) -> Contact:
    names = Contact.__dataclass_fields__
    return Contact(**{name: request.POST.get(name, "").strip() for name in names})


@require_GET
@member
def export(request: HttpRequest) -> HttpResponse:
    """Every line, filled or not: the file is also the form to fill in."""
    response = HttpResponse(
        "\ufeff" + queries.export(me(request)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="annuaire-conseils.csv"'
    return response


@require_POST
@member
def take(request: HttpRequest) -> HttpResponse:
    queries.check_operator(me(request))
    sent = request.FILES.get("file")
    try:
        if sent is None or (sent.size or 0) > _LARGEST:
            raise NotUnderstood([(0, "long" if sent else "columns")])
        done = actions.import_addresses(
            by=me(request), text=sent.read().decode("utf-8", "replace"), at=now()
        )
    except NotUnderstood as error:
        return _listing(request, BODIES[0], [], _faults(error))
    told = ngettext("%(n)d fiche enregistrée.", "%(n)d fiches enregistrées.", done["kept"]) % {
        "n": done["kept"]
    }
    messages.success(request, told)
    return redirect("councils_directory")


def _faults(error: NotUnderstood) -> tuple[str, ...]:
    return tuple(
        _("Ligne %(line)d : %(what)s") % {"line": line, "what": problem(code)}
        if line
        else problem(code)
        for line, code in error.problems[:20]
    )


@require_http_methods(["GET", "POST"])
@member
def help_numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of the footer and of the patient's pages, each with the day it was checked."""
    faults: list[str] = []
    if request.method == "POST":
        try:
            _save_number(request)
        except NotUnderstood as error:
            faults = [problem(code) for _line, code in error.problems]
        else:
            messages.success(request, _("C’est enregistré, et visible partout dans la minute."))
            return redirect("help_numbers")
    today = localdate()
    lines = [
        {
            "one": one,
            "checked_on": one.verified_on.isoformat() if one.verified_on else "",
            "old": one.verified_on is None or today - one.verified_on > OLD_NUMBER,
        }
        for one in queries.help_list(me(request))
    ]
    context = {"lines": lines, "faults": faults, "today": today.isoformat()}
    return render(request, "councils/numbers.html", context, status=422 if faults else 200)


def _save_number(request: HttpRequest) -> None:
    checked = request.POST.get("verified_on", "")
    try:
        verified_on = dt.date.fromisoformat(checked) if checked else None
    except ValueError as error:
        raise NotUnderstood([(0, "date")]) from error
    actions.save_number(
        by=me(request),
        key=request.POST.get("key", ""),
        number=request.POST.get("number", ""),
        label_fr=request.POST.get("label_fr", ""),
        label_en=request.POST.get("label_en", ""),
        in_footer="in_footer" in request.POST,
        shown="shown" in request.POST,
        verified_on=verified_on,
        source=request.POST.get("source", ""),
        at=now(),
    )


urlpatterns: list[URLPattern] = [
    path("moderation/annuaire-conseils/", listing, name="councils_directory"),
    path("moderation/annuaire-conseils.csv", export, name="councils_export"),
    path("moderation/annuaire-conseils/importer", take, name="councils_import"),
    path("moderation/annuaire-conseils/<slug:body>/<slug:department>/", edit, name="council_edit"),
    path("moderation/numeros/", help_numbers, name="help_numbers"),
]
