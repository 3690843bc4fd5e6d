"""The digest (T5): once a day or a week, in the morning, how much waits; never what it says."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.notify.models import Rhythm
from toctoc.notify.queries import local, unread_count
from toctoc.people.models import Person

from .models import Topic
from .queries import with_equivalents

_MORNING = range(7, 10)
_BATCH = 100
# Half an hour short of the period: a morning must not drift into the afternoon.
_PERIOD = {
    Rhythm.Digest.DAILY: dt.timedelta(hours=23, minutes=30),
    Rhythm.Digest.WEEKLY: dt.timedelta(days=6, hours=23, minutes=30),
}


def send_digests(at: dt.datetime) -> int:
    """Send those that are due, each once whatever the number of workers; return how many."""
    if local(at).hour not in _MORNING:
        return 0
    return sum(_send(pk, at) for pk in _due(at))


def _due(at: dt.datetime) -> list[int]:
    conditions = Q(pk__in=[])
    for kind, period in _PERIOD.items():
        late = Q(digest_sent_at__lt=at - period) | Q(digest_sent_at=None)
        conditions |= Q(digest=kind) & late
    members = Rhythm.objects.filter(
        conditions, person__standing=Person.Standing.ACTIVE, person__is_demo=False
    )
    return list(members.values_list("pk", flat=True)[:_BATCH])


def _send(person_id: int, at: dt.datetime) -> bool:
    with transaction.atomic():
        rhythm = (
            Rhythm.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("person")
            .filter(pk=person_id)
            .first()
        )
        if rhythm is None or (
            rhythm.digest_sent_at and rhythm.digest_sent_at > at - dt.timedelta(hours=12)
        ):
            return False
        since = rhythm.digest_sent_at or at - _PERIOD[Rhythm.Digest(rhythm.digest)]
        Rhythm.objects.filter(pk=person_id).update(digest_sent_at=at)
    person = rhythm.person
    waiting, unread = waiting_for(person, since), unread_count(person.pk)
    if not waiting and not unread:
        return False
    with translation.override(person.language):
        EmailMessage(
            _("Ce qui vous attend sur %(name)s") % {"name": settings.TOCTOC_NAME},
            _body(waiting, unread),
            to=[person.email],
        ).send(fail_silently=True)
    return True


def waiting_for(person: Person, since: dt.datetime) -> int:
    """Questions of the member's specialty asked since then that nobody answered."""
    if not person.specialty:
        return 0
    return (
        Topic.objects.filter(
            specialty__in=with_equivalents([person.specialty]), answered=False, asked_at__gte=since
        )
        .exclude(question__asker=person)
        .count()
    )


def _body(waiting: int, unread: int) -> str:
    lines = []
    if waiting:
        lines.append(
            ngettext(
                "%(n)d question de votre spécialité attend un avis.",
                "%(n)d questions de votre spécialité attendent un avis.",
                waiting,
            )
            % {"n": waiting}
        )
    if unread:
        lines.append(
            ngettext("%(n)d nouvelle vous attend.", "%(n)d nouvelles vous attendent.", unread)
            % {"n": unread}
        )
    lines += [
        "",
        settings.ADDRESS + "/?voir=ma-specialite&attente",
        "",
        _("Changer le rythme de ce message : %(url)s")
        % {"url": settings.ADDRESS + "/moi/reglages/"},
    ]
    return "\n".join(lines)
