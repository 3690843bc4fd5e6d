"""Numbers under which somebody is filed, in any shape, a few words behind what files them.

"carnet n° PF 55.2087", "Registre URO 19/317", "le code ZK7-0912", "N° d'ordre 612"; never
"observation n° 3", "code 99" or a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# what files somebody: a shape of letters and figures behind is theirs
_FILES = frozenset(
    words("""
    registre registres carnet carte dossier dossiers fiche enregistrement matricule numero anonymat
    anonymise anonyme anonymisation participant participante inclusion cohorte tube tubes lame lames
    echantillon echantillons bloc blocs prelevement archive archives microfilm transplantation
    greffe ticket badge etiquette trace ref reference references serie identification id code
    entree sortie admission inscription ordre suivi volet cahier liste sujet patient patiente
    donneur receveur implant pacemaker boitier sonde sillage boite billet laissez-passer
    affaire passage acte cassette biobanque plaque transplant trio agrement appareil famille
    accueil evacuation onmc ordinal cnom rein cristal efs evasan recu cliche bordereau colis
    """)
)
# words that may part what files from its number
_BETWEEN = frozenset(
    words("""
    n no nr num numero nos le la l de d du des est sous porte au a avec sanitaire medical patient
    hospitalisation consultation consultations admission accueil urgences sante vaccination
    inclusion etude anonymat acces serie interne externe ordre entree inscription
    archives archive dossier commun communal service national central refugie
    sau samu smur saos uhcd rg at cv foetal cardiologie pneumologie active
    demandeur prelevement anapath lame bloc soins maternite opd ipd donneur receveur
    """)
)
_PLAIN = frozenset(
    words("accueil ordre entree inscription fiche registre onmc carnet microfilm sortie")
)
_NEAR = frozenset(("suivi", "patient", "patiente", "sujet", "liste"))  # right before, or nothing
# moves of a patient, numbered only with "n°": "N° d'entrée 3302", not "à l'entrée"
_MOVES = frozenset(words("entree sortie admission inclusion inscription ordre greffe accueil"))
_OFFICES = frozenset(
    words(
        "mdph ofpra cafat caf msa ase ame cmu opd ipd finess adeli rpps cps cpam at rg sau samu sp"
    )
)
_VALUES = frozenset(words("ta pa pas pad tas tad fc fr gcs av"))
_UNFILED = frozenset(
    words("""
    cerfa cim ccam ghm postal naf ape lpp ucd atc civil penal has nyha asa oms cas observation obs
    cycle cure article alinea tableau annexe figure lot
    """)
)
_L = r"[A-Z]{1,6}(?:[/\-][A-Z]{1,4}){0,2}"
# with letters: "URO 19/317", "CHR/TC-3077", "A 118 403 B", "ZK7-0912", "24-OG-0377", "LYO-034"
_MIXED = re.compile(
    rf"(?:{_L}[ /.\-]?\d{{1,4}}(?:[./\-]\d{{2,6}}){{1,2}}|{_L}[/\-]\d{{3,7}}"
    r"|[A-Z]{1,2} \d{2,3} \d{3}(?: \d{3})?(?: [A-Z])?|[A-Z]{1,3}\d{1,2}[ \-]\d{3,6}"
    r"|[A-Z]{2,3} \d{2} \d{3,5}|[A-Z]{1,3}\d{2}-\d{3,6}-\d{1,3}"
    r"|[A-Z]{2,8}-\d{4}-\d{2,4}|[A-Z]{2,6} ?\d{3} ?\d{3,6}"
    r"|\d{4,8}-[A-Z]{1,2}|\d{2,4}-[A-Z]{1,4}-\d{2,6})(?![\w/]|[.,\-]\d)"
)
# figures alone: "2021/00873", "22-1185/1"
_SPLIT = re.compile(
    r"(?:\d{2,4}[/\-]\d{3,6}(?:[/\-]\d{1,4})?|\d{5,8}[/\-]\d{1,3})(?![\w/%]|[.,\-]\d)"
)
_BARE = re.compile(
    r"(?:\d{2,4}-[A-Z]|[A-Z]{1,2}\d{3,4}|\d{3,7}(?:/\d{2,4})?|\d{2,4}/\d{2,4})(?![\w/%]|[.,\-]\d)"
)
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])|(?:19|20)\d\d(?:[/\-]\d\d){1,2}"
)
_YEARS = re.compile(r"(?:19|20)\d\d[/\-](?:19|20)\d\d|\d\d[/\-](?:19|20)\d\d")
_ANOTHER = re.compile(r"(?:, | et | ou |/| / | et n ?° ?)(\d{5,10})(?![\w/]|[.,]\d)")
_REACH = 7
# whatever "n°" announces: "N° Dossier papier 44.812", "numéro vert du foyer 2281994"
_NUMBERED = re.compile(
    r"\b(?:n ?[°º]s?|numero|nº|num\.?) ?(?P<said>(?:(?:d'|l')?[a-z]{2,16} ){0,4})(?:: ?|= ?|est )?"
    r"(?P<id>[a-z]{0,4}[ .\-/]?\d(?:[.\-/ ]?[\da-z](?![a-z])){3,15})(?![\w/%]|[.,]\d)"
)
_PUBLIC = _UNFILED | frozenset(
    words("""
    loi decret arrete amm avis recommandation page norme iso brevet protocole essai version chapitre
    circulaire rapport formulaire imprime decision directive etage rang numero question fiche
    rpps adeli finess ordre ej et am idnps vert atcc nct eudract isrctn doi pmid brevets etude
    """)
)
_LEAST = 4  # figures of such a number


def find_filed(doc: Doc) -> Iterator[Hit]:
    """Numbers of registers, booklets, samples, archives and inclusions."""
    if doc.count < 2 or _FILES.isdisjoint(doc.words):
        return
    at = 0
    for i, token in enumerate(doc.tokens):
        if token.low in _FILES and token.start >= at:
            span = _filed(doc, i)
            if span:
                at = span[1]
                yield Hit(*span, Category.IPP, Level.BLOCK, "ipp")


def _filed(doc: Doc, i: int) -> tuple[int, int] | None:
    """Span of the number that the word at `i` announces, or None."""
    tokens, head = doc.tokens, doc.tokens[i].low
    if i and tokens[i - 1].low in _UNFILED:
        return None
    reference = head in ("ref", "reference", "references")
    for at in range(i + 1, min(i + _REACH, len(tokens))):
        gap, token = doc.gap(at), tokens[at]
        if not _goes_on(gap, reference) or token.low in _UNFILED:
            return None
        found = _MIXED.match(doc.text, token.start) or _SPLIT.match(doc.text, token.start)
        numbered = "°" in gap or tokens[at - 1].low in ("no", "numero", "num", head)
        if found is None and numbered and _plain(doc, i, at):
            found = _BARE.match(doc.text, token.start)
        if found:
            near = head not in _NEAR or (at == i + 1 and (doc.opens(i) or gap.strip() != ""))
            told = head not in _MOVES or numbered
            return _own(found) if near and told and not _dated(found.group()) else None
        filler = token.low in _BETWEEN or (reference and token.alpha)
        if not filler and not (token.upper and len(token.text) < 5 and token.alpha):
            return None
    return None


def _own(found: re.Match[str]) -> tuple[int, int] | None:
    """Span without the office that gave the number: "OFPRA 22-03-44512"; None for a value."""
    lead, gap, rest = found.group().partition(" ")
    low = lead.lower()
    if gap and low in _OFFICES:
        return found.end() - len(rest), found.end()
    measured = gap and lead.isalpha() and "/" in rest and len(rest) < 8
    known = low in v.ACRONYMS or lexicon.is_acronym(low) or low in _VALUES
    return None if measured and known else found.span()


def _goes_on(gap: str, reference: bool) -> bool:
    """Whether nothing but a space, an apostrophe, "n°", a colon or a bracket stands there."""
    bare = gap.strip()
    return "\n" not in gap and (bare in ("", "'", "°", ":", "(", "° :", ".", "#", "=") or reference)


def _plain(doc: Doc, i: int, at: int) -> bool:
    """Whether figures alone are a number there: "N° d'ordre 612", "Fiche n° 77-C"."""
    if not any(token.low in _PLAIN for token in doc.tokens[i:at]):
        return False
    before = doc.tokens[i - 1].low if i else ""
    told = any("°" in doc.gap(k) for k in range(max(1, i - 1), at + 1))
    return told or before in ("numero", "num", "no") or doc.tokens[i].low == "onmc"


def _dated(found: str) -> bool:
    """Whether a date or two years were read."""
    return bool(_DATE.fullmatch(found) or _YEARS.fullmatch(found))


def find_numbered(doc: Doc) -> Iterator[Hit]:
    """Whatever follows "n°" with four figures or more, unless something public is numbered."""
    if doc.count < _LEAST:
        return
    for match in _NUMBERED.finditer(doc.low):
        found = match["id"].strip()
        if sum(c.isdigit() for c in found) < _LEAST or _dated(found):
            continue
        said = match["said"].replace("'", " ").split()
        before = doc.tokens[doc.index_at(match.start()) - 1].low if match.start() else ""
        if not _PUBLIC.isdisjoint([*said, before, found.split(" ")[0]]):
            continue
        if " " in found and not said:
            continue
        start = match.start("id") + len(match["id"]) - len(match["id"].lstrip())
        yield Hit(start, start + len(found), Category.IPP, Level.BLOCK, "ipp", contestable=True)


def listed(doc: Doc, end: int, found: str) -> Iterator[Hit]:
    """Further numbers of as many figures: "n° 8004417 et 8004471"."""
    while found.isdigit() and (more := _ANOTHER.match(doc.low, end)):
        if len(more[1]) != len(found):
            return
        end = more.end()
        yield Hit(*more.span(1), Category.IPP, Level.BLOCK, "ipp")
