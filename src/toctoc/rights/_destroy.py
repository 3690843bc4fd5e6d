"""What the retention table executes each night: `(at, keep) -> rows destroyed`, at any time.

Rooms that forget by a verb of their own are called; tables that nobody else ends are ended here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from toctoc.due import each
from toctoc.evidence.actions import let_go
from toctoc.evidence.queries import held_back
from toctoc.ledger.actions import record
from toctoc.limits.tallies import forget_counted_before
from toctoc.live.actions import forget_before as forget_events
from toctoc.marks.actions import forget_before as forget_marks
from toctoc.moderation.actions import forget_before as forget_cases
from toctoc.notify.actions import forget_old_presence
from toctoc.people.models import Identity, PastPseudonym, Proof
from toctoc.pictures.clock import forget_before as forget_uploads
from toctoc.posts.actions import forget_corpus_before, forget_drafts_before
from toctoc.posts.models import Hold, Post
from toctoc.posts.past import AUTHOR
from toctoc.questions import actions as questions
from toctoc.sealing import seal_json, unseal_json
from toctoc.stories import actions as stories

from . import _leave
from .models import Departure, Destruction, Export, Opposition

_TURN = 500


def _rows(table: str) -> Any:
    model: Any = apps.get_model(table)
    return model._base_manager


def events(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_events(at - keep)


def drafts(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_drafts_before(at - keep)


def uploads(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_uploads(at - keep)


def corpus(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_corpus_before(at - keep)


def sessions(at: dt.datetime, keep: dt.timedelta) -> int:
    """A session ends by itself at its date; what is over is deleted."""
    return int(Session.objects.filter(expire_date__lt=at).delete()[0])


def results(at: dt.datetime, keep: dt.timedelta) -> int:
    tasks = _rows("django_tasks_database.DBTaskResult")
    over = ("SUCCESSFUL", "FAILED")
    return int(tasks.filter(status__in=over, finished_at__lt=at - keep).delete()[0])


def presence(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_old_presence(at=at)


def notices(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(_rows("notify.Notice").filter(created_at__lt=at - keep).delete()[0])


def buckets(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(_rows("limits.Bucket").filter(updated_at__lt=at - keep).delete()[0])


def knocks(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(_rows("questions.Knock").filter(at__lt=at - keep, learned=True).delete()[0])


def proofs(at: dt.datetime, keep: dt.timedelta) -> int:
    """Attempts that proved nothing."""
    closed = (Proof.State.REFUSED, Proof.State.WITHDRAWN)
    return int(Proof.objects.filter(state__in=closed, decided_at__lt=at - keep).delete()[0])


def tokens(at: dt.datetime, keep: dt.timedelta) -> int:
    old = Q(revoked_at__lt=at - keep) | Q(expires_at__lt=at - keep)
    return int(_rows("api.ApiToken").filter(old).delete()[0])


def confirmations(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(_rows("account.EmailConfirmation").filter(created__lt=at - keep).delete()[0])


def oppositions(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(Opposition.objects.filter(expires_at__lt=at).delete()[0])


def exports(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(Export.objects.filter(expires_at__lt=at).delete()[0])


def reports(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(Destruction.objects.filter(night__lt=at - keep).delete()[0])


def beats(at: dt.datetime, keep: dt.timedelta) -> int:
    return int(_rows("ops.Beat").filter(at__lt=at - keep).delete()[0])


def requests(at: dt.datetime, keep: dt.timedelta) -> int:
    return stories.forget_before(at - keep)


def reasons(at: dt.datetime, keep: dt.timedelta) -> int:
    return stories.forget_reasons_before(at - keep)


def contacts(at: dt.datetime, keep: dt.timedelta) -> int:
    return stories.forget_contacts_before(at - keep)


def salts(at: dt.datetime, keep: dt.timedelta) -> int:
    return stories.forget_salts_before(at - keep)


def cases(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_cases(at - keep, at=at)


def marks(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_marks(at - keep)


def kept(at: dt.datetime, keep: dt.timedelta) -> int:
    return let_go(at)


def counted(at: dt.datetime, keep: dt.timedelta) -> int:
    return forget_counted_before((at - keep).date())


def hidden(at: dt.datetime, keep: dt.timedelta) -> int:
    """What somebody else's reason hid, once it has been evidence for long enough."""
    others = Hold.objects.filter(post=OuterRef("pk"), lifted_at=None).exclude(cause=AUTHOR)
    old = Post.objects.filter(Exists(others), state=Post.State.HIDDEN)
    old = old.exclude(Exists(others.filter(at__gte=at - keep))).exclude(pk__in=held_back(at))
    due = old.order_by("pk").values_list("public_id", flat=True)
    return each(list(due[:_TURN]), lambda one: _destroy(one, at), "hidden")


def _destroy(public_id: str, at: dt.datetime) -> int:
    return questions.destroy(public_id=public_id, reason="retention", actor="clock", at=at)


def archives(at: dt.datetime, keep: dt.timedelta) -> int:
    """What accounts that were erased had said of themselves."""
    old = Departure.objects.filter(done_at__lt=at - keep, archive__isnull=False)
    return old.update(archive=None)


def frees(at: dt.datetime, keep: dt.timedelta) -> int:
    """Fingerprints of those who left, once nothing stands against them any more (K23)."""
    waiting = Departure.objects.filter(done_at__isnull=False, freed_at=None, forgotten_at=None)
    return each(waiting.select_related("person"), lambda one: _leave.set_free(one, at=at), "free")


def links(at: dt.datetime, keep: dt.timedelta) -> int:
    """The link from an erased account to a human. Who is still excluded leaves a fingerprint."""
    due = Departure.objects.filter(done_at__lt=at - keep, forgotten_at=None)
    found = list(due.select_related("person").order_by("pk")[:_TURN])
    return each(found, lambda one: _forget(one, at), "link")


def _forget(departure: Departure, at: dt.datetime) -> int:
    with transaction.atomic():
        identity = Identity.objects.filter(person=departure.person_id).first()
        if departure.freed_at is None:
            if identity is None or not unseal_json(identity.sealed):
                return 0  # done another night; the fingerprint stays while the sanction does
            identity.sealed = seal_json({})
            identity.save(update_fields=["sealed"])
        else:
            Identity.objects.filter(person=departure.person_id).delete()
            departure.forgotten_at = at
            departure.save(update_fields=["forgotten_at"])
        PastPseudonym.objects.filter(person=departure.person_id).delete()
        about = f"person:{departure.person.public_id}"
        record("person.leave.forget", at=at, actor="clock", about=about)
    return 1
