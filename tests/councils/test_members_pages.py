"""A member's e-reputation, and the operator's directory, page by page (M17, K8, K19, B1, D19)."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import NOON, account, asked, member
from toctoc.councils import numbers
from toctoc.councils.models import Address, HelpNumber
from toctoc.people.actions import choose_pseudonym, note_declaration
from toctoc.people.models import Listing, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    numbers.forget_numbers()
    yield
    numbers.forget_numbers()


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def operator() -> Client:
    return of(member(role=Person.Role.OPERATOR))


def text_of(response: HttpResponse) -> str:
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main[0])))


def test_m17_the_desk_holds_replies_proofs_rights_and_a_refusal_for_friends():
    text = text_of(of(member()).get("/moi/reputation/"))
    for needed in (
        "Le secret médical m’interdit de répondre en public",
        "Je n’accepte sur ce réseau aucune demande",
        "Demandez l’effacement de ce qui parle de vous (RGPD).",
        "Je demande son effacement ou, à défaut, son déréférencement",
        "CNIL",
        "commissaire de justice",
        "Je suis visé",
        "À éviter",
    ):
        assert needed in text


def test_m17_the_delisting_links_are_the_operator_s_with_their_day(operator: Client):
    """No address is shipped; the forms that the operator checked stand where they are needed."""
    page = operator.get("/moi/reputation/")
    assert "Cherchez son formulaire sur son site officiel." in text_of(page)
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    assert "http" not in main
    web, keep = "https://formulaire.example.org/", "/moderation/annuaire-conseils"
    line = FORM | {"postal": "", "name": "Moteur inventé", "web": web}
    assert operator.post(f"{keep}/moteur-1/national/", line).status_code == 302
    line = FORM | {"postal": "", "web": "https://cnil.example.org/"}
    assert operator.post(f"{keep}/cnil/national/", line).status_code == 302
    page = operator.get("/moi/reputation/")
    assert f'<a href="{web}" rel="noreferrer">Moteur inventé</a>' in page.content.decode()
    assert "https://cnil.example.org/ Vérifié le 5 janvier 2026." in text_of(page)
    assert "Cherchez son formulaire" not in text_of(page)


def test_m17_a_changed_reply_is_read_again_before_it_leaves():
    desk = of(member())
    typed = "Bonjour Mme Dupont, votre consultation s’est bien passée."
    page = desk.post("/moi/reputation/", {"key": "thanks", "text": typed})
    text = text_of(page)
    assert typed in text, "what was typed is still there"
    assert "votre consultation dit que la personne a été soignée" in text
    assert "Dupont pourrait faire reconnaître quelqu’un" in text
    clean = desk.post("/moi/reputation/", {"key": "thanks", "text": "Merci de votre message."})
    assert "Rien de repéré" in text_of(clean)


def test_m17_no_answer_of_the_filter_is_not_a_yes(monkeypatch):
    from toctoc.guard import GuardError

    def broken(*_text: object, **_more: object) -> None:
        raise GuardError

    monkeypatch.setattr("toctoc.web.reputation.check_text", broken)
    page = of(member()).post("/moi/reputation/", {"key": "neutral", "text": "Merci."})
    assert "n’envoyez rien" in text_of(page)


def test_m17_the_reminder_is_a_calendar_file():
    response = of(member()).get("/moi/reputation/rappel.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "RRULE:FREQ=MONTHLY" in text


def test_k8_a_doctor_declares_pseudonyms_to_the_council_of_their_departement():
    doctor = member()
    doctor.department = "69"
    doctor.save(update_fields=["department"])
    page = of(doctor).get("/moi/reputation/declaration/").content.decode()
    assert "Conseil départemental de l’Ordre des médecins, Rhône (69)" in unescape(page)
    assert doctor.pseudonym in page
    letter = of(doctor).post("/moi/reputation/declaration/", {"accounts": "Réseau A : dr_x"})
    assert "R.4127-75" in text_of(letter)
    assert "Réseau A : dr_x" in text_of(letter)


def test_k8_a_doctor_whose_departement_nobody_knows_chooses_the_council():
    browser, page = of(member()), "/moi/reputation/declaration/"
    assert "Conseil départemental de l’Ordre des médecins ." in text_of(browser.get(page))
    chosen = browser.get(page, {"departement": "rhone"})
    council = "Conseil départemental de l’Ordre des médecins, Rhône (69)"
    assert council in text_of(chosen)
    sent = re.search(r'type="hidden" name="departement" value="([^"]*)"', chosen.content.decode())
    assert sent is not None
    letter = browser.post(page, {"departement": unescape(sent[1]), "accounts": "Réseau A"})
    assert council in text_of(letter), "also without JavaScript"


def test_k8_another_profession_is_told_whom_to_ask():
    nurse = of(member("", profession="60"))
    assert "celle des médecins" in text_of(nurse.get("/moi/reputation/declaration/"))
    assert "Préparer la lettre" not in text_of(nurse.get("/moi/reputation/"))


def test_k8_the_member_says_when_it_left_and_when_the_council_answered():
    doctor = member()
    page, state = "/moi/reputation/declaration/", "/moi/reputation/declaration/etat"
    browser = of(doctor)
    assert "Quand votre lettre est partie, dites-le ici." in text_of(browser.get(page))
    missing = browser.post(state, {"sent_on": "", "acknowledged_on": ""})
    assert missing.status_code == 422
    assert "Dites le jour où la lettre est partie." in text_of(missing)
    typed = {"sent_on": "2026-01-05", "acknowledged_on": "hier"}
    wrong = browser.post(state, typed)
    assert "Écrivez une date comme" in text_of(wrong)
    assert 'value="2026-01-05"' in wrong.content.decode(), "nothing typed is lost"
    assert 'value="hier"' in wrong.content.decode()
    assert browser.post(state, {"sent_on": "2026-01-05"}).status_code == 302
    assert "Déclaré le 5 janvier 2026. Dites-nous" in text_of(browser.get(page))
    both = {"sent_on": "2026-01-05", "acknowledged_on": "2026-01-20"}
    said = text_of(browser.post(state, both, follow=True))
    assert "Déclaré le 5 janvier 2026, accusé de réception du 20 janvier 2026." in said
    assert "pseudonyme enregistré" in said
    choose_pseudonym(doctor, "Autre rivage", at=NOON)
    said = text_of(browser.get(page))
    assert "déclarez aussi « Autre rivage »" in said
    assert "2026-01-05" not in said
    assert browser.post(state, {"do": "forget"}).status_code == 302
    assert "Quand votre lettre est partie" in text_of(browser.get(page))


def test_k8_the_dates_are_read_by_moderators_and_the_badge_by_colleagues():
    doctor, colleague = member(), member()
    note_declaration(
        doctor, sent_on=dt.date(2026, 1, 5), acknowledged_on=dt.date(2026, 1, 20), at=NOON
    )
    moderator = of(member("", profession="60", role=Person.Role.MODERATOR))
    assert 'href="/moderation/pseudonymes/"' in moderator.get("/moi/reputation/").content.decode()
    found = text_of(moderator.get("/moderation/pseudonymes/", {"q": doctor.pseudonym}))
    assert "Déclaré le 5 janvier 2026. Accusé de réception du 20 janvier 2026." in found
    none = text_of(moderator.get("/moderation/pseudonymes/?q=personne"))
    assert "Ce pseudonyme n’est pas déclaré." in none
    assert of(colleague).get("/moderation/pseudonymes/").status_code == 404
    question = asked(colleague, audience="named", named=(listing(member()),))
    chosen = of(colleague).post(
        f"/q/{question.public_id}/demander-a", {"q": doctor.pseudonym, "do": "find"}
    )
    assert "pseudonyme enregistré" in text_of(chosen)
    assert "janvier" not in text_of(chosen), "the dates are not for colleagues"


def listing(person: Person) -> str:
    return Listing.objects.get(person=person).public_id


def test_k8_nobody_but_a_doctor_keeps_a_date():
    nurse = of(member("", profession="60"))
    sent = {"sent_on": "2026-01-05"}
    assert nurse.post("/moi/reputation/declaration/etat", sent).status_code == 404
    assert of(member()).get("/moi/reputation/declaration/etat").status_code == 405


PRIVATE = ("/moi/reputation/", "/moi/reputation/rappel.ics", "/moi/reputation/declaration/")
OF_OPERATOR = (
    "/moderation/annuaire-conseils/",
    "/moderation/annuaire-conseils/?conseil=ars",
    "/moderation/annuaire-conseils.csv",
    "/moderation/annuaire-conseils/10/69/",
    "/moderation/annuaire-conseils/cnil/national/",
    "/moderation/numeros/",
)


@pytest.mark.parametrize("path", [*PRIVATE, *OF_OPERATOR])
def test_strangers_are_shown_the_way_in(client: Client, path: str):
    assert client.get(path).status_code == 302
    assert of(account()).get(path).status_code == 302


@pytest.mark.parametrize("path", OF_OPERATOR)
@pytest.mark.parametrize("role", ["member", "moderator", "senior", "auditor"])
def test_the_directory_is_the_operator_s_alone(path: str, role: str):
    visitor = of(member(role=role))
    assert visitor.get(path).status_code == 404
    assert visitor.post(path).status_code in (404, 405)
    sent = {"file": BytesIO(b"body;department")}
    assert visitor.post("/moderation/annuaire-conseils/importer", sent).status_code == 404
    assert not Address.objects.exists()


@pytest.mark.parametrize("path", [*PRIVATE, *OF_OPERATOR])
def test_each_page_takes_few_queries(operator: Client, path: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert operator.get(path).status_code == 200


FORM = {
    "name": "",
    "postal": "3 rue du Conseil",
    "phone": "",
    "email": "",
    "web": "",
    "source_kind": "call",
    "source_url": "",
    "verified_on": "2026-01-05",
}


def test_b1_the_operator_writes_an_address_and_a_patient_reads_it(operator: Client):
    path = "/moderation/annuaire-conseils/10/69/"
    refused = operator.post(path, FORM | {"source_kind": "", "verified_on": "2999-01-01"})
    assert refused.status_code == 422
    assert "Dites d’où vient l’information." in text_of(refused)
    assert "3 rue du Conseil" in refused.content.decode(), "nothing typed is lost"
    assert operator.post(path, FORM).status_code == 302
    listed = text_of(operator.get("/moderation/annuaire-conseils/?conseil=10"))
    assert "1 fiche remplie." in listed
    patient = Client().get("/conseil/reproche/?profession=10&departement=69")
    assert "3 rue du Conseil" in text_of(patient)
    assert "Vérifié le 5 janvier 2026." in text_of(patient)


def test_b1_export_change_import(operator: Client):
    operator.post("/moderation/annuaire-conseils/10/69/", FORM)
    sent = operator.get("/moderation/annuaire-conseils.csv").content.decode()
    changed = sent.replace("3 rue du Conseil", "4 rue du Conseil")
    file = BytesIO(changed.encode())
    done = operator.post("/moderation/annuaire-conseils/importer", {"file": file}, follow=True)
    assert "1 fiche enregistrée." in text_of(done)
    assert Address.objects.get().postal == "4 rue du Conseil"
    wrong = BytesIO(changed.replace("2026-01-05", "hier").encode())
    refused = operator.post("/moderation/annuaire-conseils/importer", {"file": wrong})
    assert refused.status_code == 422
    assert "Rien n’a été enregistré" in text_of(refused)
    assert re.search(r"Ligne \d+ : Dites le jour", text_of(refused))
    assert operator.post("/moderation/annuaire-conseils/importer", {}).status_code == 422
    large = BytesIO(b"x" * 1_000_001)
    refused = operator.post("/moderation/annuaire-conseils/importer", {"file": large})
    assert "trop long" in text_of(refused)


@pytest.mark.django_db(transaction=True)
def test_d19_the_operator_changes_a_number_and_every_footer_follows():
    operator = of(member(role=Person.Role.OPERATOR))
    form = {
        "key": "sps",
        "number": "0 800 00 00 00",
        "label_fr": "Écoute",
        "label_en": "Listening",
        "in_footer": "on",
        "shown": "on",
        "verified_on": "2026-01-05",
        "source": "appel",
    }
    assert "tel:0805232336" in Client().get("/").content.decode()
    assert operator.get("/").status_code == 200, "its stencil is cut with the old number"
    wrong = operator.post("/moderation/numeros/", form | {"verified_on": "demain"})
    assert wrong.status_code == 422
    assert operator.post("/moderation/numeros/", form).status_code == 302
    assert HelpNumber.objects.get().label_en == "Listening"
    for reader, path in ((Client(), "/"), (operator, "/"), (Client(), "/patient/")):
        foot = reader.get(path).content.decode().split("<footer")[1]
        foot = unescape(foot).replace("\u00a0", " ")
        assert 'href="tel:0800000000">Écoute : 0 800 00 00 00' in foot
        assert "0805232336" not in foot
    english = Client().get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Listening" in english.split("<footer")[1]


@pytest.mark.parametrize(
    "path",
    [
        "/moderation/annuaire-conseils/99/69/",
        "/moderation/annuaire-conseils/10/999/",
        "/moderation/annuaire-conseils/?conseil=99",
    ],
)
def test_a_council_that_does_not_exist_has_no_page(operator: Client, path: str):
    assert operator.get(path).status_code == 404
