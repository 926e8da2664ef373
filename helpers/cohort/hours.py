"""Hours of a class against the hours that a rule asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from helpers.cohort.folder import Cohort
from helpers.cohort.formats import SETTINGS
from helpers.facts import load

#: Which hours a rule's number holds, where it does not hold all of them.
_COUNTED: dict[str, tuple[str, ...]] = {"classroom only": ("classroom", "lab")}


@dataclass(frozen=True)
class Requirement:
    """The hours that one row of training_hours.csv asks for.

    Attributes:
        fact: the row's fact_id.
        hours: the least number of hours; not a number where the rule counts other things.
        counted: what the rule's number holds, in the table's words.
        settings: which of a class's hours are held against it.
        in_force: yes, no or unknown.
    """

    fact: str
    jurisdiction: str
    level: str
    kind: str
    hours: float
    counted: str
    settings: tuple[str, ...]
    in_force: str
    year: str
    source: tuple[str, ...]
    confidence: str

    def __str__(self) -> str:
        if math.isnan(self.hours):
            return f"{self.jurisdiction}, {self.level}: names no number of hours"
        place = f"{self.jurisdiction}, {self.level} ({self.kind}, {self.year})"
        return f"{place}: at least {self.hours:,.10g} hours, {self.counted}"


def requirement_of(cohort: Cohort) -> Requirement | None:
    """The requirement that cohort.toml names; ``None`` where it names none."""
    fact = cohort.about.requirement
    if fact is None:
        return None
    table = load("training_hours")
    row = table[table["fact_id"] == fact].to_dict("records")[0]
    return Requirement(
        fact=fact,
        jurisdiction=row["jurisdiction"],
        level=row["level_name"],
        kind=row["kind"],
        hours=float(row["hours_least"]),
        counted=row["counted"],
        settings=_COUNTED.get(row["counted"], SETTINGS),
        in_force=row["in_force"],
        year=row["year"],
        source=row["source"],
        confidence=row["confidence"],
    )


def hours_table(cohort: Cohort, requirement: Requirement | None) -> pd.DataFrame:
    """Each enrolled learner's hours, in the order of the roster.

    Returns:
        learner_id, name, one column a setting, total, counted, required, missing, percent (of
        the requirement, at most 100); the last three not a number without a requirement.
    """
    spent = cohort.hours.groupby(["learner_id", "setting"])["hours"].sum().unstack(fill_value=0)
    spent = spent.reindex(columns=list(SETTINGS), fill_value=0.0)
    table = cohort.enrolled[["learner_id", "name"]].reset_index(drop=True)
    settings = spent.reindex(table["learner_id"], fill_value=0.0).reset_index(drop=True)
    table = pd.concat([table, settings.astype(float)], axis=1)
    asked = requirement.hours if requirement else math.nan
    counts = list(requirement.settings if requirement else SETTINGS)
    table["total"] = table[list(SETTINGS)].sum(axis=1)
    table["counted"] = table[counts].sum(axis=1)
    table["required"] = asked
    table["missing"] = (asked - table["counted"]).clip(lower=0.0)
    table["percent"] = (100 * table["counted"] / asked).clip(upper=100.0)
    return table
