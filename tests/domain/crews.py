"""The queue once more, without SimPy: a loop over a list of events, to hold the model against.

It knows the rules from their description and nothing of the program: two lines, each with an
order, and whatever happens next is taken from one heap.
"""

from __future__ import annotations

import heapq
import itertools
from typing import Any

import numpy as np

from helpers.domain.dispatch import Arrivals


class Line:
    """Crews of one level and those who wait for them."""

    def __init__(self, crews: int) -> None:
        self.free, self.waiting = crews, []
        self.number = itertools.count()

    def ask(self, call: int, rank: int, now: float) -> list[tuple[int, float]]:
        heapq.heappush(self.waiting, (rank, next(self.number), call, now))
        return self.start()

    def back(self) -> list[tuple[int, float]]:
        self.free += 1
        return self.start()

    def start(self) -> list[tuple[int, float]]:
        started = []
        while self.free and self.waiting:
            self.free -= 1
            _, _, call, since = heapq.heappop(self.waiting)
            started.append((call, since))
        return started


def by_hand(
    arrivals: Arrivals,
    threshold: int,
    *,
    als: int,
    bls: int,
    door: float,
    als_stays: bool,
    finds_after: float,
) -> dict[str, Any]:
    lines = {"als": Line(als), "bls": Line(bls)}
    n = len(arrivals)
    found = {key: np.full(n, np.nan) for key in ("bls_wait", "als_wait", "first", "als")}
    order = itertools.count()
    events = [(minute, next(order), "call", call) for call, minute in enumerate(arrivals.minute)]
    heapq.heapify(events)

    def at(minute: float, what: str, call: int) -> None:
        heapq.heappush(events, (minute, next(order), what, call))

    def go(level: str, started: list[tuple[int, float]], now: float) -> None:
        for call, since in started:
            found[f"{level}_wait"][call] = now - since
            there = now + getattr(arrivals, f"{level}_travel")[call]
            found["first" if level == "bls" else "als"][call] = there - arrivals.minute[call]
            work = arrivals.scene[call]
            if level == "bls" or als_stays or arrivals.needs[call]:
                work = work + arrivals.transport[call] + door
            at(there + work, f"{level} back", call)
            unseen = arrivals.needs[call] and arrivals.score[call] < threshold
            if level == "bls" and unseen:
                at(there + finds_after, "crew asks", call)

    while events:
        now, _, what, call = heapq.heappop(events)
        if what == "call":
            high = arrivals.score[call] >= threshold
            go("bls", lines["bls"].ask(call, 0 if high else 1, now), now)
            if high:
                go("als", lines["als"].ask(call, 1, now), now)
        elif what == "crew asks":
            go("als", lines["als"].ask(call, 0, now), now)
        else:
            level = what.split()[0]
            go(level, lines[level].back(), now)
    return found
