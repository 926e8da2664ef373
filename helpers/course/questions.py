"""The bank of questions: read from ``data/``, checked, and given out as frozen values."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from helpers.facts import FactError, checked, data_dir, records
from helpers.facts.nearest import known

FORMS = ("pretest", "lesson", "posttest")
DEPTHS = ("core", "on duty", "evidence")

#: How many options a question has; one of them is right.
OPTIONS = 4


@dataclass(frozen=True)
class Option:
    """One option: its stable id within the question, what it says, and what is answered to it."""

    id: str
    text: str
    feedback: str
    correct: bool


@dataclass(frozen=True)
class Question:
    """One question with its options in the order of the table.

    Attributes:
        id: never changes and is never given to another question.
        version: counts the changes of its wording.
        form: one of :data:`FORMS`.
        depth: where in the lesson the answer is taught; one of :data:`DEPTHS`.
        source: keys of sources.csv.
    """

    id: str
    version: int
    form: str
    lesson: str
    objective: str
    depth: str
    stem: str
    hint: str
    source: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def right(self) -> tuple[Option, ...]:
        """The right options; in the bank there is one."""
        return tuple(option for option in self.options if option.correct)

    def option(self, option_id: str) -> Option:
        """The option of that id.

        Raises:
            ValueError: where the question has none; the nearest is named.
        """
        by_id = {option.id: option for option in self.options}
        return by_id[known(option_id, by_id, f"option of {self.id}")]


def bank(folder: Path | None = None) -> Mapping[str, Question]:
    """All questions by id, in the order of the table.

    Args:
        folder: where questions.csv and options.csv are; by default the project's data.

    Raises:
        FactError: for whatever is wrong with either table: file, row and column.
    """
    return _bank((folder or data_dir()).resolve())


def questions(
    lesson: str | None = None, form: str | None = None, folder: Path | None = None
) -> tuple[Question, ...]:
    """The questions of one lesson, of one form, or of both; all where neither is named."""
    return tuple(
        question
        for question in bank(folder).values()
        if lesson in (None, question.lesson) and form in (None, question.form)
    )


@dataclass(frozen=True)
class _Asked:
    """A row of questions.csv."""

    question_id: str
    version: int
    form: str
    lesson: str
    objective: str
    depth: str
    stem: str
    hint: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class _Offered:
    """A row of options.csv."""

    question_id: str
    option_id: str
    text: str
    feedback: str
    correct: bool


@functools.lru_cache(maxsize=16)
def _bank(folder: Path) -> Mapping[str, Question]:
    table = checked("questions", folder)
    options: dict[str, list[Option]] = {}
    for row in records("options", _Offered, folder):
        option = Option(row.option_id, row.text, row.feedback, row.correct)
        options.setdefault(row.question_id, []).append(option)
    found: dict[str, Question] = {}
    for number, asked in zip(table.numbers, records("questions", _Asked, folder), strict=True):
        question = Question(
            id=asked.question_id,
            version=asked.version,
            form=asked.form,
            lesson=asked.lesson,
            objective=asked.objective,
            depth=asked.depth,
            stem=asked.stem,
            hint=asked.hint,
            source=asked.source,
            options=tuple(options.get(asked.question_id, ())),
        )
        _check(question, table.file, number)
        found[question.id] = question
    return MappingProxyType(found)


def _check(question: Question, file: Path, row: int) -> None:
    """Refuse a question with another number of options, or of right ones, than it needs."""
    right = len(question.right)
    if len(question.options) != OPTIONS:
        told = f"{len(question.options)} options in options.csv; write {OPTIONS}, one of them right"
    elif right != 1:
        told = f"{right} right options in options.csv; one of {OPTIONS} is right"
    else:
        return
    raise FactError(f"{question.id!r} has {told}", file=file, row=row, column="question_id")
