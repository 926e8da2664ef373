"""What each lesson is there for."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from helpers.facts import data_dir, records


@dataclass(frozen=True)
class Objective:
    """A row of objectives.csv."""

    lesson: str
    objective: str


def objectives(lesson: str | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """The objectives of one lesson, or of all, in the order of the table."""
    return tuple(
        row.objective
        for row in _all((folder or data_dir()).resolve())
        if lesson in (None, row.lesson)
    )


@functools.lru_cache(maxsize=16)
def _all(folder: Path) -> tuple[Objective, ...]:
    return tuple(records("objectives", Objective, folder))
