"""Public pages and pages for when something is refused: what each says, and never says."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from tests import factories
from toctoc.guard.figures import quoted
from toctoc.limits.actions import TooMany, limit_named
from toctoc.people import charter
from toctoc.web import errors
from toctoc.web.pages import _month

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/comment-ca-marche/",
    "/charte/",
    "/chiffres/",
    "/accessibilite/",
    "/patient/",
    "/financement/",
    "/hors-ligne/",
    "/demo/",
]
HELP = ["tel:15", "tel:3114", "tel:0800288038", "tel:0805232336"]


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("path", PUBLIC)
def test_x9_d19_a_public_page_calls_nobody_and_shows_whom_to_call(client: Client, path: str):
    """No other host, nothing inline (our CSP would refuse it), help in one touch."""
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"""<(?:script|link|img|use)[^>]+(?:src|href)=["']?(?:https?:)?//""", html)
    assert "'unsafe" not in response["Content-Security-Policy"]
    assert all(number in html for number in HELP)


def test_d1_a_visitor_reads_no_case_on_the_first_page(client: Client):
    """The only case shown is invented, and says so."""
    factories.asked(factories.member(), at=timezone.now() - dt.timedelta(hours=1))
    page = text_of(client.get("/"))
    assert "rétinoïde" not in page
    assert "Exemple inventé" in page


def test_the_roles_are_only_in_the_demonstration(client: Client, settings):
    assert "Entrer comme patient" in text_of(client.get("/"))
    settings.DEMO = False
    page = text_of(client.get("/"))
    assert "Entrer comme" not in page
    assert "inventés. Entrez" not in page
    assert client.get("/demo/").status_code == 404


def test_d17_the_charter_shows_each_article_and_the_versions_it_replaced(
    client: Client, monkeypatch
):
    monkeypatch.setitem(
        charter.VERSIONS, "2025-02", (charter.Article("old", "Ancien", "Autrefois."),)
    )
    page = text_of(client.get("/charte/"))
    assert "Version 2026-11-2, en vigueur depuis novembre 2026." in page
    assert page.count('<li id="') == len(charter.articles())
    assert "depuis février 2025, remplacée" in page
    assert page.index("en vigueur") < page.index("Autrefois.")


def test_versions_are_dated_in_words():
    with translation.override("en"):
        assert _month("2026-11") == "November 2026"
        assert _month("2026-11-2") == "November 2026", "a second version in a month"


def test_t2_figures_of_an_empty_house_are_not_zeros(client: Client):
    page = text_of(client.get("/chiffres/"))
    assert "rien à mesurer encore" in page
    assert 'id="spec-t"' not in page


def test_the_figures_quote_what_the_guard_was_measured_to_find(client: Client):
    posts = quoted("posts")
    assert posts is not None
    page = text_of(client.get("/chiffres/"))
    shown = f"{posts.publication.recall.percent:.1f}".replace(".", ",")
    assert f"{shown} %" in page
    assert f"Dans {posts.texts} messages inventés" in page
    assert "Il ne remplace pas votre relecture." in page
    english = text_of(client.get("/chiffres/", headers={"Accept-Language": "en"}))
    assert f"{posts.publication.recall.percent:.1f}%" in english
    assert "It does not replace your own reading." in english


def test_t2_figures_give_delays_and_no_word_of_a_case(client: Client):
    colleague = factories.member("SM32")
    start = timezone.now() - dt.timedelta(hours=30)
    for rank in range(6):
        question = factories.asked(factories.member(), at=start)
        if rank:
            factories.replied(colleague, question, at=start + dt.timedelta(minutes=10 * rank))
    page = text_of(client.get("/chiffres/"))
    assert "<dd>6</dd>" in page
    assert "<dd>30 minutes</dd>" in page
    assert "<dd>83 %</dd>" in page
    assert "rétinoïde" not in page
    assert page.count("<tr>") > 24, "one line an hour, and the specialties"


def test_d12_an_operator_is_named_and_reachable(client: Client, settings):
    assert "ni personne à qui écrire" in text_of(client.get("/patient/"))
    settings.TOCTOC_OPERATOR = {"name": "Association Exemple", "email": "bonjour@exemple.invalid"}
    for path in ("/patient/", "/accessibilite/", "/financement/"):
        page = text_of(client.get(path))
        assert "Association Exemple" in page
        assert 'href="mailto:bonjour@exemple.invalid"' in page
    settings.TOCTOC_OPERATOR, settings.DEMO = {}, False
    assert "Il doit le faire avant d’ouvrir" in text_of(client.get("/patient/"))


def test_a_stale_form_gives_back_what_was_typed_without_secrets():
    """Nothing typed is lost to an expired token; nothing typed becomes markup."""
    client = Client(enforce_csrf_checks=True)
    typed = {
        "body": "ligne 1\nligne 2 </textarea><script>x</script>",
        "password": "très secret",
        "section": "rhythm",
    }
    response = client.post("/demander/", typed)
    assert response.status_code == 403
    html = response.content.decode()
    assert "rien n’a été envoyé" in html
    assert "ligne 1\nligne 2 &lt;/textarea&gt;&lt;script&gt;" in html
    assert "très secret" not in html
    assert html.count("readonly") == 2
    for number in (1, 2):
        assert f'<label for="typed-{number}">' in html
        assert f'id="typed-{number}"' in html


def test_too_fast_says_how_long_and_keeps_the_text(rf: RequestFactory):
    request = rf.post("/demander/", {"body": "mon texte"})
    request.user = factories.account()
    response = errors.too_many(request, TooMany(limit_named("ask"), dt.timedelta(minutes=12)))
    assert response.status_code == 429
    assert response["Retry-After"] == "720"
    page = text_of(response)
    assert "dans 12 minutes" in page
    assert "mon texte" in page


def test_a_wrong_address_is_a_page_with_a_way_out(client: Client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert 'href="/"' in text_of(response)
    assert "n’existe pas" in text_of(response)


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_a_breakdown_page_needs_nothing(name: str, django_assert_num_queries, settings):
    """No request, no database, no manifest of static files: those may be what broke."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    with django_assert_num_queries(0):
        html = render_to_string(name)
    assert '<html lang="fr">' in html
    assert all(number in html for number in HELP)
    assert "/static/css/base.css" in html
    with translation.override("en"):
        assert '<html lang="en">' in render_to_string(name)


def test_a_crash_shows_the_page_for_it(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("toctoc.web.pages.figures", broken)
    response = Client(raise_request_exception=False).get("/chiffres/")
    assert response.status_code == 500
    assert "Une panne, chez nous" in response.content.decode()


def test_the_service_worker_names_static_files_only(client: Client, settings):
    """Law 5: what is kept on a device is the frame of the site and the offline page."""
    settings.TOCTOC_NAME = 'Toc"</script>'
    response = client.get("/sw.js")
    assert response["Content-Type"] == "text/javascript"
    assert "no-cache" in response["Cache-Control"]
    code = response.content.decode()
    found = re.search(r"const ASSETS = (.*);", code)
    assert found
    assert all(path.startswith("/static/") for path in json.loads(found[1]))
    assert 'showNotification("Toc\\"</script>"' in code
    assert "http" not in code


def test_m1_the_manifest_installs_and_receives_shared_text(client: Client):
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    described = response.json()
    for icon in described["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon
    share = described["share_target"]
    assert (share["action"], share["method"]) == ("/demander/", "GET")
    client.force_login(factories.member())
    query = {share["params"]["title"]: "Un titre", share["params"]["text"]: "et un texte partagé"}
    assert "et un texte partagé" in text_of(client.get(share["action"], query))
    assert '<link rel="manifest" href="/manifest.webmanifest">' in text_of(client.get("/charte/"))


def test_both_speeds_of_the_guard_are_in_my_settings_with_their_errors(client: Client, settings):
    settings.TOCTOC_GUARD_THRESHOLD, settings.TOCTOC_GUARD_MINOR_THRESHOLD = 80, 2500
    posts = quoted("posts")
    assert posts is not None
    client.force_login(factories.member("SM32"))
    page = text_of(client.get("/moi/reglages/"))
    assert "moins de 80 personnes en France, 2 500 pour un mineur" in page.replace("\u202f", " ")
    for speed in (posts.typing, posts.publication):
        for rate in (speed.recall, speed.flagged):
            assert f"{rate.percent:.1f} %".replace(".", ",") in page
