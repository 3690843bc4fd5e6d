# ruff: noqa: E501  (patterns read better whole)
"""Hospitals, homes and schools as their kind, which says what care can be had there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.transpose.compose import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.registry import Registry
    from toctoc.guard.transpose.scene import Scene

_KINDS = [
    (re.compile(rf"\b(?:{pattern})\b"), kind)
    for pattern, kind in (
        (r"chu|chr|chru|ghu|centres? hospitaliers? (?:universitaire|regional)[a-z ]*|hopita(?:l|ux) universitaires?|hospices civils|ap-?hp|ap-?hm", "un CHU"),
        (r"chs|epsm|centre psychotherapique|centre hospitalier specialise", "un hôpital psychiatrique"),
        (r"hia", "un hôpital militaire"),
        (r"ch|chi|chic|chg|gh|ghe|ghi|ght|centres? hospitaliers?|groupe(?:ment)? hospitalier", "un CH"),
        (r"(?:poly)?clinique", "une clinique"),
        (r"ehpad|usld|maison de retraite|residence", "un EHPAD"),
        (r"maternite|mater", "une maternité"),
        (r"ssr|smr|centre de reeducation", "un centre de rééducation"),
        (r"creche|garderie", "une crèche"),
        (r"ecole", "une école"),
        (r"college", "un collège"),
        (r"lycee", "un lycée"),
        (r"universite|fac|iut", "une université"),
        (r"prison|penitentiaire|maison d'arret", "un établissement pénitentiaire"),
        (r"pharmacie", "une pharmacie"),
        (r"laboratoire|labo", "un laboratoire"),
        (r"maison de sante|msp|maison medicale|centre de sante", "une maison de santé"),
        (r"cabinet", "un cabinet"),
        (r"centre de dialyse", "un centre de dialyse"),
        (r"centre d'imagerie", "un centre d'imagerie"),
        (r"centre de reference", "un centre de référence"),
        (r"centres? anti[- ]?poisons?", "un centre antipoison"),
        (r"cmp|cmpp|csapa|centre medico[- ]psychologique", "un centre médico-psychologique"),
        (r"ime|mas|fam|mecs|esat|foyer", "un établissement médico-social"),
        (r"institut|centre", "un centre spécialisé"),
        (r"hopital|hopitaux|hop|hosto|hospices|sau", "un hôpital"),
    )
]  # fmt: skip
_LED = re.compile(
    r"(?:\b(?:a|au|aux|la|le|les|l|du|de|des|d|en|dans|chez|vers|sur|par|pour|et|ou|avec|ce|cet|cette|notre|mon|une?|hors)[ '’]|@ ?)\Z"
)


def kind_of_hospital(low: str) -> str:
    """ "un CHU" for a folded name; famous ones without the word are "un CHU" too."""
    head = " ".join(low.split()[:4])
    best = min(
        ((m.start(), i, kind) for i, (p, kind) in enumerate(_KINDS) if (m := p.search(head))),
        default=(0, 0, "un CHU"),
    )
    return best[2]


def read_hospitals(scene: Scene, said: Registry) -> Iterator[Edit]:
    """Every establishment of the guard's findings."""
    for hit in scene.found:
        if hit.category == "hospital":
            low = scene.low[hit.start : hit.end]
            key = " ".join(
                w
                for w in re.findall(r"\w+", low)
                if len(w) > 2 and not any(p.fullmatch(w) for p, _ in _KINDS)
            )
            wording = said.say("h:" + (key or low), kind_of_hospital(low))
            if not _LED.search(scene.low[max(0, hit.start - 9) : hit.start]):
                wording = wording.split(" ", 1)[1]  # "82 ans, EHPAD Les Tilleuls": no article
            yield Edit(hit.start, hit.end, wording, "hospital", "hospital", "hospital")
