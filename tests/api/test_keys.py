"""A doctor gives a key to a program, and takes it back (D1, T10)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.support import SAFE_ASK, Program, key_of, program
from tests.factories import account, member
from toctoc.api.actions import create_token, digest_of, revoke_token, use_token
from toctoc.api.models import ApiToken
from toctoc.api.types import TokenRefused
from toctoc.ledger.models import Entry
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible

pytestmark = pytest.mark.django_db


def test_a_secret_is_shown_once_and_only_its_digest_is_kept() -> None:
    gp = member()
    secret = key_of(gp)
    token = ApiToken.objects.get()
    assert token.digest == digest_of(secret)
    assert secret not in str(list(ApiToken.objects.values())) + str(list(Entry.objects.values()))
    assert len(secret) >= 43  # 256 bits


def test_a_revoked_expired_or_invented_key_opens_nothing() -> None:
    gp = member()
    secret = key_of(gp)
    assert Program(secret).get("/me").status_code == 200
    revoke_token(by=gp, public_id=ApiToken.objects.get().public_id, at=timezone.now())
    late, _ = create_token(by=gp, name="vieux", scope="read", days=7, at=timezone.now())
    ApiToken.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    for key in (secret, "toctoc_" + "x" * 43, "toctoc_é", "x" * 5000, " "):
        refused = Program(key).get("/me")
        assert refused.status_code == 401, key[:20]
        assert refused.json()["code"] == "sign_in"
        assert "Bearer" in refused["WWW-Authenticate"]


def test_a_wrong_key_never_falls_back_on_the_session() -> None:
    gp = member()
    client = Client()
    client.force_login(gp)
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer no"}).status_code == 401


def test_a_reading_key_writes_nothing() -> None:
    reader = program(member(), "read")
    assert reader.get("/questions").status_code == 200
    refused = reader.post("/questions", SAFE_ASK)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope")


def test_a_key_dies_with_its_member() -> None:
    gp = member()
    caller = program(gp)
    for change, status in (
        ({"standing": "suspended"}, 403),
        ({"standing": "excluded"}, 403),
        ({"is_active": False, "standing": "active"}, 401),
    ):
        Person.objects.filter(pk=gp.pk).update(**change)
        assert caller.get("/questions").status_code == status


def test_nobody_revokes_a_colleagues_key() -> None:
    key_of(member())
    with pytest.raises(NotVisible):
        revoke_token(by=member(), public_id=ApiToken.objects.get().public_id, at=timezone.now())


def test_an_unproven_account_makes_no_key_d1() -> None:
    with pytest.raises(NotAllowed):
        key_of(account())


@pytest.mark.parametrize(
    ("name", "scope", "days", "field"),
    [
        ("", "read", 30, "name"),
        ("x" * 61, "read", 30, "name"),
        ("a", "all", 30, "scope"),
        ("a", "read", 10_000, "days"),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field(
    name: str, scope: str, days: int, field: str
) -> None:
    with pytest.raises(TokenRefused) as refusal:
        create_token(by=member(), name=name, scope=scope, days=days, at=timezone.now())
    assert refusal.value.field == field


def test_use_is_noted_but_not_each_time() -> None:
    secret, at = key_of(member()), timezone.now()
    for minutes in (0, 1, 6):
        use_token(secret, at=at + dt.timedelta(minutes=minutes))
    assert ApiToken.objects.get().last_used_at == at + dt.timedelta(minutes=6)


def test_the_page_makes_shows_once_and_revokes() -> None:
    client = Client()
    client.force_login(member())
    made = client.post("/moi/jetons/", {"name": "Carnet", "scope": "write", "days": "30"})
    assert made.status_code == 200
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert Program(secret).get("/me").status_code == 200
    again = client.get("/moi/jetons/").content.decode()
    assert "Carnet" in again
    assert secret not in again
    client.post(f"/moi/jetons/{ApiToken.objects.get().public_id}/revoquer")
    assert Program(secret).get("/me").status_code == 401


def test_a_wrong_form_keeps_what_was_typed() -> None:
    client = Client()
    client.force_login(member())
    refused = client.post("/moi/jetons/", {"name": "Carnet", "scope": "all", "days": "²"})
    assert refused.status_code == 422
    assert "Carnet" in refused.content.decode()
    assert ApiToken.objects.count() == 0


def test_pages_of_keys_are_for_members() -> None:
    assert Client().get("/moi/jetons/").status_code == 302


def test_the_list_of_operations_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "POST /api/v1/questions" in text
    assert "cdn" not in text
    assert 'src="http' not in text
