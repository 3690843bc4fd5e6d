"""Ask: one text box, the guard beside it, "Toc toc"."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.limits.actions import spend
from toctoc.live.request import number
from toctoc.people.codes import SPECIALTIES, specialty_label
from toctoc.people.models import Person
from toctoc.people.queries import audience_count, byline
from toctoc.pictures.types import NotReady
from toctoc.posts.actions import forget_draft, save_draft
from toctoc.posts.queries import find_draft, was_sent
from toctoc.posts.types import (
    QUESTION_CHARACTERS,
    SHORT,
    Changed,
    CharterMissing,
    Empty,
    GuardDown,
    NobodyNamed,
    Refused,
    TooLong,
    TooManyNamed,
    Writing,
)
from toctoc.questions import actions
from toctoc.questions.specialties import suggest
from toctoc.questions.types import Ask, NoSpecialty, NotAskable, RecognisableCase

from . import keeping
from . import panel as guard_panel
from .access import language, me, member, now
from .fragments import specialty_options
from .pictures_part import part, refusal_of, stowaways
from .similar import similar_cards

_MOST_KEPT = 20  # more than may be named, so that the page can say that it is too many


@require_http_methods(["GET", "POST"])
@member
def ask(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("apply"):
            return _apply(request)
        if request.POST.get("do") == "publish":
            return _publish(request)
        keep(request)
        return compose(request, fields_in(request))
    draft = find_draft(me(request), "ask")
    fields = dict(draft.fields) if draft else {}
    shared = "\n".join(filter(None, (request.GET.get("title"), request.GET.get("text"))))
    if shared and not fields.get("body"):
        fields["body"] = shared[:QUESTION_CHARACTERS]
    return compose(
        request,
        fields,
        draft_at=draft.updated_at if draft else None,
        revision=draft.revision if draft else 0,
    )


def fields_in(request: HttpRequest) -> dict[str, str]:
    """What a draft keeps of the form, as submitted."""
    return {
        "body": guard_panel.body_in(request),
        "signature": guard_panel.signature_in(request),
        "audience": _audience(request.POST.get("audience", "")),
        "specialties": ",".join(specialties_in(request)),
        "patient": request.POST.get("patient", ""),
        "relative": request.POST.get("relative", ""),
        "named": ",".join(named_in(request)),
        "transposed": "1" if guard_panel.transposed_in(request) else "",
    } | keeping.fields_in(request)


def named_in(request: HttpRequest) -> list[str]:
    """The colleagues chosen for a private question, by the ids of their listings."""
    ids = dict.fromkeys(request.POST.getlist("named"))
    return [one for one in ids if one.isalnum() and len(one) == 12][:_MOST_KEPT]


def specialties_in(request: HttpRequest) -> list[str]:
    """What the author chose. Chips left as suggested are no choice: they follow the text."""
    ticked = [code for code in request.POST.getlist("specialty") if code in SPECIALTIES][:3]
    untouched = request.POST.get("suggested", "").split(",")
    return [] if set(ticked) == set(filter(None, untouched)) else ticked


def _audience(wanted: str) -> str:
    return wanted if wanted in ("professionals", "doctors") else "professionals"


def _apply(request: HttpRequest) -> HttpResponse:
    """The panel's buttons for browsers without JavaScript."""
    writing, before = guard_panel.change_in(request, guard_panel.writing_in(request), at=now())
    return compose(request, fields_in(request) | fields_of(writing), before=before)


def fields_of(writing: Writing) -> dict[str, str]:
    """What a change made for the author changes in the form."""
    return {"body": writing.body, "transposed": "1" if writing.transposed else ""}


def keep(
    request: HttpRequest, target: str = "ask", changes: Mapping[str, str] | None = None
) -> None:
    """Save what was typed, whatever the revision: this page is what its author sees now.

    What is too long for a draft, or saved by another tab this instant, stays on the page alone.
    """
    fields = fields_in(request) | {"kind": request.POST.get("kind", "")[:14]} | dict(changes or {})
    person = me(request)
    draft = find_draft(person, target)
    if fields["body"].strip():
        with suppress(TooLong, Changed):
            save_draft(
                by=person,
                target=target,
                fields=fields,
                at=now(),
                revision=draft.revision if draft else 0,
            )


def _publish(request: HttpRequest) -> HttpResponse:
    fields = fields_in(request)
    writing = guard_panel.writing_in(request)
    submission = Ask(
        writing,
        tuple(specialties_in(request)),
        fields["audience"],
        yes_no(fields["patient"]),
        yes_no(fields["relative"]),
    )
    hidden = stowaways(request, "ask")
    if hidden:
        keep(request)
        return compose(request, fields, status=422, attach=hidden)
    try:
        post = actions.ask(by=me(request), ask=submission, at=now())
    except Refused as refusal:
        keep(request)
        return refused(request, fields, writing, refusal)
    except NotReady as refusal:
        keep(request)
        attach = refusal_of(request, "ask", refusal)
        return compose(request, fields, status=422, attach=attach)
    except (RecognisableCase, Empty, TooLong, GuardDown, NoSpecialty) as refusal:
        keep(request)
        return compose(
            request, fields, status=422, error=sentence_of(refusal), error_field=_field_of(refusal)
        )
    except CharterMissing:
        keep(request)  # the charter's page comes first, and the text waits in its draft
        raise
    return redirect("question", public_id=post.public_id)


def refused(
    request: HttpRequest, fields: dict[str, str], writing: Writing, refusal: Refused
) -> HttpResponse:
    """The text again, with all that the guard wants decided (422)."""
    return compose(
        request,
        fields,
        panel=guard_panel.panel_of(writing, refusal.report, language()),
        status=422,
        error=guard_panel.shut(refusal),
    )


def yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def sentence_of(refusal: Exception) -> str:
    """What went wrong and what to do, in one sentence."""
    if isinstance(refusal, RecognisableCase):
        return _(
            "Répondez aux deux questions ci-dessous. Si le patient ou un proche se reconnaîtrait, "
            "transposez davantage (âge, lieu, circonstances), ou demandez à un confrère en privé."
        )
    if isinstance(refusal, Empty):
        return _("Écrivez votre question avant de l’envoyer.")
    if isinstance(refusal, TooLong):
        return _("C’est trop long : %(limit)d caractères au plus.") % {"limit": refusal.limit}
    if isinstance(refusal, NobodyNamed):
        return _("Choisissez au moins un confrère.")
    if isinstance(refusal, TooManyNamed):
        return _("Choisissez %(limit)d confrères au plus.") % {"limit": refusal.limit}
    if isinstance(refusal, NotAskable):
        return _("Un confrère choisi ne peut plus être sollicité : il n’est plus dans la liste.")
    if isinstance(refusal, NoSpecialty):
        return _("Cette spécialité n’existe pas : choisissez-en une dans la liste.")
    return _(
        "La vérification du texte ne répond pas. Rien n’est publié et rien n’est perdu : "
        "votre brouillon est enregistré, réessayez dans un instant."
    )


def _field_of(refusal: Exception) -> str:
    if isinstance(refusal, RecognisableCase):
        return "recognise"
    return "specialty" if isinstance(refusal, NoSpecialty) else "body"


def compose(
    request: HttpRequest,
    fields: dict[str, str],
    *,
    panel: guard_panel.Panel | None = None,
    before: guard_panel.Before | None = None,
    error: str = "",
    error_field: str = "",
    attach: dict[str, Any] | None = None,
    draft_at: Any = None,
    revision: int | None = None,
    status: int = 200,
) -> HttpResponse:
    person, lang = me(request), language()
    body = fields.get("body", "")
    reasons, contested = guard_panel.answers_in(request.POST)
    experience = fields.get("experience") == "1"
    writing = Writing(body, "", "", reasons, contested, experience=experience)
    if revision is None:
        draft = find_draft(person, "ask")
        revision = draft.revision if draft else 0
    chosen = [code for code in fields.get("specialties", "").split(",") if code]
    context = {
        "body": body,
        "token": request.POST.get("token") or guard_panel.new_token(),
        "revision": revision,
        "draft_at": draft_at,
        "limit": QUESTION_CHARACTERS,
        "fold_at": SHORT,
        "panel": panel or guard_panel.look(writing, lang, at=now(), before=before),
        "transposed": fields.get("transposed", ""),
        "attach": attach or part(person, "ask"),
        "keeping": keeping.choices_of(fields, question=True),
        "suggested": suggested(body, chosen, lang),
        "all_specialties": specialty_options(lang),
        "similar": similar_cards(person, body, lang),
        "signatures": signatures(person, fields.get("signature") or person.signature, lang),
        "audiences": audiences(fields.get("audience") or "professionals"),
        "patient": fields.get("patient", ""),
        "relative": fields.get("relative", ""),
        "named": [one for one in fields.get("named", "").split(",") if one],
        "error": error,
        "error_field": error_field,
        "undo_seconds": settings.TOCTOC_UNDO_SECONDS["question"],
        "here": "ask",
    }
    return render(request, "questions/ask.html", context, status=status)


def suggested(body: str, chosen: list[str], lang: str) -> list[dict[str, Any]]:
    """Chips: what the author ticked, then what the text suggests, each with its reason."""
    found = {item.specialty: item for item in suggest(body)} if body.strip() else {}
    codes = list(dict.fromkeys([*chosen, *found]))
    return [
        {
            "code": code,
            "label": specialty_label(code, lang),
            "checked": code in chosen or (not chosen and code in found),
            "auto": not chosen and code in found,
            "because": ", ".join(found[code].words[:3]) if code in found else "",
        }
        for code in codes
    ]


def signatures(person: Person, current: str, lang: str) -> list[dict[str, Any]]:
    hints = {
        "real": _("Votre nom, tel que vérifié."),
        "pseudonym": _("Votre pseudonyme enregistré ; votre nom reste scellé."),
        "protected": _("Personne ne voit qui demande, pas même les modérateurs."),
    }
    return [
        {
            "value": value,
            "label": byline(person, value, lang),
            "hint": hint,
            "checked": value == current,
        }
        for value, hint in hints.items()
        if value != "pseudonym" or person.pseudonym
    ]


def audiences(current: str) -> list[dict[str, Any]]:
    """T9: who will read, in words and in number."""
    labels = {
        "professionals": _("professionnels de santé vérifiés"),
        "doctors": _("médecins vérifiés, internes compris"),
    }
    return [
        {
            "value": value,
            "label": label,
            "count": audience_count(value),
            "checked": value == current,
        }
        for value, label in labels.items()
    ]


@require_POST
@member
def check(request: HttpRequest) -> JsonResponse:
    """While typing: the panel, the highlights, the specialties and close questions."""
    person, lang = me(request), language()
    spend("check", person.public_id, at=now())
    typed = guard_panel.writing_in(request)
    writing, before = typed, guard_panel.before_in(request)
    if request.POST.get("apply"):
        writing, before = guard_panel.change_in(request, typed, at=now())
    panel = guard_panel.look(writing, lang, at=now(), before=before)
    answer: dict[str, Any] = {
        "body": writing.body if writing is not typed else None,
        "panel": render_to_string("parts/guard_panel.html", {"panel": panel}, request),
        "findings": panel.spans(),
        "state": panel.state,
    }
    if request.POST.get("target", "ask") == "ask":
        chips = suggested(writing.body, specialties_in(request), lang)
        answer["specialties"] = render_to_string(
            "parts/specialty_chips.html", {"suggested": chips}, request
        )
        answer["similar"] = render_to_string(
            "parts/similar.html", {"similar": similar_cards(person, writing.body, lang)}, request
        )
    return JsonResponse(answer)


@require_POST
@member
def draft(request: HttpRequest) -> JsonResponse:
    """Autosave. 409 with the other tab's text when it saved since; nothing is overwritten."""
    person, at = me(request), now()
    target = request.POST.get("target", "")[:40]
    revision = request.POST.get("revision", "0")
    spend("draft", person.public_id, at=at)
    if not is_target(target):
        return JsonResponse({"error": _("Ce brouillon n’a pas de destination.")}, status=400)
    if request.POST.get("do") == "forget":
        forget_draft(by=person, target=target)
        return JsonResponse({"revision": 0})
    fields = fields_in(request) | {"kind": request.POST.get("kind", "")[:14]}
    if was_sent(person, request.POST.get("token", "")[:36], fields["body"]):
        return JsonResponse({"revision": 0})
    try:
        saved = save_draft(
            by=person, target=target, fields=fields, at=at, revision=number(revision) or 0
        )
    except Changed as other:
        kept = find_draft(person, target)
        return JsonResponse(
            {"revision": other.revision, "other": kept.fields if kept else {}}, status=409
        )
    except TooLong as refusal:
        return JsonResponse({"error": sentence_of(refusal)}, status=413)
    return JsonResponse({"revision": saved.revision, "saved_at": at.isoformat()})


def is_target(target: str) -> bool:
    head, _, tail = target.partition(":")
    return target == "ask" or (head in ("reply", "edit") and tail.isalnum() and len(tail) == 12)


urlpatterns: list[URLPattern] = [
    path("demander/", ask, name="ask"),
    path("demander/verifier", check, name="check"),
    path("brouillon/", draft, name="draft"),
]
