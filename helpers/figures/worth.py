"""Percentage points with their intervals, a row each; and one ratio of odds in two towns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from helpers.domain import needed
from helpers.figures import style
from helpers.figures.picture import Picture

_ROW = 0.42  # inches for each row
_WORD = 0.16  # of the scale: a number and the gap before it


class PointsPicture(Picture):
    """A row for each thing: a dot with its interval; a hollow dot for what it is held against.

    Args:
        labels: of the rows.
        colors: one a row.
        reach: the least and the greatest of the scale, in points.
        about: what the scale is, in words.
    """

    def __init__(
        self,
        labels: Sequence[str],
        colors: Sequence[str],
        reach: tuple[float, float],
        about: str,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(1.0 + _ROW * len(labels), narrow=narrow)
        self.axes: Axes = style.quiet(self.figure.subplots(), keep="bottom")
        self._reach, self._rows = reach, np.arange(len(labels))
        self.axes.set(xlim=reach, ylim=(len(labels) - 0.4, -0.6), yticks=self._rows)
        self.axes.set_yticklabels(labels, fontsize=style.TEXT, color=style.INK)
        self.axes.tick_params(left=False, labelleft=True)
        self.axes.axvline(0, color=style.FAINT, linewidth=1, zorder=0)
        about = "points of survival" if narrow else about
        self.axes.set_xlabel(about, fontsize=style.TEXT)
        self.held = self.axes.scatter(
            [], [], s=95, facecolor=style.PAPER, edgecolor=style.FAINT, linewidth=1.5, zorder=1
        )
        self.lines = [
            self.axes.plot([], [], color=color, linewidth=3, solid_capstyle="butt", zorder=2)[0]
            for color in colors
        ]
        self.dots = self.axes.scatter([], [], s=60, zorder=3)
        self.dots.set_facecolor(list(colors))
        self.numbers = [
            self.axes.text(
                0, float(row), "", va="center", fontsize=style.TEXT, color=style.INK, zorder=4
            )
            for row in self._rows
        ]
        self.animated = [self.held, *self.lines, self.dots, *self.numbers]

    def show(  # type: ignore[override]
        self,
        points: npt.NDArray[np.float64],
        low: npt.NDArray[np.float64],
        high: npt.NDArray[np.float64],
        held: npt.NDArray[np.float64],
    ) -> None:
        least, most = self._reach
        here = np.clip(points, least, most)
        self.dots.set_offsets(np.column_stack([here, self._rows]))
        self.held.set_offsets(np.column_stack([np.clip(held, least, most), self._rows]))
        gap = 0.03 * (most - least)
        ends = np.clip(np.column_stack([low, high]), least, most)
        for row, (line, number) in enumerate(zip(self.lines, self.numbers, strict=True)):
            line.set_data(ends[row], [row, row])
            right = max(float(ends[row][1]), float(here[row]))
            hollow = min(float(held[row]), most)
            if right < hollow < right + _WORD * (most - least):
                right = hollow  # else the hollow dot stands in the number
            full = right > least + 0.85 * (most - least)
            left = min(float(ends[row][0]), float(here[row]))
            number.set(
                text=signed(float(points[row])),
                x=left - gap if full else right + gap,
                ha="right" if full else "left",
            )


def signed(value: float) -> str:
    """Points with their sign, as every row says them."""
    return f"{value:+.2f}".replace("-", "−")


class OddsPicture(Picture):
    """Survival without and with it: the curve of one ratio of odds, and the gap at one town."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.0, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom left")
        self._without = np.linspace(0.5, 99.5, 100)
        axes.set(xlim=(0, 100), ylim=(0, 100))
        axes.set_xlabel("survive without it, %", fontsize=style.TEXT)
        axes.set_ylabel("survive with it, %", fontsize=style.TEXT)
        axes.plot([0, 100], [0, 100], color=style.FAINT, linewidth=1, linestyle=(0, (4, 3)))
        axes.text(66, 55, "no difference", ha="left", fontsize=style.TEXT, color=style.FAINT)
        (self.curve,) = axes.plot([], [], color=style.INK, linewidth=2)
        (self.gap,) = axes.plot([], [], color=style.HOSPITAL, linewidth=5, solid_capstyle="butt")
        self.word = axes.text(0, 0, "", fontsize=style.TEXT, color=style.INK, va="center")
        self.animated = [self.curve, self.gap, self.word]

    def show(self, baseline: float, ratio: float) -> None:  # type: ignore[override]
        curve = [needed.with_odds(one, ratio) for one in self._without]
        self.curve.set_data(self._without, curve)
        after = needed.with_odds(baseline, ratio)
        self.gap.set_data([baseline, baseline], [baseline, after])
        right = baseline > 50
        self.word.set(
            text=f"+{after - baseline:.1f} points",
            x=baseline + (-3 if right else 3),
            y=min(96, after + 7) if right else (baseline + after) / 2 - 3,
            ha="right" if right else "left",
        )
