from __future__ import annotations

from django.db import models


class Rhythm(models.Model):
    """When and how often a member accepts to be knocked. Times are local (Europe/Paris)."""

    class Digest(models.TextChoices):
        NONE = "none"
        DAILY = "daily"
        WEEKLY = "weekly"

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, primary_key=True, related_name="rhythm"
    )
    quiet_start = models.PositiveSmallIntegerField(null=True, default=21 * 60)
    quiet_end = models.PositiveSmallIntegerField(null=True, default=7 * 60)
    budget = models.PositiveSmallIntegerField(default=3)
    on_call_until = models.DateTimeField(null=True)
    muted_until = models.DateTimeField(null=True)
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.WEEKLY)
    digest_sent_at = models.DateTimeField(null=True)
    by_email = models.BooleanField(default=False)
    by_push = models.BooleanField(default=True)
    # Learned: 48 counts of days seen at that hour (24 of weekdays, 24 of weekends), and how many
    # knocks were answered within 15 minutes over how much of a chance they were.
    seen = models.JSONField(default=list)
    # The days (ordinals) of the last thirty on which the member came, and their number.
    recent_days = models.JSONField(default=list)
    days_seen = models.PositiveSmallIntegerField(default=0)
    answered = models.FloatField(default=0.0)
    exposure = models.FloatField(default=0.0)
    # Fairness: when last knocked, and how many times on that (local) day.
    last_knock_at = models.DateTimeField(null=True)
    knocks_on = models.DateField(null=True)
    knocks_today = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"rhythm of {self.person_id}"


class Notice(models.Model):
    """A line in a member's inbox. Holds a kind and a public id, never content."""

    class Kind(models.TextChoices):
        KNOCK = "knock"
        ANSWER = "answer"
        CLARIFICATION = "clarification"
        COMPLEMENT = "complement"
        OUTCOME = "outcome"
        OUTCOME_ASKED = "outcome_asked"
        THANKS = "thanks"
        HELPED = "helped"
        PROOF = "proof"
        SPONSOR = "sponsor"
        REFEREE = "referee"
        INVITED = "invited"
        DECLINED = "declined"
        STORY = "story"
        REPORT = "report"
        DECISION = "decision"
        APPEAL = "appeal"
        DESK = "desk"
        DISCLOSURE = "disclosure"
        DATA = "data"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    # One notice a key and person, whatever the number of times its task runs.
    key = models.CharField(max_length=80)
    ref = models.CharField(max_length=40, blank=True)
    anchor = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_inbox"),
            models.Index(
                fields=["person", "-id"], name="notice_unread", condition=models.Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class PushSubscription(models.Model):
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="push_subscriptions"
    )
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"push of {self.person_id}"
