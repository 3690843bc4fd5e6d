from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """A token bucket: kept in the database, so that restarts and more processes don't reset it."""

    key = models.CharField(max_length=120, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How many times something happened on a (local) day."""

    name = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class Counted(models.Model):
    """What was counted already, as a hash of a random token."""

    mark = models.CharField(max_length=32, primary_key=True)
    day = models.DateField(db_index=True)

    class Meta:
        verbose_name_plural = "counted"

    def __str__(self) -> str:
        return self.mark
