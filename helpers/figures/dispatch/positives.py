"""What a positive means: a hundred calls of one county, sorted as its study counted them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from helpers.domain import dispatch
from helpers.domain.dispatch import Counts
from helpers.figures import style
from helpers.figures.picture import Plot

_DOWN = 8  # calls in a column
_GAP = 4.5  # columns between the two groups
_PALE = "#CFCFC9"


def plot_positives() -> Plot:
    """One mark a call: on the left those with a high level, on the right the others.

    Filled squares were given a drug or a procedure of ALS. Sensitivity, specificity and the
    share in need are those of San Mateo (rows D121-1 and D123), in whole calls.
    """
    counts = dispatch.what_a_positive_means()
    figure = style.new_figure(2.7)
    axes = style.quiet(figure.subplots())
    groups = (
        ("a high level", counts.sent, counts.hit),
        ("a low level", counts.calls - counts.sent, counts.missed),
    )
    start = 0.0
    for says, size, needed in groups:
        _group(axes, start, size, needed)
        words = f"{says}: {size}\n{needed} of them needed it"
        axes.text(start - 0.4, -1.0, words, va="bottom", fontsize=style.TEXT + 1, linespacing=1.2)
        start += -(-size // _DOWN) + _GAP
    axes.set(xlim=(-0.7, start - _GAP + 1.6), ylim=(_DOWN - 0.3, -3.4), aspect="equal")
    return Plot(figure, _alt(counts))


def _group(axes: Axes, start: float, size: int, needed: int) -> None:
    """Those in need first, column by column."""
    place = np.arange(size)
    x, y = start + place // _DOWN, place % _DOWN
    axes.scatter(x[:needed], y[:needed], s=95, marker="s", color=style.ALS, edgecolor=style.INK)
    axes.scatter(x[needed:], y[needed:], s=90, facecolor=_PALE, edgecolor=style.FAINT)


def _alt(counts: Counts) -> str:
    return (
        f"A hundred calls of San Mateo. {counts.needed} needed a drug or a procedure of ALS. "
        f"{counts.sent} had a high level: {counts.hit} of them needed it, {counts.extra} did not. "
        f"{counts.calls - counts.sent} had a low one: {counts.missed} of them needed it, "
        f"{counts.spared} did not."
    )
