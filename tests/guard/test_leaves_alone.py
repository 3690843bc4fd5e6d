"""What the guard must not touch: medicine itself (D6, T3). A false alarm costs an answer."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text
from toctoc.guard.text.wordlist import words

SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, pas "
    "de troubles moteurs ni sphinctériens. Des idées ?"
)

EPONYMS = words("""
    Parkinson Alzheimer Horton Crohn Basedow Hashimoto Addison Cushing Behçet Takayasu Kawasaki
    Wegener Raynaud Sjögren Biermer Hodgkin Waldenström Kahler Kaposi Bowen Paget Verneuil
    Recklinghausen Marfan Turner Klinefelter Down Charcot Huntington Wilson Gilbert Rendu-Osler
    Willebrand Minkowski Ménière Barré Dupuytren Peyronie Scheuermann Osgood-Schlatter Perthes
    Lyme Whipple Still Berger Goodpasture Fabry Gaucher Pompe Steinert Duchenne Friedreich Lewy
    Pick Creutzfeldt-Jakob Korsakoff Wernicke Brugada Fallot Ebstein Eisenmenger Dressler
    Buerger Barrett Zenker Hirschsprung Meckel Mallory-Weiss Budd-Chiari Caroli Conn Sheehan
    Kallmann Albright Bartter Gitelman Alport Lynch Gardner Castleman Erdheim-Chester Sézary
    Darier Lyell Stevens-Johnson Sweet Ehlers-Danlos Tourette Asperger Rett Angelman
    Prader-Willi Williams Noonan Silver-Russell Gougerot
""")

SIGNS = words("""
    Babinski Hoffmann Lasègue Lhermitte Tinel Phalen Finkelstein Kernig Brudzinski Murphy
    Romberg Chvostek Trousseau Homans Nikolsky Koplik Courvoisier Rovsing Lachman Jobe Neer
    Hawkins Mingazzini Froment Gottron Köbner Auspitz Darier Trendelenburg Thomas Gowers
""")

SCORES = words("""
    Glasgow Apgar Wells Ranson Child-Pugh Karnofsky Gleason Bishop Rankin Silverman Fagerström
    Epworth Mallampati Cormack Balthazar Killip Forrest Rockall Blatchford Hamilton Beck Tinetti
    Norton Braden Barthel Lequesne Tanner Framingham Cockcroft Bosniak Bethesda Breslow Clark
    Fitzpatrick Rutherford
""")

POSTS = [
    SEED,
    "F 34 a, G2P1, 28 SA + 3, TA 14/9, protU 2+, BU : leuco. MAP ?",
    "H 58a DT2, metformine 1000 x3, HbA1c 8,2 %, ajout Ozempic ? DFG 45",
    "Enfant 4 ans, otite, amox 80 mg/kg/j depuis J3, fièvre 39.2",
    "ECG : sus-ST V1-V3, miroir en DII DIII aVF. Brugada ? Wellens ?",
    "MMSE 24/30, test de Grober et Buschke altéré, Alzheimer débutant ?",
    "Acuité 8/10 OD 10/10 OG, Parinaud 2, tonus 15/16",
    "Apgar 9/10/10, PN 3250 g, Guthrie fait, ictère J4",
    "Selon Dupont et al., 2019 et la HAS, pas d'indication.",
    "Cf https://www.has-sante.fr/jcms/p_123456/fr/reco et le CRAT",
    "PMID 31234567, doi 10.1056/NEJMoa2034577, https://doi.org/10.1056/NEJMoa2034577",
    "https://pubmed.ncbi.nlm.nih.gov/31234567/ dit le contraire",
    "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006912862",
    "Bactrim forte 1cp x2/j 10 j, ECBU E. coli BLSE, ertapénème ?",
    "M. tuberculosis au BK, M. bovis exclu, C. difficile neg, S. aureus",
    "H. pylori éradiqué, P. falciparum 2 %, E. coli dans les hémocs",
    "Patiente de 52 ans, cancer du sein T2N1M0, RE+ RP+ HER2-, bouffées de chaleur",
    "Zona ophtalmique V1 gauche, Zelitrex 1 g x3, avis ophta ?",
    "HBPM Lovenox 0,4 /j, plaquettes à 80 000, TIH ? score 4T à 5",
    "Douleur EVA 8/10, Lasègue 30° D, L5-S1. IRM ? infiltration ?",
    "Bonjour à tous, merci d'avance. Cordialement",
    "Depuis lundi, fièvre. Vu mardi. Antibio depuis jeudi.",
    "Noël approche, délais de RDV dermato 6 mois...",
    "Depuis mars, perte de 8 kg. TAP en juin normal.",
    "Gleason 7 (3+4), PSA 8, IRM PIRADS 4. Surveillance ?",
    "2/3 des patients répondent ; 1/2 dose ; 3/4 cp le soir",
    "Ratio 12/8, dose 10/20, Kardegic 75/j",
    "Leucocytes 12 000, plaquettes 250000, CRP 45, PCT 0,3",
    "TA 12/8 au bras D, 13/07 au bras G, FC 72",
    "Glycémie 1,26 g/L, cholestérol 2,10, LDL 1,45, TG 0,9",
    "Toux chez un boulanger de 42 ans, asthme pro ?",
    "Le patient est algique. Mme a refusé la prise de sang.",
    "Madame, Monsieur, merci de votre aide",
    "Docteur, que faire ? Le docteur a dit non.",
    "M. X, 45 ans, et Mme Y, 50 ans",
    "Pr avis : IRM ou scanner ? pr info la CRP est à 5",
    "Hôpital de jour ou hospitalisation ? clinique évocatrice",
    "Examen clinique normal. Clinique : fièvre, toux.",
    "Le CHU est saturé, le SAMU aussi. EHPAD en tension.",
    "Appeler le 15, le 3114 ou le 112 selon l'urgence",
    "Âge gestationnel 28+3 SA, naissance à 41 SA",
    "Vitamine D 100 000 UI, B12 basse, B9 normale",
    "Génotype HLA B27+, mutation BRCA1, JAK2 V617F",
    "Classification de Vienne, critères de Rome IV, consensus de Paris",
    "Score de Lille à 0,45, protocole de Stockholm, critères d'Amsterdam",
    "Femme de 45 ans, suivie pour sclérose en plaques depuis 10 ans",
    "Homme de 70 ans, BPCO GOLD 3, VEMS 38 %",
    "Nourrisson de 3 mois, SpO2 94 %, bronchiolite",
    "Grossesse à 12 SA, DPNI rassurant, PAPP-A 0,4 MoM",
    "Prise de 4 g de paracétamol par jour pendant 90 jours",
    "Chez les plus de 90 ans, quelle cible de TA ?",
    "Cure de 5 jours, 1 dose à J1, J8 et J15",
    "#DocTocToc H 30 ans, lombalgie, drapeaux rouges absents",
    "Espagne, Maroc, Sénégal : retour de voyage et fièvre",
    "Patient breton d'origine portugaise, hémochromatose ?",
    "En Bretagne comme en Île-de-France, délais longs",
    "Dr, Pr, interne : qui a déjà vu ça ?",
    "Loi du 4 mars 2002 : droit d'accès du patient au dossier",
    "Le rapport A/G est à 1,2 ; INR 2-3 ; TP 78 %",
    "AMM récente, cf Prescrire n° 412 et Revue du prat",
]
NEGATIVES = [
    *POSTS,
    *(f"Maladie de {name} depuis 8 ans, aggravation" for name in EPONYMS),
    *(f"Patient avec un {name} évolué" for name in EPONYMS[:40]),
    *(f"Signe de {name} positif" for name in SIGNS),
    *(f"{name} négatif, ROT vifs" for name in SIGNS[:20] if name != "Thomas"),
    *(f"Score de {name} à 3" for name in SCORES),
]


def test_there_are_enough_traps() -> None:
    assert len(NEGATIVES) >= 150


@pytest.mark.parametrize("text", NEGATIVES)
@pytest.mark.parametrize("final", [False, True])
def test_t3_leaves_medicine_alone(text: str, final: bool) -> None:
    found = check_text(text, final=final).findings
    assert [(text[f.start : f.end], f.rule) for f in found] == []
