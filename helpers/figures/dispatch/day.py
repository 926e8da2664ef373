"""One day of the queue: when each ALS crew is out, and who waits for one meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from helpers.domain.dispatch import Visit
from helpers.figures import style

_HOUR = 60.0
_TOP = 1.15  # of the crews' rows, which share one height however many they are
_LEVELS = (1.36, 1.54, 1.72, 1.9)  # where those who wait at the same time lie


class DayStrip:
    """The strip above the minutes: bars where a crew is out, lines where somebody waits.

    Attributes:
        animated: what :meth:`show` may change.
        bars, waits: by whether ALS was needed.
    """

    def __init__(self, axes: Axes) -> None:
        style.quiet(axes, keep="bottom left")
        axes.set(xlim=(0, 24), ylim=(0, 2.0), xticks=range(0, 25, 4))
        axes.set_yticks([_TOP / 2, 1.63], ["ALS is out", "waits for ALS"])
        axes.tick_params(left=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(
            "hour of one busy day, at the first of the two thresholds", fontsize=style.TEXT
        )
        looks = {True: (style.ALS, "", 4.0), False: (style.DEFIBRILLATION, "....", 2.0)}
        self.bars, self.waits = {}, {}
        self.animated: list[Artist] = []
        for needs, (color, hatch, width) in looks.items():
            bars = PolyCollection([], facecolor=color, edgecolor=style.INK, linewidth=0.6)
            bars.set_hatch(hatch)
            self.bars[needs] = bars
            self.waits[needs] = LineCollection([], colors=color, linewidths=width)
            self.animated += [bars, self.waits[needs]]
        for artist in (*self.bars.values(), *self.waits.values()):
            axes.add_collection(artist, autolim=False)
            artist.set_in_layout(False)
        self._key(axes)

    def _key(self, axes: Axes) -> None:
        for x, needs, says in ((0.0, True, "who needed ALS"), (0.3, False, "who did not")):
            color = self.bars[needs].get_facecolor()
            (mark,) = axes.plot([x], [1.12], "s", transform=axes.transAxes, clip_on=False)
            mark.set(color=color[0], markersize=8, markeredgecolor=style.INK)
            text = axes.text(x + 0.02, 1.12, says, transform=axes.transAxes, va="center")
            text.set(fontsize=style.TEXT, color=style.INK)

    def show(self, day: Sequence[Visit]) -> None:
        """This day."""
        crews = 1 + max((visit.crew for visit in day), default=0)
        for needs in (True, False):
            own = [visit for visit in day if visit.needs is needs]
            self.bars[needs].set_verts([_bar(visit, crews) for visit in own])
        waits = _waits(day)
        for needs, lines in self.waits.items():
            lines.set_segments([line for whose, line in waits if whose is needs])


def _bar(visit: Visit, crews: int) -> list[tuple[float, float]]:
    """From driving off until the crew is free, in its row."""
    left, right = visit.leaves / _HOUR, visit.free / _HOUR
    low, high = (_TOP * (visit.crew + part) / crews for part in (0.08, 0.92))
    return [(left, low), (left, high), (right, high), (right, low)]


def _waits(day: Sequence[Visit]) -> list[tuple[bool, list[tuple[float, float]]]]:
    """From wanting ALS until a crew drives off, those at the same time above each other."""
    taken = dict.fromkeys(_LEVELS, float("-inf"))
    found = []
    for visit in sorted(day, key=lambda one: one.asked):
        if visit.leaves - visit.asked < 1:
            continue
        level = next((y for y, until in taken.items() if until <= visit.asked), _LEVELS[-1])
        taken[level] = visit.leaves
        ends = visit.asked / _HOUR, visit.leaves / _HOUR
        found.append((visit.needs, [(end, level) for end in ends]))
    return found
