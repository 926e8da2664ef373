"""When a learner should come back to what was learnt, and to what first.

:class:`Scheduler` is what a lesson asks. :data:`SCHEDULE` is the rule in force: a plain one, and
the one place where it is exchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from helpers.course.answer import Answer
from helpers.course.forms import PARALLEL
from helpers.course.questions import Question

#: Days to wait, from the first time to the last.
WAITS = (7, 30, 91)


@dataclass(frozen=True)
class Due:
    """Something to come back to.

    Attributes:
        on: the day; it may have passed.
        missed: whether it was not right the last time.
    """

    lesson: str
    objective: str
    on: date
    missed: bool = False

    def when(self, today: date) -> str:
        """The day in words, for example ``4 December 2026``; ``now`` where it has come."""
        return "now" if self.on <= today else f"{self.on.day} {self.on:%B %Y}"


class Scheduler(Protocol):
    """A rule that says what is due when."""

    def due(self, answers: Iterable[Answer], bank: Mapping[str, Question]) -> list[Due]:
        """One entry for each objective that was answered.

        What was missed comes first, then what is due first.

        Args:
            answers: a learner's answers, in any order; those to questions that the bank does
                not hold (any more) are passed over.
            bank: the questions by id.
        """


@dataclass(frozen=True)
class PlainRule:
    """A week after the first time, then a month, then three, and three again.

    Who comes before the day is due does not move on to the longer wait, and who misses
    something begins with the week again.

    Attributes:
        waits: days to wait, from the first time to the last.
    """

    waits: tuple[int, ...] = WAITS

    def due(self, answers: Iterable[Answer], bank: Mapping[str, Question]) -> list[Due]:
        """See :meth:`Scheduler.due`."""
        known = sorted((a for a in answers if a.question_id in bank), key=_moment)
        groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
        for answer in known:
            question = bank[answer.question_id]
            groups[question.lesson, question.objective].append(answer)
        before = _forms_before(known, bank)
        found = []
        for (lesson, objective), mine in groups.items():
            later = [a for a in mine if bank[a.question_id].form != before.get(lesson)]
            # What was asked before the lesson counts only while nothing else has been answered.
            found.append(self._one(lesson, objective, later or mine, bank))
        return sorted(found, key=lambda d: (not d.missed, d.on, d.lesson, d.objective))

    def _one(
        self, lesson: str, objective: str, mine: list[Answer], bank: Mapping[str, Question]
    ) -> Due:
        days: dict[date, dict[str, bool]] = defaultdict(dict)
        for answer in mine:
            is_right = answer.option_id == bank[answer.question_id].right[0].id
            days[_moment(answer).date()][answer.question_id] = is_right
        step, on, missed = 0, date.min, False
        for number, (day, right) in enumerate(days.items()):
            missed = not all(right.values())
            if missed:
                step = 0
            elif number and day >= on:
                step = min(step + 1, len(self.waits) - 1)
            on = day + timedelta(days=self.waits[step])
        return Due(lesson, objective, on, missed)


#: The rule in force.
SCHEDULE: Scheduler = PlainRule()


def _moment(answer: Answer) -> datetime:
    return datetime.fromisoformat(answer.answered_at)


def _forms_before(known: list[Answer], bank: Mapping[str, Question]) -> dict[str, str]:
    """The form that was asked before each lesson, where one was: its answers are the first."""
    first: dict[str, str] = {}
    for answer in known:
        question = bank[answer.question_id]
        first.setdefault(question.lesson, question.form)
    return {lesson: form for lesson, form in first.items() if form in PARALLEL}
