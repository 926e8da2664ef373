"""Stations and what assessors entered; the only results that can make a pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.cohort.cell_values import PASS
from helpers.cohort.folder import Cohort
from helpers.cohort.formats import CONTACT
from helpers.cohort.intervals import share_interval
from helpers.cohort.scores import LEAST_GROUP

PASSED = "passed"
PASSED_LATER = "passed at a later attempt"
REMEDIATED = "passed after remediation"
UNCONFIRMED = "pass without an assessor"
NOT_PASSED = "not passed"
MISSING = "not recorded"
#: A row of skills.csv.
Attempt = Mapping[str, Any]
#: The states that count as a pass.
PASSES = (PASSED, PASSED_LATER, REMEDIATED)


def station_names(cohort: Cohort) -> tuple[str, ...]:
    """The stations of a class: every skill that any of its learners has a result in."""
    names = dict.fromkeys(cohort.skills["skill"])
    return tuple(name for name in names if name.casefold() != CONTACT)


def contacts(cohort: Cohort) -> pd.Series:
    """The number of patients that each learner of the roster had contact with, by learner_id."""
    rows = cohort.skills[cohort.skills["skill"].str.casefold() == CONTACT]
    counts = rows["learner_id"].value_counts()
    return counts.reindex(cohort.roster["learner_id"], fill_value=0)


def stations(cohort: Cohort) -> pd.DataFrame:
    """Each enrolled learner's state at each station, in the order of the roster.

    The last attempt decides. Two stations may be named alike in any case of letters.

    Returns:
        learner_id, name, skill, attempts, first (result), last (result), score_percent,
        assessor, date, remediation, state.
    """
    tried: dict[tuple[str, str], list[Attempt]] = {}
    for record in cohort.skills.sort_values("attempt", kind="stable").to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        tried.setdefault((row["learner_id"], row["skill"]), []).append(row)
    skills = station_names(cohort)
    table = [
        {"learner_id": learner, "name": name, "skill": skill, **_station(tried, learner, skill)}
        for learner, name in cohort.enrolled[["learner_id", "name"]].itertuples(index=False)
        for skill in skills
    ]
    names = ["learner_id", "name", "skill", *_NOTHING]
    return pd.DataFrame(table, columns=names)


_NOTHING = {
    "attempts": 0,
    "first": "",
    "last": "",
    "score_percent": float("nan"),
    "assessor": "",
    "date": None,
    "remediation": "",
    "state": MISSING,
}


def _station(
    tried: Mapping[tuple[str, str], Sequence[Attempt]], learner: str, skill: str
) -> dict[str, object]:
    attempts = tried.get((learner, skill), ())
    if not attempts:
        return dict(_NOTHING)
    first, last = attempts[0], attempts[-1]
    done = "; ".join(row["remediation"] for row in attempts if row["remediation"])
    return {
        "attempts": len(attempts),
        # Where only a later attempt was kept, how the first went is not known.
        "first": first["result"] if first["attempt"] == 1 else "",
        "last": last["result"],
        "score_percent": last["score_percent"],
        "assessor": last["assessor"],
        "date": last["date"],
        "remediation": done,
        "state": _state(last, done),
    }


def _state(last: Attempt, remediation: str) -> str:
    if last["result"] != PASS:
        return NOT_PASSED
    if not last["assessor"]:
        return UNCONFIRMED
    if last["attempt"] == 1:
        return PASSED
    return REMEDIATED if remediation else PASSED_LATER


def station_summary(table: pd.DataFrame) -> pd.DataFrame:
    """Passes at each station: at the first attempt, and in the end.

    Args:
        table: what :func:`stations` gives.

    Returns:
        skill, learners (with a known first attempt), first_pass, first_pass_percent with low
        and high (Wilson's interval, 95 %), enrolled, passed, passed_percent. Percentages are
        not a number for fewer than :data:`LEAST_GROUP` learners.
    """
    rows = []
    for skill, part in table.groupby("skill", sort=False):
        known = part[part["first"] != ""]
        first, passed = int((known["first"] == PASS).sum()), int(part["state"].isin(PASSES).sum())
        percent, low, high = _share(first, len(known))
        rows.append(
            {
                "skill": skill,
                "learners": len(known),
                "first_pass": first,
                "first_pass_percent": percent,
                "low": low,
                "high": high,
                "enrolled": len(part),
                "passed": passed,
                "passed_percent": _share(passed, len(part))[0],
            }
        )
    return pd.DataFrame(rows, columns=_SUMMARY)


_SUMMARY = [
    *("skill", "learners", "first_pass", "first_pass_percent", "low", "high"),
    *("enrolled", "passed", "passed_percent"),
]


def _share(count: int, n: int) -> tuple[float, float, float]:
    if n < LEAST_GROUP:
        return (float("nan"),) * 3
    low, high = share_interval(count, n)
    return 100 * count / n, 100 * low, 100 * high
