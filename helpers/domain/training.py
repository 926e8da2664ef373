"""Hours of training as intervals, and comparisons that say what is counted.

No US federal minimum exists, and what one text calls hours another does not: classroom only
or the whole course, with or without the course that must come first, hours or lessons of 45
minutes. So a number of hours is an interval here, a ratio of two is an interval too, and a
comparison brings its cautions along (:class:`Comparison`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.facts import load
from helpers.facts.nearest import known

LEVELS = ("EMR", "EMT", "AEMT", "paramedic")
WAYS = ("beyond", "including")
_WEAKEST_FIRST = ("unverified", "second-hand", "derived", "primary")


@dataclass(frozen=True)
class Ratio:
    """A ratio of two durations as an interval, in times."""

    low: float
    high: float

    def __str__(self) -> str:
        if math.isclose(self.low, self.high, abs_tol=0.05):
            return f"{self.low:.1f} times"
        return f"{self.low:.1f} to {self.high:.1f} times"

    def is_within(self, other: Ratio) -> bool:
        """Whether all of this interval lies in the other."""
        return other.low <= self.low and self.high <= other.high


@dataclass(frozen=True)
class Hours:
    """A duration that is known to lie between two numbers of hours.

    Raises:
        ValueError: where an end is negative or no number, or the least exceeds the most.
    """

    least: float
    most: float

    def __post_init__(self) -> None:
        for name, value in (("least", self.least), ("most", self.most)):
            if not math.isfinite(value) or value < 0:
                raise ValueError(f"the {name} hours must be a number from 0; {value!r} was read")
        if self.least > self.most:
            raise ValueError(
                f"the least hours ({self.least:g}) exceed the most ({self.most:g}); change one"
            )

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.least + other.least, self.most + other.most)

    def __str__(self) -> str:
        return f"{span_in_words(self.least, self.most)} hours"

    def over(self, other: Hours) -> Ratio:
        """How many times the other, where the two may vary on their own.

        Raises:
            ValueError: where the other may be 0 hours.
        """
        if other.least == 0:
            raise ValueError("a ratio to 0 hours has no meaning; choose more than 0")
        return Ratio(self.least / other.most, self.most / other.least)

    def weeks(self, hours_a_week: float) -> tuple[float, float]:
        """Least and most weeks at so many hours a week.

        Raises:
            ValueError: for a number of hours a week that is not more than 0.
        """
        if not hours_a_week > 0:
            raise ValueError(f"hours a week must be more than 0; {hours_a_week!r} was read")
        return self.least / hours_a_week, self.most / hours_a_week


def span_in_words(least: float, most: float) -> str:
    """``1,200 to 1,800``; one number where both round to the same; a decimal below ten."""
    low, high = (
        f"{value:,.{1 if value < 9.95 else 0}f}".removesuffix(".0") for value in (least, most)
    )
    return low if low == high else f"{low} to {high}"


def weeks_in_words(hours: Hours, hours_a_week: float) -> str:
    """A duration in weeks, ``30 to 45 weeks``.

    Raises:
        ValueError: for a number of hours a week that is not more than 0.
    """
    return f"{span_in_words(*hours.weeks(hours_a_week))} weeks"


def beyond(paramedic: Hours, emt: Hours) -> Ratio:
    """The paramedic part alone against the EMT course: p / e."""
    return paramedic.over(emt)


def including(paramedic: Hours, emt: Hours) -> Ratio:
    """The paramedic part *and* the EMT course it builds on, against that course: 1 + p / e.

    The EMT course stands above and below the line, and it is the same course. Taking the sum
    and the course as if they could vary apart makes the interval wider than it is: for 150 to
    190 and 1,200 to 1,800 hours it is 7.3 to 13.0, not 7.1 to 13.3.
    """
    part = beyond(paramedic, emt)
    return Ratio(1 + part.low, 1 + part.high)


def ratio(paramedic: Hours, emt: Hours, way: str = "beyond") -> Ratio:
    """:func:`beyond` or :func:`including`, by name.

    Raises:
        ValueError: for a way that is neither.
    """
    known(way, WAYS, "way to count")
    return beyond(paramedic, emt) if way == "beyond" else including(paramedic, emt)


# -- requirements -----------------------------------------------------------------------


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
        "fact_id", "jurisdiction", "country", "level", "level_name", "kind", "counted",
        "counted_note", "prerequisite", "in_force", "year", "duration", "competencies", "note",
        "confidence",
    )  # fmt: skip
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


# -- places that name both EMT and paramedic --------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where both levels have hours: the two courses, and what lies between them.

    Attributes:
        emt: the EMT course, or the course that stands in its place.
        above: what is added on top of it until paramedic, lowest first.
    """

    name: str
    emt: Requirement
    above: tuple[Requirement, ...]

    @property
    def paramedic(self) -> Hours:
        """The hours above the EMT course together."""
        parts = [one.hours for one in self.above if one.hours]
        return sum(parts[1:], parts[0])

    @property
    def from_nothing(self) -> Hours:
        """From no training to paramedic: the EMT course is in it where it comes first."""
        return self.paramedic + self.emt.hours if self.can_include else self.paramedic

    @property
    def can_include(self) -> bool:
        """Whether the EMT course comes first, as far as is known."""
        return self.above[0].prerequisite != "none"


#: Places with both numbers: the paramedic's row, and the EMT's where the table does not link
#: them (because the text that was read does not say which course must come first).
_PLACES = {
    "the source document": ("H02", "H01"),
    "National Standards, estimates": ("H13", ""),
    "open textbook (Washington)": ("H14-3", ""),
    "old national curricula": ("H15-2", ""),
    "Arizona": ("H62", ""),
    "California": ("H20", ""),
    "Florida": ("H68", ""),
    "Pennsylvania, advice": ("H72-4", "H72-2"),
    "Virginia, old ladder": ("H80-3", ""),
    "Ohio, before 2012": ("H66", "H65"),
    "Germany": ("H30", "H103"),
    "Austria": ("H108", ""),
    "South Africa, until 2018": ("H114", "H112"),
}


def place_names() -> tuple[str, ...]:
    """The places where both levels have hours, the source document first."""
    return tuple(_PLACES)


@functools.cache
def place(name: str) -> Place:
    """One place by its name.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    top, emt = _PLACES[known(name, _PLACES, "place")]
    steps = ladder(requirement(top))
    if emt:
        return Place(name, requirement(emt), steps)
    return Place(name, steps[0], steps[1:])


@dataclass(frozen=True)
class Tower:
    """One course as weeks, standing on the course below it.

    Attributes:
        base: weeks of the course below; 0 where it is not counted in.
        least, most: weeks of its own.
        counts: ``whole``, ``part`` or ``unknown``, the worst of its rows.
        is_minimum: whether a text names a least number only.
        mixes_units: whether lessons that are shorter than an hour are counted as hours.
        hours: what it takes with everything it stands on.
        hours_a_week: the pace.
    """

    level: str
    base: float
    least: float
    most: float
    counts: str
    is_minimum: bool
    mixes_units: bool
    hours: Hours
    hours_a_week: float

    def __str__(self) -> str:
        start = "at least " if self.is_minimum else ""
        unit = " if every lesson were an hour" if self.mixes_units else ""
        return f"{start}{self.hours}, {weeks_in_words(self.hours, self.hours_a_week)}{unit}"


def towers(where: Place, way: str, hours_a_week: float) -> tuple[Tower, Tower]:
    """The EMT's and the paramedic's course of a place in weeks.

    Raises:
        ValueError: for a way that is neither, for ``including`` where there is nothing to
            include, and for a number of hours a week that is not more than 0.
    """
    _check_way(where, way)
    below = where.emt.hours.weeks(hours_a_week)[1] if way == "including" else 0.0
    shown = where.from_nothing if way == "including" else where.paramedic
    courses = ((where.emt.hours, where.emt.hours, (where.emt,), 0.0),
               (where.paramedic, shown, where.above, below))  # fmt: skip
    return tuple(
        _tower(level, own, said, rows, base, hours_a_week)
        for level, (own, said, rows, base) in zip(("EMT", "paramedic"), courses, strict=True)
    )


def _tower(
    level: str, own: Hours, said: Hours, rows: tuple[Requirement, ...], base: float,
    hours_a_week: float,
) -> Tower:  # fmt: skip
    counts = next(mark for mark in ("part", "unknown", "whole") if mark in {r.counts for r in rows})
    least = any(row.is_minimum for row in rows)
    mixed = any(row.counted == "several units mixed" for row in rows)
    return Tower(level, base, *own.weeks(hours_a_week), counts, least, mixed, said, hours_a_week)


# -- comparisons ------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """A ratio, and in words whatever stands against taking it at its face.

    Attributes:
        ratio: how many times the EMT course.
        warnings: one sentence each; empty where like is compared with like.
    """

    ratio: Ratio
    warnings: tuple[str, ...]

    @property
    def is_like_with_like(self) -> bool:
        """Whether nothing was found that makes the two numbers different things."""
        return not self.warnings


def compare(where: Place, way: str = "beyond") -> Comparison:
    """Paramedic against EMT in one place.

    Args:
        where: the place.
        way: ``beyond`` takes the paramedic part alone, ``including`` adds the EMT course.

    Raises:
        ValueError: for another way, and for ``including`` where the EMT course does not come
            first: there is nothing to include.
    """
    _check_way(where, way)
    warnings = [*_counting(where), *_prerequisite(where, way), *_standing(where)]
    return Comparison(ratio(where.paramedic, where.emt.hours, way), tuple(warnings))


def ratios() -> pd.DataFrame:
    """Every place's two courses and what their ratio is, alone and with the EMT course."""
    rows = []
    for where in map(place, _PLACES):
        alone = compare(where)
        both = str(compare(where, "including").ratio) if where.can_include else "not a prerequisite"
        rows.append(
            {
                "place": where.name,
                "emt": where.emt.hours_in_words(),
                "paramedic": str(where.paramedic),
                "beyond": str(alone.ratio),
                "including": both,
                "warnings": "; ".join(alone.warnings),
            }
        )
    return pd.DataFrame(rows)


def _check_way(where: Place, way: str) -> None:
    known(way, WAYS, "way to count")
    if way == "including" and not where.can_include:
        raise ValueError(
            f"In {where.name} the shorter course need not come before the longer one, so there "
            "is nothing to include. Choose the paramedic part alone."
        )


def compare_places(one: Place, other: Place) -> Comparison:
    """From no training to paramedic: how many times as long in one place as in another."""
    warnings = []
    for where in (one, other):
        rows = [*([where.emt] if where.can_include else []), *where.above]
        warnings += [sentence for row in rows for sentence in _contents(row)]
        if not where.above[0].prerequisite:
            warnings.append(f"whether the EMT course comes first in {where.name} is not stated")
        if any(row.is_minimum for row in rows):
            warnings.append(f"the number of {where.name} is a minimum")
    if one.emt.country != other.emt.country:
        warnings.append(_TWO_COUNTRIES)
    return Comparison(one.from_nothing.over(other.from_nothing), tuple(dict.fromkeys(warnings)))


def compare_levels(one: Requirement, other: Requirement) -> Comparison:
    """Two requirements of any place and level: how many times the first is the second.

    Raises:
        ValueError: where one of them counts no hours.
    """
    for side in (one, other):
        if side.hours is None:
            raise ValueError(f"{_called(side)} is not counted in hours: {side.hours_in_words()}")
    warnings = list(_different(one, other))
    for side, facing in ((one, other), (other, one)):
        if side.prerequisite not in ("", "none", facing.level):
            warnings.append(
                f"{_called(side)} builds on another course ({side.prerequisite}), whose hours "
                "are not in it"
            )
    if one.country != other.country:
        warnings.append(_TWO_COUNTRIES)
    return Comparison(one.hours.over(other.hours), tuple(warnings))


_TWO_COUNTRIES = "two countries: the levels are set side by side by name, not as equals"


def _counting(where: Place) -> list[str]:
    """The same inside one place, whose name need not be repeated."""
    rows = (*where.above, where.emt)
    told = [
        f"{row.level_name} counts {row.counted}: {row.counted_note}"
        for row in rows
        if row.counts == "part"
    ]
    if any(row.counts == "unknown" for row in rows):
        told.append("what is counted is not stated")
    return [*told, *_minima(where.above[-1], where.emt, ("the paramedic part", "the EMT course"))]


def _different(one: Requirement, other: Requirement) -> list[str]:
    """Why two numbers do not count the same."""
    return [
        *_contents(one),
        *_contents(other),
        *_minima(one, other, (_called(one), _called(other))),
    ]


def _minima(one: Requirement, other: Requirement, names: tuple[str, str]) -> list[str]:
    if one.is_minimum and other.is_minimum:
        return ["both numbers are minima, and the ratio of two minima is no minimum"]
    if other.is_minimum:
        return [f"{names[1]} is a minimum: if it is longer, the ratio is smaller"]
    if one.is_minimum:
        return [f"{names[0]} is a minimum: if it is longer, the ratio is larger"]
    return []


def _contents(row: Requirement) -> list[str]:
    """What is unusual in what one number counts."""
    if row.counts == "part":
        return [f"{_called(row)} counts {row.counted}: {row.counted_note}"]
    return [f"what {_called(row)} counts is not stated"] if row.counts == "unknown" else []


def _prerequisite(where: Place, way: str) -> list[str]:
    first = where.above[0].prerequisite
    if first == "none":
        return ["the shorter course need not come before the longer one"]
    if not first:
        added = " and is added here" if way == "including" else ""
        return [f"whether the EMT course comes first is not stated{added}"]
    return []


def _standing(where: Place) -> list[str]:
    told = []
    rows = (where.emt, *where.above)
    if any(row.in_force == "no" for row in rows):
        told.append("an old rule is in it, no longer in force")
    kinds = {"rule" if row.kind == "old rule" else row.kind for row in rows}
    if len(kinds) > 1:
        told.append(f"unlike texts: a {' and a '.join(sorted(kinds))}")
    weakest = next(mark for mark in _WEAKEST_FIRST if mark in {row.confidence for row in rows})
    if weakest in ("unverified", "second-hand"):
        told.append(f"the weakest number is {weakest}")
    return told


def _called(one: Requirement) -> str:
    return f"{one.level_name} ({one.jurisdiction})"


# -- the claim, and retention -----------------------------------------------------------


def claimed() -> Ratio:
    """What the source document says: seven to ten times the training of an EMT."""
    row = load("training_ratios").query("stated == 'claimed'").iloc[0]
    return Ratio(row["ratio_low"], row["ratio_high"])


def retention(study: str) -> pd.DataFrame:
    """The rows of one study on how long skills last: ``group``, ``months``, ``percent``, ...

    Raises:
        ValueError: for an unknown study.
    """
    table = load("retention")
    known(study, table["study"], "study on retention")
    return table[table["study"] == study].reset_index(drop=True)
