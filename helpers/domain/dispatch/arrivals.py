"""The calls of some days, drawn before anybody decides about them.

Everything that chance decides is drawn here, each from a stream of its own: when a call comes,
which of the hundred it is, how long each part of it takes. Two thresholds therefore meet the
very same days (common random numbers), and what differs between them is due to the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.domain.dispatch import station as places
from helpers.domain.dispatch.calls import HUNDRED, calls
from helpers.domain.dispatch.station import Spread, Station
from helpers.domain.errors import DomainError

DAY = 24 * 60
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arrivals:
    """Calls in the order in which they come; one place of each array is one call.

    Attributes:
        minute: when it comes.
        score, needs: its points, and whether ALS turns out to be needed.
        bls_travel, als_travel: minutes on the way, for either crew.
        scene, transport: minutes at the scene, and to the hospital.
    """

    minute: Floats
    score: Integers
    needs: npt.NDArray[np.bool_]
    bls_travel: Floats
    als_travel: Floats
    scene: Floats
    transport: Floats

    def __post_init__(self) -> None:
        times = (self.bls_travel, self.als_travel, self.scene, self.transport)
        if {len(one) for one in (self.score, self.needs, *times)} != {len(self.minute)}:
            raise ValueError("each call has one of everything")
        if (np.diff(self.minute, prepend=0.0) < 0).any() or any((one < 0).any() for one in times):
            raise ValueError("calls come one after the other, and no time runs backward")

    def __len__(self) -> int:
        return len(self.minute)


def draw(station: Station, days: float, seed: int, replication: int = 0) -> Arrivals:
    """The calls of so many days.

    Raises:
        DomainError: for no time at all.
    """
    if days <= 0:
        raise DomainError("The days to play are more than none.")
    coming, which, *times = (
        np.random.default_rng(child)
        for child in np.random.SeedSequence([seed, replication]).spawn(6)
    )
    minute = _moments(coming, station.calls_a_minute, days * DAY)
    story = which.integers(HUNDRED, size=len(minute))
    spreads = (places.travel(), places.travel(), places.scene(), places.transport())
    parts = [_times(rng, spread, len(minute)) for rng, spread in zip(times, spreads, strict=True)]
    return Arrivals(
        minute,
        np.array([call.score for call in calls()])[story],
        np.array([call.needs_als for call in calls()])[story],
        *parts,
    )


def _moments(rng: np.random.Generator, rate: float, until: float) -> Floats:
    """Poisson moments: the gaps between them are exponential."""
    found = np.empty(0)
    while not len(found) or found[-1] < until:
        start = found[-1] if len(found) else 0.0
        gaps = rng.exponential(1 / rate, size=256)
        found = np.concatenate([found, start + np.cumsum(gaps)])
    return found[found < until]


def _times(rng: np.random.Generator, spread: Spread, count: int) -> Floats:
    return spread.median * np.exp(spread.sigma * rng.standard_normal(count))
