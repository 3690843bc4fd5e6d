"""What the pages say of pictures being sent: their state, why one waits, what a refusal means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toctoc.guard.files import messages
from toctoc.limits.actions import TooMany
from toctoc.pictures import queries
from toctoc.pictures.models import Upload
from toctoc.pictures.types import MOST_FILES, Busy, Off, Sent, Suspended, TooManyFiles

from .words import duration

_MOVING = (Upload.State.WAITING, Upload.State.READING)
# What a phone or a desk may choose; the bytes decide, whatever a file calls itself.
ACCEPTED = "image/*,application/pdf,application/dicom,.pdf,.dcm,.dicom"


def megabytes() -> int:
    return int(settings.TOCTOC_FILES.size // (1024 * 1024))


def off() -> str:
    """Why no picture can be joined here, "" where one can."""
    why = queries.why_off()
    if not why:
        return ""
    if "setting" in why:
        return _("Les images sont désactivées ici par l’exploitant du site.")
    return _("Les images sont désactivées ici : il manque au serveur de quoi les vérifier.")


def what_fits() -> str:
    """Said before a file is chosen."""
    return _("Photo, PDF ou DICOM, %(n)d Mo au plus. Vous regardez avant que rien ne parte.") % {
        "n": megabytes()
    }


def files_of(sent: Sequence[Sent], lang: str, asked: Collection[str] = ()) -> list[dict[str, Any]]:
    """The lines of the files of a text; `asked` are those that keep it from being published."""
    last = len(sent) - 1
    return [
        {
            "id": one.public_id,
            "number": place + 1,
            "state": one.state,
            "line": line_of(one, lang),
            "done": one.done if one.state == Upload.State.READING and one.pages > 1 else 0,
            "pages": one.pages,
            "moving": one.state in _MOVING,
            "review": one.state == Upload.State.REVIEW,
            "ready": one.state == Upload.State.READY,
            "wrong": one.state in (Upload.State.REFUSED, Upload.State.LOST),
            "asked": one.public_id in asked,
            "first": place == 0,
            "last": place == last,
        }
        for place, one in enumerate(sent)
    ]


def line_of(one: Sent, lang: str) -> str:
    """Where a file is, in a few words."""
    match one.state:
        case Upload.State.WAITING:
            return _("En attente de lecture")
        case Upload.State.READING if one.pages > 1:
            return _("Lecture : page %(done)d sur %(pages)d") % {
                "done": min(one.done + 1, one.pages),
                "pages": one.pages,
            }
        case Upload.State.READING:
            return _("Lecture en cours")
        case Upload.State.REVIEW:
            return _("À regarder avant de publier")
        case Upload.State.READY:
            return _("Prête")
        case Upload.State.LOST:
            return _("La lecture s’est interrompue : renvoyez ce fichier.")
    return messages.refusal(one.why, lang)


def sentence_of(refusal: Exception) -> str:
    """Why a file did not come in, and what to do."""
    if isinstance(refusal, Suspended):
        return _(
            "Joindre des images vous est suspendu en ce moment. Vos décisions disent jusqu’à quand "
            "et pourquoi."
        )
    if isinstance(refusal, Off):
        return off() or _("Les images sont désactivées ici.")
    if isinstance(refusal, Busy):
        return ngettext(
            "Beaucoup de fichiers attendent d’être lus : réessayez dans %(n)d seconde.",
            "Beaucoup de fichiers attendent d’être lus : réessayez dans %(n)d secondes.",
            refusal.seconds,
        ) % {"n": refusal.seconds}
    if isinstance(refusal, TooManyFiles):
        return _("%(n)d fichiers au plus pour un même texte : retirez-en un d’abord.") % {
            "n": MOST_FILES
        }
    if isinstance(refusal, TooMany):
        delay = duration(refusal.wait.total_seconds())
        return _("Vous avez envoyé beaucoup de fichiers : le prochain dans %(delay)s.") % {
            "delay": delay
        }
    return _("Ce fichier n’a pas pu être pris : réessayez.")


def too_heavy() -> str:
    return _("Ce fichier dépasse %(n)d Mo : une capture d’écran ou une photo recadrée suffit.") % {
        "n": megabytes()
    }


def waits(count: int) -> str:
    """Above a text that its pictures keep from being published."""
    return ngettext(
        "Votre texte est gardé. Une image attend encore : regardez-la, ou retirez-la.",
        "Votre texte est gardé. %(n)d images attendent encore : regardez-les, ou retirez-les.",
        count,
    ) % {"n": count}


def unseen(count: int) -> str:
    """A picture joined from another page, that this one did not show."""
    return ngettext(
        "Une image était jointe à ce texte sans que cette page la montre : "
        "gardez-la ou retirez-la, puis envoyez.",
        "%(n)d images étaient jointes à ce texte sans que cette page les montre : "
        "gardez-les ou retirez-les, puis envoyez.",
        count,
    ) % {"n": count}


def help_context() -> dict[str, Any]:
    """What the help says of files: this site's own limits."""
    limits = settings.TOCTOC_FILES
    return {
        "pictures_off": off(),
        "pictures_limits": {
            "megabytes": megabytes(),
            "pages": limits.pages,
            "frames": limits.frames,
            "files": MOST_FILES,
        },
        "videos": messages.refusal("video", "en" if get_language() == "en" else "fr"),
    }
