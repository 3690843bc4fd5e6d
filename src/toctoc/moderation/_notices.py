"""A notice comes in (DSA, article 16): acknowledged at once, joined to its case, weighed.

Who reports is sealed in the row. The ledger holds what kind of person reported, never which.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from toctoc.ledger.actions import record, take_turn
from toctoc.limits.actions import spend
from toctoc.people.folding import look_alike_key
from toctoc.people.models import PastPseudonym, Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to
from toctoc.sealing import fingerprint, seal_json

from ._provisional import veil_if_impersonated
from ._tell import tell_desk, tell_reporters
from ._weigh import HARM, weight
from ._words import digest_of, is_experience, new_token, reporter_key, sealed_words
from .models import CONTEMPT, Case, Decision, Family, Measure, Notice, TrustedNotifier
from .types import BadMeasures, Complaint, NeedsGoodFaith, Receipt

_SETTLED = dt.timedelta(days=30)


def report(
    complaint: Complaint,
    *,
    at: dt.datetime,
    by: Person | None = None,
    visitor: str = "",
    notifier: TrustedNotifier | None = None,
) -> Receipt:
    """Take a notice in. `visitor` names a stranger for the rate limit alone, and is not kept.

    Raise `NeedsGoodFaith`, `NeedsReasons`, `TooLongReasons`, `NotVisible` (a member, about what
    they can't read) or `TooMany`.
    """
    if not complaint.good_faith:
        raise NeedsGoodFaith
    if complaint.family not in Family.values:
        raise BadMeasures("family")
    reasons = sealed_words(complaint.reasons)
    if by is not None and not by.is_member:
        raise NotAllowed
    _spend(by, visitor, notifier, at)
    with transaction.atomic():
        post, person = _subject(complaint, by)
        case, new = _case_for(complaint, post, person, at)
        return _join(case, new, complaint, reasons, by, notifier, at)


def _spend(
    by: Person | None, visitor: str, notifier: TrustedNotifier | None, at: dt.datetime
) -> None:
    if notifier is not None:
        spend("notice", f"notifier:{notifier.public_id}", at=at)
    elif by is not None:
        spend("notice", by.public_id, at=at)
    else:
        spend("notice_public", visitor, at=at)


def _subject(complaint: Complaint, by: Person | None) -> tuple[Post | None, Person | None]:
    """What the notice is about. A stranger is told nothing of what exists: the case says "site"."""
    if complaint.subject == Case.Subject.SITE:
        return None, None
    readable = visible_to(by) if by is not None else Post.objects.all()
    post = readable.filter(public_id=complaint.ref).select_related("author").first()
    if complaint.subject == Case.Subject.POST:
        if post is None and by is not None:
            raise NotVisible
        return post, post.author if post else None
    person = post.author if post else _named(complaint.ref)
    if person is None and by is not None:
        raise NotVisible
    return None, person


def _named(text: str) -> Person | None:
    """A person by their account's id, their pseudonym, or one they gave up (K23)."""
    key = look_alike_key(text)[:40]
    if not key:
        return None
    found = Person.objects.filter(public_id=text).first()
    found = found or Person.objects.filter(pseudonym_key=key).first()
    if found is None:
        past = PastPseudonym.objects.filter(key=key).select_related("person").first()
        found = past.person if past else None
    return found


def _case_for(
    complaint: Complaint, post: Post | None, person: Person | None, at: dt.datetime
) -> tuple[Case, bool]:
    """The open case of this subject and family, or one just judged on the same words, or new."""
    subject, key = Case.Subject.SITE, f"site:{secrets.token_hex(8)}"
    if post is not None:
        subject, key = Case.Subject.POST, f"post:{post.public_id}:{complaint.family}"
    elif person is not None:
        subject, key = Case.Subject.PERSON, f"person:{person.public_id}:{complaint.family}"
    last = Case.objects.filter(key=key).order_by("-pk").first()
    if last is not None and _settled(last, post, at):
        return Case.objects.select_for_update().get(pk=last.pk), False
    experience = post is not None and is_experience(post)
    case, new = Case.objects.exclude(state=Case.State.CLOSED).get_or_create(
        key=key,
        defaults={
            "subject": subject,
            "post": post,
            "person": person,
            "family": complaint.family,
            "version": post.version if post else 0,
            "harm": HARM[complaint.family],
            "experience": experience,
            "senior_only": experience and complaint.family in CONTEMPT,
            "opened_at": at,
            "escalate_at": at + dt.timedelta(hours=settings.TOCTOC_MODERATION["escalate_hours"]),
            "previous": last,
        },
    )
    return Case.objects.select_for_update().get(pk=case.pk), new


def _settled(last: Case, post: Post | None, at: dt.datetime) -> bool:
    """Judged lately on the very same words, and nothing was found: a crowd can't ask every day."""
    if last.closed_at is None or post is None or at - last.closed_at > _SETTLED:
        return False
    decisions = last.decisions.filter(state=Decision.State.IN_FORCE, version=post.version)
    return decisions.filter(measures__kind=Measure.Kind.NOTHING).exists()


def _join(
    case: Case,
    new: bool,
    complaint: Complaint,
    reasons: bytes,
    by: Person | None,
    notifier: TrustedNotifier | None,
    at: dt.datetime,
) -> Receipt:
    key = _key_of(by, notifier, complaint)
    already = case.notices.filter(reporter_key=key).first()
    if already is not None:
        return Receipt(already.number, "", joined=True, again=True)
    # Rows that others may hold come before the turn that numbers take (see `ledger`).
    veiled = veil_if_impersonated(
        case, believed=bool(by or notifier or complaint.email.strip()), at=at
    )
    token = new_token()
    source = Notice.Source.PUBLIC
    if notifier is not None:
        source = Notice.Source.TRUSTED
    elif by is not None:
        source = Notice.Source.MEMBER
    notice = Notice.objects.create(
        case=case,
        number=_next_number(at),
        digest=digest_of(token),
        source=source,
        trusted=notifier,
        reporter_key=key,
        reporter=seal_json(_who(by, complaint, token)),
        protected=complaint.protected and by is not None,
        reasons=reasons,
        place=complaint.place.strip()[:200] if by is None else "",
        language="en" if complaint.language == "en" else "fr",
        at=at,
    )
    _weigh(case, notice)
    actor = f"notifier:{notifier.public_id}" if notifier else ("visitor" if by is None else "")
    facts = {"number": notice.number, "family": case.family, "source": str(source)}
    record("notice.receive", at=at, actor=actor, about=f"case:{case.public_id}", facts=facts)
    if veiled is not None:
        veiled.announce(at=at)
    if case.state == Case.State.CLOSED:
        tell_reporters(case, "settled", at=at)
    elif new:
        tell_desk(case, at=at)
    return Receipt(notice.number, token, joined=not new)


def _key_of(by: Person | None, notifier: TrustedNotifier | None, complaint: Complaint) -> str:
    if notifier is not None:
        return fingerprint("reporter", f"notifier:{notifier.public_id}")
    if by is not None:
        return reporter_key(by)
    email = complaint.email.strip().lower()
    return fingerprint("reporter", f"email:{email}" if email else f"once:{secrets.token_hex(16)}")


def _who(by: Person | None, complaint: Complaint, token: str) -> dict[str, str]:
    if by is not None:
        return {"person": by.public_id}
    return {
        "name": complaint.name.strip()[:120],
        "email": complaint.email.strip()[:254],
        "token": token,
    }


def _next_number(at: dt.datetime) -> str:
    """ "S-2026-000123": one after the last of the year, in the order of commits."""
    take_turn()
    start = f"S-{timezone.localtime(at).year}-"
    numbers = Notice.objects.filter(number__gte=start, number__lt=f"{start}~").order_by("-number")
    last = numbers.values_list("number", flat=True).first()
    return f"{start}{(int(last[len(start) :]) if last else 0) + 1:06}"


def _weigh(case: Case, notice: Notice) -> None:
    voices = case.notices.order_by("at").values_list("reporter_key", "at")[:500]
    case.weight = weight(voices)
    case.trusted = case.trusted or notice.source == Notice.Source.TRUSTED
    case.protected = case.protected or notice.protected
    case.save(update_fields=["weight", "trusted", "protected"])


def make_notifier(*, by: Person, name: str, at: dt.datetime) -> tuple[TrustedNotifier, str]:
    """An operator trusts an association: its notices come first (D14). The key is shown once."""
    _check_operator(by)
    tidy = " ".join(name.split())[:120]
    if len(tidy) < 3:
        raise BadMeasures("name")
    key = new_token()
    with transaction.atomic():
        notifier = TrustedNotifier.objects.create(
            name=tidy, digest=digest_of(key), made_by=by, made_at=at
        )
        about = f"notifier:{notifier.public_id}"
        record("notifier.trust", at=at, actor=f"person:{by.public_id}", about=about)
    return notifier, key


def revoke_notifier(*, by: Person, public_id: str, at: dt.datetime) -> None:
    _check_operator(by)
    with transaction.atomic():
        living = TrustedNotifier.objects.filter(public_id=public_id, revoked_at=None)
        if living.update(revoked_at=at):
            about = f"notifier:{public_id}"
            record("notifier.revoke", at=at, actor=f"person:{by.public_id}", about=about)


def find_notifier(key: str) -> TrustedNotifier | None:
    """Whose link this is; None once it was revoked."""
    digest = digest_of(key)
    found = TrustedNotifier.objects.filter(digest=digest, revoked_at=None).first()
    return found if found and constant_time_compare(found.digest, digest) else None


def _check_operator(by: Person) -> None:
    if not (by.is_member and by.role == Person.Role.OPERATOR):
        raise NotAllowed
