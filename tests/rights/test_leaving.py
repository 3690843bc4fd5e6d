"""To leave (X5, M5): what is chosen, days to think again, and nothing half erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail

from tests.factories import NOON, asked, member, replied, rpps
from tests.rights.kit import WEEK, browser_of, gone, inhabitant, leaving, let_clock_run, posts_of
from toctoc.api.models import ApiToken
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.live.models import Event
from toctoc.notify.models import Notice, PushSubscription, Rhythm
from toctoc.people.actions import choose_pseudonym, prove_demo
from toctoc.people.models import Identity, Listing, PastPseudonym, Person
from toctoc.people.types import Claim, DuplicatePerson, NameRefused
from toctoc.posts import actions as posts
from toctoc.posts.models import Draft, Post, Reader, Version
from toctoc.posts.queries import visible_to
from toctoc.questions.models import Knock, Question
from toctoc.rights import _leave
from toctoc.rights.actions import ask_to_leave, stay
from toctoc.rights.clock import nightly, tick
from toctoc.rights.models import Departure
from toctoc.rights.types import AlreadyLeaving, LastOperator, NotConfirmed, TooLate
from toctoc.sealing import unseal_json

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


def test_a_member_leaves_and_their_words_go_with_them() -> None:
    person = inhabitant()
    name = person.pseudonym
    left = gone(person)
    assert [post.state for post in posts_of(left)] == ["erased"] * 3
    assert not any(post.body or post.html for post in posts_of(left))
    assert {post.byline for post in posts_of(left)} == {"Un confrère"}
    assert not Version.objects.filter(post__author=left).exists()
    assert not Question.objects.filter(asker=left).exclude(excerpt="").exists()
    everything = " ".join(
        str(value) for post in posts_of(left) for value in vars(post).values() if value
    )
    assert name not in everything
    assert verify().intact


def test_a_member_leaves_and_their_words_stay_without_them() -> None:
    """ "Gardés sans auteur": what helps colleagues is theirs, who wrote it is nobody's."""
    person = inhabitant()
    question, answer, private = posts_of(person)
    reader = member()
    assert person.pseudonym in browser_of(reader).get(f"/q/{question.public_id}").content.decode()
    left = gone(person, "keep", "keep")
    shown = browser_of(reader).get(f"/q/{question.public_id}").content.decode()
    assert "paresthésies" in shown
    assert person.pseudonym not in shown
    assert "Neurologie" not in shown.split("post-body")[0].split("byline")[1]
    for post in posts_of(left):
        assert (post.byline, post.signature, post.specialty, post.stage) == (
            "Un confrère", "protected", "", "",
        )  # fmt: skip
        assert post.body
    topic = f"question:{answer.thread.public_id}"
    assert Event.objects.filter(topic=topic, kind="edit", ref=answer.public_id).exists()
    why = list(Knock.objects.filter(question=private.pk).values_list("why", flat=True))
    assert person.pseudonym not in str(why)


def test_questions_and_answers_have_each_their_fate() -> None:
    person = inhabitant()
    left = gone(person, "erase", "keep")
    assert {(post.kind, post.state) for post in posts_of(left)} == {
        ("question", "erased"),
        ("answer", "published"),
    }


def test_the_account_is_emptied() -> None:
    person = inhabitant()
    browser = browser_of(person)
    assert browser.get("/moi/").status_code == 200
    left = gone(person)
    assert left.email == f"{left.public_id}@gone.invalid"
    assert (left.pseudonym, left.pseudonym_key, left.bio, left.specialty) == (None, None, "", "")
    assert not left.is_active
    assert not left.has_usable_password()
    for table in (Draft, Rhythm, Notice, PushSubscription, Listing, ApiToken):
        assert not table.objects.filter(person=left).exists(), table
    for table in (EmailAddress, Authenticator):
        assert not table.objects.filter(user=left).exists(), table
    assert not Session.objects.exists()
    assert browser.get("/moi/").status_code == 302
    named = Reader.objects.get(person=left, post__author__in=Person.objects.exclude(pk=left.pk))
    assert named.name == "Un confrère"
    assert named.left_at is not None


def test_the_link_to_the_human_is_sealed_then_destroyed(settings: Any) -> None:
    """Décret 2021-1362: identity five years, what the account said of itself one year."""
    person = inhabitant()
    name, email = person.pseudonym, person.email
    left = gone(person)
    sealed = unseal_json(Identity.objects.get(person=left).sealed)
    assert sealed["pseudonyms"] == [name]
    assert sealed["email"] == email
    assert sealed["family"].startswith("Valmorin")
    departure = Departure.objects.get(person=left)
    assert name.encode() not in bytes(departure.archive)
    assert unseal_json(departure.archive)["people_person"][0]["email"] == email
    done = NOON + WEEK
    nightly(done + YEAR - dt.timedelta(days=1))
    departure.refresh_from_db()
    assert departure.archive is not None
    nightly(done + YEAR + dt.timedelta(days=1))
    departure.refresh_from_db()
    assert departure.archive is None
    assert Identity.objects.filter(person=left).exists()
    nightly(done + 5 * YEAR + dt.timedelta(days=1))
    assert not Identity.objects.filter(person=left).exists()
    assert not PastPseudonym.objects.filter(person=left).exists()
    assert Entry.objects.filter(act="person.leave.forget").count() == 1
    assert verify().intact


def test_a_pseudonym_is_nobody_elses_while_the_link_lasts() -> None:
    """K7: nobody speaks as somebody who left."""
    person = inhabitant()
    name = person.pseudonym
    gone(person)
    with pytest.raises(NameRefused):
        choose_pseudonym(member(), name, at=NOON + WEEK)


def test_days_to_think_again_lose_nothing() -> None:
    person = inhabitant()
    departure = leaving(person)
    assert departure.due_at == NOON + WEEK
    assert tick(NOON + WEEK - dt.timedelta(minutes=1)) == 0
    assert Rhythm.objects.get(person=person).muted_until == NOON + WEEK, "nobody knocks meanwhile"
    assert browser_of(person).get("/moi/").status_code == 200, "signing in is still possible"
    assert stay(by=person, at=NOON + dt.timedelta(days=6))
    assert not stay(by=person, at=NOON + dt.timedelta(days=6))
    assert let_clock_run(NOON + 2 * WEEK) == 0
    assert Rhythm.objects.get(person=person).muted_until is None
    assert all(post.body for post in posts_of(person))
    assert leaving(person).pk != departure.pk, "one may ask again"


def test_the_owner_of_the_address_hears_of_it() -> None:
    """A stolen session does not erase anybody in silence."""
    person = inhabitant()
    leaving(person)
    (letter,) = [one for one in mail.outbox if one.to == [person.email]]
    assert "/moi/donnees/" in letter.body
    assert "25 novembre 2026" in letter.body


def test_leaving_takes_a_word_and_a_choice_and_only_once() -> None:
    person = member()
    for wrong in ({"word": "oui"}, {"questions": "burn"}, {"answers": ""}):
        fields = {"questions": "erase", "answers": "keep", "word": "EFFACER"} | wrong
        with pytest.raises(NotConfirmed):
            ask_to_leave(by=person, at=NOON, **fields)
    leaving(person)
    with pytest.raises(AlreadyLeaving):
        leaving(person)


def test_once_begun_nothing_brings_it_back() -> None:
    person = inhabitant()
    departure = leaving(person)
    _leave.step(departure.pk, at=NOON + WEEK)
    with pytest.raises(TooLate):
        stay(by=person, at=NOON + WEEK)


def test_an_instance_keeps_somebody_to_answer_for_it() -> None:
    operator = member(role=Person.Role.OPERATOR)
    with pytest.raises(LastOperator):
        leaving(operator)
    member(role=Person.Role.OPERATOR)
    assert leaving(operator)


class Killed(BaseException):
    """The worker dies here."""


def _die(*_args: object, **_fields: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    "where", ["_close_sessions", "_part_with", "_destroy", "_seal_link", "_blank", "record"]
)
def test_a_worker_killed_anywhere_leaves_nothing_half_erased(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step is whole or not at all, and the next worker goes on."""
    person = inhabitant()
    departure = leaving(person)
    at = NOON + WEEK
    step = 0
    while True:
        with monkeypatch.context() as patch:
            patch.setattr(_leave, where, _die)
            before = _state(person)
            try:
                more = _leave.step(departure.pk, at=at)
            except Killed:
                assert _state(person) == before, "what the dead worker had begun was taken back"
                more = -1
        if more == 0:
            break
        if more == -1:
            assert _leave.step(departure.pk, at=at) == 1  # another worker does that step
        step += 1
        assert step < 20
    assert Departure.objects.get(pk=departure.pk).done_at == at
    assert not any(post.body for post in posts_of(person))
    assert not Draft.objects.filter(person=person).exists()
    assert Person.objects.get(pk=person.pk).pseudonym is None
    assert _leave.step(departure.pk, at=at) == 0
    assert Entry.objects.filter(act="person.leave").count() == 1
    assert verify().intact


def _state(person: Person) -> tuple[Any, ...]:
    account = Person.objects.filter(pk=person.pk).values_list("email", "pseudonym", "is_active")
    return (
        tuple(account[0]),
        [(post.state, post.byline, post.body) for post in posts_of(person)],
        Draft.objects.filter(person=person).count(),
        ApiToken.objects.filter(person=person).count(),
        Departure.objects.values_list("started_at", "reached", "done_at").get(person=person),
        bytes(Identity.objects.get(person=person).sealed),
        Entry.objects.count(),
    )


def test_a_long_life_is_erased_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    person, other = member(), member()
    question = asked(other)
    for number in range(7):
        replied(person, question, f"Avis numéro {number}, sans rien de particulier.", at=NOON)
    monkeypatch.setattr(_leave, "_TURN", 3)
    leaving(person)
    assert let_clock_run(NOON + WEEK) == 5  # closed, three turns, emptied
    assert [post.state for post in posts_of(person)] == ["erased"] * 7
    question.refresh_from_db()
    assert Question.objects.get(pk=question.pk).answers == 0


def test_a_name_taken_off_for_a_time_does_not_come_back_on_who_left() -> None:
    person = inhabitant()
    names = posts.veil(person, at=NOON)
    left = gone(person, "keep", "keep")
    posts.unveil(left, names, at=NOON + WEEK)
    assert {post.byline for post in posts_of(left)} == {"Un confrère"}


def test_the_same_human_may_come_back() -> None:
    """Nothing stands against them: their fingerprint was set free."""
    person = _proven()
    gone(person)
    back = _proven(email="back@example.org")
    assert back.is_member
    assert Identity.objects.filter(person=person).exists(), "the old link lives its five years"


def test_an_excluded_person_does_not_come_back_by_leaving() -> None:
    """K23: the sanction follows the human, not the account."""
    person = _proven()
    Person.objects.filter(pk=person.pk).update(standing=Person.Standing.EXCLUDED)
    left = gone(person)
    assert left.standing == Person.Standing.EXCLUDED
    assert Departure.objects.get(person=left).freed_at is None
    with pytest.raises(DuplicatePerson):
        _proven(email="back@example.org")
    nightly(NOON + WEEK + 5 * YEAR + dt.timedelta(days=1))
    assert unseal_json(Identity.objects.get(person=left).sealed) == {}, "no name is left"
    with pytest.raises(DuplicatePerson):
        _proven(email="again@example.org")
    before = Entry.objects.count()
    nightly(NOON + WEEK + 5 * YEAR + dt.timedelta(days=2))
    assert Entry.objects.count() == before, "done once"
    Person.objects.filter(pk=person.pk).update(standing=Person.Standing.UNPROVEN)
    nightly(NOON + WEEK + 5 * YEAR + dt.timedelta(days=3))
    assert _proven(email="at-last@example.org").is_member


def test_what_is_evidence_stays_hidden_without_its_author() -> None:
    """Leaving does not erase what a patient or a moderator has hidden and not judged yet."""
    person = inhabitant()
    post = posts_of(person)[0]
    posts.hide(public_id=post.public_id, reason="story", actor="patient", cause="story:1", at=NOON)
    left = gone(person)
    kept = Post.objects.get(pk=post.pk)
    assert (kept.state, kept.byline) == ("hidden", "Un confrère")
    assert kept.body
    assert not visible_to(member()).filter(pk=kept.pk).exists()
    nightly(NOON + YEAR + dt.timedelta(days=1))
    assert Post.objects.get(pk=post.pk).body == ""
    assert left.departures.count() == 1


def _proven(email: str = "first@example.org") -> Person:
    person = Person.objects.create_user(email, None, joined_at=NOON, is_demo=True)
    claim = Claim(number=rpps(777_777), family="Revenante", given="Ada", profession="10")
    prove_demo(person, claim, NOON)
    Person.objects.filter(pk=person.pk).update(is_demo=False)
    return Person.objects.get(pk=person.pk)
