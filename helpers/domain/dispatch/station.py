"""A place with its crews: how many calls it has, and how long one keeps a crew.

Rate and times are published (``data/dispatch_times.csv``); a time is lognormal, so that its
median and quartiles are those of its row.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType

from helpers.domain.dispatch.calls import HUNDRED, calls, checked_threshold
from helpers.domain.errors import DomainError
from helpers.facts import records

MINUTES_A_YEAR = 365 * 24 * 60
_TRAVEL, _SCENE, _TRANSPORT, _HANDOVER = "D146-1", "D146-2", "D146-3", "D168-1"


@dataclass(frozen=True)
class Spread:
    """A lognormal time, by its median and its shape, in minutes."""

    median: float
    sigma: float

    @classmethod
    def of_quartiles(cls, median: float, low: float, high: float) -> Spread:
        """The one whose quartiles are as far apart, as a ratio, as these two."""
        return cls(median, math.log(high / low) / (2 * NormalDist().inv_cdf(0.75)))

    @property
    def mean(self) -> float:
        """Its mean, which the long times pull above the median."""
        return self.median * math.exp(self.sigma**2 / 2)


@dataclass(frozen=True)
class _Row:
    fact_id: str
    value: float | None
    low: float | None
    high: float | None


@functools.cache
def _rows() -> Mapping[str, _Row]:
    return MappingProxyType({one.fact_id: one for one in records("dispatch_times", _Row)})


@functools.cache
def _spread(fact_id: str) -> Spread:
    row = _rows()[fact_id]
    assert row.value is not None and row.low is not None and row.high is not None
    return Spread.of_quartiles(row.value, row.low, row.high)


def travel() -> Spread:
    """From sending a crew to its arrival."""
    return _spread(_TRAVEL)


def scene() -> Spread:
    """At the scene."""
    return _spread(_SCENE)


def transport() -> Spread:
    """From the scene to the hospital."""
    return _spread(_TRANSPORT)


def published_handover() -> float:
    """Handing over at the hospital before it grew long: a mean, of which no spread was read."""
    value = _rows()[_HANDOVER].value
    assert value is not None
    return value


@dataclass(frozen=True)
class Station:
    """The crews of a place, and how they work.

    Attributes:
        als, bls: how many crews of each level.
        calls_a_year: at random moments, day and night alike.
        handover: minutes at the hospital's door; the published mean where nothing is given.
        als_stays: whether the ALS crew goes along with every patient whom it was sent to;
            otherwise it leaves those who do not need it to the BLS crew, at the scene. How often
            crews do either was not read: a choice of the course.
        finds_after: minutes after which a BLS crew has seen that ALS is needed and asks for it.
            No source gives it: it is a choice of the course.

    Raises:
        DomainError: for a place without crews or calls, and a time below zero.
    """

    als: int = 1
    bls: int = 3
    calls_a_year: float = 6000.0
    handover: float | None = None
    als_stays: bool = False
    finds_after: float = 5.0

    def __post_init__(self) -> None:
        if self.als < 1 or self.bls < 1:
            raise DomainError("There is at least one crew of each level.")
        if not 0 < self.calls_a_year < math.inf:
            raise DomainError("There are some calls in a year.")
        if min(self.door, self.finds_after) < 0:
            raise DomainError("A time is not below zero.")

    @property
    def door(self) -> float:
        """Minutes at the hospital's door."""
        return published_handover() if self.handover is None else self.handover

    @property
    def calls_a_minute(self) -> float:
        """The rate at which calls come."""
        return self.calls_a_year / MINUTES_A_YEAR

    @property
    def bls_minutes(self) -> float:
        """How long one call keeps a BLS crew, on average."""
        return travel().mean + scene().mean + transport().mean + self.door

    def als_minutes(self, needs_als: bool) -> float:
        """How long one call keeps the ALS crew, on average."""
        if needs_als or self.als_stays:
            return self.bls_minutes
        return travel().mean + scene().mean

    def bls_busy(self) -> float:
        """The share of the time in which a BLS crew is out, in theory; 1 and more: too much."""
        return self.calls_a_minute * self.bls_minutes / self.bls

    def als_busy(self, threshold: int) -> float:
        """The share of the time in which an ALS crew is out, in theory; 1 and more: too much."""
        minutes = sum(
            self.als_minutes(call.needs_als)
            for call in calls()
            if call.fate(checked_threshold(threshold)) != "spared"
        )
        return self.calls_a_minute * minutes / HUNDRED / self.als
