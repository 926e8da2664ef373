"""What learners answered before and after each lesson: first attempts, the gain, and by subject.

Learners record their answers themselves, so everything here is formative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.cohort.folder import Cohort
from helpers.cohort.intervals import mean_interval
from helpers.course.questions import Question

#: Groups of fewer learners are not broken down.
LEAST_GROUP = 10
BEFORE, AFTER = "pretest", "posttest"

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
        this learner), lesson, objective, option_id, correct.
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
            "option_id": list(first["option_id"]),
            "correct": [pair in right for pair in pairs],
        },
        dtype=object,
    ).astype({"correct": bool})
    tests = table[table["form"].isin((BEFORE, AFTER))].reset_index(drop=True)
    return tests.assign(occasion=_occasions(tests))


def _occasions(tests: pd.DataFrame) -> list[str]:
    """For each row, in the order of time, whether it was answered before or after its lesson."""
    began = tests.drop_duplicates(["learner_id", "lesson", "form"])
    both = began.duplicated(["learner_id", "lesson"], keep=False)
    firsts = began[both].drop_duplicates(["learner_id", "lesson"])
    turned = firsts.set_index(["learner_id", "lesson"])["form"] == AFTER
    # Who took one form of a lesson took it when it is meant for them, as in other lessons.
    usual = turned.groupby(level="learner_id").mean() > 0.5
    other = {BEFORE: AFTER, AFTER: BEFORE}
    occasions = []
    for learner, lesson, form in zip(
        tests["learner_id"], tests["lesson"], tests["form"], strict=True
    ):
        is_turned = turned.get((learner, lesson), usual.get(learner, False))
        occasions.append(other[form] if is_turned else form)
    return occasions


def _by_lesson(first: pd.DataFrame) -> pd.DataFrame:
    """How much each learner answered before and after each lesson, and how much was right.

    A form consists of the questions that the class was given.

    Returns:
        learner_id, lesson, occasion, answered, right, asked (questions in the form taken).
    """
    takers = first.groupby("form")["learner_id"].nunique()
    times = first.groupby(["lesson", "form", "question_id"])["learner_id"].nunique()
    forms = times.index.get_level_values("form")
    least = pd.Series([_GIVEN * takers[form] for form in forms], index=times.index, dtype=float)
    given = times[times >= least]
    sizes = given.groupby(["lesson", "form"]).size()
    rows = first[first["question_id"].isin(given.index.get_level_values("question_id"))]
    groups = rows.groupby(["learner_id", "lesson", "occasion", "form"], as_index=False)
    table = groups.agg(answered=("correct", "size"), right=("correct", "sum"))
    keys = zip(table["lesson"], table["form"], strict=True)
    table["asked"] = pd.Series([sizes[key] for key in keys], index=table.index, dtype=int)
    return table.drop(columns="form")


def tallies(first: pd.DataFrame) -> pd.DataFrame:
    """How much each learner answered before and after the lessons of the class.

    Returns:
        learner_id, occasion, answered, asked (questions that the class was given, also in
        lessons of which this learner answered none).
    """
    table = _by_lesson(first)
    asked = int(table.groupby("lesson")["asked"].max().sum())
    groups = table.groupby(["learner_id", "occasion"], as_index=False)
    return groups.agg(answered=("answered", "sum")).assign(asked=asked)


def gain(first: pd.DataFrame) -> Gain | None:
    """The gain from before to after; ``None`` with fewer than two learners who have a pair."""
    table = _by_lesson(first)
    whole = table[table["answered"] == table["asked"]]
    pairs = whole[whole.duplicated(["learner_id", "lesson"], keep=False)]
    groups = pairs.groupby(["learner_id", "occasion"])[["right", "asked"]].sum()
    if len(groups) < 4:  # two learners, before and after
        return None
    percent = (100 * groups["right"].astype(float) / groups["asked"]).unstack("occasion")
    change = percent[AFTER] - percent[BEFORE]
    low, high = mean_interval(list(change))
    return Gain(
        learners=len(percent),
        lessons=len(pairs) // 2,
        left_out=first["learner_id"].nunique() - len(percent),
        before_percent=float(percent[BEFORE].mean()),
        after_percent=float(percent[AFTER].mean()),
        change_points=float(change.mean()),
        low=low,
        high=high,
    )


def breakdown(first: pd.DataFrame, by: str) -> pd.DataFrame:
    """The gain by ``lesson`` or ``objective``, in the order of the bank's lessons.

    Returns:
        lesson (and objective), learners, before_percent, after_percent, change_points, low,
        high. No row stands for fewer than :data:`LEAST_GROUP` learners.
    """
    keys = ["lesson"] if by == "lesson" else ["lesson", "objective"]
    names = ["learners", "before_percent", "after_percent", "change_points", "low", "high"]
    rows = []
    for key, part in first.groupby(keys, sort=True):
        found = gain(part)
        if found is not None and found.learners >= LEAST_GROUP:
            rows.append([*key, *(getattr(found, name) for name in names)])
    return pd.DataFrame(rows, columns=[*keys, *names])
