"""Jobs told without their name: "retraitée de la Poste", "tient une boulangerie"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon as known
from toctoc.guard.text.jobs.jobcues import announced
from toctoc.guard.text.jobs.jobtails import tail
from toctoc.guard.text.names.persons import SINGLE, age_begins, age_ends
from toctoc.guard.text.vocabulary import ARTICLES
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_ENDINGS = tuple(
    words("""
    eur eure euse trice ier iere iste istes graphe logue culteur cultrice man woman icien
    icienne eurs cultrices
""")
)
_NOT_ENDINGS = (
    "terieur",
    "terieure",
    "ajeur",
    "ajeure",
    "heur",
    "ineur",
    "ineure",
    "rieur",
    "leur",
)
_NO_JOB = frozenset(
    words("""
    lumiere matiere maniere priere riviere frontiere paupiere poussiere civiere croisiere
    carriere barriere tabatiere taniere miniere chaumiere lisiere cafetiere bouilloire visiere
    litiere gouttiere cuilliere charniere biere panthere fumeur fumeuse buveur buveuse donneur
    donneuse receveur receveuse porteur porteuse tumeur moteur facteur vapeur rougeur droitier
    droitiere gaucher gauchere premier premiere dernier derniere particulier particuliere
    regulier reguliere entier entiere familier familiere hospitalier hospitaliere cancer poseur
    peureux dormeur dormeuse ronfleur ronfleuse marcheur marcheuse coureur coureuse joggeur
    joggeuse sauveur consommateur consommatrice toxicomane usager voyageur voyageuse auteur
    acteur pudeur humeur erreur lenteur raideur torpeur stupeur pesanteur hauteur grosseur
    maigreur splenomegalie tabagiste alcooliste adventiste pentecotiste evangeliste calviniste
    bouddhiste hindouiste animiste taoiste autiste trisomiste sportif extremiste communiste
    anticoagulant inhibiteur regulateur conducteur conductrice stimulateur defibrillateur
    respirateur ordinateur radiateur generateur marqueur proprietaire squatteur squatteuse
    voleur voleuse agresseur violeur harceleur joueur joueuse menteur menteuse migraineuse
    anxieuse vapoteur vapoteuse goutteuse lepreuse randonneur randonneuse nageur nageuse skieur
    skieuse promeneur promeneuse bricoleur bricoleuse demandeur demandeuse tousseur tousseuse
    farceuse peureuse nerveuse fievreuse heureuse malheureuse silencieuse envieuse soucieuse
    joyeuse insiste assiste resiste persiste subsiste existe consiste desiste pleure demeure
    effleure religieuse superieur inferieur anterieur posterieur couturier exterieur interieur
    ailier etranger etrangere gros grossiere seule prisonnier prisonniere rancunier ulcereuse
    tuberculeuse cancereuse verruqueuse scrofuleuse eczemateuse spectateur suiveur perfectionniste
    dependantiste jehoviste touriste vacancier vacanciere plaisancier plaisanciere
""")
)
_RETIRED = frozenset(words("retraite retraitee retraites retraitees preretraite preretraitee"))
_EMPLOYERS = frozenset(
    words("""
    sncf ratp edf erdf gdf enedis engie ptt airbus michelin renault peugeot aeronautique armee
""")
)
_LINKS = frozenset(words("de du des d"))
_KEEPS = frozenset(
    words(
        "tient tenait gere gerait possede possedait dirige dirigeait exploite tiennent gerent"
        " exploitent exploitait possedent tenaient geraient"
    )
)
_OWNS = frozenset(words("une un la le sa son l encore"))
_SHOPS = frozenset(
    words("""
    boulangerie patisserie boucherie charcuterie pharmacie bar cafe bistrot epicerie garage
    restaurant exploitation ferme pressing hotel gite gites camping fromagerie brasserie
    pizzeria creperie librairie bijouterie fleuristerie poissonnerie superette auberge commerce
    magasin boutique elevage vignoble domaine scierie imprimerie menuiserie salon discotheque
    cave manege pension laverie quincaillerie mercerie friterie glacier kiosque chocolaterie
""")
)
TRADES = _RETIRED | _SHOPS
ANNOUNCERS = frozenset(words("profession metier"))  # "porteur de charges de profession"
_LONGEST = 5  # words of a job told before "de profession"
_NOT_TOLD = frozenset(
    words("""
    de du d des la le l les un une sans son sa leur meme changement risque nature type cette
    autre nouvelle nouveau patient patiente homme femme exercice choix cadre lieu age ans
""")
)


def trade_at(doc: Doc, at: int) -> int:
    """Index after a trade told without a job's name that begins at token `at`, or 0."""
    tokens = doc.tokens
    low = tokens[at].low
    if low in _RETIRED:
        return _retired(doc, at)
    if low in _SHOPS and at > 1 and tokens[at - 1].low in _OWNS:
        verb = at - 2
        while verb > 0 and tokens[verb].low in _OWNS:
            verb -= 1
        return tail(doc, at + 1, healer=False, whatever=True) if tokens[verb].low in _KEEPS else 0
    return 0


def may_be_coined(low: str) -> bool:
    """Whether a folded word has the ending of a job, and is none of the known exceptions."""
    if len(low) < 6 or not low.endswith(_ENDINGS):
        return False
    return low not in _NO_JOB and not low.endswith(_NOT_ENDINGS)


def is_grower(low: str) -> bool:
    """Whether a folded word tells by its ending alone: "phéniciculteur" is always a job."""
    return low.endswith(("culteur", "cultrice", "culteurs", "cultrices")) and len(low) > 10


def coined_at(doc: Doc, at: int) -> int:
    """Index after a job that no list holds, told by its ending and by a sure cue, or 0.

    "ancien délaineur", "profession : canalier", "père stockman".
    """
    token = doc.tokens[at]
    low = token.low
    if known.is_clinical(low):
        return 0
    if token.cap and not (doc.shouted or doc.opens(at)):
        return 0
    return tail(doc, at + 1, whatever=True) if is_grower(low) or announced(doc, at) else 0


def told_before(doc: Doc, at: int) -> int:
    """Index where the job told before "de profession" at token `at` begins, or `at`."""
    tokens = doc.tokens
    if at < 2 or tokens[at - 1].low != "de" or doc.gap(at) != " " or doc.gap(at - 1) != " ":
        return at
    first = last = at - 1
    while first and last - first < _LONGEST:
        low = tokens[first - 1].low
        if low in SINGLE or age_ends(doc, first - 1) or not tokens[first - 1].alpha:
            break
        first -= 1
        if doc.gap(first) != " " and doc.gap(first) not in ("-", "'"):
            break
    head = tokens[first].low
    if first == last or head in _NOT_TOLD or tokens[last - 1].low in _NOT_TOLD:
        return at
    return at if known.is_clinical(head) else first


def _retired(doc: Doc, at: int) -> int:
    """Index after "retraité de…", the person rather than the pension, or 0."""
    tokens, token = doc.tokens, doc.tokens[at]
    if token.low == token.text.lower() and not token.low.endswith(("ee", "ees")):
        return 0
    stop = at + 1
    if stop >= len(tokens) or doc.gap(stop).strip():
        return 0
    if tokens[stop].low in _EMPLOYERS:
        return stop + 1
    if tokens[stop].low not in _LINKS or age_begins(doc, stop + 1):
        return 0
    stop += 1
    if stop < len(tokens) and tokens[stop].low in ARTICLES:
        stop += 1
    if stop >= len(tokens) or doc.gap(stop).strip(" '") or not tokens[stop].alpha:
        return 0
    return tail(doc, stop + 1, healer=False, whatever=False)
