"""What retention makes of old disputes: words and reporters go, codes and counts stay."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from toctoc.ledger.actions import record

from .models import Appeal, Case, Conciliation, Decision, Measure, Notice, Remark


def forget_before(moment: dt.datetime, *, at: dt.datetime) -> int:
    """Destroy what was typed, and who reported, in cases closed before `moment`; return how many
    notices. Reasons of a decision stay while one of its measures lasts or may be contested."""
    old = Case.objects.filter(state=Case.State.CLOSED, closed_at__lt=moment)
    with transaction.atomic():
        forgotten = (
            Notice.objects.filter(case__in=old)
            .exclude(reasons=b"")
            .update(reasons=b"", reporter=b"", place="")
        )
        Remark.objects.filter(case__in=old).delete()
        Conciliation.objects.filter(case__in=old).update(person_words=b"", reporter_words=b"")
        lasting = Measure.objects.filter(
            Q(until__gt=at) | Q(until=None, kind=Measure.Kind.EXCLUSION),
            decision=OuterRef("pk"),
            lifted_at=None,
            since__isnull=False,
        )
        done = Decision.objects.filter(~Exists(lasting), case__in=old, appeal_until__lt=at)
        Measure.objects.filter(decision__in=done).exclude(kept=b"").update(kept=b"")
        Appeal.objects.filter(decision__in=done).update(reasons=b"", answer=b"")
        done.exclude(facts=b"").update(facts=b"")
        if forgotten:
            record("moderation.forget", at=at, actor="clock", facts={"notices": forgotten})
    return forgotten
