"""The item analysis of a class's two forms, from its first attempts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.cohort.items import Analysis, analyse
from helpers.cohort.scores import AFTER, BEFORE, LEAST_GROUP

#: What a certificate asks for where a class names no mark, as a share (the AHA's written test).
USUAL_CUT = 0.84
#: Drawn classes for an interval: a report rounds to two places.
_RESAMPLED = 300


@dataclass(frozen=True)
class Form:
    """One of the two parallel forms, and what the answers to it are worth.

    Attributes:
        name: pretest or posttest.
        analysis: over all who took it, half of them before their lessons and half after.
        before, after: right answers and answers to each item by those who took it then.
    """

    name: str
    analysis: Analysis
    before: pd.DataFrame
    after: pd.DataFrame


def forms(first: pd.DataFrame, pass_mark_percent: float | None) -> tuple[Form, ...]:
    """Both forms, those that at least :data:`LEAST_GROUP` learners took.

    Half of a class gets the forms the other way round, so everybody answers every item once:
    people who were taught and people who were not, together, as an analysis of items for a
    mastery test asks for.

    Args:
        first: first attempts, as ``helpers.cohort.scores.first_attempts`` gives them.
        pass_mark_percent: the class's mark, percent; the usual one where there is none.
    """
    cut = USUAL_CUT if pass_mark_percent is None else pass_mark_percent / 100
    found = []
    for name in (BEFORE, AFTER):
        own = first[first["form"] == name]
        times = own["question_id"].value_counts()
        # An item that few were given is no part of this class's form.
        own = own[own["question_id"].isin(times[times >= LEAST_GROUP].index)]
        if own["learner_id"].nunique() < LEAST_GROUP:
            continue
        matrix = own.assign(right=own["correct"].astype(float)).pivot(
            index="learner_id", columns="question_id", values="right"
        )
        order = list(dict.fromkeys(own["question_id"]))
        analysis = analyse(matrix[order], cut, _RESAMPLED)
        found.append(Form(name, analysis, _counts(own, BEFORE), _counts(own, AFTER)))
    return tuple(found)


def _counts(own: pd.DataFrame, occasion: str) -> pd.DataFrame:
    part = own[own["occasion"] == occasion]
    return part.groupby("question_id")["correct"].agg(["sum", "count"])
