"""What each level adds, and what a crew may do together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.domain.scope.catalog import EVIDENCE, LEVELS, Intervention, interventions, rank
from helpers.facts import load
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Crew:
    """What two or more people may do together, by the base lists.

    Attributes:
        together: everything that at least one of them may do.
        only: by member, what nobody else in the crew may do.
    """

    levels: tuple[str, ...]
    together: tuple[Intervention, ...]
    only: Mapping[str, tuple[Intervention, ...]]


def adds(level: str) -> tuple[Intervention, ...]:
    """What this level may do that the level below it may not, by the base lists.

    Raises:
        ValueError: for a level that is none of :data:`LEVELS`.
    """
    known(level, LEVELS, "level")
    return tuple(one for one in interventions() if one.opens_at == level)


def allowed(level: str) -> tuple[Intervention, ...]:
    """Everything this level may do by the base lists: what it adds, and all below it.

    Raises:
        ValueError: for a level that is none of :data:`LEVELS`.
    """
    known(level, LEVELS, "level")
    below = LEVELS[: rank(level) + 1]
    return tuple(one for one in interventions() if one.opens_at in below)


def crew(*levels: str) -> Crew:
    """What these people may do together, and what only one of them brings.

    Raises:
        ValueError: for no level, or one that is none of :data:`LEVELS`.
    """
    if not levels:
        raise ValueError("a crew has at least one member; name a level")
    mine = {level: allowed(level) for level in levels}
    together = max(mine.values(), key=len)
    only = {}
    for level in levels:
        others = {one.key for other in _without(levels, level) for one in mine[other]}
        only[level] = tuple(one for one in mine[level] if one.key not in others)
    return Crew(levels, together, only)


def _without(levels: tuple[str, ...], level: str) -> list[str]:
    rest = list(levels)
    rest.remove(level)
    return rest


def count_evidence(these: Iterable[Intervention]) -> dict[str, int]:
    """How many of these carry each mark of evidence."""
    marks = [one.evidence for one in these]
    return {mark: marks.count(mark) for mark in EVIDENCE}


def level_of_care(level: str, aspect: str) -> pd.DataFrame:
    """What BLS or ALS is on one side: its purpose, capabilities, providers, and so on.

    Args:
        level: ``BLS`` or ``ALS``, as levels of care.
        aspect: ``purpose``, ``capability``, ``equipment``, ``provider``,
            ``condition treated`` or ``does not include``.

    Returns:
        Rows of the table ``levels``: ``item``, ``what_for``, ``qualified`` and the rest.

    Raises:
        ValueError: for an unknown level or aspect.
    """
    table = load("levels")
    known(level, table["level"], "level of care")
    known(aspect, table["aspect"], "aspect")
    return table[(table["level"] == level) & (table["aspect"] == aspect)].reset_index(drop=True)
