"""Sources in words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.facts.errors import FactError
from helpers.facts.loader import load
from helpers.facts.nearest import nearest

_LEGEND = {
    "primary": "read in the original, its abstract or a faithful copy",
    "derived": "arithmetic from other rows",
    "second-hand": "seen in a page or a program that repeats it",
    "unverified": "known, but not looked up",
}


def cite(key: str) -> str:
    """One reference in words: authors, year, title, where, address, and how it was read.

    Raises:
        FactError: for a key that sources.csv does not have; the nearest one is named.
    """
    table = load("sources")
    found = table[table["key"] == key]
    if found.empty:
        near = nearest(key, table["key"])
        hint = f"; did you mean {near!r}?" if near else ""
        raise FactError(f"there is no source {key!r}{hint}", file="sources.csv", column="key")
    return _reference(found.iloc[0])


def _reference(row: pd.Series) -> str:
    year = "" if row["year"] in ("", "n.d.") else f" ({row['year']})"
    place = ", ".join(part for part in (row["publisher"], row["details"]) if part)
    parts = [f"{row['authors']}{year}", row["title"], place, row["link"]]
    read = {"yes": "", "no": "not read by us", "part": "read in part"}[row["read"]]
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return f"{text} [{'; '.join(filter(None, (row['tier'], read)))}]"


def sources_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The keys of every source that a table cites, itself or through another, sorted."""
    keys: set[str] = set()
    for column in ("source", "via"):
        for cell in table.get(column, ()):
            keys.update(cell)
    return tuple(sorted(keys))


def confidence_legend(marks: Iterable[str] = tuple(_LEGEND)) -> str:
    """What the confidence marks mean, one sentence."""
    return "; ".join(f"{mark}: {_LEGEND[mark]}" for mark in marks) + "."
