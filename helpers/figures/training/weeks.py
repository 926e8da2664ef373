"""Training as stacked weeks: each course a tower of bricks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from helpers.domain import training
from helpers.figures import style
from helpers.figures.picture import Picture
from helpers.figures.training.marks import COLORS, HATCHES

#: Bricks in a layer: four weeks, about a month.
_ACROSS = 4


class WeeksPicture(Picture):
    """Two places side by side; each course a tower of weeks, all on one scale.

    A brick is a week. Between the least and the most hours the bricks fade. A tower that is
    too tall for the picture is cut off, and the cut is drawn.
    """

    layers = 40  # about three years

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.7 if narrow else 4.3, narrow=narrow)
        self.above = 9.5 if narrow else 6.5  # layers of room for a title
        panels = self.figure.subplots(1, 2)
        self.titles: list[Any] = []
        self.towers: list[dict[str, _Tower]] = []
        for axes in panels:
            self._panel(style.quiet(axes))
        for towers in self.towers:
            self.animated += [part for tower in towers.values() for part in tower.parts]
        self.animated += self.titles

    def _panel(self, axes: Axes) -> None:
        axes.set(xlim=(-0.4, 12.6), ylim=(-3.2, self.layers + self.above))
        for year in (1, 2, 3):
            layer = 52 * year / _ACROSS
            axes.plot([-0.3, 12.5], [layer, layer], color=style.RULE, linewidth=1, zorder=0)
            axes.text(
                -0.3,
                layer + 0.2,
                f"{year} year{'s' if year > 1 else ''}",
                va="bottom",
                fontsize=style.TEXT,
                color=style.FAINT,
            )
        axes.plot([-0.3, 12.5], [0, 0], color=style.INK, linewidth=1.5)
        title = axes.text(
            -0.3,
            self.layers + self.above - 0.1,
            "",
            va="top",
            linespacing=1.2,
            fontsize=style.TEXT,
            color=style.INK,
            fontweight="bold",
        )
        self.titles.append(title)
        for x, level in ((1.4, "EMT"), (7.2, "paramedic")):
            axes.text(
                x + _ACROSS / 2,
                -0.6,
                level if self.narrow else f"{level} level",
                ha="center",
                va="top",
                fontsize=style.TEXT,
                color=style.INK,
            )
        self.towers.append({"EMT": _Tower(axes, 1.4), "paramedic": _Tower(axes, 7.2)})

    def show(  # type: ignore[override]
        self, titles: Sequence[str], towers: Sequence[Sequence[training.Tower]]
    ) -> None:
        for title, text in zip(self.titles, titles, strict=True):
            title.set_text(text)
        for drawn, courses in zip(self.towers, towers, strict=True):
            for course in courses:
                drawn[course.level].show(self.layers, course)


class _Tower:
    """One course as bricks: what it builds on below, its own weeks above."""

    def __init__(self, axes: Axes, left: float) -> None:
        self.left = left
        self.bricks = PolyCollection([], edgecolors=style.PAPER, linewidths=0.5)
        axes.add_collection(self.bricks)
        self.hatch = Polygon([(left, 0)], facecolor="none", linewidth=0, edgecolor=style.INK)
        axes.add_patch(self.hatch)
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1}
        self.word = axes.text(
            left + _ACROSS / 2,
            0,
            "",
            ha="center",
            va="bottom",
            bbox=box,
            fontsize=style.TEXT,
            color=style.INK,
        )
        (self.cut,) = axes.plot([], [], color=style.PAPER, linewidth=4, zorder=4)
        self.parts = [self.bricks, self.hatch, self.cut, self.word]

    def show(self, layers: int, course: training.Tower) -> None:
        """Draw the weeks of the course below it, then its own from the least to the most."""
        end, room = course.base + course.most, layers * _ACROSS
        weeks = np.arange(math.ceil(min(end, room) - 1e-9))
        self.bricks.set_verts([self._brick(int(week), end) for week in weeks])
        self.bricks.set(facecolor=_brick_colors(weeks, course))
        self.hatch.set_xy(self._outline(course.base, min(end, room)))
        self.hatch.set_hatch(HATCHES[course.counts])
        self.hatch.set_visible(course.counts != "whole")
        self.word.set(text=_label(course), y=math.ceil(min(end, room) / _ACROSS) + 0.5)
        zigzag = np.arange(9)
        self.cut.set_data(self.left + zigzag / 2, layers - 1.5 + 0.9 * (zigzag % 2))
        self.cut.set_visible(end > room)

    def _outline(self, start: float, end: float) -> list[tuple[float, float]]:
        """Around the bricks from one week to another; the first and last layer may be short."""
        (low, first), (high, last) = divmod(start, _ACROSS), divmod(end, _ACROSS)
        left, right = self.left, self.left + _ACROSS
        return [
            (left + first, low),
            (right, low),
            (right, high),
            (left + last, high),
            (left + last, high + 1),
            (left, high + 1),
            (left, low + 1),
            (left + first, low + 1),
        ]

    def _brick(self, week: int, end: float) -> list[tuple[float, float]]:
        layer, place = divmod(int(week), _ACROSS)
        x, y, width = self.left + place, float(layer), min(1.0, end - week)
        return [(x, y), (x + width, y), (x + width, y + 1), (x, y + 1)]


def _label(course: training.Tower) -> str:
    """Weeks and hours in few letters: they are drawn anew each time, and that takes long."""
    weeks = training.weeks_in_words(course.hours, course.hours_a_week)
    start = "≥ " if course.is_minimum else ""
    unit = " if each\nlesson is an hour" if course.mixes_units else ""
    return f"{start}{weeks}{unit}\n{course.hours}".replace(" to ", "–").replace(" hours", " h")


def _brick_colors(weeks: np.ndarray, course: training.Tower) -> np.ndarray:
    """Full color up to the least, fading to the most; the course below in its own color."""
    colors = np.empty((len(weeks), 4))
    colors[:, :3] = to_rgb(COLORS[course.level])
    colors[weeks < course.base - 0.5, :3] = to_rgb(COLORS["EMT"])
    span = max(course.most - course.least, 1.0)
    past = (weeks - course.base - course.least) / span
    colors[:, 3] = np.where(past < 0, 1.0, np.clip(0.85 - 0.75 * past, 0.1, 1.0))
    return colors
