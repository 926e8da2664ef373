"""What each lesson is there for."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from helpers.facts import data_dir, records


@dataclass(frozen=True)
class Objective:
    """A row of objectives.csv.

    Attributes:
        link: of the newest chain; empty where it belongs to none.
        heading: the section of the lesson that teaches it.
        final: how many questions each of the two final forms asks for it.
    """

    lesson: str
    objective: str
    link: str = ""
    heading: str = ""
    final: int = 0


def objectives(lesson: str | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """The objectives of one lesson, or of all, in the order of the table."""
    return tuple(
        row.objective
        for row in _all((folder or data_dir()).resolve())
        if lesson in (None, row.lesson)
    )


def every(folder: Path | None = None) -> tuple[Objective, ...]:
    """All objectives, in the order of the table."""
    return _all((folder or data_dir()).resolve())


def headings() -> dict[tuple[str, str], str]:
    """The section that teaches each objective, by lesson and objective."""
    return {(one.lesson, one.objective): one.heading for one in every()}


@functools.lru_cache(maxsize=16)
def _all(folder: Path) -> tuple[Objective, ...]:
    return tuple(records("objectives", Objective, folder))
