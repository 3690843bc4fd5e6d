"""Laws the guard keeps on any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toctoc.guard import Category, Level, Report, apply, check_json, check_text
from toctoc.guard.text.numbers.ids import nir_key_ok

TODAY = datetime.date(2026, 11, 22)
QUIET = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
PIECES = [
    "Mme Dupont", "mr durand", "le Dr Lefèvre", "Jean Martin", "patient nommé Kowalczyk", "Lucas",
    "né le 12/03/1980", "née le 3 mars 1956", "le 12/03", "le 3 mars 2021", "lundi 4",
    "depuis le 12/03",
    "au CHU de Nantes", "de l'hôpital Bichat", "à la clinique Saint-Jean",
    "en EHPAD Les Mimosas",
    "habite à Guérande", "de Lyon", "44000 Nantes", "12 rue de la Paix", "94 ans", "H 92 a,",
    "IPP 8001234567", "tel 06 12 34 56 78", "jean@free.fr", "1 80 03 44 109 123 62", "@dr_untel",
    "www.exemple.com", "AB-123-CD", "RPPS 10003456789", "femme du maire", "maladie de Horton",
    "TA 12/8", "V1-V6", "L5-S1", "Dupont et al., 2019", "IRM", "sous AVK", ",", ".", "\n", "(", ")",
    "?", "é", "\u200b", "<b>", "</b>", "&nbsp;", "J3", "1/2", "  ",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=10).map("".join),
)


def _check_shape(text: str, report: Report) -> None:
    at = 0
    for finding in report.findings:
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end
        assert finding.why("fr")
        assert finding.why("en")
        assert all(finding.duty("fr"))


@QUIET
@given(TEXTS, st.booleans(), st.sampled_from([None, TODAY]))
def test_never_raises_and_findings_are_sorted_inside_and_apart(
    text: str, final: bool, today: datetime.date | None
) -> None:
    report = check_text(text, today=today, final=final)
    _check_shape(text, report)
    assert report == check_text(text, today=today, final=final)
    assert report.to_json()["blocked"] == report.blocked
    assert check_json(text)["findings"] is not None


def _rounds(text: str) -> Report:
    """Apply every first proposal, from the last finding to the first, twice."""
    for _ in range(2):
        report = check_text(text, today=TODAY, final=True)
        for finding in reversed(report.findings):
            if finding.proposals:
                text = apply(text, finding, finding.proposals[0])
    return check_text(text, today=TODAY, final=True)


@QUIET
@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_two_rounds_of_one_tap_rewordings_leave_nothing_hard(text: str) -> None:
    left = [f for f in _rounds(text).findings if f.level in (Level.BLOCK, Level.FIX)]
    assert left == []


@QUIET
@given(st.data())
def test_zero_width_characters_never_hide_a_name(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["Mme Dupont", "Jean Martin", "mr durand", "Dr Lefèvre"]))
    hidden = st.sampled_from(["\u200b", "\u200d", "\u00ad", "\u2060", "\u202e", "\ufeff", "\u0000"])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(1, len(name) - 1))
        name = name[:at] + data.draw(hidden) + name[at:]
    text = f"Avis pour {name}, merci"
    assert any(
        f.category is Category.NAME and f.end >= text.index(name) + len(name)
        for f in check_text(text).findings
    )


@st.composite
def _nirs(draw: st.DrawFn) -> str:
    """A NIR with its right key; Corsica counts as 19 (2A) and 18 (2B)."""
    head = (
        f"{draw(st.sampled_from('12'))}{draw(st.integers(0, 99)):02d}{draw(st.integers(1, 12)):02d}"
    )
    tail = f"{draw(st.integers(1, 999)):03d}{draw(st.integers(1, 999)):03d}"
    department = draw(st.sampled_from(["2A", "2b", "01", "13", "44", "75", "93", "97"]))
    counted = {"2A": "19", "2b": "18"}.get(department, department)
    return f"{head}{department}{tail}{97 - int(head + counted + tail) % 97:02d}"


@QUIET
@given(st.data())
def test_a_right_nir_is_found_in_every_spacing(data: st.DataObject) -> None:
    number = data.draw(_nirs())
    assert nir_key_ok(number)
    spaced = "".join(c + data.draw(st.sampled_from(["", "", " ", ".", "-"])) for c in number)
    text = f"Numéro : {spaced.strip(' .-')} merci"
    found = check_text(text).findings
    assert [(f.category, f.rule) for f in found] == [(Category.NIR, "nir")]


def test_a_nir_with_a_wrong_key_still_looks_like_one() -> None:
    found = check_text("1 80 03 44 109 123 63").findings
    assert [(f.rule, f.level) for f in found] == [("nir.looks_like", Level.BLOCK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vu le 19/11/2026 ici", "vu il y a 3 jours ici"),
        ("Douleur depuis le 12/11, stable", "Douleur depuis 10 jours, stable"),
        ("adressé au CHU de Nantes hier", "adressé dans un CHU hier"),
        ("sortie de l'hôpital Bichat hier", "sortie d'un hôpital hier"),
        ("opéré à la clinique Saint-Jean", "opéré dans une clinique"),
        ("l'hôpital Bichat refuse", "un hôpital refuse"),
        ("elle habite à Guérande seule", "elle habite dans une petite ville seule"),
        ("Mme Dupont tousse", "la patiente tousse"),
        ("avis du Dr Lefèvre demandé", "avis d'un confrère demandé"),
        ("H 94 ans, chute", "H > 89 ans, chute"),
        ("Mme Durand, née le 12/03/1980, tousse", "la patiente, âgée de 46 ans, tousse"),
        ("Fièvre (tel 06 12 34 56 78) depuis 2 jours", "Fièvre depuis 2 jours"),
        ("Toux, IPP 8001234567, fébrile", "Toux, fébrile"),
    ],
)
def test_t9_rewordings_read_as_french(text: str, expected: str) -> None:
    for finding in reversed(check_text(text, today=TODAY, final=True).findings):
        text = apply(text, finding, finding.proposals[0])
    assert text == expected


def test_publishable_needs_a_reason_for_each_soft_rule() -> None:
    report = check_text("94 ans, femme du maire", final=True)
    assert not report.blocked
    assert not report.publishable()
    assert not report.publishable(overridden={"age"})
    assert report.publishable(overridden={"age", "family"})
    assert not check_text("Mme Dupont").publishable(overridden={"name"})
