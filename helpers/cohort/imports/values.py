"""Cells as other programs write them, into what a cohort's files hold: days, hours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.problems import Wrong

_ORDERED = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
# A time behind the day, as exports write it.
_BEHIND = re.compile(
    r"^(.*?[0-9])(?:T|,? )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r" ?(?:[ap]\.?m\.?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([0-9]{1,2}):?([0-9]{2})(?::[0-9]{2})? ?([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_DAY = Column("date", "date", True)
_EXPIRY = Column("expires", "expiry", True)
_HOURS = Column("hours", "hours", True, least=0, greatest=24)


class At(Wrong):
    """A cell that cannot be read, with its column."""

    def __init__(self, error: Wrong, column: str, read: str) -> None:
        super().__init__(error.remedy, error.hint)
        self.column, self.read = column, read


def read_cell(
    cells: Mapping[str, str], columns: Mapping[str, str], target: str, read: Callable[[str], str]
) -> str:
    """What a cell says.

    Raises:
        At: in words, with the cell's column.
    """
    text = cells[columns[target]]
    try:
        return read(text)
    except Wrong as error:
        raise At(error, columns[target], text) from None


def day_order(texts: Iterable[str]) -> str:
    """Whether 3/4/2026 puts the day or the month first, by cells that can mean one thing only.

    Empty where no such cell decides it, or where two contradict each other.
    """
    day_first = month_first = False
    for text in texts:
        if found := _ORDERED.fullmatch(_without_time(text)):
            first, second = int(found[1]), int(found[3])
            day_first |= first > 12 or found[2] == "."
            month_first |= second > 12
    if day_first == month_first:
        return ""
    return "day first" if day_first else "month first"


def two_days(text: str) -> bool:
    """Whether a text such as 03/04/2025 can mean two days."""
    found = _ORDERED.fullmatch(_without_time(text))
    if not found or found[2] == ".":
        return False
    first, second = int(found[1]), int(found[3])
    return first != second and max(first, second) <= 12


def is_day(text: str) -> bool:
    """Whether a text is a day, whichever of its numbers is the month."""
    for order in ("month first", "day first"):
        try:
            day(text, order)
        except Wrong:
            continue
        return True
    return False


def day(text: str, order: str, *, month_is_enough: bool = False) -> str:
    """A day as 2026-03-31.

    Args:
        order: ``day first``, ``month first``, or empty where only what is clear is read.
        month_is_enough: whether ``06/2028`` is a day, too: the last of that month.

    Raises:
        Wrong: in words.
    """
    text = _without_time(text)
    column = _EXPIRY if month_is_enough else _DAY
    if found := _ORDERED.fullmatch(text):
        text = _ordered(found, order)
    value = parse(text, column)
    assert isinstance(value, date)
    return value.isoformat()


def _ordered(found: re.Match[str], order: str) -> str:
    first, second, year = int(found[1]), int(found[3]), found[4]
    year = f"20{year}" if len(year) == 2 else year
    if found[2] == "." or first > 12:
        order = order if first <= 12 and order else "day first"
    elif second > 12 or first == second:
        order = order or "month first"
    if not order:
        raise Wrong('say in cohort.toml whether dates = "day first" or "month first"')
    month, number = (first, second) if order == "month first" else (second, first)
    return f"{year}-{month:02}-{number:02}"


def _without_time(text: str) -> str:
    found = _BEHIND.match(text)
    return found[1] if found else text


def hours(text: str) -> float:
    """Hours as ``8``, ``8.5``, ``8:30`` or ``8 h 30 min``.

    Raises:
        Wrong: in words.
    """
    value = parse(text, _HOURS)
    assert isinstance(value, float)
    return value


def between(start: str, end: str) -> float:
    """The hours from one time of day to another; past midnight where the end is earlier.

    Raises:
        Wrong: in words.
    """
    first, last = _minutes(start), _minutes(end)
    if first == last:
        raise Wrong("begin and end are the same; write the hours")
    return ((last - first) % 1440) / 60


def _minutes(text: str) -> int:
    day_and_time = re.fullmatch(r".*[0-9][ T]([0-9]{1,2}:[0-9]{2}.*)", text)
    found = _CLOCK.fullmatch(day_and_time[1] if day_and_time else text)
    if not found:
        raise Wrong("write a time of day such as 07:00")
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise Wrong("there is no such time of day; correct it")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Wrong("there is no such time of day; correct it")
    return hour * 60 + minute
