"""What the questions of each lesson must be together: enough to practice, and parallel forms.

What a single question must be is checked where it is read, in :mod:`helpers.course.questions`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from helpers.course.forms import PARALLEL
from helpers.course.questions import Question, questions
from helpers.facts import FactError, checked, data_dir

#: How many questions of the form ``lesson`` a lesson has at least.
LEAST = 8


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
    rows = _rows(folder)
    found: list[FactError] = []
    for lesson in lessons:
        own = [question for question in asked if question.lesson == lesson]
        found += _too_few(lesson, own, rows)
        found += _uneven(lesson, own, rows)
    return found


def _rows(folder: Path | None) -> dict[str, int]:
    table = checked("questions", folder or data_dir())
    return {
        str(name): number
        for name, number in zip(table.column("question_id"), table.numbers, strict=True)
    }


def _too_few(lesson: str, own: list[Question], rows: dict[str, int]) -> list[FactError]:
    practice = [question for question in own if question.form == "lesson"]
    if len(practice) >= LEAST:
        return []
    told = (
        f"{lesson} has {len(practice)} questions of the form 'lesson' and needs {LEAST} at least; "
        "write more, each with its options in options.csv"
    )
    row = rows[practice[-1].id] if practice else None
    return [FactError(told, file="questions.csv", row=row, column="form")]


def _uneven(lesson: str, own: list[Question], rows: dict[str, int]) -> list[FactError]:
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
            place = rows[last]
            found.append(FactError(told, file="questions.csv", row=place, column="objective"))
    return found
