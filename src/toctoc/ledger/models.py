from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act that matters, chained to the one before it. Never updated, never deleted: triggers
    of the database refuse it (`_triggers`)."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=80, blank=True)
    facts = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["about", "sequence"], name="ledger_about")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"


class Anchor(models.Model):
    """The instance's signature under the record as it stood: whoever kept a copy would notice
    another past. As append-only as the entries."""

    number = models.BigIntegerField(unique=True)
    first = models.BigIntegerField()  # the entries it covers: from here
    sequence = models.BigIntegerField(unique=True)  # to there
    at = models.DateTimeField()
    # What is signed, to the byte: see `verifier.Follower.anchor`.
    statement = models.TextField()
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"anchor {self.number} at {self.sequence}"
