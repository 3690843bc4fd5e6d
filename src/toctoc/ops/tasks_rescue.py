"""Tasks survive their worker: what a dead one was doing, and what failed, is done again.

Tasks are idempotent (Law 2), so that doing one twice is safe and doing one never is not.
"""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import lease

ATTEMPTS = 5
YOUNG = timedelta(seconds=30)  # its worker may not have beaten yet


def rescue(at: dt.datetime) -> int:
    """Put back tasks of dead workers and, later and later, those that failed. Return how many."""
    return _rescue_orphans(at) + _retry_failures(at)


def _rescue_orphans(at: dt.datetime) -> int:
    alive = lease.living(at=at)
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=at - YOUNG
    )
    found = running.values_list("pk", "worker_ids")
    orphans = [key for key, workers in found if not alive & set(workers[-1:])]
    return _put_back(orphans, TaskResultStatus.RUNNING, at)


def _retry_failures(at: dt.datetime) -> int:
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=at - timedelta(hours=6)
    ).values_list("pk", "worker_ids", "finished_at")
    due = [
        key
        for key, workers, finished in failed
        if finished and len(workers) < ATTEMPTS and finished + _rest(len(workers)) <= at
    ]
    return _put_back(due, TaskResultStatus.FAILED, at)


def _rest(attempts: int) -> timedelta:
    return timedelta(seconds=10 * 4**attempts)


def _put_back(keys: list[UUID], status: str, at: dt.datetime) -> int:
    if not keys:
        return 0
    with transaction.atomic():
        # The status is asked again: the worker may have finished since.
        return DBTaskResult.objects.filter(pk__in=keys, status=status).update(
            status=TaskResultStatus.READY, run_after=at, finished_at=None
        )


def forget_finished_before(moment: dt.datetime) -> int:
    finished = DBTaskResult.objects.finished().filter(finished_at__lt=moment)
    return int(finished.delete()[0])
