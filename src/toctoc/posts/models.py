from __future__ import annotations

from django.db import models

from toctoc.people.models import opaque_id


class Post(models.Model):
    """Whatever a member wrote and the door let through. Everything readable is one of these."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"
        CLARIFICATION = "clarification"
        COMPLEMENT = "complement"
        OUTCOME = "outcome"

    class State(models.TextChoices):
        PENDING = "pending"  # accepted, but its author may still take it back
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"
        HIDDEN = "hidden"
        ERASED = "erased"

    class Audience(models.TextChoices):
        PROFESSIONALS = "professionals"
        DOCTORS = "doctors"
        NAMED = "named"  # the author and the colleagues they named (`Reader`), nobody else

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    kind = models.CharField(max_length=14, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    audience = models.CharField(max_length=14, choices=Audience, default=Audience.PROFESSIONALS)
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="posts")
    # What readers see of the author, fixed when the post is written: no join can leak a name.
    signature = models.CharField(max_length=10)
    byline = models.CharField(max_length=120)
    profession = models.CharField(max_length=3, blank=True)
    specialty = models.CharField(max_length=6, blank=True)
    stage = models.CharField(max_length=12, blank=True)
    by_demo = models.BooleanField(default=False)
    body = models.TextField()
    html = models.TextField()
    references = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    helped = models.BooleanField(default=False)
    # Its author kept changes of the transposition assistant: readers are told (K16).
    transposed = models.BooleanField(default=False, db_default=False)
    # The browser's own number for this submission: a double click or a replay finds the first one.
    token = models.CharField(max_length=36)
    created_at = models.DateTimeField()
    release_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    # What its author says of it today, shown above the words of then (B6).
    note = models.CharField(max_length=600, blank=True, default="")
    note_html = models.TextField(blank=True, default="")
    noted_at = models.DateTimeField(null=True)
    # "Retour d'expérience": a lived error, under rules of its own; its replies too (B8).
    experience = models.BooleanField(default=False, db_default=False)
    # Its author's choice: when it erases itself, and when to warn them of it (null: never, done).
    expires_at = models.DateTimeField(null=True)
    expiry_warn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "token"], name="post_once")]
        indexes = [
            models.Index(fields=["thread", "published_at", "id"], name="post_thread"),
            models.Index(fields=["author", "-id"], name="post_author"),
            models.Index(
                fields=["release_at"], name="post_due", condition=models.Q(state="pending")
            ),
            models.Index(
                fields=["expires_at"],
                name="post_expiry",
                condition=models.Q(expires_at__isnull=False),
            ),
            models.Index(
                fields=["expiry_warn_at"],
                name="post_expiry_warn",
                condition=models.Q(expiry_warn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Reader(models.Model):
    """Somebody who reads a private question and its replies: its author, each colleague named."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    # As they were listed when they were named; "" for the author.
    name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="reader_once")]
        indexes = [
            models.Index(
                fields=["person", "post"], name="reader_of", condition=models.Q(left_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.post_id}"


class Version(models.Model):
    """What a post said before an edit, and what the author answered to the guard each time."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    # The note above it, for the version that wrote or removed one.
    note = models.CharField(max_length=600, blank=True, default="")
    overrides = models.JSONField(default=list)
    transposed = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"


class Hold(models.Model):
    """One reason why a post is hidden. It is readable again when no reason is left.

    A patient's story, a moderator's decision, an author who hides their past: each lifts its own.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holds")
    # "story:<number>", "decision:<id>", "author", "moderator"…: who lifts it names it.
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "cause"], name="hold_once")]
        indexes = [models.Index(fields=["cause"], name="hold_cause")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.cause}"


class Draft(models.Model):
    """Text that has not passed the door: encrypted, read by its author alone."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="drafts")
    # What it will become: "ask", "answer:<question>", "edit:<post>"…
    target = models.CharField(max_length=40)
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "target"], name="draft_once")]

    def __str__(self) -> str:
        return self.target


class Fragment(models.Model):
    """A post rendered once for a language; stale as soon as either version moves."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="fragments")
    language = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    renderer = models.PositiveIntegerField()
    html = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "language"], name="fragment_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}"


class Thanks(models.Model):
    """Private: seen by the person thanked, counted nowhere (M7)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="thanks_once")]

    def __str__(self) -> str:
        return f"{self.person_id} thanks {self.post_id}"


class CorpusLine(models.Model):
    """Something that the guard missed or marked wrongly, as an outline: neither words, nor author,
    nor post, nor day (`posts/_corpus.py`)."""

    fault = models.CharField(max_length=6, choices=[("missed", "missed"), ("wrong", "wrong")])
    kind = models.CharField(max_length=12)
    # What the guard itself said of these words, if anything.
    category = models.CharField(max_length=16, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=5, blank=True)
    before = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=60)
    after = models.CharField(max_length=60, blank=True)
    month = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.fault} {self.kind}: {self.words}"
