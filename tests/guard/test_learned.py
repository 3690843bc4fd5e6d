"""The second opinion: what it asks about, what it leaves alone, and that it never wavers."""

from __future__ import annotations

import random

import pytest

from toctoc.guard import Category, Level, check_text, messages
from toctoc.guard.learned import features, model
from toctoc.guard.learned.find import find_learned
from toctoc.guard.normalise import normalise
from toctoc.guard.text.doc import Doc, Hit

NAMES = [
    ("Mme Trokowiez tousse depuis 2 jours", "Trokowiez"),
    ("sa fille Ysaline nous rappelle demain", "Ysaline"),
    ("adressé par le Dr Garrebeuf pour avis", "Garrebeuf"),
    ("monsieur kerbrazic refuse le scanner", "kerbrazic"),
    ("Enfant Ozhelle Brancadoux, 4 ans", "Brancadoux"),
    ("Nom : TRAN VAN LOC, né à terme", "VAN"),  # an acronym too
]
PLACES = [
    ("il vit à Ploudrezic avec sa compagne", "Ploudrezic"),
    ("elle vit à Vaucremont, seule", "Vaucremont"),
    ("originaire de Kerlozic, arrivé hier", "Kerlozic"),
]
CLEAN = [
    "H 44 a, sans ATCD, dlr thoracique depuis 2 h, ECG normal, tropo à 12.",
    "Signe de Lasègue négatif, pas de Babinski, Glasgow 15.",
    "PATIENTE VUE CE JOUR POUR TOUX. PAS DE FIEVRE. AMOXICILLINE 3 G PAR JOUR.",
    "Maladie de Horton suspectée, VS 80, corticoïdes débutés. Vous biopsiez ?",
    "Merci pour vos avis, bonne journée à tous.",
    "Sous apixaban 5 mg x2/j et bisoprolol, FEVG 35 %, créat 112.",
    "TA 120/80, FC 82, sat 98 %, T 37 2, glycémie 1,12, plaquettes 254000, poids 68 400 g.",
    "Enoxaparine 4000 UI x2, NFS 12 400 GB, 85 PNN, PaO2 62, pH 7 32, J10, G3P2.",
    "PAS DE SIGNE DE GRAVITE. AVIS CARDIO. IRM ET TDM DEMANDEES. VAN, DA ET PEC A PREVOIR.",
    "Cerfa n° 12345*04 rempli, EudraCT 2019-001234-12, migraine : triptan inefficace.",
    "Fille 13 ans, Risser 2, Cobb 28°. Corset de Lyon ? Grippe de Hong Kong, rage de Lagos.",
    "Femme enceinte, 32 SA, prurit, AB à 18 : acide ursodésoxycholique d'emblée ?",
]


def doc(text: str, *, final: bool = True) -> Doc:
    norm = normalise(text)
    return Doc(norm.text, norm.low, None, final)


def asked(text: str) -> list[tuple[str, str]]:
    """(words, rule) of what the model alone asks about."""
    return [(text[h.start : h.end], h.rule) for h in find_learned(doc(text), [])]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_that_no_list_holds(text, name):
    assert any(name in words.split() and rule == "learned.name" for words, rule in asked(text))


@pytest.mark.parametrize(("text", "town"), PLACES)
def test_a_town_that_no_list_holds(text, town):
    assert (town, "learned.place") in asked(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dossier 2021/00873", ("2021/00873", "learned.number")),
        ("tel 05·36·49·64·64", ("05·36·49·64·64", "learned.number")),
        ("Opéré(e) le 21 07 24 en salle 4", ("21 07 24", "learned.date")),
        ("née le 11 9bre 1941", ("11 9bre 1941", "learned.date")),
        ("Nabeul, le 1er/12/2021", ("1er/12/2021", "learned.date")),
    ],
)
def test_figures_in_an_odd_shape(text, said):
    assert said in asked(text)


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_clinical_talk_is_left_alone(text):
    assert asked(text) == []


def test_words_of_one_kind_make_one_question():
    assert asked("Patiente : Garrebeuf Ysaline, 72 ans") == [("Garrebeuf Ysaline", "learned.name")]


def test_nothing_is_asked_while_typing():
    text = "elle vit à Vaucremont, seule"
    assert find_learned(doc(text, final=False), []) == []
    assert not [f for f in check_text(text).findings if f.rule.startswith("learned.")]


def test_what_a_rule_found_is_not_asked_twice():
    text = "Mme Trokowiez tousse depuis 2 jours"
    start = text.index("Trokowiez")
    known = Hit(start, start + 9, Category.NAME, Level.BLOCK, "name")
    assert find_learned(doc(text), [known]) == []


def test_the_questions_are_soft_and_contestable():
    for text, _ in NAMES + PLACES:
        for hit in find_learned(doc(text), []):
            assert (hit.level, hit.contestable) == (Level.ASK, True)


def test_a_contested_word_is_not_asked_about_again(monkeypatch):
    monkeypatch.setattr("toctoc.guard.engine._FINDERS", ())
    text = "elle vit à Vaucremont, seule"
    assert [f.rule for f in check_text(text, final=True).findings] == ["learned.place"]
    assert not check_text(text, final=True, contested=["vaucremont"]).findings


@pytest.mark.parametrize("kind", ["name", "place", "hospital", "address", "date", "number"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_rule_has_a_question_of_its_own(kind, lang):
    said = messages.why(f"learned.{kind}", kind, "", lang)
    assert said.endswith("?")
    assert said != messages.why(kind, kind, "", lang)


def test_the_same_text_always_gets_the_same_answer():
    texts = [text for text, _ in NAMES + PLACES] + CLEAN
    first = {text: asked(text) for text in texts}
    model.forget()
    random.Random(3).shuffle(texts)
    assert {text: asked(text) for text in texts} == first


@pytest.mark.parametrize(
    "text", ["", " ", "é", "12 34 56", "\n\n", "a\u200bb Zorglub", "🙂 Kerlozic 🙂", "'-'", "İ ŉ ǰ"]
)
def test_odd_texts_keep_their_offsets(text):
    for found in check_text(text, final=True).findings:
        assert 0 <= found.start < found.end <= len(text)
    judged = doc(text)
    for i in range(len(judged.tokens)):
        sure, kind = model.judge(judged, i, {})
        assert 0 <= sure <= 1
        assert kind in {*model.weights().kinds, ""}


def test_probabilities_do_not_depend_on_the_far_text():
    text = "elle vit à Vaucremont, seule, avec son chat et rien"
    near, far = doc(text), doc("toux grasse, fièvre, frissons.\n" + text)
    at = next(i for i, t in enumerate(near.tokens) if t.low == "vaucremont")
    later = next(i for i, t in enumerate(far.tokens) if t.low == "vaucremont")
    assert model.judge(near, at, {}) == model.judge(far, later, {})


def test_the_file_fits_the_features():
    told = model.weights()
    assert len(told.table) == features.ROWS * told.hidden
    assert len(told.bias) == told.hidden
    assert all(len(w) == told.hidden + 1 for w in (told.identifies, *told.kinds.values()))


def test_a_town_of_several_words_is_seen_as_one():
    text = doc("vu à Bourg en Bresse hier")
    ends: dict[int, int] = {}
    assert [features.phrase(text, i, ends) for i in range(6)] == ["", "", "a", "z", "z", ""]
