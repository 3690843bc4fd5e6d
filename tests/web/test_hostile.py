"""Bad input through every form: a clear answer, what was typed kept, nothing slips, never a 500."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from tests.factories import SEED, account, asked, member, replied
from toctoc.limits.actions import LIMITS
from toctoc.people.models import Person
from toctoc.posts.models import Draft, Post
from toctoc.posts.queries import find_draft

pytestmark = pytest.mark.django_db
_tokens = itertools.count(1)
MEGABYTE = "mal au dos depuis hier " * 45_000


@pytest.fixture
def gp() -> Person:
    return member()


@pytest.fixture
def browser(gp: Person) -> Client:
    return signed_in(gp)


@pytest.fixture
def unlimited(settings: LazySettings) -> None:
    settings.TOCTOC_LIMITS = dict.fromkeys(LIMITS, (10**9, 10**9))


def signed_in(person: Person, **options: bool) -> Client:
    client = Client(**options)
    client.force_login(person)
    return client


def form(body: str, **more: str) -> dict[str, str]:
    return {
        "do": "publish",
        "body": body,
        "patient": "no",
        "relative": "no",
        "token": f"form-{next(_tokens)}",
    } | more


def ask(browser: Client, body: str, **more: str) -> HttpResponse:
    return browser.post("/demander/", form(body, **more))


def shows(answer: HttpResponse, typed: str) -> bool:
    return str(escape(typed)) in answer.content.decode()


# What is typed must be safe, or refused with a sentence, and stay in its box.


@pytest.mark.parametrize(
    "body",
    [
        "J\u200bean Dup\u200bont, 44 ans, vertiges depuis hier. Des idées ?",
        "Mme Odile Tour\u00adnebise a 44 ans, vertiges. Des idées ?",
        "Mme Od\u2060ile Tourne\ufeffbise, vertiges depuis hier. Des idées ?",
        "Mme Ｏｄｉｌｅ Ｔｏｕｒｎｅｂｉｓｅ, vertiges. Des idées ?",
        "Mme Оdile Тournebise, vertiges depuis hier. Des idées ?",
        "Mme Odile Tour**nebi**se, vertiges depuis hier. Des idées ?",
        "Mme Odile <b>Tour</b>nebise, vertiges depuis hier. Des idées ?",
        "Mme &#79;dile &#84;ournebise, vertiges depuis hier. Des idées ?",
        "Mme\x00 Odile Tourne\x00bise, vertiges depuis hier. Des idées ?",
        "Mme \u2067Odile Tournebise\u2069, vertiges depuis hier. Des idées ?",
        "Vertiges. Rappeler au 0\u200b6 12 34 56 78. Des idées ?",
    ],
)
def test_a_disguised_name_or_number_does_not_slip(browser: Client, gp: Person, body: str) -> None:
    refused = ask(browser, body)
    assert refused.status_code == 422
    assert Post.objects.count() == 0
    kept = find_draft(gp, "ask")
    assert kept is not None
    assert kept.fields["body"] == body.replace("\x00", "").replace("\u2067", "").replace(
        "\u2069", ""
    )


def test_a_text_that_reads_backwards_is_stored_as_it_is_read(browser: Client) -> None:
    """U+202E would show "Dupont" to readers and "tnopuD" to the guard."""
    ask(browser, "Vertiges chez M. \u202etnopuD\u202c depuis hier. Des idées ?")
    for post in Post.objects.all():
        assert "\u202e" not in post.body + post.html


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script> vertiges depuis hier, des idées ?",
        "<img src=x onerror=alert(1)> vertiges depuis hier, des idées ?",
        "[vertiges](javascript:alert(1)) depuis hier, des idées ?",
        "![x](http://pisteur.example/pixel.png) vertiges depuis hier ?",
        '<a href="javascript:alert(1)">vertiges</a> depuis hier ?',
        "</textarea><svg onload=alert(1)> vertiges depuis hier ?",
        "&lt;script&gt;alert(1)&lt;/script&gt; vertiges depuis hier ?",
        "{% load static %}{{ settings.SECRET_KEY }} vertiges depuis hier ?",
        "' OR 1=1; DROP TABLE posts_post; -- vertiges depuis hier ?",
    ],
)
def test_markup_is_text_on_every_page(browser: Client, body: str) -> None:
    answer = ask(browser, body)
    pages = [answer.content.decode()]
    for post in Post.objects.all():
        browser.post(f"/q/{post.public_id}/envoyer")
        pages += [
            browser.get(path).content.decode()
            for path in ("/", f"/q/{post.public_id}", f"/q/{post.public_id}/versions")
        ]
    for page in pages:
        live = re.sub(r"<textarea.*?</textarea>", "", page, flags=re.DOTALL)
        assert "<script>alert" not in page
        assert not re.search(r"<(img|svg|a)\b[^>]*(onerror|onload|javascript:|pisteur)", live)
        assert "<svg onload" not in page


@pytest.mark.parametrize(
    "body",
    [
        "[" * 7000,
        "- " * 900,
        "> " * 900,
        "*" * 1900,
        "_a_" * 600,
        "**" * 900 + "a",
        "\n".join("  " * depth + "- a" for depth in range(40)),
        "1. " * 600,
        "`" * 1900,
        "&" * 1900,
        "\n" * 1900 + "a",
        "é" * 2000,
    ],
)
def test_nested_markdown_ends(browser: Client, body: str) -> None:
    assert ask(browser, body).status_code in (302, 422)


@pytest.mark.parametrize(
    "body",
    ["👩🏽‍⚕️ vertiges 🤕 depuis hier, des idées ?", "دوار منذ أمس ؟ vertiges", "סחרחורת vertiges ?"],
)
def test_emoji_and_other_scripts_are_people_writing(browser: Client, body: str) -> None:
    answer = ask(browser, body)
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert Post.objects.get().body == body


def test_a_megabyte_is_refused_and_given_back(browser: Client) -> None:
    refused = ask(browser, MEGABYTE)
    assert refused.status_code == 422
    assert shows(refused, MEGABYTE[:5000])
    assert Post.objects.count() == 0


def test_a_megabyte_is_refused_by_every_box(browser: Client, gp: Person) -> None:
    question = asked(gp)
    assert browser.post("/demander/verifier", {"body": MEGABYTE}).status_code == 200
    assert browser.post("/brouillon/", {"target": "ask", "body": MEGABYTE}).status_code == 413
    for path in (f"/q/{question.public_id}/repondre", f"/q/{question.public_id}/modifier"):
        refused = browser.post(path, form(MEGABYTE, kind="complement"))
        assert refused.status_code == 422
        assert shows(refused, MEGABYTE[:5000])
    assert Draft.objects.count() == 0


def test_three_megabytes_are_refused_before_they_are_read(browser: Client) -> None:
    assert ask(browser, MEGABYTE * 3).status_code in (400, 413)


def test_many_fields_are_refused(browser: Client) -> None:
    assert browser.post("/demander/", {f"f{n}": "x" for n in range(2000)}).status_code == 400


# Numbers, ids and cursors that nobody gave.

ODD = ["²", "-1", "9" * 30, "9" * 5000, "1e9", "0x10", "", "\x00", "' --", "١", "NaN", "1.1", "~~1"]


@pytest.mark.parametrize("odd", ODD)
def test_forged_cursors_and_filters_show_a_page(browser: Client, odd: str) -> None:
    for path, name in (
        ("/", "apres"),
        ("/", "specialite"),
        ("/", "voir"),
        ("/moi/", "avant"),
        ("/mes-questions/", "apres"),
        ("/recherche/?q=vertiges", "apres"),
        ("/recherche/", "q"),
        ("/recherche/?q=vertiges", "depuis"),
        ("/recherche/?q=vertiges", "specialite"),
        ("/demander/", "text"),
    ):
        address, _, query = path.partition("?")
        fields = dict(pair.split("=") for pair in query.split("&") if pair)
        assert browser.get(address, fields | {name: odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_forged_numbers_in_forms_are_told_or_ignored(
    browser: Client, gp: Person, odd: str, unlimited: None
) -> None:
    question = asked(gp).public_id
    posts = (
        ("/brouillon/", {"target": "ask", "body": "a", "revision": odd}),
        ("/brouillon/", {"target": odd, "body": "a"}),
        ("/brouillon/", {"target": f"reply:{odd}", "body": "a"}),
        ("/demander/", form(SEED, apply=odd)),
        ("/demander/", form(SEED, apply=f"{odd}:{odd}")),
        ("/demander/", form(SEED, token=odd)),
        ("/demander/", form(SEED, specialty=odd)),
        ("/demander/", form(SEED, signature=odd, audience=odd)),
        ("/demander/", form(SEED, patient=odd)),
        ("/demander/", form(SEED, **{f"reason-{odd}": odd, f"contest-{odd}": odd})),
        (f"/q/{question}/modifier", form(SEED + " Bis.", version=odd)),
        (f"/q/{question}/repondre", form("Afébrile.", kind=odd)),
        (
            "/moi/reglages/",
            {"section": "rhythm", "quiet_start": odd, "quiet_end": odd, "budget": odd},
        ),
        ("/moi/reglages/", {"section": "on_call", "hours": odd}),
        ("/moi/reglages/", {"section": "pause", "days": odd}),
        ("/moi/reglages/", {"section": "signature", "signature": odd}),
        ("/moi/reglages/", {"section": odd}),
        ("/moi/push", {"endpoint": odd, "p256dh": odd, "auth": odd}),
        ("/moi/push", {"endpoint": odd, "do": "forget"}),
        ("/moi/jetons/", {"name": odd, "scope": odd, "days": odd}),
        ("/langue/", {"language": odd, "next": odd}),
        ("/theme/", {"theme": odd}),
    )
    for path, fields in posts:
        answer = browser.post(path, fields)
        assert answer.status_code < 500, (path, fields)
    assert browser.get(f"/q/{question}").status_code == 200


def test_an_invented_kind_of_reply_is_not_published(browser: Client) -> None:
    question = asked(member())
    for kind in ("question", "hidden", "banane", "a" * 500, ""):
        browser.post(f"/q/{question.public_id}/repondre", form("Afébrile.", kind=kind))
    assert not Post.objects.filter(thread=question).exclude(kind="answer").exists()
    assert browser.get(f"/q/{question.public_id}").status_code == 200


@pytest.mark.parametrize("public_id", ["222222222222", "a", "x" * 300, "-", "_", "0"])
def test_forged_ids_are_not_found(browser: Client, public_id: str) -> None:
    for rest in ("", "/fil", "/modifier", "/versions", "/etat", "/supprimer"):
        assert browser.get(f"/q/{public_id}{rest}").status_code == 404, rest
    for verb in (
        "annuler",
        "envoyer",
        "merci",
        "aide",
        "aide-non",
        "pas-pour-moi",
        "repondre",
        "modifier",
        "supprimer",
        "inconnu",
    ):
        assert browser.post(f"/q/{public_id}/{verb}", form("a")).status_code == 404, verb


def test_what_is_a_colleagues_is_not_ones_own(browser: Client) -> None:
    """Every verb on somebody else's post: refused, and nothing has changed."""
    colleague = member()
    question = asked(colleague)
    answer = replied(member(), question)
    for post in (question, answer):
        for verb in ("annuler", "envoyer", "aide", "aide-non", "modifier", "supprimer", "masquer"):
            status = browser.post(f"/q/{post.public_id}/{verb}", form("Changé.")).status_code
            assert status in (302, 403, 404), verb
    for post in (question, answer):
        before = post.body
        post.refresh_from_db()
        assert (post.state, post.body, post.helped) == ("published", before, False)


# Forms that come twice, too late, from elsewhere, or as something else.


def test_a_replayed_form_publishes_once(browser: Client) -> None:
    fields = form(SEED)
    for _ in range(3):
        assert browser.post("/demander/", fields).status_code == 302
    assert Post.objects.count() == 1


def test_a_replayed_reply_publishes_once(browser: Client) -> None:
    question = asked(member())
    fields = form("Zona avant l'éruption ?", kind="answer")
    for _ in range(3):
        browser.post(f"/q/{question.public_id}/repondre", fields)
    assert Post.objects.filter(thread=question).count() == 1


@pytest.mark.parametrize("path", ["/demander/", "/q/{id}/repondre", "/q/{id}/modifier"])
def test_a_form_without_its_csrf_token_gives_back_what_was_typed(gp: Person, path: str) -> None:
    question = asked(gp)
    strict = signed_in(gp, enforce_csrf_checks=True)
    typed = "Ce que j'avais écrit : vertiges <depuis> hier."
    refused = strict.post(path.format(id=question.public_id), form(typed))
    assert refused.status_code == 403
    assert shows(refused, typed)
    assert Post.objects.count() == 1


def test_every_form_wants_its_csrf_token(gp: Person) -> None:
    question = asked(gp).public_id
    strict = signed_in(gp, enforce_csrf_checks=True)
    for path in (
        "/demander/verifier",
        "/brouillon/",
        f"/q/{question}/envoyer",
        "/moi/lu",
        f"/q/{question}/supprimer",
        "/moi/reglages/",
        "/moi/push",
        "/moi/jetons/",
        "/langue/",
        "/theme/",
    ):
        assert strict.post(path, {"body": "a"}).status_code == 403, path


@pytest.fixture
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "text/plain",
        "application/octet-stream",
        "multipart/form-data",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=" + "x" * 500,
        "x",
        "application/x-www-form-urlencoded; charset=nonsense",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
def test_wrong_content_types_are_answered(
    browser: Client, gp: Person, content_type: str, quiet: None
) -> None:
    question = asked(gp).public_id
    for path in (
        "/demander/",
        "/demander/verifier",
        "/brouillon/",
        f"/q/{question}/repondre",
        f"/q/{question}/modifier",
        "/moi/reglages/",
        "/moi/jetons/",
        "/langue/",
    ):
        for data in (b"{}", b"body=\xff\xfe&token=\x80", b"\x00" * 50, b"--x\r\n\r\n--x--"):
            answer = browser.generic("POST", path, data, content_type=content_type)
            assert answer.status_code < 500, path
    assert Post.objects.count() == 1


def test_bytes_that_are_not_utf8_are_replaced(browser: Client, gp: Person) -> None:
    browser.generic(
        "POST",
        "/demander/",
        b"body=vertiges+\xff\xfe+hier",
        content_type="application/x-www-form-urlencoded",
    )
    kept = find_draft(gp, "ask")
    assert kept is not None
    assert kept.fields["body"].startswith("vertiges ")


def test_wrong_methods_are_refused(browser: Client, gp: Person) -> None:
    question = asked(gp).public_id
    for path in (
        "/demander/verifier",
        "/brouillon/",
        f"/q/{question}/repondre",
        f"/q/{question}/merci",
        "/moi/lu",
        "/moi/push",
        "/langue/",
        "/theme/",
    ):
        assert browser.get(path).status_code == 405, path
    for path in ("/demander/", f"/q/{question}", "/recherche/", "/moi/export", "/"):
        for method in ("PUT", "PATCH", "DELETE"):
            assert browser.generic(method, path).status_code == 405, (method, path)


@pytest.mark.parametrize(
    "header",
    [
        "Accept-Language",
        "User-Agent",
        "Referer",
        "Cookie",
        "HX-Current-URL",
        "X-Forwarded-For",
        "If-None-Match",
    ],
)
def test_huge_and_odd_headers_are_answered(gp: Person, header: str) -> None:
    for value in ("x" * 60_000, "é" * 50, ";,=" * 5000, "http://[::1", "fr;q=abc"):
        browser = signed_in(gp)
        assert browser.get("/demander/", headers={header: value}).status_code in (200, 302)


def test_an_expired_session_sends_to_the_door_and_back(gp: Person) -> None:
    answer = Client().post("/demander/", form(SEED))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/demander/")
    assert Post.objects.count() == 0


def test_nobody_is_sent_elsewhere_by_a_forged_address(browser: Client) -> None:
    for target in (
        "https://pisteur.example/",
        "//pisteur.example",
        "javascript:alert(1)",
        "/\\pisteur.example",
    ):
        assert browser.post("/langue/", {"language": "fr", "next": target})["Location"] == "/"


def test_ten_thousand_questions_by_one_account_stop_at_the_limit(
    browser: Client, gp: Person
) -> None:
    """The limit is in the database: another session of the same account meets it too."""
    published = 0
    for number in range(10_000):
        answer = ask(browser, f"{SEED} Variante {'a' * (number % 50)}.")
        if answer.status_code == 429:
            break
        published += answer.status_code == 302
    assert published == LIMITS["ask"].burst == Post.objects.count()
    assert int(answer["Retry-After"]) > 0
    assert shows(answer, SEED)
    assert ask(signed_in(gp), SEED).status_code == 429


def test_ten_thousand_replies_by_one_account_stop_at_the_limit(browser: Client) -> None:
    question = asked(member())
    for _ in range(10_000):
        answer = browser.post(f"/q/{question.public_id}/repondre", form("Zona ?", kind="answer"))
        if answer.status_code == 429:
            break
    assert Post.objects.filter(thread=question).count() == LIMITS["reply"].burst


def test_who_may_not_write_keeps_what_was_typed() -> None:
    reader = member()
    Person.objects.filter(pk=reader.pk).update(standing="read_only")
    refused = ask(signed_in(reader), SEED)
    assert refused.status_code == 403
    assert shows(refused, SEED)


def test_without_the_charter_the_text_waits_in_its_draft_d17() -> None:
    newcomer = member(charter_read=False)
    assert ask(signed_in(newcomer), SEED).status_code == 302
    kept = find_draft(newcomer, "ask")
    assert kept is not None
    assert kept.fields["body"] == SEED


def test_an_unproven_account_is_led_to_its_proof_d1() -> None:
    stranger = signed_in(account())
    for path in ("/demander/", "/brouillon/", "/demander/verifier"):
        assert stranger.post(path, form(SEED)).status_code == 302
    assert not Draft.objects.exists()


def test_no_refusal_writes_the_words_it_refused(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Law 5, for every box at once."""
    named = "Mme Odile Tournebise, 44 ans, vertiges depuis hier. Des idées ?"
    question = asked(member()).public_id
    with caplog.at_level(logging.DEBUG):
        ask(browser, named)
        browser.post("/demander/verifier", {"body": named})
        browser.post(f"/q/{question}/repondre", form(named, kind="answer"))
        browser.post("/brouillon/", {"target": "ask", "body": named})
        browser.get("/recherche/", {"q": named})
    assert "Tournebise" not in caplog.text
    assert all(b"Tournebise" not in bytes(draft.sealed) for draft in Draft.objects.all())
