"""The rule: shock if, and only if, every measurement is on the side of its threshold."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain.aed.measurements import features
from helpers.facts import load
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Criterion:
    """One threshold of the rule.

    Attributes:
        feature: which measurement.
        is_least: whether a shock needs at least the threshold, or at most.
        threshold: in the unit of the measurement.
        span: how far from the threshold the needle stands at its end.
        reason: why the threshold stands where it does.
    """

    feature: str
    name: str
    unit: str
    is_least: bool
    threshold: float
    span: float
    measures: str
    reason: str

    def margin(self, value: float) -> float:
        """How clearly the value speaks for a shock: from 1 to −1, where it speaks against."""
        away = value - self.threshold if self.is_least else self.threshold - value
        return float(np.clip(away / self.span, -1, 1))

    def is_met(self, value: float) -> bool:
        """Whether this measurement allows a shock."""
        return value >= self.threshold if self.is_least else value <= self.threshold

    def in_words(self, value: float) -> str:
        """The measurement, what a shock needs, and whether it is there."""
        wanted = f"at {'least' if self.is_least else 'most'} {self.number(self.threshold)}"
        verdict = "met" if self.is_met(value) else "not met"
        return f"{self.name} {self.number(value)}, a shock needs {wanted}: {verdict}"

    def number(self, value: float) -> str:
        """The value with as many digits as are worth reading, and its unit.

        One beside the threshold gets more, so that it does not look like the threshold.
        """
        digits = 2 if self.threshold < 1 else 0
        while value != self.threshold and digits < 6 and _same(value, self.threshold, digits):
            digits += 1
        return f"{value:.{digits}f}{f' {self.unit}' if self.unit else ''}"


def _same(one: float, other: float, digits: int) -> bool:
    return f"{one:.{digits}f}" == f"{other:.{digits}f}"


@dataclass(frozen=True)
class Advice:
    """What the AED says of a signal.

    Attributes:
        shock: whether it advises one.
        features: the measurements that decided.
        reasons: one sentence a criterion.
        needle: 1 where everything speaks clearly for a shock, −1 where something speaks
            clearly against; the weakest criterion decides.
    """

    shock: bool
    features: Mapping[str, float]
    reasons: tuple[str, ...]
    needle: float

    def __str__(self) -> str:
        said = "Shock advised." if self.shock else "No shock advised."
        return "\n".join([said, *self.reasons])


@dataclass(frozen=True)
class Rule:
    """A rule: shock if, and only if, every criterion is met. Call it like :func:`advise`."""

    criteria: tuple[Criterion, ...]

    def __call__(self, signal: npt.ArrayLike, sampling_rate: float) -> Advice:
        measured = features(signal, sampling_rate)
        pairs = [(one, measured[one.feature]) for one in self.criteria]
        return Advice(
            shock=all(one.is_met(value) for one, value in pairs),
            features=MappingProxyType(measured),
            reasons=tuple(one.in_words(value) for one, value in pairs),
            needle=min(one.margin(value) for one, value in pairs),
        )


@functools.cache
def criteria() -> tuple[Criterion, ...]:
    """The criteria of this course's rule, from the table ``aed_thresholds``."""
    return tuple(
        Criterion(
            is_least=row["wanted"] == "at least",
            **{
                name: row[name]
                for name in ("feature", "name", "unit", "threshold", "span", "measures", "reason")
            },
        )
        for row in load("aed_thresholds").to_dict("records")
    )


def rule(**thresholds: float) -> Rule:
    """This course's rule, or the same with other thresholds: ``rule(waves=120)``.

    Raises:
        ValueError: for a measurement that the rule does not have; the nearest is named.
    """
    by_name = {one.feature: one for one in criteria()}
    for name, value in thresholds.items():
        known(name, by_name, "measurement")
        by_name[name] = replace(by_name[name], threshold=float(value))
    return Rule(tuple(by_name.values()))


def advise(signal: npt.ArrayLike, sampling_rate: float) -> Advice:
    """Shock or no shock, with the measurements that decided.

    Args:
        signal: one lead in millivolts, 4 to 10 seconds, drawn or recorded.
        sampling_rate: samples a second, 100 to 500.

    Raises:
        DomainError: where the signal cannot be judged; the sentence says why.
        ValueError: where it is no row of numbers.
    """
    return rule()(signal, sampling_rate)
