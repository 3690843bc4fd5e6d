"""A small client that speaks JSON as a program of a member's would."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories import NOON, SEED
from toctoc.api.actions import create_token
from toctoc.people.models import Person

BASE = "/api/v1"
SAFE_ASK = {"body": SEED, "patient_would_recognise": False, "relative_would_recognise": False}
NAMED = "Mme Odile Tournebise, 44 ans, vertiges depuis hier. Des idées ?"


def key_of(person: Person, scope: str = "write") -> str:
    from django.utils import timezone

    return create_token(by=person, name="carnet", scope=scope, days=30, at=timezone.now())[1]


class Program:
    """Calls the API with a bearer key ("" for none)."""

    def __init__(self, key: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        if body is None:
            data = ""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method, BASE + path, data, content_type="application/json", headers=sent
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)


def program(person: Person, scope: str = "write") -> Program:
    return Program(key_of(person, scope))


__all__ = ["BASE", "NAMED", "NOON", "SAFE_ASK", "SEED", "Program", "key_of", "program"]
