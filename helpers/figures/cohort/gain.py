"""Before and after: what a class answered right, and the change."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.cohort.results import Results
from helpers.course.lessons import lesson_titles
from helpers.figures import style
from helpers.figures.cohort.sheet import (
    Row,
    plain,
)
from helpers.figures.vector import Drawing


def plot_gain(results: Results) -> tuple[Drawing, ...]:
    """Before and after: percent right for the whole class and each lesson, and the change.

    On first attempts. The right-hand side shows the change with its 95 % interval.
    """
    if results.gain is None:
        return ()
    rows: list[dict[Hashable, Any]] = [{"lesson": "All questions"}]
    rows[0].update(vars(results.gain).items())
    rows += _lesson_rows(results.by_lesson)
    return plot_changes(rows, has_sum=True)


def plot_changes(rows: Sequence[Row], *, has_sum: bool = False) -> tuple[Drawing, ...]:
    """Percent right before and after, a row each, and the change with its 95 % interval.

    Args:
        rows: ``lesson`` (what the row is called), ``learners``, ``before_percent``,
            ``after_percent``, ``change_points``, ``low``, ``high``.
        has_sum: whether the first row is that of all others together.
    """
    if not rows:
        return ()
    figure = style.new_figure(0.29 * len(rows) + 1.05)
    figure.set_facecolor("white")
    left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"width_ratios": [1.5, 1]})
    for axes in (left, right):
        style.quiet(axes, keep="bottom").set_ylim(len(rows) - 0.4, -0.8)
    _score_axes(left, rows, has_sum)
    _change_axes(right, rows)
    for place, row in enumerate(rows):
        _before_after(left, place, row)
        _change(right, place, row)
    return (Drawing(figure, "Right at the first attempt, before and after", _gain_alt(rows)),)


def _lesson_rows(by_lesson: pd.DataFrame) -> list[dict[Hashable, Any]]:
    titles = lesson_titles()
    rows = by_lesson.to_dict("records")
    return [{**row, "lesson": titles.get(row["lesson"], row["lesson"])} for row in rows]


def _score_axes(axes: Axes, rows: Sequence[Row], has_sum: bool) -> None:
    least = min(min(row["before_percent"], row["after_percent"]) for row in rows)
    start = 0 if least < 40 else 40
    axes.set_xlim(start - 0.96 * (100 - start), 103)
    axes.set_xticks(range(start, 101, 20), [f"{tick} %" for tick in range(start, 101, 20)])
    axes.set_xlabel("right at the first attempt:  ○ before   ● after", **plain())
    for tick in range(start, 101, 20):
        axes.axvline(tick, color=style.RULE, linewidth=0.8, zorder=0)
    for place, row in enumerate(rows):
        weight = "bold" if has_sum and place == 0 else "normal"
        name = textwrap.shorten(row["lesson"], 32, placeholder="…")
        axes.text(
            start - 0.95 * (100 - start), place, name, va="center", fontweight=weight, **plain()
        )


def _before_after(axes: Axes, place: int, row: Row) -> None:
    before, after = row["before_percent"], row["after_percent"]
    axes.annotate(
        "",
        (after, place),
        (before, place),
        arrowprops={
            "arrowstyle": "-|>",
            "color": style.BLS,
            "linewidth": 2,
            "shrinkA": 4,
            "shrinkB": 4,
        },
    )
    axes.plot(
        [before],
        [place],
        "o",
        markersize=8,
        markerfacecolor=style.PAPER,
        markeredgecolor=style.BLS,
        markeredgewidth=1.8,
    )
    axes.plot([after], [place], "o", markersize=8, color=style.BLS)


def _change_axes(axes: Axes, rows: Sequence[Row]) -> None:
    ends = [end for row in rows for end in (row["low"], row["high"], row["change_points"])]
    reach = max([10.0, *(abs(end) for end in ends if not math.isnan(end))])
    axes.set_xlim(-1.1 * reach, 3.1 * reach)
    # No more than three marks, or their words touch.
    step = next((step for step in (10, 20, 40) if reach < 2 * step), 80)
    ticks = list(range(-step * int(reach // step), int(reach) + 1, step))
    axes.set_xticks(ticks, [f"{tick:+d}".replace("-", "−").replace("+0", "0") for tick in ticks])
    axes.axvline(0, color=style.INK, linewidth=1)
    axes.set_xlabel("change, percentage points, with 95 % interval", **plain())


def _change(axes: Axes, place: int, row: Row) -> None:
    if not math.isnan(row["low"]):
        axes.plot(
            [row["low"], row["high"]],
            [place, place],
            color=style.INK,
            linewidth=2.2,
            solid_capstyle="butt",
        )
    axes.plot([row["change_points"]], [place], "D", color=style.INK, markersize=6)
    axes.text(axes.get_xlim()[1], place, _points(row), va="center", ha="right", **plain())


def _points(row: Row) -> str:
    between = "" if math.isnan(row["low"]) else f" ({row['low']:.1f} to {row['high']:.1f})"
    return f"{signed(row['change_points'])}{between}".replace("-", "−")


def signed(points: float) -> str:
    """A change with its sign, one decimal; no sign for none."""
    return f"{points:+z.1f}".replace("+0.0", "0.0")


def _gain_alt(rows: Sequence[Row]) -> str:
    told = [
        f"{row['lesson']}, {row['learners']} learners: {row['before_percent']:.1f} % before, "
        f"{row['after_percent']:.1f} % after, change {_points(row)} points"
        for row in rows
    ]
    return f"Right at the first attempt, before and after. {'; '.join(told)}."
