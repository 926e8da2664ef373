"""What a town can buy, and what was published of its price."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import records


@dataclass(frozen=True)
class Cost:
    """One thing to spend on: a row of ``town_costs``; most have no price that was found."""

    fact_id: str
    policy: str
    thing: str
    step: str
    price: float | None
    unit: str
    finding: str
    note: str
    source: tuple[str, ...]
    via: tuple[str, ...]


@functools.cache
def costs() -> tuple[Cost, ...]:
    """Every thing that a town can spend on, in the order of the table."""
    return records("town_costs", Cost)
