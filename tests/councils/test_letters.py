"""Letters hold what a council needs, and never take what was typed for something else (B1, K8)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.councils.letters import (
    BLANK,
    LONGEST,
    Line,
    as_rtf,
    as_text,
    complaint,
    compose,
    declaration,
    grievance,
)

TYPED = {
    "name": "Anne Exemple",
    "address": "1 rue Inventée\r\n69000 Ville",
    "phone": "0 000 000 000",
    "email": "anne@example.org",
    "place": "Ville",
    "date": "22 novembre 2026",
    "who": "Docteur Inventé",
    "where": "2 place Inventée",
    "when": "le 3 novembre",
    "facts": "Il a dit une chose blessante.\nPuis il est sorti.",
    "wish": "Je voudrais des excuses.",
    "joined": "Une ordonnance",
    "registered": "oui",
    "conciliation": "oui",
}


def written(kind: str, **more: str) -> str:
    lines = grievance("Conseil inventé", "3 rue du Conseil", "10", "médecin")
    return as_text(compose(lines, TYPED | {"kind": kind} | more))


def test_b1_a_plainte_holds_identity_contact_facts_request_place_date_and_signature():
    text = written("plainte")
    for needed in (
        "Anne Exemple\n1 rue Inventée\n69000 Ville",
        "0 000 000 000",
        "anne@example.org",
        "Conseil inventé\n3 rue du Conseil",
        "Ville, le 22 novembre 2026",
        "Je porte plainte contre Docteur Inventé, médecin",
        "Il a dit une chose blessante.\nPuis il est sorti.",
        "d’enregistrer cette plainte",
        "L.4123-2",
        "Je voudrais des excuses.",
        "Signature :",
        "J’accepte de participer à une réunion de conciliation.",
        "Lettre recommandée",
    ):
        assert needed in text
    assert "doléance" not in text


def test_b4_a_doleance_says_that_it_is_not_a_plainte():
    text = written("doleance")
    assert "Cette lettre n’est pas une plainte." in text
    assert "Je porte plainte" not in text
    assert "conciliation" not in text


def test_b4_conciliation_may_be_declined():
    text = written("plainte", conciliation="non")
    assert "Je ne souhaite pas participer" in text
    assert "J’accepte de participer" not in text


def test_an_empty_form_gives_a_letter_to_complete_by_hand():
    lines = grievance("Conseil inventé", "", "10", "médecin")
    text = as_text(compose(lines, {"kind": "plainte", "conciliation": "oui"}))
    assert text.count(BLANK) >= 8
    assert "Pièces jointes" not in text
    assert "[[" not in text


def test_an_order_with_a_procedure_of_its_own_quotes_no_article():
    text = as_text(compose(grievance("Conseil", "", "21", "pharmacien"), {"kind": "plainte"}))
    assert "L.4123-2" not in text


def test_b3_a_letter_to_an_agency_is_a_reclamation():
    text = as_text(compose(complaint("Agence", "", "psychologue"), TYPED))
    assert "réclamation au sujet de Docteur Inventé, psychologue" in text
    assert "plainte" not in text


def test_k8_the_declaration_names_the_article_and_the_accounts():
    typed = TYPED | {"accounts": "Réseau A : dr_inventé", "rpps": ""}
    text = as_text(compose(declaration("Conseil inventé", ""), typed))
    assert "R.4127-75" in text
    assert "Réseau A : dr_inventé" in text
    assert "RPPS" not in text, "optional, and not given"


def test_what_was_typed_is_not_taken_for_a_slot():
    lines = [Line("[[facts]] / [[name]]")]
    assert compose(lines, {"facts": "[[name]]", "name": "A"})[0].text == "[[name]] / A"


def test_a_text_without_end_is_cut():
    assert len(compose([Line("[[facts]]")], {"facts": "é" * 50_000})[0].text) == LONGEST


def read_rtf(rtf: str) -> str:
    """The text again, as a word processor would show it."""
    body = rtf.split("\\f0\\fs24\n", 1)[1].removesuffix("\\par\n}")
    body = body.replace("\\par\\par\n", "\n\n").replace("\\line ", "\n")
    body = re.sub(r"\\(?:ql|qr|b0|b)(?=[ \\]) ?", "", body)
    units = re.sub(r"\\u(-?\d+)\?", lambda u: chr(int(u[1]) % 65536), body)
    units = re.sub(r"\\([\\{}])", r"\1", units)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


@pytest.mark.parametrize("text", ["É é ’ œ €", "a {b} c", "un 🙂 deux", "ligne\nautre"])
def test_a_word_processor_reads_the_same_words(text: str):
    rtf = as_rtf(compose([Line("[[facts]]")], {"facts": text}))
    assert rtf.isascii()
    assert read_rtf(rtf) == text


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_breaks_the_file_for_word_processors(text: str):
    rtf = as_rtf(compose([Line("[[facts]]", style="right")], {"facts": text}))
    assert rtf.isascii()
    bare = re.sub(r"\\[\\{}]", "", rtf)
    assert bare.count("{") == bare.count("}") == 3
