"""One cell of a cohort's file: from text to a value, or a sentence that says what to write.

More forgiving than the reader of the project's own tables, because spreadsheets make these
files; but never guessing: what could mean two things is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from helpers.cohort.column import Column
from helpers.cohort.problems import Wrong
from helpers.cohort.raw_tables import LONGEST, clean
from helpers.course.ids import clean_id
from helpers.facts.nearest import nearest

#: Years between which a date of a class can lie; outside them it is a slip of the keyboard.
YEARS = (1950, 2100)
PASS, FAIL = "pass", "fail"

#: Kinds whose empty cells are empty text.
TEXTS = ("text", "email", "name", "person")
#: What a formula without a stored value is read as from a workbook.
NO_VALUE = "=?"

# What people write into a cell that they leave empty; so is all that has no letter or digit.
_EMPTY = frozenset(
    (
        *("n/a", "n.a.", "n.a", "n\\a", "n/k", "none", "null", "nil", "nan", "unknown", "blank"),
        *("(blank)", "(empty)", "(none)", "tbd", "tba", "tbc", "t.b.d.", "t.b.a."),
        *("not applicable", "not available", "not known", "to be confirmed"),
    )
)
# What is somebody's answer, or a formula's on an empty cell, but nobody's name.
_NO_NAME = frozenset(("0", "yes", "no", "true", "false", "pass", "passed", "fail", "failed"))
_SHEET_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE)
# Control characters, halves of characters, and the mark for a letter that was lost before.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]{1,2}")  # 1,200 is left out: it may be a thousand
_TO_ONE = re.compile(r"([0-9]{1,3}) ?(?::|to|/) ?1")
# As typed, or as a workbook gives a time of day: 08:30:00.
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_HOURS_MINUTES = re.compile(
    r"(?:([0-9]{1,2}(?:[.,][0-9]{1,2})?) ?(?:h|hrs?|hours?)\.?)?"
    r" ?(?:([0-9]{1,4}) ?(?:m|mins?|minutes?)\.?)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]00:00(:00(\.0+)?)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
# Not by the locale: the file does not know on whose machine it is read.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NAME = r"(?P<month>[A-Za-z]{3,9}\.?)"
_DAY_MONTH_YEAR = re.compile(rf"(?P<day>[0-9]{{1,2}})\.?[ -]{_NAME}[ -](?P<year>[0-9]{{4}})")
_MONTH_DAY_YEAR = re.compile(rf"{_NAME} (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9}\.?)[-/ ]([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[2-6][0-9]{4}")  # days as a spreadsheet counts them, from 1954 to 2091
_OTHER_DATE = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-9]{4})")
_POINTS = re.compile(r"([0-9]{1,4}) ?(?:/|of) ?([0-9]{1,4})")
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
    if text == "" or _is_empty(text, column.kind):
        if column.required:
            raise Wrong(_NEEDED if text == "" else _NO_VALUE_WORDS)
        return "" if column.kind in TEXTS else None
    _check_text(text)
    if column.kind not in ("text", "person") and text.startswith("="):
        raise Wrong("this is a formula; put its value in its place")
    return _PARSERS[column.kind](text, column)


_NEEDED = "the cell is empty and must not be; fill it in"
_NO_VALUE_WORDS = "this is no value, and the cell must not be empty; fill it in"


def _is_empty(text: str, kind: str) -> bool:
    """Whether a text only says that there is nothing to say."""
    if text == NO_VALUE:
        return False  # told as what it is
    if _SHEET_ERROR.fullmatch(text):
        return False  # so is this
    if kind == "id":
        return False  # an option of a question is called none
    word = text.casefold()
    no_name = kind in ("name", "person") and word in _NO_NAME
    return word in _EMPTY or no_name or not any(sign.isalnum() for sign in text)


def _check_text(text: str) -> None:
    if len(text) > LONGEST:
        raise Wrong(f"the cell is longer than {LONGEST} characters; shorten it")
    if text == NO_VALUE:
        raise Wrong(
            "this is a formula without a stored value; open the file in a spreadsheet and save "
            "it, or put the value in its place"
        )
    if _SHEET_ERROR.fullmatch(text):
        raise Wrong("this is an error of the spreadsheet; put the value in its place")
    if found := _UNSHOWN.search(text):
        raise Wrong("a character cannot be shown; type it anew", f"it is U+{ord(found[0]):04X}")


def _text(text: str, column: Column) -> str:
    return text


def _id(text: str, column: Column) -> str:
    try:
        return clean_id(text)
    except ValueError as error:
        raise Wrong(str(error)) from None


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
    if column.name.endswith("_percent"):
        text = text.removesuffix("%").strip()
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        ratio = _TO_ONE.fullmatch(text)
        raise Wrong("write a plain number such as 5 or 3.5", f"{ratio[1]} here" if ratio else "")
    return _in_range(float(text), column)


def _in_range(value: float, column: Column) -> float:
    if column.least is not None and value < column.least:
        raise Wrong(f"write a number that is at least {column.least:g}")
    if column.greatest is not None and value > column.greatest:
        raise Wrong(f"write a number that is at most {column.greatest:g}")
    return value


def _hours(text: str, column: Column) -> float:
    """Hours of 60 minutes: ``8.5``, ``8.5 h``, ``8:30``, ``8 h 30 min``, ``90 min``."""
    clock, words = _CLOCK.fullmatch(text), _HOURS_MINUTES.fullmatch(text)
    if clock or (words and any(words.groups())):
        found = clock or words
        assert found is not None
        hours, minutes = (float((part or "0").replace(",", ".")) for part in found.groups())
        if found is clock and minutes >= 60:
            raise Wrong("an hour has 60 minutes; correct it")
        return _in_range(hours + minutes / 60, column)
    return _number(text, column)


def _integer(text: str, column: Column) -> int:
    value = _number(text, column)
    if not value.is_integer():
        raise Wrong("write a whole number such as 2")
    return int(value)


def _yesno(text: str, column: Column) -> bool:
    if text.lower() not in ("yes", "no", "true", "false"):
        raise Wrong("write yes or no (true or false in cohort.toml)")
    return text.lower() in ("yes", "true")


def _date(text: str, column: Column) -> date:
    if found := _DATE.fullmatch(text):
        return _day(found[1])
    # The year first, or the month by its name: that can mean one day only.
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}")
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
        found = pattern.fullmatch(text)
        month = _month(found["month"]) if found else None
        if found and month:
            return _day(f"{found['year']}-{month:02}-{int(found['day']):02}")
    raise Wrong("write the date as year-month-day", _better_date(text))


def _expiry(text: str, column: Column) -> date:
    """A date, or the last day of a month: what a card shows as ``06/2028``."""
    year = month = None
    if found := _MONTH_YEAR.fullmatch(text):
        month, year = int(found[1]), int(found[2])
    elif found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _NAMED_MONTH.fullmatch(text):
        month, year = _month(found[1]), int(found[2])
    if year is None or month is None:
        return _date(text, column)
    if not 1 <= month <= 12:
        raise Wrong("there is no such month; correct it")
    last = calendar.monthrange(year, month)[1] if YEARS[0] <= year <= YEARS[1] else 1
    return _day(f"{year:04}-{month:02}-{last:02}")


def _month(name: str) -> int | None:
    """The month of an English name, or of its first three letters."""
    months = [month.lower() for month in _MONTHS]
    word = name.lower().rstrip(".")
    near = [n for n, month in enumerate(months, 1) if word in (month, month[:3], month[:4])]
    return near[0] if near else None


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
    if compact := _COMPACT.fullmatch(text):
        days = [_iso(*map(int, compact.groups()))]
    elif _SERIAL.fullmatch(text):
        days = [(date(1899, 12, 30) + timedelta(days=int(text))).isoformat()]
    elif moment := _MOMENT.fullmatch(text):
        days = [moment[1]]
    if found:
        first, mark, second, year = found[1], found[2], found[3], found[4]
        # A point puts the day first wherever it is used; a stroke does so only in places.
        orders = [(second, first)] if mark == "." else [(first, second), (second, first)]
        days = [d for month, day in orders if (d := _iso(int(year), int(month), int(day)))]
    return " or ".join(dict.fromkeys(filter(None, days))) or "for example 2026-03-31"


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
        remedy = "write pass, fail, or a score from 0 to 100 percent"
        raise Wrong(remedy, _better_result(text)) from None


def _better_result(text: str) -> str:
    """What to write instead, where that is clear."""
    if text.lower().rstrip(".!") in ("passed", "p", "ok"):
        return f"was {PASS} meant?"
    if text.lower().rstrip(".!") in ("failed", "f"):
        return f"was {FAIL} meant?"
    points = _POINTS.fullmatch(text)
    if points and 0 < int(points[2]) >= int(points[1]):
        return f"{100 * int(points[1]) / int(points[2]):.4g} here"
    return ""


_PARSERS: dict[str, Callable[[str, Column], object]] = {
    "text": _text,
    "name": _text,
    "person": _text,
    "id": _id,
    "learner": _id,
    "email": _email,
    "choice": _choice,
    "number": _number,
    "hours": _hours,
    "integer": _integer,
    "yesno": _yesno,
    "date": _date,
    "expiry": _expiry,
    "moment": _moment,
    "result": _result,
}
