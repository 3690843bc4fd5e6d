"""Every trick of writing on every category: what a reader still reads, the guard still finds."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from toctoc.guard import Category, check_text

if TYPE_CHECKING:
    from collections.abc import Callable

# category, sentence, what identifies in it
WRITTEN = [
    ("name", "Mme {} tousse", "Dupont"),
    ("name", "revue avec {} hier", "Jean Lefèvre"),
    ("name", "pt {}, 71a, HTA", "bernard lefebvre"),
    ("initials", "Patient {}, 59 ans, HTA", "J.-P. L"),
    ("birth_date", "née le {} à terme", "12/03/1980"),
    ("birth_date", "née le {} à terme", "3 mars 1956"),
    ("date", "opéré le {} sans souci", "12/02/2024"),
    ("date", "vu le {} en consultation", "3 mars 2021"),
    ("address", "vit au {} avec sa mère", "12 rue de la Paix"),
    ("postcode", "domicile : {}", "44000 Nantes"),
    ("place", "elle habite à {} seule", "Guérande"),
    ("hospital", "adressé au {} hier", "CHU de Nantes"),
    ("phone", "tel {} le soir", "06 12 34 56 78"),
    ("email", "écrire à {} svp", "jean.dupont@free.fr"),
    ("url", "voir {} merci", "www.facebook.com/jean"),
    ("handle", "mon compte {} merci", "@dr_untel"),
    ("nir", "NIR {} merci", "1 80 03 44 109 123 62"),
    ("ipp", "IPP {} merci", "8001234567"),
    ("rpps", "RPPS {} merci", "10003456789"),
    ("iban", "IBAN {} merci", "FR76 3000 6000 0112 3456 7890 189"),
    ("plate", "voiture {} grise", "AB-123-CD"),
    ("number", "référence {} merci", "123456789012"),
    ("age", "Femme de {}, chute", "92 ans"),
    ("profession", "H 52 ans, {}, toux", "boulanger"),
    ("family", "c'est la {} qui vient", "femme du maire"),
    ("origin", "Patiente {}, 45 ans", "portugaise"),
    ("region", "vit en {} depuis toujours", "Bretagne"),
    ("employer", "travaille à la {} de nuit", "SNCF"),
    ("rare", "son accident a {} hier", "fait la une"),
]
_CYRILLIC = str.maketrans("aeopcyxiAEOPCTXHMBK", "аеорсухіАЕОРСТХНМВК")
_GREEK = str.maketrans("oOAEHIKMNPTXY", "οΟΑΕΗΙΚΜΝΡΤΧΥ")
_SMALL = str.maketrans("abcdeghijklmnoprtuvwz", "ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡᴢ")


def _between(mark: str) -> Callable[[str], str]:
    return mark.join


def _spaces(space: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", space)


def _inside(mark: str) -> Callable[[str], str]:
    return lambda text: text[: len(text) // 2] + mark + text[len(text) // 2 :]


def _moved(low: int, high: int, by: int) -> Callable[[str], str]:
    """Characters of `low`..`high` drawn by those `by` code points further."""
    return lambda text: "".join(chr(ord(c) + by) if low <= ord(c) <= high else c for c in text)


TRICKS: dict[str, Callable[[str], str]] = {
    "zero width space": _between("\u200b"),
    "zero width joiner": _between("\u200d"),
    "word joiner": _between("\u2060"),
    "byte order mark": _between("\ufeff"),
    "soft hyphen": _between("\u00ad"),
    "grapheme joiner": _between("\u034f"),
    "variation selector": _between("\ufe0f"),
    "tag characters": _between("\U000e0061"),
    "left-to-right mark": _between("\u200e"),
    "right-to-left override": lambda s: f"\u202e{s}\u202c",
    "bidi isolate": lambda s: f"\u2068{s}\u2069",
    "null": _inside("\0"),
    "Cyrillic": lambda s: s.translate(_CYRILLIC),
    "Greek": lambda s: s.translate(_GREEK),
    "small capitals": lambda s: s.translate(_SMALL),
    "full width": _moved(0x21, 0x7E, 0xFEE0),
    "full width digits": _moved(0x30, 0x39, 0xFEE0),
    "Arabic digits": _moved(0x30, 0x39, 0x630),
    "mathematical bold": lambda s: _moved(0x61, 0x7A, 0x1D3B9)(_moved(0x41, 0x5A, 0x1D3BF)(s)),
    "decomposed accents": lambda s: unicodedata.normalize("NFD", s),
    "accents on every letter": lambda s: "".join(c + "\u0301" * c.isalpha() for c in s),
    "struck through": _between("\u0336"),
    "no-break space": _spaces("\u00a0"),
    "narrow no-break space": _spaces("\u202f"),
    "thin space": _spaces("\u2009"),
    "hair space": _spaces("\u200a"),
    "tab": _spaces("\t"),
    "ligatures": lambda s: s.replace("fi", "ﬁ").replace("ff", "ﬀ"),
    "entities in figures": lambda s: "".join(f"&#{ord(c)};" for c in s),
    "entities in hexadecimal": lambda s: "".join(f"&#x{ord(c):x};" for c in s),
    "entities by name": lambda s: s.replace("è", "&egrave;").replace(" ", "&nbsp;"),
    "comment": _inside("<!-- x -->"),
    "tags": lambda s: f"{s[0]}<b>{s[1:]}</b>",
    "capitals": str.upper,
}
# What no reader of plain text reads as one word, or reads with effort: measured, not promised.
# Emphasis in Markdown is judged by the product on the text as it will be read; as typed, only the
# figures and the titled names of such texts are found.
NOT_PROMISED = ("D u p o n t", "D.u.p.o.n.t", "Du**po**nt", "D_u_p_o_n_t", "D up0nt")


@pytest.mark.parametrize("trick", TRICKS)
def test_each_category_is_found_under_the_trick(trick: str) -> None:
    missed = []
    for category, sentence, part in WRITTEN:
        hidden = TRICKS[trick](part)
        text, start = sentence.format(hidden), sentence.index("{")
        findings = [
            f
            for f in check_text(text, final=True).findings
            if f.start < start + len(hidden) and start < f.end
        ]
        covered = {i for f in findings for i in range(f.start, f.end)}
        shown = {i for i, c in enumerate(hidden, start) if c.isalnum() and "<" not in hidden}
        if shown - covered or Category(category) not in {f.category for f in findings}:
            missed.append((category, text, [text[f.start : f.end] for f in findings]))
    assert missed == []


def test_every_category_that_identifies_is_written() -> None:
    """Contempt identifies nobody; test_tone.py writes it."""
    assert {category for category, _, _ in WRITTEN} == set(Category) - {Category.TONE}


@pytest.mark.parametrize("number", ["O6 12 34 56 78", "06 l2 34 56 78", "O6.l2.34.56.78"])
def test_letters_typed_for_figures_do_not_hide_a_phone(number: str) -> None:
    assert check_text(f"tel {number} le soir", final=True).blocked


@pytest.mark.parametrize("text", ["né le O3/1O/1952", "opéré le l2/O3/2O24"])
def test_letters_typed_for_figures_do_not_hide_a_date(text: str) -> None:
    assert check_text(text, final=True).pressing


@pytest.mark.parametrize("name", NOT_PROMISED)
def test_what_is_not_promised_neither_raises_nor_shifts(name: str) -> None:
    text = f"Mme {name} tousse"
    for finding in check_text(text, final=True).findings:
        assert 0 <= finding.start < finding.end <= text.index(" tousse")
