"""The pictures of a post as its readers see them: small, quiet, each the way into the viewer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.pictures.types import Shown

from . import picture_address as address
from .stencil import fill

_WIDEST, _HIGHEST = 256, 224  # pixels of a page
_HEAD = 18.0  # thousandths of the longest side: an arrow's head


def figures(shown: Sequence[Shown]) -> SafeString:
    """No personal bit may enter (see `fragments`). Of a stack, the first frame stands for all."""
    if not shown:
        return SafeString("")
    first = [stack[0] for stack in stacks(shown)]
    return fill("parts/pictures.html", {"pictures": [figure(one) for one in first]})


def stacks(shown: Sequence[Shown]) -> list[list[Shown]]:
    """Pages of one file follow each other; a new file begins at a page that doesn't come after."""
    found: list[list[Shown]] = []
    for one in shown:
        last = found[-1][-1] if found else None
        if last and last.pages == one.pages > 1 and last.page < one.page:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def figure(one: Shown) -> dict[str, Any]:
    width, height = fitted(one.width, one.height)
    return {
        "id": one.public_id,
        "covered": one.covered,
        "src": SafeString(address.small(one.public_id)),
        "page": address.page(one.public_id),
        "alt": alt_of(one),
        "width": str(width),
        "height": str(height),
        "caption": caption(one),
        "drawing": drawing_of(one),
        "csrf": SafeString(address.CSRF),
    }


def fitted(width: int, height: int) -> tuple[int, int]:
    """Its place in a post, so that nothing moves under a thumb when it comes (css: 16rem)."""
    share = min(1.0, _WIDEST / max(width, 1), _HIGHEST / max(height, 1))
    return max(1, round(width * share)), max(1, round(height * share))


def alt_of(one: Shown) -> str:
    return one.alt or _("Image jointe, sans description")


def caption(one: Shown) -> str:
    """Facts that nobody has alone: what made the picture, how wide it is, how many there are."""
    told = [modality(str(one.facts.get("modality", ""))), _width(one)]
    if one.pages > 1:
        told.append(ngettext("%(n)d vue", "%(n)d vues", one.pages) % {"n": one.pages})
    return " · ".join(filter(None, told))


def _width(one: Shown) -> str:
    scale = one.facts.get("millimetres_a_pixel")
    if not isinstance(scale, int | float) or scale <= 0:
        return ""
    millimetres = scale * one.width
    if millimetres < 10:
        return _("%(n)s mm de large") % {"n": f"{millimetres:.1f}".replace(".", ",")}
    return _("%(n)s mm de large") % {"n": round(millimetres)}


def modality(code: str) -> str:
    said = {
        "CR": _("Radiographie"),
        "DX": _("Radiographie"),
        "RF": _("Radioscopie"),
        "MG": _("Mammographie"),
        "CT": _("Scanner"),
        "MR": _("IRM"),
        "US": _("Échographie"),
        "IVUS": _("Échographie endovasculaire"),
        "XA": _("Angiographie"),
        "NM": _("Scintigraphie"),
        "PT": _("TEP"),
        "ES": _("Endoscopie"),
        "OP": _("Photographie du fond d’œil"),
        "OPT": _("OCT"),
        "OCT": _("OCT"),
        "PX": _("Panoramique dentaire"),
        "IO": _("Radiographie dentaire"),
        "DG": _("Diaphanographie"),
        "ECG": _("ECG"),
        "SM": _("Lame, microscopie"),
        "GM": _("Microscopie"),
        "BMD": _("Ostéodensitométrie"),
    }
    return said.get(code, "")


def drawing_of(one: Shown) -> SafeString:
    """What the author drew over it, as SVG in the picture's own proportions."""
    if not one.drawing:
        return SafeString("")
    return svg(one.drawing, one.width, one.height)


def svg(drawing: Iterable[Mapping[str, object]], width: int, height: int) -> SafeString:
    """Thick under thin: what is drawn is seen on black and on white."""
    paths = [path for shape in drawing for path in _paths(shape, width, height)]
    lines = format_html_join("", '<path d="{}"/>', ((path,) for path in paths))
    return format_html(
        '<svg class="drawn" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<g class="under">{}</g><g class="over">{}</g></svg>',
        width,
        height,
        lines,
        lines,
    )


def _paths(shape: Mapping[str, object], width: int, height: int) -> Iterator[str]:
    raw: Any = shape.get("points", ())
    points = [(x * width / 1000, y * height / 1000) for x, y in raw]
    match shape.get("kind"):
        case "arrow" if len(points) == 2:
            yield _line(points)
            yield _line(_head(points[0], points[1], max(width, height) * _HEAD / 1000))
        case "ellipse" if len(points) == 2:
            yield _ellipse(points[0], points[1])
        case "outline" if len(points) > 2:
            yield _line(points) + "Z"


def _line(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _head(
    tail: tuple[float, float], tip: tuple[float, float], size: float
) -> list[tuple[float, float]]:
    angle = math.atan2(tip[1] - tail[1], tip[0] - tail[0])
    left, right = (
        (tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn))
        for turn in (0.5, -0.5)
    )
    return [left, tip, right]


def _ellipse(one: tuple[float, float], other: tuple[float, float]) -> str:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    across, down, middle = (right - left) / 2, (bottom - top) / 2, (top + bottom) / 2
    arc = f"A{across:.1f} {down:.1f} 0 1 0"
    return f"M{left:.1f} {middle:.1f}{arc} {right:.1f} {middle:.1f}{arc} {left:.1f} {middle:.1f}Z"
