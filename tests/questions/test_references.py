from __future__ import annotations

import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from toctoc.questions.references import MOST, citation, find_references, publisher


@pytest.mark.parametrize(
    ("text", "kind", "number", "label"),
    [
        ("10.1056/NEJMoa2034577", "doi", "10.1056/NEJMoa2034577",
         "The New England Journal of Medicine"),
        ("voir doi:10.1001/jama.2020.1585.", "doi", "10.1001/jama.2020.1585", "JAMA, 2020"),
        ("(DOI 10.1136/bmj.m1091)", "doi", "10.1136/bmj.m1091", "The BMJ"),
        ("https://doi.org/10.1093/eurheartj/ehab368 !", "doi", "10.1093/eurheartj/ehab368",
         "European Heart Journal"),
        ("http://dx.doi.org/10.1016%2FS0140-6736(20)30183-5", "doi",
         "10.1016/S0140-6736(20)30183-5", "The Lancet, 2020"),
        ("(10.1016/S0140-6736(20)30183-5)", "doi", "10.1016/S0140-6736(20)30183-5",
         "The Lancet, 2020"),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2034577?query=x", "doi",
         "10.1056/NEJMoa2034577", "The New England Journal of Medicine"),
        ("https://onlinelibrary.wiley.com/doi/10.1111/jdv.17708/pdf", "doi", "10.1111/jdv.17708",
         "Wiley"),
        ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD012345.pub2/full", "doi",
         "10.1002/14651858.CD012345.pub2", "Cochrane Database of Systematic Reviews"),
        ("10.9999/unknown-1", "doi", "10.9999/unknown-1", "DOI"),
        ("doi.org/10.7326/M20-1234,", "doi", "10.7326/M20-1234", "Annals of Internal Medicine"),
        ("PMID: 33301246", "pmid", "33301246", "PubMed 33301246"),
        ("pmid 33301246.", "pmid", "33301246", "PubMed 33301246"),
        ("https://pubmed.ncbi.nlm.nih.gov/33301246/", "pmid", "33301246", "PubMed 33301246"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/33301246", "pmid", "33301246", "PubMed 33301246"),
        ("https://www.has-sante.fr/jcms/c_2059286/fr/prise-en-charge-de-l-hypertension-arterielle-de-l-adulte",
         "has", "c_2059286", "Prise en charge de l'hypertension artérielle de l'adulte"),
        ("www.has-sante.fr/jcms/p_3288950/fr/choix-et-duree-de-l-antibiotherapie", "has",
         "p_3288950", "Choix et duree de l'antibiothérapie"),
        ("https://www.has-sante.fr/jcms/p_3288950", "has", "p_3288950",
         "Haute Autorité de santé, p_3288950"),
        ("https://www.lecrat.fr/12345/", "crat", "www.lecrat.fr/12345", "CRAT"),
        ("https://www.lecrat.fr", "crat", "www.lecrat.fr", "CRAT"),
        ("https://ansm.sante.fr/actualites/valproate-et-grossesse-nouvelles-regles", "ansm",
         "ansm.sante.fr/actualites/valproate-et-grossesse-nouvelles-regles",
         "Valproate et grossesse nouvelles regles"),
        ("https://www.cochrane.org/CD012345/ACUTE_example", "cochrane", "CD012345",
         "Cochrane CD012345"),
        ("http://www.infectiologie.com/fr/recommandations.html", "url",
         "www.infectiologie.com/fr/recommandations.html", "SPILF"),
    ],
)  # fmt: skip
def test_a_source_is_recognised(text: str, kind: str, number: str, label: str) -> None:
    """M15: pasted DOI, PMID and agency links become references, with what is known offline."""
    (found,) = find_references(text)
    assert (found.kind, found.id, found.label) == (kind, number, label)
    assert found.url.startswith("https://")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DFG à 10.5/min, TA 10.8/6",
        "10.12/34",
        "10.1056",
        "10.1056/",
        "version 2.10.1056/abc",
        "PMID",
        "PMID: 0",
        "PMID 123456789012",
        "xPMID 123",
        "https://exemple.org/page",
        "https://has-sante.fr.exemple.org/jcms/c_2059286",
        "https://mechant-has-sante.fr/jcms/c_2059286",
        "https://has-sante.fr@exemple.org/jcms/c_2059286",
        "https://has-sante.fr:8080/jcms/c_2059286",
        "https://hаs-sante.fr/jcms/c_2059286",  # a Cyrillic letter
        "javascript:https//has-sante.fr",
        "https://[::1/jcms",
        "https://pubmed.ncbi.nlm.nih.gov/?term=migraine",
    ],
)
def test_what_only_looks_like_a_source_is_not_one(text: str) -> None:
    assert find_references(text) == []


def test_the_place_in_the_text_is_kept() -> None:
    text = "D'après PMID: 33301246, et https://doi.org/10.1136/bmj.m1091."
    assert [text[one.start : one.end] for one in find_references(text)] == [
        "PMID: 33301246",
        "https://doi.org/10.1136/bmj.m1091",
    ]


def test_the_same_source_said_twice_is_one() -> None:
    text = "10.1136/BMJ.m1091 puis https://doi.org/10.1136/bmj.m1091"
    assert len(find_references(text)) == 1


def test_a_preprint_is_said_to_be_one() -> None:
    """K13: a reader sees what has not been reviewed yet, in the language of the page."""
    (found,) = find_references("10.1101/2020.03.22.20040758")
    kept = json.loads(json.dumps(found.as_dict()))
    with translation.override("fr"):
        shown = citation(kept)
    assert shown["notes"] == ["prépublication, pas encore relue par des pairs"]
    assert shown["year"] == 2020
    least = {name: kept[name] for name in ("kind", "id", "url", "label")}
    with translation.override("fr"):
        assert citation(least) == shown


def test_a_citation_has_all_a_page_shows() -> None:
    (found,) = find_references("PMID 33301246")
    assert citation(found.as_dict()) == {
        "title": "PubMed 33301246",
        "source": "PubMed",
        "year": None,
        "number": "PMID 33301246",
        "url": "https://pubmed.ncbi.nlm.nih.gov/33301246/",
        "notes": [],
    }


@pytest.mark.parametrize(
    ("doi", "name"),
    [
        ("10.1161/CIRCULATIONAHA.120.050793", "Circulation"),
        ("10.1161/xyz", "American Heart Association"),
        ("10.1016/j.jbspin.2020.01.001", "Joint Bone Spine"),
        ("10.1234/x", ""),
    ],
)
def test_the_longest_known_beginning_names_the_journal(doi: str, name: str) -> None:
    assert publisher(doi)[0] == name


def test_hostile_texts() -> None:
    assert find_references("10.1056/" * 100_000) is not None
    assert find_references("https://" + "(" * 100_000) == []
    assert find_references("\0 \ud800 10.1056/\u202eabc") is not None
    assert len(find_references(" ".join(f"PMID {n}" for n in range(1, 500)))) == MOST


def test_markup_stays_out_of_addresses() -> None:
    (found,) = find_references('<a href="https://doi.org/10.1136/bmj.m1091">x</a>')
    assert found.url == "https://doi.org/10.1136/bmj.m1091"


@given(st.text(max_size=200) | st.text(alphabet="10./()doiPMID: https", max_size=80))
def test_any_text(text: str) -> None:
    for found in find_references(text):
        assert found.url.startswith("https://")
        assert 0 <= found.start < found.end <= len(text)
        citation(found.as_dict())
