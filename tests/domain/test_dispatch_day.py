"""One day of the queue as its log: no crew is in two places, and the minutes are the queue's."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.domain import dispatch
from helpers.domain.dispatch import Station

DAY = 24 * 60


@pytest.mark.parametrize("als", [1, 2, 3])
@pytest.mark.parametrize("threshold", [0, 3, 11])
def test_a_crew_is_in_one_place_at_a_time(als: int, threshold: int) -> None:
    for number in range(10):
        day = dispatch.als_day(threshold, Station(als=als), number)
        for crew in range(als):
            own = [visit for visit in day if visit.crew == crew]
            ends = [(one.free, two.leaves) for one, two in itertools.pairwise(own)]
            assert all(free <= leaves + 1e-9 for free, leaves in ends)
        assert all(v.asked <= v.leaves + 1e-9 and v.leaves < v.there < v.free for v in day)


@pytest.mark.parametrize("threshold", [0, 4, 11])
def test_the_day_has_the_minutes_of_the_queue(threshold: int) -> None:
    station = Station()
    arrivals = dispatch.draw(station, 3, 1, 4)
    played = dispatch.play(arrivals, station, threshold)
    there = (arrivals.minute + played.als)[arrivals.needs]
    wanted = there[(there > DAY) & (there < 2 * DAY)] - DAY
    found = [v.there for v in dispatch.als_day(threshold, station, 4) if v.needs]
    assert sorted(t for t in found if 0 < t < DAY) == pytest.approx(np.sort(wanted))


def test_nobody_is_sent_als_without_need_where_crews_must_ask() -> None:
    day = dispatch.als_day(11, Station(), 4)
    assert day and all(visit.needs for visit in day)
    assert len(dispatch.als_day(0, Station(), 4)) > len(day)


def test_the_day_that_is_shown_has_somebody_in_need_who_waits_for_a_drive_in_vain() -> None:
    day = dispatch.als_day(3, Station(), 4)
    assert any(
        one.needs and one.leaves - one.asked > 30 and other.leaves <= one.asked < other.free
        for one in day
        for other in day
        if not other.needs
    )
