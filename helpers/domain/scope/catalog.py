"""Interventions, and the level at which the base lists allow each."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pandas as pd

from helpers.facts import load, records
from helpers.facts.nearest import known

#: From the shortest training to the longest; each includes the ones before it.
LEVELS = ("EMR", "EMT", "AEMT", "paramedic")
#: The two lists that name every level; what both allow is called the base here.
BASE_LISTS = ("Montana", "copy of the 2019 model")


#: The marks of evidence for survival in cardiac arrest, the strongest first.
EVIDENCE = ("solid", "mixed", "none", "not about arrest")
#: What a list may answer, the most generous first.
ANSWERS = ("yes", "with condition", "no")


@dataclass(frozen=True)
class Intervention:
    """One thing that a rescuer does or gives.

    Attributes:
        short: its name in at most 20 letters.
        bag: where it is carried in the picture of a bag; a teaching choice.
        evidence: one of :data:`EVIDENCE`, for survival in cardiac arrest only.
        opens_at: the lowest level that every base list naming it allows without condition;
            empty where none does or no base list names it.
        is_unsure: whether the base lists begin it at different levels, or only one text
            names it.
        confidence: the weakest mark of its own row.
    """

    key: str
    name: str
    short: str
    topic: str
    link: str
    what_for: str
    bag: str
    evidence: str
    note: str
    opens_at: str
    is_unsure: bool
    confidence: str

    def __str__(self) -> str:
        return self.name


@functools.cache
def interventions() -> tuple[Intervention, ...]:
    """All interventions, in the order of their table."""
    return tuple(_intervention(row) for row in records("interventions", _Row))


def intervention(key: str) -> Intervention:
    """One intervention by its key or its name.

    Raises:
        ValueError: where there is none; the nearest key is named.
    """
    by_name = {one.name: one for one in interventions()}
    by_key = {one.key: one for one in interventions()}
    return by_name.get(key) or by_key[known(key, by_key, "intervention")]


@dataclass(frozen=True)
class _Row:
    """The columns of ``interventions`` from which an intervention is made."""

    intervention: str
    name: str
    short: str
    topic: str
    link: str
    what_for: str
    bag: str
    evidence: str
    note: str
    confidence: str


def _intervention(row: _Row) -> Intervention:
    first = _first_levels(row.intervention)
    return Intervention(
        key=row.intervention,
        name=row.name,
        short=row.short,
        topic=row.topic,
        link=row.link,
        what_for=row.what_for,
        bag=row.bag,
        evidence=row.evidence,
        note=row.note,
        opens_at=max(first.values(), key=rank) if first else "",
        is_unsure=len(first) < len(BASE_LISTS) or len(set(first.values())) > 1,
        confidence=row.confidence,
    )


def _first_levels(key: str) -> dict[str, str]:
    """By base list, the lowest level that may do it without condition.

    The document that names three duties of the EMT stands in where no base list speaks.
    """
    rows = scope_rows()
    rows = rows[(rows["intervention"] == key) & (rows["allowed"] == "yes")]
    for lists in (BASE_LISTS, ("the source document",)):
        first = {
            str(name): min(map(str, group["level"]), key=rank)
            for name, group in rows[rows["jurisdiction"].isin(lists)].groupby("jurisdiction")
        }
        if first:
            return first
    return {}


def rank(level: str) -> int:
    """The place of a level, from 0 for the shortest training."""
    return LEVELS.index(level)


@functools.cache
def scope_rows() -> pd.DataFrame:
    """The table ``scope_of_practice``: one row a list, year, intervention and level."""
    return load("scope_of_practice")
