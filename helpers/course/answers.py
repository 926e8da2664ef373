"""A learner's answers: each kept the moment it is given, on this computer and nowhere else.

They lie in the user's data folder, or in the folder that the variable ``LIFE_SUPPORT_DATA``
names. Without a name nothing personal is kept: the learner is a random id of this store, until
:func:`call_me` gives it the id of a class.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Protocol

from helpers.course.questions import questions
from helpers.facts.files import write

VARIABLE = "LIFE_SUPPORT_DATA"
#: The columns of an export, as ``helpers.cohort`` reads them.
COLUMNS = (
    *("learner_id", "question_id", "question_version", "variant_seed"),
    *("attempt", "option_id", "answered_at"),
)
_APP = "life-support"
_NEEDED = ("sqlalchemy", "platformdirs", "sqlite3")
# A letter or digit first: a spreadsheet takes what begins with = + - @ for a formula.
_LEARNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


class NotKept(RuntimeError):
    """Answers could not be kept or read; the message says why, and what to do."""

    def __init__(self, where: Path, why: object) -> None:
        super().__init__(
            f"Your answers cannot be kept in {where} ({why}). What you answered stays on this "
            "screen only. Make room there, or let the folder be written to; or name another "
            f"folder in the variable {VARIABLE} and start again."
        )


@dataclass(frozen=True)
class Given:
    """An option that a learner has chosen.

    Attributes:
        variant_seed: the seed of the question's numbers; ``None`` if it has none.
        lesson: the lesson in which it was asked.
        answered_at: date, time and offset from UTC, ISO 8601; empty means now.
    """

    question_id: str
    question_version: int
    option_id: str
    lesson: str
    variant_seed: int | None = None
    answered_at: str = ""


@dataclass(frozen=True)
class Answer(Given):
    """A kept answer: whose it is, and which attempt at the question, counted from 1."""

    learner_id: str = ""
    attempt: int = 1


ANSWER_FIELDS = tuple(field.name for field in fields(Answer))


class Store(Protocol):
    """Where answers are kept. Every method raises :class:`NotKept` where that fails."""

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it."""

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""

    def delete(self) -> int:
        """Delete all answers of this learner, and the learner's id; how many they were."""


def store(folder: Path | None = None) -> Store:
    """The store of this computer; this is the one place where its kind is chosen.

    A browser's Python has neither SQLAlchemy nor a database of its own: there it is a file.
    """
    place = folder or data_folder()
    if sys.platform != "emscripten" and _has(*_NEEDED):
        from helpers.course.answers_sql import SqlStore

        return SqlStore(place / "answers.sqlite3")
    from helpers.course.answers_file import FileStore

    return FileStore(place / "answers.jsonl")


def data_folder() -> Path:
    """The folder of this learner's answers; it need not exist yet."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform != "emscripten" and _has("platformdirs"):
        from platformdirs import user_data_path

        return user_data_path(_APP, appauthor=False)
    return Path.cwd() / f".{_APP}"


def _has(*modules: str) -> bool:
    try:
        return all(importlib.util.find_spec(name) for name in modules)
    except ImportError:
        return False


def learner_id(text: str) -> str:
    """The text as an id.

    Raises:
        ValueError: for what a class list cannot hold.
    """
    text = text.strip()
    if not _LEARNER.fullmatch(text):
        raise ValueError(
            f"{text!r} cannot be an id; write up to 40 letters a to z, digits, points, hyphens "
            "and underscores, a letter or digit first"
        )
    return text


def now() -> str:
    """This moment with its offset from UTC, ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def seed_of(learner: str) -> int:
    """A learner's own seed: it orders options, draws numbers and chooses the first form."""
    return int.from_bytes(hashlib.sha256(learner.encode()).digest()[:4]) % 1_000_000


@dataclass(frozen=True)
class Progress:
    """How far a learner has come with some questions."""

    asked: int
    answered: int
    right: int
    right_at_first: int

    def __str__(self) -> str:
        if not self.answered:
            return f"{self.asked} questions, none answered yet"
        return (
            f"{self.answered} of {self.asked} answered, {self.right} right, "
            f"{self.right_at_first} of them at the first try"
        )


def progress(answers: Iterable[Answer], right: dict[str, str]) -> Progress:
    """How far some answers have come.

    Args:
        answers: a learner's answers, in any order.
        right: the right option of each question that counts, by question id.
    """
    mine = [answer for answer in answers if answer.question_id in right]
    hits = [answer for answer in mine if answer.option_id == right[answer.question_id]]
    return Progress(
        asked=len(right),
        answered=len({answer.question_id for answer in mine}),
        right=len({answer.question_id for answer in hits}),
        right_at_first=len({answer.question_id for answer in hits if answer.attempt == 1}),
    )


def keys(lesson: str | None = None, form: str | None = None) -> dict[str, str]:
    """The right option of each question of a lesson and a form, by question id."""
    return {question.id: question.right[0].id for question in questions(lesson, form)}


def as_csv(answers: Iterable[Answer]) -> str:
    """Answers in the format of a class, see ``data/cohorts/README.md``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for answer in answers:
        row = {name: getattr(answer, name) for name in COLUMNS}
        writer.writerow({**row, "variant_seed": _or_empty(answer.variant_seed)})
    return out.getvalue()


def _or_empty(value: int | None) -> str:
    return "" if value is None else str(value)


def export(file: Path | str = "answers.csv", kept: Store | None = None) -> Path:
    """Write this learner's answers to a file, for an instructor or for oneself.

    Returns:
        The file's full path.
    """
    path = Path(file).resolve()
    try:
        write(path, as_csv((kept or store()).answers()).encode())
    except OSError as error:
        raise NotKept(path.parent, error.strerror or error) from error
    return path
