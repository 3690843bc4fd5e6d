"""X7: by anyone holding the export, offline, whatever was done to it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.kit import NOON, exported, some_days, verify_alone
from toctoc.ledger._keys import holds, public_key, sign
from toctoc.ledger.models import Anchor, Entry
from toctoc.ledger.queries import anchor_lines, last_anchor_before, proven
from toctoc.ledger.verifier import (
    Broken,
    Trust,
    canonical,
    check_export,
    entry_line,
    is_in_tree,
    sha256,
    signed_line,
)

pytestmark = pytest.mark.django_db
FAST = Trust(check=holds)


def check(data: bytes, trust: Trust = FAST) -> object:
    return check_export(io.BytesIO(data), trust)


def broken(data: bytes, trust: Trust = FAST) -> Broken:
    with pytest.raises(Broken) as found:
        check(data, trust)
    return found.value


def test_an_export_is_checked_by_python_alone(tmp_path: Path) -> None:
    some_days()
    file = tmp_path / "registre.jsonl"
    file.write_bytes(exported())
    done = verify_alone(file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"INTACT / INTÈGRE: entries to 15, anchors to 3, key {public_key()}" in done.stdout
    assert "Comparez cette clé" in done.stdout
    kept = tmp_path / "kept.jsonl"
    kept.write_text("".join(f"{line}\n" for line in anchor_lines()), "utf-8")
    assert verify_alone(file, "--key", public_key(), "--anchors", str(kept)).returncode == 0
    told = verify_alone(file, "--key", "ab" * 32)
    assert (told.returncode, "another key" in told.stdout) == (1, True)
    file.write_bytes(exported().replace(b"post:11", b"post:91"))
    told = verify_alone(file)
    assert told.returncode == 1
    assert "NOT INTACT: entry 6 was altered" in told.stdout
    assert "ALTÉRÉ : écriture 6 : a été modifiée" in told.stdout
    assert verify_alone(tmp_path / "nothing").returncode == 2


@pytest.fixture(scope="module")
def data(django_db_setup: None, django_db_blocker) -> bytes:
    """One export for all mutations: made, then taken back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        some_days()
        made = exported()
        transaction.set_rollback(True)
    return made


def place(lines: list[bytes], index: int) -> tuple[str, int]:
    """What the line at this index is, as a verifier names it."""
    line = lines[index]
    if index == 0:
        return "header", 1
    kind = b'{"anchor"' if line.startswith(b'{"anchor"') else b'{"entry"'
    before = sum(one.startswith(kind) for one in lines[: index + 1])
    return ("anchor" if b"anchor" in kind else "entry"), before


MANY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MANY
@given(st.data())
def test_any_byte_changed_is_found_where_it_is(data: bytes, choice) -> None:
    at = choice.draw(st.integers(0, len(data) - 1))
    byte = choice.draw(st.integers(0, 255).filter(lambda one: one != data[at]))
    spoiled = data[:at] + bytes([byte]) + data[at + 1 :]
    line = data[:at].count(b"\n")
    found = broken(spoiled)
    where = place(data.splitlines(), line)
    if data[at : at + 1] == b"\n":  # two lines in one: the first of them is named
        assert (found.what, found.which) == where
    elif place(data.splitlines(), line)[0] == "anchor" and found.what == "entry":
        assert found.which == 1 + sum(
            one.startswith(b'{"entry"') for one in data.splitlines()[:line]
        ), "a line that no longer says that it is an anchor"
    else:
        assert (found.what, found.which) == where


@MANY
@given(st.data())
def test_any_byte_added_or_taken_is_found(data: bytes, choice) -> None:
    at = choice.draw(st.integers(0, len(data)))
    if choice.draw(st.booleans()):
        broken(data[:at] + bytes([choice.draw(st.integers(0, 255))]) + data[at:])
    else:
        cut = choice.draw(st.integers(1, 300))
        broken(data[:at] + data[at + cut :] if at < len(data) else data[:-cut])


@MANY
@given(st.data())
def test_any_line_removed_copied_or_moved_is_found_where_it_is(data: bytes, choice) -> None:
    lines = data.splitlines(keepends=True)
    at = choice.draw(st.integers(1, len(lines) - 1))
    to = choice.draw(st.integers(1, len(lines) - 1).filter(lambda one: one != at))
    what = choice.draw(st.sampled_from(["remove", "copy", "move"]))
    changed = list(lines)
    if what == "copy":
        changed.insert(to, lines[at])
    else:
        line = changed.pop(at)
        if what == "move":
            changed.insert(to, line)
    if changed == lines:
        return
    found = broken(b"".join(changed))
    first = next(n for n, one in enumerate([*changed, b""]) if one != [*lines, b""][n])
    entries = sum(one.startswith(b'{"entry"') for one in lines[:first])
    anchors = sum(one.startswith(b'{"anchor"') for one in lines[:first])
    assert (found.what, found.which) in {("entry", entries + 1), ("anchor", anchors + 1)}


def test_the_end_of_a_file_cut_off_is_named(data: bytes) -> None:
    """A truncated end: the signed first line says how much there was."""
    lines = data.splitlines(keepends=True)
    assert str(broken(b"".join(lines[:-1]))) == "anchor 3 is missing"
    assert str(broken(b"".join(lines[:-2]))) == "entry 15 is missing"
    assert str(broken(data[:-1])) == "anchor 3 was altered"
    assert str(broken(b"")) == "header 1 can't be read"


def test_a_forger_who_chains_everything_again_lacks_the_key(data: bytes) -> None:
    lines = data.decode().splitlines()
    previous, made = "0" * 64, [lines[0]]
    for line in lines[1:]:
        if line.startswith('{"entry"'):
            entry = json.loads(line)["entry"]
            entry[2] = "post.kept" if entry[0] == 6 else entry[2]
            entry[6] = previous
            text = canonical(entry)
            previous = sha256(text)
            line = entry_line(text, previous)
        made.append(line)
    forged = "".join(f"{line}\n" for line in made).encode()
    assert str(broken(forged)).startswith("anchor 2 signed another past")


def test_an_older_export_does_not_pass_for_todays(settings) -> None:
    some_days(days=2)
    old = exported()
    some_days(days=1)
    kept = "".join(f"{line}\n" for line in anchor_lines()).encode().splitlines(True)
    from toctoc.ledger.queries import kept as read

    assert check(old)
    assert str(broken(old, FAST._replace(kept=read(kept)))) == "anchor 3 is missing"


def test_an_export_may_begin_later() -> None:
    made = some_days()
    assert last_anchor_before(None) is None
    assert last_anchor_before(7) == made[0]
    assert last_anchor_before((NOON).date()) is None
    after = last_anchor_before(11)
    assert after == made[1]
    part = exported(after)
    assert part.count(b'{"entry"') == 6
    found = check_export(io.BytesIO(part), FAST)
    assert (found.sequence, found.anchors) == (15, 3)
    assert str(broken(re.sub(rb'\n\{"entry":\[10.*?\n', b"\n", part))) == "entry 10 is missing"


def test_a_signature_of_one_kind_is_none_of_another() -> None:
    some_days(days=1)
    lines = exported().decode().splitlines()
    text = lines[0].removeprefix('{"ledger":').partition(',"signature"')[0]
    assert signed_line("ledger", text, sign("ledger", text)) == lines[0]
    lines[0] = signed_line("ledger", text, sign("anchor", text))
    assert broken("".join(f"{line}\n" for line in lines).encode()).code == "signature"


def test_each_entry_is_proven_without_its_neighbours() -> None:
    some_days(days=4, acts=6)
    entries = list(Entry.objects.order_by("sequence"))
    for anchor, line in proven(entries):
        entry, size = line["entry"], anchor.sequence - anchor.first + 1
        root = json.loads(anchor.statement)[4]
        index = entry[0] - anchor.first
        digest = sha256(canonical(entry))
        assert is_in_tree(digest, index, size, line["path"], root)
        assert not is_in_tree(sha256("other"), index, size, line["path"], root)
        assert not is_in_tree(digest, (index + 1) % size, size, line["path"], root)
        assert not is_in_tree(digest, index, size, line["path"][:-1], root)
    assert Anchor.objects.count() == 4
