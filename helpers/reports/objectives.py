"""The gain by objective: for those who write the questions, not for those who run the class."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from helpers.cohort import results
from helpers.cohort.items import LEAST
from helpers.cohort.scores import LEAST_GROUP
from helpers.course.lessons import lesson_titles
from helpers.reports.opening import Report
from helpers.reports.tables import Piece, in_halves, joined, paragraph, table
from helpers.reports.words import points, some

_NUMBERS = ("Before", "After", "Change", "95 % interval")
_SUBJECTS = (
    f"{results.SMALL} An interval is given for {LEAST} learners and more. One objective often "
    "rests on a single question. Among this many intervals some miss zero by chance alone."
)


def subjects(report: Report) -> Piece:
    """The gain by objective, for groups that are large enough."""
    found = report.results
    if found.by_lesson.empty:
        words = (
            f"Fewer than {LEAST_GROUP} learners answered all questions before and after one "
            f"lesson. {results.SMALL}"
        )
        return paragraph(words)
    titles = lesson_titles()
    objectives = table(
        [
            {"Objective": name, **_change(row)}
            for name, row in zip(
                _told_apart(found.by_objective, titles),
                found.by_objective.to_dict("records"),
                strict=True,
            )
        ],
        f"Change by objective, percentage points, {_learners(found.by_objective)}",
        numbers=_NUMBERS,
    )
    return joined([in_halves(objectives), paragraph(_SUBJECTS, "note")])


def _learners(by_objective: pd.DataFrame) -> str:
    least, most = int(by_objective["learners"].min()), int(by_objective["learners"].max())
    return some(most, "learner") if least == most else f"{least} to {most} learners"


def _told_apart(by_objective: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """The objectives; one that two lessons share, with the lesson."""
    shared = by_objective["objective"].duplicated(keep=False)
    rows = zip(by_objective["objective"], by_objective["lesson"], shared, strict=True)
    return [
        f"{name} ({titles.get(lesson, lesson)})" if both else name for name, lesson, both in rows
    ]


def _change(row: Mapping[Hashable, Any]) -> dict[str, str]:
    interval = ""
    if row["learners"] >= LEAST and not math.isnan(row["low"]):
        interval = f"{points(row['low'])} to {points(row['high'])}"
    return {
        "Before": f"{row['before_percent']:.0f} %",
        "After": f"{row['after_percent']:.0f} %",
        "Change": points(row["change_points"]),
        "95 % interval": interval,
    }
