"""What advanced care adds to outcome: the studies, both sides, and one trial told in people."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.interval import both_ends
from helpers.facts import records
from helpers.facts.nearest import known

#: The questions about advanced care on which the table of outcomes has comparisons.
QUESTIONS = ("ALS against BLS", "drugs", "airway")
#: The scales of a comparison: each is drawn on a strip of its own, since neither can be
#: turned into the other without the people behind it.
SCALES = ("odds ratio", "percentage points")
_ON_THE_WAY = ("admission", "return of spontaneous circulation")


@dataclass(frozen=True)
class Evidence:
    """One comparison of two groups: a row of ``outcome_evidence``.

    Attributes:
        percent_treated, percent_control: who reached the outcome, crude; None where not read.
        estimate, estimate_low, estimate_high: what ``measure`` names, with its interval.
    """

    fact_id: str
    study: str
    year: int
    topic: str
    design: str
    n: int | None
    n_treated: int | None
    n_control: int | None
    population: str
    comparison: str
    reference: str
    outcome: str
    higher_is: str
    percent_treated: float | None
    percent_control: float | None
    measure: str
    estimate: float | None
    estimate_low: float | None
    estimate_high: float | None
    note: str
    confidence: str


@functools.cache
def evidence() -> Mapping[str, Evidence]:
    """Every row of ``outcome_evidence`` by its id, in the order of the table."""
    rows = records("outcome_evidence", Evidence)
    return MappingProxyType({one.fact_id: one for one in rows})


#: Compression-only against conventional CPR: one question, two designs, two answers.
_HANDS_ONLY = ("E64-3", "E69-1", "E69-2")


def hands_only() -> tuple[Study, ...]:
    """Compression-only against conventional CPR: every comparison that was read."""
    return tuple(_study(evidence()[key]) for key in _HANDS_ONLY)


@dataclass(frozen=True)
class Study:
    """One comparison of two groups.

    Attributes:
        compared: which group is compared with which; above no difference, the first has more.
        outcome: what was counted.
        people: how many, in words; empty where no number was read.
        measure: what the estimate is, such as an adjusted odds ratio.
        low, high: ends of the 95 % interval; None where no such end was read.
    """

    fact_id: str
    study: str
    year: int
    question: str
    compared: str
    outcome: str
    design: str
    people: str
    population: str
    measure: str
    estimate: float
    low: float | None
    high: float | None
    note: str
    confidence: str

    @property
    def scale(self) -> str:
        """The strip on which it is drawn, one of :data:`SCALES`."""
        return SCALES[self.measure == "percentage points"]

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of its interval.

        Raises:
            ValueError: where no interval was read.
        """
        return both_ends(self.fact_id, self.low, self.high)

    def result(self) -> str:
        """The estimate with its interval, in words."""
        unit = " points" if self.scale == "percentage points" else ""
        if self.low is None or self.high is None:
            return f"{self._number(self.estimate)}{unit}, no two-sided interval"
        ends = f"{self._number(self.low)} to {self._number(self.high)}"
        return f"{self._number(self.estimate)}{unit} ({ends})"

    def _number(self, value: float) -> str:
        text = f"{value:.1f}" if self.scale == "percentage points" else f"{value:g}"
        return text.replace("-", "−")


def studies(question: str) -> tuple[Study, ...]:
    """Every comparison on one question that counts survival after the hospital's door.

    None is picked by hand: all rows of ``outcome_evidence`` are taken that have an estimate
    for survival, or for survival with a good brain outcome, at 72 hours or later. Rows on
    return of circulation and on admission are left to :func:`endpoints`.

    Raises:
        ValueError: for a question that is none of :data:`QUESTIONS`.
    """
    known(question, QUESTIONS, "question")
    return tuple(
        _study(one)
        for one in evidence().values()
        if one.estimate is not None
        and (one.topic, one.higher_is) == (question, "better")
        and not any(word in one.outcome for word in _ON_THE_WAY)
    )


def _study(row: Evidence) -> Study:
    assert row.estimate is not None
    return Study(
        fact_id=row.fact_id,
        study=row.study,
        year=row.year,
        question=row.topic,
        compared=f"{row.comparison} against {row.reference}",
        outcome=row.outcome,
        design=row.design,
        people=_people(row),
        population=row.population,
        measure=row.measure,
        estimate=row.estimate,
        low=row.estimate_low,
        high=row.estimate_high,
        note=row.note,
        confidence=row.confidence,
    )


def _people(row: Evidence) -> str:
    if row.n is not None:
        return f"n = {row.n:,}"
    if row.n_treated is None or row.n_control is None:
        return ""
    return f"n = {row.n_treated:,} against {row.n_control:,}"


@dataclass(frozen=True)
class Endpoint:
    """One thing that was counted in both groups of a study.

    Attributes:
        plain: what was counted, in a few plain words, for a list to choose from.
        treated, control: people of a thousand in each group.
        groups: the names of the two groups.
    """

    key: str
    study: str
    outcome: str
    plain: str
    groups: tuple[str, str]
    treated: int
    control: int
    result: str
    confidence: str

    @property
    def more(self) -> int:
        """How many more of a thousand in the treated group."""
        return self.treated - self.control


#: Rows that count the same people again and again, from the street to the hospital's exit.
_ENDPOINTS = {
    "E12-4": "a pulse again",
    "E12-1": "admitted",
    "E10": "alive at 30 days",
    "E11": "a working brain",
    "E01-1": "Ontario: admitted",
    "E01-2": "Ontario: went home",
}


@functools.cache
def endpoints() -> tuple[Endpoint, ...]:
    """PARAMEDIC2 and OPALS, outcome by outcome, in people of a thousand (crude)."""
    return tuple(_endpoint(evidence()[key]) for key in _ENDPOINTS)


def endpoint(key: str) -> Endpoint:
    """One endpoint by its key.

    Raises:
        ValueError: for any other key.
    """
    by_key = {one.key: one for one in endpoints()}
    return by_key[known(key, by_key, "endpoint")]


def _endpoint(row: Evidence) -> Endpoint:
    assert row.percent_treated is not None and row.percent_control is not None
    result = "no interval was read"
    if row.estimate is not None:
        ends = f"{row.estimate_low:g} to {row.estimate_high:g}"
        result = f"{row.measure} {row.estimate:g} ({ends})"
    return Endpoint(
        key=row.fact_id,
        study=f"{row.study} {row.year}",
        outcome=row.outcome,
        plain=_ENDPOINTS[row.fact_id],
        groups=(row.comparison, row.reference),
        treated=round(10 * row.percent_treated),
        control=round(10 * row.percent_control),
        result=result,
        confidence=row.confidence,
    )
