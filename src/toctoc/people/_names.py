"""Names that members show: pseudonym, signature, language, and the charter they accept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record

from . import charter
from ._proofs import actor
from ._resembling import passes_for_somebody
from .colleagues import relist
from .folding import bears_title, look_alike_key
from .models import CharterAcceptance, Identity, PastPseudonym, Person
from .types import NameRefused, NotAllowed
from .wording import is_somebodys

_ALLOWED = re.compile(r"[\w .’'\-]{3,40}")
# Whole names nobody takes, and parts that would make a name sound like the team's.
_RESERVED = frozenset(
    look_alike_key(name)
    for name in (
        *("operateur", "admin", "support", "patient", "equipe", "confrere", "un confrere"),
        *("consoeur", "une consoeur", "a colleague"),
    )
)
_OFFICIAL = tuple(
    look_alike_key(part)
    for part in (
        *("toctoc", "moderateur", "moderatrice", "moderation", "administrateur", "administratrice"),
        *("ordre des medecins", "conseil de l'ordre", "ministere"),
    )
)


def accept_charter(
    by: Person, version: str, at: dt.datetime, commitments: Collection[str] | None = None
) -> CharterAcceptance:
    """Accept the current version. `commitments` are the articles ticked one by one (None: all)."""
    if version != charter.CURRENT:
        raise NotAllowed(_("La charte a changé : relisez la nouvelle version."))
    if commitments is not None and not charter.keys(version) <= set(commitments):
        raise NotAllowed(_("La charte s'accepte engagement par engagement : il en manque."))
    with transaction.atomic():
        acceptance, new = CharterAcceptance.objects.get_or_create(
            person=by, version=version, defaults={"at": at}
        )
        if new:
            record("charter.accept", at=at, actor=actor(by), about=f"charter:{version}")
    return acceptance


def check_pseudonym(name: str) -> str:
    """The name, tidied, or `NameRefused` saying why in one sentence."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not _ALLOWED.fullmatch(tidy) or len(look_alike_key(tidy)) < 3:
        raise NameRefused(
            _("Un pseudonyme a 3 à 40 lettres ou chiffres, espaces et tirets compris.")
        )
    if bears_title(tidy):
        # "Dr" in front of a name that nobody checked is how colleagues are impersonated (K7).
        raise NameRefused(
            _("Un pseudonyme ne porte pas de titre : « Dr » vient de la vérification.")
        )
    key = look_alike_key(tidy)
    if key in _RESERVED or any(part in key for part in _OFFICIAL):
        raise NameRefused(_("Ce nom prêterait à confusion avec l'équipe ou une institution."))
    if passes_for_somebody(tidy):
        raise NameRefused(
            _(
                "C’est le nom d’un professionnel de l’annuaire, ou presque. Pour signer du vôtre, "
                "choisissez « vrai nom »."
            )
        )
    if is_somebodys(tidy):
        raise NameRefused(
            _(
                "Ce pseudonyme ressemble au nom ou au numéro d'une personne : choisissez-en un "
                "qui ne désigne personne."
            )
        )
    return tidy


def choose_pseudonym(by: Person, name: str, *, at: dt.datetime) -> Person:
    """Take a pseudonym nobody has or had; what was done under the old one stays (K23)."""
    tidy = check_pseudonym(name)
    key = look_alike_key(tidy)[:40]
    taken = NameRefused(_("Ce pseudonyme est pris, ou trop semblable à celui d'un confrère."))
    if PastPseudonym.objects.filter(key=key).exclude(person=by).exists():
        raise taken
    try:
        with transaction.atomic():
            person = Person.objects.select_for_update().get(pk=by.pk)
            if person.pseudonym == tidy:
                return person
            if person.pseudonym and person.pseudonym_key and person.pseudonym_key != key:
                PastPseudonym.objects.create(
                    person=person, name=person.pseudonym, key=person.pseudonym_key, left_at=at
                )
            person.pseudonym, person.pseudonym_key = tidy, key
            person.save(update_fields=["pseudonym", "pseudonym_key"])
            relist(person)
            record("pseudonym.choose", at=at, actor=actor(person))
    except IntegrityError:
        raise taken from None
    by.pseudonym, by.pseudonym_key = tidy, key
    return person


def choose_signature(by: Person, signature: str, *, at: dt.datetime) -> Person:
    """How this member signs by default: "real", "pseudonym" or "protected"."""
    if signature not in Person.Signature.values:
        raise NotAllowed(_("Choisissez comment vous signez."))
    if signature == Person.Signature.PSEUDONYM and not by.pseudonym:
        raise NotAllowed(_("Choisissez d'abord un pseudonyme."))
    if signature == Person.Signature.REAL and not Identity.objects.filter(person=by).exists():
        raise NotAllowed(_("Votre nom n'est pas encore vérifié."))
    with transaction.atomic():
        Person.objects.filter(pk=by.pk).update(signature=signature)
        relist(Person.objects.get(pk=by.pk))
        record("signature.choose", at=at, actor=actor(by), facts={"signature": signature})
    by.signature = signature
    return by


def set_language(by: Person, language: str) -> Person:
    if language not in ("fr", "en"):
        raise NotAllowed(_("Cette langue n'est pas proposée."))
    Person.objects.filter(pk=by.pk).update(language=language)
    by.language = language
    return by
