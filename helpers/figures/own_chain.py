"""A learner's own chain: two strands through six links, each as full as it is held."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from helpers.course.own_chain import Link
from helpers.figures import style
from helpers.figures.picture import Plot

_KNOWS, _HANDS = 1.0, 0.0  # heights of the two strands
_THICK, _WIDE, _LETTERS = 0.62, 0.94, 14


def plot_own_chain(links: Sequence[Link], today: date, whose: str = "Your own chain") -> Plot:
    """The strand of what is known above, that of the hands below; hollow where there is nothing.

    Raises:
        ValueError: for no link.
    """
    if not links:
        raise ValueError("a chain has a link at least")
    figure = style.new_figure(2.7)
    axes = figure.subplots()
    style.quiet(axes)
    axes.set(xlim=(-1.15, len(links) - 0.45), ylim=(-0.62, 2.15))
    for height, name in ((_KNOWS, "knows"), (_HANDS, "hands")):
        axes.text(-0.62, height, name, ha="right", va="center", fontsize=style.TEXT + 1)
    for place, link in enumerate(links):
        name = "\n".join(
            textwrap.wrap(link.name, _LETTERS, break_long_words=False, break_on_hyphens=False)
        )
        axes.text(place, 1.42, name, ha="center", va="bottom", fontsize=style.TEXT)
        _strand(axes, place, _KNOWS, link.knows.full(today), style.INK, "")
        if link.has_hands:
            _strand(axes, place, _HANDS, link.hands.full(today) if link.hands else 0.0,
                    style.NO_CARE, "//")  # fmt: skip
        else:
            axes.text(place, _HANDS, "not a matter\nof hands", ha="center", va="center",
                      fontsize=style.TEXT, color=style.FAINT)  # fmt: skip
    axes.set_title(whose, fontsize=style.TEXT + 2, loc="left")
    return Plot(figure, f"{whose}. {' '.join(_told(link, today) for link in links)}")


def _strand(axes: Axes, place: int, height: float, full: float, color: str, hatch: str) -> None:
    """One link of one strand: its hollow outline, and within it what is held."""
    _box(axes, place, height, 1.0, facecolor="none", edgecolor=style.FAINT, linestyle=(0, (3, 3)))
    if full > 0:
        _box(axes, place, height, max(full, 0.06), facecolor=color, edgecolor="white", hatch=hatch)


def _box(axes: Axes, place: int, height: float, full: float, **looks: Any) -> None:
    thick = _THICK * full
    box = FancyBboxPatch(
        (place - _WIDE / 2, height - thick / 2),
        _WIDE,
        thick,
        boxstyle=f"round,pad=0,rounding_size={min(0.16, thick / 2)}",
        **looks,
    )
    axes.add_patch(box)


def _told(link: Link, today: date) -> str:
    known = f"{100 * link.knows.full(today):.0f} percent of the strand full"
    if not link.has_hands:
        hands = "not a matter of hands"
    elif link.hands is None:
        hands = "hollow"
    else:
        hands = f"{100 * link.hands.full(today):.0f} percent full"
    return f"{link.name}: knows {known}, hands {hands}."
