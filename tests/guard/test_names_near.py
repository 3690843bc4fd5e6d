"""What stands right beside a name: a verb, a title, siblings, a firm; `[…]` must be marked."""

from __future__ import annotations

import re

import pytest

from toctoc.guard import check_text
from toctoc.guard.report import Category, Level

ROWS = """
[Mme Dupont] tousse. née le 12/03/1980
[Mme Dupont] tousse beaucoup
[mme dupont] ronfle la nuit
[m. blanc] tousse
[m. petit] vomit
[m. abdou rahman soule]
[Me Saint-Jours] a écrit
vu m. bovis, puis m. grand dorsal lésé
revue avec [jean lefèvre] hier
Sa mère, [Lin], est fatiguée
Trois enfants ([Erwan], [Marie], [Joseph]) en bonne santé
ses enfants [Erwan], [Marie] et [Joseph]
hospitalisée chez [Martin]
suivi chez [Picard]
elle vit chez [Renault]
ouvrier chez Michelin
il travaille chez Airbus
vendeuse chez Leroy Merlin
vendeur chez Picard
soudeur chez Thermopéi
""".strip().split("\n")


@pytest.mark.parametrize("row", ROWS)
def test_a_name_ends_where_its_neighbour_begins(row: str) -> None:
    text = re.sub(r"[\[\]]", "", row)
    wanted = re.findall(r"\[([^\]]+)\]", row)
    report = check_text(text, final=True)
    found = [text[f.start : f.end] for f in report.findings if f.category is Category.NAME]
    assert found == [name.removeprefix("Me ") for name in wanted]


@pytest.mark.parametrize("final", [False, True])
def test_initials_end_before_the_verb(final: bool) -> None:
    text = "Mme A.B. tousse"
    found = check_text(text, final=final).findings
    assert [f.category for f in found] == [Category.INITIALS]
    assert "tousse" not in text[found[0].start : found[0].end]


@pytest.mark.parametrize("firm", ["Michelin", "Airbus", "Renault", "Leroy Merlin", "Thermopéi"])
def test_a_firm_is_an_employer_that_stops_nobody(firm: str) -> None:
    text = f"ouvrier chez {firm} depuis dix ans"
    found = {text[f.start : f.end]: f for f in check_text(text, final=True).findings}
    assert (found[firm].category, found[firm].level) == (Category.EMPLOYER, Level.WARN)


def test_first_names_of_siblings_are_found_while_typing() -> None:
    text = "fratrie (Erwan, Marie, Joseph) et sa mère, Lin, vont bien"
    found = [text[f.start : f.end] for f in check_text(text).findings]
    assert found == ["Erwan", "Marie", "Joseph", "Lin"]


@pytest.mark.parametrize("text", ["affaire passée au JT", "une affaire jugée au tribunal"])
def test_a_fact_never_ends_inside_a_word(text: str) -> None:
    for finding in check_text(text, final=True).findings:
        around = (
            text[finding.start - 1 : finding.start + 1],
            text[finding.end - 1 : finding.end + 1],
        )
        assert not any(len(pair) == 2 and pair.isalpha() for pair in around)


def test_an_affair_told_on_air_is_one_fact() -> None:
    text = "affaire passée au JT"
    assert [text[f.start : f.end] for f in check_text(text).findings] == [text]
