"""Two parallel forms over all lessons, by the blueprint in ``objectives.csv``.

Each form asks as many questions for each objective as the blueprint says, all taught in a core,
none of them in both. Which question stands in which form is fixed, so that two classes get the
same forms; the numbers in it are each learner's own, as everywhere.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from helpers.course.answer import Answer
from helpers.course.objectives import Objective, every
from helpers.course.questions import Question, questions
from helpers.facts.nearest import known

FIRST, AGAIN = "first", "again"
FORMS = (FIRST, AGAIN)
#: Days between the two forms; sooner one answers from memory.
BETWEEN = 28
_LETTERS = ("A", "B")


@dataclass(frozen=True)
class Reopen:
    """Where to read again: a lesson and one of its sections."""

    lesson: str
    heading: str
    objective: str


def blueprint() -> pd.DataFrame:
    """How many questions each form asks, by lesson and objective: lesson, objective, questions."""
    asked = [(one.lesson, one.objective, one.final) for one in every() if one.final]
    return pd.DataFrame(asked, columns=["lesson", "objective", "questions"])


def form(which: str, is_turned: bool = False) -> tuple[Question, ...]:
    """The questions of one form, in the order of the lessons.

    Args:
        which: ``first`` or ``again``.
        is_turned: whether this learner gets the two forms the other way round, see
            :func:`helpers.course.forms.order`.

    Raises:
        ValueError: for another form, and where an objective has too few questions; it is named.
    """
    known(which, FORMS, "form")
    letter = _LETTERS[(which == AGAIN) ^ is_turned]
    return tuple(question for one in every() if one.final for question in _halves(one)[letter])


def opens_on(here: Iterable[Answer], asked: Container[str]) -> date | None:
    """When the second form opens: four weeks after the last answer to the first one.

    Args:
        here: what was answered in the review.
        asked: the ids of the second form's questions.

    Returns:
        The day; nothing before any answer to the first form.
    """
    first = {one.id for which in FORMS for one in form(which) if one.id not in asked}
    days = [
        datetime.fromisoformat(answer.answered_at).date()
        for answer in here
        if answer.question_id in first
    ]
    return max(days) + timedelta(days=BETWEEN) if days else None


@functools.lru_cache(maxsize=256)
def _halves(one: Objective) -> dict[str, tuple[Question, ...]]:
    found = [
        question
        for question in questions(one.lesson, "lesson")
        if question.objective == one.objective and question.depth == "core"
    ]
    if len(found) < 2 * one.final:
        raise ValueError(
            f"{one.lesson}: {one.objective!r} has {len(found)} questions of its core, and two "
            f"final forms need {2 * one.final}; write more, or change 'final' in objectives.csv"
        )
    drawn = random.Random(f"{one.lesson} {one.objective}").sample(found, 2 * one.final)
    return {"A": tuple(drawn[: one.final]), "B": tuple(drawn[one.final :])}


def reopen(question: Question) -> Reopen:
    """Where the answer to a question is taught."""
    one = next(
        one
        for one in every()
        if (one.lesson, one.objective) == (question.lesson, question.objective)
    )
    return Reopen(one.lesson, one.heading, one.objective)
