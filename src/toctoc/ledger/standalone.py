"""The verifier as the one file that strangers run: `verifier.py`, what it imports in its place."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# Each with the last line of its own imports, which `verifier.py` has as well.
_PARTS = {
    "from .ed25519 import signature_holds\n": ("ed25519.py", "import hashlib\n"),
    "from .trees import GENESIS, Tree, is_in_tree\n": (
        "trees.py",
        "from collections.abc import Sequence\n",
    ),
}


@cache
def source() -> str:
    """Needs Python alone."""
    here = Path(__file__)
    joined = here.with_name("verifier.py").read_text("utf-8")
    for line, (name, head) in _PARTS.items():
        part = here.with_name(name).read_text("utf-8").partition(head)[2].strip()
        joined = joined.replace(line, f"\n{part}\n", 1)
    return joined


def source_digest() -> str:
    """Lets who receives the file compare it with the one on the public page."""
    return hashlib.sha256(source().encode()).hexdigest()
