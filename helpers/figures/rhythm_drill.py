"""The drill of rhythms: the strip on its paper, and what each rhythm was called."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.domain.drill import Confusion
from helpers.domain.rhythms import Strip
from helpers.figures import style
from helpers.figures.picture import Picture
from helpers.figures.rhythms import SCALE, lay, paper, trace

_ROW = 4.0  # seconds on one line of paper
_MOST = 1.2  # millivolts above and below the line
_HEAD, _GAP = 0.28, 0.06  # inches above and between the lines of paper
_LINE = 0.25  # inches between two rows of the matrix
_NAMES = 2.95  # inches for the names of rhythms
_WRONG = "#FBE3D0"  # a lighter vermillion; a frame says the same


class RhythmDrillPicture(Picture):
    """Two lines of paper, or in their place the matrix of what was called what."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.width = style.NARROW if narrow else style.BESIDE
        tall = (self.width - 0.1) * 2 * _MOST * 0.4 / _ROW
        self.figure = style.new_figure(_HEAD + 2 * tall + _GAP + 0.05, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        self.height = float(self.figure.get_figheight())
        self._papers(tall)
        self._matrix()

    def _papers(self, tall: float) -> None:
        self.lines = []
        for row, bottom in enumerate((0.05 + tall + _GAP, 0.05)):
            place = (0.05, bottom, self.width - 0.1, tall)
            axes = paper(self._axes(*place), row * _ROW, _ROW, _MOST)
            self.lines.append(trace(axes))
        words = f"Eight seconds, the second line goes on from the first; {SCALE}"
        self.figure.text(
            0.05 / self.width,
            1 - 0.2 / self.height,
            SCALE if self.narrow else words,
            color=style.FAINT,
            fontsize=style.TEXT,
        )
        self.animated += self.lines

    def _axes(self, left: float, bottom: float, wide: float, high: float) -> Axes:
        w, h = self.width, self.height
        return self.figure.add_axes((left / w, bottom / h, wide / w, high / h))

    def _matrix(self) -> None:
        """Everything that the matrix may need; text is slow to make, and quick to set."""
        axes = style.quiet(self._axes(0, 0, self.width, self.height))
        axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        self.sheet = axes.add_patch(
            Rectangle((0, 0), self.width, self.height, facecolor=style.PAPER, zorder=8)
        )
        self.most = int((self.height - 0.85) / _LINE)
        self.step = min(0.4, (self.width - _NAMES - 0.1) / self.most)
        at = [self._at(n) for n in range(self.most)]
        size: dict[str, Any] = {
            "color": style.INK,
            "fontsize": style.TEXT,
            "va": "center",
            "zorder": 10,
        }
        size["zorder"] = 10  # above the sheet that hides the strip
        self.head = axes.text(0.08, 0.2, "", fontweight="bold", **size)
        self.foot = axes.text(0.08, self.height - 0.14, "", **size)
        self.tops = [axes.text(x, 0.46, f"{n + 1}", ha="center", **size) for n, (x, _) in _each(at)]
        self.names = [axes.text(0.08, y, "", **size) for _, y in at]
        self.boxes, self.counts = {}, {}
        for row, (_, y) in _each(at):
            for column, (x, _) in _each(at):
                corner = (x - 0.46 * self.step, y - 0.11)
                box = Rectangle(corner, 0.92 * self.step, 0.22, linewidth=0, zorder=9)
                self.boxes[row, column] = axes.add_patch(box)
                self.counts[row, column] = axes.text(x, y, "", ha="center", **size)
        self.called = axes.text(_NAMES, 0.46, "called", ha="right", **size)
        self.over = [self.sheet, self.head, self.foot, self.called, *self.tops, *self.names]
        self.over += [*self.boxes.values(), *self.counts.values()]
        self.animated += self.over

    def _at(self, n: int) -> tuple[float, float]:
        """The middle of the n-th column and row, inches from the upper left corner."""
        return _NAMES + (n + 0.5) * self.step + 0.06, 0.46 + (n + 1) * _LINE

    def show(  # type: ignore[override]
        self, strip: Strip | None, matrix: Confusion | None, **others: object
    ) -> None:
        for artist in self.over:
            artist.set_visible(matrix is not None)
        if matrix is not None:
            self._fill(matrix)
        elif strip is not None:
            lay(self.lines, strip)

    def _fill(self, matrix: Confusion) -> None:
        names = matrix.by_trouble[: self.most]
        left_out = len(matrix.by_trouble) - len(names)
        self.head.set_text("What it was, and what you called it" if names else "Nothing named yet")
        self.called.set_text("called" if names else "")
        self.foot.set_text(f"and {left_out} more rhythms, less often mixed up" if left_out else "")
        for n in range(self.most):
            is_there = n < len(names)
            self.names[n].set_text(f"{n + 1}  {names[n]}" if is_there else "")
            self.tops[n].set_visible(is_there)
        for (row, column), text in self.counts.items():
            is_there = max(row, column) < len(names)
            count = matrix.counts.get((names[row], names[column]), 0) if is_there else 0
            self._cell(row, column, count, is_there)
            text.set_text(f"{count}" if count else "")

    def _cell(self, row: int, column: int, count: int, is_there: bool) -> None:
        box, is_right = self.boxes[row, column], row == column
        box.set_visible(is_there)
        box.set_facecolor(_WRONG if count and not is_right else "#EEEEEA" if is_right else "none")
        box.set_edgecolor(style.INK if count and not is_right else style.RULE)
        box.set_linewidth(1.2 if count and not is_right else 0.6)


def _each(places: list[tuple[float, float]]) -> enumerate[tuple[float, float]]:
    return enumerate(places)
