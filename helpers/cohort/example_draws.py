"""Draws for the example cohorts, from the distributions that a large course published.

The numbers are those of 27,170 candidates of the Resuscitation Council UK's advanced life
support course in its e-learning form [THORNE2015]. Nothing like it was at hand for an EMT class
or for ACLS, so all three examples borrow it. The spread of the pretest and how strongly the two
tests go together were not published; ours are assumptions.

Only ``random.Random.random`` is used, whose sequence Python promises to keep.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

PRETEST_MEAN = 83.7  # percent right
POSTTEST_MEAN, POSTTEST_SD = 87.9, 6.4
FIRST_PASS, FINAL_PASS = 84.6, 96.6  # percent of candidates, scenario test

PRETEST_SD = 8.0  # assumed
#: Assumed: a class of beginners, who learn what the large course's candidates know afterwards.
BEGINNERS_MEAN = 62.0
TOGETHER = 0.5  # assumed: correlation of the two tests within learners


def spread(n: int, random: Random) -> list[float]:
    """``n`` numbers between 0 and 1, one from each n-th part, in random order.

    So a class of twenty has the published share of passes and not what luck makes of it.
    """
    return shuffled([(place + random.random()) / n for place in range(n)], random)


def shuffled(items: Sequence[T], random: Random) -> list[T]:
    """The items in random order."""
    keys = [random.random() for _ in items]
    return [items[place] for place in sorted(range(len(items)), key=keys.__getitem__)]


def abilities(n: int, random: Random) -> list[tuple[float, float]]:
    """For each learner two standard normal numbers that go together: pretest and posttest."""
    normal = NormalDist()
    before = [normal.inv_cdf(u) for u in spread(n, random)]
    other = [normal.inv_cdf(u) for u in spread(n, random)]
    own = math.sqrt(1 - TOGETHER**2)
    return [(z, TOGETHER * z + own * e) for z, e in zip(before, other, strict=True)]


def right_of(questions: int, mean: float, sd: float, z: float) -> int:
    """How many of some questions are answered rightly at a place ``z`` of the distribution.

    A test of few questions has few possible scores, and rounding to them adds a twelfth of the
    squared step to the variance (Sheppard's correction); it is taken off before.
    """
    step = 100 / questions
    percent = mean + math.sqrt(max(sd**2 - step**2 / 12, 0.0)) * z
    return min(questions, max(0, round(percent / step)))


def score(mean: float, sd: float, z: float) -> int:
    """A score in percent on a test of fifty questions."""
    return 2 * right_of(50, mean, sd, z)


def tries(u: float) -> tuple[str, ...]:
    """The results of a station's attempts for a learner at place ``u`` from 0 to 1."""
    if u < FIRST_PASS / 100:
        return ("pass",)
    return ("fail", "pass") if u < FINAL_PASS / 100 else ("fail",)


def picked(items: Sequence[T], weights: Sequence[float], number: int, random: Random) -> list[T]:
    """``number`` different items, those with more weight more often."""
    keys = [random.random() ** (1 / weight) for weight in weights]
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=True)
    return [items[place] for place in order[:number]]
