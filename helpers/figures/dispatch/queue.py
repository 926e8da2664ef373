"""The queue: minutes until ALS is there, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from matplotlib.axes import Axes

from helpers.domain import dispatch
from helpers.domain.dispatch import Estimate, Station, Visit, Waited
from helpers.figures import style
from helpers.figures.dispatch.day import DayStrip
from helpers.figures.picture import Picture, Plot


class QueuePicture(Picture):
    """Minutes until ALS is there, with intervals: two thresholds on the same days.

    Above them lies one of the days, at the first threshold.
    """

    span = 80.0  # minutes
    rows: ClassVar = {
        "needed": "who needed ALS",
        "needed_late": "nine of ten\nof them, by",
        "others": "who were sent it\nwithout need",
        "first": "any crew,\nall calls",
    }
    looks: ClassVar = ((style.ALS, "s"), (style.NO_CARE, "o"))

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.5 if narrow else 4.75, narrow=narrow)
        self.day = None  # there is no room for it in a narrow window
        if narrow:
            axes = self.figure.subplots()
        else:
            above, axes = self.figure.subplots(2, 1, height_ratios=[1, 3.4])
            self.day = DayStrip(above)
            self.animated += self.day.animated
        style.quiet(axes, keep="bottom left")
        axes.set(xlim=(0, self.span), ylim=(len(self.rows) - 0.45, -0.95))
        axes.set_yticks(range(len(self.rows)), list(self.rows.values()))
        axes.tick_params(left=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("minutes from the call until it is there", fontsize=style.TEXT)
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
        dot.set_in_layout(False)  # one of nobody lies nowhere, and takes no room
        word = axes.text(0, 0, "", va="center", fontsize=style.TEXT, color=style.INK)
        self.animated += [line, dot, word]
        return line, dot, word

    def show(  # type: ignore[override]
        self, waited: Sequence[Waited], day: Sequence[Visit] = ()
    ) -> None:
        """One threshold, or two of them below each other."""
        if self.day:
            self.day.show(day)
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
        # What lies beyond the axis stands at its end, with its number and an arrow beside it.
        ends = np.clip([estimate.low, estimate.mean, estimate.high], 0, self.span)
        line.set_data(ends[[0, 2]], [y, y])
        dot.set_data([ends[1]], [y])
        late = ends[2] > 0.8 * self.span
        room = self.span * (0.045 if self.narrow else 0.025)  # clear of the marker itself
        low, high = min(ends[0], ends[1] - room / 2), max(ends[2], ends[1] + room / 2)
        beyond = " →" if estimate.mean > self.span else ""
        word.set(
            text=f"{estimate.mean:.0f}{beyond}", x=low - room / 2 if late else high + room / 2, y=y
        )
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
