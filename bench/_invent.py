"""Invents names, towns, hospitals, ways and dates from public registers, to train on.

`../shared/data/deid` holds the registers; nothing drawn here is copied into the product.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

from toctoc.guard import lexicon

KINDS_BY_TOWN = (
    "CHU", "CH", "CHR", "CHRU", "CHI", "GHT", "centre hospitalier", "Centre Hospitalier",
    "Centre hospitalier universitaire", "SMUR", "urgences",
)  # fmt: skip
KINDS = (
    *KINDS_BY_TOWN, "hôpital", "hopital", "Hôpital", "clinique", "Clinique", "polyclinique",
    "Polyclinique", "EHPAD", "Ehpad", "ehpad", "résidence", "maison de retraite", "MSP",
    "maison médicale", "cabinet médical", "cabinet", "centre de santé", "CMP", "CMS", "SSR",
    "EPSM", "CHS", "centre de rééducation", "maternité", "CAMSP", "IME", "MAS", "FAM", "foyer",
    "USLD", "pharmacie", "laboratoire", "centre d'imagerie", "pôle santé", "HAD", "institut",
    "hosto", "CLCC", "Hôpital privé", "Groupe hospitalier", "Hôpital local", "Fondation", "CSAPA",
    "dispensaire", "CDPS", "centre de soins", "centre médico-social", "hôpital régional", "EPH",
    "hôpital de district", "hôpital militaire", "formation sanitaire", "CSPS", "CSCOM", "PMI",
    "CATTP", "ITEP", "ESAT", "SESSAD", "laboratoire d'anatomie pathologique", "HDJ", "CRF", "ESPIC",
    "hôpital de jour", "pôle sanitaire", "maison de naissance", "CeGIDD", "PASS", "clinique SSR",
)  # fmt: skip
EMPLOYERS = (
    "collège", "lycée", "école", "Garage", "SARL", "Transports", "Boulangerie", "Ets", "US", "AS",
    "Menuiserie", "société", "usine", "restaurant", "entreprise", "supermarché",
)  # fmt: skip
TREES = (
    "Tilleuls", "Mimosas", "Glycines", "Oliviers", "Chênes", "Acacias", "Lilas", "Platanes",
    "Cèdres", "Érables", "Magnolias", "Bleuets", "Lavandes", "Charmilles", "Marronniers",
    "Peupliers", "Roseaux", "Genêts", "Bruyères", "Sapins", "Jonquilles", "Camélias",
    "Hortensias", "Coquelicots", "Pins", "Bouleaux", "Alouettes", "Hirondelles", "Mésanges",
    "Cigales",
)  # fmt: skip
LANDS = (
    *("du Parc", "du Lac", "du Bois", "du Val", "du Moulin", "du Château", "du Plateau"),
    *("du Golfe", "du Littoral", "du Marais", "du Vallon", "du Pays", "du Mont", "du Coteau"),
    *("du Vieux-Port", "de la Baie", "de la Forêt", "de la Vallée", "de la Roseraie"),
    *("de la Source", "de la Côte", "de la Colline", "de la Providence", "de la Croix"),
    *("de la Plage", "de la Fontaine", "de l'Estuaire", "de l'Étang", "de l'Orangerie"),
    *("de l'Océan", "de l'Espérance", "de l'Europe", "de l'Abbaye", "de l'Ermitage"),
)
WAYS = (
    "rue", "avenue", "bd", "boulevard", "allée", "impasse", "chemin", "place", "quai", "route",
    "rue de", "rue du", "chemin de", "ruelle", "venelle", "square", "cours", "résidence",
    "lotissement", "cité", "lieu-dit", "hameau",
)  # fmt: skip
PARTICLES = (
    "Le ", "De ", "de ", "Du ", "Ben ", "El ", "Van ", "Da ", "Di ", "Abou ", "d'", "O'", "Mc",
    "Aït ", "N'", "Saint-",
)  # fmt: skip
LANDMARKS = (
    "Ker", "Plou", "Lan", "Le Mas ", "La Croix-", "Les ", "Le Bois-", "Villeneuve-", "Saint-",
    "Bourg-", "Mont", "Val-", "Pont-", "Coat", "Roche",
)  # fmt: skip
MONTHS = (
    ("janvier", "janv", "janv."), ("février", "fév", "fev", "fevrier"), ("mars",),
    ("avril", "avr"), ("mai",), ("juin",), ("juillet", "juil"), ("août", "aout"),
    ("septembre", "sept", "sept."), ("octobre", "oct"), ("novembre", "nov"),
    ("décembre", "dec", "déc"),
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SPELT = "premier deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente"
_WAY = re.compile(
    r"(?i)\d|rue|av|bd|boul|all|imp|chem|place|quai|route|square|r[ée]s|lot|sent|cours|hameau|pass"
)


def _table(path: Path) -> list[list[str]]:
    packed = path.read_bytes()
    lines = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode().split("\n")
    return [line.split("\t") for line in lines if line.strip()][1:]


class _Bag:
    """Words drawn by a power of their count, or evenly."""

    def __init__(self, rows: Iterable[tuple[str, float]], power: float) -> None:
        kept = [(word, count) for word, count in rows if len(word) > 1]
        self.words = [word for word, _ in kept]
        self.weights = list(accumulate((count + 1) ** power for _, count in kept))

    def draw(self, rng: random.Random, even: float) -> str:
        """One word, drawn evenly with probability `even`."""
        if rng.random() < even:
            return rng.choice(self.words)
        return rng.choices(self.words, cum_weights=self.weights)[0]


class Inventor:
    """Draws what identifies, each call something else."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.rng = rng
        lists = folder / "gazetteers"
        self._last = _Bag(((n, int(c)) for n, c in _table(lists / "noms.tsv.gz")), 0.55)
        self._first = _Bag(((n, int(c)) for n, _, c in _table(lists / "prenoms.tsv")), 0.45)
        communes = [row + [""] * (7 - len(row)) for row in _table(lists / "communes.tsv")]
        self._town = _Bag(((row[1], int(row[5] or 0) + 49) for row in communes), 0.4)
        self._codes = [row[6][:5] for row in communes if row[6][:5].isdigit()]
        self._ways = [row[0] for row in _table(lists / "voies.tsv")]
        self.drugs = [n.lower() for _, n in _table(lists / "medicaments.tsv") if " " not in n]
        sections = lexicon._sections()
        abroad = []
        for line in sections["places"].decode().split("\n"):
            name, _, told = line.partition("=")
            people, _, area = told.partition(",")
            if area.isalpha():
                abroad.append((name.title(), float(people)))
        self._abroad = _Bag(abroad, 0.4)
        eponyms = sections["eponyms"].decode().split("\n")
        self._eponyms = [name for name in eponyms if " " not in name]
        self.acronyms = [
            name.upper() for name in sections["acronyms"].decode().split("\n") if name.isalpha()
        ]

    def simple(self) -> str:
        """A surname of one piece."""
        return self._last.draw(self.rng, 0.5).title()

    def surname(self) -> str:
        """A surname, sometimes compound or with a particle."""
        x, name = self.rng.random(), self.simple()
        if x < 0.10:
            return name + ("-" if x < 0.07 else " ") + self.simple()
        return self.rng.choice(PARTICLES) + name if x < 0.15 else name

    def first(self) -> str:
        """A first name, sometimes compound or an initial."""
        x, name = self.rng.random(), self._first.draw(self.rng, 0.35).title()
        if x < 0.08:
            other = self._first.draw(self.rng, 0.0).title()
            return name.split("-")[0] + ("-" if x < 0.06 else " ") + other
        return name[0] + "." if x < 0.11 else name

    def town(self) -> str:
        """A commune, a city abroad or something that sounds like a hamlet, spelt as people do."""
        rng, x = self.rng, self.rng.random()
        if x < 0.08:
            name = self._abroad.draw(rng, 0.0)
        elif x < 0.16:
            opening = rng.choice(LANDMARKS)
            end = self.simple().capitalize()
            name = opening + (end if opening[-1] in " -" else end.lower())
        else:
            name = self._town.draw(rng, 0.48)
        y = rng.random()
        if y < 0.2:
            joint = " " if y < 0.12 else "-"
            name = name.replace("Saint-", "St" + joint).replace("Sainte-", "Ste" + joint)
        if rng.random() < 0.2:
            name = name.replace("-", " ")
        if rng.random() < 0.08:
            name = re.split(r"-(?:sur|en|les)-", name)[0]
        return name

    def code(self) -> str:
        """A postcode."""
        return self.rng.choice(self._codes)

    def way(self) -> str:
        """A number and a way."""
        rng, name = self.rng, re.sub(r"^\d+ ", "", self.rng.choice(self._ways))
        if not _WAY.match(name):
            name = f"{rng.choice(WAYS)} {name}"
        if rng.random() < 0.7:
            mark = rng.choice((",", " bis", " ter", "", "", "", "", ""))
            name = f"{rng.randrange(1, 180)}{mark} {name}"
        if rng.random() < 0.12:
            part = rng.choice((", appt ", ", bât. ", ", bat ", ", porte "))
            name += part + str(rng.randrange(1, 99))
        return name

    def hospital(self) -> str:
        """A kind of establishment, then a town, a saint, a person, trees or a landscape."""
        rng = self.rng
        kind, town, first, last = (
            rng.choice(KINDS), self.town(), self.first().strip("."), self.simple(),
        )  # fmt: skip
        at = f"d'{town}" if town[0] in "AEIOUYÉÈ" else f"de {town}"
        own = rng.choice(
            (
                at, at, town, f"Saint-{first}", f"Sainte-{first}", f"St {first}",
                f"Notre-Dame {at}", f"{first}-{last}", f"{first} {last}", last,
                f"des {rng.choice(TREES)}", f"les {rng.choice(TREES)}", rng.choice(LANDS),
                rng.choice(LANDS), rng.choice(LANDS),
            )
        )  # fmt: skip
        if kind in KINDS_BY_TOWN and rng.random() < 0.8:
            own = rng.choice((at, at, at, town))
        return f"{kind} {own}"

    def date(self) -> str:
        """A day, in one of the ways people write it."""
        rng = self.rng
        day, month = rng.randrange(1, 32), rng.randrange(1, 13)
        year = rng.randrange(1930, 2027) if rng.random() < 0.3 else rng.randrange(2019, 2027)
        said, mark = rng.choice(MONTHS[month - 1]), rng.choice("///.- ")
        ordinal = "1er" if day == 1 else str(day)
        forms = (
            (35, f"{day:02d}{mark}{month:02d}{mark}{year}"),
            (10, f"{day:02d}{mark}{month:02d}{mark}{year % 100:02d}"),
            (4, f"{day}/{month}"),
            (3, f"{day:02d}/{month:02d}"),
            (20, f"{ordinal} {said} {year}"),
            (16, f"{ordinal} {said}"),
            (3, f"{year}-{month:02d}-{day:02d}"),
            (3, f"{rng.choice(DAYS)} {day} {said}"),
            (2, f"{rng.choice(SPELT.split())} {said}"),
            (1, f"{rng.choice(SPELT.split())} {said} deux mille vingt-quatre"),
            (3, f"{day} {said} {year % 100:02d}"),
        )
        return rng.choices([f for _, f in forms], [w for w, _ in forms])[0]

    def employer(self) -> str:
        """A school, a firm or a club."""
        name = self.rng.choice((self.simple(), self.town(), f"{self.first()} {self.simple()}"))
        return f"{self.rng.choice(EMPLOYERS)} {name}"

    def eponym(self) -> str:
        """A name that a sign or a disease bears: a known one or anybody's."""
        if self.rng.random() < 0.4:
            return self.rng.choice(self._eponyms).capitalize()
        return self.simple()

    def acronym(self) -> str:
        """A known acronym, or letters."""
        if self.rng.random() < 0.4:
            return self.rng.choice(self.acronyms)
        size = self.rng.choice((2, 3, 3, 4, 4, 5))
        return "".join(self.rng.choices("ACDEFHIMNOPRSTUVBGL", k=size))

    def slip(self, word: str) -> str:
        """The word with a letter lost, added or taken for another."""
        at, x = self.rng.randrange(1, len(word)), self.rng.random()
        letter = "" if x < 0.3 else self.rng.choice("aeiourlnstky")
        return word[:at] + letter + word[at + (x < 0.3 or x >= 0.6) :]


def like(new: str, old: str) -> str:
    """`new` in the case of `old`."""
    letters = [c for c in old if c.isalpha()]
    if letters and all(c.islower() for c in letters):
        return new.lower()
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return new.upper()
    return new


def pieces(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The two lists of `_phrases.txt`."""
    kept = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    cut = kept.index("--")
    return kept[:cut], kept[cut + 1 :]
