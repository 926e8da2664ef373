"""A receipt: the run sheet line by line, and beside it the level that climbs."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.text import Text

from helpers.domain import payment
from helpers.domain.payment import NOTHING, Line, Receipt, Transport, levels
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_LINE, _GAP, _LEAST, _HEAD, _FOOT = 0.185, 0.16, 0.06, 0.55, 0.35  # inches
_TOTAL, _TOOTH, _NAMES = 0.3, 0.07, 0.62  # inches: its line, its torn edge, two levels beside
_CLIMBS = {
    "emergency": ("BLS-E", "ALS1-E", "ALS2"),
    "planned": ("BLS", "ALS1", "ALS2"),
    "hailed": ("BLS", "ALS1", "ALS2"),
}
_COLORS = {"BLS": style.BLS, "ALS": style.ALS, "SCT": style.HOSPITAL}

_Told = tuple[list[str], list[str]]
_Written = tuple[Line, _Told]


def plot_receipt(sheet: str | Transport, *, narrow: bool = False) -> Plot:
    """The receipt of a run sheet: what each line counts as, and the level up to there.

    What does not count is struck through, with the reason below it. A hollow mark stands for
    each level that remains where it cannot be decided.

    Args:
        sheet: the name of a run sheet, such as ``"RS18"``, or a transport.
        narrow: for half a screen.

    Raises:
        ValueError: for a name that is not there; the nearest is named.
    """
    transport = payment.run_sheet(sheet) if isinstance(sheet, str) else sheet
    receipt = payment.receipt(transport)
    width = style.NARROW if narrow else style.WIDE
    told = [_told(line, narrow=narrow) for line in receipt.lines]
    foot = textwrap.wrap(_answer(receipt), 46 if narrow else 94, break_on_hyphens=False)
    total = _HEAD + _high(told, _GAP) + _LINE * len(foot) + _FOOT
    figure = style.new_figure(total, narrow=narrow if narrow else None)
    figure.set_layout_engine("none")  # every place is given in inches
    axes = style.quiet(figure.add_axes((0, 0, 1, 1)))
    axes.set(xlim=(0, width), ylim=(total, 0))
    places = _places(receipt, transport, (2.35, 3.6) if narrow else (4.75, 7.0))
    y = _written(axes, list(zip(receipt.lines, told, strict=True)), places, _HEAD, _GAP)
    axes.text(0.1, y + 0.12, "\n".join(foot), va="top", fontsize=style.TEXT, color=style.INK)
    return Plot(figure, in_words(receipt))


class ReceiptPicture(Picture):
    """A receipt that grows. Where it gets too long for its paper, the first reasons give way."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.2 if narrow else 4.3, narrow=narrow)
        self.size = self.figure.get_size_inches()
        wide, high = self.size
        self._image = self._paper(self.figure).imshow(
            np.zeros((2, 2, 4), dtype=np.uint8), extent=(0, wide, high, 0), aspect="auto"
        )
        self.animated = [self._image]

    def _paper(self, figure: Figure) -> Axes:
        figure.set_layout_engine("none")  # every place is given in inches
        axes = style.quiet(figure.add_axes((0, 0, 1, 1)))
        axes.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0))
        return axes

    def show(self, **drawn: Any) -> None:
        """Write the receipt of a transport."""
        canvas = FigureCanvasAgg(self.written(drawn["transport"], drawn["receipt"]))
        canvas.draw()
        self._image.set_data(np.asarray(canvas.buffer_rgba()))

    def written(self, transport: Transport, receipt: Receipt) -> Figure:
        """The receipt on a paper of this size."""
        wide, high = map(float, self.size)
        figure = Figure(figsize=(wide, high), dpi=self.figure.dpi, facecolor=style.PAPER)
        axes = self._paper(figure)
        places = _places(receipt, transport, (2.35, 3.55) if self.narrow else (4.7, 6.5))
        paid = _paid(receipt, narrow=self.narrow)
        miles = textwrap.wrap(paid, 42 if self.narrow else 78, break_on_hyphens=False)
        under = _TOTAL + _LINE * len(miles) + 2 * _TOOTH
        rows = [(line, _told(line, narrow=self.narrow)) for line in receipt.lines]
        top = _head(places)
        room = high - top - under - 0.04
        rows = _shortened(rows, room)
        spare = (room - _high([told for _, told in rows], 0)) / len(rows)
        y = _written(axes, rows, places, top, max(0.0, min(_GAP, spare)))
        _slip(axes, wide, y + under)
        _total(axes, receipt, miles, y, wide)
        return figure


def _shortened(rows: list[_Written], room: float) -> list[_Written]:
    """What fits the paper: plain reasons give way first, then the others, then the first lines.

    The last line keeps its reason; what is left out is told in words.
    """
    plain = [n for n, (line, _) in enumerate(rows[:-1]) if not (line.is_raised or line.not_counted)]
    others = [n for n in range(len(rows) - 1) if n not in plain]
    for place in (*plain, *others):
        if _high([told for _, told in rows], _LEAST) <= room:
            return rows
        line, (entry, _) = rows[place]
        rows[place] = (line, (entry, []))
    folded = 1
    while _high([told for _, told in rows], 0) > room and len(rows) > 2:
        folded += 1
        line = dataclasses.replace(rows[1][0], not_counted="", is_raised=False)
        rows = [(line, ([f"… {folded} lines above"], [])), *rows[2:]]
    return rows


def _high(told: Sequence[_Told], gap: float) -> float:
    """How high the lines of a receipt stand, in inches."""
    return sum(_LINE * len([*entry, *reason]) + gap for entry, reason in told)


def _written(
    axes: Axes, rows: Sequence[_Written], places: dict[str, float], top: float, gap: float
) -> float:
    """Write heads, lines and the climb; where the last line ends."""
    _heads(axes, places, top, top + _high([told for _, told in rows], gap))
    y, marks = top, []
    for line, (entry, reason) in rows:
        _row(axes, y, line, (entry, reason))
        marks.append(y + _LINE / 2)
        y += _LINE * len([*entry, *reason]) + gap
    _climb(axes, places, [line for line, _ in rows], marks)
    return y


def _slip(axes: Axes, width: float, bottom: float) -> None:
    """The paper of the receipt, torn off below."""
    teeth = np.arange(0.04, width - 0.04, _TOOTH)
    edge = [(float(x), bottom - _TOOTH * (n % 2)) for n, x in enumerate(teeth)]
    corners = [(0.04, 0.03), *edge, (width - 0.04, bottom), (width - 0.04, 0.03)]
    axes.add_patch(Polygon(corners, facecolor="white", edgecolor=style.FAINT, zorder=-1))


def _total(axes: Axes, receipt: Receipt, miles: Sequence[str], y: float, width: float) -> None:
    """What it comes to, under a line."""
    dashes = (0, (4, 3))
    axes.plot([0.1, width - 0.1], [y, y], color=style.FAINT, linewidth=1, linestyle=dashes)
    decided = receipt.decided
    text = decided.level or f"open: {' or '.join(decided.possible)}"
    if decided.level == NOTHING:
        text = "nothing is paid"
    big, small = style.TEXT + 1, style.TEXT - 1
    axes.text(0.1, y + 0.07, text, va="top", fontsize=big, fontweight="bold", color=style.INK)
    told = "\n".join(miles)
    axes.text(0.1, y + _TOTAL, told, va="top", fontsize=small, color=style.FAINT)


def _paid(receipt: Receipt, *, narrow: bool) -> str:
    """What the level weighs, and the miles."""
    level = receipt.decided.level
    miles = receipt.miles.replace(" with the patient on board,", "") if narrow else receipt.miles
    if level in (None, NOTHING, "BLS"):
        return miles
    return f"Weighs {levels()[str(level)].relative_value:g} times BLS. {miles}"


def _places(
    receipt: Receipt, transport: Transport, between: tuple[float, float]
) -> dict[str, float]:
    """Where each level of the picture stands, in inches from the left; the lowest first."""
    reached = {level for line in receipt.lines for level in line.possible}
    levels = sorted({*_CLIMBS[transport.response], *reached}, key=payment.rank)
    left, right = between
    step = (right - left) / (len(levels) - 1)
    return {level: left + place * step for place, level in enumerate(levels)}


def _told(line: Line, *, narrow: bool) -> _Told:
    """The entry, and what it counts as and does not, each wrapped."""
    width = 26 if narrow else 58
    counts_as = "" if narrow and line.is_crossed_out else line.counts_as
    reason = "; ".join(filter(None, (counts_as, _counted(line), _rule(line))))
    return (
        textwrap.wrap(line.entry, width - 2, break_on_hyphens=False),
        textwrap.wrap(reason, width, break_on_hyphens=False),
    )


def _rule(line: Line) -> str:
    """The rule of a line that moves the level, or of one that only the rules add."""
    if line.rule is None or not (line.is_raised or line.decides):
        return ""
    return f"rule: {line.rule.rule}"


def _counted(line: Line) -> str:
    if not line.not_counted:
        return ""
    sign = "open" if line.is_unsure else "not counted"
    return f"{sign}: {line.not_counted}"


def _heads(axes: Axes, places: dict[str, float], top: float, bottom: float) -> None:
    is_tight = _is_tight(places)
    for place, (level, x) in enumerate(places.items()):
        axes.plot([x, x], [top - 0.08, bottom], color=style.RULE, linewidth=1, zorder=0)
        y = top - 0.14 - 0.19 * (place % 2) * is_tight
        axes.text(x, y, level, ha="center", va="bottom", fontsize=style.TEXT, color=style.INK)


def _is_tight(places: dict[str, float]) -> bool:
    """Whether the names of neighbors would touch on one line."""
    return bool(min(np.diff(list(places.values()))) < _NAMES)


def _head(places: dict[str, float]) -> float:
    """Where the lines begin, in inches below the upper edge."""
    return _HEAD if _is_tight(places) else _HEAD - 0.17


def _row(axes: Axes, y: float, line: Line, told: _Told) -> None:
    weight = "bold" if line.is_raised else "normal"
    faint = line.is_crossed_out
    for text in told[0]:
        color = style.FAINT if faint else style.INK
        artist = axes.text(
            0.1, y, text, va="top", fontsize=style.TEXT, color=color, fontweight=weight
        )
        if faint:
            _strike(axes, artist)
        y += _LINE
    for text in told[1]:
        axes.text(0.22, y, text, va="top", fontsize=style.TEXT - 1, color=style.FAINT)
        y += _LINE


def _strike(axes: Axes, artist: Text) -> None:
    """A line through a text, as long as the text."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    box = artist.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    ends = axes.transData.inverted().transform([(box.x0, box.y0), (box.x1, box.y1)])
    (left, low), (right, high) = ends
    axes.plot([left, right], [(low + high) / 2] * 2, color=style.INK, linewidth=1.2)


def _climb(
    axes: Axes, places: dict[str, float], lines: Sequence[Line], heights: Sequence[float]
) -> None:
    """The way of the level from line to line: a step where a line raises it."""
    before: float | None = None
    for line, y, last in zip(lines, heights, [heights[0], *heights], strict=False):
        spots = [places[level] for level in line.possible]
        if before is not None:
            axes.plot([before, before], [last, y], color=style.INK, linewidth=1.6)
            axes.plot([before, spots[0]], [y, y], color=style.INK, linewidth=1.6)
        if len(spots) > 1:
            dashes = (0, (2, 2))
            axes.plot(spots, [y] * len(spots), color=style.INK, linewidth=1.6, linestyle=dashes)
        for level, x in zip(line.possible, spots, strict=True):
            color = _COLORS.get(level[:3], style.NO_CARE)
            face = color if line.level else style.PAPER
            axes.plot(
                [x],
                [y],
                "o",
                markersize=9 if line.is_raised else 6,
                color=color,
                markerfacecolor=face,
            )
        before = spots[0]


def _answer(receipt: Receipt) -> str:
    return f"{receipt.said[0].upper()}{receipt.said[1:]} {receipt.miles}."


def in_words(receipt: Receipt) -> str:
    """A receipt for whoever does not see it, line by line."""
    lines = []
    for line in receipt.lines:
        level = line.level or f"open, {' or '.join(line.possible)}"
        struck = "crossed out, " if line.is_crossed_out else ""
        parts = [line.counts_as, _counted(line), _rule(line), f"then {level}"]
        lines.append(f"{line.entry}: {struck}{'; '.join(filter(None, parts))}")
    return f"A receipt, line by line. {'. '.join(lines)}. {_answer(receipt)}"
