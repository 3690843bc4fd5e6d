"""News for the patient, by e-mail where they left an address: never a word of what it is about."""

from __future__ import annotations

import datetime as dt

from .models import Request, Story
from .tasks import send_news


def tell_patients(story: Story, news: str) -> None:
    """Those who left an address hear of it once; in the caller's transaction."""
    for pk in story.requests.exclude(contact=None).values_list("pk", flat=True):
        send_news.enqueue(pk, news)


def tell_patient(request: Request, news: str) -> None:
    if request.contact is not None:
        send_news.enqueue(request.pk, news)


def forget_contacts_before(moment: dt.datetime) -> int:
    """An address whose last e-mail could not leave is not kept for another try."""
    late = Request.objects.filter(closed_at__lt=moment).exclude(contact=None)
    return late.update(contact=None)
