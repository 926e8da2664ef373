"""A sketch must put hands and pads where the words say."""

from __future__ import annotations

import pytest
from matplotlib.patches import Ellipse, FancyBboxPatch

from helpers.figures import plot_chest
from helpers.figures.picture import Plot


def boxes(plot: Plot) -> list[tuple[float, float]]:
    """The middles of the rounded boxes: the breastbone first, then what lies on the chest."""
    found = [p for p in plot.figure.axes[0].patches if isinstance(p, FancyBboxPatch)]
    return [(p.get_x() + p.get_width() / 2, p.get_y() + p.get_height() / 2) for p in found]


def collarbones(plot: Plot) -> float:
    return float(min(min(line.get_ydata()) for line in plot.figure.axes[0].lines[:2]))


def test_hands_lie_on_the_lower_half_of_the_breastbone() -> None:
    plot = plot_chest("hands")
    ((_, middle),) = boxes(plot)
    bone = next(p for p in plot.figure.axes[0].patches if isinstance(p, FancyBboxPatch))
    hands = [p for p in plot.figure.axes[0].patches if isinstance(p, Ellipse)][-1]
    assert hands.center[0] == 0
    assert bone.get_y() < hands.center[1] < middle


def test_pads_lie_on_the_patients_right_above_and_left_below() -> None:
    plot = plot_chest("pads")
    _, upper, lower = boxes(plot)
    assert upper[0] < 0 < lower[0]  # the patient's right is on the left of who faces him
    assert lower[1] < upper[1] < collarbones(plot)
    heart = [p for p in plot.figure.axes[0].patches if isinstance(p, Ellipse)][-1]
    assert upper[0] < heart.center[0] < lower[0] and lower[1] < heart.center[1] < upper[1]


@pytest.mark.parametrize("mark", ["hands", "pads"])
def test_it_is_told_and_called_a_sketch(mark: str) -> None:
    alt = plot_chest(mark).alt
    assert alt.startswith("Sketch") and "whose right is on your left" in alt
    assert mark.title() in alt


def test_another_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="did you mean 'pads'"):
        plot_chest("pad")
