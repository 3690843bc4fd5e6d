"""The worker process: background tasks in the main thread, the clock in another."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from types import FrameType
from typing import Any

from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import lease
from .clock import Clock
from .logs import frames_of

logger = logging.getLogger("toctoc.worker")

INTERVAL = 0.25  # seconds between two looks when there is nothing to do


def new_name() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


class TaskWorker(Worker):
    """django-tasks' own worker, with a clock to stop and errors that don't quote content."""

    def __init__(self, name: str, clock: Clock) -> None:
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self._clock = clock

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self._clock.stopping.set()
        super().shutdown(signum, frame)

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            logger.error(
                "task %s: %s", db_task_result.task_path, db_task_result.exception_class_path
            )
            # The stored trace ends with the exception's message, which may quote what was written.
            lines = db_task_result.traceback.splitlines()
            kept = [line for line in lines if line.startswith(("  File ", "Traceback "))]
            DBTaskResult.objects.filter(pk=db_task_result.pk).update(traceback="\n".join(kept))


def run() -> None:
    """Work until told to stop; finish the task in hand first."""
    name = new_name()
    clock = Clock(name)
    worker = TaskWorker(name, clock)
    worker.configure_signals()
    ticking = threading.Thread(target=clock.run, name="toctoc-clock", daemon=True)
    ticking.start()
    try:
        worker.run()
    except Exception as error:  # the supervisor starts another
        logger.critical("worker stopped:\n%s", frames_of(error))
        raise SystemExit(1) from None
    finally:
        clock.stopping.set()
        ticking.join(10)
        lease.gone(name)
