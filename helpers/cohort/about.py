"""``cohort.toml``: what a cohort is, as opposed to who is in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.formats import INSTRUCTOR_KEYS, KEYS
from helpers.cohort.mapping import Meaning, meanings
from helpers.cohort.problems import Problem, Refused, Wrong
from helpers.cohort.raw_tables import text_of
from helpers.facts import load
from helpers.facts.nearest import nearest

FORMAT = 1
FILE = "cohort.toml"


@dataclass(frozen=True)
class Instructor:
    """An instructor by id, and when the instructor's own card expires."""

    id: str
    card_expires: date | None = None


@dataclass(frozen=True)
class About:
    """What cohort.toml says; what it leaves out is empty or ``None``.

    Attributes:
        kind: initial, renewal or blended.
        start, end: first and last day.
        students_per_instructor, students_per_manikin: what the course asks for, at most.
        manikins: how many the class has.
        prerequisite: the card that a learner must hold; see :mod:`helpers.cohort.prerequisite`.
        pass_mark_percent: the mark that a score has to reach.
        requirement: fact_id of the training_hours row whose hours are asked for.
        pseudonyms: whether reports show pseudonyms instead of names.
        imports: what the columns of other programs' files mean.
    """

    title: str
    course: str
    kind: str
    start: date
    end: date
    edition: str = ""
    region: str = ""
    location: str = ""
    instructors: tuple[Instructor, ...] = ()
    students_per_instructor: float | None = None
    students_per_manikin: float | None = None
    manikins: int | None = None
    prerequisite: str = ""
    pass_mark_percent: float | None = None
    requirement: str | None = None
    pseudonyms: bool = False
    imports: tuple[Meaning, ...] = ()


def read_about(file: Path) -> tuple[About | None, list[Problem]]:
    """What a cohort.toml says, or everything that is wrong in it."""
    try:
        text = text_of(file)
    except Refused as error:
        return None, [error.problem]
    try:
        raw = tomllib.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:  # ValueError: a number of 5,000 digits, too
        return None, [_no_toml(file, str(error))]
    reader = _Reader(file.name, text)
    about = reader.about(raw)
    return (None if reader.problems else about), reader.problems


class _Reader:
    """Collects values and problems while it goes through the keys of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.problems: list[Problem] = []

    def about(self, raw: Mapping[str, Any]) -> About | None:
        """What the file says; ``None`` where something is wrong."""
        self._check_format(raw)
        known = [column.name for column in KEYS]
        values = self._values(raw, KEYS, (*known, "format", "instructors", "imports"))
        values["instructors"] = tuple(self._instructors(raw.get("instructors", [])))
        values["imports"] = tuple(meanings(raw.get("imports", []), self._told))
        if self.problems:
            return None
        self._check_days(values["start"], values["end"])
        self._check_requirement(values["requirement"])
        given = {name: value for name, value in values.items() if value is not None}
        return None if self.problems else About(**given)

    def _check_format(self, raw: Mapping[str, Any]) -> None:
        found = raw.get("format")
        if type(found) is not int or found != FORMAT:
            read = None if found is None else _shown(found)
            self._tell(f"write format = {FORMAT}; this program knows no other", "format", read)

    def _values(
        self, raw: Mapping[str, Any], columns: Sequence[Column], known: Sequence[str]
    ) -> dict[str, Any]:
        meant = {name: nearest(name, known) for name in raw if name not in known}
        for name, near in meant.items():
            hint = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
            self._tell("this key is not known; rename it or take it out", name, name, hint)
        told = meant.values()  # a key that is misspelt is not told as missing, too
        return {c.name: self._value(raw, c) for c in columns if c.name in raw or c.name not in told}

    def _value(self, raw: Mapping[str, Any], column: Column) -> object:
        if column.name not in raw:
            if column.required:
                self._tell("this key is missing; add it", column.name)
            return None
        text = _as_text(raw[column.name])
        try:
            if text is None:
                raise Wrong("write a single value, not a list or a table")
            return parse(text, column)
        except Wrong as error:
            self._tell(error.remedy, column.name, _shown(raw[column.name]), error.hint)
            return None

    def _instructors(self, raw: object) -> Iterator[Instructor]:
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            self._tell("write each instructor under a line [[instructors]]", "instructors")
            return
        names = [column.name for column in INSTRUCTOR_KEYS]
        seen: set[object] = set()
        for entry in raw:
            values = self._values(entry, INSTRUCTOR_KEYS, names)
            name = values.get("id")
            if name in seen:
                self._tell("this instructor stands twice; keep one", "id", str(name))
            elif name is not None:
                seen.add(name)
                yield Instructor(**values)

    def _check_days(self, start: date, end: date) -> None:
        if end < start:
            self._tell(f"the class would end before its start, {start}", "end", str(end))

    def _check_requirement(self, fact: str | None) -> None:
        facts = load("training_hours")["fact_id"]
        if fact is not None and fact not in set(facts):
            near = nearest(fact, facts)
            hint = f"did you mean {near}?" if near else ""
            self._tell("write a fact_id of data/training_hours.csv", "requirement", fact, hint)

    def _told(self, remedy: str, key: str, read: str | None, hint: str) -> None:
        self._tell(remedy, key, read, hint)

    def _tell(self, remedy: str, key: str, read: str | None = None, hint: str = "") -> None:
        found = list(re.finditer(rf"^[ \t]*{re.escape(key)}[ \t]*=", self.text, re.MULTILINE))
        # A key that stands more than once is an instructor's; which one is told by what was read.
        row = self.text.count("\n", 0, found[0].start()) + 1 if len(found) == 1 else None
        self.problems.append(Problem(self.file, remedy, row, key, read, hint))


def _as_text(value: object) -> str | None:
    """A TOML value as a cell of a table would hold it; ``None`` for lists and tables."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if isinstance(value, list | dict) else _shown(value)


def _shown(value: object) -> str:
    """A value as text; Python writes no whole number of thousands of digits."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return "a value of very many digits or levels"


def _no_toml(file: Path, message: str) -> Problem:
    found = re.search(r"at line (\d+)", message)
    row = int(found[1]) if found else None
    remedy = f"this is no TOML ({message}); write each line as key = value, text in quotes"
    return Problem(file.name, remedy, row)
