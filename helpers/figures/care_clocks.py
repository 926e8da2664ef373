"""Clocks of a heart attack and of a stroke: bars of time, each from its own start."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text

from helpers.domain import care_clocks
from helpers.domain.care_clocks import Clock
from helpers.figures import style
from helpers.figures.picture import Plot

_HOUR = 60
#: Color of a clock by where it starts, and a hatch that says the same.
_STARTS = {
    "first medical contact": (style.ALS, "//"),
    "the decision, when 120 minutes cannot be kept": (style.DEFIBRILLATION, ".."),
    "the diagnosis, after the pulse is back": (style.HOSPITAL, "xx"),
    "the door of the hospital": (style.HOSPITAL, "xx"),
    "the first symptoms": (style.NO_CARE, ""),
    "last known well": (style.NO_CARE, ""),
}
_SIGNS = {"second-hand": " †", "unverified": " ‡"}
_DOUBTS = {"second-hand": "† read only where others quote it", "unverified": "‡ not looked up"}
_LINE, _BAR, _GAP, _HEAD, _TITLE = 0.175, 0.14, 0.1, 0.26, 0.34  # inches
_AXIS, _FOOT = 0.5, 0.3
_LEFT = 0.03  # of the width of the picture


def plot_care_clock(care: str, *, narrow: bool = False) -> Plot:
    """What is to have happened by when; each group of bars has its own minute 0.

    Args:
        care: ``"heart attack"`` or ``"stroke"``.
        narrow: for half a screen.

    Raises:
        ValueError: for another illness; the nearest is named.
    """
    clocks = care_clocks.clocks(care)
    panels = [[c for c in clocks if c.in_hours == hours] for hours in (False, True)]
    letters = 44 if narrow else 84
    heights = [_height(panel, letters) for panel in panels]
    total = sum(heights) + len(panels) * (_TITLE + _AXIS) + _FOOT
    figure = style.new_figure(total, narrow=narrow if narrow else None)
    figure.set_layout_engine("none")  # every place is given in inches
    top = 0.0
    for panel, height, hours in zip(panels, heights, (False, True), strict=True):
        top += _TITLE
        box = (_LEFT, (total - top - height) / total, 0.91, height / total)
        _panel(figure.add_axes(box), panel, height, hours=hours, letters=letters)
        top += height + _AXIS
    doubts = [text for mark, text in _DOUBTS.items() if any(c.confidence == mark for c in clocks)]
    figure.text(_LEFT, 0.1 / total, "; ".join(doubts), fontsize=style.TEXT - 1, color=style.INK)
    return Plot(figure, _alt(care, clocks))


def _folded(clock: Clock, letters: int) -> list[str]:
    whom = f" ({clock.for_whom})" if clock.for_whom else ""
    text = f"{clock.event}{whom}: {clock.words}{_SIGNS.get(clock.confidence, '')}"
    return textwrap.wrap(text, letters, break_on_hyphens=False)


def _heading(clock: Clock) -> str:
    return f"From {clock.clock_starts} ({clock.edition})"


def _groups(panel: Sequence[Clock]) -> dict[str, list[Clock]]:
    found: dict[str, list[Clock]] = {}
    for clock in panel:
        found.setdefault(_heading(clock), []).append(clock)
    return found


def _height(panel: Sequence[Clock], letters: int) -> float:
    rows = sum(_LINE * len(_folded(clock, letters)) + _BAR + _GAP for clock in panel)
    heads = sum(_HEAD + _LINE * (len(textwrap.wrap(text, letters)) - 1) for text in _groups(panel))
    return rows + heads


def _panel(axes: Axes, panel: Sequence[Clock], height: float, *, hours: bool, letters: int) -> None:
    style.quiet(axes, keep="bottom")
    unit = _HOUR if hours else 1
    end, step = (24, 6) if hours else (care_clocks.IN_MINUTES, 30)
    axes.set(xlim=(0, end), ylim=(height, 0), xticks=range(0, end + 1, step))
    axes.set_xlabel("hours" if hours else "minutes", fontsize=style.TEXT, color=style.INK)
    kind = "How late it is still done" if hours else "How fast it should be"
    axes.set_title(kind, loc="left", fontsize=style.TEXT + 1.5, fontweight="bold", pad=4)
    for tick in range(0, end + 1, step):
        axes.axvline(tick, color=style.RULE, linewidth=0.8, zorder=0)
    y = 0.0
    for heading, clocks in _groups(panel).items():
        told = textwrap.wrap(heading, letters)
        _say(axes, y + 0.06, told, fontweight="bold", color=style.INK)
        y += _HEAD + _LINE * (len(told) - 1)
        for clock in clocks:
            told = _folded(clock, letters)
            _say(axes, y, told, color=style.INK)
            y += _LINE * len(told)
            _bar(axes, y + _BAR / 2, clock, unit)
            y += _BAR + _GAP


def _say(axes: Axes, y: float, told: Sequence[str], **how: Any) -> Text:
    box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5}
    return axes.text(
        0, y, "\n".join(told), va="top", fontsize=style.TEXT, linespacing=1.1, bbox=box, **how
    )


def _bar(axes: Axes, y: float, clock: Clock, unit: float) -> None:
    """From minute 0, or from the lower end of what was printed as a window, to the limit."""
    color, hatch = _STARTS[clock.clock_starts]
    is_window = clock.kind == "window" and clock.least_minutes is not None
    begin = (clock.least_minutes or 0) / unit if is_window else 0
    axes.barh(
        y,
        clock.limit_minutes / unit - begin,
        left=begin,
        height=_BAR,
        facecolor=color,
        edgecolor=style.INK,
        hatch=hatch,
        linewidth=0.8,
    )


def _alt(care: str, clocks: Sequence[Clock]) -> str:
    rows = []
    for clock in clocks:
        whom = f", {clock.for_whom}" if clock.for_whom else ""
        rows.append(
            f"from {clock.clock_starts} to {clock.event}{whom}: {clock.words} ({clock.edition})"
        )
    return f"Clocks of a {care}, each from its own start. {'; '.join(rows)}."
