"""French first, English complete: the catalogues, pages in each language, how one chooses."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from tests import factories
from tests.web.catalogue_kit import PACKAGE, Sentence, entries, said
from tests.web.joining_kit import PASSWORD, newcomer
from toctoc.notify.models import Rhythm
from toctoc.people.actions import submit_document
from toctoc.people.models import Person
from toctoc.people.types import Claim
from toctoc.questions import clock
from toctoc.questions.digest import send_digests
from toctoc.web.words import answers, duration

MORNING = factories.NOON.replace(hour=7)  # eight in Paris
# An English case: what remains in French on the page is ours.
CASE = "F 70-75, DOAC for AF, single tooth extraction planned. Would you stop the DOAC?"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
REPLY = "Keep it going, local haemostasis. Renal function?"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")
# Institutions keep their names; so do the invented people of the imitation.
NAMES = re.compile(
    r"Ordre des médecins|Défenseur des droits|Pro Santé Connect|Annuaire Santé|Français|"
    r"e-CPS|Entraide ordinale|départements?\b|Département\b|Noé|Anaïs|Salomé|Danrémont|"
    r"^(?:\d\d|2[AB]|9\d\d) .*"  # the départements, by number
)
FRENCH = re.compile(
    r"[àâçèéêëîïôûœ«»]|\b(?:le|la|les|des|une|vous|votre|vos|est|pas|pour|sur|avec|aux|qui|"
    r"dans|cette|depuis|je|mes)\b",
    re.I,
)


ENGLISH = re.compile(
    r"\b(?:the|your|you|this|please|with|and|of|for|not|is|are|click|enter|choose|sign)\b", re.I
)


# -- the catalogues ------------------------------------------------------------------------------


def compiled(language: str) -> dict[object, str]:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        found: dict[object, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    found.pop("", None)
    return found


def test_the_english_catalogue_holds_every_sentence_of_the_source_and_no_other():
    kept = {entry.sentence for entry in entries("en")}
    new, gone = said() - kept, kept - said()
    assert not new | gone, f"`make messages`: new {sorted(new)}, gone {sorted(gone)}"


def test_no_sentence_is_left_untranslated_or_guessed():
    for entry in entries("en"):
        assert all(entry.translations), entry.sentence
        assert "fuzzy" not in entry.flags, entry.sentence


def test_a_translation_keeps_the_values_and_the_markup_of_its_sentence():
    def parts(text: str) -> list[str]:
        return sorted(PLACE.findall(text) + re.findall(r"</?\w[^>]*>|%%", text))

    for entry in entries("en"):
        for source, text in zip(entry.sentence, entry.translations, strict=False):
            assert parts(source) == parts(text), source


def test_english_is_spaced_and_quoted_as_english():
    for entry in entries("en"):
        for text in entry.translations:
            assert not re.search(r"[ \u00a0\u202f][?!;:](?![a-z])|[«»]", text), text
            assert text == text.strip() or text.strip() != entry.texts["msgid"].strip(), text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_compiled_is_what_was_written(language: str):
    """A fresh machine runs without gettext: the .mo is committed, and must not lag behind."""
    expected: dict[object, str] = {}
    for entry in entries(language):
        if entry.sentence[1]:
            for number, text in enumerate(entry.translations):
                expected[entry.texts["msgid"], number] = text
        else:
            expected[entry.texts["msgid"]] = entry.texts["msgstr"]
    assert compiled(language) == expected


def test_french_keeps_plurals_and_only_them():
    plurals: set[Sentence] = {sentence for sentence in said() if sentence[1]}
    assert {entry.sentence for entry in entries("fr")} == plurals
    assert all(tuple(entry.translations) == entry.sentence for entry in entries("fr"))


def test_no_catalogue_of_a_library_rewords_our_french():
    """Django and allauth translate English words that French has too ("Date", "Question")."""
    with translation.override("fr"):
        for singular, _plural in said():
            assert translation.gettext(singular) == singular


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 réponse", "0 answers"),
        (1, "1 réponse", "1 answer"),
        (2, "2 réponses", "2 answers"),
    ],
)
def test_zero_is_singular_in_french_and_plural_in_english(count: int, french: str, english: str):
    for language, expected in (("fr", french), ("en", english)):
        with translation.override(language):
            form = translation.ngettext("%(n)d réponse", "%(n)d réponses", count)
            assert form % {"n": count} == expected
    with translation.override("fr"):
        assert duration(0) == "0 seconde"
        assert answers(0) == "Pas encore de réponse"


@pytest.mark.parametrize("name", ["compose.js", "push.js"])
def test_the_words_of_scripts_are_in_both_languages(name: str):
    code = (PACKAGE / "web" / "static" / "js" / name).read_text(encoding="utf-8")
    french, english = re.findall(r"\{\n((?:\s+\w+: (?:[^{}\n]|\$\{\w+\})+,\n)+)\s+\}", code)[:2]
    keys = [re.findall(r"^\s+(\w+):", words, re.M) for words in (french, english)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 3


# -- the pages -----------------------------------------------------------------------------------


class Words(HTMLParser):
    """What a reader sees or hears of a page, but what is marked as another language."""

    SAID = ("aria-label", "title", "placeholder", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "style") or (values.get("lang") in ("fr", "en") and tag != "html"):
            self.quiet.append(tag)
        if values.get("lang") in ("fr", "en") and tag != "html":
            return
        self.found += [
            value
            for name, value in attrs
            if value and (name in self.SAID or (name.startswith("data-") and " " in value))
        ]

    def handle_endtag(self, tag: str) -> None:
        if self.quiet and self.quiet[-1] == tag:
            self.quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self.quiet and data.strip():
            self.found.append(data)


def words_of(html: str) -> list[str]:
    reader = Words()
    reader.feed(html)
    return [re.sub(r"\s+", " ", unescape(text)).strip() for text in reader.found]


def pieces(sentence: str) -> list[str]:
    """What of a French sentence must appear word for word, if it appears at all."""
    plain = re.split(rf"{PLACE.pattern}|<[^>]+>", sentence.replace("%%", "%"))
    return [piece for part in plain if len(piece := re.sub(r"\s+", " ", part).strip()) > 14]


def check_english(html: str, where: str) -> None:
    words = words_of(html)
    whole, wrong = "\n".join(words), []
    for entry in entries("en"):
        for source, text in zip(entry.sentence, entry.translations, strict=False):
            if source == text or not source:
                continue
            # In a short sentence a word may be English too ("Questions", "Date", "Non").
            if (source in words and source not in ALIKE) or any(p in whole for p in pieces(source)):
                wrong.append(source)
    unmarked = [text for text in words if FRENCH.search(NAMES.sub("", text))]
    assert not wrong + unmarked, f"{where}: translated but shown {wrong}, unmarked {unmarked}"


# French for one thing and English for another.
ALIKE = {entry.texts["msgstr"] for entry in entries("en") if "msgstr" in entry.texts}


def plain_paths(found: URLResolver | None = None, prefix: str = "/") -> list[str]:
    """Every address without a value in it."""
    paths: list[str] = []
    for pattern in (found or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
        if isinstance(pattern, URLResolver):
            paths += plain_paths(pattern, route)
        elif isinstance(pattern, URLPattern) and not re.search(r"[<(\\]", route):
            paths.append(route)
    return paths


def english_client(person: Person | None = None) -> Client:
    client = Client(headers={"accept-language": "en-GB,en;q=0.8"})
    if person is not None:
        client.force_login(person)
    return client


def is_page(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "")
    return response.status_code == 200 and kind.startswith("text/html") and not response.streaming


@pytest.fixture
def house(db: object) -> dict[str, str]:
    """A question with an answer, a draft, a knock; ids by name."""
    asker, colleague = factories.member(), factories.member("SM32")
    question = factories.asked(asker, CASE, specialties=("SM32",), at=timezone.now())
    reply = factories.replied(colleague, question, REPLY, at=timezone.now())
    return {
        "question": question.public_id,
        "reply": reply.public_id,
        "asker": asker.public_id,
        "colleague": colleague.public_id,
    }


NOT_PAGES = ("/psc-demo", "/live", "/metrics", "/api/v1/docs", "/api/v1/openapi")
READERS = ["visitor", "newcomer", "member", "moderator", "operator"]


@pytest.mark.parametrize("who", READERS)
def test_every_page_of_an_english_reader_is_in_english(who: str, house: dict[str, str]):
    person = (
        None
        if who == "visitor"
        else newcomer()
        if who == "newcomer"
        else factories.member("SM32", role=who)
    )
    client, seen = english_client(person), 0
    for path in plain_paths():
        if path.startswith(NOT_PAGES):
            continue
        response = client.get(path)
        if is_page(response):
            check_english(response.content.decode(), f"{who} {path}")
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("who", ["visitor", "newcomer", "member"])
def test_every_page_of_a_french_reader_is_in_french(who: str, db: object):
    """Ours, and those that allauth brings."""
    client = Client(headers={"accept-language": "fr"})
    if who != "visitor":
        client.force_login(newcomer() if who == "newcomer" else factories.member())
    for path in plain_paths():
        if not path.startswith(NOT_PAGES) and is_page(response := client.get(path)):
            words = words_of(response.content.decode())
            assert not (found := [text for text in words if ENGLISH.search(text)]), (path, found)


def test_a_question_and_what_one_does_with_it_are_in_english(house: dict[str, str]):
    asker, colleague = (Person.objects.get(public_id=house[who]) for who in ("asker", "colleague"))
    moderator = factories.member(role="moderator")
    for person in (asker, colleague, moderator):
        client = english_client(person)
        for post in (house["question"], house["reply"]):
            for verb in ("", "/modifier", "/versions", "/supprimer", "/masquer", "/fil"):
                response = client.get(f"/q/{post}{verb}")
                if is_page(response):
                    check_english(response.content.decode(), f"{person.role} {post}{verb}")
        for query in ("/recherche/?q=tooth", "/recherche/?q=nothing+such", "/?voir=mes-questions"):
            check_english(client.get(query).content.decode(), query)


def test_what_members_wrote_is_read_aloud_in_french(house: dict[str, str]):
    """WCAG 3.1.2: a screen reader set to English must not read a French case as English."""
    client = english_client(factories.member("SM32"))
    words = "\n".join(
        text
        for path in ("/", f"/q/{house['question']}")
        for text in words_of(client.get(path).content.decode())
    )
    assert "Toctoc" in words
    assert CASE not in words
    assert REPLY not in words


def test_refusals_are_in_english(house: dict[str, str]):
    person = factories.member()
    client = english_client(person)
    empty = client.post("/demander/", {"body": "", "do": "publish", "token": "x1"})
    check_english(empty.content.decode(), "an empty question")
    named = {"body": "Mr John Smith, tel 06 12 34 56 78, tooth", "do": "check", "token": "x2"}
    response = client.post("/demander/", named)
    text = " ".join(words_of(response.content.decode()))
    assert "could make someone recognisable" in text
    check_english(client.get("/nulle-part/").content.decode(), "404")
    with translation.override("en"):
        for name in ("400", "403", "404", "429", "500", "csrf"):
            check_english(render_to_string(f"errors/{name}.html", {"minutes": 3}), name)


def test_a_document_to_judge_is_in_english(db: object):
    applicant = newcomer()
    claim = Claim(
        number=factories.rpps(4711),
        family="Example",
        given="Ann",
        profession="10",
        specialty="SM32",
        department="75",
    )
    proof = submit_document(applicant, claim, PICTURE, at=timezone.now())
    check_english(
        english_client(applicant).get("/rejoindre/preuve/document/").content.decode(),
        "a document that waits",
    )
    client = english_client(factories.member(role="moderator"))
    for path in ("/moderation/preuves/", f"/moderation/preuves/{proof.public_id}/"):
        check_english(client.get(path).content.decode(), path)


def test_the_imitation_of_pro_sante_connect_is_in_english(db: object):
    asked = {
        "client_id": "toctoc-demo",
        "redirect_uri": f"http://testserver{reverse('psc_callback')}",
        "response_type": "code",
        "scope": "openid",
        "state": "s",
        "nonce": "n",
    }
    client = english_client()
    for extra in ({}, {"identity": "gp"}, {"identity": "gp-card"}, {"client_id": "other"}):
        response = client.get("/psc-demo/auth", asked | extra)
        check_english(response.content.decode(), f"imitation {extra}")


def test_d2_the_register_says_states_in_words_of_the_reader(db: object):
    operator = factories.member(role="operator")
    for language, words in (("fr", ("membre", "Démonstration")), ("en", ("member", "Demonstr"))):
        client = Client(headers={"accept-language": language})
        client.force_login(operator)
        page = client.get("/moderation/registre/").content.decode()
        assert all(f"<td>{word}" in page for word in words)


def test_who_signed_without_a_name_is_a_colleague_in_english(db: object):
    """Bylines are kept in French; so are fragments, once a language."""
    question = factories.asked(factories.member(), CASE, specialties=("SM32",), at=timezone.now())
    type(question).objects.filter(pk=question.pk).update(
        signature="protected", byline="Un confrère"
    )
    reader = factories.member("SM32")
    for language, name in (("fr", "Un confrère"), ("en", "A colleague"), ("fr", "Un confrère")):
        client = Client(headers={"accept-language": language})
        client.force_login(reader)
        for path in ("/", f"/q/{question.public_id}"):
            assert name in client.get(path).content.decode(), f"{language} {path}"
        known = client.get(f"/api/v1/questions/{question.public_id}").json()
        assert known["question"]["byline"] == name


def test_t1_a_knock_names_the_specialty_in_words(db: object):
    colleague = factories.member("SM32")
    question = factories.asked(factories.member(), CASE, specialties=("SM32",))
    clock.tick(factories.NOON + dt.timedelta(seconds=31))
    page = english_client(colleague).get(f"/q/{question.public_id}").content.decode()
    assert "Why was I knocked?" in page
    assert "SM32." not in page
    assert "specialty: Neurology." in page
    check_english(page, "a knock")


# -- choosing ------------------------------------------------------------------------------------


def language_of(response: HttpResponse) -> str:
    found = re.search(r'<html lang="(\w+)"', response.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("en", "en"),
        ("en-US,en;q=0.5", "en"),
        ("fr-BE", "fr"),
        ("de,pl;q=0.7", "fr"),
        ("", "fr"),
        ("de,en;q=0.3", "en"),
    ],
)
def test_the_browser_is_heard_and_french_comes_first(client: Client, asked: str, given: str, db):
    assert language_of(client.get("/patient/", headers={"accept-language": asked})) == given


def test_a_choice_lasts_with_the_browser_and_with_the_account(db: object):
    person = factories.member()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person)
    response = client.post("/langue/", {"language": "en", "next": "/patient/"})
    assert (response.status_code, response["Location"]) == (302, "/patient/")
    assert language_of(client.get("/patient/")) == "en"
    assert Person.objects.get(pk=person.pk).language == "en"
    client.post("/compte/logout/")
    assert language_of(client.get("/patient/")) == "en", "the cookie stays"
    client.post("/langue/", {"language": "xx", "next": "/patient/"})
    assert language_of(client.get("/patient/")) == "en", "an unknown language changes nothing"


@pytest.mark.parametrize(("chosen", "expected"), [("", "en"), ("fr", "fr")])
def test_on_a_new_browser_the_account_speaks_unless_the_browser_chose(
    chosen: str, expected: str, db: object
):
    person = newcomer(protected=False, language="en")
    client = Client(headers={"accept-language": "fr", "host": "localhost"})
    if chosen:
        client.post("/langue/", {"language": chosen, "next": "/"})
    response = client.post("/compte/login/", {"login": person.email, "password": PASSWORD})
    assert response.status_code == 302
    assert language_of(client.get("/patient/")) == expected


def test_who_signs_up_in_english_is_written_to_in_english(db: object):
    client = english_client()
    client.post("/compte/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert Person.objects.get(email="new@example.org").language == "en"
    check_message(mail.outbox[-1])
    assert mail.outbox[-1].subject == "Toctoc: your confirmation code"


def test_t5_the_digest_speaks_the_language_of_its_reader(db: object):
    asker, reader = factories.member(), factories.member("SM32")
    Person.objects.filter(pk=reader.pk).update(language="en")
    factories.asked(asker, CASE, specialties=("SM32",), at=MORNING)
    Rhythm.objects.update_or_create(person=reader, defaults={"digest": Rhythm.Digest.DAILY})
    mail.outbox.clear()
    assert send_digests(MORNING) == 1
    check_message(mail.outbox[-1])
    assert "1 question in your specialty is waiting for an opinion." in mail.outbox[-1].body


def check_message(message: EmailMessage) -> None:
    text = re.sub(r"\S*://\S*", "", f"{message.subject}\n{message.body}")
    assert not FRENCH.search(NAMES.sub("", text)), text


def test_the_api_refuses_in_the_language_asked_for(db: object):
    for language, text in (("en", "A valid key is needed"), ("fr", "Il faut une clé")):
        response = Client(headers={"accept-language": language}).get("/api/v1/questions")
        assert text in response.json()["message"]
