"""Rows of what an authority asked for, and of what was told to it (D13).

Nothing here is ever deleted, but `Kept`: auditors read it for ever. The texts are an operator's or
a senior's; they name nobody (`_words`). The content asked for is read anew for each file; it is
copied only where it is destroyed meanwhile.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from toctoc.people.models import Person, opaque_id


class Authority(models.TextChoices):
    JUDGE = "judge"
    POLICE = "police"
    ORDER = "order"
    HEALTH = "health"  # regional agency, ministry
    DATA = "data"  # CNIL, Défenseur des droits, Arcom
    OTHER = "other"


class Demand(models.Model):
    """An authority asks for content: what it asks, on which ground, and which posts it covers.

    While it is open, what destroys those posts leaves a sealed copy; a patient's erasure
    goes first.
    """

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    authority = models.CharField(max_length=8, choices=Authority)
    reference = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    # Whose posts were asked for, and from when to when; none if the posts were named one by one.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(null=True)
    to = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()  # it ends by itself: nothing is kept from destruction for ever
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["opened_at"], name="demand_opened")]

    def __str__(self) -> str:
        return self.public_id


class Piece(models.Model):
    """One post that a demand covers."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="pieces")
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["demand", "post"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.post_id} of {self.demand_id}"


class Kept(models.Model):
    """The words of a post that was destroyed while a demand was open (`_kept`)."""

    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="kept")
    at = models.DateTimeField()
    until = models.DateTimeField()  # at the latest; it goes when the demand is closed
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"copy of {self.post_id}"


class Handover(models.Model):
    """A sealed file was made and downloaded: when, by whom, and which bytes."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="handovers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    posts = models.PositiveIntegerField()
    identities = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["at"], name="handover_at")]

    def __str__(self) -> str:
        return self.sha256[:12]


class Disclosure(models.Model):
    """Whether somebody's civil identity is told: one person asks, another decides (Law 6)."""

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        EXPIRED = "expired"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, related_name="disclosures"
    )
    authority = models.CharField(max_length=8, choices=Authority)
    reference = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    view_until = models.DateTimeField(null=True)
    # The law may forbid to tell the person; then it says why, until somebody lifts it.
    silent = models.BooleanField(default=False)
    silence = models.CharField(max_length=200, blank=True)
    tell_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")), name="disclosure_not_about_asker"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("person")),
                name="disclosure_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False),
                name="disclosure_approved_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person", "asked_by"],
                condition=Q(state="asked"),
                name="disclosure_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="disclosure_due", condition=Q(state="asked")),
            models.Index(
                fields=["tell_at"],
                name="disclosure_to_tell",
                condition=Q(tell_at__isnull=False, told_at=None),
            ),
            models.Index(fields=["asked_at"], name="disclosure_asked"),
        ]

    def __str__(self) -> str:
        return self.public_id


class Look(models.Model):
    """The identity was read, this once: on a screen, or put into a sealed file."""

    class How(models.TextChoices):
        SCREEN = "screen"
        FILE = "file"

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=6, choices=How)

    class Meta:
        indexes = [models.Index(fields=["at"], name="look_at")]

    def __str__(self) -> str:
        return f"{self.how} {self.at}"
