from __future__ import annotations

from django.db import models


class Address(models.Model):
    """How to reach a council or an office, as the operator checked it. Nothing is shipped: an
    address that nobody has checked is worse than the name of the official site."""

    class Source(models.TextChoices):
        SITE = "site"  # the body's own site
        OFFICIAL = "official"  # another official publication
        LETTER = "letter"
        CALL = "call"

    # A code of `doors.BODIES`, and a département, or "" for the national address.
    body = models.CharField(max_length=12)
    department = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=160, blank=True)
    postal = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=300, blank=True)
    source_kind = models.CharField(max_length=10, choices=Source)
    source_url = models.URLField(max_length=300, blank=True)
    verified_on = models.DateField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(fields=["body", "department"], name="council_address_once")
        ]
        indexes = [models.Index(fields=["verified_on"], name="council_verified")]

    def __str__(self) -> str:
        return f"{self.body} {self.department}"


class HelpNumber(models.Model):
    """A help number as the operator changed or added it; the shipped ones are in `numbers`."""

    key = models.SlugField(max_length=20, unique=True)
    number = models.CharField(max_length=20)
    label_fr = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    in_footer = models.BooleanField(default=False)
    shown = models.BooleanField(default=True)
    verified_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.key
