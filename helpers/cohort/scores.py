"""What learners answered before and after each lesson: first attempts, the gain, and by subject.

Learners record their answers themselves, so everything here is formative.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.cohort.folder import Cohort
from helpers.cohort.intervals import mean_interval
from helpers.course.forms import PARALLEL
from helpers.course.questions import Question

#: Groups of fewer learners are not broken down.
LEAST_GROUP = 10
BEFORE, AFTER = PARALLEL

#: A question belongs to a class's form where at least this share of its learners answered it.
#: The bank grows, and one stray answer does not make a question part of an old class's test.
_GIVEN = 0.5


@dataclass(frozen=True)
class Gain:
    """Percent right on first attempts before and after lessons, over the same learners.

    Attributes:
        learners: those who answered every question that the class was given, before and after
            one lesson at least.
        lessons: how many such pairs of before and after there are, over all learners.
        left_out: those who answered something and have no such pair; they are in no number.
        before_percent, after_percent: the means, each learner over the lessons of their pairs.
        change_points: mean change within learners, percentage points.
        low, high: Student's t interval of the change at 95 %; not a number where all changed
            alike.
    """

    learners: int
    lessons: int
    left_out: int
    before_percent: float
    after_percent: float
    change_points: float
    low: float
    high: float


def first_attempts(cohort: Cohort, bank: Mapping[str, Question]) -> pd.DataFrame:
    """Each learner's first attempt at each question of the pretest and the posttest.

    Learners who have withdrawn are left out, and so is a question of which only a later
    attempt was kept. Each lesson asks one form before and one after it. The two are parallel,
    and half of the learners get them the other way round: the form of a lesson that a learner
    began first counts as the pretest.

    Returns:
        learner_id, question_id, form (of the question), occasion (pretest or posttest, for
        this learner), lesson, objective, variant_seed (of the numbers in the question; nothing
        where it has none), option_id, correct.
    """
    answers = cohort.answers
    kept = answers["learner_id"].isin(cohort.enrolled["learner_id"]) & (answers["attempt"] == 1)
    first = answers[kept].sort_values("answered_at", kind="stable")
    first = first.drop_duplicates(["learner_id", "question_id"])
    asked = [bank[name] for name in first["question_id"]]
    right = {(q.id, option.id) for q in bank.values() for option in q.right}
    pairs = zip(first["question_id"], first["option_id"], strict=True)
    table = pd.DataFrame(
        {
            "learner_id": list(first["learner_id"]),
            "question_id": list(first["question_id"]),
            "form": [question.form for question in asked],
            "lesson": [question.lesson for question in asked],
            "objective": [question.objective for question in asked],
            "variant_seed": list(first["variant_seed"]),
            "option_id": list(first["option_id"]),
            "correct": [pair in right for pair in pairs],
        },
        dtype=object,
    ).astype({"correct": bool})
    tests = table[table["form"].isin((BEFORE, AFTER))].reset_index(drop=True)
    return tests.assign(occasion=_occasions(tests, cohort.turned))


def _occasions(tests: pd.DataFrame, by_id: frozenset[str]) -> list[str]:
    """For each row, in the order of time, whether it was answered before or after its lesson.

    Args:
        by_id: the learners whose id turns the forms.
    """
    began = tests.drop_duplicates(["learner_id", "lesson", "form"])
    both = began.duplicated(["learner_id", "lesson"], keep=False)
    firsts = began[both].drop_duplicates(["learner_id", "lesson"])
    reversed_ = firsts.set_index(["learner_id", "lesson"])["form"] == AFTER
    # Who took one form of a lesson took it when it is meant for them: as in other lessons, or,
    # where they took one form of each, as the course gives the forms to their id.
    mostly = reversed_.groupby(level="learner_id").mean() > 0.5
    turned, usual = reversed_.to_dict(), mostly.to_dict()
    other = {BEFORE: AFTER, AFTER: BEFORE}
    occasions = []
    for learner, lesson, form in zip(
        tests["learner_id"], tests["lesson"], tests["form"], strict=True
    ):
        is_turned = turned.get((learner, lesson), usual.get(learner, learner in by_id))
        occasions.append(other[form] if is_turned else form)
    return occasions


#: One first attempt: learner, question, form, lesson, occasion, whether it was right.
_Row = tuple[str, str, str, str, str, bool]
_COLUMNS = ["learner_id", "question_id", "form", "lesson", "occasion", "correct"]


def _rows(first: pd.DataFrame) -> list[_Row]:
    return list(zip(*(first[name].tolist() for name in _COLUMNS), strict=True))


def _by_lesson(rows: Sequence[_Row]) -> dict[tuple[str, str, str], _Taken]:
    """What each learner answered before and after each lesson: by learner, lesson and occasion.

    A form consists of the questions that the class was given. It is counted by hand: a report
    asks for it once for each objective, and grouping a table takes a hundred times as long.
    """
    takers: dict[str, set[str]] = defaultdict(set)
    times: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for learner, question, form, lesson, _, _ in rows:
        takers[form].add(learner)
        times[lesson, form, question].add(learner)
    given = [key for key, who in times.items() if len(who) >= _GIVEN * len(takers[key[1]])]
    sizes = Counter((lesson, form) for lesson, form, _ in given)
    questions = {question for _, _, question in given}
    table: dict[tuple[str, str, str], _Taken] = {}
    for learner, question, form, lesson, occasion, correct in rows:
        if question in questions:
            taken = table.setdefault((learner, lesson, occasion), _Taken(sizes[lesson, form]))
            taken.answered += 1
            taken.right += correct
    return dict(sorted(table.items()))


@dataclass
class _Taken:
    """A form that a learner took: questions in it, those answered, those answered right."""

    asked: int
    answered: int = 0
    right: int = 0


def tallies(first: pd.DataFrame) -> pd.DataFrame:
    """How much each learner answered before and after the lessons of the class.

    Returns:
        learner_id, occasion, answered, asked (questions that the class was given, also in
        lessons of which this learner answered none).
    """
    largest: dict[str, int] = defaultdict(int)
    answered: Counter[tuple[str, str]] = Counter()
    for (learner, lesson, occasion), taken in _by_lesson(_rows(first)).items():
        largest[lesson] = max(largest[lesson], taken.asked)
        answered[learner, occasion] += taken.answered
    rows = [(*key, count) for key, count in sorted(answered.items())]
    table = pd.DataFrame(rows, columns=["learner_id", "occasion", "answered"])
    return table.astype({"answered": int}).assign(asked=sum(largest.values()))


def gain(first: pd.DataFrame) -> Gain | None:
    """The gain from before to after; ``None`` with fewer than two learners who have a pair."""
    return _gain(_rows(first))


def _gain(rows: Sequence[_Row]) -> Gain | None:
    table = _by_lesson(rows)
    whole = {key for key, taken in table.items() if taken.answered == taken.asked}
    pairs = sorted(
        (learner, lesson)
        for learner, lesson, occasion in whole
        if occasion == BEFORE and (learner, lesson, AFTER) in whole
    )
    learners = sorted({learner for learner, _ in pairs})
    if len(learners) < 2:
        return None
    percent = {form: _percent(table, pairs, form) for form in (BEFORE, AFTER)}
    before, after = (np.array([percent[f][name] for name in learners]) for f in (BEFORE, AFTER))
    change = after - before
    low, high = mean_interval(list(change))
    return Gain(
        learners=len(learners),
        lessons=len(pairs),
        left_out=len({row[0] for row in rows}) - len(learners),
        before_percent=float(before.mean()),
        after_percent=float(after.mean()),
        change_points=float(change.mean()),
        low=low,
        high=high,
    )


def _percent(
    table: Mapping[tuple[str, str, str], _Taken], pairs: Iterable[tuple[str, str]], occasion: str
) -> dict[str, float]:
    """Percent right of each learner, over the lessons of their pairs."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for learner, lesson in pairs:
        taken = table[learner, lesson, occasion]
        right[learner] += taken.right
        asked[learner] += taken.asked
    return {learner: 100 * float(right[learner]) / asked[learner] for learner in asked}


def breakdown(first: pd.DataFrame, by: str) -> pd.DataFrame:
    """The gain by ``lesson`` or ``objective``, in the order of the bank's lessons.

    Returns:
        lesson (and objective), learners, before_percent, after_percent, change_points, low,
        high. No row stands for fewer than :data:`LEAST_GROUP` learners.
    """
    keys = ["lesson"] if by == "lesson" else ["lesson", "objective"]
    names = ["learners", "before_percent", "after_percent", "change_points", "low", "high"]
    parts: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for key, row in zip(
        zip(*(first[k].tolist() for k in keys), strict=True), _rows(first), strict=True
    ):
        parts[key].append(row)
    rows = []
    for key, part in sorted(parts.items()):
        found = _gain(part)
        if found is not None and found.learners >= LEAST_GROUP:
            rows.append([*key, *(getattr(found, name) for name in names)])
    return pd.DataFrame(rows, columns=[*keys, *names])
