"""After publication: one tap covers it for all, somebody else judges, and it may go for good."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from tests.factories import NOON, SEED, member
from tests.pictures import kit
from toctoc.evidence._kept import words_of
from toctoc.ledger.models import Entry
from toctoc.limits.actions import TooMany
from toctoc.live.models import Event
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.pictures import actions, clock, judging, queries
from toctoc.pictures.models import Banned, Picture, Upload
from toctoc.pictures.types import Unreasoned
from toctoc.posts import actions as posts
from toctoc.posts.models import Fragment, Post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.questions.types import Ask
from toctoc.rights._archive import archive_of

pytestmark = pytest.mark.django_db
REASON = "aucun visage ni signe distinctif"


def moderator() -> Person:
    return member(role=Person.Role.MODERATOR)


def published(author: Person, *, pages: int = 1) -> tuple[Post, list[str]]:
    kit.ready(author, answer=kit.reading(pages=pages, seed=5))
    writing = Writing(SEED, f"token-{Post.objects.count()}")
    question = Ask(writing, ("SM54",), "professionals", False, False)
    post = questions.ask(by=author, ask=question, at=NOON)
    questions.opened(post.pk, at=NOON)
    return post, [one.public_id for one in queries.shown_in([post.pk])[post.pk]]


def acts(name: str) -> int:
    return Entry.objects.filter(act=name).count()


def test_one_tap_covers_it_for_everybody_at_once() -> None:
    """D5: its author too, until somebody has looked; the other page stays."""
    author, reader = member(), member()
    post, (one, two) = published(author, pages=2)
    posts.keep_fragments("fr", {post.pk: (1, "<p>with the picture</p>")})
    assert actions.flag(by=reader, picture=one, at=NOON)
    for person in (author, reader, moderator()):
        with pytest.raises(NotVisible):
            queries.published_bytes(person, one)
        assert queries.published_bytes(person, two)
    assert queries.access_picture(reader, one).covered
    assert not Fragment.objects.exists()
    heard = Event.objects.filter(topic=f"question:{post.public_id}", kind="edit")
    assert heard.count() == 1
    assert [shown.public_id for shown in queries.flagged(NOON)] == [one]


def test_a_second_tap_changes_nothing_and_costs_nothing() -> None:
    author, reader, other = member(), member(), member()
    _post, (one,) = published(author)
    assert actions.flag(by=reader, picture=one, at=NOON)
    assert not actions.flag(by=reader, picture=one, at=NOON)
    assert not actions.flag(by=other, picture=one, at=NOON)
    assert acts("picture.flag") == 1


def test_nobody_covers_what_they_do_not_read(settings: object) -> None:
    author, stranger = member(), member()
    post, (one,) = published(author)
    Person.objects.filter(pk=stranger.pk).update(standing="suspended")
    with pytest.raises(NotVisible):
        actions.flag(by=Person.objects.get(pk=stranger.pk), picture=one, at=NOON)
    posts.hide(public_id=post.public_id, reason="r", actor="patient", at=NOON)
    with pytest.raises(NotVisible):
        actions.flag(by=member(), picture=one, at=NOON)


def test_nobody_covers_everything(settings: object) -> None:
    settings.TOCTOC_LIMITS = {"picture_flag": (1, 1)}  # type: ignore[attr-defined]
    author, reader = member(), member()
    _post, (one, two) = published(author, pages=2)
    actions.flag(by=reader, picture=one, at=NOON)
    with pytest.raises(TooMany):
        actions.flag(by=reader, picture=two, at=NOON)
    assert queries.published_bytes(reader, two)


def test_a_moderator_shows_it_again_and_the_same_reader_does_not_cover_it_twice() -> None:
    author, reader, judge = member(), member(), moderator()
    _post, (one,) = published(author)
    actions.flag(by=reader, picture=one, at=NOON)
    assert queries.covered_bytes(judge, one)[:4] == b"RIFF"
    actions.uncover(by=judge, picture=one, reason=REASON, at=NOON)
    actions.uncover(by=judge, picture=one, reason=REASON, at=NOON)
    assert acts("picture.uncover") == 1
    assert queries.published_bytes(reader, one)
    assert not actions.flag(by=reader, picture=one, at=NOON)
    assert actions.flag(by=member(), picture=one, at=NOON), "another reader may see what nobody saw"


def test_nobody_judges_their_own_picture_or_their_own_flag() -> None:
    author, reader = moderator(), moderator()
    _post, (one,) = published(author)
    actions.flag(by=reader, picture=one, at=NOON)
    for person in (author, reader, member()):
        with pytest.raises(NotAllowed):
            actions.uncover(by=person, picture=one, reason=REASON, at=NOON)
    for person in (reader, member()):
        with pytest.raises(NotAllowed):
            actions.remove(by=person, picture=one, reason=REASON, at=NOON)
    assert judging.to_judge(author) == judging.to_judge(reader) == []
    assert [line.public_id for line in judging.to_judge(moderator())] == [one]
    assert Picture.objects.get().covered_at is not None


@pytest.mark.parametrize("reason", ["", "non", "c’est Mme Quennebroc"])
def test_a_judgement_has_a_reason_that_names_nobody(reason: str) -> None:
    author, judge = member(), moderator()
    _post, (one,) = published(author)
    actions.flag(by=member(), picture=one, at=NOON)
    for act in (actions.uncover, actions.remove):
        with pytest.raises(Unreasoned):
            act(by=judge, picture=one, reason=reason, at=NOON)


def test_removed_by_a_moderator_it_is_destroyed_and_does_not_come_back() -> None:
    author, judge = member(), moderator()
    post, (one, two) = published(author, pages=2)
    actions.remove(by=judge, picture=one, reason=REASON, at=NOON)
    assert [shown.public_id for shown in queries.shown_in([post.pk])[post.pk]] == [two]
    upload = kit.sent(member(), answer=kit.reading(seed=5))
    assert Upload.objects.get(public_id=upload).why == "removed"
    actions.remove(by=judge, picture=two, reason=REASON, at=NOON)
    assert not Upload.objects.filter(post=post).exists()
    entry = Entry.objects.filter(act="picture.remove").first()
    assert entry is not None
    assert (entry.about, entry.actor) == (f"post:{post.public_id}", f"person:{judge.public_id}")


def test_its_author_takes_it_away_and_may_send_it_again() -> None:
    author = member()
    _post, (one,) = published(author)
    actions.remove(by=author, picture=one, reason="", at=NOON)
    assert not Picture.objects.exists()
    assert not Banned.objects.exists()


def test_what_was_flagged_does_not_come_back_even_if_its_author_removes_it() -> None:
    author = member()
    _post, (one,) = published(author)
    actions.flag(by=member(), picture=one, at=NOON)
    actions.remove(by=author, picture=one, reason="", at=NOON)
    assert Banned.objects.exists()


def test_a_patient_who_no_longer_agrees_has_the_pictures_destroyed() -> None:
    """T15: by the author or a moderator; the words stay; what was stated is remembered."""
    author, judge = member(), moderator()
    post, _ids = published(author, pages=2)
    with pytest.raises(NotVisible):
        actions.withdraw_consent(by=member(), post=post.public_id, at=NOON)
    assert actions.withdraw_consent(by=judge, post=post.public_id, at=NOON) == 2
    assert actions.withdraw_consent(by=author, post=post.public_id, at=NOON) == 0
    assert not Picture.objects.exists()
    assert Upload.objects.get().consent == "withdrawn"
    assert Banned.objects.exists()
    assert acts("picture.consent-withdrawn") == 1


def test_the_record_says_what_was_stated_and_nothing_of_what_is_shown() -> None:
    author = member()
    published(author)
    entry = Entry.objects.get(act="picture.publish")
    assert '"consent":["unrecognisable"]' in entry.facts.replace(" ", "")
    assert "lésion" not in entry.facts


def test_who_leaves_takes_along_what_was_never_published_and_their_reasons() -> None:
    """M5: what was published goes or stays with its text."""
    author = member()
    _post, (one,) = published(author)
    kit.ready(author)
    clock.forget_person(author)
    row = Picture.objects.get()
    assert (row.public_id, row.choice, row.found) == (one, None, [])
    assert queries.published_bytes(member(), one)


def test_my_copy_of_my_data_has_my_pictures() -> None:
    """X5: as they are shown, beside what was stated."""
    author = member()
    _post, (one,) = published(author)
    with zipfile.ZipFile(io.BytesIO(archive_of(author, at=NOON))) as archive:
        assert archive.read(f"pictures/{one}.webp")[:4] == b"RIFF"
        assert '"unrecognisable"' in archive.read("toctoc.json").decode()


def test_an_authority_gets_the_pictures_of_the_words_that_were_kept() -> None:
    author = member()
    post, (one,) = published(author)
    (kept,) = words_of(post)["pictures"]
    assert kept["picture"] == one
    assert base64.b64decode(kept["webp"])[:4] == b"RIFF"
