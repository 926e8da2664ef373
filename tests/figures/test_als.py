"""Pictures of lesson 06: what is drawn is what the tables say, and is told in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.domain import capabilities, care_clocks, stopping
from helpers.figures import plot_care_clock, plot_stopping, plot_success
from helpers.figures.picture import Plot

PICTURES: dict[str, Callable[..., Plot]] = {
    "success": plot_success,
    "stopping": plot_stopping,
    **{
        name: lambda narrow, n=name: plot_success(n, narrow=narrow) for name in capabilities.names()
    },
    **{
        care: lambda narrow, c=care: plot_care_clock(c, narrow=narrow) for care in care_clocks.CARES
    },
}


def bars_of(axes: Axes) -> list[Rectangle]:
    return [bar for bar in axes.patches if isinstance(bar, Rectangle)]


def texts(figure: Figure) -> list[str]:
    return [t.get_text() for axes in figure.axes for t in axes.texts]


@pytest.mark.parametrize(
    "plot",
    [plot_stopping(), plot_success("access"), plot_success("pacing")]
    + [plot_care_clock(care) for care in care_clocks.CARES],
)
def test_a_picture_of_the_lesson_is_no_higher_than_a_screen(plot: Plot) -> None:
    assert plot.figure.get_figheight() * plot.figure.dpi <= 640


@pytest.mark.parametrize("name", ["", *capabilities.names()])
def test_each_share_is_drawn_at_its_percentage_with_its_range(name: str) -> None:
    plot = plot_success(name)
    lines = [
        tuple(np.asarray(line.get_xdata()))
        for axes in plot.figure.axes
        for line in axes.get_lines()
    ]
    for share in capabilities.shares(name):
        assert (share.percent,) in lines
        assert share.ends is None or share.ends in lines
        assert share.result in plot.alt


def test_people_are_drawn_as_many_as_they_are() -> None:
    plot = plot_stopping()
    above = plot.figure.axes[0]
    drawn = [len(crowd.get_offsets()) for crowd in above.collections]  # type: ignore[arg-type]
    people = stopping.thousand(stopping.first_study())
    assert drawn == [
        people.stopped_worse,
        people.stopped_better,
        people.onward_worse,
        people.onward_better,
    ]
    assert sum(drawn) == 1000


def test_bars_are_as_long_as_their_number_and_two_outcomes_look_different() -> None:
    bars = bars_of(plot_stopping().figure.axes[1])
    assert [bar.get_width() for bar in bars] == [h.missed_per_1000 for h in stopping.held()]
    looks = {(h.outcome, bar.get_hatch()) for h, bar in zip(stopping.held(), bars, strict=True)}
    assert len(looks) == 2 and len({hatch for _, hatch in looks}) == 2


@pytest.mark.parametrize("care", care_clocks.CARES)
def test_each_clock_is_a_bar_to_its_limit(care: str) -> None:
    plot = plot_care_clock(care)
    ends = [
        round((bar.get_x() + bar.get_width()) * (60 if "hours" in axes.get_xlabel() else 1), 6)
        for axes in plot.figure.axes
        for bar in bars_of(axes)
    ]
    clocks = care_clocks.clocks(care)
    assert sorted(ends) == sorted(clock.limit_minutes for clock in clocks)
    for clock in clocks:
        assert clock.words in plot.alt and clock.clock_starts in plot.alt


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PICTURES)
def test_no_word_leaves_the_picture(name: str, narrow: bool) -> None:
    plot = PICTURES[name](narrow=narrow)
    canvas = FigureCanvasAgg(plot.figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    words = [*plot.figure.texts, *(t for axes in plot.figure.axes for t in axes.texts)]
    for text in words:
        box = text.get_window_extent()
        assert box.x0 >= -1 and box.x1 <= width + 1, text.get_text()
        assert box.y0 >= -1 and box.y1 <= height + 1, text.get_text()


@pytest.mark.parametrize("care", care_clocks.CARES)
def test_a_sign_of_doubt_stands_at_its_clock(care: str) -> None:
    told = " ".join(texts(plot_care_clock(care).figure)).replace("\n", " ")
    marks = {clock.confidence for clock in care_clocks.clocks(care)}
    assert ("†" in told) == ("second-hand" in marks) and ("‡" in told) == ("unverified" in marks)
