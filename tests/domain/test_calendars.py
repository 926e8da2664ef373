"""Days as a calendar file: read back by a library, the same for the same, refused when empty."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import calendars
from helpers.domain.calendars import Entry
from helpers.domain.errors import DomainError

DAY = date(2026, 12, 4)
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=90)


@given(words, words, st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_what_goes_in_is_read_out_again(summary: str, told: str, on: date, before: int) -> None:
    entry = Entry(on, summary, told, made=DAY, key="one", remind=(before,))
    (event,) = icalendar.Calendar.from_ical(calendars.text([entry], "test")).walk("VEVENT")
    assert event["summary"] == summary and event["description"] == told
    assert (event["dtstart"].dt, event["dtend"].dt) == (on, on + timedelta(days=1))
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-before)


def test_the_order_of_entries_changes_nothing_and_each_has_an_id_of_its_own() -> None:
    entries = [Entry(DAY, name, "", made=DAY, key=name) for name in "abc"]
    text = calendars.text(entries, "test")
    assert text == calendars.text(entries[::-1], "test")
    assert calendars.mark("test") in text.encode()[:200]
    assert len({e["uid"] for e in icalendar.Calendar.from_ical(text).walk("VEVENT")}) == 3


def test_nothing_and_twice_are_refused() -> None:
    entry = Entry(DAY, "a", "", made=DAY, key="a")
    with pytest.raises(DomainError, match="nothing to put"):
        calendars.text([], "test")
    with pytest.raises(DomainError, match="twice"):
        calendars.text([entry, entry], "test")
