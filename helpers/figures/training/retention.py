"""What is left of skills after a course."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.domain import training
from helpers.figures import style
from helpers.figures.picture import Plot


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
    first = table.iloc[0]
    axes.set(xlim=(0, 100), ylim=(len(table) - 0.3, -0.6))
    axes.set_title(
        f"{first['study']}, trial:\nexcellent CPR at month {first['months']:g}",
        fontsize=style.TEXT,
        loc="left",
        color=style.INK,
    )
    axes.set_xlabel(
        f"{first['n']:g} people in all {len(table)} groups together",
        fontsize=style.TEXT,
        color=style.INK,
        loc="left",
    )
    for row, one in enumerate(table.to_dict("records")):
        axes.add_patch(Rectangle((0, row), one["percent"], 0.42, facecolor=style.BLS))
        axes.text(0, row - 0.06, one["group"], va="bottom", fontsize=style.TEXT)
        axes.text(
            one["percent"] + 1.5,
            row + 0.21,
            f"{one['percent']:g} %",
            va="center",
            fontsize=style.TEXT,
            fontweight="bold",
        )


def _falls(axes: Axes, table: pd.DataFrame) -> None:
    first = table.iloc[0]
    axes.set(xlim=(-1, 19), ylim=(0, 100), xticks=sorted(set(table["months"])))
    axes.set_xlabel("months after the course", fontsize=style.TEXT, color=style.INK)
    axes.set_title(
        f"{first['study']}, {first['group']}, n = {first['n']}:\npassed the skills test",
        fontsize=style.TEXT,
        loc="left",
        color=style.INK,
    )
    for measure, rows in table.groupby("measure"):
        name, color = ("ACLS", style.ALS) if "ACLS" in str(measure) else ("BLS", style.BLS)
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
