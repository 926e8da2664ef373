"""Stations and objectives whose results have drifted from cohort to cohort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helpers.cohort.collation import sort_key
from helpers.cohort.results import Results
from helpers.cohort.scores import AFTER, LEAST_GROUP
from helpers.cohort.teaching import QUESTIONS, STATION
from helpers.domain.certification.names import key
from helpers.domain.interval import difference_interval

FELL, ROSE, STEADY = "fell", "rose", "no more than chance makes"

#: What a thing is called, where it belongs, and how many did it rightly, of how many.
_Count = tuple[str, str, str, int, int]


@dataclass(frozen=True)
class Drift:
    """A station or an objective in the latest cohort against all earlier ones.

    Attributes:
        kind: station (passed at the first attempt) or questions (right after the lesson).
        lesson: of an objective; empty for a station.
        cohort: the latest cohort that has it.
        right, of: in that cohort.
        before, before_of: in the earlier ones together.
        low, high: Newcombe's interval of the difference of the two shares, at 95 %.
    """

    kind: str
    name: str
    lesson: str
    cohort: str
    right: int
    of: int
    before: int
    before_of: int
    low: float
    high: float

    @property
    def change(self) -> float:
        """The latest share less the earlier one, from -1 to 1."""
        return self.right / self.of - self.before / self.before_of

    @property
    def verdict(self) -> str:
        """Fell, rose, or no more than chance makes."""
        return FELL if self.high < 0 else ROSE if self.low > 0 else STEADY


def drifts(cohorts: Sequence[Results]) -> tuple[Drift, ...]:
    """The drift of everything that two cohorts at least have, what fell most first.

    Args:
        cohorts: in the order of time.

    Returns:
        Only what at least :data:`LEAST_GROUP` learners did in each cohort that is counted.
    """
    found: dict[tuple[str, str, str], list[tuple[str, str, int, int]]] = {}
    for results in cohorts:
        for kind, name, lesson, right, of in _counts(results):
            row = (results.cohort.id, name, right, of)
            found.setdefault((kind, key(name), lesson), []).append(row)
    made = [
        _drift(kind, lesson, rows) for (kind, _, lesson), rows in found.items() if len(rows) > 1
    ]
    return tuple(sorted(made, key=lambda one: (one.verdict == STEADY, one.change)))


def _drift(kind: str, lesson: str, rows: Sequence[tuple[str, str, int, int]]) -> Drift:
    *earlier, (cohort, name, right, of) = rows
    before, before_of = sum(row[2] for row in earlier), sum(row[3] for row in earlier)
    low, high = difference_interval(right, of, before, before_of)
    return Drift(kind, name, lesson, cohort, right, of, before, before_of, low, high)


def _counts(results: Results) -> Iterator[_Count]:
    for row in results.station_summary.to_dict("records"):
        if row["learners"] >= LEAST_GROUP:
            yield STATION, row["skill"], "", row["first_pass"], row["learners"]
    after = results.first[results.first["occasion"] == AFTER]
    for (lesson, name), part in after.groupby(["lesson", "objective"], sort=False):
        if part["learner_id"].nunique() >= LEAST_GROUP:
            yield QUESTIONS, str(name), str(lesson), int(part["correct"].sum()), len(part)


def next_quarter(today: date) -> tuple[date, date]:
    """The first and the last day of the quarter of the year that comes next."""
    month = 3 * ((today.month - 1) // 3) + 4
    start = date(today.year + 1, 1, 1) if month > 12 else date(today.year, month, 1)
    later = start + timedelta(days=95)
    return start, later.replace(day=1) - timedelta(days=1)


def expiring(
    cohorts: Iterable[Results], start: date, end: date
) -> list[tuple[date, str, str, str]]:
    """The cards that expire from one day to another: day, who, which card, cohort.

    In the order of days, and within a day of names, as the region orders them.
    """
    found = []
    for results in cohorts:
        of = sort_key(results.cohort.about.region)
        place = results.cohort.id
        for row in results.cards.to_dict("records"):
            if start <= row["expires"] <= end:
                card = f"{row['certification']} ({row['issuer']})"
                found.append((row["expires"], of(row["name"]), (row["name"], card, place)))
        for row in results.instructor_cards.to_dict("records"):
            if start <= row["expires"] <= end:
                told = (row["instructor"], "instructor’s own card", place)
                found.append((row["expires"], of(row["instructor"]), told))
    return [(day, *told) for day, _, told in sorted(found)]
