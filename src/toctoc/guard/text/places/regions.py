"""Départements, regions, countries, islands and natural areas: they count, and stop nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import headed
from toctoc.guard.text.places import cues, towns
from toctoc.guard.text.places.gazetteer import match_place
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_BEFORE = frozenset(
    words("""
    en au aux du de d des dans vers l la le les depuis pour sur a pres ile iles departement
    region province outre via hors sud nord est ouest samu ase crip ddpp dept ars
    """)
)
_MARKED = (_BEFORE - {"sur", "a"}) | frozenset(
    words("evasan reseau secteur chu perinatal haut haute bas basse moyen centre vol dom")
)
_JOINS = frozenset((" ", "-", "'"))
# research, law and nature: "Société de France", "cochon d'Inde", "fièvre de Malte"
_NO_REGION = frozenset(
    words("""
    revue encre rouge societe societes registre cohorte etude journal college academie
    federation union haute agence ministere loi code institut national nationale cochon
    marron noix fievre virus ver lion riz the moutarde crabe noisette poivre huile jonc chanvre
    oeillet montagne laine reglo norme congres assises universite faculte sante pomme figue chou
    lait savon bleu haemophilus brucella variant souche genotype epidemie endemie endemique zone
    zones population
    """)
)
# a point of the compass beside the area: "Finistère nord", "haut Doubs", "Centre-Bretagne"
_COMPASS = frozenset(
    words("nord sud est ouest centre haut haute hauts hautes bas basse moyen moyenne")
)
# départements that no clinical sentence says otherwise, and those it does
_RIVERS = frozenset(
    words("""
    doubs gers eure tarn yonne meuse orne indre drome ain aisne allier aude gard marne rhone jura
    isere oise vienne cher lot loire landes somme manche nord creuse aube var
    """)
)
_DOUBLE = frozenset(words("vienne cher lot landes somme manche nord creuse aube loire oise"))
_ARRIVES = frozenset(
    words("""
    arrive arrivee arrives rentre rentree retour vit vivent nee ne habite installe depuis entree
    quitte quittee venue venu reste restee sejour parti partie
    """)
)
_NUMBER = re.compile(
    r"\b(?:(?P<who>patiente?s?|pte?s?|dame|femme|homme|ado|collegue|confrere|consoeur|mg|medecins?"
    r"|generalistes?|interne|ide|kine|urgences|hopital|samu|pompiers|famille) )?"
    r"(?P<lead>dans le|ds le|du|departement(?: du| de la| de l')?|dept\.?|samu(?: du)?|caisse|sdis"
    r"|crip|ase|ars|mdph|pmi|cpam) ?"
    r"(?P<n>0[1-9]|[13-8]\d|2[1-9ab]|9[0-5]|97[1-6]|98[678])(?![\w/%°\-]|[.,]\d| ?(?:ans?|"
    r"ieme|eme|mg|kg|cm|mm|h|j|m|sem|x|\d|au|janv|fevr|mars|avril|mai|juin|juil|aout|sept|oct|nov|"
    r"dec|%|/))"
)
_OF_PEOPLE = frozenset(
    words("collegue confrere consoeur mg medecin medecins generaliste generalistes samu pompiers")
)
_NATURE = re.compile(
    r"\b(?P<kind>lac|vallee|massif|golfe|foret|gorges|baie|presqu'ile|archipel|atoll|mer|iles?|pays"
    r"|monts?|plateau|delta|causse|marais|bassin|fleuve|riviere|estuaire|col|desert|oasis) "
    r"(?:de |du |des |d')(?:la |l')?(?P<n>[a-z][a-z'\-]{2,20})(?P<more> [a-z][a-z'\-]{3,20})?"
)
# kinds that anatomy and money share: they need a capital
_SHARED = frozenset(
    words("mont monts plateau delta bassin col riviere pays ile iles marais desert fleuve")
)
_PROVINCE = re.compile(
    r"\b(?:[Pp]rovince|[Gg]ouvernorat|[Ww]ilaya|[Cc]omté|[Éé]tat|[Oo]blast|[Cc]ercle|[Dd]istrict) "
    r"(?:de |du |des |d')(?:la |l')?(?P<n>[A-ZÀ-Þ][\wà-ÿ'\-]{3,20})"
)
# the first words of the patterns above: each is tried only where one stands
_NUMBERING = frozenset(
    words("""
    patient patiente patients patientes pt pte pts ptes dame femme homme ado collegue confrere
    consoeur mg medecin medecins generaliste generalistes interne ide kine urgences hopital samu
    pompiers famille dans ds du departement dept caisse sdis crip ase ars mdph pmi cpam
""")
)
_PROVINCES = frozenset(words("province gouvernorat wilaya comte etat oblast cercle district"))
_NATURAL = frozenset(
    words("""
    lac vallee massif golfe foret gorges baie presqu archipel atoll mer ile iles pays mont monts
    plateau delta causse marais bassin fleuve riviere estuaire col desert oasis
""")
)
_CODES = frozenset(words("971 972 973 974 975 976 986 987 988"))
_OVERSEAS = re.compile(
    r"\b(?P<town>(?:saint |sainte |st |ste |le |la )?[a-z']{3,20}) \(?(?P<n>9[78]\d)\b"
)
_HASH = re.compile(r"#(?P<n>97[1-6]|98[678])\b")
_SURE = frozenset(
    ("caisse", "samu", "sdis", "crip", "ase", "mdph", "departement", "dept", "pmi", "cpam")
)
_WAGNER = re.compile(r"[0-4][A-D]")
_GRADES = frozenset(words("I II III IV V 0 1 2 3 4"))
_BRACKETED = re.compile(r"(?:, |\()(?P<n>RCA|RDC|USA|UK|Côte d'Ivoire)\)")
_SHORTS = frozenset(words("nc rca rdc uk usa idf paca rp"))
_SHORT = re.compile(r"\b(?:en|au|du|de|sur) (?P<n>NC|RCA|(?<!au )RDC|UK|USA|IDF|PACA|RP)\b")


def find_regions(doc: Doc) -> Iterator[Hit]:
    """Wide areas; a département's number too, where its words announce it."""
    low = doc.low
    for match in doc.led(_NUMBER, _NUMBERING, low) if doc.count > 1 else ():
        lead = match["lead"].split(" ")[0].rstrip(".")
        if lead in _SURE or _lives(doc, match):
            yield _hit(*match.span("n"))
    for match in doc.led(_PROVINCE, _PROVINCES, doc.text):
        if not lexicon.is_eponym(low[slice(*match.span("n"))]):
            yield _hit(*match.span("n"))
    for match in doc.led(_NATURE, _NATURAL, low):
        if _led_by_science(doc, doc.index_at(match.start())):
            continue  # "fièvre de la vallée du Rift"
        if match["kind"] == "atoll" and lexicon.place(match["n"].rstrip("'-")) is not None:
            continue  # "atoll de Takaroa": the place's own detector finds it
        island = match["kind"] in ("ile", "iles") and lexicon.region(match["n"]) is None
        if island and match_place(doc, doc.index_at(match.start("n"))):
            continue
        known = lexicon.word(match["n"])
        proper = doc.text[match.start("n")].isupper() and not doc.shouted
        if proper:
            proper = match["kind"] not in _SHARED or not lexicon.is_eponym(match["n"])
        if proper or (match["kind"] not in _SHARED and not known.common and known.first < 2):
            more = match["more"] and doc.text[match.start("more") + 1].isupper() and proper
            yield _hit(match.start(), match.end() if more else match.end("n"))
    for match in _HASH.finditer(low) if "#" in low else ():
        yield _hit(*match.span("n"))
    for match in _OVERSEAS.finditer(low) if not doc.words.isdisjoint(_CODES) else ():
        before = lexicon.place(match["town"].strip())
        if before is not None and before.area == match["n"]:
            yield _hit(*match.span("n"))
    for match in _BRACKETED.finditer(doc.text) if ")" in low else ():
        yield _hit(*match.span("n"))
    for match in _SHORT.finditer(doc.text) if not doc.words.isdisjoint(_SHORTS) else ():
        yield _hit(*match.span("n"))
    at = 0
    for i in doc.among(lexicon.region_openings()):
        if i < at:
            continue
        stop, mark = _match(doc, i)
        if stop and not doc.claimed[doc.starts[i]] and _is_region(doc, i, stop, mark):
            first, stop = _compass(doc, i, stop)
            yield _hit(doc.tokens[first].start, doc.tokens[stop - 1].end)
            at = stop


def _hit(start: int, end: int) -> Hit:
    return Hit(start, end, Category.REGION, Level.WARN, "region", (REMOVE,), contestable=True)


def _lives(doc: Doc, match: re.Match[str]) -> bool:
    """ "dans le 29", "du 974", "un confrère du 35": where somebody lives, or an overseas number."""
    overseas = match["n"][:2] in ("97", "98")
    if match["lead"] == "du":
        day = match["n"].isdigit() and int(match["n"]) < 32
        return overseas or match["who"] in _OF_PEOPLE or (match["who"] is not None and not day)
    return match["lead"] in ("dans le", "ds le")


def _match(doc: Doc, index: int) -> tuple[int, str]:
    """(end, mark) of the longest name of a region at token `index`; (0, "") for none."""
    best, found = 0, ""
    name = ""
    for at in range(index, min(index + 6, len(doc.tokens))):
        if at > index and doc.gap(at) not in _JOINS:
            break
        name = f"{name} {doc.tokens[at].low}".strip()
        mark = lexicon.region(name)
        if mark is not None:
            best, found = at + 1, mark
    return best, found


def wide(doc: Doc, i: int) -> int:
    """End index of the region of several words at token `i`, "Pays de la Loire"; 0 for none."""
    if not lexicon.starts_region(doc.tokens[i].low):
        return 0
    stop, mark = _match(doc, i)
    told = i > 0 and doc.gap(i) == " " and doc.tokens[i - 1].low in ("region", "regions")
    if stop < i + 2 or stop < match_place(doc, i) or not (told or not mark):
        return 0
    return stop if told or doc.tokens[stop - 1].cap else 0


def _points(doc: Doc, stop: int) -> bool:
    """Whether "de", "du" or another point follows a point of the compass."""
    return stop < len(doc.tokens) and doc.tokens[stop].low in (
        "de",
        "du",
        "d",
        "des",
        "est",
        "ouest",
    )


def _alone(doc: Doc, i: int, stop: int) -> bool:
    """Whether a capital stands alone between brackets or after a comma: "(Réunion)"."""
    closed = doc.text[doc.tokens[stop - 1].end : doc.tokens[stop - 1].end + 1] in (
        ")",
        ",",
        ".",
        "",
    )
    return closed and doc.gap(i) in (" (", ", ")


def _compass(doc: Doc, first: int, stop: int) -> tuple[int, int]:
    """The span widened over "nord", "haut" that stands beside the name."""
    if first and doc.gap(first) in (" ", "-") and doc.tokens[first - 1].low in _COMPASS:
        first -= 1
    low = doc.tokens[stop].low if stop < len(doc.tokens) else ""
    if low in ("nord", "sud", "est", "ouest") and doc.gap(stop) in (" ", "-"):
        alone = doc.tokens[stop].text != "est" or doc.gap(stop) == "-"  # "la Corse est loin"
        stop += alone
    return first, stop


def _lower_river(doc: Doc, i: int) -> bool:
    """ "dans la creuse", "du haut doubs": a département without its capital, well led."""
    low = doc.tokens[i].low
    if low not in _RIVERS or not i:
        return False
    if doc.gap(i) in (" ", "-") and doc.tokens[i - 1].low in _COMPASS - {"centre"}:
        return low not in _DOUBLE
    at = i - 1 if doc.tokens[i - 1].low in ("le", "la", "l", "les") else i
    led = at > 0 and doc.tokens[at - 1].low in ("dans", "en", "de", "du")
    if led and low not in _DOUBLE:
        return doc.tokens[at - 1].low != "de" or at == i - 1
    return led and at < i and doc.tokens[at - 1].low == "dans" and cues.settled(doc, at - 1)


def _is_region(doc: Doc, i: int, stop: int, mark: str) -> bool:
    token = doc.tokens[i]
    if token.low in ("paris", "france") or headed(doc, i):
        return token.low == "france" and _in_france(doc, i)
    before = doc.tokens[i - 1].low if i and doc.gap(i) in (" ", "'", "-", " (") else ""
    if (
        _led_by_science(doc, i)
        or towns.owned(doc, i)
        or _graded(doc, stop)
        or _practice(doc, i, stop)
    ):
        return False
    if doc.gap(i) == "-" and i and doc.tokens[i - 1].low == "crimee":
        return False  # the fever of Crimée-Congo
    if token.low == "crimee" and doc.text.startswith("-", token.end):
        return False
    if (
        doc.gap(i) == "-"
        and doc.tokens[i - 1].cap
        and i
        and doc.tokens[i - 1].low not in _COMPASS
        and lexicon.region(doc.tokens[i - 1].low) is None
    ):
        return False  # "Référentiel Onco-Occitanie"
    if token.low in ("nord", "sud", "est", "ouest") and stop == i + 1 and _points(doc, stop):
        return False  # "au Nord du Bénin"
    if before == "outre" or token.low == "outre":
        return False  # "outre-Manche", "un poste en outre-mer": half a world
    if doc.shouted and token.low == "la" and _points(doc, stop):
        return False  # "A LA REUNION DE CONCERTATION"
    if mark and stop == i + 2 and token.low == "la":
        whole = token.cap and doc.tokens[i + 1].cap
        kin = i > 1 and doc.tokens[i - 2].low in v.KIN and doc.tokens[i - 1].low == "de"
        told = kin or cues.cue(doc, i) == cues.LIVES
        low = not token.cap and not doc.tokens[i + 1].cap and told
        return (whole or low) and not doc.opens(i)
    if mark and not doc.tokens[stop - 1].cap and _lower_river(doc, i):
        return True
    if mark:
        proper = doc.tokens[stop - 1].cap and not doc.shouted
        return proper and (before in _MARKED or _alone(doc, i, stop)) and not doc.opens(i)
    if token.cap and not doc.shouted:
        return True
    single = stop == i + 1
    if single and lexicon.is_clinical(token.low) and not doc.shouted:
        return before in ("en", "au") and doc.gap(i) == " " and len(token.low) > 4
    if before in _BEFORE:
        return not single or len(token.low) > 3
    return (not single and token.low != "outre") or (
        len(token.low) > 4 and not lexicon.word(token.low).common
    )


def _in_france(doc: Doc, i: int) -> bool:
    """ "en France depuis 2012": the word counts only in somebody's journey."""
    near = {t.low for t in doc.tokens[max(0, i - 4) : i]} | {
        t.low for t in doc.tokens[i + 1 : i + 2]
    }
    return doc.tokens[i].cap and not near.isdisjoint(_ARRIVES) and doc.tokens[i - 1].low == "en"


def _practice(doc: Doc, i: int, stop: int) -> bool:
    """ "Ici en Guadeloupe on voit": a practice is spoken of, no patient."""
    here = i > 1 and doc.tokens[i - 2].low == "ici"
    return here and stop < len(doc.tokens) and doc.tokens[stop].low in ("on", "nous")


def _graded(doc: Doc, stop: int) -> bool:
    """Whether a grade follows: "Québec II"."""
    if stop >= len(doc.tokens) or doc.gap(stop) != " ":
        return False
    if _WAGNER.fullmatch(doc.tokens[stop].text):
        return True  # "Texas 3D"
    if doc.tokens[stop].text not in _GRADES:
        return False
    return doc.tokens[stop].alpha or doc.tokens[stop - 1].low == "quebec"


def _led_by_science(doc: Doc, i: int) -> bool:
    """Whether a society, a law, a plant or a microbe owns the name."""
    for back in range(i - 1, max(-1, i - 6), -1):
        if any(c in ".;:!?\n(" for c in doc.gap(back + 1)):
            return False
        if doc.tokens[back].low in _NO_REGION:
            return True
    return False
