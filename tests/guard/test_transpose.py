# ruff: noqa: E501  (pairs read better side by side)
"""K16, T11: the same case said another way, with its clinical meaning whole."""

from __future__ import annotations

import datetime

import pytest

from toctoc.guard import MAX_CHARS, check_text
from toctoc.guard.report import GuardError, Level
from toctoc.guard.transpose import Change, apply_changes, clinical_facts, transpose

TODAY = datetime.date(2026, 11, 22)
CASES = [
    # people
    ("Je vois Mme Dupont pour une toux.", "Je vois la patiente pour une toux."),
    ("Avis de Mme Dupont et de M. Bernard ?", "Avis de la patiente et de l'autre patient ?"),
    (
        "Son mari Jean l'accompagne. Jean est inquiet.",
        "Son mari l'accompagne. Son mari est inquiet.",
    ),
    ("Vu avec Jean, son mari.", "Vu avec son mari."),
    ("Patient adressé par le Dr Lefèvre.", "Patient adressé par un confrère."),
    ("Suivi par son médecin traitant, le Dr Martin.", "Suivi par son médecin traitant."),
    ("Cher Dr Durand, merci de le voir.", "Cher confrère, merci de le voir."),
    ("Courrier du Dr Lefèvre.", "Courrier d'un confrère."),
    ("Une Mme Martin qui tousse.", "Une patiente qui tousse."),
    ("La famille Dupont est inquiète.", "La famille est inquiète."),
    ("Patiente nommée Kowalczyk, HTA", "Patiente, HTA"),
    # ages
    ("H 44 a, lombalgie", "H 40-45 a, lombalgie"),
    ("F67 HTA", "F65-70 HTA"),
    ("h44a fumeur", "h40-45a fumeur"),
    ("Un homme de 44 ans tousse.", "Un homme d'une quarantaine d'années tousse."),
    ("Une femme de 36 ans, enceinte.", "Une femme de 35 à 39 ans, enceinte."),
    ("Patient de 74 ans.", "Patient de 70 à 74 ans."),
    ("Patient de 75 ans.", "Patient de 75 à 80 ans."),
    ("Une dame de 95 ans tombe.", "Une dame de plus de 89 ans tombe."),
    ("Nourrisson de 4 mois, fièvre.", "Nourrisson de 3 à 5 mois, fièvre."),
    ("Nouveau-né de 12 jours, ictère.", "Nouveau-né de 12 jours, ictère."),
    ("Enfant de 8 ans, toux.", "Enfant de 6 à 8 ans, toux."),
    ("Patient de 17 ans, toux.", "Patient de 15 à 17 ans, toux."),
    ("Femme de quarante-quatre ans.", "Femme d'une quarantaine d'années."),
    ("IDM à 44 ans chez le père.", "IDM à 44 ans chez le père."),
    ("AVC, thrombolyse H3 45, fibrose F3.", "AVC, thrombolyse H3 45, fibrose F3."),
    ("Otite à 3 ans 2 mois.", "Otite à 3 ans 2 mois."),
    ("Marche à 18 mois.", "Marche à 18 mois."),
    ("Diabète depuis 20 ans.", "Diabète depuis 20 ans."),
    # dates
    (
        "Opéré le 3 mars puis revu le 17 mars.",
        "Opéré à J0 puis revu à J14.",
    ),
    ("Fièvre du 3 au 17 mars.", "Fièvre de J0 à J14."),
    ("Fièvre entre le 3 mars et le 17 mars.", "Fièvre entre J0 et J14."),
    ("IRM le 12/11/2026.", "IRM il y a 10 jours."),
    ("Toux depuis le 12/11.", "Toux depuis 10 jours."),
    ("RDV le 12/12.", "RDV dans 20 jours."),
    ("Diabète depuis 2010, IDM en 2015.", "Diabète depuis 16 ans, IDM il y a 11 ans."),
    ("J3 post-op : opéré le 3 mars, revu le 10 mars.", "J3 post-op : opéré à T0, revu à T0 + 7 j."),
    (
        "Opéré le 12/03/2015, revu le 04/05/2026, puis le 06/05/2026.",
        "Opéré 11 ans et 53 jours avant J0, revu à J0, puis à J2.",
    ),
    ("Patiente née le 12/03/1980.", "Patiente âgée d'une quarantaine d'années."),
    # places, hospitals
    ("Il habite à Guérande.", "Il habite dans une ville moyenne de l'ouest."),
    ("Il vit à Marseille.", "Il vit dans une très grande ville du sud-est."),
    ("Suivi au CHU de Nantes.", "Suivi dans un CHU."),
    ("Suivi à la clinique Saint-Jean.", "Suivi dans une clinique."),
    ("Chute à l'EHPAD Les Mimosas.", "Chute dans un EHPAD."),
    # work
    ("H 44 a, maçon, lombalgie", "H 40-45 a, métier du bâtiment exposé au ciment et aux charges, lombalgie"),
    ("Il est soudeur.", "Il exerce un métier exposé aux fumées métalliques."),
    ("Il était soudeur.", "Il exerçait un métier exposé aux fumées métalliques."),
    ("Elle travaille comme coiffeuse.", "Elle travaille dans un métier exposé aux produits capillaires."),
    ("Un asthme du boulanger typique.", "Un asthme du boulanger typique."),
    ("C'est la femme du maire.", "C'est la femme d'un élu."),
    ("Il travaille à la SNCF depuis 20 ans.", "Il travaille dans une entreprise de transport depuis 20 ans."),
    # origin
    ("Patient d'origine marocaine, HTA.", "Patient, HTA."),
    ("Il est apprenti boulanger.", "Il est en apprentissage d'un métier exposé aux farines."),
    ("Sa mère, couturière, tousse.", "Sa mère, métier aux gestes fins répétés, tousse."),
    (
        "Patiente sénégalaise, drépanocytose SS.",
        "Patiente originaire d'Afrique de l'Ouest, drépanocytose SS.",
    ),
]  # fmt: skip
LONG = (
    "Mme Dupont, 44 ans, boulangère à Guérande, opérée le 3 mars puis revue le 17 mars au CHU de "
    "Nantes par le Dr Lefèvre. Son mari Jean l'accompagne. TA 14/8, sous ramipril 5 mg/j, douleur "
    "du genou droit depuis 3 semaines. Pas de fièvre. Glasgow 15. Tel 06 12 34 56 78."
)


@pytest.mark.parametrize(("text", "said"), CASES)
def test_says_it_another_way(text: str, said: str) -> None:
    assert transpose(text, today=TODAY).text == said


@pytest.mark.parametrize("text", [text for text, _ in CASES] + [LONG])
def test_once_is_enough_and_the_guard_agrees(text: str) -> None:
    done = transpose(text, today=TODAY)
    assert transpose(done.text, today=TODAY).text == done.text
    left = check_text(done.text, today=TODAY, final=True).findings
    assert [f for f in left if f.level in (Level.BLOCK, Level.FIX)] == []
    assert apply_changes(text, done.changes) == done.text


def test_the_thread_keeps_its_roles_and_days() -> None:
    thread = ["Mme Dupont, vue le 3 mars 2026.", "Je connais aussi M. Bernard."]
    text = "Revu M. Bernard et Mme Dupont le 10 mars 2026."
    said = transpose(text, today=TODAY, thread=thread).text
    assert said == "Revu l'autre patient et la patiente à J7."


def test_each_change_has_a_reason_and_undoes_alone() -> None:
    done = transpose(LONG, today=TODAY)
    assert {"person", "age", "date", "place", "hospital", "profession", "contact"} == {
        c.kind for c in done.changes
    }
    for change in done.changes:
        assert change.why("fr") != change.why("en")
        kept = [c for c in done.changes if c is not change]
        assert LONG[change.start : change.end] in apply_changes(LONG, kept)
    assert clinical_facts(LONG) <= clinical_facts(done.text)


def test_only_the_kinds_asked_for_and_what_is_contested_stays() -> None:
    done = transpose(LONG, today=TODAY, kinds={"age"})
    assert {c.kind for c in done.changes} == {"age"}
    assert "Mme Dupont" in done.text
    assert "Guérande" in transpose(LONG, today=TODAY, contested=["Guérande"]).text


def test_says_what_it_leaves() -> None:
    done = transpose("Survivant du crash, fait divers connu.", today=TODAY)
    assert [r.kind for r in done.refused]
    assert done.refused[0].why("fr")
    leap = transpose("Opéré le 20 février, revu le 3 mars.")
    assert [r.reason for r in leap.refused] == ["date.leap"]


def test_json_holds_no_text_of_the_original() -> None:
    told = transpose("Je vois Mme Dupont.", today=TODAY, sex=True).to_json("en")
    assert "Dupont" not in str(told)
    assert told["sex_swap"]["possible"] is True
    assert told["changes"][0]["why"].startswith("A role")


def test_overlapping_changes_and_unreadable_texts_are_refused() -> None:
    change = Change(0, 3, "x", "age", "age")
    with pytest.raises(ValueError, match="overlap"):
        apply_changes("abcdef", [change, Change(2, 4, "y", "age", "age")])
    with pytest.raises(GuardError):
        transpose("a" * (MAX_CHARS + 1))
