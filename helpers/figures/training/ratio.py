"""Ratios of hours as intervals, beside what is claimed."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.domain import training
from helpers.domain.training import Ratio
from helpers.figures import style
from helpers.figures.picture import Picture


class RatioPicture(Picture):
    """Each place's ratio as an interval, the claim as a band, and an interval of one's own."""

    limit = 20.0

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(4.0 if narrow else 4.6, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom")
        names = training.place_names()
        self.step, self.top = 1.0, -1.7
        self.left = -23.0 if narrow else -9.5
        axes.set(xlim=(self.left, self.limit), ylim=(len(names) * self.step, self.top - 1.2))
        axes.set_xticks(range(0, 21, 5))
        key = "times the EMT course; * not the whole course, or mixed units"
        if narrow:
            key = f"{key}; dots: paramedic part alone; squares: with the EMT course"
        axes.set_xlabel(textwrap.fill(key, 52), fontsize=style.TEXT, color=style.INK, loc="left")
        self._claim(axes, len(names) * self.step)
        for row, name in enumerate(names):
            self._place(axes, name, row * self.step + 0.4)
        self._own(axes)

    def _claim(self, axes: Axes, bottom: float) -> None:
        claim = training.claimed()
        axes.add_patch(
            Rectangle(
                (claim.low, self.top),
                claim.high - claim.low,
                bottom - self.top,
                facecolor=style.RULE,
                alpha=0.55,
                zorder=0,
            )
        )
        for edge in (claim.low, claim.high):
            axes.plot(
                [edge, edge],
                [self.top, bottom],
                color=style.INK,
                linewidth=1,
                linestyle=(0, (2, 2)),
                zorder=1,
            )
        for row, color, marker, text in (
            ()
            if self.narrow
            else (
                (4, style.ALS, "o", "paramedic part alone"),
                (5, style.INK, "s", "with the EMT course"),
            )
        ):
            y = (row + 0.5) * self.step
            axes.plot([11.2], [y], marker, color=color, markersize=6)
            axes.text(11.7, y, text, va="center", fontsize=style.TEXT, color=style.INK)
        claimed = f"claimed: {claim.low:g} to {claim.high:g}"
        axes.text(
            (claim.low + claim.high) / 2,
            self.top - 0.15,
            claimed,
            ha="center",
            fontsize=style.TEXT,
            color=style.INK,
        )

    def _place(self, axes: Axes, name: str, y: float) -> None:
        where = training.place(name)
        part = "part" in {row.counts for row in (where.emt, *where.above)}
        label = f"{name} *" if part else name
        axes.text(self.left + 0.2, y, label, va="center", fontsize=style.TEXT, color=style.INK)
        _interval(axes, y - 0.14, training.compare(where).ratio, style.ALS, "o")
        if where.can_include:
            both = training.compare(where, "including").ratio
            _interval(axes, y + 0.18, both, style.INK, "s")

    def _own(self, axes: Axes) -> None:
        self.bar = axes.add_patch(Rectangle((0, -1.35), 0, 0.7, facecolor=style.INK))
        self.word = axes.text(
            self.left + 0.2,
            -1.0,
            "",
            va="center",
            fontsize=style.TEXT,
            fontweight="bold",
            color=style.INK,
        )
        self.animated += [self.bar, self.word]

    def show(self, ratio: Ratio) -> None:  # type: ignore[override]
        width = max(min(ratio.high, self.limit) - ratio.low, 0.12)
        self.bar.set(x=ratio.low, width=width)
        self.word.set_text(f"yours: {ratio}")


def _interval(axes: Axes, y: float, ratio: Ratio, color: str, marker: str) -> None:
    axes.plot(
        [ratio.low, ratio.high],
        [y, y],
        color=color,
        linewidth=2.5,
        marker=marker,
        markersize=5,
        solid_capstyle="round",
    )
