"""Words and numbers that every report writes alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from helpers.facts.cell_values import as_text

_MOST_NAMES = 12


def some(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def points(value: float) -> str:
    """Percentage points with their sign; none stands before nothing."""
    return f"{value:+z.1f}".replace("+0.0", "0.0").replace("-", "−")


def number(value: float) -> str:
    """A number, or nothing for none."""
    return "" if not value or math.isnan(value) else f"{value:,.10g}"


def share(count: int, of: int, low: float, high: float) -> str:
    """A count of a whole, with its share and the interval of that, from 0 to 1."""
    return f"{count} of {of}: {100 * count / of:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def days(start: date, end: date) -> str:
    """The days of a class."""
    return f"{start}" if start == end else f"{start} to {end}"


def past(day: object, pseudonyms: bool) -> str:
    """A day of somebody's past; under pseudonyms to the month, since it may tell who it is."""
    text = as_text(day)
    return text[:7] if pseudonyms else text


def names(found: Sequence[str], everybody: int, most: int = _MOST_NAMES) -> str:
    """Names in a row; where there are very many, how many, since the class is listed below."""
    if len(found) > 1 and len(found) == everybody:
        return f"all {everybody} learners"
    if len(found) > most:
        return f"{len(found)} learners; the list of the class names them"
    return ", ".join(found)
