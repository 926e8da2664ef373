"""What to come back to, as entries of a calendar: one a day and lesson, with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from helpers.course.lessons import lesson_titles
from helpers.course.objectives import headings as objective_headings
from helpers.course.schedule import Due
from helpers.domain import calendars
from helpers.domain.calendars import Entry
from helpers.domain.errors import DomainError

PRODUCT = "review"
_WHY = (
    "The day is that of FSRS, a model of memory with the parameters of its authors: nine in ten "
    "are to be remembered on it, and nobody waits longer than 91 days. Begin with Sixty seconds."
)


def calendar(due: Iterable[Due], today: date) -> str:
    """The text of an .ics file; what was due before today stands on today.

    Raises:
        DomainError: where nothing has been answered yet.
    """
    due = tuple(due)
    if not due:
        raise DomainError("Nothing has been answered yet, so nothing is to come back to.")
    titles = lesson_titles()
    headings = objective_headings()
    days: dict[tuple[date, str], list[Due]] = defaultdict(list)
    for entry in due:
        days[max(entry.on, today), entry.lesson].append(entry)
    entries = [
        Entry(
            on,
            f"Come back to {titles[lesson]}",
            " ".join([*(_line(one, headings) for one in found), _WHY]),
            made=max(one.last for one in found),
            key=f"{lesson}/{on}",
        )
        for (on, lesson), found in days.items()
    ]
    return calendars.text(entries, PRODUCT)


def _line(entry: Due, headings: dict[tuple[str, str], str]) -> str:
    heading = headings.get((entry.lesson, entry.objective), "")
    place = f", section {heading!r}" if heading else ""
    return f"{entry.objective}{place}: {entry.why}"
