"""Miles and dollars: the printed examples, and what the doubt is."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import payment
from helpers.domain.errors import DomainError
from helpers.domain.payment import Transport, bill, billed_miles
from helpers.domain.payment.amounts import amounts

DAY = date(2026, 3, 2)
ASSESSED = Transport(DAY, "emergency", "paramedic", ("ALS assessment",), "ALS", loaded_miles=8)


def with_level(level: str, **change: object) -> Transport:
    planned: dict[str, object] = {"response": "planned", "dispatch": ""}
    more: dict[str, dict[str, object]] = {
        "BLS": {**planned, "care": ()},
        "BLS-E": {"care": ()},
        "ALS1": {**planned, "care": ("IV line, ALS only",)},
        "ALS1-E": {},
        "ALS2": {"care": ("intubation",)},
        "SCT": {
            **planned,
            "care": ("balloon pump",),
            "crew": "specialist",
            "critical": "yes",
            "from_place": "hospital",
        },
        "PI": {"intercept": payment.transport.INTERCEPT},
    }
    return dataclasses.replace(ASSESSED, **(more[level] | change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "dollars"),
    [
        ("BLS", "284.56"),
        ("BLS-E", "455.30"),
        ("ALS1", "341.47"),
        ("ALS1-E", "540.66"),
        ("ALS2", "782.54"),
        ("SCT", "924.82"),
        ("PI", "497.98"),
    ],
)
def test_base_rates_of_2026_are_those_in_print(level: str, dollars: str) -> None:
    """Before add-ons: the bill's base divided by the urban 2 %, to the cent."""
    base = bill(with_level(level)).base
    assert base == (Decimal(dollars) * Decimal("1.02")).quantize(Decimal("0.01"))


def test_a_worked_example_in_dollars() -> None:
    """ALS1-E, urban pickup in the state with the lowest index, eight miles."""
    geographic = payment.geographic_factor(0.852, DAY)
    assert geographic == 0.8964
    told = bill(ASSESSED, geographic)
    assert (told.base, told.mileage, told.total) == (
        Decimal("494.34"),
        Decimal("74.64"),
        Decimal("568.98"),
    )
    assert payment.geographic_factor(1.435, DAY) == 1.3045


def test_the_super_rural_add_on_comes_on_top_of_the_rural_and_on_the_base_only() -> None:
    rural, beyond = bill(ASSESSED, pickup="rural"), bill(ASSESSED, pickup="super-rural")
    assert beyond.base == Decimal("682.73")
    assert beyond.mileage == rural.mileage == Decimal("14.13") * 8


def test_from_the_eighteenth_rural_mile_on_the_rate_is_the_plain_one() -> None:
    far = dataclasses.replace(ASSESSED, loaded_miles=20)
    expected = Decimal("14.13") * 17 + Decimal("9.42") * 3
    assert bill(far, pickup="rural").mileage == expected


def test_inflation_factors_and_conversion_factors_agree() -> None:
    """They come from different sources."""
    value = {one.fact_id: one.value for one in amounts()}
    for year in (2025, 2026):
        grown = value[f"F130-cf-{year - 1}"] * (1 + value[f"F127-{year}"] / 100)
        assert round(grown, 2) == value[f"F130-cf-{year}"]


@pytest.mark.parametrize(
    ("miles", "billed"),
    [
        (0, "0"),
        (8, "8"),
        (8.01, "8.1"),
        (8.1, "8.1"),
        (0.3, "0.3"),
        (99.9, "99.9"),
        (99.95, "100"),
        (100, "100"),
        (100.01, "101"),
        (250.5, "251"),
    ],
)
def test_miles_are_rounded_up_to_the_tenth_and_from_100_on_to_the_mile(
    miles: float, billed: str
) -> None:
    assert billed_miles(miles) == Decimal(billed)


@given(st.integers(0, 4_000_000).map(lambda thousandths: thousandths / 1000))
def test_rounded_miles_are_never_fewer_and_less_than_a_step_more(miles: float) -> None:
    billed = billed_miles(miles)
    assert 0 <= billed - Decimal(str(miles)) < (1 if miles >= 100 else Decimal("0.1"))


def test_only_who_was_loaded_has_miles() -> None:
    dead = dataclasses.replace(ASSESSED, outcome="died before loading")
    assert bill(dead).mileage == 0 and bill(dead).base == Decimal("290.25")
    assert bill(dead, pickup="super-rural").base == Decimal("284.56")  # no rural adjustment
    on_the_way = dataclasses.replace(ASSESSED, outcome="died after loading")
    assert bill(on_the_way) == bill(ASSESSED)
    assert bill(dataclasses.replace(ASSESSED, necessary="no")).total == 0


def test_several_patients_are_paid_shares_of_their_own_level() -> None:
    alone = bill(ASSESSED)
    for patients, base, miles in ((2, "0.75", Decimal("0.5")), (3, "0.60", 1 / Decimal(3))):
        told = bill(dataclasses.replace(ASSESSED, patients=patients))
        assert told.base == (alone.base * Decimal(base)).quantize(Decimal("0.01"))
        assert told.mileage == (alone.mileage * miles).quantize(Decimal("0.01"))
    with pytest.raises(DomainError, match="at least 1"):
        payment.shares(0)


def test_planned_trips_to_dialysis_are_paid_23_percent_less_since_october_2018() -> None:
    ride = with_level("BLS", to_place="dialysis")
    assert bill(ride).total == Decimal("223.49") + Decimal("57.47")  # 290.25 and 74.64 times 0.77
    assert bill(with_level("ALS1", to_place="dialysis")) == bill(with_level("ALS1"))


def test_no_dollars_where_none_are_known() -> None:
    for day in (date(2023, 12, 31), date(2027, 1, 1)):
        with pytest.raises(DomainError, match="conversion factor is known"):
            bill(dataclasses.replace(ASSESSED, date=day))
    with pytest.raises(DomainError, match="urban add-on is known"):
        bill(dataclasses.replace(ASSESSED, date=date(2026, 2, 1)))
    with pytest.raises(DomainError, match="cannot be decided here"):
        bill(payment.run_sheet("RS20"))
    with pytest.raises(DomainError, match="urban, rural, super-rural"):
        bill(ASSESSED, pickup="country")


def test_no_amount_is_without_its_doubt() -> None:
    assert bill(ASSESSED).confidence == "second-hand"
    assert bill(with_level("PI")).confidence == "unverified"
    assert {one.confidence for one in amounts() if "USD" in one.unit} == {"second-hand"}
