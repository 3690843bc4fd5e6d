"""Numbers for the operator's charts, for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def test_a_machine_of_the_house_reads_numbers_and_no_name() -> None:
    text = Client().get("/metrics").content.decode()
    series = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert len(series) >= 10
    assert {"toctoc_members", "toctoc_tasks_ready", "toctoc_worker_silent_seconds"} <= series
    assert "@" not in text


def test_elsewhere_a_token_is_needed(settings: Any) -> None:
    far = Client(REMOTE_ADDR="192.0.2.7")
    assert far.get("/metrics").status_code == 403
    behind_a_proxy = Client(HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert behind_a_proxy.get("/metrics").status_code == 403
    settings.OPERATOR = {"metrics": {"token": "long and secret"}}
    assert far.get("/metrics").status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    given = far.get("/metrics", headers={"Authorization": "Bearer long and secret"})
    assert given.status_code == 200


def test_a_scrape_is_cheap(django_assert_max_num_queries: Any) -> None:
    client = Client()
    with django_assert_max_num_queries(8):
        client.get("/metrics")
    with django_assert_max_num_queries(1):
        client.get("/metrics")
