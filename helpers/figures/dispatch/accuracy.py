"""How often dispatch was right, as published: sensitivity against specificity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers.domain import dispatch
from helpers.domain.dispatch import Accuracy
from helpers.figures import style
from helpers.figures.picture import Plot

_REFERENCES = {  # a marker for each thing that a decision was held against
    "the acuity that paramedics gave the patient": ("o", "acuity"),
    "an ALS drug or procedure was given": ("s", "ALS given"),
    "an ALS intervention that had to be at once": ("D", "ALS given at once"),
    "a critical ALS intervention": ("^", "critical ALS given"),
    "severity that the crew found": ("P", "severity"),
}
_WHOLE = ("all calls", "first center, before", "second center, before", "one center, after")


def plot_accuracy(*, by_complaint: bool = False, hundred: bool = False) -> Plot:
    """Sensitivity against specificity, as published, with intervals and base rates.

    Args:
        by_complaint: San Mateo's complaints instead of all calls together.
        hundred: the course's own hundred calls beside them, at every threshold.
    """
    found = [one for one in dispatch.comparisons() if (one.subset not in _WHOLE) == by_complaint]
    figure = style.new_figure(4.9 if not by_complaint else 4.1)
    axes, key = figure.subplots(1, 2, width_ratios=[1.12, 1])
    style.quiet(axes, keep="bottom left")
    axes.set(xlim=(-3, 103), ylim=(-3, 103), aspect="equal")
    axes.set_xlabel("specificity, %", fontsize=style.TEXT)
    axes.set_ylabel("sensitivity, %", fontsize=style.TEXT)
    axes.plot([0, 100], [100, 0], color=style.NO_CARE, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.text(
        66, 27, "a coin", rotation=-45, fontsize=style.TEXT, color=style.FAINT, ha="right", va="top"
    )
    if hundred:
        _hundred_curve(axes)
    numbers = {one.fact_id: place for place, one in enumerate(found, 1)}
    for one in found:
        _cross(axes, one)
    _label(axes, found, numbers)
    _key(style.quiet(key), found, numbers)
    return Plot(figure, _accuracy_alt(found, hundred))


def _hundred_curve(axes: Axes) -> None:
    points = [dispatch.sort_calls(threshold).counts for threshold in dispatch.THRESHOLDS]
    axes.plot(
        [one.specificity.percent or 0.0 for one in points],
        [one.sensitivity.percent or 0.0 for one in points],
        ".-",
        color=style.DISPATCH,
        linewidth=1.4,
        zorder=1,
    )
    axes.text(
        102,
        60,
        "our calls,\nmade to fit",
        ha="right",
        va="bottom",
        fontsize=style.TEXT,
        color=style.INK,
    )


def _cross(axes: Axes, one: Accuracy) -> None:
    assert one.sensitivity is not None and one.specificity is not None
    if one.specificity_ends:
        axes.plot(one.specificity_ends, [one.sensitivity] * 2, color=style.ALS, linewidth=1.6)
    if one.sensitivity_ends:
        axes.plot([one.specificity] * 2, one.sensitivity_ends, color=style.ALS, linewidth=1.6)
    axes.plot(
        one.specificity,
        one.sensitivity,
        _REFERENCES[one.reference][0],
        color=style.ALS,
        markersize=7,
        markeredgecolor=style.PAPER,
    )


def _label(axes: Axes, found: Sequence[Accuracy], numbers: dict[str, int]) -> None:
    """The number of each, those that lie close together written as one."""
    near: list[list[Accuracy]] = []
    for one in found:
        for group in near:
            if _apart(group[0], one) < 5.5:
                group.append(one)
                break
        else:
            near.append([one])
    for group in near:
        points = [(one.specificity or 0.0, one.sensitivity or 0.0) for one in group]
        x, y = max(points)[0], max(point[1] for point in points)
        # To the upper right, or to the lower left where the next point lies in the way.
        other = [one for one in found if one not in group]
        blocked = y > 97 or any(
            0 <= (one.specificity or 0.0) - x < 16 and 0 <= (one.sensitivity or 0.0) - y < 8
            for one in other
        )
        axes.text(
            x - 2 if blocked else x + 2,
            y - 2.5 if blocked else y + 2,
            ", ".join(str(numbers[one.fact_id]) for one in group),
            ha="right" if blocked and x > 10 else "left",
            va="top" if blocked else "bottom",
            fontsize=style.TEXT,
            color=style.INK,
            fontweight="bold",
        )


def _apart(one: Accuracy, other: Accuracy) -> float:
    values = (one.sensitivity, other.sensitivity, one.specificity, other.specificity)
    a, b, c, d = (value for value in values if value is not None)
    return float(np.hypot(a - b, c - d))


def _key(axes: Axes, found: Sequence[Accuracy], numbers: dict[str, int]) -> None:
    axes.set(xlim=(0, 1), ylim=(2 * len(found) + 0.2, -0.4))
    for row, one in enumerate(found):
        marker, held = _REFERENCES[one.reference]
        place = one.region.split(",")[0]
        where = one.subset if one.subset != "all calls" else ""
        name = ", ".join(filter(None, (f"{place} {one.year}", where)))
        base = dispatch.base_rate(one)
        told = f"held against: {held}" + (f"; {base:.0f} of 100 had it" if base is not None else "")
        axes.plot([0.1], [2 * row + 0.5], marker, color=style.ALS, markersize=7)
        write: dict[str, Any] = {"va": "center", "fontsize": style.TEXT - 0.6, "color": style.INK}
        axes.text(0.05, 2 * row + 0.5, str(numbers[one.fact_id]), ha="right", **write)
        axes.text(0.16, 2 * row + 0.1, name, fontweight="bold", **write)
        axes.text(0.16, 2 * row + 0.95, told, **write)


def _accuracy_alt(found: Sequence[Accuracy], hundred: bool) -> str:
    told = []
    for one in found:
        base = dispatch.base_rate(one)
        share = f", {base:.0f} of 100 had it" if base is not None else ""
        told.append(
            f"{one.study} {one.year}, {one.region}, {one.subset}, held against {one.reference}: "
            f"sensitivity {_with_ends(one.sensitivity, one.sensitivity_ends)}, "
            f"specificity {_with_ends(one.specificity, one.specificity_ends)}{share}"
        )
    ours = " Beside them the curve of the course's hundred calls, which were made to fit." * hundred
    return f"How often dispatch was right, in percent. {'. '.join(told)}.{ours}"


def _with_ends(value: float | None, ends: tuple[float, float] | None) -> str:
    return f"{value:g}" + (f" ({ends[0]:g} to {ends[1]:g})" if ends else "")
