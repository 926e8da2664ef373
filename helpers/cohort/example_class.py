"""One invented class: what its learners did, drawn with a seed and written as its files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from helpers.cohort import example_draws as draws
from helpers.cohort.formats import CONTACT, FORMATS
from helpers.course.forms import PARALLEL, order
from helpers.course.questions import Question, questions

Rows = list[Sequence[object]]

#: The lessons whose questions the classes are asked: all that ask before and after.
LESSONS = tuple(sorted({q.lesson for q in questions() if q.form in PARALLEL}))
#: From the questions before a lesson to those after it.
_LESSON_TAKES = timedelta(minutes=40)

_REMEDIATION = "practice with feedback, {minutes} minutes"


@dataclass(frozen=True)
class Learner:
    """One learner, and where in the published distributions the learner stands.

    Attributes:
        before, after: standard normal places in pretest and posttest.
        hands: from 0 to 1, the lower the surer at the stations.
    """

    id: str
    name: str
    role: str
    before: float
    after: float
    hands: float
    withdrawn_on: date | None = None

    def here(self, day: date) -> bool:
        """Whether the learner is still in the class on a day."""
        return self.withdrawn_on is None or day < self.withdrawn_on


@dataclass(frozen=True)
class Station:
    """A station: its name, the day of the first attempts, and whether it gives a score."""

    skill: str
    day: date
    scored: bool = False


@dataclass(frozen=True)
class _Sitting:
    """What a learner answers before all lessons or after them, and what of it wrongly."""

    asked: Sequence[Question]
    wrong: set[str]


@dataclass
class ExampleClass:
    """A class in the making: rows are added file by file.

    Args:
        prefix: what the ids of its learners begin with.
        roles: given to the learners in turn.
        withdrawn: the day on which some learners left, by their number in the roster.
        before_mean, after_mean: percent right before and after the lessons.
    """

    seed: int
    prefix: str
    names: Sequence[str]
    roles: Sequence[str]
    assessors: Sequence[str]
    withdrawn: Mapping[int, date] = field(default_factory=dict)
    before_mean: float = draws.PRETEST_MEAN
    after_mean: float = draws.POSTTEST_MEAN

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        # Answers have a source of chance of their own: the bank grows, and the rest of a class
        # is not to change with it.
        self.chance = Random(self.seed + 1)
        self.rows: dict[str, Rows] = {form.name: [] for form in FORMATS}
        # Parallel questions of the two forms are equally hard in one class.
        objectives = dict.fromkeys(q.objective for q in _asked("pretest"))
        self.hard = {objective: 0.5 + self.chance.random() for objective in objectives}
        self.learners = self._learners()
        for learner in self.learners:
            email, left = f"{learner.id.lower()}@example.org", learner.withdrawn_on
            self._add("roster", learner.id, learner.name, email, learner.role, left or "")

    def _learners(self) -> list[Learner]:
        n = len(self.names)
        places = draws.abilities(n, self.random)
        hands = draws.spread(n, self.random)
        return [
            Learner(
                id=f"{self.prefix}{i + 1:02d}",
                name=name,
                role=self.roles[i % len(self.roles)],
                before=places[i][0],
                after=places[i][1],
                hands=hands[i],
                withdrawn_on=self.withdrawn.get(i + 1),
            )
            for i, name in enumerate(self.names)
        ]

    def _add(self, file: str, *cells: object) -> None:
        self.rows[file].append(cells)

    def text(self, file: str) -> str:
        """One of its files as text."""
        form = next(form for form in FORMATS if form.name == file)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.name for column in form.columns])
        writer.writerows(self.rows[file])
        return out.getvalue()

    def card(
        self, number: int, certification: str, issuer: str, issued: str, expires: str = ""
    ) -> None:
        """A card that the learner of that number holds."""
        self._add(
            "certifications", self.learners[number - 1].id, certification, issuer, issued, expires
        )

    def new_cards(self, certification: str, issuer: str, issued: date, skill: str) -> None:
        """A card for everybody who in the end passed a station."""
        last = {row[0]: row[3] for row in self.rows["skills"] if row[1] == skill}
        for number, learner in enumerate(self.learners, start=1):
            if last.get(learner.id) == "pass":
                self.card(number, certification, issuer, issued.isoformat())

    def lessons(
        self,
        begins: Sequence[datetime],
        skipped_before: Mapping[int, int] | None = None,
        skipped_after: Mapping[int, int] | None = None,
    ) -> None:
        """Everybody works through the lessons and answers what each asks before and after it.

        Args:
            begins: when the first learner begins each of :data:`LESSONS`, with the offset of
                that day.
            skipped_before: how many of the last questions before a lesson are skipped, by number
                in the roster.
            skipped_after: the same of those after a lesson.
        """
        for number, learner in enumerate(self.learners, start=1):
            before, after = (
                self._sitting(learner, occasion, (skipped or {}).get(number, 0))
                for occasion, skipped in (("pretest", skipped_before), ("posttest", skipped_after))
            )
            for lesson, day in zip(LESSONS, begins, strict=True):
                clock = day + timedelta(seconds=round(1800 * self.chance.random()))
                if learner.here(day.date()):
                    for sitting, moment in ((before, clock), (after, clock + _LESSON_TAKES)):
                        asked = [q for q in sitting.asked if q.lesson == lesson]
                        self._answer(learner, asked, sitting.wrong, moment)

    def _sitting(self, learner: Learner, occasion: str, skipped: int) -> _Sitting:
        # Half of the learners get the two forms the other way round, as in the lessons.
        form = order(learner.id)[occasion == "posttest"]
        asked = _asked(form)
        wrong = self._wrong(learner, occasion, asked)
        return _Sitting(asked[: max(0, len(asked) - skipped)], wrong)

    def _wrong(self, learner: Learner, occasion: str, asked: Sequence[Question]) -> set[str]:
        """The questions that a learner gets wrong at the first attempt."""
        if occasion == "pretest":
            right = draws.right_of(len(asked), self.before_mean, draws.PRETEST_SD, learner.before)
        else:
            right = draws.right_of(len(asked), self.after_mean, draws.POSTTEST_SD, learner.after)
        weights = [self.hard[question.objective] for question in asked]
        missed = draws.picked(asked, weights, len(asked) - right, self.chance)
        return {question.id for question in missed}

    def _answer(
        self, learner: Learner, asked: Iterable[Question], wrong: set[str], clock: datetime
    ) -> None:
        for question in asked:
            clock += timedelta(seconds=20 + round(70 * self.chance.random()))
            right = question.right[0].id
            others = [option.id for option in question.options if not option.correct]
            if question.id not in wrong:
                self._one_answer(learner, question, 1, right, clock)
                continue
            # The first wrong option of the table draws more people than the others.
            tempting = draws.picked(others, (3, 2, 1)[: len(others)], 1, self.chance)[0]
            self._one_answer(learner, question, 1, tempting, clock)
            if self.chance.random() < 0.4:
                clock += timedelta(seconds=30)
                self._one_answer(learner, question, 2, right, clock)

    def _one_answer(
        self, learner: Learner, question: Question, attempt: int, option: str, clock: datetime
    ) -> None:
        self._add(
            "answers",
            learner.id,
            question.id,
            question.version,
            "",
            attempt,
            option,
            clock.isoformat(),
        )

    def attend(
        self, sessions: Sequence[tuple[date, str, float]], missed: Mapping[int, int] | None = None
    ) -> None:
        """Everybody attends all sessions but one or none; some learners miss more.

        Args:
            sessions: day, setting and hours of each.
            missed: how many sessions are missed, by number in the roster.
        """
        for number, learner in enumerate(self.learners, start=1):
            away = (missed or {}).get(number, int(self.random.random() < 0.3))
            absent = set(draws.picked(sessions, [1.0] * len(sessions), away, self.random))
            for session in sessions:
                if session not in absent and learner.here(session[0]):
                    day, setting, hours = session
                    self._add("hours", learner.id, day, setting, f"{hours:g}")

    def station(self, station: Station, mark: int = 0, spared: Iterable[int] = ()) -> None:
        """Everybody is tested at a station; who fails practices and, but for a few, passes.

        Args:
            mark: the pass mark where the station gives a score, percent.
            spared: learners without a result, by number in the roster.
        """
        for number, learner in enumerate(self.learners, start=1):
            if number in spared or not learner.here(station.day):
                continue
            results = self._scores(learner, mark) if station.scored else self._tries(learner)
            self._results(learner, station, results)

    def _tries(self, learner: Learner) -> tuple[str, ...]:
        return draws.tries(learner.hands)

    def _scores(self, learner: Learner, mark: int) -> tuple[str, ...]:
        first = draws.score(draws.POSTTEST_MEAN, draws.POSTTEST_SD, learner.after)
        return (str(first),) if first >= mark else (str(first), str(min(100, mark + 4)))

    def _results(self, learner: Learner, station: Station, results: Sequence[str]) -> None:
        assessor = draws.picked(self.assessors, [1.0] * len(self.assessors), 1, self.random)[0]
        for attempt, result in enumerate(results, start=1):
            practice = 20 + 5 * round(4 * self.random.random())
            # Who failed practices at once; the next attempt is on the same day.
            done = _REMEDIATION.format(minutes=practice) if attempt < len(results) else ""
            cells = (station.skill, attempt, result, assessor, station.day, done)
            self._add("skills", learner.id, *cells)

    def easy_station(self, station: Station) -> None:
        """A station at which hands are surer: a third of the usual first fails."""
        for learner in self.learners:
            if learner.here(station.day):
                failed = self.random.random() < (100 - draws.FIRST_PASS) / 300
                self._results(learner, station, ("fail", "pass") if failed else ("pass",))

    def contacts(self, days: Sequence[date], few: Mapping[int, int]) -> None:
        """Each learner sees ten to fourteen patients; some learners see fewer.

        Args:
            days: the days of the shifts.
            few: how many patients, by number in the roster.
        """
        for number, learner in enumerate(self.learners, start=1):
            seen = few.get(number, 10 + round(4 * self.random.random()))
            for attempt in range(1, seen + 1):
                day = days[(attempt - 1) * len(days) // seen]
                if learner.here(day):
                    assessor = self.assessors[attempt % len(self.assessors)]
                    self._add("skills", learner.id, CONTACT, attempt, "pass", assessor, day, "")


def _asked(form: str) -> tuple[Question, ...]:
    """The questions of a form that a class is asked, in the order of the bank."""
    return tuple(question for lesson in LESSONS for question in questions(lesson, form))
