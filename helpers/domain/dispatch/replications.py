"""The same weeks again and again, and what can be said of their mean."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain.dispatch.arrivals import DAY, Arrivals, Floats, draw
from helpers.domain.dispatch.queue import Played, play
from helpers.domain.dispatch.station import Station
from helpers.domain.errors import DomainError

LEVEL = 0.95
WARM_UP = 1.0  # days; the crews begin idle, so the first day is not counted
DEFAULT = Station()


@dataclass(frozen=True)
class Runs:
    """How often and how long the days are played, and from which seed.

    Raises:
        DomainError: for fewer than two replications, and for no day after the first.
    """

    replications: int = 30
    days: float = 14.0
    seed: int = 1

    def __post_init__(self) -> None:
        if self.replications < 2:
            raise DomainError("An interval needs two replications at least.")
        if self.days <= WARM_UP:
            raise DomainError("The first day is not counted, so there must be more than one.")


RUNS = Runs()


@dataclass(frozen=True)
class Estimate:
    """A mean over replications with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half the width of its interval."""
        return (self.high - self.low) / 2

    def __str__(self) -> str:
        return f"{self.mean:.1f} ({self.low:.1f} to {self.high:.1f})".replace("-", "−")


@dataclass(frozen=True)
class Waited:
    """What one threshold comes to, in minutes from the call.

    Attributes:
        needed: mean until ALS is there, of those who needed it.
        needed_late: the minute by which nine of ten of them had it.
        others: mean until ALS is there, of those who were sent it without need; None for nobody.
        first: mean until a crew of any level is there, of all calls.
        hospital_sooner: percent of those who needed ALS for whom the hospital was nearer.
        als_busy: percent of the time in which an ALS crew is out.
    """

    threshold: int
    needed: Estimate
    needed_late: Estimate
    others: Estimate | None
    first: Estimate
    hospital_sooner: Estimate
    als_busy: Estimate


@dataclass(frozen=True)
class Compared:
    """Two thresholds on the same days.

    Attributes:
        needed, others: second minus first, in minutes, paired by the days; None as above.
    """

    first: Waited
    second: Waited
    needed: Estimate
    others: Estimate | None


def waited(threshold: int, station: Station = DEFAULT, runs: Runs = RUNS) -> Waited:
    """What one threshold comes to.

    Raises:
        DomainError: as :func:`replicate`.
    """
    found = replicate(threshold, station, runs)
    return Waited(
        threshold,
        needed=estimate(found["needed"]),
        needed_late=estimate(found["needed_late"]),
        others=_if_any(found["others"]),
        first=estimate(found["first"]),
        hospital_sooner=estimate(found["hospital_sooner"]),
        als_busy=estimate(found["als_busy"]),
    )


def compared(first: int, second: int, station: Station = DEFAULT, runs: Runs = RUNS) -> Compared:
    """Two thresholds on the same days: common random numbers.

    Raises:
        DomainError: as :func:`replicate`.
    """
    one, two = replicate(first, station, runs), replicate(second, station, runs)
    return Compared(
        waited(first, station, runs),
        waited(second, station, runs),
        needed=estimate(two["needed"] - one["needed"]),
        others=_if_any(two["others"] - one["others"]),
    )


@functools.lru_cache(maxsize=64)
def replicate(
    threshold: int, station: Station = DEFAULT, runs: Runs = RUNS
) -> Mapping[str, Floats]:
    """Each measure of :class:`Waited`, once for each replication.

    Raises:
        DomainError: for a threshold that does not exist, and where calls bring more work than
            the crews can do.
    """
    if max(station.bls_busy(), station.als_busy(threshold)) >= 1:
        raise DomainError("That is more work than these crews can do: the line has no end.")
    found = [
        _measured(arrivals, play(arrivals, station, threshold), station, runs.days)
        for arrivals in _days(station, runs)
    ]
    measures = {name: np.array([one[name] for one in found]) for name in found[0]}
    for values in measures.values():
        values.setflags(write=False)  # it is kept for the next who asks
    return MappingProxyType(measures)


@functools.lru_cache(maxsize=8)
def _days(station: Station, runs: Runs) -> tuple[Arrivals, ...]:
    numbers = range(runs.replications)
    return tuple(draw(station, runs.days, runs.seed, number) for number in numbers)


def _measured(
    arrivals: Arrivals, played: Played, station: Station, days: float
) -> dict[str, float]:
    counted = arrivals.minute >= WARM_UP * DAY
    needed = counted & arrivals.needs
    others = counted & ~arrivals.needs & played.sent
    return {
        "needed": _mean(played.als[needed]),
        "needed_late": float(np.quantile(played.als[needed], 0.9)) if needed.any() else np.nan,
        "others": _mean(played.als[others]),
        "first": _mean(played.first[counted]),
        "hospital_sooner": 100 * _mean((played.hospital < played.als)[needed]),
        "als_busy": 100
        * float(played.als_out[counted].sum())
        / ((days - WARM_UP) * DAY * station.als),
    }


def _mean(values: npt.NDArray[np.float64] | npt.NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else np.nan


def _if_any(values: Floats) -> Estimate | None:
    return None if np.isnan(values).all() else estimate(values)


def estimate(values: Floats | Sequence[float]) -> Estimate:
    """Mean and 95 % interval of what independent replications gave; those without are left out.

    Raises:
        DomainError: where fewer than two of them gave anything.
    """
    given = np.asarray(values, dtype=float)
    given = given[~np.isnan(given)]
    if len(given) < 2:
        raise DomainError("Too few such calls came in these days; play more of them.")
    mean = float(given.mean())
    half = t_quantile(len(given) - 1) * float(given.std(ddof=1)) / math.sqrt(len(given))
    return Estimate(mean, mean - half, mean + half)


def t_quantile(freedom: int) -> float:
    """Student's t for a two-sided 95 % interval, by the expansion of Cornish and Fisher.

    Right to a thousandth from ten degrees of freedom on, and too small for very few.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / math.pow(freedom, power) for power, term in enumerate(terms, 1))
