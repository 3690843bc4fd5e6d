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
STORIES = [
    ("Patiente de 34 ans, fumeuse, adressée par son médecin traitant ; elle est inquiète car sa mère est décédée d'un infarctus.", "Patient de 34 ans, fumeur, adressé par son médecin traitant ; il est inquiet car sa mère est décédée d'un infarctus."),
    ("Patient de 60 ans, sa fille l'a amené aux urgences, il est confus et agité.", "Patiente de 60 ans, sa fille l'a amenée aux urgences, elle est confuse et agitée."),
    ("Ma patiente va bien, je la revois dans un mois.", "Mon patient va bien, je le revois dans un mois."),
    ("Je l'ai vue hier, son fils l'a conduite aux urgences où elle a été hospitalisée.", "Je l'ai vu hier, son fils l'a conduit aux urgences où il a été hospitalisé."),
    ("Fille de 12 ans, scoliose, elle est suivie en ortho.", "Garçon de 12 ans, scoliose, il est suivi en ortho."),
    ("Patient de 40 ans, nerveux, sportif, premier malaise, dernière prise hier.", "Patiente de 40 ans, nerveuse, sportive, premier malaise, dernière prise hier."),
    ("Patiente très maigre, actuellement stable, très active, peu compliante, jamais hospitalisée.", "Patient très maigre, actuellement stable, très actif, peu compliant, jamais hospitalisé."),
    ("Elle a été opérée du genou puis s'est sentie fatiguée ; elle s'est fracturé le poignet.", "Il a été opéré du genou puis s'est senti fatigué ; il s'est fracturé le poignet."),
    ("Il s'est levé, il est tombé, il n'a pas été vu par le médecin. Lui ne se souvient de rien.", "Elle s'est levée, elle est tombée, elle n'a pas été vue par le médecin. Elle ne se souvient de rien."),
    ("Son mari est inquiet, elle est sereine ; leur fils est absent.", "Sa femme est inquiète, il est serein ; leur fils est absent."),
    ("La patiente et son mari sont venus ensemble.", "Le patient et sa femme sont venus ensemble."),
    ("Patiente connue, traitée, équilibrée, puis perdue de vue.", "Patient connu, traité, équilibré, puis perdu de vue."),
    ("Une jeune femme célibataire, étudiante, anxieuse, tabagique active.", "Un jeune homme célibataire, étudiant, anxieux, tabagique actif."),
    ("Un vieil homme seul, veuf, dénutri, peu bavard.", "Une vieille femme seule, veuve, dénutrie, peu bavarde."),
    ("Le patient dont la fille est médecin refuse l'opération.", "La patiente dont la fille est médecin refuse l'opération."),
    ("H 52 ans, diabétique mal équilibré, gros fumeur, obèse, hospitalisé pour SCA.", "F 52 ans, diabétique mal équilibrée, grosse fumeuse, obèse, hospitalisée pour SCA."),
    ("F 70 a, dénutrie, grabataire, sondée, escarre sacrée, famille épuisée.", "H 70 a, dénutri, grabataire, sondé, escarre sacrée, famille épuisée."),
    ("J'ai adressé la patiente au cardio ; il l'a trouvée stable et l'a gardée une nuit.", "J'ai adressé le patient au cardio ; il l'a trouvé stable et l'a gardé une nuit."),
    ("Mon patient a été mordu par son chien, il est venu seul et il est reparti.", "Ma patiente a été mordue par son chien, elle est venue seule et elle est repartie."),
    ("Patient allergique, traité, asthme ancien bien équilibré.", "Patiente allergique, traitée, asthme ancien bien équilibré."),
    ("Sa sœur jumelle est atteinte aussi. La patiente est inquiète.", "Sa sœur jumelle est atteinte aussi. Le patient est inquiet."),
    ("Une dame âgée, confuse, désorientée, chutée hier, retrouvée par le voisin.", "Un homme âgé, confus, désorienté, chuté hier, retrouvé par le voisin."),
    ("J'ai un H 63 avec tropo 18. Vous le gardez ?", "J'ai une F 63 avec tropo 18. Vous la gardez ?"),
    ("Pneumopathie chez un détenu de 40 ans.", "Pneumopathie chez une détenue de 40 ans."),
    ("F 45 a, AIT, sortie sous Plavix. Le major la soutient.", "H 45 a, AIT, sorti sous Plavix. Le major le soutient."),
    ("H 50 a, chauffeur. Il conduit 8 h par jour, conjointe prévenue.", "F 50 a, chauffeuse. Elle conduit 8 h par jour, conjoint prévenu."),
]  # fmt: skip
BOUND = [
    "F 30 a enceinte de 12 SA", "PSA à 12 chez un homme de 70 ans", "F 28 a, G2P1, toux",
    "Patiente sous pilule, céphalées", "Homme, douleur testiculaire", "Patiente ménopausée",
    "Patient hémophile", "Nodule du sein chez une patiente", "Garçon avec X-fragile",
    "Fille suivie pour un syndrome de Turner", "Patient, Klinefelter", "CA 125 élevé, patiente",
    "bHCG négatifs chez cette patiente", "Patiente, règles douloureuses", "Patient, HBP",
    "Patiente, contraception par DIU", "Homme sous finastéride", "Patient, créat 132",
    "Homme transgenre, anémie", "Patiente, désir de grossesse", "F 30 a, cicatrice de césar", "H 30 a, séminome",
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
    "Un couple de retraités intoxiqué au CO, la femme est confuse.",
    "Mère de 30 ans et son bébé : il tousse, elle est fébrile.",
    "Le fils du patient est parti. Il est seul maintenant.",
    "Patient, c'est le beau-père du directeur.",
    "La patiente, ancienne lingère, tousse.",
    "Il est bon nageur et grand lecteur.",
    "H 70 a. Elle était accompagnatrice.",
    "F 30 a, sonneuse de cloches.",
    "Patiente, avis de l'autre patiente.",
]


@pytest.mark.parametrize(("text", "said"), AGREES + STORIES)
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
