"""Moderators at their desk, in a real browser: by keyboard, two at once, on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.moderation.kit import HOUR, advised, asked_of, decided, moderator, reported, senior
from toctoc.moderation import actions
from toctoc.moderation.models import Appeal, Case, Decision
from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person
from toctoc.posts.models import Post

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Window = Callable[..., Visit]
NARROW = {"width": 320, "height": 640}


def told(family: str = "fatphobia", hours: int = 3) -> Case:
    question = asked(member())
    answer = replied(member("SM32"), question, "Encore une qui mange trop, comme d’habitude.")
    return reported(answer, family, at=timezone.now() - hours * HOUR)[0]


def at_desk(window: Window, person: Person, size: dict[str, int] = DESK) -> Visit:
    visit = window(size, reduced_motion="reduce")
    enter(visit, person)
    return visit


def test_a_case_is_decided_by_keyboard_in_under_ten_keys(window: Window) -> None:
    case, one = told(), moderator()
    visit = at_desk(window, one)
    page = visit.open("/moderation/dossiers/")
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        page.keyboard.press(key)

    press("j")
    press("o")
    page.locator("form[data-decide]").wait_for()
    press("3")
    press("5")
    said = "document.querySelector('[data-desk-told]').textContent.includes('Rappel à la règle')"
    until(page, said)  # screen readers hear what the key chose
    press("c")
    page.get_by_role("heading", name="Ce qui va se passer").wait_for()
    press("c")
    page.get_by_text("Décidé.").wait_for()
    assert pressed < 10
    taken = Decision.objects.get()
    assert {m.kind for m in taken.measures.all()} == {"hide", "reminder"}
    assert Post.objects.get(pk=case.post_id).state == "hidden"
    assert visit.complaints == []


def test_keys_are_silent_while_one_types_and_one_button_turns_them_off(window: Window) -> None:
    """WCAG 2.1.4."""
    case, one = told(), moderator()
    actions.claim(by=one, case_id=case.public_id, at=timezone.now())
    page = at_desk(window, one).open(f"/moderation/dossiers/{case.public_id}/")
    page.locator("#facts").click()
    page.keyboard.insert_text(" ")
    page.keyboard.type("3?r")
    assert page.locator('[name="text"]:checked').count() == 0
    assert page.locator("#keys").get_attribute("open") is None
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    axe(page)
    page.get_by_role("button", name="Raccourcis d’une seule touche").click()
    page.locator("h1").click()
    page.keyboard.press("3")
    assert page.locator('[name="text"]:checked').count() == 0
    page.reload()
    page.keyboard.press("3")
    assert page.locator('[name="text"]:checked').count() == 0, "and they stay off"


def test_two_moderators_at_once_the_second_is_told_and_loses_nothing(window: Window) -> None:
    case, quick, slow = told(), moderator(), moderator()
    first = at_desk(window, quick).open("/moderation/dossiers/")
    second = at_desk(window, slow, PHONE).open("/moderation/dossiers/")
    first.get_by_role("button", name="Ouvrir").click()
    first.locator("form[data-decide]").wait_for()
    second.get_by_role("button", name="Ouvrir").click()
    second.get_by_role("alert").wait_for()
    assert "Quelqu’un vient de prendre ce dossier" in second.inner_text("main")
    shoot(second, "desk-taken-390")
    axe(second)
    # The first one's lease runs out; the second takes the case; the first comes back, too late.
    first.locator("#facts").fill("Raille le poids d’une patiente devant tous.")
    first.get_by_text("Gardé à").wait_for()
    gone = timezone.now() - dt.timedelta(seconds=1)
    Case.objects.filter(pk=case.pk).update(claimed_until=gone)
    second.goto(second.url.replace("prendre", ""))
    second.get_by_role("button", name="Ouvrir ce dossier").click()
    second.get_by_label("Masquer le texte").check()
    second.get_by_role("button", name="Voir les conséquences").click()
    second.get_by_role("button", name="Décider").click()
    second.get_by_text("Décidé.").wait_for()
    first.get_by_label("Laisser le texte").check()
    first.get_by_role("button", name="Voir les conséquences").click()
    first.get_by_role("alert").wait_for()
    words = first.inner_text("main") + first.locator("textarea").input_value()
    assert "C’est déjà décidé" in words
    assert "Raille le poids" in words
    assert f"décidé par {handle_of(slow)}" in words, "and by whom, under their handle"
    shoot(first, "desk-lost-1280")
    axe(first)
    assert Decision.objects.count() == 1


def test_an_appeal_that_is_right_gives_the_post_back_to_its_readers(window: Window) -> None:
    case, other, reader = told(), senior(), member()
    taken = decided(case, "hide", "reminder", at=timezone.now() - HOUR)
    assert case.post is not None
    question = Post.objects.get(pk=case.post.thread_id).public_id
    author = Person.objects.get(pk=case.person_id)
    words = "Je parlais de moi, pas de la patiente : relisez le fil."
    actions.appeal(by=author, decision_id=taken.public_id, reasons=words, at=timezone.now())
    theirs = at_desk(window, reader, PHONE).open(f"/q/{question}")
    assert "mange trop" not in theirs.inner_text("main")
    visit = at_desk(window, other)
    page = visit.open("/moderation/contestations/")
    axe(page)
    shoot(page, "desk-appeals-1280")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.get_by_role("heading", name="Ce que dit la personne").wait_for()
    assert words in page.inner_text("main")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page)
        assert spill(page) <= 0
        shoot(page, f"desk-appeal-{size['width']}")
    page.keyboard.press("2")
    page.keyboard.press("f")
    page.keyboard.insert_text("Le fil montre que l’auteur parle de lui-même.")
    page.get_by_role("button", name="Juger").click()
    page.get_by_text("tout ce qui peut l’être est rétabli").wait_for()
    theirs.reload()
    assert "mange trop" in theirs.inner_text("main")
    assert Appeal.objects.get().outcome == "overturned"
    assert visit.complaints == []


def test_x6_each_page_of_the_desk_is_clean(window: Window) -> None:
    """axe finds nothing serious, light and dark; nothing spills at 320 px."""
    case, one, colleague = told("secrecy", 30), senior(), moderator()
    told("colleague"), told("sexism", 60)
    at = timezone.now()
    actions.claim(by=one, case_id=case.public_id, at=at)
    asked_of(case, one, at=at)
    advised(case, colleague, "hide", "reminder", at=at)
    author = Person.objects.get(pk=case.person_id)
    decided(reported(asked(author), "other", at=at - 40 * HOUR)[0], "warning", at=at - 30 * HOUR)
    visit = at_desk(window, one, PHONE)
    page = visit.page
    for name, path in {
        "home": "",
        "queue": "dossiers/",
        "queue-mine": "dossiers/?voir=en-main",
        "case": f"dossiers/{case.public_id}/",
        "seniors": "seniors/",
        "mine": "mes-chiffres/",
        "appeals-none": "contestations/",
    }.items():
        visit.open(f"/moderation/{path}")
        for size, scheme in ((PHONE, "light"), (DESK, "dark"), (DESK, "light")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size(size)
            assert spill(page) <= 0, name
            axe(page)
            shoot(page, f"desk-{name}-{size['width']}-{scheme}")
        page.set_viewport_size(NARROW)
        assert spill(page) <= 0, name
        assert page.locator("h1").count() == 1
        assert page.locator("main .btn-call").count() <= 1
        page.set_viewport_size(PHONE)
    visit.open(f"/moderation/dossiers/{case.public_id}/")
    page.get_by_label("Masquer le texte").check()
    page.get_by_label("Restriction").check()
    page.get_by_label("Messages bloqués").check()
    axe(page)
    shoot(page, "desk-case-chosen-390")
    page.get_by_role("button", name="Voir les conséquences").click()
    page.get_by_role("heading", name="Ce qui va se passer").wait_for()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert spill(page) <= 0
        axe(page)
        shoot(page, f"desk-confirm-{size['width']}")
    assert visit.complaints == []


def test_a_colleague_is_asked_and_answers_by_keyboard(window: Window) -> None:
    case, one, other = told("colleague"), moderator(), moderator()
    actions.claim(by=one, case_id=case.public_id, at=timezone.now())
    visit = at_desk(window, one, PHONE)
    page = visit.open(f"/moderation/dossiers/{case.public_id}/")
    page.keyboard.press("s")
    page.get_by_label(handle_of(other)).check()
    page.get_by_label("Votre question").fill("Un rappel suffit-il ?")
    axe(page)
    assert spill(page) <= 0
    page.get_by_role("button", name="Demander").click()
    page.get_by_text("Un avis est attendu").wait_for()
    theirs = at_desk(window, other).open("/moderation/dossiers/?voir=avis")
    theirs.keyboard.press("j")
    theirs.keyboard.press("o")
    theirs.get_by_role("button", name="Lire, et donner mon avis").wait_for()
    theirs.keyboard.press("o")
    theirs.get_by_text("Un rappel suffit-il ?").wait_for()
    axe(theirs)
    for key in "35f":
        theirs.keyboard.press(key)
    theirs.keyboard.insert_text("Oui, et masquer le message.")
    theirs.get_by_role("button", name="Donner mon avis").click()
    theirs.get_by_text("Votre collègue lit votre avis").wait_for()
    page.reload()
    assert "Avis · Masquer le texte · Rappel à la règle" in page.inner_text("main")
    assert visit.complaints == []


def test_it_all_works_without_scripts(window: Window) -> None:
    told()
    visit = window(PHONE, java_script_enabled=False)
    enter(visit, moderator())
    page = visit.open("/moderation/dossiers/")
    page.get_by_role("button", name="Ouvrir").click()
    page.get_by_label("Demander à l’auteur de transposer").check()
    page.get_by_role("button", name="Voir les conséquences").click()
    assert "jusqu’à ce que son auteur l’ait transposé" in page.inner_text("main")
    page.get_by_role("button", name="Décider").click()
    assert "Décidé." in page.inner_text("main")
    assert Decision.objects.get().measures.get().kind == "transpose"


def test_the_queue_shows_what_came_without_a_reload_and_keeps_the_place(window: Window) -> None:
    told("sexism")
    visit = at_desk(window, moderator())
    page = visit.open("/moderation/dossiers/")
    page.keyboard.press("j")
    told("secrecy")
    page.evaluate("window.htmx.trigger('#queue', 'live')")  # as js/live.js does on an event
    page.get_by_text("Secret médical, dans une réponse").first.wait_for()
    here = "document.activeElement.closest('[data-line]')?.innerText ?? ''"
    until(page, f"({here}).includes('Sexisme')")
    page.keyboard.press("k")
    assert "Secret médical" in page.evaluate(here), "the gravest came above"
    assert visit.complaints == []


def test_who_works_keeps_the_case_and_who_lost_it_is_told(window: Window) -> None:
    """The clock of the page is ours: a minute passes at once."""
    case, one, other = told(), moderator(), moderator()
    actions.claim(by=one, case_id=case.public_id, at=timezone.now())
    soon = timezone.now() + dt.timedelta(minutes=4)
    Case.objects.filter(pk=case.pk).update(claimed_until=soon)
    visit = at_desk(window, one)
    visit.page.clock.install()
    page = visit.open(f"/moderation/dossiers/{case.public_id}/")
    page.keyboard.press("j")
    before = page.locator("[data-desk-clock]").inner_text()
    with page.expect_response("**/prolonger"):
        page.clock.run_for(61_000)
    until(
        page,
        "(before) => document.querySelector('[data-desk-clock]').innerText !== before",
        before,
    )
    held = Case.objects.get(pk=case.pk).claimed_until
    assert held is not None
    assert held > soon
    gone = timezone.now() - dt.timedelta(seconds=1)
    Case.objects.filter(pk=case.pk).update(claimed_until=gone)
    actions.claim(by=other, case_id=case.public_id, at=timezone.now())
    page.evaluate(
        "document.querySelector('[data-desk]').dataset.deskUntil = new Date().toISOString()"
    )
    page.keyboard.press("j")
    page.clock.run_for(61_000)
    page.get_by_text("Ce dossier n’est plus entre vos mains").wait_for()
