"""What the pages of evidence say: labels, and refusals that say what to do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from toctoc.evidence import queries, types
from toctoc.evidence.models import Authority, Disclosure
from toctoc.evidence.types import EvidenceError, Ground, NeedsWords, Silence
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

FIELDS = ("about", "posts", "since", "to", "authority", "reference", "reason", "silence", "demand")
_ID = re.compile(r"[2-9a-hjkmnp-z]{12}")


def authorities() -> list[tuple[str, str]]:
    return [
        (Authority.JUDGE, _("Un juge, un procureur")),
        (Authority.POLICE, _("Police ou gendarmerie, sur réquisition")),
        (Authority.ORDER, _("Un Ordre professionnel")),
        (Authority.HEALTH, _("Agence régionale de santé, ministère")),
        (Authority.DATA, _("CNIL, Défenseur des droits, Arcom")),
        (Authority.OTHER, _("Une autre autorité")),
    ]


def authority(code: str) -> str:
    return dict(authorities()).get(code, code)


def state(code: str) -> str:
    return {
        Disclosure.State.ASKED: _("attend un second avis"),
        Disclosure.State.APPROVED: _("accordée"),
        Disclosure.State.REFUSED: _("refusée"),
        Disclosure.State.WITHDRAWN: _("retirée"),
        Disclosure.State.EXPIRED: _("sans réponse en sept jours : nulle"),
    }[Disclosure.State(code)]


def refusal(error: EvidenceError) -> tuple[str, str]:
    """(what to tell, which field is at fault)."""
    field = error.field if isinstance(error, NeedsWords) else ""
    if isinstance(error, types.NamesSomebody):
        told = _("Ce texte est gardé pour toujours : n’y nommez personne, ne donnez aucun numéro.")
        return told, field
    if isinstance(error, NeedsWords):
        return _needs(field), field
    if isinstance(error, types.TooMuch):
        told = _("Plus de %(n)d publications : choisissez une période plus courte.")
        return told % {"n": error.limit}, "posts"
    others: dict[type[EvidenceError], str] = {
        types.NothingNamed: _("Donnez le lien d’une publication ou le compte de son auteur."),
        types.DemandOver: _("Cette demande est close. Ouvrez-en une autre."),
        types.RecordBroken: _(
            "Le registre ne se vérifie pas : rien n’est scellé. Prévenez l’opérateur."
        ),
        types.NoIdentity: _("Aucune identité vérifiée n’est liée à ce compte."),
        types.AboutYourself: _("C’est de vous qu’il s’agit : une autre personne doit demander."),
        types.SecondPerson: _("Vous avez fait cette demande : une autre personne doit décider."),
        types.Settled: _("C’est déjà décidé, retiré ou trop ancien. Voici où cela en est."),
        types.AskerGone: _("Qui a demandé n’en a plus le droit : cette demande est nulle."),
        types.NotShown: _("L’identité ne peut pas, ou plus, être montrée ici."),
    }
    told = others.get(type(error), _("Cela n’a pas été possible."))
    return told, "about" if isinstance(error, types.NothingNamed) else ""


def _needs(field: str) -> str:
    return {
        "reference": _("Écrivez l’article et la pièce : « réquisition, art. 60-1 CPP »."),
        "reason": _("Écrivez le motif en une phrase."),
        "silence": _("Écrivez ce qui interdit d’informer la personne."),
        "answer": _("Écrivez pourquoi vous refusez."),
        "authority": _("Choisissez l’autorité qui demande."),
    }[field]


def typed(request: HttpRequest) -> dict[str, str]:
    given = request.POST if request.method == "POST" else request.GET
    return {name: given.get(name, "")[:4000] for name in FIELDS}


def ground(values: dict[str, str]) -> Ground:
    return Ground(values["authority"], values["reference"], values["reason"])


def silence(request: HttpRequest) -> Silence | None:
    return Silence(request.POST.get("silence", "")) if request.POST.get("silent") else None


def ids(text: str) -> list[str]:
    """Public ids in links or as typed; of a link to a reply, the reply."""
    found = []
    for word in re.split(r"[\s,;]+", text):
        one = _ID.findall(word.split("?")[0])
        found += one[-1:]
    return found


def person_meant(by: Person, text: str) -> Person | None:
    """The author of the post whose link was given, or the account with that number."""
    for one in ids(text)[:1]:
        for find in (queries.author_of, queries.account):
            try:
                return find(by, one)
            except NotVisible:
                continue
    return None


def day(text: str, *, after: bool = False) -> dt.datetime | None:
    """Midnight of a day that was typed (of the day after it), here."""
    from django.utils import timezone

    try:
        chosen = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    chosen += dt.timedelta(days=after)
    return timezone.make_aware(dt.datetime.combine(chosen, dt.time()))


def fault(error: EvidenceError, values: dict[str, str]) -> dict[str, Any]:
    told, field = refusal(error)
    return {"error": told, "at_fault": field, "typed": values}
