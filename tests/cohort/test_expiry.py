"""In which band a report tells how soon a card expires."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from helpers.cohort.expiry import band


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
