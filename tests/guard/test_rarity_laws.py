"""Laws of the count: monotone, inside its interval, deterministic, never failing (T12)."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toctoc.guard import Category, Finding, Level
from toctoc.guard.rarity import Identifiability, ask, identifiability, tables
from toctoc.guard.rarity.communes import department
from toctoc.guard.rarity.facts import read
from toctoc.guard.rarity.pyramid import people, total

QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
JOBS = ["Agricultrice", "Maire de la commune", "Boulangère", "Retraitée"]
PLACES = ["Cilaos", "Nantes", "Ouessant", "Mende", "Saint-Denis", "Le Havre"]
SAID = [
    "F 62 a", "Diabète", "DT2", "DT1", "SEP", "Mucoviscidose", "IDM", "Coronarien", "HTA", "BPCO",
    "Agricultrice", "Maire de la commune", "Veuve", "Jumelle", "Mère de 9 enfants", "Foudroyée",
    "Fait divers", "Village de 300 habitants", "Dans le Gard", "En Bretagne", "Sarcoïdose",
    "D'origine malienne", "Accident de moto", "Myopathie", "Greffée rénale", "Dans le 29",
    "3e greffe", "Lupus", "Cancer du sein", "Boulangère", "Retraitée", "EHPAD",
    *(f"Habite à {name}" for name in PLACES),
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=150),
    st.lists(st.one_of(st.sampled_from(SAID), st.text(max_size=8)), max_size=14).map(" ".join),
    st.lists(st.sampled_from("Hhaà44 Fm3ansmoisJ12-/,.\u200b<b>"), max_size=60).map("".join),
)


def estimate(text: str) -> Identifiability:
    spans = [(text.find(name), name) for name in [*PLACES, *JOBS]]
    findings = [
        Finding(
            at,
            at + len(name),
            Category.PLACE if name in PLACES else Category.PROFESSION,
            Level.WARN,
            "found",
        )
        for at, name in sorted(spans)
        if at >= 0
    ]
    result = identifiability(text, findings)
    assert len(ask(text, findings, result)) == len(findings)
    return result


@QUIET
@given(st.permutations(SAID), st.integers(1, 12))
def test_adding_a_detail_never_raises_the_count(said: list[str], size: int) -> None:
    counts = [estimate(". ".join(said[:n]) + ".").k for n in range(1, size + 1)]
    assert all(later <= earlier for earlier, later in itertools.pairwise(counts))


@QUIET
@given(TEXTS)
def test_any_text_gets_a_sound_estimate(text: str) -> None:
    result = estimate(text)
    assert 0 <= result.low <= result.k <= result.high <= total() + 1
    assert result == estimate(text)
    for detail in result.details:
        assert 0 <= detail.start < detail.end <= len(text)
        assert 0 <= detail.share <= 1
        assert detail.k_without >= result.k
        assert detail.words("fr").startswith("sans ")
    assert result.to_json("en")["k"] == result.k


def test_hidden_characters_change_nothing() -> None:
    plain, hidden = "F 44 a, mucoviscidose", "F 44 a, muco\u200bvisci\u00addose"
    assert estimate(plain).k == estimate(hidden).k
    last = estimate(hidden).details[-1]
    assert hidden[last.start : last.end] == "muco\u200bvisci\u00addose"


def test_long_texts_are_read_to_the_end() -> None:
    text = "Bilan normal, sans particularité. " * 550 + "Mucoviscidose."
    assert {d.kind for d in estimate(text).details} == {"disease"}


def test_tables_are_sane() -> None:
    entries = {id(f.entry): f.entry for forms in tables.index().values() for f in forms}.values()
    for entry in entries:
        assert entry.spread >= 1
        assert entry.fr
        assert entry.en
        if entry.kind != "territory":
            assert 0 < entry.men <= 1
            assert 0 < entry.women <= 1
            assert entry.low < entry.high
    assert sum(e.kind == "disease" for e in entries) > 500
    assert sum(e.kind == "job" for e in entries) > 150


def test_every_form_of_the_tables_is_read() -> None:
    for forms in tables.index().values():
        for form in forms:
            if form.entry.kind == "disease":
                said = form.exact or " ".join(form.words)
                facts = read(f"F 44 a, {said} connu", [])
                assert facts.factors, said


def test_the_pyramid_adds_up() -> None:
    assert 68e6 < total() < 69e6
    assert people("F", 0, 106) > people("M", 0, 106)
    assert abs(people("M", 40, 41) + people("M", 41, 42) - people("M", 40, 42)) < 1
    assert 600_000 < people("M", 0, 1) + people("F", 0, 1) < 700_000
    assert department("29") > 900_000
