"""A receipt: the run sheet line by line, and beside it the level that climbs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.domain import payment
from helpers.domain.payment import Line, Receipt, Transport
from helpers.figures import style
from helpers.figures.picture import Plot

_LINE, _GAP, _HEAD, _FOOT = 0.185, 0.16, 0.55, 0.35  # inches
_CLIMBS = {
    "emergency": ("BLS-E", "ALS1-E", "ALS2"),
    "planned": ("BLS", "ALS1", "ALS2"),
    "hailed": ("BLS", "ALS1", "ALS2"),
}
_COLORS = {"BLS": style.BLS, "ALS": style.ALS, "SCT": style.HOSPITAL}


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
    places = _places(receipt, transport, narrow=narrow)
    told = [_told(line, narrow=narrow) for line in receipt.lines]
    foot = textwrap.wrap(_answer(receipt), 46 if narrow else 94, break_on_hyphens=False)
    body = sum(_LINE * len(_texts(one)) + _GAP for one in told)
    total = _HEAD + body + _LINE * len(foot) + _FOOT
    figure = style.new_figure(total, narrow=narrow if narrow else None)
    figure.set_layout_engine("none")  # every place is given in inches
    axes = style.quiet(figure.add_axes((0, 0, 1, 1)))
    axes.set(xlim=(0, width), ylim=(total, 0))
    _heads(axes, places, _HEAD, _HEAD + body)
    y, marks = _HEAD, []
    for line, texts in zip(receipt.lines, told, strict=True):
        _row(figure, axes, y, line, texts)
        marks.append(y + _LINE / 2)
        y += _LINE * len(_texts(texts)) + _GAP
    _climb(axes, places, receipt.lines, marks)
    axes.text(0.1, y + 0.12, "\n".join(foot), va="top", fontsize=style.TEXT, color=style.INK)
    return Plot(figure, _alt(receipt))


def _places(receipt: Receipt, transport: Transport, *, narrow: bool) -> dict[str, float]:
    """Where each level of the picture stands, in inches from the left; the lowest first."""
    reached = {level for line in receipt.lines for level in line.possible}
    levels = sorted({*_CLIMBS[transport.response], *reached}, key=payment.rank)
    left, right = (2.35, 3.6) if narrow else (4.75, 7.0)
    step = (right - left) / (len(levels) - 1)
    return {level: left + place * step for place, level in enumerate(levels)}


def _told(line: Line, *, narrow: bool) -> tuple[list[str], list[str]]:
    """The entry, and what it counts as and does not, each wrapped."""
    width = 26 if narrow else 58
    reason = "; ".join(filter(None, (line.counts_as, _counted(line), _rule(line))))
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


def _texts(told: tuple[list[str], list[str]]) -> list[str]:
    return [*told[0], *told[1]]


def _heads(axes: Axes, places: dict[str, float], top: float, bottom: float) -> None:
    for place, (level, x) in enumerate(places.items()):
        axes.plot([x, x], [top - 0.08, bottom], color=style.RULE, linewidth=1, zorder=0)
        y = top - 0.14 - 0.19 * (place % 2)  # names of neighbors must not touch
        axes.text(x, y, level, ha="center", va="bottom", fontsize=style.TEXT, color=style.INK)


def _row(
    figure: Figure, axes: Axes, y: float, line: Line, told: tuple[list[str], list[str]]
) -> None:
    weight = "bold" if line.is_raised else "normal"
    faint = line.is_crossed_out
    for text in told[0]:
        color = style.FAINT if faint else style.INK
        artist = axes.text(
            0.1, y, text, va="top", fontsize=style.TEXT, color=color, fontweight=weight
        )
        if faint:
            _strike(figure, axes, artist)
        y += _LINE
    for text in told[1]:
        axes.text(0.22, y, text, va="top", fontsize=style.TEXT - 1, color=style.FAINT)
        y += _LINE


def _strike(figure: Figure, axes: Axes, artist: object) -> None:
    """A line through a text, as long as the text."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    box = artist.get_window_extent(renderer)  # type: ignore[attr-defined]
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


def _alt(receipt: Receipt) -> str:
    lines = []
    for line in receipt.lines:
        level = line.level or f"open, {' or '.join(line.possible)}"
        struck = "crossed out, " if line.is_crossed_out else ""
        parts = [line.counts_as, _counted(line), _rule(line), f"then {level}"]
        lines.append(f"{line.entry}: {struck}{'; '.join(filter(None, parts))}")
    return f"A receipt, line by line. {'. '.join(lines)}. {_answer(receipt)}"
