"""Pictures: what was sent and waits for its author, and what its author published, page by page."""

from __future__ import annotations

from django.db import models

from toctoc.people.models import opaque_id


class Upload(models.Model):
    """One file sent by a member for a text they are writing, then for the post it became.

    Its original bytes are in no column: they exist in the memory of the process that reads them.
    Its name is not kept either: it often is a patient's.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # its turn has not come
        READING = "reading"
        REVIEW = "review"  # its author still has something to decide
        READY = "ready"  # every page decided, every question answered: it may be published
        REFUSED = "refused"  # `why` says the reason (guard.files.messages)
        LOST = "lost"  # the process that held its bytes ended: to be sent again

    class Consent(models.TextChoices):
        """T15: what the author states; R.4127-4 and L1110-4 stay whatever it is."""

        UNSAID = ""
        UNRECOGNISABLE = "unrecognisable"  # nobody could be recognised, the patient included
        GIVEN = "given"  # the patient agreed, in writing, to this publication
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="uploads")
    # As `posts.Draft.target`: "ask", "reply:<question>", "edit:<post>".
    target = models.CharField(max_length=40)
    # None until the text is published.
    post = models.ForeignKey(
        "posts.Post", on_delete=models.CASCADE, null=True, related_name="uploads"
    )
    position = models.PositiveIntegerField(default=0)
    form = models.CharField(max_length=12, blank=True)  # guard.files.sniff.Form
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(max_length=40, blank=True)
    pages = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # Sealed JSON: {"words": names and numbers of its name, header or text layer, for the guard of
    # the text; "known": names looked for in it}; emptied at publication.
    words = models.BinaryField(default=bytes)
    # Results of a lab sheet, sealed (`labs.py`); emptied with the words.
    labs = models.BinaryField(default=bytes)
    facts = models.JSONField(default=dict)  # guard.files.types.Facts
    consent = models.CharField(max_length=14, choices=Consent, default="", blank=True)
    consent_at = models.DateTimeField(null=True)
    # What the author answered to what no machine sees: {"signs": bool, "scene": bool, "rare": bool}
    answers = models.JSONField(default=dict)
    # The browser's own number for this file: a retry or a double click finds the first one.
    token = models.CharField(max_length=36)
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField()  # when the process that reads it was last known alive
    # When its uncovered drafts must be gone, whatever happens; None once they are.
    drafts_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="upload_once")]
        indexes = [
            models.Index(fields=["person", "target"], name="upload_of"),
            models.Index(fields=["post", "position"], name="upload_post"),
            models.Index(
                fields=["beat_at"],
                name="upload_moving",
                condition=models.Q(state__in=["waiting", "reading"]),
            ),
            models.Index(
                fields=["drafts_until"],
                name="upload_drafts",
                condition=models.Q(drafts_until__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="upload_unpublished",
                condition=models.Q(post__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Picture(models.Model):
    """One page or frame of an upload. Sizes and boxes are in pixels of its draft."""

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pictures")
    page = models.PositiveIntegerField(default=0)
    frame = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # WebP with nothing covered, sealed: for its author alone, emptied when its text is readable or
    # after a day.
    draft = models.BinaryField(default=bytes)
    # What was found: [guard.files.types.Box.to_json() and "id"].
    found = models.JSONField(default=list)
    # What the author chose (`types.Choice`, as JSON); None until they have seen this page.
    choice = models.JSONField(null=True)
    # WebP made of what was chosen, sealed; its own size.
    derivative = models.BinaryField(default=bytes)
    shown_width = models.PositiveIntegerField(default=0)
    shown_height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    # Arrows and outlines drawn over it: [{"kind", "points"}], in thousandths of width and height.
    drawing = models.JSONField(default=list)
    left_out = models.BooleanField(default=False)  # its author does not publish this page
    # Perceptual hashes (64 bits, 16 hex digits; "" for one with nothing to recognise): of the
    # derivative, and of the draft that it was made of.
    likeness = models.CharField(max_length=16, blank=True)
    source_likeness = models.CharField(max_length=16, blank=True)
    # A reader said that somebody can be recognised: covered for all until judged. Who said it last
    # stays known after the judgement, and does not judge.
    covered_at = models.DateTimeField(null=True)
    covered_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "page", "frame"], name="picture_once")
        ]
        indexes = [
            models.Index(
                fields=["covered_at"],
                name="picture_covered",
                condition=models.Q(covered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class Banned(models.Model):
    """The likeness of a picture removed because it showed somebody: it does not come in again."""

    likeness = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.likeness
