"""A rule for stopping as a thousand people, and other studies of such rules as bars."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.domain import stopping
from helpers.domain.stopping import Held, Thousand
from helpers.figures import style
from helpers.figures.picture import Plot

_PALE = "#CFCFC9"
_DOWN = 15  # people in a column
_GAP = 4  # columns between the two crowds
_MOST = 14.0  # of a thousand, at the end of the bars
_MARGIN, _HEAD, _WORDS, _FOOT = 0.12, 0.32, 0.62, 0.75  # inches
#: Color and hatch of what a rule predicts, and the word for its being wrong.
_OUTCOMES = {
    "death": (style.INK, "", "lived"),
    "unfavorable brain outcome": (style.HOSPITAL, "//", "did well"),
}
_SIGNS = {"second-hand": " †", "unverified": " ‡"}


def plot_stopping(*, narrow: bool = False) -> Plot:
    """Of a thousand arrests, what a rule says and what happened; below, other studies.

    Above, one mark a person, sorted as the first study counted it. Below, of a thousand people
    for whom a rule says stop, about how many it would be wrong.
    """
    first = stopping.first_study()
    people = stopping.thousand(first)
    width = style.NARROW if narrow else style.WIDE
    columns = -(-people.stopped // _DOWN) - (-people.onward // _DOWN) + _GAP
    step = (width - 2 * _MARGIN) / columns  # inches from one person to the next
    crowd = _DOWN * step + _WORDS
    bars = len(stopping.held()) * (0.4 if narrow else 0.25)
    title = _HEAD * (2 if narrow else 1)
    total = _HEAD + crowd + title + bars + _FOOT
    figure = style.new_figure(total, narrow=narrow if narrow else None)
    figure.set_layout_engine("none")  # every place is given in inches
    name = f"{first.study} {first.published}: 1,000 arrests and the {first.rule} rule"
    _title(figure, name, 0.24, total)
    side = _MARGIN / width
    above = figure.add_axes((side, 1 - (_HEAD + crowd) / total, 1 - 2 * side, crowd / total))
    _crowds(style.quiet(above), people, columns, step)
    asked = "Of 1,000 people for whom a rule says stop: about how many it would be wrong"
    asked = textwrap.fill(asked, 46) if narrow else asked
    _title(figure, asked, _HEAD + crowd + title - 0.05, total)
    left = side if narrow else 2.8 / width
    box = (left, _FOOT / total, 1 - left - 0.25 / width, bars / total)
    _bars(style.quiet(figure.add_axes(box), keep="bottom"), narrow=narrow)
    foot = (
        "Counts of groups, for crews; they decide about nobody. † read only where others quote it"
    )
    figure.text(
        side, 0.07 / total, textwrap.fill(foot, 50 if narrow else 110), fontsize=style.TEXT - 1
    )
    return Plot(figure, _alt(first, people))


def _title(figure: Figure, text: str, inches: float, total: float) -> None:
    figure.text(
        0.015, 1 - inches / total, text, fontsize=style.TEXT + 1, fontweight="bold", va="bottom"
    )


def _crowds(axes: Axes, people: Thousand, columns: int, step: float) -> None:
    """Two crowds: for whom the rule says stop, and for whom it says go on."""
    head = _WORDS / step
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(_DOWN - 0.5, -head - 0.5))
    size = (72 * step * 0.75) ** 2
    start = 0.0
    groups = (
        ("stop", people.stopped, people.stopped_better, "lived all the same"),
        ("go on", people.onward, people.onward_better, "lived"),
    )
    for says, count, better, word in groups:
        place = np.arange(count)
        x, y = start + place // _DOWN, place % _DOWN
        axes.scatter(x[better:], y[better:], s=size, color=_PALE, linewidths=0)
        axes.scatter(
            x[:better], y[:better], s=size, marker="s", color=style.ALS, edgecolor=style.INK
        )
        words = f"Rule: {says}\n{count} people\n{better} {word}"
        axes.text(start - 0.4, -0.8, words, va="bottom", fontsize=style.TEXT, linespacing=1.15)
        start += -(-count // _DOWN) + _GAP


def _bars(axes: Axes, *, narrow: bool) -> None:
    rows = stopping.held()
    axes.set(xlim=(0, _MOST), ylim=(len(rows) - 0.4, -0.6), xticks=range(0, 15, 2))
    down = 0.22 if narrow else 0.0  # the name stands above its bar where there is no room beside
    for place, one in enumerate(rows):
        color, hatch, word = _OUTCOMES[one.outcome]
        axes.barh(
            place + down,
            one.missed_per_1000,
            height=0.4 if narrow else 0.62,
            facecolor=style.PAPER if hatch else color,
            edgecolor=color,
            hatch=hatch,
        )
        count = str(one.missed_per_1000) if one.missed_per_1000 else "none"
        x = one.missed_per_1000 + 0.2
        axes.text(x, place + down, f"{count} {word}", va="center", fontsize=style.TEXT)
        x, y, align = (0, place - 0.24, "left") if narrow else (-0.2, place, "right")
        axes.text(x, y, _name(one), va="center", ha=align, fontsize=style.TEXT)


def _name(one: Held) -> str:
    group = {"cardiac cause": ", hearts", "other cause": ", other causes"}.get(one.population, "")
    place = one.place.split(",")[0]
    return (
        f"{one.study} {one.published}, {place}{group}, {one.rule}{_SIGNS.get(one.confidence, '')}"
    )


def _alt(first: Held, people: Thousand) -> str:
    rows = [
        f"{one.name}, predicts {one.outcome}: {one.missed_per_1000} of 1,000"
        for one in stopping.held()
    ]
    return (
        f"{first.name}. Of 1,000 arrests the rule says stop for {people.stopped}, of whom "
        f"{people.stopped_better} lived, and go on for {people.onward}, of whom "
        f"{people.onward_better} lived. Below, of 1,000 people for whom a rule says stop, how many "
        f"had the better outcome all the same. {'. '.join(rows)}. Counts of groups, for crews."
    )
