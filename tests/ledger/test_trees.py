"""X7: the root of a long record does not depend on how its leaves were folded."""

from __future__ import annotations

import hashlib

import pytest
from django.db import transaction

from tests.ledger.kit import NOON, forging
from toctoc.ledger.actions import record
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.ledger.trees import GENESIS, Tree, folded, leaf

DIGESTS = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(5 * 1024 + 3)]


def split(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, to the letter: cut at the largest power of two."""
    if len(leaves) == 1:
        return leaves[0]
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    both = b"\1" + split(leaves[:cut]) + split(leaves[cut:])
    return hashlib.sha256(both).digest()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1023, 1024, 1025, 2047, 2048, 3 * 1024 + 5, 5123])
def test_whole_blocks_folded_at_once_give_the_root_of_the_rfc(size: int) -> None:
    tree, leaves = Tree(), [leaf(one) for one in DIGESTS[:size]]
    for one in DIGESTS[:size]:
        tree.add(one)
    assert tree.root() == split(leaves).hex()
    level = leaves
    while len(level) > 1:
        level = folded(level)
    assert level[0].hex() == tree.root()


def test_nothing_has_a_root_too() -> None:
    assert Tree().root() == GENESIS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [("at", NOON.replace(microsecond=1)), ("act", 'post."quoted"'), ("facts", '{"é":"\\n"}')],
)
def test_each_column_of_a_row_is_part_of_what_was_hashed(column: str, value: object) -> None:
    for number in range(3):
        with transaction.atomic():
            record('post."x"\\', at=NOON, about="post:é", facts={"é": f"\u2028{number}"})
    assert verify().intact
    with forging():
        Entry.objects.filter(sequence=2).update(**{column: value})
    assert verify().reason == "entry 2 was altered"
