"""Every detector earns its place: the guard without it misses what its examples show.

A detector added to the engine without a row of its own fails here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toctoc.guard import check_text, engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.guard.text.doc import Doc, Hit

# detector -> (text, what it alone finds at this level, category, level)
EXAMPLES: dict[str, list[tuple[str, str, str, str]]] = {
    "ids.find_nir": [
        ("NIR 1 80 03 44 109 123 62", "1 80 03 44 109 123 62", "nir", "block"),
        ("secu 2 85 05 2A 004 012 42", "2 85 05 2A 004 012 42", "nir", "block"),
        ("n° de sécu 185057800608436", "185057800608436", "nir", "block"),
        ("1.80.03.44.109.123.62", "1.80.03.44.109.123.62", "nir", "block"),
    ],
    "contacts.find_emails": [
        ("écrire à jean.dupont@free.fr", "jean.dupont@free.fr", "email", "block"),
        ("lea.roux arobase free point fr", "lea.roux arobase free point fr", "email", "block"),
        ("jean.dupont [at] gmail.com", "jean.dupont [at] gmail.com", "email", "block"),
    ],
    "contacts.find_urls": [
        ("voir https://exemple.com/p/123", "https://exemple.com/p/123", "url", "block"),
        ("sur www.facebook.com/jean", "www.facebook.com/jean", "url", "block"),
        ("voir blog-de-sophie.fr", "blog-de-sophie.fr", "url", "block"),
    ],
    "contacts.find_phones": [
        ("tel 06 12 34 56 78", "06 12 34 56 78", "phone", "block"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78", "phone", "block"),
        ("bip 4521 pour me joindre", "4521", "phone", "block"),
        ("fax 02-40-12-34-56", "02-40-12-34-56", "phone", "block"),
    ],
    "ids.find_records": [
        ("IPP 8001234567", "8001234567", "ipp", "block"),
        ("NDA 293847569", "293847569", "ipp", "block"),
        ("dossier n° 2023-11452", "2023-11452", "ipp", "block"),
    ],
    "ids.find_professional": [
        ("RPPS 10003456789", "10003456789", "rpps", "block"),
        ("ADELI 751234567", "751234567", "rpps", "block"),
        ("FINESS 440000271", "440000271", "rpps", "block"),
    ],
    "ids.find_banking": [
        ("FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 189", "iban", "block"),
        ("IBAN FR7630006000011234567890189", "FR7630006000011234567890189", "iban", "block"),
        ("compte BE68539007547034", "BE68539007547034", "iban", "block"),
    ],
    "ids.find_plates": [
        ("voiture AB-123-CD", "AB-123-CD", "plate", "block"),
        ("immatriculation 1234 AB 75", "1234 AB 75", "plate", "block"),
        ("plaque ab 123 cd", "ab 123 cd", "plate", "block"),
    ],
    "addresses.find_addresses": [
        ("habite 12 rue de la Paix", "12 rue de la Paix", "address", "block"),
        ("3 bis avenue du Général Leclerc", "3 bis avenue du Général Leclerc", "address", "block"),
        ("loge 12 impasse des Mimosas", "12 impasse des Mimosas", "address", "block"),
        ("au lieu-dit Kergoat", "Kergoat", "address", "fix"),
    ],
    "postcodes.find_postcodes": [
        ("44000 Nantes", "44000 Nantes", "postcode", "fix"),
        ("35400 St Malo", "35400 St Malo", "postcode", "fix"),
        ("34295 Montpellier cedex 5", "34295 Montpellier cedex 5", "postcode", "fix"),
    ],
    "dates.find_dates": [
        ("opéré le 12/02/2024", "12/02/2024", "date", "fix"),
        ("vu le 3 mars dernier", "3 mars", "date", "fix"),
        ("vendredi 13, malaise", "vendredi 13", "date", "fix"),
        ("née le 8 déc 99", "8 déc 99", "birth_date", "block"),
    ],
    "contacts.find_handles": [
        ("mon compte @dr_untel", "@dr_untel", "handle", "block"),
        ("insta : lea.martin44", "lea.martin44", "handle", "block"),
        ("pseudo Snap doudou35", "doudou35", "handle", "block"),
    ],
    "ids.find_long": [
        ("référence 123456789012", "123456789012", "number", "block"),
        ("code 445566778899", "445566778899", "number", "block"),
        ("vu pour 223456789017", "223456789017", "number", "block"),
    ],
    "hospitals.find_hospitals": [
        ("adressé au CHU de Nantes", "CHU de Nantes", "hospital", "fix"),
        ("à la clinique des Cèdres", "clinique des Cèdres", "hospital", "fix"),
        ("en EHPAD Les Mimosas", "EHPAD Les Mimosas", "hospital", "fix"),
        ("suivi à Necker", "Necker", "hospital", "fix"),
    ],
    "organisations.find_organisations": [
        ("membre du club Les Dauphins", "Les Dauphins", "employer", "warn"),
        ("membre de l'association Les Genêts Dorés", "Genêts Dorés", "employer", "warn"),
        ("joue au club de l'AS Monclar", "AS Monclar", "employer", "warn"),
        ("militaire au 3e RIMa", "3e RIMa", "employer", "warn"),
    ],
    "names.find_names": [
        ("Mme Dupont tousse", "Dupont", "name", "block"),
        ("Lucas, 8 ans, tousse", "Lucas", "name", "block"),
        ("pt bernard lefebvre, 71a", "bernard lefebvre", "name", "block"),
    ],
    "places.find_places": [
        ("elle habite à Guérande", "Guérande", "place", "fix"),
        ("un rhumato sur dijon ?", "dijon", "place", "fix"),
        ("originaire de Kinshasa", "Kinshasa", "place", "fix"),
    ],
    "regions.find_regions": [
        ("vit en Bretagne", "Bretagne", "region", "warn"),
        ("originaire du Finistère", "Finistère", "region", "warn"),
        ("vit dans le 93", "93", "region", "warn"),
        ("née en Guadeloupe", "Guadeloupe", "region", "warn"),
    ],
    "organisations.find_employers": [
        ("salarié de la SNCF", "SNCF", "employer", "warn"),
        ("travaille à la RATP", "RATP", "employer", "warn"),
        ("ouvrier chez PSA", "PSA", "employer", "warn"),
    ],
    "ages.find_ages": [
        ("F 92 ans, chute", "92 ans", "age", "fix"),
        ("H 44 a, HTA", "44 a", "age", "warn"),
        ("nourrisson de 3 sem", "3 sem", "age", "warn"),
        ("F67 dyspnée", "67", "age", "warn"),
    ],
    "months.find_months": [
        ("opéré en mars 2023", "mars 2023", "date", "warn"),
        ("diabète depuis 2015", "2015", "date", "warn"),
        ("revu début juin", "juin", "date", "warn"),
        ("IDM en 2008", "2008", "date", "warn"),
    ],
    "quasi.find_jobs": [
        ("c'est la femme du maire", "femme du maire", "family", "ask"),
        ("footballeur professionnel, genou", "footballeur professionnel", "profession", "ask"),
        ("astronaute, vertiges", "astronaute", "profession", "ask"),
        ("ancien ministre, AVC", "ministre", "profession", "ask"),
    ],
    "jobs.find_plain_jobs": [
        ("H 52 ans, boulanger, toux", "boulanger", "profession", "warn"),
        ("F 45 ans, infirmière libérale", "infirmière libérale", "profession", "warn"),
        ("Profession : cadre commercial", "cadre commercial", "profession", "warn"),
        ("Patient couvreur, chute", "couvreur", "profession", "warn"),
    ],
    "schooling.find_schooling": [
        ("Gamin en CE2, TDAH", "CE2", "profession", "warn"),
        ("Ado en terminale, migraine", "terminale", "profession", "warn"),
        ("élève de 3e, malaise", "3e", "profession", "warn"),
        ("enfant en moyenne section", "moyenne section", "profession", "warn"),
    ],
    "origins.find_origins": [
        ("Patiente portugaise, 45 ans", "portugaise", "origin", "warn"),
        ("H 60 ans d'origine camerounaise", "camerounaise", "origin", "warn"),
        ("Témoin de Jéhovah, refuse", "Témoin de Jéhovah", "origin", "warn"),
        ("Famille turcophone", "turcophone", "origin", "warn"),
    ],
    "kin.find_kin": [
        ("C'est le gendre du directeur, pression", "gendre du directeur", "family", "warn"),
        ("hébergé par son neveu le pasteur", "neveu", "family", "warn"),
        ("son oncle guérisseur", "oncle", "family", "warn"),
    ],
    "quasi.find_facts": [
        ("son accident a fait la une", "a fait la une", "rare", "ask"),
        ("gagnant du loto, insomnie", "gagnant du loto", "rare", "ask"),
        ("doyenne du village, HTA", "doyenne du village", "rare", "ask"),
        ("tueur en série, suicide", "tueur en série", "rare", "ask"),
    ],
    "events.find_events": [
        ("il a été pris en otage, insomnie", "pris en otage", "rare", "warn"),
        ("vainqueur du Tour de France", "vainqueur du Tour", "rare", "warn"),
        ("vit sur une péniche, toux", "vit sur une péniche", "rare", "warn"),
        ("a sauté du pont", "sauté du pont", "rare", "warn"),
    ],
    "life.find_life": [
        (
            "élevait des dromadaires et des lions pour un cirque, lombalgie",
            "dromadaires",
            "rare",
            "warn",
        ),
        ("a bâti un radeau avec des naufragés, plaie", "radeau", "rare", "warn"),
        ("vole en montgolfière au-dessus des volcans, toux", "montgolfière", "rare", "warn"),
    ],
    "initials.find_initials": [
        ("Patient J.-P. L., 59 ans, HTA", "J.-P. L", "initials", "warn"),
        ("patiente AB, 45 ans, TVP", "AB", "initials", "warn"),
        ("M.F., 22 ans, fièvre", "M.F", "initials", "warn"),
    ],
}
DETECTORS = dict[str, "Callable[[Doc], Iterator[Hit]]"](
    (f"{f.__module__.rpartition('.')[2]}.{f.__name__}", f) for f in engine._FINDERS
)


def _finds(text: str, part: str, category: str, level: str) -> bool:
    """Whether findings of this category and level hold every letter of `part`.

    Thresholds of nobody: the meter must not raise what another detector found softly.
    """
    start = text.index(part)
    covered = {
        i
        for f in check_text(text, final=True, threshold=0, minor_threshold=0).findings
        for i in range(f.start, f.end)
        if (f.category.value, f.level.value) == (category, level)
    }
    return all(i in covered for i in range(start, start + len(part)) if text[i].isalnum())


def test_every_detector_has_examples_of_its_own() -> None:
    assert DETECTORS.keys() == EXAMPLES.keys()
    assert [name for name, rows in EXAMPLES.items() if len(rows) < 3] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_whole_engine_finds_each_example(name: str) -> None:
    assert [row for row in EXAMPLES[name] if not _finds(*row)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_its_detector_no_example_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = tuple(f for f in engine._FINDERS if f is not DETECTORS[name])
    monkeypatch.setattr(engine, "_FINDERS", rest)
    assert [row for row in EXAMPLES[name] if _finds(*row)] == []
