"""Cards that expire, on a line of days."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.cohort.expiry import BANDS, EXPIRED, LATER
from helpers.cohort.results import Results
from helpers.figures import style
from helpers.figures.cohort.sheet import (
    NAMES,
    PAGE,
    ROW,
    Row,
    drawable_names,
    new_sheet,
    plain,
    write_name,
)
from helpers.figures.vector import Drawing

_BAND_MARKS = {EXPIRED: "X", **dict(zip(BANDS, ("s", "D", "o"), strict=True))}


def plot_expiry(results: Results) -> tuple[Drawing, ...]:
    """Cards that have expired or will within 90 days, on a line of days from the report's day."""
    rows = [row for row in _cards(results) if row["band"] != LATER]
    parts = [rows[start : start + PAGE] for start in range(0, len(rows), PAGE)]
    return tuple(_expiry(part) for part in parts)


def _cards(results: Results) -> list[dict[Hashable, Any]]:
    names = drawable_names(results)
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


def _expiry(rows: Sequence[Row]) -> Drawing:
    figure, axes = new_sheet(len(rows), 0.42, 0.36)
    left, right = NAMES + 0.3, style.WIDE - 1.15
    scale = (right - left) / (_SPAN[1] - _SPAN[0])
    bottom = len(rows) * ROW + 0.04
    zero = left - _SPAN[0] * scale
    _bands(axes, left, zero, scale, bottom, rows)
    for place, row in enumerate(rows):
        y = place * ROW + ROW / 2
        write_name(axes, row["who"], place * ROW)
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
            axes.text(x - 0.08, y, "«", ha="right", va="center_baseline", **plain())
        axes.text(
            style.WIDE - 0.05,
            y,
            f"{row['card']} {row['expires']}",
            ha="right",
            va="center_baseline",
            **plain(),
        )
    note = "days from the day of this report; « longer ago"
    axes.text((left + right) / 2, bottom + 0.2, note, ha="center", va="top", **plain())
    return Drawing(figure, "Cards that have expired or will within 90 days", _expiry_alt(rows))


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
            **plain(),
        )
        axes.text(x, bottom + 0.02, f"{start}".replace("-", "−"), ha="center", va="top", **plain())
    axes.text(
        zero + _SPAN[1] * scale, bottom + 0.02, f"{_SPAN[1]}", ha="center", va="top", **plain()
    )
    axes.plot([zero, zero], [0, bottom], color=style.INK, linewidth=1.6, zorder=2)


def _band_color(band: str) -> str:
    colors = (style.ALS, style.DEFIBRILLATION, style.DISPATCH, style.PAPER)
    return dict(zip((EXPIRED, *BANDS), colors, strict=True))[band]


def _expiry_alt(rows: Sequence[Row]) -> str:
    told = [f"{row['who']}, {row['card']}, {row['expires']} ({row['band']})" for row in rows]
    return f"Cards that have expired or will within 90 days: {'; '.join(told)}."
