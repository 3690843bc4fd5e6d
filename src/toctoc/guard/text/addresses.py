# ruff: noqa: E501  (patterns read better whole)
"""Streets and postcodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.gazetteer import match_place, name_of

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
_CEDEX = re.compile(r"[ ,]{0,2}cedex(?: \d{1,2}\b)?")
_FLAT = re.compile(
    r"[ ,\-]{0,3}(?:appt?|appartement|studio|bat(?:iment)?|esc(?:alier)?|etage|porte)\b\.? ?[a-z0-9]{1,4}\b"
)
_POSTCODE_WORD = re.compile(
    r"(?:code postal|\bcp|cedex|habite(?: dans le| le)?|domicilie(?:e)? (?:au|dans le)?)\s?:?\s?\Z"
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
        shouted = doc.text[match.start("t")].isupper()
        named = re.search(r"[A-ZÀ-Þ]" if shouted else r"[A-ZÀ-Þ][a-zà-ÿ]", name)
        if not re.fullmatch(_ALWAYS, kind) and not named:
            continue  # "2 passages", "4 cours de DIU"
        if (
            kind in ("av", "bd", "ave")
            and not re.search(r"[A-ZÀ-Þ]", name)
            and not re.match(_PART, match["name"])
        ):
            continue
        end = _extend_caps(doc, match.end())
        flat = _FLAT.match(doc.low, end)
        end = flat.end() if flat else end
        yield Hit(match.start(), end, Category.ADDRESS, Level.BLOCK, "address")
    for match in _STREET.finditer(doc.low):
        name = doc.text[match.start("name") : match.end("name")]
        if match["t"].rstrip(".") in ("av", "ave", "bd", "rte", "imp") and not re.search(
            r"\b[A-ZÀ-Þ][a-zà-ÿ]", name
        ):
            continue
        if match["name"].startswith(("et ", "a ")):
            continue  # "AV et Symbicort"
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
            stop = match_place(doc, index)
            token = doc.tokens[index]
            if stop and (token.cap or _in_area(doc, index, stop, match["code"])):
                end = doc.tokens[stop - 1].end
            elif _unknown_town(token, match["code"]):
                end = _extend_caps(doc, token.end, 3)
        cedex = _CEDEX.match(doc.low, end)
        end = cedex.end() if cedex else end
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
    spot = lexicon.place(name_of(doc, index, stop))
    return spot is not None and not spot.abroad and code.startswith(spot.area[:2])
