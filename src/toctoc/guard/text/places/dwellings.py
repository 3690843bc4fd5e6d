"""Addresses without a way: a residence, a building, a lot, a box at the post, a labelled line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.places.gazetteer import match_place
from toctoc.guard.text.places.streets import extend
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_KIND = re.compile(
    r"\b(?P<kind>(?:residence|res|immeuble|imm|batiment|bat|maison|cite|lotissement|hlm|ferme|mas|"
    r"domaine|z\.?a\.?c?|zone artisanale|zone industrielle|camping|terrain|chalet|manoir|chateau|"
    r"moulin|section|villa|caravane|peniche|squat|foyer adoma|tour|appartement|lot|clos|gite|hotel|"
    r"auberge)\b\.?)"
    r"(?: (?:de la(?= )|de l'|des(?= )|du(?= )|de(?= )|d'))? ?(?P<name>[a-z0-9œ'\-]{2,30})"
)
_OFTEN = frozenset(
    (
        "bat",
        "maison",
        "lot",
        "clos",
        "section",
        "terrain",
        "tour",
        "mas",
        "villa",
        "cite",
        "appartement",
        "chateau",
    )
)
# a post box, not an antigen ("anti-BP180")
_BOX = re.compile(
    r"(?<![\w-])(?<!anti )(?:B\.?P\.?\s?(?:n°\s?)?\d{2,5}|(?:CS|TSA)\s?(?:n°\s?)?\d{4,5})\b"
    r"(?![/.,]\d| ?(?:mg|mm|/|%))"
)
_BOXES = ("BP", "B.P", "CS", "TSA")
# the first words of the patterns of this file: each is tried only where one stands
_OPENINGS = frozenset(
    words("""
    residence res immeuble imm batiment bat maison cite lotissement hlm ferme mas domaine z za zac
    zone camping terrain chalet manoir chateau moulin section villa caravane peniche squat foyer
    tour appartement lot clos gite hotel auberge
    """)
)
_GROUNDS = frozenset(("terrain", "camping", "squat", "section", "caravane"))
_PUBLIC = frozenset(("dieu", "ville", "police", "departement", "region", "impots"))
_HOMES = frozenset(words("residence lotissement cite hameau immeuble lieu villa chalet"))
_LABELS = frozenset(
    words("adresse adr domicile domicilie domiciliee demeurant lieu habitation rue")
)
_DWELLING = frozenset(
    words("""
    demeurant domicilie domiciliee habite habitant demeure residant loge logee
    """)
)
_FLAT = re.compile(
    r"[ ,\-]{0,3}(?:(?:tour|appt?|apt|appartement|studio|bat(?:iment)?|esc(?:alier)?|etage|porte|"
    r"lot|emplacement|empl|logt|logement|entree|rangee|cage|palier|maison|km"
    r"|pk|numero|boite|bte)\b|n°)\.? ?[a-z0-9]{1,4}\b"
    r"|[ ,\-]{0,3}porte (?:gauche|droite)"
    r"|, (?:ilet|lieu-dit|quartier|hameau|section|secteur) [a-z'\-]{3,20}(?=[,.\n)]| - |\Z)"
    r"|, (?:derriere|face (?:a|au)|en face (?:de|du)|a cote (?:de|du)|au-dessus (?:de|du))"
    r" (?:la |le |l'|les )?[a-z'\-]{3,20}(?=[,.;\n)]| - |\Z)"
    r"|, \d{1,2} ?(?:e|er|eme),? (?:porte |a )?(?:droite|gauche)\b"
    r"|[ ,\-]{0,3}(?:\d{1,2} ?(?:e|er|eme) etage(?:,? (?:porte |a )?(?:droite|gauche))?"
    r"|rez[- ]de[- ]chaussee|rdc)\b"
)
_FLATS = (" apt", " appt", " app", " bat", " esc", " porte", " lot", " etage")
_FLAT_NUMBER = re.compile(r"\.? ?[a-z]?\d{1,4}\b")
_HOMELY = re.compile(
    r"\b(?:residence|lotissement|cite|hameau|immeuble) (?:les|le|la|des|du|de la|de l') ?"
    r"(?P<noun>[a-z'\-]{3,20})\b(?: [a-z]+s\b)?"
)
_BEFORE_CODE = re.compile(
    r"(?:\A|[,:\n]|  |- |[Dd]emeurant |[Dd]omicilié(?:e)? |[Hh]abite |[Hh]abitant )[ ]{0,3}"
    r"(?P<n>(?:La |Le |Les |L'|Villa |Clos |Mas |Ferme |Domaine |Moulin |Château |Manoir |Section "
    r"|Chez |Hameau |Ker |Zone (?:des |de la |du )|Chalet |section |villa |ferme |chez |mas )"
    r"[A-ZÀ-Þ][^,\n:;\d.]{2,40}?(?:, (?:[Bb]ât\.?|[Bb]atiment|[Ll]ot) ?\w{1,3})?)"
    r"(?= ?[,\-–\n] ?\d{2} ?\d{3}\b| \d{5}\b)"
)
_FLAT_BEFORE = re.compile(
    r"\b(?P<n>(?:lot|apt|appt?|bat|batiment|porte|chambre|esc|escalier)\b\.? ?[a-z0-9\-]{1,12}"
    r"(?: (?:porte|appt?|esc) ?[a-z0-9]{1,4})?),? \Z"
)
_HOUSE_BEFORE = re.compile(
    r"\b(?P<n>(?:villa|ferme|mas|domaine|residence|res|immeuble|imm|tour|chalet|manoir|hotel|maison"
    r"|foyer|batiment|chateau|moulin)\b\.? [^,.;:\n]{2,30}), \Z"
)
_LINE_BEFORE = re.compile(r"(?:\n|\A)(?P<n>[A-ZÀ-Þ][a-zà-ÿ'\-]{3,20}), \Z")
_HAMLET = re.compile(
    r"[,\n -]{1,3}(?P<n>[A-ZÀ-Þ][\w'\-]+(?: [\w'\-]+){0,3}?)(?=[,\n -]{1,3}\d{2} ?\d{3}\b)"
)
_QUOTED = re.compile(
    r"\b(?:lieu[- ]dit|villa|(?:residence|immeuble|chalet)(?: (?:autonomie|services|senior|seniors"
    r"|universitaire|etudiante))?) [\"«] ?(?P<n>[^\"»\n]{3,40})[\"»]"
)
_LABEL = re.compile(
    r"(?:\b(?:adresse|adr|domicile|domicilie|domiciliee|demeurant|lieu d'habitation"
    r"|habitation|logement)"
    r"(?: (?:du |de la )?(?:patient|patiente|postale))?|(?<=\n)rue)[\s.]{0,16}[:|]"
    r"(?:\s{0,4}(?=\d)|[ \t]{0,4})"
)
_NO_VALUE = ("sans", "non ", "idem", "inconnu", "maison indiv", "a preciser", "nc", "meme ")
# what says where without saying where: our own rewordings among others
_WIDER = re.compile(
    r"[ ,]{0,3}(?:dans |a |chez )?(?:son domicile|la region(?: [a-z' \-]{3,40})?|une commune"
    r"|un village|une (?:grande |petite )?ville(?: moyenne)?(?: a l'etranger)?"
    r"|une? (?:chu|ehpad|hopital|clinique|cabinet|pharmacie"
    r"|laboratoire|maternite|etablissement(?: scolaire)?"
    r"|centre (?:de reeducation|de soins|specialise)))[ .,)]{0,3}"
)
_VALUE_STOP = re.compile(
    r"(?<=[a-z]{4})\. | {2,}|\n|\||;| - t[e3][l1]|\bt[e3][l1]\b|\btelephone|\b\d{5}\b|\bnee? "
)
_DWELLS = re.compile(
    r"\b(?:demeurant|domicilie|domiciliee|habite|habitant|(?<!a )demeure|residant|loge|logee) "
    r"(?:au )?(?P<n>\d{1,4}(?: ?(?:bis|ter))?,? [^\n.;:()]{3,50}?)"
    r"(?= (?:a|au|aux|dans|chez|depuis|avec) |[,.;:()\n]|\Z)"
)
_NOT_DWELLING = re.compile(
    r"\d{1,4}(?:,? )(?:heures?|h|ans?|mois|km|jours|semaines|min|m2|fois|enfants?|annees)\b"
)


def dwellings(doc: Doc, low: str) -> Iterator[tuple[int, int]]:
    """Spans of named residences and buildings, post boxes and labelled address lines."""

    def met(opening: frozenset[str]) -> bool:
        return low is not doc.low or not doc.words.isdisjoint(opening)

    for match in _at_kinds(doc, low):
        if _is_name(doc, match):
            yield match.start(), with_flat(low, extend(doc.text, match.end()))
    for match in _HOMELY.finditer(low) if met(_HOMES) else ():
        if lexicon.is_home_noun(match["noun"]):
            yield match.start(), with_flat(low, match.end("noun"))
    for match in _BEFORE_CODE.finditer(doc.text) if doc.longest > 2 else ():
        yield match.span("n")
    for match in _QUOTED.finditer(low) if met(_HOMES) else ():
        lieu = match.group().startswith("lieu")
        start = match.start("n" if lieu else 0)
        yield (
            start,
            with_flat(low, match.end("n") + 1) if _FLAT.match(low, match.end()) else match.end("n"),
        )
    for match in _BOX.finditer(doc.text) if any(box in doc.text for box in _BOXES) else ():
        yield match.span()
    for match in _LABEL.finditer(low) if met(_LABELS) else ():
        stop = _VALUE_STOP.search(low, match.end())
        end = stop.start() if stop else len(low)
        value = doc.text[match.end() : end].rstrip()
        if low.startswith(_NO_VALUE, match.end()) or _WIDER.fullmatch(low, match.end(), end):
            continue
        if 4 < len(value) <= 80 and re.search(r"[^\W\d_]{3}", value) and "@" not in value:
            yield match.end(), match.end() + len(value)
    for match in _DWELLS.finditer(low) if met(_DWELLING) else ():
        if not _NOT_DWELLING.match(match["n"]):
            yield match.span("n")


def _at_kinds(doc: Doc, low: str) -> Iterator[re.Match[str]]:
    """Matches of `_KIND`, tried only where a kind of dwelling stands."""
    if low is not doc.low:
        yield from _KIND.finditer(low)
        return
    yield from doc.led(_KIND, _OPENINGS, low)


def with_flat(low: str, end: int) -> int:
    """The end pushed over "appt 14", "bât. C", "n°5"."""
    named = _FLAT_NUMBER.match(low, end) if low.endswith(_FLATS, 0, end) else None
    end = named.end() if named else end
    for _ in range(3):
        flat = _FLAT.match(low, end)
        if flat is None:
            return end
        end = flat.end()
    return end


def back(doc: Doc, low: str, start: int) -> int:
    """The start pulled over the building, the lot or the hamlet before: "Bât. Cézanne, 6 rue"."""
    for _ in range(2):
        near = max(0, start - 45)
        before = _FLAT_BEFORE.search(low, near, start) or _HOUSE_BEFORE.search(low, near, start)
        if before is None or not _proper(doc, before):
            break
        start = before.start("n")
    hamlet = _LINE_BEFORE.search(doc.text, max(0, start - 30), start)
    return hamlet.start("n") if hamlet else start


def _proper(doc: Doc, before: re.Match[str]) -> bool:
    """Whether a house pulled in bears a name or a number."""
    return any(
        c.isupper() or c.isdigit() for c in doc.text[before.start("n") + 1 : before.end("n")]
    )


def to_postcode(doc: Doc, end: int) -> int:
    """The end pushed over the hamlet between a street and its postcode: ", Cambaie - 97470"."""
    hamlet = _HAMLET.match(doc.text, end)
    return hamlet.end("n") if hamlet else end


def _is_name(doc: Doc, match: re.Match[str]) -> bool:
    """Whether what follows the kind is its name: a capital that is no figure's and no title's."""
    name = match["name"]
    first = doc.text[match.start("name")]
    if (
        match["kind"].endswith(".")
        and match["kind"] not in ("res.", "imm.")
        and "z" not in match["kind"]
    ):
        return False
    if match["kind"] == "hotel" and name in _PUBLIC:
        return False
    if not name.replace("-", "").replace("'", "").isalpha():
        return False
    if name in v.TITLES or name in v.NOT_NAMES - {"les", "le", "la"}:
        return False
    if name in ("les", "le", "la"):
        rest = doc.text[match.end("name") : match.end("name") + 2]
        return len(rest) == 2 and rest[1].isupper() and match["kind"] not in ("lot", "section")
    if not first.isupper():
        return False
    kind = match["kind"].rstrip(".")
    if kind in _GROUNDS and match_place(doc, doc.index_at(match.start("name"))):
        return False  # "sur le terrain de Triel": the town alone says where
    shouted = doc.text[match.start("kind") + len(kind) - 1].isupper()
    known = lexicon.word(name)
    if doc.text[match.start("kind")].isupper() and _surname(doc, match.start("kind")):
        return False  # "lycée Jean Moulin de Béziers"
    if (
        kind in _OFTEN
        or kind.startswith("z")
        or (shouted and kind in ("res", "imm", "tour", "mas"))
    ):
        if kind in ("mas", "villa", "chateau") and _told(doc, match.start("kind")):
            return True
        titled = doc.text[match.start("kind")].isupper() and _inside(doc, match.start("kind"))
        return (
            (titled or not shouted)
            and not known.common
            and len(name) > 3
            and (kind != "section" or titled)
        )
    return True


def _surname(doc: Doc, start: int) -> bool:
    """Whether a first name stands just before the word at `start`."""
    at = doc.index_at(start)
    before = doc.tokens[at - 1] if at and doc.gap(at) == " " else None
    return before is not None and before.cap and lexicon.word(before.low).first > 1


def _told(doc: Doc, start: int) -> bool:
    """Whether somebody lives there: "demeurant au Mas de la Chapelle"."""
    at = doc.index_at(start)
    return not _DWELLING.isdisjoint(t.low for t in doc.tokens[max(0, at - 3) : at])


def _inside(doc: Doc, start: int) -> bool:
    """Whether a capital there is the writer's choice: the word opens no sentence, or a line's."""
    index = doc.index_at(start)
    return not doc.opens(index) or "\n" in doc.gap(index)
