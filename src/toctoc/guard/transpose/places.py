"""Communes as kinds of place: size and region, or part of the country for the large ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.registry import Registry
    from toctoc.guard.transpose.scene import Found, Scene

_OF_REGION = {
    "Île-de-France": ("d'Île-de-France", "de la région parisienne"),
    "Bretagne": ("de Bretagne", "de l'ouest"),
    "Normandie": ("de Normandie", "du nord-ouest"),
    "Pays de la Loire": ("de l'ouest", "de l'ouest"),
    "Centre-Val de Loire": ("du centre", "du centre"),
    "Hauts-de-France": ("des Hauts-de-France", "du nord"),
    "Grand Est": ("du nord-est", "de l'est"),
    "Bourgogne-Franche-Comté": ("de Bourgogne-Franche-Comté", "de l'est"),
    "Auvergne-Rhône-Alpes": ("d'Auvergne-Rhône-Alpes", "du sud-est"),
    "Provence-Alpes-Côte d'Azur": ("de Provence", "du sud-est"),
    "Occitanie": ("d'Occitanie", "du sud-ouest"),
    "Nouvelle-Aquitaine": ("de Nouvelle-Aquitaine", "du sud-ouest"),
    "Corse": ("de Corse", "de Corse"),
}
_OVERSEAS = {
    "971": "des Antilles", "972": "des Antilles", "977": "des Antilles", "978": "des Antilles",
    "973": "de Guyane", "974": "de l'océan Indien", "976": "de l'océan Indien",
    "986": "du Pacifique", "987": "du Pacifique", "988": "du Pacifique", "975": "d'outre-mer",
}  # fmt: skip
_POSTCODE = re.compile(r"(?<!\d)(\d{2,3}|2[ab]) ?\d{2,3}(?!\d)")
_LETTERHEAD = re.compile(r"(?:\A|\n)\s*\Z")
_HOME_LABEL = re.compile(
    r"(?:\A|(?<=[\s,;(|]))(?:(?:son )?adresse(?: postale)?|adr|domicile(?: du patient)?|domiciliee?"
    r"|habitation|demeurant|sise?|au|a|dans)[\s.]*[:|]?\s?\Z"
)
_NAMED_PLACE = re.compile(r"(?:\bau |\ble )?\blieu[- ]dit (?:la |le |les |l')?\Z")
_DATED = re.compile(r",\s?(?=le |ce )")


def kind_of_place(name: str) -> str:
    """ "une petite ville de Bretagne" for a folded name; "une commune" when unknown."""
    spot = lexicon.place(name)
    if spot is None:
        return "une commune"
    if spot.abroad:
        return f"une ville {_abroad(spot.area)}"
    if spot.area in _OVERSEAS:
        return f"une {_size(spot.population)} {_OVERSEAS[spot.area]}"
    region = lexicon.area(spot.area.upper())[1]
    near, far = _OF_REGION.get(region, ("", ""))
    part = far if spot.population >= 100_000 else near
    return f"une {_size(spot.population)} {part}".rstrip()


def _size(population: int) -> str:
    if population >= 400_000:
        return "très grande ville"
    if population >= 100_000:
        return "grande ville"
    if population >= 10_000:
        return "ville moyenne"
    return "petite ville" if population >= 2_000 else "commune rurale"


def _abroad(country: str) -> str:
    return next(
        (row[1] for row in rows("transpose_origins.tsv") if country in row[2].split(",")),
        "à l'étranger",
    )


def _from_postcode(span: str) -> str:
    name = re.sub(r"[\d,\-() ]+", " ", span).removesuffix("cedex").strip()
    if name and lexicon.place(name) is not None:
        return kind_of_place(name)
    match = _POSTCODE.search(span)
    code = match.group(1) if match else ""
    area = code if code.startswith("97") else code[:2]
    if area in _OVERSEAS:
        return f"une commune {_OVERSEAS[area]}"
    near = _OF_REGION.get(lexicon.area(area.upper())[1], ("", ""))[0]
    return f"une commune {near}".rstrip()


def read_places(scene: Scene, said: Registry) -> Iterator[Edit]:
    """Communes, postcodes and addresses of the guard's findings."""
    homes = {f.end: f.start for f in scene.found if f.category == "address"}
    for hit in scene.found:
        if hit.category == "address":
            yield _address(scene, hit)
        elif hit.category == "postcode":
            span = scene.low[hit.start : hit.end]
            wording = said.say(
                "p:" + (re.sub(r"[\d\W]+", " ", span).strip() or span), _from_postcode(span)
            )
            yield Edit(
                _start(scene, hit, homes),
                hit.end,
                _after_home(scene, hit, homes, wording),
                "place",
                "place",
                "postcode",
            )
        elif hit.category == "place":
            yield _place(scene, hit, said)


def _start(scene: Scene, hit: Found, homes: dict[int, int]) -> int:
    """A postcode glued to an address takes the punctuation between them."""
    gap = len(scene.low[: hit.start]) - len(scene.low[: hit.start].rstrip(" ,\n-"))
    return hit.start - gap if hit.start - gap in homes and gap else hit.start


def _after_home(scene: Scene, hit: Found, homes: dict[int, int], wording: str) -> str:
    start = _start(scene, hit, homes)
    if start not in homes:
        return wording
    first = homes[start]
    return f"dans {wording}" if scene.text[max(0, first - 1) : first] == "(" else f" dans {wording}"


def _address(scene: Scene, hit: Found) -> Edit:
    """An address goes, with the word that announces it."""
    before = scene.low[max(0, hit.start - 28) : hit.start]
    label = _HOME_LABEL.search(before)
    if label:
        return Edit(hit.start - len(label.group()), hit.end, "", "place", "address", "address")
    return Edit(hit.start, hit.end, "", "place", "address", "address")


def _place(scene: Scene, hit: Found, said: Registry) -> Edit:
    low = scene.low
    name = re.sub(r"[^\w]+", " ", low[hit.start : hit.end]).strip()
    before, after = scene.text[max(0, hit.start - 8) : hit.start], low[hit.end : hit.end + 6]
    said_so = _NAMED_PLACE.search(low[max(0, hit.start - 24) : hit.start])
    if said_so:
        start = hit.start - len(said_so.group())
        return Edit(start, hit.end, "dans une commune", "place", "place", "place")
    dated = _DATED.match(after)
    if _LETTERHEAD.search(before) and dated:
        return Edit(hit.start, hit.end + dated.end(), "", "place", "place", "place")
    article = {"au ": "le", "du ": "le", "aux ": "les", "des ": "les"}.get(fold(before[-3:]), "")
    article = article or {"aux ": "les", "des ": "les"}.get(fold(before[-4:]), "")
    whole = f"{article} {name}" if article and lexicon.place(f"{article} {name}") else name
    wording = said.say("p:" + whole, kind_of_place(whole))
    return Edit(hit.start, hit.end, _link(scene, hit, wording), "place", "place", "place")


_UNLED = re.compile(r"(?<![^\W\d_])(?P<w>[^\W\d_]+)[ ]\Z")
_LINKS = frozenset(
    listed("""a au aux de du d des en dans sur vers chez par pour entre et ou puis hors pres
    depuis ni meme la le les l un une cette ce notre ma mon mes sa son est etait avec sans
    contre jusque jusqu voire mais c cet autour cote devant derriere face sous via selon avant
    apres malgre comme si""")
)
_TOWARDS = frozenset(listed("evasan evasane transfert transfere direction trajet vol train"))
_CARE = frozenset(
    listed("""neurochir rea reanimation urgences urg samu smur maternite mater ortho cardio
    neuro gastro uro dermato
    ophtalmo hopital chu ch chr clinique service centre labo laboratoire ehpad
    hopitaux chir pediatrie maire mairie""")
)


def _link(scene: Scene, hit: Found, wording: str) -> str:
    """ "réa Calvi" -> "réa d'une petite ville": the preposition that shorthand leaves out."""
    if any(f.end == hit.start - 1 and f.category in ("employer", "hospital") for f in scene.found):
        return f"dans {wording}"
    found = _UNLED.search(scene.low[max(0, hit.start - 20) : hit.start])
    if found is None or found["w"] in _LINKS:
        return wording
    if found["w"] in _CARE:
        return f"d'{wording}"
    return f"vers {wording}" if found["w"] in _TOWARDS else f"dans {wording}"
