from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """A token bucket: kept in the database, so that restarts and more processes don't reset it."""

    key = models.CharField(max_length=120, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
