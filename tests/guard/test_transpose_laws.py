"""Laws of the transposition on any text: nothing clinical moves, nothing is silent."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toctoc.guard import check_text
from toctoc.guard.report import Level
from toctoc.guard.transpose import apply_changes, clinical_facts, transpose

TODAY = datetime.date(2026, 11, 22)
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
WHO = [
    "H 44 a", "F67", "Mme Dupont, 44 ans", "M. Bernard, 78 ans", "Patiente de 36 ans",
    "Un homme de 52 ans", "Nourrisson de 4 mois", "Enfant de 8 ans", "Lucas, 8 ans", "Pte 91a",
    "Patient adressé par le Dr Lefèvre", "Jean Martin", "Mme D.", "Un boulanger de 44 ans",
]  # fmt: skip
WHAT = [
    "maçon", "ancienne couturière", "d'origine marocaine", "habite à Guérande", "vit à Lyon",
    "opéré le 3 mars", "revu le 17 mars 2026", "vu au CHU de Nantes", "tel 06 12 34 56 78",
    "fièvre depuis le 12/11", "son mari Jean", "IPP 8001234567", "diabète depuis 2010",
    "née le 12/03/1980", "RDV le 12/12", "travaille à la SNCF", "drépanocytose",
]  # fmt: skip
CLINICAL = [
    "TA 14/8", "ramipril 5 mg/j", "douleur du genou droit", "pas de fièvre", "sans AVK",
    "L4-L5", "Glasgow 15", "depuis 3 semaines", "amoxicilline 1 g x 3/j", "jambe gauche",
    "SpO2 91 %", "NIHSS 4", "D7", "V1", "aucun antécédent", "Eliquis 5 mg", "CRP 120 mg/l",
    "pendant 10 jours", "EVA 7", "signe de Babinski", "maladie de Horton", "12 SA", "38,5 °C",
    "non fumeuse", "ni toux", "Dupont et al., 2019", "asthme du boulanger", "IDM à 44 ans",
]  # fmt: skip
SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(WHO),
        st.lists(st.sampled_from(WHAT + CLINICAL + CLINICAL), min_size=1, max_size=6),
    ).map(lambda s: ", ".join([s[0], *s[1]])),
    min_size=1,
    max_size=2,
).map(". ".join)
_DELAY = re.compile(
    r"(?:depuis|il\s?y\s?a|pour|dans|a|pendant)\d+(?:jours?|mois|ans?|semaines?)|\d+/\d+"
)


def _kept(text: str) -> Counter[str]:
    """Clinical facts, without the delays that a date became and the dates themselves."""
    found = clinical_facts(text)
    return Counter({k: n for k, n in found.items() if not _DELAY.fullmatch(k)})


@QUIET
@given(SENTENCES, st.sampled_from([None, TODAY]))
def test_no_clinical_fact_moves(text: str, today: datetime.date | None) -> None:
    done = transpose(text, today=today)
    assert _kept(done.text) == _kept(text)
    for duration in ("depuis 3 semaines", "pendant 10 jours", "TA 14/8", "IDM à 44 ans"):
        assert done.text.count(duration) == text.count(duration)


@QUIET
@given(SENTENCES, st.booleans())
def test_the_guard_has_nothing_left_and_twice_is_once(text: str, sex: bool) -> None:
    done = transpose(text, today=TODAY, sex=sex)
    left = check_text(done.text, today=TODAY, final=True).findings
    assert [f.rule for f in left if f.level in (Level.BLOCK, Level.FIX)] == []
    assert transpose(done.text, today=TODAY).text == done.text


@QUIET
@given(SENTENCES, st.booleans())
def test_changes_are_sorted_apart_explained_and_deterministic(text: str, sex: bool) -> None:
    done = transpose(text, today=TODAY, sex=sex)
    assert done == transpose(text, today=TODAY, sex=sex)
    at = 0
    for change in done.changes:
        assert at <= change.start < change.end <= len(text)
        assert text[change.start : change.end] != change.text
        assert change.why("fr")
        assert change.why("en")
        at = change.end
    assert apply_changes(text, done.changes) == done.text


TRICKS = ["\u200b", "\u00ad", "\u202e", "\ufeff", "\u00a0", "é", "ﬁ", "㎎", "<b>", "&nbsp;", "🩺"]


@QUIET
@given(st.lists(st.one_of(SENTENCES, st.sampled_from(TRICKS), st.text(max_size=5)), max_size=5))
def test_offsets_hold_under_every_trick(pieces: list[str]) -> None:
    text = "".join(pieces)
    done = transpose(text, today=TODAY)
    assert apply_changes(text, done.changes) == done.text
    at = 0
    for change in done.changes:
        assert at <= change.start < change.end <= len(text)
        at = change.end
    left = check_text(done.text, today=TODAY, final=True).findings
    assert [f.rule for f in left if f.level in (Level.BLOCK, Level.FIX)] == []


@QUIET
@given(st.integers(0, 1500), st.integers(0, 60), st.integers(0, 60))
def test_intervals_are_kept_to_the_day(back: int, one: int, two: int) -> None:
    first = TODAY - datetime.timedelta(days=back + 120)
    days = [first + datetime.timedelta(days=n) for n in (0, one, one + two)]
    text = "Vu le {:%d/%m/%Y}, puis le {:%d/%m/%Y}, puis le {:%d/%m/%Y}.".format(*days)
    said = transpose(text, today=TODAY).text
    if one or two:
        assert said == f"Vu à J0, puis à J{one}, puis à J{one + two}."
    else:
        assert len(set(said.removeprefix("Vu ").rstrip(".").split(", puis "))) == 1
