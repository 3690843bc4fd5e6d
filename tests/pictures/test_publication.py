"""Pictures wait with their text, go out with it, come back with it and end with it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, SEED, member
from tests.pictures import kit
from toctoc.people.actions import restrict
from toctoc.people.models import Person, Restriction
from toctoc.people.types import NotVisible
from toctoc.pictures import actions, queries
from toctoc.pictures.models import Banned, Picture, Upload
from toctoc.pictures.types import NotReady, Suspended
from toctoc.posts import actions as posts
from toctoc.posts.models import Fragment, Post
from toctoc.posts.types import Changed, Refused, Writing
from toctoc.questions import actions as questions
from toctoc.questions.types import Ask

pytestmark = pytest.mark.django_db


def ask(person: Person, token: str = "t1") -> Post:
    writing = Writing(SEED, token)
    submission = Ask(writing, ("SM54",), "professionals", False, False)
    return questions.ask(by=person, ask=submission, at=NOON)


def test_a_text_waits_for_its_pictures_then_takes_them_along() -> None:
    """D5, K11: nothing goes out half; the first try keeps everything."""
    author, reader = member(), member()
    upload = kit.sent(author)
    with pytest.raises(NotReady) as waits:
        ask(author)
    assert waits.value.uploads == (upload,)
    assert not Post.objects.exists()
    actions.discard(by=author, upload=upload, at=NOON)
    kit.ready(author)
    post = ask(author)
    (shown,) = queries.shown_in([post.pk])[post.pk]
    with pytest.raises(NotVisible):
        queries.published_bytes(reader, shown.public_id)
    assert Picture.objects.get().draft != b"", "its author may still take the text back"
    questions.opened(post.pk, at=NOON)
    assert queries.published_bytes(reader, shown.public_id)[:4] == b"RIFF"
    row = Picture.objects.select_related("upload").get()
    assert (bytes(row.draft), bytes(row.upload.words)) == (b"", b"")
    assert queries.sent_for(author, "ask") == []


def test_d15_who_may_join_no_picture_sends_none_nor_publishes_those_that_wait() -> None:
    """The rest goes on: the same text goes out without them."""
    author = member()
    upload = kit.ready(author)
    until = NOON + dt.timedelta(days=7)
    restrict(author, Restriction.Kind.IMAGES, cause="decision:a", until=until, at=NOON)
    with pytest.raises(Suspended):
        kit.sent(author)
    with pytest.raises(NotReady) as waits:
        ask(author)
    assert waits.value.uploads == (upload,)
    actions.discard(by=author, upload=upload, at=NOON)
    assert ask(author).pk
    assert kit.sent(author, at=until)


def opened(author: Person, token: str = "t1") -> Post:
    post = ask(author, token)
    questions.opened(post.pk, at=NOON)
    return Post.objects.get(pk=post.pk)


def shown(post: Post) -> list[str]:
    return [one.public_id for one in queries.shown_in([post.pk]).get(post.pk, [])]


@pytest.mark.parametrize("state", ["waiting", "reading", "review", "lost"])
def test_whatever_still_waits_keeps_the_text(state: str) -> None:
    """A file that was lost too: its author thinks that it goes with the text."""
    author = member()
    upload = kit.sent(author)
    Upload.objects.update(state=state)
    with pytest.raises(NotReady) as waits:
        ask(author)
    assert waits.value.uploads == (upload,)
    assert not Post.objects.exists()


def test_a_file_that_was_refused_does_not_hold_the_text_back() -> None:
    author = member()
    kit.sent(author)
    Upload.objects.update(state="refused", why="video")
    post = ask(author)
    assert shown(post) == []
    assert not Upload.objects.exists()


def test_a_double_click_takes_the_pictures_along_once() -> None:
    author = member()
    kit.ready(author)
    assert ask(author) == ask(author)
    assert len(shown(ask(author))) == 1


def test_somebody_elses_pictures_and_those_of_another_text_stay() -> None:
    author, other = member(), member()
    kit.ready(other)
    root = opened(other, "other")
    mine = kit.sent(author, f"reply:{root.public_id}")
    post = ask(author)
    assert shown(post) == []
    assert queries.review(author, mine).state == "review"


def test_taken_back_in_time_the_pictures_are_ready_again() -> None:
    """K11: with their drafts, so that anything may still be changed."""
    author = member()
    upload = kit.ready(author)
    post = ask(author)
    assert queries.sent_for(author, "ask") == []
    questions.withdraw(by=author, public_id=post.public_id, at=NOON)
    (sent,) = queries.sent_for(author, "ask")
    assert (sent.public_id, sent.state) == (upload, "ready")
    sheet = queries.review(author, upload).sheets[0]
    assert queries.draft_bytes(author, sheet.public_id)[:4] == b"RIFF"
    assert shown(ask(author, "t2")) == [sheet.public_id]


def test_a_published_text_may_get_a_picture_without_another_word() -> None:
    """D9: through the same door; readers' stored pages are made again."""
    author = member()
    post = opened(author)
    posts.keep_fragments("fr", {post.pk: (post.version, "<p>old</p>")})
    kit.ready(author, f"edit:{post.public_id}")
    with pytest.raises(Changed):
        questions.edit(
            by=author, public_id=post.public_id, writing=Writing(SEED, "e"), version=9, at=NOON
        )
    assert shown(post) == []
    edited = questions.edit(
        by=author, public_id=post.public_id, writing=Writing(SEED, "e"), version=1, at=NOON
    )
    assert (edited.version, len(shown(post))) == (2, 1)
    assert Fragment.objects.get().version != edited.version
    assert bytes(Picture.objects.get().draft) == b"", "readable at once: no uncovered page is left"
    again = questions.edit(
        by=author, public_id=post.public_id, writing=Writing(SEED, "f"), version=2, at=NOON
    )
    assert again.version == 2, "nothing new came"


def test_a_name_told_by_the_file_may_not_stand_in_the_text() -> None:
    """D6, D7: words of the header are looked for in the text that goes with it."""
    author = member()
    kit.ready(author, answer=kit.reading(words=("DUPONTEL", "petit", "scanner", "1204567")))
    writing = Writing(f"{SEED} Merci dupontel. Un petit scanner.", "t")
    with pytest.raises(Refused) as refused:
        questions.ask(
            by=author, ask=Ask(writing, ("SM54",), "professionals", False, False), at=NOON
        )
    said = [writing.body[f.start : f.end] for f in refused.value.pending]
    assert said == ["dupontel"], "neither what is clinical nor a name that is a common word"


@pytest.mark.parametrize("reason", ["author", "story", "retention", "tombstone"])
def test_an_erased_text_takes_its_pictures_with_it(reason: str) -> None:
    """K18: bytes and rows; also when a restored backup brought them back."""
    author = member()
    kit.ready(author)
    post = opened(author)
    questions.destroy(public_id=post.public_id, reason=reason, actor="clock", at=NOON)
    assert not Upload.objects.exists()
    assert not Picture.objects.exists()
    assert Banned.objects.exists() == (reason in ("story", "tombstone"))


def test_who_was_recognised_is_not_shown_again() -> None:
    """K18: another member sends the same picture: refused as soon as it is read."""
    author, other = member(), member()
    kit.ready(author, answer=kit.reading(seed=77))
    post = opened(author)
    questions.destroy(public_id=post.public_id, reason="story", actor="patient", at=NOON)
    upload = kit.sent(other, answer=kit.reading(seed=77))
    sent = queries.review(other, upload)
    assert (sent.state, sent.why, sent.sheets) == ("refused", "removed", ())
    assert queries.review(other, kit.sent(other)).state == "review"


def test_hidden_it_is_nobodys_and_comes_back_with_its_text() -> None:
    author, reader = member(), member()
    kit.ready(author)
    post = opened(author)
    (one,) = shown(post)
    posts.hide(public_id=post.public_id, reason="r", actor="patient", at=NOON)
    for person in (author, reader):
        with pytest.raises(NotVisible):
            queries.published_bytes(person, one)
    posts.restore(public_id=post.public_id, reason="r", actor="patient", at=NOON)
    assert queries.published_bytes(reader, one)


def test_other_words_leave_no_picture_of_the_old_ones() -> None:
    """K18: a transposed text says nothing of what it said before."""
    author = member()
    kit.ready(author)
    post = opened(author)
    posts.hide(public_id=post.public_id, reason="r", actor="patient", at=NOON, cause="story:1")
    questions.reword(by=author, public_id=post.public_id, writing=Writing(SEED, "r"), at=NOON)
    assert not Picture.objects.exists()
    assert Banned.objects.exists()


def test_what_others_were_sending_about_an_erased_text_goes_too() -> None:
    author, other = member(), member()
    post = opened(author)
    kit.ready(other, f"reply:{post.public_id}")
    questions.destroy(public_id=post.public_id, reason="author", actor="clock", at=NOON)
    assert not Upload.objects.exists()


def test_a_forgotten_draft_takes_its_files_with_it() -> None:
    author = member()
    kit.sent(author)
    posts.forget_draft(by=author, target="ask")
    assert not Upload.objects.exists()
    kit.ready(author)
    posts.save_draft(by=author, target="ask", fields={"body": "a"}, revision=0, at=NOON)
    assert posts.forget_drafts_before(NOON + dt.timedelta(days=1)) == 1
    assert not Picture.objects.exists()


def test_several_files_and_pages_in_their_order_in_one_query(
    django_assert_num_queries: object,
) -> None:
    author = member()
    kit.ready(author, answer=kit.reading(pages=2, seed=10))
    kit.ready(author)
    post = opened(author)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.shown_in([post.pk])[post.pk]
    assert [(one.page, one.pages) for one in found] == [(1, 2), (2, 2), (1, 1)]
    assert {one.post_id for one in found} == {post.public_id}
