"""Pages: report, follow, read why, contest. Suspended and signed-out people included."""

from __future__ import annotations

import html as html_module
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.moderation.kit import (
    BETTER,
    DAY,
    FACTS,
    SUSPEND,
    WHY,
    decided,
    moderator,
    operator,
    reported,
    verdict,
)
from toctoc.moderation import actions
from toctoc.moderation.models import Appeal, Case, Conciliation, Decision, Notice
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
TYPED = {"family": "fatphobia", "reasons": WHY, "good_faith": "1", "subject": "post"}


def browser(person: Person | None = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def text(response: object) -> str:
    found = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return " ".join(html_module.unescape(found).split())


def now_asked(by: Person | None = None) -> Post:
    return asked(by or member(), at=timezone.now() - DAY)


def now_reported(post: Post, family: str = "fatphobia", **more: object) -> Case:
    return reported(post, family, at=timezone.now() - DAY / 2, **more)[0]


def now_decided(case: Case, *steps: object, **more: object) -> Decision:
    return decided(case, *steps, at=timezone.now() - DAY / 4, **more)  # type: ignore[arg-type]


def test_a_member_reports_a_message_from_the_message_itself() -> None:
    """D4: three gestures, and a page that says what happens now."""
    post, witness = now_asked(), member()
    page = browser(witness)
    assert f"/q/{post.public_id}/signaler" in page.get(f"/q/{post.public_id}").content.decode()
    form = page.get(f"/q/{post.public_id}/signaler")
    assert "envers des personnes grosses" in text(form)
    sent = page.post(f"/q/{post.public_id}/signaler", TYPED | {"protected": "1"})
    notice = Notice.objects.get()
    assert sent["Location"] == f"/moi/signalements/{notice.number}/"
    assert notice.protected
    followed = text(page.get(sent["Location"]))
    assert notice.number in followed
    assert WHY in followed
    assert "Un modérateur le lira" in followed
    assert notice.number in text(page.get("/moi/signalements/"))


def test_nobody_reports_their_own_words_from_their_own_message() -> None:
    author = member()
    post = now_asked(author)
    page = browser(author)
    assert "/signaler" not in page.get(f"/q/{post.public_id}").content.decode().split("<footer")[0]
    assert page.get(f"/q/{post.public_id}/signaler").status_code == 302


@pytest.mark.parametrize("missing", ["family", "reasons", "good_faith"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(missing: str) -> None:
    post, page = now_asked(), browser(member())
    typed = {name: value for name, value in TYPED.items() if name != missing}
    answer = page.post(f"/q/{post.public_id}/signaler", typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    if missing != "reasons":
        assert WHY in text(answer)
    assert not Notice.objects.exists()


def test_another_members_notice_is_not_found() -> None:
    witness = member()
    now_reported(now_asked(), by=witness)
    number = Notice.objects.get().number
    assert browser(witness).get(f"/moi/signalements/{number}/").status_code == 200
    assert browser(member()).get(f"/moi/signalements/{number}/").status_code == 404
    assert browser(moderator()).get(f"/moi/signalements/{number}/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stranger_reports_and_follows_by_a_secret_link(language: str) -> None:
    """Article 16: without an account, in both languages."""
    post, page = now_asked(), browser()
    headers = {"HTTP_ACCEPT_LANGUAGE": language}
    assert page.get("/signaler/", **headers).status_code == 200
    link = f"https://exemple.invalid/q/{post.public_id}#x"
    sent = page.post("/signaler/", TYPED | {"link": link}, **headers)
    assert sent["Location"].startswith("/signaler/suivi/")
    followed = page.get(sent["Location"], **headers)
    assert Notice.objects.get().number in text(followed)
    assert Case.objects.get().post == post
    assert Notice.objects.get().language == language
    assert page.get("/signaler/suivi/guessed/").status_code == 404


def test_a_stranger_who_points_at_nothing_is_heard_too() -> None:
    page = browser()
    for link, subject in (("", "site"), ("https://ailleurs.invalid/page", "site")):
        sent = page.post("/signaler/", TYPED | {"link": link})
        assert sent.status_code == 302
        assert Case.objects.order_by("-pk").first().subject == subject
    assert page.post("/signaler/", TYPED | {"email": "pas une adresse"}).status_code == 422


def test_a_name_that_is_taken_is_told_by_the_name() -> None:
    """K7: whoever sees their name used points at it without a link."""
    person = member()
    typed = TYPED | {"family": "impersonation", "link": str(person.pseudonym), "email": "a@b.org"}
    browser().post("/signaler/", typed)
    case = Case.objects.get()
    assert (case.subject, case.person) == ("person", person)
    assert Decision.objects.get().automated


def test_strangers_slow_down() -> None:
    page = browser()
    answers = [page.post("/signaler/", TYPED).status_code for _ in range(7)]
    assert answers[:5] == [302] * 5
    assert answers[6] == 429


def test_who_reported_reads_what_was_decided_and_contests() -> None:
    witness = member()
    case = now_reported(now_asked(), by=witness)
    now_decided(case, "nothing")
    number = Notice.objects.get().number
    page = browser(witness)
    assert "rien n’y contrevient" in text(page.get(f"/moi/signalements/{number}/"))
    refused = page.post(f"/moi/signalements/{number}/", {"reasons": "non"})
    assert refused.status_code == 422
    page.post(f"/moi/signalements/{number}/", {"reasons": WHY})
    assert Appeal.objects.get().side == "reporter"
    assert "quelqu’un d’autre la relit" in text(page.get(f"/moi/signalements/{number}/"))


def test_the_person_reads_the_reasons_downloads_them_and_contests() -> None:
    """DSA 17 and 20: facts, rule with its article, how long, by whom, and the way back."""
    author = member()
    decision = now_decided(now_reported(now_asked(author)), "hide", "warning", rule="dignity")
    page, address = browser(author), f"/moi/decisions/{decision.public_id}/"
    shown = text(page.get(address))
    for words in (FACTS, "R.4127-31", "déconsidérer", "Aucune machine", "Contester"):
        assert words in shown
    assert "signalement" in shown
    export = page.get(address + "export.json")
    assert export["Content-Disposition"].startswith("attachment")
    assert export.json()["facts"] == FACTS
    assert export.json()["ground"]["article"] == "R.4127-31"
    assert page.post(address + "contester", {"reasons": "non"}).status_code == 422
    assert page.post(address + "contester", {"reasons": WHY})["Location"] == address
    assert "Vous avez contesté" in text(page.get(address))
    assert "en cours" in text(page.get("/moi/decisions/"))


@pytest.mark.parametrize("path", ["", "export.json", "contester", "transposer", "conciliation"])
def test_nobody_else_reads_or_contests_a_decision(path: str) -> None:
    decision = now_decided(now_reported(now_asked()), "transpose")
    address = f"/moi/decisions/{decision.public_id}/{path}"
    post = path in ("contester", "conciliation")
    for person in (member(), moderator(), operator()):
        page = browser(person)
        answer = page.post(address, {"reasons": WHY}) if post else page.get(address)
        assert answer.status_code == 404
    stranger = browser().post(address) if post else browser().get(address)
    assert stranger["Location"].startswith("/compte/")


@pytest.mark.parametrize("standing", ["suspended", "excluded"])
def test_who_is_shut_out_still_reads_why_and_contests(standing: str) -> None:
    author = member()
    case = now_reported(now_asked(author))
    if standing == "suspended":
        decision = now_decided(case, SUSPEND)
    else:
        decision = now_decided(case, "exclusion")
        senior = member(role=Person.Role.SENIOR)
        actions.confirm(
            by=senior, decision_id=decision.public_id, agree=True, at=timezone.now() - DAY / 5
        )
    page, address = browser(author), f"/moi/decisions/{decision.public_id}/"
    assert page.get("/").status_code == 302
    assert "/moi/decisions/" in page.get("/rejoindre/").content.decode()
    assert FACTS in text(page.get(address))
    page.post(address + "contester", {"reasons": WHY})
    assert Appeal.objects.count() == 1


def test_an_author_says_it_another_way_on_a_page() -> None:
    author = member()
    post = now_asked(author)
    decision = now_decided(now_reported(post, "secrecy"), "transpose", rule="secret")
    page, address = browser(author), f"/moi/decisions/{decision.public_id}/transposer"
    assert address in page.get(f"/moi/decisions/{decision.public_id}/").content.decode()
    assert "paresthésies" in page.get(address).content.decode()
    named = page.post(address, {"body": "Madame Duponchel a des paresthésies en bande."})
    assert named.status_code == 422
    assert "Duponchel" in text(named)
    assert page.post(address, {"body": post.body}).status_code == 422
    assert page.post(address, {"body": BETTER, "do": "check"}).status_code == 200
    assert page.post(address, {"body": BETTER})["Location"].endswith(f"{decision.public_id}/")
    assert Case.objects.get().rewritten
    assert Post.objects.get(pk=post.pk).state == "hidden"


def test_two_colleagues_settle_on_their_pages() -> None:
    """R.4127-56."""
    author, witness = member(), member()
    question = now_asked()
    answer = replied(author, question, at=timezone.now() - DAY)
    case = now_reported(answer, "colleague", by=witness)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=timezone.now())
    talks = actions.offer_conciliation(by=judge, case_id=case.public_id, at=timezone.now())
    address = f"/moi/decisions/{talks.public_id}/"
    number = Notice.objects.get().number
    theirs, mine = browser(author), browser(witness)
    assert address in mine.get(f"/moi/signalements/{number}/").content.decode()
    for page in (theirs, mine):
        assert "En parler d’abord" in text(page.get(address))
        page.post(address + "conciliation", {"do": "accept", "words": "Parlons-en calmement."})
    shown = text(theirs.get(address))
    assert "Parlons-en calmement." in shown
    assert str(witness.pseudonym) not in shown
    assert "C’est réglé" not in shown
    mine.post(address + "conciliation", {"do": "reached"})
    assert Conciliation.objects.get().state == "reached"
    assert browser(member()).get(address).status_code == 404


def test_an_association_reports_first_and_reads_the_reasons() -> None:
    """D14."""
    boss = browser(operator())
    made = boss.post("/moderation/associations/", {"name": "Usagers du soin"})
    link = re.search(r"/signaler/association/[\w-]+/", made.content.decode())
    assert link is not None
    post, page = now_asked(), browser()
    assert page.post(link[0], TYPED | {"link": f"/q/{post.public_id}"}).status_code == 302
    case = Case.objects.get()
    assert case.trusted
    now_decided(case, "nothing", facts="Relu en entier, avec le fil.")
    assert "Relu en entier, avec le fil." in text(page.get(link[0]))
    notifier = Notice.objects.get().trusted
    assert notifier is not None
    boss.post("/moderation/associations/", {"do": "revoke", "id": notifier.public_id})
    assert page.get(link[0]).status_code == 404
    assert browser(moderator()).get("/moderation/associations/").status_code == 404


def test_a_judged_person_is_never_told_who_reported() -> None:
    """D11."""
    author, witness = member(), member()
    case = now_reported(now_asked(author), by=witness)
    decision = now_decided(case, "hide", SUSPEND)
    page = browser(author)
    read = page.get(f"/moi/decisions/{decision.public_id}/").content.decode()
    read += page.get(f"/moi/decisions/{decision.public_id}/export.json").content.decode()
    for secret in (witness.public_id, str(witness.pseudonym), witness.email, WHY):
        assert secret not in read
    assert verdict("hide").steps
