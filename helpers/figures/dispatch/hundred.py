"""A hundred calls in piles, and one threshold that cuts them into four parts."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpers.domain import dispatch
from helpers.domain.dispatch import Counts
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_COLORS = {"hit": style.ALS, "missed": style.INK, "extra": style.DEFIBRILLATION}
_SPARED = style.NO_CARE
_NEAR = 14.0  # pixels: so close to a call is on it
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

    The threshold cuts the picture into four parts, and each has its number. Below it the same
    people with too much stand in two wholes: those who were sent ALS, and all calls.
    """

    lowest, highest = -1.2, 11.6

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.0 if narrow else 4.9, narrow=narrow)
        if narrow:  # no room for the two wholes: the line of results tells them
            axes, wholes = self.figure.subplots(), None
        else:
            axes, wholes = self.figure.subplots(2, 1, height_ratios=[5.6, 1])
        self.axes = style.quiet(axes, keep="bottom")
        axes.set(xlim=(self.lowest, self.highest), ylim=(-20.5, 10.5), xticks=range(11))
        axes.set_xlabel("points from the questions", fontsize=style.TEXT, color=style.INK)
        axes.axhline(0, color=style.INK, linewidth=1)
        self._shade(axes)
        self._calls(axes)
        self._numbers(axes)
        self.wholes: list[tuple[Rectangle, Rectangle, Text]] = []
        if wholes:
            self._wholes(style.quiet(wholes))

    def _shade(self, axes: Axes) -> None:
        self.shade = axes.add_patch(
            Rectangle((0, -20.5), 1, 31, facecolor=style.ALS, alpha=0.09, edgecolor="none")
        )
        self.shade.set_zorder(0)
        # No longer than the piles, so that it never runs through the words in the corners.
        (self.line,) = axes.plot([0, 0], [-14.0, 4.6], color=style.INK, linewidth=2.2)
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
        self.ring.set_in_layout(False)  # where none is open it lies nowhere, and takes no room
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

    def _wholes(self, axes: Axes) -> None:
        """Over-triage twice: one part, and the two wholes that print puts below it."""
        axes.set(xlim=(0, 172), ylim=(-0.55, 1.6))
        for row in (1, 0):
            part, whole = (Rectangle((0, row - 0.31), 0, 0.62, linewidth=1.5) for _ in range(2))
            part.set(facecolor=_COLORS["extra"], hatch="...")
            whole.set(facecolor="none", edgecolor=style.INK)
            text = axes.text(103, row, "", va="center", fontsize=style.TEXT, color=style.INK)
            axes.add_patch(part)
            axes.add_patch(whole)
            self.wholes.append((part, whole, text))
            self.animated += self.wholes[-1]

    def _show_wholes(self, counts: Counts) -> None:
        told = (counts.over_triage_of_sent, "sent ALS"), (counts.over_triage_of_all, "calls")
        # A narrow picture has none of them.
        for (part, whole, text), (share, of) in zip(self.wholes, told, strict=False):
            part.set_width(share.count)
            whole.set_width(share.of)
            percent = "" if share.percent is None else f", {share.percent:.0f} %"
            text.set_text(f"over-triage: {share} {of}{percent}")

    def show(  # type: ignore[override]
        self, threshold: int, opened: int | None = None
    ) -> None:
        """Who is sent ALS from this threshold on.

        Args:
            opened: the place in the row of the call that is being read, from 0.
        """
        self.ring.set_data(*(([], []) if opened is None else self.places[[opened]].T))
        start = threshold - 0.5
        self.shade.set(x=start, width=self.highest - start)
        self.line.set_xdata([start, start])
        fates = [call.fate(threshold) for call in dispatch.calls()]
        for needed, marks in self.marks.items():
            colors = [_COLORS.get(fates[call], _SPARED) for call in self.order[needed]]
            marks.set_edgecolor(colors)
            marks.set_facecolor(colors if needed else "none")
        for fate, count in self.counts.items():
            count.set_text(str(fates.count(fate)))
        self._show_wholes(dispatch.sort_calls(threshold).counts)

    def nearest(self, x: float, y: float) -> int | None:
        """The place in the row of the call at this point of the picture, or of none.

        Args:
            x, y: shares of the picture's width from its left, and of its height from its top.
        """
        width, height = self.figure.get_size_inches() * self.figure.dpi
        at = self.axes.transData.transform(self.places)
        away = np.hypot(at[:, 0] - x * width, at[:, 1] - (1 - y) * height)
        return int(away.argmin()) if away.min() <= _NEAR * self.figure.dpi / style.DPI else None


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
