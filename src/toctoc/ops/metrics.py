"""`/metrics` for Prometheus: twelve series, chosen by hand. Numbers only, nobody's in particular.

Read from this machine, or elsewhere with `Authorization: Bearer <[metrics] token of toctoc.toml>`.
"""

from __future__ import annotations

import ipaddress
import secrets
import sys
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0 as CONTENT_TYPE
from prometheus_client.registry import Collector

FRESH = 15  # seconds: a scrape must not become the database's main reader


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    if not _allowed(request):
        return HttpResponse(status=403)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Instance())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE)


def _allowed(request: HttpRequest) -> bool:
    token = settings.OPERATOR.get("metrics", {}).get("token", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return secrets.compare_digest(given.encode(), token.encode())
    try:
        here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    # A proxy on this machine that names nobody would make everybody local.
    return here and "X-Forwarded-For" not in request.headers


class Instance(Collector):
    def collect(self) -> Iterable[Any]:
        found = cache.get("toctoc-metrics")
        if found is None:
            found = _read()
            cache.set("toctoc-metrics", found, FRESH)
        for name, text, value in found:
            yield GaugeMetricFamily(f"toctoc_{name}", text, value=value)
        yield from _process()


def _read() -> list[tuple[str, str, float]]:
    from django_tasks_db.models import DBTaskResult

    from toctoc.people.models import Person
    from toctoc.posts.models import Draft
    from toctoc.questions.models import Question

    from .models import Beat

    now = timezone.now()
    asked = Question.objects.filter(asked_at__isnull=False).aggregate(
        all=Count("pk"), answered=Count("pk", filter=Q(first_answer_at__isnull=False))
    )
    ring = Question.objects.filter(ring_at__lt=now).aggregate(at=Min("ring_at"))["at"]
    tasks = DBTaskResult.objects.aggregate(
        ready=Count("pk", filter=Q(status="READY")),
        failed=Count("pk", filter=Q(status="FAILED")),
        oldest=Min("enqueued_at", filter=Q(status="READY")),
    )
    beat = Beat.objects.order_by("-at").values_list("at", flat=True).first()

    def since(moment: Any) -> float:
        return (now - moment).total_seconds() if moment else 0.0

    members = Person.objects.filter(standing=Person.Standing.ACTIVE).count()
    return [
        ("members", "Members who may read and write", members),
        ("questions", "Questions asked", asked["all"]),
        ("questions_answered", "Questions with an answer", asked["answered"]),
        ("drafts", "Drafts kept", Draft.objects.count()),
        ("ring_late_seconds", "How long the oldest due ring waits", since(ring)),
        ("tasks_ready", "Background tasks that wait", tasks["ready"]),
        ("tasks_failed", "Background tasks that failed", tasks["failed"]),
        ("task_wait_seconds", "How long the oldest task waits", since(tasks["oldest"])),
        ("worker_silent_seconds", "Since the last sign of life", since(beat) if beat else -1),
    ]


def _process() -> Iterable[Any]:
    """Of the process that answers: its streams and its pages."""
    from toctoc.live.hub import live_app

    yield GaugeMetricFamily("toctoc_live_connections", "Open streams", live_app.connections)
    acts = CounterMetricFamily("toctoc_live", "Acts of the hub of streams", labels=["act"])
    for act, count in live_app.counts.items():
        acts.add_metric([act], count)
    yield acts
    # Imported by whoever serves; a test or another WSGI server has none.
    asgi = sys.modules.get("toctoc.ops.asgi")
    if asgi is not None:
        answers = CounterMetricFamily("toctoc_pages", "Answers by class", labels=["status"])
        for status, count in asgi.pages.counts.items():
            answers.add_metric([status], count)
        yield answers
        yield CounterMetricFamily("toctoc_pages_seconds", "Time answering", asgi.pages.seconds)
