"""What leaves the house after commit: a push or an e-mail that says "come and see", no more."""

from __future__ import annotations

import json
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import task

from .addresses import address_of
from .models import Notice, PushSubscription, Rhythm
from .push import Gone, send_push
from .queries import is_quiet

log = logging.getLogger(__name__)
_MAX_FAILURES = 5


@task()
def deliver(key: str, people: list[int]) -> int:
    """Push (and e-mail, for who chose it) one notice. Running twice sends once."""
    now = timezone.now()
    sent = 0
    rhythms = {rhythm.person_id: rhythm for rhythm in Rhythm.objects.filter(person__in=people)}
    waiting = Notice.objects.filter(
        person__in=people, key=key, read_at=None, emailed_at=None
    ).select_related("person")
    for notice in waiting:
        rhythm = rhythms.get(notice.person_id) or Rhythm(person_id=notice.person_id)
        if is_quiet(rhythm, now):
            continue  # T5: it waits in the inbox, and in the digest
        # Claimed before sending: a message lost is better than a phone ringing twice.
        if not Notice.objects.filter(pk=notice.pk, emailed_at=None).update(emailed_at=now):
            continue
        with translation.override(notice.person.language):
            if rhythm.by_push:
                sent += _push(notice)
            if rhythm.by_email:
                _email(notice)
                sent += 1
    return sent


_OF_DATA = {
    "expiry": gettext_noop(
        "L’un de vos textes s’effacera dans sept jours, comme vous l’aviez choisi."
    ),
    "export": gettext_noop("La copie de vos données est prête."),
    "leave": gettext_noop("Vous avez demandé à partir. Jusqu’au bout, vous pouvez rester."),
    "kept": gettext_noop(
        "Une autorité demandait un texte que vous avez effacé : une copie scellée attend pour elle."
    ),
    "picture-flag": gettext_noop(
        "Un confrère pense que quelqu’un est reconnaissable sur une de vos images : elle est "
        "couverte, un modérateur la regarde."
    ),
    "picture-uncover": gettext_noop("Une de vos images est de nouveau montrée."),
    "picture-remove": gettext_noop("Un modérateur a détruit une de vos images."),
}


def sentence(kind: str, ref: str = "") -> str:
    """What a phone shows on its locked screen: no word of any case (Law 5)."""
    if kind == Notice.Kind.DATA and ref in _OF_DATA:
        return _(_OF_DATA[ref])
    return {
        Notice.Kind.KNOCK: _("Toc toc : un confrère a besoin de votre avis."),
        Notice.Kind.ANSWER: _("Une réponse à votre question."),
        Notice.Kind.CLARIFICATION: _("Un confrère vous demande une précision."),
        Notice.Kind.COMPLEMENT: _("Un complément a été apporté à une question que vous suivez."),
        Notice.Kind.OUTCOME: _("On connaît la suite d’un cas auquel vous avez répondu."),
        Notice.Kind.OUTCOME_ASKED: _("Comment votre cas s’est-il terminé ?"),
        Notice.Kind.THANKS: _("Un confrère vous remercie."),
        Notice.Kind.HELPED: _("Votre réponse a aidé."),
        Notice.Kind.PROOF: _("Votre demande d’adhésion a avancé."),
        Notice.Kind.SPONSOR: _("Un confrère vous demande de le parrainer."),
        Notice.Kind.REFEREE: _("Une question attend toujours une réponse."),
        Notice.Kind.INVITED: _("Un confrère vous demande votre avis, en privé."),
        Notice.Kind.DECLINED: _("Un confrère ne peut pas répondre à votre question privée."),
        Notice.Kind.STORY: _("L’un de vos messages demande votre attention."),
        Notice.Kind.REPORT: _("Votre signalement a reçu une réponse."),
        Notice.Kind.DECISION: _("Une décision vous concerne. Elle dit ses raisons."),
        Notice.Kind.APPEAL: _("Une contestation a avancé."),
        Notice.Kind.DESK: _("Un dossier vous attend à la modération."),
        Notice.Kind.DISCLOSURE: _("Une levée d’identité est à lire."),
        Notice.Kind.DATA: _("Du nouveau sur vos données."),
    }[Notice.Kind(kind)]


def _push(notice: Notice) -> int:
    payload = json.dumps({"text": sentence(notice.kind, notice.ref), "url": address_of(notice)})
    done = 0
    for subscription in PushSubscription.objects.filter(person=notice.person_id):
        try:
            send_push(subscription, payload)
            done += 1
        except Gone:
            subscription.delete()
        except Exception as error:
            # The endpoint and the payload stay out of the log.
            log.warning("push failed: %s", type(error).__name__)
            subscription.failures += 1
            if subscription.failures >= _MAX_FAILURES:
                subscription.delete()
            else:
                subscription.save(update_fields=["failures"])
    return done


def _email(notice: Notice) -> None:
    body = "{}\n\n{}/{}\n\n{}".format(
        sentence(notice.kind, notice.ref),
        settings.ADDRESS,
        address_of(notice).lstrip("/"),
        _("Vous choisissez ce que vous recevez dans vos réglages : %(url)s")
        % {"url": f"{settings.ADDRESS}/moi/reglages/"},
    )
    EmailMessage(settings.TOCTOC_NAME, body, to=[notice.person.email]).send(fail_silently=True)
