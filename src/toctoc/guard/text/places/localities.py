"""Places that no gazetteer holds: a hamlet, a tribe, a quarter, a far village, after its marker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.places import cues, towns
from toctoc.guard.text.places.gazetteer import plain
from toctoc.guard.text.places.placefound import AGED, in_area
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

# after these (and "de", "du", "des"…) whatever is written with a capital is a place
_MARKERS = frozenset(
    words("""
    morne ravine habitation savane hameau hameaux lieu-dit lieudit dit tribu douar quartier
    faubourg village bourg commune dispensaire barrage arrondissement ilet ilot mairie gare
    plage cite bidonville squat campement prefecture sous-prefecture canton paroisse ferme mas
    domaine
    """)
)
_TOLD = frozenset(
    words("""
    vit vivent vivant vivait habite habitent habitant habitait domicilie domiciliee domicilies
    residant reside demeurant demeure originaire originaires natif native installe installee nee
    """)
)
_FLED = frozenset(("fuyant", "fui", "fuit", "quittant"))
_SETTLEMENTS = frozenset(
    words(
        "village hameau commune ville bourg bourgade localite douar ksar tribu quartier oasis ile"
    )
)
_PLAIN_MARKERS = frozenset(("lieu-dit", "lieudit", "dit", "tribu", "hameau", "douar"))
_LINKS = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "a", "sur", "au", "aux", "en", "s")
)
BEFORE_LOW = _TOLD | {"a", "de", "d", "dit", "lieudit"}
_MOST = 5
# endings of germs and drugs: "infection à Kingella", "à base de X"
_GERM = re.compile(
    r"(?:ella|coccus|bacter|bacteria|bacterium|monas|myces|plasma|vibrio|ium|ides|ia|us|ae|coli|cine|"
    r"stine|ide|ol|ine|azole|mab)\Z"
)
# beginnings of what a treatment, a germ or a score is said with
_DRUG_WORDS = tuple(
    words("""
    passag relai switch ajout allerg refract sensib resist associ second repon intoler trait expos
    contact infect positi negati anticorps serolog pneumo mening sept osteo arthr bact germe vaccin
    chang recour repris dose score egal superieur inferieur reaction imput attribu grace selon
    compar test virus maladie face liee suite fidel confront rappor
    """)
)
_TRADES = ("eur", "euse", "ier", "iere", "iste", "icien", "icienne", "trice")


def unknown_place(doc: Doc, i: int) -> int:
    """End index of the unknown place that token `i` opens, or 0."""
    token = doc.tokens[i]
    if not token.alpha or len(token.text) < 2:
        return 0
    if token.low in _LINKS and not (token.cap and _own_article(doc, i)):
        return 0
    if not token.cap:
        before = doc.tokens[i - 1].low if i else ""
        if before not in BEFORE_LOW:
            return 0
        if lexicon.starts_region(token.low) and _is_region(doc, i):
            return 0
        if _lower_marked(doc, i):
            return _lower_end(doc, i)
        return i + 1 if _told_lower(doc, i) else 0
    if lexicon.starts_region(token.low) and _is_region(doc, i):
        return 0
    if _own_article(doc, i):
        return _end(doc, i + 1)
    if not _spelled(token, doc):
        return 0
    if cues.labelled(doc, i):
        known = lexicon.word(token.low)
        return 0 if known.common or lexicon.is_clinical(token.low) else _end(doc, i)
    named = _marked(doc, i) or _bracketed(doc, i) or _at_unknown(doc, i) or _after_age(doc, i)
    named = named or (_in_area(doc, i) and _stranger(doc, i))
    return _end(doc, i) if named else 0


def _own_article(doc: Doc, i: int) -> bool:
    """Whether a short name with its article stands after "à": "muté à La Teste"."""
    if doc.tokens[i].text not in ("La", "Le", "Les") or i + 1 >= len(doc.tokens) or not i:
        return False
    noun = doc.tokens[i + 1]
    before = doc.tokens[i - 1]
    led = before.text in ("à", "À", "vers") or (before.low in _TOLD and before.low != "nee")
    led = led and doc.gap(i) == doc.gap(i + 1) == " "
    named = noun.cap and noun.alpha and not noun.upper and len(noun.text) > 3
    return led and named and not doc.shouted and noun.low not in towns.OWNERS


def _is_region(doc: Doc, i: int) -> bool:
    """Whether a country or an island is named there, which others look for."""
    name = ""
    for at in range(i, min(i + 4, len(doc.tokens))):
        name = f"{name} {doc.tokens[at].low}".strip()
        if lexicon.region(name) == "":
            return True
    return False


def _spelled(token: Token, doc: Doc) -> bool:
    """Whether the word can be a name: no grammar, no acronym, no drug."""
    if token.low in v.NOT_NAMES and doc.text.startswith("-", token.end):
        return not doc.shouted and doc.text[token.end + 1 : token.end + 2].isupper()
    if token.low in v.NOT_NAMES or lexicon.is_drug(token.low) or token.low in v.TITLES:
        return False
    return not (
        token.upper and (not doc.shouted and (len(token.text) < 5 or token.low in v.ACRONYMS))
    )


def _marked(doc: Doc, i: int) -> bool:
    """Whether a marker or a verb of living leads to token `i` through small words."""
    at, hops = i - 1, 0
    preposition = False
    while (
        at >= 0 and hops < 4 and doc.gap(at + 1) in (" ", "'", " : ", ": ", ' "', " «", " « ", "-")
    ):
        low = plain(doc, at)
        if low in _MARKERS:
            if doc.shouted and lexicon.word(doc.tokens[i].low).common:
                return low in _PLAIN_MARKERS
            return low != "dit" or (at > 0 and doc.tokens[at - 1].low == "lieu")
        if low == "ne" and doc.tokens[at].text not in ("né", "Né"):
            return False
        if low in _TOLD or low in _FLED:
            led = preposition or (not hops and (low in _FLED or low.startswith("habit")))
            return led and (_stranger(doc, i) or _compound(doc, i))
        if low not in _LINKS and low not in ("ville", "seul", "seule", "actuellement"):
            return False
        preposition |= low in ("a", "de", "d", "sur", "au")
        at -= 1
        hops += 1
    return False


def _compound(doc: Doc, i: int) -> bool:
    """ "à Fonds-Sarail": two capitals that a hyphen joins."""
    token = doc.tokens[i]
    joined = (
        doc.text.startswith("-", token.end) and doc.text[token.end + 1 : token.end + 2].isupper()
    )
    return joined and not doc.shouted and not eponym(doc, i) and lexicon.word(token.low).first < 3


def _at_unknown(doc: Doc, i: int) -> bool:
    """ "orpailleur à Dorlin", "marché de Dantokpa": a capital that no list knows, well led."""
    token = doc.tokens[i]
    if token.upper or doc.shouted or doc.opens(i) or len(token.text) < 3:
        return False
    if _compound(doc, i) and (cues.cue(doc, i) == cues.LIVES or token.low in ("saint", "sainte")):
        return cues.cue(doc, i) >= cues.AT
    if _vouched(doc, i):
        return True
    if not _stranger(doc, i):
        return False
    if doc.final and _plainly_at(doc, i):
        return True
    if not stranger(token, lexicon.word(token.low), 4) or _GERM.search(token.low):
        return False
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    if after is not None and lexicon.is_species(after.low):
        return False
    at = bool(i) and doc.tokens[i - 1].text in ("à", "À") and doc.gap(i) == " "
    if at and doc.final and not _about_drug(doc, i):
        return True
    trade = i > 1 and doc.tokens[i - 2].low.endswith(_TRADES)
    return cues.cue(doc, i) == cues.LIVES or (at and trade)


def _plainly_at(doc: Doc, i: int) -> bool:
    """ "apprentie coiffeuse à Dan": after "à", a capital that is no drug, no germ, no score."""
    token = doc.tokens[i]
    if not i or doc.tokens[i - 1].text != "à" or doc.gap(i) != " " or _about_drug(doc, i):
        return False
    if lexicon.is_acronym(token.low) or lexicon.is_clinical(token.low) or not token.alpha:
        return False
    if lexicon.place(token.low) is not None:  # already judged
        return False
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    measured = after is not None and doc.gap(i + 1) == " " and not after.alpha
    species = after is not None and lexicon.is_species(after.low)
    return not (measured or species) and not _GERM.search(token.low)


def _vouched(doc: Doc, i: int) -> bool:
    """ "vivant à Dinant": after these words a capital is a place, an ordinary word's too."""
    token = doc.tokens[i]
    if i < 2 or doc.tokens[i - 1].text != "à" or doc.gap(i) != " " or eponym(doc, i):
        return False
    near = {t.low for t in doc.tokens[max(0, i - 3) : i - 1]}
    return not near.isdisjoint(_TOLD) and not lexicon.is_clinical(token.low)


def _about_drug(doc: Doc, i: int) -> bool:
    """Whether a treatment or a cause is spoken of: "passage à Kineret", "résistant à X"."""
    for back in range(i - 2, max(-1, i - 7), -1):
        if any(c in ".;:!?\n()" for c in doc.gap(back + 1)):
            return False
        if doc.tokens[back].low.startswith(_DRUG_WORDS):
            return True
    return False


def _after_age(doc: Doc, i: int) -> bool:
    """ "Hina, 3 sem, Hakahau, RAA": a capital alone between commas, after an age."""
    token = doc.tokens[i]
    if not doc.final or doc.gap(i) not in (", ", " (") or doc.shouted:
        return False
    end = doc.tokens[_end(doc, i) - 1].end
    if doc.text[end : end + 1] not in (",", ")", "."):
        return False
    alone = stranger(token, lexicon.word(token.low)) or _compound(doc, i)
    near = {t.low for t in doc.tokens[max(0, i - 5) : i]}
    told = AGED.search(doc.low[max(0, token.start - 12) : token.start])
    return alone and (told is not None or not near.isdisjoint(_SETTLEMENTS))


def _in_area(doc: Doc, i: int) -> bool:
    """ "Mackay (Queensland)": an area alone between brackets after the name says what it is."""
    return not doc.shouted and in_area(doc, _end(doc, i))


def _told_lower(doc: Doc, i: int) -> bool:
    """ "habite poroani", "originaire de tsararano": typed without a capital, known to no list."""
    if not i or doc.gap(i) not in (" ", "'"):
        return False
    token = doc.tokens[i]
    back = i - 1
    if doc.tokens[back].low in ("a", "de", "d"):
        back -= 1
    if back < 0 or doc.tokens[back].low not in _TOLD or doc.tokens[back].low == "ne":
        return False
    return len(token.text) > 4 and stranger(token, lexicon.word(token.low))


def _bracketed(doc: Doc, i: int) -> bool:
    """Whether only this stands between brackets after somebody's title: "Dr Chappuis (Oex)"."""
    if doc.gap(i) != " (" or doc.tokens[i].upper or not _stranger(doc, i):
        return False
    end = doc.tokens[_end(doc, i) - 1].end
    near = [t.low for t in doc.tokens[max(0, i - 4) : i - 1]]
    return doc.text.startswith(")", end) and any(
        v.TITLES.get(low) == "care" or low == "dr" for low in near
    )


def _stranger(doc: Doc, i: int) -> bool:
    """Whether the word is no first name, no region, no common word."""
    token = doc.tokens[i]
    known = lexicon.word(token.low)
    return not (
        known.common
        or known.first >= 3
        or lexicon.region(token.low) is not None
        or eponym(doc, i)
        or (doc.shouted and cues.cue(doc, i) < cues.LIVES)
    )


def _end(doc: Doc, i: int) -> int:
    """The capitals that follow, small words between two of them included."""
    stop = i + 1
    at = stop
    while at < len(doc.tokens) and at - i < _MOST:
        token = doc.tokens[at]
        if doc.gap(at) not in (" ", "-", "'"):
            break
        if doc.gap(at) == " " and token.low not in _LINKS and lexicon.is_clinical(token.low):
            break  # "à Kahemba Connaissance de la maladie": a title begins
        if at > stop and doc.tokens[at - 1].low == "a" and lexicon.place(token.low) is not None:
            break  # "quartier Belsunce à Marseille": two places
        if token.cap and token.alpha and token.low not in v.TITLES:
            stop = at + 1
        elif token.low not in _LINKS and doc.gap(at) != "-":
            break
        at += 1
    return stop


def _lower_marked(doc: Doc, i: int) -> bool:
    """ "au lieu dit kergoat bihan": markers that only a name follows."""
    if doc.gap(i) != " " or not i:
        return False
    low = doc.tokens[i - 1].low
    lieu = low == "dit" and i > 1 and doc.tokens[i - 2].low == "lieu"
    return lieu or low == "lieudit"


def _lower_end(doc: Doc, i: int) -> int:
    """One word, and the next ones while no list knows them."""
    stop = i + 1
    while stop < len(doc.tokens) and stop - i < 3 and doc.gap(stop) in (" ", "-", "'"):
        known = lexicon.word(doc.tokens[stop].low)
        if known.common and doc.gap(stop) == " ":
            break
        stop += 1
    return stop
