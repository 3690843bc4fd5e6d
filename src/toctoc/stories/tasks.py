"""E-mails to patients, after commit. A subject holds a number, a body a link: no word of a case."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from toctoc.sealing import Unsealable, unseal_json

from .models import Request

log = logging.getLogger(__name__)


@task()
def send_confirmation(request_id: int) -> int:
    """The link to tap before anything is hidden. Running twice sends once."""
    request = Request.objects.filter(pk=request_id, state=Request.State.CONFIRMING).first()
    if request is None or not _claim(request, "confirm"):
        return 0
    body = gettext_lazy(
        "Bonjour,\n\nQuelqu’un, vous sans doute, demande qu’un message soit masqué sur %(name)s. "
        "Pour le faire, ouvrez ce lien et touchez le bouton :\n\n%(url)s\n\n"
        "Il est valable 48 heures. Si ce n’est pas vous, ne faites rien : rien ne sera masqué."
    )
    return _send(request, body, "mon-histoire/confirmation", "confirm")


@task()
def send_news(request_id: int, news: str) -> int:
    """Something changed: come and see. The address is destroyed with the last news."""
    request = Request.objects.filter(pk=request_id).first()
    if request is None or request.contact is None or not _claim(request, news):
        return 0
    body = gettext_lazy(
        "Bonjour,\n\nIl y a du nouveau pour votre demande. Tout est sur votre page de suivi :\n\n"
        "%(url)s\n\nGardez ce lien pour vous : il ouvre la page sans mot de passe."
    )
    sent = _send(request, body, "mon-histoire/suivi", "token")
    if request.closed_at is not None:
        Request.objects.filter(pk=request.pk).update(contact=None)
    return sent


def _claim(request: Request, news: str) -> bool:
    """A message lost is better than one sent twice."""
    fresh = Request.objects.filter(pk=request.pk).exclude(told=news)
    return bool(fresh.update(told=news))


def _send(request: Request, body: Promise, page: str, secret: str) -> int:
    try:
        contact: dict[str, Any] = unseal_json(request.contact or b"")
    except Unsealable:  # the key is lost, and the address with it
        return 0
    url = f"{settings.ADDRESS}/{page}/{contact[secret]}/"
    with translation.override(request.language):
        subject = _("Votre demande %(number)s") % {"number": request.number}
        text = str(body) % {"url": url, "name": settings.TOCTOC_NAME}
        try:
            EmailMessage(subject, text, to=[contact["email"]]).send()
        except Exception as error:  # the address stays out of the log
            log.warning("story mail failed: %s", type(error).__name__)
            return 0
    return 1
