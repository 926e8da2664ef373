"""One day of the queue, as its log tells it: where ALS was, and who waited for it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from helpers.domain.dispatch.arrivals import DAY, draw
from helpers.domain.dispatch.queue import play
from helpers.domain.dispatch.station import Station

_SEED = 1


@dataclass(frozen=True)
class Visit:
    """An ALS crew goes to a call; all in minutes from midnight.

    Attributes:
        needs: whether ALS turns out to be needed.
        crew: which of them goes, from 0.
        asked: when ALS is wanted: at once, or when a BLS crew asks.
        leaves, there, free: when the crew drives off, arrives, and can go again.
    """

    needs: bool
    crew: int
    asked: float
    leaves: float
    there: float
    free: float


@functools.lru_cache(maxsize=64)
def als_day(threshold: int, station: Station, number: int = 0) -> tuple[Visit, ...]:
    """Where ALS goes on the second day of a replication, in the order in which it drives off.

    The first day only fills the streets, and the third lets the second come to its end.

    Raises:
        DomainError: for a threshold that does not exist.
    """
    arrivals = draw(station, 3, _SEED, number)
    played = play(arrivals, station, threshold)
    there = arrivals.minute + played.als
    leaves = there - arrivals.als_travel
    goes = np.flatnonzero(~np.isnan(there))
    free_at = [0.0] * station.als
    found = []
    for call in goes[np.argsort(leaves[goes])]:
        # Crews are alike: whichever has been free for longest goes.
        crew = int(np.argmin(free_at))
        free_at[crew] = leaves[call] + played.als_out[call]
        times = leaves[call] - played.als_wait[call], leaves[call], there[call], free_at[crew]
        if times[0] < 2 * DAY and times[3] > DAY:
            asked, left, came, free = (float(time) - DAY for time in times)
            found.append(Visit(bool(arrivals.needs[call]), crew, asked, left, came, free))
    return tuple(found)
