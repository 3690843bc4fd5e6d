"""The words around an age: who it belongs to, what makes it a duration instead."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words

# Before the figures: what turns years into a duration, a delay, a rhythm or a limit.
DURING = frozenset(
    words("""
    depuis pendant tous toutes durant dans apres delai en sur evolution evolue evoluant
    recul suivi suivie duree duration anciennete histoire survie sous bout encore derniers
    dernieres dernier derniere premiers premieres prochaines prochains quelques
    voila voici sevre sevree sevrage arret arrete arretee stop traite traitee traitement ttt tt
    cure cures pris prise prend dure dura durait durant duraient date datant remonte remontant
    remontait moins mariee marie maries separes veuve veuf divorcee divorce retraite
    incarcere stable stables fait faire exclu exclue attendre attendu attente espace espaces
    espacees chaque scolarite experience carriere mariage abstinence remission recidive rechute
    hormonotherapie chimio chimiotherapie corticotherapie antibiotherapie radiotherapie
    anticoagulation peine condamne condamnee ferme mediane moyenne delais max maximum minimum
    minimale maximale total travaille travail service garantie validite periode intervalle
    hta diabete dnid did dt1 dt2 asthme bpco tabac tabagisme alcool sep pr fa hba1c hypothyroidie
    platre attelle allaitement renouvelable prolonge prolongee portage itt aipp arretes ordonnance
    sejourne sejourna sejourner
    pdt pdnt dps purge purgea vecu passe passa depasse depasser avant j jour sem plus
    diu sterilet implant pacemaker pile
""")
)
# "à 5 ans": what makes it a date of review rather than an age.
REVIEW = frozenset(
    words("""
    remission remonte remontait remontant survie suivi recul revoir revu revue revus controle
    controles controler rdv rv consultation consult consulte cs
    evaluation reevaluation reevaluer bilan dosage scanner tdm irm echo radio coloscopie colo
    surveillance surveiller risque mortalite recidive rechute pronostic probabilite delai passer
    porter prolonger espacer prevu prevue programme programmee refaire recontrole recontroler
    revoyure refait refaites reprise reprendre effet echec objectifs objectif evolution postop
    op resultat resultats gain rien serologie serologies pet fibroscopie pdc visite rappel rappels
    mise renouveler taux guerison reponse arret repete repetee
    reconvoquer reconvoque reconvoquee reconvocation
    suture ablation depose retrait sortie relais mesure dxa dmo taille
""")
)
# After the figures.
LATER: tuple[str, ...] = (" plus tard", " plus tot", " apres", " avant", " par la suite")
LATER += (" avant sa ", " avant son ", " avant ses ", " avant notre ", " avant cet")
LATER += (
    " auparavant",
    " durant",
    " d'affilee",
    " de suite",
    " ferme",
    " a vie",
    " par an",
    " et plus",
    " ou plus",
)
LATER += (" consecutif", " plus jeune", " plus age", " supplementaires", " revolus apres")
# "54 ans de sexe masculin" is an age, "3 ans de tabac" is not.
OWN = frozenset(
    words("""
    sexe origine nationalite race profession retour confession religion ethnie phototype
    corpulence groupe type milieu terrain vie statut niveau son un une age
""")
)
# Words that hold an age: "patient 54 ans", "mère 37", "chez une dame 90 ans".
HOLDERS = frozenset(
    words("""
    patient patiente pt pte pat pate homme femme dame monsieur mme mr m madame mlle sujet
    personne garcon fille fils frere soeur enfant bebe bb nourrisson nne ado
    adolescent adolescente jeune mari epouse epoux conjoint conjointe compagnon compagne pere
    mere papa maman parturiente gestante primipare petit petite gamin gamine fillette garconnet
    jumeau jumelle cousin cousine neveu niece oncle tante sœur gars loulou louloute chez adulte
    retraite retraitee lyceen lyceenne collegien collegienne eleve ecolier ecoliere etudiant
    etudiante age agee ages agees aine ainee cadet cadette benjamin benjamine
    h f hom fem un une jf jh papi papy mamie mamy
""")
)
# Holders whose months and weeks are ages ("nourrisson de 3 sem").
YOUNG = frozenset(
    words("""
    nourrisson nourrissons bebe bebes bb enfant garcon garconnet fille fillette fils petit petite
    frere soeur jumeau jumelle jumeaux jumelles nn nne prema premature prematuree gamin gamine
    neveu niece cousin cousine age agee ages agees sœur gars loulou louloute puce ac ar nrs
    actuellement maintenant ajd
    chez cadet cadette benjamin benjamine puine quadruples triples triplees chou
""")
)
# Words of a text about a child; the strong ones say so even beside an adult.
CHILDISH = frozenset(
    words("""
    nourrisson nourrissons bebe bebes bb nn nne enfant garcon garconnet fillette gamin gamine gars
    pediatre pediatres pediatrie pediatrique pediatriques pedopsy ped pedia neuroped pmi creche
    biberon biberons bib bibs guthrie neonat neonatal neonatologie apgar prema premature
    prematuree prematures hexyon infanrix vaxelis prevenar bexsero nimenrix rotarix rotateq
    hexavalent priorix mmr beyfortus nirsevimab synagis palivizumab percentile percentiles denver
    brunet lezine diversification puree tetee tetees tetine doudou turbulette couches siege nounou
    assmat maternelle ecole college cp ce1 ce2 cm1 cm2 aeeh maman papa parents petit petite
    bronchiolite vrs laryngite scarlatine varicelle roseole rougeole coqueluche exantheme pmb
    kawasaki west plagiocephalie plagio torticolis regurgitations coliques babil pleurs pleure
    motrice fratrie jumelles jumeaux puericultrice camsp cmpp ime ase aemo mam fontanelle diabolos
    hemangiome strabisme nystagmus lait carnet croissance puberte menarche tanner courbe pc
    phimosis hydrocele cryptorchidie ectopie barlow ortolani graf pavlik enuresie encopresie tdah
    tsa dys aplv nutramigen gallia sro adiaris gavage mucoviscidose drepanocytose atresie fente
    trisomie civ fallot invagination pylore hirschsprung ombilic ombilicale muguet fessier
    hypotonie sourire cooing syndactylie hypospadias retinoblastome amblyopie nouveau nee reflux
    convulsion spasmes sanglot impetigo gale ror dtp menb vaccins bcg ritaline
""")
)
# A text that names a grown-up holder and no child is an adult's.
GROWN_UP = frozenset(
    words("""
    patient patiente pt pte pts homme femme dame monsieur mr mme m h f madame retraite retraitee
    mari epouse menopausee enceinte grossesse tabac hta bpco dt2 avk aod alcool ehpad chimio
    metastatique k ssr avc idm fa ptg pth fumeur fumeuse tabagique pa hsh preservatif syphilis
    tpha vdrl rpr gland prostate menopause
""")
)
NEWBORN = frozenset(
    words("""
    nn nne guthrie neonat neonatal neonatale neonatologie apgar prema premature
    prematuree tetee tetees meconium silverman rotheraine uvenorm curosurf cpap beyfortus
    couveuse sarnat neonataux neonatales
""")
)
# Two of these make a newborn's text too.
NEWBORN_SIGNS = frozenset(
    words("""
    bb bebe ictere naissance maternite accouchement allaitement hypotrophe poids jaune cordon
    selles sein pn pmi carnet terme btc bili phototherapie crevasses engorgement couches
    sf sage puericultrice petit petite nourrisson ombilic bilirubine
""")
)
# What stands beside "à N mois" when it is the age of a milestone.
MILESTONE = frozenset(
    words("""
    marche marchait mots mot assis assise sourire tete dents dent acquise babil opere operee
    diagnostic diagnostique diagnostiquee vaccin vaccine vaccinee diversification depistage decede
    decedee decedes deces mort morte morts enleve bcg ror guthrie debut debute
    proprete poursuite langage phrases pose
    posee premiere premier regard station position parole crise retard
""")
)
STEPS = frozenset(
    words("""
    marche sourire assis assise tete tenue mot mots phrases proprete dent dents diversification
    babil acquise debout vocalises pince pattes ramper acquis acquises
""")
)
# Diseases' days: "fièvre J6", "gastro J2", "DPC J9", which are no day of life.
COURSE = frozenset(
    words("""
    fievre gastro bronchiolite toux eruption cure cycle chimio post postop op manie dpc lobectomie
    ptg pth platre amox amoxicilline augmentin atb ttt traitement c1 c2 c3 c4 c5 c6 puis plq igiv
    ischemie tetraparesie cocarde clozapine angine otite varicelle agrafes chirurgie intervention
    fistule d de du symptomes douleur douleurs antibiotique cicatrice cesa suinte contage sortie
    hospitalisation hospit rechute covid infection serologies serologie
    partum occlusion segment thrombus stenose anevrisme dialyse greffe
""")
)
RELATIVES = frozenset(
    words("""
    pere mere mari femme epouse epoux conjoint conjointe frere soeur sœur fils fille papa maman
    oncle tante parents compagnon compagne cousin cousine homme dame
""")
)
SIBLINGS = frozenset(
    words("""
    enfants garcons filles fils freres soeurs sœurs jumeaux jumelles gamins vaccins vaccin gosses
    petits aines
""")
)
# "âge osseux 4 ans", "âge de lecture 6 ans": how old something of them looks
SEEMING = frozenset(
    words("osseux lecture dentaire statural mental vasculaire langage equivalent developpement")
)
AGED = frozenset(("age", "ages", "agee", "agees"))

NUMBERS = dict(
    zip(
        words("""
        un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
        seize vingt vingts trente quarante cinquante soixante septante huitante octante nonante
        cent
        """),
        [
            *(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 20, 30, 40, 50, 60),
            *(70, 80, 80, 90, 100),
        ],
        strict=True,
    )
)
DECADES = {
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "septantaine": 70,
    "quadra": 40,
    "quinqua": 50,
    "sexa": 60,
    "septua": 70,
    "octo": 80,
    "nona": 90,
    "trentenaire": 30,
    "quadragenaire": 40,
    "quinquagenaire": 50,
    "sexagenaire": 60,
    "septuagenaire": 70,
    "octogenaire": 80,
    "nonagenaire": 90,
    "centenaire": 100,
}
# What stands before or after figures that are no years, no age.
NO_SEX_AFTER = frozenset(
    words("""
    a stade score fibrose de lam grade vers et puis entre des jusqu au depuis iso type groupe
    niveau classe lit chambre ch sonde charriere cathlon drain aiguille echelle hall bat batiment
    porte escalier aile secteur taille rivarol axe lait therapeutique
""")
)
TREATED = (" sous ", " de trait", " du trait", " apres", " post")
COURSE_DAY = (" post", "-post", " de post", " du post", " op", " d'hospit", *TREATED[1:3])
TWINS = frozenset(words("jumeau jumeaux jumelle jumelles gemellaire triplets triple amniotique"))
NO_YEARS_AFTER = frozenset(words("tableau article art annexe type stade rue lot ch la le"))
FED = frozenset(
    words(
        "malnutrition denutrition denutri denutrie kwashiorkor marasme plumpy plumpynut atpe f100"
    )
)
THEN = (
    " avec",
    " sous",
    " non",
    " vaccin",
    " qui",
    " chez",
    " ne ",
    " ex",
    " et ",
    " plagio",
    " dont",
)
LIMITED = frozenset(words("amm rappel rappels hpv mammo depistage remboursement tableau rg mp"))
