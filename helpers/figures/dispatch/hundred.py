"""A hundred calls in piles, and one threshold that cuts them into four parts."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.domain import dispatch
from helpers.domain.dispatch import Counts
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
        self.places = places = _piles()
        self.order = {True: np.flatnonzero(needed), False: np.flatnonzero(~needed)}
        self.marks = {}
        for kind, marker, width in ((True, "s", 1.2), (False, "o", 1.5)):
            across, up = places[needed == kind].T
            self.marks[kind] = axes.scatter(across, up, s=size, marker=marker, linewidths=width)
        (self.ring,) = axes.plot([], [], "o", color=style.INK, fillstyle="none", clip_on=False)
        self.ring.set(markersize=size**0.5 + 6, markeredgewidth=1.8)
        self.animated += [*self.marks.values(), self.ring]

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

    def show(  # type: ignore[override]
        self, threshold: int, reached: int = dispatch.HUNDRED, opened: int | None = None
    ) -> None:
        """Who is sent ALS from this threshold on, of the calls that have come so far.

        Args:
            opened: the place in the row of the call that is being read, from 0.
        """
        self.ring.set_data(*(([], []) if opened is None else self.places[[opened]].T))
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
