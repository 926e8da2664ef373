"""How well people read rhythms, as published: rows of the table ``rhythm_readers``."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import records


@dataclass(frozen=True)
class Reader:
    """A group of people, what they were asked, and the share that was right.

    Attributes:
        percent: right, percent; None where only a bound is given.
        percent_low, percent_high: the ends, and ``range_is`` what they are.
    """

    fact_id: str
    who: str
    task: str
    n: int | None
    year: int | None
    percent: float | None
    percent_low: float | None
    percent_high: float | None
    range_is: str
    note: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __str__(self) -> str:
        year = f", {self.year}" if self.year else ""
        share = (
            f"{self.percent:g} %" if self.percent is not None else f"over {self.percent_low:g} %"
        )
        return f"{self.who} {share} ({self.task}{year})"


@functools.cache
def readers() -> tuple[Reader, ...]:
    """All groups, in the order of the table."""
    return records("rhythm_readers", Reader)
