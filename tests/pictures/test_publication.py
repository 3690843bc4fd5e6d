"""Pictures wait with their text, go out with it, come back with it and end with it."""

from __future__ import annotations

import pytest

from tests.factories import NOON, SEED, member
from tests.pictures import kit
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import actions, queries
from toctoc.pictures.models import Picture
from toctoc.pictures.types import NotReady
from toctoc.posts.models import Post
from toctoc.posts.types import Writing
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
