"""What registries counted: the newest figure for a group, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.domain.errors import DomainError
from helpers.facts import load

SURVIVAL = "survival to hospital discharge"
SHOCKABLE = "initially shockable"
CARES = "CARES"
#: Groups in the order in which the lesson speaks of them.
BY_RHYTHM = ("shockable", "PEA or idioventricular", "asystole")
BY_WITNESS = ("witnessed by a 911 responder", "witnessed by a bystander", "unwitnessed")
BY_CAUSE = ("presumed cardiac cause", "respiratory cause", "drowning", "overdose")


#: Everybody, and the same people by rhythm, by witness and by cause.
ALL_GROUPS = ("all", *BY_RHYTHM, *BY_WITNESS, *BY_CAUSE)


@dataclass(frozen=True)
class Count:
    """What a registry counted in one group in one year: ``value`` in ``unit``."""

    group: str
    value: float
    unit: str
    year: int


@dataclass(frozen=True)
class RhythmPart:
    """How much of the gap between two groups the rhythm that was found would make alone.

    Attributes:
        year: the year of all six percentages behind it.
        gap: survival of the first group less that of the second, in percentage points.
        points: what the difference in shockable rhythms alone would make of it, in points.
    """

    year: int
    gap: float
    points: float

    @property
    def percent(self) -> float:
        """The part of the rhythm, in percent of the gap."""
        return 100 * self.points / self.gap

    def __str__(self) -> str:
        return (
            f"in {self.year} the gap was {self.gap:.1f} points; "
            f"the rhythm alone would make {self.points:.1f} of them, or {self.percent:.0f} %"
        )


def newest(
    group: str = "all", measure: str = SURVIVAL, registry: str = CARES, *, year: int | None = None
) -> Count:
    """The newest national figure for a group, or that of one year.

    Raises:
        DomainError: where the registry has no such row.
    """
    row = _newest(group, measure, registry, year).iloc[0]
    return Count(str(row["group"]), float(row["value"]), str(row["unit"]), int(row["year"]))


def _newest(
    group: str, measure: str, registry: str = CARES, year: int | None = None
) -> pd.DataFrame:
    """The one row of the table, so that its source and confidence stay with it."""
    table = load("registry").query(
        "registry == @registry and measure == @measure and group == @group "
        "and region == 'United States'"
    )
    if year is not None:
        table = table[table["year"] == year]
    if table.empty:
        when = "" if year is None else f" in {year}"
        raise DomainError(f"{registry} has no {measure!r} for {group!r}{when} in our tables")
    return table.sort_values("year").tail(1)


def counts(*groups: str, measure: str = SURVIVAL, year: int | None = None) -> pd.DataFrame:
    """The newest row of each group, or that of one year, with its source and confidence.

    Raises:
        DomainError: where the registry has no such row.
    """
    return pd.concat([_newest(group, measure, year=year) for group in groups])


def rhythm_part(
    group: str = BY_WITNESS[1], other: str = BY_WITNESS[2], *, year: int = 2023
) -> RhythmPart:
    """How much of the gap in survival between two groups the first rhythm would make alone.

    If survival depended on nothing but whether the rhythm was shockable, the groups would
    differ by the difference of their shares of shockable rhythms times the difference in
    survival between shockable and other rhythms. Crude counts: a reading, no effect.

    Raises:
        DomainError: where one of the six percentages is missing for that year.
    """

    def percent(who: str, measure: str = SURVIVAL) -> float:
        return newest(who, measure, year=year).value

    more_shockable = percent(group, SHOCKABLE) - percent(other, SHOCKABLE)
    worth = percent("shockable") - percent("non-shockable")
    return RhythmPart(year, percent(group) - percent(other), more_shockable * worth / 100)
