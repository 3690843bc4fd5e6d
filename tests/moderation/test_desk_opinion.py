"""The pages of a second look, of stepping aside, and what the first page says of what waits."""

from __future__ import annotations

import itertools

import pytest
from django.utils import timezone

from tests.factories import asked, member
from tests.moderation.kit import HOUR, asked_of, decided, moderator, operator, reported, senior
from tests.moderation.test_desk import enter, held, page, queries_of, waiting
from tests.moderation.test_desk_decide import url
from toctoc.moderation import actions
from toctoc.moderation.models import Case, Remark
from toctoc.moderation.queries import handle_of
from toctoc.notify.addresses import address_of
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.posts.models import Post, Version

pytestmark = pytest.mark.django_db


def test_a_colleague_is_asked_by_handle_and_their_opinion_comes_back() -> None:
    case, one, other = waiting(), moderator(), moderator()
    client = held(one, case)
    assert "Demander un second avis" in page(client, url(case))
    form = page(client, url(case, "avis"))
    assert handle_of(other) in form
    assert handle_of(one) not in form
    question = "Rappel ou avertissement ?"
    shown = page(client, url(case, "avis"), question=question, to=handle_of(other))
    assert f"Un second avis est demandé · à {handle_of(other)}" in shown
    assert "Reprendre la question" in shown

    theirs = enter(other)
    line = InboxLine.objects.get(person=other, kind="desk", key__startswith="opinion")
    glance = page(theirs, address_of(line))
    assert "Lire, et donner mon avis" in glance
    assert question not in glance, "no word of it before it is opened, and written down"
    shown = page(theirs, url(case, "lire"), do="x")
    assert question in shown
    assert "Zona avant" in shown
    assert "Décider" not in shown.split("<main")[1].split("Raccourcis")[0]
    said = {"text": "hide", "person": "reminder", "words": "Une première fois : un rappel."}
    assert "Votre collègue lit votre avis" in page(theirs, url(case, "mon-avis"), **said)
    shown = page(client, url(case))
    assert "Avis · Masquer le texte · Rappel à la règle" in shown
    assert "Une première fois" in shown


def test_a_refusal_keeps_the_question_and_the_opinion_as_typed() -> None:
    case, one, other = waiting(), moderator(), moderator()
    client = held(one, case)
    answer = client.post(url(case, "avis"), {"question": "Alors ?", "to": handle_of(other)})
    assert answer.status_code == 422
    assert "Alors ?</textarea>" in answer.content.decode()
    gone = client.post(url(case, "avis"), {"question": "Que feriez-vous ?", "to": "ABC-DEF"})
    assert "choisissez-en un autre" in gone.content.decode()
    asked_of(case, one, at=timezone.now())
    theirs = enter(other)
    page(theirs, url(case, "lire"), do="x")
    answer = theirs.post(url(case, "mon-avis"), {"words": "Je ne sais pas trop."})
    assert answer.status_code == 422
    assert "Je ne sais pas trop.</textarea>" in answer.content.decode()
    actions.put_back(by=one, case_id=case.public_id, at=timezone.now())
    decided(case, "hide", at=timezone.now())
    late = theirs.post(url(case, "mon-avis"), {"text": "hide", "words": "Je masquerais."})
    assert late.status_code == 409
    assert "Je masquerais.</textarea>" in late.content.decode()


def test_who_was_asked_leaves_it_to_another_or_steps_aside_in_one_click() -> None:
    case, one, other = waiting(), moderator(), moderator()
    asked_of(held_by(case, one), one, other, at=timezone.now())
    theirs = enter(other)
    assert "Je me récuse" in page(theirs, url(case, "lire"), do="x")
    assert "un autre collègue peut répondre" in page(theirs, url(case, "mon-avis/laisser"), do="x")
    assert Remark.objects.get().to is None
    assert "d’autres s’en chargent" in page(theirs, url(case, "recuser"), do="x")
    assert "Grossophobie" not in page(theirs, "/moderation/dossiers/")
    back = page(enter(one), url(case, "avis/reprendre"), do="x")
    assert "Question reprise" in back
    assert "d’autres s’en chargent" in page(enter(one), url(case, "recuser"), reason="Un ami.")
    assert Case.objects.get(pk=case.pk).claimed_by is None


def held_by(case: Case, one: Person) -> Case:
    return actions.claim(by=one, case_id=case.public_id, at=timezone.now())


def test_pages_of_an_opinion_take_at_most_eight_queries_and_an_edited_post_too() -> None:
    case, one, other = waiting(), moderator(), moderator()
    post = Post.objects.get(pk=case.post_id)
    Version.objects.filter(post=post).update(html="<p>Ce qui était dit</p>")
    Post.objects.filter(pk=post.pk).update(version=post.version + 1)
    client = held(one, case)
    page(client, url(case))
    assert "Ce qui était dit" in page(client, url(case))
    assert len(queries_of(client, url(case))) <= 8
    assert len(queries_of(client, url(case, "avis"))) <= 8
    asked_of(case, one, at=timezone.now())
    theirs = enter(other)
    assert "Ce qui était dit" in page(theirs, url(case, "lire"), do="x")
    assert len(queries_of(theirs, url(case, "mon-avis"))) <= 8


@pytest.mark.parametrize("role", ["moderator", "senior", "operator"])
def test_the_first_page_says_where_one_is_waited_for_in_eight_queries(role: str) -> None:
    """Cases, opinions, appeals, conciliations: a word beside the door, never a number."""
    at = timezone.now()
    reader = member(role=role)
    holder = moderator()
    talks, _ = reported(asked(member()), "colleague", at=at - HOUR)
    held_by(talks, holder)
    actions.offer_conciliation(by=holder, case_id=talks.public_id, at=at)
    hesitating = waiting()
    asked_of(held_by(hesitating, holder), holder, at=at)
    taken = decided(waiting("sexism"), "hide", by=holder, at=at)
    person = taken.case.person
    assert person is not None
    actions.appeal(by=person, decision_id=taken.public_id, reasons="Relisez le fil, svp.", at=at)
    client = enter(reader)
    shown = page(client, "/moderation/")
    assert _marked(shown) == ["Avis demandés", "Contestations", "Conciliations"]
    assert "en discussion" in shown
    assert len(queries_of(client, "/moderation/")) <= 8
    listed = page(client, "/moderation/dossiers/?voir=conciliations")
    assert "à régler entre eux avant" in listed
    assert "Ouvrir" not in listed.split('id="queue"')[1].split("</section>")[0]
    waiting("secrecy")
    assert "Dossiers" in _marked(page(client, "/moderation/"))


def _marked(shown: str) -> list[str]:
    """Labels of the doors with a word beside them."""
    parts = shown.split("</a>")
    return [
        before.rsplit(">", 1)[1]
        for before, after in itertools.pairwise(parts)
        if after.lstrip().startswith('<span class="tag tag-good">')
    ]


def test_seniors_are_told_of_what_was_left_too_long() -> None:
    case, boss = waiting(), senior()
    Case.objects.filter(pk=case.pk).update(escalated_at=timezone.now(), senior_only=True)
    assert "Pour les seniors" in _marked(page(enter(boss), "/moderation/"))
    assert _marked(page(enter(moderator()), "/moderation/")) == []
    assert _marked(page(enter(operator()), "/moderation/")).count("Pour les seniors") == 1


def test_one_reads_ones_delay_and_who_carries_what() -> None:
    at = timezone.now()
    one, other = moderator(), moderator()
    for hours in (2, 5, 9):
        case, _ = reported(asked(member()), at=at - hours * HOUR)
        decided(case, "hide", by=one, at=at)
    held(other, waiting())
    shown = page(enter(one), "/moderation/mes-chiffres/")
    assert "5 heures" in shown, "the median, from the first notice"
    assert handle_of(other) in shown
    assert "1 dossier en main" in shown
    assert "3 décisions en trente jours" in shown
