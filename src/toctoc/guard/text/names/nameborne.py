"""Names after who bears them: "pte Dupont", "chez les Martin", "dossier de Nadège"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym, headed
from toctoc.guard.text.names.namehints import aged, solo_disease, stranger
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.namewords import is_acronym, lower_ok, person_after, plausible, word_ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.lexicon import Word
    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder


_DOCTORS = frozenset(
    (
        "anesthesiste",
        "chirurgien",
        "cardiologue",
        "pediatre",
        "gynecologue",
        "neurologue",
        "gendarme",
    )
)
_RELATED = v.KIN | v.ROLES
_CORPS = frozenset(("medecin", "pharmacien", "infirmier", "infirmiere", "veterinaire"))
_CORPS_RANKS = frozenset(("principal", "principale", "chef", "major", "lieutenant", "capitaine"))
_FAMILIAR = v.FAMILY | v.PATIENTS | v.ROLES | _DOCTORS | {"dossier"}
_NO_ONE = v.NOT_NAMES | v.ACRONYMS
_OWN = frozenset(
    ("sa", "son", "sœur", "soeur", "ma", "mon", "leur", "la", "le", "notre", "petit", "petite")
)
_ABBREVIATED = frozenset(
    ("conf", "confr", "pt", "pte", "pat", "adj", "amb", "inf", "brig", "sgt", "cpl", "educ", "ped")
)
_CLOSERS = frozenset((",", ".", ")", "(", ";"))
_DUTY = frozenset(("garde", "astreinte", "service", "salle", "nuit", "bloc", "secteur"))
_THEIRS = frozenset(("l", "ses", "mes", "leurs", "un", "une", "cet", "cette"))
_GAPS = frozenset((" ", " : ", ": ", ":", "  ", " (", " :", " = "))


_GERMAN = frozenset(("germain", "germaine"))


def kin(finder: Finder) -> Iterator[Hit]:
    """ "patient Dupont", "sa fille Emma", "frère jumeau Tom", "interne : Durand"."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.among(v.BEARERS):
        token, at = tokens[i], i + 1
        if at == len(tokens):
            continue
        ranked = token.low in _RELATED or (token.low in _CORPS and tokens[at].low in _CORPS_RANKS)
        if ranked and tokens[at].low in v.BETWEEN | _CORPS_RANKS and at + 1 < len(tokens):
            at += 1
        if tokens[at].low in _GERMAN and (doc.shouted or not tokens[at].cap):
            continue  # "mariée à son cousin germain"
        if tokens[at].low in ("de", "d") and at + 2 < len(tokens) and ":" in doc.gap(at + 2):
            at += 2 * (tokens[at + 1].low in _DUTY)  # "Interne de garde : Zied"
        if tokens[at].text.isdigit() and at + 1 < len(tokens) and ":" in doc.gap(at + 1):
            at += 1  # "Parent 2 : MENSAH Derrick"
        if finder.taken[at] or not _leads(finder, i, at):
            continue
        start = at
        while at + 2 < len(tokens) and tokens[at].low in v.PARTICLES:
            if not tokens[at].cap and ":" not in doc.gap(start):
                break
            at += 1  # "MAR : de la Bretesche"
        after = tokens[at]
        if not after.cap:
            stop = _lower_pair(finder, at) or (doc.final and _lower_kin(finder, i, at)) or 0
            if stop:
                yield finder.hit(at, stop)
            continue
        ill = token.low in ("patient", "patiente", "pt", "pte", "pts") and solo_disease(doc, at)
        strong = token.low in ("dossier", "famille", "affaire") or aged(doc, at)
        strong = strong and lexicon.word(after.low).last >= 3 and not headed(doc, at)
        if ill or not _borne(finder, i, at) or (eponym(doc, at) and not strong):
            continue
        end, real = name_run(doc, at, lower=False)
        if real or _bare_role(finder, i, at) or lexicon.word(after.low).first == 4:
            yield finder.hit(start if tokens[start].cap else at, max(end, at + 1))


def _leads(finder: Finder, i: int, at: int) -> bool:
    """Whether nothing but a space or a colon stands between the bearer and the name."""
    doc = finder.doc
    gap, bearer = doc.gap(at), doc.tokens[i].low
    if gap in _GAPS:
        return at == i + 1 or doc.gap(i + 1) == " "  # also a number
    if gap == ", " and bearer in _RELATED and doc.final and not doc.shouted:
        token, known = doc.tokens[at], lexicon.word(doc.tokens[at].low)
        apart = doc.text[token.end : token.end + 1] in (",", " ", ".", ")")
        return token.cap and known.first >= (3 if known.common else 2) and apart
    return gap == ". " and bearer in _ABBREVIATED


def _borne(finder: Finder, i: int, at: int) -> bool:
    """Whether the word at `at` can be the name of the bearer `i` ("pte", "famille")."""
    doc, after = finder.doc, finder.doc.tokens[at]
    bearer = doc.tokens[i].low
    known = lexicon.word(after.low)
    old = aged(doc, at)
    if _bare_role(finder, i, at):
        return True
    if (":" in doc.gap(at) and _short(doc, at)) or (
        bearer in v.KIN and known.first == 4 and not after.upper and after.low not in v.NOT_NAMES
    ):
        return True
    if not word_ok(after) or (is_acronym(after) and not (old and known.first >= 3)):
        return False
    if known.common:
        floor = 2 if old else 3 if bearer in v.FAMILY and not doc.shouted else 9
        return known.first >= 3 or known.last >= floor
    if known.first or known.last:
        return True
    if bearer in v.KIN and doc.final and not doc.shouted:
        return _unlisted(doc, at)
    called = bearer in v.PATIENTS or bearer in v.ROLES or bearer in ("affaire", "dossier")
    return (doc.final or old) and called and stranger(after, known)


def _unlisted(doc: Doc, at: int) -> bool:
    """Whether a capital that no list knows, right after a relative, is a first name."""
    token = doc.tokens[at]
    if token.upper or doc.opens(at) or lexicon.is_clinical(token.low):
        return False
    return len(token.text) > 2 and not (lexicon.is_drug(token.low) or lexicon.is_eponym(token.low))


def _short(doc: Doc, at: int) -> bool:
    """ "Enfant : BÂ Fatimata": a surname of two or three capitals before a first name."""
    tokens = doc.tokens
    if at + 1 >= len(tokens) or not tokens[at].upper or doc.gap(at + 1) != " ":
        return False
    after = tokens[at + 1]
    first = after.cap and not after.upper and lexicon.word(after.low).first >= 2
    return first and lexicon.word(tokens[at].low).last >= 2


def _bare_role(finder: Finder, i: int, at: int) -> bool:
    """ "OPJ Maréchal", "anesthésiste Sauvage": a common word that is a surname."""
    doc, after = finder.doc, finder.doc.tokens[at]
    if not doc.final or doc.shouted or after.upper or after.low in _NO_ONE:
        return False
    known = lexicon.word(after.low)
    bearer = doc.tokens[i].low
    glued = doc.gap(at) == " " and known.common and not lexicon.is_drug(after.low)
    if glued and bearer in v.KIN and i and not doc.opens(at):
        lead = doc.tokens[i - 1].low
        return (lead in _OWN and any(known[:2])) or (lead in _THEIRS and known.first >= 1)
    return glued and bearer in v.ROLES and known.last >= 3


def _lower_kin(finder: Finder, i: int, at: int) -> int:
    """End of a lower-case name after its bearer: "sa fille lucette", "le fils morel", or 0."""
    doc, tokens = finder.doc, finder.doc.tokens
    token, bearer = tokens[at], tokens[i].low
    known = lexicon.word(token.low)
    if len(token.text) < 3 or token.low in v.NOT_NAMES or token.low in v.ACRONYMS:
        return 0
    if doc.gap(at) != " ":
        named = bearer in v.KIN and doc.gap(at) in (": ", " : ") and _ends(doc, at)
        return at + 1 if named and plausible(token) and max(known[:2]) >= 1 else 0
    if eponym(doc, at) or lexicon.is_drug(token.low) or token.low in v.ADJECTIVES:
        return 0
    double = at + 1 < len(tokens) and doc.gap(at + 1) == "-" and known.first >= 3
    named = known.first >= 3 and not known.common
    if known.first == 4 and known.common and token.low not in v.BEARERS:
        named = aged(doc, at) or bool(v.PERSON_AFTER.match(doc.low, token.end)) or _ends(doc, at)
        named = named and token.low != "rose"
    if double:
        named = named or lexicon.word(tokens[at + 1].low).first >= 3
    family = bearer in _FAMILIAR and plausible(token)
    if not named and not (family and known.last >= 2 and len(token.text) > 3):
        return at + 1 if _unheard(doc, at, bearer, known) else 0
    end, _ = name_run(doc, at, lower=True)
    end = max(end, at + 2 if double else at + 1)
    if end < len(tokens) and len(tokens[end].text) == 1 and tokens[end].alpha:
        return end + (doc.gap(end) == " " and (_ends(doc, end) or aged(doc, end)))
    return end


def _unheard(doc: Doc, at: int, bearer: str, known: Word) -> bool:
    """ "la mere lenuta a 18 ans", "pt rossignol 58 ans": what follows says that it is a name."""
    token = doc.tokens[at]
    if lexicon.is_clinical(token.low):
        return False
    if known.common:
        thing = token.low in v.ADJECTIVES or token.low in v.BEARERS
        said = aged(doc, at) if bearer in v.PATIENTS else bearer in _DOCTORS and _ends(doc, at)
        return known.last >= 4 and not thing and said
    person = (aged(doc, at) or person_after(doc, at)) and token.text[-1] not in "és"
    return bearer in v.KIN and person and stranger(token, known)


def _ends(doc: Doc, i: int) -> bool:
    """Whether the sentence or its part ends after token `i`."""
    return doc.text[doc.tokens[i].end : doc.tokens[i].end + 1] in (
        "",
        ",",
        ".",
        ")",
        "\n",
        ";",
        "(",
    )


def _lower_pair(finder: Finder, i: int) -> int:
    """End of "bernard lefebvre", a usual first name then a surname in lower case, or 0."""
    doc = finder.doc
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) != " ":
        return 0
    one, two = doc.tokens[i], doc.tokens[i + 1]
    a, b = lexicon.word(one.low), lexicon.word(two.low)
    if a.first < 3 + a.common or b.common or max(b.last, b.first) < 2:
        return 0
    fine = not (eponym(doc, i) or eponym(doc, i + 1)) and lower_ok(doc, two)
    return i + 2 if fine else 0


def apposed(finder: Finder) -> Iterator[Hit]:
    """ "son frère aîné, Adriaan, a été", "une sœur de 9 mois, Lila (6 ans)": set off by commas."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final and not doc.shouted else ():
        token = tokens[i]
        if not i or finder.taken[i] or doc.gap(i) != ", " or is_acronym(token):
            continue
        stop = _apposed_end(finder, i)
        if doc.text[tokens[stop - 1].end : tokens[stop - 1].end + 2].strip() not in _CLOSERS:
            continue
        known = lexicon.word(token.low)
        floor = 2 if tokens[i - 1].low in v.KIN else 3
        if not (plausible(token) or known.first >= floor) or eponym(doc, i):
            continue
        start = tokens[max(0, i - 8)].start
        said = max(doc.text.rfind(c, start, token.start) for c in ".;:!?\n")
        lead = [t.low for t in tokens[max(0, i - 8) : i] if t.start > said]
        if any(w in v.KIN or w in v.PATIENTS or w in v.ROLES for w in lead):
            yield finder.hit(i, stop, contestable=True)


def _apposed_end(finder: Finder, i: int) -> int:
    """End of "Domèbèimwin Da", a first name and what may be its surname."""
    doc, tokens = finder.doc, finder.doc.tokens
    if i + 1 >= len(tokens) or doc.gap(i + 1) != " " or finder.taken[i + 1]:
        return i + 1
    after = tokens[i + 1]
    fits = after.cap and after.alpha and len(after.text) > 1 and not is_acronym(after)
    fits = fits and (any(lexicon.word(after.low)[:2]) or plausible(after))
    return i + 2 if fits and after.low not in v.NOT_NAMES and after.text[1:].islower() else i + 1


def households(finder: Finder) -> Iterator[Hit]:
    """ "chez les Martin"."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in [at + 2 for at in doc.among(("chez",)) if at + 2 < len(tokens)]:
        if tokens[i - 1].low != "les" or finder.taken[i]:
            continue
        token, known = tokens[i], lexicon.word(tokens[i].low)
        if not token.cap or doc.shouted or is_acronym(token) or not word_ok(token):
            continue
        if (known.last >= 1 and not known.common) or stranger(token, known):
            yield finder.hit(i, i + 1)


def owned(finder: Finder) -> Iterator[Hit]:
    """ "tt de Gautier", "résultats de Nadège", at publication."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or doc.shouted:
        return
    for i in [at + 2 for at in doc.among(v.OWNED_OF) if at + 2 < len(tokens)]:
        if tokens[i - 1].low not in ("de", "d"):
            continue
        token, known = tokens[i], lexicon.word(tokens[i].low)
        if finder.taken[i] or not token.cap or is_acronym(token) or not word_ok(token):
            continue
        usual = known.first == 4 and len(token.text) > 4
        if (known.common and not usual) or max(known[:2]) < 2 or eponym(doc, i):
            continue
        spot = lexicon.place(token.low)
        if lexicon.is_eponym(token.low) or (spot is not None and spot.population >= 2000):
            continue
        end, _ = name_run(doc, i, lower=False)
        yield finder.hit(i, max(end, i + 1), contestable=True)
