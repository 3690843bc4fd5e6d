"""D13: a file for an authority that holds what is left of the posts, and proves it offline."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evidence.kit import (
    DAY,
    GROUND,
    HOUR,
    NOON,
    House,
    approved,
    demanded,
    disclosure,
    post_in,
    unzipped,
    zipped,
)
from tests.factories import SEED, asked, member, replied
from tests.ledger.kit import forging, verify_alone
from tests.moderation.kit import FACTS, WHY, decided, reported
from toctoc.evidence import actions, queries
from toctoc.evidence.models import Demand, Handover, Look
from toctoc.evidence.types import DemandOver, NothingNamed, RecordBroken, TooMuch
from toctoc.ledger._keys import holds, public_key, sign
from toctoc.ledger.models import Entry
from toctoc.ledger.verifier import Broken, Trust, check_sealed
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.rights._destroy import hidden

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR
FAST = Trust(check=holds)


@pytest.fixture
def house() -> House:
    return House()


def given(house: House, demand: Demand, *, at: dt.datetime = LATER, **fields: Any) -> bytes:
    return actions.hand_over(by=house.operator, demand_id=demand.public_id, at=at, **fields).content


def test_the_file_holds_what_was_written_and_when(house: House) -> None:
    question = asked(house.author)
    changed = SEED.replace("Des idées ?", "Et une ponction lombaire ?")
    questions.edit(
        by=house.author, public_id=question.public_id, writing=Writing(changed, "e1"), version=1,
        at=NOON + HOUR / 2,
    )  # fmt: skip
    answer = replied(house.colleague, question)
    parts = unzipped(given(house, demanded(house, question, answer)))
    told = post_in(parts, question)
    assert [one["body"] for one in told["versions"]] == [SEED, changed]
    assert told["author"] == f"person:{house.author.public_id}"
    assert told["byline"] == house.author.pseudonym
    assert told["published_at"] == NOON.isoformat()
    assert post_in(parts, answer)["question"] == question.public_id
    manifest = json.loads(parts["manifest.json"])
    assert manifest["reference"] == GROUND.reference
    assert {"LISEZMOI.txt", "README.txt", "verify.py"} < set(parts)
    assert public_key() in parts["LISEZMOI.txt"].decode()
    assert GROUND.reason not in "".join(map(repr, parts.values())), "our reasons stay ours"


def test_hidden_words_are_there_with_the_decisions_and_without_who_reported(house: House) -> None:
    """D11: the demand of an authority does not say who spoke up either."""
    question, reporter = asked(house.author), member()
    case, _receipt = reported(question, by=reporter)
    decision = decided(case, "hide", by=house.moderator)
    told = post_in(unzipped(given(house, demanded(house, question))), question)
    assert told["state"] == "hidden"
    assert told["versions"][0]["body"] == SEED
    assert told["hidden"][0]["cause"] == f"decision:{decision.public_id}"
    assert told["decisions"][0]["reasons"] == FACTS
    assert told["decisions"][0]["measures"][0]["kind"] == "hide"
    parts = unzipped(given(house, demanded(house, question)))
    everything = "".join(part.decode("utf-8") for part in parts.values())
    assert f"decision:{decision.public_id}" in parts["ledger/entries.jsonl"].decode()
    assert reporter.public_id not in everything
    assert WHY not in everything


def test_what_a_patient_erased_is_a_tombstone_and_not_a_word(house: House) -> None:
    """K18 goes before any demand, and the file proves offline all the same."""
    question = asked(house.author)
    demand = demanded(house, question)
    questions.destroy(public_id=question.public_id, reason="story", actor="patient", at=NOON)
    parts = unzipped(given(house, demand))
    told = post_in(parts, question)
    assert "versions" not in told
    assert told["erased"]["facts"]["reason"] == "story"
    assert "paresthésies" not in "".join(part.decode("utf-8") for part in parts.values())
    assert check_sealed(parts, FAST)["demand"] == demand.public_id


def test_no_civil_name_is_in_it(house: House) -> None:
    """T10: not even of who signs with their own name; that takes two persons."""
    Person.objects.filter(pk=house.colleague.pk).update(signature="real")
    named = Person.objects.get(pk=house.colleague.pk)
    question = asked(house.author)
    answer = replied(named, question)
    assert answer.byline.startswith("Dr Jeanne")
    parts = unzipped(given(house, demanded(house, question, answer)))
    everything = "".join(part.decode("utf-8") for part in parts.values())
    assert "Valmorin" not in everything
    assert "Jeanne" not in everything
    assert named.email not in everything
    assert not [name for name in parts if name.startswith("identities/")]
    assert post_in(parts, answer)["byline"] is None


def test_a_granted_identity_goes_with_it_while_it_may_be_read(house: House) -> None:
    question = asked(house.author)
    demand = demanded(house, question)
    made = disclosure(house, demand=demand)
    assert not _identities(given(house, demand, with_identities=True))
    actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    parts = unzipped(given(house, demand, with_identities=True))
    identity = json.loads(parts[f"identities/{house.author.public_id}.json"])
    assert identity["family"].startswith("Valmorin")
    assert not _identities(given(house, demand)), "only where it is asked for"
    late = NOON + DAY
    assert not _identities(given(house, demand, at=late, with_identities=True))
    line = queries.access_disclosure(house.auditor, made.public_id, late)
    assert [how for _at, how in line.looks] == ["file"]
    assert Handover.objects.filter(identities=1).count() == 1


def test_an_identity_granted_for_something_else_stays_out(house: House) -> None:
    demand = demanded(house, asked(house.author))
    approved(house)
    assert not _identities(given(house, demand, with_identities=True))


def test_an_identity_granted_to_somebody_else_stays_out(house: House) -> None:
    demand = demanded(house, asked(house.author))
    made = disclosure(house, by=house.senior, demand=demand)
    actions.decide(by=house.operator, disclosure_id=made.public_id, approve=True, at=NOON)
    assert not _identities(given(house, demand, with_identities=True))


def _identities(content: bytes) -> list[str]:
    return [name for name in unzipped(content) if name.startswith("identities/")]


def test_each_download_is_written_with_its_digest(house: House) -> None:
    demand = demanded(house, asked(house.author))
    content = given(house, demand)
    row = queries.handovers_of(house.auditor, demand.public_id)[0]
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert row.size == len(content)
    entry = Entry.objects.get(act="evidence.handover")
    assert row.sha256 in entry.facts
    assert entry.actor == f"person:{house.operator.public_id}"
    assert queries.counts(NOON, LATER + HOUR) == {
        "demands": 1,
        "handovers": 1,
        "disclosures_asked": 0,
        "disclosures_approved": 0,
        "disclosures_read": 0,
        "persons_told": 0,
    }
    assert set(queries.counts(LATER + HOUR, LATER + DAY).values()) == {0}


def test_the_file_is_checked_by_python_alone(house: House, tmp_path: Path) -> None:
    """Point 6: a verifier that needs Python alone: no package, no environment, no network."""
    question = asked(house.author)
    replied(house.colleague, question)
    content = given(house, demanded(house, question))
    file = tmp_path / "dossier.zip"
    file.write_bytes(content)
    done = verify_alone(file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "INTACT / INTÈGRE: 6 parts" in done.stdout
    assert verify_alone(file, "--key", public_key()).returncode == 0
    assert verify_alone(file, "--key", "ab" * 32).returncode == 1
    folder = tmp_path / "unpacked"
    for name, part in unzipped(content).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(part)
    assert verify_alone(folder).returncode == 0
    spoiled = unzipped(content)
    name = f"posts/{question.public_id}.json"
    spoiled[name] = spoiled[name].replace("paresthésies".encode(), "céphalées".encode())
    file.write_bytes(zipped(spoiled))
    told = verify_alone(file)
    assert told.returncode == 1
    assert f"NOT INTACT: part {name} was altered" in told.stdout
    assert f"ALTÉRÉ : pièce {name} : a été modifiée" in told.stdout


def test_the_verifier_that_comes_with_it_is_the_one_published(house: House) -> None:
    from toctoc.ledger.standalone import source_digest

    parts = unzipped(given(house, demanded(house, asked(house.author))))
    assert hashlib.sha256(parts["verify.py"]).hexdigest() == source_digest()


@pytest.fixture
def parts(house: House) -> dict[str, bytes]:
    question = asked(house.author)
    return unzipped(given(house, demanded(house, question, replied(house.colleague, question))))


def resealed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """By somebody who holds the key and changes the file: only the record is not theirs."""
    manifest = json.loads(parts["manifest.json"])
    for part in manifest["parts"]:
        part["sha256"] = hashlib.sha256(parts[part["name"]]).hexdigest()
    text = json.dumps(manifest)
    seal = sign("evidence", text).encode()
    return parts | {"manifest.json": text.encode(), "manifest.sig": seal}


def refused(parts: dict[str, bytes]) -> str:
    with pytest.raises(Broken) as found:
        check_sealed(parts, FAST)
    return f"{found.value.what} {found.value.code}"


def test_every_part_is_under_the_seal(parts: dict[str, bytes]) -> None:
    for name in parts:
        without = {other: part for other, part in parts.items() if other != name}
        expected = {"manifest.json": "part format", "manifest.sig": "part signature"}
        assert refused(without) == expected.get(name, "part missing")
        changed = parts | {name: parts[name] + b" "}
        if name != "manifest.sig":  # a space after a signature says nothing
            assert refused(changed) == (
                "part signature" if name == "manifest.json" else "part altered"
            )
    assert refused(parts | {"posts/more.json": b"{}"}) == "part stranger"


def test_even_the_instance_cant_change_words_after_the_fact(parts: dict[str, bytes]) -> None:
    """The record bound them when they were published."""
    name = next(
        name for name in parts if name.startswith("posts/") and SEED[:9] in _said(parts, name)
    )
    post = json.loads(parts[name])
    post["versions"][0]["body"] += " Rien d’autre."
    assert refused(resealed(parts | {name: json.dumps(post).encode()})) == "part words"


def _said(parts: dict[str, bytes], name: str) -> str:
    return str(json.loads(parts[name])["versions"][0]["body"])


def test_nor_add_an_entry_that_the_record_does_not_hold(parts: dict[str, bytes]) -> None:
    lines = [json.loads(line) for line in parts["ledger/entries.jsonl"].splitlines()]
    lines[0]["entry"][2] = "post.kept"
    forged = "".join(json.dumps(line) + "\n" for line in lines).encode()
    assert refused(resealed(parts | {"ledger/entries.jsonl": forged})) == "entry unproven"
    lines[0]["anchor"] = 99
    forged = "".join(json.dumps(line) + "\n" for line in lines).encode()
    assert refused(resealed(parts | {"ledger/entries.jsonl": forged})) == "entry unproven"


def test_a_broken_record_seals_nothing(house: House) -> None:
    demand = demanded(house, asked(house.author))
    with forging():
        Entry.objects.filter(act="post.accept").update(actor="person:somebody")
    with pytest.raises(RecordBroken):
        given(house, demand)
    assert not Handover.objects.exists()


def test_a_demand_names_posts_or_a_person_never_a_period_alone(house: House) -> None:
    with pytest.raises(NothingNamed):
        demanded(house)
    with pytest.raises(NothingNamed):
        demanded(house, since=NOON - DAY, to=NOON)
    with pytest.raises(NothingNamed):
        actions.open_demand(by=house.operator, ground=GROUND, posts=["nosuchpost22"], at=NOON)
    with pytest.raises(NothingNamed):
        demanded(house, person=house.author)  # who wrote nothing
    with pytest.raises(TooMuch):
        actions.open_demand(
            by=house.operator, ground=GROUND, posts=[f"p{n}" for n in range(51)], at=NOON
        )
    assert not Demand.objects.exists()


def test_a_persons_posts_of_a_period_are_covered(house: House) -> None:
    before = asked(house.author, at=NOON - 3 * DAY)
    within = asked(house.author, at=NOON - DAY)
    asked(house.colleague, at=NOON - DAY)
    demand = demanded(house, person=house.author, since=NOON - 2 * DAY, to=NOON)
    assert set(demand.pieces.values_list("post", flat=True)) == {within.pk}
    assert queries.frozen([before.pk, within.pk], at=LATER) == {within.pk}
    assert queries.posts_of(house.auditor, demand.public_id) == [(within.public_id, "published")]


def test_what_is_asked_for_is_frozen_until_the_demand_ends(house: House) -> None:
    post = asked(house.author)
    ids = [post.pk]
    assert queries.frozen(ids, at=NOON) == set()
    demand = demanded(house, post)
    assert queries.frozen(ids, at=NOON) == {post.pk}
    assert queries.frozen(ids, at=NOON + 365 * DAY) == set(), "it ends by itself"
    with pytest.raises(DemandOver):
        given(house, demand, at=NOON + 365 * DAY)
    actions.close_demand(by=house.operator, demand_id=demand.public_id, at=LATER)
    actions.close_demand(by=house.operator, demand_id=demand.public_id, at=LATER)
    assert queries.frozen(ids, at=LATER) == set()
    assert Entry.objects.filter(act="evidence.close").count() == 1
    with pytest.raises(DemandOver):
        given(house, demand)


def test_the_night_destroys_nothing_that_a_demand_covers(house: House) -> None:
    """Hidden for a year, it would be destroyed; while the demand is open it waits (retention)."""
    asked_for, other = asked(house.author), asked(house.author)
    for post in (asked_for, other):
        questions.take_down(
            public_id=post.public_id, reason="test", actor="clock", cause="decision:1", at=NOON
        )
    late = NOON + 400 * DAY
    demand = demanded(house, asked_for, at=late - DAY)
    assert hidden(late, 365 * DAY) == 1
    assert Post.objects.get(pk=asked_for.pk).state == "hidden"
    assert Post.objects.get(pk=other.pk).state == "erased"
    actions.close_demand(by=house.operator, demand_id=demand.public_id, at=late)
    assert hidden(late, 365 * DAY) == 1


def test_an_operator_suspended_meanwhile_takes_nothing_away(house: House) -> None:
    """Their session is still open; the database is asked."""
    demand = demanded(house, asked(house.author))
    house.suspend(house.operator)
    with pytest.raises(NotVisible):
        given(house, demand)
    with pytest.raises(NotVisible):
        actions.close_demand(by=house.operator, demand_id=demand.public_id, at=LATER)
    assert not Handover.objects.exists()


def test_a_thread_of_many_is_told_in_few_queries(house: House) -> None:
    """A post more costs one query more: its decisions."""
    question = asked(house.author)
    posts = [question, *(replied(member(), question) for _ in range(5))]
    few, many = demanded(house, *posts[:2]), demanded(house, *posts)
    given(house, few)
    assert _queries(house, many) - _queries(house, few) <= 4


def _queries(house: House, demand: Demand) -> int:
    with CaptureQueriesContext(connection) as seen:
        given(house, demand)
    return len(seen.captured_queries)


class Killed(BaseException):
    """As a signal: no `except Exception` stops it."""


@pytest.mark.parametrize(
    "where",
    ["_disclosed", "sealed", "record", "_sealed.anchor", "_sealed.told", "_sealed.sign"],
)
def test_a_worker_killed_anywhere_gives_nothing_and_writes_nothing(
    house: House, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D13: no file without its line in the record, no line without its file."""
    post = asked(house.author)
    granted = demanded(house, post)
    approved(house, demand=granted)
    before = _written()

    def die(*_args: object, **_fields: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(f"toctoc.evidence.{'' if '.' in where else '_handover.'}{where}", die)
        with pytest.raises(Killed):
            given(house, granted, with_identities=True)
    assert _written() == before
    parts = unzipped(given(house, granted, with_identities=True))
    check_sealed(parts, FAST)
    assert [name for name in parts if name.startswith("identities/")]
    assert _written() == (1, before[1] + 1, 1, 1)


def _written() -> tuple[int, int, int, int]:
    entries = Entry.objects
    return (
        Handover.objects.count(),
        Look.objects.count(),
        entries.filter(act="evidence.handover").count(),
        entries.filter(act="identity.open").count(),
    )
