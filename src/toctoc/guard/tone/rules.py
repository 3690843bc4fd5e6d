"""Rules of tone: each can be said in one sentence, and answers with a family and a span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard.tone import passes
from toctoc.guard.tone.lexicon import Hit, hits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FAMILIES = ("sexism", "homophobia", "racism", "fatphobia", "poverty", "colleague", "mockery")
NAMED = "colleague_named"  # an attack on a colleague whose name is said (R.4127-56)
_NEAR = 70  # characters between a group and what is said of it
_CLOSE, _BEFORE = 90, 25  # between a colleague's name and the reproach after it, or before

_POINT = re.compile(
    r"\b(?:ce|cet|cette|ces|quel|quelle|quels|quelles|espece\s+d[e']|bandes?\s+d[e']|sales?|gros|grosse|pauvres?"
    r"|vrais?|vraies?|encore\s+une?|c'est\s+(?:un|une|des)|tu\s+es|t'es|tu\s+n'es\s+qu'un|vous\s+etes|(?:est|sont)"
    r"(?:\s+tous)?(?:\s+(?:un|une|des))?(?:\s+(?:vraiment|completement|aussi))?|des|tas\s+de|un\s+tel|une\s+telle"
    r"|comme\s+une?|qu'une?|du|de\s+ce|retourne\s+a\s+la\s+fac,?|la\s+plus|le\s+plus)\s*,?\s*(?:\w+\s+)?$"
)
_WHO = re.compile(  # somebody whom an insult may be said of
    r"\b(?:patiente?s?|malades?|dames?|monsieur|messieurs|bonne\s+femme|mec|type|gars|fille|femme|homme"
    r"|famille|mere|pere|mari|epouse|ils?|elles?|toi|tu|vous)\b"
)
_SAID_OF = re.compile(r"\b(?:est|sont)\b[^,;:]{0,25}$")  # "… est vraiment"
_YOU = re.compile(r"\b(?:tu|toi|ton|ta|tes|vous|votre|vos)\b|^\W*(?:retourne|degage|arrete)")
_AGAIN = re.compile(
    r"\bencore\s+(?:ce|cet|cette|un|une|les|ces|de|des)\s+(?:gros|grosse|vieux|vieille|petit|petite)?\s*$"
)
_REFUSE = re.compile(
    r"\bje\s+(?:refuse|n'opere|ne\s+(?:prends|soigne|touche|vois|recois|veux|supporte|peux)|deteste|hais|vire|renvoie)\b"
    r"|^\W*(?:soigner|recevoir|prendre)\s+(?:des|les|ces)\s*$|\bmefi\w+\s+des?\b|\bmarre\s+des?\b|\bras\s+le\s+bol\s+des?\b"
)
_TITLE = re.compile(r"\b(?:dr|dre|drs|pr|docteure?|professeure?|doctoresse)\b\.?\s+[a-z]")
_OTHER = re.compile(  # whom the reproach may be about, between a colleague's name and it
    r"\b(?:patiente?s?|malades?|mme|mr|m|monsieur|madame|homme|femme|enfants?|fille|fils|mari|mere|pere)\b"
)
_NAME_AFTER = re.compile(r"\s{1,3}(?:(?:d[eu]|le|la|von|el|ben)\s{1,3})?[A-ZÀ-Ý][\w'’-]{2,}")


class Found(NamedTuple):
    """Characters of the sentence, the family of `FAMILIES` or `NAMED`, and by what: "rule"…"""

    start: int
    end: int
    family: str
    by: str


class Scene:
    """One sentence, folded and without its quotations, and what the lexicon holds of it."""

    def __init__(self, text: str, low: str) -> None:
        self.text = text
        self.low = passes.unquoted(low)
        self.hits: dict[str, list[Hit]] = {}
        for hit in hits(self.low):
            self.hits.setdefault(hit.tag, []).append(hit)

    def all(self, *tags: str) -> Iterable[Hit]:
        """Hits of these tags, that neither turn on the author nor are denied."""
        for tag in tags:
            for hit in self.hits.get(tag, ()):
                before = self.low[: hit.start]
                if not (passes.of_self(before) or passes.denied(before)):
                    yield hit


def _alone(scene: Scene) -> Found | None:
    """A word or a turn that says it alone."""
    for hit in scene.all("slur", "alone", "to", "pile"):
        return Found(hit.start, hit.end, hit.family, "alone")
    return None


def named_at(scene: Scene) -> int:
    """Where a colleague's name ends, or -1: a title and a word, a job and a capital."""
    if found := _TITLE.search(scene.low):
        return found.end()
    for hit in scene.hits.get("job", ()):
        if found := _NAME_AFTER.match(scene.text, hit.end):
            return found.end()
    return -1


def _named(scene: Scene) -> Found | None:
    """A colleague's name and a grave reproach in one sentence."""
    if not ("fault" in scene.hits or "insult" in scene.hits):
        return None
    at = named_at(scene)
    if at < 0:
        return None
    for hit in scene.all("fault", "insult"):
        between = scene.low[at : hit.start]
        after = at <= hit.start < at + _CLOSE and not _OTHER.search(between)
        if after or 0 < at - hit.end < _BEFORE:
            return Found(hit.start, hit.end, NAMED, "named")
    return None


def _insult(scene: Scene) -> Found | None:
    """An insult aimed at somebody: a colleague, who reads, a patient."""
    for hit in scene.all("insult"):
        before = scene.low[: hit.start]
        if not _POINT.search(before):
            continue
        if _SAID_OF.search(before) and not ("job" in scene.hits or _WHO.search(before)):
            continue  # "ce logiciel est débile"
        aimed = "job" in scene.hits or _YOU.search(scene.low)
        return Found(hit.start, hit.end, "colleague" if aimed else "mockery", "insult")
    return None


def _trait(scene: Scene) -> Found | None:
    """What is said of colleagues in general."""
    jobs = scene.hits.get("job", ())
    for hit in scene.all("trait") if jobs else ():
        if any(0 <= hit.start - job.end < _NEAR or 0 <= job.start - hit.end < 20 for job in jobs):
            return Found(hit.start, hit.end, "colleague", "trait")
    return None


def _group(scene: Scene) -> Found | None:
    """A group of people and what turns it into a target; "encore un…", "je refuse les…"."""
    groups = list(scene.all("group"))
    if not groups:
        return None
    judged = list(scene.all("judge"))
    for group in groups:
        for hit in judged:
            if hit.family not in ("", group.family) or hit.start < group.end <= hit.end:
                continue
            if 0 <= hit.start - group.end < _NEAR or 0 < group.start - hit.end < _NEAR // 2:
                return Found(
                    min(group.start, hit.start), max(group.end, hit.end), group.family, "group"
                )
        before = scene.low[: group.start]
        if _AGAIN.search(before) or _REFUSE.search(before[-40:]):
            return Found(group.start, group.end, group.family, "again")
    return None


def _looked_at(scene: Scene) -> Found | None:
    """A body judged by how it pleases."""
    for body in scene.all("body"):
        for hit in scene.all("ogle"):
            if abs(hit.start - body.end) < _NEAR:
                return Found(min(body.start, hit.start), max(body.end, hit.end), "sexism", "body")
    return None


_RULES: tuple[Callable[[Scene], Found | None], ...] = (
    _named,
    _alone,
    _trait,
    _group,
    _insult,
    _looked_at,
)


def read(scene: Scene, named_only: bool = False) -> Found | None:
    """The first rule that speaks of a sentence; vetoes on the whole sentence are the caller's."""
    if not scene.hits:
        return None
    if named_only:
        return _named(scene)
    return next((found for rule in _RULES if (found := rule(scene))), None)
