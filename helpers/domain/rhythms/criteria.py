"""By what each rhythm is known: the rows of the table ``rhythm_criteria``."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from helpers.facts import records
from helpers.facts.nearest import known

#: The five steps of reading, in their order.
STEPS = ("Regular?", "Rate?", "P?", "PR?", "QRS?")
TOO_FEW = "too few beats"
#: What a rhythm is in somebody without a pulse.
SHOCKED, NOT_SHOCKED, PEA = "shock", "no shock", "PEA"


@dataclass(frozen=True)
class Criteria:
    """What each of the five steps finds in one rhythm; a step that can find several has several.

    Attributes:
        without_pulse: :data:`SHOCKED`, :data:`NOT_SHOCKED` or :data:`PEA`.
        mistaken_for: what it is taken for, the nearest first.
        is_told_alone: whether one strip is enough to name it.

    Raises:
        ValueError: where a doubt is claimed and not told, and where it is its own double.
    """

    fact_id: str
    family: str
    regular: tuple[str, ...]
    rate_least: float | None
    rate_most: float | None
    p: tuple[str, ...]
    pr: tuple[str, ...]
    qrs: tuple[str, ...]
    line: Literal["quiet", "restless", "saw teeth", "chaotic"]
    without_pulse: Literal["PEA", "shock", "no shock"]
    mistaken_for: tuple[str, ...]
    told_by: str
    is_told_alone: bool
    doubt: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if not self.is_told_alone and not self.doubt:
            raise ValueError("why one strip is not enough must be told in 'doubt'")
        if self.family in self.mistaken_for or len(self.mistaken_for) < 3:
            raise ValueError("three other rhythms are needed for which it may be taken")

    @property
    def rates(self) -> tuple[float, float]:
        """Least and greatest rate, a minute; 0 and infinity where the rate says nothing."""
        most = math.inf if self.rate_most is None else self.rate_most
        return self.rate_least or 0.0, most

    def allowed(self, step: str) -> tuple[str, ...]:
        """What one of :data:`STEPS` may find; for the rate one phrase.

        Raises:
            ValueError: for a word that is no step.
        """
        known(step, STEPS, "step")
        words = dict(
            zip(STEPS, (self.regular, (self._rate(),), self.p, self.pr, self.qrs), strict=True)
        )
        return words[step]

    def _rate(self) -> str:
        least, most = self.rates
        if not least:
            return "any rate" if most == math.inf else f"up to {most:g}"
        return f"{least:g} and more" if most == math.inf else f"{least:g} to {most:g}"


@functools.cache
def criteria() -> MappingProxyType[str, Criteria]:
    """The criteria of every rhythm by the name that a reader gives it, in the table's order."""
    rows = records("rhythm_criteria", Criteria)
    return MappingProxyType({row.family: row for row in rows})


def criteria_of(family: str) -> Criteria:
    """Those of one rhythm.

    Raises:
        ValueError: for an unknown name; the nearest is named.
    """
    return criteria()[known(family, criteria(), "rhythm")]


@dataclass(frozen=True)
class Measure:
    """One measure of the paper or of a strip; adults."""

    fact_id: str
    measure: str
    least: float
    most: float | None
    unit: str
    statement: str
    note: str


@functools.cache
def measures() -> MappingProxyType[str, Measure]:
    """Every measure by its name, in the table's order."""
    rows = records("rhythm_measures", Measure)
    return MappingProxyType({row.measure: row for row in rows})


def limits(measure: str) -> tuple[float, float]:
    """From where and to where a measure is usual; infinity where nothing ends it.

    Raises:
        ValueError: for an unknown measure; the nearest is named.
    """
    row = measures()[known(measure, measures(), "measure")]
    return row.least, math.inf if row.most is None else row.most


def may_be_pea(family: str) -> bool:
    """Whether it is pulseless electrical activity where there is no pulse.

    Ventricular tachycardia and fibrillation never are: without a pulse they are shocked.

    Raises:
        ValueError: for an unknown name; the nearest is named.
    """
    return criteria_of(family).without_pulse == PEA


def differences(one: str, other: str) -> tuple[tuple[str, str, str], ...]:
    """The steps at which two rhythms cannot agree, and what each shows there.

    Raises:
        ValueError: for an unknown name; the nearest is named.
    """
    first, second = criteria_of(one), criteria_of(other)
    return tuple(
        (step, _either(first.allowed(step)), _either(second.allowed(step)))
        for step in STEPS
        if not _agree(first, second, step)
    )


def _either(words: tuple[str, ...]) -> str:
    """What a step finds, in one phrase; of many that can be found none is told."""
    said = [word for word in words if word != TOO_FEW] or list(words)
    return " or ".join(said) if len(said) < 4 else f"any of {len(said)}"


def _agree(first: Criteria, second: Criteria, step: str) -> bool:
    if step == "Rate?":
        (least, most), (low, high) = first.rates, second.rates
        return max(least, low) < min(most, high)
    one, other = set(first.allowed(step)), set(second.allowed(step))
    # That a strip is too short can be true of any rhythm, and tells nothing.
    return one == other or bool((one & other) - {TOO_FEW})
