"""What a decision, a notice and a rule say to those they concern: short, exact, kind."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.moderation.models import CONTEMPT, Family, Measure
from toctoc.moderation.rules import RULES
from toctoc.moderation.types import (
    ModerationError,
    NamesSomebody,
    NeedsGoodFaith,
    NeedsReasons,
    Past,
    TooLate,
    TooLongReasons,
)
from toctoc.people.models import Restriction

_KIND = Measure.Kind


def day(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at).date(), "j F Y")


def day_and_hour(at: dt.datetime) -> str:
    here = timezone.localtime(at)
    return _("%(day)s à %(hour)s") % {"day": day(at), "hour": f"{here:%H:%M}"}


def kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be reported, as somebody would say it: contempt, then the rest (D4, M24)."""
    said = family_words()
    contempt = [(str(one), said[one]) for one in CONTEMPT]
    others = [(str(one), said[one]) for one in Family.values if one not in CONTEMPT]
    return [(_("Du mépris"), contempt), (_("Autre chose"), others)]


def family_words() -> dict[str, str]:
    return {
        Family.SEXISM: _("envers les femmes, ou les hommes"),
        Family.HOMOPHOBIA: _("envers des personnes homosexuelles, bi ou trans"),
        Family.RACISM: _("envers une origine, une religion"),
        Family.FATPHOBIA: _("envers des personnes grosses"),
        Family.POVERTY: _("envers des patients à la CMU, à l’AME ou à la C2S"),
        Family.COLLEAGUE: _("envers un confrère ou une consœur"),
        Family.SECRECY: _("On peut reconnaître quelqu’un (secret médical)"),
        Family.IMPERSONATION: _("Quelqu’un se fait passer pour un autre"),
        Family.DEFAMATION: _("Diffamation, injure, incitation à la haine"),
        Family.FALSE: _("Information fausse ou dangereuse"),
        Family.ADVERTISING: _("Publicité"),
        Family.OTHER: _("Autre contenu illégal, ou contraire à la charte"),
    }


def about(family: str) -> str:
    """The family alone, in a sentence of its own: "Mépris envers les femmes…"."""
    words = family_words().get(family, family)
    if family in CONTEMPT:
        return _("Mépris %(towards)s") % {"towards": words}
    return words


def rule(key: str) -> dict[str, str]:
    """A rule as it is told: what it says here, its article, its text."""
    known = RULES[key]
    return {"summary": str(known.summary), "article": known.article, "text": known.text}


def measure(one: Past) -> dict[str, str]:
    """What a measure does, and when it ends: each says both."""
    return {"text": _effect(one), "end": _end(one)}


def _effect(one: Past) -> str:
    if one.kind == _KIND.RESTRICTION:
        return {
            Restriction.Kind.IMAGES: _("Vous ne pouvez plus joindre d’image."),
            Restriction.Kind.MESSAGES: _("Vous ne pouvez plus écrire de message privé."),
            Restriction.Kind.DELAY: _("Vos réponses attendent une demi-heure avant d’être lues."),
            Restriction.Kind.WRITING: _("Vous pouvez lire, mais pas écrire."),
            Restriction.Kind.PROFILE: _("Votre nom n’est plus montré : on lit « Un confrère »."),
        }[Restriction.Kind(one.ability)]
    return {
        _KIND.NOTHING: _("Rien ne change."),
        _KIND.TRANSPOSE: _("Votre texte est masqué, jusqu’à ce que vous l’ayez transposé."),
        _KIND.HIDE: _("Votre texte est masqué : plus personne ne le lit."),
        _KIND.REMINDER: _("C’est un rappel à la règle. Il ne vous retire rien."),
        _KIND.WARNING: _(
            "C’est un avertissement : d’autres faits pourraient mener à une suspension, et vous "
            "pourriez avoir à en répondre devant votre ordre."
        ),
        _KIND.SUSPENSION: _("Votre compte est suspendu : vous ne lisez ni n’écrivez."),
        _KIND.EXCLUSION: _("Votre compte est exclu du réseau."),
        _KIND.PROTECTION: _("Votre compte est suspendu, le temps qu’un modérateur juge."),
        _KIND.VEIL: _(
            "Votre nom n’est plus montré, le temps qu’un modérateur vérifie : on lit « Un "
            "confrère »."
        ),
    }[_KIND(one.kind)]


def _end(one: Past) -> str:
    if one.why == Measure.Why.OVERTURNED:
        return _("Annulé en appel.")
    if one.why == Measure.Why.REPLACED:
        return _("Remplacé par la décision suivante.")
    if one.why == Measure.Why.ENDED:
        return _("Terminé.")
    if one.kind == _KIND.EXCLUSION:
        return _("Sans date de fin ; vous pouvez la contester.")
    if one.until is None:
        return _("Pour ce texte seulement.")
    if one.kind in (_KIND.REMINDER, _KIND.WARNING):
        return _("Compte jusqu’au %(day)s, puis s’oublie.") % {"day": day(one.until)}
    return _("Jusqu’au %(when)s, puis s’arrête de soi-même.") % {"when": day_and_hour(one.until)}


def refusal(error: ModerationError) -> tuple[str, str]:
    """What to do about it, and which field to look at."""
    match error:
        case NeedsGoodFaith():
            return _("Cochez la case : vous dites de bonne foi ce que vous savez."), "good_faith"
        case NeedsReasons():
            return _("Dites en une phrase ou deux ce qui ne va pas."), "reasons"
        case TooLongReasons():
            told = ngettext(
                "C’est trop long : %(n)d caractère au plus.",
                "C’est trop long : %(n)d caractères au plus.",
                error.limit,
            )
            return told % {"n": error.limit}, "reasons"
        case NamesSomebody():
            return _("N’écrivez ni nom, ni numéro : ces mots sont lus par d’autres."), "reasons"
        case TooLate():
            return _("C’est trop tard : le délai est passé, ou c’est déjà fait."), ""
    return _("Choisissez ce qui ne va pas dans la liste."), "family"
