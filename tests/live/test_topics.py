"""Who may listen to what: decided on the words alone."""

from __future__ import annotations

import pytest

from toctoc.live.topics import BadTopic, NotYours, family, parse


def test_me_is_ones_own_topic_and_each_is_heard_once() -> None:
    assert parse("me,home,person:k3v,home", own="k3v") == ("home", "person:k3v")


def test_a_question_is_open_to_members() -> None:
    assert parse(" question:abc ", own="k3v") == ("question:abc",)


def test_what_happens_to_a_colleague_is_nobody_elses_business() -> None:
    """M7."""
    with pytest.raises(NotYours):
        parse("person:other", own="k3v")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        ",",
        "everything",
        "question:",
        "question:a b",
        "question:abc\x00",
        "person:",
        "home:x",
        "question:'; drop",
        ",".join(f"question:{n}" for n in range(51)),
    ],
)
def test_unknown_topics_are_refused(asked: str) -> None:
    with pytest.raises(BadTopic):
        parse(asked, own="k3v")


def test_a_browser_listens_to_the_family() -> None:
    assert family("question:abc") == "question"
