"""Clocks of a heart attack and of a stroke: what is to have happened by when."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import records
from helpers.facts.nearest import known

#: The illnesses whose clocks are known.
CARES = ("heart attack", "stroke")
_HOUR = 60
#: Up to here a picture counts in minutes, beyond in hours.
IN_MINUTES = 2 * _HOUR


@dataclass(frozen=True)
class Clock:
    """A limit: ``event`` within ``limit_minutes`` of ``clock_starts``.

    Attributes:
        least_minutes: where a range is named, its lower end.
        kind: ``goal``, how fast a good service is, or ``window``, how late it is still done.
        words: the limit as a reader sees it; its number stands in it.
    """

    fact_id: str
    care: str
    clock_starts: str
    event: str
    least_minutes: float | None
    limit_minutes: float
    kind: str
    for_whom: str
    words: str
    edition: str
    is_drawn: bool
    note: str
    confidence: str

    def __post_init__(self) -> None:
        minutes, hours = f"{self.limit_minutes:g} min", f"{self.limit_minutes / _HOUR:g} hour"
        if minutes not in self.words and hours not in self.words:
            raise ValueError(f"{self.fact_id}: words name neither {minutes!r} nor {hours!r}")

    @property
    def in_hours(self) -> bool:
        """Whether a picture counts it in hours."""
        return self.limit_minutes > IN_MINUTES


@functools.cache
def clocks(care: str) -> tuple[Clock, ...]:
    """The clocks of an illness that are drawn, those with one start together.

    Raises:
        ValueError: for another illness; the nearest is named.
    """
    known(care, CARES, "illness")
    drawn = [c for c in records("care_clocks", Clock) if c.care == care and c.is_drawn]
    starts = list(dict.fromkeys(clock.clock_starts for clock in drawn))
    return tuple(sorted(drawn, key=lambda clock: starts.index(clock.clock_starts)))
