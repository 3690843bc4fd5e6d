"""Signs of life and turns, kept in the database: no broker, no lock server."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from .models import Beat, Lease

ALIVE = dt.timedelta(seconds=35)


def beat(worker: str, *, at: dt.datetime) -> None:
    """This worker lives. Forget those silent for a day."""
    Beat.objects.update_or_create(
        worker=worker, defaults={"at": at}, create_defaults={"at": at, "started_at": at}
    )
    Beat.objects.filter(at__lt=at - dt.timedelta(days=1)).delete()


def gone(worker: str) -> None:
    Beat.objects.filter(worker=worker).delete()
    Lease.objects.filter(holder=worker).delete()


def living(*, at: dt.datetime) -> set[str]:
    return set(Beat.objects.filter(at__gte=at - ALIVE).values_list("worker", flat=True))


def take(name: str, holder: str, *, at: dt.datetime, until: dt.datetime) -> bool:
    """Hold `name` until then, unless another holds it now. The holder may take it again."""
    with transaction.atomic():
        Lease.objects.get_or_create(name=name, defaults={"holder": "", "until": at})
        lease = Lease.objects.select_for_update().get(name=name)
        if lease.holder != holder and lease.holder and lease.until > at:
            return False
        lease.holder, lease.until = holder, until
        lease.save()
        return True


def once_until(name: str, *, at: dt.datetime, until: dt.datetime) -> bool:
    """True for the first who asks, then for nobody before `until`."""
    with transaction.atomic():
        lease, made = Lease.objects.select_for_update().get_or_create(
            name=name, defaults={"holder": "done", "until": until}
        )
        if made:
            return True
        if lease.until > at:
            return False
        lease.holder, lease.until = "done", until
        lease.save()
        return True
