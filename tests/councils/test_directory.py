"""The operator keeps addresses and help numbers, with where they come from and when (B1, D19)."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine

from tests.factories import NOON, member
from toctoc.councils import actions, numbers, queries
from toctoc.councils.models import Address, HelpNumber
from toctoc.councils.types import Contact, NotUnderstood
from toctoc.ledger.models import Entry
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

pytestmark = pytest.mark.django_db
KNOWN = Contact(
    postal="3 rue du Conseil\n69000 Ville",
    phone="+33 0 00 00 00 00",
    web="https://conseil.example.org/contact",
    source_kind="site",
    source_url="https://conseil.example.org/",
    verified_on="2026-11-10",
)


@pytest.fixture(autouse=True)
def fresh():
    numbers.forget_numbers()
    yield
    numbers.forget_numbers()


@pytest.fixture
def operator() -> Person:
    return member(role=Person.Role.OPERATOR)


def keep(by: Person, department: str = "69", contact: Contact = KNOWN) -> None:
    actions.save_address(by=by, body="10", department=department, contact=contact, at=NOON)


def test_b1_nothing_is_shipped_that_nobody_has_checked():
    assert not Address.objects.exists()


def test_b1_what_the_operator_checked_is_what_patients_get(operator: Person):
    keep(operator)
    assert queries.contacts(["10", "line"], "69") == {"10": KNOWN}
    assert queries.contacts(["10"], "13") == {}
    entry = Entry.objects.get(act="council.address")
    assert (entry.about, entry.actor) == ("council:10:69", f"person:{operator.public_id}")
    assert "rue" not in entry.facts


def test_the_national_line_answers_where_there_is_no_local_one(operator: Person):
    national = Contact(
        web="https://ordre.example.org", source_kind="site", verified_on="2026-11-01"
    )
    keep(operator, "", national)
    keep(operator, "69")
    assert queries.contacts(["10"], "69")["10"] == KNOWN
    assert queries.contacts(["10"], "13")["10"] == national
    assert queries.contacts(["10"], "")["10"] == national


def test_an_emptied_line_is_cleared(operator: Person):
    keep(operator)
    keep(operator, contact=Contact())
    assert not Address.objects.exists()
    keep(operator, contact=Contact())
    assert Entry.objects.filter(act="council.address").count() == 2, "clearing nothing is no act"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"source_kind": ""}, "source"),
        ({"verified_on": ""}, "date"),
        ({"verified_on": "2026-11-19"}, "date"),
        ({"verified_on": "hier"}, "date"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "ordre"}, "web"),
        ({"email": "pas un e-mail"}, "email"),
        ({"phone": "appelez"}, "phone"),
        ({"phone": "1" * 40}, "phone"),
        ({"postal": "x" * 301}, "length"),
    ],
)
def test_an_address_without_source_or_day_is_refused(operator: Person, change: dict, fault: str):
    values = {name: getattr(KNOWN, name) for name in Contact.__dataclass_fields__} | change
    with pytest.raises(NotUnderstood) as refused:
        keep(operator, contact=Contact(**values))
    assert fault in [code for _line, code in refused.value.problems]
    assert not Address.objects.exists()


def test_b1_the_file_that_goes_out_comes_back_in(operator: Person):
    keep(operator)
    text = queries.export(operator)
    assert text.count("\n10;") == 108, "one line a département and a national one"
    assert "'+33" in text, "no spreadsheet takes it for a formula"
    Address.objects.all().delete()
    assert actions.import_addresses(by=operator, text=text, at=NOON) == {"kept": 1, "cleared": 0}
    assert queries.contacts(["10"], "69")["10"].phone == KNOWN.phone
    assert Entry.objects.get(act="council.import").facts == '{"cleared":0,"kept":1}'


def test_one_wrong_line_and_nothing_is_taken(operator: Person):
    rows = [
        "body,department,name,postal,phone,email,web,source_kind,source_url,verified_on",
        "10,69,,,01,,,site,,2026-11-01",
        "10,999,,,01,,,site,,2026-11-01",
        "10,69,,,02,,,site,,2026-11-01",
        "cnil,69,,,02,,,site,,2026-11-01",
    ]
    with pytest.raises(NotUnderstood) as refused:
        actions.import_addresses(by=operator, text="\n".join(rows), at=NOON)
    assert refused.value.problems == [(3, "unknown"), (4, "twice"), (5, "unknown")]
    assert not Address.objects.exists()
    assert not Entry.objects.filter(act="council.import").exists()


@pytest.mark.parametrize("text", ["", "a;b\n1;2", "\x00", "x" * 5_000])
def test_a_file_of_something_else_is_refused(operator: Person, text: str):
    with pytest.raises(NotUnderstood):
        actions.import_addresses(by=operator, text=text, at=NOON)


def test_a_file_clears_what_it_empties_and_leaves_what_it_does_not_name(operator: Person):
    keep(operator, "69")
    keep(operator, "13")
    head = "body;department;name;postal;phone;email;web;source_kind;source_url;verified_on"
    done = actions.import_addresses(by=operator, text=f"{head}\n10;69;;;;;;;;", at=NOON)
    assert done == {"kept": 0, "cleared": 1}
    assert [row.department for row in Address.objects.all()] == ["13"]


@pytest.mark.parametrize("role", ["member", "moderator", "senior", "auditor"])
def test_only_the_operator_keeps_the_directory(role: str):
    person = member(role=role)
    with pytest.raises(NotVisible):
        keep(person)
    with pytest.raises(NotVisible):
        actions.import_addresses(by=person, text="", at=NOON)
    with pytest.raises(NotVisible):
        queries.export(person)
    with pytest.raises(NotVisible):
        save(person)


def save(by: Person, **more: object) -> None:
    values = {
        "key": "sps",
        "number": "0 800 00 00 00",
        "label_fr": "Aide",
        "label_en": "Help",
        "in_footer": True,
        "shown": True,
        "verified_on": dt.date(2026, 11, 18),
        "source": "appel",
    } | more
    actions.save_number(by=by, at=NOON, **values)


def footer() -> dict[str, str]:
    return {one.key: one.number for one in numbers.numbers() if one.in_footer}


def test_d19_the_shipped_numbers_are_those_of_the_research():
    assert footer() == {
        "urgence": "15",
        "suicide": "3114",
        "entraide": "0 800 288 038",
        "sps": "0 805 23 23 36",
    }
    assert all(one.label_fr and one.label_en for one in numbers.SHIPPED.values())


@pytest.mark.django_db(transaction=True)
def test_d19_the_operator_changes_hides_and_adds_a_number(operator: Person):
    assert footer()["sps"] == "0 805 23 23 36"
    save(operator)
    assert footer()["sps"] == "0 800 00 00 00"
    save(operator, shown=False)
    assert "sps" not in footer()
    assert "sps" in {one.key for one in queries.help_list(operator)}, "it can be shown again"
    save(operator, key="local", number="3919")
    assert footer()["local"] == "3919"
    entry = Entry.objects.filter(act="help.number").order_by("sequence").first()
    assert entry is not None
    assert entry.about == "number:sps"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": "Pas Bon"}, "key"),
        ({"number": "appelez-moi"}, "phone"),
        ({"label_en": " "}, "label"),
        ({"verified_on": dt.date(2026, 11, 19)}, "date"),
    ],
)
def test_d19_a_number_that_is_none_is_refused(operator: Person, change: dict, fault: str):
    with pytest.raises(NotUnderstood) as refused:
        save(operator, **change)
    assert refused.value.problems == [(0, fault)]
    assert not HelpNumber.objects.exists()


def test_d19_pages_read_the_numbers_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        numbers.numbers()
    with django_assert_num_queries(0):
        for _page in range(10):
            numbers.numbers()


@pytest.mark.django_db(transaction=True)
def test_d19_another_process_s_change_is_read_beside_the_pages(
    operator: Person, monkeypatch, django_assert_num_queries
):
    """The page that comes after a minute shows what it has; the next one shows the change."""
    assert footer()["sps"] == "0 805 23 23 36"
    kept = numbers._kept[1]
    save(operator)
    monkeypatch.setattr(numbers, "_kept", (0.0, kept))
    with django_assert_num_queries(0):
        assert footer()["sps"] == "0 805 23 23 36"
    for thread in threading.enumerate():
        if thread.name == "help numbers":
            thread.join()
    with django_assert_num_queries(0):
        assert footer()["sps"] == "0 800 00 00 00"


def test_d19_help_is_shown_even_without_a_database(monkeypatch):
    from django.db import OperationalError

    def down(*_order: str) -> None:
        raise OperationalError

    monkeypatch.setattr(HelpNumber.objects, "order_by", down)
    assert footer()["suicide"] == "3114"


def test_d19_numbers_grow_old_until_somebody_calls_them_again(operator: Person):
    waiting = [
        "Police ou gendarmerie",
        "Urgence par SMS, si vous ne pouvez pas parler",
        "Violences faites aux femmes",
    ]
    assert queries.old_numbers(dt.date(2026, 11, 18)) == waiting
    assert "15" in queries.old_numbers(dt.date(2027, 6, 1))
    save(operator, key="police", number="000")
    assert queries.old_numbers(dt.date(2026, 11, 18)) == waiting[1:]


def test_d19_a_number_without_a_source_is_the_operator_s_to_give(operator: Person):
    """What the project read nowhere is a line to fill in: no page shows it before."""
    assert {one.key for one in numbers.numbers()} == {
        "urgence", "europe", "suicide", "entraide", "sps",
    }  # fmt: skip
    assert all(one.number and one.verified_on and one.source for one in numbers.numbers())
    assert {one.key for one in queries.help_list(operator) if not one.number} == {
        "police", "sourds", "violences",
    }  # fmt: skip


def test_addresses_grow_old(operator: Person):
    keep(operator)
    assert queries.old_addresses(dt.date(2027, 11, 9)) == 0
    assert queries.old_addresses(dt.date(2027, 11, 12)) == 1


@time_machine.travel(NOON)
def test_the_doctor_says_which_numbers_to_check(settings):
    from toctoc.ops.checks import CHECKS

    check = dict(CHECKS)["Help numbers"]
    assert check().level == "ok", "a demonstration bothers nobody"
    settings.DEMO = False
    found = check()
    assert found.level == "warn"
    assert "Violences faites aux femmes" in found.says
