"""What the door says to rooms above it, which it does not know: pictures come and go with a text.

Each is sent in the transaction that does it; whoever listens and fails stops it.
"""

from __future__ import annotations

from django.dispatch import Signal

# A text was judged and accepted: `post`, `by`, `target` (of its draft), `at`. A listener answers
# how many things came with it, or raises a `NotPublished`.
arriving = Signal()
# It is readable from now on: `post`, `at`.
released = Signal()
# Its author took it back before it was readable: `post`, `target` (of the draft it became), `at`.
taken_back = Signal()
# Its words were destroyed, after those who answer to the law kept what they must (`destroying`):
# `post`, `reason`, `at`.
destroyed = Signal()
# Drafts are gone: `drafts`, a list of (person, target).
forgotten = Signal()
# Which names must not stand in a text: `by`, `target`. A listener answers a tuple of them.
naming = Signal()
