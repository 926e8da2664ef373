"""A duration and a ratio of two durations, each as an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.facts.nearest import known

WAYS = ("beyond", "including")


@dataclass(frozen=True)
class Ratio:
    """A ratio of two durations as an interval, in times."""

    low: float
    high: float

    def __str__(self) -> str:
        if math.isclose(self.low, self.high, abs_tol=0.05):
            return f"{self.low:.1f} times"
        return f"{self.low:.1f} to {self.high:.1f} times"

    def is_within(self, other: Ratio) -> bool:
        """Whether all of this interval lies in the other."""
        return other.low <= self.low and self.high <= other.high


@dataclass(frozen=True)
class Hours:
    """A duration that is known to lie between two numbers of hours.

    Raises:
        DomainError: where an end is negative or no number, or the least exceeds the most.
    """

    least: float
    most: float

    def __post_init__(self) -> None:
        for name, value in (("least", self.least), ("most", self.most)):
            if not math.isfinite(value) or value < 0:
                raise DomainError(f"the {name} hours must be a number from 0; {value!r} was read")
        if self.least > self.most:
            raise DomainError(
                f"the least hours ({self.least:g}) exceed the most ({self.most:g}); change one"
            )

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.least + other.least, self.most + other.most)

    def __str__(self) -> str:
        return f"{span_in_words(self.least, self.most)} hours"

    def over(self, other: Hours) -> Ratio:
        """How many times the other, where the two may vary on their own.

        Raises:
            DomainError: where the other may be 0 hours.
        """
        if other.least == 0:
            raise DomainError("a ratio to 0 hours has no meaning; choose more than 0")
        return Ratio(self.least / other.most, self.most / other.least)

    def weeks(self, hours_a_week: float) -> tuple[float, float]:
        """Least and most weeks at so many hours a week.

        Raises:
            DomainError: for a number of hours a week that is not more than 0.
        """
        if not hours_a_week > 0:
            raise DomainError(f"hours a week must be more than 0; {hours_a_week!r} was read")
        return self.least / hours_a_week, self.most / hours_a_week


def span_in_words(least: float, most: float) -> str:
    """``1,200 to 1,800``; one number where both round to the same; a decimal below ten."""
    low, high = (
        f"{value:,.{1 if value < 9.95 else 0}f}".removesuffix(".0") for value in (least, most)
    )
    return low if low == high else f"{low} to {high}"


def weeks_in_words(hours: Hours, hours_a_week: float) -> str:
    """A duration in weeks, ``30 to 45 weeks``.

    Raises:
        DomainError: for a number of hours a week that is not more than 0.
    """
    return f"{span_in_words(*hours.weeks(hours_a_week))} weeks"


def beyond(paramedic: Hours, emt: Hours) -> Ratio:
    """The paramedic part alone against the EMT course: p / e."""
    return paramedic.over(emt)


def including(paramedic: Hours, emt: Hours) -> Ratio:
    """The paramedic part *and* the EMT course it builds on, against that course: 1 + p / e.

    The EMT course stands above and below the line, and it is the same course. Taking the sum
    and the course as if they could vary apart makes the interval wider than it is: for 150 to
    190 and 1,200 to 1,800 hours it is 7.3 to 13.0, not 7.1 to 13.3.
    """
    part = beyond(paramedic, emt)
    return Ratio(1 + part.low, 1 + part.high)


def ratio(paramedic: Hours, emt: Hours, way: str = "beyond") -> Ratio:
    """:func:`beyond` or :func:`including`, by name.

    Raises:
        ValueError: for a way that is neither.
    """
    known(way, WAYS, "way to count")
    return beyond(paramedic, emt) if way == "beyond" else including(paramedic, emt)
