"""Values that are clear in another form: read, or refused with what to write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cohort.test_cell_values import read

MONTHS = ("06/2028", "6/2028", "06-2028", "06.2028", "2028-06", "June 2028", "Jun 2028")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        *((text, "expiry", date(2028, 6, 30)) for text in MONTHS),
        ("02/2028", "expiry", date(2028, 2, 29)),
        ("2028-06-15", "expiry", date(2028, 6, 15)),
        ("2026/03/31", "date", date(2026, 3, 31)),
        ("2026-3-1", "date", date(2026, 3, 1)),
        ("31 March 2026", "date", date(2026, 3, 31)),
        ("31-Mar-2026", "date", date(2026, 3, 31)),
        ("Sept. 7, 2026", "date", date(2026, 9, 7)),
        ("8:30", "hours", 8.5),
        ("08:30:00", "hours", 8.5),
        ("8.5 h", "hours", 8.5),
        ("8,5 hours", "hours", 8.5),
        ("8h 30min", "hours", 8.5),
        ("90 min", "hours", 1.5),
        ("3,5", "hours", 3.5),
        ("true", "yesno", True),
        ("FALSE", "yesno", False),
    ],
)
def test_clear_values_are_read(text: str, kind: str, value: object) -> None:
    assert read(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("20260331", "date", "2026-03-31"),
        ("46112", "date", "2026-03-31"),
        ("2026-03-31 09:30", "date", "2026-03-31"),
        ("06/2028", "date", "for example"),
        ("Jun-28", "expiry", "for example"),
        ("13/2028", "expiry", "no such month"),
        ("8:75", "hours", "60 minutes"),
        ("25:00", "hours", "at most 24"),
        ("6:1", "number", "6 here"),
        ("Passed", "result", "was pass meant?"),
        ("F", "result", "was fail meant?"),
        ("45/50", "result", "90 here"),
        ("1.23457E+15", "learner", "spoilt"),
        ("=A1", "name", "formula"),
    ],
)
def test_what_is_refused_comes_with_what_to_write(text: str, kind: str, hint: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$") as caught:
        read(text, kind, greatest=24 if kind == "hours" else None)
    assert hint in str(caught.value)


@given(st.integers(1, 12), st.integers(1950, 2100))
def test_a_month_expires_on_its_last_day(month: int, year: int) -> None:
    found = read(f"{month:02}/{year}", "expiry")
    assert isinstance(found, date) and (found.month, found.year) == (month, year)
    assert (found + timedelta(days=1)).day == 1


@given(st.integers(0, 23), st.integers(0, 59))
def test_hours_and_minutes_are_hours(hours: int, minutes: int) -> None:
    for text in (f"{hours}:{minutes:02}", f"{hours} h {minutes} min"):
        assert read(text, "hours") == pytest.approx(hours + minutes / 60)
