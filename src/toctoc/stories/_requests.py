"""What a patient sends: hide at once by link, look for it by description, confirm by e-mail."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Max

from toctoc.ledger.actions import record, take_turn
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.people.wording import names_somebody
from toctoc.posts.models import Post
from toctoc.posts.queries import access_post
from toctoc.questions.types import NamingReason, NoReason
from toctoc.sealing import fingerprint, seal, seal_json

from ._counting import (
    check_requester,
    check_room,
    mailbox_of,
    may_hide_by_mail,
    may_hide_more,
    requester_of,
    spend_hide,
    spend_mail,
    spend_search,
)
from ._people import ask_moderators, who
from ._stories import GONE, open_or_join
from ._telling import tell_patient
from .challenge import is_solved, nonce_of
from .models import Request
from .tasks import send_confirmation
from .types import (
    CONFIRM_IN,
    REASONS_CHARACTERS,
    SEARCH_IN,
    WORDS_CHARACTERS,
    Claim,
    NeedsEmail,
    NothingSaid,
    Receipt,
    TooLate,
)

State = Request.State
_SHORTEST_REPLY = 5


def submit(claim: Claim, *, at: dt.datetime) -> Receipt:
    """Take a patient's request. The signature and the work are checked before any query.

    The same challenge sent again gives the first receipt again. Raise `NoChallenge`,
    `NothingSaid`, `NeedsEmail` or `Busy`; nothing is kept then.
    """
    nonce = nonce_of(claim.challenge, at)
    worked = is_solved(nonce, claim.solution)
    if not worked and not claim.email:
        raise NeedsEmail
    if not claim.target and not claim.words.strip():
        raise NothingSaid
    if receipt := _known(nonce):
        return receipt
    check_room(at, by_link=bool(claim.target), worked=worked)
    with transaction.atomic():
        take_turn()  # numbers follow each other, and two taps are one request
        if receipt := _known(nonce):
            return receipt
        request = _new(claim, nonce, at)
        confirmed = worked and (not claim.target or may_hide_more(request.requester, at))
        if confirmed:
            _act(request, at)
        elif claim.email:
            _ask_to_confirm(request, at)
        else:
            raise NeedsEmail
        return _receipt(request, nonce, new=True)


def _known(nonce: str) -> Receipt | None:
    known = Request.objects.filter(nonce=hash_of(nonce)).first()
    return _receipt(known, nonce, new=False) if known else None


def _new(claim: Claim, nonce: str, at: dt.datetime) -> Request:
    """Counted, numbered and in the ledger; its row is written once, with what became of it."""
    requester, mailbox = requester_of(claim.address, at), mailbox_of(claim.email)
    check_requester(requester, mailbox, at)
    last = Request.objects.filter(year=at.year).aggregate(last=Max("rank"))["last"] or 0
    token, confirm = _secret("follow", nonce), _secret("confirm", nonce)
    contact = {"email": claim.email.strip()[:254], "token": token, "confirm": confirm}
    words = claim.words.strip()[:WORDS_CHARACTERS]
    request = Request(
        year=at.year,
        rank=last + 1,
        token=hash_of(token),
        nonce=hash_of(nonce),
        state=State.SEARCHING,
        target=claim.target,
        by_link=bool(claim.target),
        whole=claim.whole,
        consent_withdrawn=claim.consent_withdrawn,
        requester=requester,
        contact=seal_json(contact) if claim.email else None,
        confirm=hash_of(confirm) if claim.email else None,
        mailbox=mailbox,
        words=seal(words.encode()) if words and not claim.target else None,
        language=claim.language,
        at=at,
    )
    facts = {"by": "link" if claim.target else "words", "withdrawn": claim.consent_withdrawn}
    record("story.request", at=at, actor="patient", about=_about(request), facts=facts)
    return request


def _act(request: Request, at: dt.datetime) -> None:
    if not request.target:
        _search(request, at)
        return
    post = _named_by(request)
    if post is None:
        request.state, request.closed_at = State.UNKNOWN, at
        request.contact = request.confirm = None
        request.save()
    elif _is_hidden_by_a_story(post) or spend_hide(at):
        _follow(request, post, actor="patient", at=at)
    else:  # a storm: this instance hides no more by itself, people look
        _search(request, at)


def _named_by(request: Request) -> Post | None:
    post = Post.objects.filter(public_id=request.target).select_related("thread").first()
    if post is not None and request.whole:
        post = post.thread or post
    return None if post is None or post.state in GONE else post


def _is_hidden_by_a_story(post: Post) -> bool:
    return post.stories.filter(closed_at=None).exists()


def _follow(request: Request, post: Post, *, actor: str, at: dt.datetime) -> None:
    withdrawn = request.consent_withdrawn
    story, hid = open_or_join(post, actor=actor, asked_at=request.at, withdrawn=withdrawn, at=at)
    request.story, request.state, request.target = story, State.FOLLOWING, ""
    request.hid = hid and actor == "patient"
    request.words = request.due_at = request.confirm = None
    request.save()


def _search(request: Request, at: dt.datetime) -> None:
    spend_search(at)
    request.state, request.due_at, request.confirm = State.SEARCHING, at + SEARCH_IN, None
    request.save()
    ask_moderators(request.number, key="search", at=at)


def _ask_to_confirm(request: Request, at: dt.datetime) -> None:
    spend_mail(at)
    request.state, request.due_at = State.CONFIRMING, at + CONFIRM_IN
    request.save()
    send_confirmation.enqueue(request.pk)


def confirm(*, secret: str, at: dt.datetime) -> Receipt:
    """The link of the e-mail was opened and its button pressed. Pressing twice confirms once.

    Raise `NotVisible` for a secret that is not one, `Busy`.
    """
    with transaction.atomic():
        take_turn()
        request = (
            Request.objects.select_for_update()
            .filter(confirm=hash_of(secret), state=State.CONFIRMING)
            .first()
        )
        if request is None:
            raise NotVisible
        record("story.confirm", at=at, actor="patient", about=_about(request))
        if request.target and not may_hide_by_mail(request.mailbox, at):
            _search(request, at)
        else:
            request.due_at = None
            _act(request, at)
        return Receipt(request.number, "", request.pk, request.hid, new=True)


def hide_found(*, by: Person, number: str, public_id: str, at: dt.datetime) -> Request:
    """A moderator found the message that a patient described, among those they may read.

    `NotVisible` for any other: the link the patient gave may be opened too, storm or not.
    """
    with transaction.atomic():
        request = _searched(by, number)
        post = _named_by(request) if request.target and request.target == public_id else None
        if post is None:
            found = access_post(by, public_id)
            post = found.thread or found
        _answered(request, by, at)
        _follow(request, post, actor=who(by), at=at)
        record("story.found", at=at, actor=who(by), about=_about(request))
        tell_patient(request, "hidden")
        return request


def not_found(*, by: Person, number: str, reply: str, at: dt.datetime) -> Request:
    """A moderator searched and found nothing; their words go to the patient."""
    reply = reply.strip()[:REASONS_CHARACTERS]
    if len(reply) < _SHORTEST_REPLY:
        raise NoReason
    if names_somebody(reply):
        raise NamingReason
    with transaction.atomic():
        request = _searched(by, number)
        _answered(request, by, at)
        request.state, request.reply, request.closed_at = State.NOT_FOUND, reply, at
        request.due_at = request.words = None
        request.save()
        record("story.not_found", at=at, actor=who(by), about=_about(request))
        tell_patient(request, "not_found")
        return request


def _answered(request: Request, by: Person, at: dt.datetime) -> None:
    request.answered_by, request.answered_at = by, at


def _searched(by: Person, number: str) -> Request:
    if not by.is_moderator:
        raise NotAllowed
    year, rank = parts_of(number)
    request = Request.objects.select_for_update().filter(year=year, rank=rank).first()
    if request is None:
        raise NotVisible
    if request.state != State.SEARCHING:
        raise TooLate
    return request


def parts_of(number: str) -> tuple[int, int]:
    """ "H-2026-000123" -> (2026, 123); `NotVisible` for anything else."""
    head, _, rest = number.upper().partition("-")
    year, _, rank = rest.partition("-")
    digits = year.isdecimal() and rank.isdecimal() and len(year) == 4 and len(rank) < 10
    if head != "H" or not digits or not number.isascii():
        raise NotVisible
    return int(year), int(rank)


def expire(request_id: int, *, at: dt.datetime) -> bool:
    """Never confirmed: all that was typed is destroyed."""
    with transaction.atomic():
        late = Request.objects.select_for_update().filter(
            pk=request_id, state=State.CONFIRMING, due_at__lte=at
        )
        request = late.first()
        if request is None:
            return False
        request.state, request.closed_at, request.target = State.EXPIRED, at, ""
        request.contact = request.words = request.confirm = request.due_at = None
        request.save()
        record("story.expire", at=at, actor="clock", about=_about(request))
        return True


def escalate_search(request_id: int, *, at: dt.datetime) -> bool:
    """An hour went by: every moderator hears of it again."""
    with transaction.atomic():
        request = (
            Request.objects.select_for_update()
            .filter(pk=request_id, state=State.SEARCHING, due_at__lte=at, escalated_at=None)
            .first()
        )
        if request is None:
            return False
        request.escalated_at = at
        request.save(update_fields=["escalated_at"])
        record("story.search_overdue", at=at, actor="clock", about=_about(request))
        ask_moderators(request.number, key="search-late", at=at)
        return True


def note_hidden_in(request_id: int, seconds: float) -> None:
    """How long it took from the press until the message could be read no more, as measured."""
    Request.objects.filter(pk=request_id, hidden_in=None).update(hidden_in=round(seconds, 4))


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret(purpose: str, nonce: str) -> str:
    """160 bits that only this instance can make of the challenge: a form sent twice finds its
    receipt again, and no table holds the secret."""
    return fingerprint(f"story.{purpose}", nonce)[:40]


def _receipt(request: Request, nonce: str, *, new: bool) -> Receipt:
    token = _secret("follow", nonce)
    return Receipt(request.number, token, request.pk, request.hid and new, new)


def _about(request: Request) -> str:
    return f"story:{request.number}"
