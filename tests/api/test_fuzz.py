"""Whatever a program sends, it gets a clear answer and never a 500 (bad input)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.support import SEED, key_of
from tests.factories import asked, member, replied
from toctoc.api.service import openapi
from toctoc.limits.actions import LIMITS

pytestmark = pytest.mark.django_db
SCHEMA: Any = openapi()
OPERATIONS = [
    (method.upper(), path) for path, methods in SCHEMA["paths"].items() for method in methods
]
FINE = {200, 201, 204, 400, 401, 403, 404, 409, 413, 422, 429}
NASTY = st.sampled_from(
    [
        "",
        "\x00",
        "²",
        "1" * 5000,
        "-1",
        "9" * 25,
        "null",
        "../..",
        "%00",
        "\u202eodnopuD",
        "' OR 1=1 --",
        "J\u200bean Dup\u200bont",
        "👩🏽‍⚕️",
        "\ud7ff",
        "[" * 5000,
        SEED,
        "2026-13-45",
        "NaN",
        "1e999",
        "0x10",
        "ask",
        "reply:222222222222",
        "1.1",
        "~~",
        "1~~1",
        "ffffffffffffffffffff~0x1p9999~1",
    ]
)
TEXT = st.one_of(NASTY, st.text(max_size=80))
LEAF = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    TEXT,
)
JUNK = st.recursive(
    LEAF,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=8,
)


def shaped(schema: dict[str, Any], ids: list[str]) -> st.SearchStrategy[Any]:
    """Values of a schema, now and then with something else in their place."""
    if "$ref" in schema:
        return shaped(SCHEMA["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], ids)
    if "anyOf" in schema:
        return st.one_of(JUNK, *(shaped(one, ids) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.one_of(st.sampled_from(schema["enum"]), TEXT)
    if schema.get("type") == "object" and "properties" in schema:
        fields = {name: shaped(one, ids) for name, one in schema["properties"].items()}
        return st.one_of(
            st.fixed_dictionaries(fields),
            st.fixed_dictionaries({}, optional=fields | {"more": JUNK}),
        )
    plain: dict[str, st.SearchStrategy[Any]] = {
        "string": st.one_of(TEXT, st.sampled_from(ids)),
        "boolean": st.booleans(),
        "integer": st.integers(-5, 2**40),
        "number": st.floats(),
        "array": st.lists(TEXT, max_size=60),
        "object": st.dictionaries(TEXT, TEXT, max_size=60),
    }
    right = plain.get(schema.get("type", ""), JUNK)
    return st.one_of(right, right, right, JUNK)


@pytest.fixture
def ids(settings: LazySettings) -> Iterator[list[str]]:
    settings.TOCTOC_LIMITS = dict.fromkeys(LIMITS, (10**9, 10**9))
    gp, colleague = member(), member("SM32")
    question = asked(gp)
    answer = replied(colleague, question)
    logging.disable(logging.CRITICAL)
    yield [question.public_id, answer.public_id, "222222222222", key_of(gp)]
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_input_breaks_an_operation(method: str, path: str, ids: list[str]) -> None:
    operation = SCHEMA["paths"][path][method.lower()]
    key = ids[-1]
    client = Client(headers={"Authorization": f"Bearer {key}"})
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    bodies = st.one_of(
        shaped(body["schema"], ids).map(json.dumps) if body else st.just(""),
        JUNK.map(json.dumps),
        st.binary(max_size=60),
        NASTY,
    )
    places = {p["name"]: p["in"] for p in operation.get("parameters", [])}

    @settings(
        max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def fuzz(data: st.DataObject) -> None:
        values = {
            name: data.draw(st.one_of(st.sampled_from([*ids[:3], "ask"]), TEXT), label=name)
            for name in places
        }
        address, query, headers = path, {}, {}
        for name, where in places.items():
            if where == "path":
                address = address.replace("{" + name + "}", quote(values[name], safe="") or "x")
            elif where == "query":
                query[name] = values[name].encode("utf-8", "replace")
            else:
                headers[name] = values[name].encode("ascii", "ignore").decode()
        headers = {name: value for name, value in headers.items() if value.isprintable()}
        answer = client.generic(
            method,
            f"{address}?{urlencode(query)}",
            data.draw(bodies),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code in FINE
        if answer.status_code >= 400 and "json" in answer["Content-Type"]:
            problem = answer.json()
            assert problem["message"]
            assert problem["code"]

    fuzz()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_without_a_key_every_operation_is_closed(method: str, path: str) -> None:
    answer = Client().generic(
        method,
        path.replace("{public_id}", "222222222222").replace("{target}", "ask"),
        "{}",
        content_type="application/json",
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("path", sorted(SCHEMA["paths"]))
def test_a_wrong_method_is_a_405(path: str, ids: list[str]) -> None:
    known = {method.upper() for method in SCHEMA["paths"][path]}
    client = Client(headers={"Authorization": f"Bearer {ids[-1]}"})
    address = path.replace("{public_id}", ids[0]).replace("{target}", "ask")
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known:
        answer = client.generic(method, address, "{}", content_type="application/json")
        assert answer.status_code == 405
