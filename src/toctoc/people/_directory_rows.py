"""One line of the official extraction, read by column name.

Format: "PS_LibreAcces_Personne_activite_*.txt", Agence du numérique en santé, Licence Ouverte 2.0
(annuaire.sante.fr, "extractions publiques"): columns separated by "|", header line, a trailing
empty column, one line for each practitioner and place of activity.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from . import codes
from .folding import fold_name
from .identifiers import BadIdentifier, check_adeli, check_rpps

# Ours, then the file's. Those of `_NEEDED` must be in the header; others may be missing.
COLUMNS = {
    "kind": "type d'identifiant pp",
    "identifier": "identifiant pp",
    "family": "nom d'exercice",
    "given": "prenom d'exercice",
    "profession": "code profession",
    "category": "code categorie professionnelle",
    "civility": "code civilite d'exercice",
    "skill_kind": "code type savoir-faire",
    "skill": "code savoir-faire",
    "department": "code departement",
    "commune": "libelle commune",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NEEDED = ("kind", "identifier", "family", "given", "profession")
# The public extraction names them in full; they are shown when one is missing.
FULL_NAMES = {
    "kind": "Type d'identifiant PP",
    "identifier": "Identifiant PP",
    "family": "Nom d'exercice",
    "given": "Prénom d'exercice",
    "profession": "Code profession",
}


class BadHeader(Exception):
    """Not the header of this extraction; the text names what is missing."""


class BadRow(Exception):
    """This line can't be kept. Its reason is a word; its content is not repeated."""

    def __init__(self, reason: str, identifier: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.identifier = identifier


class Row(NamedTuple):
    """What is kept of a practitioner. Field names are those of `DirectoryEntry`."""

    idnps: str
    family: str
    given: str
    family_key: str
    given_key: str
    civility: str
    profession: str
    category: str
    specialty: str
    department: str
    commune: str


def column_name(text: str) -> str:
    """A header's name without accents, case, kind of apostrophe, nor "(coord. structure)"."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(re.sub(r"\([^)]*structure\)", "", bare).split())


class Reader:
    """Turns lines into rows, for one header."""

    def __init__(self, header: str) -> None:
        places = {column_name(name): place for place, name in enumerate(header.split("|"))}
        self._places = {ours: places[name] for ours, name in COLUMNS.items() if name in places}
        missing = [FULL_NAMES[ours] for ours in _NEEDED if ours not in self._places]
        if missing:
            raise BadHeader(", ".join(missing))
        self._width = 1 + max(self._places[ours] for ours in _NEEDED)

    def read(self, line: str) -> Row:
        """The row, or `BadRow`."""
        fields = line.split("|")
        if len(fields) < self._width:
            raise BadRow("too_few_columns")
        value = {
            ours: fields[place].strip() if place < len(fields) else ""
            for ours, place in self._places.items()
        }
        idnps = _identifier(value["kind"], value["identifier"])
        if _CONTROL.search(line):
            raise BadRow("control_characters", idnps)
        return _row(idnps, value)


def _identifier(kind: str, number: str) -> str:
    try:
        if kind == "8":
            return "8" + check_rpps(number)
        if kind == "0":
            return "0" + check_adeli(number)
    except BadIdentifier as error:
        names = {"key": "wrong_key", "length": "wrong_length"}
        raise BadRow(names.get(error.reason, "not_an_identifier"), number[:14]) from None
    raise BadRow("unknown_identifier_type", number[:14])


def _row(idnps: str, value: dict[str, str]) -> Row:
    family, given = value["family"][:80], value["given"][:80]
    if not family or not given:
        raise BadRow("no_name", idnps)
    profession = value["profession"]
    if profession not in codes.PROFESSIONS:
        raise BadRow("unknown_profession", idnps)
    department = value.get("department", "").removeprefix("D").lstrip("0")
    department = f"0{department}" if len(department) == 1 else department
    skill = value.get("skill", "")
    return Row(
        idnps,
        family,
        given,
        fold_name(family)[:80],
        fold_name(given)[:80],
        value.get("civility", "")[:4],
        profession,
        value.get("category", "")[:1],
        skill if skill and codes.fits(profession, skill) else "",
        department if department in codes.DEPARTMENTS else "",
        value.get("commune", "")[:60],
    )


def merge(a: Row, b: Row) -> Row:
    """One practitioner from two activities; the same whatever the order of the lines.

    The most telling specialty wins: a specialist is also qualified in general practice.
    """
    return max(a, b, key=_worth)


def _worth(row: Row) -> tuple[object, ...]:
    rank = 0 if not row.specialty else 1 if codes.is_gp(row.specialty) else 2
    return (row.category != "E", rank, row.specialty, row.profession, *row)
