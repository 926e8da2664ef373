"""A hundred calls of San Mateo: each is one mark, and those in need are squares."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_hex

from helpers.domain import dispatch
from helpers.figures import plot_positives, style


def test_each_call_is_one_mark_and_those_in_need_are_filled() -> None:
    counts = dispatch.what_a_positive_means()
    (axes,) = plot_positives().figure.axes
    drawn: dict[bool, list[int]] = {True: [], False: []}
    for marks in axes.collections:
        is_filled = to_hex(np.asarray(marks.get_facecolor())[0]).upper() == style.ALS
        drawn[is_filled].append(len(np.asarray(marks.get_offsets())))
    assert drawn == {True: [counts.hit, counts.missed], False: [counts.extra, counts.spared]}


def test_the_numbers_are_written_and_told() -> None:
    plot = plot_positives()
    written = " ".join(text.get_text() for text in plot.figure.axes[0].texts)
    assert "71\n18 of them" in written and "29\n4 of them" in written
    assert "22 needed" in plot.alt and "53 did not" in plot.alt
