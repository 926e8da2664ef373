"""Where the lessons are, which there are, and what the table of lessons says of each."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.facts import records

_PACKAGE = Path(__file__).resolve().parents[1]
_BUILT = "[0-9][0-9]_*.ipynb"


@dataclass(frozen=True)
class Lesson:
    """One lesson as the table of lessons plans it, written or not.

    Attributes:
        name: ``01_chain_of_survival``.
        links: the links of the chain of survival that it is about; they are lit in its header.
        minutes: what its core takes.
        readers: whose path leads through it, from the least training on.
    """

    name: str
    title: str
    question: str
    summary: str
    links: tuple[str, ...]
    minutes: int
    picture: str
    readers: tuple[str, ...]

    @property
    def number(self) -> str:
        """Its place in the reading order, two digits."""
        return self.name.partition("_")[0]

    @property
    def file(self) -> str:
        """The name of its notebook."""
        return f"{self.name}.ipynb"


@dataclass(frozen=True)
class _Row:
    """A row of lessons.csv."""

    lesson: str
    title: str
    question: str
    summary: str
    link: tuple[str, ...]
    minutes: int
    picture: str


@dataclass(frozen=True)
class Step:
    """One lesson on the path of one kind of reader.

    Attributes:
        depth: one of :data:`DEPTHS`.
    """

    reader: str
    lesson: str
    depth: str


#: How deep a reader goes into a lesson of the path, from the least on.
DEPTHS = ("core", "core and on duty", "everything")


@dataclass(frozen=True)
class Way:
    """The path of one kind of reader.

    Attributes:
        by_depth: its lessons in reading order, under each of :data:`DEPTHS`.
    """

    by_depth: Mapping[str, tuple[Lesson, ...]]

    @property
    def hours(self) -> float:
        """Hours of the lessons' cores."""
        return sum(one.minutes for part in self.by_depth.values() for one in part) / 60


@dataclass(frozen=True)
class Stop:
    """One section on the short way of a lay rescuer."""

    lesson: str
    section: str
    minutes: int


def project_dir() -> Path | None:
    """The checkout this package runs from; ``None`` if it was installed from a wheel."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "notebooks").is_dir() else None


def lessons_dir() -> Path:
    """The folder of the lessons: the checkout's, or the one inside the installed package.

    Raises:
        FileNotFoundError: if there is neither.
    """
    root = project_dir()
    for folder in (*([root / "notebooks"] if root else []), _PACKAGE / "_notebooks"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        "The lessons were not found. Install the project again: pip install -e ."
    )


def readers() -> tuple[str, ...]:
    """The kinds of readers, from the one with the least training on."""
    return tuple(dict.fromkeys(step.reader for step in steps()))


@functools.cache
def steps() -> tuple[Step, ...]:
    """The paths of all kinds of readers, each in reading order."""
    return records("paths", Step)


def way(reader: str) -> Way:
    """The path of one kind of reader."""
    mine = [step for step in steps() if step.reader == reader]
    return Way(
        {
            depth: tuple(lesson(step.lesson) for step in mine if step.depth == depth)
            for depth in DEPTHS
        }
    )


@functools.cache
def short_way() -> tuple[Stop, ...]:
    """What a lay rescuer with about an hour reads, in order."""
    return records("short_way", Stop)


@functools.cache
def lessons() -> tuple[Lesson, ...]:
    """Every planned lesson, in reading order."""
    planned = (
        Lesson(
            name=row.lesson,
            title=row.title,
            question=row.question,
            summary=row.summary,
            links=row.link,
            minutes=row.minutes,
            picture=row.picture,
            readers=tuple(step.reader for step in steps() if step.lesson == row.lesson),
        )
        for row in records("lessons", _Row)
    )
    return tuple(sorted(planned, key=lambda one: one.name))


def lesson(name: str) -> Lesson:
    """One planned lesson.

    Raises:
        ValueError: for a name that the table of lessons does not have.
    """
    for planned in lessons():
        if planned.name == name:
            return planned
    raise ValueError(
        f"there is no lesson {name!r} in lessons.csv; there are "
        + ", ".join(planned.name for planned in lessons())
    )


def notebooks(folder: Path | None = None) -> tuple[Path, ...]:
    """The notebooks of the lessons that are written, in reading order."""
    return tuple(sorted((folder or lessons_dir()).glob(_BUILT)))
