"""The charter, by dated versions. A member accepts each commitment of the current one (D17)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Article:
    """One commitment. `key` names it in forms and never changes within a version."""

    key: str
    title: str | Promise
    text: str | Promise


_2026_11 = (
    Article(
        "secret",
        _("Je garde le secret"),
        _(
            "Rien de ce que j'écris ne permet de reconnaître un patient ou un proche, même par "
            "recoupement (secret médical, article R.4127-4 du code de la santé publique)."
        ),
    ),
    Article(
        "respect",
        _("Je respecte chacun"),
        _(
            "Je parle des patients comme s'ils me lisaient, et des confrères de toute profession "
            "avec égard. Je ne me moque de personne."
        ),
    ),
    Article(
        "confraternity",
        _("J'aide comme j'aimerais l'être"),
        _(
            "Je réponds à la question posée, je dis ce dont je suis sûr et ce dont je doute, et "
            "j'assiste un confrère dans l'adversité (article R.4127-56)."
        ),
    ),
    Article(
        "care",
        _("Je reste le soignant de mon patient"),
        _(
            "Un avis donné ici n'est ni une téléexpertise ni une prescription : la décision reste "
            "celle de qui examine. Une urgence vitale se traite avec le 15."
        ),
    ),
    Article(
        "identity",
        _("Je suis qui j'ai prouvé être"),
        _(
            "Mon compte n'est qu'à moi. Sous pseudonyme, je reste responsable : mes actes suivent "
            "ma personne, et mon nom n'est ouvert que dans les cas prévus, à deux, par écrit."
        ),
    ),
    Article(
        "independence",
        _("Je déclare mes intérêts"),
        _(
            "Je ne fais pas de publicité et je dis mes liens avec l'industrie quand ils touchent "
            "à ce que j'écris (articles R.4127-19 et R.4127-13)."
        ),
    ),
    Article(
        "inside",
        _("Ce qui s'échange ici reste ici"),
        _(
            "Je ne copie, ne capture ni ne publie ailleurs ce que des confrères ont écrit sans "
            "leur accord."
        ),
    ),
)

# The same promise, now that pages carry a mark: whoever signs it is told (D10).
_INSIDE = Article(
    "inside",
    _("Ce qui s'échange ici reste ici"),
    _(
        "Je ne copie, ne capture ni ne publie ailleurs ce que des confrères ont écrit sans leur "
        "accord. Rien n'empêche une capture d'écran : je sais que les pages que je lis portent "
        "une marque qui m'est propre, pour retrouver d'où vient une fuite."
    ),
)
_2026_11_2 = tuple(_INSIDE if article.key == "inside" else article for article in _2026_11)

VERSIONS: dict[str, tuple[Article, ...]] = {"2026-11": _2026_11, "2026-11-2": _2026_11_2}
CURRENT = "2026-11-2"


def articles(version: str = CURRENT) -> tuple[Article, ...]:
    """The commitments of a version; `KeyError` when there is no such version."""
    return VERSIONS[version]


def keys(version: str = CURRENT) -> frozenset[str]:
    return frozenset(article.key for article in VERSIONS[version])
