"""People, notices and verdicts for the tests of moderation, through the product's own verbs."""

from __future__ import annotations

import datetime as dt
import itertools

from tests.factories import NOON, asked, member, replied
from toctoc.moderation import actions
from toctoc.moderation.models import Case, Decision, Notice, TrustedNotifier
from toctoc.moderation.queries import handle_of
from toctoc.moderation.types import Complaint, Receipt, Step, Verdict
from toctoc.people.models import Person
from toctoc.posts.models import Post

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
FACTS = "Le texte se moque du poids d'une patiente."
WHY = "Ce message se moque d'une patiente, je vous demande de le relire."
BETTER = "Adulte, paresthésies unilatérales en bande, examen par ailleurs normal. Vos avis ?"
_visitors = itertools.count(1)


def moderator(role: str = Person.Role.MODERATOR) -> Person:
    return member(role=role)


def senior() -> Person:
    return member(role=Person.Role.SENIOR)


def operator() -> Person:
    return member(role=Person.Role.OPERATOR)


def complaint(subject: str, ref: str, family: str = "fatphobia", **more: object) -> Complaint:
    fields = {"reasons": WHY, "good_faith": True} | more
    return Complaint(subject, ref, family, **fields)  # type: ignore[arg-type]


def reported(
    post: Post,
    family: str = "fatphobia",
    *,
    by: Person | None = None,
    at: dt.datetime = NOON,
    **more: object,
) -> tuple[Case, Receipt]:
    """A notice about a post, by a member (a new one, unless `by`)."""
    receipt = actions.report(
        complaint("post", post.public_id, family, **more), by=by or member(), at=at
    )
    return Notice.objects.select_related("case").get(number=receipt.number).case, receipt


def from_public(
    ref: str,
    family: str = "secrecy",
    *,
    subject: str = "post",
    at: dt.datetime = NOON,
    notifier: TrustedNotifier | None = None,
    **more: object,
) -> tuple[Case, Receipt]:
    receipt = actions.report(
        complaint(subject, ref, family, **more),
        visitor=f"v{next(_visitors)}",
        notifier=notifier,
        at=at,
    )
    return Notice.objects.select_related("case").get(number=receipt.number).case, receipt


def verdict(
    *steps: str | Step, rule: str = "respect", facts: str = FACTS, skip: str = "C'est grave."
) -> Verdict:
    """`skip` is given by default: few tests are about the ladder."""
    made = tuple(step if isinstance(step, Step) else Step(step) for step in steps)
    if made == (Step("nothing"),):
        rule = "none"
    return Verdict(made, rule, facts, skip and f"{skip} Déjà dit plusieurs fois.")


def decided(
    case: Case, *steps: str | Step, by: Person | None = None, at: dt.datetime = NOON, **more: str
) -> Decision:
    """Claimed and decided at once by a moderator (a new one, unless `by`)."""
    judge = by or moderator()
    actions.claim(by=judge, case_id=case.public_id, at=at)
    return actions.decide(
        by=judge,
        case_id=case.public_id,
        verdict=verdict(*steps, **more),
        at=at,  # type: ignore[arg-type]
    )


def asked_of(case: Case, by: Person, to: Person | None = None, *, at: dt.datetime = NOON) -> None:
    """The one who holds the case asks a colleague, or whoever is free."""
    question = "Est-ce de l'ironie ou du mépris ? J'hésite."
    handle = handle_of(to) if to else ""
    actions.ask_opinion(by=by, case_id=case.public_id, question=question, handle=handle, at=at)


def advised(case: Case, by: Person, *proposed: str, at: dt.datetime = NOON) -> None:
    """A colleague reads the case and says what they would do."""
    actions.open_opinion(by=by, case_id=case.public_id, at=at)
    actions.give_opinion(
        by=by, case_id=case.public_id, proposed=proposed, words="Une première fois.", at=at
    )


def dispute() -> tuple[Person, Post, Person]:
    """(author, their answer, the asker of the question)."""
    asker, author = member(), member()
    return author, replied(author, asked(asker)), asker


SUSPEND = Step("suspension", days=14)
NO_IMAGES = Step("restriction", days=30, ability="images")
