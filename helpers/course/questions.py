"""The bank of questions: read from ``data/``, checked, and given out as frozen values."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from helpers.facts import FactError, data_dir, load
from helpers.facts.csv_rows import read_rows
from helpers.facts.nearest import known

FORMS = ("pretest", "lesson", "posttest")

#: How a stem says that more than one option is right.
_STATED = re.compile(r"\bchoose (two|three|four)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4}


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
        source: keys of sources.csv.
    """

    id: str
    version: int
    form: str
    lesson: str
    objective: str
    stem: str
    hint: str
    source: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def right(self) -> tuple[Option, ...]:
        """The right options: one, or as many as the stem says."""
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


@functools.lru_cache(maxsize=16)
def _bank(folder: Path) -> Mapping[str, Question]:
    table = load("questions", folder)
    options = _options(folder, tuple(table["question_id"]))
    found: dict[str, Question] = {}
    rows = table.to_dict("records")
    for number, row in zip(_row_numbers(folder / "questions.csv"), rows, strict=True):
        name = str(row.pop("question_id"))
        question = Question(id=name, options=tuple(options.get(name, ())), **row)
        _check(question, folder / "questions.csv", number)
        found[name] = question
    return MappingProxyType(found)


def _options(folder: Path, names: tuple[str, ...]) -> dict[str, list[Option]]:
    """The options by question; each must belong to one of the questions named."""
    file = folder / "options.csv"
    found: dict[str, list[Option]] = {}
    rows = load("options", folder).to_dict("records")
    for number, row in zip(_row_numbers(file), rows, strict=True):
        try:
            name = known(row["question_id"], names, "question")
        except ValueError as error:
            raise FactError(str(error), file=file, row=number, column="question_id") from None
        option = Option(row["option_id"], row["text"], row["feedback"], bool(row["correct"]))
        found.setdefault(name, []).append(option)
    return found


def _row_numbers(file: Path) -> list[int]:
    return [number for number, _ in read_rows(file)[1]]


def _check(question: Question, file: Path, row: int) -> None:
    """Refuse a question with too few options or another number of right ones than it states."""
    stated = _STATED.search(question.stem)
    asked, right = _NUMBERS[stated[1].lower()] if stated else 1, len(question.right)
    if len(question.options) <= asked:
        raise FactError(
            f"{question.id!r} has {len(question.options)} options in options.csv; "
            f"it needs more than the {asked} to choose",
            file=file,
            row=row,
            column="question_id",
        )
    if right != asked:
        raise FactError(
            f"{question.id!r} asks for {asked} and has {right} right options in options.csv; "
            "mend the options, or write for example 'choose two' in the stem",
            file=file,
            row=row,
            column="stem",
        )
