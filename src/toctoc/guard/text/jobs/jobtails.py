"""The complement of a job: "de nuit", "poids lourds", "à l'arc", "en plasturgie"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.lexicon import is_clinical, word
from toctoc.guard.text.jobs.occupations import lexicon
from toctoc.guard.text.names.persons import SINGLE, age_begins
from toctoc.guard.text.vocabulary import ARTICLES, TITLES
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc


def _with_plurals(singular: list[str]) -> frozenset[str]:
    """The words and their plurals, "-aux" for "-al"."""
    plurals = [w[:-1] + "ux" if w.endswith("al") else w + "s" for w in singular]
    return frozenset([*singular, *plurals])


# what one works in, on or with: after "agent de", "conductrice de", "technicien en"
_WORK = frozenset(
    words("""
    siderurgie arsenal espaces prison recensement tabac immeuble copropriete boite prod
    dechargement ordures ambulances hydrocarbures amiante fibre chimie verre acier plage
    baignade salon usinage lait viande volailles poisson ski remontees siege refuge residence
    aeroport pompes transport personnel eglise paroisse cathedrale cantonnement regiment musique
    orchestre choeur opera btp abattage abattoir abattoirs accueil achats acierie administration
    affaires agence agences alpage ambulance animation apprentissage archives armement art arts
    assurance assurances atelier ateliers audit autobus autocar autocars automates aviation
    avion avions banque banques barge bateau bateaux bus betonniere biberonnerie bibliotheque
    billetterie biologie blanchisserie bloc bois boucherie boulangerie bureau bureaux bac
    batiment cabine caisse camion camions camping cantine car cars carriere carrosserie casino
    centrale chaine chais chaland chalutier chambre chambres champignonniere chantier chantiers
    charcuterie charpente chasse chaudiere chaufferie chaussures cinema circulation clientele
    coiffure collectivite collecte collectivites com commerce communication compostage
    comptabilite comptoir conditionnement construction controle corrida couture coupe course
    courses creche creches cuisine cuisines culture danse decheterie dechets depot developpement
    dechetterie digue direction documentation douane douanes drague drone drones dumper eau eaux
    echographe eclairage education elevage elevages embarcation emploi engin engins enquete
    enquetes enseignement entrepot entreprise entretien environnement equipe equitation estive
    etage etages exploitation exploitations export fabrication facturation ferme filature
    finance finances fonderie foot football foret forets formation four fourriere fret
    funerarium gare gendarmerie gestion golf grue guichet gymnastique halle hangar helicoptere
    horlogerie hotel hotellerie hypermarche imprimerie industrie informatique insertion
    inventaire jeux journal justice labo laboratoire laiterie laminoir libre ligne lingerie
    linge location logistique loge logement machine machines maconnerie magasin magasins mairie
    maintenance maitrise maree marine marketing materiel mecanique media mer mesures metro
    metallurgie microtechnique mine mines mission mobilite montage montagne moto motos moulage
    musee natation navette nettoiement nettoyage nuit onf optique paie paye papeterie parc
    parking parquet partie patisserie peage peche pelle penitentiaire piano piscine piste
    planification plasturgie plateforme plomberie plongee police pont ponts pompe port poste
    prefecture presse pressing prevention production produit produits projet projets promotion
    proprete propriete qualite quai radio rail rallye rame rayon reception recherche
    recouvrement recyclage rehabilitation relations reparation reseau reseaux restauration
    restaurant rh robinetterie route routes saisie sanitaire sav scene scierie secteur securite
    serre serres soudure sport stade stand station stock stocks sucrerie supermarche surete
    surface surfaces systeme systemes tableaux tannerie taxi taxis telecom telecommunications
    telephonie textile theatre toilettage tourisme tracteur tracteurs trafic train trains tram
    trams tramway transit transports travaux trolleybus tri tunnel urbanisme usine usines
    vaisseau vedette vente ventes verger vigne vignes village ville voirie voile voyage voyages
    vtc vsl yoga tgv ter rer escale escales saisonnier exploit clinique jour nautisme zoo
    ehpad mas fam ime esat ssiad internat domaine gites cirque manege haras troupeau
""")
)
# adjectives and nouns set beside a job
_BESIDE = _with_plurals(
    words("""
    canin canine equine feline bilingue penaliste fiscaliste coranique lumiere son plateau
    telecom telecoms ergol navals cloitre cloitree finisseur liturgique specialise textile
    metallurgique minier miniere horloger horlogere religieux rurale rural agree agreee agricole
    agricoles viticole forestier forestiere maritime fluvial fluviale portuaire aerien aerienne
    aeronautique aeroportuaire ferroviaire routier routiere internationale international poids
    lourd lourds super-lourd pl vl spl industriel industrielle artisanal artisanale municipal
    municipale communal communale territorial territoriale departemental departementale regional
    regionale hospitalier hospitaliere scolaire universitaire periscolaire penitentiaire
    judiciaire juridique administratif administrative technique commercial commerciale comptable
    bancaire financier financiere informatique electronique mecanique electrique sportif
    sportive professionnel professionnelle pro amateur polyvalent polyvalente qualifie qualifiee
    specialisee superieur superieure principal principale adjoint adjointe ambulant ambulante
    saisonnier saisonniere interimaire volontaire reserviste
    honoraire bio bovin bovine laitier laitiere porcin ovin caprin avicole equin equestre
    maraicher maraichere thermal funeraire artistique lyrique classique etoile culinaire
    alimentaire nucleaire petrolier petroliere automobile auto moto cycliste naval navale marine
    marin sncf ratp edf onf vtc immobilier immobiliere logistique qualite rh multiservices
    social sociale environnement brousse frigorifique instrumentiste remplacant remplacante
    stagiaire titulaire contractuel contractuelle vacataire radio tele restauration vert hse
    tig mig mag itinerant itinerante inox speleo semi salarie salariee carmelite benedictine
    clarisse dominicaine btp
    web paie bateau bateaux achats export reseau reseaux avicole paysagiste cynophile
    transhumant transhumante lagonaire hauturier hauturiere cotier cotiere medicale prive privee
    arboricole horticole apicole piscicole sylvicole rizicole vinicole conchylicole ostreicole
""")
)
_HEALER = frozenset(
    words("""
    anesthesiste psychiatrique scolaire liberal liberale generaliste hospitalier hospitaliere
    coordinateur coordinatrice
    diplome diplomee stomatherapeute puericultrice psy de du reanimateur militaire
""")
)
_OF = frozenset(words("de d"))
_OF_THE = frozenset(words("du des"))
_NOT_OF = frozenset(  # "de" begins something else: a time, a person, a cause, a quantity
    words("""
    garde famille ce cet cette ces son sa ses mon ma mes notre nos leur leurs votre vos la le l
    les un une plus moins deux trois quatre cinq dix vingt trente quarante cinquante soixante
    etat retour suite passage janvier fevrier mars avril mai juin juillet aout septembre octobre
    novembre decembre bonne longue longtemps type venir pouvoir faire ne depuis sexe race
    origine nationalite confession profession metier formation base moi lui elle nous toute tout
    belote cartes petanque bridge scrabble loto sorte contraste reversion
    liaison remplissage risque croissance virulence transmission
""")
)
_SETTING = frozenset(  # after "à", "au", "en", "dans", "sur": where or how the job is done
    words("""
    machine machines barge chaine presse voirie plonge caisse cantine maintenance production
    domicile velo vapeur facon arc chaud alpage industrie plasturgie maconnerie
    batiment usine bureau entreprise interim mairie restauration logistique informatique
    electronique mecanique boulangerie boucherie abattoir cuisine creche maternelle primaire
    collectivite grande surface supermarche hypermarche imprimerie menuiserie agroalimentaire
    horlogerie pommes vignes champs serre serres forage carriere acierie fonderie verrerie
    scierie papeterie textile confection maroquinerie blanchisserie bijouterie rayon foyer fond
    chomage assurance banque communication automatisme genie telephonie cdi pharmacie pied
    restaurant mas fam esat atelier ateliers metaux pistolet cuir verre soie pierre mesure cave
    freelance portage alternance apprentissage contrat metallurgie chaudronnerie carrosserie
""")
)
_WORKPLACE = frozenset(
    words("""
    aeroport armee mairie tribunal international prefecture usine cantine creche abattoir port
    chantiers arsenal poste banque caserne casino parlement commissariat gendarmerie cimetiere
    dechetterie decheterie mine gare zoo piscine mediatheque bibliotheque
    peage metro stade restaurant theatre opera musee cirque rectorat
""")
)
_SETTING_HEALER = frozenset(
    words("""
    reanimation chirurgie psychiatrie geriatrie pediatrie ehpad ime mas had ssiad pmi bloc
    crematoire neonatologie cardiologie oncologie dialyse maternite neurologie pneumologie
    hematologie radiologie anesthesie medecine urgences entreprise liberal pharmacie milieu
    prison
""")
)
_CRAFTS = ("erie", "raie", "culture", "ique", "isme", "age", "aurant", "tation")
_HOUSES = ("eraie", "aurant")  # "ouvrier dans une oliveraie"
_STUDY = frozenset(
    words("""
    collegien collegienne ecolier ecoliere etudiant etudiante apprenti apprentie eleve interne
    externe doctorant doctorante stagiaire alternant alternante formation lyceen lyceenne master
    licence bts thesard thesarde these
""")
)
_MARKETS = frozenset(words("couvert central aux bio forain nocturne municipal hebdomadaire"))
_LEAGUES = frozenset(words("ligue nationale federale regionale division honneur top"))
_NOT_STUDY = frozenset(
    words("""
    collegien collegienne ecolier ecoliere bonne bon arret pleine ce cette cours vacances voyage
    france maladie congé conge surpoids couple janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre attente consultation urgence reanimation hospitalisation
    detresse larmes etat errance conflit rupture
""")
)


def has_work(doc: Doc, stop: int, *, whatever: bool) -> bool:
    """Whether a complement of work follows token `stop` - 1 ("de sécurité", "SNCF").

    `whatever` takes any noun in lower case ("coupeur de cannes").
    """
    tokens = doc.tokens
    if stop >= len(tokens) or doc.gap(stop).strip(" -"):
        return False
    low = tokens[stop].low
    if low in _OF or low in ("en", "du", "des", "aux", "au", "a"):
        after = stop + 1
        if after < len(tokens) and low not in _OF and tokens[after].low == "l":
            after += 1
        if after >= len(tokens) or not _beside(doc, after):
            return False
        noun = tokens[after]
        if low in _OF and noun.low == "l":
            return False
        return noun.low in _WORK or (whatever and low in _OF and _thing(doc, after))
    return low in _BESIDE and (low != "pro" or whatever)


def tail(
    doc: Doc, stop: int, *, healer: bool = False, whatever: bool = False, lone: bool = False
) -> int:
    """Index after the complements of the job that ends before token `stop`.

    `healer`: a health job, which takes a service; `whatever`: a job that takes any noun; `lone`: a
    job that takes a noun without a link ("technicien éolienne").
    """
    head, steps = stop, 0
    if lone and _lone(doc, stop):
        return stop + 1
    ranked = stop < len(doc.tokens) and doc.tokens[stop - 1].low in _LEAGUES
    if ranked and doc.gap(stop) == " " and doc.tokens[stop].low in ("1", "2", "3"):
        return stop + 1
    study = doc.tokens[stop - 1].low in _STUDY
    while stop < len(doc.tokens) and steps < 4 and not doc.gap(stop).strip(" -'"):
        more = _step(
            doc, stop, healer=healer, study=study and stop == head, plain=whatever and stop == head
        )
        if more == stop:
            break
        stop, steps = more, steps + 1
    return stop


def _lone(doc: Doc, at: int) -> bool:
    """Whether one plain noun stands between a job and the end of its clause."""
    if at >= len(doc.tokens) or doc.gap(at) != " " or not _thing(doc, at):
        return False
    low = doc.tokens[at].low
    ends = at + 1 == len(doc.tokens) or doc.gap(at + 1).strip()[:1] in (",", ".", ";", ")", "\n")
    return ends and len(low) > 4 and not is_clinical(low) and word(low).common


def _step(doc: Doc, at: int, *, healer: bool, study: bool, plain: bool) -> int:
    """Index after one more complement at token `at`, or `at`."""
    tokens = doc.tokens
    low = tokens[at].low
    if (
        low in _BESIDE
        or _second_job(doc, at)
        or (healer and low in _HEALER and low not in _OF_THE | _OF)
    ):
        return at + 1
    if study and tokens[at].upper and 1 < len(low) < 7 and low not in SINGLE:
        return at + 1
    if at + 1 >= len(tokens) or doc.gap(at).strip() or not _beside(doc, at + 1):
        return at
    after = tokens[at + 1]
    if low in _OF and after.low in ("un", "une") and plain:
        noun = at + 2
        fits = noun < len(tokens) and _beside(doc, noun) and _thing(doc, noun)
        return noun + 1 if fits else at
    if low in _OF and after.low in ARTICLES:
        noun = at + 2
        fits = noun < len(tokens) and _beside(doc, noun) and tokens[noun].low in _WORK
        return noun + 1 if fits and not _named(doc, noun + 1) else at
    if low in ("de", "en") and after.low in _LEAGUES:
        ranked = at + 2 < len(tokens) and _beside(doc, at + 2) and tokens[at + 2].low[0].isdigit()
        return at + 2 + ranked
    if low in _OF or low in _OF_THE:
        if healer:
            return at + 2 if after.low in ("nuit", "jour", "bloc", "labo", "ville") else at
        thing = (low in _OF or (plain and low == "des")) and _thing(doc, at + 1)
        return at + 2 if after.low in _WORK or thing else at
    if low == "en" and after.low == "formation":
        return at + 2
    if low == "en" and study:
        return _study(doc, at + 1)
    if low in ("a", "en", "au", "aux", "dans", "sur", "sous"):
        noun = at + 1
        if low == "dans" and after.low in ("un", "une") and at + 2 < len(tokens):
            housed = _beside(doc, at + 2) and tokens[at + 2].low.endswith(_HOUSES)
            return at + 3 if housed else at
        if after.low in ARTICLES and noun + 1 < len(tokens) and _beside(doc, noun + 1):
            noun += 1
        if tokens[noun].low in _WORKPLACE and low in ("a", "au", "aux"):
            return at if _owned(doc, noun + 1) or _numbered(doc, noun + 1) else noun + 1
        if tokens[noun].low == "marche" and low == "au":
            return _market(doc, at)
        made = low == "en" and plain and _is_craft(tokens[noun].low)
        setting = tokens[noun].low
        known = made or setting in _SETTING or (healer and setting in _SETTING_HEALER)
        if not known or _named(doc, noun + 1):
            return at
        rayon = tokens[noun].low == "rayon" and noun + 1 < len(tokens) and _beside(doc, noun + 1)
        return noun + 1 + rayon
    return at


def _market(doc: Doc, at: int) -> int:
    """Index after the name of the market where somebody sells, "au" being token `at`, or `at`."""
    tokens, stop, last = doc.tokens, at + 2, at + 4
    while stop < min(last, len(tokens)) and tokens[stop].cap and doc.gap(stop) in (" ", "-"):
        stop += 1
    if stop == at + 2 and stop < len(tokens) and tokens[stop].low in _MARKETS:
        return stop + 1
    closed = stop == len(tokens) or doc.gap(stop).strip()[:1] in (",", ".", ";", ")")
    return stop if stop > at + 2 or closed else at


def _is_craft(low: str) -> bool:
    """Whether "ouvrière en…" may take the noun: "conserverie", "bananeraie", no clinical word."""
    return low.endswith(_CRAFTS) and low not in _NOT_STUDY and not is_clinical(low)


def _second_job(doc: Doc, at: int) -> bool:
    """Whether a second job's name follows ("maçon finisseur", "horloger-rhabilleur")."""
    if doc.gap(at) not in (" ", "-") or (doc.tokens[at].cap and not doc.shouted):
        return False
    if doc.gap(at) == "-" and doc.tokens[at].low.endswith(("eur", "euse", "ier", "iere", "iste")):
        return True
    kinds = [job.kind for job in lexicon().get(doc.tokens[at].low, ()) if not job.rest]
    return any("sure" in kind or "careful" in kind for kind in kinds)


def _study(doc: Doc, at: int) -> int:
    """Index after what somebody studies, "en" standing before token `at`."""
    tokens = doc.tokens
    if tokens[at].low in _NOT_STUDY:
        return at - 1
    stop = at + 1
    if stop < len(tokens) and tokens[at].low[0].isdigit() and tokens[stop].low in ("e", "eme"):
        stop += 1
    if stop < len(tokens) and tokens[stop].low in ("annee", "an") and _beside(doc, stop):
        stop += 1
    if tokens[at].low in ("section", "classe", "filiere") and stop < len(tokens):
        stop += _beside(doc, stop) and _thing(doc, stop)
    while stop + 1 < len(tokens) and tokens[stop].low in ("de", "d", "en"):
        if not _beside(doc, stop) or not _beside(doc, stop + 1) or not _thing(doc, stop + 1):
            break
        stop += 2
    return stop


def _beside(doc: Doc, index: int) -> bool:
    """Whether only a space, a hyphen or an apostrophe stands before token `index`."""
    return doc.gap(index) in (" ", "-", "'", "' ")


def _owned(doc: Doc, index: int) -> bool:
    """Whether the place of work has a name or an owner ("à l'hôpital de…", "à l'école Diwan")."""
    tokens = doc.tokens
    if _named(doc, index):
        return True
    return index < len(tokens) and _beside(doc, index) and tokens[index].low in ("de", "du", "d")


def _numbered(doc: Doc, index: int) -> bool:
    """Whether figures follow: "au stade 4"."""
    return index < len(doc.tokens) and _beside(doc, index) and doc.tokens[index].low[0].isdigit()


def _named(doc: Doc, index: int) -> bool:
    """Whether a proper name follows ("à l'école Jules-Ferry")."""
    tokens = doc.tokens
    return index < len(tokens) and _beside(doc, index) and tokens[index].cap and not doc.shouted


def _thing(doc: Doc, index: int) -> bool:
    """Whether token `index` may name what a job makes or sells: a noun in lower case."""
    token = doc.tokens[index]
    low = token.low
    if (token.cap and not doc.shouted and not token.upper) or low in _NOT_OF or low in TITLES:
        return False
    if not token.alpha or len(low) < 2 or low in SINGLE or age_begins(doc, index):
        return False
    return not _named(doc, index + 1) or token.upper
