"""One cell: from text to the value its field promises, and back to what a reader expects."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from helpers.facts.schema import Field

_SPACE = re.compile(r"^\s|\s$")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def parse(text: str, field: Field) -> object:
    """The value of a cell; ``None`` where it is empty.

    Raises:
        ValueError: in words, without the place; the caller knows file, row and field.
    """
    if text == "":
        if field.required:
            raise ValueError("the cell is empty and must not be")
        return None
    if _SPACE.search(text):
        raise ValueError(f"{text!r} begins or ends with a space; take it out")
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise ValueError(f"{text!r} was read; it must be of the form {field.pattern}")
    if field.enum and text not in field.enum:
        raise ValueError(f"{text!r} was read; it must be one of {', '.join(field.enum)}")
    return _PARSERS[field.type](text, field)


def _string(text: str, field: Field) -> str:
    return text


def _list(text: str, field: Field) -> tuple[str, ...]:
    items = tuple(part.strip() for part in text.split(field.delimiter))
    if "" in items:
        raise ValueError(f"{text!r} was read; between two {field.delimiter!r} stands nothing")
    for item in items:
        if field.choices and item not in field.choices:
            raise ValueError(f"{item!r} was read; it must be one of {', '.join(field.choices)}")
    return items


def _number(text: str, field: Field) -> float:
    # float() would also take "nan", "inf" and "1_000", none of which is meant in a table.
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} was read; it must be a plain number such as 5 or 2.3")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is too large for a number")
    if field.minimum is not None and value < field.minimum:
        raise ValueError(f"{text} was read; it must be at least {field.minimum:g}")
    if field.maximum is not None and value > field.maximum:
        raise ValueError(f"{text} was read; it must be at most {field.maximum:g}")
    return value


def _integer(text: str, field: Field) -> int:
    value = _number(text, field)
    if not value.is_integer():
        raise ValueError(f"{text!r} was read; it must be a whole number")
    return int(value)


def _year(text: str, field: Field) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise ValueError(f"{text!r} was read; it must be a year such as 2004")
    return int(_number(text, field))


def _date(text: str, field: Field) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} was read; it must be a date such as 2026-03-31") from None


def _boolean(text: str, field: Field) -> bool:
    if text not in (*field.true_values, *field.false_values):
        known = " or ".join((*field.true_values, *field.false_values))
        raise ValueError(f"{text!r} was read; it must be {known}")
    return text in field.true_values


_PARSERS: dict[str, Callable[[str, Field], object]] = {
    "string": _string,
    "list": _list,
    "number": _number,
    "integer": _integer,
    "year": _year,
    "date": _date,
    "boolean": _boolean,
}


def as_text(value: object) -> str:
    """A cell as a reader expects it: no NaN, no ``5.0``, lists joined by commas."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)
