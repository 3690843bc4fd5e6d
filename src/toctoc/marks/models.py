from __future__ import annotations

from django.db import models

from toctoc.people.models import Person, opaque_id


class Season(models.Model):
    """The secret that the marks of one month are made from. Destroyed, they say nothing more."""

    month = models.DateField(unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Trace(models.Model):
    """Somebody looked for the reader behind a capture. The row stays for the auditors."""

    class Source(models.TextChoices):
        PICTURE = "picture"
        CODE = "code"

    class Cause(models.TextChoices):
        LEAK = "leak"
        COMPLAINT = "complaint"
        AUTHORITY = "authority"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=10, choices=Source)
    cause = models.CharField(max_length=10, choices=Cause)
    reason = models.CharField(max_length=300, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    tested = models.BigIntegerField()
    legible = models.BooleanField()
    found = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.public_id


class Finding(models.Model):
    """An account that stood out in a trace; forgotten with the marks themselves."""

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="findings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    score = models.FloatField()
    odds = models.FloatField()

    class Meta:
        ordering = ["-score"]

    def __str__(self) -> str:
        return f"{self.trace_id}: {self.person_id}"
