"""One cell: from text to the value its column promises, or a sentence that says why not."""

from __future__ import annotations

import math
import re
from datetime import date

from helpers.facts.schema import Column

_SPACE = re.compile(r"^\s|\s$")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def parse(text: str, column: Column) -> object:
    """The value of a cell; ``None`` where it is empty.

    Raises:
        ValueError: in words, without the place; the caller knows file, row and column.
    """
    if text == "":
        if column.required:
            raise ValueError("the cell is empty and must not be")
        return None
    if _SPACE.search(text):
        raise ValueError(f"{text!r} begins or ends with a space; take it out")
    return _PARSERS[column.kind](text, column)


def split(text: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, which are joined by a semicolon."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _text(text: str, column: Column) -> str:
    return text


def _list(text: str, column: Column) -> tuple[str, ...]:
    entries = split(text)
    for entry in entries if column.choices else ():
        _choice(entry, column)
    return entries


def _choice(text: str, column: Column) -> str:
    if text not in column.choices:
        raise ValueError(f"{text!r} was read; it must be one of {', '.join(column.choices)}")
    return text


def _number(text: str, column: Column) -> float:
    # float() would also take "nan", "inf" and "1_000", none of which is meant in a table.
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} was read; it must be a plain number such as 5 or 2.3")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is too large for a number")
    if column.least is not None and value < column.least:
        raise ValueError(f"{text} was read; it must be at least {column.least:g}")
    if column.greatest is not None and value > column.greatest:
        raise ValueError(f"{text} was read; it must be at most {column.greatest:g}")
    return value


def _integer(text: str, column: Column) -> int:
    value = _number(text, column)
    if not value.is_integer():
        raise ValueError(f"{text!r} was read; it must be a whole number")
    return int(value)


def _year(text: str, column: Column) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise ValueError(f"{text!r} was read; it must be a year such as 2004")
    return int(text)


def _date(text: str, column: Column) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} was read; it must be a date such as 2026-03-31") from None


def _yesno(text: str, column: Column) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} was read; it must be yes or no")
    return text == "yes"


_PARSERS = {
    "text": _text,
    "list": _list,
    "choice": _choice,
    "number": _number,
    "integer": _integer,
    "year": _year,
    "date": _date,
    "yesno": _yesno,
    "fact": _list,
    "source": _list,
}
