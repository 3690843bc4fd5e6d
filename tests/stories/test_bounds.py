"""The bounds of "C'est mon histoire" (K18): a storm, more than three a day, an hour to search."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.factories import NOON, asked, member
from toctoc.ledger.models import Entry
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.stories import actions, clock
from toctoc.stories.challenge import solve
from toctoc.stories.models import Request
from toctoc.stories.types import Busy

from .kit import HOUR, LATER, claim, pressed, reads, request_of

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
STORM = 300  # of ten thousand the rest is the same refusal: measured once, see the docs


def home(number: int) -> str:
    """Another network each time: IPv6 has plenty."""
    return f"2001:db8:{number:x}::1"


def test_a_storm_hides_what_the_limit_says_and_keeps_nothing_more(
    settings: Any,
) -> None:
    """By default: thirty hidden by themselves, sixty for moderators, then nobody waits in line."""
    settings.TOCTOC_LIMITS = {"ask": (1000, 1000)}
    author = member()
    posts = [asked(author) for _ in range(31)]
    waits = []
    for number in range(STORM):
        post = posts[min(number, 30)]
        try:
            actions.submit(claim(post, address=home(number)), at=LATER)
        except Busy as busy:
            waits.append(busy.wait)
    assert min(waits) > dt.timedelta(0)
    assert Post.objects.filter(state="hidden").count() == 30
    assert Request.objects.filter(state="searching").count() == 60
    assert Request.objects.count() == 90 == STORM - len(waits)
    assert Entry.objects.filter(act="story.request").count() == 90
    assert Notice.objects.filter(kind="story").count() == 30


def test_an_hour_after_the_storm_patients_are_served_again(settings: Any) -> None:
    settings.TOCTOC_LIMITS = {"story_hide": (2, 2), "story_search": (1, 1)}
    for number in range(3):
        pressed(asked(member()), address=home(number))
    last = asked(member())
    with pytest.raises(Busy) as busy:
        actions.submit(claim(last, address=home(9)), at=LATER)
    assert busy.value.wait <= HOUR
    after = LATER + busy.value.wait
    assert pressed(last, address=home(9), at=after).hid
    assert not reads(member(), last)


def test_the_fourth_hide_of_a_day_asks_for_an_email_on_the_page_and_keeps_what_was_typed(
    settings: Any,
) -> None:
    settings.TOCTOC_STORY_BITS = 2
    posts = [asked(member()) for _ in range(4)]
    patient = Client()

    def press(post: Post, **more: str) -> Any:
        page = patient.post("/mon-histoire/", {"lien": post.public_id})
        challenge = re.search(r'name="challenge" value="([^"]*)"', page.content.decode())
        assert challenge
        sent = {
            "message": post.public_id,
            "challenge": challenge[1],
            "solution": solve(challenge[1]),
        }
        return patient.post("/mon-histoire/masquer", sent | more)

    assert [press(post).status_code for post in posts[:3]] == [302] * 3
    refused = press(posts[3], accord="1")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Laissez une adresse e-mail" in html
    assert re.search(r'name="accord" value="1" checked', html), "nothing typed is lost"
    assert reads(member(), posts[3])
    asked_for = press(posts[3], email="patiente@example.org", accord="1")
    assert "Ouvrez l’e-mail" in patient.get(asked_for["Location"]).content.decode()
    assert reads(member(), posts[3]), "nothing is hidden before the mailbox answers"
    link = re.search(r"/mon-histoire/confirmation/\w+/", mail.outbox[-1].body)
    assert link
    patient.post(link[0])
    assert not reads(member(), posts[3])


def test_a_search_has_an_hour_and_everybody_sees_its_clock() -> None:
    """The moderators' queue counts down, then up; the patient reads the hour, then the delay."""
    moderator, other = (member(role=Person.Role.MODERATOR) for _ in range(2))
    with time_machine.travel(NOON, tick=False) as travel:
        receipt = pressed("", at=NOON, words="Un message sur mon frère.")
        request = request_of(receipt)
        assert request.due_at == NOON + HOUR
        desk, patient = Client(), Client()
        page = f"/mon-histoire/suivi/{receipt.token}/"
        told = patient.get(page).content.decode()
        assert "Au plus tard :" in told
        assert request.due_at.isoformat()[14:19] in told
        travel.shift(25 * MINUTE)
        desk.force_login(moderator)
        assert "reste 35 minutes" in desk.get("/moderation/histoires/").content.decode()
        assert clock.tick(NOON + 25 * MINUTE) == 0
        travel.shift(40 * MINUTE)
        before = Notice.objects.filter(person=other, kind="desk").count()
        assert clock.tick(NOON + 65 * MINUTE) == 1
        assert clock.tick(NOON + 66 * MINUTE) == 0, "said once"
        assert Notice.objects.filter(person=other, kind="desk").count() == before + 1
        assert "en retard de 5 minutes" in desk.get("/moderation/histoires/").content.decode()
        told = patient.get(page).content.decode()
        assert "L’heure prévue est dépassée" in told
        assert "Au plus tard :" not in told
