"""Stories of joining through the pages: one calm step after another (D1, D2, D17, T10)."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from toctoc.ops.psc_demo.identities import invented_rpps
from toctoc.people import charter, queries
from toctoc.people.folding import fold_name
from toctoc.people.models import (
    CharterAcceptance,
    DirectoryEntry,
    DirectoryImport,
    Person,
    Proof,
    ProofDocument,
)

from .joining_kit import PASSWORD, browser, member, newcomer, text_of

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"photo de carte" * 40


def upload(name: str = "carte.jpg", data: bytes = JPEG):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, data, content_type="text/html")


def typed(**changes):
    return {
        "profession": "21",
        "specialty": "",
        "stage": "practising",
        "family": "Lorvane",
        "given": "Maud",
        "number": invented_rpps(777),
        "department": "29",
    } | changes


def test_from_an_address_to_the_list_of_steps():
    """Sign up, read the code in the e-mail, arrive where one is told what comes next."""
    client = Client(enforce_csrf_checks=False)
    page = client.get(reverse("account_signup"))
    assert "Créer un compte" in text_of(page)
    answer = client.post(
        reverse("account_signup"), {"email": "Jeanne@Example.org", "password1": PASSWORD}
    )
    assert answer.status_code == 302
    message = mail.outbox[-1]
    assert message.subject.startswith("Toctoc : ")
    assert "127.0.0.1" not in message.body
    code = re.search(r"^([A-Z0-9-]{6,9})$", message.body, re.M)
    assert code, message.body
    page = client.get(answer["Location"])
    assert "Votre code" in text_of(page)
    answer = client.post(answer["Location"], {"code": code[1]})
    assert answer.status_code == 302
    assert answer["Location"] == "/rejoindre/"
    page = text_of(client.get("/rejoindre/"))
    assert "Protéger votre compte" in page
    person = Person.objects.get(email="jeanne@example.org")
    assert not person.is_member


def test_a_wrong_code_is_said_and_a_known_address_is_not_told():
    newcomer_address = newcomer().email
    client = browser()
    first = client.post(
        reverse("account_signup"), {"email": "neuve@example.org", "password1": PASSWORD}
    )
    second = browser().post(
        reverse("account_signup"), {"email": newcomer_address, "password1": PASSWORD}
    )
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    page = client.post(first["Location"], {"code": "000000"})
    assert page.status_code == 200
    assert 'class="error"' in text_of(page)


def test_nobody_skips_a_step():
    """D1, D17: second factor, then charter, then proof; every other door leads to the list."""
    doors = [
        "charter_accept",
        "joining_proof",
        "joining_sponsored",
        "joining_document",
        "joining_name",
    ]
    open_to = {
        newcomer(protected=False, chartered=False): 0,
        newcomer(chartered=False): 1,
        newcomer(): 4,
    }
    for person, count in open_to.items():
        client = browser(person)
        for rank, door in enumerate(doors):
            status = client.get(reverse(door)).status_code
            assert status == (200 if rank < count else 302), (door, count)


@pytest.mark.parametrize(
    "path",
    [
        "/rejoindre/",
        "/rejoindre/charte/",
        "/rejoindre/preuve/",
        "/rejoindre/preuve/document/",
        "/rejoindre/nom/",
        "/parrainage/abcdefghijkm/",
        "/moderation/preuves/",
        "/moderation/registre/",
        "/moderation/preuves/abcdefghijkm/document",
    ],
)
def test_a_stranger_is_shown_the_way_in(path):
    answer = browser().get(path)
    assert answer.status_code in (302, 404)


def test_the_charter_is_ticked_one_by_one():
    person = newcomer(chartered=False)
    client = browser(person)
    page = text_of(client.get(reverse("charter_accept")))
    assert page.count('type="checkbox"') == len(charter.articles())
    assert " checked" not in page
    some = client.post(
        reverse("charter_accept"), {"version": charter.CURRENT, "commitment": ["secret"]}
    )
    assert some.status_code == 400
    assert 'value="secret" checked' in text_of(some), "what was ticked is kept"
    assert not CharterAcceptance.objects.exists()
    answer = client.post(
        reverse("charter_accept"),
        {"version": charter.CURRENT, "commitment": sorted(charter.keys())},
    )
    assert answer["Location"] == "/rejoindre/"
    assert CharterAcceptance.objects.get().person == person


def test_protect_offers_a_passkey_and_an_app():
    client = browser(newcomer(protected=False, chartered=False))
    page = text_of(client.get(reverse("joining_protect")))
    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_activate_totp") in page


def test_the_last_second_factor_cannot_be_dropped(settings):
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator

    person = newcomer()
    key = Authenticator.objects.get(user=person)
    assert not get_adapter().can_delete_authenticator(key)
    stored = str(key.data)
    assert "gAAAA" in stored, "the secret is sealed at rest"


def test_a_document_is_sent_waits_is_accepted_and_the_person_chooses_a_name():
    """The whole way of somebody without e-CPS."""
    person, moderator = newcomer(), member(role="moderator")
    client, other = browser(person), browser(moderator)
    answer = client.post(reverse("joining_document"), typed(document=upload()))
    assert answer.status_code == 302
    assert "Document reçu" in text_of(client.get(reverse("joining_document")))
    assert "attend un modérateur" in text_of(client.get("/rejoindre/"))
    proof = Proof.objects.get()
    page = text_of(other.get(reverse("proof_queue")))
    assert proof.public_id in page
    assert "Lorvane" not in page, "the queue names nobody"
    page = text_of(other.get(reverse("proof_decide", args=[proof.public_id])))
    assert "Maud Lorvane" in page
    assert invented_rpps(777) not in page, "the number is read on the document, not on the screen"
    seen = other.get(reverse("proof_document", args=[proof.public_id]))
    assert seen.content == JPEG
    assert seen["Content-Type"] == "image/jpeg"
    assert seen["Cache-Control"] == "no-store"
    assert "sandbox" in seen["Content-Security-Policy"]
    decision = {"decision": "accept", "number": invented_rpps(777)}
    other.post(reverse("proof_decide", args=[proof.public_id]), decision)
    person.refresh_from_db()
    assert person.is_member
    assert not ProofDocument.objects.exists()
    page = text_of(client.get(reverse("joining_name")))
    assert "Maud Lorvane" in page
    client.post(reverse("joining_name"), {"pseudonym": "Sel fin", "signature": "pseudonym"})
    person.refresh_from_db()
    assert queries.byline(person, person.signature) == "Sel fin"
    assert client.get("/rejoindre/")["Location"] == "/"


def test_a_refusal_says_why_and_what_next():
    person, moderator = newcomer(), member(role="moderator")
    browser(person).post(reverse("joining_document"), typed(document=upload()))
    proof = Proof.objects.get()
    path = reverse("proof_decide", args=[proof.public_id])
    silent = browser(moderator).post(path, {"decision": "refuse"})
    assert silent.status_code == 400
    wrong = browser(moderator).post(path, {"decision": "accept", "number": invented_rpps(1)})
    assert wrong.status_code == 400
    browser(moderator).post(path, {"decision": "refuse", "reason": "Photo floue : reprenez-la."})
    page = text_of(browser(person).get("/rejoindre/"))
    assert "Photo floue" in page
    assert reverse("joining_proof") in page


def test_who_opens_the_document(client):
    """The table, through the address itself: 200 for one kind of person, 404 for the others."""
    person = newcomer()
    browser(person).post(reverse("joining_document"), typed(document=upload()))
    path = reverse("proof_document", args=[Proof.objects.get().public_id])
    table = [
        (None, 404),
        (newcomer(), 404),
        (person, 404),
        (member(), 404),
        (member(role="moderator", standing="suspended"), 404),
        (member(role="moderator"), 200),
        (member(role="operator"), 200),
    ]
    for who, status in table:
        assert browser(who).get(path).status_code == status, who
    assert browser(member()).get("/moderation/registre/").status_code == 404
    assert browser(member(role="moderator")).get("/moderation/registre/").status_code == 404
    assert browser(member(role="operator")).get("/moderation/registre/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "file", "words"),
    [
        ({"number": "10001234567"}, upload(), "clé de ce numéro"),
        ({"profession": ""}, upload(), "obligatoire"),
        ({"specialty": "SM32"}, upload(), "pas celle de cette profession"),
        ({}, None, "Choisissez une photo"),
        ({}, upload(data=b"<script>alert(1)</script>"), "Seuls les fichiers"),
        ({"family": "a\x00b"}, upload(), "caractère"),
        ({"family": "x" * 100_000}, upload(), "80"),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_the_rest_is_kept(changes, file, words):
    data = typed(**changes)
    if file is not None:
        file.seek(0)
        data["document"] = file
    page = browser(newcomer()).post(reverse("joining_document"), data)
    assert page.status_code == 400
    content = text_of(page)
    assert words in content
    assert 'value="Maud"' in content
    assert not Proof.objects.exists()


def test_a_file_too_large_never_reaches_the_disk():
    page = browser(newcomer()).post(
        reverse("joining_document"), typed(document=upload(data=JPEG + b"x" * 11_000_000))
    )
    assert page.status_code == 400
    assert "10 Mo" in text_of(page)


def test_sponsors_through_the_pages():
    """X2: directory, two members, each on their own page; a stranger's address tells nothing."""
    source = DirectoryImport.objects.create(file_name="t", digest="t", started_at="2026-01-01T00Z")
    number = invented_rpps(778)
    DirectoryEntry.objects.create(
        idnps="8" + number,
        family="TORELVAN",
        given="Anaïs",
        family_key=fold_name("Torelvan"),
        given_key="anais",
        profession="50",
        category="C",
        seen_in=source,
    )
    person, one, two = newcomer(), member(), member()
    client = browser(person)
    wrong = client.post(
        reverse("joining_sponsored"), {"rpps": number, "family": "Autre", "given": "Anaïs"}
    )
    assert wrong.status_code == 400
    assert "Annuaire" in text_of(wrong)
    client.post(
        reverse("joining_sponsored"), {"rpps": number, "family": "Torelvan", "given": "anaïs"}
    )
    same = set()
    for who in (one.email, two.email, "personne@example.org"):
        client.post(reverse("joining_sponsored"), {"who": who})
        same.add(len(text_of(client.get(reverse("joining_sponsored")))))
    assert len(same) == 1, "the answer is the same whether or not somebody is a member"
    proof = Proof.objects.get()
    path = reverse("sponsor", args=[proof.public_id])
    assert browser(member()).get(path).status_code == 404
    assert browser(person).get(path).status_code == 302
    for sponsor in (one, two):
        assert "Anaïs TORELVAN" in text_of(browser(sponsor).get(path))
        browser(sponsor).post(path, {"answer": "yes"})
    person.refresh_from_db()
    assert queries.status_of(person) == "Sage-femme"
    again = browser(one).post(path, {"answer": "yes"})
    assert again.status_code == 400


def test_withdrawing_destroys_the_document():
    client = browser(newcomer())
    client.post(reverse("joining_document"), typed(document=upload()))
    client.post(reverse("joining_withdraw"))
    assert not ProofDocument.objects.exists()
    assert "Prouver votre profession" in text_of(client.get(reverse("joining_proof")))


def test_a_bad_pseudonym_is_said_beside_the_field():
    person = member(pseudonym=None, pseudonym_key=None)
    page = browser(person).post(
        reverse("joining_name"), {"pseudonym": "Dr Miracle", "signature": "pseudonym"}
    )
    assert page.status_code == 400
    assert "ne porte pas de titre" in text_of(page)
    assert 'value="Dr Miracle"' in text_of(page)


def test_a_suspended_person_is_told_and_offered_nothing():
    page = text_of(browser(member(standing="suspended")).get("/rejoindre/"))
    assert "suspendu" in page


ALLAUTH = [
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
SIGNED_IN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "socialaccount_connections",
]


@pytest.mark.parametrize("name", ALLAUTH)
def test_pages_for_strangers_wear_our_clothes(name):
    page = browser().get(reverse(name))
    assert page.status_code == (401 if name == "socialaccount_login_error" else 200)
    assert "css/base.css" in text_of(page)
    assert "<h1" in text_of(page)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_of_the_account_wear_our_clothes(name):
    page = browser(newcomer()).get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "css/base.css" in text_of(page)


def test_an_app_of_codes_is_activated():
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    person = newcomer(protected=False, chartered=False)
    client = Client(enforce_csrf_checks=False)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "C'est bien vous" in page.content.decode().replace("&#x27;", "'"):
        page = client.post(
            page.request["PATH_INFO"] + "?next=" + reverse("mfa_activate_totp"),
            {"password": PASSWORD},
            follow=True,
        )
    assert "Application de codes" in text_of(page)
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.status_code == 302
    assert "La charte" in text_of(client.get("/rejoindre/"))
