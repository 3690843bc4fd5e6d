from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """A worker is alive: written every few seconds, read by `doctor` and by whoever buries it."""

    worker = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Lease(models.Model):
    """Work that one process at a time does, until the lease runs out."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} held by {self.holder}"
