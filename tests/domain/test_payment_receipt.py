"""The receipt climbs line by line and says what does not count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from helpers.domain import payment
from helpers.domain.payment import Receipt, rank
from tests.domain.test_payment import transports

SHEETS = payment.run_sheets()


def receipt(sheet: str) -> Receipt:
    return payment.receipt(SHEETS[sheet])


def test_it_climbs_with_the_third_administration() -> None:
    lines = receipt("RS13").lines
    assert [one.level for one in lines] == ["BLS-E", "ALS1-E", "ALS1-E", "ALS1-E", "ALS2"]
    assert [one.is_raised for one in lines] == [False, True, False, False, True]
    assert lines[-1].counts_as == "administration 3 of 3"
    assert lines[-1].rule is not None and lines[-1].rule.rule == "three administrations"


@pytest.mark.parametrize(
    ("sheet", "entry", "why"),
    [
        ("RS18", "normal saline, IV infusion", "crystalloids"),
        ("RS23", "epinephrine, IM", "into a muscle"),
        ("RS22", "aspirin, oral", "by mouth"),
        ("RS08", "ALS assessment", "not made by an ALS crew"),
        ("RS06", "ALS assessment", "what was told at dispatch"),
        ("OS19", "ALS assessment", "only in an emergency"),
        ("OS04", "ALS assessment", "condition at the scene"),
        ("OS13", "blood transfusion", "not on the list of procedures on that day"),
        ("OS18", "IV line, precautionary", "not medically necessary"),
        ("OS21", "balloon pump", "between two facilities"),
        ("RS02", "splint", "scope of an EMT"),
    ],
)
def test_what_does_not_count_is_crossed_out_with_its_reason(
    sheet: str, entry: str, why: str
) -> None:
    line = next(one for one in receipt(sheet).lines if one.entry == entry)
    assert line.is_crossed_out and not line.is_unsure and why in line.not_counted


def test_one_dose_in_parts_is_one_line_that_counts() -> None:
    parts = [one for one in receipt("OS22").lines if one.entry.endswith("in parts")]
    assert [one.is_crossed_out for one in parts] == [False, True, True]
    assert parts[1].not_counted == "part of the same dose"


@pytest.mark.parametrize(
    "sheet", ["RS15", "RS20", "RS27", "OS05", "OS08", "OS09", "OS11", "OS12", "OS17", "OS24"]
)
def test_what_nobody_read_is_open_and_not_crossed_out(sheet: str) -> None:
    assert any(one.is_unsure and not one.is_crossed_out for one in receipt(sheet).lines)


def test_gate_and_intercept_stand_in_the_last_line() -> None:
    assert [one.level for one in receipt("RS58").lines][-2:] == ["BLS", "nothing"]
    assert receipt("OS06").lines[-1].entry == "Died before loading"
    assert receipt("RS45").lines[-1].level == "PI"


@given(transports())
@settings(max_examples=150)
def test_the_care_climbs_and_the_last_line_is_the_answer(sheet: payment.Transport) -> None:
    told = payment.receipt(sheet)
    care = told.lines[1 : len(sheet.care) + 1]
    assert [one.entry for one in care] == [str(one) for one in sheet.care]
    ranks = [rank(one.possible[-1]) for one in told.lines[: len(sheet.care) + 1]]
    assert ranks == sorted(ranks)
    assert told.lines[-1].possible == told.decided.possible
    assert all(one.counts_as or one.not_counted for one in care)


def test_miles_are_said_as_billed_and_shared() -> None:
    assert receipt("RS53").miles.endswith("as billed: 8")
    assert "9.1; 2 patients, so each is paid 75 % of the base and half" in receipt("OS23").miles
    assert "60 % of the base and one of 3 parts" in receipt("RS52").miles
    assert "dialysis planned BLS is paid 23 % less" in receipt("RS57").miles
    assert receipt("RS50").miles.endswith(": 0")
