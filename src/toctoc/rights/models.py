from __future__ import annotations

from django.db import models

from toctoc.people.models import opaque_id


class Export(models.Model):
    """A copy of all that concerns one member, made because they asked; sealed, for a week."""

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    size = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="export_expiry")]

    def __str__(self) -> str:
        return self.public_id


class Departure(models.Model):
    """A member leaves: asked, thought over, then done step by step by the clock.

    `started_at` is the point of no return; `done_at` says that nothing is left to do. The row stays
    as long as the identity does: it says who may come back, and when the rest is destroyed.
    """

    class Fate(models.TextChoices):
        ERASE = "erase"
        KEEP = "keep"  # without its author

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="departures")
    questions = models.CharField(max_length=5, choices=Fate)
    answers = models.CharField(max_length=5, choices=Fate)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    # The last of their posts that was dealt with.
    reached = models.BigIntegerField(default=0)
    # What the account said of itself, sealed; destroyed a year after (null by then).
    archive = models.BinaryField(null=True)
    # When the fingerprint was set free: the same human may have an account again (K23).
    freed_at = models.DateTimeField(null=True)
    # When the identity was destroyed.
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(cancelled_at=None), name="departure_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="departure_due",
                condition=models.Q(cancelled_at=None, done_at=None),
            ),
            models.Index(
                fields=["done_at"], name="departure_done", condition=models.Q(forgotten_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Sweep(models.Model):
    """An author hides all they wrote before a date, or shows it again; done in small turns."""

    class Way(models.TextChoices):
        HIDE = "hide"
        SHOW = "show"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="sweeps")
    way = models.CharField(max_length=4, choices=Way)
    before = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    posts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="sweep_due", condition=models.Q(done_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.person_id}"


class Opposition(models.Model):
    """A professional of the directory asks to be taken out; valid once the e-mail is confirmed."""

    # SHA-256 of the 256 random bits of the link.
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    # Since then the entry is out, and the operator may look at it until the row ends.
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.digest[:8]


class Destruction(models.Model):
    """What one line of the retention table destroyed one night: the operator's report."""

    night = models.DateTimeField(db_index=True)
    line = models.CharField(max_length=40)
    rows = models.PositiveIntegerField(default=0)
    # The class of what went wrong, never its words (Law 5).
    failed = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.line} {self.rows}"
