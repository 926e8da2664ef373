"""What learners answered before and after the course: first attempts, the gain, and by subject.

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
    """Percent right on first attempts, before and after, over the same learners.

    Attributes:
        learners: those who answered every question that the class was given, in both forms.
        left_out: those who did not, and are in none of the numbers.
        before_percent, after_percent: the means.
        change_points: mean change within learners, percentage points.
        low, high: Student's t interval of the change at 95 %; not a number where all changed
            alike.
    """

    learners: int
    left_out: int
    before_percent: float
    after_percent: float
    change_points: float
    low: float
    high: float


def first_attempts(cohort: Cohort, bank: Mapping[str, Question]) -> pd.DataFrame:
    """Each learner's first attempt at each question of the pretest and the posttest.

    Learners who have withdrawn are left out, and so is a question of which only a later
    attempt was kept. The two forms are parallel, and some learners may get them the other way
    round: the form that a learner began first counts as the pretest.

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


def _occasions(tests: pd.DataFrame) -> pd.Series:
    """For each row, in the order of time, whether its learner took that form first or last."""
    began = tests.drop_duplicates(["learner_id", "form"])
    both = began.duplicated("learner_id", keep=False)
    reverse = began[both].drop_duplicates("learner_id").query("form == @AFTER")["learner_id"]
    other = tests["form"].map({BEFORE: AFTER, AFTER: BEFORE})
    return tests["form"].where(~tests["learner_id"].isin(reverse), other)


def tallies(first: pd.DataFrame) -> pd.DataFrame:
    """How much of each test each learner answered, and how much of that was right.

    A form consists of the questions that the class was given.

    Returns:
        learner_id, occasion, answered, asked (questions in the form taken), percent (right, of
        those answered).
    """
    takers = first.groupby("form")["learner_id"].nunique()
    times = first.groupby(["form", "question_id"])["learner_id"].nunique()
    forms = times.index.get_level_values("form")
    least = pd.Series([_GIVEN * takers[form] for form in forms], index=times.index, dtype=float)
    given = times[times >= least]
    rows = first[first["question_id"].isin(given.index.get_level_values("question_id"))]
    groups = rows.groupby(["learner_id", "occasion", "form"], as_index=False)
    table = groups.agg(answered=("correct", "size"), percent=("correct", "mean"))
    table["asked"] = table["form"].map(given.groupby("form").size()).astype(int)
    table["percent"] = 100 * table["percent"].astype(float)
    return table.drop(columns="form")


def gain(first: pd.DataFrame) -> Gain | None:
    """The gain from pretest to posttest; ``None`` with fewer than two complete learners."""
    table = tallies(first)
    complete = table[table["answered"] == table["asked"]]
    percent = complete.pivot(index="learner_id", columns="occasion", values="percent")
    pairs = percent.reindex(columns=[BEFORE, AFTER]).dropna()
    if len(pairs) < 2:
        return None
    change = pairs[AFTER] - pairs[BEFORE]
    low, high = mean_interval(list(change))
    means = (float(pairs[BEFORE].mean()), float(pairs[AFTER].mean()), float(change.mean()))
    left_out = table["learner_id"].nunique() - len(pairs)
    return Gain(len(pairs), left_out, *means, low, high)


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
