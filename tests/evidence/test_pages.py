"""The pages of evidence: who sees them, what they say, what they never say (D13, X7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.evidence.kit import DAY, GROUND, HOUR, House, unzipped
from tests.factories import asked
from tests.ledger.kit import some_days
from toctoc.evidence.clock import tick
from toctoc.evidence.models import Demand, Disclosure, Handover
from toctoc.ledger.actions import public_key
from toctoc.ledger.standalone import source_digest
from toctoc.ledger.verifier import check_sealed
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
LEVEES, AUTORITES = "/moderation/levees/", "/moderation/autorites/"
GIVEN = {"authority": "judge", "reference": GROUND.reference, "reason": GROUND.reason}


@pytest.fixture
def house() -> House:
    cache.clear()
    return House()


@pytest.fixture
def post(house: House) -> Post:
    return asked(house.author)


def browser(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_anybody_keeps_the_anchors_and_the_program(client: Client) -> None:
    assert "La première sera signée cette nuit" in text(client.get("/registre/"))
    some_days()
    page = text(client.get("/registre/"))
    assert public_key() in page
    assert source_digest() in page
    lines = b"".join(client.get("/registre/ancres.jsonl")).splitlines()  # type: ignore[arg-type]
    assert len(lines) == 3
    assert lines[0].startswith(b'{"anchor":[1,1,4,')
    assert b"def signature_holds" in client.get("/registre/verify.py").content


PAGES = {
    LEVEES: {"operator", "senior", "auditor"},
    LEVEES + "demander": {"operator", "senior"},
    AUTORITES: {"operator", "auditor"},
    AUTORITES + "ouvrir": {"operator"},
}


@pytest.mark.parametrize("page", PAGES)
def test_who_sees_which_page(house: House, page: str) -> None:
    people = ("operator", "senior", "moderator", "auditor", "author", "colleague")
    seen = {name for name in people if browser(getattr(house, name)).get(page).status_code == 200}
    assert seen == PAGES[page]
    for stranger in (None, *house.strangers().values()):
        assert browser(stranger).get(page).status_code in (302, 404)


def demanded(house: House, post: Post) -> str:
    done = browser(house.operator).post(
        AUTORITES + "ouvrir",
        GIVEN | {"posts": f"https://exemple.invalid/q/{post.public_id}#p-{post.public_id}"},
    )
    assert done.status_code == 302, text(done)
    return str(done["Location"])


def test_an_operator_opens_a_demand_takes_the_file_and_closes_it(house: House, post: Post) -> None:
    there = demanded(house, post)
    client = browser(house.operator)
    assert post.public_id in text(client.get(there))
    file = client.post(there, {"do": "file"})
    assert file["Content-Type"] == "application/zip"
    assert file["Cache-Control"] == "no-store"
    assert check_sealed(unzipped(file.content))["reference"] == GROUND.reference
    page = text(browser(house.auditor).get(there))
    assert Handover.objects.get().sha256 in page
    assert "Télécharger le dossier" not in page
    assert browser(house.auditor).post(there, {"do": "file"}).status_code == 404
    client.post(there, {"do": "close"})
    assert client.post(there, {"do": "file"}).status_code == 422
    assert browser(house.senior).get(there).status_code == 404


def test_what_is_missing_is_said_and_what_was_typed_stays(house: House, post: Post) -> None:
    client = browser(house.operator)
    for wrong, told in (
        ({"posts": post.public_id, "reference": "x"}, "Écrivez l’article et la pièce"),
        ({"posts": post.public_id, "reason": "Contre Mme Dupont, 06 12 34 56 78"}, "nommez pers"),
        ({"posts": ""}, "Donnez le lien d’une publication"),
        ({"about": "nobodyknown2"}, "Donnez le lien d’une publication"),
        ({"posts": post.public_id, "authority": ""}, "Choisissez l’autorité"),
    ):
        done = client.post(AUTORITES + "ouvrir", GIVEN | wrong)
        assert done.status_code == 422
        assert told in text(done)
        assert wrong.get("reason", GROUND.reason)[:20] in text(done)
    assert not Demand.objects.exists()


def test_a_period_is_given_in_days(house: House, post: Post) -> None:
    done = browser(house.operator).post(
        AUTORITES + "ouvrir",
        GIVEN | {"about": post.public_id, "since": "2026-11-18", "to": "2026-11-18"},
    )
    assert done.status_code == 302
    assert list(Demand.objects.get().pieces.values_list("post", flat=True)) == [post.pk]


def test_two_persons_tell_who_it_is(house: House, post: Post) -> None:
    """D13, from page to page."""
    one, other = browser(house.operator), browser(house.senior)
    asked_for = one.post(LEVEES + "demander", GIVEN | {"about": f"/q/{post.public_id}"})
    there = asked_for["Location"]
    assert "Une autre personne doit décider" in text(one.get(there))
    assert "Montrer l’identité" not in text(one.get(there))
    assert one.post(there, {"do": "approve"}).status_code == 422
    assert "À vous de décider" in text(other.get(there))
    refused = other.post(there, {"do": "refuse", "answer": ""})
    assert refused.status_code == 422
    assert "pourquoi vous refusez" in text(refused)
    other.post(there, {"do": "approve"})
    assert "Valmorin" not in text(one.get(there)) + text(other.get(there))
    shown = one.post(there, {"do": "look"})
    assert "Valmorin" in text(shown)
    assert shown["Cache-Control"] == "no-store"
    assert other.post(there, {"do": "look"}).status_code == 422
    assert "Valmorin" not in text(one.get(there)), "shown in that answer alone"
    watched = text(browser(house.auditor).get(there))
    assert "Lectures" in watched
    assert "Valmorin" not in watched
    again = one.post(LEVEES + "demander", GIVEN | {"about": post.public_id})
    assert again.status_code == 302
    twice = one.post(LEVEES + "demander", GIVEN | {"about": post.public_id}, follow=True)
    assert "Vous l’avez déjà demandé" in text(twice)


def test_the_person_concerned_reads_it_once_told(house: House, post: Post) -> None:
    one, other, person = (browser(who) for who in (house.operator, house.senior, house.author))
    there = one.post(LEVEES + "demander", GIVEN | {"about": post.public_id})["Location"]
    other.post(there, {"do": "approve"})
    one.post(there, {"do": "look"})
    assert person.get(there).status_code == 404
    assert person.post(there, {"do": "approve"}).status_code == 404
    tick(timezone.now() + 31 * DAY)
    page = text(person.get(there))
    assert "Votre identité a été communiquée" in page
    assert GROUND.reference in page
    assert GROUND.reason not in page
    assert browser(house.colleague).get(there).status_code == 404


def test_silence_is_asked_with_its_law_and_lifted(house: House, post: Post) -> None:
    one, other = browser(house.operator), browser(house.senior)
    values = GIVEN | {"about": post.public_id, "silent": "on"}
    assert one.post(LEVEES + "demander", values).status_code == 422
    there = one.post(LEVEES + "demander", values | {"silence": "art. 11 CPP"})["Location"]
    other.post(there, {"do": "approve"})
    assert "Pas encore, la loi l’interdit" in text(browser(house.auditor).get(there))
    other.post(there, {"do": "unsilence"})
    assert "Pas encore" not in text(one.get(there))
    one.post(there, {"do": "withdraw"})
    assert one.post(there, {"do": "look"}).status_code == 422
    assert one.post(there, {"do": "dance"}).status_code == 302


def test_what_is_too_late_says_where_it_stands(
    house: House, post: Post, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    one, other = browser(house.operator), browser(house.senior)
    there = one.post(LEVEES + "demander", GIVEN | {"about": post.public_id})["Location"]
    Disclosure.objects.update(expires_at=timezone.now() - HOUR)
    late = other.post(there, {"do": "approve"})
    assert late.status_code == 422
    assert "trop ancien" in text(late)
    assert "nulle" in text(other.get(LEVEES))
    for page in (there, LEVEES, AUTORITES, demanded(house, post)):
        with django_assert_max_num_queries(8):
            assert one.get(page).status_code == 200


def test_pages_speak_english(house: House, post: Post) -> None:
    client = browser(house.operator)
    there = demanded(house, post)
    for page in (LEVEES, AUTORITES, there, "/registre/"):
        assert client.get(page, headers={"accept-language": "en"}).status_code == 200
