"""What advanced care adds to outcome: every study on its line, and a thousand people twice."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers.domain import outcome
from helpers.domain.outcome import Study
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_LINE, _GAP = 0.165, 0.2  # inches: one line of text; between two studies
_LEAST = 0.52  # inches: a marker with its estimate below
_TEXT_WIDE, _STRIP = 4.0, 3.15  # inches: the column of words, and the strip beside it
_MARKERS = {
    "randomized trial": "s",
    "secondary analysis of a trial": "p",
    "before-after": "^",
    "observational": "o",
    "meta-analysis": "D",
}
_LIMITS = {"odds ratio": (0.5, 3.2), "percentage points": (-7.5, 8.5)}
_TICKS = {"odds ratio": (0.5, 0.7, 1, 1.5, 2, 3), "percentage points": (-6, -3, 0, 3, 6)}
#: By question, with what more survive to the left and to the right of no difference.
_SIDES = {
    "ALS against BLS": ("BLS", "ALS"),
    "drugs": ("placebo", "the drug"),
    "airway": ("intubation", "the other way"),
}
_TWO_DRUGS = ("placebo, or the\nsecond of two drugs", "the drug, or the\nfirst of two drugs")
#: Signs of doubt, as below a table; the key of the picture explains those that occur.
_SIGNS = {"second-hand": " †", "unverified": " ‡"}
_DOUBTS = {"second-hand": "read only where others quote it", "unverified": "not looked up"}
_TOP, _BETWEEN, _KEY = 0.55, 1.15, 0.3  # inches: above a strip, between two, the key below
_AXIS = {
    "odds ratio": "odds ratio (1: no difference)",
    "percentage points": "percentage points (0: no difference)",
}


def plot_studies(*questions: str, brief: bool = False) -> Plot:
    """Every comparison on these questions as estimate and interval, with design and people.

    Odds ratios and differences in percentage points have a strip each. To the right of the
    line of no difference the group named first has more of the outcome. A key below says which
    marker stands for which design.

    Args:
        brief: only the main comparison of each publication, which the table names first.

    Raises:
        ValueError: for an unknown question.
    """
    studies = [study for question in questions for study in outcome.studies(question)]
    if brief:
        studies = list({study.study: study for study in reversed(studies)}.values())[::-1]
    told = {study: _words(study, studies) for study in studies}
    strips = {scale: [s for s in studies if s.scale == scale] for scale in outcome.SCALES}
    heights = {
        scale: sum(_height(told[s]) for s in found) for scale, found in strips.items() if found
    }
    total = sum(heights.values()) + _BETWEEN * len(heights) + _KEY
    figure = style.new_figure(total)
    figure.set_layout_engine("none")  # every place is given in inches
    top = _TOP
    for scale, height in heights.items():
        _strip(figure, total, top, height, {study: told[study] for study in strips[scale]})
        top += height + _BETWEEN
    _key(figure, total, studies)
    return Plot(figure, _alt(questions, studies))


def _words(study: Study, beside: Sequence[Study]) -> tuple[list[str], ...]:
    """Heading and details of a study, folded into its column.

    Where a study is there more than once with the same outcome, its heading says what differs.
    """
    name = f"{study.study} {study.year}: {study.outcome}"
    same = [s for s in beside if f"{s.study} {s.year}: {s.outcome}" == name]
    compared, population = f"{study.compared}; ", f". {study.population}"
    if len(same) > 1 and len({s.compared for s in same}) == len(same):
        name, compared = f"{name}, {study.compared}", ""
    elif len(same) > 1:
        name, population = f"{name}{population}", ""
    people = f", {study.people}" if study.people else ""
    detail = f"{compared}{study.design}{people}{population}."
    name += _SIGNS.get(study.confidence, "")
    for apart in ("n = ", "mRS 0 to 3"):  # a number stays with its letters
        name, detail = (t.replace(apart, apart.replace(" ", "\u00a0")) for t in (name, detail))
    return tuple(textwrap.wrap(t, w, break_on_hyphens=False) for t, w in ((name, 46), (detail, 50)))


def _height(words: tuple[list[str], ...]) -> float:
    return max(_LINE * sum(map(len, words)), _LEAST) + _GAP


def _key(figure: Figure, total: float, studies: Sequence[Study]) -> None:
    """Which marker stands for which design, and which sign for which doubt, in one line."""
    designs, marks = ({study.design for study in studies}, {s.confidence for s in studies})
    axes = style.quiet(figure.add_axes((0, 0, 1, _KEY / total)))
    axes.set(xlim=(0, style.WIDE), ylim=(0, 1))
    x = 0.2
    for design in (name for name in _MARKERS if name in designs):
        axes.plot([x], [0.55], _MARKERS[design], color=style.INK, markersize=8)
        text = axes.text(x + 0.14, 0.55, design, va="center", fontsize=style.TEXT, color=style.INK)
        x += 0.45 + 0.085 * len(text.get_text())
    told = [f"{sign.strip()} {_DOUBTS[mark]}" for mark, sign in _SIGNS.items() if mark in marks]
    axes.text(x, 0.55, "; ".join(told), va="center", fontsize=style.TEXT - 1, color=style.INK)


def _strip(
    figure: Figure,
    total: float,
    top: float,
    height: float,
    studies: dict[Study, tuple[list[str], ...]],
) -> None:
    """One scale: a column of words in inches, and beside it the estimates."""
    bottom = (total - top - height) / total
    words = style.quiet(figure.add_axes((0, bottom, 1, height / total)))
    words.set(xlim=(0, style.WIDE), ylim=(height, 0))
    left = (style.WIDE - _STRIP - 0.12) / style.WIDE
    axes = figure.add_axes((left, bottom, _STRIP / style.WIDE, height / total))
    _scale(axes, list(studies), height)
    y = 0.0
    for study, told in studies.items():
        _row(words, axes, y, study, told)
        y += _height(told)


def _scale(axes: Axes, studies: Sequence[Study], height: float) -> None:
    style.quiet(axes, keep="bottom")
    first = studies[0]
    ratio = first.scale == "odds ratio"
    axes.set(xscale="log" if ratio else "linear", ylim=(height, 0), xlim=_LIMITS[first.scale])
    ticks = _TICKS[first.scale]
    axes.set_xticks(ticks, [f"{tick:g}".replace("-", "−") for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel(_AXIS[first.scale], fontsize=style.TEXT, color=style.INK)
    axes.axvline(1 if ratio else 0, color=style.INK, linewidth=1.2)
    two = any(s.question == "drugs" and "against placebo" not in s.compared for s in studies)
    less, more = _TWO_DRUGS if two else _SIDES[first.question]
    for x, side, align in ((0, less, "left"), (1, more, "right")):
        axes.text(
            x,
            1.0,
            f"more survivors\nwith {side}",
            transform=axes.transAxes,
            va="bottom",
            ha=align,
            fontsize=style.TEXT,
            color=style.FAINT,
            linespacing=1.1,
        )


def _row(words: Axes, axes: Axes, y: float, study: Study, told: tuple[list[str], ...]) -> None:
    head, detail = told
    write = functools.partial(
        words.text, va="top", fontsize=style.TEXT, linespacing=1.15, color=style.INK
    )
    write(0.1, y + 0.06, "\n".join(head), fontweight="bold")
    write(0.1, y + 0.06 + _LINE * len(head), "\n".join(detail))
    middle = y + 0.3
    axes.plot(
        [study.low or study.estimate, study.high or study.estimate],
        [middle, middle],
        color=style.INK,
        linewidth=2,
        solid_capstyle="butt",
    )
    axes.plot(
        [study.estimate],
        [middle],
        _MARKERS[study.design],
        color=style.INK,
        markersize=8,
        markeredgecolor=style.PAPER,
    )
    box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1}
    axes.text(
        study.estimate,
        middle + 0.14,
        study.result(),
        va="top",
        ha="center",
        bbox=box,
        fontsize=style.TEXT,
        color=style.INK,
    )


def _alt(questions: Sequence[str], studies: Sequence[Study]) -> str:
    told = []
    for s in studies:
        measure = "" if s.scale == "percentage points" else f"{s.measure} "
        people = f", {s.people}" if s.people else ""
        told.append(
            f"{s.study} {s.year}, {s.outcome}, {s.compared}: {measure}{s.result()}, "
            f"{s.design}{people}"
        )
    return f"What was found on {' and '.join(questions)}. " + ". ".join(told) + "."


class ThousandPicture(Picture):
    """A thousand people with one treatment and a thousand without: who reaches this point."""

    across, down = 40, 25

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(2.3 if narrow else 3.0, narrow=narrow)
        panels = self.figure.subplots(1, 2)
        self.crowds: list[PathCollection] = []
        self.titles: list[Text] = []
        for axes in panels:
            self._crowd(style.quiet(axes))
        self.animated += [*self.crowds, *self.titles]

    def _crowd(self, axes: Any) -> None:
        above = -14.5 if self.narrow else -7.0
        axes.set(xlim=(-0.8, self.across - 0.2), ylim=(self.down + 0.3, above), aspect="equal")
        size = 7 if self.narrow else 24
        axes.scatter(*self._places(1000).T, s=size, linewidths=0, color="#DADAD5")
        # Only those who reach the point are drawn anew, over the thousand who stand still.
        self.crowds.append(axes.scatter([], [], s=size, linewidths=0, color=style.INK))
        title = axes.text(
            -0.6,
            -1.0,
            "",
            fontsize=style.TEXT,
            color=style.INK,
            va="bottom",
            fontweight="bold",
            linespacing=1.15,
        )
        self.titles.append(title)

    def _places(self, count: int) -> np.ndarray:
        """Where the first ``count`` people stand, row by row."""
        down, across = divmod(np.arange(count), self.across)
        return np.column_stack([across, down])

    def show(self, groups: Sequence[str], counts: Sequence[int]) -> None:  # type: ignore[override]
        for crowd, title, group, count in zip(
            self.crowds, self.titles, groups, counts, strict=True
        ):
            crowd.set_offsets(self._places(count))
            title.set_text(f"{count} of 1,000\n{textwrap.fill(group, 24 if self.narrow else 40)}")
