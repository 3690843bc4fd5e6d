"""Which topics a person may listen to. Pure: no database."""

from __future__ import annotations

import re

MOST = 50
_NAMED = re.compile(r"(question|person):([0-9a-z]{1,40})")


class BadTopic(Exception):
    """Not a topic we know."""


class NotYours(Exception):
    """A topic that belongs to somebody else."""


def own_topic(public_id: str) -> str:
    return f"person:{public_id}"


def parse(asked: str, *, own: str) -> tuple[str, ...]:
    """The topics of a comma-separated list, sorted, each once; "me" is the asker's own.

    `own` is the public id of the person who asks. Raise `BadTopic` or `NotYours`.
    """
    names = {name.strip() for name in asked.split(",")} - {""}
    if not names or len(names) > MOST:
        raise BadTopic
    return tuple(sorted({_judge(name, own) for name in names}))


def _judge(name: str, own: str) -> str:
    if name == "home":
        return name
    if name == "me":
        return own_topic(own)
    match = _NAMED.fullmatch(name)
    if match is None:
        raise BadTopic
    # Who else is active, and when, is nobody's business (M7).
    if match[1] == "person" and match[2] != own:
        raise NotYours
    return name


def family(topic: str) -> str:
    """ "question:abc" -> "question": the name a browser listens to."""
    return topic.partition(":")[0]
