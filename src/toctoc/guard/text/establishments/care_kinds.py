"""What leads the name of a care place: its kind, and the words that say which care is given."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words

# care places on their own: a town behind makes the whole an establishment
CARE_NOUNS = frozenset(
    words("""
    dispensaire hopital hopitaux hop clinique polyclinique policlinique maternite mater infirmerie
    hopitai sanatorium leproserie lazaret ehpad pouponniere
    """)
)
# the same as acronyms, at home and abroad
CARE_ACRONYMS = frozenset(
    words("""
    cmp pmi camsp csapa cmpp cmpea cattp cms cds cegidd caarud csps cma csb csb1 csb2 csi csu chan
    cmia clat clsc chsld umj uaped iml elsm ssiad itep ime mas fam mecs sessad savs samsah lhss
    cdps crcm cmrr cra cpef pass hme hpe hfme eps cmsi cmr csref cscom usld ssr smr hdj uhsa uhsi
    smpr ucsa usmp clic maia spasad esa cpas gmf cem iem creps cmpr crrf cren cat epsmr crf cnts
    cpma aurad chir chpr cnhu csc chs cdts cesp had camps ctb
    """)
)
# care only with a word that says so: "centre de dépistage", "maison de garde"
CARE_HEADS = frozenset(
    words("""
    centre ctre centr maison pole antenne institut formation district structure unite complexe poste
    laboratoire labo lab espace case foyer etablissement point station plateforme
    accueil ensemble imagerie residence etablissements
    """)
)
# words that make such a head a care place
CARE_WORDS = frozenset(
    words("""
    sante sanitaire sanitaires medical medicale medico hospitalier hospitaliere soins reference
    reeducation readaptation dialyse hemodialyse imagerie depistage planification prevention
    douleur antidouleur memoire ressources transfusion appareillage garde convalescence postcure
    examens vaccination vaccinations antituberculeuse antituberculeux antirabique cancer sla ssr
    smr amp pma irm csapa cegidd pmi autisme prelevement prelevements chirurgicale chirurgical
    obstetrical maternelle nutrition nutritionnel psychotherapeutique psychologique psychiatrique
    gerontopsychiatrie soin medicalise medicalisee palliatifs anatomie anatomopathologie cytologie
    biologie bacteriologie hematologie immunologie virologie genetique microbiologie biochimie
    parasitologie mycologie medicament brules traitement diagnostic rehabilitation repit perinatal
    perinatale thermal anti-cancer anti medecine thalasso laser vision handicapes dentaire
    dentaires enfance autodialyse orthogenie ados adolescents femmes soignant relais caractere
    brules competence competences expert
    """)
)
# heads that a "de jour" makes a care place
DAY_HEADS = frozenset(("accueil", "centre", "etablissement"))
# words that may stand between the kind and the name, whatever their ending
CARE_FILLERS = CARE_WORDS | frozenset(
    words("""
    base jour nuit proximite ados secteur premier niveau recours specialise specialisee specialises
    integre integree rural rurale ruraux urbain urbaine avance avancee avances peripherique
    delocalise delocalisee mobile fixe public publique publics prive privee privees libre lutte
    diagnostic traitement traitements conseil suivi accueil enfants enfant femmes femme mere couple
    famille adultes adulte adolescents jeunes malades maladies infectieuses rares tropicales
    promotion programmes non bien-etre infantile protection maternelle toxicomanie tabacologie
    alcoologie addictions handicap precoce action travail universitaire universitaires instruction
    armees religieuse catholique protestant protestante adventiste evangelique confessionnel
    confessionnelle communautaire communal communale arrondissement prefecture chef-lieu zone
    region antenne cercle commune district sous mission foyer internat annexe ambulatoire site
    formation sportif sportive sport main obesite sommeil fertilite biologiques cytologiques
    pathologiques medicales reunies polyvalent polyvalente hautes tb vih ist cdv usp hdj ssiad
    ehpad mco dose vie social sociale sociaux vih-sida lepre generaux generales premiers secours
    reproduction tuberculose paludisme drepanocytose
    """)
)
CARE_LINKS = frozenset(words("de d du des la l le les et a au aux en avec pour sur"))
# a name stands behind these, not behind "avec" or "en"
NAME_LINKS = frozenset(words("de d du des la l le les"))
# endings of what describes a care place in lower case
CARE_ENDINGS = (
    *("ique", "iques", "logie", "logies", "rapie", "graphie", "metrie", "scopie", "iatrie"),
    *("al", "ale", "ales", "aux", "aire", "aires", "elle", "elles", "ier", "iere", "ieres"),
    *("atif", "ative", "atifs", "atives", "trie", "isme", "rgie", "aise", "ais"),
)
# kinds that a full stop shortens: "Hôp. de jour", "Lab. de biologie"
CARE_CUT = frozenset(words("hop ctre lab cl inst poly"))
