"""Ways by name, with or without a number: "12 bis rue du Four", "cours Paoli"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# kinds that are a way wherever they stand, then kinds that are ordinary words too
_SURE = (
    r"rue|avenue|ave?|bd|bld|blvd|boulevard|chemin|chem|impasse|allees?|quai|ruelle|sentier|"
    r"lotissement|faubourg|fbg|esplanade|venelle|lieu[- ]dit|rte|corniche|rond[- ]point|bvd|blv|"
    r"servitude|boul|hent|straed|carriera|carrer|karrika|strasse|gasse|straat|chaussee"
)
_WEAK = (
    r"piace|al|imp|hameau|square|chaussee|traverse|montee|mail|clos|passage|route|place|cours|cite|villa|"
    r"residence|voie|promenade|parvis|galerie|domaine|quartier|immeuble|hlm|tour|batiment|rampe|"
    r"sente|cale|cour|descente|rocade|levee|port|all|chem|sq|pl|lot|res"
)
_PART = (
    r"(?:de la |de l'|des |du |de |d'|la |le |les |l'|aux? |en |sur |sous |et |a |saint[- ]|"
    r"ste?[- ]|general |gal |marechal |docteur |dr |pr |professeur |president |abbe |colonel |"
    r"capitaine |commandant |amiral |cardinal |sergent |lieutenant )"
)
_NUMBER = r"(?<![\d/.,])\d{1,4}(?:\s?[-/]\s?\d{1,4})?\s?(?:bis|ter|quater|[a-d]\b)?\s?,?\s{0,2}"
_DAY = (
    r"\d{1,2}(?:er)?[ -](?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
    r"novembre|decembre)"
)
_NAME = rf"(?P<name>{_PART}{{0,4}}(?:{_DAY}\b|[a-z0-9'œ\-]{{1,30}}))"
_NUMBERED = re.compile(rf"{_NUMBER}(?P<t>{_SURE}|{_WEAK}|r)\b\.?\s{{1,2}}{_NAME}")
_NAMED = re.compile(rf"\b(?P<t>{_SURE}|{_WEAK})\b\.?\s{{1,2}}{_NAME}")
_GRAND = re.compile(
    rf"{_NUMBER}(?:grand[e']?[ -]?(?:rue|place)|[a-zœ]{{3,20}}(?:strasse|gasse|straat|laan))\b"
)
_COMPOUNDS = ("strasse", "gasse", "straat", "laan", "platz")
_GRANDS = ("grand", *_COMPOUNDS)
_GERMAN = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?:strasse|gasse|straat|laan|platz|allee)[ ,]{1,2}\d{1,4}[a-d]?\b"
)
# a postcode ends the line of a way in lower case: "12 place du foirail, 12000"
_CODED = re.compile(r"(?: [a-z\-]{2,20})?[ ,\-\n]{1,4}\d{5}\b")
_AFTER = re.compile(r",? (?:n° ?)?\d{1,4} ?[a-d]?(?=[,;)\n]| - |\.?\Z)")
# "au lieu-dit la grande borie, 19800": the name goes on to the comma
_TO_COMMA = re.compile(r"[a-z'\-]{2,20}(?: [a-z'\-]{1,20}){0,3}(?= ?[,.;\n)(]| - |\Z)")
_NAMED_ALONE = frozenset(
    ("port", "cour", "tour", "villa", "residence", "quartier", "hameau", "voie", "hlm", "cite")
)
_EVENTS = frozenset(
    words("""
    habite habitant demeurant demeure domicilie domiciliee adresse dom loge logee residant reside
    dort dormait renverse renversee agresse agressee chute avp accident vit tombe tombee trouve
    retrouve retrouvee percute percutee interpelle blesse blessee pk
    """)
)
_POST = re.compile(
    r"\b(?:PK ?\d{1,3}(?:,\d{1,3})?\b(?: c[oô]t[eé] (?:mer|montagne))?|[Rr][NnDd] ?\d{2,4}\b"
    r"|[Rr]oute (?:nationale|départementale|territoriale|provinciale) (?:n° ?)?\d{1,4}[a-z]?\b"
    r"|(?:ZA|ZI|ZAC|ZC) (?:(?:de la|de|des|du|d'|l') ?)?[A-ZÀ-Þ][\w'\-]+)"
)
# the first words of the kinds above: a way is looked for only where one stands
_WAYS = frozenset(
    words("""
    rue avenue av ave bd bld blvd boulevard chemin chem impasse allee allees quai ruelle sentier
    lotissement faubourg fbg esplanade venelle lieu rte corniche rond bvd blv boul hent straed
    carriera carrer karrika strasse gasse straat chaussee servitude al imp hameau square traverse
    montee mail clos passage route place cours cite villa residence voie promenade parvis galerie
    domaine quartier immeuble hlm tour batiment rampe sente cale cour descente rocade levee port
    all sq pl lot res r piace
    """)
)
_DAYS = re.compile(_DAY)
_IS_SURE = re.compile(_SURE)
_SHORT = frozenset(
    ("al", "boul", "av", "ave", "bd", "rte", "imp", "r", "all", "sq", "pl", "lot", "res", "chem")
)
_CONTINUES = re.compile(
    r"(?: (?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|et|ar|an|er|al|ha|ez) ?)?|-|')"
    r"([^\W\d_]['\w\-]*)"
)
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_TITLE = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]")
_STREET_WORDS = frozenset(
    words("""
    republique liberte victoire paix egalite fraternite resistance liberation europe nation ecole
    ecoles mairie gare eglise marche poste stade cimetiere chapelle martyrs armistice
    """)
)
_LOWER = frozenset(("rue", "avenue", "boulevard", "impasse", "allee", "allees"))
_LAST = re.compile(r"[a-z\-]{2,}\Z")
_ENDED = re.compile(r"(?:[ \-]?[a-z]+)?,?[ \n]{0,3}(?:-|n°|\d{1,3}\b|\d{5}\b|\n|\Z)")
_DETACHED = re.compile(r"(?:\A|[-,;:(|\n]) {0,4}\Z")


def extend(text: str, end: int, most: int = 5) -> int:
    """Push an address over the capitalised or hyphenated words that follow."""
    for _ in range(most):
        match = _CONTINUES.match(text, end)
        if match is None:
            return end
        word = match.group(1)
        glued = match.group()[0] in "-'"
        if not (glued or word[0].isupper()) or word.lower() in v.TITLES:
            return end
        end = match.end()
    return end


def _may_number(doc: Doc, low: str) -> bool:
    """Whether a figure stands a few words before a way, or anything in a misread text."""
    if low is not doc.low:
        return True
    tokens = doc.tokens
    return any(not b.alpha for i in doc.among(_WAYS) for b in tokens[max(0, i - 3) : i])


def _at_ways(doc: Doc, low: str) -> Iterator[re.Match[str]]:
    """Matches of `_NAMED`, tried only where a kind of way stands."""
    if low is not doc.low:
        yield from _NAMED.finditer(low)
        return
    yield from doc.led(_NAMED, _WAYS, low)


def numbered(doc: Doc, low: str) -> Iterator[tuple[int, int]]:
    """Spans of "number, kind of way, name"; `low` is the folded text, misread letters put right."""
    for match in _NUMBERED.finditer(low) if _may_number(doc, low) else ():
        if not _IS_SURE.fullmatch(match["t"]) and not (
            _named(doc, match) or _CODED.match(low, match.end())
        ):
            continue  # "2 passages", "4 cours de DIU"
        bare = match["t"] in _SHORT and not _CAPITAL.search(doc.text[slice(*match.span("name"))])
        coded = _CODED.match(low, match.end()) is not None
        if bare and not coded and (not re.match(_PART, match["name"]) or match["t"] == "r"):
            continue
        if match["name"].startswith("et ") or (
            match["name"].startswith("a ") and match["t"] in _SHORT
        ):
            continue  # "4 allées et venues"
        if _stopped(match):
            continue
        yield match.start(), extend(doc.text, match.end())
    for match in _GERMAN.finditer(doc.text) if any(k in low for k in _COMPOUNDS) else ():
        yield match.span()
    for match in _GRAND.finditer(low) if any(k in low for k in _GRANDS) else ():
        yield match.start(), extend(doc.text, match.end(), 2)
    for match in _POST.finditer(doc.text):
        yield match.start(), extend(doc.text, match.end())


def named(doc: Doc, low: str) -> Iterator[tuple[int, int]]:
    """Spans of "kind of way, Name": a capital is needed, or a street's usual word."""
    for match in _at_ways(doc, low):
        name = doc.text[slice(*match.span("name"))]
        sure = _IS_SURE.fullmatch(match["t"]) is not None
        if match["name"].startswith(("et ", "a ", "en ")) or _stopped(match):
            continue  # "AV et Symbicort"
        if match["t"] in _SHORT and not _TITLE.search(name):
            continue
        if match["t"].startswith("lieu"):
            yield _locality(doc, low, match)
        elif _CAPITAL.search(name) and (sure or _detached(doc, match) or _happened(doc, match)):
            yield match.start(), _numbered_after(low, extend(doc.text, match.end()))
        elif sure and _DAYS.search(match["name"]) and len(match["t"]) > 2:
            yield match.span()
        elif match["t"] in _LOWER and re.match(_PART, match["name"]) and _usual(match["name"]):
            yield match.start(), match.end()


def _locality(doc: Doc, low: str, match: re.Match[str]) -> tuple[int, int]:
    """The name of a lieu-dit, without the words that announce it in a sentence."""
    start = match.start("name")
    if doc.text[match.start()].isupper():
        return match.start(), extend(doc.text, match.end())
    whole = None if _CAPITAL.search(doc.text[start : match.end()]) else _TO_COMMA.match(low, start)
    return start, whole.end() if whole else extend(doc.text, match.end())


def _numbered_after(low: str, end: int) -> int:
    """The end pushed over a number that follows its way, as in Belgium: "rue du Lac 12"."""
    number = _AFTER.match(low, end)
    return number.end() if number else end


def _happened(doc: Doc, match: re.Match[str]) -> bool:
    """Whether somebody lives, fell or was hit there: "renversé cours Lafayette"."""
    if match["t"] in _NAMED_ALONE:
        return False
    at = doc.index_at(match.start())
    for back in range(at - 1, max(-1, at - 4), -1):
        if any(c in ".;:!?\n()" for c in doc.gap(back + 1)):
            return False
        if doc.tokens[back].low in _EVENTS:
            return bool(_TITLE.search(doc.text[slice(*match.span("name"))]))
    return False


def _stopped(match: re.Match[str]) -> bool:
    """Whether a full stop, and no abbreviation's dot, parts the kind from the name."""
    between = match.string[match.end("t") : match.start("name")]
    return "." in between and match["t"] not in _SHORT


def _named(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a weak kind is followed by a name: a capital, or a street's usual word."""
    name = doc.text[slice(*match.span("name"))]
    shouted = doc.text[match.start("t")].isupper() and doc.text[match.end("t") - 1].isupper()
    if re.search(r"[A-ZÀ-Þ]" if shouted else r"[A-ZÀ-Þ][a-zà-ÿ]", name):
        return True
    return re.match(_PART, match["name"]) is not None and _usual(match["name"])


def _usual(name: str) -> bool:
    last = _LAST.search(name)
    return last is not None and (
        last.group() in _STREET_WORDS or lexicon.is_home_noun(last.group())
    )


def _detached(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a weak kind stands after a separator, its name no ordinary word: "- cours Paoli"."""
    if match["t"] in _NAMED_ALONE:
        return False
    if not _DETACHED.search(doc.text[max(0, match.start() - 5) : match.start()]):
        return False
    end = extend(doc.text, match.end())
    if (
        re.match(r", [A-ZÀ-Þ][a-zà-ÿ]", doc.text[end : end + 4])
        and doc.text[match.start("name") : match.end()].split()[-1][:1].isupper()
    ):
        return True
    number = doc.low.startswith(" n°", match.end())
    if number or (_ENDED.match(doc.low, end) and re.match(_PART, match["name"])):
        return True
    last = _LAST.search(match["name"])
    known = lexicon.word(last.group()) if last else None
    return known is not None and bool(known.last) and not known.common
