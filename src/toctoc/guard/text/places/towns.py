"""Towns whose name is also a word, a scale or a product: what each is more often, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

# words of the dictionary that a clinical text writes for the town, even in lower case
_TOWNS = frozenset(
    words("""
    bordeaux lille rennes calais quimper bourges sarcelles vannes ales chalon chalons valenciennes
    anglet castres houilles cambrai perigueux etampes muret saintes vichy montbeliard frontignan
    rodez dole montmorency sceaux fougeres cluses coulommiers gaillac fontainebleau elbeuf argentan
    genas tulle gueret chambray talant bauge sassenage provins tarare chantilly pithiviers privas
    crolles marennes rivesaltes jurancon venelles cancale loches banyuls livarot houdan vouvray
    mirepoix chablis sancerre argentat laguiole huez neufchatel boucau pouilly langeais arques
    cavaillon pantin limoges bagnoles moutiers argol valencay noyant maroilles conques poya thio
    munster carignan aramon grimaud levis morbier vauvert bouillante goyave mana malemort oyonnax
    """)
)
# said of the town only where somebody lives, comes from, is seen
DUAL = frozenset(
    words("""
    sens tours orange grasse die vire gap lens cannes salon romans bourg moulins vienne
    foix trappes mantes valence plaisir plaisance fontaine
    avion cognac cassis nuits angles bar mens condom maisons colombes voisins champs portes
    riviere roche falaise salles monts contes lattes ifs nice brest dives guise
    """)
)
# large or plain towns: a preposition is enough, in lower case too
PLAIN = frozenset(
    ("rennes", "nice", "tours", "brest", "nancy", "nimes", "vannes", "lens", "colombes")
)
# of these, the names that a sentence's words say more often, whatever stands before but a life
WORDS = frozenset(("grasse", "sens", "cannes", "die", "bar", "mens", "condom", "lens"))
# foreign towns where a scale, a consensus or a classification was written
_SCALES = frozenset(
    words("""
    rotterdam sydney ottawa budapest edimbourg edinburgh boston chicago milan vancouver montreal
    amsterdam tokyo atlanta prague bethesda dublin barcelone ghent gand lugano stockholm oxford
    copenhague cambridge toronto bristol munich helsinki geneve rome marburg baltimore tampa
    leiden leyde kyoto venise philadelphie oslo memphis houston denver dallas melbourne adelaide
    hannover hanovre heidelberg berlin pittsburgh cincinnati minnesota michigan framingham
    """)
)
# what is made or drunk somewhere and called after it: "eau de Vichy", "moutarde de Dijon"
_PRODUCTS = frozenset(
    words("""
    eau eaux pate pastille pastilles savon sel sels biscuit biscuits moutarde jambon saucisse
    saucisses saucisson chou choux camembert fromage fromages vin vins biere bieres thym huile
    dentelle couteau porcelaine faience tapisserie vert bleu blanc rouge noir platre ciment nougat
    betise betises calisson calissons andouille piment haricots coco huitre huitres poulet agneau
    pruneau pruneaux melon melons safran herbes lavande miel cidre noix ail echalote rillettes
    quenelles cassoulet bouillon charcuterie champagne cognac tomme tommes beurre galette galettes
    gaufre lentilles truffe truffes brebis riz vache vaches oeufs
    poudre toxine rhum chien chiens chat chats berger bergers
    """)
)
# germs, texts and schools: "grippe de Hong Kong", "charte de Munich", "école de Palo Alto"
_WORKS = frozenset(
    words("""
    grippe rage bouton boutons ulcere mal encephalite fievre typhus virus souche variant variole
    charte declaration convention traite accord accords consensus conference congres serment
    appareil procede tour methode technique protocole etude essai registre cohorte critere criteres
    classification score index indice echelle test questionnaire syndrome maladie nomenclature
    """)
)
# papers, banks and movements whose name has an article: "abonné à La Croix"
OWNERS = frozenset(
    words("""
    croix poste banque provence revue presse depeche voix monde ligue reunion mutuelle montagne
    """)
)
_READERS = frozenset(words("abonne abonnee abonnes abonnement lit lisait lecteur lectrice journal"))


def kind_of(people: int) -> str:
    """How a commune of so many inhabitants is told without its name."""
    if people >= 100_000:
        return "une grande ville"
    if people >= 20_000:
        return "une ville moyenne"
    return "une petite ville" if people >= 2_000 else "un village"


def word_of(low: str) -> lexicon.Word:
    """What is known of a folded word, a town that the dictionary also holds being no word."""
    known = lexicon.word(low)
    return known._replace(common=False) if known.common and low in _TOWNS else known


def owned(doc: Doc, i: int) -> bool:
    """Whether what stands before "de" at token `i` - 1 is called after the town: "eau de Vichy"."""
    at = i - 1 if i and doc.tokens[i - 1].low in ("la", "l", "le") else i
    if at < 2 or doc.tokens[at - 1].low not in ("de", "d", "du", "des"):
        return False
    owner = doc.tokens[at - 2].low
    return owner in _PRODUCTS or owner in _WORKS


def scale(low: str) -> bool:
    """Whether a bare name is more often a scale's than the foreign town's: "Rotterdam 2/3"."""
    return low in _SCALES


def read(doc: Doc, i: int) -> bool:
    """Whether "La Croix" at token `i` is a paper that somebody reads, or a bank."""
    if OWNERS.isdisjoint(t.low for t in doc.tokens[i : i + 2]):
        return False
    near = {t.low for t in doc.tokens[max(0, i - 4) : i]}
    return not near.isdisjoint(_READERS)


def titled(doc: Doc, i: int) -> bool:
    """Whether a title stands a few words before token `i`, on its line: "Dr Paul Roux, X"."""
    for back in range(i - 1, max(-1, i - 6), -1):
        token = doc.tokens[back]
        if token.low in v.TITLES:
            return True
        if "\n" in doc.gap(back) or not (token.cap or len(token.low) < 4):
            return False
    return False
