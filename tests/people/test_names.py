"""Names that members show: pseudonyms, signatures, and the charter (T10, K7, K23, D17)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.ledger.models import Entry
from toctoc.people import actions, charter, queries
from toctoc.people._resembling import passes_for_somebody
from toctoc.people.folding import is_near, neighbours
from toctoc.people.models import CharterAcceptance, PastPseudonym, Person
from toctoc.people.types import NameRefused, NotAllowed

from .conftest import NOW, rpps

pytestmark = pytest.mark.django_db


def test_a_pseudonym_hides_the_name_everywhere(member):
    """T10: real name, pseudonym or "un confrère", identity verified in each case."""
    person = actions.choose_pseudonym(member(), "  Marée   haute ", at=NOW)
    assert person.pseudonym == "Marée haute"
    assert queries.byline(person, "pseudonym") == "Marée haute"
    assert queries.byline(person, "protected") == "Un confrère"
    assert queries.byline(person, "protected", "en") == "A colleague"
    assert queries.byline(person, "real") == "Un confrère", "no identity, no name"


@pytest.mark.parametrize(
    "look_alike", ["maree haute", "Marée-Haute", "MARÉE HAUTE", "Маrée hаute", "Ma\u200brée haute"]
)
def test_nobody_takes_a_name_that_looks_the_same(member, look_alike):
    """K7: case, accents, other alphabets and invisible characters make no other name."""
    actions.choose_pseudonym(member(), "Marée haute", at=NOW)
    with pytest.raises(NameRefused):
        actions.choose_pseudonym(member(), look_alike, at=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "Dr Jean-Jaques Fraslin",
        "docteur miracle",
        "Pr. Untel",
        "ab",
        "x" * 41,
        "<b>moi</b>",
        "modérateur",
        "Équipe Toctoc",
        "Un confrère",
        "\x00abc",
        "a\nb\nc",
        "😀😀😀",
        "",
    ],
)
def test_names_that_deceive_are_refused(member, name):
    """K7: without proof nobody shows a title, nor passes for the team."""
    if name == "a\nb\nc":
        assert actions.choose_pseudonym(member(), name, at=NOW).pseudonym == "a b c"
        return
    with pytest.raises(NameRefused):
        actions.choose_pseudonym(member(), name, at=NOW)


@pytest.mark.parametrize("name", ["Jean Fraslane", "FRASLANE jean", "fraslane_jean"])
def test_the_civil_name_of_a_professional_is_not_a_pseudonym(member, enter, name):
    enter(rpps(4001), "FRASLANE", "Jean")
    with pytest.raises(NameRefused):
        actions.choose_pseudonym(member(), name, at=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "Jean-Jaques Fraslin",
        "Fraslin Jean-Jaques",
        "Jean-Jacques Frasslin",
        "Jean-Jacques Farslin",
        "Jean-Jacques Fras1in",
        "Jean-Jacques Frаslin",  # a Cyrillic letter
        "jeanjacquesfraslin",
        "FraslinJeanJacques",
    ],
)
def test_k7_a_name_that_would_be_read_as_a_professional_s_is_refused(member, enter, name):
    """The requirement's own example: one letter away, and nobody would see it."""
    enter(rpps(4002), "FRASLIN", "Jean-Jacques")
    with pytest.raises(NameRefused) as refused:
        actions.choose_pseudonym(member(), name, at=NOW)
    assert "annuaire" in str(refused.value)


@pytest.mark.parametrize("name", ["Jean-Jacques Ravelin", "Marée haute", "fraslinet bleu", "Léo H"])
def test_k7_a_name_of_one_s_own_is_free(member, enter, name):
    enter(rpps(4002), "FRASLIN", "Jean-Jacques")
    enter(rpps(4003), "HAUTE", "Léa")
    assert not passes_for_somebody(name)


def test_k7_looking_for_look_alikes_takes_few_queries(enter, django_assert_max_num_queries):
    enter(rpps(4002), "FRASLIN", "Jean-Jacques")
    with django_assert_max_num_queries(3):
        assert not passes_for_somebody("Quarante Fougères Bleues Et Grises")


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_k7_neighbours_are_exactly_the_words_that_are_near(one, other):
    assert (other in neighbours(one)) == is_near(one, other) or one == other


def test_a_pseudonym_given_up_stays_its_bearers(member):
    """K23: the history follows the person, and nobody inherits the name."""
    person, other = member(pseudonym=None, pseudonym_key=None), member()
    actions.choose_pseudonym(person, "Lune rousse", at=NOW)
    actions.choose_pseudonym(person, "Soleil froid", at=NOW)
    assert PastPseudonym.objects.get(person=person).name == "Lune rousse"
    with pytest.raises(NameRefused):
        actions.choose_pseudonym(other, "lune rousse", at=NOW)
    actions.choose_pseudonym(person, "Lune rousse", at=NOW)
    person.refresh_from_db()
    assert person.pseudonym == "Lune rousse"


def test_a_sanction_follows_the_person_through_a_new_pseudonym(member):
    person = member(standing="suspended")
    actions.choose_pseudonym(person, "Page blanche", at=NOW)
    person.refresh_from_db()
    assert person.standing == Person.Standing.SUSPENDED


def test_one_signs_only_with_what_one_has(make_person):
    person = make_person()
    for signature in ("real", "pseudonym", "king"):
        with pytest.raises(NotAllowed):
            actions.choose_signature(person, signature, at=NOW)
    actions.choose_signature(person, "protected", at=NOW)
    assert Person.objects.get(pk=person.pk).signature == "protected"


def test_the_charter_is_accepted_article_by_article(newcomer):
    """D17: date and version are kept, once; missing articles and old versions are refused."""
    with pytest.raises(NotAllowed):
        actions.accept_charter(newcomer, charter.CURRENT, NOW, commitments=["secret"])
    with pytest.raises(NotAllowed):
        actions.accept_charter(newcomer, "1999-01", NOW)
    assert not queries.charter_accepted(newcomer)
    for _twice in range(2):
        actions.accept_charter(newcomer, charter.CURRENT, NOW, commitments=charter.keys())
    assert queries.charter_accepted(newcomer)
    kept = CharterAcceptance.objects.get()
    assert (kept.version, kept.at) == (charter.CURRENT, NOW)
    assert Entry.objects.filter(act="charter.accept").count() == 1


def test_a_new_version_must_be_accepted_again(newcomer, monkeypatch):
    actions.accept_charter(newcomer, charter.CURRENT, NOW)
    monkeypatch.setitem(charter.VERSIONS, "2027-01", charter.articles())
    monkeypatch.setattr(charter, "CURRENT", "2027-01")
    assert not queries.charter_accepted(newcomer)


def test_language(newcomer):
    assert actions.set_language(newcomer, "en").language == "en"
    with pytest.raises(NotAllowed):
        actions.set_language(newcomer, "xx")
