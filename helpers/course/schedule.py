"""When a learner should come back to what was learnt, and to what first.

:class:`Scheduler` is what a lesson asks. :data:`SCHEDULE` is the rule in force, and the one place
where it is exchanged: FSRS, a published model of memory, with the parameters that its authors
fitted to the reviews of others (package ``fsrs``). It knows nothing of this learner but days and
right or wrong; what it expects is a model's guess, and no share of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Protocol

import fsrs

from helpers.course.answer import Answer
from helpers.course.forms import PARALLEL
from helpers.course.questions import Question

#: What is to be remembered, at the least, when the day comes: nine things in ten.
WANTED = 0.9
#: Days that nobody waits longer than: knowledge of ALS declines from six months on (H131), and
#: half of that leaves room for a day that is missed.
LONGEST = 91

_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True)
class Due:
    """Something to come back to.

    Attributes:
        on: the day; it may have passed.
        missed: whether it was not right the last time.
        last: the day on which it was last answered.
        times: on how many days it was answered.
        stability: days after the last in which the model expects it to fall to nine in ten.
    """

    lesson: str
    objective: str
    on: date
    missed: bool = False
    last: date = date.min
    times: int = 0
    stability: float = 0.0

    def when(self, today: date) -> str:
        """The day in words, for example ``4 December 2026``; ``now`` where it has come."""
        return "now" if self.on <= today else in_words(self.on)

    @property
    def why(self) -> str:
        """Why on that day, in a sentence."""
        days = "one day" if self.times == 1 else f"{self.times} days"
        how = "missed the last time" if self.missed else "right the last time"
        return f"Answered on {days}, {how}, {in_words(self.last)}."

    def recalled(self, today: date) -> float:
        """The chance, 0 to 1, that it is still remembered, as the model has it."""
        return _recalled(self, today)


def in_words(day: date) -> str:
    """A day as it is read aloud, for example ``4 December 2026``."""
    return f"{day.day} {day:%B %Y}"


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
class MemoryRule:
    """FSRS over the days on which an objective was answered.

    All answers of one day are one review: *good* where the last try at each question was right,
    *again* where one was not. Nothing is drawn at random, and no wait is longer than ``longest``.

    Attributes:
        wanted: what share the model may expect to be remembered on the day.
        longest: days that nobody waits longer than.

    Raises:
        ValueError: for a share outside 0 to 1, or no day at all.
    """

    wanted: float = WANTED
    longest: int = LONGEST
    model: fsrs.Scheduler = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < self.wanted < 1 or self.longest < 1:
            raise ValueError(f"{self.wanted:g} and {self.longest} days are no rule to come back by")
        model = fsrs.Scheduler(
            desired_retention=self.wanted,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=self.longest,
            enable_fuzzing=False,
        )
        object.__setattr__(self, "model", model)

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
            found.append(self._one(lesson, objective, _days(later or mine, bank)))
        return sorted(found, key=lambda d: (not d.missed, d.on, d.lesson, d.objective))

    def _one(self, lesson: str, objective: str, days: Mapping[date, bool]) -> Due:
        card = fsrs.Card(card_id=1)  # its own ids would wait a moment for the clock
        for day, is_right in days.items():
            rating = fsrs.Rating.Good if is_right else fsrs.Rating.Again
            card, _ = self.model.review_card(card, rating, datetime.combine(day, _NOON))
        last = max(days)
        assert card.stability is not None  # it has been reviewed
        return Due(
            lesson, objective, card.due.date(), not days[last], last, len(days), card.stability
        )


#: The rule in force.
SCHEDULE: Scheduler = MemoryRule()


def waits(times: int) -> list[int]:
    """The days between one time and the next of somebody who is right each time."""
    rule, day, days = MemoryRule(), date(2026, 1, 1), {}
    found = []
    for _ in range(times):
        days[day] = True
        on = rule._one("", "", days).on
        found.append((on - day).days)
        day = on
    return found


def _recalled(entry: Due, today: date) -> float:
    if not entry.times:
        return 0.0
    card = fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=entry.stability,
        last_review=datetime.combine(entry.last, _NOON),
    )
    now = datetime.combine(max(today, entry.last), _NOON)
    return float(_MODEL.get_card_retrievability(card, now))


_MODEL = fsrs.Scheduler()


def _days(mine: Iterable[Answer], bank: Mapping[str, Question]) -> dict[date, bool]:
    """Whether all was right at the last try of each day; the days in order."""
    days: dict[date, dict[str, bool]] = defaultdict(dict)
    for answer in mine:
        is_right = answer.option_id == bank[answer.question_id].right[0].id
        days[_moment(answer).date()][answer.question_id] = is_right
    return {day: all(days[day].values()) for day in sorted(days)}


def _moment(answer: Answer) -> datetime:
    return datetime.fromisoformat(answer.answered_at)


def _forms_before(known: list[Answer], bank: Mapping[str, Question]) -> dict[str, str]:
    """The form that was asked before each lesson, where one was: its answers are the first."""
    first: dict[str, str] = {}
    for answer in known:
        question = bank[answer.question_id]
        first.setdefault(question.lesson, question.form)
    return {lesson: form for lesson, form in first.items() if form in PARALLEL}
