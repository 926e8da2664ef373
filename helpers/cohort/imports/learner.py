"""Whose row it is, by its id, address or name; an id and a name that fit are asked for."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.cohort.imports.guess import name_of
from helpers.cohort.mapping import Meaning
from helpers.cohort.match import CONTRADICTS, Roster, turned
from helpers.cohort.problems import Problem


def whose(
    file: str, number: int, cells: Mapping[str, str], meaning: Meaning, roster: Roster
) -> tuple[str | None, list[Problem]]:
    """The learner of a row, ``None`` where nobody can be meant, and what is to be said of it."""
    name = turned(name_of(cells, meaning.columns))
    if meaning.by == "name" or "learner" not in meaning.columns:
        found = roster.find(name, "name")
        told = [Problem(file, found.why, number, "name", name, found.hint)] if found.why else []
        return found.learner, told
    column = meaning.columns["learner"]
    text = cells.get(column, "")
    found = roster.find(text, meaning.by)
    if found.learner is not None and (why := roster.against(found.learner, name)):
        return None, [Problem(file, CONTRADICTS, number, column, text, why)]
    told = [Problem(file, found.why, number, column, text, found.hint)] if found.why else []
    return found.learner, told
