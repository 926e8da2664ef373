"""Text that is no value: never an assessor, a name or a station, and nobody passes by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.raw_tables import clean
from tests.cohort.build import CERTIFICATIONS, ROSTER, SKILLS, TODAY, cohort, problem, results
from tests.cohort.test_workbook import book

NOTHING = [
    "-",
    "\u2013",
    "n/a",
    "N/A ",
    "none",
    "None",
    "?",
    "???",
    "TBD",
    "...",
    "\u200b",
    "\u3164",
    "\u2800",
]


@pytest.mark.parametrize("text", [*NOTHING, "0", "yes", "TRUE"])
def test_nobody_passes_by_an_assessor_that_is_no_value(tmp_path: Path, text: str) -> None:
    skills = SKILLS + f"L1,CPR,1,pass,{text},2026-02-01,\nL2,CPR,1,pass,I-1,2026-02-01,\n"
    found = results(tmp_path, skills_csv=skills)
    assert list(found.stations["assessor"]) == ["", "I-1"]
    assert list(found.stations["state"]) == ["pass without an assessor", "passed"]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_value_is_no_name_and_no_station(tmp_path: Path, text: str) -> None:
    found = problem(tmp_path, roster_csv=ROSTER + f"L3,{text},,\n")
    assert (found.row, found.column) == (4, "name") and "fill it in" in found.remedy
    found = problem(
        tmp_path, roster_csv=ROSTER, skills_csv=SKILLS + f"L1,{text},1,pass,I,2026-02-01,\n"
    )
    assert (found.row, found.column) == (2, "skill") and "fill it in" in found.remedy


def test_a_remediation_that_says_none_is_none(tmp_path: Path) -> None:
    rows = "L1,CPR,1,fail,I,2026-02-01,none\nL1,CPR,2,pass,I,2026-02-02,n/a\n"
    found = results(tmp_path, skills_csv=SKILLS + rows)
    assert found.stations["state"].iloc[0] == "passed at a later attempt"


def test_an_expiry_that_is_no_value_is_computed(tmp_path: Path) -> None:
    found = cohort(tmp_path, certifications_csv=CERTIFICATIONS + "L1,BLS,AHA,2026-02-10,n/a\n")
    assert list(found.certifications["expires"]) == [date(2028, 2, 29)]


@pytest.mark.parametrize("column", ["E", "B"])
def test_a_formula_without_a_value_is_no_assessor_and_no_station(
    tmp_path: Path, column: str
) -> None:
    cells = ["L1", "CPR", 1, "pass", "I-1", date(2026, 2, 1), None]
    cells["ABCDEFG".index(column)] = '=IF(TRUE,"x","")'
    found = problem(tmp_path, skills_xlsx=book(SKILLS.strip().split(","), cells))
    assert found.column == {"E": "assessor", "B": "skill"}[column]
    assert "without a stored value" in found.remedy


def test_a_formula_without_a_value_is_no_name(tmp_path: Path) -> None:
    made = book(ROSTER.splitlines()[0].split(","), ["L1", "=A2", None, None])
    found = problem(tmp_path, roster_csv=None, roster_xlsx=made)
    assert found.column == "name" and "without a stored value" in found.remedy


@pytest.mark.parametrize("mark", "\u202c\u00ad\u200d\u2060\u200b\ufeff\ufe0f\u034f")
def test_a_mark_that_nobody_sees_makes_no_other_station(tmp_path: Path, mark: str) -> None:
    rows = f"L1,CPR,1,pass,I,2026-02-01,\nL2,C{mark}PR{mark},1,pass,I,2026-02-01,\n"
    found = results(tmp_path, skills_csv=SKILLS + rows, today=TODAY)
    assert list(found.stations["skill"]) == ["CPR", "CPR"]
    assert list(found.stations["state"]) == ["passed", "passed"]


def test_a_joiner_that_is_spelling_stays() -> None:
    assert (
        clean("\u06cc\u200c\u0631") == "\u06cc\u200c\u0631"
        and clean("A\u200cn\u200da\u200d") == "Ana"
    )


@given(st.text(st.characters(categories=("P", "S", "Z", "C"), exclude_characters="=#"), max_size=8))
def test_signs_alone_are_never_a_value(text: str) -> None:
    try:
        found = parse(text, Column("assessor", "name"))
    except ValueError:
        return
    assert found == ""
