"""A strip that is read step by step, with what the step measures marked above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.text import Text

from helpers.domain import reading_reasons, reading_steps
from helpers.domain.reading_reasons import Mark
from helpers.domain.reading_steps import Exercise
from helpers.figures import rhythms, style
from helpers.figures.picture import Picture

_LINE = reading_steps.SECONDS / 2  # seconds on each of two lines of paper
_MOST = 1.2  # millivolts above and below the line
_ROOM = 0.5  # millivolts of bare paper above it, for the marks
_BRACKET, _TICK, _LABEL = _MOST + 0.1, _MOST - 0.02, _MOST + 0.16
_POOL = 30  # labels to a line, more than fit
_LETTER = 0.085  # width of a letter, inches


class ReadingPicture(Picture):
    """Ten seconds on two lines of paper; marks for one step at a time."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        wide = style.NARROW if narrow else style.BESIDE
        high = wide * (2 * _MOST + _ROOM) / (10 * _LINE * 0.25)
        self.figure = style.new_figure(2 * high + 0.08, narrow=narrow)
        self._letter = _LETTER * _LINE / wide  # in seconds
        lines = self.figure.subplots(2, 1)
        self.axes = [self._line(axes, _LINE * place) for place, axes in enumerate(lines)]
        self.traces = [rhythms.trace(axes) for axes in self.axes]
        self.brackets = [_brackets(axes) for axes in self.axes]
        self.spans = [_spans(axes) for axes in self.axes]
        self.labels = [[_label(axes) for _ in range(_POOL)] for axes in self.axes]
        self.animated += [*self.traces, *self.brackets, *self.spans]
        self.animated += [label for row in self.labels for label in row]

    def _line(self, axes: Axes, start: float) -> Axes:
        rhythms.paper(axes, start, _LINE, _MOST)
        axes.set_ylim(-_MOST, _MOST + _ROOM)
        return axes

    def show(self, exercise: Exercise, step: str) -> None:  # type: ignore[override]
        """Draw the strip of an exercise, with the marks of a step, or of none."""
        rhythms.lay(self.traces, exercise.strip, _MOST)
        marks = reading_reasons.marks(exercise, step) if step else ()
        is_band = step in ("PR?", "QRS?")
        for place in range(2):
            self._mark(place, list(_here(marks, _LINE * place)), is_band)

    def _mark(self, place: int, marks: Sequence[Mark], is_band: bool) -> None:
        self.brackets[place].set_segments([line for mark in marks for line in _bracket(mark)])
        bands = [_band(mark) for mark in marks] if is_band else []
        self.spans[place].set_verts(bands)
        labels, last = self.labels[place], -1.0
        for label in labels:
            label.set_text("")
        for label, mark in zip(labels, marks, strict=False):
            half = self._letter * (len(mark.label) + 1) / 2
            middle = (mark.left + mark.right) / 2
            end = self.axes[place].get_xlim()
            middle = min(max(middle, end[0] + half), end[1] - half)
            if mark.label and middle - half >= last:
                label.set_text(mark.label)
                label.set_x(middle)
                last = middle + half


def _here(marks: Sequence[Mark], start: float) -> Iterator[Mark]:
    """The marks on one line; the label of one that goes on stands where most of it is."""
    for mark in marks:
        left, right = max(mark.left, start), min(mark.right, start + _LINE)
        if right < left:
            continue
        is_most = right - left >= (mark.right - mark.left) / 2
        yield replace(mark, left=left, right=right, label=mark.label if is_most else "")


def _bracket(mark: Mark) -> list[list[tuple[float, float]]]:
    ends = [[(at, _TICK), (at, _BRACKET)] for at in {mark.left, mark.right}]
    return [*ends, [(mark.left, _BRACKET), (mark.right, _BRACKET)]]


def _band(mark: Mark) -> list[tuple[float, float]]:
    low, high = -_MOST, _TICK
    return [(mark.left, low), (mark.left, high), (mark.right, high), (mark.right, low)]


def _brackets(axes: Axes) -> LineCollection:
    lines = LineCollection([], colors=style.BLS, linewidths=1.6, zorder=4)
    axes.add_collection(lines)
    return lines


def _spans(axes: Axes) -> PolyCollection:
    bands = PolyCollection([], facecolors=style.DISPATCH, alpha=0.35, zorder=2)
    axes.add_collection(bands)
    return bands


def _label(axes: Axes) -> Text:
    return axes.text(
        0, _LABEL, "", ha="center", va="bottom", fontsize=style.TEXT, color=style.INK, zorder=5
    )
