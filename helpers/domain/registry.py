"""What registries counted: the newest figure for a group, and a table of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.facts import TableView, load, view

SURVIVAL = "survival to hospital discharge"
CARES = "CARES"
#: Groups in the order in which the lesson speaks of them.
BY_RHYTHM = ("shockable", "PEA or idioventricular", "asystole")
BY_WITNESS = ("witnessed by a 911 responder", "witnessed by a bystander", "unwitnessed")
BY_CAUSE = ("presumed cardiac cause", "respiratory cause", "drowning", "overdose")


#: Everybody, and the same people by rhythm, by witness and by cause.
ALL_GROUPS = ("all", *BY_RHYTHM, *BY_WITNESS, *BY_CAUSE)


@dataclass(frozen=True)
class Count:
    """What a registry counted in one group in one year: ``value`` in ``unit``."""

    group: str
    value: float
    unit: str
    year: int


def newest(group: str = "all", measure: str = SURVIVAL, registry: str = CARES) -> Count:
    """The newest national figure for a group.

    Raises:
        ValueError: where the registry has no such row.
    """
    row = _newest(group, measure, registry).iloc[0]
    return Count(str(row["group"]), float(row["value"]), str(row["unit"]), int(row["year"]))


def _newest(group: str, measure: str, registry: str = CARES) -> pd.DataFrame:
    """The one row of the table, so that its source and confidence stay with it."""
    table = load("registry").query(
        "registry == @registry and measure == @measure and group == @group "
        "and region == 'United States'"
    )
    if table.empty:
        raise ValueError(f"{registry} has no {measure!r} for {group!r} in our tables")
    return table.sort_values("year").tail(1)


def table_of(*groups: str, measure: str = SURVIVAL) -> TableView:
    """The newest row of each group, as a reader sees it.

    Raises:
        ValueError: where the registry has no such row.
    """
    rows = pd.concat([_newest(group, measure) for group in groups])
    columns = {"group": "Who", "value": "Percent", "year": "Year", "source": "Source"}
    return view(rows, {**columns, "confidence": "Confidence"}, caption=measure.capitalize())
