from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act that matters, chained to the one before it. Never updated, never deleted."""

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
