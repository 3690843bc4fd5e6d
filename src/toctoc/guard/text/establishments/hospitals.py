"""Hospitals, clinics, homes and schools by name; famous hospitals without the word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.establishments import hospital_kinds as kinds
from toctoc.guard.text.establishments.care_places import CARE_KINDS, acronym_end, care_end
from toctoc.guard.text.establishments.hospital_listed import listed_end
from toctoc.guard.text.establishments.hospital_names import name_end, name_start
from toctoc.guard.text.establishments.labelled_places import find_labelled
from toctoc.guard.text.exceptions import headed
from toctoc.guard.text.places import cues
from toctoc.guard.text.places.gazetteer import match_place, name_of, plain
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_LEADS = frozenset(
    words("""
    a aux de d la sur du l vers urgences urg au via appelle rea reanimation hospit transfert par
    puis suivi suivie opere operee rdv samu greffe greffee
    """)
)
_LEADERS = kinds.LOCAL | frozenset(kinds.KINDS) | CARE_KINDS | {"site"}
_CAPITALS = re.compile(r"(?:ch|gh|epsm|hia)[a-z]{1,4}")
_DOTTED = re.compile(
    r"\b(?:C\. ?H\.(?: ?[URSI]\.){0,2}|G\. ?H\. ?U?\.?|H\. ?I\. ?A\.|Cl\."
    r"|E\. ?H\. ?P\. ?A\. ?D\.)(?= )"
)
_NTH = re.compile(r"\d{1,3}(?:e|eme|er|re)")
# what a hospital does in a colleague's mouth: "Purpan complet", "Mondor dit pas de place"
_SPEAKS = frozenset(
    words("""
    dit disent complet sature sont refuse refusent propose proposent repond rappelle rappellent me
    m ne n nous veut veulent peut prend prendra plein injoignable deborde debordes injoignables ok
    demande demandent conseille donne recuse accepte acceptent renvoie reprend ferme adresse
    """)
)
_TOWARDS = frozenset(
    words("transfert mutation hospit rdv suivi suivie urg urgences rea via avis vu vue")
)
_SOCIAL = frozenset(
    words("ase pjj aemo dac cpts ars caf msa cpam jaf opj sdis spip ofii cmi mda uap")
)
_CARED = frozenset(
    words("""
    suivi suivie suivis vu vue revu revue adresse adressee hospitalise hospitalisee transfere
    transferee opere operee admis admise appareille appareillee dialyse dialysee mute mutee
    transfert patient patiente infirmier infirmiere medecin envoye envoyee appareillage suivi
    consultation reeducation hospitalisation sejour dialyse admission prise
    """)
)
_SPOKEN = frozenset(("echo", "aura"))
# units named with the hospital they belong to: "CECOS de l'hôpital Couple-Enfant"
_UNITS = frozenset(words("cecos usmp ucsa umj cpdpn cegidd crcm caarud"))
_LEARNED = frozenset(words("national nationale francais francaise americain royal europeen de"))
_NO_HOSPITAL = frozenset(
    (
        "chu",
        "chr",
        "chru",
        "chs",
        "chc",
        "chop",
        "chir",
        "chg",
        "chi",
        "ght",
        "ghu",
        "ghb",
        "chl",
        "chez",
        "chd",
    )
)


def find_hospitals(doc: Doc) -> Iterator[Hit]:
    """Hospitals, clinics, homes and schools by name; famous hospitals without the word."""
    for match in _DOTTED.finditer(doc.text):
        index = doc.index_at(match.end())
        link = ""
        while index < len(doc.tokens) and doc.tokens[index].low in kinds.LEADS:
            link, index = doc.tokens[index].low, index + 1
        clinic = match.group() == "Cl."
        if index >= len(doc.tokens) or (clinic and not doc.tokens[index].cap):
            continue
        home = match.group().startswith("E")
        stop = name_end(doc, index, link, "clinique" if clinic else "ehpad" if home else "ch")
        if stop:
            instead = "une clinique" if clinic else "un EHPAD" if home else "un hôpital"
            yield _hit(match.start(), doc.tokens[stop - 1].end, instead)
    for index, stop in find_labelled(doc):
        yield _hit(doc.tokens[index].start, doc.tokens[stop - 1].end, "un centre de soins")
    end, listed = 0, lexicon.hospital_openings()
    for i, token in enumerate(doc.tokens):
        if i < end:
            continue
        low = token.low if token.alpha and token.low[0] != "l" else plain(doc, i)
        if not (low in _LEADERS or token.upper or low in listed):
            continue
        if low == "site":
            stop = _site(doc, i)
            if stop:
                end = stop
                yield _hit(token.start, doc.tokens[stop - 1].end, "un hôpital")
            continue
        wording = kinds.KINDS.get(low)
        whole = care_end(doc, i) if low in CARE_KINDS else 0
        if whole:
            end = max(whole, _named(doc, i, low) if wording else 0)
            first = doc.tokens[_before(doc, i)]
            yield _hit(first.start, doc.tokens[end - 1].end, wording or "un centre de soins")
            continue
        if low in kinds.LOCAL:
            yield from _local(doc, i)
            continue
        if wording is not None:
            stop = _named(doc, i, low)
            if stop:
                end = stop
                lab = low == "labo" and not token.cap and doc.gap(i + 1) == " "
                bare = lab and doc.tokens[i + 1].low not in kinds.LEADS | kinds.DESCRIPTORS
                first = doc.tokens[i + 1 if bare else _before(doc, i)]
                yield _hit(first.start, doc.tokens[stop - 1].end, wording)
                continue
        if token.alpha and (len(low) > 1 or doc.gap(min(i + 1, len(doc.gaps) - 1)) == "'"):
            stop = _famous(doc, i, end) or max(_capitals(doc, i), acronym_end(doc, i))
            if stop:
                end, first = stop, doc.tokens[_before(doc, i)]
                yield _hit(first.start, doc.tokens[stop - 1].end, "un hôpital")


def _hit(start: int, end: int, wording: str) -> Hit:
    return Hit(
        start, end, Category.HOSPITAL, Level.FIX, "hospital", (Proposal(wording, "wider_place"),)
    )


def _named(doc: Doc, i: int, low: str) -> int:
    """End of the named establishment whose kind is token `i`, or 0."""
    token = doc.tokens[i]
    index, link = name_start(doc, i, low)
    if not index or lexicon.is_eponym(f"{low} {doc.tokens[index].low}"):
        return 0  # "Ramsay Hunt"
    if low in ("labo", "laboratoire") and doc.tokens[i + 1].low in kinds.MAKERS:
        return 0
    if low in kinds.UPPER_ONLY and not token.text.isupper():
        town = match_place(doc, index)
        capital = town and (doc.tokens[index].cap or not lexicon.word(doc.tokens[index].low).common)
        plain = (link in ("de", "d", "du") or capital) and town
        if not plain and listed_end(doc, index) < index + 2:
            return 0
    if low == "fac" and doc.gap(i + 1) != " ":
        return 0  # "fac-similé"
    if low in _SPOKEN and not (token.upper and not doc.shouted and match_place(doc, i + 1)):
        return 0  # "ECHO Le Mans" runs dialysis, "ECHO Doppler" is an examination
    if low in kinds.SCHOOLS and not doc.tokens[index].cap:
        return 0  # left to the softer detector of organisations
    if low in kinds.SCHOOLS and doc.tokens[i + 1].low in _LEARNED:
        return 0  # "Collège national des gynécologues": a learned society
    if (
        low in ("labo", "laboratoire", "pharmacie")
        and link in ("de", "d")
        and match_place(doc, index)
    ):
        return 0  # "labo de Mende"
    served = low in ("centre", "maison") and "sante" in doc.low[token.end : doc.tokens[index].start]
    if served and link in ("de", "d") and match_place(doc, index):
        return 0  # "centre de santé de Kara": the town alone
    return name_end(doc, index, link, low)


def _before(doc: Doc, i: int) -> int:
    """Index of the capitals that open the name before its kind: "Assistance publique", "Grand"."""
    if i and doc.tokens[i - 1].cap and doc.tokens[i - 1].low in ("grand", "nouvel", "nouvelles"):
        return i - 1 if doc.gap(i) == " " else i
    if i and doc.tokens[i].low == "antenne" and _NTH.fullmatch(doc.tokens[i - 1].low):
        return i - 1 if doc.gap(i) == " " else i  # "29e antenne médicale d'Orange"
    at = i
    while at and doc.tokens[at - 1].low in ("de", "du", "d", "la", "l") and i - at < 2:
        if doc.gap(at) not in (" ", "'"):
            return i
        at -= 1
    if at and doc.gap(at) != " ":
        return i
    if at > 1 and at < i and doc.tokens[at - 1].low == "judiciaire":
        return at - 3 if at > 2 and doc.tokens[at - 3].low == "unite" else i
    if at and at < i and doc.tokens[at - 1].upper and not doc.shouted:
        unit = doc.tokens[at - 1].low
        centre = at > 1 and doc.tokens[at - 2].low == "centre" and doc.gap(at - 1) == " "
        if centre or unit in _UNITS or (2 < len(unit) < 7 and not _medical(unit)):
            return at - 2 if centre else at - 1
    public = i > 1 and doc.tokens[i - 1].low == "publique"
    return i - 2 if public and doc.tokens[i - 2].low == "assistance" else i


def _site(doc: Doc, i: int) -> int:
    """End of "Site de Moûtiers", "site Félix-Guyon" at the head of a line or after a dash; or 0."""
    headed_so = doc.opens(i) or doc.gap(i) in (" - ", " – ")
    if not headed_so or doc.shouted or i + 1 >= len(doc.tokens):
        return 0
    at = i + 1
    while at < min(i + 3, len(doc.tokens)) and doc.tokens[at].low in ("de", "du", "d", "la"):
        at += 1
    if at >= len(doc.tokens) or not doc.tokens[at].cap or doc.gap(at) not in (" ", "'"):
        return 0
    return max(match_place(doc, at), listed_end(doc, at))


def _local(doc: Doc, i: int) -> Iterator[Hit]:
    """The own name of a structure that each town has: "crèche [Les Lucioles]"."""
    low = doc.tokens[i].low
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) not in (" ", ' "'):
        return
    index, link = name_start(doc, i, low)
    town = index and match_place(doc, index)
    if not index or link in ("de", "d") or (link == "" and town):
        return
    if not doc.tokens[index].cap and not lexicon.is_home_noun(doc.tokens[index].low):
        return
    end = name_end(doc, index, link, low) or _capitalised(doc, i, index)
    if end:
        first = index - 1 if link and doc.gap(index) in (" ", "'") else index
        if doc.tokens[i].upper and first == i + 1 and not doc.shouted:
            first = i  # "CSAPA Le Relais"
        hit = _hit(doc.tokens[first].start, doc.tokens[end - 1].end, "")
        yield Hit(hit.start, hit.end, hit.category, hit.level, hit.rule, (REMOVE,))


def _capitalised(doc: Doc, i: int, index: int) -> int:
    """Index after two capitals or more behind an acronym: "HAD Relais Santé Montagne"; or 0."""
    if doc.shouted or not doc.tokens[i].upper or index != i + 1 or doc.gap(index) != " ":
        return 0
    stop, caps, first = index, 0, doc.tokens[index].low
    if first in v.TITLES or first in v.NOT_NAMES or first in kinds.DESCRIPTORS | kinds.NO_NAME:
        return 0
    while stop < len(doc.tokens) and stop - index < 5 and (stop == index or doc.gap(stop) == " "):
        token = doc.tokens[stop]
        if not token.cap and not (token.low in ("et", "de") and stop > index):
            break
        caps += token.cap and not token.upper
        stop += 1
    while stop > index and not doc.tokens[stop - 1].cap:
        stop -= 1
    return stop if caps > 1 else 0


def _famous(doc: Doc, i: int, after: int) -> int:
    """End of a hospital that people name without the word, or 0.

    `after`: where the last hospital ended.
    """
    if not lexicon.starts_hospital(plain(doc, i)):
        return 0
    for stop in range(min(i + 3, len(doc.tokens)), i, -1):
        if any(doc.gap(at) not in (" ", "-", "'") for at in range(i + 1, stop)):
            continue
        name = name_of(doc, i, stop)
        if not lexicon.is_hospital(name):
            continue
        if headed(doc, i) and (stop == i + 1 or lexicon.is_eponym(name)):
            continue
        if stop > i + 1:
            if doc.tokens[i].cap or _proper(doc, i, stop):
                return stop
        elif _led(doc, i) or _speaks(doc, i) or _listed_too(doc, i, after):
            return stop
    return 0


def _listed_too(doc: Doc, i: int, after: int) -> bool:
    """Whether another hospital leads to the word: "CHU de Nantes ou Necker ?"."""
    token = doc.tokens[i]
    if not (after and token.cap) or doc.shouted or lexicon.word(token.low).common:
        return False
    joined = after == i - 1 and doc.tokens[i - 1].low in ("ou", "et", "puis")
    return joined or (after == i and doc.gap(i) in (", ", " / ", "/"))


def _speaks(doc: Doc, i: int) -> bool:
    """Whether the word is the subject of what hospitals do: "Tenon sature"."""
    if not doc.tokens[i].cap or doc.shouted or i + 1 >= len(doc.tokens):
        return False
    return doc.gap(i + 1) == " " and doc.tokens[i + 1].low in _SPEAKS


def _proper(doc: Doc, i: int, stop: int) -> bool:
    """Whether a lower-case name of several words holds one that is no everyday word."""
    low = [doc.tokens[at].low for at in range(i, stop)]
    if low[0] == "l":
        return doc.tokens[i + 1].cap and (not i or doc.tokens[i - 1].low in _LEADS)
    if low[0] in ("saint", "sainte", "st", "ste", "la", "le", "les", "l"):
        return _led(doc, i) and not lexicon.is_clinical(low[-1])
    return any(not lexicon.is_clinical(w) for w in low)


def _led(doc: Doc, i: int) -> bool:
    """Whether the word before announces the hospital that token `i` alone may name."""
    token = doc.tokens[i]
    before = doc.tokens[i - 1].low if i else ""
    if doc.gap(i).endswith("(") and token.cap and not doc.shouted:
        return lexicon.word(token.low).first < 3 and doc.text[token.end : token.end + 1] in (
            ")",
            ",",
        )
    if before not in _LEADS or doc.gap(i) not in (" ", "'"):
        return False
    passed = before == "par" and i > 1 and doc.tokens[i - 2].low in ("passe", "passee", "transite")
    strong = (
        before in ("la", "sur", "rea", "transfert")
        or passed
        or cues.cue(doc, i) == cues.LIVES
        or (before == "a" and doc.tokens[i - 1].text in ("à", "À"))
    )
    if token.cap and not doc.shouted:
        return not lexicon.is_eponym(token.low) or strong or before == "a"
    if lexicon.is_eponym(token.low) and before not in ("a", "rea", "transfert"):
        return False
    if token.low in ("pitie", "timone"):
        return before == "la"
    known = lexicon.word(token.low)
    return not known.common and known.first < 3 and (known.last < 4 or strong)


def _capitals(doc: Doc, i: int) -> int:
    """End of an acronym that is one hospital: "au CHPF", "HEGP"; 0 for none."""
    token = doc.tokens[i]
    low = token.low
    if not token.upper or lexicon.is_acronym(low) or low in _NO_HOSPITAL:
        return 0
    before = doc.tokens[i - 1].low if i and doc.gap(i) in (" ", "'") else ""
    led = before in ("au", "du", "l", "le", "a", "la", "vers", "sur", "aux", "des")
    after = i + 1 < len(doc.tokens) and doc.gap(i + 1) in (" ", "-") and listed_end(doc, i + 1)
    if after and lexicon.is_hospital_acronym(low):
        return int(after)
    reached = led or before in _TOWARDS or (doc.opens(i) and doc.text[token.end :][:2] == " :")
    known = lexicon.is_hospital_acronym(low) and (reached or (len(low) > 3 and not doc.shouted))
    if known or (led and not doc.shouted and before != "a" and _CAPITALS.fullmatch(low)):
        town = i + 1 < len(doc.tokens) and doc.gap(i + 1) in (" ", "-") and doc.tokens[i + 1].cap
        if town and lexicon.is_hospital(doc.tokens[i + 1].low):
            return i + 2
        return max(i + 1, match_place(doc, i + 1) if town else 0)
    at = before in ("au", "vers") or (before == "l" and i > 1 and doc.tokens[i - 2].low == "a")
    cared = at and 2 < len(low) < 7 and not doc.shouted and low not in _SOCIAL
    if cared and token.alpha and not _medical(low) and low not in _NO_HOSPITAL and _cares(doc, i):
        return _with_town(doc, i + 1)
    return 0


def _medical(low: str) -> bool:
    return low in v.ACRONYMS or lexicon.is_acronym(low) or lexicon.is_drug(low)


def _cares(doc: Doc, i: int) -> bool:
    """Whether somebody is treated where token `i` says: "appareillé au CNAO"."""
    near = [t.low for t in doc.tokens[max(0, i - 4) : i - 1]]
    known = lexicon.word(doc.tokens[i].low)
    return not _CARED.isdisjoint(near) and not known.common and not known.first


def _with_town(doc: Doc, stop: int) -> int:
    """Index after "d'Arris" where it follows, else `stop`."""
    tokens = doc.tokens
    if stop + 1 < len(tokens) and tokens[stop].low in ("de", "d", "du") and doc.gap(stop) == " ":
        return max(stop, match_place(doc, stop + 1) if tokens[stop + 1].cap else 0)
    return stop
