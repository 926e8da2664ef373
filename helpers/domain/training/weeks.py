"""A place's two courses as weeks, one standing on the other."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.domain.training.hours import Hours, weeks_in_words
from helpers.domain.training.places import Place, check_way
from helpers.domain.training.texts import Requirement


@dataclass(frozen=True)
class Tower:
    """One course as weeks, standing on the course below it.

    Attributes:
        base: weeks of the course below; 0 where it is not counted in.
        least, most: weeks of its own.
        counts: ``whole``, ``part`` or ``unknown``, the worst of its rows.
        is_minimum: whether a text names a least number only.
        mixes_units: whether lessons that are shorter than an hour are counted as hours.
        hours: what it takes with everything it stands on.
        hours_a_week: the pace.
    """

    level: str
    base: float
    least: float
    most: float
    counts: str
    is_minimum: bool
    mixes_units: bool
    hours: Hours
    hours_a_week: float

    def __str__(self) -> str:
        start = "at least " if self.is_minimum else ""
        unit = " if every lesson were an hour" if self.mixes_units else ""
        return f"{start}{self.hours}, {weeks_in_words(self.hours, self.hours_a_week)}{unit}"


def towers(where: Place, way: str, hours_a_week: float) -> tuple[Tower, Tower]:
    """The EMT's and the paramedic's course of a place in weeks.

    Raises:
        DomainError: for ``including`` where there is nothing to include, and for a number of
            hours a week that is not more than 0.
        ValueError: for a way that is neither.
    """
    check_way(where, way)
    below = where.emt.hours.weeks(hours_a_week)[1] if way == "including" else 0.0
    shown = where.from_nothing if way == "including" else where.paramedic
    courses = (
        (where.emt.hours, where.emt.hours, (where.emt,), 0.0),
        (where.paramedic, shown, where.above, below),
    )
    return tuple(
        _tower(level, own, said, rows, base, hours_a_week)
        for level, (own, said, rows, base) in zip(("EMT", "paramedic"), courses, strict=True)
    )


def _tower(
    level: str,
    own: Hours,
    said: Hours,
    rows: tuple[Requirement, ...],
    base: float,
    hours_a_week: float,
) -> Tower:
    counts = next(mark for mark in ("part", "unknown", "whole") if mark in {r.counts for r in rows})
    least = any(row.is_minimum for row in rows)
    mixed = any(row.counted == "several units mixed" for row in rows)
    return Tower(level, base, *own.weeks(hours_a_week), counts, least, mixed, said, hours_a_week)
