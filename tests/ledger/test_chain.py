"""X7: the record can't be rewritten without it showing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tests.ledger.kit import NOON, forging, some_days
from toctoc.ledger import _keys
from toctoc.ledger.actions import Broken, OtherKey, anchor, digest_of, fingerprint_of, record
from toctoc.ledger.models import Anchor, Entry
from toctoc.ledger.queries import anchor_lines, kept, verify, verify_last

pytestmark = pytest.mark.django_db


def some_acts(count: int = 5) -> list[Entry]:
    return [
        record("post.publish", at=NOON, about=f"post:{n}", facts={"n": n}) for n in range(count)
    ]


def test_an_untouched_ledger_is_intact() -> None:
    some_acts()
    assert verify().intact
    assert verify().entries == 5


def test_an_altered_entry_is_found() -> None:
    acts = some_acts()
    acts[2].facts = '{"n":99}'
    assert verify(acts).broken_at == 3


def test_a_removed_entry_is_found() -> None:
    acts = some_acts()
    verdict = verify(acts[:2] + acts[3:])
    assert (verdict.broken_at, verdict.reason) == (3, "entry 3 is missing")


def test_reordered_entries_are_found() -> None:
    acts = some_acts()
    assert verify([acts[1], acts[0], *acts[2:]]).broken_at == 1


def chained_again(start: int) -> None:
    """A clever forger computes every hash anew."""
    previous = Entry.objects.get(sequence=start - 1).digest
    for entry in Entry.objects.filter(sequence__gte=start).order_by("sequence"):
        entry.previous = previous
        entry.digest = previous = digest_of(
            sequence=entry.sequence,
            at=entry.at,
            act=entry.act,
            actor=entry.actor,
            about=entry.about,
            facts=entry.facts,
            previous=previous,
        )
        entry.save()


def test_a_whole_new_past_does_not_fit_what_was_signed() -> None:
    some_days()
    assert verify().anchors == 3
    with forging():
        Entry.objects.filter(sequence=6).update(act="post.kept")
        chained_again(6)
    verdict = verify()
    assert not verdict.intact
    assert verdict.reason.startswith("anchor 2 signed another past")


def test_a_shortened_end_is_found_by_the_anchors() -> None:
    some_days()
    with forging():
        Entry.objects.filter(sequence__gt=12).delete()
    assert verify().broken_at == 13


def test_a_forged_anchor_is_found() -> None:
    """X7: whoever rewrites the past can't sign it."""
    some_days()
    with forging():
        Entry.objects.filter(sequence__gt=12).delete()
        Anchor.objects.filter(number=3).update(sequence=12)
        two = Anchor.objects.get(number=2)
        statement = two.statement.replace("[2,5,9,", "[3,10,12,")
        assert statement != two.statement
        Anchor.objects.filter(number=3).update(statement=statement, signature=two.signature)
    assert verify().reason == "anchor 3 has a false signature"


def test_anchors_kept_outside_show_another_past_though_it_was_signed(settings) -> None:
    """Even the holder of the key can't change what others kept."""
    some_days()
    pages = "".join(f"{line}\n" for line in anchor_lines()).encode().splitlines(True)
    assert verify(kept=kept(pages)).intact
    with forging():
        Entry.objects.all().delete()
        Anchor.objects.all().delete()
    some_days(days=3, acts=5)
    assert verify().intact
    assert verify(kept=kept(pages)).reason == "anchor 1 is not the one that you kept"
    with forging():
        Anchor.objects.filter(number__gt=1).delete()
        Anchor.objects.filter(number=1).delete()
    assert verify(kept=kept(pages)).reason == "anchor 1 is missing"
    with pytest.raises(Broken, match="anchor 1 has a false signature"):
        kept([pages[0].replace(b'"signature":"', b'"signature":"0', 1)[:-4] + b'"}\n'])


def test_nothing_new_is_not_signed_twice() -> None:
    some_days(days=1)
    assert anchor(at=NOON) is None
    assert Anchor.objects.count() == 1


def test_the_instance_does_not_sign_a_rewritten_past() -> None:
    some_days()
    with forging():
        Entry.objects.filter(sequence=15).update(act="post.kept")
    with transaction.atomic():
        record("later", at=NOON)
    assert anchor(at=NOON) is not None, "what came before the last anchor is verify's business"
    with transaction.atomic():
        record("later", at=NOON)
    with forging():
        Entry.objects.filter(act="later").order_by("-sequence").update(act="never")
    with pytest.raises(Broken):
        anchor(at=NOON)


def test_another_key_is_told_and_must_be_meant(settings) -> None:
    """A lost key is replaced by somebody, never in silence."""
    some_days(days=1)
    settings.TOCTOC_ANCHOR_KEY = "11" * 32
    record("later", at=NOON)
    with pytest.raises(OtherKey):
        anchor(at=NOON)
    assert anchor(at=NOON, new_key=True) is not None
    assert list(verify().signers.values()) == [1, 2]
    assert _keys.public_key() in verify().signers


def test_the_end_alone_can_be_checked() -> None:
    some_days()
    assert verify_last(4).entries == 15
    with forging():
        Entry.objects.filter(sequence=2).update(act="x")
    assert verify_last(4).intact
    assert verify_last(14).broken_at == 2


def test_words_are_recognised_and_not_guessed() -> None:
    """K18: a tombstone says which words were erased to whoever shows them, to nobody else."""
    oui = fingerprint_of("oui", "post:k3v:1")
    assert oui == fingerprint_of("oui", "post:k3v:1")
    assert oui != fingerprint_of("oui", "post:k3v:2"), "equal words elsewhere look different"
    assert oui != fingerprint_of("oui ", "post:k3v:1")


def test_the_words_need_the_instances_key(settings) -> None:
    before = fingerprint_of("oui", "post:k3v:1")
    settings.TOCTOC_FINGERPRINT_KEY = "another"
    assert fingerprint_of("oui", "post:k3v:1") != before


def test_days_are_as_they_were_signed() -> None:
    made = some_days()
    assert [(one.first, one.sequence) for one in made] == [(1, 4), (5, 9), (10, 15)]
    assert made[2].at == NOON + dt.timedelta(days=2)
