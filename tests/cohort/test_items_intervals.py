"""The bootstrap interval of each index: its own, as wide as it should be, and always the same."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from helpers.cohort.items import Analysis, Estimate, analyse
from helpers.cohort.items.estimate import draws
from helpers.domain.interval import LEVEL
from tests.cohort.published_items import BROWN, answers

INDICES = ("kr20", "alpha", "sem", "phi_lambda", "livingston_k2", "decision_consistency")
each_index = pytest.mark.parametrize("name", INDICES)
CUT, TIMES = 0.7, 200


def of(found: Analysis, name: str) -> Estimate:
    estimate: Estimate = getattr(found, name)
    return estimate


def width(estimate: Estimate) -> float:
    return estimate.high - estimate.low


@functools.cache
def of_the_class(copies: int = 1, times: int = 1000) -> Analysis:
    """Forty-five learners, or each of them so many times over."""
    return analyse(pd.concat([answers(BROWN)] * copies, ignore_index=True), CUT, times)


@functools.cache
def of_parts(way: str) -> dict[str, npt.NDArray[np.float64]]:
    """Each index of many classes made of the one: drawn again, or with one learner left out."""
    scores = answers(BROWN)
    people = np.arange(len(scores))
    parts = draws(len(scores), TIMES) if way == "drawn" else [people[people != n] for n in people]
    found = [analyse(scores.iloc[part], CUT, resampled=1) for part in parts]
    return {name: np.array([float(of(one, name)) for one in found]) for name in INDICES}


@each_index
def test_an_interval_holds_the_middle_of_its_own_index_over_the_drawn_classes(name: str) -> None:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(of_parts("drawn")[name], [tail, 100 - tail])
    found = of(of_the_class(times=TIMES), name)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.low < found < found.high


@each_index
def test_an_interval_is_as_wide_as_the_jackknife_says(name: str) -> None:
    """By another way: the standard error from leaving out one learner at a time (Efron 1982)."""
    left_out = of_parts("left out")[name]
    n = len(left_out)
    error = math.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    assert width(of(of_the_class(), name)) == pytest.approx(2 * 1.96 * error, rel=0.25)


@each_index
def test_four_times_the_learners_halve_an_interval(name: str) -> None:
    few, many = of(of_the_class(), name), of(of_the_class(copies=4), name)
    assert few == pytest.approx(many, abs=1e-9)  # the same answers, so the same number
    assert 1.7 < width(few) / width(many) < 2.3
    assert many.low < many < many.high


@each_index
def test_the_same_class_has_the_same_interval(name: str) -> None:
    again = of(analyse(answers(BROWN), CUT, TIMES), name)
    once = of(of_the_class(times=TIMES), name)
    assert (again.low, again.high) == (once.low, once.high)
