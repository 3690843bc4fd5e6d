"""Laws of the guard on texts put together from a clinic's shorthand, identifiers and noise."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toctoc.guard import Category, Level, Report, apply, check_text

TODAY = datetime.date(2026, 11, 22)
HARD = (Level.BLOCK, Level.FIX)
QUIET = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize=True,
)
IDENTIFYING = [
    "Mme Dupont tousse", "mr durand sous AVK", "vu par le Dr Lefèvre", "Lucas, 8 ans, fébrile",
    "pt bernard lefebvre, 71a", "MARTIN Sophie, 45 ans, HTA", "Patient J.-P. L., 59 ans",
    "née le 12/03/1980", "DDN : 01.01.1960", "opéré le 12/02/2024", "scanner du 3 mars 2021",
    "vit 12 rue de la Paix", "domicile : 44000 Nantes", "elle habite à Guérande",
    "adressé au CHU de Nantes", "en EHPAD Les Mimosas", "tel 06 12 34 56 78",
    "écrire à jean.dupont@free.fr", "sur www.facebook.com/jean", "mon compte @dr_untel",
    "NIR 1 80 03 44 109 123 62", "IPP 8001234567", "RPPS 10003456789",
    "IBAN FR76 3000 6000 0112 3456 7890 189", "voiture AB-123-CD", "référence 123456789012",
    "F 92 ans, chute", "H 44 a, HTA", "H 52 ans, boulanger, toux", "c'est la femme du maire",
    "Patiente portugaise, 45 ans", "vit en Bretagne", "travaille à la SNCF",
    "son accident a fait la une", "IDM en 2008", "enfant en CM1",
]  # fmt: skip
CLEAN = [
    "TA 12/8, FC 72", "SpO2 91 % en AA", "ramipril 5 mg/j", "amoxicilline 1 g x 3/j",
    "douleur du genou droit", "pas de fièvre", "L5-S1", "V1-V6", "maladie de Horton",
    "signe de Babinski", "CRP 120 mg/l", "tropo 45 ng/l", "12 SA", "EVA 7", "Glasgow 15",
    "sans AVK", "clairance 45 ml/min", "1/2 cp le soir", "INR 2,5", "depuis 3 semaines",
]  # fmt: skip
DOSES = re.compile(r"\b\d+(?:,\d+)? ?(?:mg/j|mg/l|ng/l|ml/min|g x 3/j|% en AA|SA\b)")
NOISE = ["\u200b", "\u00ad", "\ufe0f", "\u202e", "\u202c", "\u2009", "e\u0301", "🩺", "\u00a0", "&"]
SENTENCES = st.lists(st.sampled_from(IDENTIFYING + CLEAN), min_size=1, max_size=7).map(". ".join)
NOISY = st.lists(
    st.one_of(st.sampled_from(IDENTIFYING + CLEAN + NOISE), st.text(max_size=4)), max_size=8
).map(" ".join)
AROUND = st.lists(st.sampled_from(CLEAN), min_size=1, max_size=4).map(". ".join)


def _hard(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.level in HARD]


@QUIET
@given(NOISY, st.booleans())
def test_offsets_are_valid_sorted_apart_and_the_same_twice(text: str, final: bool) -> None:
    report = check_text(text, today=TODAY, final=final)
    at = 0
    for finding in report.findings:
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end
    assert report == check_text(text, today=TODAY, final=final)


@QUIET
@given(SENTENCES)
def test_applying_first_proposals_ends_clean_and_keeps_every_dose(text: str) -> None:
    doses = Counter(DOSES.findall(text))
    for _ in range(4):
        report = check_text(text, today=TODAY, final=True)
        if not _hard(report):
            break
        for finding in reversed(report.findings):
            if finding.level in HARD and finding.proposals:
                text = apply(text, finding, finding.proposals[0])
    assert _hard(check_text(text, today=TODAY, final=True)) == []
    assert doses == Counter(DOSES.findall(text))


@QUIET
@given(st.sampled_from(IDENTIFYING), AROUND, AROUND)
def test_a_finding_stays_found_among_clean_sentences(said: str, before: str, after: str) -> None:
    text, shift = f"{before}. {said}. {after}.", len(before) + 2
    alone = check_text(f"{said}.", today=TODAY, final=True).findings
    found = check_text(text, today=TODAY, final=True).findings
    covered = {(i, f.category) for f in found for i in range(f.start, f.end)}
    lost = [
        (f.category, said[f.start : f.end])
        for f in alone
        for i in range(f.start, f.end)
        if said[i : i + 1].isalnum() and (i + shift, f.category) not in covered
    ]
    assert lost == []


@QUIET
@given(AROUND, st.sampled_from(IDENTIFYING), st.booleans())
def test_clean_sentences_stay_clean_beside_any_other(clean: str, said: str, first: bool) -> None:
    text = f"{clean}. {said}." if first else f"{said}.\n{clean}."
    start = 0 if first else len(said) + 2
    marked = [
        text[f.start : f.end]
        for f in check_text(text, today=TODAY, final=True).findings
        if f.start < start + len(clean) and start < f.end
    ]
    assert marked == []


@QUIET
@given(st.sampled_from(IDENTIFYING), st.data())
def test_contested_words_pass_where_they_may_and_only_there(text: str, data: st.DataObject) -> None:
    report = check_text(text, today=TODAY, final=True)
    if not report.findings:
        return
    chosen = data.draw(st.sampled_from(report.findings))
    word = text[chosen.start : chosen.end]
    left = check_text(text, today=TODAY, final=True, contested=[word]).findings
    same = [f for f in left if text[f.start : f.end] == word]
    if chosen.contestable and chosen.level is not Level.WARN:
        assert [f for f in same if f.rule == chosen.rule and f.level is chosen.level] == []
    if not chosen.contestable and chosen.level in HARD:
        assert [f for f in same if f.level is chosen.level]
    others = {(f.start, f.end) for f in report.findings if f.level is Level.BLOCK}
    hard = {(f.start, f.end) for f in left if f.level is Level.BLOCK}
    assert {s for s in others - hard if text[s[0] : s[1]].casefold() != word.casefold()} == set()


def _plain(name: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


FORMS = {
    "as given": str,
    "lower": str.lower,
    "upper": str.upper,
    "without accents": _plain,
    "decomposed": lambda s: unicodedata.normalize("NFD", s),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "variation selectors": "\ufe0f".join,
    "no-break space": lambda s: s.replace(" ", "\u00a0"),
    "full width": lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
}
PEOPLE = ["Amandine Quérrec", "Zoé Le Bihan-Ñuñez", "Bérénice d'Ölund", "Iñaki Çelik"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("frame", ["{}", "bonjour, c'est {} qui écrit.", "TA 12/8 ({}) sous AVK"])
def test_known_people_are_always_found(form: str, name: str, frame: str) -> None:
    shown = FORMS[form](name)
    text = frame.format(shown)
    found = check_text(text, known_people=[name]).findings
    covered = {i for f in found if f.category is Category.NAME for i in range(f.start, f.end)}
    start = text.index(shown)
    letters = {i for i in range(start, start + len(shown)) if text[i].isalpha()}
    assert letters <= covered
