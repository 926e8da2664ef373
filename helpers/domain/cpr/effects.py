"""What studies measured when CPR was given: the numbers of the table ``cpr_effects``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.interval import both_ends
from helpers.facts import records
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Effect:
    """One number of one study: a row of ``cpr_effects``.

    Attributes:
        n: people, animals or teams; None where the number was not read.
        group: when, or in whom, it was measured.
        value: in ``unit``.
        low, high: ends of the interval that ``interval`` names; None where none was read.
    """

    fact_id: str
    study: str
    year: int
    design: str
    n: int | None
    measure: str
    group: str
    value: float
    low: float | None
    high: float | None
    interval: str
    unit: str
    note: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    @property
    def seconds_compared(self) -> tuple[float, ...]:
        """The seconds that its group names, in their order."""
        return tuple(float(number) for number in re.findall(r"([\d.]+) s\b", self.group))

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of its interval.

        Raises:
            ValueError: where no interval was read.
        """
        return both_ends(self.fact_id, self.low, self.high)

    def found(self) -> str:
        """Number, unit and interval in words."""
        number = f"{self.value:g}"
        odds = self.unit == "adjusted odds ratio"
        text = f"{self.unit} {number}" if odds else f"{number} {self.unit}"
        if self.low is None:
            return text
        return f"{text} ({self.low:g} to {self.high:g}; {self.interval})"


@functools.cache
def effects() -> Mapping[str, Effect]:
    """Every row of ``cpr_effects`` by its id, in the order of the table."""
    return MappingProxyType({one.fact_id: one for one in records("cpr_effects", Effect)})


def effect_row(fact_id: str) -> Effect:
    """One row of ``cpr_effects``.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    return effects()[known(fact_id, effects(), "effect")]


def effect(fact_id: str) -> float:
    """The number of one row of ``cpr_effects``, in the row's unit.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    return effect_row(fact_id).value


def needed_pressure() -> Effect:
    """The peak pressure that everybody whose circulation returned had reached (mmHg)."""
    return effect_row("CE15")


def shock_pause() -> tuple[Effect, Effect]:
    """The median pause before a shock (seconds), and the odds of survival after a long one."""
    return effect_row("X06-4"), effect_row("X06-1")


def depth_measured() -> tuple[Effect, Effect]:
    """The mean depth that crews pressed, and the depth with the highest survival (mm)."""
    return effect_row("X07-1"), effect_row("X07-2")


def fatigue() -> tuple[tuple[Effect, ...], Effect]:
    """Correct compressions minute by minute (percent), and the study that saw hardly any fall."""
    return tuple(effect_row(f"X08-{minute}") for minute in range(1, 6)), effect_row("X08-8")


def findings(*studies: str) -> tuple[Effect, ...]:
    """What these studies found, in the order of the table.

    Raises:
        ValueError: for a study that ``cpr_effects`` does not have.
    """
    for study in studies:
        known(study, {one.study for one in effects().values()}, "study")
    return tuple(one for one in effects().values() if one.study in studies)
