"""What textbooks say of each rhythm: the rows of the table ``rhythms``."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from types import MappingProxyType

from helpers.facts import records
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Rhythm:
    """What textbooks say of one rhythm, and what an AED should advise.

    Attributes:
        family: what a reader of the strip calls it; empty where two rhythms are mixed.
        grade_class: the class in which an AED is graded on it, as in ``aed_goals``, or nothing.
        advice: ``shock``, ``no shock``, ``either`` where goals only ask for a report, or nothing.
        rates: least and greatest rate in textbooks, a minute; NaN where none is given.
        drawn: least and greatest rate of our strips, a minute.
        qrs_ms: least and greatest width of the QRS, milliseconds.
    """

    name: str
    short: str
    family: str
    grade_class: str
    advice: str
    rates: tuple[float, float]
    drawn: tuple[float, float]
    qrs_ms: tuple[float, float]
    p_waves: str
    regularity: str
    picture: str
    note: str


@functools.cache
def rhythms() -> MappingProxyType[str, Rhythm]:
    """Every rhythm by its name, in the order of the table."""
    return MappingProxyType({row.rhythm: _rhythm(row) for row in records("rhythms", _Row)})


@dataclass(frozen=True)
class _Row:
    """The columns of ``rhythms`` from which a rhythm is made."""

    rhythm: str
    short: str
    family: str
    grade_class: str
    advice: str
    rate_least: float | None
    rate_most: float | None
    drawn_least: float | None
    drawn_most: float | None
    qrs_ms_least: float | None
    qrs_ms_most: float | None
    p_waves: str
    regularity: str
    picture: str
    note: str


def _rhythm(row: _Row) -> Rhythm:
    return Rhythm(
        name=row.rhythm,
        short=row.short,
        family=row.family,
        grade_class=row.grade_class,
        advice=row.advice,
        rates=_range(row.rate_least, row.rate_most),
        drawn=_range(row.drawn_least, row.drawn_most),
        qrs_ms=_range(row.qrs_ms_least, row.qrs_ms_most),
        p_waves=row.p_waves,
        regularity=row.regularity,
        picture=row.picture,
        note=row.note,
    )


def _range(minimum: float | None, maximum: float | None) -> tuple[float, float]:
    """Two ends; NaN where none is given."""
    low, high = (math.nan if end is None else end for end in (minimum, maximum))
    return low, high


def names() -> tuple[str, ...]:
    """The names of all rhythms."""
    return tuple(rhythms())


def graded() -> tuple[str, ...]:
    """The names of those on which an AED is graded."""
    return tuple(name for name, one in rhythms().items() if one.grade_class)


def family(name: str) -> tuple[str, ...]:
    """The names of the rhythms that a reader calls so.

    Raises:
        ValueError: for a name that no rhythm is called by; the nearest is named.
    """
    known(name, (one.family for one in rhythms().values() if one.family), "rhythm")
    return tuple(one.name for one in rhythms().values() if one.family == name)


def rhythm(name: str) -> Rhythm:
    """One rhythm by its name.

    Raises:
        ValueError: for an unknown name; the nearest is named.
    """
    return rhythms()[known(name, names(), "rhythm")]
