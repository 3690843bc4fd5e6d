"""What a remark of tone says, French and English: who may be hurt, and the way out; no blame."""

from __future__ import annotations

_RESPECT = ("Respect de toutes les personnes soignées", "Respect for every person cared for")
_DIGNITY = ("Dignité de la profession", "Dignity of the profession")
_CONFRATERNITY = ("Confraternité", "Duties between colleagues")


def _contempt(whom: str, english: str) -> tuple[str, str]:
    return (
        f"Cette phrase peut se lire comme du mépris {whom} : la redire ?",
        f"This sentence can be read as contempt for {english}: say it another way?",
    )


WHY: dict[str, tuple[str, str]] = {
    "tone": ("Cette phrase peut blesser : la redire ?", "This may hurt: say it another way?"),
    "tone.sexism": _contempt("envers les femmes (sexisme)", "women (sexism)"),
    "tone.homophobia": _contempt(
        "envers les personnes homosexuelles ou trans (homophobie)", "gay or trans people"
    ),
    "tone.racism": _contempt(
        "envers une origine ou une religion (racisme)", "an origin or a religion (racism)"
    ),
    "tone.fatphobia": _contempt("envers les personnes grosses (grossophobie)", "fat people"),
    "tone.poverty": _contempt("envers les patients pauvres (C2S, AME)", "poor patients (C2S, AME)"),
    "tone.mockery": (
        "Cette phrase peut se lire comme une moquerie : si le patient la lisait ? La redire ?",
        "This can be read as mockery: what if the patient read it? Say it another way?",
    ),
    "tone.colleague": (
        "Cette phrase peut se lire comme une attaque : dire plutôt le désaccord ?",
        "This can be read as an attack: say what you disagree with instead?",
    ),
    "tone.colleague_named": (
        "Un confrère est nommé avec un reproche : lui en parler d’abord, et retirer le nom ?",
        "A colleague is named with a reproach: talk to them first, and remove the name?",
    ),
}

DUTY: dict[str, tuple[tuple[str, str], str]] = {
    "tone": (_RESPECT, "R.4127-7"),
    "tone.mockery": (_DIGNITY, "R.4127-31"),
    "tone.colleague": (_CONFRATERNITY, "R.4127-56"),
    "tone.colleague_named": (_CONFRATERNITY, "R.4127-56"),
}
