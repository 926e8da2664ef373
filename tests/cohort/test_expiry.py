"""When cards expire: ends of months, leap days, and the three issuers whose rules are known."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.expiry import AHA, ARC, RCUK, band, issuer_name, rule_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("certification", "issuer", "issued", "expires"),
    [
        ("BLS", "AHA", date(2024, 4, 11), date(2026, 4, 30)),
        ("ACLS", "aha", date(2024, 2, 29), date(2026, 2, 28)),
        ("PALS", AHA, date(2026, 2, 1), date(2028, 2, 29)),
        ("BLS", AHA, date(2026, 12, 31), date(2028, 12, 31)),
        ("BLS", AHA, date(2026, 1, 31), date(2028, 1, 31)),
        ("ALS", "RCUK", date(2022, 3, 4), date(2026, 3, 4)),
        ("ALS", "Resuscitation Council (UK)", date(2024, 2, 29), date(2028, 2, 29)),
        ("e-ALS", RCUK, date(2096, 2, 29), date(2100, 2, 28)),
        ("ALS2", "Australian Resuscitation Council", date(2024, 8, 31), date(2028, 8, 31)),
        ("als", ARC, date(2023, 6, 30), date(2027, 6, 30)),
    ],
)
def test_published_rules(certification: str, issuer: str, issued: date, expires: date) -> None:
    rule = rule_of(certification, issuer_name(issuer))
    assert rule is not None and rule.expires(issued) == expires


@pytest.mark.parametrize(("certification", "issuer"), [("ILS", RCUK), ("ALS1", ARC), ("BLS", "X")])
def test_what_no_table_says_has_no_rule(certification: str, issuer: str) -> None:
    assert rule_of(certification, issuer) is None


def test_arc_is_the_name_of_two() -> None:
    with pytest.raises(ValueError, match="Australian Resuscitation Council or American Red Cross"):
        issuer_name("ARC")
    assert issuer_name("American Red Cross") == "American Red Cross"


@given(DAYS)
def test_an_aha_card_is_valid_to_the_end_of_a_month_two_years_on(issued: date) -> None:
    expires = rule_of("BLS", AHA).expires(issued)
    assert (expires.year, expires.month) == (issued.year + 2, issued.month)
    assert (expires + timedelta(days=1)).day == 1


@given(DAYS, st.sampled_from([("ALS", RCUK), ("ALS2", ARC)]))
def test_four_years_are_to_the_day_but_for_a_missing_29th(issued: date, card) -> None:
    expires = rule_of(*card).expires(issued)
    assert (expires.year, expires.month) == (issued.year + 4, issued.month)
    last = calendar.monthrange(expires.year, expires.month)[1]
    assert expires.day == min(issued.day, last)


@given(DAYS, DAYS)
def test_who_is_issued_a_card_later_loses_it_no_sooner(one: date, other: date) -> None:
    rule = rule_of("BLS", AHA)
    first, second = sorted((one, other))
    assert rule.expires(first) <= rule.expires(second)


@pytest.mark.parametrize(
    ("left", "name"),
    [
        (-1, "expired"),
        (0, "30 days"),
        (30, "30 days"),
        (31, "60 days"),
        (60, "60 days"),
        (61, "90 days"),
        (90, "90 days"),
        (91, "later"),
    ],
)
def test_bands_end_where_they_say(left: int, name: str) -> None:
    today = date(2026, 2, 28)
    assert band(today + timedelta(days=left), today) == name
