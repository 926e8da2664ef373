"""ECG paper: squares of the right size, strips at the right place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from helpers.apps.aed import aed_view_app, shock_drill_app
from helpers.apps.toolkit import App
from helpers.domain import rhythms
from helpers.figures import style
from helpers.figures.look_alikes import LOOK_ALIKES, plot_look_alikes
from helpers.figures.rhythms import MOST, lay, paper, plot_rhythms, trace


def squares(lines: np.ndarray, axis: int) -> np.ndarray:
    """Where the lines that cross an axis stand."""
    return np.array(sorted({line[0][axis] for line in lines if line[0][axis] == line[1][axis]}))


def test_a_small_square_is_40_ms_by_a_tenth_of_a_millivolt_and_a_square() -> None:
    axes = paper(style.new_figure(2.0).subplots(), 0.0, 8.0)
    small, large = (np.array(found.get_segments()) for found in axes.collections)
    assert np.diff(squares(small, 0)) == pytest.approx(0.04)
    assert np.diff(squares(small, 1)) == pytest.approx(0.1)
    assert np.diff(squares(large, 0)) == pytest.approx(0.2)
    assert np.diff(squares(large, 1)) == pytest.approx(0.5)
    assert axes.get_aspect() == pytest.approx(0.04 / 0.1)


def test_a_rhythm_is_told_beside_its_picture() -> None:
    names = ("asystole", "sinus rhythm")
    plot = plot_rhythms(names, 4)
    for name, axes in zip(names, plot.figure.axes, strict=True):
        strip = rhythms.strip(name, 4, seconds=6.0)
        moved = axes.get_lines()[0].get_ydata() - strip.signal
        assert np.ptp(moved) < 1e-9
        assert rhythms.rhythm(name).picture in plot.alt
    assert f"{rhythms.strip('sinus rhythm', 4, seconds=6.0).rate:.0f} a minute" in plot.alt


@pytest.mark.parametrize("which", LOOK_ALIKES)
def test_look_alikes_are_taken_for_one_another_and_told_apart(which: str) -> None:
    plot = plot_look_alikes(which)
    families = [rhythms.rhythm(name).family for name in LOOK_ALIKES[which]]
    for family, axes in zip(families, plot.figure.axes, strict=False):
        one = rhythms.criteria_of(family)
        assert one.told_by in plot.alt and axes.get_lines()
        assert set(one.mistaken_for) & (set(families) - {family})


def test_the_group_of_rhythms_to_be_shocked_holds_those_alone() -> None:
    for name in LOOK_ALIKES["shocked"]:
        family = rhythms.rhythm(name).family
        assert rhythms.criteria_of(family).without_pulse == rhythms.SHOCKED
    with pytest.raises(ValueError, match="shocked"):
        plot_look_alikes("shoked")


@pytest.mark.parametrize("name", rhythms.names())
def test_a_strip_that_fits_is_on_the_paper_and_any_other_in_its_middle(name: str) -> None:
    axes = paper(style.new_figure(2.0).subplots(), 0.0, 8.0)
    line = trace(axes)
    for seed in range(40):
        strip = rhythms.strip(name, seed)
        lay([line], strip)
        drawn, low, high = line.get_ydata(), strip.signal.min(), strip.signal.max()
        if high - low < 2 * MOST - 0.1:
            assert drawn.min() >= -MOST and drawn.max() <= MOST
        else:
            assert drawn.min() == pytest.approx(-drawn.max())
        if low > -MOST + 0.1 and high < MOST - 0.1:
            assert np.array_equal(drawn, strip.signal)  # nothing is moved without need


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    ("make", "settings"),
    [
        (aed_view_app, {"rhythm": "supraventricular tachycardia"}),
        (shock_drill_app, {}),
        (shock_drill_app, {"presses": ("Shock",)}),  # the longest words that it is asked to show
    ],
)
def test_no_two_texts_meet_and_none_is_cut_off(
    make: Callable[[], App], settings: dict[str, object], narrow: bool
) -> None:
    app = make()
    app.stage.narrow = narrow
    for name, value in settings.items():
        app.controls[name].value = value
    picture = app._painter().picture
    renderer = picture.figure.canvas.get_renderer()
    width, height = picture.figure.canvas.get_width_height()
    texts = [t for axes in picture.figure.axes for t in (*axes.texts, axes.title, axes._left_title)]
    boxes = [
        t.get_window_extent(renderer) for t in texts if t.get_text().strip() and t.get_visible()
    ]
    for place, box in enumerate(boxes):
        assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= 0 and box.y1 <= height
        for other in boxes[place + 1 :]:
            assert not box.overlaps(other)
