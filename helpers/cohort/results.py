"""A cohort summed up: everything that its report shows, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from helpers.cohort import cards as card_tables
from helpers.cohort import scores, skills
from helpers.cohort.actions import Action, actions
from helpers.cohort.alike import told_apart
from helpers.cohort.collation import sorted_names
from helpers.cohort.folder import Cohort
from helpers.cohort.hours import Requirement, hours_table, requirement_of
from helpers.cohort.prerequisite import Prerequisite, prerequisite_of
from helpers.cohort.scores import AFTER, BEFORE, LEAST_GROUP, Gain
from helpers.course.questions import Question, bank

#: States of a learner in the completion roster.
COMPLETE, OPEN, WITHDRAWN = "complete", "open", "withdrawn"
#: States of one cell of the completion grid.
DONE, PARTLY, NOTHING = "done", "partly", "nothing"

FORMATIVE = (
    "Answers are recorded by the learners themselves. They are formative: they show where to "
    "teach again, and nobody passes or fails by them. A pass needs a result that an assessor "
    "entered."
)
INTERVAL = (
    "The gain is scored on first attempts at the questions that each lesson asks before and "
    "after it, over learners who answered both completely in one lesson at least, each over "
    "the lessons where they did. Its interval is Student's t at 95 % on the changes within "
    "learners. Where it holds zero, chance alone could make such a change. There was no group "
    "without the course, so the gain does not show what the course itself did."
)
SMALL = f"Groups under {LEAST_GROUP} learners are not broken down."
NO_RECORD = (
    "This is not a record of the American Heart Association, Resuscitation Council UK or any "
    "other body, and no proof of competence."
)


@dataclass(frozen=True, eq=False)
class Results:
    """What a report shows of a cohort on one day.

    Attributes:
        today: the day for which it was computed.
        judged: the day on which the course's card had to be valid: today while the class runs,
            its last day afterwards.
        actions: what is due, first things first.
        completion: one row a learner, in the order of names in the region: learner_id, name,
            role, withdrawn_on, pretest_answered, pretest_questions, posttest_answered,
            posttest_questions, hours_counted, hours_required, hours_missing, stations_passed,
            stations, contacts, card_until (when the card expires that the course asks for),
            card_lacking (why it is missing, in words), status, open (what is open, in words).
        grid: the completion roster as states (done, partly, nothing), for enrolled learners:
            index learner_id; columns pretest, posttest, hours (if required), each station.
        stations: each learner's state at each station; see ``helpers.cohort.skills.stations``.
        station_summary: passes by station, first attempt and in the end.
        gain: ``None`` with fewer than two learners who have a lesson's questions complete, before
            and after.
        by_lesson, by_objective: the gain broken down; see ``helpers.cohort.scores.breakdown``.
        hours: each learner's hours; see ``helpers.cohort.hours.hours_table``.
        requirement: the hours asked for, with source; ``None`` where none is named.
        cards, instructor_cards: when they expire; see ``helpers.cohort.cards``.
        prerequisite: the card that the course asks for.
        first: first attempts at the questions before and after lessons; see
            ``helpers.cohort.scores.first_attempts``.
        statements: sentences that must stand in every report.
    """

    cohort: Cohort
    today: date
    judged: date
    actions: tuple[Action, ...]
    completion: pd.DataFrame
    grid: pd.DataFrame
    stations: pd.DataFrame
    station_summary: pd.DataFrame
    gain: Gain | None
    by_lesson: pd.DataFrame
    by_objective: pd.DataFrame
    hours: pd.DataFrame
    requirement: Requirement | None
    cards: pd.DataFrame
    instructor_cards: pd.DataFrame
    prerequisite: Prerequisite
    first: pd.DataFrame
    statements: tuple[str, ...] = (FORMATIVE, INTERVAL, SMALL, NO_RECORD)


def summarize(
    cohort: Cohort, today: date, questions: Mapping[str, Question] | None = None
) -> Results:
    """Everything that a report shows of a cohort.

    Args:
        today: the day from which expiry and what is due are counted.
        questions: the bank that the answers refer to, by default the project's.
    """
    roster = sorted_names(cohort.roster, cohort.about.region)
    cohort = replace(cohort, roster=told_apart(roster))
    first = scores.first_attempts(cohort, bank() if questions is None else questions)
    requirement = requirement_of(cohort)
    hours = hours_table(cohort, requirement)
    stations = skills.stations(cohort)
    needed = prerequisite_of(cohort)
    completion = _completion(cohort, first, hours, stations)
    judged = min(today, cohort.about.end)
    completion = _concluded(completion, stations, needed, judged)
    cards = card_tables.cards(cohort, today, needed)
    instructor_cards = card_tables.instructor_cards(cohort, today)
    return Results(
        cohort=cohort,
        today=today,
        judged=judged,
        actions=actions(
            cohort,
            today,
            cards=cards,
            instructor_cards=instructor_cards,
            stations=stations,
            completion=completion,
        ),
        completion=completion,
        grid=_grid(completion, stations),
        stations=stations,
        station_summary=skills.station_summary(stations),
        gain=scores.gain(first),
        by_lesson=scores.breakdown(first, "lesson"),
        by_objective=scores.breakdown(first, "objective"),
        hours=hours,
        requirement=requirement,
        cards=cards,
        instructor_cards=instructor_cards,
        prerequisite=needed,
        first=first,
    )


def _completion(
    cohort: Cohort, first: pd.DataFrame, hours: pd.DataFrame, stations: pd.DataFrame
) -> pd.DataFrame:
    columns = ["learner_id", "name", "role", "withdrawn_on"]
    table = cohort.roster[columns].set_index("learner_id", drop=False)
    tallies = scores.tallies(first)
    for form in (BEFORE, AFTER):
        taken = tallies[tallies["occasion"] == form].set_index("learner_id")
        usual = int(taken["asked"].max()) if len(taken) else 0
        table[f"{form}_answered"] = taken["answered"].reindex(table.index, fill_value=0)
        table[f"{form}_questions"] = taken["asked"].reindex(table.index, fill_value=usual)
    for name in ("counted", "required", "missing"):
        table[f"hours_{name}"] = hours.set_index("learner_id")[name].reindex(table.index)
    passed = stations[stations["state"].isin(skills.PASSES)]["learner_id"].value_counts()
    table["stations_passed"] = passed.reindex(table.index, fill_value=0).astype(int)
    table["stations"] = len(skills.station_names(cohort))
    table["contacts"] = skills.contacts(cohort)
    return table.reset_index(drop=True)


def _concluded(
    table: pd.DataFrame, stations: pd.DataFrame, needed: Prerequisite, judged: date
) -> pd.DataFrame:
    """The table with each learner's card, what is open, and whether the course is completed."""
    ids = table["learner_id"]
    until = [needed.until.get(learner) for learner in ids]
    table["card_until"] = pd.Series(until, index=table.index, dtype=object)
    table["card_lacking"] = [needed.lacking(learner, judged) for learner in ids]
    lacking = _lacking(stations)
    table["open"] = [_open(row, lacking) for row in _records(table)]
    table["status"] = [_status(row) for row in _records(table)]
    return table


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(k): value for k, value in row.items()} for row in table.to_dict("records")]


def _lacking(stations: pd.DataFrame) -> dict[str, list[str]]:
    """The stations that each learner has not passed, with the state of each."""
    lacking: dict[str, list[str]] = {}
    for row in stations[~stations["state"].isin(skills.PASSES)].to_dict("records"):
        lacking.setdefault(row["learner_id"], []).append(f"{row['skill']}: {row['state']}")
    return lacking


def _open(row: Mapping[str, object], lacking: Mapping[str, list[str]]) -> str:
    """What keeps a learner from completion, in words; answers do not, they are formative."""
    if row["withdrawn_on"] is not None:
        return ""
    parts = list(lacking.get(str(row["learner_id"]), ()))
    if not row["stations"]:
        parts.append("no result entered by an assessor")
    if row["hours_missing"] > 0:  # type: ignore[operator]
        hours = f"{row['hours_missing']:.10g}"
        parts.append(f"{hours} {'hour' if hours == '1' else 'hours'} missing")
    if row["card_lacking"]:
        parts.append(str(row["card_lacking"]))
    return "; ".join(parts)


def _status(row: Mapping[str, object]) -> str:
    if row["withdrawn_on"] is not None:
        return WITHDRAWN
    return OPEN if row["open"] else COMPLETE


def _grid(completion: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    enrolled = completion[completion["withdrawn_on"].isna()].set_index("learner_id")
    grid = pd.DataFrame(index=enrolled.index)
    for form in (BEFORE, AFTER):
        if enrolled[f"{form}_questions"].any():
            pairs = zip(enrolled[f"{form}_answered"], enrolled[f"{form}_questions"], strict=True)
            grid[form] = [_state(done, of) for done, of in pairs]
    if enrolled["hours_required"].notna().any():
        pairs = zip(enrolled["hours_counted"], enrolled["hours_required"], strict=True)
        grid["hours"] = [_state(done, of) for done, of in pairs]
    for skill, part in stations.groupby("skill", sort=False):
        states = [_station_state(row) for row in _records(part)]
        grid[skill] = pd.Series(states, index=part["learner_id"]).reindex(grid.index)
    return grid


def _state(done: float, of: float) -> str:
    if done >= of:
        return DONE
    return PARTLY if done else NOTHING


def _station_state(row: Mapping[str, object]) -> str:
    if row["state"] in skills.PASSES:
        return DONE
    return PARTLY if row["attempts"] else NOTHING
