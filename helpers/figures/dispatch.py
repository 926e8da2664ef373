"""Dispatch: a hundred calls and one threshold, the minutes that follow, and what was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.domain import dispatch
from helpers.domain.dispatch import Accuracy, Counts, Estimate, Station, Waited
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_COLORS = {"hit": style.ALS, "missed": style.INK, "extra": style.DEFIBRILLATION}
_SPARED = style.NO_CARE
_NOT_YET = "#E6E6E2"
#: What each count is called beside its number.
_WORDS = {
    "missed": "missed",
    "hit": "needed ALS,\nand were sent it",
    "spared": "did not need it,\nand were not sent it",
    "extra": "got more\nthan needed",
}
_SHORT = {"missed": "missed", "hit": "sent, needed", "spared": "not sent", "extra": "too much"}


class HundredCallsPicture(Picture):
    """A hundred calls by their points: above the line who needed ALS, below it who did not.

    The threshold cuts the picture into four parts, and each has its number.
    """

    lowest, highest = -1.2, 11.6

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(4.6 if narrow else 4.4, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom")
        axes.set(xlim=(self.lowest, self.highest), ylim=(-20.5, 10.5), xticks=range(11))
        axes.set_xlabel("points from the questions", fontsize=style.TEXT, color=style.INK)
        axes.axhline(0, color=style.INK, linewidth=1)
        self._shade(axes)
        self._calls(axes)
        self._numbers(axes)

    def _shade(self, axes: Axes) -> None:
        self.shade = axes.add_patch(
            Rectangle((0, -20.5), 1, 31, facecolor=style.ALS, alpha=0.09, edgecolor="none")
        )
        self.shade.set_zorder(0)
        (self.line,) = axes.plot([0, 0], [-20.5, 10.5], color=style.INK, linewidth=2.2)
        self.animated += [self.shade, self.line]

    def _calls(self, axes: Axes) -> None:
        """Each call on its pile: filled squares who needed ALS, rings who did not."""
        size = 26 if self.narrow else 48
        needed = np.array([call.needs_als for call in dispatch.calls()])
        places = _piles()
        self.order = {True: np.flatnonzero(needed), False: np.flatnonzero(~needed)}
        self.marks = {}
        for kind, marker, width in ((True, "s", 1.2), (False, "o", 1.5)):
            across, up = places[needed == kind].T
            self.marks[kind] = axes.scatter(across, up, s=size, marker=marker, linewidths=width)
        self.animated += list(self.marks.values())

    def _numbers(self, axes: Axes) -> None:
        words = _SHORT if self.narrow else _WORDS
        places = {"missed": (0, 9.9), "hit": (1, 9.9), "spared": (0, -14.6), "extra": (1, -14.6)}
        self.counts = {}
        for fate, (side, y) in places.items():
            x, align = ((self.lowest + 0.1, "left"), (self.highest - 0.1, "right"))[side]
            count = axes.text(x, y, "", ha=align, va="top", fontsize=style.TEXT + 6)
            count.set_fontweight("bold")
            axes.text(
                x,
                y - (2.7 if self.narrow else 2.4),
                words[fate],
                ha=align,
                va="top",
                fontsize=style.TEXT,
                color=style.INK,
                linespacing=1.1,
            )
            self.counts[fate] = count
        self.animated += list(self.counts.values())

    def show(self, threshold: int, reached: int = dispatch.HUNDRED) -> None:  # type: ignore[override]
        """Who is sent ALS from this threshold on, of the calls that have come so far."""
        start = threshold - 0.5
        self.shade.set(x=start, width=self.highest - start)
        self.line.set_xdata([start, start])
        fates = [call.fate(threshold) for call in dispatch.calls()]
        for needed, marks in self.marks.items():
            colors = [
                _COLORS.get(fates[call], _SPARED) if call < reached else _NOT_YET
                for call in self.order[needed]
            ]
            marks.set_edgecolor(colors)
            marks.set_facecolor(colors if needed else "none")
        for fate, count in self.counts.items():
            count.set_text(str(fates[:reached].count(fate)))


def _piles() -> np.ndarray:
    """Where each call lies: its points across, and its place on the pile of its kind."""
    heights: dict[tuple[int, bool], int] = {}
    places = []
    for call in dispatch.calls():
        key = call.score, call.needs_als
        heights[key] = heights.get(key, 0) + 1
        # Two beside each other where the piles are high.
        row, beside = divmod(heights[key] - 1, 2)
        across = call.score + (0.17 if beside else -0.17)
        places.append((across, 0.9 + 1.5 * row if call.needs_als else -0.9 - 1.5 * row))
    return np.array(places)


def plot_hundred_calls(threshold: int = 3) -> Plot:
    """The hundred calls as one threshold sorts them.

    Raises:
        DomainError: for a threshold that does not exist.
    """
    counts = dispatch.sort_calls(threshold).counts
    picture = HundredCallsPicture()
    picture.show(threshold)
    return Plot(picture.figure, _hundred_alt(threshold, counts))


def _hundred_alt(threshold: int, counts: Counts) -> str:
    return (
        "A hundred invented calls, piled by their points from 0 to 10. ALS goes from "
        f"{threshold} points on. Needed ALS and were sent it: {counts.hit}; missed: "
        f"{counts.missed}; got more than needed: {counts.extra}; did not need it and were not "
        f"sent it: {counts.spared}. Over-triage is {counts.over_triage_of_sent} sent, or "
        f"{counts.over_triage_of_all} calls; under-triage is {counts.under_triage_of_not_sent} "
        f"not sent, or {counts.under_triage_of_all} calls."
    )


class QueuePicture(Picture):
    """Minutes until ALS is there, with intervals: two thresholds on the same days."""

    span = 80.0  # minutes
    rows: ClassVar = {
        "needed": "ALS, needed:\nmean",
        "needed_late": "ALS, needed:\nnine of ten",
        "others": "ALS, not needed:\nmean",
        "first": "any crew, all\ncalls: mean",
    }
    looks: ClassVar = ((style.ALS, "s"), (style.NO_CARE, "o"))

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.9 if narrow else 3.7, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom left")
        axes.set(xlim=(0, self.span), ylim=(len(self.rows) - 0.45, -0.95))
        axes.set_yticks(range(len(self.rows)), list(self.rows.values()))
        axes.tick_params(left=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("minutes from the call", fontsize=style.TEXT, color=style.INK)
        axes.grid(axis="x", color=style.RULE)
        axes.set_axisbelow(True)
        self.bars: list[dict[str, Any]] = []
        self.titles = []
        for place, (color, marker) in enumerate(self.looks):
            self.bars.append({name: self._bar(axes, color, marker) for name in self.rows})
            x = -0.5 + 0.78 * place if narrow else 0.02 + 0.49 * place
            beside = 0.05 if narrow else 0.03
            (key,) = axes.plot([x], [0.965], marker, color=color, transform=axes.transAxes)
            key.set(markersize=8, clip_on=False)
            title = axes.text(x + beside, 0.965, "", transform=axes.transAxes, va="center")
            title.set(fontsize=style.TEXT, color=style.INK)
            self.titles.append(title)
        self.animated += self.titles

    def _bar(self, axes: Axes, color: str, marker: str) -> tuple[Any, Any, Any]:
        (line,) = axes.plot([], [], color=color, linewidth=2.4, solid_capstyle="butt")
        (dot,) = axes.plot([], [], marker, color=color, markersize=8, clip_on=False)
        word = axes.text(0, 0, "", va="center", fontsize=style.TEXT, color=style.INK)
        self.animated += [line, dot, word]
        return line, dot, word

    def show(self, waited: Sequence[Waited]) -> None:  # type: ignore[override]
        """One threshold, or two of them below each other."""
        for place, (bars, title) in enumerate(zip(self.bars, self.titles, strict=True)):
            here = waited[place] if place < len(waited) else None
            title.set_text(_threshold(here.threshold, short=self.narrow) if here else "")
            for row, (name, bar) in enumerate(bars.items()):
                estimate = getattr(here, name) if here else None
                self._set(bar, row - 0.18 + 0.38 * place, estimate)

    def _set(self, bar: tuple[Any, Any, Any], y: float, estimate: Estimate | None) -> None:
        line, dot, word = bar
        if estimate is None:
            line.set_data([], [])
            dot.set_data([], [])
            word.set_text("")
            return
        # What lies beyond the axis stands at its end, and its number is written beside it.
        ends = np.clip([estimate.low, estimate.mean, estimate.high], 0, self.span)
        line.set_data(ends[[0, 2]], [y, y])
        dot.set_data([ends[1]], [y])
        late = ends[2] > 0.8 * self.span
        room = self.span * (0.045 if self.narrow else 0.025)  # clear of the marker itself
        low, high = min(ends[0], ends[1] - room / 2), max(ends[2], ends[1] + room / 2)
        word.set(text=f"{estimate.mean:.0f}", x=low - room / 2 if late else high + room / 2, y=y)
        word.set_horizontalalignment("right" if late else "left")


def _threshold(threshold: int, *, short: bool = False) -> str:
    if threshold == dispatch.THRESHOLDS[0]:
        return "ALS to all" if short else "ALS to every call"
    if threshold == dispatch.THRESHOLDS[-1]:
        return "ALS when asked" if short else "ALS when a crew asks"
    points = "1 point" if threshold == 1 else f"{threshold} points"
    return f"from {points}" if short else f"ALS from {points} on"


def plot_queue(*thresholds: int, station: Station | None = None) -> Plot:
    """Minutes until ALS is there at these thresholds, or at every one, on the same days.

    Raises:
        DomainError: for a threshold that does not exist, and for more work than the crews can do.
    """
    place = station or Station()
    found = [dispatch.waited(t, place) for t in thresholds or dispatch.THRESHOLDS]
    figure = style.new_figure(4.1)
    axes = style.quiet(figure.subplots(), keep="bottom left")
    _curve(axes, found, "needed", style.ALS, "s", "-", "needed ALS")
    _curve(axes, found, "others", style.NO_CARE, "o", (0, (4, 2)), "were sent it without need")
    ticks = [one.threshold for one in found]
    axes.set_xticks(ticks, [_tick(one) for one in ticks])
    axes.set_xlim(min(ticks) - 0.6, max(ticks) + 0.9)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=style.RULE)
    axes.set_axisbelow(True)
    axes.set_xlabel("ALS goes at once from so many points on", fontsize=style.TEXT)
    axes.set_ylabel("minutes until ALS is there, mean", fontsize=style.TEXT)
    axes.legend(frameon=False, fontsize=style.TEXT, loc="lower left")
    return Plot(figure, _queue_alt(found))


def _curve(
    axes: Axes, found: Sequence[Waited], name: str, color: str, marker: str, dash: Any, label: str
) -> None:
    known = [(one.threshold, getattr(one, name)) for one in found if getattr(one, name)]
    # The two are set a little apart, so that their intervals do not cover each other.
    x = [threshold + (0.1 if name == "others" else -0.1) for threshold, _ in known]
    means = [estimate.mean for _, estimate in known]
    axes.vlines(
        x,
        [max(0.0, estimate.low) for _, estimate in known],
        [estimate.high for _, estimate in known],
        color=color,
        linewidth=2,
    )
    axes.plot(x, means, marker=marker, linestyle=dash, color=color, linewidth=1.6, label=label)


def _tick(threshold: int) -> str:
    ends = {dispatch.THRESHOLDS[0]: "0\n(all)", dispatch.THRESHOLDS[-1]: "11\n(none)"}
    return ends.get(threshold, str(threshold))


def _queue_alt(found: Sequence[Waited]) -> str:
    told = []
    for one in found:
        others = f"; sent it without need {one.others}" if one.others else ""
        told.append(f"{_threshold(one.threshold)}: needed it {one.needed}{others}")
    return (
        "A teaching model: mean minutes from the call until ALS is there, with 95 % intervals. "
        f"{'. '.join(told)}."
    )


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
        told = f"held against: {held}" + (f"; {base:.0f} of 100" if base is not None else "")
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
