"""Stations, cards, completion and what is due: the rules that decide about people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cohort import cohort_names, read_cohort, skills, summarize
from helpers.cohort.results import COMPLETE, DONE, NOTHING, OPEN, PARTLY, WITHDRAWN
from tests.cohort.build import (
    ABOUT,
    ANSWERS,
    CERTIFICATIONS,
    FORMS,
    HOURS,
    SKILLS,
    TODAY,
    answers,
    results,
    roster,
)

N = len(FORMS["pretest"])
FREE = ABOUT.replace('requirement = "H64"\n', "")  # a class without hours
ENOUGH = HOURS + "".join(f"L1,2026-02-{day:02d},lab,6\n" for day in range(1, 29))


def stations(folder: Path, *rows: str, **files: str):
    text = SKILLS + "".join(f"{row}\n" for row in rows)
    return results(folder, skills_csv=text, cohort_toml=FREE, **files)


@pytest.mark.parametrize(
    ("rows", "state", "attempts"),
    [
        (["L1,CPR,1,pass,I,2026-02-01,"], skills.PASSED, 1),
        (["L1,CPR,1,pass,,2026-02-01,"], skills.UNCONFIRMED, 1),
        (["L1,CPR,1,fail,I,2026-02-01,"], skills.NOT_PASSED, 1),
        (["L1,CPR,1,fail,I,2026-02-01,", "L1,CPR,2,pass,I,2026-02-01,"], skills.PASSED_LATER, 2),
        (
            ["L1,CPR,1,fail,I,2026-02-01,10 min", "L1,CPR,2,pass,I,2026-02-02,"],
            skills.REMEDIATED,
            2,
        ),
        # The last attempt decides, in whatever order the rows stand.
        (["L1,CPR,2,fail,I,2026-02-02,", "L1,CPR,1,pass,I,2026-02-01,"], skills.NOT_PASSED, 2),
        (["L1,CPR,2,pass,I,2026-02-02,"], skills.PASSED_LATER, 1),
        (["L1,CPR,1,84,I,2026-02-02,"], skills.PASSED, 1),
        (["L1,CPR,1,83.5,I,2026-02-02,"], skills.NOT_PASSED, 1),
        (["L2,CPR,1,pass,I,2026-02-01,"], skills.MISSING, 0),
    ],
)
def test_states_of_a_station(tmp_path: Path, rows: list[str], state: str, attempts: int) -> None:
    found = stations(tmp_path, *rows).stations.set_index("learner_id").loc["L1"]
    assert (found["state"], found["attempts"]) == (state, attempts)


def test_a_class_needs_the_stations_that_anybody_has(tmp_path: Path) -> None:
    found = stations(
        tmp_path,
        "L1,CPR,1,pass,I,2026-02-01,",
        "L1,Airway,1,pass,I,2026-02-01,",
        "L2,cpr,1,pass,I,2026-02-01,",
    )
    assert list(found.completion["stations"]) == [2, 2]
    assert list(found.completion["status"]) == [COMPLETE, OPEN]
    assert found.completion["open"].iloc[1] == "Airway: not recorded"


def test_patients_are_counted_and_are_no_station(tmp_path: Path) -> None:
    rows = [f"L1,Patient contact,{i},pass,I,2026-02-01," for i in (1, 2, 3)]
    found = stations(tmp_path, *rows, "L1,CPR,1,pass,I,2026-02-01,")
    assert list(found.completion["contacts"]) == [3, 0]
    assert list(found.station_summary["skill"]) == ["CPR"]


def test_shares_of_a_station(tmp_path: Path) -> None:
    rows = [f"L{i},CPR,1,{'fail' if i < 3 else 'pass'},I,2026-02-01," for i in range(1, 11)]
    found = stations(tmp_path, *rows, "L1,CPR,2,pass,I,2026-02-01,", roster_csv=roster(10))
    row = found.station_summary.iloc[0]
    assert (row["first_pass"], row["first_pass_percent"]) == (8, 80)
    assert (row["low"], row["high"]) == pytest.approx((49.0, 94.3), abs=0.05)  # Wilson, 8 of 10
    assert (row["passed"], row["passed_percent"]) == (9, 90)


def test_shares_of_fewer_than_ten_are_not_given(tmp_path: Path) -> None:
    rows = [f"L{i},CPR,1,pass,I,2026-02-01," for i in range(1, 10)]
    row = stations(tmp_path, *rows, roster_csv=roster(9)).station_summary.iloc[0]
    assert row["passed"] == 9 and pd.isna(row["passed_percent"]) and pd.isna(row["low"])


def test_nobody_passes_by_answers_alone(tmp_path: Path) -> None:
    text = ANSWERS + answers("L1", "pretest", 11) + answers("L1", "posttest", 11)
    found = results(tmp_path, answers_csv=text, hours_csv=ENOUGH, cohort_toml=FREE)
    assert set(found.completion["status"]) == {OPEN}
    assert found.completion["open"].iloc[0] == "no result entered by an assessor"


def test_nobody_fails_by_answers(tmp_path: Path) -> None:
    text = ANSWERS + answers("L1", "pretest", 0) + answers("L1", "posttest", 0, answered=6)
    found = stations(tmp_path, "L1,CPR,1,pass,I,2026-02-01,", answers_csv=text)
    assert found.completion["status"].iloc[0] == COMPLETE
    assert any("formative" in sentence for sentence in found.statements)


def test_missing_hours_keep_open(tmp_path: Path) -> None:
    skill = SKILLS + "L1,CPR,1,pass,I,2026-02-01,\nL2,CPR,1,pass,I,2026-02-01,\n"
    found = results(tmp_path, skills_csv=skill, hours_csv=ENOUGH)
    assert list(found.completion["status"]) == [COMPLETE, OPEN]
    assert found.completion["open"].iloc[1] == "150 hours missing"
    assert list(found.grid["hours"]) == [DONE, NOTHING]


def test_who_has_withdrawn_stays_in_the_roster_and_owes_nothing(tmp_path: Path) -> None:
    rows = "learner_id,name,email,role,withdrawn_on\nL1,A,,,\nL2,B,,,2026-02-02\n"
    cards = CERTIFICATIONS + "L2,BLS,AHA,2020-01-01,\n"
    found = results(tmp_path, roster_csv=rows, certifications_csv=cards)
    assert list(found.completion["status"]) == [OPEN, WITHDRAWN]
    assert {action.learner_id for action in found.actions} == {"L1"}
    assert list(found.grid.index) == ["L1"] and found.cards.empty


def test_the_grid_shows_what_is_done_in_part(tmp_path: Path) -> None:
    text = ANSWERS + answers("L1", "pretest", 3) + answers("L2", "pretest", 3, answered=6)
    found = stations(tmp_path, "L1,CPR,1,fail,I,2026-02-01,", answers_csv=text)
    assert found.grid.loc["L1"].to_dict() == {"pretest": DONE, "CPR": PARTLY}
    assert found.grid.loc["L2"].to_dict() == {"pretest": PARTLY, "CPR": NOTHING}


def test_only_the_newest_card_of_a_kind_counts(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2022-05-01,\nL1,bls,AHA,2026-05-01,\nL1,ACLS,AHA,2024-06-01,\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows)
    assert found.cards[["certification", "expires", "band"]].values.tolist() == [
        ["ACLS", date(2026, 6, 30), "30 days"],
        ["bls", date(2028, 5, 31), "later"],
    ]


def test_what_the_card_says_goes_before_the_rule(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2024-05-10,2026-05-10\nL2,ILS,RCUK,2025-09-01,2026-09-01\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows).cards
    assert list(found["expires"]) == [date(2026, 5, 10), date(2026, 9, 1)]
    assert not found["computed"].any()


def test_what_is_due_first_stands_first(tmp_path: Path) -> None:
    about = ABOUT + '[[instructors]]\nid = "I"\ncard_expires = 2026-08-31\n'
    found = results(
        tmp_path,
        cohort_toml=about,
        certifications_csv=CERTIFICATIONS + "L1,BLS,AHA,2024-04-01,\nL2,BLS,AHA,2024-07-01,\n",
        skills_csv=SKILLS + "L1,CPR,1,fail,I,2026-02-01,\nL2,CPR,1,pass,,2026-02-01,\n",
        answers_csv=ANSWERS
        + answers("L1", "posttest", 2)
        + answers("L2", "posttest", 2, answered=7),
    )
    told = [(a.due.isoformat(), a.urgency, a.kind, a.learner_id) for a in found.actions]
    assert told == [
        ("2026-04-30", "overdue", "card", "L1"),
        ("2026-05-30", "overdue", "station", "L1"),
        ("2026-05-30", "overdue", "station", "L2"),
        ("2026-05-30", "overdue", "hours", "L1"),
        ("2026-05-30", "overdue", "hours", "L2"),
        ("2026-05-30", "practice", "posttest", "L2"),
        ("2026-07-31", "60 days", "card", "L2"),
        ("2026-08-31", "90 days", "card", "I"),
    ]
    words = " ".join(action.what for action in found.actions)
    assert "expired on 2026-04-30" in words and f"Answer {N - 7} of {N} posttest" in words
    assert "Enter the assessor of CPR" in words and "Make up 150 of 150 hours" in words


@settings(max_examples=15)
@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(-800, 800))
def test_an_action_is_overdue_when_its_day_has_passed(tmp_path_factory, issued, days) -> None:
    rows = f"L1,BLS,AHA,{issued},\n"
    folder = tmp_path_factory.mktemp("x")
    today = issued + timedelta(days=days)
    found = results(folder, today=today, certifications_csv=CERTIFICATIONS + rows)
    expires = found.cards["expires"].iloc[0]
    cards = [action for action in found.actions if action.kind == "card"]
    due = [action for action in cards if action.learner_id == "L1"]
    assert bool(due) == (expires <= today + timedelta(days=90))
    # After the last day the class no longer waits for it.
    judged = min(today, found.cohort.about.end)
    assert all((action.urgency == "overdue") == (expires < judged) for action in due)


def test_the_names_keep_their_order_whatever_the_results(tmp_path: Path) -> None:
    rows = ["L2,CPR,1,pass,I,2026-02-01,", "L1,CPR,1,fail,I,2026-02-01,"]
    found = stations(tmp_path, *rows)
    for table in (found.completion, found.stations, found.hours):
        assert list(table["learner_id"]) == ["L1", "L2"]
    # Scores stand beside no name.
    assert not [c for c in found.completion.columns if "percent" in c or "score" in c]


def test_a_roster_alone_is_summed_up(tmp_path: Path) -> None:
    found = results(tmp_path, cohort_toml=FREE)
    assert found.gain is None and found.actions == () and found.station_summary.empty
    assert list(found.completion["status"]) == [OPEN, OPEN]


@pytest.mark.parametrize("name", cohort_names())
@pytest.mark.parametrize("today", [date(2020, 2, 29), TODAY, date(2099, 12, 31)])
def test_examples_are_summed_up_on_any_day(name: str, today: date) -> None:
    found = summarize(read_cohort(name).cohort, today)
    assert len(found.completion) == len(found.cohort.roster)
    due = [action.due for action in found.actions]
    assert due == sorted(due)
