"""From a weight to dollars: the steps of an amount."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from helpers.domain import payment
from helpers.domain.errors import DomainError
from helpers.domain.payment.steps import bill_steps


def test_the_published_pattern_without_dollars() -> None:
    # ALS1-E at an index of 0.95 is 1.8335 conversion factors.
    factor, _, placed, *_ = bill_steps(payment.run_sheet("RS03"), 0.95)
    assert placed.dollars / factor.dollars == pytest.approx(Decimal("1.8335"), abs=Decimal("2e-5"))


def test_the_published_base_and_super_rural_amounts_of_2026() -> None:
    assert bill_steps(payment.run_sheet("RS03"))[1].dollars == Decimal("540.66")
    # 540.66 x 1.03 x 1.226, by hand.
    steps = bill_steps(payment.run_sheet("RS03"), 1.0, "super-rural")
    assert steps[3].dollars == pytest.approx(Decimal("682.73"), abs=Decimal("0.01"))


@pytest.mark.parametrize("pickup", ["urban", "rural", "super-rural"])
@pytest.mark.parametrize("sheet", ["RS01", "RS02", "RS03", "RS13", "RS39", "RS45", "OS06"])
def test_the_steps_end_where_the_bill_does(sheet: str, pickup: str) -> None:
    transport = payment.run_sheet(sheet)
    place = payment.geographic_factor(0.852, transport.date)
    steps, bill = bill_steps(transport, 0.852, pickup), payment.bill(transport, place, pickup)
    assert [step.dollars for step in steps[3:]] == [bill.base, bill.mileage, bill.total]
    assert steps[-1].confidence == bill.confidence


@pytest.mark.parametrize("sheet", ["RS20", "RS47", "RS52", "RS57"])
def test_where_there_are_no_such_steps_it_is_said(sheet: str) -> None:
    with pytest.raises(DomainError):
        bill_steps(payment.run_sheet(sheet))


def test_a_day_of_the_gap_between_two_laws_has_no_amount() -> None:
    transport = payment.run_sheet("RS03")
    gap = dataclasses.replace(transport, date=transport.date.replace(month=2, day=1))
    with pytest.raises(DomainError, match="urban add-on"):
        bill_steps(gap)
