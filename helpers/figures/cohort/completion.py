"""Who has done what: the completion roster as a grid."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from helpers.cohort.results import DONE, NOTHING, PARTLY, Results
from helpers.figures import style
from helpers.figures.cohort.sheet import (
    NAMES,
    PAGE,
    ROW,
    TEXT,
    drawable_names,
    new_sheet,
    plain,
    write_name,
)
from helpers.figures.vector import Drawing

_COLORS = {DONE: "#B3DED1", PARTLY: style.DEFIBRILLATION, NOTHING: style.PAPER}
# Inches from the middle of a cell: a tick, and a dash.
_SIGNS = {DONE: ((-0.05, 0.0), (-0.015, 0.045), (0.055, -0.05)), NOTHING: ((-0.04, 0), (0.04, 0))}
_MEANS = {
    DONE: "✓  done or passed",
    PARTLY: "part  begun, or not passed",
    NOTHING: "–  nothing yet",
}


def plot_completion(results: Results) -> tuple[Drawing, ...]:
    """The completion roster as a grid: a row a learner, a column a thing to be done.

    Learners stand in the order of the roster; states are told by sign and color.
    """
    grid, names = results.grid, drawable_names(results)
    if grid.empty or not len(grid.columns):
        return ()
    parts = [grid.iloc[start : start + PAGE] for start in range(0, len(grid), PAGE)]
    return tuple(_grid(part, names) for part in parts)


def _grid(grid: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    labels = [textwrap.fill(str(column), 18, break_on_hyphens=False) for column in grid]
    lines = max(label.count("\n") + 1 for label in labels)
    longest = max(len(line) for label in labels for line in label.split("\n"))
    head = 0.12 + 0.048 * longest + 0.11 * lines
    figure, axes = new_sheet(len(grid), head, 0.3)
    step = min(0.62, (style.WIDE - NAMES - 0.75) / len(labels))
    for place, label in enumerate(labels):
        axes.text(
            NAMES + (place + 0.45) * step,
            -0.06,
            label,
            rotation=45,
            ha="left",
            va="bottom",
            rotation_mode="anchor",
            linespacing=0.95,
            **plain(),
        )
    for row, learner in enumerate(grid.index):
        write_name(axes, names[str(learner)], row * ROW)
    for state in _MEANS:
        rows, columns = np.nonzero((grid == state).to_numpy())
        _cells(axes, state, NAMES + columns * step, rows * ROW, step)
    key = "      ".join(_MEANS[state] for state in _MEANS)
    axes.text(NAMES, len(grid) * ROW + 0.1, key, va="top", **plain())
    return Drawing(figure, "Who has done what", _grid_alt(grid, names))


def _cells(axes: Axes, state: str, x: np.ndarray, y: np.ndarray, step: float) -> None:
    """All cells of one state at once; a text for each would take half of the report's time."""
    color = _COLORS[state]
    corners = np.array(
        [(0.02, 0.02), (step - 0.02, 0.02), (step - 0.02, ROW - 0.02), (0.02, ROW - 0.02)]
    )
    places = np.column_stack([x, y])[:, None, :]
    axes.add_collection(
        PolyCollection(
            list(places + corners),
            facecolors=color,
            linewidths=0.8,
            edgecolors=style.RULE if state == NOTHING else color,
        )
    )
    if state == PARTLY:
        for left, top in zip(x, y, strict=True):
            axes.text(
                left + step / 2,
                top + ROW / 2,
                "part",
                ha="center",
                va="center_baseline",
                fontsize=TEXT - 1,
                color=style.INK,
            )
        return
    sign = np.array(_SIGNS[state]) + np.array([step / 2, ROW / 2])
    axes.add_collection(LineCollection(list(places + sign), colors=style.INK, linewidths=1.3))


def _grid_alt(grid: pd.DataFrame, names: Mapping[str, str]) -> str:
    counts = [
        f"{column} {(grid[column] == DONE).sum()} of {len(grid)} done" for column in grid.columns
    ]
    lacking = []
    for learner, states in grid.iterrows():
        missing = [column for column in grid.columns if states[column] != DONE]
        if missing:
            lacking.append(f"{names[str(learner)]}: {', '.join(missing)}")
    rest = f" Not done: {'; '.join(lacking)}." if lacking else ""
    return f"Completion of {len(grid)} learners. {'; '.join(counts)}.{rest}"
