"""One cell of a cohort's file: from text to a value, or a sentence that says what to write.

More forgiving than the reader of the project's own tables, because spreadsheets make these
files; but never guessing: what could mean two things is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from helpers.cohort.problems import Wrong
from helpers.cohort.raw_tables import clean
from helpers.facts import Column
from helpers.facts.nearest import nearest

#: Years between which a date of a class can lie; outside them it is a slip of the keyboard.
YEARS = (1950, 2100)
PASS, FAIL = "pass", "fail"

_LONGEST = 500  # characters
_SHEET_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE)
# Control characters, halves of characters, and the mark for a letter that was lost before.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]{1,2}")  # 1,200 is left out: it may be a thousand
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]00:00(:00(\.0+)?)?)?")
_OTHER_DATE = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-9]{4})")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)"
    r" ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


def parse(text: str, column: Column) -> object:
    """The value of a cell; ``None``, or empty text in a column of text, where it is empty.

    Raises:
        Wrong: in words, without the place; the caller knows file, row and column.
    """
    text = clean(text)
    if text == "":
        if column.required:
            raise Wrong("the cell is empty and must not be; fill it in")
        return "" if column.kind in ("text", "email") else None
    _check_text(text)
    if column.kind != "text" and text.startswith("="):
        raise Wrong("this is a formula; put its value in its place")
    return _PARSERS[column.kind](text, column)


def _check_text(text: str) -> None:
    if len(text) > _LONGEST:
        raise Wrong(f"the cell is longer than {_LONGEST} characters; shorten it")
    if _SHEET_ERROR.fullmatch(text):
        raise Wrong("this is an error of the spreadsheet; put the value in its place")
    if found := _UNSHOWN.search(text):
        raise Wrong("a character cannot be shown; type it anew", f"it is U+{ord(found[0]):04X}")


def _text(text: str, column: Column) -> str:
    return text


def _id(text: str, column: Column) -> str:
    if not text.isprintable():
        raise Wrong("an invisible character is in it; type it anew")
    return text


def _email(text: str, column: Column) -> str:
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", text):
        raise Wrong("this is no email address; write one such as ana@example.org")
    return text


def _choice(text: str, column: Column) -> str:
    if text.lower() in column.choices:
        return text.lower()
    near = nearest(text, column.choices)
    hint = f"did you mean {near}?" if near else ""
    raise Wrong(f"write one of {', '.join(column.choices)}", hint)


def _number(text: str, column: Column) -> float:
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise Wrong("write a plain number such as 5 or 3.5")
    value = float(text)
    if column.least is not None and value < column.least:
        raise Wrong(f"write a number that is at least {column.least:g}")
    if column.greatest is not None and value > column.greatest:
        raise Wrong(f"write a number that is at most {column.greatest:g}")
    return value


def _integer(text: str, column: Column) -> int:
    value = _number(text, column)
    if not value.is_integer():
        raise Wrong("write a whole number such as 2")
    return int(value)


def _yesno(text: str, column: Column) -> bool:
    if text.lower() not in ("yes", "no"):
        raise Wrong("write yes or no (true or false in cohort.toml)")
    return text.lower() == "yes"


def _date(text: str, column: Column) -> date:
    found = _DATE.fullmatch(text)
    if not found:
        raise Wrong("write the date as year-month-day", _better_date(text))
    return _day(found[1])


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Wrong("there is no such day in the calendar; correct it") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise Wrong("this year cannot be meant; correct it")
    return day


def _better_date(text: str) -> str:
    """What to write instead: every day that the text can mean."""
    found = _OTHER_DATE.fullmatch(text)
    days: list[str] = []
    if found:
        first, mark, second, year = found[1], found[2], found[3], found[4]
        # A point puts the day first wherever it is used; a stroke does so only in places.
        orders = [(second, first)] if mark == "." else [(first, second), (second, first)]
        days = [d for month, day in orders if (d := _iso(int(year), int(month), int(day)))]
    return " or ".join(dict.fromkeys(days)) or "for example 2026-03-31"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _moment(text: str, column: Column) -> datetime:
    """A moment in UTC."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Wrong("write date, time and offset", "for example 2026-03-31T09:30:00+02:00")
    day, clock, offset = found.groups()
    if not offset:
        hint = f"for example {day}T{clock}+02:00, or {day}T{clock}Z for UTC itself"
        raise Wrong("the time has no offset from UTC; add it", hint)
    _day(day)
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(UTC)
    except ValueError:
        raise Wrong("there is no such time or offset; correct it") from None


def _result(text: str, column: Column) -> str | float:
    """``pass``, ``fail``, or a score in percent."""
    if text.lower() in (PASS, FAIL):
        return text.lower()
    try:
        return _number(text.removesuffix("%").strip(), column)
    except ValueError:
        raise Wrong("write pass, fail, or a score from 0 to 100 percent") from None


_PARSERS: dict[str, Callable[[str, Column], object]] = {
    "text": _text,
    "id": _id,
    "email": _email,
    "choice": _choice,
    "number": _number,
    "integer": _integer,
    "yesno": _yesno,
    "date": _date,
    "moment": _moment,
    "result": _result,
}
