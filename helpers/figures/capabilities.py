"""How often the skills of ALS succeed: each share on its line, with its range."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.domain import capabilities
from helpers.domain.capabilities import Share
from helpers.figures import style
from helpers.figures.picture import Plot

#: Color, marker and words of each kind of share.
_KINDS = {
    "success": (style.ALS, "o", "went well"),
    "harm": (style.INK, "X", "went wrong"),
    "after": (style.DEFIBRILLATION, "D", "came next"),
}
_SIGNS = {"second-hand": " †", "unverified": " ‡"}
_DOUBTS = {"second-hand": "† read only where others quote it", "unverified": "‡ not looked up"}
_LINE, _GAP, _HEAD, _AXIS = 0.17, 0.13, 0.34, 0.95  # inches: text, between rows, heading, below


def plot_success(capability: str = "", *, narrow: bool = False) -> Plot:
    """Shares that studies counted, in percent, each with its range.

    Args:
        capability: such as ``"access"`` in the table's words, or a skill, such as ``"pacing"``;
            without one, the main rows of all.
        narrow: for half a screen, with the words above each line.

    Raises:
        ValueError: for another capability or skill; the nearest is named.
    """
    shares = capabilities.shares(capability)
    width = style.NARROW if narrow else style.WIDE
    told = {share: _words(share, narrow=narrow) for share in shares}
    groups = [list(g) for _, g in itertools.groupby(shares, key=lambda one: one.capability)]
    inches = 0.12 if capability else _HEAD * len(groups)
    inches += sum(_LINE * (len(words) + narrow * 1.2) + _GAP for words in told.values())
    figure = style.new_figure(inches + _AXIS, narrow=narrow if narrow else None)
    figure.set_layout_engine("none")  # every place is given in inches
    left = 0.35 if narrow else 3.75
    bottom, total = _AXIS / (inches + _AXIS), inches + _AXIS
    axes = figure.add_axes((left / width, bottom, 1 - (left + 0.35) / width, inches / total))
    _scale(axes, inches)
    words = style.quiet(figure.add_axes((0, bottom, 1, inches / total)))
    words.set(xlim=(0, width), ylim=(inches, 0))
    y = 0.12 if capability else 0.0
    for group in groups:
        if not capability:
            _say(words, y + 0.13, group[0].capability, fontweight="bold")
            y += _HEAD
        for share in group:
            y = _row(words, axes, y, share, told[share], narrow=narrow)
    _key(figure, shares, total, narrow=narrow)
    return Plot(figure, _alt(capability, shares))


def _say(axes: Axes, y: float, text: str, **how: Any) -> None:
    box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5}
    axes.text(
        0.08,
        y,
        text,
        va="top",
        fontsize=style.TEXT,
        color=style.INK,
        bbox=box,
        linespacing=1.1,
        **how,
    )


def _words(share: Share, *, narrow: bool) -> list[str]:
    sign = _SIGNS.get(share.confidence, "")
    text = f"{share.skill}, {share.counted} ({share.who}, {share.year}){sign}"
    return textwrap.wrap(text, 46 if narrow else 44, break_on_hyphens=False)


def _scale(axes: Axes, inches: float) -> None:
    style.quiet(axes, keep="bottom")
    axes.set(xlim=(0, 100), ylim=(inches, 0), xticks=range(0, 101, 25))
    axes.set_xlabel("percent", fontsize=style.TEXT, color=style.INK)
    for tick in range(0, 101, 25):
        axes.axvline(tick, color=style.RULE, linewidth=0.8, zorder=0)


def _row(
    words: Axes, axes: Axes, y: float, share: Share, told: Sequence[str], *, narrow: bool
) -> float:
    """One share at a height; gives back where the next begins."""
    color, marker, _ = _KINDS[share.kind]
    text = _LINE * len(told)
    _say(words, y, "\n".join(told))
    middle = y + text + 0.12 if narrow else y + text / 2
    if share.ends:
        dash = (0, (2, 2)) if share.range_is.startswith("least") else "solid"
        axes.plot(share.ends, [middle, middle], color=color, linewidth=2.4, linestyle=dash)
    axes.plot([share.percent], [middle], marker, color=color, markersize=8, clip_on=False)
    right = max(share.percent, *(share.ends or (0,)))
    label = f"{share.percent:g} %"
    left = min(share.percent, *(share.ends or (100.0,)))
    x, align = (right + 2, "left") if right < 82 else (left - 2, "right")
    axes.text(x, middle, label, va="center", ha=align, fontsize=style.TEXT, color=style.INK)
    return y + _LINE * (len(told) + narrow * 1.2) + _GAP


def _key(figure: Figure, shares: Sequence[Share], total: float, *, narrow: bool) -> None:
    kinds = [kind for kind in _KINDS if any(share.kind == kind for share in shares)]
    marks = [
        Line2D([], [], color=_KINDS[k][0], marker=_KINDS[k][1], linestyle="", label=_KINDS[k][2])
        for k in kinds
    ]
    doubts = [text for mark, text in _DOUBTS.items() if any(s.confidence == mark for s in shares)]
    figure.legend(
        handles=marks,
        loc="lower left",
        ncols=len(marks),
        frameon=False,
        fontsize=style.TEXT,
        bbox_to_anchor=(0, 0),
        handletextpad=0.2,
        columnspacing=1.0,
    )
    figure.text(
        0.98, 0.1 / total, "\n".join(doubts), ha="right", va="bottom", fontsize=style.TEXT - 1
    )


def _alt(capability: str, shares: Sequence[Share]) -> str:
    lines = [f"{s.skill}, {s.counted}, {s.who}, {s.year}: {s.result}" for s in shares]
    what = capability or "several skills of ALS"
    return (
        f"How often it succeeds, and what goes wrong: {what}. Shares in percent; ranges are 95 % "
        f"intervals unless studies are named. {'. '.join(lines)}."
    )
