"""What texts ask of a level: the rows of ``training_hours``."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.domain.training.hours import Hours, weeks_in_words
from helpers.facts import load, records
from helpers.facts.nearest import known

LEVELS = ("EMR", "EMT", "AEMT", "paramedic")
_EVERY = "every level"  # so called where one rule is for all


@dataclass(frozen=True)
class TrainingRequirement:
    """One row of the table: what one text asks of one level.

    Attributes:
        hours: None where the text counts something else.
        is_minimum: whether the text names a least number only; courses may be longer.
        counted: what the hours contain, in the table's words.
        prerequisite: the level that must come first; ``none`` where it is known that none
            must, empty where the text does not say.
        before: the ``fact_id`` of that level's row, or empty.
        kind: rule, recommendation, program, old rule, textbook or statement.
        in_force: yes, no or unknown.
    """

    fact_id: str
    jurisdiction: str
    country: str
    level: str
    level_name: str
    kind: str
    hours: Hours | None
    is_minimum: bool
    counted: str
    counted_note: str
    prerequisite: str
    before: str
    in_force: str
    year: str
    duration: str
    competencies: str
    note: str
    confidence: str

    def hours_in_words(self) -> str:
        """``at least 130 hours``, ``1,200 to 1,800 hours``, or what is counted instead."""
        if self.hours is None:
            return self.duration or self.competencies
        return f"{'at least ' if self.is_minimum else ''}{self.hours}"

    @property
    def own_hours(self) -> Hours:
        """Its hours.

        Raises:
            DomainError: where it counts something else.
        """
        if self.hours is None:
            raise DomainError(f"{self.called} is not counted in hours: {self.hours_in_words()}")
        return self.hours

    @property
    def called(self) -> str:
        """The level and, in brackets, where it is asked for."""
        return f"{self.level_name} ({self.jurisdiction})"

    def weeks_in_words(self, hours_a_week: float) -> str:
        """Its weeks at so many hours a week; a dash where it is not counted in hours."""
        return weeks_in_words(self.hours, hours_a_week) if self.hours else "–"

    @property
    def counts(self) -> str:
        """``whole`` course, ``part`` of it or mixed units, or ``unknown``."""
        if self.counted in ("classroom only", "several units mixed"):
            return "part"
        return "unknown" if self.counted in ("not stated", "") else "whole"


@functools.cache
def requirements() -> tuple[TrainingRequirement, ...]:
    """Every row of ``training_hours``, in the order of the table."""
    return tuple(_requirement(row) for row in records("training_hours", _Row))


def requirement(fact_id: str) -> TrainingRequirement:
    """One row by its id.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    by_id = {one.fact_id: one for one in requirements()}
    return by_id[known(fact_id, by_id, "training requirement")]


@dataclass(frozen=True)
class _Row:
    """The columns of ``training_hours`` from which a requirement is made."""

    fact_id: str
    jurisdiction: str
    country: str
    level: str
    level_name: str
    kind: str
    hours_least: float | None
    hours_most: float | None
    bound: str
    counted: str
    counted_note: str
    prerequisite: str
    prerequisite_fact: tuple[str, ...]
    in_force: str
    year: str
    duration: str
    competencies: str
    note: str
    confidence: str


def _requirement(row: _Row) -> TrainingRequirement:
    named = [value for value in (row.hours_least, row.hours_most) if value is not None]
    return TrainingRequirement(
        fact_id=row.fact_id,
        jurisdiction=row.jurisdiction,
        country=row.country,
        level=row.level,
        level_name=row.level_name,
        kind=row.kind,
        hours=Hours(min(named), max(named)) if named else None,
        is_minimum=row.bound == "at_least",
        counted=row.counted,
        counted_note=row.counted_note,
        prerequisite=row.prerequisite,
        before=row.prerequisite_fact[0] if row.prerequisite_fact else "",
        in_force=row.in_force,
        year=row.year,
        duration=row.duration,
        competencies=row.competencies,
        note=row.note,
        confidence=row.confidence,
    )


def countries() -> tuple[str, ...]:
    """The countries of the table, the one with the most rows first."""
    return tuple(load("training_hours")["country"].value_counts().index)


def kinds() -> tuple[str, ...]:
    """The kinds of texts, in alphabetical order."""
    return tuple(sorted({one.kind for one in requirements()}))


def find(level: str, country: str = "", kind: str = "") -> tuple[TrainingRequirement, ...]:
    """What is asked for one level: the fewest hours first, then what counts something else.

    A rule for every level at once belongs to each.

    Args:
        level: one of :data:`LEVELS`.
        country, kind: only this country, only this kind of text; empty takes all.

    Raises:
        ValueError: for an unknown level, country or kind.
    """
    known(level, LEVELS, "level")
    if country:
        known(country, countries(), "country")
    if kind:
        known(kind, kinds(), "kind of text")
    rows = [one for one in requirements() if one.level == level or one.level_name == _EVERY]
    rows = [one for one in rows if country in ("", one.country) and kind in ("", one.kind)]
    return tuple(sorted(rows, key=lambda one: one.hours.least if one.hours else math.inf))


@dataclass(frozen=True)
class Summary:
    """Some requirements together.

    Attributes:
        rows: how many there are.
        with_hours, with_duration, with_else: of them, how many name hours; months, years,
            credits or a degree; or something else. Every row is in one of the three.
        span: from the fewest to the most hours; None where none are named.
        counted: what the hours count, each way once.
    """

    rows: int
    with_hours: int
    with_duration: int
    with_else: int
    span: Hours | None
    counted: tuple[str, ...]


def summary(found: Iterable[TrainingRequirement]) -> Summary:
    """How many requirements there are, what they name, and between which hours they lie."""
    rows = tuple(found)
    hours = [one.hours for one in rows if one.hours]
    durations = sum(1 for one in rows if not one.hours and one.duration)
    return Summary(
        rows=len(rows),
        with_hours=len(hours),
        with_duration=durations,
        with_else=len(rows) - len(hours) - durations,
        span=Hours(min(h.least for h in hours), max(h.most for h in hours)) if hours else None,
        counted=tuple(sorted({one.counted for one in rows if one.hours})),
    )


def ladder(top: TrainingRequirement) -> tuple[TrainingRequirement, ...]:
    """This requirement and the courses it builds on, the first course first."""
    steps = [top]
    while steps[0].before:
        steps.insert(0, requirement(steps[0].before))
    return tuple(steps)
