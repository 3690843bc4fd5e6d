# ruff: noqa: E501  (patterns read better whole)
"""Addresses, postcodes, hospitals and homes, communes and towns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import eponym, headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_STRONG = r"(?:rue|avenue|ave?|bd|bld|blvd|boulevard|chemin|chem|impasse|imp|allees?|quai|ruelle|sentier|lotissement|hameau|faubourg|fbg|esplanade|venelle|rond[- ]point|lieu[- ]dit|square|rte|chaussee|traverse|montee|mail|clos|passage|route|place|cours|cite|villa|residence|voie|promenade|parvis|galerie|domaine|quartier|immeuble|hlm|tour|batiment)"
_ALWAYS = r"(?:rue|avenue|ave?|bd|bld|blvd|boulevard|chemin|impasse|allees?|quai|ruelle|sentier|lotissement|faubourg|esplanade|venelle|lieu[- ]dit|rte)"
_PART = r"(?:de la |de l'|des |du |de |d'|la |le |les |l'|aux? |en |sur |sous |et |a |saint[- ]|ste?[- ]|general |marechal |docteur |dr |pr |professeur |president |abbe |colonel |capitaine )"
_ADDRESS = re.compile(
    rf"(?<![\d/.,])(?P<n>\d{{1,4}}(?:\s?[-/]\s?\d{{1,4}})?)\s?(?:bis|ter|quater|[a-d]\b)?\s?,?\s{{0,2}}(?P<t>{_STRONG})\b\.?\s{{1,2}}"
    rf"(?P<name>{_PART}{{0,4}}[a-z0-9'œ\-]{{1,30}})"
)
_STREET = re.compile(
    rf"\b(?P<t>(?:av|bd|ave|rte|imp)\b\.?|{_ALWAYS}\b)\s(?P<name>{_PART}{{0,4}}[a-z0-9'œ\-]{{2,30}})"
)
_CONTINUES = re.compile(
    r"(?: (?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|et) ?)?|-|')([^\W\d_]['\w\-]*)"
)
_POSTCODE = re.compile(
    r"(?<![\d.,/+])(?:f[- ])?(?P<code>(?:0[1-9]|[1-8]\d|9[0-8]|2[ab]) ?\d{3})(?!\d|[.,]\d| \d{3}\b)"
)
_POSTCODE_WORD = re.compile(
    r"(?:code postal|\bcp|cedex|habite(?: dans le| le)?|domicilie(?:e)? (?:au|dans le)?)\s?:?\s?\Z"
)

_HOSPITAL: dict[str, str] = {
    **dict.fromkeys(("chu", "chr", "chru", "ghu"), "un CHU"),
    **dict.fromkeys(("ch", "chic", "ghe", "gh", "ghi", "ght", "hia", "chi", "chg"), "un hôpital"),
    **dict.fromkeys(("hopital", "hopitaux", "hop", "hospices", "hosto"), "un hôpital"),
    **dict.fromkeys(("clinique", "polyclinique"), "une clinique"),
    **dict.fromkeys(("ehpad", "usld"), "un EHPAD"),
    **dict.fromkeys(("maternite", "mater"), "une maternité"),
    **dict.fromkeys(("ssr", "smr"), "un centre de rééducation"),
    **dict.fromkeys(("institut",), "un centre spécialisé"),
    **dict.fromkeys(("residence", "foyer"), "un établissement"),
    **dict.fromkeys(
        ("ime", "mas", "fam", "mecs", "esat", "cmp", "csapa", "cmpp", "msp", "sau", "cdag", "pmi"),
        "un établissement",
    ),
    **dict.fromkeys(
        ("ecole", "college", "lycee", "creche", "garderie", "universite", "fac"),
        "un établissement scolaire",
    ),
    **dict.fromkeys(("prison", "penitentiaire"), "un établissement pénitentiaire"),
    **dict.fromkeys(("pharmacie", "laboratoire", "labo", "cabinet"), "un cabinet"),
}
_BIG = frozenset(
    [
        "chu",
        "chr",
        "chru",
        "ghu",
        "ch",
        "hia",
        "hopital",
        "hopitaux",
        "hop",
        "ehpad",
        "polyclinique",
        "chi",
        "chg",
        "usld",
        "mater",
        "maternite",
        "hospices",
    ]
)
_UPPER_ONLY = frozenset(
    [
        "ch",
        "gh",
        "hia",
        "chi",
        "chg",
        "chic",
        "ime",
        "mas",
        "fam",
        "msp",
        "sau",
        "ght",
        "ghe",
        "ghi",
        "ssr",
        "smr",
        "pmi",
        "cmp",
    ]
)
_SITE = frozenset(
    ["nord", "sud", "est", "ouest", "saint", "sainte", "st", "ste", "notre", "necker"]
)
_HOSPITAL_WORDS = frozenset(
    [
        "europeen",
        "americain",
        "local",
        "national",
        "principal",
        "central",
        "universitaire",
        "regional",
        "general",
        "intercommunal",
        "psychiatrique",
        "specialise",
        "prive",
        "privee",
        "militaire",
        "medical",
        "medicale",
        "hospitalier",
        "clinique",
        "medico",
        "chirurgical",
        "chirurgicale",
        "regionale",
        "public",
    ]
)
_HOSPITAL_STOP = frozenset(
    [
        "jour",
        "nuit",
        "semaine",
        "urgence",
        "urgences",
        "reference",
        "proximite",
        "psychiatrie",
        "pediatrie",
        "cardiologie",
        "neurologie",
        "recours",
        "soins",
    ]
)
_CENTRE = re.compile(
    r"\b(?:centres? (?:hospitalier(?:s)?(?: (?:universitaire|regional|intercommunal|general|specialise|prive|public|de)){0,3}|medical|medico[- ]\w+|de sante|de reeducation|de reference|anti[- ]?poisons?|"
    r"de dialyse|d'imagerie|hospitalo[- ]universitaire|psychotherapique|de soins|chirurgical|penitentiaire)|maison (?:de retraite|de sante|medicale|d'arret|de repos)|groupe hospitalier|"
    r"groupement hospitalier|cabinet (?:medical|de groupe|dentaire)|foyer (?:de vie|logement|d'accueil)|unite medico[- ]judiciaire|institut \w+)\b"
)


def _extend_caps(doc: Doc, end: int, words: int = 5) -> int:
    """Push an address over the capitalised or hyphenated words that follow."""
    for _ in range(words):
        match = _CONTINUES.match(doc.text, end)
        if match is None:
            return end
        word = match.group(1)
        glued = match.group()[0] in "-'"
        if not (glued or word[0].isupper()) or word.lower() in v.TITLES:
            return end
        end = match.end()
    return end


def find_addresses(doc: Doc) -> Iterator[Hit]:
    """Number, kind of street and its name; a named street alone too."""
    for match in _ADDRESS.finditer(doc.low):
        name = doc.text[match.start("name") : match.end("name")]
        kind = match["t"]
        if not re.fullmatch(_ALWAYS, kind) and not re.search(r"[A-ZÀ-Þ]", name):
            continue
        if (
            kind in ("av", "bd", "ave")
            and not re.search(r"[A-ZÀ-Þ]", name)
            and not re.match(_PART, match["name"])
        ):
            continue
        end = _extend_caps(doc, match.end())
        yield Hit(match.start(), end, Category.ADDRESS, Level.BLOCK, "address")
    for match in _STREET.finditer(doc.low):
        name = doc.text[match.start("name") : match.end("name")]
        if match["t"].rstrip(".") in ("av", "ave", "bd", "rte", "imp") and not re.search(
            r"\b[A-ZÀ-Þ][a-zà-ÿ]", name
        ):
            continue
        if re.search(r"\b[A-ZÀ-Þ]\w", name):
            end = _extend_caps(doc, match.end())
            yield Hit(
                match.start(),
                end,
                Category.ADDRESS,
                Level.FIX,
                "address",
                (Proposal("son domicile", "wider_place"), REMOVE),
            )


def _area_proposals(code: str) -> tuple[Proposal, ...]:
    compact = code.replace(" ", "")
    area = compact[:3] if compact.startswith(("97", "98")) else compact[:2]
    region = lexicon.area(area)[1]
    return (Proposal(f"la région {region}", "wider_place"), REMOVE) if region else (REMOVE,)


def find_postcodes(doc: Doc) -> Iterator[Hit]:
    """A postcode beside a commune, or announced; five digits alone are a laboratory's."""
    for match in _POSTCODE.finditer(doc.low):
        index = doc.index_at(match.end())
        end = match.end()
        if index < len(doc.tokens) and re.fullmatch(r"[\s,\-)(]{1,4}", doc.gap(index)):
            stop = _match_place(doc, index)
            token = doc.tokens[index]
            if stop and (token.cap or _in_area(doc, index, stop, match["code"])):
                end = doc.tokens[stop - 1].end
            elif _unknown_town(token, match["code"]):
                end = _extend_caps(doc, token.end, 3)
        before = doc.low[max(0, match.start() - 24) : match.start()]
        if (
            end == match.end()
            and not _POSTCODE_WORD.search(before)
            and not doc.low.startswith("f", match.start())
        ):
            index -= 1
            near = (
                index > 0 and doc.tokens[index - 1].cap and doc.gap(index).strip() in ("", "(", ",")
            )
            spot = lexicon.place(doc.tokens[index - 1].low) if near else None
            if spot is None or not match["code"].startswith(spot.area[:2]):
                continue
        yield Hit(
            match.start(),
            end,
            Category.POSTCODE,
            Level.FIX,
            "postcode",
            _area_proposals(match["code"]),
        )


def _unknown_town(token: Token, code: str) -> bool:
    if not (token.cap and token.alpha and len(token.text) > 3) or code.endswith("000"):
        return False
    return not lexicon.word(token.low).common and token.low not in v.ACRONYMS


def _in_area(doc: Doc, index: int, stop: int, code: str) -> bool:
    spot = lexicon.place(_name(doc, index, stop))
    return spot is not None and not spot.abroad and code.startswith(spot.area[:2])


def _name(doc: Doc, first: int, stop: int) -> str:
    return " ".join(t.low for t in doc.tokens[first:stop])


def _match_place(doc: Doc, index: int) -> int:
    """End index of the longest place name at token `index`, or 0."""
    best = 0
    for stop in range(index + 1, min(index + 7, len(doc.tokens)) + 1):
        if stop > index + 1 and doc.gap(stop - 1) not in (" ", "-", "'", "- ", " -"):
            break
        if lexicon.place(_name(doc, index, stop)) is not None:
            best = stop
    return best


def _hospital_end(doc: Doc, index: int, big: bool) -> int:
    """End index of the proper name that follows a hospital word, or 0."""
    tokens, at, end, particle = doc.tokens, index, 0, False
    while at < len(tokens) and at - index < 9:
        token = tokens[at]
        gap = doc.gap(at)
        if gap not in (" ", "-", "'", "  ", " - ", ". ", "/", ' "', " '", " «", " « ") or (
            gap == ". " and len(tokens[at - 1].text) > 4
        ):
            break
        if token.low in v.PARTICLES or token.low in ("en", "sur", "lez", "les", "sous"):
            particle = True
            at += 1
            continue
        if token.low in _HOSPITAL_WORDS and not end:
            at += 1
            continue
        if token.low in v.TITLES or token.low in v.ACRONYMS or token.low in _HOSPITAL_STOP:
            break
        if end and not _same_name(doc, at, particle):
            break
        if not _hospital_word(doc, token, at, big, particle, bool(end)):
            break
        stop = _match_place(doc, at) if lexicon.place(token.low) or not token.cap else 0
        at = max(at + 1, stop if token.cap or stop else 0)
        end = at
        particle = False
    return end


def _same_name(doc: Doc, at: int, particle: bool) -> bool:
    """After a first proper word, only capitals (or what a hyphen glues) go on."""
    return doc.tokens[at].cap or doc.gap(at) in ("-", "'")


def _hospital_word(
    doc: Doc, token: Token, at: int, big: bool, particle: bool, inside: bool
) -> bool:
    known = lexicon.word(token.low)
    if token.cap and not doc.shouted:
        if token.low in v.NOT_NAMES and token.low not in _SITE:
            return False
        if inside:
            return (
                not known.common
                or particle
                or doc.gap(at) == "-"
                or token.low in _SITE
                or bool(known.last)
            )
        floor = 3 if known.common else 1
        named = known.last >= floor or known.first >= floor
        return (
            big or particle or named or token.low in _SITE or lexicon.place(token.low) is not None
        )
    if inside and doc.gap(at) in ("-", "'"):
        return True
    if token.low in _SITE and token.low not in ("est",):
        return big
    spot = lexicon.place(token.low)
    if spot is not None and spot.population >= 5000 and not known.common:
        return True
    return lexicon.is_hospital(token.low) and not known.common


def find_hospitals(doc: Doc) -> Iterator[Hit]:
    """Hospitals, clinics, homes and schools by name; famous hospitals without the word."""
    tokens = doc.tokens
    for match in _CENTRE.finditer(doc.low):
        index = doc.index_at(match.end())
        end = _hospital_end(doc, index, True) if index < len(tokens) else 0
        if end:
            text = "un hôpital" if "hospital" in match.group() else "un établissement"
            yield Hit(
                match.start(),
                tokens[end - 1].end,
                Category.HOSPITAL,
                Level.FIX,
                "hospital",
                (Proposal(text, "wider_place"),),
            )
    for i, token in enumerate(tokens):
        wording = _HOSPITAL.get(token.low)
        if (
            wording
            and i + 1 < len(tokens)
            and (token.text.isupper() or token.low not in _UPPER_ONLY)
        ):
            end = _hospital_end(doc, i + 1, token.low in _BIG)
            if end:
                yield Hit(
                    token.start,
                    tokens[end - 1].end,
                    Category.HOSPITAL,
                    Level.FIX,
                    "hospital",
                    (Proposal(wording, "wider_place"),),
                )
        elif token.cap and not wording:
            yield from _famous(doc, i)


def _famous(doc: Doc, i: int) -> Iterator[Hit]:
    for stop in range(min(i + 3, len(doc.tokens)), i, -1):
        name = _name(doc, i, stop)
        if not lexicon.is_hospital(name):
            continue
        before = doc.tokens[i - 1].low if i else ""
        lead = before in ("a", "de", "d", "la", "sur", "du", "l", "vers", "urgences", "au")
        if stop == i + 1 and (
            not lead
            or headed(doc, i)
            or (lexicon.is_eponym(name) and before not in ("a", "la", "sur"))
        ):
            continue
        if headed(doc, i):
            continue
        yield Hit(
            doc.tokens[i].start,
            doc.tokens[stop - 1].end,
            Category.HOSPITAL,
            Level.FIX,
            "hospital",
            (Proposal("un hôpital", "wider_place"),),
        )
        return


_LIVES = re.compile(
    r"\b(?:habit(?:e|ant|ait|ent|er)|vi(?:t|vant|vait|vent|vre)|domiciliee?|residant|reside(?:nt)?|originaires?|nee?s?|installee?|hospitalisee?s?|transferee?s?|"
    r"mutee?|adressee?s?|exerc(?:e|ant)|travaille|scolarisee?|demenage|loge|heberge(?:e)?|demeurant|consulte|suivie?|natif|native|vacances|retour|rentre|vient|venant|operee?|vu|vue|garde|internat|remplacement|urgences|region|pres|cote|proche|proximite|alentours|ville|commune|agglomeration|banlieue|village|bourg|canton)"
    r"(?: [a-z]{2,12}){0,2}? (?:a|de|d'|sur|vers|pres de|autour de|du cote de|en|dans|pour|du|au|aux|le|la|les)?\s?\Z"
)
_PREP = frozenset(
    (
        "a",
        "de",
        "d",
        "sur",
        "vers",
        "depuis",
        "pres",
        "entre",
        "et",
        "ou",
        "est",
        "banlieue",
        "region",
    )
)


def _wider(spot: lexicon.Place) -> tuple[Proposal, ...]:
    if spot.abroad:
        return (Proposal("une ville à l'étranger", "wider_place"), REMOVE)
    size = spot.population
    wording = (
        "une grande ville"
        if size >= 100_000
        else "une ville moyenne"
        if size >= 20_000
        else "une petite ville"
        if size >= 2_000
        else "un village"
    )
    region = lexicon.area(spot.area)[1]
    more = (Proposal(f"la région {region}", "wider_place"),) if region else ()
    return (Proposal(wording, "wider_place"), *more, REMOVE)


def find_places(doc: Doc) -> Iterator[Hit]:
    """Communes and towns, where a preposition or a verb of living says it is one."""
    i = 0
    while i < len(doc.tokens):
        token = doc.tokens[i]
        stop = 0
        if token.alpha and len(token.text) > 1 and (token.cap or _lower_lead(doc, i)):
            stop = _match_place(doc, i)
        if stop and _is_place(doc, i, stop):
            spot = lexicon.place(_name(doc, i, stop))
            if spot is not None:
                yield Hit(
                    token.start,
                    doc.tokens[stop - 1].end,
                    Category.PLACE,
                    Level.FIX,
                    "place",
                    _wider(spot),
                    contestable=True,
                )
            i = stop
        else:
            i += 1


_LOWER_LEADS = frozenset(
    [
        "a",
        "de",
        "d",
        "sur",
        "vers",
        "la",
        "le",
        "les",
        "chu",
        "ch",
        "hopital",
        "urgences",
        "habite",
        "habitant",
        "vit",
        "vivant",
        "domicilie",
        "domiciliee",
        "region",
        "secteur",
        "pres",
    ]
)


def _lower_lead(doc: Doc, i: int) -> bool:
    return i > 0 and doc.gap(i) in (" ", "'") and doc.tokens[i - 1].low in _LOWER_LEADS


def _is_place(doc: Doc, i: int, stop: int) -> bool:
    token = doc.tokens[i]
    if doc.claimed[token.start]:
        return False
    name = _name(doc, i, stop)
    spot = lexicon.place(name)
    if spot is None or (
        stop == i + 1
        and (token.low in v.NOT_NAMES or token.low in v.ACRONYMS or lexicon.is_drug(token.low))
    ):
        return False
    single = stop == i + 1
    known = lexicon.word(token.low)
    if headed(doc, i):
        return False
    before = doc.tokens[i - 1].low if i else ""
    lives = bool(_LIVES.search(doc.low[max(0, token.start - 40) : token.start]))
    if not token.cap:
        if not single:
            return (
                "-" in doc.text[token.start : doc.tokens[stop - 1].end] and lives and len(name) > 8
            )
        if known.common or (spot.abroad and spot.population < 500_000):
            return False
        return spot.population >= (3_000 if lives and doc.final else 30_000) and known.first < 3
    if token.upper and len(token.text) < 4:
        return False
    if single and not lives and before not in _PREP and eponym(doc, i):
        return False
    if doc.shouted:
        return lives and not known.common and spot.population >= 1000
    if lives:
        return not known.common or spot.population >= 3000 or doc.final
    if not single:
        return (
            before in _PREP
            or "-" in doc.text[token.start : doc.tokens[stop - 1].end]
            or spot.population > 20_000
        )
    if before in _PREP and doc.gap(i) in (" ", "'"):
        if known.common:
            return spot.population >= 20_000 and not doc.opens(i)
        return spot.population >= (1_000 if known.last < 3 else 5_000) and known.first < 3
    if doc.opens(i):
        return (
            doc.final
            and spot.population >= 100_000
            and not known.common
            and not spot.abroad
            and known.first < 3
        )
    return spot.population >= 40_000 and not known.common and known.first < 3
