"""Every list that was read on one intervention, and where they differ."""

from __future__ import annotations

import pandas as pd

from helpers.domain.scope.catalog import (
    ANSWERS,
    BASE_LISTS,
    LEVELS,
    intervention,
    interventions,
    rank,
    scope_rows,
)

#: Short names of the lists, for a heading.
LIST_NAMES = {"the source document": "source document"}


def lists_of(key: str, *, newest_only: bool = False) -> pd.DataFrame:
    """Every row that was read on one intervention: by list, year and level.

    Args:
        key: the intervention's key or name.
        newest_only: leave out texts that are known to be replaced.

    Returns:
        Rows of ``scope_of_practice``, base lists first, each list from the lowest level up.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = scope_rows()[scope_rows()["intervention"] == intervention(key).key]
    if newest_only:
        rows = rows[~rows["superseded"]]
    order = {name: place for place, name in enumerate((*BASE_LISTS, "the source document"))}
    ranks = rows["jurisdiction"].map(lambda name: order.get(name, len(order)))
    return (
        rows.assign(rank=ranks, height=rows["level"].map(rank))
        .sort_values(["rank", "jurisdiction", "year", "height"], ignore_index=True)
        .drop(columns=["rank", "height"])
    )


def who_may(key: str, *, newest_only: bool = False) -> pd.DataFrame:
    """One row a list: its year, and its answer at each level.

    Returns:
        ``list``, ``year``, one column a level (``yes``, ``no``, the condition, ``not stated``,
        or empty where the part that was read does not speak of that level), ``superseded``,
        ``note`` and ``confidence``.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = []
    groups = lists_of(key, newest_only=newest_only).groupby(["jurisdiction", "year"], sort=False)
    for (name, year), group in groups:
        title = str(name)
        answers = {row["level"]: row["condition"] or row["allowed"] for _, row in group.iterrows()}
        rows.append(
            {
                "list": LIST_NAMES.get(title, title),
                "year": year,
                **{level: answers.get(level, "") for level in LEVELS},
                "superseded": bool(group["superseded"].any()),
                "note": " ".join(dict.fromkeys(filter(None, group["note"]))),
                "confidence": group["confidence"].iloc[0],
            }
        )
    columns = ("list", "year", *LEVELS, "superseded", "note", "confidence")
    return pd.DataFrame(rows, columns=list(columns))


def disagreement(key: str, *, newest_only: bool = False) -> str:
    """Where the lists that were read differ on one intervention, as a sentence.

    Lists are compared level by level: two lists that never speak of the same level cannot
    be said to differ.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = lists_of(key, newest_only=newest_only)
    if rows.empty:
        return "No list that was read names it."
    told = [(level, _by_answer(rows[rows["level"] == level])) for level in LEVELS]
    differing = [f"{level}: {_told(said)}" for level, said in told if len(said) > 1]
    if differing:
        return f"The lists differ. {'. '.join(differing)}."
    if any(len(names) > 1 for _, said in told for names in said.values()):
        return "The lists that speak of the same level agree."
    return "No two lists that were read speak of the same level."


def _by_answer(rows: pd.DataFrame) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for _, row in rows[rows["allowed"] != "not stated"].iterrows():
        name = LIST_NAMES.get(row["jurisdiction"], row["jurisdiction"])
        said.setdefault(row["allowed"], []).append(name)
    return said


def _told(said: dict[str, list[str]]) -> str:
    return "; ".join(f"{answer} in {_and(said[answer])}" for answer in ANSWERS if answer in said)


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def disagreements() -> pd.DataFrame:
    """Every intervention on which the lists differ: ``intervention``, ``name``, ``where``."""
    rows = [(one.key, one.name, disagreement(one.key)) for one in interventions()]
    differ = [row for row in rows if row[2].startswith("The lists differ.")]
    return pd.DataFrame(
        [(key, name, where.removeprefix("The lists differ. ")) for key, name, where in differ],
        columns=["intervention", "name", "where"],
    )
