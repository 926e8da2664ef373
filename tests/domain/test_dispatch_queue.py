"""The queue against theory, against a second program, and by its own promises."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from helpers.domain import dispatch
from helpers.domain.dispatch import (
    Arrivals,
    Played,
    Runs,
    Spread,
    Station,
    draw,
    mean_wait,
    must_wait,
    play,
    turned_away,
)
from helpers.domain.errors import DomainError
from tests.domain.crews import by_hand

NOBODY = dispatch.THRESHOLDS[-1]
FEW = Runs(replications=10, days=15)


@pytest.mark.parametrize(
    ("calls", "minutes", "crews", "wait", "mean"),
    [
        (6000, 60, 1, 0.685, None),
        (6000, 60, 2, 0.175, 8.0),
        (6000, 60, 3, 0.035, 0.9),
        (6000, 75, 2, 0.257, 16.8),
        (12000, 60, 2, 0.557, 53),
        (12000, 60, 3, 0.192, 7.1),
        (12000, 60, 4, 0.056, 1.3),
    ],
)
def test_erlang_c_gives_the_values_of_the_collection(
    calls: int, minutes: int, crews: int, wait: float, mean: float | None
) -> None:
    load = calls * minutes / dispatch.MINUTES_A_YEAR
    assert must_wait(load, crews) == pytest.approx(wait, abs=0.0006)
    if mean is not None:
        assert mean_wait(load, crews, minutes) == pytest.approx(mean, rel=0.03)


def test_erlang_b_gives_the_values_of_the_collection() -> None:
    lost = [turned_away(0.685, crews) for crews in (1, 2, 3)]
    assert lost == pytest.approx([0.407, 0.122, 0.027], abs=0.0006)


@given(st.floats(0.01, 20), st.integers(1, 25))
def test_erlang_b_is_the_truncated_poisson_share(load: float, crews: int) -> None:
    poisson = stats.poisson(load)
    assert turned_away(load, crews) == pytest.approx(poisson.pmf(crews) / poisson.cdf(crews))


@given(st.floats(0.01, 0.95), st.integers(1, 12))
def test_more_crews_at_the_same_busy_share_wait_less(busy: float, crews: int) -> None:
    assert must_wait(busy * (crews + 1), crews + 1) <= must_wait(busy * crews, crews) + 1e-12


def test_theory_refuses_a_line_without_end() -> None:
    with pytest.raises(DomainError, match="no end"):
        must_wait(2.0, 2)
    with pytest.raises(DomainError, match="at least one crew"):
        turned_away(1.0, 0)


def exponential(rate: float, minutes: float, count: int, seed: int, high: float = 1.0) -> Arrivals:
    """Calls as queueing theory has them: nothing but one exponential time."""
    rng = np.random.default_rng(seed)
    nothing = np.zeros(count)
    return Arrivals(
        minute=np.cumsum(rng.exponential(1 / rate, count)),
        score=np.where(rng.random(count) < high, 5, 0),
        needs=np.zeros(count, dtype=bool),
        bls_travel=nothing,
        als_travel=nothing,
        scene=rng.exponential(minutes, count),
        transport=nothing,
    )


def batches(values: Any, size: int = 30) -> dispatch.Estimate:
    """Mean and interval of one long run, by the means of its parts."""
    return dispatch.estimate([part.mean() for part in np.array_split(values[1000:], size)])


@pytest.mark.parametrize(("level", "crews"), [("als", 1), ("bls", 3), ("bls", 2), ("als", 2)])
def test_the_waits_are_those_of_theory(level: str, crews: int) -> None:
    rate = 6000 / dispatch.MINUTES_A_YEAR
    theory = mean_wait(rate * 60, crews, 60)
    station = Station(als=crews, bls=crews, handover=0.0, als_stays=True)
    played = play(exponential(rate, 60, 60_000, seed=1), station, 0)
    waits = getattr(played, f"{level}_wait")
    found = batches(waits)
    # Within three standard errors of theory, not of an interval that is luck once in twenty.
    assert abs(found.mean - theory) < 1.5 * found.half, (found, theory)
    assert (waits > 1e-6).mean() == pytest.approx(must_wait(rate * 60, crews), abs=0.02)


def test_who_comes_first_waits_as_theory_of_priorities_says() -> None:
    rate, high, minutes, crews = 12000 / dispatch.MINUTES_A_YEAR, 0.4, 60.0, 2
    load = rate * minutes
    station = Station(bls=crews, handover=0.0)
    arrivals = exponential(rate, minutes, 80_000, seed=2, high=high)
    waits = play(arrivals, station, 5).bls_wait
    # Cobham 1954: everybody waits for a crew, then those of higher rank come first.
    crew = must_wait(load, crews) * minutes / crews
    busy, busy_first = load / crews, high * load / crews
    expected = {5: crew / (1 - busy_first), 0: crew / ((1 - busy_first) * (1 - busy))}
    for score, theory in expected.items():
        found = batches(waits[arrivals.score == score])
        assert abs(found.mean - theory) < 1.6 * found.half, (score, found, theory)


def test_lognormal_times_wait_as_pollaczek_and_khinchine_say() -> None:
    station = Station(calls_a_year=6000, handover=0.0, als_stays=True)
    arrivals = draw(station, 365 * 8, seed=5)
    out = arrivals.als_travel + arrivals.scene + arrivals.transport
    rate = station.calls_a_minute
    theory = rate * (out**2).mean() / (2 * (1 - rate * out.mean()))
    found = batches(play(arrivals, station, 0).als_wait)
    assert abs(found.mean - theory) < 1.5 * found.half, (found, theory)


stations = st.builds(
    Station,
    als=st.integers(1, 3),
    bls=st.integers(1, 4),
    calls_a_year=st.floats(1000, 9000),
    handover=st.floats(0, 60),
    als_stays=st.booleans(),
    finds_after=st.floats(0, 15),
)


@settings(deadline=None, max_examples=60)
@given(stations, st.sampled_from(dispatch.THRESHOLDS), st.integers(0, 10_000))
def test_a_second_program_gives_every_call_the_same(
    station: Station, threshold: int, seed: int
) -> None:
    arrivals = draw(station, 4, seed)
    played = play(arrivals, station, threshold)
    again = by_hand(
        arrivals,
        threshold,
        als=station.als,
        bls=station.bls,
        door=station.door,
        als_stays=station.als_stays,
        finds_after=station.finds_after,
    )
    for name, values in again.items():
        np.testing.assert_allclose(getattr(played, name), values, atol=1e-6, err_msg=name)


@settings(deadline=None, max_examples=60)
@given(stations, st.sampled_from(dispatch.THRESHOLDS), st.integers(0, 10_000))
def test_whoever_needs_als_gets_it_and_nobody_else_unless_sorted(
    station: Station, threshold: int, seed: int
) -> None:
    arrivals = draw(station, 4, seed)
    played = play(arrivals, station, threshold)
    comes = ~np.isnan(played.als)
    np.testing.assert_array_equal(comes, arrivals.needs | (arrivals.score >= threshold))
    np.testing.assert_array_equal(played.sent, arrivals.score >= threshold)
    assert (played.first >= arrivals.bls_travel - 1e-6).all()
    asked = comes & ~played.sent
    waited = played.first[asked] + station.finds_after + arrivals.als_travel[asked]
    assert (played.als[asked] >= waited - 1e-6).all()
    assert (played.hospital > played.first).all() or not len(arrivals)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_with_a_crew_more_no_call_waits_longer(seed: int, crews: int) -> None:
    """In one line without ranks; with ranks a single call may have bad luck."""
    arrivals = draw(Station(), 5, seed)
    fewer = play(arrivals, Station(bls=crews), 0).bls_wait
    assert (play(arrivals, Station(bls=crews + 1), 0).bls_wait <= fewer + 1e-6).all()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_no_two_calls_have_one_crew_at_once(seed: int) -> None:
    arrivals, station = draw(Station(), 5, seed), Station()
    played = play(arrivals, station, 0)
    start = arrivals.minute + played.als_wait
    order = np.argsort(start)
    back = (start + played.als_out)[order]
    assert (start[order][1:] >= back[:-1] - 1e-6).all()


def test_two_thresholds_meet_the_same_days() -> None:
    first, second = draw(Station(), 10, 7), draw(Station(), 10, 7)
    for field in dataclasses.fields(first):
        np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name))
    assert not np.array_equal(draw(Station(), 10, 7, replication=1).minute[:5], first.minute[:5])


def test_common_days_tell_two_thresholds_apart_with_fewer_of_them() -> None:
    paired = dispatch.compared(2, 4).others
    apart = [
        dispatch.replicate(threshold, runs=Runs(seed=seed))["others"]
        for threshold, seed in ((2, 1), (4, 99))
    ]
    assert paired is not None and paired.half < 0.8 * dispatch.estimate(apart[1] - apart[0]).half
    means = [one.others for one in (dispatch.waited(2), dispatch.waited(4))]
    assert means[0] and means[1]
    assert paired.mean == pytest.approx(means[1].mean - means[0].mean)


def test_sending_als_to_everybody_makes_those_who_need_it_wait_for_it() -> None:
    """Not of the model alone: with one crew that stays, it holds in plain queueing theory."""
    station = Station(als_stays=True)
    change = dispatch.compared(0, 3, station).needed
    assert change.high < 0


def test_missing_them_costs_the_way_of_the_first_crew_and_its_look() -> None:
    change = dispatch.compared(3, NOBODY).needed
    assert change.low > 0


def test_the_crew_is_as_busy_as_its_calls_say() -> None:
    for threshold in (0, 3, NOBODY):
        found = dispatch.waited(threshold, runs=FEW).als_busy
        expected = 100 * Station().als_busy(threshold)
        assert abs(found.mean - expected) < 2 * found.half


@pytest.mark.parametrize(("seed"), [1, 2, 3])
def test_ten_times_the_crews_leave_only_the_way(seed: int) -> None:
    arrivals, station = draw(Station(), 10, seed), Station(als=20, bls=30)
    played: Played = play(arrivals, station, 0)
    np.testing.assert_allclose(played.first, arrivals.bls_travel)
    np.testing.assert_allclose(played.als, arrivals.als_travel)


def test_drawn_times_have_the_published_quartiles() -> None:
    arrivals = draw(Station(), 365 * 3, seed=4)
    published = {"bls_travel": (5, 3, 9), "scene": (14, 10, 20), "transport": (11, 7, 19)}
    for name, (median, low, high) in published.items():
        quarter, half, third = np.quantile(getattr(arrivals, name), [0.25, 0.5, 0.75])
        assert half == pytest.approx(median, rel=0.03)
        assert third / quarter == pytest.approx(high / low, rel=0.05)


def test_calls_come_at_random_moments_at_the_rate_of_the_place() -> None:
    station = Station(calls_a_year=6000)
    arrivals = draw(station, 365 * 4, seed=3)
    assert abs(len(arrivals) - 24_000) < 4 * math.sqrt(24_000)
    gaps = np.diff(arrivals.minute)
    assert stats.kstest(gaps * station.calls_a_minute, "expon").pvalue > 0.001
    assert arrivals.needs.mean() == pytest.approx(0.22, abs=0.01)


def test_a_call_keeps_a_crew_about_as_long_as_published() -> None:
    assert 50 <= Station().bls_minutes <= 73  # D169
    assert Spread.of_quartiles(5, 3, 9).mean > 5


def test_an_interval_is_students() -> None:
    for freedom in (9, 19, 29, 59):
        assert dispatch.t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=2e-4)
    found = dispatch.estimate([1.0, 2.0, 4.0, float("nan")] * 8)
    low, high = stats.t.interval(0.95, 23, 7 / 3, stats.sem([1.0, 2.0, 4.0] * 8))
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


def test_nobody_sent_without_need_leaves_no_number() -> None:
    assert dispatch.waited(NOBODY, runs=FEW).others is None
    assert dispatch.compared(3, NOBODY, runs=FEW).others is None


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (lambda: dispatch.waited(0, Station(calls_a_year=30_000)), "no end"),
        (lambda: Station(als=0), "at least one crew"),
        (lambda: Station(finds_after=-1), "not below zero"),
        (lambda: Station(calls_a_year=0), "some calls"),
        (lambda: Runs(replications=1), "two replications"),
        (lambda: Runs(days=1), "first day"),
        (lambda: draw(Station(), 0, 1), "more than none"),
        (lambda: dispatch.waited(12), "from 0 to 11"),
        (lambda: dispatch.estimate([1.0]), "Too few"),
    ],
)
def test_what_makes_no_sense_is_said_in_words(what: Any, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        what()
