from __future__ import annotations

from django.db import models

from toctoc.people.models import opaque_id


class ApiToken(models.Model):
    """A key that a member gives to a program. Only its digest is kept: shown once, never again."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    # SHA-256 of 256 random bits: nothing to guess, so no salt and no slow hash are needed.
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="api_token_person")]

    def __str__(self) -> str:
        return self.public_id
