"""The curve of the core: Larsen's published numbers, and nothing beyond their range."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.figures import plot_waiting


@pytest.fixture(scope="module")
def lines() -> dict[str, np.ndarray]:
    """Minutes and percent of the two lines, by whether they are dashed."""
    (axes,) = plot_waiting().figure.axes
    long = [line for line in axes.get_lines() if np.asarray(line.get_xdata()).size > 1]
    return {
        "pressed" if line.get_linestyle() == "-" else "waited": np.array(line.get_data())
        for line in long
    }


def test_the_lines_fall_as_the_paper_says(lines: dict[str, np.ndarray]) -> None:
    """1.1 + 2.1 points a minute where somebody presses, 2.3 more where nobody does."""
    for name, slope in (("pressed", -3.2), ("waited", -5.5)):
        minutes, percent = lines[name]
        assert np.diff(percent) / np.diff(minutes) == pytest.approx(slope)
    assert lines["pressed"][1, 0] == pytest.approx(67 - 5.5)


def test_nothing_is_drawn_beyond_the_range_of_the_paper(lines: dict[str, np.ndarray]) -> None:
    assert all(minutes.max() == 12 for minutes, _ in lines.values())


def test_whoever_cannot_see_it_is_told_the_values_and_the_end() -> None:
    told = repr(plot_waiting())
    assert "nobody presses, minute 10: 12 %" in told
    assert "somebody presses from minute 1, minute 10: 33 %" in told
    assert "beyond it the picture is gray and empty" in told
