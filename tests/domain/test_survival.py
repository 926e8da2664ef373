"""The survival models against their published check values, and what must hold of any of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import survival
from helpers.domain.survival import Response, de_maio, larsen, valenzuela, waalewijn
from helpers.facts import load

CHECKS = load("survival_check_values")
DELAY = st.floats(0, 120, allow_nan=False)


def compute(row: dict[str, float]) -> float:
    minutes = {name[: -len("_minutes")]: v for name, v in row.items() if name.endswith("_minutes")}
    return {
        "larsen": lambda: larsen(minutes["cpr"], minutes["defibrillation"], minutes["acls"]),
        "valenzuela": lambda: valenzuela(minutes["cpr"], minutes["defibrillation"]),
        "waalewijn": lambda: waalewijn(minutes["cpr"], minutes["ems"]),
        "de_maio": lambda: de_maio(minutes["call_to_defibrillator"]),
    }[row["model"]]()


@pytest.mark.parametrize("row", CHECKS.to_dict("records"), ids=CHECKS["fact_id"])
def test_check_values(row: dict[str, float]) -> None:
    assert 100 * float(compute(row)) == pytest.approx(row["percent"], abs=0.05001)


@pytest.mark.parametrize(
    ("got", "worked_by_hand"),
    [
        # Worked with a pocket calculator from the published formulas.
        (larsen(0, 0, 0), 0.67),
        (larsen(1, 4, 8), 0.435),
        (valenzuela(0, 0), 0.5646),
        (valenzuela(1, 4), 0.4008),
        (waalewijn(0, 0), 0.4900),
        (waalewijn(2, 8), 0.1854),
        (waalewijn(0, 0, ems_witnessed=True), 0.3230),
        (de_maio(0), 0.3365),
        (de_maio(8), 0.0587),
    ],
)
def test_four_decimals(got: float, worked_by_hand: float) -> None:
    assert float(got) == pytest.approx(worked_by_hand, abs=5e-5)


def test_waalewijns_coefficients_are_its_published_odds_ratios() -> None:
    c = survival.model("waalewijn").coefficients
    for term, odds_ratio in (("ems_witnessed", 0.50), ("cpr", 0.74), ("ems_after_cpr", 0.87)):
        assert np.exp(c[term]) == pytest.approx(odds_ratio, abs=0.005)


def test_larsens_untreated_line_reaches_zero_just_after_twelve_minutes() -> None:
    assert larsen(12, 12, 12) > 0
    assert larsen(12.19, 12.19, 12.19) == 0


@given(DELAY, DELAY, DELAY, st.floats(0.1, 30))
def test_a_later_link_never_helps(a: float, b: float, c: float, more: float) -> None:
    assert larsen(a + more, b, c) <= larsen(a, b, c)
    assert larsen(a, b, c + more) <= larsen(a, b, c)
    assert valenzuela(a + more, b) <= valenzuela(a, b)
    assert valenzuela(a, b + more) <= valenzuela(a, b)
    assert de_maio(a + more) <= de_maio(a)
    first, arrival = sorted((a, b))
    assert waalewijn(first, arrival + more) <= waalewijn(first, arrival)


@given(DELAY, DELAY, DELAY)
def test_every_chance_is_a_probability(a: float, b: float, c: float) -> None:
    first, arrival = sorted((a, b))
    for p in (larsen(a, b, c), valenzuela(a, b), waalewijn(first, arrival), de_maio(a)):
        assert 0 <= p <= 1


def test_arrays_broadcast() -> None:
    cpr, shock = np.arange(3.0)[:, None], np.arange(4.0)
    assert valenzuela(cpr, shock).shape == (3, 4)
    assert larsen(cpr, shock, 9.0)[2, 3] == pytest.approx(larsen(2, 3, 9))


def test_very_late_help_is_zero_without_a_warning() -> None:
    with np.errstate(all="raise", under="ignore"):
        assert de_maio(1e6) == pytest.approx(0)


@pytest.mark.parametrize("bad", [-1, np.nan, np.inf, [1, -2], "soon", None])
def test_minutes_that_make_no_sense_are_refused_in_words(bad: object) -> None:
    for call in (lambda: larsen(bad, 1, 1), lambda: valenzuela(1, bad), lambda: de_maio(bad)):
        with pytest.raises(ValueError, match="minutes to"):
            call()


def test_waalewijn_refuses_cpr_after_the_crew() -> None:
    with pytest.raises(ValueError, match="CPR cannot start after"):
        waalewijn(9, 8)


def test_the_range_is_told() -> None:
    least, most = survival.model("larsen").valid_minutes
    assert not survival.is_outside("larsen", most, least)
    assert survival.is_outside("larsen", most + 1, least)
    assert survival.is_outside("larsen", np.array([0.0, most + 1])).tolist() == [False, True]


@given(DELAY, DELAY, DELAY)
def test_the_hundred_are_always_a_hundred(a: float, b: float, c: float) -> None:
    fates = survival.hundred(a, b, c)
    assert sum(fates.values()) == 100 and min(fates.values()) >= 0
    assert fates["alive"] == pytest.approx(100 * float(larsen(a, b, c)), abs=1)


def test_a_minute_is_worth_what_larsens_slopes_say() -> None:
    response = Response(call=1, cpr=2, crew=6, als=9)
    gains = survival.worth_of_a_minute("larsen", response)
    assert gains == pytest.approx({"cpr": 2.3, "crew": 1.1, "als": 2.1})
    assert "als" not in survival.worth_of_a_minute("valenzuela", response)
    assert set(survival.worth_of_a_minute("de_maio", response)) == {"crew"}


def test_curves_pass_through_the_response() -> None:
    response = Response(call=1, cpr=2, crew=6, als=9)
    for curve in survival.curves(response).values():
        at = np.interp(curve["here"], curve["minutes"], curve["percent"])
        assert at == pytest.approx(curve["percent_here"], abs=0.02)


@pytest.mark.parametrize("times", [(5, 2, 4, 9), (1, 2, 6, 5)])
def test_an_impossible_response_is_refused(times: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="cannot"):
        Response(*times)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="no model 'eisenberg'"):
        survival.model("eisenberg")
