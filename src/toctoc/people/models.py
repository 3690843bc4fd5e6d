from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: read aloud without mistakes


def opaque_id() -> str:
    """Twelve letters and digits (59 bits) that say nothing of order or number."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. Who the human is stands in `Identity`, sealed; nothing here is a civil name."""

    class Standing(models.TextChoices):
        UNPROVEN = "unproven"
        ACTIVE = "active"
        READ_ONLY = "read_only"
        SUSPENDED = "suspended"
        EXCLUDED = "excluded"

    class Role(models.TextChoices):
        MEMBER = "member"
        MODERATOR = "moderator"
        SENIOR = "senior"  # decides what patients contest, appeals, and what colleagues escalate
        AUDITOR = "auditor"  # reads the record of acts and of disclosures; decides nothing
        OPERATOR = "operator"

    class Stage(models.TextChoices):
        PRACTISING = "practising"
        INTERN = "intern"
        STUDENT = "student"
        RETIRED = "retired"

    class Signature(models.TextChoices):
        REAL = "real"
        PSEUDONYM = "pseudonym"
        PROTECTED = "protected"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    email = models.EmailField(unique=True)
    pseudonym = models.CharField(max_length=40, unique=True, null=True)
    # Folded (case, accents, look-alikes): nobody takes a colleague's name with a Cyrillic a.
    pseudonym_key = models.CharField(max_length=40, unique=True, null=True)
    signature = models.CharField(max_length=10, choices=Signature, default=Signature.PSEUDONYM)
    profession = models.CharField(max_length=3, blank=True)
    specialty = models.CharField(max_length=6, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.PRACTISING)
    department = models.CharField(max_length=3, blank=True)
    bio = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNPROVEN)
    # While suspended: what the standing was, and when it becomes that again (see `_measures`).
    standing_before = models.CharField(max_length=10, choices=Standing, blank=True)
    standing_until = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="fr")
    is_demo = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        indexes = [models.Index(fields=["standing", "specialty"], name="person_standing_specialty")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_member(self) -> bool:
        """May read what colleagues write: the profession is proven and nothing suspends it."""
        return self.standing in (self.Standing.ACTIVE, self.Standing.READ_ONLY)

    @property
    def may_write(self) -> bool:
        return self.standing == self.Standing.ACTIVE

    @property
    def is_moderator(self) -> bool:
        judges = (self.Role.MODERATOR, self.Role.SENIOR, self.Role.OPERATOR)
        return self.is_member and self.role in judges

    @property
    def is_senior(self) -> bool:
        return self.is_member and self.role in (self.Role.SENIOR, self.Role.OPERATOR)

    @property
    def is_auditor(self) -> bool:
        return self.is_member and self.role in (self.Role.AUDITOR, self.Role.OPERATOR)


class PastPseudonym(models.Model):
    """A name that was given up: it stays its former bearer's, whose history follows (K7, K23)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_pseudonyms")
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=40, db_index=True)
    left_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """A doctor told the council of a pseudonym (R.4127-75), as that doctor says (K8)."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="declaration"
    )
    # Of the pseudonym that was declared: another one chosen since is not.
    key = models.CharField(max_length=40)
    sent_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-sent_on"], name="declaration_sent")]

    def __str__(self) -> str:
        return f"declaration of {self.person_id}"

    @property
    def is_current(self) -> bool:
        """Of the pseudonym borne now, not of one given up since."""
        return self.key == self.person.pseudonym_key

    @property
    def is_registered(self) -> bool:
        """And the council acknowledged it: the pseudonym bears the badge."""
        return self.is_current and self.acknowledged_on is not None


class Listing(models.Model):
    """A member who may be asked by name (see `colleagues`); a new row for each name shown."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    # Fingerprint of the name shown: tells whether it changed.
    mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.public_id


class ListingKey(models.Model):
    """The keyed hash of how a word of the name begins."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "listing"], name="listing_key_once")]

    def __str__(self) -> str:
        return self.key


class Identity(models.Model):
    """The proven natural person behind one account; civil names are sealed (Law 6)."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="identity")
    # Fingerprint of the national identifier (IDNPS): a second account for it is refused (D2).
    subject = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    established_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"identity of {self.person_id}"


class Proof(models.Model):
    """One attempt to prove a profession. What was claimed stays sealed."""

    class Method(models.TextChoices):
        PSC = "psc"
        SPONSORS = "sponsors"
        DOCUMENT = "document"
        DEMO = "demo"

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=12, unique=True, default=opaque_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="proofs")
    method = models.CharField(max_length=10, choices=Method)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    subject = models.CharField(max_length=64, blank=True)
    claim = models.BinaryField()
    profession = models.CharField(max_length=3)
    specialty = models.CharField(max_length=6, blank=True)
    stage = models.CharField(max_length=12, choices=Person.Stage, default=Person.Stage.PRACTISING)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "method", "created_at"], name="proof_queue")]

    def __str__(self) -> str:
        return f"{self.method} {self.state}"


class ProofDocument(models.Model):
    """A professional card or diploma, sealed; destroyed when the moderator has decided."""

    proof = models.OneToOneField(Proof, on_delete=models.CASCADE, related_name="document")
    content_type = models.CharField(max_length=40)
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"document of {self.proof_id}"


class Sponsorship(models.Model):
    """A verified colleague vouches for a candidate; two of them and a directory match prove."""

    class State(models.TextChoices):
        ASKED = "asked"
        GIVEN = "given"
        DECLINED = "declined"

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="sponsorships")
    sponsor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sponsorships")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proof", "sponsor"], name="sponsor_once")]

    def __str__(self) -> str:
        return f"{self.sponsor_id} for {self.proof_id}"


class Restriction(models.Model):
    """Something a member may not do for a while. `moderation` says why; it ends on its date, also
    if no clock runs: who asks compares `until` with the moment."""

    class Kind(models.TextChoices):
        SUSPENSION = "suspension"
        EXCLUSION = "exclusion"
        WRITING = "writing"
        IMAGES = "images"
        MESSAGES = "messages"
        DELAY = "delay"  # what is written waits before colleagues read it
        PROFILE = "profile"  # the name shown is in doubt: shown as a colleague without a name

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=12, choices=Kind)
    cause = models.CharField(max_length=60)  # "decision:<id>": who lifts it names it
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "cause"], name="restriction_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=False) | models.Q(kind="exclusion"),
                name="restriction_ends",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "kind"],
                name="restriction_live",
                condition=models.Q(lifted_at=None),
            ),
            models.Index(
                fields=["until"], name="restriction_due", condition=models.Q(lifted_at=None)
            ),
            models.Index(fields=["cause"], name="restriction_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class CharterAcceptance(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acceptances")
    version = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="charter_once")]

    def __str__(self) -> str:
        return self.version


class DirectoryImport(models.Model):
    """One reading of the national extraction; `offset` is where a stopped one goes on."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    offset = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    kept = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    marked = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    # How long the report of refused rows was at the last commit: what follows is written again.
    report_size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.file_name


class DirectoryEntry(models.Model):
    """A professional of the public directory (Annuaire Santé, Licence Ouverte 2.0)."""

    idnps = models.CharField(max_length=12, primary_key=True)
    family = models.CharField(max_length=80)
    given = models.CharField(max_length=80)
    family_key = models.CharField(max_length=80)
    given_key = models.CharField(max_length=80)
    civility = models.CharField(max_length=4, blank=True)
    profession = models.CharField(max_length=3)
    category = models.CharField(max_length=1, blank=True)
    specialty = models.CharField(max_length=6, blank=True)
    department = models.CharField(max_length=3, blank=True)
    commune = models.CharField(max_length=60, blank=True)
    # Not indexed: an index that a whole import shares misleads SQLite into reading it whole.
    seen_in = models.ForeignKey(
        DirectoryImport, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Missing from the last complete import: to be looked at, never deleted by a program (X3).
    marked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "directory entries"
        indexes = [
            models.Index(fields=["family_key", "given_key"], name="directory_name"),
            models.Index(
                fields=["marked_at"],
                name="directory_marked",
                condition=models.Q(marked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.idnps


class Opposed(models.Model):
    """A professional who asked not to be listed here (X5): each import leaves them out.

    A fingerprint of the national identifier: enough to recognise a line, not to name anybody.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "opposed"

    def __str__(self) -> str:
        return self.subject[:8]
