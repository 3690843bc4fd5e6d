"""D10: what members alone read is marked, quietly; seniors trace, auditors read the journal."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.marks.kit import page, png
from toctoc.marks.models import Finding, Trace
from toctoc.marks.queries import address_of, mark_of
from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
SHEET = re.compile(r'href="(/marque/[0-9a-f]+\.css)"')
WHY = "Une capture de la question circule sur un réseau public."


def enter(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def asks(**changes: object) -> dict[str, object]:
    """What the form sends."""
    wanted = {"cause": "leak", "reason": WHY, "clinical": "on", "first": "", "last": "", "code": ""}
    return wanted | changes


@pytest.fixture
def question() -> Post:
    post = asked(member())
    replied(member(), post)
    return post


def test_d10_every_page_with_a_colleague_s_words_is_marked(question: Post) -> None:
    reader = member()
    browser = enter(reader)
    for path in ("/", f"/q/{question.public_id}", "/recherche/?q=paresthésies", "/mes-questions/"):
        html = browser.get(path).content.decode()
        assert SHEET.search(html), path
        assert 'class="mark small soft"' in html, path
        assert mark_of(reader, timezone.localdate()).code not in html
    of_private = asked(member(), audience="named", named=(reader.listing.public_id,))
    assert SHEET.search(browser.get(f"/q/{of_private.public_id}").content.decode())


def test_d10_what_anybody_reads_carries_no_mark(question: Post) -> None:
    """Whoever shows the charter or a figure to a journalist is not followed (loi Waserman)."""
    browser = enter(member())
    for path in ("/charte/", "/comment-ca-marche/", "/chiffres/", "/patient/", "/accessibilite/"):
        assert "/marque/" not in browser.get(path).content.decode(), path
    assert "/marque/" not in Client().get("/").content.decode()


def test_d10_the_sheet_is_private_kept_a_day_and_says_no_name(question: Post) -> None:
    reader = member()
    browser = enter(reader)
    [path] = SHEET.findall(browser.get("/").content.decode())
    assert SHEET.findall(browser.get(f"/q/{question.public_id}").content.decode()) == [path]
    sheet = browser.get(path)
    css = sheet.content.decode()
    assert sheet["Content-Type"].startswith("text/css")
    assert sheet["Cache-Control"] == "private, max-age=172800, immutable"
    assert mark_of(reader, timezone.localdate()).code.replace("-", "\u2011") in css
    for secret in (reader.public_id, reader.email, reader.pseudonym or "?"):
        assert secret not in css


def test_d10_one_reader_never_gets_another_s_mark() -> None:
    mine, theirs = enter(member()), enter(member())
    [path] = SHEET.findall(mine.get("/").content.decode())
    assert theirs.get(path).status_code == 404
    assert Client().get(path).status_code == 404
    stale = address_of(mine.session.session_key, timezone.localdate() - dt.timedelta(days=2))
    assert mine.get(f"/marque/{stale}.css").status_code == 404


def test_d10_two_who_share_a_computer_do_not_share_a_mark() -> None:
    """The address changes with the session: a browser's cache never serves the last reader's."""
    browser = Client()
    first, second = member(), member()
    sheets = []
    for person in (first, second):
        browser.force_login(person)
        [path] = SHEET.findall(browser.get("/").content.decode())
        sheets.append((path, browser.get(path).content))
    assert sheets[0][0] != sheets[1][0]
    assert sheets[0][1] != sheets[1][1]


def test_d10_a_mark_costs_a_page_no_query(question: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = enter(member())
    path = f"/q/{question.public_id}"
    browser.get(path)
    with CaptureQueriesContext(connection) as marked:
        browser.get(path)
    monkeypatch.setattr("toctoc.web.stencil.mark_of", lambda request: None)
    with CaptureQueriesContext(connection) as bare:
        assert "/marque/" not in browser.get(path).content.decode()
    assert len(marked) == len(bare)


def test_d10_a_senior_traces_a_screenshot_in_the_browser() -> None:
    senior, leaker = member(role=Person.Role.SENIOR), member()
    browser = enter(senior)
    assert "Qui a cherché" in browser.get("/moderation/fuites/").content.decode()
    capture = SimpleUploadedFile(
        "fuite.png", png(page(mark_of(leaker, timezone.localdate()))), "image/png"
    )
    sent = browser.post("/moderation/fuites/", asks(capture=capture))
    made = Trace.objects.get()
    assert sent.status_code == 302
    assert sent["Location"] == f"/moderation/fuites/{made.public_id}"
    html = browser.get(sent["Location"]).content.decode()
    assert "1 compte ressort." in html
    assert handle_of(leaker) in html
    for hidden in (leaker.public_id, leaker.email, leaker.pseudonym or "?", "Valmorin"):
        assert hidden not in html
    assert "Ce n’est pas une preuve." in html


def test_d10_a_vain_search_says_what_to_try_next() -> None:
    browser = enter(member(role=Person.Role.OPERATOR))
    sent = browser.post("/moderation/fuites/", asks(code="2222-2222"))
    html = browser.get(sent["Location"]).content.decode()
    assert "Ce code n’était celui de personne" in html
    assert "l’image d’origine" in html
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Joignez une image"),
        ({"code": "2222"}, "huit lettres et chiffres"),
        ({"code": "2222-2222", "reason": ""}, "écrivez pourquoi"),
        ({"code": "2222-2222", "cause": ""}, "écrivez pourquoi"),
        ({"code": "2222-2222", "reason": "C'est le Dr Jeanne Valmorin, 0612345678"}, "ni nom"),
        ({"code": "2222-2222", "first": "2020-01-01"}, "depuis moins d’un an"),
        ({"code": "2222-2222", "first": "hier"}, "depuis moins d’un an"),
    ],
)
def test_d10_what_is_missing_is_said_and_nothing_typed_is_lost(
    changes: dict[str, object], said: str
) -> None:
    browser = enter(member(role=Person.Role.SENIOR))
    answer = browser.post("/moderation/fuites/", asks(**changes))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert said in html
    assert str(changes.get("code", "")) in html
    assert not Trace.objects.exists()


def test_d10_whoever_raised_an_alert_is_not_looked_for() -> None:
    browser = enter(member(role=Person.Role.SENIOR))
    form = asks(code="2222-2222")
    del form["clinical"]
    answer = browser.post("/moderation/fuites/", form)
    assert answer.status_code == 422
    assert "Sans cette affirmation" in answer.content.decode()


def test_d10_without_the_tools_a_picture_waits_and_a_code_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from toctoc.marks import worker
    from toctoc.marks.types import ToolsMissing

    def missing(picture: bytes) -> list[dict[str, object]]:
        raise ToolsMissing

    monkeypatch.setattr(worker, "read", missing)
    browser = enter(member(role=Person.Role.SENIOR))
    capture = SimpleUploadedFile("fuite.png", b"\x89PNG", "image/png")
    answer = browser.post("/moderation/fuites/", asks(capture=capture))
    assert "toctoc[trace]" in answer.content.decode()
    assert browser.post("/moderation/fuites/", asks(code="2222-2222")).status_code == 302


def test_d10_an_auditor_reads_the_journal_and_traces_nothing() -> None:
    senior = enter(member(role=Person.Role.SENIOR))
    senior.post("/moderation/fuites/", asks(code="2222-2222"))
    made = Trace.objects.get()
    auditor = enter(member(role=Person.Role.AUDITOR))
    html = auditor.get("/moderation/fuites/").content.decode()
    assert "Ce code n’était celui de personne" in html
    assert '<form method="post" enctype' not in html
    assert WHY in auditor.get(f"/moderation/fuites/{made.public_id}").content.decode()
    assert auditor.post("/moderation/fuites/", asks(code="2222-2222")).status_code == 404
    for person in (member(), member(role=Person.Role.MODERATOR)):
        for path in ("", made.public_id):
            assert enter(person).get(f"/moderation/fuites/{path}").status_code == 404


def test_d10_fishing_is_slowed_down(settings) -> None:
    settings.TOCTOC_LIMITS = {"trace": (2, 1)}
    browser = enter(member(role=Person.Role.SENIOR))
    codes = [browser.post("/moderation/fuites/", asks(code="2222-2222")).status_code for _ in "123"]
    assert codes == [302, 302, 429]


def test_d10_the_journal_takes_as_few_queries_with_many_traces_as_with_one() -> None:
    senior, leaker = member(role=Person.Role.SENIOR), member()
    browser = enter(senior)
    code = mark_of(leaker, timezone.localdate()).code
    counts = []
    for _ in range(3):
        made = browser.post("/moderation/fuites/", asks(code=code))["Location"]
        for path in ("/moderation/fuites/", made):
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(path).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[4:]
    assert max(counts) <= 8


def test_d10_members_are_told_in_the_charter_and_on_the_public_page() -> None:
    """Truthfully: a screenshot remains possible, and what the mark is for."""
    accepted = Client().get("/charte/").content.decode().partition("remplacée")[0]
    assert "Rien n&#x27;empêche une capture d&#x27;écran" in accepted
    assert "une marque qui m&#x27;est propre" in accepted
    how = Client().get("/comment-ca-marche/").content.decode()
    assert 'id="marque"' in how
    assert "Rien n’empêche une capture d’écran." in how
    assert "loi du 21 mars 2022" in how
