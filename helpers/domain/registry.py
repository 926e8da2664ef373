"""What registries counted: the newest figure for a group, and a table of them."""

from __future__ import annotations

import pandas as pd

from helpers.facts import TableView, load, view

SURVIVAL = "survival to hospital discharge"
CARES = "CARES"
#: Groups in the order in which the lesson speaks of them.
BY_RHYTHM = ("shockable", "PEA or idioventricular", "asystole")
BY_WITNESS = ("witnessed by a 911 responder", "witnessed by a bystander", "unwitnessed")
BY_CAUSE = ("presumed cardiac cause", "respiratory cause", "drowning", "overdose")


def newest(group: str = "all", measure: str = SURVIVAL, registry: str = CARES) -> pd.Series:
    """The newest national row for a group.

    Returns:
        A row of ``data/registry.csv``; ``value`` in its ``unit``, with ``year`` and sources.

    Raises:
        ValueError: where the registry has no such row.
    """
    table = load("registry").query(
        "registry == @registry and measure == @measure and group == @group "
        "and region == 'United States'"
    )
    if table.empty:
        raise ValueError(f"{registry} has no {measure!r} for {group!r} in our tables")
    return table.sort_values("year").iloc[-1]


def table_of(*groups: str, measure: str = SURVIVAL) -> TableView:
    """The newest row of each group, as a reader sees it."""
    rows = pd.DataFrame([newest(group, measure) for group in groups])
    columns = {"group": "Who", "value": "Percent", "year": "Year", "source": "Source"}
    return view(rows, {**columns, "confidence": "Confidence"}, caption=measure.capitalize())
