"""Kinds of hospitals, homes and schools: the word that leads a name, what to say instead."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words

# folded word -> rewording of the whole
KINDS: dict[str, str] = {
    **dict.fromkeys(words("chu chr chru ghu"), "un CHU"),
    **dict.fromkeys(
        words("""
    ehu cssr hdj crlcc usp crf cmc clcc ch chs epsm chic ghe gh ghi ght hia chi chg cht chd chp
    chm cnhu chnu chn chuz chrr chrd chd ciusss cisss csb cscom csref cma hopital hopitaux
    hospital hop hospices hosto medipole
    """),
        "un hôpital",
    ),
    "hotel": "un hôpital",
    **dict.fromkeys(
        words("""
    hopitai hopita hopltal hospltalier ctre ugecam eph ehs cdps ihu antenne espace complexe
    leproserie sanatorium preventorium
    """),
        "un hôpital",
    ),
    **dict.fromkeys(words("cllnique polycllnique polycl"), "une clinique"),
    **dict.fromkeys(
        words("aurad aura echo aural aurar calydial santelys umd pavillon cal"), "un établissement"
    ),
    **dict.fromkeys(
        words("""
    korian orpea emeis domusvi colisee clariane elsan ramsay vivalto nephrocare diaverum avitum
    orelance cerballiance biogroup inovie synlab eurofins unilabs medipath
    """),
        "un établissement",
    ),
    **dict.fromkeys(words("clinique cliniques polyclinique"), "une clinique"),
    **dict.fromkeys(words("ehpad usld ehpa marpa"), "un EHPAD"),
    **dict.fromkeys(words("maternite mater"), "une maternité"),
    **dict.fromkeys(words("ssr smr"), "un centre de rééducation"),
    **dict.fromkeys(("institut",), "un centre spécialisé"),
    **dict.fromkeys(("fondation",), "un établissement"),
    **dict.fromkeys(words("residence foyer msp sau centre maison pole groupe"), "un établissement"),
    **dict.fromkeys(words("groupement unite etablissement"), "un établissement"),
    **dict.fromkeys(words("usmp ucsa smpr uhsi uhsa"), "un centre de soins"),
    **dict.fromkeys(words("ecole college lycee universite fac"), "un établissement scolaire"),
    **dict.fromkeys(words("pharmacie officine"), "une pharmacie"),
    **dict.fromkeys(words("laboratoire labo lbm"), "un laboratoire"),
    **dict.fromkeys(words("cabinet selarl selas scm"), "un cabinet"),
}
# structures that each town has: only their own name is taken, their town is a place's business
LOCAL = frozenset(
    words("""
    pmi cmp camsp csapa cmpp ime mas fam mecs esat sessad itep iem savs samsah caarud lhss
    creche garderie had dispensaire cattp cmpea cpef rpa cesap eeap cms cegidd
    """)
)
BIG = frozenset(
    words("""
    cnhu chnu chn chuz chrr chrd ciusss cisss csb cscom csref cma cliniques usmp ucsa smpr uhsi uhsa
    aurad aural aurar calydial santelys umd hospltalier ctre ugecam
    hopitai hopita eph ehs cdps ihu
    leproserie sanatorium preventorium polycl cllnique etablissement korian orpea
    emeis domusvi colisee elsan ramsay vivalto nephrocare diaverum hopltal ehu cssr
    hdj crlcc usp hotel gh ght ghi ghe crf cmc clcc fondation chu chr chru ghu ch chs epsm
    hia hopital hopitaux hop ehpad polyclinique chi chg chic cht chd usld mater maternite
    hospices centre groupe groupement medipole hospital maison pole institut
    """)
)
UPPER_ONLY = frozenset(
    words("""
    cnhu chnu chn chuz chrr chrd ciusss cisss csb cscom csref cma usmp ucsa smpr uhsi uhsa ehu
    cssr hdj crlcc usp crf cmc clcc aurad aura echo aural aurar lbm umd cal eph ehs ugecam cdps ihu
    ch chs epsm gh hia chi chg chic cht chd chp chm msp sau ght ghe ghi ssr smr scm selas selarl
    marpa
    """)
)
SCHOOLS = frozenset(words("ecole college lycee universite fac"))
# homes whose name may be written without capitals: "ehpad les glycines"
HOMES = frozenset(
    words("""
    lbm ehpad ehpa usld clinique polyclinique residence foyer maison cabinet pharmacie officine labo
    laboratoire pole msp centre maternite mater creche garderie marpa institut ime mas fam ecole
    college lycee
    """)
)
# kinds that are none without one of these behind: "centre de dialyse", "maison de retraite"
NEEDS: dict[str, frozenset[str]] = {
    "centre": frozenset(
        words("""
    hospitalier hospitaliers medical medico sante reeducation readaptation dialyse hemodialyse
    imagerie hospitalo psychotherapique soins chirurgical radiologie radiotherapie
    ophtalmologique dentaire cardiologique oncologie cancer convalescence gerontologique
    geriatrique pneumologique cardiaque antipoison sein anticancereux traumatologie amp pma
    transfusion neurologique hosp radio irm ophtalmo kine communautaire
    endometriose fertilite brules memoire douleur sommeil appareillage obesite helio main sport
    """)
    ),
    "complexe": frozenset(("hospitalier", "medical")),
    "espace": frozenset(("sante", "medical")),
    "antenne": frozenset(("medicale", "chirurgicale")),
    "ctre": frozenset(("hosp", "hospitalier", "medical")),
    "maison": frozenset(
        words("""
    accueil naissance retraite sante medicale repos convalescence enfants femmes
    """)
    ),
    "pole": frozenset(("sante", "medical", "sanitaire")),
    "groupe": frozenset(words("hospitalier medical imagerie radiologie")),
    "etablissement": frozenset(words("sante hospitalier hebergement medico")),
    "groupement": frozenset(("hospitalier",)),
    "unite": frozenset(("medico", "palliatifs", "usp")),
    "hotel": frozenset(("dieu", "hospitalier")),
}
# what stands between the kind and its own name
DESCRIPTORS = frozenset(
    words("""
    mutualiste europeen americain local national principal central universitaire universitaires
    regional general intercommunal psychiatrique specialise prive privee militaire medical
    medicale medicales hospitalier hospitaliers hospitaliere hospitalo clinique medico
    chirurgical chirurgicale regionale public publique sante retraite repos convalescence
    reeducation readaptation cardiaque fonctionnelle dialyse hemodialyse imagerie radiologie
    radiotherapie pathologie biologie analyses soins suite suites psychotherapique
    psychotherapeutique anatomie cytologie sages femmes kinesitherapie kine dentaire infirmier
    infirmiers infirmieres geriatrique jour pluridisciplinaire pluriprofessionnelle
    pluriprofessionnel obstetricale obstetrical ophtalmologique cardiologique pneumologie dieu
    gerontologique palliatifs antipoison dentaires accueil provincial annexe pediatrique
    anatomopathologie instruction armees judiciaire logement vie autonomie services enfants
    reference integre international internationale maternelle primaire elementaire district
    mere enfant couple sein femme anticancereux amp pma
    centre etablissement mentale hebergement personnes agees dependantes detention penitentiaire
    arret traumatologie transfusion sanguine neurologique hopital oncologie recherche cancer
    cancerologie lutte contre naissance zone hosp radio
    cardiovasculaire vasculaire endometriose fertilite brules appareillage orthopedique civils
    territorial territoriale departemental departementale memoire douleur sommeil obesite
    social sociale communautaire
    municipal municipale medicalise medicalisee specialisee nutrition locomoteur polyvalent
    lutherien adventiste catholique protestant baptiste evangelique presbyterien confessionnel
    addictologie helio specialites amitie urbain irm ophtalmo post-cure postcure chirurgicales
    """)
)
SITES = frozenset(words("nord sud est ouest notre saint sainte st ste"))
LEADS = frozenset(words("de du des d l la le les"))
LINKS = LEADS | frozenset(words("en sur lez sous aux au a et"))
# services and common nouns: "clinique de la douleur", "ehpad du secteur" name no one
NO_NAME = frozenset(
    words("""
    urgence urgences reference proximite psychiatrie pediatrie cardiologie neurologie recours
    nuit semaine secteur garde ville village coin campagne departement region douleur sommeil
    dos main memoire manager logiciel service services accueil quartier canton territoire pays
    groupe reseau weekend patient patiente enfant adulte femme homme famille urgentistes
    prevention vaccination voyage vue diabete rein foie coeur obesite sport mutuelle semaines
    mois jours domicile aval amont pav bat batiment etage niveau lundi mardi mercredi jeudi
    vendredi samedi dimanche matin soir compte rendu courrier lettre consultation
    hospitalisation bulletin secretariat tel fax direction resultat resultats ordonnance
    certificat imprime serv sce svc isolement beaute ambulatoire programmee complete onco rhumato
    neuro cardio pneumo dermato gastro hemato nephro endoc psy pedo ortho chir geriatrie geria
    covid biochimie brousse cnr addicto diabeto uro gyneco orl ophtalmo
    """)
)
# whom a "laboratoire" makes drugs for, and examines nobody
MAKERS = frozenset(
    words("""
    roche pfizer sanofi novartis bayer servier ipsen merck lilly gsk abbott abbvie biogen lfb
    astrazeneca janssen takeda amgen sandoz biogaran mylan viatris teva pierre boiron fabre
    """)
)
COLOURS = frozenset(
    words("""
    bleu bleus bleue bleues vert verts verte vertes blanc blanche rouge
    """)
)
# what hands and backs are cured in: "centre de la main Jouvenet", "clinique du sport de Lyon"
CURED = frozenset(words("main sport dos epaule sein oeil vision genou pied coeur rachis thyroide"))
# endings of what describes: "clinique pneumologique du Mont", "centre de neurologie du Lac"
DESCRIBING = ("ique", "iques", "logie", "rapie", "graphie", "nelle", "niere")
# "clinique des trois frontieres": figures that a name begins with, whatever its letters
COUNTS = frozenset(words("deux trois quatre cinq sept neuf mille"))
# endings of the adjectives that follow a point of the compass: "Ouest guyanais"
LANDS = ("ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "an", "ane")
NUMERALS = frozenset(words("ii iii iv v vi vii"))
# of NO_NAME, what a capital makes a name: "Hôpital du Pays d'Autan"
NAME_IN_CAPITALS = frozenset(
    words("""
    pays coeur canton territoire village sport main dos rein foie
    """)
)
