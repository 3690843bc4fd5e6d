"""How strongly the words before a token announce a place: "habite à", "PMI de", "sur", "de"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

NONE, OF, AT, LIVES = 0, 1, 2, 3
# verbs and states that a preposition of place follows, even a few words later
_LIVING = frozenset(
    words("""
    habite habitent habitant habitait habiter vit vivent vivant vivait vivre domicilie
    domiciliee domicilies residant reside resident residait resider nee nes nees installe
    installee installes installer demeurant demeure demenage demenagee demenagent demenager
    logee hebergee heberge heberges scolarise scolarisee scolarises exerce exercent exercant
    exercer bosse travaille travaillent travaillant remplace remplacant remplacante remplacement
    remplacements hospitalise hospitalisee hospit transfere transferee transferes mute mutee
    mutes mutation adresse adressee consulte suivi suivie suivis opere operee vu vue vus vues
    revu revue garde internat interne vacances retour rentre rentree parti partie partis part
    retrouve retrouvee decede decedee mort morte ne vient marie mariee accouche accouchee
    agriculteur eleveur eleveuse berger bergere boulanger patient patiente pt pte arrive arrivee
    arrives rentrent evasan evasane evasanee evacue evacuee emmene incarcere incarceree detenu
    detenue ecroue placement stage camp ecole maternelle college lycee creche camping eglise
    gite cabinet institutrice instituteur professeur prof professeure etudiant etudiante
    chantier festival mariage accident chute feminicide incendie avp plage concert match
    stationne stationnee caserne gendarme pompier sapeur pompiere boucher coiffeuse postier
    facteur pecheur maraicher viticulteur vigneron maire notaire pharmacien pharmacienne
    infirmiere infirmier kine commercant commercante employe employee ouvrier ouvriere cuisinier
    serveur serveuse vendeur vendeuse caissiere consult cs rdv irm scanner echo radio labo
    urgences urg reeducation convalescence soins dispo famille fille fils soeur frere mere pere
    maman papa oncle tante cousin cousine niece neveu grand-mere grands-parents voyage sejour
    passage escale retraite retraitee
    """)
)
# nouns that name a place after "de", or bare: "PMI de Plouaret", "gare Lens"
_HEADS = frozenset(
    words("""
    commune communes ville village bourg canton hameau hameaux mairie gare port aeroport marche
    foire urgences urg pmi camsp cmp cmpp csapa cada cattp mas ime ehpad usld ssr smr had hdj
    mjc msp cpts caserne gendarmerie commissariat ecole college lycee creche prison detention
    penitentiaire arret cabinet maire adjoint adjointe cure eglise plage region banlieue
    peripherie centre quartier route foret dispensaire stade club mosquee temple synagogue
    tribunal samu smur pompiers sdis crip labo laboratoire pharmacie usine mine mines barrage
    carnaval festival marathon trail course bassin vallee golfe baie pays agglomeration agglo
    metropole secteur alentours environs cote cotes lac etang montagne massif station quai rade
    tribu ilet lieu-dit douar district arrondissement site chantier
    carriere raffinerie arsenal orl pneumo pneumologue cardio cardiologue ophtalmo ophtalmologue
    dermato dermatologue gyneco gynecologue kine radiologue sf sage-femme confrere consoeur
    collegue neuro neurologue rhumato rhumatologue psy psychiatre pediatre ortho orthophoniste
    orthopediste orthoptiste dentiste infirmiere infirmier ide idel nephro urologue gastro
    geriatre generaliste mg medecin onco oncologue endocrino chir chirurgien hemato addicto
    allergo infectio reanimation rea maternite mater hopital clinique ch chu chr hosto patiente
    patient pt pte famille dame monsieur homme femme jeune couple originaire originaires natif
    native venant vient viennent arrive arrivee revenu revenue rentre rentree sortant sorti
    sortie transfere transferee evasane evasanee evacue evacuee hors loin proche proches pres
    parti partie partant retour provenance muté km kilometres minutes min h heure heures papi
    mamie mami papy banga boulangerie bergerie boucherie restaurant bar epicerie supermarche
    magasin ferme exploitation abattoir mission paroisse abbaye monastere couvent chateau
    domaine camp foyer residence antenne agence celui celle ceux celles cap cmr ars cpam ase dr
    docteur dre pr mme mr m cafe pension auberge refuge gite formation cp navale universite fac
    faculte iut cfa parquet procureur juge casino autoroute peage pont tunnel hippodrome circuit
    velodrome piscine thermes aire maison autour environ hauteur bord bords sortie entree depart
    minier carre large peripherique rocade echangeur pere mere frere soeur parents oncle tante
    cousin cousine etang amont aval
    """)
)
# after these, the name itself, without a preposition: "fuyant Marioupol", "habite Lyon"
_BARE = frozenset(
    words("""
    habite habitant habitent fuyant fui fuit quitte quittant visite visitant commune quartier
    gare aeroport hameau tribu lieu-dit lieudit urgences urg chu ch chr hopital samu smur
    secteur region mairie ville originaire destination direction via canton hab dom domicile
    orig environs alentours vit vivait vivant reside residait
    """)
)
_AT = frozenset(
    ("a", "sur", "vers", "entre", "depuis", "jusqu", "hors", "au", "aux", "devant", "parvis")
)
_OF = frozenset(("de", "d", "du", "des"))
_IN = frozenset(("dans", "en", "pour", "pres", "chez", "par", "avec", "le", "la", "les", "l"))
_HOPS = frozenset(
    words("""
    le la les l pres cote de du d des environs alentours banlieue proche autour loin un une
    ville centre
    """)
)
_STOPS = frozenset(".;:!?\n()[]•|>")
# services named by their town alone: "uro Nevers dit"
_SERVICES = frozenset(
    words("""
    uro neuro cardio pneumo onco hemato nephro gastro dermato ophtalmo ortho gyneco pediatrie rea
    reanimation urologie neurologie cardiologie pneumologie oncologie hematologie nephrologie
    dermatologie neurochir neurochirurgie usic usinv unv regulation centre-15 smur cta crcm
    """)
)
# a trade, a service, a trip or an appointment that its town alone may follow: "interne Limoges"
_STAFFED = _SERVICES | frozenset(
    words("""
    interne internes externe generaliste generalistes mg remplacant remplacante ide idel idec lib
    liberal liberale liberaux infirmier infirmiere kine kines orthophoniste ergo psychomot sf
    sage-femme maieuticien ophtalmo orl rhumato neurologue cardiologue pneumologue dermatologue
    rhumatologue gynecologue pediatre psychiatre endocrino addicto geriatre geriatrie domicile
    labo laboratoire pharmacie cabinet officine ehpad usld ssr smr hdj had cmp csapa pmi camsp msp
    garde transfert vacances sejour week-end weekend trajet retour direction irm scanner tep rdv
    depart arrivee collegue confrere consoeur mt medecin docteur correspondant foyer mas esat cmpp
    tutelles tribunal parquet prefecture cpam caf mdph caisson vsl taxi ambulance hospit
    hospitalise cattp mecs maternelle dispensaire polyclinique hopital
    maternite pmi creche ecole
    consult cs docker marin mineur maison appart internat chu ch semestre poste stage
    """)
)
_AWAY = re.compile(r"\d{1,3}(?:h\d{0,2}|km|min|mn)")
_ARROWS = frozenset((" > ", " -> ", ">", "->", " → "))
_PLAYED = frozenset(words("match joue jouait jouer tournoi rencontre derby finale battu gagne"))
# people whose town follows "de": "institutrice de Massat", "le maire de X"
_FOLK = frozenset(
    words("""
    agriculteur agricultrice eleveur eleveuse berger bergere boulanger boulangere maire cure
    institutrice instituteur prof professeur professeure pompier pompiere gendarme boucher
    bouchere coiffeuse coiffeur postier facteur factrice pecheur maraicher maraichere viticulteur
    viticultrice vigneron vigneronne notaire pharmacien pharmacienne commercant commercante
    directeur directrice buraliste epicier epiciere meunier eclusier garde-barriere veterinaire
    medecin correspondant correspondante confrere consoeur confreres consoeurs collegues anciens
    anciennes internes gars equipe equipes
    """)
)
# what a form asks before the name: "Commune de résidence : Aubusson"
_LABELS = frozenset(
    words("""
    naissance naiss residence ville commune provenance destination lieu domicile localite secteur
    quartier bureau distributeur canton village prevenir sejours voyage voyages
    """)
)
_ROUND = (" et alentour", " et environ", " et ses environ", " et ses alentour", " ou environ")
REACH = 4  # words between a verb of living and its preposition


def _apart(gap: str) -> bool:
    return any(c in _STOPS for c in gap)


def _folded(doc: Doc, index: int) -> bool:
    """Whether a line folds after a preposition: "habite à", then "Nantes" on the next line."""
    told = doc.tokens[index - 1].text in ("à", "de", "sur", "au", "du", "vers")
    return told and doc.gap(index).strip(" ") == "\n"


def lead(doc: Doc, index: int) -> str:
    """The preposition or article just before token `index`, folded, or an empty string."""
    if not index:
        return ""
    if doc.gap(index) not in (" ", "'", ' "', " '", "  ", " « ") and not _folded(doc, index):
        return ""
    low = doc.tokens[index - 1].low
    return low if low in _AT or low in _OF or low in _IN else ""


def cue(doc: Doc, index: int) -> int:
    """NONE, OF ("de X"), AT ("à X", "sur X") or LIVES ("habite seule à X", "gare de X")."""
    if not index:
        return NONE
    if doc.gap(index) in _ARROWS:
        return AT if doc.tokens[index].cap and doc.tokens[index - 1].cap else NONE
    if labelled(doc, index):
        return LIVES
    if _apart(doc.gap(index)) and not _folded(doc, index):
        return NONE
    word = lead(doc, index)
    if not word:
        return _bare(doc, index)
    if word in ("la", "le", "les") and index > 1 and doc.tokens[index - 1].cap:
        before = lead(doc, index - 1)  # "à Le Guilvinec": the article is the name's
        if before in _AT or before in ("de", "d"):
            return cue(doc, index - 1)
    if word in _AT or word in ("dans", "pres"):
        if _living(doc, index - 1):
            return LIVES
        return AT if word in _AT else OF
    if word not in _OF and word not in ("la", "le", "les", "l"):
        return NONE
    return LIVES if _headed_place(doc, index - 1) else (OF if word in _OF else NONE)


def _bare(doc: Doc, index: int) -> int:
    """The cue of a name without a preposition: "habite Lyon", "uro Nevers", "c'est Plouhinec"."""
    if _announced(doc, index):
        return LIVES
    low, gap = doc.tokens[index - 1].low, doc.gap(index)
    if gap != " " or doc.shouted:
        return NONE
    if not doc.tokens[index].cap:
        played = low == "contre" and not _PLAYED.isdisjoint(_words_before(doc, index))
        here = low == "c" and index > 1 and doc.gap(index - 1) == " "
        return AT if here or played or low == "cote" else NONE
    if (
        low in _SERVICES
        or low == "cote"
        or (low == "contre" and not _PLAYED.isdisjoint(_words_before(doc, index)))
    ):
        return AT
    said = (
        low in ("est", "c")
        and doc.text[doc.tokens[index - 1].start - 1 : doc.tokens[index - 1].start]
    )
    return AT if low == "c" or (said == "'" and doc.tokens[index - 2].low == "c") else NONE


def staffed(doc: Doc, index: int) -> bool:
    """Whether a trade, a service or a trip stands just before, as in "interne Limoges"."""
    if not index or doc.gap(index) != " " or doc.shouted:
        return False
    low = doc.tokens[index - 1].low
    unit = low in ("mg", "h") and index > 1 and not doc.tokens[index - 2].alpha
    return low in _STAFFED and not unit


def labelled(doc: Doc, index: int) -> bool:
    """Whether the name answers a form: "Lieu de naissance : Béchar", "Ville: Apt"."""
    gap = doc.gap(index)
    return ":" in gap and gap.strip() == ":" and doc.tokens[index - 1].low in _LABELS


def around(doc: Doc, stop: int) -> bool:
    """Whether "et alentours" follows the name that ends before token `stop`."""
    return doc.low.startswith(_ROUND, doc.tokens[stop - 1].end)


def _words_before(doc: Doc, index: int) -> set[str]:
    return {t.low for t in doc.tokens[max(0, index - 6) : index]}


def _announced(doc: Doc, index: int) -> bool:
    return doc.gap(index) in (" ", "  ", ' "', " « ", "-") and doc.tokens[index - 1].low in _BARE


def _living(doc: Doc, at: int) -> bool:
    """Whether a verb of living stands in the REACH words before the preposition at `at`."""
    for back in range(at - 1, max(-1, at - 2 - REACH), -1):
        if _apart(doc.gap(back + 1)):
            return False
        low = doc.tokens[back].low
        if low in _LIVING or low in _HEADS:
            return True
    return False


def settled(doc: Doc, at: int) -> bool:
    """Whether somebody lives, works or comes from there, before the preposition at token `at`."""
    return _living(doc, at)


def _headed_place(doc: Doc, at: int) -> bool:
    """Whether a noun of place leads, over articles, to the "de" at `at`: "près de", "PMI de"."""
    hops = 0
    while at > 0 and hops < 4 and not _apart(doc.gap(at)):
        at -= 1
        low = doc.tokens[at].low
        if low in _HEADS or low in _FOLK or (not hops and _AWAY.fullmatch(low)):
            return True
        if at and doc.gap(at) in (" ", ". ") and doc.tokens[at - 1].low in v.TITLES:
            return True  # "le dr lambert de sens"
        if low not in _HOPS and not _named_head(doc, at):
            return False
        hops += 1
    return False


def _named_head(doc: Doc, at: int) -> bool:
    """Whether a name stands at `at`, between a noun and its place: "famille Roux"."""
    token = doc.tokens[at]
    return token.cap and token.alpha and len(token.text) > 2 and not doc.opens(at)
