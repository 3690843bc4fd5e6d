from __future__ import annotations

from django.db import models

from toctoc.people.models import opaque_id


class Institution(models.Model):
    """An Order, an agency or a union that may speak to the members (B11). It reads no case: it has
    no account, only a secret link to write an announcement."""

    class Kind(models.TextChoices):
        ORDER = "order"
        AGENCY = "agency"
        UNION = "union"
        ASSOCIATION = "association"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    # SHA-256 of the key in its link: what is stored opens nothing.
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.public_id


class Announcement(models.Model):
    """A few lines for every member: an incident that goes on (D25), or an institution's answer."""

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    title = models.CharField(max_length=120)
    body = models.TextField()
    # What members may answer to journalists, or "".
    press = models.TextField(blank=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="announcements"
    )

    class Meta:
        indexes = [models.Index(fields=["until"], name="announcement_until")]

    def __str__(self) -> str:
        return self.public_id


class Report(models.Model):
    """The counts of one quarter, as last worked out; final once it was made after its end."""

    key = models.CharField(max_length=8, unique=True)  # "2026-T3"
    counts = models.JSONField()
    made_at = models.DateTimeField()
    final = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key
