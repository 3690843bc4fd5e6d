# ruff: noqa: E501  (texts as they are typed)
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
SHORTHAND = [
    "Signe de Babinski bilat, Hoffmann +, ROT vifs. SEP ? Lhermitte présent",
    "Score de Wells à 3, D-dimères 1200, angioTDM ? CRB65 1, Genève modifié 5",
    "Maladie de Horton sous 0,7 mg/kg de Cortancyl, VS 12 CRP 3. Décroissance ?",
    "Parkinson depuis 8 ans, Modopar 125 x4, chutes. Lewy ?",
    "Pte 45 ans, Hashimoto sous Lévothyrox 75, TSH 6.4, T4L 11",
    "Fracture de Pouteau-Colles chez F 71 ans, plâtre J10, algoneurodystrophie ?",
    "Retour de voyage, fièvre J8, frottis neg x2. Palu ? dengue ?",
    "Selon Dupont et al., 2019 et la HAS, pas d'indication. cf https://www.has-sante.fr/jcms/p_123",
    "Tenir compte du CRAT pour l'ondansétron au T1",
    "Patient sous Xarelto 20, créat 110, Cockcroft 48, AVK ?",
    "Gâteau de riz ? Purpura de Schönlein-Henoch chez 6 ans. IgA ?",
    "Bactrim forte 1cp x2/j 10 j, ECBU E. coli BLSE, Ertapénème ?",
    "Crohn iléal sous Humira, poussée, calpro 850",
    "Syndrome de Guillain-Barré post Campylobacter, LCR dissociation",
    "Suspicion Lyme, sérologie IgM +, WB neg. Doxy 14 j ?",
    "H 30 ans, Klinefelter, testo basse, FSH 35. Relais par Androtardyl ?",
    "Dupuytren main D, stade 2 de Tubiana. Chir ?",
    "Nodule Bethesda III, EU-TIRADS 4, 18 mm, cytoponction à refaire ?",
    "Charcot-Marie-Tooth connu, grossesse, rachi possible ?",
    "Ménière G, Epley fait 3 fois sans succès. Tanganil ?",
    "Sprain cheville, Ottawa neg. RX inutile ?",
    "Kiné respi ? bronchiolite 3 mois, SpO2 94 %, Wang 5",
    "Vaccin Prevenar 20 chez > 65 ans BPCO, délai après Pneumovax ?",
    "Mirena posée il y a 3 ans, métrorragies, écho RAS",
    "Toux depuis 3 semaines chez un boulanger de 42 ans, EFR TVO, asthme pro ?",
    "Patiente de 52 ans, cancer du sein T2N1M0, RE+ RP+ HER2-, Tamoxifène, bouffées de chaleur. Effexor possible ?",
    "Quelqu'un a déjà utilisé le Botox dans le bruxisme ?",
    "Morsure de chat J1, pasteurellose ? Augmentin 1g x3. VAT à jour.",
    "Anévrisme de l'aorte 48 mm, Marfan éliminé, suivi à 6 mois ?",
    "RCP faite, avis Necker inutile ?",
    "Migraine : Triptan inefficace, Laroxyl 10 gttes. Topamax ?",
    "Urgence : anaphylaxie, Anapen 0.3, récidive H6. Biphasique ?",
    "Le patient a bien compris. Dois je prescrire Spasfon ou Débridat ?",
    "Kyste de Baker rompu vs TVP. Doppler fait : RAS",
    "Erythème de Bazin ou panniculite de Weber-Christian ? biopsie en attente",
    "H 35 ans, Behçet, aphtes, pathergy test +. Colchimax ou Otezla ?",
    "Gleason 7 (3+4), PSA 8, IRM PIRADS 4. Surveillance ou prostatectomie ?",
    "MICI : Mayo 6, Truelove sévère. Entyvio vs Stelara ?",
    "PUVA, Dermoval, Daivobet inefficaces. Skilarence ?",
    "2/3 des patients répondent; 1/2 dose; 3/4 cp le soir",
    "Merci à tous les confrères de la réa",
    "Aucun de mes patients ne va bien en Janvier",
    "Un collègue du CHU m'a dit de faire une IRM",
    "Mon interne pense à une PPR. Votre avis ?",
    "Pt sous Eliquis 5x2, chute, TC normal. Sortie ?",
    "Quid du Laroxyl chez Mme ? Effets II ?",
    "Bilan : NFS, CRP, iono, urée, créat. RP normale.",
    "Merci Doc ! Super réponse. Top",
    "Bonne soirée à tous. Au plaisir",
    "Petit garçon de 3 ans, toux. Grand frère asthmatique",
    "Femme Turner 45X, 28 ans, désir de grossesse",
    "Patient Alzheimer, agité, Risperdal inefficace",
    "Enfant Down, 8 ans, otites",
    "test de Schirmer positif, Sjögren ?",
    "Rosacée sous Rozex, Soolantra. Tétralysal ?",
    "Diane 35 chez une SOPK, Jasmine remboursée ?",
    "Kit de sevrage, Champix arrêté. Zyban ?",
    "Accouchement par Kiwi, ventouse, forceps de Tarnier",
    "Pansement Urgo, Mepilex, hydrofibre Aquacel",
    "Dose max de Skenan LP ? rotation vers Durogesic 25",
    "Sonde Freka, Nutrison 1500/j, GPE",
    "Holter : ESV 12 %, FA paroxystique. Flécaïne ?",
    "Crise de Bouveret, Striadyne, Valsalva ok",
    "Greffe cornée, Sandimmun collyre, Ikervis",
    "Suture par Vicryl 3/0, Ethilon 4/0",
    "Aspi 75, Plavix 75, Tahor 40, Bisoce 2,5",
    "IRM du 1/3 moyen du fémur, ostéosarcome ? Ewing ?",
    "3 à 4 selles/j, Imodium, Tiorfan, SRO",
    "Palpation : signe du glaçon, Lachman mou, Pivot shift",
    "Consultation Vendredi prochain ou Lundi matin",
    "Anti-HBc +, Ag HBs -, ADN indétectable",
    "Pas de voyage. Pas de contage. Pas de Covid",
    "OAP, BNP 2300, Lasilix 80 IV, VNI. Risordan ?",
    "Lithium 0,8, Dépakote, Abilify. Zyprexa ?",
    "Le Vidal dit non, le RCP aussi. Le Crat ok ?",
    "Rome III, Manning, SII-D. Débridat, Smecta",
    "Vaccin ROR, Gardasil 9, Bexsero, Nimenrix",
    "PTH D à J15, Kinésithérapie, appui complet",
    "Lombosciatique L5 G, Valleix +, DDS 40 cm",
    "BAV OD 3/10, Tyndall 2+, FO : drusen",
    "Doppler TSA : sténose 70 % selon NASCET",
    "Bonjour, Jeune homme, 18 ans, pneumothorax. Drain ? Aiguille ?",
    "MADRS 34, Beck 28, idées noires. Hospit ?",
    "Bonjour Docteur, Auriez vous une idée ?",
    "Salut les amis, Question bête : Otite séreuse et avion ?",
    "Ici en Guadeloupe on voit beaucoup de dengue",
    "Merci Tuteur de stage",
    "Selon Prescrire et Cochrane, inutile. Nice d'accord",
    "Ostéoporose, T-score -3, Frax 22 %, Aclasta ou Prolia ?",
    "Saturnisme ? plombémie 52, Pica chez enfant 3 ans",
    "Score ABCD2 à 4, Pesi 85, Hestia neg",
    "fiche BUM (Beers, Stopp Start)",
    "Poids 12 kg, Taille 89 cm, PC 48, IMC 15,1",
    "ATCD : Appendicectomie, Césarienne x2, Tabac 20 PA",
    "Echo : Utérus polymyomateux, FIGO 4, Esmya ?",
    "ALD 30, 100 %, Protocole, Mdph, Agefiph",
    "Garde de nuit, 3e appel, Mort subite ? Bilan ?",
    "Hématome de Morel-Lavallée, drainage ?",
    "Pied de Charcot, Malleolus, ostéite ?",
    "Retour d'Inde, Salmonella Typhi. Ceftriaxone ?",
    "Test de Coombs positif, AHAI ? Rituximab",
    "Prurit : Atarax, Aerius, Xyzall. Dupixent ?",
    "Score de Bishop 4, Propess. Kristeller non",
    "Angor de Prinzmetal, Monotildiem",
    "fracture Garden IV, Salter II, Gartland 3",
    "Fontan failing, Glenn, Blalock",
    "IRM : Chiari I, Arnold. Syringomyélie",
    "ACFA, Cha2ds2-Vasc 4, HAS-BLED 3, Eliquis",
    "ECBU : Proteus, Klebsiella, Enterobacter, Serratia",
    "Frottis : corps de Jolly, Heinz, Auer",
    "Méthode Mézières, McKenzie ou Pilates ?",
    "Maison Médicale fermée, Urgences saturées",
    "Secret professionnel : Article R4127-4",
    "Formation à Paris ? DU ? Congrès à Lyon en Juin ? ",
    "Le Pr m'a dit non. Le Dr aussi.",
    "mme en burn out. mr parti. enfants ok",
    "M. algique +++, Mme anxieuse",
    "Patient Noir, phototype VI, Vitiligo",
    "Lymphome de Hodgkin IIB, ABVD, TEP Deauville 3",
    "Hep B : Hepsera, Viread, Baraclude",
    "Dermato : Elidel, Protopic, Locapred, Diprosone",
    "Insuline Lantus, Novorapid, Toujeo. Freestyle Libre",
    "Anti-CGRP : Aimovig, Ajovy, Emgality",
    "Pompe Medtronic 780G, Omnipod, Ypsomed",
    "EVA 3/10, GCS 14/15, NIHSS 4",
    "Hb 8/10 la semaine passée, puis 9",
    "ALAT 45/40, PAL 120/100",
    "Depuis le 1/2 cp va mieux",
    "AINS le 1/3 du temps",
    "le 2 ème jour, la 3 ème nuit",
    "J'ai 25/30 au MMS, 4/5 mots",
    "Rapport 24/7, 365 j",
    "taux 01/10 000",
    "Grade 2/6 souffle",
    "G3P2 césa x2, AG 39 SA 2j",
    "Calcémie 2,65 PTH 95 Vit D 12",
    "Bilan de chute : Tinetti 18/28, Get up 25 s",
    "Alerte Ansm : Dépakine, Androcur, Lévothyrox",
    "Bonne année 2026 à tous",
    "Covid en mars 2020, Omicron depuis",
    "Quelle est la place du Paxlovid ?",
    "tournée de visites : 12 route, 3 rue... épuisé",
    "2 voies, 3 passages, 4 cours de DIU",
    "15 place de la chirurgie dans cette indication ?",
    "Avis Ortho, Neuro, Rhumato, Onco et Psy ?",
    "Ascite, Child B9, Meld 15. TIPS ? Denver ?",
    "Bonjour Mesdames et Messieurs",
    "CAT devant un nodule de Dupuytren, un Morton, un Ledderhose ?",
    "PEA, BERA, Rinne -, Weber latéralisé à D",
    "Duodopa, apokinon, stimulation. Hoehn et Yahr 4",
    "Hyperkaliémie 6,2 : Kayexalate, Resikali, Insuline-glucose",
    "Otite : Ciloxan, Oflocet. Aérateurs ?",
    "Troponine 12 puis 14, Timi 2, Grace 98, Heart 3",
    "Fille 13 ans, Risser 2, Cobb 28°. Corset de Lyon ? Cheneau ? Boston ?",
    "vertiges : Dix-Hallpike + à D, Semont, Epley",
]
NEGATIVES = [
    *POSTS,
    *SHORTHAND,
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
    found = check_text(text, final=final).pressing
    assert [(text[f.start : f.end], f.rule) for f in found] == []


def test_same_practice_is_no_pet_name() -> None:
    """ "Même" repeats its syllable as "Jojo" does."""
    for text in ("Même pratique ici. Et on en profite.", "Même pratique. Prévoir éviction."):
        assert not check_text(text, final=True).pressing
