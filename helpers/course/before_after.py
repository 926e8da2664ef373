"""What a learner knew before a lesson and after it, by objective, and when to come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.course.answer import Answer
from helpers.course.forms import PARALLEL
from helpers.course.objectives import objectives
from helpers.course.questions import Question, bank
from helpers.course.schedule import SCHEDULE, Due, Scheduler


@dataclass(frozen=True)
class Score:
    """Right at the first try, of the questions that a form asks; nothing of what was skipped."""

    asked: int = 0
    answered: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.asked + other.asked, self.answered + other.answered, self.right + other.right
        )

    def __str__(self) -> str:
        if not self.asked:
            return "not asked"
        if not self.answered:
            return "not answered"
        short = self.asked - self.answered
        skipped = f" ({short} not answered)" if short else ""
        return f"{self.right} of {self.answered} right{skipped}"


@dataclass(frozen=True)
class Line:
    """One objective of a lesson."""

    objective: str
    before: Score
    after: Score
    due: Due | None

    def cells(self, today: date) -> dict[str, str]:
        """The line of a table."""
        when = self.due.when(today) if self.due else ""
        return {
            "What it was about": self.objective,
            "Before": str(self.before),
            "After": str(self.after),
            "Come back": f"{when}, missed last time" if self.due and self.due.missed else when,
        }


@dataclass(frozen=True)
class BeforeAfter:
    """A lesson's lines, those to come back to first at the top."""

    lines: tuple[Line, ...]

    @property
    def before(self) -> Score:
        """All objectives together, before the lesson."""
        return sum((line.before for line in self.lines), Score())

    @property
    def after(self) -> Score:
        """All objectives together, after the lesson."""
        return sum((line.after for line in self.lines), Score())

    def sentence(self, today: date) -> str:
        """Before, after, and what to come back to first, in one line."""
        told = f"Before: {self.before}. After: {self.after}."
        due = [line.due for line in self.lines if line.due]
        if not due:
            return f"{told} Nothing is to come back to: nothing has been answered."
        first = [entry for entry in due if (entry.missed, entry.on) == (due[0].missed, due[0].on)]
        names = ", ".join(entry.objective for entry in first)
        why = ", which you missed" if first[0].missed else ""
        when = first[0].when(today)
        return f"{told} Come back first to {names}{why}: {when if when == 'now' else 'on ' + when}."


def lesson(
    name: str,
    mine: Sequence[Answer],
    order: tuple[str, str],
    scheduler: Scheduler = SCHEDULE,
    asked: Mapping[str, Question] | None = None,
) -> BeforeAfter:
    """Before and after of one lesson.

    Args:
        name: the lesson.
        mine: a learner's answers, in the order in which they were given.
        order: which form this learner is asked first, and which last.
        scheduler: the rule that says when to come back.
        asked: the questions by id; by default the bank.
    """
    held = bank() if asked is None else asked
    first = _first_tries(mine, held)
    due = {entry.objective: entry for entry in scheduler.due(mine, held) if entry.lesson == name}
    lines = []
    for objective in dict.fromkeys([*due, *objectives(name), *_asked_for(name, held)]):
        before, after = (_score(name, objective, form, first, held) for form in order)
        if before.asked or after.asked or objective in due:
            lines.append(Line(objective, before, after, due.get(objective)))
    return BeforeAfter(tuple(lines))


def _asked_for(name: str, held: Mapping[str, Question]) -> Sequence[str]:
    return [q.objective for q in held.values() if q.lesson == name and q.form in PARALLEL]


def _first_tries(mine: Iterable[Answer], held: Mapping[str, Question]) -> dict[str, bool]:
    """Whether the first try at each question was right, by question id."""
    found: dict[str, bool] = {}
    for answer in mine:
        if answer.question_id in held:
            right = held[answer.question_id].right[0].id
            found.setdefault(answer.question_id, answer.option_id == right)
    return found


def _score(
    name: str, objective: str, form: str, first: Mapping[str, bool], held: Mapping[str, Question]
) -> Score:
    ids = [
        question.id
        for question in held.values()
        if (question.lesson, question.objective, question.form) == (name, objective, form)
    ]
    tries = [first[i] for i in ids if i in first]
    return Score(len(ids), len(tries), sum(tries))
