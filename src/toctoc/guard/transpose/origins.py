# ruff: noqa: E501  (patterns read better whole)
"""Origins: a region where the disease depends on it, nothing elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.scene import Scene

# diseases whose likelihood or treatment depends on where somebody comes from
_MATTERS = re.compile(
    r"drepano|falciform|thalass|hemoglobinopath|hemoglobinos|\bhbs\b|\bhbc\b|electrophorese|g6pd|favisme|palu|malari|plasmodium|bilharz|schistosom|parasit|eosino|chagas|trypano|filari|loase|onchocer|leishman|amib|echinoco|hydatid|cysticerc|strongyl|anguillul|ankylost|dengue|zika|chikung|typhoid|fievre jaune|brucell|q fever|fievre q|tubercul|\bbk\b|\bidr\b|quantiferon|lepre|buruli|htlv|\bvhb\b|\bvhc\b|\bvih\b|hepatite b|voyage|retour d|sejour(?! n)|migr|primo-?arriv|fievre mediterran|\bfmf\b|behcet|takayasu|kawasaki|moyamoya|excision|mutilation|rachiti|vitamine d|carence|cheloid|lupus|sarcoid|gastrique|nasopharyn|\bcavum\b|thyrotox|paralysie periodique|hla-b|carbamaz|allopurinol|tay-sachs|gaucher|mucovisc|hemochromat|lactose|anemie|microcyt|neutropenie|brugada"
)
_WHO = r"(?:(?:[hf] ?)?\d{1,3}(?:-\d{1,3})? ?(?:ans|a),?|patientes?|patients?|pte?s?|homme|femme|dame|enfant|fille|garcon|nourrisson|etudiante?|migrante?|refugiee?|couple|famille|mari|mere|pere|parents)"
_ADVERB = r"(?: (?:jeune|agee?|\d{1,2} ?(?:ans|a)|de \d{1,2} ans))?"


@cache
def _pattern() -> re.Pattern[str]:
    table = rows("transpose_origins.tsv")
    people = "|".join(row[0] for row in table)
    lands = sorted(
        {n for row in table for n in row[3].split("|") if n != "-"}, key=len, reverse=True
    )
    land = "|".join(lands)
    return re.compile(
        rf"(?P<adj>\b{_WHO}{_ADVERB} (?P<a>(?:{people}))\b)"
        rf"|(?P<lone>(?:(?<=, )|(?<=[.!?] ))(?P<d>{people})(?=[,.;)]))"
        rf"|(?P<org>\b(?:d'origine|nationalite|de nationalite|ethnie|d'ethnie|d'ascendance) (?P<b>{people})\b)"
        rf"|(?P<from>\b(?P<verb>originaires?|nee?s?|venant|arrivee?s?|natifs?|natives?|vient)(?: tout juste| recemment)? (?P<prep>du |de la |de l'|de |d'|des |au |aux |en |a )(?P<c>{land})\b(?: (?:de l'ouest|de l'est|du nord|du sud|centrale))?)"
    )


def _row(word: str) -> tuple[str, ...]:
    for row in rows("transpose_origins.tsv"):
        if re.fullmatch(row[0], word) or re.fullmatch(row[3], word):
            return row
    raise ValueError(word)


_SPEAKS = re.compile(
    r"\b(?:parle|parlent|parlant|comprend|ne parle que|parle (?:que|seulement)) (?:le |l')?\Z"
)


_WORD = re.compile(r"[a-z]{4,}")


@cache
def _stems() -> frozenset[str]:
    """The first four letters of every people and land: without them nothing is looked for."""
    words = [
        w for row in rows("transpose_origins.tsv") for f in (row[0], row[3]) for w in f.split("|")
    ]
    return frozenset(
        re.sub(r"[^a-z]", "", stem.lower().lstrip("("))[:4]
        for w in words
        for stem in (w, w.split(" ")[0])
    )


@cache
def _regions() -> frozenset[str]:
    return frozenset(row[1] for row in rows("transpose_origins.tsv"))


@cache
def _people() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("transpose_origins.tsv")))


def is_demonym(folded: str) -> bool:
    """Whether a folded word says where somebody comes from."""
    return _people().fullmatch(folded) is not None


def read_origins(scene: Scene) -> Iterator[Edit]:
    """Nationalities and countries said of a person."""
    told = not _stems().isdisjoint(w[:4] for w in _WORD.findall(scene.low))
    for match in _pattern().finditer(scene.low) if told else ():
        matters = bool(_MATTERS.search(scene.low))
        if matters and match["c"] and scene.text[match.start("prep") : match.end()] in _regions():
            continue  # the region is said already
        word = match["a"] or match["b"] or match["c"] or match["d"]
        region = _row(word)[1]
        start = match.start("a") if match["a"] else match.start()
        reason = "origin.kept" if matters else "origin"
        if match["c"] and match["verb"].startswith(("arriv", "vien", "ven")):
            text = f"{scene.text[match.start('verb') : match.start('prep')]}{region}"
            yield Edit(start, match.end(), text, "origin", "origin.kept")
            continue
        yield Edit(start, match.end(), f"originaire {region}" if matters else "", "origin", reason)
    for hit in scene.found:
        if hit.category == "origin" and not _pattern().search(
            scene.low, max(0, hit.start - 30), hit.end + 1
        ):
            matters = bool(_MATTERS.search(scene.low))
            yield from _found(scene, hit.start, hit.end, matters, hit.finding.level.value == "warn")


def _found(scene: Scene, start: int, end: int, matters: bool, soft: bool) -> Iterator[Edit]:
    """An origin that only the guard read: its region when a word of it is known."""
    for word in re.findall(r"[\w'-]+", scene.low[start:end]):
        try:
            region = _row(word)[1]
        except ValueError:
            continue
        if _SPEAKS.search(scene.low[max(0, start - 24) : start]):
            yield Edit(start, end, f"une langue {region}", "origin", "origin.kept", "origin")
            return
        yield Edit(
            start,
            end,
            f"originaire {region}" if matters else "",
            "origin",
            "origin.kept" if matters else "origin",
            "origin",
        )
        return
    if not soft:
        yield Edit(start, end, "", "origin", "origin", "origin")
