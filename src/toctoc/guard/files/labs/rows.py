"""From lines anywhere on a photograph to the rows of a table, the page turned upright first."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.files.types import Line

_WIDE = 3.0  # times its height: such a line tells how the page leans
_STEEP = 0.06  # further from the others than this, a slope is no line's
_NEAR = 0.55  # of a line's height, between two of one row


class Cell(NamedTuple):
    """A line in the upright page: its left and right ends, its row's height and its own."""

    text: str
    score: float
    left: float
    right: float
    down: float
    height: float


class _Flat(NamedTuple):
    text: str
    score: float
    start: tuple[float, float]
    stop: tuple[float, float]
    height: float


Row = list[Cell]


def upright(lines: Sequence[Line]) -> Iterator[list[Row]]:
    """The rows of the page as it is, and as it would be upside down, or lying on either side."""
    tall = sum(line.rect.height > line.rect.width for line in lines)
    for turns in (1, 3) if tall * 2 > len(lines) else (0, 2):
        yield _rows([_turned(line, turns) for line in lines])


def _turned(line: Line, turns: int) -> _Flat:
    """The line on a page turned by that many quarters, its left end first."""
    corners = [_quarter(corner, turns) for corner in line.corners]
    first = min(range(4), key=lambda i: sum(corners[i]))
    one, two, three, four = corners[first:] + corners[:first]
    height = ((four[0] - one[0]) ** 2 + (four[1] - one[1]) ** 2) ** 0.5
    return _Flat(line.text, line.score, _middle(one, four), _middle(two, three), height)


def _quarter(point: tuple[float, float], turns: int) -> tuple[float, float]:
    across, down = point
    for _ in range(turns):
        across, down = down, -across
    return across, down


def _middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _rows(flats: list[_Flat]) -> list[Row]:
    if not flats:
        return []
    lean, more = _lean(flats)
    centre = statistics.mean(flat.start[0] for flat in flats)
    cells = []
    for flat in flats:
        across, down = _middle(flat.start, flat.stop)
        straight = (down - lean * (across - centre)) / (1 + more * (across - centre))
        cells.append(
            Cell(flat.text, flat.score, flat.start[0], flat.stop[0], straight, flat.height)
        )
    return _grouped(cells)


def _lean(flats: list[_Flat]) -> tuple[float, float]:
    """The slope of the page's lines, as `a + b * height on the page`: a photograph's lines fan."""
    slopes = []
    for flat in flats:
        wide = flat.stop[0] - flat.start[0]
        if wide > _WIDE * flat.height:
            slope = (flat.stop[1] - flat.start[1]) / wide
            slopes.append((slope, (flat.stop[1] + flat.start[1]) / 2, wide))
    if len(slopes) < 4:
        return (statistics.median(s[0] for s in slopes) if slopes else 0.0), 0.0
    usual = statistics.median(slope for slope, _, _ in slopes)
    slopes = [s for s in slopes if abs(s[0] - usual) < _STEEP]
    weight = sum(w for _, _, w in slopes)
    mean_slope = sum(s * w for s, _, w in slopes) / weight
    mean_down = sum(d * w for _, d, w in slopes) / weight
    spread = sum(w * (d - mean_down) ** 2 for _, d, w in slopes)
    along = sum(w * (d - mean_down) * (s - mean_slope) for s, d, w in slopes)
    more = along / spread if spread else 0.0
    return mean_slope - more * mean_down, more


def _grouped(cells: list[Cell]) -> list[Row]:
    usual = statistics.median(cell.height for cell in cells)
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda c: c.down):
        if rows and cell.down - statistics.mean(c.down for c in rows[-1]) < _NEAR * usual:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda c: c.left) for row in rows]
