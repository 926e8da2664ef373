"""How many for one more: a number needed, a ratio of odds, and when neither tells the other."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.facts import records


@dataclass(frozen=True)
class Needed:
    """One published comparison: a row of ``numbers_needed``.

    Raises:
        ValueError: where the points are not the difference, or the number is not that of the
            points, or stands where none is worked out.
    """

    fact_id: str
    study: str
    what: str
    given: str
    without: float | None
    with_it: float | None
    points: float | None
    low: float | None
    high: float | None
    outcome: str
    number: float | None
    computed: bool
    caution: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if (self.number is not None) != self.computed:
            raise ValueError("a number stands just where one is worked out")
        if self.points is not None:
            assert self.without is not None and self.with_it is not None
            if abs(self.with_it - self.without - self.points) > 0.11:
                raise ValueError(f"{self.points} is not the difference of the two percentages")
        if self.computed:
            if self.points is None or (self.low is not None and self.low <= 0):
                raise ValueError("no number is worked out where the interval holds no difference")
            if abs(self.number - number_needed(self.points)) > 0.5:  # type: ignore[operator]
                raise ValueError(f"{self.number} for one more does not follow from {self.points}")


def number_needed(points: float) -> float:
    """How many people for one more survivor, by the percentage points gained.

    Raises:
        DomainError: where nothing is gained.
    """
    if points <= 0:
        raise DomainError("Where nothing is gained there is no number for one more.")
    return 100 / points


def with_odds(percent: float, ratio: float) -> float:
    """The percentage that a ratio of odds makes of another.

    Raises:
        DomainError: for no percentage between 0 and 100, or a ratio that is not above 0.
    """
    if not 0 < percent < 100 or ratio <= 0:
        raise DomainError("It takes a percentage between 0 and 100, and a ratio above 0.")
    odds = ratio * percent / (100 - percent)
    return 100 * odds / (1 + odds)


@functools.cache
def needed() -> tuple[Needed, ...]:
    """Every comparison, in the order of the table."""
    return records("numbers_needed", Needed)
