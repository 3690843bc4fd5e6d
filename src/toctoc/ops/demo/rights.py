"""A few lives with a past: an old question with a note above it, a lived experience, words that
end by themselves, and a night of the retention table to read."""

from __future__ import annotations

import datetime as dt

from toctoc.people.models import Person
from toctoc.posts.actions import set_note
from toctoc.posts.models import Post
from toctoc.posts.types import Writing
from toctoc.questions import actions
from toctoc.questions.types import Ask
from toctoc.rights.clock import nightly

_OLD = (
    "F 60-69 a, FA découverte à l'ECG de contrôle, asymptomatique, pas de cardiopathie connue. "
    "Aspirine seule en attendant l'avis cardio, ou anticoagulant d'emblée ?"
)
_NOTE = (
    "Ce que j'écrivais alors ne se fait plus : l'aspirine ne protège pas dans cette situation. "
    "Voir la recommandation en vigueur avant de s'inspirer de ce fil."
)
_ANSWER = "Anticoagulant d'emblée si le score le demande ; l'aspirine n'apporte rien ici."
_TOLD = (
    "Retour d'expérience : j'ai mis une fatigue sur le compte de l'anxiété pendant des mois, parce "
    "que la personne « avait toujours quelque chose ». C'était une maladie cœliaque. "
    "Comment vous obligez-vous à rouvrir un dossier ?"
)
_REPLY = (
    "Je note « et si j'avais tort ? » au troisième passage pour le même motif. Merci de le dire."
)
_BRIEF = (
    "Fin de garde difficile, rien de clinique : comment coupez-vous en rentrant ? "
    "J'efface ceci dans un mois."
)


def fill(at: dt.datetime) -> None:
    """Invented, and through the doors that everybody uses."""
    author, reader = _two()
    then = at - dt.timedelta(days=3 * 365)
    old = _asked(author, _OLD, "old", then)
    _replied(reader, old, _ANSWER, "old", then + dt.timedelta(minutes=12))
    set_note(by=author, public_id=old.public_id, writing=Writing(_NOTE, "demo-note"), at=at)
    told = _asked(author, _TOLD, "told", at - dt.timedelta(days=2), experience=True)
    _replied(reader, told, _REPLY, "told", at - dt.timedelta(days=2, minutes=-9))
    _asked(reader, _BRIEF, "brief", at - dt.timedelta(hours=9), keep_days=30)
    nightly(at)


def _two() -> tuple[Person, Person]:
    """Invented colleagues, not a role that a visitor takes."""
    found = Person.objects.filter(is_demo=True, profession="10", standing="active").order_by("pk")
    first, second = found[:2]
    return first, second


def _asked(
    by: Person,
    body: str,
    key: str,
    at: dt.datetime,
    *,
    experience: bool = False,
    keep_days: int | None = None,
) -> Post:
    writing = Writing(body, f"demo-rights-{key}", experience=experience, keep_days=keep_days)
    ask = Ask(writing, (), "professionals", False, False)
    post = actions.ask(by=by, ask=ask, at=at)
    actions.opened(post.pk, at=at)
    return post


def _replied(by: Person, question: Post, body: str, key: str, at: dt.datetime) -> None:
    writing = Writing(body, f"demo-rights-reply-{key}")
    post, _new = actions.reply(
        by=by, question=question.public_id, kind=Post.Kind.ANSWER, writing=writing, at=at
    )
    actions.opened(post.pk, at=at)
