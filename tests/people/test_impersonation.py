"""K7: who sees their name used has it hidden at once, everywhere, without an account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member
from toctoc.people.colleagues import askable, matching
from toctoc.people.models import Person

pytestmark = pytest.mark.django_db
NOTICE = {
    "family": "impersonation",
    "reasons": "Ce compte signe de mon nom de plume, et ce n’est pas moi.",
    "good_faith": "on",
    "email": "victime@example.org",
}


def reader() -> Client:
    browser = Client()
    browser.force_login(member())
    return browser


def test_the_name_leaves_pages_api_and_lists_at_the_report(client: Client):
    impostor = member()
    name = str(impostor.pseudonym)
    question = asked(impostor, at=timezone.now())
    browser, page = reader(), f"/q/{question.public_id}"
    assert name in browser.get(page).content.decode()
    assert matching(askable(member()), name).exists()
    sent = client.post("/signaler/", NOTICE | {"link": name})
    assert sent.status_code == 302, "a receipt, and a page to follow it"
    for address in (page, f"/api/v1/questions/{question.public_id}", "/"):
        found = browser.get(address)
        assert found.status_code == 200
        assert name not in found.content.decode(), address
    assert "Un confrère" in browser.get(page).content.decode()
    assert not matching(askable(member()), name).exists(), "nobody asks them by that name"
    assert name not in client.get(sent["Location"]).content.decode()
    assert Person.objects.get(pk=impostor.pk).pseudonym == name, "hidden, not judged"


def test_what_is_written_meanwhile_is_unnamed_too(client: Client):
    impostor = member()
    client.post("/signaler/", NOTICE | {"link": str(impostor.pseudonym)})
    assert asked(impostor, at=timezone.now()).byline == "Un confrère"
