"""Kinds of organisations: the word that leads a name, and how much of the whole the name is."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words

# works that make their town the employer's: "sucrerie de Grand-Bois"
WORKSHOPS = frozenset(
    words("""
    usine sucrerie mine scierie laiterie conserverie fonderie abattoir raffinerie acierie
    fromagerie filature tannerie verrerie cristallerie faiencerie papeterie cartonnerie distillerie
    biscuiterie forge tuilerie briqueterie ardoisiere carriere cimenterie champignonniere
    """)
)
# shops and trades, named after an owner as often as not: "garage Bertin"
SHOPS = frozenset(
    words("""
    ambulances carrosserie menuiserie charpente plomberie imprimerie transports garage boulangerie
    patisserie boucherie charcuterie poissonnerie fromager pizzeria creperie librairie jardinerie
    pepiniere pepinieres blanchisserie pressing salon etude cave caves ecurie ecuries haras manege
    concession auto-ecole taxi taxis casino banque
    """)
)
# what a capitalised name follows bare: "restaurant Le Balto"
PLACES = frozenset(
    words("""
    restaurant resto bistrot bar cafe brasserie auberge hotel camping gite cinema
    supermarche hypermarche magasin superette discotheque boite snack guinguette
    """)
)
# bodies whose kind is read as part of the name: "cirque Plume"
WHOLE = frozenset(
    words("""
    association asso chorale choeur atelier cirque theatre conservatoire campus lycee college
    ecole ifsi cfa universite
    mosquee institution pensionnat orchestre ballet zoo abbaye couvent monastere prieure
    paroisse haras
    """)
)
KINDS = (
    WORKSHOPS
    | SHOPS
    | PLACES
    | WHOLE
    | frozenset(
        words("""
    loisirs groupement pension temple opera huda mecs patron employeur mutuelle
    assurance assurances banque
    ong fondation club societe entreprise groupe cooperative chantier chantiers regiment rgt
    brigade bataillon commando escadron mfr lep lp cada csapa caarud chrs esat ehpad foyer reseau
    amicale comite syndicat federation chorale choeur harmonie compagnie troupe creche garderie
    micro-creche institut academie dojo sauveteurs ludotheque ferme exploitation domaine chateau
    peniche chalutier bateau navire fregate adil admr amap ccas epide service internat fanfare
    mosquee synagogue eglise musee scouts interim agence cooperative sarl eurl earl gaec scea scop
    parc equipe sloop catamaran trimaran festival ville centrale petrolier cargo paquebot
    caboteur thonier caseyeur voilier vedette sous-marin porte-avions
    remorqueur ferry commissariat gendarmerie caserne prison mairie
    """)
    )
)
# kinds that are common words too: they want a name that is no everyday word and no "de"
NEED_OWN = frozenset(
    words("""
    groupement societe groupe service centre institut reseau foyer domaine chateau comite fondation
    harmonie compagnie chantier chantiers mine academie ferme ehpad federation hotel salon etude
    cave caves carriere forge manege agence boite vedette commissariat gendarmerie caserne prison
    mairie eglise interim parc equipe festival ville centrale
    """)
)
# kinds whose "de" and town are the name: "université de Lille"
OWN_TOWN = WORKSHOPS | frozenset(
    words("mutuelle admr amap adil universite conservatoire orchestre ballet zoo abbaye haras")
)
SCHOOLS = frozenset(words("ecole college lycee creche maternelle"))
DESCRIBES = frozenset(
    words("""
    primaire maternelle elementaire publique privee prive public sportif sportive pirogue judo
    foot football rugby handball hand basket tennis natation danse gym agricole professionnel
    technique hotelier caritative maritime polyvalent general technologique catholique national
    nationale regional regionale municipal medico educatif municipale departemental departementale
    symphonique
    lyrique aeronautique superieure superieur internationale international bilingue sociale
    pastoral zoologique philharmonique animalier aquatique cynophile penitentiaire forestier
    forestiere viticole laitiere intercommunale equestre nautique libre familiale
    """)
)
CLUBS = frozenset(
    words("""
    as us fc rc sc ac sl oc stade union olympique racing es sco cs co ua aviron aso usc uso uc om
    psg ol losc fcn hac rcl rcs gf saint-etienne so asm ubb sf lou mhsc entente etoile avenir elan
    cercle jeanne bc bbc hbc vb aj ea tc jc
    """)
)
SPORTS = frozenset(
    words("""
    rugby foot football hand handball basket volley judo athle athletisme natation gym tennis
    club licence licencie licenciee joue jouait joueur joueuse entraineur entraineuse coach gardien
    pilier ailier talonneur demi arriere attaquant defenseur capitaine match footballeur
    footballeuse rugbyman handballeur handballeuse basketteur basketteuse gymnaste nageur nageuse
    """)
)
