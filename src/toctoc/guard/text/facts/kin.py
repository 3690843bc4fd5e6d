"""A family tie that points to one person: "le gendre du directeur", "son oncle guérisseur"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.jobs.jobtails import tail
from toctoc.guard.text.jobs.occupations import lexicon
from toctoc.guard.text.names.persons import KIN
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_TIES = (KIN | frozenset(words("nourrice copain copine ami amie amant maitresse associe"))) - {
    "parents",
    "aidant",
    "aidante",
    "tuteur",
    "tutrice",
}
_HALF = frozenset(
    words(
        "grand beau belle demi petit petite ex arriere ancien ancienne futur future premiere"
        " deuxieme seconde troisieme"
    )
)
_OF = frozenset(words("de du d des"))
_DETERMINERS = frozenset(words("l la le un une son sa leur notre mon ma votre ex ancien ancienne"))
_MINE = frozenset(words("mon ma mes notre nos"))
_MATES = frozenset(words("associe associee remplacant remplacante externe interne kine chef"))
_WHICH = frozenset(
    words("germain germaine aine ainee cadet cadette jumeau jumelle palier unique adoptif adoptive")
)
_OWN = frozenset(words("son sa leur notre mon ma"))
_ROLES = frozenset(
    words("""
    maire elu elue patron patronne directeur directrice chef collegue confrere consoeur voisin
    voisine president presidente secretaire proviseur principal mari femme conjoint employeur
    proprietaire bailleur adjoint adjointe celebre commissaire commandant colonel prefet depute
    ministre entraineur victime accuse accusee agresseur prevenu suspect inculpe
""")
)
_AROUND = frozenset(
    words("village commune quartier place foyer bourg ile service lycee college ville canton club")
)
_FAR = frozenset(words("oncle tante cousin cousine neveu niece gendre bru"))
_NOTABLE = frozenset(words("imam pasteur maire marabout pretre rabbin depute prefet caid"))
_OFFICES = frozenset(words("adjoint adjointe conseiller conseillere"))


def find_kin(doc: Doc) -> Iterator[Hit]:
    """A tie to somebody that a role, an office or a job tells."""
    tokens = doc.tokens
    for at, token in enumerate(tokens):
        if token.low in _OFFICES:
            stop = _office(doc, at)
        elif token.low in _TIES and at + 1 < len(tokens):
            stop = _tied(doc, at) or _also_works(doc, at) or _office_apart(doc, at)
        else:
            continue
        if stop:
            start = tokens[_begin(doc, at)].start
            end = tokens[stop - 1].end
            yield Hit(start, end, Category.FAMILY, Level.WARN, "family.tie", (), contestable=True)


def _begin(doc: Doc, at: int) -> int:
    tokens = doc.tokens
    while at and tokens[at - 1].low in _HALF and doc.gap(at) in (" ", "-"):
        at -= 1
    return at - 1 if at and tokens[at - 1].low in _OWN and doc.gap(at) == " " else at


def _office(doc: Doc, at: int) -> int:
    """Index after "adjoint au maire", or 0."""
    tokens = doc.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].low not in ("au", "aux") or doc.gap(at + 1) != " ":
        return 0
    return _where(doc, at + 3) if tokens[at + 2].low in ("maire", "sports", "finances") else 0


def _tied(doc: Doc, at: int) -> int:
    """Index after "… du directeur", the tie standing at token `at`, or 0."""
    tokens, role = doc.tokens, at + 1
    if tokens[role].low == "de" and role + 1 < len(tokens) and tokens[role + 1].low == "palier":
        role += 1
    if tokens[role].low in _WHICH and role + 1 < len(tokens) and doc.gap(role).strip() == "":
        at, role = role, role + 1
    if tokens[role].low not in _OF or doc.gap(role) != " ":
        return 0
    role += 1
    while role < len(tokens) and tokens[role].low in _DETERMINERS and role - at < 5:
        if doc.gap(role).strip(" '-"):
            return 0
        role += 1
    if role >= len(tokens) or doc.gap(role).strip(" '-"):
        return 0
    low = tokens[role].low
    if role == at + 2 and tokens[at + 1].low in ("de", "d"):
        return 0  # "fille de boulanger" tells a job, not a person
    if (low in KIN or low in _MATES) and tokens[role - 1].low in _MINE:
        return role + 1  # "le parrain de mon fils"
    if low not in _ROLES and not (_is_job(low) and tokens[role - 1].low not in ("un", "une")):
        return 0
    return _where(doc, _office(doc, role) or tail(doc, role + 1, whatever=True))


def _where(doc: Doc, stop: int) -> int:
    """Index after "du village", "de la commune", said of the office before token `stop`."""
    tokens, at = doc.tokens, stop
    while at < len(tokens) and at < stop + 3 and tokens[at].low in _OF | _DETERMINERS:
        if doc.gap(at).strip(" '") or tokens[at].low in _MINE:
            return stop
        at += 1
    if stop < at < len(tokens) and tokens[at].low in _AROUND and not doc.gap(at).strip(" '"):
        return at + 1
    return stop


def _also_works(doc: Doc, at: int) -> int:
    """Index after "son neveu le pasteur", "son oncle guérisseur", or 0."""
    tokens, job = doc.tokens, at + 1
    apart = doc.gap(job) == ", " and tokens[job].low in ("le", "la", "l")
    if tokens[_begin(doc, at)].low not in _OWN or not (apart or doc.gap(job) == " "):
        return 0
    if tokens[job].low in ("le", "la", "l") and job + 1 < len(tokens):
        job += 1
    low = tokens[job].low
    if tokens[job].cap and not doc.shouted:
        return 0  # "sa soeur Capucine"
    kinds = [j.kind for j in lexicon().get(low, ()) if not j.rest]
    if job == at + 1:
        return job + 1 if "careful" in kinds and low not in ("taxi", "extra") else 0
    return _where(doc, tail(doc, job + 1)) if kinds else 0


def _office_apart(doc: Doc, at: int) -> int:
    """Index after "oncle, imam du quartier", "grand-père apiculteur", or 0."""
    tokens, job = doc.tokens, at + 1
    far = tokens[at].low in _FAR or (at > 0 and tokens[at - 1].low in ("grand", "beau", "belle"))
    if doc.gap(job) == ", " and tokens[job].low in _NOTABLE:
        return _where(doc, tail(doc, job + 1, whatever=True))
    if doc.gap(job) == ", " and tokens[job].low == "chef" and job + 2 < len(tokens):
        known = tokens[job + 1].low in ("de", "du") and tokens[job + 2].low in _AROUND
        return job + 3 if known else job + 2 if tokens[job + 1].low == "coutumier" else 0
    if far and doc.gap(job) == " ":
        sure = any("sure" in j.kind and not j.rest for j in lexicon().get(tokens[job].low, ()))
        return tail(doc, job + 1) if sure else 0
    return 0


def _is_job(low: str) -> bool:
    return any(not job.rest and not job.many for job in lexicon().get(low, ()))
