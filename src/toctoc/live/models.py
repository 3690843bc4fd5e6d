from __future__ import annotations

from django.db import models


class Event(models.Model):
    """Something changed. Says which row, never what it holds: readers fetch it with permission."""

    topic = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="live_topic")]

    def __str__(self) -> str:
        return f"{self.id} {self.topic} {self.kind}"
