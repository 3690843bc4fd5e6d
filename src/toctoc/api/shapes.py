"""From what the queries give to what the API says. Rows come in already permitted."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.utils import translation

from toctoc.people.colleagues import Colleague
from toctoc.people.queries import byline_in, status_line
from toctoc.pictures.queries import shown_in
from toctoc.pictures.types import Shown
from toctoc.posts.models import Post
from toctoc.posts.types import PostRow, Writing
from toctoc.questions.figures import Delays
from toctoc.questions.types import Card, QuestionPage

from . import schemas as s
from .findings import remarks_on
from .types import NotForPrograms


def language() -> str:
    return "en" if translation.get_language() == "en" else "fr"


def writing_of(sent: s.Written, key: str | None) -> Writing:
    """Without a key each call is a submission of its own: only a key makes a replay safe."""
    return Writing(
        body=sent.body,
        token=key or secrets.token_urlsafe(16),
        signature=sent.signature,
        overrides=sent.reasons,
        contested=tuple(word for word in sent.contested if word),
        transposed=sent.transposed,
        experience=getattr(sent, "experience", False),
        keep_days=sent.keep_days,
    )


def card(row: Card) -> s.CardOut:
    return s.CardOut(
        id=row.public_id,
        url=f"/q/{row.public_id}",
        excerpt=row.excerpt,
        byline=byline_in(row.byline, language()),
        status=status_line(row.profession, row.specialty, row.stage, language()),
        demo=row.by_demo,
        specialties=row.specialties,
        asked_at=row.asked_at,
        answers=row.answers,
        clarifications=row.clarifications,
        helped=row.helped,
        has_references=row.has_references,
        has_outcome=row.has_outcome,
        audience=row.audience,
        transposed=row.transposed,
        mine=row.mine,
    )


def cards(rows: Iterable[Card]) -> list[s.CardOut]:
    """Without the lived experiences of others: their words are not given to programs (B8)."""
    return [card(row) for row in rows if row.mine or not row.experience]


def check_may_leave(*, experience: bool, mine: bool) -> None:
    """Raise `NotForPrograms` for a lived experience that is not one's own (B8)."""
    if experience and not mine:
        raise NotForPrograms


def post(row: PostRow, pictures: Iterable[Shown] = ()) -> s.PostOut:
    return s.PostOut(
        id=row.public_id,
        kind=row.kind,
        state=row.state,
        byline=byline_in(row.byline, language()),
        signature=row.signature,
        status=status_line(row.profession, row.specialty, row.stage, language()),
        demo=row.by_demo,
        html=row.html,
        references=[s.Reference(**reference) for reference in row.references],
        version=row.version,
        helped=row.helped,
        transposed=row.transposed,
        note_html=row.note_html,
        experience=row.experience,
        expires_at=row.expires_at,
        mine=row.mine,
        thanked=row.thanked,
        pictures=[picture(one) for one in pictures],
        written_at=row.created_at,
        published_at=row.published_at,
        edited_at=row.edited_at,
        undo_until=row.release_at if row.state == "pending" else None,
    )


def question(page: QuestionPage[PostRow]) -> s.QuestionOut:
    check_may_leave(experience=page.post.experience, mine=page.mine)
    pictured = [row.id for row in (page.post, *page.replies) if row.pictured]
    shown = shown_in(pictured) if pictured else {}
    return s.QuestionOut(
        question=post(page.post, shown.get(page.post.id, ())),
        specialties=page.specialties,
        audience=page.audience,
        knocked=page.knocked,
        answers=page.answers,
        clarifications=page.clarifications,
        has_outcome=page.has_outcome,
        outcome_wanted=page.outcome_wanted,
        named=named(page),
        reveal_at=page.reveal_at,
        replies=[post(row, shown.get(row.id, ())) for row in page.replies],
    )


def picture(one: Shown) -> s.PictureOut:
    scale = one.facts.get("millimetres_a_pixel")
    return s.PictureOut(
        id=one.public_id,
        url=f"/api/v1/pictures/{one.public_id}",
        width=one.width,
        height=one.height,
        alt=one.alt,
        page=one.page,
        pages=one.pages,
        covered=one.covered,
        modality=str(one.facts.get("modality", "")),
        millimetres_a_pixel=scale if isinstance(scale, int | float) else None,
        drawing=[dict(shape) for shape in one.drawing],
    )


def named(page: QuestionPage[PostRow]) -> list[s.NamedOut]:
    return [s.NamedOut(name=one.name, declined=one.declined, me=one.me) for one in page.named]


def colleague(one: Colleague) -> s.ColleagueOut:
    status = status_line(one.profession, one.specialty, one.stage, language())
    return s.ColleagueOut(id=one.id, name=one.name, status=status)


def accepted(written: Post, question_id: str, writing: Writing) -> s.Accepted:
    return s.Accepted(
        id=written.public_id,
        question=question_id,
        state=written.state,
        undo_until=written.release_at,
        version=written.version,
        tone=[s.FindingOut(**one) for one in remarks_on(writing, language())],
    )


def delays(found: Delays) -> s.DelaysOut:
    return s.DelaysOut(
        questions=found.questions,
        median=found.median,
        p90=found.p90,
        within_15_min=found.within_15_min,
        within_1_h=found.within_1_h,
        within_24_h=found.within_24_h,
        answered=found.answered,
    )
