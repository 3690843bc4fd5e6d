"""What was erased stays erased, whatever backup is restored (K18)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import asked, member, replied
from toctoc.ledger.queries import verify
from toctoc.ops import backup, restore, serve
from toctoc.posts.models import Post
from toctoc.questions import actions as questions
from toctoc.stories import actions, tombstones
from toctoc.stories.clock import tick

from .kit import LATER, pressed, reads, story_of

RARE = "Paresthésies d'un côté, ROT ok, signe de Valtordin positif. Des idées ?"


def erased(author: Any, post: Post) -> None:
    story = story_of(pressed(post))
    actions.answer_author(by=author, ref=story.public_id, yes=True, at=LATER)


@pytest.mark.django_db
def test_the_file_says_once_what_was_erased_and_no_word_of_it() -> None:
    author = member()
    question = asked(author, RARE)
    answer = replied(member(), question)
    other = asked(author)
    erased(author, question)
    assert tick(LATER) == 2
    assert tick(LATER) == 0
    tombstones._seen.clear()  # another worker
    questions.remove(by=author, public_id=other.public_id, at=LATER)
    assert tick(LATER) == 1
    lines = tombstones.path().read_text().splitlines()
    assert [json.loads(line)["post"] for line in lines] == [
        answer.public_id, question.public_id, other.public_id,
    ]  # fmt: skip
    assert "Valtordin" not in tombstones.path().read_text()
    assert tombstones.path().stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_line_cut_by_a_kill_is_written_again() -> None:
    author = member()
    first, second = asked(author), asked(author)
    questions.remove(by=author, public_id=first.public_id, at=LATER)
    tombstones.file_tombstones()
    place = tombstones.path()
    place.write_text(place.read_text()[:-20])
    tombstones._seen.clear()
    questions.remove(by=author, public_id=second.public_id, at=LATER)
    assert tombstones.file_tombstones() == 2
    assert list(tombstones.read(place)) == [first.public_id, second.public_id]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    for content in (b"\xff\xfe", b"not a tombstone\n{}\n"):
        (tmp_path / "other").write_bytes(content)
        with pytest.raises(tombstones.BadTombstones):
            list(tombstones.read(tmp_path / "other", strict=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["beside", "option"])
def test_a_backup_made_before_the_erasure_does_not_bring_the_words_back(
    way: str, tmp_path: Path, capsys: Any, settings: Any
) -> None:
    """The file beside the database, or the one that was kept apart; the ledger goes on whole."""
    author, reader = member(), member()
    question, kept = asked(author, RARE), asked(author)
    answer = replied(reader, question)
    file = tmp_path / "before.tar"
    assert backup.main([str(file)]) == 0
    assert tombstones.NAME in capsys.readouterr().out
    erased(author, question)
    tick(LATER)
    call_command("flush", interactive=False, verbosity=0)
    options = [str(file)]
    if way == "option":
        apart = tombstones.path().rename(tmp_path / "apart.jsonl")
        options += ["--tombstones", str(apart)]
    assert restore.main(options) == 0
    assert "Erased again: 2 posts" in capsys.readouterr().out
    assert set(Post.objects.values_list("public_id", "state", "body")) == {
        (question.public_id, "erased", ""),
        (answer.public_id, "erased", ""),
        (kept.public_id, "published", kept.body),
    }
    assert not reads(reader, question)
    assert verify().intact


@pytest.mark.django_db(transaction=True)
def test_a_copy_put_back_by_hand_is_not_served_before_it_is_erased_again(capsys: Any) -> None:
    """No `toctoc restore`: the file of the database, or a dump, simply copied back."""
    author, reader = member(), member()
    question = asked(author, RARE)
    erased(author, question)
    tick(LATER)
    Post.objects.filter(pk=question.pk).update(state="published", body=RARE)
    assert serve._trouble() == ""
    assert "Erased again: 1 posts" in capsys.readouterr().out
    assert Post.objects.get(pk=question.pk).body == ""
    assert not reads(reader, question)
    tombstones.path().write_bytes(b"\xff\xfe")
    assert "what was erased may be back" in serve._trouble()


@pytest.mark.django_db(transaction=True)
def test_what_the_backups_own_ledger_says_was_erased_is_not_in_it(
    tmp_path: Path, capsys: Any
) -> None:
    """A backup whose rows were put back by hand: its ledger is believed."""
    author = member()
    question = asked(author, RARE)
    erased(author, question)
    Post.objects.filter(pk=question.pk).update(state="published", body=RARE)
    file = tmp_path / "mended.tar"
    backup.back_up(file)
    call_command("flush", interactive=False, verbosity=0)
    assert restore.main([str(file)]) == 0
    assert Post.objects.get().body == ""


@pytest.mark.django_db(transaction=True)
def test_a_bad_file_of_tombstones_restores_nothing(tmp_path: Path, capsys: Any) -> None:
    asked(member(), RARE)
    file = tmp_path / "before.tar"
    backup.back_up(file)
    call_command("flush", interactive=False, verbosity=0)
    bad = tmp_path / "bad.jsonl"
    bad.write_text("something else\nand more\n")
    assert restore.main([str(file), "--tombstones", str(bad)]) == 1
    assert "isn't a tombstone" in capsys.readouterr().out
    assert not Post.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_any_tombstones_one_is_told_what_may_have_come_back(
    tmp_path: Path, capsys: Any
) -> None:
    asked(member(), RARE)
    file = tmp_path / "before.tar"
    backup.back_up(file)
    call_command("flush", interactive=False, verbosity=0)
    assert restore.main([str(file)]) == 0
    assert "may have come back" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_erased_words_leave_the_file_of_the_database(tmp_path: Path) -> None:
    """SQLite keeps deleted rows in its free pages unless it is told to overwrite them."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's vacuum does it (docs/justice-stories.md)")
    author = member()
    question = asked(author, RARE * 20)
    place = Path(str(connection.settings_dict["NAME"]))

    def held() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return b"Valtordin" in place.read_bytes()

    assert held()
    erased(author, question)
    assert not held()
