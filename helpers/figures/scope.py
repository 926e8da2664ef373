"""The jump bag that opens level by level."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Arc, Circle, FancyBboxPatch, Wedge

from helpers.domain import scope
from helpers.domain.scope import Intervention
from helpers.figures import style
from helpers.figures.picture import Picture

_BODY = "#37424C"  # the bag's cloth: no concept has this color
_COLORS = {"EMR": style.BLS, "EMT": style.BLS, "AEMT": style.ALS, "paramedic": style.ALS}
#: What the marks say, for the line below the picture.
KEY = (
    "The mark: does it bring more people with cardiac arrest home alive? Full dot: in the studies, "
    "which mostly watched, more live with it, but for single exceptions. Half dot: they disagree, "
    "or show it only in part. Empty dot, no study: our tables hold no outcome study of it. Dash: "
    "it serves another emergency. ≠: the two lists begin it at different levels, or only one text "
    "names it."
)
#: The marks of evidence in words: what lies on each thing in the bag, and what it says.
MARKS = {
    "solid": "full dot",
    "mixed": "half dot",
    "none": "empty dot (no study)",
    "not about arrest": "dash (not about arrest)",
}
_WORDS = {"solid": "full", "mixed": "half", "none": "no study"}
_ROW, _HEAD, _PAD = 0.2, 0.34, 0.1  # inches
_TOP, _TAB, _GAP = 0.46, 0.5, 0.08  # inches: above the flaps, a flap, around it


class BagPicture(Picture):
    """A bag with a flap a level, and the compartment of the level that was opened last.

    Each thing inside carries its mark of evidence. What the levels below it brought lies
    under their open flaps.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self._width = style.NARROW if narrow else style.BESIDE
        inside = _TOP + _TAB + _GAP
        bottom = inside + _HEAD + _ROW * (max(map(_rows, scope.LEVELS)) + 1) + _PAD
        self.figure = style.new_figure(bottom + 0.12, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        axes = self._paper(bottom + 0.12)
        self._body(axes, bottom + 0.08)
        axes.add_patch(
            _rounded(0.14, inside, self._width - 0.28, bottom - inside, 0.07, style.PAPER)
        )
        self.flaps: dict[str, list[Any]] = {}
        self.things: dict[str, list[Any]] = {}
        for place, level in enumerate(scope.LEVELS):
            self.flaps[level] = self._flap(axes, level, place)
            self.things[level] = self._compartment(axes, level, inside)
        for parts in (*self.flaps.values(), *self.things.values()):
            self.animated += parts

    def _paper(self, height: float) -> Axes:
        """Axes whose unit is an inch, counted from the upper left corner."""
        axes = style.quiet(self.figure.add_axes((0, 0, 1, 1)))
        axes.set(xlim=(0, self._width), ylim=(height, 0), aspect="equal")
        return axes

    def _body(self, axes: Axes, bottom: float) -> None:
        middle = self._width / 2
        axes.add_patch(
            Arc((middle, 0.2), 1.2, 0.3, theta1=180, theta2=360, linewidth=7, color=_BODY)
        )
        axes.add_patch(_rounded(0.04, 0.16, self._width - 0.08, bottom - 0.16, 0.16, _BODY))
        text = "Jump bag" if self.narrow else "Jump bag, as two lists fill it"
        axes.text(
            0.2, 0.31, text, color="white", fontsize=style.TEXT, va="center", fontweight="bold"
        )

    def _flap(self, axes: Axes, level: str, place: int) -> list[Any]:
        """A level's flap; what is drawn below it says that the flap is open."""
        width = (self._width - 0.28 - 3 * _GAP) / 4
        left, middle = 0.14 + place * (width + _GAP), _TOP + _TAB / 2
        color = _COLORS[level]
        axes.add_patch(_rounded(left, _TOP, width, _TAB, 0.06, style.PAPER))
        write = functools.partial(
            axes.text,
            left + width / 2,
            middle,
            ha="center",
            va="center",
            color=style.INK,
            fontsize=style.TEXT,
        )
        write(f"{_title(level)}\nis open", linespacing=1.1)
        cover = _rounded(left, _TOP, width, _TAB, 0.06, color)
        cover.set(edgecolor=style.PAPER, linewidth=1.2, hatch=style.HATCHES[color], zorder=8)
        axes.add_patch(cover)
        box = {"facecolor": style.PAPER, "edgecolor": _BODY, "boxstyle": "round,pad=0.25"}
        return [cover, write(_title(level), zorder=10, fontweight="bold", bbox=box)]

    def _compartment(self, axes: Axes, level: str, top: float) -> list[Any]:
        """What a level adds, in two columns, by evidence."""
        things = scope.adds(level)
        verb = ":" if level == scope.LEVELS[0] else " adds"
        title = axes.text(
            0.26,
            top + 0.2,
            f"{_title(level)}{verb} {len(things)} things",
            color=style.INK,
            va="center",
            fontweight="bold",
            fontsize=style.TEXT + 0.5,
        )
        middle = self._width / 2
        words = middle if self.narrow else 0.7 * middle  # not beside the dashes of the other column
        sides = ((0.22, words), (middle + 0.06, self._width - 0.2))
        parts: list[Any] = [title]
        for side, heading, about in zip(
            sides, ("for cardiac arrest", "not about arrest"), (True, False), strict=True
        ):
            these = [one for one in things if (one.evidence != "not about arrest") == about]
            parts += self._column(axes, *side, top + _HEAD + 0.5 * _ROW, heading, these)
        if self.narrow:  # the words of one column come near the dashes of the other
            ends = [top + _HEAD, top + _HEAD + _ROW * (_rows(level) + 1)]
            parts.extend(axes.plot([middle + 0.04] * 2, ends, color=style.FAINT, linewidth=0.8))
        return parts

    def _column(
        self,
        axes: Axes,
        left: float,
        right: float,
        y: float,
        title: str,
        things: list[Intervention],
    ) -> list[Any]:
        """Things in the order of their evidence; its word beside the first of each mark."""
        last = "not about arrest"
        size = style.TEXT - 1 if self.narrow else style.TEXT
        write = functools.partial(axes.text, va="center", size=style.TEXT)
        parts: list[Any] = [write(left, y, title, style="italic", color=style.FAINT)]
        for one in sorted(things, key=_place):
            y += _ROW
            parts += _mark(axes, left + 0.07, y, one.evidence)
            name = f"{one.short} ≠" if one.is_unsure else one.short
            parts.append(write(left + 0.2, y, name, color=style.INK))
            if one.evidence != last:
                word = _WORDS[one.evidence]
                parts.append(
                    write(
                        right,
                        y,
                        word if self.narrow else f"({word})",
                        ha="right",
                        color=style.FAINT,
                        size=size,
                    )
                )
            last = one.evidence
        return parts

    def show(self, opened: Sequence[str]) -> None:  # type: ignore[override]
        for level, flap in self.flaps.items():
            for artist in flap:
                artist.set_visible(level not in opened)
        for level, parts in self.things.items():
            for artist in parts:
                artist.set_visible(level == (opened[-1] if opened else ""))


def _rows(level: str) -> int:
    """Rows of the longer of a level's two columns."""
    other = sum(one.evidence == "not about arrest" for one in scope.adds(level))
    return max(other, len(scope.adds(level)) - other)


def _title(level: str) -> str:
    return level[0].upper() + level[1:]


def _place(one: Intervention) -> tuple[int, int]:
    """By evidence; short names first, so that the word fits beside the first of its kind."""
    mark = scope.EVIDENCE.index(one.evidence)
    return mark, len(one.short) if one.evidence != "not about arrest" else 0


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


def _mark(axes: Axes, x: float, y: float, evidence: str) -> list[Any]:
    """Full, half full, empty, or a dash: readable without color and without its word."""
    if evidence == "not about arrest":
        return axes.plot([x - 0.05, x + 0.05], [y, y], color=style.FAINT, linewidth=1.8)
    full = style.INK if evidence == "solid" else "none"
    parts: list[Any] = [
        axes.add_patch(Circle((x, y), 0.062, facecolor=full, edgecolor=style.INK, linewidth=1.3))
    ]
    if evidence == "mixed":
        parts.append(axes.add_patch(Wedge((x, y), 0.062, 90, 270, facecolor=style.INK)))
    return parts
