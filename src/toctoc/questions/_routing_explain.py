"""Reasons in words. Both languages live here because routing knows nothing of Django's catalogues,
and because a knock is explained in the reader's language whatever the process speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toctoc.questions._routing_types import Code, Reason

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.SPECIALTY_MATCH: (
        "La question porte sur votre spécialité : {specialty}.",
        "The question is about your specialty: {specialty}.",
    ),
    Code.SAME_PROFESSION: (
        "Trop peu de spécialistes étaient disponibles : la question s’ouvre à votre profession.",
        "Too few specialists were available: the question opens to your profession.",
    ),
    Code.WHOLE_NETWORK: (
        "La question attend encore : elle s’ouvre à tout le réseau.",
        "The question is still waiting: it opens to the whole network.",
    ),
    Code.REFERENT: (
        "Vous êtes référent : cette question est restée sans réponse.",
        "You are a referent: this question has stayed unanswered.",
    ),
    Code.AVAILABLE_NOW: (
        "Vous vous êtes déclaré disponible en ce moment.",
        "You said that you are available now.",
    ),
    Code.USUAL_HOURS: (
        "Vous êtes souvent là vers {hour} h.",
        "You are often around at {hour}:00.",
    ),
    Code.OFTEN_ANSWERS: (
        "Vous répondez souvent quand on frappe à votre porte.",
        "You often answer when somebody knocks.",
    ),
    Code.NEVER_KNOCKED: (
        "Personne n’avait encore frappé à votre porte.",
        "Nobody had knocked on your door yet.",
    ),
    Code.NOT_KNOCKED_SINCE: (
        "On n’avait pas frappé à votre porte depuis {hours} h.",
        "Nobody had knocked on your door for {hours} h.",
    ),
    Code.WITHIN_BUDGET: (
        "C’est la {rank}ᵉ fois aujourd’hui, sur {of} que vous acceptez.",
        "This is knock number {rank} today, of the {of} that you accept.",
    ),
    Code.RING: (
        "La question attendait depuis {waited} (cercle {number}).",
        "The question had been waiting for {waited} (ring {number}).",
    ),
    Code.NAMED: (
        "Un confrère vous a demandé votre avis en privé.",
        "A colleague asked for your opinion in private.",
    ),
    Code.NAMED_BY: (
        "{name} vous a demandé votre avis en privé.",
        "{name} asked for your opinion in private.",
    ),
    Code.ASKER: ("C’est votre propre question.", "It is your own question."),
    Code.ALREADY_KNOCKED: (
        "Vous avez déjà été prévenu de cette question.",
        "You have already been told of this question.",
    ),
    Code.MUTED: (
        "Vous avez demandé à ne pas être prévenu.",
        "You asked not to be knocked.",
    ),
    Code.QUIET_HOURS: (
        "C’étaient vos heures calmes ({start}–{end}).",
        "It was during your quiet hours ({start}–{end}).",
    ),
    Code.BUDGET_SPENT: (
        "On avait déjà frappé {of} fois à votre porte dans la journée, votre maximum.",
        "You had already been knocked {of} times that day, which is your limit.",
    ),
    Code.JUST_KNOCKED: (
        "On venait de frapper à votre porte.",
        "Somebody had only just knocked on your door.",
    ),
    Code.NOT_CONCERNED: (
        "La question ne portait pas sur votre spécialité.",
        "The question was not about your specialty.",
    ),
    Code.TARGET_REACHED: (
        "Assez de confrères ont été prévenus pour attendre une réponse.",
        "Enough colleagues were told for an answer to be expected.",
    ),
    Code.RING_FULL: (
        "Le cercle est complet : {of} confrères au plus.",
        "The ring is full: {of} colleagues at most.",
    ),
    Code.POOL_EXHAUSTED: (
        "Tous les confrères disponibles ont été prévenus.",
        "Every available colleague has been told.",
    ),
    Code.NOBODY: (
        "Aucun confrère n’est disponible en ce moment ; la question sera portée plus tard.",
        "No colleague is available right now; the question will be carried later.",
    ),
    Code.ANSWERED: (
        "La question a déjà reçu une réponse.",
        "The question has already been answered.",
    ),
}


def explain(
    reasons: Iterable[Reason], lang: str = "fr", labels: Mapping[str, str] | None = None
) -> list[str]:
    """Return one sentence a reason, in French unless ``lang`` starts with ``en``.

    ``labels`` gives specialty names by TRE_R38 code in that language; a code stands for itself
    where there is none.
    """
    column = 1 if lang.lower().startswith("en") else 0
    return [_sentence(reason, column, labels or {}) for reason in reasons]


def _sentence(reason: Reason, column: int, labels: Mapping[str, str]) -> str:
    values: dict[str, str | int] = dict(reason.args)
    if reason.code is Code.WITHIN_BUDGET and values.get("rank") == 1 and column == 0:
        return f"C’est la 1ʳᵉ fois aujourd’hui, sur {values['of']} que vous acceptez."
    if "specialty" in values:
        code = str(values["specialty"])
        values["specialty"] = labels.get(code, code)
    if isinstance(minutes := values.get("minutes"), int):
        values["waited"] = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    for key in ("start", "end"):
        if isinstance(minute := values.get(key), int):
            values[key] = f"{minute // 60:02d}:{minute % 60:02d}"
    return SENTENCES[reason.code][column].format(**values)
