"""The queue: calls meet crews, minute by minute. A teaching model on SimPy.

A BLS crew goes to every call, and the ALS crew as well where the score reaches the threshold.
Where no crew is free, a call waits: for BLS those at or above the threshold come first; for
ALS a crew that asks from the scene comes before a call that was only sorted by telephone.
Nobody is sent away from where they are. A BLS crew that finds a patient in need asks for ALS.

What it leaves out: that crews come from different streets, that neighbors help, that ALS is
called off, and that a BLS crew drives to meet it or to the hospital. A patient waits for ALS
however long; ``hospital`` says when the BLS crew could have been there instead. No deaths are
counted, since nothing published ties them to these minutes.

Which threshold does best is no finding: it moves with what no source gives, whether the ALS
crew stays with those who do not need it, and how soon a BLS crew asks.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import simpy

from helpers.domain.dispatch.arrivals import Arrivals, Floats
from helpers.domain.dispatch.calls import checked_threshold
from helpers.domain.dispatch.station import Station

#: Who comes first in a line: the lower number.
_FIRST, _SECOND = 0, 1
Steps = Generator[simpy.Event, object, None]


@dataclass(frozen=True)
class Played:
    """What each call met, in minutes from the call; one place of each array is one call.

    Attributes:
        sent: whether ALS was sent at once.
        bls_wait, als_wait: in line for a crew; no number where no ALS crew was asked for.
        first: until a BLS crew was there.
        als: until an ALS crew was there; no number where none came.
        hospital: until the BLS crew could have been at the hospital.
        als_out: how long the call kept the ALS crew; zero where none came.
    """

    sent: npt.NDArray[np.bool_]
    bls_wait: Floats
    als_wait: Floats
    first: Floats
    als: Floats
    hospital: Floats
    als_out: Floats


def play(arrivals: Arrivals, station: Station, threshold: int) -> Played:
    """Every call of these days until the last crew is back.

    Raises:
        DomainError: for a threshold that does not exist.
    """
    day = _Day(arrivals, station, checked_threshold(threshold))
    day.env.process(day.calls_come())
    day.env.run()
    hospital = day.first_at + arrivals.scene + arrivals.transport - arrivals.minute
    return Played(
        sent=day.sent,
        bls_wait=day.bls_wait,
        als_wait=day.als_wait,
        first=day.first_at - arrivals.minute,
        als=day.als_at - arrivals.minute,
        hospital=hospital,
        als_out=np.where(np.isnan(day.als_at), 0.0, arrivals.als_travel + day.als_after),
    )


class _Day:
    """The crews at work."""

    def __init__(self, arrivals: Arrivals, station: Station, threshold: int) -> None:
        self.env = simpy.Environment()
        self.als = simpy.PriorityResource(self.env, station.als)
        self.bls = simpy.PriorityResource(self.env, station.bls)
        self.sent = arrivals.score >= threshold
        self.asks = arrivals.needs & ~self.sent
        self.finds_after = station.finds_after
        # Plain lists of numbers: an array gives its items out slowly, one by one.
        self.minute = arrivals.minute.tolist()
        self.bls_travel, self.als_travel = (
            arrivals.bls_travel.tolist(),
            arrivals.als_travel.tolist(),
        )
        whole = arrivals.scene + arrivals.transport + station.door
        stays = arrivals.needs | station.als_stays
        self.als_after = np.where(stays, whole, arrivals.scene)
        self.rest = {"bls": whole.tolist(), "als": self.als_after.tolist()}
        self.bls_wait, self.als_wait, self.first_at, self.als_at = (
            np.full(len(arrivals), np.nan) for _ in range(4)
        )

    def calls_come(self) -> Steps:
        """One call after the other."""
        for call, minute in enumerate(self.minute):
            yield self.env.timeout(max(0.0, minute - self.env.now))
            sent = bool(self.sent[call])
            self.env.process(self.bls_goes(call, _FIRST if sent else _SECOND))
            if sent:
                self.env.process(self.als_goes(call, _SECOND))

    def bls_goes(self, call: int, priority: int) -> Steps:
        """A BLS crew, from the line to the hospital."""
        asked = self.env.now
        with self.bls.request(priority=priority) as crew:
            yield crew
            self.bls_wait[call] = self.env.now - asked
            yield self.env.timeout(self.bls_travel[call])
            self.first_at[call] = self.env.now
            if self.asks[call]:
                self.env.process(self.als_is_asked(call))
            yield self.env.timeout(self.rest["bls"][call])

    def als_is_asked(self, call: int) -> Steps:
        """The BLS crew sees what is needed, and asks."""
        yield self.env.timeout(self.finds_after)
        yield from self.als_goes(call, _FIRST)

    def als_goes(self, call: int, priority: int) -> Steps:
        """The ALS crew, from the line until it is free again."""
        asked = self.env.now
        with self.als.request(priority=priority) as crew:
            yield crew
            self.als_wait[call] = self.env.now - asked
            yield self.env.timeout(self.als_travel[call])
            self.als_at[call] = self.env.now
            yield self.env.timeout(self.rest["als"][call])
