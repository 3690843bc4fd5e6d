"""Names after whatever role a form gives: "Requérant : Chabrol", "Secrétaire de séance : Ducrocq".

The roles are not listed: a word before the colon that ends as those of people do is one, unless it
is known for a thing. What follows must stand alone and be no word of medicine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namewords import is_acronym, nameable, plausible
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit, Token
    from toctoc.guard.text.names.namefinder import Finder

_COLON = re.compile(r"(?<=[^\W\d_])[ .…_]{0,30}(?: ?\([^\W\d_]{1,9}\))? ?:[ \t]{0,8}(?=[^\W\d_])")
_ENDINGS = (
    *("ant", "ante", "eur", "euse", "trice", "iste", "ier", "iere", "ien", "ienne", "aire"),
    *("ologue", "iatre", "oin", "icole", "logue", "ectrice", "tuteur"),
)
_OTHERS = frozenset(
    words("conseil avocat avocate sapiteur chauffeur iao psy cadre expert collegues vu valide")
)
_THINGS = frozenset(
    words("""
    dernier premier facteur moniteur calendrier dossier courrier quartier chantier commentaire
    laboratoire itineraire horaire formulaire questionnaire inventaire anterieur posterieur
    superieur inferieur interieur exterieur couleur douleur longueur largeur hauteur valeur vecteur
    moteur detecteur capteur traceur tumeur rougeur paleur ordinateur marqueur inhibiteur important
    constant courant montant pendant avant suivant restant fabricant fournisseur distributeur
    commentaires glossaire sommaire papier cahier metier escalier clavier fichier contenant
    complementaire primaire secondaire tertiaire oculaire vasculaire cardiovasculaire pulmonaire
    alimentaire urinaire biliaire articulaire ganglionnaire musculaire neuromusculaire vestibulaire
    ordinaire volontaire necessaire precaire solidaire diluant colorant anticoagulant traitement
    antiagregant saignant stimulant vomissant evoluant associant comprenant pansement levier
    respirateur defibrillateur stimulateur generateur connecteur catheter appareil injecteur
    ascenseur secteur vapeur ampleur odeur tremblement raideur lenteur lourdeur pesanteur minceur
    erreur malheur fraicheur chaleur saveur ardeur maigreur
    """)
)
_CLOSED = re.compile(r"[ \t]*(?:\Z|[\n,;.()/|0-9+]|-|–| {2,}|et\b|\t)")
_INNER = frozenset((" ", "-", "'", " - "))
_LABEL = 5  # words of a label
_NAME = 4  # words of a name


def labelled(finder: Finder) -> Iterator[Hit]:
    """What stands alone after a role and a colon, at publication."""
    doc = finder.doc
    if not doc.final or doc.shouted or ":" not in doc.text:
        return
    for match in _COLON.finditer(doc.text):
        first = doc.index_at(match.end())
        if not _role(doc, doc.index_at(match.start()) - 1):
            continue
        while first + 1 < len(doc.tokens) and doc.tokens[first].low in v.TITLES:
            first += 1
        stop = _run(finder, first)
        if stop:
            yield finder.hit(first, stop, contestable=True)


def _role(doc: Doc, last: int) -> bool:
    """Whether the label that ends at token `last` says what somebody does."""
    for at in range(last, max(-1, last - _LABEL), -1):
        low = doc.tokens[at].low
        if low in _THINGS or low.isdigit():
            return False
        if low in _OTHERS or low in v.BEARERS or (len(low) > 5 and low.endswith(_ENDINGS)):
            return True
        if doc.gap(at) not in (" ", "'", "-", "’"):
            return False
    return False


def _run(finder: Finder, first: int) -> int:
    """Index after the name that begins at token `first` and stands alone there, or 0."""
    doc, tokens = finder.doc, finder.doc.tokens
    at, sure = first, False
    while at < len(tokens) and at - first < _NAME and not finder.taken[at]:
        token = tokens[at]
        if at > first and doc.gap(at) not in _INNER:
            break
        particle = token.low in v.PARTICLES and (at > first or token.cap)
        named = not particle and token.cap and (nameable(token) if sure else _free(token))
        if not (particle or named):
            break
        sure |= named
        at += 1
    while at > first and not tokens[at - 1].cap:
        at -= 1
    if not sure or not _CLOSED.match(doc.text, tokens[at - 1].end):
        return 0
    return at


def _free(token: Token) -> bool:
    """Whether a capital may be anybody: no word, no drug, no disease, no sign, no acronym."""
    low = token.low
    if not token.alpha or len(low) < 3 or low in v.NOT_NAMES or low in v.TITLES:
        return False
    if low in v.BEARERS or low in v.ACRONYMS or is_acronym(token):
        return False
    if lexicon.is_drug(low) or lexicon.is_species(low) or lexicon.is_eponym(low):
        return False
    known = lexicon.word(low)
    if known.common or lexicon.is_clinical(low):
        floor = 4 if lexicon.is_clinical(low) else 3
        return known.first >= 3 or known.last >= floor
    return known.first >= 2 or known.last >= 2 or lexicon.place(low) is None


def bridged(finder: Finder) -> Iterator[Hit]:
    """ "OLIVEIRA [DA] COSTA": a particle between two words that were found to be names."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in range(1, len(tokens) - 1):
        if finder.taken[i] or tokens[i].low not in v.PARTICLES:
            continue
        if not (finder.named[i + 1] and doc.gap(i) == doc.gap(i + 1) == " "):
            continue
        loud = doc.final and tokens[i].upper and tokens[i - 1].upper and not doc.shouted
        if finder.named[i - 1]:
            yield finder.hit(i, i + 1, contestable=True)
        elif loud and not finder.taken[i - 1] and plausible(tokens[i - 1]):
            yield finder.hit(i - 1, i + 1, contestable=True)
