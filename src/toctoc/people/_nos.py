"""Official codes of professions and specialties, with the words readers see.

Source: Nomenclature des objets de santé, Agence du numérique en santé, repository
ansforge/IG-NOS, commit b8b0cc32, Licence Ouverte 2.0: `ig/allNos2/CodeSystem-TRE-G15-
ProfessionSante.json` (2021-12-17), `CodeSystem-TRE-R95-UsagerTitre.json` and
`CodeSystem-TRE-R94-ProfessionSocial.json` (2020-05-29; codes still in force only), and
`CodeSystem-TRE-R38-SpecialiteOrdinale.json` (2022-08-26). These lists together are what the
directory calls a profession. The reader's words and the English ones are ours.
"""

from __future__ import annotations

from typing import NamedTuple


class Profession(NamedTuple):
    """`study` completes "Étudiant en …"; an empty one means that students are not told apart."""

    code: str
    label: str
    english: str
    study: str = ""
    english_study: str = ""


class Specialty(NamedTuple):
    """`official` is the NOS label; `field` completes "Interne en …"; `reader` names the person."""

    code: str
    official: str
    field: str
    reader: str
    english_field: str
    english_reader: str


_P = Profession
PROFESSIONS: dict[str, Profession] = {
    profession.code: profession
    for profession in (
        _P("10", "Médecin", "Doctor", "médecine", "Medical"),
        _P("21", "Pharmacien", "Pharmacist", "pharmacie", "Pharmacy"),
        _P("26", "Audioprothésiste", "Hearing aid specialist", "audioprothèse", "Audiology"),
        _P("28", "Opticien-lunetier", "Optician", "optique-lunetterie", "Optician"),
        _P(
            "31",
            "Assistant dentaire",
            "Dental assistant",
            "assistance dentaire",
            "Dental assistant",
        ),
        _P("32", "Physicien médical", "Medical physicist", "physique médicale", "Medical physics"),
        _P(
            "35",
            "Aide-soignant",
            "Nursing assistant",
            "formation d'aide-soignant",
            "Nursing assistant",
        ),
        _P("36", "Ambulancier", "Ambulance worker"),
        _P("37", "Auxiliaire de puériculture", "Childcare assistant"),
        _P("38", "Préparateur en pharmacie hospitalière", "Hospital pharmacy technician"),
        _P("39", "Préparateur en pharmacie", "Pharmacy technician"),
        _P("40", "Chirurgien-dentiste", "Dentist", "odontologie", "Dental"),
        _P("41", "Assistant de service social", "Social worker", "travail social", "Social work"),
        _P("42", "Auxiliaire de vie sociale", "Home care assistant"),
        _P("43", "Technicien de l'intervention sociale et familiale", "Family support worker"),
        _P("44", "Conseiller en économie sociale et familiale", "Home economics adviser"),
        _P("45", "Médiateur familial", "Family mediator"),
        _P("46", "Assistant familial", "Foster carer"),
        _P("47", "Aide médico-psychologique", "Psychological care assistant"),
        _P("48", "Moniteur éducateur", "Education support worker"),
        _P("49", "Éducateur de jeunes enfants", "Early childhood educator"),
        _P("50", "Sage-femme", "Midwife", "maïeutique", "Midwifery"),
        _P("51", "Éducateur spécialisé", "Special needs educator"),
        _P("52", "Éducateur technique spécialisé", "Technical special needs educator"),
        _P("53", "Accompagnant éducatif et social", "Educational and social carer"),
        _P("60", "Infirmier", "Nurse", "soins infirmiers", "Nursing"),
        _P("69", "Infirmier psychiatrique", "Psychiatric nurse"),
        _P("70", "Masseur-kinésithérapeute", "Physiotherapist", "kinésithérapie", "Physiotherapy"),
        _P("71", "Ostéopathe", "Osteopath", "ostéopathie", "Osteopathy"),
        _P("72", "Psychothérapeute", "Psychotherapist"),
        _P("73", "Chiropracteur", "Chiropractor", "chiropraxie", "Chiropractic"),
        _P("80", "Pédicure-podologue", "Podiatrist", "pédicurie-podologie", "Podiatry"),
        _P("81", "Orthoprothésiste", "Orthotist-prosthetist"),
        _P("82", "Podo-orthésiste", "Orthopaedic shoe technician"),
        _P("83", "Orthopédiste-orthésiste", "Orthotist"),
        _P("84", "Oculariste", "Ocularist"),
        _P("85", "Épithésiste", "Epithetist"),
        _P("86", "Technicien de laboratoire médical", "Medical laboratory technician"),
        _P("91", "Orthophoniste", "Speech therapist", "orthophonie", "Speech therapy"),
        _P("92", "Orthoptiste", "Orthoptist", "orthoptie", "Orthoptics"),
        _P("93", "Psychologue", "Psychologist", "psychologie", "Psychology"),
        _P(
            "94", "Ergothérapeute", "Occupational therapist", "ergothérapie", "Occupational therapy"
        ),
        _P("95", "Diététicien", "Dietitian", "diététique", "Dietetics"),
        _P(
            "96",
            "Psychomotricien",
            "Psychomotor therapist",
            "psychomotricité",
            "Psychomotor therapy",
        ),
        _P("97", "Conseiller en génétique", "Genetic counsellor"),
        _P(
            "98",
            "Manipulateur d'électroradiologie médicale",
            "Radiographer",
            "électroradiologie",
            "Radiography",
        ),
    )
}

_S = Specialty
SPECIALTIES: dict[str, Specialty] = {
    specialty.code: specialty
    for specialty in (
        _S(
            "SCD01",
            "Orthopédie dento-faciale",
            "orthodontie",
            "Orthodontiste",
            "orthodontics",
            "Orthodontist",
        ),
        _S(
            "SCD02",
            "Chirurgie orale",
            "chirurgie orale",
            "Chirurgien oral",
            "oral surgery",
            "Oral surgeon",
        ),
        _S(
            "SCD03",
            "Médecine bucco-dentaire",
            "médecine bucco-dentaire",
            "Spécialiste en médecine bucco-dentaire",
            "oral medicine",
            "Oral medicine specialist",
        ),
        _S(
            "SI01",
            "Exercice infirmier en pratique avancée pathologies chroniques stabilisées",
            "pratique avancée, pathologies chroniques",
            "IPA, pathologies chroniques",
            "chronic conditions",
            "Nurse practitioner, chronic conditions",
        ),
        _S(
            "SI02",
            "Exercice infirmier en pratique avancée oncologie et hémato-oncologie",
            "pratique avancée, oncologie",
            "IPA, oncologie",
            "oncology",
            "Nurse practitioner, oncology",
        ),
        _S(
            "SI03",
            "Exercice infirmier en pratique avancée maladie rénale chronique",
            "pratique avancée, maladie rénale",
            "IPA, maladie rénale",
            "kidney disease",
            "Nurse practitioner, kidney disease",
        ),
        _S(
            "SI04",
            "Exercice infirmier en pratique avancée santé mentale",
            "pratique avancée, santé mentale",
            "IPA, santé mentale",
            "mental health",
            "Nurse practitioner, mental health",
        ),
        _S(
            "SI05",
            "Exercice infirmier en pratique avancée urgences",
            "pratique avancée, urgences",
            "IPA, urgences",
            "emergency care",
            "Nurse practitioner, emergency care",
        ),
        _S(
            "SM01",
            "Anatomie et cytologie pathologiques",
            "anatomie pathologique",
            "Anatomopathologiste",
            "pathology",
            "Pathologist",
        ),
        _S(
            "SM02",
            "Anesthésie-réanimation",
            "anesthésie-réanimation",
            "Anesthésiste-réanimateur",
            "anaesthesia and intensive care",
            "Anaesthetist",
        ),
        _S(
            "SM03",
            "Biologie médicale",
            "biologie médicale",
            "Biologiste médical",
            "clinical pathology",
            "Clinical pathologist",
        ),
        _S(
            "SM04",
            "Cardiologie et maladies vasculaires",
            "cardiologie",
            "Cardiologue",
            "cardiology",
            "Cardiologist",
        ),
        _S(
            "SM05",
            "Chirurgie générale",
            "chirurgie générale",
            "Chirurgien",
            "general surgery",
            "General surgeon",
        ),
        _S(
            "SM06",
            "Chirurgie maxillo-faciale",
            "chirurgie maxillo-faciale",
            "Chirurgien maxillo-facial",
            "maxillofacial surgery",
            "Maxillofacial surgeon",
        ),
        _S(
            "SM07",
            "Chirurgie maxillo-faciale et stomatologie",
            "chirurgie maxillo-faciale et stomatologie",
            "Chirurgien maxillo-facial",
            "maxillofacial surgery",
            "Maxillofacial surgeon",
        ),
        _S(
            "SM08",
            "Chirurgie orthopédique et traumatologie",
            "chirurgie orthopédique",
            "Chirurgien orthopédiste",
            "orthopaedic surgery",
            "Orthopaedic surgeon",
        ),
        _S(
            "SM09",
            "Chirurgie infantile",
            "chirurgie infantile",
            "Chirurgien pédiatrique",
            "paediatric surgery",
            "Paediatric surgeon",
        ),
        _S(
            "SM10",
            "Chirurgie plastique reconstructrice et esthétique",
            "chirurgie plastique",
            "Chirurgien plasticien",
            "plastic surgery",
            "Plastic surgeon",
        ),
        _S(
            "SM11",
            "Chirurgie thoracique et cardio-vasculaire",
            "chirurgie thoracique et cardio-vasculaire",
            "Chirurgien thoracique et cardio-vasculaire",
            "cardiothoracic surgery",
            "Cardiothoracic surgeon",
        ),
        _S("SM12", "Chirurgie urologique", "urologie", "Urologue", "urology", "Urologist"),
        _S(
            "SM13",
            "Chirurgie vasculaire",
            "chirurgie vasculaire",
            "Chirurgien vasculaire",
            "vascular surgery",
            "Vascular surgeon",
        ),
        _S(
            "SM14",
            "Chirurgie viscérale et digestive",
            "chirurgie viscérale et digestive",
            "Chirurgien viscéral",
            "digestive surgery",
            "Digestive surgeon",
        ),
        _S(
            "SM15",
            "Dermatologie et vénéréologie",
            "dermatologie",
            "Dermatologue",
            "dermatology",
            "Dermatologist",
        ),
        _S(
            "SM16",
            "Endocrinologie et métabolisme",
            "endocrinologie",
            "Endocrinologue",
            "endocrinology",
            "Endocrinologist",
        ),
        _S(
            "SM17",
            "Génétique médicale",
            "génétique médicale",
            "Généticien",
            "medical genetics",
            "Geneticist",
        ),
        _S("SM18", "Gériatrie", "gériatrie", "Gériatre", "geriatrics", "Geriatrician"),
        _S(
            "SM19",
            "Gynécologie médicale",
            "gynécologie médicale",
            "Gynécologue",
            "gynaecology",
            "Gynaecologist",
        ),
        _S(
            "SM20",
            "Gynécologie-obstétrique",
            "gynécologie-obstétrique",
            "Gynécologue-obstétricien",
            "obstetrics and gynaecology",
            "Obstetrician-gynaecologist",
        ),
        _S("SM21", "Hématologie", "hématologie", "Hématologue", "haematology", "Haematologist"),
        _S(
            "SM22",
            "Hématologie, option maladie du sang",
            "hématologie",
            "Hématologue",
            "haematology",
            "Haematologist",
        ),
        _S(
            "SM23",
            "Hématologie, option onco-hématologie",
            "onco-hématologie",
            "Onco-hématologue",
            "haemato-oncology",
            "Haemato-oncologist",
        ),
        _S(
            "SM24",
            "Gastro-entérologie et hépatologie",
            "hépato-gastro-entérologie",
            "Hépato-gastro-entérologue",
            "gastroenterology",
            "Gastroenterologist",
        ),
        _S(
            "SM25",
            "Médecine du travail",
            "médecine du travail",
            "Médecin du travail",
            "occupational medicine",
            "Occupational physician",
        ),
        _S(
            "SM26",
            "Qualifié en médecine générale",
            "médecine générale",
            "Médecin généraliste",
            "general practice",
            "General practitioner",
        ),
        _S(
            "SM27",
            "Médecine interne",
            "médecine interne",
            "Interniste",
            "internal medicine",
            "Internist",
        ),
        _S(
            "SM28",
            "Médecine nucléaire",
            "médecine nucléaire",
            "Médecin nucléaire",
            "nuclear medicine",
            "Nuclear medicine physician",
        ),
        _S(
            "SM29",
            "Médecine physique et de réadaptation",
            "médecine physique et de réadaptation",
            "Médecin MPR",
            "rehabilitation medicine",
            "Rehabilitation physician",
        ),
        _S("SM30", "Néphrologie", "néphrologie", "Néphrologue", "nephrology", "Nephrologist"),
        _S(
            "SM31",
            "Neuro-chirurgie",
            "neurochirurgie",
            "Neurochirurgien",
            "neurosurgery",
            "Neurosurgeon",
        ),
        _S("SM32", "Neurologie", "neurologie", "Neurologue", "neurology", "Neurologist"),
        _S(
            "SM33",
            "Neuro-psychiatrie",
            "neuropsychiatrie",
            "Neuropsychiatre",
            "neuropsychiatry",
            "Neuropsychiatrist",
        ),
        _S("SM34", "ORL et chirurgie cervico-faciale", "ORL", "ORL", "ENT", "ENT surgeon"),
        _S(
            "SM35",
            "Oncologie, option onco-hématologie",
            "onco-hématologie",
            "Onco-hématologue",
            "haemato-oncology",
            "Haemato-oncologist",
        ),
        _S(
            "SM36",
            "Oncologie, option médicale",
            "oncologie médicale",
            "Oncologue",
            "medical oncology",
            "Oncologist",
        ),
        _S(
            "SM37",
            "Oncologie, option radiothérapie",
            "radiothérapie",
            "Oncologue radiothérapeute",
            "radiation oncology",
            "Radiation oncologist",
        ),
        _S(
            "SM38",
            "Ophtalmologie",
            "ophtalmologie",
            "Ophtalmologue",
            "ophthalmology",
            "Ophthalmologist",
        ),
        _S("SM39", "Oto-rhino-laryngologie", "ORL", "ORL", "ENT", "ENT specialist"),
        _S("SM40", "Pédiatrie", "pédiatrie", "Pédiatre", "paediatrics", "Paediatrician"),
        _S(
            "SM41",
            "Pneumologie",
            "pneumologie",
            "Pneumologue",
            "respiratory medicine",
            "Respiratory physician",
        ),
        _S("SM42", "Psychiatrie", "psychiatrie", "Psychiatre", "psychiatry", "Psychiatrist"),
        _S(
            "SM43",
            "Psychiatrie, option enfant et adolescent",
            "pédopsychiatrie",
            "Pédopsychiatre",
            "child psychiatry",
            "Child psychiatrist",
        ),
        _S("SM44", "Radio-diagnostic", "radiologie", "Radiologue", "radiology", "Radiologist"),
        _S(
            "SM45",
            "Radio-thérapie",
            "radiothérapie",
            "Radiothérapeute",
            "radiotherapy",
            "Radiation oncologist",
        ),
        _S(
            "SM46",
            "Médecine intensive-réanimation",
            "médecine intensive-réanimation",
            "Réanimateur",
            "intensive care",
            "Intensivist",
        ),
        _S(
            "SM47",
            "Recherche médicale",
            "recherche médicale",
            "Médecin chercheur",
            "medical research",
            "Research physician",
        ),
        _S(
            "SM48", "Rhumatologie", "rhumatologie", "Rhumatologue", "rheumatology", "Rheumatologist"
        ),
        _S(
            "SM49",
            "Santé publique et médecine sociale",
            "santé publique",
            "Médecin de santé publique",
            "public health",
            "Public health physician",
        ),
        _S("SM50", "Stomatologie", "stomatologie", "Stomatologue", "stomatology", "Stomatologist"),
        _S(
            "SM51",
            "Gynéco-obstétrique et gynéco-médicale, option gynéco-obstétrique",
            "gynécologie-obstétrique",
            "Gynécologue-obstétricien",
            "obstetrics and gynaecology",
            "Obstetrician-gynaecologist",
        ),
        _S(
            "SM52",
            "Gynéco-obstétrique et gynéco-médicale, option gynéco-médicale",
            "gynécologie médicale",
            "Gynécologue",
            "gynaecology",
            "Gynaecologist",
        ),
        _S(
            "SM53",
            "Spécialiste en médecine générale",
            "médecine générale",
            "Médecin généraliste",
            "general practice",
            "General practitioner",
        ),
        _S(
            "SM54",
            "Médecine générale",
            "médecine générale",
            "Médecin généraliste",
            "general practice",
            "General practitioner",
        ),
        _S(
            "SM55",
            "Radio-diagnostic et radio-thérapie",
            "radiologie et radiothérapie",
            "Radiologue",
            "radiology and radiotherapy",
            "Radiologist",
        ),
        _S(
            "SM56",
            "Chirurgie orale",
            "chirurgie orale",
            "Chirurgien oral",
            "oral surgery",
            "Oral surgeon",
        ),
        _S("SM57", "Allergologie", "allergologie", "Allergologue", "allergology", "Allergologist"),
        _S(
            "SM58",
            "Maladies infectieuses et tropicales",
            "maladies infectieuses",
            "Infectiologue",
            "infectious diseases",
            "Infectious disease physician",
        ),
        _S(
            "SM59",
            "Médecine d'urgence",
            "médecine d'urgence",
            "Urgentiste",
            "emergency medicine",
            "Emergency physician",
        ),
        _S(
            "SM60",
            "Médecine légale et expertises médicales",
            "médecine légale",
            "Médecin légiste",
            "forensic medicine",
            "Forensic physician",
        ),
        _S(
            "SM61",
            "Médecine vasculaire",
            "médecine vasculaire",
            "Médecin vasculaire",
            "vascular medicine",
            "Vascular physician",
        ),
        _S(
            "SM62",
            "Endocrinologie, diabétologie, nutrition",
            "endocrinologie-diabétologie",
            "Endocrinologue-diabétologue",
            "endocrinology and diabetes",
            "Endocrinologist",
        ),
        _S(
            "SM63",
            "Biologie médicale option biologie générale",
            "biologie médicale",
            "Biologiste médical",
            "clinical pathology",
            "Clinical pathologist",
        ),
        _S(
            "SM64",
            "Biologie médicale option médecine moléculaire, génétique et pharmacologie",
            "biologie moléculaire",
            "Biologiste médical",
            "molecular pathology",
            "Clinical pathologist",
        ),
        _S(
            "SM65",
            "Biologie médicale option hématologie et immunologie",
            "biologie, hématologie et immunologie",
            "Biologiste médical",
            "laboratory haematology",
            "Clinical pathologist",
        ),
        _S(
            "SM66",
            "Biologie médicale option agents infectieux",
            "biologie des agents infectieux",
            "Biologiste médical",
            "medical microbiology",
            "Medical microbiologist",
        ),
        _S(
            "SM67",
            "Biologie médicale option biologie de la reproduction",
            "biologie de la reproduction",
            "Biologiste médical",
            "reproductive biology",
            "Clinical pathologist",
        ),
        _S(
            "SM68",
            "Chirurgie maxillo-faciale (réforme 2017)",
            "chirurgie maxillo-faciale",
            "Chirurgien maxillo-facial",
            "maxillofacial surgery",
            "Maxillofacial surgeon",
        ),
        _S(
            "SM69",
            "Chirurgie pédiatrique option chirurgie viscérale pédiatrique",
            "chirurgie viscérale pédiatrique",
            "Chirurgien pédiatrique",
            "paediatric surgery",
            "Paediatric surgeon",
        ),
        _S(
            "SM70",
            "Chirurgie pédiatrique option orthopédie pédiatrique",
            "orthopédie pédiatrique",
            "Chirurgien orthopédiste pédiatrique",
            "paediatric orthopaedics",
            "Paediatric orthopaedic surgeon",
        ),
        _S(
            "SM71",
            "Hématologie (réforme 2017)",
            "hématologie",
            "Hématologue",
            "haematology",
            "Haematologist",
        ),
        _S(
            "SM72",
            "Médecine interne et immunologie clinique",
            "médecine interne",
            "Interniste",
            "internal medicine",
            "Internist",
        ),
        _S(
            "SP01",
            "Radio-pharmacie",
            "radiopharmacie",
            "Radiopharmacien",
            "radiopharmacy",
            "Radiopharmacist",
        ),
        _S(
            "SP02",
            "Hygiène",
            "hygiène",
            "Pharmacien hygiéniste",
            "infection control",
            "Infection control pharmacist",
        ),
        _S(
            "SP03",
            "Pharmacovigilance",
            "pharmacovigilance",
            "Pharmacien, pharmacovigilance",
            "pharmacovigilance",
            "Pharmacovigilance pharmacist",
        ),
        _S(
            "SP04",
            "Hémovigilance",
            "hémovigilance",
            "Pharmacien, hémovigilance",
            "haemovigilance",
            "Haemovigilance pharmacist",
        ),
    )
}

# Codes of one discipline under old and new reforms: a knock for neurology must not miss somebody
# because of the year of a diploma.
SAME_DISCIPLINE: tuple[frozenset[str], ...] = (
    frozenset({"SM26", "SM53", "SM54"}),
    frozenset({"SM03", "SM63", "SM64", "SM65", "SM66", "SM67"}),
    frozenset({"SM06", "SM07", "SM50", "SM68"}),
    frozenset({"SM09", "SM69", "SM70"}),
    frozenset({"SM16", "SM62"}),
    frozenset({"SM19", "SM52"}),
    frozenset({"SM20", "SM51"}),
    frozenset({"SM21", "SM22", "SM71"}),
    frozenset({"SM23", "SM35"}),
    frozenset({"SM27", "SM72"}),
    frozenset({"SM34", "SM39"}),
    frozenset({"SM37", "SM45"}),
    frozenset({"SM44", "SM55"}),
    frozenset({"SM56", "SCD02"}),
)

# INSEE codes (Code officiel géographique): 96 in mainland France and Corsica, then overseas.
DEPARTMENTS: dict[str, str] = dict(
    line.split(" ", 1)
    for line in """01 Ain
02 Aisne
03 Allier
04 Alpes-de-Haute-Provence
05 Hautes-Alpes
06 Alpes-Maritimes
07 Ardèche
08 Ardennes
09 Ariège
10 Aube
11 Aude
12 Aveyron
13 Bouches-du-Rhône
14 Calvados
15 Cantal
16 Charente
17 Charente-Maritime
18 Cher
19 Corrèze
2A Corse-du-Sud
2B Haute-Corse
21 Côte-d'Or
22 Côtes-d'Armor
23 Creuse
24 Dordogne
25 Doubs
26 Drôme
27 Eure
28 Eure-et-Loir
29 Finistère
30 Gard
31 Haute-Garonne
32 Gers
33 Gironde
34 Hérault
35 Ille-et-Vilaine
36 Indre
37 Indre-et-Loire
38 Isère
39 Jura
40 Landes
41 Loir-et-Cher
42 Loire
43 Haute-Loire
44 Loire-Atlantique
45 Loiret
46 Lot
47 Lot-et-Garonne
48 Lozère
49 Maine-et-Loire
50 Manche
51 Marne
52 Haute-Marne
53 Mayenne
54 Meurthe-et-Moselle
55 Meuse
56 Morbihan
57 Moselle
58 Nièvre
59 Nord
60 Oise
61 Orne
62 Pas-de-Calais
63 Puy-de-Dôme
64 Pyrénées-Atlantiques
65 Hautes-Pyrénées
66 Pyrénées-Orientales
67 Bas-Rhin
68 Haut-Rhin
69 Rhône
70 Haute-Saône
71 Saône-et-Loire
72 Sarthe
73 Savoie
74 Haute-Savoie
75 Paris
76 Seine-Maritime
77 Seine-et-Marne
78 Yvelines
79 Deux-Sèvres
80 Somme
81 Tarn
82 Tarn-et-Garonne
83 Var
84 Vaucluse
85 Vendée
86 Vienne
87 Haute-Vienne
88 Vosges
89 Yonne
90 Territoire de Belfort
91 Essonne
92 Hauts-de-Seine
93 Seine-Saint-Denis
94 Val-de-Marne
95 Val-d'Oise
971 Guadeloupe
972 Martinique
973 Guyane
974 La Réunion
975 Saint-Pierre-et-Miquelon
976 Mayotte
977 Saint-Barthélemy
978 Saint-Martin
986 Wallis-et-Futuna
987 Polynésie française
988 Nouvelle-Calédonie""".splitlines()
)
