"""What guidelines ask of CPR, edition by edition and council by council."""

from __future__ import annotations

import functools
from types import MappingProxyType

import pandas as pd

from helpers.facts import TableView, load
from helpers.facts.nearest import known

AGES = ("adult", "child", "infant")
#: RCUK adopts the guidelines of ERC, so the two share a column.
COUNCILS = MappingProxyType({"AHA": ("AHA",), "RCUK and ERC": ("RCUK", "ERC")})
NOT_READ = "not read by us"


def newest(age: str) -> list[dict[str, str]]:
    """What the newest edition that was read asks, one row a metric, one column a council.

    Each cell names its edition and how it is known, since not every metric was read in the
    newest edition.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    found = []
    for metric in rows["metric"].unique():
        of_metric = rows[rows["metric"] == metric]
        cells = {
            title: _cell(of_metric[of_metric["council"].isin(councils)])
            for title, councils in COUNCILS.items()
        }
        found.append({"Metric": metric, **cells})
    return found


def across_ages(council: str) -> TableView:
    """What one council's newest edition that was read asks, one column an age group.

    Raises:
        ValueError: for a council that is none of :data:`COUNCILS`.
    """
    known(council, COUNCILS, "council")
    by_age = {age: {row["Metric"]: row[council] for row in newest(age)} for age in AGES}
    metrics = dict.fromkeys(metric for cells in by_age.values() for metric in cells)
    rows = [
        {"Metric": metric, **{age: by_age[age].get(metric, NOT_READ) for age in AGES}}
        for metric in metrics
    ]
    return TableView([row for row in rows if set(row.values()) != {row["Metric"], NOT_READ}])


def history(age: str) -> list[dict[str, str]]:
    """Every edition that was read, metric by metric, the oldest first.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    order = {metric: place for place, metric in enumerate(rows["metric"].unique())}
    rows = rows.assign(place=rows["metric"].map(order)).sort_values(
        ["place", "council", "year"], kind="stable"
    )
    return [
        {
            "Metric": row["metric"],
            "Edition": row["edition"],
            "Asks": row["words"],
            "Replaced": "yes" if row["superseded_by"] else "",
            "Note": row["note"],
            "Confidence": row["confidence"],
        }
        for row in rows.to_dict("records")
    ]


def _of_age(age: str) -> pd.DataFrame:
    known(age, AGES, "age group")
    table = load("cpr_quality")
    rows = table[table["age_group"] == age]
    return rows.assign(year=rows["edition"].str[-4:].astype(int))


def _cell(rows: pd.DataFrame) -> str:
    if rows.empty:
        return NOT_READ
    row = rows.sort_values("year", kind="stable").iloc[-1]
    return f"{row['words']} ({row['edition']}, {row['confidence']})"


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
