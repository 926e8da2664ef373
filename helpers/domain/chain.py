"""The chain of survival in its editions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.facts import load
from helpers.facts.nearest import known

#: The newest edition that names links, and so the one this course draws.
NEWEST = "AHA 2025, one chain"


def names() -> tuple[str, ...]:
    """The names of all chains, newest first."""
    table = load("chain_links").drop_duplicates("chain")
    years = table["edition"].str.extract(r"(\d{4})")[0].astype(int)
    return tuple(
        table.assign(year=years).sort_values("year", ascending=False, kind="stable")["chain"]
    )


def links(chain: str = NEWEST) -> pd.DataFrame:
    """The links of one chain in their order.

    Raises:
        ValueError: for a chain that is not in the table; the nearest is named.
    """
    known(chain, names(), "chain")
    table = load("chain_links").query("chain == @chain and position.notna()")
    return table.sort_values("position", ignore_index=True)


@dataclass(frozen=True)
class Edition:
    """One chain as its edition draws it.

    Attributes:
        links: the names of its links, in order.
        confidence: every mark that one of them has, in the order of the links.
    """

    chain: str
    links: tuple[str, ...]
    confidence: tuple[str, ...]


def editions() -> tuple[Edition, ...]:
    """Every chain whose links were read, newest first."""
    every = ((name, links(name)) for name in names())
    return tuple(
        Edition(name, tuple(table["link"]), tuple(table["confidence"].unique()))
        for name, table in every
        if len(table)
    )
