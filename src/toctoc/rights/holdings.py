"""What is held about a person, table by table: one list that the export, the page "my data" and
the erasure all read. `tests/rights/test_every_table.py` fails when a table of the project is
missing here: it is either listed, or left out for a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toctoc.evidence.models import Disclosure, Kept
from toctoc.ledger.models import Entry
from toctoc.moderation.models import Appeal, Conciliation, Notice
from toctoc.people.models import DirectoryEntry, Identity, Person
from toctoc.posts.models import Post
from toctoc.sealing import Unsealable, fingerprint, unseal_json

from .types import AtLeaving, Holding, Told

EMPTIED, KEPT = AtLeaving.EMPTIED, AtLeaving.KEPT
_JUDGED = _("Une décision garde son histoire, même quand la personne est partie.")


def _codes_only(row: dict[str, Any]) -> dict[str, Any]:
    """Why one was knocked, without the name of who asked."""
    return row | {"why": [reason.get("code", "") for reason in row["why"]]}


def _cause_only(row: dict[str, Any]) -> dict[str, Any]:
    """ "story:…" becomes "story": the patient's number is the patient's."""
    return row | {"cause": row["cause"].partition(":")[0]}


HOLDINGS: Final = (
    Holding(
        "people.Person",
        _("Votre compte"),
        ("pk",),
        (
            "public_id", "email", "pseudonym", "signature", "profession", "specialty", "stage",
            "department", "bio", "role", "standing", "standing_until", "language", "joined_at",
            "proven_at", "seen_at", "last_login",
        ),
        leaving=EMPTIED,
    ),
    Holding(
        "people.Identity",
        _("Votre identité vérifiée, scellée"),
        ("person",),
        ("established_at", "sealed"),
        sealed=("sealed",),
        leaving=EMPTIED,
    ),
    Holding(
        "people.Proof",
        _("Vos preuves de profession"),
        ("person",),
        ("method", "state", "profession", "specialty", "stage", "created_at", "decided_at",
         "reason"),
    ),
    Holding(
        "people.ProofDocument",
        _("Documents de preuve qui attendent une décision"),
        ("proof__person",),
        ("content_type", "size"),
    ),
    Holding(
        "people.Sponsorship",
        _("Parrainages demandés ou donnés"),
        ("proof__person", "sponsor"),
        ("state", "asked_at", "answered_at"),
        leaving=KEPT,
        why=_("Un parrainage prouve la profession d’un autre membre."),
    ),
    Holding("people.PastPseudonym", _("Vos anciens pseudonymes"), ("person",), ("name", "left_at"),
            leaving=EMPTIED),
    Holding("people.Declaration", _("Votre déclaration de pseudonyme à l’Ordre"), ("person",),
            ("sent_on", "acknowledged_on")),
    Holding("people.Listing", _("Votre place dans la liste des confrères à solliciter"),
            ("person",), ("public_id",)),
    Holding("people.CharterAcceptance", _("La charte, acceptée"), ("person",), ("version", "at")),
    Holding(
        "people.Restriction",
        _("Ce que vous ne pouvez pas faire pour un temps"),
        ("person",),
        ("kind", "since", "until", "lifted_at"),
        leaving=KEPT,
        why=_JUDGED,
    ),
    Holding(
        "posts.Post",
        _("Vos questions et vos réponses"),
        ("author",),
        (
            "public_id", "kind", "thread__public_id", "state", "audience", "signature", "byline",
            "body", "note", "noted_at", "references", "version", "helped", "transposed",
            "experience", "created_at", "published_at", "edited_at", "expires_at",
        ),
        leaving=EMPTIED,
    ),
    Holding(
        "posts.Version",
        _("Leurs versions, et vos réponses au filtre"),
        ("post__author",),
        ("post__public_id", "number", "body", "note", "overrides", "transposed", "at"),
        leaving=EMPTIED,
    ),
    Holding(
        "posts.Hold",
        _("Ce qui a été masqué de vous, et pour quel genre de raison"),
        ("post__author",),
        ("post__public_id", "cause", "at", "lifted_at"),
        tidy=_cause_only,
        leaving=KEPT,
        why=_JUDGED,
    ),
    Holding(
        "posts.Reader",
        _("Questions privées qui vous ont été posées, ou que vous avez posées"),
        ("person", "by"),
        ("post__public_id", "at", "left_at"),
        leaving=EMPTIED,
    ),
    Holding("posts.Draft", _("Vos brouillons"), ("person",), ("target", "sealed", "updated_at"),
            sealed=("sealed",)),
    Holding(
        "pictures.Upload",
        _("Fichiers que vous avez envoyés : ce que vous avez déclaré, sans leur contenu d’origine"),
        ("person",),
        ("public_id", "target", "post__public_id", "form", "state", "pages", "facts", "consent",
         "consent_at", "answers", "created_at"),
        leaving=EMPTIED,
    ),
    Holding(
        "pictures.Picture",
        _("Vos images, page par page"),
        ("upload__person",),
        ("public_id", "upload__public_id", "page", "frame", "shown_width", "shown_height", "alt",
         "choice", "drawing", "covered_at"),
        leaving=EMPTIED,
    ),
    Holding("posts.Thanks", _("Remerciements que vous avez donnés"), ("person",),
            ("post__public_id", "at")),
    Holding(
        "questions.Question",
        _("Ce que vos questions ont reçu"),
        ("asker",),
        ("public_id", "specialties", "asked_at", "first_answer_at", "answers", "clarifications",
         "helped", "has_outcome", "knocked"),
        leaving=EMPTIED,
    ),
    Holding(
        "questions.Knock",
        _("Les fois où l’on a frappé chez vous"),
        ("person",),
        ("question__public_id", "ring", "at", "why", "chance", "exposure", "seen_at",
         "answered_at", "declined_at"),
        tidy=_codes_only,
    ),
    Holding(
        "notify.Rhythm",
        _("Votre rythme, et les heures où l’on vous voit"),
        ("person",),
        ("quiet_start", "quiet_end", "budget", "on_call_until", "muted_until", "digest",
         "digest_sent_at", "by_email", "by_push", "seen", "recent_days", "days_seen", "answered",
         "exposure", "last_knock_at", "knocks_on", "knocks_today"),
    ),
    Holding("notify.Notice", _("Votre boîte"), ("person",),
            ("kind", "ref", "created_at", "read_at", "emailed_at")),
    Holding("notify.PushSubscription", _("Les appareils que vous avez inscrits"), ("person",),
            ("endpoint", "created_at", "failures")),
    Holding("account.EmailAddress", _("Vos adresses e-mail"), ("user",),
            ("email", "verified", "primary")),
    Holding("mfa.Authenticator", _("Vos clés et codes de sécurité"), ("user",),
            ("type", "created_at", "last_used_at")),
    Holding("socialaccount.SocialAccount", _("Votre lien avec Pro Santé Connect"), ("user",),
            ("provider", "uid", "last_login", "date_joined")),
    Holding("api.ApiToken", _("Vos clés de programme"), ("person",),
            ("name", "scope", "created_at", "last_used_at", "expires_at", "revoked_at")),
    Holding(
        "stories.Story",
        _("Vos messages dans lesquels quelqu’un s’est reconnu"),
        ("post__author",),
        ("post__public_id", "state", "opened_at", "answer", "answered_at", "decided_at",
         "reasons", "closed_at"),
        leaving=KEPT,
        why=_("L’histoire d’un patient est jugée jusqu’au bout, que l’auteur reste ou parte."),
    ),
    Holding(
        "moderation.Case",
        _("Signalements qui vous concernent"),
        ("person", "post__author"),
        ("subject", "post__public_id", "family", "state", "opened_at", "closed_at"),
        leaving=KEPT,
        why=_JUDGED,
    ),
    Holding(
        "moderation.Decision",
        _("Décisions prises à votre sujet, avec leurs raisons"),
        ("case__person", "case__post__author"),
        ("public_id", "state", "rule", "facts", "provisional", "automated", "at", "appeal_until",
         "overturned_at"),
        sealed=("facts",),
        leaving=KEPT,
        why=_JUDGED,
    ),
    Holding(
        "moderation.Measure",
        _("Ce que ces décisions ont changé"),
        ("person", "post__author"),
        ("decision__public_id", "kind", "ability", "post__public_id", "since", "until",
         "lifted_at", "why"),
        leaving=KEPT,
        why=_JUDGED,
    ),
    Holding(
        "marks.Finding",
        _("Recherches d’une fuite où votre compte est ressorti"),
        ("person",),
        ("trace__at", "day", "score", "odds"),
        leaving=KEPT,
        why=_("Elle s’efface avec les marques elles-mêmes."),
    ),
    Holding(
        "rights.Export",
        _("Copies de vos données que vous avez demandées"),
        ("person",),
        ("asked_at", "ready_at", "expires_at", "size"),
    ),
    Holding(
        "rights.Departure",
        _("Vos demandes d’effacement"),
        ("person",),
        ("questions", "answers", "asked_at", "due_at", "cancelled_at"),
        leaving=KEPT,
        why=_("Elle dit ce qui reste à détruire, et quand."),
    ),
    Holding("rights.Sweep", _("Votre passé, masqué ou remontré"), ("person",),
            ("way", "before", "asked_at", "done_at", "posts")),
)  # fmt: skip


def _entries(person: Person) -> Iterator[dict[str, Any]]:
    """Acts of this person, and acts about them or their posts. Codes and dates: no words."""
    posts = Post.objects.filter(author=person).values_list("public_id", flat=True)
    about = [f"person:{person.public_id}", *(f"post:{one}" for one in posts)]
    mine = Q(actor=f"person:{person.public_id}")
    seen: set[int] = set()
    for chunk in (about[i : i + 500] for i in range(0, len(about), 500)):
        rows = Entry.objects.filter(mine | Q(about__in=chunk)).order_by("sequence")
        for sequence, at, act, actor, what, facts in rows.values_list(
            "sequence", "at", "act", "actor", "about", "facts"
        ):
            if sequence not in seen:
                seen.add(sequence)
                by = actor if actor == f"person:{person.public_id}" else actor.partition(":")[0]
                yield {"sequence": sequence, "at": at, "act": act, "by": by, "about": what,
                       "facts": facts}  # fmt: skip


def _thanked(person: Person) -> Iterator[dict[str, Any]]:
    """Thanks received, by post and day: not who said them."""
    from toctoc.posts.models import Thanks

    rows = Thanks.objects.filter(post__author=person).order_by("at")
    for public_id, at in rows.values_list("post__public_id", "at"):
        yield {"post": public_id, "on": at.date()}


def _listed(person: Person) -> Iterator[dict[str, Any]]:
    """The line of the national directory with this person's number."""
    identity = Identity.objects.filter(person=person).first()
    number = (opened(identity.sealed) or {}).get("number", "") if identity else ""
    names = ("family", "given", "profession", "specialty", "department", "commune", "marked_at")
    for row in DirectoryEntry.objects.filter(idnps=number).values(*names) if number else ():
        yield dict(row)


def _reports(person: Person) -> Iterator[dict[str, Any]]:
    """What this member reported: found by their fingerprint, since it names nobody."""
    key = fingerprint("reporter", f"person:{person.public_id}")
    rows = Notice.objects.filter(reporter_key=key).select_related("case").order_by("pk")
    for one in rows:
        yield {"number": one.number, "at": one.at, "family": one.case.family, "reasons":
               opened(one.reasons), "answered_at": one.answered_at}  # fmt: skip


def _appeals(person: Person) -> Iterator[dict[str, Any]]:
    """What this member contested, in their own words, and the answer."""
    judged = Q(decision__case__person=person) | Q(decision__case__post__author=person)
    for one in Appeal.objects.filter(judged, side=Appeal.Side.PERSON).order_by("pk"):
        yield {"id": one.public_id, "at": one.at, "reasons": opened(one.reasons),
               "decided_at": one.decided_at, "outcome": one.outcome,
               "answer": opened(one.answer)}  # fmt: skip


def _talks(person: Person) -> Iterator[dict[str, Any]]:
    """What this member said in a conciliation about them; not what the other side said."""
    judged = Q(case__person=person) | Q(case__post__author=person)
    for one in Conciliation.objects.filter(judged).order_by("pk"):
        yield {"id": one.public_id, "at": one.at, "state": one.state,
               "agrees": one.person_agrees, "words": opened(one.person_words),
               "ended_at": one.ended_at}  # fmt: skip


def _disclosures(person: Person) -> Iterator[dict[str, Any]]:
    """Whether their identity was told to an authority, once they may know (the law may forbid)."""
    told = Disclosure.objects.filter(person=person, told_at__isnull=False).order_by("pk")
    names = ("public_id", "authority", "reference", "state", "asked_at", "decided_at", "told_at")
    yield from told.values(*names)


def _kept(person: Person) -> Iterator[dict[str, Any]]:
    for row in Kept.objects.filter(post__author=person).select_related("post").order_by("pk"):
        yield {"post": row.post.public_id, "at": row.at, "until": row.until,
               "words": opened(row.sealed)}  # fmt: skip


def opened(sealed: bytes | memoryview | None) -> Any:
    """What was sealed, or None: nothing, or a key that was lost."""
    try:
        return unseal_json(sealed) if sealed else None
    except Unsealable:
        return None


TOLD: Final = (
    Told("reports", "moderation.Notice", _("Vos signalements"), _reports),
    Told("appeals", "moderation.Appeal", _("Vos contestations"), _appeals),
    Told(
        "disclosures",
        "evidence.Disclosure",
        _("Levées de votre pseudonymat, dès que la loi permet de vous le dire"),
        _disclosures,
    ),
    Told("kept", "evidence.Kept", _("Vos textes effacés dont une autorité demande une copie"),
         _kept),
    Told("conciliations", "moderation.Conciliation", _("Vos conciliations"), _talks),
    Told("ledger", "ledger.Entry", _("Le registre : vos actes, et ceux qui vous concernent"),
         _entries),
    Told("thanks_received", "posts.Thanks", _("Remerciements reçus"), _thanked),
    Told("directory", "people.DirectoryEntry", _("Votre ligne de l’Annuaire Santé"), _listed),
)  # fmt: skip

# Links to a person that are not about that person: a moderator's hand on somebody else's row.
# Their acts are theirs in the ledger, which they get whole.
HANDS: Final = {
    "people.Proof": ("decided_by",),
    "pictures.Picture": ("covered_by",),
    "stories.Story": ("taken_by", "decided_by"),
    "moderation.Case": ("claimed_by",),
    "moderation.Decision": ("by", "confirmed_by"),
}

# Tables that hold nothing of a person that another line does not already give, and why.
LEFT_OUT: Final = {
    "people.ListingKey": "keyed hashes of how the listed name begins: the name is given",
    "people.DirectoryImport": "one reading of the national file, nobody's",
    "people.Opposed": "a fingerprint of who is not a member, that names nobody",
    "posts.Fragment": "the same post, rendered",
    "pictures.Banned": "64 bits that recognise a removed picture, nobody's",
    "posts.CorpusLine": "outlines without author, post, day nor words",
    "questions.Topic": "the same question, under its specialties",
    "live.Event": "two days of hints to open pages; what changed is in the tables themselves",
    "limits.Bucket": "tokens left in the hour, which fill up again by themselves",
    "sessions.Session": "open sessions: sealed by their own key, closed at departure",
    "account.EmailConfirmation": "a code sent to an address that is given",
    "socialaccount.SocialApp": "the operator's settings",
    "socialaccount.SocialToken": "never stored (SOCIALACCOUNT_STORE_TOKENS)",
    "django_tasks_database.DBTaskResult": "identifiers of rows, two days",
    "ops.Beat": "signs of life of workers",
    "ops.Lease": "turns of workers",
    "rights.Opposition": "asked by somebody who is not a member, a week",
    "rights.Destruction": "how many rows were destroyed, nobody's",
    "contenttypes.ContentType": "the framework's list of tables",
    "auth.Permission": "unused; Toctoc has roles",
    "auth.Group": "unused; Toctoc has roles",
    "auth.Group_permissions": "unused; Toctoc has roles",
    "stories.Request": "a patient's, who has no account; its story is given to the author",
    "stories.Salt": "random bits of a day",
    "moderation.TrustedNotifier": "organisations that report on behalf of others",
    "moderation.Remark": "deliberation between moderators, others' words (RGPD, article 15.4)",
    "councils.Address": "public addresses of the Orders",
    "councils.HelpNumber": "public help numbers",
    "marks.Season": "a month's secret",
    "marks.Trace": "a search for a leak; who stood out is in marks.Finding",
    "ledger.Anchor": "signatures under the record",
    "limits.Tally": "how many times something happened on a day",
    "limits.Counted": "hashes of random tokens",
    "evidence.Demand": "what an authority asks for; who is concerned is told by a disclosure",
    "evidence.Piece": "posts that an authority asks for: the posts are given",
    "evidence.Handover": "sealed files handed to an authority",
    "evidence.Look": "who among the team read an identity; the person is told of the disclosure",
    "transparency.Institution": "organisations that may speak to the members",
    "transparency.Announcement": "published to every member",
    "transparency.Report": "counts of a quarter",
}
