"""One arrest on its clock: who is at work from when to when, and to whom they hand over."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from helpers.facts import records


@dataclass(frozen=True)
class Shift:
    """Who has the patient from when to when: a row of ``handover_shifts``."""

    step: int
    who: str
    level: Literal["lay", "dispatch", "BLS", "ALS", "hospital"]
    begins: float
    ends: float
    does: str
    hands_to: str
    says: str


@functools.cache
def shifts() -> tuple[Shift, ...]:
    """The arrest of the lesson: who is at work in which minutes."""
    return records("handover_shifts", Shift)
