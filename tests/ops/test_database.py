"""The address of the database, and connections that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from toctoc.ops.config import ConfigError, database
from toctoc.people.models import Person
from toctoc.prepared import Prepared

needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="about PostgreSQL's connections"
)


def test_queries_are_prepared_unless_the_address_says_none() -> None:
    def options(query: str) -> dict[str, object]:
        found: dict[str, object] = database(f"postgres://u@h/name{query}", Path())["OPTIONS"]
        return found

    assert options("") == {"prepare_threshold": 1}
    assert options("?sslmode=require&prepare_threshold=5") == {
        "sslmode": "require",
        "prepare_threshold": 5,
    }
    assert options("?prepare_threshold=none") == {"prepare_threshold": None}
    with pytest.raises(ConfigError):
        options("?prepare_threshold=often")


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_replaced() -> None:
    everybody = Prepared(lambda least: Person.objects.filter(pk__gte=least).values_list("pk"),
                         least=int)  # fmt: skip
    connection.ensure_connection()
    assert connection.is_usable()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )
    other.close()
    assert not connection.is_usable()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert everybody(least=0) == []


@needs_postgres
@pytest.mark.django_db
def test_a_prepared_query_is_planned_once_whatever_the_size_of_its_numbers() -> None:
    one = Prepared(lambda person: Person.objects.filter(pk=person).values_list("pk"), person=int)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for person in (1, 2, 70_000, 2**40):
        assert one(person=person) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
                       ["%people_person%"])  # fmt: skip
        assert cursor.fetchall() == [(1,)]
