"""The studies as drawn: each on its scale, and told in the alternative text."""

from __future__ import annotations

import pytest

from helpers.domain import outcome
from helpers.figures.outcome import plot_studies


@pytest.mark.parametrize("question", outcome.QUESTIONS)
def test_each_study_is_drawn_at_its_estimate_and_told(question: str) -> None:
    plot = plot_studies(question)
    drawn = [
        tuple(line.get_xdata())
        for axes in plot.figure.axes
        for line in axes.get_lines()
        if line.get_marker() != "None"
    ]
    for study in outcome.studies(question):
        assert (study.estimate,) in drawn
        assert study.result() in plot.alt and study.design in plot.alt


def test_each_scale_has_a_strip_of_its_own() -> None:
    labels = [axes.get_xlabel() for axes in plot_studies("ALS against BLS").figure.axes]
    assert sum("odds ratio" in label for label in labels) == 1
    assert sum("percentage points" in label for label in labels) == 1


def test_population_and_design_are_readable_in_the_picture() -> None:
    figure = plot_studies("ALS against BLS").figure
    words = " ".join(t.get_text().replace("\n", " ") for axes in figure.axes for t in axes.texts)
    words = words.replace("\N{NO-BREAK SPACE}", " ")
    for study in outcome.studies("ALS against BLS"):
        assert study.population in words and study.design in words and study.people in words
