"""Hours against the requirement, by what the rule counts."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cohort.formats import SETTINGS
from helpers.cohort.hours import hours_table, requirement_of
from helpers.facts import load
from tests.cohort.build import ABOUT, HOURS, cohort, results

DAYS = [f"2026-02-{day:02d}" for day in range(1, 29)]
ROWS = (
    "L1,2026-02-01,classroom,20\nL1,2026-02-02,lab,10\n"
    "L1,2026-02-03,clinical,8\nL1,2026-02-04,field,4.5\n"
)


def row(folder: Path, requirement: str, rows: str = ROWS):
    about = ABOUT.replace("H64", requirement)
    return results(folder, cohort_toml=about, hours_csv=HOURS + rows).hours.iloc[0]


def test_the_whole_course_counts_every_setting(tmp_path: Path) -> None:
    found = row(tmp_path, "H64")
    assert (found["counted"], found["required"], found["missing"]) == (42.5, 150, 107.5)
    assert found["percent"] == pytest.approx(100 * 42.5 / 150)


def test_a_rule_on_the_classroom_counts_neither_clinical_nor_field(tmp_path: Path) -> None:
    found = row(tmp_path, "H63")  # Ohio EMR: at least 48 hours, classroom and laboratory
    assert (found["total"], found["counted"], found["missing"]) == (42.5, 30, 18)


def test_more_hours_than_asked_for_miss_none(tmp_path: Path) -> None:
    rows = "".join(f"L1,{day},field,6\n" for day in DAYS)
    found = row(tmp_path, "H64", rows)
    assert (found["counted"], found["missing"], found["percent"]) == (168, 0, 100)


def test_a_rule_without_hours_asks_for_none(tmp_path: Path) -> None:
    found = results(tmp_path, cohort_toml=ABOUT.replace("H64", "H86"), hours_csv=HOURS + ROWS)
    assert "names no number of hours" in str(found.requirement)
    assert math.isnan(found.hours.iloc[0]["missing"]) and "hours" not in found.grid.columns


def test_without_a_requirement_hours_are_only_added_up(tmp_path: Path) -> None:
    about = ABOUT.replace('requirement = "H64"\n', "")
    found = results(tmp_path, cohort_toml=about, hours_csv=HOURS + ROWS)
    assert found.requirement is None and found.hours.iloc[0]["total"] == 42.5


def test_without_any_row_everything_is_missing(tmp_path: Path) -> None:
    assert list(results(tmp_path).hours["missing"]) == [150, 150]


@pytest.mark.parametrize("fact", load("training_hours")["fact_id"])
def test_every_row_of_the_table_can_be_a_requirement(tmp_path: Path, fact: str) -> None:
    found = cohort(tmp_path, cohort_toml=ABOUT.replace("H64", fact), hours_csv=HOURS + ROWS)
    requirement = requirement_of(found)
    assert requirement.jurisdiction in str(requirement) and requirement.source
    table = hours_table(found, requirement)
    assert table["percent"].isna().all() == math.isnan(requirement.hours)


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["L1", "L2"]),
            st.sampled_from(DAYS),
            st.sampled_from(SETTINGS),
            st.integers(1, 6),
        ),
        unique_by=lambda entry: entry[:3],
        max_size=20,
    )
)
def test_no_hour_is_lost_or_counted_twice(tmp_path_factory, entries) -> None:
    rows = "".join(f"{who},{day},{where},{hours}\n" for who, day, where, hours in entries)
    table = hours_table(cohort(tmp_path_factory.mktemp("x"), hours_csv=HOURS + rows), None)
    assert table["total"].sum() == sum(entry[3] for entry in entries)
    assert table[list(SETTINGS)].sum(axis=1).tolist() == table["total"].tolist()
    assert list(table["learner_id"]) == ["L1", "L2"]
