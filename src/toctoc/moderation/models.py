"""Rows of a dispute: notices join a case, a moderator decides, measures end, appeals judge again.

Reasons and words that somebody typed are sealed. Who reported stands sealed in the notice and as a
keyed fingerprint: the system finds its way back to tell the outcome; no moderator's query does.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from toctoc.people.models import Person, opaque_id


class Family(models.TextChoices):
    """What a notice says is wrong. The first six are the families of contempt (D4)."""

    SEXISM = "sexism"
    HOMOPHOBIA = "homophobia"
    RACISM = "racism"
    FATPHOBIA = "fatphobia"
    POVERTY = "poverty"  # mockery of patients covered by CMU, AME, C2S
    COLLEAGUE = "colleague"  # attack on a colleague
    SECRECY = "secrecy"
    IMPERSONATION = "impersonation"
    DEFAMATION = "defamation"  # defamation, insult, incitement to hatred (M24)
    FALSE = "false"
    ADVERTISING = "advertising"
    OTHER = "other"


CONTEMPT = (
    Family.SEXISM, Family.HOMOPHOBIA, Family.RACISM, Family.FATPHOBIA, Family.POVERTY,
    Family.COLLEAGUE,
)  # fmt: skip


class Case(models.Model):
    """What moderators judge: one subject and one family, whatever the number of notices."""

    class Subject(models.TextChoices):
        POST = "post"
        PERSON = "person"
        SITE = "site"

    class State(models.TextChoices):
        OPEN = "open"
        AUTHOR = "author"  # its author was asked to transpose
        PARTIES = "parties"  # a conciliation goes on
        CONFIRM = "confirm"  # an exclusion waits for a second person
        CLOSED = "closed"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    subject = models.CharField(max_length=6, choices=Subject)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="cases_about"
    )
    family = models.CharField(max_length=14, choices=Family)
    # "post:<id>:<family>": one open case for each.
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)  # of the post, when it was reported
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    harm = models.PositiveSmallIntegerField()
    weight = models.FloatField(default=1.0)
    trusted = models.BooleanField(default=False)
    protected = models.BooleanField(default=False)
    experience = models.BooleanField(default=False)
    senior_only = models.BooleanField(default=False)
    rewritten = models.BooleanField(default=False)  # its author transposed: to be looked at again
    opened_at = models.DateTimeField()
    escalate_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Of the same subject and family, judged before; of the decision that an appeal took back.
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(state="closed"), name="case_open_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["state", "-harm", "opened_at"],
                name="case_queue",
                condition=~Q(state="closed"),
            ),
            models.Index(
                fields=["escalate_at"], name="case_escalates", condition=~Q(state="closed")
            ),
            models.Index(fields=["key", "-id"], name="case_key"),
            models.Index(fields=["closed_at"], name="case_closed"),
        ]

    def __str__(self) -> str:
        return self.public_id


class TrustedNotifier(models.Model):
    """A patients' association, say: its notices come first, and it receives the reasons (D14)."""

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)  # of the key in its link
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Somebody says that something is illegal or against the charter (DSA, article 16)."""

    class Source(models.TextChoices):
        MEMBER = "member"
        PUBLIC = "public"
        TRUSTED = "trusted"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    number = models.CharField(max_length=13, unique=True)  # "S-2026-000123"
    digest = models.CharField(max_length=64, unique=True)  # of the secret in the link that follows
    source = models.CharField(max_length=7, choices=Source)
    trusted = models.ForeignKey(TrustedNotifier, on_delete=models.PROTECT, null=True)
    # Equal for two notices of one person; sealed: {"person"} or {"name", "email", "token"}.
    reporter_key = models.CharField(max_length=64)
    reporter = models.BinaryField()
    protected = models.BooleanField(default=False)
    reasons = models.BinaryField()
    place = models.CharField(max_length=200, blank=True)  # where on the site, for a public notice
    language = models.CharField(max_length=2, default="fr")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter_key"], name="notice_once_a_case")
        ]
        indexes = [
            models.Index(fields=["reporter_key", "-id"], name="notice_reporter"),
            models.Index(fields=["at"], name="notice_at"),
        ]

    def __str__(self) -> str:
        return self.number


class Decision(models.Model):
    """What was decided of a case, with its reasons (DSA, article 17) and its ways to appeal."""

    class State(models.TextChoices):
        PROPOSED = "proposed"  # an exclusion, before the second person
        IN_FORCE = "in_force"
        OVERTURNED = "overturned"
        REFUSED = "refused"  # the second person did not confirm

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    # None for a provisional measure that a program took: a person always decides after it.
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.IN_FORCE)
    provisional = models.BooleanField(default=False)
    automated = models.BooleanField(default=False)
    rule = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=0)
    facts = models.BinaryField()  # sealed: {"facts", "skipped"}
    at = models.DateTimeField()
    appeal_until = models.DateTimeField()
    overturned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Never by a machine alone: what a program did is provisional, and ends.
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(automated=True, provisional=True),
                name="decision_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")),
                name="decision_two_persons",
            ),
            models.CheckConstraint(condition=~Q(rule=""), name="decision_has_rule"),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="decision_by"),
            models.Index(fields=["at"], name="decision_at"),
        ]

    def __str__(self) -> str:
        return self.public_id


class Measure(models.Model):
    """One effect of a decision. All end on their date, but an exclusion, and what hides a text."""

    class Kind(models.TextChoices):
        NOTHING = "nothing"
        TRANSPOSE = "transpose"
        HIDE = "hide"
        REMINDER = "reminder"
        WARNING = "warning"
        RESTRICTION = "restriction"
        SUSPENSION = "suspension"
        EXCLUSION = "exclusion"
        PROTECTION = "protection"  # 72 hours, of a proven and wilful breach of secrecy
        VEIL = "veil"  # the name is not shown while an impersonation is looked into

    class Why(models.TextChoices):
        ENDED = "ended"
        OVERTURNED = "overturned"
        REPLACED = "replaced"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind)
    ability = models.CharField(max_length=12, blank=True)  # of a restriction: images, messages…
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="measures")
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(null=True)  # None: not in force yet
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    kept = models.BinaryField(default=bytes)  # sealed: what it takes to put things back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "ability"], name="measure_once_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=False)
                | Q(kind__in=("nothing", "transpose", "hide", "exclusion")),
                name="measure_ends",
            ),
            models.CheckConstraint(
                condition=~Q(kind="restriction") | ~Q(ability=""), name="measure_names_ability"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="measure_person"),
            models.Index(fields=["post"], name="measure_post"),
            models.Index(fields=["until"], name="measure_due", condition=Q(lifted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.decision_id}"


class Appeal(models.Model):
    """Somebody asks that another moderator judge again: the person, or who reported."""

    class Side(models.TextChoices):
        PERSON = "person"
        REPORTER = "reporter"

    class Outcome(models.TextChoices):
        UPHELD = "upheld"
        OVERTURNED = "overturned"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    side = models.CharField(max_length=8, choices=Side)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="appeals")
    reasons = models.BinaryField()
    at = models.DateTimeField()
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(side="person"), name="appeal_once_person"
            ),
            models.UniqueConstraint(
                fields=["decision", "notice"],
                condition=Q(side="reporter"),
                name="appeal_once_reporter",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="appeal_waits", condition=Q(decided_at=None)),
            models.Index(fields=["decided_at"], name="appeal_decided"),
        ]

    def __str__(self) -> str:
        return self.public_id


class Remark(models.Model):
    """What moderators tell each other about a case: a note, a question to a colleague, an opinion;
    or that one of them steps aside. Sealed, never shown to anybody else."""

    class Kind(models.TextChoices):
        NOTE = "note"
        QUESTION = "question"
        OPINION = "opinion"
        RECUSAL = "recusal"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Sealed: {"words"}, and of an opinion {"words", "proposed"}.
    words = models.BinaryField()
    waits = models.BooleanField(default=False)  # a question that nobody answered yet
    # Of a question: who is asked (None: anybody), and since when they read the case.
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(waits=True), name="question_waits_once"
            ),
            models.UniqueConstraint(
                fields=["case", "by"], condition=Q(kind="recusal"), name="recused_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_id}"


class Conciliation(models.Model):
    """Two members are offered to settle between themselves, before any sanction (R.4127-56)."""

    class State(models.TextChoices):
        OFFERED = "offered"
        ACCEPTED = "accepted"
        REACHED = "reached"
        FAILED = "failed"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    # One attempt a case: a second would only delay who waits for a decision.
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="conciliation")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    at = models.DateTimeField()
    deadline = models.DateTimeField()
    person_agrees = models.BooleanField(null=True)
    reporter_agrees = models.BooleanField(null=True)
    person_words = models.BinaryField(default=bytes)
    reporter_words = models.BinaryField(default=bytes)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["deadline"], name="conciliation_due", condition=Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return self.public_id
