"""Uncommon circumstances told by their build: "happé par une hélice", "née dans un TER".

The verb is common and the noun that it governs is not: neither clinical nor what one is bitten by,
falls from or is found in every day. So what no list foresees is found by what it isn't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.lexicon import is_clinical, word
from toctoc.guard.text.jobs.occupations import lexicon
from toctoc.guard.text.names.persons import KIN, PATIENT, age_begins
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_DETERMINERS = frozenset(
    words("""
    le la l les un une des du de d son sa ses leur leurs cette ce cet notre au aux deux trois quatre
    cinq six sept huit dix petit petite gros grosse grand grande vieux vieille jeune premier
    premiere propre plusieurs meme l'un
""")
)
_NUMBERS = frozenset(words("cent cents mille vingt trente quarante cinquante soixante centaine"))
_SMALL_WORDS = frozenset(
    words("""
    a au aux en et l le la d de du ses son sa deux trois fois jours heures minutes nuits h min j
    ans an annee annees semaines mois gravement mortellement vivant vivante seul seule mort morte
    nu nue presque tout
    toute entier longtemps pendant plus moins d'un vif vive inconscient inconsciente
""")
)


def _forms(stems: str) -> frozenset[str]:
    return frozenset(stem + end for stem in words(stems) for end in ("e", "ee", "es", "ees"))


_HURT = _forms(
    """
    pietin encorn attaqu ecras happ coinc broy aspir percut heurt renvers fauch bless brul
    projet electris asphyxi emmel catapult pulveris ebouillant arrach sectionn amput barricad
    retranch enlis embourb poignard transperc empal frapp ensevel
    emport trein sauv retrouv electrocut lynch pieg enferm
    balay assomm bouscul griff piqu charg decapit engloutis rejet repech recueill soulev ecartel
    scalp egorg tract train dechiquet mutil amput arros aveugl asperg cache abandonn
"""
) | frozenset(
    words("""
    retenu retenue mordu mordue mordus enseveli ensevelie englouti engloutie battu battue secouru
    secourue
    """)
)
_DIED = frozenset(
    words("mort morte morts decede decedee decedes tue tuee tues disparu disparue disparus")
)
_STAYED = frozenset(
    words(
        "tenu tenue passe passee reste restee bloque bloquee perdu perdue derive erre vecu survecu"
    )
)
_BY = frozenset(words("par sous dans entre sur contre lors pendant durant devant derriere"))
_ACCIDENTS = frozenset(words("accident noyade ecrasement electrocution"))
_FALL = frozenset(
    words("""
    tombe tombee tombes chute saute sautee precipite precipitee bascule glisse devale
    deroche derochee jete jetee degringole
""")
)
_FROM = frozenset(words("de du d des dans depuis sous lors pendant durant"))
_BORN = frozenset(words("ne nee nes nees accouche accouchee accouchement"))
_IN = frozenset(words("dans sur"))
_AMID = frozenset(words("dans sur lors pendant durant"))
_EVERYDAY = frozenset(
    words("""
    chien chiens chienne chiot chat chats chaton tique tiques guepe guepes abeille abeilles
    bourdon frelon moustique moustiques insecte insectes araignee araignees puce puces punaise
    punaises chenille chenilles fourmis serpent rat rats souris hamster lapin ecureuil pitbull
    malinois rottweiler berger labrador meduse vive oursin ortie orties ronce ronces epine
    voiture voitures vehicule vehicules auto autos vl scooter moto velo velos trottinette camion
    camionnette fourgon cycliste pieton vtt quad tiers inconnu inconnus patient patiente
    resident residente enfant enfants autre autres huile eau vapeur cafe the soupe lait friteuse
    four plaque casserole barbecue bouilloire fer produit acide javel soude soleil feu flamme
    flammes petard cigarette briquet alcool essence balle balles ballon couteau bouteille verre
    arme coup coups porte portes portiere tiroir marteau scie meuleuse clou clous vis outil
    tondeuse lit lits chambre salle cuisine douche bain baignoire escalier escaliers jardin rue
    couloir toilettes wc service box brancard appartement domicile maison studio salon canape
    fauteuil etat coma cadre contexte suites delai cour garage hall entree piece coin placard
    selles urines vomissements sang voie sol trottoir route parking chaussee dos ventre chaise
    table hauteur hauteurs marche marches echelle escabeau echafaudage toit cheval poney chevaux
    ski skis surf skate skateboard rollers trampoline balancoire toboggan arbre muret mur
    tabouret etage fenetre balcon ehpad foyer terrasse pelouse herbe gravier verglas neige
    piscine plage mer sable bois foret champ lieu lieux travail bureau ecole creche famille
    entourage proches proche aide voisin voisine voisins infirmiere equipe pompiers samu smur
    police gendarmes passant passants collegue collegues ami amie amis mari femme conjoint ex
    hopital maternite clinique france urgences ville village pays region annees annee mois jour
    jours nuit matin soir heure heures temps fois peu long moment oubli alcoolisation pauses
    poids panneau doute haut bas main mains doigt doigts pied pieds pouce oeil bras jambe tete
    cou genou genoux cheville cuisse levre joue oreille nez bouche fesse fesses poitrine crane
    torse thorax abdomen gauche droite gorge maladie cancer infarctus covid grippe avc conduite
    corps systeme sommeil drogue depression panade trou silence panique rumeur oublis soins
    demence fatigue douleur angoisse folie table-basse lustre planche ligne classe cas liste base
    compte fiche dossier ambulance helico helicoptere service services rea reanimation bloc dignite
    solitude intimite souffrance match entrainement sport randonnee rando cours transfert
    toilette mobilisation
    promenade sortie repas jeu partie bagarre rixe chute accident avp chantier foot rugby vacances
    crise malaise seance activite activites garde journee soiree consultation visite week geste
    agonie cabinet attente encorde rosier courrier internet examen controle bilan derniers
    dernier ans tesson travail circulation exposition trajet luge danse exercice surf dialyse
    laboratoire perfusion lac etang riviere eau caillot obstacle fleau circonstances
    elastique aimant grille morceau
""")
)
_BODY = frozenset(
    words("""
    avant bras main mains pied pieds doigt doigts pouce oeil oreille nez joue levre visage cou dos
    epaule cuisse jambe mollet genou cheville fesse ventre tete crane poignet coude thorax poitrine
    orteil talon cote gauche droit droite
""")
)
_LOADS = frozenset(
    words("camion voiture fourgon remorque charrette velo moto scooter bateau botte balle meule")
)
_OF_MEDICINE = (
    *("tomie", "plastie", "scopie", "therapie", "lyse", "graphie", "ite", "ose", "emie", "urie"),
    *("pathie", "algie", "gramme", "centese", "oxyde", "mycine", "cilline"),
)
_ALWAYS = frozenset(
    words("""
    ter tgv rer crevasse crevasses grotte ravin puits gouffre falaise taureau volcan glacier
    canyon torrent avalanche tempete cyclone tornade tank obus
""")
)
_ROLES = frozenset(
    words("""
    femme homme francais francaise habitant habitante rescape rescapee locuteur locutrice greffe
    greffee transplante transplantee titulaire representant representante detenteur detentrice
    compagnon resistant resistante survivant survivante temoin porteur porteuse descendant
    descendante heritier heritiere membre
    centenaire africain africaine bebe fille garcon
""")
)
_RANKS = frozenset(
    words("seul seule unique dernier derniere premier premiere plus doyen doyenne derniers")
)
_DID = {  # a deed after "a", "avait", and what makes it no deed
    "tue": words("temps ver"),
    "egorge": [],
    "assassine": [],
    "etrangle": [],
    "poignarde": [],
    "kidnappe": [],
    "braque": words("pupille"),
    "detourne": words("regard attention"),
    "traverse": words(
        "rue route peau plevre paroi epaule crise periode phase couloir service deuil "
        "drame epreuve divorce moment passage depression"
    ),
    "gagne": words(
        "kg kilos poids cm force autonomie temps points qualite confiance dexterite "
        "change degres dioptries"
    ),
    "remporte": words("adhesion suffrages"),
    "eleve": words("ton voix seule niveau taux bilan debit"),
    "restaure": words("voie fonction equilibre volemie flux perfusion diurese sensibilite"),
    "disseque": words("artere plan carotide vaisseau muscle"),
    "dirige": words("regard malade aiguille"),
    "pilote": words("etude essai traitement projet"),
    "deterre": [],
    "desamorce": words("conflit situation crise"),
    "sculpte": [],
    "compose": [],
    "fonde": words("famille foyer"),
    "invente": [],
    "escalade": [],
    "gravi": [],
    "vole": [],
    "incendie": [],
    "sauve": [],
    "sabote": [],
    "chante": [],
    "defile": [],
    "arbitre": [],
    "cambriole": [],
}
_HAS = frozenset(words("a ai avait avaient ont aurait ayant avoir"))


def circumstance(doc: Doc, at: int) -> int:
    """Index after the noun of an uncommon circumstance that token `at` opens, or 0."""
    low = doc.tokens[at].low
    if low in _HURT:
        return _governed(doc, at, _BY, 6)
    if low in _STAYED:
        return _governed(doc, at, _BY, 4, lasting=True)
    if low in _DIED:
        return _governed(doc, at, _AMID, 1)
    if low in _FALL:
        return _governed(doc, at, _FROM, 2)
    if low in _ACCIDENTS:
        stop = _governed(doc, at, _FROM if low == "accident" else _AMID, 1)
        return stop if stop and doc.tokens[stop - 2].low.isalpha() else 0
    if low in _BORN:
        return _governed(doc, at, _IN, 2)
    if low in _RANKS:
        return _ranked(doc, at)
    if low in _DID:
        return _deed(doc, at)
    return 0


OPENERS = _HURT | _ACCIDENTS | _DIED | _STAYED | _FALL | _BORN | _RANKS | frozenset(_DID)


def _beside(doc: Doc, index: int) -> bool:
    return index < len(doc.tokens) and doc.gap(index) in (" ", "'", "-", "' ")


def _governed(
    doc: Doc, at: int, links: frozenset[str], reach: int, *, lasting: bool = False
) -> int:
    """Index after the uncommon noun that a link after token `at` governs, or 0.

    `lasting`: only where a length of time stands between ("tenu 4 jours dans une crevasse").
    """
    tokens = doc.tokens
    for link in range(at + 1, min(at + 1 + reach, len(tokens))):
        if not _beside(doc, link):
            return 0
        low = tokens[link].low
        if low in links:
            if lasting and link < at + 3:
                return 0  # no length of time between
            noun, many = _noun(doc, link + 1)
            if noun and doc.tokens[noun].low in _LOADS:
                return _loaded(doc, noun)
            return noun + 1 if noun and (many or _uncommon(doc, noun)) else 0
        if not (low in _SMALL_WORDS or low in _DETERMINERS or low in _BODY or low.isdigit()):
            return 0
    return 0


def _loaded(doc: Doc, noun: int) -> int:
    """Index after "camion de moisson", a common engine with an uncommon load; or 0."""
    load = noun + 2
    if load >= len(doc.tokens) or doc.tokens[noun + 1].low not in ("de", "d"):
        return 0
    if not (_beside(doc, noun + 1) and _beside(doc, load)):
        return 0
    return load + 1 if _uncommon(doc, load) else 0


def _noun(doc: Doc, at: int) -> tuple[int, bool]:
    """(Index of the noun at or after token `at`, whether a great number counts it), or (0, …)."""
    tokens, many = doc.tokens, False
    for i in range(at, min(at + 4, len(tokens))):
        if not _beside(doc, i) or age_begins(doc, i):
            return 0, False
        low = tokens[i].low
        if low.isdigit() or low in _NUMBERS:
            many |= not low.isdigit() or len(low) > 1
        elif low not in _DETERMINERS:
            return (i, many) if tokens[i].alpha else (0, False)
    return 0, False


def _uncommon(doc: Doc, at: int) -> bool:
    """Whether token `at` is a plain noun that neither medicine nor everyday falls need.

    After "un" or "une", a long word that no list of French knows is one too: "un céphalophe".
    """
    token = doc.tokens[at]
    low = token.low
    if low in _ALWAYS:
        return True
    if (
        low.endswith(_OF_MEDICINE)
        or low in _EVERYDAY
        or low in KIN
        or low in PATIENT
        or len(low) < 3
        or is_clinical(low)
    ):
        return False
    if token.cap and not doc.shouted:
        return False
    joined = at + 1 < len(doc.tokens) and doc.gap(at + 1) == "-"
    strange = doc.tokens[at - 1].low in ("un", "une") and (len(low) > 6 or joined)
    return word(low).common or strange


def _ranked(doc: Doc, at: int) -> int:
    """Index after "dernier sonneur de", "première femme chef", "seule habitante de", or 0."""
    tokens, role = doc.tokens, at + 1
    if not _beside(doc, role):
        return 0
    low = tokens[role].low
    job = any(not j.rest and "health" not in j.kind for j in lexicon().get(low, ()))
    if is_clinical(low) and low not in _ROLES:
        return 0
    if not (job or low in _ROLES) or not _beside(doc, role + 1):
        return 0
    after = tokens[role + 1].low
    if low in ("femme", "homme", "francais", "francaise", "fille", "garcon"):
        jobs = lexicon().get(after, ())
        return role + 2 if jobs else 0
    if after not in ("de", "d", "du", "des", "a", "au", "en") or not _beside(doc, role + 2):
        return 0
    noun = role + 2 + (tokens[role + 2].low in ("la", "l", "le"))
    if (
        noun >= len(tokens)
        or (is_clinical(tokens[noun].low) and not tokens[noun].cap)
        or tokens[noun].low in _EVERYDAY - _NEAR
    ):
        return 0
    return noun + 1


_NEAR = frozenset(words("france village region ville pays famille"))


_TEAM = frozenset(("on", "nous"))


def _deed(doc: Doc, at: int) -> int:
    """Index after the object of a deed that the patient or a relative did, or 0."""
    tokens = doc.tokens
    if at == 0 or tokens[at - 1].low not in _HAS or doc.gap(at) != " ":
        return 0
    if at > 1 and tokens[at - 2].low in _TEAM:
        return 0  # "on a disséqué la galéa": what the surgeons did
    noun, many = _noun(doc, at + 1)
    if not noun:
        noun, many = _noun(doc, at + 2) if _beside(doc, at + 1) else (0, False)
    if not noun or tokens[noun].low in _DID[tokens[at].low]:
        return 0
    if tokens[at].low in ("tue", "egorge", "assassine", "poignarde", "etrangle", "kidnappe"):
        return noun + 1
    return noun + 1 if many or _uncommon(doc, noun) or tokens[noun].cap else 0
