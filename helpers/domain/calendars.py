"""Days as a file that a calendar reads (.ics, RFC 5545): whole days, with reminders before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from helpers.domain.errors import DomainError

_OURS = "life-support-curriculum"


@dataclass(frozen=True)
class Entry:
    """One whole day.

    Attributes:
        summary: what stands in the calendar.
        told: more about it.
        made: the day on which it was decided; the file does not change by itself.
        key: what makes it the same entry another time.
        remind: days before, one reminder each.
    """

    on: date
    summary: str
    told: str
    made: date
    key: str
    remind: tuple[int, ...] = ()


def mark(product: str) -> bytes:
    """What a file of this product says near its head, and no other file."""
    return f"-//{_OURS}//{product}//EN".encode()


def text(entries: Sequence[Entry], product: str) -> str:
    """The text of the file: the same entries give the same text, whatever their order.

    Args:
        product: what made it, in a word.

    Raises:
        DomainError: for no entry, and for one that is there twice.
    """
    if not entries:
        raise DomainError("there is nothing to put into a calendar yet")
    if len({entry.key for entry in entries}) < len(entries):
        raise DomainError("an entry is there twice; take one out")
    whole = Calendar()
    whole.add("prodid", mark(product).decode())
    whole.add("version", "2.0")
    for entry in sorted(entries, key=lambda one: (one.on, one.summary)):
        whole.add_component(_event(entry))
    made: bytes = whole.to_ical()
    return made.decode("utf-8")


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(entry.key.encode()).hexdigest()[:32]}@{_OURS}")
    event.add("dtstamp", datetime(entry.made.year, entry.made.month, entry.made.day, tzinfo=UTC))
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))  # a whole day, the end excluded
    event.add("summary", entry.summary)
    event.add("description", entry.told)
    event.add("transp", "TRANSPARENT")
    for days in entry.remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{entry.summary}: in {days} days")
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event
