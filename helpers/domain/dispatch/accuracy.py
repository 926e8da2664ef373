"""How often dispatch was right, as published: each with its reference standard."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.dispatch.counts import Counts, natural_frequencies
from helpers.domain.interval import Interval
from helpers.facts import records

#: The comparison nearest to the question whether ALS was needed, and the share who needed it.
_NEEDED, _BASE = "D121-1", "D123"


@dataclass(frozen=True)
class Accuracy:
    """One comparison: a row of ``dispatch_accuracy``; percentages, None where not read."""

    fact_id: str
    study: str
    year: int
    region: str
    system: str
    subset: str
    predicted: str
    reference: str
    n: int | None
    basis: str
    sensitivity: float | None
    sensitivity_low: float | None
    sensitivity_high: float | None
    specificity: float | None
    specificity_low: float | None
    specificity_high: float | None
    ppv: float | None
    npv: float | None
    base_percent: float | None
    over_triage: float | None
    over_of: str
    under_triage: float | None
    under_of: str
    true_positive: int | None
    false_positive: int | None
    false_negative: int | None
    true_negative: int | None
    confidence: str

    @property
    def sensitivity_ends(self) -> Interval | None:
        """Its 95 % interval, if one was read."""
        return _ends(self.sensitivity_low, self.sensitivity_high)

    @property
    def specificity_ends(self) -> Interval | None:
        """Its 95 % interval, if one was read."""
        return _ends(self.specificity_low, self.specificity_high)

    @property
    def counts(self) -> Counts | None:
        """The four cells, where they are known."""
        cells = (self.true_positive, self.false_positive, self.false_negative, self.true_negative)
        known = [cell for cell in cells if cell is not None]
        return Counts(*known) if len(known) == len(cells) else None


@functools.cache
def accuracy() -> Mapping[str, Accuracy]:
    """Every row by its id, in the order of the table."""
    rows = records("dispatch_accuracy", Accuracy)
    return MappingProxyType({one.fact_id: one for one in rows})


def comparisons(*subsets: str) -> tuple[Accuracy, ...]:
    """Every comparison with a sensitivity and a specificity, arrests apart.

    Args:
        subsets: only calls of these kinds; every kind if none is named.
    """
    return tuple(
        one
        for one in accuracy().values()
        if one.sensitivity is not None
        and one.specificity is not None
        and one.reference != "cardiac arrest"
        and (not subsets or one.subset in subsets)
    )


def base_rate(one: Accuracy) -> float | None:
    """The percent who had it by the reference of this comparison, from any row on the same.

    Rows speak of the same where study, year, calls, what was predicted and reference agree.
    """
    return next(
        (
            row.base_percent
            for row in accuracy().values()
            if row.base_percent is not None and _same(row) == _same(one)
        ),
        None,
    )


def what_a_positive_means(calls: int = 100) -> Counts:
    """So many calls of San Mateo: who was sent ALS at once, and who needed it."""
    row, base = accuracy()[_NEEDED], accuracy()[_BASE].base_percent
    assert row.sensitivity is not None and row.specificity is not None and base is not None
    return natural_frequencies(row.sensitivity, row.specificity, base, calls)


def _same(one: Accuracy) -> tuple[object, ...]:
    return (one.study, one.year, one.subset, one.predicted, one.reference)


def _ends(low: float | None, high: float | None) -> Interval | None:
    return None if low is None or high is None else (low, high)
