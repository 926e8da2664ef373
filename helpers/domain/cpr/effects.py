"""What studies measured when CPR was given: the numbers of the table ``cpr_effects``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.facts import TableView, load
from helpers.facts.nearest import known


def effect(fact_id: str) -> float:
    """The number of one row of ``cpr_effects``, in the row's unit."""
    return float(load("cpr_effects").set_index("fact_id").loc[fact_id, "value"])


def findings(*studies: str) -> TableView:
    """What these studies found, one row a number, each with its unit and interval.

    Raises:
        ValueError: for a study that ``cpr_effects`` does not have.
    """
    table = load("cpr_effects")
    for study in studies:
        known(study, table["study"], "study")
    rows = [
        {
            "Study": f"{row['study']} {row['year']}, {row['design']}",
            "Measured": row["measure"],
            "When, in whom": row["group"],
            "Found": found(row),
            "Note": row["note"],
        }
        for row in table[table["study"].isin(studies)].to_dict("records")
    ]
    return TableView(rows)


def found(row: Mapping[str, Any]) -> str:
    """A finding in words: number, unit and interval."""
    number, unit = f"{row['value']:g}", row["unit"]
    text = f"{unit} {number}" if unit == "adjusted odds ratio" else f"{number} {unit}"
    if pd.isna(row["low"]):
        return text
    return f"{text} ({row['low']:g} to {row['high']:g}; {row['interval']})"
