"""A column of a cohort's file: what may stand in it, and what an instructor is told of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: its kind, what may stand in it, and what it means."""

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    greatest: float | None = None
    about: str = ""
