"""Dispatch as drawn: each call on its side of the threshold, each study at its values."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers.domain import dispatch
from helpers.domain.dispatch import Runs
from helpers.figures import plot_accuracy, plot_hundred_calls, plot_queue, style
from helpers.figures.dispatch import HundredCallsPicture, QueuePicture
from helpers.figures.picture import Painter


@pytest.mark.parametrize("threshold", dispatch.THRESHOLDS)
def test_the_shade_holds_those_whom_als_goes_to(threshold: int) -> None:
    picture = HundredCallsPicture()
    picture.show(threshold)
    left, right = picture.shade.get_x(), picture.shade.get_x() + picture.shade.get_width()
    for needed, marks in picture.marks.items():
        across = np.asarray(marks.get_offsets())[:, 0]
        counts = dispatch.sort_calls(threshold).counts
        inside = int(((across > left) & (across < right)).sum())
        assert inside == (counts.hit if needed else counts.extra)


def test_each_part_has_its_number_and_each_call_the_color_of_its_part() -> None:
    picture = HundredCallsPicture()
    picture.show(4)
    counts = dispatch.sort_calls(4).counts
    shown = {fate: int(text.get_text()) for fate, text in picture.counts.items()}
    assert shown == {fate: getattr(counts, fate) for fate in dispatch.FATES}
    colors = [to_hex(color).upper() for color in picture.marks[True].get_facecolor()]
    assert colors.count(style.ALS) == counts.hit and colors.count(style.INK) == counts.missed


def test_no_two_calls_lie_on_each_other() -> None:
    picture = HundredCallsPicture()
    places = np.vstack([np.asarray(m.get_offsets()) for m in picture.marks.values()])
    assert len(np.unique(places.round(3), axis=0)) == dispatch.HUNDRED


def test_the_picture_is_laid_out_alike_whether_a_call_is_open_or_none() -> None:
    """An empty ring once pushed everything into the upper half."""
    places = []
    for opened in (None, 4):
        picture = HundredCallsPicture()
        picture.show(3, opened=opened)
        Painter(picture).png()
        places.append(picture.axes.get_position().bounds)
    assert places[0] == pytest.approx(places[1]) and places[0][2] > 0.9


def test_both_denominators_are_told() -> None:
    told = plot_hundred_calls(3).alt
    assert "41 of 60 sent, or 41 of 100 calls" in told
    assert "3 of 40 not sent, or 3 of 100 calls" in told


@pytest.mark.parametrize("by_complaint", [False, True])
def test_each_study_stands_at_its_values_with_its_reference(by_complaint: bool) -> None:
    plot = plot_accuracy(by_complaint=by_complaint)
    drawn = [
        (line.get_xdata()[0], line.get_ydata()[0])
        for line in plot.figure.axes[0].get_lines()
        if line.get_marker() != "None"
    ]
    rows = [r for r in dispatch.comparisons() if (r.subset in COMPLAINTS) == by_complaint]
    assert sorted(drawn) == sorted((row.specificity, row.sensitivity) for row in rows)
    for row in rows:
        assert f"{row.subset}, held against {row.reference}" in plot.alt
        if ends := row.sensitivity_ends:
            assert f"{row.sensitivity:g} ({ends[0]:g} to {ends[1]:g})" in plot.alt


COMPLAINTS = {
    "abdominal pain",
    "chest pain",
    "seizure",
    "sick person",
    "unconscious or fainting",
}


def test_base_rates_are_told_where_they_were_read() -> None:
    alt = plot_accuracy(hundred=True).alt
    assert "22 of 100 had it" in alt and "14 of 100 had it" in alt
    assert alt.endswith("made to fit.")


def test_the_queue_is_drawn_and_told_at_its_means() -> None:
    plot = plot_queue(0, 3, 11)
    needed, others = plot.figure.axes[0].get_lines()
    found = [dispatch.waited(t) for t in (0, 3, 11)]
    assert list(needed.get_ydata()) == [one.needed.mean for one in found]
    assert len(others.get_xdata()) == 2  # from 11 points on nobody is sent it without need
    assert f"needed it {found[1].needed}" in plot.alt and "teaching model" in plot.alt


def test_two_thresholds_stand_below_each_other_and_nobody_has_no_bar() -> None:
    picture, runs = QueuePicture(), Runs(replications=5, days=8)
    two = [dispatch.waited(threshold, runs=runs) for threshold in (3, 11)]
    picture.show(two)
    for bars, one in zip(picture.bars, two, strict=True):
        _, dot, word = bars["needed"]
        assert dot.get_xdata()[0] == one.needed.mean
        assert word.get_text() == f"{one.needed.mean:.0f}"
    assert picture.bars[1]["others"][2].get_text() == ""
    picture.show(two[:1])
    assert picture.titles[1].get_text() == ""
