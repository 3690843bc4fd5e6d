"""Ask in private (T12): choose colleagues for a text already written, or more of them later."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.limits.actions import TooMany
from toctoc.pictures.types import NotReady
from toctoc.posts import actions as posts
from toctoc.posts.actions import NotYours
from toctoc.posts.queries import find_draft, readers_of
from toctoc.posts.types import (
    CharterMissing,
    NobodyNamed,
    NotPublished,
    Refused,
    TooManyNamed,
    Writing,
)
from toctoc.questions import actions, private
from toctoc.questions.queries import question_page
from toctoc.questions.specialties import suggest
from toctoc.questions.types import Ask, NoSpecialty, NotAskable

from . import keeping
from . import panel as guard_panel
from .access import language, me, member, now
from .ask import (
    compose,
    fields_in,
    keep,
    named_in,
    refused,
    sentence_of,
    specialties_in,
    yes_no,
)
from .choosing import Choice, chooser
from .pictures_part import refusal_of, stowaways
from .words import duration

_OWN = {"csrfmiddlewaretoken", "do", "apply", "q", "specialite", "named"}


@require_http_methods(["GET", "POST"])
@member
def ask(request: HttpRequest) -> HttpResponse:
    """Second step of asking: to whom. The text travels with the form, and waits in its draft."""
    if request.method == "GET":
        return _from_draft(request)
    fields, do = fields_in(request), request.POST.get("do", "")
    if do == "send":
        return _send(request, fields)
    if not request.headers.get("HX-Request"):
        keep(request)
    if do == "back":
        return compose(request, fields)
    if do == "private":
        return _judged(request, fields)
    return _choose(request, fields)


def _judged(request: HttpRequest, fields: dict[str, str]) -> HttpResponse:
    """What the guard wants decided is decided before anybody is chosen."""
    writing = guard_panel.writing_in(request)
    try:
        posts.judge(by=me(request), kind="question", writing=writing, at=now())
    except NotPublished as refusal:
        return _not_sent(request, fields, writing, refusal)
    return _choose(request, fields)


def _send(request: HttpRequest, fields: dict[str, str]) -> HttpResponse:
    writing = guard_panel.writing_in(request)
    submission = Ask(
        writing,
        tuple(specialties_in(request)),
        "named",
        yes_no(fields["patient"]),
        yes_no(fields["relative"]),
        tuple(named_in(request)),
    )
    hidden = stowaways(request, "ask")
    if hidden:
        keep(request)
        return compose(request, fields, status=422, attach=hidden)
    try:
        post = actions.ask(by=me(request), ask=submission, at=now())
    except (NotPublished, NoSpecialty, NotAskable, TooMany) as refusal:
        keep(request)
        return _not_sent(request, fields, writing, refusal)
    return redirect("question", public_id=post.public_id)


def _not_sent(
    request: HttpRequest, fields: dict[str, str], writing: Writing, refusal: Exception
) -> HttpResponse:
    """Back to what has to change: the text, or those it is asked to."""
    if isinstance(refusal, CharterMissing):
        raise refusal  # the charter's page comes first
    if isinstance(refusal, Refused):
        return refused(request, fields, writing, refusal)
    if isinstance(refusal, NotReady):
        attach = refusal_of(request, "ask", refusal)
        return compose(request, fields, status=422, attach=attach)
    if isinstance(refusal, TooMany):
        delay = duration(refusal.wait.total_seconds())
        wait = _("Un instant : vous pourrez envoyer dans %(delay)s. Votre texte est gardé.")
        return _choose(request, fields, error=wait % {"delay": delay}, status=429)
    if isinstance(refusal, (NobodyNamed, TooManyNamed, NotAskable)):
        return _choose(request, fields, error=sentence_of(refusal), status=422)
    return compose(request, fields, status=422, error=sentence_of(refusal), error_field="body")


def _from_draft(request: HttpRequest) -> HttpResponse:
    """After signing in again, or by the browser's own "back"."""
    draft = find_draft(me(request), "ask")
    if draft is None or not draft.fields.get("body", "").strip():
        return redirect("ask")
    names = ("body", "signature", "audience", "patient", "relative", *keeping.FIELDS)
    carried = [(name, draft.fields.get(name, "")) for name in names]
    carried += [("specialty", code) for code in draft.fields.get("specialties", "").split(",")]
    carried.append(("token", guard_panel.new_token()))
    return _choose(request, draft.fields, carried=carried)


def _choose(
    request: HttpRequest,
    fields: dict[str, str],
    *,
    carried: list[tuple[str, str]] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    body = fields.get("body", "")
    codes = [code for code in fields.get("specialties", "").split(",") if code]
    codes = codes or [found.specialty for found in suggest(body)]
    choice = Choice(codes, [one for one in fields.get("named", "").split(",") if one])
    context = {
        "title": _("Demander en privé"),
        "action": "/demander/prive/",
        "carried": carried if carried is not None else _carried(request),
        "excerpt": actions.excerpt(body),
        "send": _("Toc toc, en privé"),
        "undo_seconds": settings.TOCTOC_UNDO_SECONDS["question"],
        "back": "",
    }
    return chooser(request, choice, context, error=error, status=status)


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """All that the first step said, the answers to the guard included."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in _OWN
    ]


@require_http_methods(["GET", "POST"])
@member
def more(request: HttpRequest, public_id: str) -> HttpResponse:
    """The author of a private question asks other colleagues too."""
    by = me(request)
    page = question_page(by, public_id, language())
    if not page.mine or page.audience != "named":
        raise NotYours
    error, ids = "", named_in(request)
    if request.method == "POST" and request.POST.get("do") == "send":
        try:
            new = private.name_more(by=by, question=public_id, ids=ids, at=now())
        except (NobodyNamed, TooManyNamed, NotAskable) as refusal:
            error = sentence_of(refusal)
        else:
            said = ngettext(
                "%(n)d confrère de plus lira votre question.",
                "%(n)d confrères de plus liront votre question.",
                new,
            )
            if new:
                messages.success(request, said % {"n": new})
            return redirect("question", public_id=public_id)
    known = [reader.person for reader in readers_of(page.post.id)]
    context = {
        "title": _("Demander aussi à…"),
        "action": f"/q/{public_id}/demander-a",
        "carried": [],
        "excerpt": "",
        "send": _("Demander en privé"),
        "undo_seconds": 0,
        "back": f"/q/{public_id}",
    }
    choice = Choice(page.specialties, ids, known)
    return chooser(request, choice, context, error=error, status=422 if error else 200)


urlpatterns: list[URLPattern] = [
    path("demander/prive/", ask, name="ask_private"),
    path("q/<slug:public_id>/demander-a", more, name="ask_more"),
]
