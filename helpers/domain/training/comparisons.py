"""Ratios of hours, with whatever stands against taking them at their face."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.domain.training.hours import Ratio, ratio
from helpers.domain.training.places import Place, check_way, place, place_names
from helpers.domain.training.texts import TrainingRequirement


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
        DomainError: for ``including`` where the EMT course does not come first: there is
            nothing to include.
        ValueError: for a way that is none of :data:`WAYS`.
    """
    check_way(where, way)
    warnings = [*_counting(where), *_prerequisite(where, way), *_standing(where)]
    return Comparison(ratio(where.paramedic, where.emt.own_hours, way), tuple(warnings))


def ratios() -> pd.DataFrame:
    """Every place's two courses and what their ratio is, alone and with the EMT course.

    How a ratio is known is the mark of the weakest number in it.
    """
    rows = []
    for where in map(place, place_names()):
        alone = compare(where)
        both = str(compare(where, "including").ratio) if where.can_include else "not a prerequisite"
        rows.append(
            {
                "place": where.name,
                "emt": where.emt.hours_in_words(),
                "paramedic": str(where.paramedic),
                "beyond": str(alone.ratio),
                "including": both,
                "warnings": "; ".join(alone.warnings) or "–",
                "confidence": where.confidence,
            }
        )
    return pd.DataFrame(rows)


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


def compare_levels(one: TrainingRequirement, other: TrainingRequirement) -> Comparison:
    """Two requirements of any place and level: how many times the first is the second.

    Raises:
        DomainError: where one of them counts no hours.
    """
    ratio_of_both = one.own_hours.over(other.own_hours)
    warnings = list(_different(one, other))
    for side, facing in ((one, other), (other, one)):
        if side.prerequisite not in ("", "none", facing.level):
            warnings.append(
                f"{side.called} builds on another course ({side.prerequisite}), whose hours "
                "are not in it"
            )
    if one.country != other.country:
        warnings.append(_TWO_COUNTRIES)
    return Comparison(ratio_of_both, tuple(warnings))


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


def _different(one: TrainingRequirement, other: TrainingRequirement) -> list[str]:
    """Why two numbers do not count the same."""
    return [
        *_contents(one),
        *_contents(other),
        *_minima(one, other, (one.called, other.called)),
    ]


def _minima(
    one: TrainingRequirement, other: TrainingRequirement, names: tuple[str, str]
) -> list[str]:
    if one.is_minimum and other.is_minimum:
        return ["both numbers are minima, and the ratio of two minima is no minimum"]
    if other.is_minimum:
        return [f"{names[1]} is a minimum: if it is longer, the ratio is smaller"]
    if one.is_minimum:
        return [f"{names[0]} is a minimum: if it is longer, the ratio is larger"]
    return []


def _contents(row: TrainingRequirement) -> list[str]:
    """What is unusual in what one number counts."""
    if row.counts == "part":
        return [f"{row.called} counts {row.counted}: {row.counted_note}"]
    return [f"what {row.called} counts is not stated"] if row.counts == "unknown" else []


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
    return told
