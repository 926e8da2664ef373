"""Rhythms that are taken for one another, side by side on the same paper."""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes

from helpers.domain import rhythms
from helpers.domain.rhythms import Rhythm, Strip
from helpers.facts.nearest import known
from helpers.figures import style
from helpers.figures.picture import Plot
from helpers.figures.rhythms import SCALE, lay, paper, trace

#: By name; each is taken for another of its group.
LOOK_ALIKES = {
    "narrow and fast": ("sinus tachycardia", "supraventricular tachycardia", "atrial flutter, 2:1"),
    "wide and even": ("accelerated idioventricular rhythm", "paced rhythm"),
    "slow": (
        "second-degree block, Mobitz I",
        "second-degree block, Mobitz II",
        "complete heart block",
    ),
    "without QRS": ("fine ventricular fibrillation", "asystole", "P-wave asystole"),
    "shocked": (
        "coarse ventricular fibrillation",
        "monomorphic ventricular tachycardia",
        "polymorphic ventricular tachycardia",
    ),
    "paced": ("paced rhythm", "failure to capture"),
}
_MOST = 1.3  # millivolts above and below the line
#: How many stand in a row: few beats need a long strip, and of fast ones there are soon enough.
_ROW = {"slow": 1, "shocked": 3, "narrow and fast": 3, "without QRS": 3}
_WHOLE = 6.0  # seconds of a row
_TALL = {1: 1.72, 2: 2.0, 3: 2.2}  # inches for a strip, its name and its words
_LETTERS = {1: 98, 2: 42, 3: 29}
_BOLD = 4  # letters fewer in a name, which is larger and bold


def plot_look_alikes(which: str, seed: int = 2) -> Plot:
    """Rhythms that are taken for one another, each with what it is told by.

    Raises:
        ValueError: for a name that is none of :data:`LOOK_ALIKES`; the nearest is named.
    """
    names = LOOK_ALIKES[known(which, LOOK_ALIKES, "group of rhythms")]
    columns = _ROW.get(which, 2)
    rows, seconds = math.ceil(len(names) / columns), _WHOLE / columns
    figure = style.new_figure(_TALL[columns] * rows + 0.35)
    places = list(figure.subplots(rows, columns, squeeze=False).flat)
    told = []
    for axes, name in zip(places, names, strict=False):
        kind, strip = rhythms.rhythm(name), rhythms.strip(name, seed, seconds=_WHOLE)
        _show(axes, kind, strip, seconds, columns)
        told.append(f"{kind.name}{_rate(strip)}: {_told_by(kind)}")
    for axes in places[len(names) :]:
        style.quiet(axes)
    figure.supxlabel(SCALE, x=0.995, ha="right", color=style.FAINT, fontsize=style.TEXT)
    span = f"{seconds:g} seconds of each rhythm on ECG paper, {SCALE}"
    return Plot(figure, f"{span}. {' '.join(told)}")


def _show(axes: Axes, kind: Rhythm, strip: Strip, seconds: float, columns: int) -> None:
    paper(axes, 0.0, seconds, most=_MOST)
    axes.set_title(
        textwrap.fill(f"{kind.name[0].upper()}{kind.name[1:]}", _LETTERS[columns] - _BOLD),
        loc="left",
        color=style.INK,
        fontsize=style.TEXT + 1,
        fontweight="bold",
    )
    words = textwrap.fill(_told_by(kind), _LETTERS[columns])
    axes.text(0, -_MOST - 0.08, words, va="top", color=style.INK, fontsize=style.TEXT)
    lay([trace(axes)], strip)


def _told_by(kind: Rhythm) -> str:
    return rhythms.criteria_of(kind.family).told_by


def _rate(strip: Strip) -> str:
    return "" if math.isnan(strip.rate) else f", {strip.rate:.0f} a minute"
