"""What to come back to in a calendar: one entry a day and lesson, never in the past."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from helpers.course import come_back
from helpers.course.schedule import Due
from helpers.domain.errors import DomainError

TODAY = date(2026, 11, 27)


def due(lesson: str, objective: str, on: date) -> Due:
    return Due(lesson, objective, on, last=date(2026, 11, 20), times=1, stability=2.3)


def test_one_entry_a_day_and_lesson_with_section_and_why() -> None:
    found = [
        due("02_basic_life_support", "Choking", date(2026, 12, 1)),
        due("02_basic_life_support", "Breaths", date(2026, 12, 1)),
        due("03_the_aed", "Pads", date(2026, 11, 1)),
    ]
    events = icalendar.Calendar.from_ical(come_back.calendar(found, TODAY)).walk("VEVENT")
    assert [(str(e["summary"]), e["dtstart"].dt) for e in events] == [
        ("Come back to The AED", TODAY),
        ("Come back to Basic life support", date(2026, 12, 1)),
    ]
    told = str(events[1]["description"])
    assert "Choking, section 'Somebody chokes': Answered on one day" in told
    assert "FSRS" in told and "Sixty seconds" in told


def test_nothing_answered_is_said() -> None:
    with pytest.raises(DomainError, match="Nothing has been answered yet"):
        come_back.calendar([], TODAY)
