"""References in what members write: DOI, PMID, HAS, ANSM, CRAT, Cochrane and other known sites.

M15: a pasted DOI becomes a citation. K13: what is known of the source is shown, preprints said so.
Nothing is fetched: the journal comes from the DOI's beginning, a title from the address itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

MOST = 30  # references kept from one text
_LONGEST = 50_000  # characters read

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”\\^`{|}]{4,600}", re.I)
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"«»“”\\^`{|}]{1,200}", re.I)
_BARE_DOI = re.compile(
    r"(?<![\w./])(?:(?:dx\.)?doi\.org/|doi\s{0,2}[:=]?\s{0,2})?(?P<doi>" + _DOI.pattern + ")", re.I
)
_PMID = re.compile(r"(?<!\w)PMID\s{0,2}[:=]?\s{0,2}(?:n°\s{0,2})?(?P<id>[1-9]\d{0,7})(?!\w)", re.I)
_PUBMED = re.compile(r"(?:^|/pubmed)/(?P<id>[1-9]\d{0,7})/?$", re.I)
_HAS = re.compile(
    r"^/(?:portail/)?jcms/(?P<id>[a-z]{1,6}_\d{1,9})(?:/[a-z]{2})?(?:/(?P<slug>[^/]+))?/?$"
)
_REVIEW = re.compile(r"/(?P<id>CD\d{6})(?:[/_.]|$)", re.I)
_CLOSERS = {")": "(", "]": "["}
# What publishers add to a DOI in the address of the article.
_TAIL = re.compile(
    r"(?:/(?:full|fulltext|abstract|pdf|epdf|meta|html)|\.pdf|\.full|\.abstract)+$", re.I
)
_YEAR = re.compile(r"[./](?P<long>(?:19|20)\d\d)\.|(?:\d{4}-\d{3}[\dx])\((?P<short>\d\d)\)", re.I)


@dataclass(frozen=True, slots=True)
class Reference:
    """One source; `start` and `end` are where the text says it."""

    kind: str  # doi, pmid, has, ansm, crat, cochrane or url
    id: str
    url: str  # always https
    label: str
    source: str
    start: int
    end: int
    year: int | None = None
    preprint: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as kept with a post."""
        return asdict(self)


def find_references(text: str) -> list[Reference]:
    """Every reference of `text` in order, each once. Never raises, fetches nothing."""
    found: dict[tuple[str, str], Reference] = {}
    for reference in sorted(_all(text[:_LONGEST]), key=lambda one: one.start):
        found.setdefault((reference.kind, reference.id.lower()), reference)
    return list(found.values())[:MOST]


def citation(kept: dict[str, Any]) -> dict[str, Any]:
    """What a page shows of a reference kept with a post, in the reader's language.

    Only kind, id, url and label need have been kept: the rest follows from them.
    """
    known = publisher(kept["id"]) if kept["kind"] == "doi" else ("", False)
    preprint = kept.get("preprint", known[1])
    names = {"doi": "DOI", "pmid": "PMID"}
    return {
        "title": kept["label"],
        "source": kept.get("source", known[0]),
        "year": kept.get("year", _year(kept["id"]) if kept["kind"] == "doi" else None),
        "number": f"{names[kept['kind']]} {kept['id']}" if kept["kind"] in names else "",
        "url": kept["url"],
        "notes": [_("prépublication, pas encore relue par des pairs")] if preprint else [],
    }


def _all(text: str) -> Iterator[Reference]:
    taken: list[tuple[int, int]] = []
    for found in _URL.finditer(text):
        address = _trimmed(found.group())
        span = (found.start(), found.start() + len(address))
        taken.append(span)
        reference = _from_url(address, *span)
        if reference:
            yield reference
    for pattern in (_BARE_DOI, _PMID):
        for found in pattern.finditer(text):
            if any(start <= found.start() < end for start, end in taken):
                continue
            if pattern is _PMID:
                yield _pmid(found["id"], *found.span())
            else:
                doi = _trimmed(found["doi"])
                yield _doi(doi, found.start(), found.start("doi") + len(doi))


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it; a DOI may end with its own ")"."""
    while address:
        last = address[-1]
        opener = _CLOSERS.get(last)
        if last in ".,;:!?'’*_…" or (opener and address.count(last) > address.count(opener)):
            address = address[:-1]
        else:
            break
    return address


def _from_url(address: str, start: int, end: int) -> Reference | None:
    try:
        parts = urlsplit(address if "://" in address[:8] else f"https://{address}")
        host = (parts.hostname or "").removeprefix("www.")
        plain = parts.username is None and parts.password is None and parts.port is None
    except ValueError:
        return None
    if not plain or not host.isascii():
        return None  # "https://has-sante.fr@elsewhere" and look-alike hosts are no references
    found = _DOI.search(unquote(parts.path))
    if found:
        return _doi(_trimmed(_TAIL.sub("", found.group())), start, end)
    if host in ("pubmed.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov"):
        number = _PUBMED.search(parts.path)
        return _pmid(number["id"], start, end) if number else None
    known = _site(host)
    if known is None:
        return None
    kind, name = known
    url = f"https://{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return _page(kind, name, url, parts.path, start, end)


def _page(kind: str, name: str, url: str, path: str, start: int, end: int) -> Reference:
    page = _HAS.match(path) if kind == "has" else None
    review = _REVIEW.search(path) if kind == "cochrane" else None
    if page:
        title = _title(page["slug"] or "")
        return Reference(kind, page["id"], url, title or f"{name}, {page['id']}", name, start, end)
    if review:
        number = review["id"].upper()
        return Reference(kind, number, url, f"Cochrane {number}", name, start, end)
    last = path.rstrip("/").rsplit("/", 1)[-1]
    identifier = url.split("://", 1)[1].rstrip("/")
    return Reference(kind, identifier, url, _title(last) or name, name, start, end)


def _pmid(number: str, start: int, end: int) -> Reference:
    url = f"https://pubmed.ncbi.nlm.nih.gov/{number}/"
    return Reference("pmid", number, url, f"PubMed {number}", "PubMed", start, end)


def _doi(doi: str, start: int, end: int) -> Reference:
    source, preprint = publisher(doi)
    year = _year(doi)
    label = ", ".join([source or "DOI", *([str(year)] if year else [])])
    url = f"https://doi.org/{doi}"
    return Reference("doi", doi, url, label, source, start, end, year, preprint)


def publisher(doi: str) -> tuple[str, bool]:
    """The journal, or else the publisher, and whether it is a preprint; ("", False) if unknown."""
    low = doi.lower()
    known = _publishers()
    for size in range(min(len(low), 30), 7, -1):
        if low[:size] in known:
            return known[low[:size]]
    return "", False


def _year(doi: str) -> int | None:
    """Some journals write it in the DOI: jama.2020.1585, S0140-6736(20)30183-5."""
    found = _YEAR.search(doi)
    if not found:
        return None
    year = int(found["long"]) if found["long"] else 2000 + int(found["short"])
    return year if 1950 <= year <= 2060 else 1900 + year % 100


def _title(slug: str) -> str:
    """The title an address spells: "prise-en-charge-de-l-hta" reads "Prise en charge de l'HTA"."""
    words = re.split(r"[-_]+", re.sub(r"\.\w{2,5}$", "", unquote(slug)))
    words = [word for word in words if word.isalnum()]
    if len(words) < 2 or sum(word.isalpha() for word in words) < 2 or len(slug) > 300:
        return ""
    accents = _accents()
    out = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        low = word.lower()
        shown = low.upper() if low in _SIGLES else accents.get(low, word)
        elided = low in _ELIDED and following[:1].lower() in _VOWELS
        out += shown + ("'" if elided else " ")
    out = out.strip()
    return out[0].upper() + out[1:]


_ELIDED = frozenset(("l", "d", "n", "s", "qu", "jusqu", "lorsqu"))
_VOWELS = frozenset("aeiouyh")
_SIGLES = frozenset(
    (
        "hta",
        "avc",
        "ait",
        "bpco",
        "ist",
        "vih",
        "ivg",
        "hpv",
        "tdah",
        "tsa",
        "mrc",
        "aod",
        "avk",
        "has",
    )
)


def _rows(name: str) -> list[list[str]]:
    text = files("toctoc.questions").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@cache
def _publishers() -> dict[str, tuple[str, bool]]:
    return {start: (name, mark == "P") for start, name, mark in _rows("dois.tsv")}


@cache
def _sites() -> dict[str, tuple[str, str]]:
    return {host: (kind, name) for host, kind, name in _rows("sites.tsv")}


@cache
def _accents() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("accents.tsv")}


def _site(host: str) -> tuple[str, str] | None:
    """The known site `host` is, or is a part of: never one that merely begins like it."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = _sites().get(".".join(labels[start:]))
        if known:
            return known
    return None
