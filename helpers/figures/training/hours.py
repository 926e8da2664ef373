"""Hours of training, place by place."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from helpers.domain import training
from helpers.domain.training import Hours, TrainingRequirement
from helpers.figures import style
from helpers.figures.picture import Plot
from helpers.figures.training.marks import COLORS, HATCHES

#: Signs of doubt, as below a table.
_SIGNS = {"second-hand": "†", "unverified": "‡"}
#: How much of the color a bar keeps, by whether its text is in force, and its edge.
_FILLS = {"yes": (1.0, "none"), "unknown": (0.35, (0, (3, 2))), "no": (0.0, "solid")}


def plot_hours(level: str, kind: str = "") -> Plot:
    """Every number of hours for one level that was read in one country, the fewest first.

    Only the United States: elsewhere the levels are others. Bars end where the text names a
    number; an arrow says that it is a minimum, a fading end that it is a range.

    Args:
        kind: only this kind of text, such as ``rule``; empty draws every kind.

    Raises:
        ValueError: for an unknown level or kind of text.
    """
    found = [one for one in training.find(level, "United States", kind) if one.hours]
    figure = style.new_figure(0.24 * len(found) + 1.2)
    axes = style.quiet(figure.subplots(), keep="bottom")
    most = max(one.own_hours.most for one in found)
    axes.set(xlim=(-1.35 * most, 1.28 * most), ylim=(len(found) - 0.4, -0.8))
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= most])
    axes.set_xlabel(
        f"hours of training, {level} level\n{_key(found)}",
        fontsize=style.TEXT,
        color=style.INK,
        loc="left",
    )
    for row, one in enumerate(found):
        _hours_row(axes, row, one, most)
    return Plot(figure, _hours_alt(level, found))


def _key(found: Sequence[TrainingRequirement]) -> str:
    """What the looks that occur here mean, in lines as wide as the picture."""
    force, counts, doubts = (
        {getattr(one, name) for one in found} for name in ("in_force", "counts", "confidence")
    )
    told = {
        "solid: in force": "yes" in force,
        "pale, dashed edge: not known whether in force": "unknown" in force,
        "hollow: no longer in force": "no" in force,
        "→ a minimum": any(one.is_minimum for one in found),
        "fading: a range": any(one.own_hours.most > one.own_hours.least for one in found),
        "crossed: classroom only": "part" in counts,
        "dotted: what is counted is not stated": "unknown" in counts,
        "† read only where others quote it": "second-hand" in doubts,
        "‡ not looked up": "unverified" in doubts,
    }
    whole = [text.replace(" ", "\u00a0") for text, is_there in told.items() if is_there]
    return textwrap.fill("; ".join(whole), 96, break_on_hyphens=False).replace("\u00a0", " ")


def _hours_row(axes: Axes, row: int, one: TrainingRequirement, most: float) -> None:
    color, (fill, edge) = COLORS.get(one.level, style.BLS), _FILLS[one.in_force]
    kind = "advice" if one.kind == "recommendation" else one.kind
    old = "old " if one.in_force == "no" and not kind.startswith("old") else ""
    axes.text(
        -1.34 * most,
        row,
        f"{one.jurisdiction} ({old}{kind})",
        va="center",
        fontsize=style.TEXT,
        color=style.INK,
    )
    is_full = fill == 1
    bar = Rectangle(
        (0, row - 0.3),
        one.own_hours.least,
        0.6,
        hatch=HATCHES[one.counts],
        facecolor=(*to_rgb(color), fill),
        linewidth=0 if is_full else 1.2,
        edgecolor=style.PAPER if is_full else color,
        linestyle=edge,
    )
    axes.add_patch(bar)
    _fade(axes, one.own_hours, row, color, 0.85 if is_full else 0.35)
    mark = " →" if one.is_minimum else ""
    axes.text(
        one.own_hours.most + 0.02 * most,
        row,
        f"{one.hours}{mark}{_doubt(one)}".replace(" hours", ""),
        va="center",
        fontsize=style.TEXT,
        color=style.INK,
    )


def _doubt(one: TrainingRequirement) -> str:
    """The sign of a number that was not read in the text itself."""
    return f" {_SIGNS[one.confidence]}" if one.confidence in _SIGNS else ""


def _fade(axes: Axes, hours: Hours, row: int, color: str, start: float) -> None:
    """From the least to the most, ever paler."""
    ramp = np.ones((1, 64, 4))
    ramp[..., :3] = to_rgb(color)
    ramp[..., 3] = np.linspace(start, 0.05, 64)
    if hours.most > hours.least:
        axes.imshow(
            ramp, extent=(hours.least, hours.most, row + 0.3, row - 0.3), aspect="auto", zorder=2
        )


def _hours_alt(level: str, found: Sequence[TrainingRequirement]) -> str:
    force = {"yes": "in force", "unknown": "not known whether in force", "no": "not in force"}
    told = [
        f"{one.jurisdiction}, {one.kind}, {force[one.in_force]}: {one.hours_in_words()}"
        f"{_doubt(one)}"
        for one in found
    ]
    return f"Hours of training in the United States, {level} level. {'; '.join(told)}."
