# ruff: noqa: E501  (pairs read better side by side)
"""K16: the other sex only where nothing binds it, and in French that agrees."""

from __future__ import annotations

import pytest

from toctoc.guard.transpose import transpose

AGREES = [
    ("H 44 a, fumeur, HTA", "F 44 a, fumeuse, HTA"),
    ("F67 HTA, connue pour BPCO", "H67 HTA, connu pour BPCO"),
    ("pt 55 a, dyspnée, hospitalisé hier", "pte 55 a, dyspnée, hospitalisée hier"),
    ("pte 32a asthmatique, fumeuse", "pt 32a asthmatique, fumeur"),
    ("Un patient est venu.", "Une patiente est venue."),
    ("Une patiente est venue.", "Un patient est venu."),
    ("Le patient tousse.", "La patiente tousse."),
    ("Ce patient tousse.", "Cette patiente tousse."),
    ("Cette femme tousse.", "Cet homme tousse."),
    ("La femme tousse.", "L'homme tousse."),
    ("L'homme est agité, confus.", "La femme est agitée, confuse."),
    ("Mon patient tousse.", "Ma patiente tousse."),
    ("L'état du patient est stable.", "L'état de la patiente est stable."),
    ("L'état de la patiente est stable.", "L'état du patient est stable."),
    ("J'ai dit au patient de venir.", "J'ai dit à la patiente de venir."),
    ("J'ai dit à la patiente de venir.", "J'ai dit au patient de venir."),
    ("Le cas d'une patiente diabétique.", "Le cas d'un patient diabétique."),
    ("Un jeune homme sportif, lycéen.", "Une jeune femme sportive, lycéenne."),
    ("Un vieux patient tousse.", "Une vieille patiente tousse."),
    ("Une vieille femme tousse.", "Un vieil homme tousse."),
    ("Le petit garçon est vacciné.", "La petite fille est vaccinée."),
    ("Monsieur vient pour toux.", "Madame vient pour toux."),
    ("Dame de 82 ans, retrouvée au sol", "Homme de 82 ans, retrouvé au sol"),
    ("La patiente est hypertendue.", "Le patient est hypertendu."),
    ("Patiente opérée du genou droit.", "Patient opéré du genou droit."),
    ("Patiente diabétique, fumeuse.", "Patient diabétique, fumeur."),
    ("Patient retraité, marié.", "Patiente retraitée, mariée."),
    ("Patiente anxieuse et fatiguée.", "Patient anxieux et fatigué."),
    ("Patiente très essoufflée.", "Patient très essoufflé."),
    ("Patient inquiet, insomniaque.", "Patiente inquiète, insomniaque."),
    ("Patiente sportive, active.", "Patient sportif, actif."),
    ("Patient parkinsonien, suivi en neuro.", "Patiente parkinsonienne, suivie en neuro."),
    ("Patiente insuffisante rénale, dialysée.", "Patient insuffisant rénal, dialysé."),
    ("Un ancien fumeur de 60 ans.", "Une ancienne fumeuse de 60 ans."),
    ("Patiente migraineuse, sous triptan.", "Patient migraineux, sous triptan."),
    ("Patient né prématuré.", "Patiente née prématurée."),
    ("Patient âgé, dénutri.", "Patiente âgée, dénutrie."),
    ("Patiente seule, isolée.", "Patient seul, isolé."),
    ("Elle tousse. Elle est fatiguée.", "Il tousse. Il est fatigué."),
    ("Il tousse. Il est fatigué.", "Elle tousse. Elle est fatiguée."),
    ("Il a chuté. Il est seul.", "Elle a chuté. Elle est seule."),
    ("Chez elle, la patiente tousse.", "Chez lui, le patient tousse."),
    ("Il est venu. Avec lui, je prends le temps.", "Elle est venue. Avec elle, je prends le temps."),
    ("Je la revois demain. Elle est inquiète.", "Je le revois demain. Il est inquiet."),
    ("Je lui prescris du repos. Il tousse.", "Je lui prescris du repos. Elle tousse."),
    ("Je l'ai vue ce matin, elle refuse.", "Je l'ai vu ce matin, il refuse."),
    ("Elle a pris du paracétamol.", "Il a pris du paracétamol."),
    ("Il faut l'opérer. Le patient refuse.", "Il faut l'opérer. La patiente refuse."),
    ("Il y a 3 jours, la patiente a chuté.", "Il y a 3 jours, le patient a chuté."),
    ("Son mari l'accompagne. Elle est essoufflée.", "Sa femme l'accompagne. Il est essoufflé."),
    ("Patient avec sa femme.", "Patiente avec son mari."),
    ("Patient, stade pT1, bilan à H12.", "Patiente, stade pT1, bilan à H12."),
    ("F 74 ans, PTE gauche.", "H 74 ans, PTE gauche."),
    ("Patiente dialysée. Qui peut la prendre ?", "Patient dialysé. Qui peut le prendre ?"),
    ("Patient, métier forestier exposé aux tiques.", "Patiente, métier forestier exposé aux tiques."),
    # what agrees with something else stays
    ("Patient, douleur thoracique aiguë.", "Patiente, douleur thoracique aiguë."),
    ("Patient opéré, une dyspnée ancienne.", "Patiente opérée, une dyspnée ancienne."),
    ("Patiente, un souffle connu.", "Patient, un souffle connu."),
    ("Patiente : la douleur est apparue hier.", "Patient : la douleur est apparue hier."),
    ("Patient adressé. Il a une toux grasse, ancienne.", "Patiente adressée. Elle a une toux grasse, ancienne."),
    ("Patient, tabagisme sevré, suivi pour BPCO.", "Patiente, tabagisme sevré, suivie pour BPCO."),
    ("F 45a, prise de poids, fatigue", "H 45a, prise de poids, fatigue"),
    ("Patient, mise en place d'un stent.", "Patiente, mise en place d'un stent."),
    ("La patiente présente une plaie.", "Le patient présente une plaie."),
    ("Patient au bon état général.", "Patiente au bon état général."),
    ("Homme, opéré d'une hernie, tousse", "Femme, opérée d'une hernie, tousse"),
    ("Patiente suivie pour lupus, traitée par Plaquenil.", "Patient suivi pour lupus, traité par Plaquenil."),
    ("Patient adressé par son médecin traitant. Il est fatigué.", "Patiente adressée par son médecin traitant. Elle est fatiguée."),
    ("Ce patient, connu pour HTA, est hospitalisé.", "Cette patiente, connue pour HTA, est hospitalisée."),
]  # fmt: skip
BOUND = [
    "F 30 a enceinte de 12 SA", "PSA à 12 chez un homme de 70 ans", "F 28 a, G2P1, toux",
    "Patiente sous pilule, céphalées", "Homme, douleur testiculaire", "Patiente ménopausée",
    "Patient hémophile", "Nodule du sein chez une patiente", "Garçon avec X-fragile",
    "Fille suivie pour un syndrome de Turner", "Patient, Klinefelter", "CA 125 élevé, patiente",
    "bHCG négatifs chez cette patiente", "Patiente, règles douloureuses", "Patient, HBP",
    "Patiente, contraception par DIU", "Homme sous finastéride", "Patient, créat 132",
    "Patiente, Hb 9,2 g/dl", "Patient vu en andrologie", "Patiente vue par sa gynéco",
    "Patient, adénome de prostate", "Patiente, endométriose", "F 40 a, CHA2DS2-VASc 2",
]  # fmt: skip
UNSURE = [
    "F 45 a, HTA, traitée par ramipril",
    "Une patiente avec sa fille. Elle tousse.",
    "La patiente décrit la lésion. Celle-ci saigne.",
    "Deux patientes toussent.",
    "Patient et sa sœur, mutation familiale, transmission dominante",
    "Elle est adressée pour une lésion suspecte, opérée la semaine dernière.",
    "H 62 ans, suivi cardio en cours",
    "Toux depuis 3 jours.",
    "Patiente, maman de quadruplés.",
    "Elle a posté la photo d'une patiente.",
    "Patient, nez épaté, trapu, voûté",
    "11 mois, non vacciné",
]


@pytest.mark.parametrize(("text", "said"), AGREES)
def test_the_other_sex_agrees(text: str, said: str) -> None:
    done = transpose(text, sex=True, kinds={"sex"})
    assert done.text == said, done.sex_swap.because()
    assert done.sex_swap.possible
    assert {c.kind for c in done.changes} == {"sex"}


@pytest.mark.parametrize("text", BOUND)
def test_what_binds_the_sex_keeps_it(text: str) -> None:
    done = transpose(text, sex=True, kinds={"sex"})
    assert done.text == text
    assert done.sex_swap.reason == "sex.bound"
    assert done.sex_swap.word
    assert done.sex_swap.word in done.sex_swap.because("fr")
    assert [r.kind for r in done.refused] == ["sex"]


@pytest.mark.parametrize("text", UNSURE)
def test_refuses_rather_than_write_wrong_french(text: str) -> None:
    done = transpose(text, sex=True, kinds={"sex"})
    assert done.text == text
    assert not done.sex_swap.possible
    assert done.sex_swap.because("en") != done.sex_swap.because("fr")


@pytest.mark.parametrize("text", [text for text, _ in AGREES])
def test_never_on_its_own_and_twice_gives_the_sex_back(text: str) -> None:
    assert transpose(text, kinds={"sex"}).text == text
    once = transpose(text, sex=True, kinds={"sex"})
    twice = transpose(once.text, sex=True, kinds={"sex"})
    if not twice.sex_swap.possible:  # the masculine may hide what the feminine showed
        assert twice.text == once.text
        return
    again = transpose(twice.text, sex=True, kinds={"sex"})
    assert again.text == once.text
