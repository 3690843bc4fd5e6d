"""What the desk says, in words: families, measures, ready reasons, consequences, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.moderation.models import CONTEMPT, Decision, Family, Measure
from toctoc.moderation.types import (
    BadMeasures,
    Conflict,
    ModerationError,
    NamesSomebody,
    NeedsReasons,
    NobodyFree,
    NotClaimed,
    NotOffered,
    StepSkipped,
    Taken,
    TooLate,
    TooLongReasons,
    TooManyClaims,
)
from toctoc.people.models import Restriction

_KIND = Measure.Kind


def family(value: str) -> str:
    return families().get(value, value)


def families() -> dict[str, str]:
    """From the gravest to the lightest, as moderators name them."""
    return {
        Family.SECRECY: _("Secret médical"),
        Family.IMPERSONATION: _("Usurpation d’identité"),
        Family.FALSE: _("Information fausse"),
        Family.DEFAMATION: _("Diffamation, injure ou haine"),
        Family.RACISM: _("Racisme"),
        Family.SEXISM: _("Sexisme"),
        Family.HOMOPHOBIA: _("Homophobie"),
        Family.FATPHOBIA: _("Grossophobie"),
        Family.POVERTY: _("Moquerie de patients précaires"),
        Family.COLLEAGUE: _("Attaque d’un confrère"),
        Family.ADVERTISING: _("Publicité"),
        Family.OTHER: _("Autre chose"),
    }


def subject(value: str, kind: str = "") -> str:
    """Where it is said to have happened."""
    if value == "person":
        return _("le profil d’une personne")
    if value == "site":
        return _("le site")
    return {
        "question": _("une question"),
        "answer": _("une réponse"),
        "clarification": _("une précision demandée"),
        "complement": _("un complément"),
        "outcome": _("la suite d’un cas"),
    }.get(kind, _("un message"))


def title(family_: str, subject_: str, kind: str = "") -> str:
    """What is said to have happened, and where: "Secret médical, dans une réponse"."""
    where = {"family": family(family_), "where": subject(subject_, kind)}
    return _("%(family)s, dans %(where)s") % where


def age(since: dt.datetime, at: dt.datetime) -> str:
    return _("Depuis %(span)s") % {"span": span(since, at)}


def measure(kind: str, ability: str = "") -> str:
    if kind == _KIND.RESTRICTION and ability:
        return abilities()[ability]
    return measures().get(kind, kind)


def measures() -> dict[str, str]:
    return {
        _KIND.NOTHING: _("Rien"),
        _KIND.TRANSPOSE: _("Demander à l’auteur de transposer"),
        _KIND.HIDE: _("Masquer le texte"),
        _KIND.REMINDER: _("Rappel à la règle"),
        _KIND.WARNING: _("Avertissement (R.4127-31)"),
        _KIND.RESTRICTION: _("Restriction"),
        _KIND.SUSPENSION: _("Suspension"),
        _KIND.EXCLUSION: _("Exclusion, à deux"),
        _KIND.PROTECTION: _("Suspension immédiate de 72 heures"),
        _KIND.VEIL: _("Nom retiré le temps de vérifier"),
    }


def abilities() -> dict[str, str]:
    return {
        Restriction.Kind.IMAGES: _("Images bloquées"),
        Restriction.Kind.MESSAGES: _("Messages bloqués"),
        Restriction.Kind.DELAY: _("Réponses retardées"),
        Restriction.Kind.WRITING: _("Lecture seule"),
        Restriction.Kind.PROFILE: _("Nom retiré"),
    }


def decision_state(value: str) -> str:
    return {
        Decision.State.PROPOSED: _("à confirmer par une seconde personne"),
        Decision.State.IN_FORCE: _("en vigueur"),
        Decision.State.OVERTURNED: _("annulée en appel"),
        Decision.State.REFUSED: _("non confirmée"),
    }[Decision.State(value)]


def ended(why: str, *, over: bool) -> str:
    """What became of an earlier measure."""
    if why == Measure.Why.OVERTURNED:
        return _("annulé en appel : ne compte pas")
    if why == Measure.Why.REPLACED:
        return _("remplacé par une autre mesure")
    return _("terminé") if why or over else _("en cours")


def span(since: dt.datetime, at: dt.datetime) -> str:
    """How old: "il y a 3 heures", in the largest unit that says enough."""
    return lasting(at - since)


def lasting(time: dt.timedelta) -> str:
    minutes = max(int(time.total_seconds() // 60), 0)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d heure", "%(n)d heures", hours) % {"n": hours}
    return ngettext("%(n)d jour", "%(n)d jours", hours // 24) % {"n": hours // 24}


def day(at: dt.datetime) -> str:
    """ "29 novembre 2026"."""
    return date_format(timezone.localtime(at).date(), "j F Y")


def clock(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def until(end: dt.datetime, at: dt.datetime) -> str:
    """When a hold ends: "17:55", "demain, 17:55"; it lasts a day at most."""
    days = (timezone.localtime(end).date() - timezone.localtime(at).date()).days
    if days == 0:
        return clock(end)
    if days == 1:
        return _("demain, %(clock)s") % {"clock": clock(end)}
    return f"{day(end)}, {clock(end)}"


# -- ready reasons --------------------------------------------------------------------------------


# In French whoever the moderator is: it is what the person reads.
READY = {
    "secret": (
        "Le texte donne assez de détails pour que la personne soignée, ou un proche, "
        "la reconnaisse."
    ),
    "respect": "Le texte se moque de patients pour ce qu’ils sont, sans rien apporter au cas.",
    "dignity": "Le texte emploie des mots qui déconsidèrent la profession.",
    "confraternity": "Le texte s’en prend à un confrère et non à ce qu’il dit.",
    "information": "Le texte affirme un fait médical que les données connues contredisent.",
    "advertising": "Le texte fait la promotion d’un produit, d’un service ou d’un cabinet.",
    "identity": "Le compte ou le texte se fait passer pour une autre personne.",
    "press": "Le texte porte atteinte à l’honneur d’une personne ou appelle à la haine.",
    "charter": "Le texte ne respecte pas la charte que chaque membre a acceptée.",
    "law": "Le texte contrevient à la loi.",
    "none": "Le texte a été relu dans son fil : rien n’y contrevient à la loi ni à la charte.",
}


# -- consequences ---------------------------------------------------------------------------------


def consequence(kind: str, ability: str, until: dt.datetime | None) -> str:
    """One sentence: what will be so, and until when."""
    when = {"day": day(until) if until else ""}
    if kind == _KIND.RESTRICTION:
        return {
            Restriction.Kind.IMAGES: _("Images bloquées jusqu’au %(day)s."),
            Restriction.Kind.MESSAGES: _("Messages bloqués jusqu’au %(day)s."),
            Restriction.Kind.DELAY: _("Réponses retardées jusqu’au %(day)s."),
            Restriction.Kind.WRITING: _("Lecture seule jusqu’au %(day)s."),
            Restriction.Kind.PROFILE: _("Nom retiré de ses messages jusqu’au %(day)s."),
        }[Restriction.Kind(ability)] % when
    return {
        _KIND.NOTHING: _("Rien ne change ; qui a signalé saura pourquoi."),
        _KIND.TRANSPOSE: _("Texte masqué partout, jusqu’à ce que son auteur l’ait transposé."),
        _KIND.HIDE: _("Texte masqué partout, tout de suite."),
        _KIND.REMINDER: _("Rappel écrit à la personne, compté jusqu’au %(day)s."),
        _KIND.WARNING: _("Avertissement écrit (R.4127-31), compté jusqu’au %(day)s."),
        _KIND.SUSPENSION: _("Compte suspendu jusqu’au %(day)s."),
        _KIND.EXCLUSION: _(
            "Exclusion proposée : un senior doit la confirmer, rien ne change avant."
        ),
        _KIND.PROTECTION: _("Compte suspendu 72 heures, le temps de juger."),
    }[_KIND(kind)] % when


# -- refusals -------------------------------------------------------------------------------------


def conflict(why: str) -> str:
    """Why this moderator doesn't judge: an explanation, not a reproach."""
    return {
        "own": _("C’est de vous qu’il s’agit : un autre décidera."),
        "reporter": _("Vous l’avez signalé vous-même : un autre décidera."),
        "judged": _(
            "Vous avez déjà jugé cette affaire, ou donné votre avis : un autre la regarde avec des "
            "yeux neufs."
        ),
        "tie": _("Vous êtes lié à une des personnes (parrainage, différend) : un autre décidera."),
        "thread": _("Vous avez répondu dans ce fil : un autre décidera."),
        "earlier": _("Cette personne vous a signalé un jour : un autre décidera."),
        "recused": _("Vous avez laissé cette affaire à d’autres."),
    }.get(why, _("Vous avez une part dans cette affaire : un autre décidera."))


def refusal(error: ModerationError) -> str:
    """What went wrong and what to do."""
    match error:
        case Conflict():
            return conflict(error.why)
        case TooManyClaims():
            return ngettext(
                "Vous avez déjà %(n)d dossier en main : décidez-le ou rendez-le d’abord.",
                "Vous avez déjà %(n)d dossiers en main : décidez-en un, ou rendez-le d’abord.",
                error.limit,
            ) % {"n": error.limit}
        case Taken():
            return _("Quelqu’un vient de prendre ce dossier. Le suivant vous attend.")
        case NobodyFree():
            return _(
                "Personne d’autre ne peut regarder ce dossier pour le moment, ou pas ce collègue : "
                "choisissez-en un autre, ou décidez."
            )
        case TooLate():
            return _("C’est déjà décidé : il ne reste rien à faire ici.")
        case NotClaimed():
            return _("Ce dossier n’est plus entre vos mains. Rien n’a été décidé.")
        case NeedsReasons():
            return _("Dites les faits en une phrase au moins : la personne lira ces raisons.")
        case TooLongReasons():
            return _("C’est trop long : %(n)d caractères au plus.") % {"n": error.limit}
        case NamesSomebody():
            return _(
                "Ces raisons sont gardées et lues par d’autres : retirez-en le nom ou le numéro "
                "(« la personne », « le confrère » suffisent)."
            )
        case StepSkipped():
            step = {"step": measure(error.advised)}
            return _("Marche conseillée : %(step)s. Dites pourquoi aller au-delà.") % step
        case BadMeasures():
            return bad_measures(error.field)
        case NotOffered():
            return _("La conciliation est pour un différend entre deux membres : pas ici.")
    return _("Ce n’est pas possible maintenant. Rechargez la page.")


def bad_measures(field: str) -> str:
    return {
        "days": _("Choisissez une durée de 7 à 90 jours."),
        "ability": _("Dites ce qui est restreint."),
        "rule": _("Choisissez la règle sur laquelle vous vous fondez."),
        "advice": _("Choisissez un avis."),
    }.get(field, _("Choisissez ce que vous décidez : ces mesures ne vont pas ensemble."))


def shelf(value: str) -> str:
    """On which shelf of the queue a family stands."""
    if value in (Family.SECRECY, Family.IMPERSONATION):
        return "secret"
    if value in CONTEMPT:
        return "respect"
    return "autres"


def keys(*wanted: str) -> list[tuple[str, str]]:
    """The help on keys, those of this page."""
    known = {
        "j": _("ligne suivante"),
        "k": _("ligne précédente"),
        "o": _("ouvrir la ligne"),
        "1–9": _("choisir ce qui est décidé"),
        "c": _("continuer : voir les conséquences, puis décider"),
        "f": _("écrire les faits"),
        "n": _("écrire une note"),
        "s": _("demander un second avis"),
        "r": _("rendre le dossier, ou changer la décision"),
        "q": _("revenir en arrière"),
        "?": _("montrer ou cacher cette aide"),
    }
    return [(key, known[key]) for key in wanted]


def joined(words: Iterable[Any]) -> str:
    return " · ".join(str(word) for word in words if word)
