"""Hours of each learner towards those that are asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.cohort.formats import SETTINGS
from helpers.cohort.results import Results
from helpers.figures import style
from helpers.figures.cohort.sheet import (
    NAMES,
    PAGE,
    ROW,
    TEXT,
    Row,
    drawable_names,
    new_sheet,
    plain,
    write_name,
)
from helpers.figures.vector import Drawing

_SETTING = dict(
    zip(
        SETTINGS,
        ((style.BLS, ""), (style.DISPATCH, "//"), (style.HOSPITAL, "xx"), (style.ALS, "..")),
        strict=True,
    )
)


def plot_hours(results: Results) -> tuple[Drawing, ...]:
    """Each learner's hours as a bar towards the hours that are asked for.

    Hours in a setting that the rule does not count stand past a gap, without color.
    """
    need = results.requirement
    if need is None or math.isnan(need.hours) or results.hours.empty:
        return ()
    table, names = results.hours, drawable_names(results)
    most = max(need.hours, float(table["total"].max()))
    parts = [table.iloc[start : start + PAGE] for start in range(0, len(table), PAGE)]
    return tuple(_hours(part, names, need.hours, need.settings, most) for part in parts)


def _hours(
    table: pd.DataFrame, names: Mapping[str, str], need: float, counted: Sequence[str], most: float
) -> Drawing:
    figure, axes = new_sheet(len(table), 0.3, 0.42)
    scale = (style.WIDE - NAMES - 1.35) / most
    settings = [name for name in SETTINGS if table[name].any()]
    settings.sort(key=lambda name: name not in counted)
    for place, row in enumerate(table.to_dict("records")):
        write_name(axes, names[row["learner_id"]], place * ROW)
        _bar(axes, place * ROW, row, settings, counted, scale)
        word = f"{row['counted']:.10g} of {need:.10g} h"
        short = row["missing"] > 0
        axes.text(
            style.WIDE - 0.05,
            place * ROW + ROW / 2,
            f"! {word}" if short else word,
            ha="right",
            va="center_baseline",
            fontsize=TEXT,
            color=style.INK,
            fontweight="bold" if short else "normal",
        )
    x, bottom = NAMES + need * scale, len(table) * ROW
    axes.plot([x, x], [-0.06, bottom + 0.04], color=style.INK, linewidth=1.6, linestyle=(0, (4, 2)))
    axes.text(x, -0.09, f"asked for: {need:.10g} hours", ha="center", va="bottom", **plain())
    _hours_key(axes, settings, counted, bottom + 0.14)
    return Drawing(figure, "Hours towards those that are asked for", _hours_alt(table, names, need))


def _bar(
    axes: Axes,
    y: float,
    row: Row,
    settings: Sequence[str],
    counted: Sequence[str],
    scale: float,
) -> None:
    x = NAMES
    for setting in settings:
        width = row[setting] * scale
        _piece(axes, (x, y + 0.035), width, ROW - 0.07, setting, setting in counted)
        x += width


def _piece(
    axes: Axes, corner: tuple[float, float], width: float, height: float, setting: str, counts: bool
) -> None:
    color, hatch = _SETTING[setting]
    axes.add_patch(
        Rectangle(
            corner,
            width,
            height,
            hatch=hatch,
            linewidth=0.6,
            facecolor=color if counts else style.PAPER,
            edgecolor=style.PAPER if counts else style.FAINT,
        )
    )


def _hours_key(axes: Axes, settings: Sequence[str], counted: Sequence[str], y: float) -> None:
    x = NAMES
    for setting in settings:
        counts = setting in counted
        word = setting if counts else f"{setting} (not counted)"
        _piece(axes, (x, y), 0.3, 0.14, setting, counts)
        axes.text(x + 0.36, y + 0.07, word, va="center_baseline", **plain())
        x += 0.55 + 0.075 * len(word)


def _hours_alt(table: pd.DataFrame, names: Mapping[str, str], need: float) -> str:
    met = int((table["missing"] <= 0).sum())
    short = [
        f"{names[row['learner_id']]} {row['counted']:.10g}"
        for row in table[table["missing"] > 0].to_dict("records")
    ]
    rest = f" Short of it: {'; '.join(short)}." if short else ""
    return f"Hours of {len(table)} learners: {met} reached the {need:.10g} hours asked for.{rest}"
