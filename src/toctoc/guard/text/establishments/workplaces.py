"""Employers told by the work before them: "soudeur chez Mécasud", "agent SNCF"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.establishments.firms import firm_end, listed, openings
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.jobs.occupations import lexicon as occupations
from toctoc.guard.text.places.gazetteer import match_articled, match_place
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

# words that say somebody works, learns, plays or serves somewhere
_WORKS = frozenset(
    words("""
    patron patronne employeur boulot job taf place travaille travaillait travaillant bosse bossait
    bossant embauche embauchee salarie salariee employe employee ouvrier ouvriere poste emploi
    stage stagiaire alternance alternant alternante apprenti apprentie apprentissage interim
    interimaire cdi cdd retraite retraitee ancien ancienne ex benevole benevolat enseigne exerce
    licencie licenciee joue jouait joueur joueuse pilier ailier demi gardien defenseur attaquant
    entraineur entraineuse coach pratique adherent adherente inscrit inscrite
    etudiant etudiante etudie etudiait eleve scolarise scolarisee lyceen lyceenne collegien
    collegienne ecolier interne terminale seconde premiere bts dut but licence master prepa these
    thesard doctorant cm1 cm2 ce1 ce2 cp maternelle militaire sert servait engage engagee
    embarque embarquee assure assuree adhesion contrat affilie affiliee mission missions
    detenu detenue incarcere incarceree ecroue cloitree moniale agent agente cadre chef
    chauffeur conducteur conductrice directeur directrice gerant gerante
    responsable commercial commerciale assistant assistante technicien technicienne operateur
    operatrice controleur controleuse pdg drh rh comptable secretaire
    """)
)
# a colleague's own: a place after one is where they care, found as a hospital or left alone
_CARE = frozenset(
    words("""
    medecin infirmier infirmiere ide kine kinesitherapeute psychologue pharmacien pharmacienne
    dentiste sage interne externe chirurgien chirurgienne ambulancier secretaire assistant
    """)
)
# between work and a capital: what follows is no workplace
_ELSEWHERE = frozenset(
    words("""
    suivi suivie suivis vu vue vus revu revue adresse adressee adresses hospitalise hospitalisee
    opere operee admis admise transfere transferee traite traitee consulte consultait ne nee
    habite habitant vit vivant demeurant reside domicilie domiciliee venu venue arrive arrivee
    sous avec sans presente presentait atteint atteinte porteur porteuse connu connue pris prise
    voyage sejour retour revient parti partie rentre rentree vacances origine originaire marie
    mariee mere pere fils fille allergique allergie expose exposee exposition brule brulee
    sensibilise
    diagnostic bilan avis sortie hier depuis apres
    """)
)
_AT = frozenset(words("chez via a la l le les au aux pour par sur"))
_OF = frozenset(words("de d du des"))
# whoever these are, "de X" is what they belong to
_BELONG = frozenset(
    words("""
    ancien ancienne ex retraite retraitee salarie salariee employe employee cadre ouvrier ouvriere
    directeur directrice gerant gerante patron pdg president presidente benevole joueur joueuse
    entraineur gardien pilier agent agente conducteur conductrice controleur stagiaire membre
    etudiant etudiante eleve chauffeur capitaine
    """)
)
_SMALL = frozenset(words("de du des d la le l les et aux en sur"))
# bodies that each department has
_EVERYWHERE = frozenset(words("caf cpam msa carsat ets sas snc sci crs sa ccas cci cma ifas"))
# what somebody is insured by, protected by or followed at work by
_COVER = frozenset(
    words("""
    mutuelle caisse tutelle curatelle mandataire prevoyance assurance assureur affilie affiliee
    affiliation regime prestataire spsti ssti spst sst interprete travail renforcee tuteur curateur
    """)
)
_GAMES = frozenset(("joue", "jouait", "pratique"))
_TRADE_ENDS = ("eur", "euse", "ier", "iere", "iste", "icien", "icienne", "trice")
_REACH = 7
_TIGHT = frozenset((" ", "-", "'", "  "))


@cache
def _uncapped() -> frozenset[str]:
    """First words that may name a workplace without a capital."""
    return openings("firm") | openings("letters") | openings("body")


def opens_workplace(low: str) -> bool:
    """Whether a folded word without a capital may open what `workplace` or `seat` finds."""
    return low in _uncapped() or low in _SEATS or low in ("centre", "maison")


@lru_cache(maxsize=8192)
def _works(low: str) -> bool:
    """Whether a folded word says that somebody works or learns."""
    if low in _WORKS:
        return True
    jobs = occupations().get(low, ())
    return any(job.kind != "health" for job in jobs)


def _lead(doc: Doc, at: int) -> str:
    """The nearest word of work before token `at` in its clause, or ""."""
    tokens = doc.tokens
    for j in range(at - 1, max(-1, at - 1 - _REACH), -1):
        low = tokens[j].low
        if low in _ELSEWHERE or low in v.TITLES:
            return ""
        if low == "cadre" and j and tokens[j - 1].low == "le":
            return ""  # "dans le cadre de l'HVC"
        if low == "terminale" and (not j or tokens[j - 1].low not in ("en", "classe", "de")):
            return ""  # "la portion terminale de la VMS"
        if low not in _CARE and _works(low) and not (tokens[j].cap and not doc.opens(j)):
            return low
        if doc.gaps[j] not in _TIGHT:
            return ""
    return ""


def workplace(doc: Doc, i: int) -> int:
    """Index after the organisation that begins at token `i`, said by the work before it; or 0."""
    token = doc.tokens[i]
    if not token.cap and token.low not in _uncapped():
        return 0
    before = doc.tokens[i - 1].low if i and doc.gap(i).strip() in ("", "'", '"', "«", "(") else ""
    if not before or doc.gap(i) == " (":
        apart = i and token.cap and doc.gap(i) in (", ", " (") and _trade(doc, i)
        return firm_end(doc, i, "firm") if apart and not lexicon.is_eponym(token.low) else 0
    stop = firm_end(doc, i, "firm")
    if stop and _firm(doc, i, stop, before):
        return _run(doc, i, stop) if token.cap and not doc.shouted else stop
    if not token.cap:
        return _lower_letters(doc, i, before)
    if doc.shouted:
        return 0
    if before in _COVER and doc.gap(i) in (" ", "  "):
        return _cover(doc, i)
    if token.upper and token.low in listed("letters"):
        medical = token.low in v.ACRONYMS or lexicon.is_acronym(token.low)
        reached = (before in _AT | _OF and not medical) or _lead(doc, i)
        return _run(doc, i, i + 1) if reached else 0
    body = token.upper and token.low in listed("body") - _EVERYWHERE
    if body and (before in _AT or token.low == "admr") and _lead(doc, i):
        return i + 1
    if before in ("du", "de", "la", "l") and any(
        t.low == "bord" for t in doc.tokens[max(0, i - 3) : i - 1]
    ):
        return _named(doc, i, before)  # "à bord du Suffren"
    lead = _lead(doc, i) if before in _AT or before in _OF else ""
    if before == "chez" and not lead:
        near = [t.low for t in doc.tokens[max(0, i - 5) : i - 1]]
        lead = next((w for w in near if w.endswith(_TRADE_ENDS) and len(w) > 5), "")
        if not _ELSEWHERE.isdisjoint(near) or (lead and lexicon.is_clinical(lead)):
            return 0
    if not lead and before == "chez" and _firm_words(doc, i):
        return _run(doc, i, i + 1)
    if not lead or (before in _OF and lead not in _BELONG):
        return 0
    stop = _named(doc, i, before)
    return 0 if lead in _GAMES and stop == i + 1 and not token.upper else stop


def _cover(doc: Doc, i: int) -> int:
    """Index after "Prevlink" in "SPSTI Prevlink", "APAJH 11" in "tutelle APAJH 11"; or 0."""
    token = doc.tokens[i]
    low = token.low
    known = lexicon.word(low)
    listed_here = low in listed("letters") or low in listed("body") or low in openings("firm")
    if low in v.TITLES or low in v.NOT_NAMES or not token.alpha or lexicon.is_clinical(low):
        return 0
    medical = low in v.ACRONYMS or lexicon.is_acronym(low)
    strange = not known.common and known.first < 2 and not medical and not eponym(doc, i)
    person = doc.tokens[i - 1].low in ("tuteur", "curateur", "mandataire") and not token.upper
    return _run(doc, i, i + 1) if listed_here or (strange and not person) else 0


def _lower_letters(doc: Doc, i: int, before: str) -> int:
    """ "technicien enedis", "pompier au sdis 35": letters without their capitals, beside work."""
    low, lead = doc.tokens[i].low, _lead(doc, i)
    if not lead or lexicon.word(low).common or low in v.ACRONYMS or lexicon.is_acronym(low):
        return 0
    if low in listed("letters"):
        return i + 1 if before in _AT or before == lead else 0
    figured = i + 1 < len(doc.tokens) and doc.tokens[i + 1].text.isdigit()
    figured = figured and doc.gap(i + 1) == " " and len(doc.tokens[i + 1].text) == 2
    return i + 2 if figured and low in listed("body") and before in _AT else 0


def _trade(doc: Doc, i: int) -> bool:
    """Whether a trade stands just before the comma: "agente d'escale, Servair"."""
    near = doc.tokens[max(0, i - 5) : i]
    return any(_works(t.low) or t.low.endswith(_TRADE_ENDS) for t in near)


def _firm_words(doc: Doc, i: int) -> bool:
    """Whether two capitals follow "chez" of which the first is a thing: "Levage Atlantique"."""
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) != " " or not doc.tokens[i + 1].cap:
        return False
    low, known = doc.tokens[i].low, lexicon.word(doc.tokens[i].low)
    thing = known.common and known.first < 2 and known.last < 4 and low not in v.TITLES
    return thing and low not in v.NOT_NAMES and not lexicon.is_clinical(low)


# public places of work that take their town's name
_SEATS = frozenset(
    words("""
    mairie commissariat caserne prison penitentiaire arret gendarmerie museum musee conservatoire
    zoo abbaye aeroport prefecture tribunal universite centrale campus casino port abattoir
    detention
    ville peloton carmel monastere couvent
    """)
)
_TWO_WORDS = {
    "penitentiaire": "centre",
    "arret": "maison",
    "detention": "centre",
    "centrale": "maison",
}


def seat(doc: Doc, i: int) -> int:
    """Index after "centre pénitentiaire de Ducos" where somebody works there, or 0."""
    low = doc.tokens[i].low
    if not i or doc.tokens[i].cap:
        return 0
    if low in ("centre", "maison") and i + 1 < len(doc.tokens):
        head = next((k for k in (i + 1, i + 2) if _head(doc, k, low)), 0)
    else:
        head = i if low in _SEATS and low not in _TWO_WORDS else 0
    if not head or (low == "ville" and i > 2 and _of_town(doc, i)):
        return 0
    boss = i > 1 and doc.tokens[i - 2].low in ("employeur", "employeuse")
    if not boss and (doc.tokens[i - 1].low not in _AT or not _lead(doc, i)):
        return 0
    at = head + 1
    while at < len(doc.tokens) and at - head < 4 and doc.gap(at) in (" ", "'"):
        token = doc.tokens[at]
        if token.cap and token.alpha:
            return _run(doc, at, at + 1) if at > head + 1 else 0
        if token.low not in _SMALL:
            return 0
        at += 1
    return 0


def _of_town(doc: Doc, i: int) -> bool:
    """ "une église de la ville de": the town that a thing is in, not one that employs."""
    before = doc.tokens[i - 3].low
    return doc.tokens[i - 2].low in ("de", "dans") and (before == "militaire" or not _works(before))


def _head(doc: Doc, k: int, low: str) -> bool:
    return k < len(doc.tokens) and _TWO_WORDS.get(doc.tokens[k].low) == low


def _firm(doc: Doc, i: int, stop: int, before: str) -> bool:
    """Whether a listed firm is meant: work leads to it, near enough for what else it may mean."""
    token, lead = doc.tokens[i], _lead(doc, i)
    if (lexicon.is_drug(token.low) and stop == i + 1) or f"{before} {token.low}" == "en o2":
        return False
    if stop > i + 1:
        plain = all(lexicon.word(t.low).common for t in doc.tokens[i:stop])
        near = token.cap or not plain or before == lead  # "facteur la poste"
        return (bool(lead) and near) or (before == "chez" and token.cap)
    if before in _AT or before in ("du", "de", "d", "en"):
        if not lead:
            return before == "chez" and token.cap and not lexicon.word(token.low).last
        known = lexicon.word(token.low)
        plain = known.common or known.first >= 3 or lexicon.place(token.low) is not None
        return token.cap or before == "chez" or not plain
    known = lexicon.word(token.low)
    plain = (known.common or known.first > 1 or known.last > 2) and not token.upper
    return bool(lead) and doc.tokens[i - 1].low == lead and not plain and len(token.low) > 2


def _named(doc: Doc, i: int, before: str) -> int:
    """Index after a name that no list holds, or 0 where the capital is something else's."""
    token = doc.tokens[i]
    low = token.low
    quoted = doc.gap(i).strip() in ('"', "«")
    article = low in v.ARTICLES
    if article and not (i + 1 < len(doc.tokens) and doc.tokens[i + 1].cap):
        return 0
    if low in v.TITLES or (low in v.NOT_NAMES and not article) or not token.alpha:
        return 0
    if len(low) < 2 or doc.is_exempt(token.start, token.end):
        return 0
    if token.upper and (low in v.ACRONYMS or lexicon.is_acronym(low) or len(low) < 3):
        return 0
    stop = _run(doc, i, i + 1)
    if match_place(doc, i) >= stop or match_articled(doc, i)[0] >= stop or _melted(doc, i, stop):
        return 0
    if (lexicon.region(low) is not None and stop == i + 1) or eponym(doc, i):
        return 0
    if (lexicon.is_drug(low) and stop == i + 1) or lexicon.is_species(low):
        return 0
    known = lexicon.word(low)
    if stop == i + 1 and not quoted:
        if (known.first >= 3 and not _sails(doc, i)) or low in openings("body"):
            return 0
        if before in ("le", "les") and not _sails(doc, i):
            return 0
        if token.upper:
            return stop
        return 0 if known.common and not _beside(doc, i, before) else stop
    if before == "chez" and known.first >= 2 and _surname(doc, i + 1):
        return 0  # "chez Jeanne Morel": somebody
    return 0 if lexicon.is_clinical(low) and known.common and before not in _AT else stop


def _surname(doc: Doc, at: int) -> bool:
    known = lexicon.word(doc.tokens[at].low)
    return not known.common and known.last > 0


def _sails(doc: Doc, i: int) -> bool:
    """Whether "sur le" leads to a ship: "marin sur le Mistral"."""
    return i > 1 and doc.tokens[i - 2].low == "sur" and doc.tokens[i - 1].low in v.ARTICLES


def _melted(doc: Doc, i: int, stop: int) -> bool:
    """Whether an article before the run makes it a town: "à la Rochelle"."""
    return i > 0 and doc.tokens[i - 1].low in v.ARTICLES and match_place(doc, i - 1) >= stop


def _beside(doc: Doc, i: int, before: str) -> bool:
    """Whether work stands right before "chez": "cariste chez Ficelle"."""
    return before == "chez" and i > 1 and _works(doc.tokens[i - 2].low)


def _run(doc: Doc, first: int, stop: int) -> int:
    """Index after the capitals that go on, small words and figures between them included."""
    at = stop
    while at < len(doc.tokens) and at - first < 8 and doc.gap(at) in (" ", "-", "'", " & ", "."):
        token, gap = doc.tokens[at], doc.gap(at)
        if gap == "." and len(doc.tokens[at - 1].text) > 1:
            break
        glued = gap in ("-", "'") and at == stop
        if glued or (token.cap and token.low not in v.TITLES):
            stop = at + 1
        elif token.low.isdigit() and at == stop and len(token.low) < 4:
            return stop + (1 if _closes(doc, at) else 0)
        elif token.low not in _SMALL:
            break
        at += 1
    return stop


def _closes(doc: Doc, at: int) -> bool:
    """Whether nothing that a figure counts follows token `at`: "Batir 36,", not "Batir 36 ans"."""
    end = doc.tokens[at].end
    return doc.text[end : end + 1] in ("", ",", ".", ";", ")", "\n") or doc.text[end : end + 2] in (
        " (",
        " :",
        " -",
    )
