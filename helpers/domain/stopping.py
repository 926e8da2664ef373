"""Rules for stopping a resuscitation, as studies held them against what happened.

Published counts that describe groups. Nothing here decides about anybody.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import records

THOUSAND = 1000


@dataclass(frozen=True)
class Held:
    """One rule in one study: a row of ``stopping_counts``.

    Attributes:
        stopped: for how many the rule would have said stop.
        missed: how many of those had the better outcome all the same.
        well_in_all: how many of all arrests had it.
        outcome: what the rule predicts.
        missed_per_1000: of a thousand stopped, how many it would be wrong about.
        stopped_of_1000_well: of a thousand with the better outcome, how many it would stop.
    """

    fact_id: str
    study: str
    published: int
    rule: str
    place: str
    years: str
    population: str
    n: int
    stopped: int | None
    missed: int | None
    well_in_all: int | None
    outcome: str
    specificity_percent: float | None
    ppv_percent: float
    missed_per_1000: int
    stopped_of_1000_well: int | None
    confidence: str

    def __post_init__(self) -> None:
        if self.stopped is not None and self.missed is not None:
            self._equal("ppv_percent", 100 * (1 - self.missed / self.stopped), self.ppv_percent)
            wanted = round(THOUSAND * self.missed / self.stopped)
        else:
            wanted = round(THOUSAND * (1 - self.ppv_percent / 100))
        if self.missed_per_1000 != wanted:
            raise ValueError(f"{self.fact_id}: missed_per_1000 is {wanted} by its row")
        self._check_specificity()

    def _check_specificity(self) -> None:
        share = self.specificity_percent
        wanted = None if share is None else round(THOUSAND * (1 - share / 100))
        if self.stopped_of_1000_well != wanted:
            raise ValueError(f"{self.fact_id}: stopped_of_1000_well is {wanted} by its row")
        if None not in (share, self.missed, self.well_in_all):
            missed, well = self.missed or 0, self.well_in_all or 0
            self._equal("specificity_percent", 100 * (1 - missed / well), share or 0.0)

    def _equal(self, what: str, counted: float, printed: float) -> None:
        if abs(counted - printed) > 0.051:
            raise ValueError(f"{self.fact_id}: {what} is {counted:.1f} by its counts")

    @property
    def name(self) -> str:
        """Study, rule and arrests in a few words."""
        return f"{self.study} {self.published}, {self.place}: {self.rule} rule, {self.population}"


@dataclass(frozen=True)
class Thousand:
    """A thousand arrests, sorted by what a rule says and by what happened."""

    stopped_worse: int
    stopped_better: int
    onward_worse: int
    onward_better: int

    def __post_init__(self) -> None:
        if sum(vars(self).values()) != THOUSAND:
            raise ValueError(f"{sum(vars(self).values())} are not a thousand")

    @property
    def stopped(self) -> int:
        """For how many the rule says stop."""
        return self.stopped_worse + self.stopped_better

    @property
    def onward(self) -> int:
        """For how many it says go on."""
        return self.onward_worse + self.onward_better


@functools.cache
def held() -> tuple[Held, ...]:
    """Every row of the table, in its order."""
    return records("stopping_counts", Held)


def first_study() -> Held:
    """The study that counted everything: the rule, who was missed, and who lived in all."""
    return next(one for one in held() if one.well_in_all is not None)


def thousand(study: Held) -> Thousand:
    """A thousand arrests as in one study.

    Raises:
        ValueError: where it did not count all four kinds.
    """
    if study.stopped is None or study.missed is None or study.well_in_all is None:
        raise ValueError(f"{study.fact_id} was not counted in full")
    kinds = (
        study.stopped - study.missed,
        study.missed,
        study.n - study.stopped - (study.well_in_all - study.missed),
        study.well_in_all - study.missed,
    )
    return Thousand(*(round(THOUSAND * count / study.n) for count in kinds))
