"""Letters put together from what somebody typed, and forgotten: nothing here writes anything. Pure.

A letter is a list of lines with slots. The browser fills them in by itself (`letter.js`, which has
the same twenty lines of code); without JavaScript, `compose` does. Letters are in French whatever
the reader's language: French councils read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .doors import ORDERS

BLANK = "…" * 12  # room to write by hand
LONGEST = 6_000
_SLOT = re.compile(r"\[\[(\w+)\]\]")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` with slots; `when` says for which choices. An optional line goes when it has nothing
    to say; another leaves room to write by hand."""

    text: str
    when: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    style: str = ""

    def plain(self) -> dict[str, Any]:
        """For the browser."""
        return {
            "text": self.text,
            "when": dict(self.when),
            "optional": self.optional,
            "style": self.style,
        }


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: str = ""


def compose(lines: list[Line], values: Mapping[str, str]) -> list[Paragraph]:
    """The letter. Slots are filled in one pass: what was typed can't be taken for a slot."""
    values = {name: tidy(text) for name, text in values.items()}
    found = []
    for line in lines:
        if any(values.get(name, "") != wanted for name, wanted in line.when):
            continue
        names = _SLOT.findall(line.text)
        if line.optional and not any(values.get(name) for name in names):
            continue
        text = _SLOT.sub(lambda slot: values.get(slot[1]) or BLANK, line.text)
        found.append(Paragraph(text, line.style))
    return found


def tidy(text: str) -> str:
    """As the browser does it: one kind of line end, no space around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST]


def as_text(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs) + "\n"


def as_rtf(paragraphs: list[Paragraph]) -> str:
    """A file that every word processor opens; plain ASCII whatever was typed."""
    body = "\\par\\par\n".join(
        _STYLES.get(paragraph.style, "\\ql ") + _rtf(paragraph.text) for paragraph in paragraphs
    )
    return "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24\n" + body + "\\par\n}"


_STYLES = {"right": "\\qr ", "title": "\\ql\\b ", "subject": "\\ql\\b "}


def _rtf(text: str) -> str:
    pieces = []
    for letter in text:
        if letter in "\\{}":
            pieces.append(f"\\{letter}")
        elif letter == "\n":
            pieces.append("\\line ")
        elif " " <= letter <= "~":
            pieces.append(letter)
        else:
            pieces.append(_units(letter))
    return "".join(pieces) + "\\b0 "


def _units(letter: str) -> str:
    """RTF counts in signed 16-bit units."""
    raw = letter.encode("utf-16-le", "surrogatepass")
    units = (
        int.from_bytes(raw[at : at + 2], "little", signed=True) for at in range(0, len(raw), 2)
    )
    return "".join(f"\\u{unit}?" for unit in units)


_SENDER = (
    Line("[[name]]\n[[address]]"),
    Line("[[phone]]", optional=True),
    Line("[[email]]", optional=True),
)
_END = (
    Line("Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."),
    Line("Signature :\n\n\n[[name]]", style="right"),
)
_DOLEANCE, _PLAINTE = (("kind", "doleance"),), (("kind", "plainte"),)


def grievance(recipient: str, postal: str, order: str, profession: str) -> list[Line]:
    """A letter to a council of an Order: a doléance or a plainte, with what the council needs:
    identity, contact, facts, explicit request, date and signature (B1)."""
    law = f" (article {ORDERS[order].article} du code de la santé publique)"
    law = law if ORDERS[order].article else ""
    return [
        *_SENDER,
        Line(f"À l’attention de la présidence\n{recipient}{_under(postal)}", style="right"),
        Line("[[place]], le [[date]]", style="right"),
        Line("Objet : doléance au sujet de [[who]]", _DOLEANCE, style="subject"),
        Line("Objet : plainte contre [[who]]", _PLAINTE, style="subject"),
        Line("Lettre recommandée avec avis de réception", (("registered", "oui"),)),
        Line("Madame la Présidente, Monsieur le Président,"),
        Line(
            f"Je souhaite vous faire part de faits qui concernent [[who]], {profession}, "
            "qui exerce à l’adresse suivante : [[where]].",
            _DOLEANCE,
        ),
        Line(
            f"Je porte plainte contre [[who]], {profession}, "
            "qui exerce à l’adresse suivante : [[where]].",
            _PLAINTE,
        ),
        Line("J’écris au nom de : [[behalf]].", optional=True),
        Line("Les faits", style="title"),
        Line("Date des faits : [[when]]"),
        Line("[[facts]]"),
        Line("Ma demande", style="title"),
        Line(
            "Je vous demande de transmettre cette doléance au professionnel, de recueillir ses "
            "explications et de me répondre. Cette lettre n’est pas une plainte.",
            _DOLEANCE,
        ),
        Line(
            "Je vous demande d’enregistrer cette plainte, de m’en accuser réception, de lui "
            f"donner suite{law} et de me dire dans quels délais.",
            _PLAINTE,
        ),
        Line("[[wish]]", optional=True),
        Line(
            "J’accepte de participer à une réunion de conciliation.",
            (*_PLAINTE, ("conciliation", "oui")),
        ),
        Line(
            "Je ne souhaite pas participer à une réunion de conciliation.",
            (*_PLAINTE, ("conciliation", "non")),
        ),
        Line("J’accepte que cette lettre soit communiquée au professionnel pour qu’il réponde."),
        Line("Pièces jointes (copies) :\n[[joined]]", optional=True),
        *_END,
    ]


def complaint(recipient: str, postal: str, profession: str) -> list[Line]:
    """A letter to an office that is not an Order: an agency, a fund, a hospital's commission."""
    about = f", {profession}" if profession else ""
    return [
        *_SENDER,
        Line(f"À l’attention de\n{recipient}{_under(postal)}", style="right"),
        Line("[[place]], le [[date]]", style="right"),
        Line("Objet : réclamation au sujet de [[who]]", style="subject"),
        Line("Lettre recommandée avec avis de réception", (("registered", "oui"),)),
        Line("Madame, Monsieur,"),
        Line(
            f"Je vous adresse une réclamation au sujet de [[who]]{about}, "
            "à l’adresse suivante : [[where]]."
        ),
        Line("J’écris au nom de : [[behalf]].", optional=True),
        Line("Les faits", style="title"),
        Line("Date des faits : [[when]]"),
        Line("[[facts]]"),
        Line("Ma demande", style="title"),
        Line(
            "Je vous demande d’enregistrer cette réclamation et de me répondre par écrit, en me "
            "disant ce qui sera fait, et quand."
        ),
        Line("[[wish]]", optional=True),
        Line("Pièces jointes (copies) :\n[[joined]]", optional=True),
        *_END,
    ]


def declaration(recipient: str, postal: str) -> list[Line]:
    """A doctor tells the council of the accounts and pseudonyms used (R.4127-75, K8)."""
    return [
        *_SENDER,
        Line("Numéro RPPS : [[rpps]]", optional=True),
        Line(f"À l’attention de la présidence\n{recipient}{_under(postal)}", style="right"),
        Line("[[place]], le [[date]]", style="right"),
        Line("Objet : déclaration de comptes et de pseudonymes", style="subject"),
        Line("Madame la Présidente, Monsieur le Président, chère consœur, cher confrère,"),
        Line(
            "J’utilise un pseudonyme pour des activités liées à ma profession. Comme le demande "
            "l’article R.4127-75 du code de la santé publique, je vous en fais la déclaration."
        ),
        Line("Mes comptes et pseudonymes (service, nom affiché, depuis quand) :\n[[accounts]]"),
        Line("Autres précisions : [[more]]", optional=True),
        Line(
            "Je n’exerce pas la médecine sous ces pseudonymes. Je vous signalerai tout changement "
            "et vous remercie de m’accuser réception de cette déclaration."
        ),
        Line("Je vous prie d’agréer l’expression de mes sentiments confraternels."),
        Line("Signature :\n\n\n[[name]]", style="right"),
    ]


def _under(postal: str) -> str:
    return f"\n{postal}" if postal else ""
