"""A moderator who sees something hides it at once: with reasons, and a way to contest them."""

from __future__ import annotations

import pytest

from tests.api.support import program
from tests.factories import asked, member, replied
from tests.moderation.kit import moderator
from tests.moderation.test_desk import enter, page
from toctoc.moderation.models import Case, Decision
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
FACTS = "L’âge, la ville et la date ensemble désignent une seule personne."


def test_who_is_hidden_reads_the_reasons_and_may_contest() -> None:
    """D15: no hide without a statement and an appeal."""
    author, one = member(), moderator()
    post = asked(author)
    shown = page(enter(one), f"/q/{post.public_id}/masquer", family="secrecy", facts=FACTS)
    assert "peut contester" in shown
    taken = Decision.objects.get()
    assert (taken.by, taken.rule, taken.case.person) == (one, "secret", author)
    assert Post.objects.get(pk=post.pk).state == "hidden"


def test_without_words_the_ready_reason_is_given() -> None:
    one, post = moderator(), asked(member())
    page(enter(one), f"/q/{post.public_id}/masquer", family="advertising", facts="")
    assert Post.objects.get(pk=post.pk).state == "hidden"
    again = enter(one).post(f"/q/{post.public_id}/masquer", {"family": "advertising"})
    assert again.status_code == 404, "nobody reads it any more"


def test_without_a_family_nothing_is_hidden_and_the_words_stay() -> None:
    one, post = moderator(), asked(member())
    shown = page(enter(one), f"/q/{post.public_id}/masquer", facts=FACTS)
    assert "Choisissez une raison" in shown
    assert FACTS in shown
    assert not Case.objects.exists()


def test_who_wrote_in_the_thread_leaves_the_case_to_others() -> None:
    one, other = moderator(), moderator()
    question = asked(member())
    answer = replied(member(), question)
    replied(one, question)
    for body in (
        page(enter(one), f"/q/{answer.public_id}/masquer", family="sexism", facts=FACTS),
        program(one)
        .post(f"/posts/{answer.public_id}/hide", {"reason": FACTS, "family": "sexism"})
        .content.decode(),
    ):
        assert "un autre décidera" in body
    assert Post.objects.get(pk=answer.pk).state == "published"
    assert "Sexisme" in page(enter(other), "/moderation/dossiers/"), "and it is not forgotten"
    assert Case.objects.count() == 1


def test_a_program_hides_the_same_way() -> None:
    author, one = member(), moderator()
    post = asked(author)
    caller = program(one)
    path = f"/posts/{post.public_id}/hide"
    assert caller.post(path, {"reason": "court"}).json()["code"] == "reason"
    naming = caller.post(path, {"reason": "Plainte de Mme Odile Tournebise, reçue hier."})
    assert naming.json()["code"] == "reason_names"
    assert caller.post(path, {"reason": FACTS, "family": "nothing"}).status_code == 422
    assert not Case.objects.exists(), "a refusal leaves nothing behind"
    assert caller.post(path, {"reason": FACTS, "family": "secrecy"}).status_code == 204
    assert Decision.objects.get().case.person == author
