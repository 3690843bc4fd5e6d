"""The e-mail to somebody who reported without an account: a number and a link, no word of it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from toctoc.sealing import Unsealable, unseal_json

from .models import Notice


@task()
def write_to_reporter(notice_id: int) -> bool:
    """Say that an outcome waits behind the link they were given."""
    notice = Notice.objects.filter(pk=notice_id).first()
    if notice is None or not notice.reporter:
        return False
    try:
        who = unseal_json(notice.reporter)
    except Unsealable:
        return False
    if not who.get("email"):
        return False
    with translation.override(notice.language):
        told = _("Votre signalement %(number)s a reçu une réponse. Elle dit ses raisons :")
        link = f"{settings.ADDRESS}/signaler/suivi/{who['token']}/"
        subject = _("Signalement %(number)s") % {"number": notice.number}
        body = f"{told % {'number': notice.number}}\n\n{link}"
        EmailMessage(subject, body, to=[who["email"]]).send(fail_silently=True)
    return True
