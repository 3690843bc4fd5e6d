"""Trees of hashes (RFC 9162): an entry is proven without showing its neighbours. Python alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

GENESIS = "0" * 64


def leaf(digest: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(digest)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def folded(level: list[bytes]) -> list[bytes]:
    """The level above: pairs joined, an odd last one as it is."""
    whole = len(level) // 2 * 2
    return [node(level[at], level[at + 1]) for at in range(0, whole, 2)] + level[whole:]


class Tree:
    """The root of leaves that come one by one, in little memory: full blocks are folded at once."""

    _BLOCK = 1024

    def __init__(self) -> None:
        self._leaves: list[bytes] = []
        self._whole: list[tuple[int, bytes]] = []  # (blocks, root) of complete subtrees

    def add(self, digest: str) -> None:
        self._leaves.append(leaf(digest))
        if len(self._leaves) == self._BLOCK:
            blocks, root = 1, self._rest()
            while self._whole and self._whole[-1][0] == blocks:
                root, blocks = node(self._whole.pop()[1], root), blocks * 2
            self._whole.append((blocks, root))
            self._leaves = []

    def _rest(self) -> bytes:
        level = self._leaves
        while len(level) > 1:
            level = folded(level)
        return level[0]

    def root(self) -> str:
        parts = [root for _blocks, root in self._whole] + ([self._rest()] if self._leaves else [])
        if not parts:
            return GENESIS
        root = parts.pop()
        while parts:
            root = node(parts.pop(), root)
        return root.hex()


def is_in_tree(digest: str, index: int, size: int, path: Sequence[str], root: str) -> bool:
    here, last, found = index, size - 1, leaf(digest)
    if not 0 <= here <= last:
        return False
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node(bytes.fromhex(step), found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node(found, bytes.fromhex(step))
        here, last = here >> 1, last >> 1
    return last == 0 and found.hex() == root
