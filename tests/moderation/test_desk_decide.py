"""Deciding: consequences first, nothing typed is lost, the slower sees what was decided."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import asked, member
from tests.moderation.kit import DAY, HOUR, decided, moderator, reported, senior
from tests.moderation.test_desk import enter, held, page, waiting
from toctoc.moderation import actions
from toctoc.moderation.models import Case, Decision, Measure
from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft
from toctoc.web import desk_words

pytestmark = pytest.mark.django_db
FACTS = "Le message raille le poids d’une patiente devant ses confrères."
FORM = {"rule": "respect", "facts": FACTS, "days": "14", "skip": "", "text": "", "person": ""}


def url(case: Case, verb: str = "") -> str:
    return f"/moderation/dossiers/{case.public_id}/{verb}"


def expire(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(claimed_until=timezone.now() - dt.timedelta(seconds=1))


def test_consequences_are_read_before_anything_is_decided() -> None:
    """D15: what, until when, and how it can be contested, in one sentence each."""
    case, one = waiting(), moderator()
    client = held(one, case)
    chosen = {
        "text": "hide",
        "person": "restriction",
        "ability": "messages",
        "skip": "Troisième fois ce mois.",
    }
    shown = page(client, url(case, "decider"), **(FORM | chosen))
    until = desk_words.day(timezone.now() + 14 * DAY)
    assert f"Messages bloqués jusqu’au {until}." in shown
    assert "Texte masqué partout, tout de suite." in shown
    assert "contester pendant six mois" in shown
    assert FACTS in shown
    assert "R.4127-7" in shown
    assert not Decision.objects.exists()
    done = page(client, url(case, "decider"), **(FORM | chosen | {"do": "decide"}))
    assert "Décidé." in done
    assert {m.kind for m in Measure.objects.all()} == {"hide", "restriction"}
    assert Post.objects.get(pk=case.post_id).state == "hidden"


def test_a_ready_reason_follows_the_rule_and_words_typed_stay() -> None:
    case, one = waiting(), moderator()
    client = held(one, case)
    ready = desk_words.READY
    shown = page(
        client,
        url(case, "decider"),
        **(FORM | {"text": "hide", "rule": "secret", "facts": ready["respect"]}),
    )
    assert ready["secret"] in shown.replace("&#x27;", "'")
    page(
        client,
        url(case, "decider"),
        **(FORM | {"text": "keep", "facts": ready["respect"], "do": "decide"}),
    )
    taken = Decision.objects.get()
    assert taken.rule == "none"
    assert [m.kind for m in taken.measures.all()] == ["nothing"]


def test_a_warning_quotes_the_article() -> None:
    """K24: R.4127-31 stands in the warning, whatever rule the facts rest on."""
    case, one = waiting(), moderator()
    shown = page(
        held(one, case),
        url(case, "decider"),
        **(FORM | {"person": "warning", "skip": "Déjà dit en privé deux fois."}),
    )
    assert "R.4127-31" in shown
    assert "déconsidérer" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Choisissez ce que vous décidez"),
        ({"text": "hide", "facts": "court"}, "Dites les faits"),
        (
            {"text": "hide", "facts": "Plainte de Mme Odile Tournebise, du 3 mai."},
            "retirez-en le nom",
        ),
        ({"person": "restriction"}, "Dites ce qui est restreint"),
        ({"person": "restriction", "ability": "images", "days": "400"}, "7 à 90 jours"),
        ({"person": "suspension"}, "Marche conseillée : Rappel à la règle"),
        ({"text": "hide", "rule": "none"}, "Choisissez la règle"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    change: dict[str, str], said: str
) -> None:
    case, one = waiting(), moderator()
    client = held(one, case)
    for do in ("", "decide"):
        answer = client.post(url(case, "decider"), FORM | change | {"do": do})
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert said in shown
        assert (change.get("facts") or FACTS) in shown
    assert not Decision.objects.exists()


def test_two_moderators_at_once_the_slower_sees_what_was_decided_and_loses_nothing() -> None:
    case, quick, slow = waiting(), moderator(), moderator()
    client = held(slow, case)
    expire(case)
    decided(case, "hide", by=quick, at=timezone.now())
    assert case.post is not None
    about = {"post": case.post.public_id}
    answer = client.post(url(case, "decider"), FORM | about | {"text": "hide", "do": "decide"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert FACTS in shown, "nothing typed is lost"
    assert f"Masquer le texte : décidé par {handle_of(quick)}" in shown
    assert "déjà décidé" in shown
    assert Decision.objects.count() == 1


def test_a_lease_that_ran_out_is_taken_back_and_asks_to_confirm_again() -> None:
    case, one = waiting(), moderator()
    client = held(one, case)
    expire(case)
    shown = page(client, url(case, "decider"), **(FORM | {"text": "hide", "do": "decide"}))
    assert "rien n’est perdu" in shown
    assert FACTS in shown
    assert not Decision.objects.exists(), (
        "somebody may have written a note meanwhile: confirm again"
    )
    page(client, url(case, "decider"), **(FORM | {"text": "hide", "do": "decide"}))
    assert Decision.objects.count() == 1


def test_changing_ones_mind_comes_back_to_the_form_as_it_was() -> None:
    case, one = waiting(), moderator()
    shown = page(held(one, case), url(case, "decider"), **(FORM | {"text": "hide", "do": "change"}))
    assert FACTS in shown
    assert 'value="hide" data-key="3" checked' in shown


def test_what_is_typed_is_kept_sealed_and_another_tab_overwrites_nothing() -> None:
    case, one = waiting(), moderator()
    client = held(one, case)
    first = client.post(
        url(case, "brouillon"), {"facts": FACTS, "note": "à revoir", "revision": "0"}
    )
    assert first.status_code == 200
    assert first.json()["text"].startswith("Gardé à")
    other = client.post(url(case, "brouillon"), {"facts": "autre onglet", "revision": "0"})
    assert other.status_code == 409
    assert FACTS in page(client, url(case))
    assert FACTS not in page(client, "/moi/brouillons/"), "among posts, a case has no place"
    page(client, url(case, "note"), note="à revoir ensemble demain")
    kept = find_draft(one, f"case:{case.public_id}")
    assert kept is not None
    assert "note" not in kept.fields
    assert kept.fields["facts"] == FACTS
    page(client, url(case, "decider"), **(FORM | {"text": "hide", "do": "decide"}))
    assert find_draft(one, f"case:{case.public_id}") is None


def test_an_exclusion_needs_a_second_person_who_may_send_it_back() -> None:
    """D15: never by one person alone."""
    case, one, other = waiting(), moderator(), senior()
    shown = page(
        held(one, case),
        url(case, "decider"),
        **(
            FORM
            | {
                "person": "exclusion",
                "skip": "Menaces répétées envers une patiente.",
                "do": "decide",
            }
        ),
    )
    assert "Décidé" in shown
    assert "Exclusions à confirmer" in page(enter(other), "/moderation/seniors/")
    client = held(other, case)
    shown = page(client, url(case))
    assert "Une exclusion est proposée" in shown
    proposed = Decision.objects.get().public_id
    page(client, url(case, "confirmer"), decision=proposed, do="agree", words="")
    assert Person.objects.get(pk=case.person_id).standing == "excluded"


def test_history_follows_the_person_and_shows_what_was_overturned_as_such() -> None:
    """K23: a measure taken back is struck through; the handle is no name of theirs."""
    before, one = waiting(), moderator()
    past = decided(before, "reminder", at=timezone.now() - HOUR)
    author = Person.objects.get(pk=before.person_id)
    Measure.objects.filter(decision=past).update(why="overturned", lifted_at=timezone.now())
    case = reported(asked(author), "sexism", at=timezone.now())[0]
    shown = page(held(one, case), url(case))
    assert "<del>Rappel à la règle" in shown
    assert "annulé en appel" in shown
    assert (author.pseudonym or "?") not in shown


def test_a_conflict_is_explained_without_reproach() -> None:
    """The asker of the thread may not judge an answer in it."""
    case, one = waiting(), moderator()
    assert case.post is not None
    Post.objects.filter(pk=case.post.thread_id).update(author=one)
    client = enter(one)
    assert "Grossophobie" not in page(client, "/moderation/dossiers/").split("Raccourcis")[0]
    answer = client.post(url(case, "prendre"))
    assert answer.status_code == 409
    assert "Vous avez répondu dans ce fil : un autre décidera." in answer.content.decode()


def test_the_wilful_breach_is_stopped_at_once_and_still_to_be_judged() -> None:
    case, one = waiting("secrecy"), moderator()
    shown = page(
        held(one, case), url(case, "proteger"), proof="A publié puis republié après deux rappels."
    )
    assert "Il vous reste à décider" in shown
    assert Post.objects.get(pk=case.post_id).state == "hidden"
    assert Case.objects.get(pk=case.pk).state == "open"


def test_the_lease_is_prolonged_while_one_works_and_lost_to_who_took_it() -> None:
    case, one, other = waiting(), moderator(), moderator()
    client = held(one, case)
    soon = timezone.now() + dt.timedelta(minutes=2)
    Case.objects.filter(pk=case.pk).update(claimed_until=soon)
    assert client.post(url(case, "prolonger")).json()["until"] > soon.isoformat()
    expire(case)
    actions.claim(by=other, case_id=case.public_id, at=timezone.now())
    lost = client.post(url(case, "prolonger"))
    assert lost.status_code == 409
    assert "Quelqu’un vient de prendre" in lost.json()["text"]


def test_a_case_given_back_is_free_for_others() -> None:
    case, one, other = waiting(), moderator(), moderator()
    client = held(one, case)
    assert "Grossophobie" not in page(enter(other), "/moderation/dossiers/").split("Raccourcis")[0]
    assert "Dossier rendu" in page(client, url(case, "rendre"), do="x")
    assert "Grossophobie" in page(enter(other), "/moderation/dossiers/")


def test_too_many_cases_in_hand_says_so_kindly() -> None:
    one = moderator()
    for family in ("sexism", "racism", "other"):
        client = held(one, waiting(family))
    answer = client.post(url(waiting(), "prendre"))
    assert "déjà 3 dossiers en main" in answer.content.decode()


@pytest.mark.parametrize(
    "verb", ["", "prendre", "decider", "note", "avis", "lire", "mon-avis", "recuser", "confirmer"]
)
def test_members_learn_nothing_of_cases(verb: str) -> None:
    case = waiting()
    client = enter(member())
    path = url(case, verb)
    assert (client.post(path) if verb else client.get(path)).status_code == 404


def test_a_step_lasts_as_long_as_the_page_said() -> None:
    case, one = waiting(), moderator()
    chosen = FORM | {
        "person": "suspension",
        "days": "7",
        "skip": "Quatrième message de ce genre.",
        "do": "decide",
    }
    page(held(one, case), url(case, "decider"), **chosen)
    measure = Measure.objects.get()
    assert measure.until is not None
    assert measure.since is not None
    assert measure.until - measure.since == 7 * DAY
