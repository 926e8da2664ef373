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


def written(question: str) -> list[str]:
    texts = [t.get_text() for axes in plot_studies(question).figure.axes for t in axes.texts]
    return [text.replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ") for text in texts]


@pytest.mark.parametrize("question", outcome.QUESTIONS)
def test_no_two_rows_begin_alike_and_each_design_has_its_marker_below(question: str) -> None:
    words, studies = written(question), outcome.studies(question)
    starts = [text for text in words if text.startswith(tuple(s.study for s in studies))]
    assert len(starts) == len(set(starts)) == len(studies)
    assert {study.design for study in studies} <= set(words)


@pytest.mark.parametrize(
    ("question", "left", "right"),
    [
        ("ALS against BLS", "with BLS", "with ALS"),
        ("airway", "with intubation", "with the other way"),
        ("drugs", "with placebo", "with the drug"),
    ],
)
def test_the_sides_say_with_what_more_survive(question: str, left: str, right: str) -> None:
    sides = [text for text in written(question) if text.startswith("more survivors")]
    assert {f"more survivors {left}", f"more survivors {right}"} <= set(sides)
    # Lidocaine is the second of two drugs, not a placebo.
    assert any("second of two drugs" in side for side in sides) == (question == "drugs")


def test_population_and_design_are_readable_in_the_picture() -> None:
    figure = plot_studies("ALS against BLS").figure
    words = " ".join(t.get_text().replace("\n", " ") for axes in figure.axes for t in axes.texts)
    words = words.replace("\N{NO-BREAK SPACE}", " ")
    for study in outcome.studies("ALS against BLS"):
        assert study.population in words and study.design in words and study.people in words


@pytest.mark.parametrize("question", outcome.QUESTIONS)
def test_in_brief_each_publication_speaks_once_with_its_main_comparison(question: str) -> None:
    alt = plot_studies(question, brief=True).alt
    firsts = {study.study: study for study in reversed(outcome.studies(question))}
    for study in outcome.studies(question):
        is_first = firsts[study.study] == study
        assert (f"{study.outcome}, {study.compared}: " in alt and study.result() in alt) == is_first


def test_a_sign_of_doubt_stands_at_its_study_and_the_key_explains_it() -> None:
    words = written("airway")
    for study in outcome.studies("airway"):
        heading = next(text for text in words if text.startswith(study.study))
        assert ("†" in heading) == (study.confidence == "second-hand")
    assert "† read only where others quote it" in words and "† known second-hand" not in written(
        "drugs"
    )
