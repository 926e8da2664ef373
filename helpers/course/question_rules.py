"""What the questions of each lesson must be: well told, enough to practice, and parallel.

What a question must be to be asked at all is checked where it is read, in
:mod:`helpers.course.questions`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.course.forms import PARALLEL
from helpers.course.questions import Question, questions
from helpers.facts import FactError, checked, data_dir

#: Where the rows of a table stand, by their primary key.
Rows = dict[tuple[str, ...], int]
#: How many questions of the form ``lesson`` a lesson has at least.
LEAST = 8
#: How many questions the pretest of a lesson has, and its posttest.
FORM = range(4, 7)
#: What the feedback to a right option begins with, and to no other.
RIGHT = "Right."
#: How many characters the feedback to an option has at least.
LEAST_FEEDBACK = 40


def faults(lessons: Iterable[str], folder: Path | None = None) -> list[FactError]:
    """Everything that is wrong with the questions of some lessons: file, row, what to write.

    Args:
        lessons: the names of lessons that are written; each of them needs questions.
        folder: where the tables are; by default the project's.
    """
    try:
        asked = questions(folder=folder)
    except FactError as error:
        return [error]
    rows, options = _rows("questions", folder), _rows("options", folder)
    found: list[FactError] = []
    for lesson in lessons:
        own = [question for question in asked if question.lesson == lesson]
        found += [fault for question in own for fault in _badly_told(question, rows, options)]
        found += _too_few(lesson, own, rows)
        found += _uneven(lesson, own, rows)
        found += _short_or_long(lesson, own, rows)
        found += _folded(own, rows)
    return found


def _rows(name: str, folder: Path | None) -> Rows:
    """Where each row of a table stands, by its primary key."""
    table = checked(name, folder or data_dir())
    keys = zip(*map(table.column, table.schema.primary_key), strict=True)
    return {tuple(map(str, key)): row for key, row in zip(keys, table.numbers, strict=True)}


def _badly_told(question: Question, rows: Rows, options: Rows) -> Iterator[FactError]:
    for option in question.options:
        place = f"{question.id}, option {option.id!r}"
        said, row = option.feedback, options[question.id, option.id]
        if option.correct and not said.startswith(RIGHT):
            yield _in_options(
                f"{place} is right; begin its feedback with {RIGHT!r}", row, "feedback"
            )
        if not option.correct and said.startswith(RIGHT):
            yield _in_options(f"{place} is wrong; its feedback says {RIGHT!r}", row, "feedback")
        if len(said) < LEAST_FEEDBACK:
            told = f"{place}: {len(said)} characters of feedback are too few"
            yield _in_options(f"{told}; say why in {LEAST_FEEDBACK} at least", row, "feedback")
        if "all of the above" in option.text.lower():
            yield _in_options(f"{place}: options are shown in any order; name each", row, "text")
    for option in question.right:
        right = option.text.strip(".").lower()
        for column, text in (("stem", question.stem), ("hint", question.hint)):
            if right in text.lower():
                told = f"{question.id} names its right option, {option.text!r}; say it otherwise"
                yield FactError(told, file="questions.csv", row=rows[question.id,], column=column)


def _in_options(told: str, row: int, column: str) -> FactError:
    return FactError(told, file="options.csv", row=row, column=column)


def _too_few(lesson: str, own: list[Question], rows: Rows) -> list[FactError]:
    practice = [question for question in own if question.form == "lesson"]
    if len(practice) >= LEAST:
        return []
    told = (
        f"{lesson} has {len(practice)} questions of the form 'lesson' and needs {LEAST} at least; "
        "write more, each with its options in options.csv"
    )
    row = rows[practice[-1].id,] if practice else None
    return [FactError(told, file="questions.csv", row=row, column="form")]


def _uneven(lesson: str, own: list[Question], rows: Rows) -> list[FactError]:
    counted = Counter((question.objective, question.form) for question in own)
    if not any(question.form in PARALLEL for question in own):
        told = f"{lesson} has no question of the form 'pretest' or 'posttest'; write one of each"
        return [FactError(f"{told} for each objective", file="questions.csv", column="form")]
    found = []
    for objective in dict.fromkeys(question.objective for question in own):
        before, after = (counted[objective, form] for form in PARALLEL)
        if before != after:
            last = [q.id for q in own if q.objective == objective][-1]
            told = (
                f"{lesson}: {objective!r} is asked {before} times in the pretest and {after} in "
                "the posttest; write as many of each"
            )
            place = rows[last,]
            found.append(FactError(told, file="questions.csv", row=place, column="objective"))
    return found


def _short_or_long(lesson: str, own: list[Question], rows: Rows) -> Iterator[FactError]:
    for form in PARALLEL:
        asked = [question for question in own if question.form == form]
        if asked and len(asked) not in FORM:
            told = (
                f"{lesson} has {len(asked)} questions of the form {form!r}; write "
                f"{FORM[0]} to {FORM[-1]}, two each for the main objectives"
            )
            yield FactError(told, file="questions.csv", row=rows[asked[-1].id,], column="form")


def _folded(own: list[Question], rows: Rows) -> list[FactError]:
    """What is folded away is no fair question before and after a lesson."""
    return [
        FactError(
            f"{question.id!r} stands in the {question.form}, and its answer in the evidence; ask "
            "what is taught in sight, or make it a question of the form 'lesson'",
            file="questions.csv",
            row=rows[question.id,],
            column="depth",
        )
        for question in own
        if question.form in PARALLEL and question.depth == "evidence"
    ]
