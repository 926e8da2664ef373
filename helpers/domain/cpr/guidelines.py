"""What guidelines ask of CPR, edition by edition and council by council."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from helpers.facts import load
from helpers.facts.nearest import known

AGES = ("adult", "child", "infant")
#: RCUK adopts the guidelines of ERC, so the two share a column.
COUNCILS = MappingProxyType({"AHA": ("AHA",), "RCUK and ERC": ("RCUK", "ERC")})


@dataclass(frozen=True)
class Asked:
    """What one edition asks of one metric.

    Attributes:
        words: what it asks, as a reader is told.
        is_replaced: whether a later edition that was read stands in its place.
        source, via, confidence: whence it is known, and how surely.
    """

    metric: str
    edition: str
    words: str
    is_replaced: bool
    note: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str


#: What each column asks; None where no edition was read.
Cells = dict[str, Asked | None]


def newest(age: str) -> dict[str, Cells]:
    """By metric, what the newest edition that was read asks, one cell a column of councils.

    Each names its edition and how it is known, since not every metric was read in the newest
    edition.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    return {
        str(metric): {
            title: _last(of_metric[of_metric["council"].isin(councils)])
            for title, councils in COUNCILS.items()
        }
        for metric, of_metric in rows.groupby("metric", sort=False)
    }


def across_ages(council: str) -> dict[str, Cells]:
    """By metric, what one council's newest edition that was read asks, one cell an age group.

    Metrics of which nothing was read are left out.

    Raises:
        ValueError: for a council that is none of :data:`COUNCILS`.
    """
    known(council, COUNCILS, "council")
    by_age = {age: newest(age) for age in AGES}
    metrics = dict.fromkeys(metric for cells in by_age.values() for metric in cells)
    told = {
        metric: {age: by_age[age].get(metric, {}).get(council) for age in AGES}
        for metric in metrics
    }
    return {metric: cells for metric, cells in told.items() if any(cells.values())}


def history(age: str) -> tuple[Asked, ...]:
    """Every edition that was read, metric by metric, the oldest first.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    order = {metric: place for place, metric in enumerate(rows["metric"].unique())}
    rows = rows.assign(place=rows["metric"].map(order)).sort_values(
        ["place", "council", "year"], kind="stable"
    )
    return tuple(map(_asked, rows.to_dict("records")))


def _of_age(age: str) -> pd.DataFrame:
    known(age, AGES, "age group")
    table = load("cpr_quality")
    rows = table[table["age_group"] == age]
    return rows.assign(year=rows["edition"].str[-4:].astype(int))


def _last(rows: pd.DataFrame) -> Asked | None:
    if rows.empty:
        return None
    return _asked(rows.sort_values("year", kind="stable").to_dict("records")[-1])


def _asked(row: Mapping[Hashable, Any]) -> Asked:
    return Asked(
        metric=row["metric"],
        edition=row["edition"],
        words=row["words"],
        is_replaced=bool(row["superseded_by"]),
        note=row["note"],
        source=row["source"],
        via=row["via"],
        confidence=row["confidence"],
    )


@functools.cache
def asked_rate() -> tuple[float, float]:
    """Minimum and maximum rate a minute for an adult, in the newest edition of the AHA."""
    rate = "Q01-adult-2025"
    return _number(rate, "per_minute_least"), _number(rate, "per_minute_most")


@functools.cache
def asked_depth() -> tuple[float, float]:
    """Minimum and maximum depth for an adult in mm, in the newest edition of the AHA."""
    depth = "Q02-adult-2025"
    return 10 * _number(depth, "cm_least"), 10 * _number(depth, "cm_most")


@functools.cache
def asked_fractions() -> tuple[float, float]:
    """The compression fractions in percent: the older minimum of the AHA, and its newest goal."""
    older, newest_goal = "Q05-adult-2020", "Q05-adult-2025"
    return _number(older, "percent_least"), _number(newest_goal, "percent_least")


def _number(fact_id: str, column: str) -> float:
    table = load("cpr_quality").set_index("fact_id")
    return float(table[column].astype(float)[fact_id])
