from __future__ import annotations

from django.db import models


class Question(models.Model):
    """The clock and the tally of one question; its words are the post's."""

    post = models.OneToOneField(
        "posts.Post", on_delete=models.CASCADE, primary_key=True, related_name="question"
    )
    public_id = models.CharField(max_length=12, unique=True)
    asker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="questions")
    excerpt = models.CharField(max_length=200)
    specialties = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    answers = models.PositiveIntegerField(default=0)
    clarifications = models.PositiveIntegerField(default=0)
    helped = models.BooleanField(default=False)
    has_references = models.BooleanField(default=False)
    has_outcome = models.BooleanField(default=False)
    knocked = models.PositiveIntegerField(default=0)
    # The next ring to try and when; null when the clock has stopped.
    ring = models.PositiveSmallIntegerField(default=0)
    ring_at = models.DateTimeField(null=True)
    # When to ask how it ended, and how many times it was asked.
    outcome_at = models.DateTimeField(null=True)
    outcome_asked = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["-asked_at", "-post"], name="question_recent"),
            models.Index(fields=["asker", "-asked_at"], name="question_mine"),
            models.Index(
                fields=["ring_at"], name="question_ring", condition=models.Q(ring_at__isnull=False)
            ),
            models.Index(
                fields=["outcome_at"],
                name="question_outcome",
                condition=models.Q(outcome_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Topic(models.Model):
    """A question under one of its specialties: the row that feeds and filters scan in order."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="topics")
    specialty = models.CharField(max_length=6)
    asked_at = models.DateTimeField()
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "specialty"], name="topic_once")]
        indexes = [
            models.Index(fields=["specialty", "-asked_at", "-question"], name="topic_recent"),
            models.Index(
                fields=["specialty", "answered", "-asked_at", "-question"], name="topic_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty} {self.question_id}"


class Knock(models.Model):
    """One colleague told of one question, once, and why."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="knocks")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="knocks")
    ring = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    chance = models.FloatField()
    # How much of a chance it was, whoever was knocked: habit of the hour x match (routing).
    exposure = models.FloatField(default=0.0)
    why = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    # Set once the outcome of the knock has taught the member's rhythm something.
    learned = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="knock_once")]
        indexes = [
            models.Index(fields=["person", "-at"], name="knock_person"),
            models.Index(fields=["at"], name="knock_unlearned", condition=models.Q(learned=False)),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} to {self.person_id}"
