"""Old words are their author's: a note above, an end chosen, rules of their own (B6, B8, D20)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories import NOON, member, replied, submission
from tests.posts.past_kit import asked
from toctoc.ledger.models import Entry
from toctoc.live.models import Event
from toctoc.people.models import Person
from toctoc.people.queries import own_names
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.models import Post, Version
from toctoc.posts.queries import thread_rows
from toctoc.posts.types import Empty, NotYours, Refused, TooLong, Writing
from toctoc.questions import actions
from toctoc.web import stencil

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)
NOTE = "Depuis 2025, la recommandation a changé : le dosage n'est plus proposé d'emblée."


def note(by: Person, post: Post, body: str = NOTE) -> Post:
    return posts.set_note(by=by, public_id=post.public_id, writing=Writing(body, "t"), at=NOON)


def page(reader: Person, post: Post) -> str:
    stencil.forget()
    browser = Client()
    browser.force_login(reader)
    return browser.get(f"/q/{post.public_id}").content.decode()


def test_an_author_writes_above_their_old_words_and_open_pages_hear_of_it() -> None:
    author, reader = member(), member()
    post = asked(author, at=NOON - 3 * YEAR)
    assert page(reader, post).count("Note de l’auteur") == 0
    note(author, post)
    shown = page(reader, post)
    assert shown.index("la recommandation a changé") < shown.index("paresthésies")
    assert Event.objects.filter(topic=f"question:{post.public_id}", kind="edit").exists()
    assert list(Entry.objects.filter(act="post.note").values_list("about", flat=True)) == [
        f"post:{post.public_id}"
    ]
    assert "recommandation" not in "".join(Entry.objects.values_list("facts", flat=True))
    assert Version.objects.get(post=post, number=2).note == NOTE


def test_a_note_passes_the_guard_like_everything_else() -> None:
    author = member()
    post = asked(author)
    with pytest.raises(Refused):
        note(author, post, "En fait c'était Mme Odile Tournebise, chambre 12.")
    own = own_names(author)[0]
    with pytest.raises(Refused):  # T10: nor does a pseudonym sign a note with the civil name
        note(author, post, f"Bien à vous, {own}")
    post.refresh_from_db()
    assert (post.note, post.version) == ("", 1)


def test_a_note_is_taken_away_and_an_empty_one_is_none() -> None:
    author = member()
    post = asked(author)
    with pytest.raises(Empty):
        note(author, post, "  ")
    note(author, post)
    assert note(author, post, "").note_html == ""
    with pytest.raises(TooLong):
        note(author, post, "a " * 400)


def test_only_its_author_annotates_and_only_what_is_read() -> None:
    author, other = member(), member()
    post = asked(author)
    with pytest.raises(NotYours):
        note(other, post)
    with pytest.raises(NotYours):
        posts.set_expiry(by=other, public_id=post.public_id, days=30, at=NOON)
    waiting = actions.ask(by=author, ask=submission("Une autre, encore à reprendre."), at=NOON)
    with pytest.raises(NotYours):
        note(author, waiting)
    posts.hide(public_id=post.public_id, reason="story", actor="patient", at=NOON)
    with pytest.raises(NotVisible):
        note(author, post)
    Person.objects.filter(pk=author.pk).update(standing=Person.Standing.READ_ONLY)
    second = asked(member())
    Post.objects.filter(pk=second.pk).update(author=author)
    with pytest.raises(NotAllowed):
        note(Person.objects.get(pk=author.pk), second)


def test_the_date_of_an_old_post_is_seen_and_that_of_a_recent_reply_is_not(settings) -> None:
    """B6: two years by default; the stored fragment does not decide, since it grows old too."""
    author, reader = member(), member()
    post = asked(author)
    replied(reader, post)
    assert "les recommandations ont pu changer" not in page(reader, post)
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=800)
    Post.objects.filter(pk=post.pk).update(published_at=long_ago)
    post.question.asked_at = long_ago
    post.question.save(update_fields=["asked_at"])
    shown = page(reader, post)
    assert f"Écrit en {long_ago.year} : les recommandations ont pu changer." in shown
    assert shown.count(f"Écrit en {long_ago.year}") == 1, "the reply is recent"
    settings.TOCTOC_OLD_YEARS = 5
    assert "ont pu changer" not in page(reader, post)


def test_words_live_as_long_as_their_author_chose() -> None:
    """D20, M5: 30 days, a year, or for ever; chosen when asking, changed afterwards."""
    author = member()
    month = asked(author, keep_days=30)
    ever = asked(author, "Une autre question, sans rien de particulier.", keep_days=7)
    assert month.expires_at == NOON + dt.timedelta(days=30)
    assert month.expiry_warn_at == NOON + dt.timedelta(days=23)
    assert ever.expires_at is None, "only the offered durations"
    kept = posts.set_expiry(by=author, public_id=month.public_id, days=None, at=NOON)
    assert (kept.expires_at, kept.expiry_warn_at) == (None, None)
    assert "s’efface le" not in page(author, month)
    posts.set_expiry(by=author, public_id=month.public_id, days=365, at=NOON)
    assert "s’efface le" in page(author, month)


def test_a_lived_experience_says_its_rules_and_its_replies_follow_them() -> None:
    """B8."""
    author, reader = member(), member()
    post = asked(author, experience=True)
    answer = replied(reader, post)
    assert (post.experience, answer.experience) == (True, True)
    shown = page(reader, post)
    assert shown.count("Retour d’expérience") == 1
    assert "Ici on ne juge pas" in shown
    other = asked(author, "Une question ordinaire sur un zona.")
    assert not replied(reader, other).experience
    assert "Ici on ne juge pas" not in page(reader, other)


def test_erasing_takes_the_note_with_the_words() -> None:
    author = member()
    post = asked(author, keep_days=30)
    note(author, post)
    actions.remove(by=author, public_id=post.public_id, at=NOON)
    post.refresh_from_db()
    assert (post.note, post.note_html, post.body) == ("", "", "")
    assert (post.expires_at, post.expiry_warn_at) == (None, None)
    assert not Version.objects.filter(post=post).exists()
    assert thread_rows(author, post.pk, "fr") == []
