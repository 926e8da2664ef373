"""What an AED sees: the strip, its four measurements, and a needle; and two strips of a drill."""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Rectangle, Wedge

from helpers.domain import aed
from helpers.domain.aed import Advice, Criterion
from helpers.domain.rhythms import Strip
from helpers.figures import style
from helpers.figures.picture import Picture
from helpers.figures.rhythms import MOST, SCALE, lay, paper, trace

_SECONDS = 8.0
_AGAINST, _FOR = "#E4E4E0", style.DEFIBRILLATION


class ViewPicture(Picture):
    """The strip on its paper; a scale for each measurement; the needle that follows."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(4.1 if narrow else 4.3, narrow=narrow)
        if narrow:
            grid = GridSpec(3, 2, self.figure, height_ratios=[1.1, 1.1, 2.8], width_ratios=[7, 4])
            papers, needle, scales = [grid[0, :], grid[1, :]], grid[2, 1], grid[2, 0]
        else:
            grid = GridSpec(2, 2, self.figure, height_ratios=[1.35, 2.7], width_ratios=[3, 2])
            papers, needle, scales = [grid[0, :]], grid[1, 1], grid[1, 0]
        self._strip([self.figure.add_subplot(place) for place in papers])
        self._scales(style.quiet(self.figure.add_subplot(scales)))
        self._needle(style.quiet(self.figure.add_subplot(needle)))

    def _strip(self, rows: list[Axes]) -> None:
        length = _SECONDS / len(rows)
        self.lines = []
        for row, axes in enumerate(rows):
            paper(axes, row * length, length)
            self.lines.append(trace(axes))
        rows[0].set_title(
            "What the pads pick up" if self.narrow else f"What the pads pick up ({SCALE})",
            loc="left",
            color=style.INK,
            fontsize=style.TEXT,
        )
        self.animated += self.lines

    def _scales(self, axes: Axes) -> None:
        criteria = aed.criteria()
        axes.set(xlim=(-1.03, 1.05), ylim=(1.25 * len(criteria) - 0.1, -0.75))
        axes.text(-1.0, -0.4, "against a shock", va="center", color=style.INK, fontsize=style.TEXT)
        axes.text(
            1.0,
            -0.4,
            "for a shock",
            va="center",
            ha="right",
            color=style.INK,
            fontsize=style.TEXT,
        )
        self.marks, self.numbers = [], []
        for place, one in enumerate(criteria):
            row = 1.25 * place
            y = row + 0.6
            axes.add_patch(Rectangle((-1, y - 0.13), 1, 0.26, facecolor=_AGAINST))
            axes.add_patch(
                Rectangle(
                    (0, y - 0.13),
                    1,
                    0.26,
                    facecolor=_FOR,
                    hatch="..",
                    edgecolor=style.PAPER,
                    linewidth=0,
                )
            )
            for x, side, text in ((-1.0, "left", one.name), (0.0, "center", _needs(one))):
                axes.text(
                    x,
                    row + (0.2 if x else 0.97),
                    text,
                    ha=side,
                    va="center",
                    color=style.INK if x else style.FAINT,
                    fontsize=style.TEXT,
                )
            (mark,) = axes.plot(
                [0],
                [y],
                "D",
                markersize=9,
                color=style.INK,
                markeredgecolor=style.PAPER,
                clip_on=False,
            )
            number = axes.text(
                1.0,
                row + 0.2,
                "",
                va="center",
                ha="right",
                fontweight="bold",
                color=style.INK,
                fontsize=style.TEXT,
            )
            self.marks.append(mark)
            self.numbers.append(number)
        self.animated += [*self.marks, *self.numbers]

    def _needle(self, axes: Axes) -> None:
        axes.set(xlim=(-1.25, 1.25), ylim=(-0.62, 1.28), aspect="equal")
        axes.add_patch(Wedge((0, 0), 1, 90, 180, width=0.3, facecolor=_AGAINST))
        axes.add_patch(
            Wedge(
                (0, 0),
                1,
                0,
                90,
                width=0.3,
                facecolor=_FOR,
                hatch="..",
                edgecolor=style.PAPER,
                linewidth=0,
            )
        )
        for x, text in ((-0.72, "no shock"), (0.72, "shock")):
            axes.text(x, 1.06, text, ha="center", color=style.INK, fontsize=style.TEXT)
        (self.hand,) = axes.plot([], [], color=style.INK, linewidth=3.5, solid_capstyle="round")
        axes.plot([0], [0], "o", markersize=11, color=style.INK)
        # Text is slow to draw: both verdicts are ready, and one of them is seen.
        self.verdicts = {
            said: axes.text(
                0,
                -0.42,
                text,
                ha="center",
                va="center",
                fontweight="bold",
                color=style.INK,
                fontsize=style.TEXT if self.narrow else style.TEXT + 3,
            )
            for said, text in ((True, "Shock advised"), (False, "No shock advised"))
        }
        self.animated += [self.hand, *self.verdicts.values()]

    def show(self, strip: Strip, advice: Advice) -> None:  # type: ignore[override]
        lay(self.lines, strip)
        for one, mark, number in zip(aed.criteria(), self.marks, self.numbers, strict=True):
            value = advice.features[one.feature]
            mark.set_xdata([one.margin(value)])
            number.set_text(one.number(value))
        angle = math.radians(90 - 78 * advice.needle)
        self.hand.set_data([0, 0.88 * math.cos(angle)], [0, 0.88 * math.sin(angle)])
        for said, verdict in self.verdicts.items():
            verdict.set_visible(said == advice.shock)


def _needs(one: Criterion) -> str:
    return f"{'≥' if one.is_least else '≤'} {one.number(one.threshold)}"


class DrillPicture(Picture):
    """The strip that is asked about, and below it the one just answered with its name."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.seconds = 4.0 if narrow else _SECONDS
        width = style.NARROW if narrow else style.BESIDE
        head = 0.5 if narrow else 0.32  # inches above each strip, for its words
        tall = (width - 0.1) * 2 * MOST * 0.4 / self.seconds
        self.figure = style.new_figure(2 * (head + tall) + 0.15, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        whole = self.figure.get_figheight()
        rows = [
            self.figure.add_axes((0.05 / width, bottom / whole, 1 - 0.1 / width, tall / whole))
            for bottom in (head + tall + 0.1, 0.05)
        ]
        self.lines = [trace(paper(axes, 0.0, self.seconds)) for axes in rows]
        self.words = [
            axes.text(
                0,
                MOST + 0.1,
                "",
                va="bottom",
                color=style.INK,
                fontweight="bold",
                fontsize=style.TEXT + 0.5,
                linespacing=1.1,
            )
            for axes in rows
        ]
        self.animated += [*self.lines, *self.words]

    def show(self, strips: tuple[Strip | None, Strip | None], words: tuple[str, str]) -> None:  # type: ignore[override]
        for line, word, strip, text in zip(self.lines, self.words, strips, words, strict=True):
            line.set_visible(strip is not None)
            if strip is not None:
                lay([line], strip)
            word.set_text(textwrap.fill(text, 44 if self.narrow else 90))
