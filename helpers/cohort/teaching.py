"""What to teach again: the stations and the questions that most of a class missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from helpers.cohort.intervals import share_interval
from helpers.cohort.items import distractors
from helpers.cohort.scores import AFTER, LEAST_GROUP
from helpers.course.questions import Question

STATION, QUESTIONS = "station", "questions"


@dataclass(frozen=True)
class Again:
    """Something that a class missed.

    Attributes:
        kind: station or questions.
        name: the station, or the objective that the questions ask about.
        lesson: the lesson of the objective; empty for a station.
        missed, asked: first attempts that failed, of all; or wrong answers after the lesson.
        learners: so many took it.
        low, high: Wilson's interval of the share missed, at 95 %.
        question_id: the question whose wrong option most of them chose; empty for a station.
        chose: that option.
        chosen_by, chosen_of: how many chose it, of so many who answered that question then.
        misconception: what stands behind that option.
    """

    kind: str
    name: str
    lesson: str
    missed: int
    asked: int
    learners: int
    low: float
    high: float
    question_id: str = ""
    chose: str = ""
    chosen_by: int = 0
    chosen_of: int = 0
    misconception: str = ""


def teach_again(
    first: pd.DataFrame, stations: pd.DataFrame, bank: Mapping[str, Question], most: int = 3
) -> tuple[Again, ...]:
    """The stations and objectives with the greatest share missed, the greatest first.

    Args:
        first: first attempts, as ``helpers.cohort.scores.first_attempts`` gives them.
        stations: the summary of stations, ``helpers.cohort.skills.station_summary``.
        most: so many at the most.

    Returns:
        None that fewer than :data:`LEAST_GROUP` learners took, and none that nobody missed.
    """
    found = [*_stations(stations), *_objectives(first[first["occasion"] == AFTER])]
    found.sort(key=lambda one: (-one.missed / one.asked, one.name))
    return tuple(_with_choice(one, first, bank) for one in found[:most])


def _stations(summary: pd.DataFrame) -> list[Again]:
    return [
        _again(STATION, row["skill"], "", row["learners"] - row["first_pass"], row["learners"])
        for row in summary.to_dict("records")
        if row["learners"] >= LEAST_GROUP and row["first_pass"] < row["learners"]
    ]


def _objectives(after: pd.DataFrame) -> list[Again]:
    found = []
    for (lesson, name), part in after.groupby(["lesson", "objective"], sort=False):
        learners, missed = part["learner_id"].nunique(), int((~part["correct"]).sum())
        if learners >= LEAST_GROUP and missed:
            again = _again(QUESTIONS, str(name), str(lesson), missed, len(part), learners)
            found.append(again)
    return found


def _again(
    kind: str, name: str, lesson: str, missed: int, asked: int, learners: int | None = None
) -> Again:
    low, high = share_interval(missed, asked)
    who = asked if learners is None else learners
    return Again(kind, name, lesson, int(missed), int(asked), int(who), low, high)


def _with_choice(one: Again, first: pd.DataFrame, bank: Mapping[str, Question]) -> Again:
    if one.kind == STATION:
        return one
    own = (first["lesson"] == one.lesson) & (first["objective"] == one.name)
    after = first[own & (first["occasion"] == AFTER)]
    chosen = distractors(after, bank)
    top = chosen.sort_values("chosen", ascending=False, kind="stable").iloc[0]
    return replace(
        one,
        question_id=str(top["question_id"]),
        chose=str(top["text"]),
        chosen_by=int(top["chosen"]),
        chosen_of=int((after["question_id"] == top["question_id"]).sum()),
        misconception=str(top["misconception"]),
    )
