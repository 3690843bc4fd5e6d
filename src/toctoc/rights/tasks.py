"""What leaves the transaction: large copies, and the two e-mails. Each may run twice."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from toctoc.sealing import seal_json, unseal_json

from .models import Departure, Opposition


@task()
def build_export(export_id: int) -> bool:
    from .actions import fill_export

    return fill_export(export_id, at=timezone.now())


@task()
def mail_leaving(departure_id: int) -> bool:
    """Even if somebody else holds the session: the owner of the address can still say no."""
    departure = (
        Departure.objects.select_related("person").filter(pk=departure_id, started_at=None).first()
    )
    if departure is None or departure.cancelled_at is not None:
        return False
    with translation.override(departure.person.language):
        day = date_format(timezone.localtime(departure.due_at), "j F Y")
        body = _(
            "Votre compte sera effacé le %(day)s, comme vous l’avez demandé.\n\n"
            "Pour l’en empêcher, connectez-vous avant cette date et choisissez « Rester » :\n"
            "%(url)s\n\n"
            "Si ce n’est pas vous qui l’avez demandé, faites-le maintenant et changez de mot de "
            "passe."
        ) % {"day": day, "url": f"{settings.ADDRESS}/moi/donnees/"}
        _send(body, departure.person.email)
    return True


@task()
def mail_opposition(opposition_id: int) -> bool:
    """The link that confirms. The address is forgotten as soon as it is written to."""
    row = Opposition.objects.filter(pk=opposition_id).first()
    kept = unseal_json(row.sealed) if row else {}
    letter = kept.pop("letter", None)
    if row is None or letter is None:
        return False
    with translation.override(letter["language"]):
        body = _(
            "Quelqu’un demande que vous ne figuriez plus dans notre copie de l’Annuaire Santé.\n\n"
            "Si c’est vous, confirmez dans les sept jours :\n%(url)s\n\n"
            "Sinon, ne faites rien : la demande s’efface d’elle-même."
        ) % {"url": f"{settings.ADDRESS}/annuaire/opposition/{letter['token']}/"}
        _send(body, letter["email"])
    row.sealed = seal_json(kept)
    row.save(update_fields=["sealed"])
    return True


def _send(body: str, email: str) -> None:
    EmailMessage(settings.TOCTOC_NAME, body, to=[email]).send(fail_silently=True)
