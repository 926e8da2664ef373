"""The jump bag that opens level by level."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Arc, Circle, FancyBboxPatch, Rectangle, Wedge

from helpers.domain import scope
from helpers.domain.scope import Intervention
from helpers.figures import style
from helpers.figures.picture import Picture

_BODY = "#37424C"  # the bag's cloth: no concept has this color
_COLORS = {"EMR": style.BLS, "EMT": style.BLS, "AEMT": style.ALS, "paramedic": style.ALS}
_MEANING = {
    "solid": "full dot: the studies agree that it does, but for single exceptions",
    "mixed": "half dot: they disagree, or show it only in part",
    "none": "empty dot, no study: our tables hold no outcome study of it",
    "not about arrest": "dash: it serves another emergency",
}
#: The marks of evidence in words: what lies on each thing in the bag, and what it says.
MARKS = {
    "solid": "full dot",
    "mixed": "half dot",
    "none": "empty dot (no study)",
    "not about arrest": "dash (not about arrest)",
}
_WORDS = {"solid": "full", "mixed": "half", "none": "no study"}
_UNSURE = "the two lists begin it at different levels, or only one text names it"
_ROW, _HEAD, _PAD = 0.205, 0.36, 0.1  # inches


@dataclass(frozen=True)
class _Pocket:
    """Where one level's compartment lies, in inches from the upper left corner."""

    level: str
    left: float
    top: float
    width: float
    rows: int

    @property
    def height(self) -> float:
        return _HEAD + _ROW * (self.rows + 1) + _PAD

    @property
    def bottom(self) -> float:
        return self.top + self.height


class BagPicture(Picture):
    """A bag with a compartment a level; each thing inside carries its mark of evidence."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        pockets = _pockets(narrow)
        bottom = max(pocket.bottom for pocket in pockets) + 0.16
        legend = _legend_lines(narrow)
        height = bottom + 0.22 + _ROW * len(legend)
        self.figure = style.new_figure(height, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        axes = self._paper(height)
        self._body(axes, bottom)
        self.flaps: dict[str, list[Any]] = {}
        for pocket in pockets:
            self._pocket(axes, pocket)
            self.flaps[pocket.level] = self._flap(axes, pocket)
        for row, (mark, text) in enumerate(legend):
            _legend_line(axes, bottom + 0.2 + _ROW * row, mark, text)
        self.animated += [artist for flap in self.flaps.values() for artist in flap]

    def _paper(self, height: float) -> Axes:
        """Axes whose unit is an inch, counted from the upper left corner."""
        axes = style.quiet(self.figure.add_axes((0, 0, 1, 1)))
        axes.set(xlim=(0, self._width), ylim=(height, 0), aspect="equal")
        return axes

    @property
    def _width(self) -> float:
        return style.NARROW if self.narrow else style.WIDE

    def _body(self, axes: Axes, bottom: float) -> None:
        width, middle = self._width, self._width / 2
        axes.add_patch(
            Arc((middle, 0.46), 1.5, 0.76, theta1=180, theta2=360, linewidth=9, color=_BODY)
        )
        axes.add_patch(_rounded(0.06, 0.36, width - 0.12, bottom - 0.36, 0.22, _BODY))
        text = "Jump bag" if self.narrow else "Jump bag, as two second-hand lists fill it"
        axes.text(
            0.3, 0.51, text, color="white", fontsize=style.TEXT, va="center", fontweight="bold"
        )
        if not self.narrow:  # the zipper along which the two halves unfold
            axes.plot(
                [middle, middle],
                [0.72, bottom - 0.12],
                color="#9FB0BC",
                linewidth=3,
                linestyle=(0, (0.6, 0.6)),
            )

    def _pocket(self, axes: Axes, pocket: _Pocket) -> None:
        color, things = _COLORS[pocket.level], scope.adds(pocket.level)
        axes.add_patch(
            _rounded(pocket.left, pocket.top, pocket.width, pocket.height, 0.07, style.PAPER)
        )
        axes.add_patch(
            Rectangle(
                (pocket.left, pocket.top),
                pocket.width,
                0.1,
                facecolor=color,
                hatch=style.HATCHES[color],
                edgecolor=style.PAPER,
            )
        )
        verb = ":" if pocket.level == scope.LEVELS[0] else " adds"
        title = f"{_title(pocket.level)}{verb} {len(things)} things"
        axes.text(
            pocket.left + 0.1,
            pocket.top + 0.25,
            title,
            color=style.INK,
            va="center",
            fontweight="bold",
            fontsize=style.TEXT + 0.5,
        )
        arrest = [one for one in things if one.evidence != "not about arrest"]
        other = [one for one in things if one.evidence == "not about arrest"]
        middle = pocket.left + pocket.width / 2
        sides = ((pocket.left + 0.08, middle + 0.06), (middle + 0.13, pocket.left + pocket.width))
        for side, heading, these in zip(
            sides, ("for cardiac arrest", "not about arrest"), (arrest, other), strict=True
        ):
            self._column(axes, *side, pocket.top, heading, these)

    def _column(
        self,
        axes: Axes,
        left: float,
        right: float,
        top: float,
        title: str,
        things: list[Intervention],
    ) -> None:
        """Things in the order of their evidence; its word beside the first of each mark."""
        y, last = top + _HEAD + 0.6 * _ROW, "not about arrest"
        faint = functools.partial(
            axes.text, va="center", fontsize=style.TEXT - 1, color=style.FAINT
        )
        faint(left, y, title, style="italic")
        for one in sorted(things, key=_place):
            y += _ROW
            _mark(axes, left + 0.07, y, one.evidence)
            name = f"{one.short} †" if one.is_unsure else one.short
            axes.text(left + 0.2, y, name, va="center", fontsize=style.TEXT - 1, color=style.INK)
            if one.evidence != last:
                faint(right, y, _WORDS[one.evidence], ha="right")
            last = one.evidence

    def _flap(self, axes: Axes, pocket: _Pocket) -> list[Any]:
        """The cover of a closed compartment: it alone moves, the text below stands still."""
        color = _COLORS[pocket.level]
        left, top, width, height = pocket.left, pocket.top, pocket.width, pocket.height
        cover = _rounded(left - 0.03, top - 0.03, width + 0.06, height + 0.06, 0.1, color)
        cover.set(edgecolor=style.PAPER, linewidth=1.5, hatch=style.HATCHES[color], zorder=8)
        seam = _rounded(left + 0.05, top + 0.05, width - 0.1, height - 0.1, 0.08, "none")
        seam.set(edgecolor="white", linewidth=1.2, linestyle=(0, (4, 3)), zorder=9)
        middle = left + width / 2
        buckle = _rounded(middle - 0.17, pocket.bottom - 0.22, 0.34, 0.2, 0.04, _BODY)
        buckle.set(edgecolor="white", zorder=10)
        for patch in (cover, seam, buckle):
            axes.add_patch(patch)
        box = {"facecolor": style.PAPER, "edgecolor": _BODY, "boxstyle": "round,pad=0.35"}
        label = axes.text(
            middle,
            top + height / 2,
            _title(pocket.level),
            ha="center",
            va="center",
            color=style.INK,
            fontsize=style.TEXT + 5,
            zorder=10,
            fontweight="bold",
            bbox=box,
        )
        return [cover, seam, buckle, label]

    def show(self, opened: Sequence[str]) -> None:  # type: ignore[override]
        for level, flap in self.flaps.items():
            for artist in flap:
                artist.set_visible(level not in opened)


def _title(level: str) -> str:
    return level[0].upper() + level[1:]


def _place(one: Intervention) -> tuple[int, int]:
    """By evidence; short names first, so that the word fits beside the first of its kind."""
    mark = scope.EVIDENCE.index(one.evidence)
    return mark, len(one.short) if one.evidence != "not about arrest" else 0


def _legend_lines(narrow: bool) -> list[tuple[str, str]]:
    """What the marks mean, a mark and a text a line."""
    question = "The mark: does it bring more people with cardiac arrest home alive?"
    lines = [("", question), *_MEANING.items(), ("†", _UNSURE)]
    if not narrow:
        return lines
    return [
        (mark if place == 0 or not mark else " ", part)
        for mark, text in lines
        for place, part in enumerate(textwrap.wrap(text, 46 if mark else 42))
    ]


def _legend_line(axes: Axes, y: float, mark: str, text: str) -> None:
    if mark in scope.EVIDENCE:
        _mark(axes, 0.2, y, mark)
    elif mark == "†":
        axes.text(0.2, y, "†", ha="center", va="center", fontsize=style.TEXT - 1)
    axes.text(
        0.34 if mark else 0.13,
        y,
        text,
        va="center",
        fontsize=style.TEXT - 1,
        color=style.INK,
        fontweight="normal" if mark else "bold",
    )


def _pockets(narrow: bool) -> list[_Pocket]:
    """Two halves side by side, or one below the other in a narrow window."""
    width = style.NARROW if narrow else style.WIDE
    inner = width - 0.34 if narrow else (width - 0.5) / 2
    pockets, left, top = [], 0.17, 0.68
    for level in scope.LEVELS:
        if level == "AEMT" and not narrow:
            left, top = left + inner + 0.16, 0.68
        other = sum(one.evidence == "not about arrest" for one in scope.adds(level))
        rows = max(other, len(scope.adds(level)) - other)
        pockets.append(_Pocket(level, left, top, inner, rows))
        top = pockets[-1].bottom + 0.13
    return pockets


def _rounded(
    left: float, top: float, width: float, height: float, corner: float, color: str
) -> FancyBboxPatch:
    return FancyBboxPatch(
        (left + corner, top + corner),
        width - 2 * corner,
        height - 2 * corner,
        boxstyle=f"round,pad={corner}",
        facecolor=color,
        edgecolor="none",
    )


def _mark(axes: Axes, x: float, y: float, evidence: str) -> None:
    """Full, half full, empty, or a dash: readable without color and without its word."""
    if evidence == "not about arrest":
        axes.plot([x - 0.05, x + 0.05], [y, y], color=style.FAINT, linewidth=1.8)
        return
    full = style.INK if evidence == "solid" else "none"
    axes.add_patch(Circle((x, y), 0.062, facecolor=full, edgecolor=style.INK, linewidth=1.3))
    if evidence == "mixed":
        axes.add_patch(Wedge((x, y), 0.062, 90, 270, facecolor=style.INK))
