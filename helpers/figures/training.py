"""Training as stacked weeks, ratios as intervals, hours place by place, and what lasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon, Rectangle

from helpers.domain import training
from helpers.domain.training import Hours, Ratio, Requirement
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_COLORS = {"EMT": style.BLS, "paramedic": style.ALS}
#: Bricks in a layer: four weeks, about a month.
_ACROSS = 4
#: What a number counts, as it looks on its bricks.
_HATCHES = {"whole": "", "part": "xxx", "unknown": ".."}
_KEY = """\
one brick: a week; one layer: four weeks;
fading: between least and most hours
crossed: not the whole course, or mixed units;
dotted: what is counted is not stated"""


class WeeksPicture(Picture):
    """Two places side by side; each course a tower of weeks, all on one scale.

    A brick is a week. Between the least and the most hours the bricks fade. A tower that is
    too tall for the picture is cut off, and the cut is drawn.
    """

    layers = 40  # about three years

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(8.4 if narrow else 4.9, narrow=narrow)
        panels = self.figure.subplots(*((2, 1) if narrow else (1, 2)))
        self.titles: list[Any] = []
        self.towers: list[dict[str, _Tower]] = []
        for axes in panels:
            self._panel(style.quiet(axes))
        self._key()
        for towers in self.towers:
            self.moving += [part for tower in towers.values() for part in tower.parts]
        self.moving += self.titles

    def _panel(self, axes: Axes) -> None:
        axes.set(xlim=(-0.4, 12.6), ylim=(-3.2, self.layers + 6.5))
        for year in (1, 2, 3):
            layer = 52 * year / _ACROSS
            axes.plot([-0.3, 12.5], [layer, layer], color=style.RULE, linewidth=1, zorder=0)
            axes.text(
                -0.3,
                layer + 0.2,
                f"{year} year{'s' if year > 1 else ''}",
                va="bottom",
                fontsize=style.TEXT - 1,
                color=style.FAINT,
            )
        axes.plot([-0.3, 12.5], [0, 0], color=style.INK, linewidth=1.5)
        title = axes.text(
            -0.3,
            self.layers + 6.4,
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
                f"{level} level",
                ha="center",
                va="top",
                fontsize=style.TEXT,
                color=style.INK,
            )
        self.towers.append({"EMT": _Tower(axes, 1.4), "paramedic": _Tower(axes, 7.2)})

    def _key(self) -> None:
        text = _KEY if self.narrow else _KEY.replace(";\n", "; ")
        self.figure.supxlabel(text, fontsize=style.TEXT - 1, color=style.INK, x=0.02, ha="left")

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
        self.hatch = axes.add_patch(
            Polygon([(left, 0)], facecolor="none", linewidth=0, edgecolor=style.INK)
        )
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1}
        self.word = axes.text(
            left + _ACROSS / 2,
            0,
            "",
            ha="center",
            va="bottom",
            bbox=box,
            fontsize=style.TEXT - 1,
            color=style.INK,
        )
        (self.cut,) = axes.plot([], [], color=style.PAPER, linewidth=4, zorder=4)
        self.parts = [self.bricks, self.hatch, self.cut, self.word]

    def show(self, layers: int, course: training.Tower) -> None:
        """Draw the weeks of the course below it, then its own from the least to the most."""
        end, room = course.base + course.most, layers * _ACROSS
        weeks = np.arange(math.ceil(min(end, room) - 1e-9))
        self.bricks.set_verts([self._brick(week, end) for week in weeks])
        self.bricks.set_facecolor(_brick_colors(weeks, course))
        self.hatch.set_xy(self._outline(course.base, min(end, room)))
        self.hatch.set_hatch(_HATCHES[course.counts])
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
    colors[:, :3] = to_rgb(_COLORS[course.level])
    colors[weeks < course.base - 0.5, :3] = to_rgb(_COLORS["EMT"])
    span = max(course.most - course.least, 1.0)
    past = (weeks - course.base - course.least) / span
    colors[:, 3] = np.where(past < 0, 1.0, np.clip(0.85 - 0.75 * past, 0.1, 1.0))
    return colors


class RatioPicture(Picture):
    """Each place's ratio as an interval, the claim as a band, and an interval of one's own."""

    limit = 20.0

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(7.0 if narrow else 5.4, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom")
        names = training.place_names()
        self.step, self.top = (1.75, -2.9) if narrow else (1.0, -1.7)
        axes.set(
            xlim=(0 if narrow else -9.5, self.limit), ylim=(len(names) * self.step, self.top - 1.2)
        )
        axes.set_xticks(range(0, 21, 5))
        key = "times the EMT course; * not the whole course, or mixed units"
        axes.set_xlabel(
            "\n".join(key.split("; ")) if narrow else key,
            fontsize=style.TEXT - 0.5,
            color=style.INK,
            loc="left",
        )
        self._claim(axes, len(names) * self.step)
        for row, name in enumerate(names):
            self._place(axes, name, row * self.step + (1.1 if narrow else 0.4))
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
            (4, style.ALS, "o", "paramedic part alone"),
            (5, style.INK, "s", "with the EMT course"),
        ):
            y = (row + 0.5) * self.step
            axes.plot([11.2], [y], marker, color=color, markersize=6)
            axes.text(11.7, y, text, va="center", fontsize=style.TEXT - 1, color=style.INK)
        claimed = f"claimed: {claim.low:g} to {claim.high:g}"
        axes.text(
            (claim.low + claim.high) / 2,
            self.top - 0.15,
            claimed,
            ha="center",
            fontsize=style.TEXT - 1,
            color=style.INK,
        )

    def _place(self, axes: Axes, name: str, y: float) -> None:
        where = training.place(name)
        part = "part" in {row.counts for row in (where.emt, *where.above)}
        label = f"{name} *" if part else name
        x, shift = (0.1, -0.62) if self.narrow else (-9.3, 0.0)
        axes.text(x, y + shift, label, va="center", fontsize=style.TEXT - 0.5, color=style.INK)
        _interval(axes, y - 0.14, training.compare(where).ratio, style.ALS, "o")
        if where.can_include:
            both = training.compare(where, "including").ratio
            _interval(axes, y + 0.18, both, style.INK, "s")

    def _own(self, axes: Axes) -> None:
        self.bar = axes.add_patch(Rectangle((0, -1.35), 0, 0.7, facecolor=style.INK))
        x, y = (0.1, -1.95) if self.narrow else (-9.3, -1.0)
        self.word = axes.text(
            x, y, "", va="center", fontsize=style.TEXT, fontweight="bold", color=style.INK
        )
        self.moving += [self.bar, self.word]

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


_HOURS_KEY = (
    "solid: in force; pale, dashed edge: not known whether in force; hollow: no longer in force\n"
    "→ a minimum; fading: a range; crossed: classroom only; dotted: what is counted is not stated"
)
#: How much of the color a bar keeps, by whether its text is in force, and its edge.
_FILLS = {"yes": (1.0, "none"), "unknown": (0.35, (0, (3, 2))), "no": (0.0, "solid")}


def plot_hours(level: str) -> Plot:
    """Every number of hours for one level that was read in one country, the fewest first.

    Only the United States: elsewhere the levels are others. Bars end where the text names a
    number; an arrow says that it is a minimum, a fading end that it is a range.

    Raises:
        ValueError: for an unknown level.
    """
    found = [one for one in training.find(level, "United States") if one.hours]
    figure = style.new_figure(0.24 * len(found) + 1.0)
    axes = style.quiet(figure.subplots(), keep="bottom")
    most = max(one.hours.most for one in found)
    axes.set(xlim=(-1.35 * most, 1.28 * most), ylim=(len(found) - 0.4, -0.8))
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= most])
    axes.set_xlabel(
        f"hours of training, {level} level\n{_HOURS_KEY}",
        fontsize=style.TEXT - 1,
        color=style.INK,
        loc="left",
    )
    for row, one in enumerate(found):
        _hours_row(axes, row, one, most)
    return Plot(figure, _hours_alt(level, found))


def _hours_row(axes: Axes, row: int, one: Requirement, most: float) -> None:
    color, (fill, edge) = _COLORS.get(one.level, style.BLS), _FILLS[one.in_force]
    kind = "advice" if one.kind == "recommendation" else one.kind
    old = "old " if one.in_force == "no" and not kind.startswith("old") else ""
    axes.text(
        -1.34 * most,
        row,
        f"{one.jurisdiction} ({old}{kind})",
        va="center",
        fontsize=style.TEXT - 1,
        color=style.INK,
    )
    is_full = fill == 1
    bar = Rectangle(
        (0, row - 0.3),
        one.hours.least,
        0.6,
        hatch=_HATCHES[one.counts],
        facecolor=(*to_rgb(color), fill),
        linewidth=0 if is_full else 1.2,
        edgecolor=style.PAPER if is_full else color,
        linestyle=edge,
    )
    axes.add_patch(bar)
    _fade(axes, one.hours, row, color, 0.85 if is_full else 0.35)
    mark = " →" if one.is_minimum else ""
    axes.text(
        one.hours.most + 0.02 * most,
        row,
        f"{one.hours}{mark}{_doubt(one)}".replace(" hours", ""),
        va="center",
        fontsize=style.TEXT - 1,
        color=style.INK,
    )


def _doubt(one: Requirement) -> str:
    """The mark of a number that was not read in the text itself."""
    return f", {one.confidence}" if one.confidence in ("second-hand", "unverified") else ""


def _fade(axes: Axes, hours: Hours, row: int, color: str, start: float) -> None:
    """From the least to the most, ever paler."""
    ramp = np.ones((1, 64, 4))
    ramp[..., :3] = to_rgb(color)
    ramp[..., 3] = np.linspace(start, 0.05, 64)
    if hours.most > hours.least:
        axes.imshow(
            ramp, extent=(hours.least, hours.most, row + 0.3, row - 0.3), aspect="auto", zorder=2
        )


def _hours_alt(level: str, found: Sequence[Requirement]) -> str:
    force = {"yes": "in force", "unknown": "not known whether in force", "no": "not in force"}
    told = [
        f"{one.jurisdiction}, {one.kind}, {force[one.in_force]}: {one.hours_in_words()}"
        f"{_doubt(one)}"
        for one in found
    ]
    return f"Hours of training in the United States, {level} level. {'; '.join(told)}."


def plot_retention() -> Plot:
    """What is left of resuscitation skills: by how often they are practiced, and by course."""
    figure = style.new_figure(3.3)
    left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": [1.25, 1]})
    practice, course = training.retention("Anderson 2019"), training.retention("Smith 2008")
    _bars(style.quiet(left), practice)
    _falls(style.quiet(right, keep="bottom"), course)
    told = [
        f"{row['study']}, {row['group']}, month {row['months']:g}: {row['percent']:g} % "
        f"{row['measure']}"
        for table in (practice, course)
        for row in table.to_dict("records")
    ]
    return Plot(figure, f"What is left of skills. {'; '.join(told)}.")


def _bars(axes: Axes, table: pd.DataFrame) -> None:
    axes.set(xlim=(0, 100), ylim=(len(table) - 0.3, -0.6))
    axes.set_title(
        "Anderson 2019, trial:\nexcellent CPR at month 12",
        fontsize=style.TEXT,
        loc="left",
        color=style.INK,
    )
    axes.set_xlabel(
        f"{table['n'].iloc[0]:g} people in all {len(table)} groups together",
        fontsize=style.TEXT - 1,
        color=style.INK,
        loc="left",
    )
    for row, one in enumerate(table.to_dict("records")):
        axes.add_patch(Rectangle((0, row), one["percent"], 0.42, facecolor=style.BLS))
        axes.text(0, row - 0.06, one["group"], va="bottom", fontsize=style.TEXT - 0.5)
        axes.text(
            one["percent"] + 1.5,
            row + 0.21,
            f"{one['percent']:g} %",
            va="center",
            fontsize=style.TEXT,
            fontweight="bold",
        )


def _falls(axes: Axes, table: pd.DataFrame) -> None:
    axes.set(xlim=(-1, 19), ylim=(0, 100), xticks=[3, 12])
    axes.set_xlabel("months after the course", fontsize=style.TEXT - 1, color=style.INK)
    axes.set_title(
        f"Smith 2008, nurses, n = {table['n'].iloc[0]}:\npassed the skills test",
        fontsize=style.TEXT,
        loc="left",
        color=style.INK,
    )
    for measure, rows in table.groupby("measure"):
        name, color = ("ACLS", style.ALS) if "ACLS" in measure else ("BLS", style.BLS)
        axes.plot(
            rows["months"],
            rows["percent"],
            color=color,
            linestyle=style.DASHES[color],
            marker="o",
            linewidth=2,
        )
        for month, percent, shift in zip(rows["months"], rows["percent"], (-0.7, 0.7), strict=True):
            text = f"{percent:g} %" + (f" {name}" if shift > 0 else "")
            axes.text(
                month + shift,
                percent,
                text,
                va="center",
                fontsize=style.TEXT,
                ha="right" if shift < 0 else "left",
            )
