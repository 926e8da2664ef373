"""Plots of hours and of what lasts: what is drawn is what the tables say."""

from __future__ import annotations

import pytest

from helpers.domain import training
from helpers.figures.training import RatioPicture, plot_hours, plot_retention


@pytest.mark.parametrize("level", training.LEVELS)
def test_a_bar_ends_where_its_text_says(level: str) -> None:
    plot = plot_hours(level)
    found = [one for one in training.find(level, "United States") if one.hours]
    bars = plot.figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [one.hours.least for one in found]
    fading = [tuple(image.get_extent()[:2]) for image in plot.figure.axes[0].images]
    ranges = [(one.hours.least, one.hours.most) for one in found]
    assert fading == [ends for ends in ranges if ends[0] < ends[1]]
    assert all(one.hours_in_words() in plot.alt for one in found)


def test_a_bar_tells_whether_its_text_is_in_force() -> None:
    bars = plot_hours("EMT").figure.axes[0].patches
    found = [one for one in training.find("EMT", "United States") if one.hours]
    assert {one.in_force for one in found} == {"yes", "no", "unknown"}
    for bar, one in zip(bars, found, strict=True):
        fill, is_dashed = bar.get_facecolor()[3], isinstance(bar.get_linestyle(), tuple)
        assert (fill == 1, fill == 0) == (one.in_force == "yes", one.in_force == "no")
        assert is_dashed == (one.in_force == "unknown")


def test_what_was_not_read_itself_has_a_sign_that_the_key_explains() -> None:
    plot = plot_hours("EMT")
    axes = plot.figure.axes[0]
    told = [text.get_text() for text in axes.texts]
    for one in training.find("EMT", "United States"):
        sign = {"second-hand": "†", "unverified": "‡"}.get(one.confidence)
        if one.hours and sign:
            assert any(text.endswith(f" {sign}") for text in told)
            assert f"{one.hours_in_words()} {sign}" in plot.alt and f"{sign} " in axes.get_xlabel()


def test_a_kind_of_text_is_drawn_alone_and_the_key_explains_only_what_occurs() -> None:
    plot = plot_hours("EMT", "rule")
    axes = plot.figure.axes[0]
    assert "Arizona, rule" in plot.alt and "old rule" not in plot.alt and "program" not in plot.alt
    assert "solid" in axes.get_xlabel() and "‡" in axes.get_xlabel()
    for absent in ("hollow", "crossed", "fading"):
        assert (
            absent not in axes.get_xlabel()
            and absent in plot_hours("EMT").figure.axes[0].get_xlabel()
        )
    with pytest.raises(ValueError, match="kind of text"):
        plot_hours("EMT", "rumor")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_band_is_the_claim(narrow: bool) -> None:
    picture = RatioPicture(narrow=narrow)
    band = picture.figure.axes[0].patches[0]
    assert (band.get_x(), band.get_x() + band.get_width()) == (7, 10)


def test_retention_is_told_with_its_months() -> None:
    alt = plot_retention().alt
    assert "practice every month, month 12: 58 %" in alt and "nurses, month 12: 14 %" in alt


def test_titles_name_the_studies_of_the_table() -> None:
    practice, course = plot_retention().figure.axes
    first, second = (training.retention(name) for name in ("Anderson 2019", "Smith 2008"))
    assert practice.get_title(loc="left").startswith(f"{first['study'][0]}, trial")
    assert practice.get_title(loc="left").endswith(f"month {first['months'][0]:g}")
    assert course.get_title(loc="left").startswith(f"{second['study'][0]}, nurses, n = 133")
    assert list(course.get_xticks()) == sorted(set(second["months"]))
