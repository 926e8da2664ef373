"""The chain of survival in its editions."""

from __future__ import annotations

import pandas as pd

from helpers.facts import TableView, load, view
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


def links_in_words(chain: str = NEWEST) -> TableView:
    """Each link with its level of care and who forges it."""
    columns = {"position": "Link", "link": "Name", "level": "Level of care", "who": "Who forges it"}
    return view(links(chain), columns)


def editions() -> TableView:
    """Every chain as one row: its links in order, and how surely we know them."""
    rows = []
    for name in names():
        table = links(name)
        order = " → ".join(table["link"])
        rows.append(
            {
                "Chain": name,
                "Links": str(len(table)),
                "In order": order,
                "Confidence": ", ".join(dict.fromkeys(table["confidence"])),
            }
        )
    return TableView([row for row in rows if row["In order"]])
