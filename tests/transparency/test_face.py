"""Anybody finds who runs the place and to whom to write (D12)."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_finds_the_operator_and_each_contact(settings) -> None:
    settings.TOCTOC_OPERATOR = {
        "name": "Association du Val",
        "email": "contact@example.org",
        "press_email": "presse@example.org",
        "director": "La présidente",
    }
    page = Client().get("/qui-repond/").content.decode()
    for expected in ("Association du Val", "La présidente", "presse@example.org", "/patient/"):
        assert expected in page
    assert page.count("contact@example.org") >= 3  # operator, Orders, authorities
    assert "/qui-repond/" in Client().get("/").content.decode()
    ways = ("/registre/", "/conservation/", "/annuaire/opposition/", "/signaler/", "/transparence/")
    assert all(f'href="{way}"' in page for way in ways)


def test_an_instance_without_address_says_so(settings) -> None:
    settings.TOCTOC_OPERATOR, settings.DEMO = {}, False
    assert "Il doit le faire avant" in Client().get("/qui-repond/").content.decode()


def test_in_english(settings) -> None:
    settings.TOCTOC_OPERATOR = {"email": "contact@example.org"}
    client = Client(headers={"accept-language": "en"})
    assert client.get("/qui-repond/").status_code == 200
