"""A number of a test with the interval that resampling its learners gives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Self

import numpy as np
import numpy.typing as npt

from helpers.domain.interval import LEVEL

#: Fewer learners are too few to say anything by: resampling so few gives intervals that are
#: much too narrow.
LEAST = 20
_SEED = 20_261_101

Scores = npt.NDArray[np.float64]
#: From many resampled classes, learners x items each, to one number each; nan where undefined.
Index = Callable[[Scores], npt.NDArray[np.float64]]


class Estimate(float):
    """A number, what it is, and how far it can be trusted.

    Attributes:
        low, high: percentile bootstrap interval at 95 %; not a number where too few answered.
        learners: so many answered everything.
    """

    low: float
    high: float
    learners: int

    def __new__(cls, value: float, low: float, high: float, learners: int) -> Self:
        made = super().__new__(cls, value)
        made.low, made.high, made.learners = low, high, learners
        return made

    @property
    def is_enough(self) -> bool:
        """Whether so many learners answered that the number says something."""
        return self.learners >= LEAST and not math.isnan(self)

    def __str__(self) -> str:
        if math.isnan(self):
            return "cannot be told: everybody scored the same"
        if not self.is_enough:
            return f"too few to say ({self.learners} learners; {LEAST} at the least)"
        if math.isnan(self.low):
            return f"{float(self):.2f}"
        return f"{float(self):.2f} ({self.low:.2f} to {self.high:.2f})"


def draws(learners: int, times: int) -> npt.NDArray[np.int64]:
    """Which learners stand in each resampled class: times x learners, always the same."""
    return np.random.default_rng(_SEED).integers(0, learners, (times, learners))


def estimated(index: Index, scores: Scores, drawn: npt.NDArray[np.int64]) -> Estimate:
    """An index of a class, with the interval over its resampled classes.

    Resampled classes in which the index does not exist are passed over, as long as most remain.
    """
    learners = len(scores)
    value = float(index(scores[np.newaxis])[0])
    if learners < LEAST or math.isnan(value):
        return Estimate(value, math.nan, math.nan, learners)
    values = np.concatenate([index(scores[part]) for part in np.array_split(drawn, _parts(drawn))])
    found = values[np.isfinite(values)]
    if 2 * len(found) < len(values):
        return Estimate(value, math.nan, math.nan, learners)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(found, [tail, 100 - tail])
    return Estimate(value, float(low), float(high), learners)


def _parts(drawn: npt.NDArray[np.int64]) -> int:
    """So many parts that none holds more than a few hundred thousand learners."""
    return max(1, drawn.size // 200_000)
