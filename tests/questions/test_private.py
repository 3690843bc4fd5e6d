"""T12, K17: a case that could be recognised is asked in private, to named colleagues alone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, SEED, asked, member, replied, submission
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.limits.actions import TooMany
from toctoc.live.models import Event
from toctoc.notify.actions import change_rhythm
from toctoc.notify.models import Notice
from toctoc.people.actions import choose_signature
from toctoc.people.models import Listing, Person
from toctoc.people.types import NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.models import Post, Reader
from toctoc.posts.queries import find_draft, visible_to
from toctoc.posts.types import NobodyNamed, NotYours, TooManyNamed, Writing
from toctoc.questions import actions, clock, private
from toctoc.questions.digest import waiting_for
from toctoc.questions.documents import PostSource
from toctoc.questions.figures import figures
from toctoc.questions.models import Knock, Question, Topic
from toctoc.questions.queries import feed, knocks_of, mine, question_page, why_knocked
from toctoc.questions.routing import Reason, explain
from toctoc.questions.types import Ask, NotAskable, NotTheAsker

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def gp() -> Person:
    return member()


@pytest.fixture
def friend() -> Person:
    return member("SM32")


def listing(person: Person) -> str:
    return Listing.objects.get(person=person).public_id


def in_private(by: Person, *named: Person, **choices: object) -> Post:
    """Asked and released."""
    fields = {"specialties": ("SM32",), "patient_would_recognise": True} | choices
    return asked(by, audience="named", named=tuple(map(listing, named)), **fields)


def kinds(person: Person) -> list[str]:
    """What their inbox says, but for their own proof."""
    lines = Notice.objects.filter(person=person).exclude(kind="proof").order_by("pk")
    return list(lines.values_list("kind", flat=True))


def test_a_case_its_patient_would_recognise_is_asked_to_those_named_alone(
    gp: Person, friend: Person
) -> None:
    stranger, moderator = member("SM32"), member("SM32", role="moderator")
    post = in_private(gp, friend)
    for reader in (gp, friend):
        assert question_page(reader, post.public_id, "fr").audience == "named"
        assert [card.audience for card in feed(reader).cards] == ["named"]
    for outsider in (stranger, moderator):
        assert not visible_to(outsider).exists()
        assert feed(outsider).cards == []
        with pytest.raises(NotVisible):
            question_page(outsider, post.public_id, "fr")
    with pytest.raises(NotVisible):
        actions.hide(by=moderator, public_id=post.public_id, reason="curiosité", at=NOON)


def test_replies_are_read_by_the_same_people(gp: Person, friend: Person) -> None:
    other, stranger = member(), member()
    post = in_private(gp, friend, other)
    answer = replied(friend, post)
    replied(gp, post, "Afébrile ce soir.", kind="complement")
    assert Post.objects.get(pk=answer.pk).audience == "named"
    for reader in (gp, friend, other):
        assert len(question_page(reader, post.public_id, "fr").replies) == 2
    assert not visible_to(stranger).exists()
    with pytest.raises(NotVisible):
        replied(stranger, post)


def test_those_named_are_told_at_once_and_no_ring_follows(gp: Person, friend: Person) -> None:
    specialists = [member("SM32") for _ in range(3)]
    post = in_private(gp, friend)
    for minutes in (0, 1, 11, 31, 60 * 25):
        clock.tick(NOON + minutes * MINUTE)
    assert [k.person_id for k in Knock.objects.all()] == [friend.pk]
    assert kinds(friend) == ["invited"]
    assert all(kinds(person) == [] for person in specialists)
    assert [card.public_id for card in knocks_of(friend)] == [post.public_id]
    assert Question.objects.get().knocked == 1


def test_before_the_thirty_seconds_are_over_nobody_is_told_k11(gp: Person, friend: Person) -> None:
    ask = submission(audience="named", named=(listing(friend),))
    post = actions.ask(by=gp, ask=ask, at=NOON)
    assert not visible_to(friend).exists()
    assert kinds(friend) == []
    actions.withdraw(by=gp, public_id=post.public_id, at=NOON)
    draft = find_draft(gp, "ask")
    assert draft is not None
    assert draft.fields == {"body": SEED, "kind": "question", "named": listing(friend)}
    assert not Reader.objects.exists()
    assert not actions.opened(post.pk, at=NOON + MINUTE)


def test_the_phone_of_who_sleeps_stays_silent(
    gp: Person, friend: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T5: the line waits in the inbox, as every line does."""
    pushed: list[tuple[int, str]] = []

    def push(notice: Notice) -> int:
        pushed.append((notice.person_id, notice.kind))
        return 1

    monkeypatch.setattr("toctoc.notify.tasks._push", push)
    change_rhythm(friend.pk, quiet_start=0, quiet_end=24 * 60 - 1)
    awake = member()
    change_rhythm(awake.pk, quiet_start=0, quiet_end=0)
    in_private(gp, friend, awake)
    assert kinds(friend) == kinds(awake) == ["invited"]
    assert [pk for pk, kind in pushed if kind == "invited"] == [awake.pk]


def test_why_was_i_knocked_names_who_asked(gp: Person, friend: Person) -> None:
    def said(post: Post, lang: str) -> list[str]:
        facts = why_knocked(friend, post.public_id)
        return explain([Reason.from_json(one) for one in facts.why], lang)

    post = in_private(gp, friend)
    assert said(post, "fr") == [f"{gp.pseudonym} vous a demandé votre avis en privé."]
    unsigned = Ask(
        Writing(SEED, "t-unsigned", "protected"), (), "named", True, False, (listing(friend),)
    )
    hidden = actions.ask(by=gp, ask=unsigned, at=NOON)
    actions.opened(hidden.pk, at=NOON)
    assert said(hidden, "en") == ["A colleague asked for your opinion in private."]


def test_being_named_costs_no_budget_and_teaches_no_habit(gp: Person, friend: Person) -> None:
    change_rhythm(friend.pk, budget=0)
    post = in_private(gp, friend)
    replied(friend, post, at=NOON + 5 * MINUTE)
    clock.tick(NOON + 20 * MINUTE)
    rhythm = change_rhythm(friend.pk)
    assert (rhythm.knocks_today, rhythm.answered, rhythm.exposure) == (0, 0, 0)


def test_the_author_hears_of_answers_and_names_another_colleague_later(
    gp: Person, friend: Person
) -> None:
    later = member("SM30")
    post = in_private(gp, friend)
    replied(friend, post)
    assert kinds(gp) == ["answer"]
    for _ in range(2):
        new = private.name_more(by=gp, question=post.public_id, ids=[listing(later)], at=NOON)
    assert new == 0
    assert kinds(later) == ["invited"]
    assert len(question_page(later, post.public_id, "fr").replies) == 1
    for intruder in (friend, later):
        with pytest.raises(NotTheAsker):
            private.name_more(by=intruder, question=post.public_id, ids=[listing(gp)], at=NOON)


def test_an_open_question_is_not_narrowed_afterwards(gp: Person, friend: Person) -> None:
    with pytest.raises(NotYours):
        private.name_more(by=gp, question=asked(gp).public_id, ids=[listing(friend)], at=NOON)


def test_somebody_named_while_the_question_waits_is_told_with_the_others(
    gp: Person, friend: Person
) -> None:
    later = member()
    ask = submission(audience="named", named=(listing(friend),))
    post = actions.ask(by=gp, ask=ask, at=NOON)
    private.name_more(by=gp, question=post.public_id, ids=[listing(later)], at=NOON)
    assert kinds(later) == []
    actions.opened(post.pk, at=NOON + MINUTE)
    assert kinds(later) == kinds(friend) == ["invited"]


def test_a_colleague_declines_and_is_free(gp: Person, friend: Person) -> None:
    other = member()
    post = in_private(gp, friend, other)
    for _ in range(2):
        if visible_to(friend).exists():
            actions.decline_knock(by=friend, question=post.public_id, at=NOON)
    assert not visible_to(friend).exists()
    assert knocks_of(friend) == []
    assert kinds(gp) == ["declined"]
    seen_by_author = question_page(gp, post.public_id, "fr").named
    assert [(one.name, one.declined) for one in seen_by_author] == [
        (friend.pseudonym, True),
        (other.pseudonym, False),
    ]
    seen_by_other = question_page(other, post.public_id, "fr").named
    assert [(one.name, one.me) for one in seen_by_other] == [(other.pseudonym, True)]
    replied(gp, post, "Afébrile ce soir.", kind="complement")
    assert kinds(friend) == ["invited"]
    assert kinds(other) == ["invited", "complement"]


def test_who_declined_is_not_asked_again(gp: Person, friend: Person) -> None:
    post = in_private(gp, friend)
    actions.decline_knock(by=friend, question=post.public_id, at=NOON)
    assert (
        private.name_more(by=gp, question=post.public_id, ids=[listing(friend)], at=NOON + DAY) == 0
    )
    assert not visible_to(friend).exists()


def test_declining_an_open_question_still_reads_it(gp: Person, friend: Person) -> None:
    post = asked(gp)
    actions.decline_knock(by=friend, question=post.public_id, at=NOON)
    assert visible_to(friend).exists()


def test_a_private_question_needs_one_to_ten_members_other_than_oneself(gp: Person) -> None:
    with pytest.raises(NobodyNamed):
        in_private(gp)
    with pytest.raises(TooManyNamed):
        in_private(gp, *(member() for _ in range(11)))
    suspended, read_only = member(), member()
    Person.objects.filter(pk=suspended.pk).update(standing="suspended")
    Person.objects.filter(pk=read_only.pk).update(standing="read_only")
    for wrong in (gp, suspended, read_only):
        with pytest.raises(NotAskable):
            in_private(gp, wrong)
    assert not Post.objects.exists()


def test_ten_is_the_most_counting_those_named_later(gp: Person) -> None:
    crowd = [member() for _ in range(11)]
    post = in_private(gp, *crowd[:9])
    private.name_more(by=gp, question=post.public_id, ids=[listing(crowd[9])], at=NOON + DAY)
    with pytest.raises(TooManyNamed):
        private.name_more(by=gp, question=post.public_id, ids=[listing(crowd[10])], at=NOON + DAY)


def test_naming_has_a_rhythm(gp: Person) -> None:
    crowd = [member() for _ in range(10)]
    in_private(gp, *crowd)
    in_private(gp, *crowd)
    with pytest.raises(TooMany):
        in_private(gp, *crowd)


def test_a_name_that_changed_meanwhile_is_not_asked_under_the_old_one_t10(
    gp: Person, friend: Person
) -> None:
    before = listing(friend)
    choose_signature(friend, "real", at=NOON)
    with pytest.raises(NotAskable):
        asked(gp, audience="named", named=(before,))


def test_no_word_of_it_enters_the_index_and_no_list_of_others_counts_it(
    gp: Person, friend: Person
) -> None:
    post = in_private(gp, friend)
    answer = replied(friend, post)
    assert list(PostSource().documents_for([post.public_id, answer.public_id])) == []
    assert list(PostSource().all_documents()) == []
    assert not Topic.objects.exists()
    assert waiting_for(member("SM32"), NOON - DAY) == 0
    assert feed(friend, specialties=["SM32"]).cards == []
    assert not Event.objects.filter(topic="home").exists()
    assert figures(at=NOON + DAY).all.questions == 1
    assert [card.audience for card in mine(gp).cards] == ["named"]


def test_hiding_it_tells_nobody_else(gp: Person, friend: Person) -> None:
    post = in_private(gp, friend)
    posts.hide(public_id=post.public_id, reason="story", actor="patient", at=NOON)
    assert not visible_to(gp).exists()
    assert not visible_to(friend).exists()
    assert not Event.objects.filter(topic="home").exists()


def test_a_reader_who_is_suspended_reads_nothing_d1(gp: Person, friend: Person) -> None:
    in_private(gp, friend)
    Person.objects.filter(pk=friend.pk).update(standing="suspended")
    assert not visible_to(Person.objects.get(pk=friend.pk)).exists()


def test_the_ledger_counts_readers_and_names_none(gp: Person, friend: Person) -> None:
    post = in_private(gp, friend)
    actions.decline_knock(by=friend, question=post.public_id, at=NOON)
    named = Entry.objects.get(act="post.name_readers")
    assert named.facts == '{"readers":2}'
    assert Entry.objects.filter(act="post.leave", about=f"post:{post.public_id}").exists()
    assert verify().intact


def test_suggestions_are_of_the_specialty_the_awake_first(gp: Person) -> None:
    asleep, awake, on_call = member("SM32"), member("SM32"), member("SM32")
    member("SM30")
    unnamed = choose_signature(member("SM32"), "protected", at=NOON)
    change_rhythm(asleep.pk, quiet_start=0, quiet_end=24 * 60 - 1)
    change_rhythm(on_call.pk, on_call_until=NOON + DAY)
    found = [one.person for one in private.propose(gp, ["SM32"], at=NOON)]
    assert found == [on_call.pk, awake.pk, asleep.pk]
    assert unnamed.pk not in found


def test_colleagues_are_found_by_name_by_specialty_and_by_both(gp: Person, friend: Person) -> None:
    assert friend.pseudonym
    for text, specialty, expected in (
        (friend.pseudonym, "", [friend.pk]),
        ("", "SM32", [friend.pk]),
        (friend.pseudonym, "SM32", [friend.pk]),
        (friend.pseudonym, "SM30", []),
        ("personne de ce nom", "", []),
    ):
        found = private.find(gp, text, specialty, at=NOON)
        assert [one.person for one in found] == expected
