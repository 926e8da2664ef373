"""What each lesson is there for, and in which of its depths it teaches that."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from helpers.facts import data_dir, records

Depth = Literal["core", "on duty", "evidence"]


@dataclass(frozen=True)
class Objective:
    """A row of objectives.csv."""

    lesson: str
    objective: str
    depth: Depth


def objectives(
    lesson: str | None = None, depth: Depth | None = None, folder: Path | None = None
) -> tuple[str, ...]:
    """The objectives of one lesson, of one depth, or of both, in the order of the table."""
    return tuple(
        row.objective
        for row in _all((folder or data_dir()).resolve())
        if lesson in (None, row.lesson) and depth in (None, row.depth)
    )


@functools.lru_cache(maxsize=16)
def _all(folder: Path) -> tuple[Objective, ...]:
    return tuple(records("objectives", Objective, folder))
