"""No dead end on the way of a patient, a journalist or an association: each link answers (D12)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
START = "/"
# What asks for an account by design, or is a file.
ELSEWHERE = ("/compte/", "/static/", "/media/", "/demo/", "/api/", "/moi/", "/psc")


def links(html: str) -> set[str]:
    found = (unescape(one) for one in re.findall(r'<a\b[^>]*\shref="([^"]*)"', html))
    return {one for one in found if one.startswith("/") and not one.startswith(ELSEWHERE)}


def test_every_link_that_a_visitor_can_follow_answers_and_every_anchor_exists(client: Client):
    waiting, seen, pages = {START}, set(), {}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        path, _, anchor = address.partition("#")
        if path not in pages:
            response = client.get(path, follow=True)
            assert response.status_code == 200, address
            kind = response["Content-Type"]
            pages[path] = response.content.decode() if kind.startswith("text/html") else ""
        if anchor:
            assert f'id="{anchor}"' in pages[path], address
        waiting |= links(pages[path]) - seen
    for needed in ("/mon-histoire/", "/conseil/", "/patient/", "/aide/", "/qui-repond/"):
        assert needed in pages, needed
