"""What becomes of a story, in words that a frightened person understands."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.stories.models import Request, Story
from toctoc.stories.types import ANSWER_IN, DECIDE_IN

from .words import moment


def wait_in_words(wait: dt.timedelta) -> str:
    """ "12 minutes", "3 heures"; a day and more as hours too: nobody counts days here."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    if minutes < 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)d heure", "%(n)d heures", hours) % {"n": hours}


def left_in_words(due_at: dt.datetime, at: dt.datetime) -> str:
    """The visible clock of a moderator's queue."""
    if due_at > at:
        return _("reste %(time)s") % {"time": wait_in_words(due_at - at)}
    return _("en retard de %(time)s") % {"time": wait_in_words(at - due_at)}


def follow_in_words(asked: Request) -> dict[str, Any]:
    """Title, one sentence on now, what comes next, the dates, the reasons."""
    title, now, following = _said(asked)
    return {
        "number": asked.number,
        "title": title,
        "now": now,
        "next": following,
        "deadline": _deadline(asked),
        "steps": _steps(asked),
        "reasons": _reasons(asked),
        "by_mail": asked.contact is not None,
        "unknown": asked.state in (Request.State.UNKNOWN, Request.State.NOT_FOUND),
    }


def _deadline(asked: Request) -> dict[str, str] | None:
    """Until when somebody must have acted; None when nothing is awaited, or it is late already."""
    story = asked.story
    if story is None:
        awaited = asked.state == Request.State.SEARCHING and asked.escalated_at is None
        due_at = asked.due_at if awaited else None
    elif story.state == Story.State.ASKED:
        due_at = story.opened_at + DECIDE_IN
    else:
        due_at = story.due_at if story.escalated_at is None else None
    return moment(due_at) if due_at else None


def _reasons(asked: Request) -> str:
    return asked.story.reasons if asked.story else asked.reply


def _said(asked: Request) -> tuple[str, str, str]:
    if asked.story is not None:
        return _said_of(asked.story, asked)
    return {
        Request.State.CONFIRMING: (
            _("Ouvrez l’e-mail que nous venons d’envoyer"),
            _("Rien n’est encore masqué. L’e-mail contient un lien : ouvrez-le et appuyez."),
            _("Il peut être dans les courriers indésirables. Le lien est valable 48 heures."),
        ),
        Request.State.SEARCHING: (
            _("Une personne cherche le message"),
            _("Un modérateur de ce site lit votre demande et cherche le message."),
            _("L’heure prévue est dépassée : tous les modérateurs sont prévenus de nouveau.")
            if asked.escalated_at
            else _("S’il le trouve, il le masque aussitôt."),
        ),
        Request.State.UNKNOWN: (
            _("Il n’y a pas de message à cette adresse"),
            _("Personne ne peut lire de message à l’adresse que vous avez donnée."),
            _("Vérifiez le lien, lettre par lettre. Vous pouvez aussi nous décrire le message."),
        ),
        Request.State.NOT_FOUND: (
            _("Nous n’avons pas trouvé le message"),
            _("Un modérateur a cherché, et vous répond ici. Votre description est détruite."),
            _("Si vous avez d’autres indices, faites une nouvelle demande."),
        ),
        Request.State.EXPIRED: (
            _("Cette demande n’a pas été confirmée"),
            _("Le lien envoyé par e-mail n’a pas été ouvert à temps. Rien n’a été masqué."),
            _("Vous pouvez recommencer quand vous voulez."),
        ),
    }[Request.State(asked.state)]


def _said_of(story: Story, asked: Request) -> tuple[str, str, str]:
    hidden = _("Plus personne ne peut le lire. Il reste masqué tant que rien n’est décidé.")
    if story.state == Story.State.ASKED:
        return (
            _("Le message est masqué"),
            hidden,
            _(
                "Nous demandons à son auteur si c’est bien vous. S’il dit oui, le message est "
                "effacé pour toujours. Sinon, ou sans réponse en 24 heures, un modérateur "
                "expérimenté décide. Il n’a pas pris part à la conversation."
            ),
        )
    if story.state == Story.State.JUDGING and not story.hidden:
        return (
            _("Un modérateur expérimenté regarde"),
            _(
                "Ce même message a déjà été examiné, et un modérateur avait décidé de le laisser. "
                "C’est pourquoi il n’est pas masqué d’emblée cette fois."
            ),
            _("Un modérateur le relit avec votre demande, et vous donnera ses raisons ici."),
        )
    if story.state == Story.State.JUDGING:
        return _("Un modérateur décide"), hidden, _said_of_judging(story)
    if story.state == Story.State.TRANSPOSING:
        return (
            _("Le message reste masqué"),
            _("Un modérateur a décidé qu’il ne peut pas être relu tel qu’il était."),
            _(
                "Son auteur a deux semaines pour raconter le cas de façon que personne n’y soit "
                "reconnu, et un modérateur vérifiera. Sinon, il est effacé."
            ),
        )
    if story.state == Story.State.ERASED:
        return (
            _("Le message est effacé"),
            _(
                "Il est effacé pour toujours, avec ses anciennes versions. Une sauvegarde du site "
                "ne le ramènera pas."
            ),
            _("Il n’y a plus rien à faire. Merci de nous l’avoir signalé."),
        )
    return _said_of_restored(story)


def _said_of_judging(story: Story) -> str:
    if story.escalated_at is not None:
        return _(
            "Le délai de 72 heures est dépassé, et ce n’est pas normal : tous les modérateurs "
            "expérimentés et l’exploitant du site sont prévenus."
        )
    return _(
        "Son auteur ne pense pas que ce soit vous, ou n’a pas répondu. Un modérateur expérimenté "
        "décide. Vous lirez ses raisons ici."
    )


def _said_of_restored(story: Story) -> tuple[str, str, str]:
    contest = _("Si vous n’êtes pas d’accord, écrivez à l’exploitant du site.")
    if story.transposed_at is not None:
        return (
            _("Le message a été réécrit"),
            _(
                "Son auteur raconte maintenant le cas autrement, et ce qu’il disait avant est "
                "détruit. Un modérateur a vérifié."
            ),
            contest,
        )
    return (
        _("Le message est de nouveau lisible"),
        _("Un modérateur expérimenté l’a relu, et pense qu’on ne peut pas vous y reconnaître."),
        contest,
    )


def _steps(asked: Request) -> list[dict[str, Any]]:
    """What happened, in order, with its date."""
    dated = [(asked.at, _("Vous avez envoyé votre demande."))]
    story = asked.story
    if asked.answered_at is not None:
        found = _("Un modérateur a trouvé le message.") if story else _("Un modérateur a répondu.")
        dated.append((asked.answered_at, found))
    if story is not None:
        dated += _story_steps(story)
    return [{"at": moment(at), "text": text} for at, text in sorted(dated, key=_when)]


def _when(step: tuple[dt.datetime, str]) -> dt.datetime:
    return step[0]


def _story_steps(story: Story) -> list[tuple[dt.datetime, str]]:
    opened = _("Le message a été masqué, et son auteur interrogé.")
    dated = [(story.opened_at, opened)] if story.hidden else []
    if story.answered_at is not None:
        yes = story.answer == Story.Answer.YES
        said = _("Son auteur a répondu oui.") if yes else _("Son auteur a répondu non.")
        dated.append((story.answered_at, said))
    elif story.answer:
        silence = _("Son auteur n’a pas répondu en 24 heures.")
        dated.append((story.opened_at + ANSWER_IN, silence))
    if story.decided_at is not None:
        dated.append((story.decided_at, _("Un modérateur expérimenté a décidé.")))
    if story.transposed_at is not None:
        dated.append((story.transposed_at, _("Son auteur a réécrit le message.")))
    if story.closed_at is not None:
        done = {
            Story.State.ERASED: _("Le message a été effacé."),
            Story.State.RESTORED: _("Le message est redevenu lisible."),
        }[Story.State(story.state)]
        dated.append((story.closed_at, done))
    return dated


def decide_before(story: Story) -> dict[str, str]:
    return moment(story.due_at or story.opened_at + DECIDE_IN)
