"""A page of learners, one a row, and what each learner is called on it."""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from collections.abc import Hashable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from helpers.cohort.results import Results
from helpers.figures import style

Row = Mapping[Hashable, Any]
ROW = 0.215  # inches a learner
PAGE = 32  # learners a picture: what a page of paper holds with its heading
NAMES = 2.25  # inches for names
_LONGEST = 30  # letters of a name
TEXT = style.TEXT - 1


def new_sheet(rows: int, head: float, foot: float) -> tuple[Figure, Axes]:
    """A figure whose axes count inches, downwards from the first row."""
    height = head + rows * ROW + foot
    figure = style.new_figure(height)
    figure.set_layout_engine("none")
    figure.set_facecolor("white")  # as the paper that it is printed on
    axes = style.quiet(figure.add_axes((0, 0, 1, 1)))
    axes.set(xlim=(0, style.WIDE), ylim=(rows * ROW + foot, -head))
    return figure, axes


def write_name(axes: Axes, name: str, y: float) -> None:
    """A learner's name at the left of the row that begins at this height."""
    # A name may hold a dollar sign; it is a name and not a formula.
    axes.text(0.05, y + ROW / 2, name, va="center_baseline", parse_math=False, **plain())


def plain() -> dict[str, Any]:
    """Size and color of plain text."""
    return {"fontsize": TEXT, "color": style.INK}


def drawable_names(results: Results) -> dict[str, str]:
    """What each learner is called in a picture: the name, or the id where it cannot be drawn."""
    pairs = results.completion[["learner_id", "name"]].itertuples(index=False)
    return {learner: _drawable(name, learner) for learner, name in pairs}


def _drawable(name: str, learner: str) -> str:
    known = all(ord(letter) in _glyphs() for letter in name)
    # Letters that join, or that run from right to left, would come out wrong.
    is_plain = all(unicodedata.bidirectional(letter) not in ("R", "AL") for letter in name)
    return textwrap.shorten(name, _LONGEST, placeholder="…") if known and is_plain else learner


@functools.cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())
