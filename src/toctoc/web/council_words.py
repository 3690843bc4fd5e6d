"""The patient's words for situations, doors and what happens next (B1-B4)."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toctoc.councils.departments import APART, REGIONS
from toctoc.councils.doors import (
    ARS,
    CCI,
    CDU,
    CNIL,
    CPAM,
    LINE,
    ORDERS,
    POLICE,
    RIGHTS,
    UNKNOWN,
    WITHOUT,
)
from toctoc.councils.types import Route
from toctoc.people.codes import profession_label


def day_in_words(iso: str) -> str:
    """ "3 novembre 2026", or "" for a day that nobody gave."""
    if not iso:
        return ""
    words = date_format(dt.date.fromisoformat(iso), "j F Y")
    french = (get_language() or "fr").startswith("fr")
    return words.replace("1 ", "1er ", 1) if french and words.startswith("1 ") else words


def situations() -> dict[str, tuple[str, str]]:
    """(title, hint) by code, in the order of the page."""
    return {
        "reproche": (
            _("Un reproche sur ce qu’un soignant a dit, fait ou écrit"),
            _("Manque de respect, information, secret, certificat, comportement…"),
        ),
        "refus": (
            _("On a refusé de me soigner"),
            _("À cause de ma couverture sociale, de mon handicap, ou sans raison donnée."),
        ),
        "discrimination": (
            _("J’ai été discriminé"),
            _("Origine, religion, sexe, orientation, handicap, maladie, pauvreté…"),
        ),
        "violences": (
            _("J’ai subi des violences, ou un geste sexuel"),
            _("Maintenant ou avant, par un soignant ou dans un lieu de soins."),
        ),
        "erreur": (
            _("Une erreur ou un accident pendant les soins"),
            _("Vous voulez comprendre, ou être indemnisé."),
        ),
        "donnees": (
            _("Mes données ont fuité, ou ont été regardées sans raison"),
            _("Dossier, photos, messages, fichier perdu ou publié."),
        ),
        "sejour": (
            _("Un séjour à l’hôpital ou en clinique s’est mal passé"),
            _("Accueil, attente, organisation, hygiène, repas, sortie, dossier."),
        ),
        "honoraires": (
            _("On m’a fait payer trop, ou sans le dire"),
            _("Dépassement, devis, tiers payant, acte non fait."),
        ),
        "autre": (
            _("Autre chose, ou je ne sais pas"),
            _("Quelqu’un vous aide à trouver la bonne porte."),
        ),
    }


def professions(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups of the select: those with an Order, the others, and not knowing."""
    with_order = [(code, profession_label(code, lang)) for code in ORDERS]
    with_order[0] = ("10", _("Médecin, généraliste ou spécialiste"))
    without = sorted(
        ((code, profession_label(code, lang)) for code in WITHOUT), key=lambda pair: pair[1]
    )
    without.append((UNKNOWN, _("Une autre profession, ou je ne sais pas")))
    return [(_("Avec un Ordre"), with_order), (_("Sans Ordre"), without)]


def does(body: str, profession: str = "") -> str:
    """What this door is for, in a sentence or two. Nothing is said of it that we have not read."""
    if body in ORDERS:
        return _("L’Ordre veille aux règles de la profession. Chaque patient peut lui écrire.")
    return {
        ARS: _agency(profession),
        CPAM: _(
            "C’est la caisse de votre carte Vitale. Dites-lui ce qui vous a été refusé, ou ce que "
            "vous avez payé."
        ),
        CDU: _(
            "C’est la commission des usagers de l’hôpital ou de la clinique. Écrivez à la "
            "direction, « à l’attention de la commission des usagers »."
        ),
        CCI: _(
            "C’est la commission pour les erreurs et les accidents pendant les soins. Son site "
            "officiel dit comment la saisir."
        ),
        CNIL: _(
            "Elle veille sur les données personnelles. Demandez d’abord au lieu de soins ce qui "
            "s’est passé. Si la réponse ne vous suffit pas, adressez-vous à elle."
        ),
        RIGHTS: _("Il défend les personnes discriminées. Racontez-lui ce qui s’est passé."),
        POLICE: _(
            "Une violence se dit à la police ou à la gendarmerie, quand vous êtes prêt. Demandez à "
            "quelqu’un de venir avec vous."
        ),
        LINE: _(
            "C’est le service de France Assos Santé pour les questions sur les droits des patients."
        ),
    }[body]


def _agency(profession: str) -> str:
    written = _(
        "Si le soignant a un employeur (hôpital, clinique, cabinet, centre), écrivez d’abord à sa "
        "direction. Sinon, ou sans réponse, écrivez à l’agence régionale de santé."
    )
    alone = _("Cette profession n’a pas d’Ordre.")
    return written if profession == UNKNOWN else f"{alone} {written}"


def helps(body: str) -> str:
    """The same in a few words, where the door is not the first one to knock at."""
    if body in ORDERS:
        return _("Si le soignant n’a pas respecté les règles de sa profession.")
    return {
        ARS: _("Pour un lieu de soins de la région."),
        CPAM: _("Pour un refus, ou une somme payée."),
        CDU: _("Si cela s’est passé dans un hôpital ou une clinique."),
        CCI: _("Pour une erreur ou un accident pendant les soins."),
        CNIL: _("Pour une fuite ou un mauvais usage de vos données."),
        RIGHTS: _("Si vous pensez être discriminé."),
        POLICE: _("Pour une violence."),
        LINE: _("Pour connaître vos droits."),
    }[body]


def level_note(route: Route) -> str:
    """Which of its councils, where it is known; whom to ask, where it isn't; "" else."""
    body, known = route.body, route.department not in APART
    if body == ARS and route.department and route.department not in REGIONS:
        return _("Ici, demandez à l’administration de la santé à qui écrire.")
    if body not in ORDERS:
        return ""
    if not ORDERS[body].level:
        return _("Son site dit lequel de ses conseils reçoit votre lettre.")
    if known:
        return _("C’est le conseil du département où le soignant exerce.")
    return _("Ici, demandez au conseil national de l’Ordre quel conseil reçoit votre lettre.")


def where_to_find(body: str) -> str:
    """Said where nobody has checked an address."""
    if body in ORDERS:
        return _("L’adresse exacte se trouve sur le site officiel de cet Ordre.")
    if body == CDU:
        return _("L’adresse est celle de l’établissement.")
    if body == POLICE:
        return _("Le commissariat ou la gendarmerie la plus proche.")
    return _("L’adresse et le téléphone exacts se trouvent sur son site officiel.")


def steps(body: str) -> list[tuple[str, str]]:
    """(what, how) of what will happen, in order: the law for doctors (L.4123-2); elsewhere what the
    patient can do, without promising what others will."""
    if body in ORDERS:
        return _doctors_steps() if ORDERS[body].article else [_two_letters(), _proof(), _asking()]
    facts = _("Les faits, la date, le lieu, et ce que vous demandez.")
    return {
        ARS: [(_("Vous écrivez"), facts), _proof(), _asking()],
        CPAM: [
            (_("Vous écrivez"), _("Joignez la copie de la facture, du devis ou du refus.")),
            _proof(),
            _asking(),
        ],
        CDU: [(_("Vous écrivez à la direction"), facts), _proof(), _asking()],
        CCI: [
            (
                _("Vous réunissez les papiers"),
                _("Demandez une copie de votre dossier médical. Notez les dates."),
            ),
            (_("Vous lisez ce qu’elle demande"), _("Sur son site officiel : la liste des pièces.")),
            _asking(),
        ],
        CNIL: [
            (_("Vous demandez ce qui s’est passé"), _("Par écrit, au lieu de soins.")),
            (_("Vous saisissez la CNIL"), _("Avec votre demande, et la réponse s’il y en a une.")),
            (_("Elle décide de la suite"), _("Elle peut sanctionner.")),
        ],
        RIGHTS: [(_("Vous racontez"), _("Les faits, les mots dits, les témoins.")), _proof(),
                 _asking()],
        POLICE: [
            (_("Mettez-vous à l’abri"), _("En danger maintenant : appelez.")),
            (
                _("Gardez ce qui montre ce qui s’est passé"),
                _("Messages, photos, noms des témoins. Un médecin peut noter les blessures."),
            ),
            (_("Dites-le, quand vous pouvez"), _("À quelqu’un de confiance, puis à la police.")),
        ],
        LINE: [
            (_("Vous expliquez"), _("Ce qui s’est passé, et ce que vous voulez.")),
            (_("Vous notez la réponse"), _("Vos droits, et à qui écrire ensuite.")),
        ],
    }[body]  # fmt: skip


def _proof() -> tuple[str, str]:
    return _("Vous gardez une preuve"), _("Une copie de la lettre, et le reçu de l’envoi.")


def _asking() -> tuple[str, str]:
    return (
        _("Vous demandez la suite"),
        _("Nous ne connaissons pas ses délais : demandez ce qui sera fait, et quand."),
    )


def _two_letters() -> tuple[str, str]:
    return (
        _("Vous écrivez"),
        _(
            "Une doléance demande des explications. Une plainte demande que l’Ordre juge : "
            "mettez-y le mot « plainte », les faits, vos nom et adresse, et votre signature."
        ),
    )


def _doctors_steps() -> list[tuple[str, str]]:
    return [
        _two_letters(),
        (
            _("Le conseil vous répond, et prévient le soignant"),
            _("Vous recevez un accusé de réception. Le soignant est informé."),
        ),
        (
            _("Dans le mois, une conciliation"),
            _("Pour une plainte, le conseil vous réunit pour chercher un accord."),
        ),
        (
            _("Sans accord, la plainte part à la chambre disciplinaire"),
            _("Au plus tard trois mois après son enregistrement."),
        ),
        (
            _("Si le conseil ne fait rien"),
            _("Écrivez à la présidence du conseil national : elle transmet dans le mois."),
        ),
    ]
