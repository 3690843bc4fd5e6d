from __future__ import annotations

from django.db import models
from django.db.models import Q

from toctoc.people.models import opaque_id


class Story(models.Model):
    """A message in which somebody recognised themself: hidden first, judged once for everybody."""

    class State(models.TextChoices):
        ASKED = "asked"  # its author is asked "est-ce ce patient ?"
        JUDGING = "judging"  # a senior moderator decides
        TRANSPOSING = "transposing"  # its author may tell the case another way, or it is erased
        ERASED = "erased"
        RESTORED = "restored"

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"
        SILENCE = "silence"

    OPEN = (State.ASKED, State.JUDGING, State.TRANSPOSING)

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="stories")
    # What was hidden and judged: a later version of the same post is another matter.
    version = models.PositiveIntegerField()
    # False where a decision had shown this very version again: a senior judges before it is hidden.
    hidden = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    opened_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    # What the author told the senior besides "no"; sealed, destroyed at closing.
    note = models.BinaryField(null=True)
    # When the present state is late; null once closed.
    due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reasons = models.CharField(max_length=600, blank=True)
    transposed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "stories"
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(closed_at=None), name="story_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["post", "-id"], name="story_post"),
            models.Index(fields=["due_at"], name="story_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["opened_at"], name="story_opened"),
            models.Index(fields=["closed_at"], name="story_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def cause(self) -> str:
        """The hold that this story puts on posts."""
        return f"story:{self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Request(models.Model):
    """What a patient sent, and the receipt for it. No account, no name, no address."""

    class State(models.TextChoices):
        CONFIRMING = "confirming"  # waits for a tap on the link sent by e-mail
        SEARCHING = "searching"  # a moderator looks for the message
        FOLLOWING = "following"  # the story says what becomes of it
        UNKNOWN = "unknown"  # no message at that link
        NOT_FOUND = "not_found"  # a moderator searched and found nothing
        EXPIRED = "expired"  # never confirmed

    year = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField()
    # SHA-256 of the secret in the follow-up link, and of the challenge it came with.
    token = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64, unique=True)
    # SHA-256 of the secret sent by e-mail, while it waits to be confirmed.
    confirm = models.CharField(max_length=64, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State)
    # The post that the link named, while nothing was done with it yet; "" for a description.
    target = models.CharField(max_length=12, blank=True)
    by_link = models.BooleanField(default=True)
    whole = models.BooleanField(default=True)
    consent_withdrawn = models.BooleanField(default=False)
    # Who asks, only to count: keyed with a salt of the day that is destroyed (`Salt`).
    requester = models.CharField(max_length=64)
    # Who gets the news, sealed with the link; destroyed at closing. `mailbox` counts.
    contact = models.BinaryField(null=True)
    mailbox = models.CharField(max_length=64, blank=True)
    # The description, sealed; destroyed at closing.
    words = models.BinaryField(null=True)
    language = models.CharField(max_length=2, default="fr")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="requests")
    at = models.DateTimeField()
    # It made a message unreadable by itself, and in how many seconds after the press.
    hid = models.BooleanField(default=False)
    hidden_in = models.FloatField(null=True)
    due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=600, blank=True)
    # The last news that was sent to `contact`.
    told = models.CharField(max_length=24, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "rank"], name="request_number")]
        indexes = [
            models.Index(fields=["requester", "at"], name="request_requester"),
            models.Index(fields=["mailbox", "at"], name="request_mailbox"),
            models.Index(fields=["at"], name="request_at"),
            models.Index(fields=["due_at"], name="request_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["-at"], name="request_measured", condition=Q(hidden_in__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"H-{self.year}-{self.rank:06}"


class Salt(models.Model):
    """Of one day, random: once it is gone, nobody can tell which address a requester was."""

    day = models.DateField(unique=True)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"
