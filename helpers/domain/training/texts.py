"""What texts ask of a level: the rows of ``training_hours``."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.domain.training.hours import Hours, weeks_in_words
from helpers.facts import load
from helpers.facts.nearest import known

LEVELS = ("EMR", "EMT", "AEMT", "paramedic")


@dataclass(frozen=True)
class Requirement:
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
def requirements() -> tuple[Requirement, ...]:
    """Every row of ``training_hours``, in the order of the table."""
    return tuple(_requirement(row) for row in load("training_hours").to_dict("records"))


def requirement(fact_id: str) -> Requirement:
    """One row by its id.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    by_id = {one.fact_id: one for one in requirements()}
    return by_id[known(fact_id, by_id, "training requirement")]


def _requirement(row: dict[str, object]) -> Requirement:
    least, most = row["hours_least"], row["hours_most"]
    named = [value for value in (least, most) if not pd.isna(value)]
    same = (
        "fact_id",
        "jurisdiction",
        "country",
        "level",
        "level_name",
        "kind",
        "counted",
        "counted_note",
        "prerequisite",
        "in_force",
        "year",
        "duration",
        "competencies",
        "note",
        "confidence",
    )
    return Requirement(
        hours=Hours(min(named), max(named)) if named else None,
        is_minimum=row["bound"] == "at_least",
        before=row["prerequisite_fact"][0] if row["prerequisite_fact"] else "",
        **{name: row[name] for name in same},
    )


def countries() -> tuple[str, ...]:
    """The countries of the table, the one with the most rows first."""
    return tuple(load("training_hours")["country"].value_counts().index)


def kinds() -> tuple[str, ...]:
    """The kinds of texts, in alphabetical order."""
    return tuple(sorted({one.kind for one in requirements()}))


def find(level: str, country: str = "", kind: str = "") -> tuple[Requirement, ...]:
    """What is asked for one level: the fewest hours first, then what counts something else.

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
    rows = [one for one in requirements() if one.level == level]
    rows = [one for one in rows if country in ("", one.country) and kind in ("", one.kind)]
    return tuple(sorted(rows, key=lambda one: one.hours.least if one.hours else math.inf))


def summary(found: Iterable[Requirement]) -> dict[str, str]:
    """How many rows there are, what they name, and between which hours they lie, in words."""
    rows = tuple(found)
    hours = [one.hours for one in rows if one.hours]
    told = {"Rows": f"{len(rows)}, of them {len(hours)} with hours"}
    years = sum(1 for one in rows if not one.hours and one.duration)
    if len(hours) < len(rows):
        other = len(rows) - len(hours) - years
        told["No total of hours"] = (
            f"{years} with months, years, credits or a degree, {other} with something else"
        )
    if hours:
        low, high = min(one.least for one in hours), max(one.most for one in hours)
        told["Fewest to most"] = str(Hours(low, high))
        told["What they count"] = ", ".join(sorted({one.counted for one in rows if one.hours}))
    return told


def ladder(top: Requirement) -> tuple[Requirement, ...]:
    """This requirement and the courses it builds on, the first course first."""
    steps = [top]
    while steps[0].before:
        steps.insert(0, requirement(steps[0].before))
    return tuple(steps)
