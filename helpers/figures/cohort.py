"""A class in pictures: who has done what, before and after, hours, and cards that expire.

Each function gives the pictures to be shown one below the other: none where there is nothing
to draw, several where a class is too large for one page of paper.
"""

from __future__ import annotations

import functools
import math
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle

from helpers.cohort.expiry import BANDS, EXPIRED, LATER
from helpers.cohort.formats import SETTINGS
from helpers.cohort.results import DONE, NOTHING, PARTLY, Results
from helpers.facts import load
from helpers.figures import style
from helpers.figures.picture import Plot

Row = Mapping[str, Any]

_SHARP = 2.0  # pixels for one of the screen's: these pictures are printed
_ROW = 0.215  # inches a learner
_PAGE = 32  # learners a picture: what a page of paper holds with its heading
_NAMES = 2.25  # inches for names
_LONGEST = 30  # letters of a name
_TEXT = style.TEXT - 1

_COLORS = {DONE: "#B3DED1", PARTLY: style.DEFIBRILLATION, NOTHING: style.PAPER}
# Inches from the middle of a cell: a tick, and a dash.
_SIGNS = {DONE: ((-0.05, 0.0), (-0.015, 0.045), (0.055, -0.05)), NOTHING: ((-0.04, 0), (0.04, 0))}
_MEANS = {
    DONE: "✓  done or passed",
    PARTLY: "part  begun, or not passed",
    NOTHING: "–  nothing yet",
}
_SETTING = dict(
    zip(
        SETTINGS,
        ((style.BLS, ""), (style.DISPATCH, "//"), (style.HOSPITAL, "xx"), (style.ALS, "..")),
        strict=True,
    )
)
_BAND_MARKS = {EXPIRED: "X", **dict(zip(BANDS, ("s", "D", "o"), strict=True))}


def plot_completion(results: Results) -> tuple[Plot, ...]:
    """The completion roster as a grid: a row a learner, a column a thing to be done.

    Learners stand in the order of the roster; states are told by sign and color.
    """
    grid, names = results.grid, _names(results)
    if grid.empty or not len(grid.columns):
        return ()
    parts = [grid.iloc[start : start + _PAGE] for start in range(0, len(grid), _PAGE)]
    return tuple(_grid(part, names) for part in parts)


def _grid(grid: pd.DataFrame, names: Mapping[str, str]) -> Plot:
    labels = [textwrap.fill(column, 18, break_on_hyphens=False) for column in grid]
    lines = max(label.count("\n") + 1 for label in labels)
    longest = max(len(line) for label in labels for line in label.split("\n"))
    head = 0.12 + 0.048 * longest + 0.11 * lines
    figure, axes = _sheet(len(grid), head, 0.3)
    step = min(0.62, (style.WIDE - _NAMES - 0.75) / len(labels))
    for place, label in enumerate(labels):
        axes.text(
            _NAMES + (place + 0.45) * step,
            -0.06,
            label,
            rotation=45,
            ha="left",
            va="bottom",
            rotation_mode="anchor",
            linespacing=0.95,
            **_plain(),
        )
    for row, learner in enumerate(grid.index):
        _name(axes, names[str(learner)], row * _ROW)
    for state in _MEANS:
        rows, columns = np.nonzero((grid == state).to_numpy())
        _cells(axes, state, _NAMES + columns * step, rows * _ROW, step)
    key = "      ".join(_MEANS[state] for state in _MEANS)
    axes.text(_NAMES, len(grid) * _ROW + 0.1, key, va="top", **_plain())
    return Plot(figure, _grid_alt(grid, names), sharpness=_SHARP)


def _cells(axes: Axes, state: str, x: np.ndarray, y: np.ndarray, step: float) -> None:
    """All cells of one state at once; a text for each would take half of the report's time."""
    color = _COLORS[state]
    corners = np.array(
        [(0.02, 0.02), (step - 0.02, 0.02), (step - 0.02, _ROW - 0.02), (0.02, _ROW - 0.02)]
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
                top + _ROW / 2,
                "part",
                ha="center",
                va="center_baseline",
                fontsize=_TEXT - 1,
                color=style.INK,
            )
        return
    sign = np.array(_SIGNS[state]) + np.array([step / 2, _ROW / 2])
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


def plot_gain(results: Results) -> tuple[Plot, ...]:
    """Before and after: percent right for the whole class and each lesson, and the change.

    On first attempts. The right-hand side shows the change with its 95 % interval.
    """
    if results.gain is None:
        return ()
    rows = [{"lesson": "All questions", **vars(results.gain)}]
    rows += _lesson_rows(results.by_lesson)
    figure = style.new_figure(0.36 * len(rows) + 1.15)
    figure.set_facecolor("white")
    left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"width_ratios": [1.5, 1]})
    for axes in (left, right):
        style.quiet(axes, keep="bottom").set_ylim(len(rows) - 0.4, -0.8)
    _score_axes(left, rows)
    _change_axes(right, rows)
    for place, row in enumerate(rows):
        _before_after(left, place, row)
        _change(right, place, row)
    return (Plot(figure, _gain_alt(rows), sharpness=_SHARP),)


def _lesson_rows(by_lesson: pd.DataFrame) -> list[dict[str, Any]]:
    titles = load("lessons").set_index("lesson")["title"]
    rows = by_lesson.to_dict("records")
    return [{**row, "lesson": titles.get(row["lesson"], row["lesson"])} for row in rows]


def _score_axes(axes: Axes, rows: Sequence[Row]) -> None:
    least = min(min(row["before_percent"], row["after_percent"]) for row in rows)
    start = 0 if least < 40 else 40
    axes.set_xlim(start - 0.75 * (100 - start), 103)
    axes.set_xticks(range(start, 101, 20), [f"{tick} %" for tick in range(start, 101, 20)])
    axes.set_xlabel("right at the first attempt:  ○ before   ● after", **_plain())
    for tick in range(start, 101, 20):
        axes.axvline(tick, color=style.RULE, linewidth=0.8, zorder=0)
    for place, row in enumerate(rows):
        weight = "bold" if place == 0 else "normal"
        name = textwrap.shorten(row["lesson"], 32, placeholder="…")
        axes.text(
            start - 0.74 * (100 - start), place, name, va="center", fontweight=weight, **_plain()
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
    step = 10 if reach <= 25 else 20
    ticks = list(range(-step * int(reach // step), int(reach) + 1, step))
    axes.set_xticks(ticks, [f"{tick:+d}".replace("-", "−").replace("+0", "0") for tick in ticks])
    axes.axvline(0, color=style.INK, linewidth=1)
    axes.set_xlabel("change, percentage points, with 95 % interval", **_plain())


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
    axes.text(axes.get_xlim()[1], place, _points(row), va="center", ha="right", **_plain())


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


def plot_hours(results: Results) -> tuple[Plot, ...]:
    """Each learner's hours as a bar towards the hours that are asked for.

    Hours in a setting that the rule does not count stand past a gap, without color.
    """
    need = results.requirement
    if need is None or math.isnan(need.hours) or results.hours.empty:
        return ()
    table, names = results.hours, _names(results)
    most = max(need.hours, float(table["total"].max()))
    parts = [table.iloc[start : start + _PAGE] for start in range(0, len(table), _PAGE)]
    return tuple(_hours(part, names, need.hours, need.settings, most) for part in parts)


def _hours(
    table: pd.DataFrame, names: Mapping[str, str], need: float, counted: Sequence[str], most: float
) -> Plot:
    figure, axes = _sheet(len(table), 0.3, 0.42)
    scale = (style.WIDE - _NAMES - 1.35) / most
    settings = [name for name in SETTINGS if table[name].any()]
    settings.sort(key=lambda name: name not in counted)
    for place, row in enumerate(table.to_dict("records")):
        _name(axes, names[row["learner_id"]], place * _ROW)
        _bar(axes, place * _ROW, row, settings, counted, scale)
        word = f"{row['counted']:.10g} of {need:.10g} h"
        short = row["missing"] > 0
        axes.text(
            style.WIDE - 0.05,
            place * _ROW + _ROW / 2,
            f"! {word}" if short else word,
            ha="right",
            va="center_baseline",
            fontsize=_TEXT,
            color=style.INK,
            fontweight="bold" if short else "normal",
        )
    x, bottom = _NAMES + need * scale, len(table) * _ROW
    axes.plot([x, x], [-0.06, bottom + 0.04], color=style.INK, linewidth=1.6, linestyle=(0, (4, 2)))
    axes.text(x, -0.09, f"asked for: {need:.10g} hours", ha="center", va="bottom", **_plain())
    _hours_key(axes, settings, counted, bottom + 0.14)
    return Plot(figure, _hours_alt(table, names, need), sharpness=_SHARP)


def _bar(
    axes: Axes,
    y: float,
    row: Row,
    settings: Sequence[str],
    counted: Sequence[str],
    scale: float,
) -> None:
    x = _NAMES
    for setting in settings:
        width = row[setting] * scale
        _piece(axes, (x, y + 0.035), width, _ROW - 0.07, setting, setting in counted)
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
    x = _NAMES
    for setting in settings:
        counts = setting in counted
        word = setting if counts else f"{setting} (not counted)"
        _piece(axes, (x, y), 0.3, 0.14, setting, counts)
        axes.text(x + 0.36, y + 0.07, word, va="center_baseline", **_plain())
        x += 0.55 + 0.075 * len(word)


def _hours_alt(table: pd.DataFrame, names: Mapping[str, str], need: float) -> str:
    met = int((table["missing"] <= 0).sum())
    short = [
        f"{names[row['learner_id']]} {row['counted']:.10g}"
        for row in table[table["missing"] > 0].to_dict("records")
    ]
    rest = f" Short of it: {'; '.join(short)}." if short else ""
    return f"Hours of {len(table)} learners: {met} reached the {need:.10g} hours asked for.{rest}"


def plot_expiry(results: Results) -> tuple[Plot, ...]:
    """Cards that have expired or will within 90 days, on a line of days from the report's day."""
    rows = [row for row in _cards(results) if row["band"] != LATER]
    parts = [rows[start : start + _PAGE] for start in range(0, len(rows), _PAGE)]
    return tuple(_expiry(part) for part in parts)


def _cards(results: Results) -> list[dict[str, Any]]:
    names = _names(results)
    rows = [
        {
            **row,
            "who": names[row["learner_id"]],
            "card": textwrap.shorten(row["certification"], 14, placeholder="…"),
        }
        for row in results.cards.to_dict("records")
    ]
    rows += [
        {**row, "who": f"{row['instructor']} (instructor)", "card": "card"}
        for row in results.instructor_cards.to_dict("records")
    ]
    return sorted(rows, key=lambda row: row["expires"])


_SPAN = (-45, 90)  # days that are drawn to scale


def _expiry(rows: Sequence[Row]) -> Plot:
    figure, axes = _sheet(len(rows), 0.42, 0.36)
    left, right = _NAMES + 0.3, style.WIDE - 1.15
    scale = (right - left) / (_SPAN[1] - _SPAN[0])
    bottom = len(rows) * _ROW + 0.04
    zero = left - _SPAN[0] * scale
    _bands(axes, left, zero, scale, bottom, rows)
    for place, row in enumerate(rows):
        y = place * _ROW + _ROW / 2
        _name(axes, row["who"], place * _ROW)
        x = zero + max(row["days_left"], _SPAN[0]) * scale
        axes.plot([zero, x], [y, y], color=style.FAINT, linewidth=1.2, zorder=1)
        axes.plot(
            [x],
            [y],
            _BAND_MARKS[row["band"]],
            color=_band_color(row["band"]),
            markersize=7,
            markeredgecolor=style.INK,
            markeredgewidth=0.6,
            zorder=3,
        )
        if row["days_left"] < _SPAN[0]:
            axes.text(x - 0.08, y, "«", ha="right", va="center_baseline", **_plain())
        axes.text(
            style.WIDE - 0.05,
            y,
            f"{row['card']} {row['expires']}",
            ha="right",
            va="center_baseline",
            **_plain(),
        )
    note = "days from the day of this report; « longer ago"
    axes.text((left + right) / 2, bottom + 0.2, note, ha="center", va="top", **_plain())
    return Plot(figure, _expiry_alt(rows), sharpness=_SHARP)


def _bands(
    axes: Axes, left: float, zero: float, scale: float, bottom: float, rows: Sequence[Row]
) -> None:
    starts = {EXPIRED: _SPAN[0], **dict(zip(BANDS, (0, 30, 60), strict=True))}
    for place, (name, start) in enumerate(starts.items()):
        end = 0 if name == EXPIRED else BANDS[name]
        x, width = zero + start * scale, (end - start) * scale
        axes.add_patch(
            Rectangle(
                (x, 0),
                width,
                bottom,
                linewidth=0,
                zorder=0,
                facecolor=style.RULE,
                alpha=0.75 - 0.2 * place,
            )
        )
        count = sum(row["band"] == name for row in rows)
        axes.text(
            x + width / 2,
            -0.05,
            f"{name}\n{count}",
            ha="center",
            va="bottom",
            linespacing=1.1,
            **_plain(),
        )
        axes.text(x, bottom + 0.02, f"{start}".replace("-", "−"), ha="center", va="top", **_plain())
    axes.text(
        zero + _SPAN[1] * scale, bottom + 0.02, f"{_SPAN[1]}", ha="center", va="top", **_plain()
    )
    axes.plot([zero, zero], [0, bottom], color=style.INK, linewidth=1.6, zorder=2)


def _band_color(band: str) -> str:
    colors = (style.ALS, style.DEFIBRILLATION, style.DISPATCH, style.PAPER)
    return dict(zip((EXPIRED, *BANDS), colors, strict=True))[band]


def _expiry_alt(rows: Sequence[Row]) -> str:
    told = [f"{row['who']}, {row['card']}, {row['expires']} ({row['band']})" for row in rows]
    return f"Cards that have expired or will within 90 days: {'; '.join(told)}."


def _sheet(rows: int, head: float, foot: float) -> tuple[Figure, Axes]:
    """A figure whose axes count inches, downwards from the first row."""
    height = head + rows * _ROW + foot
    figure = style.new_figure(height)
    figure.set_layout_engine("none")
    figure.set_facecolor("white")  # as the paper that it is printed on
    axes = style.quiet(figure.add_axes((0, 0, 1, 1)))
    axes.set(xlim=(0, style.WIDE), ylim=(rows * _ROW + foot, -head))
    return figure, axes


def _name(axes: Axes, name: str, y: float) -> None:
    # A name may hold a dollar sign; it is a name and not a formula.
    axes.text(0.05, y + _ROW / 2, name, va="center_baseline", parse_math=False, **_plain())


def _plain() -> dict[str, Any]:
    return {"fontsize": _TEXT, "color": style.INK}


def _names(results: Results) -> dict[str, str]:
    """What each learner is called in a picture: the name, or the id where it cannot be drawn."""
    pairs = results.completion[["learner_id", "name"]].itertuples(index=False)
    return {learner: _drawable(name, learner) for learner, name in pairs}


def _drawable(name: str, learner: str) -> str:
    known = all(ord(letter) in _glyphs() for letter in name)
    # Letters that join, or that run from right to left, would come out wrong.
    plain = all(unicodedata.bidirectional(letter) not in ("R", "AL") for letter in name)
    return textwrap.shorten(name, _LONGEST, placeholder="…") if known and plain else learner


@functools.cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())
