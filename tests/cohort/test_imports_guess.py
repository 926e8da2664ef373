"""What an office's own headings are taken for: ids before addresses, places before a guess."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from helpers.cohort.imports.guess import guess
from helpers.cohort.imports.sheets import read_sheet
from helpers.cohort.match import Roster
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]


def roster(heading: str, role: str = "Works as") -> str:
    rows = "".join(f"Person {a},{role[0]}x,p{a}@example.edu,00{a}\n" for a in (41, 42, 57))
    return f"Name,{role},E-mail,{heading}\n{rows}"


@pytest.mark.parametrize(
    "heading",
    [
        *("Stud. no.", "Student #", "Learner nr", "PIN", "Candidate no.", "Staff number"),
        *("Employee #", "Reg. No.", "College code", "Badge"),
    ],
)
@pytest.mark.parametrize("role", ["Works as", "Position", "Job", "Grade", "Rank"])
def test_an_id_is_not_an_address(heading: str, role: str, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(roster(heading, role))
    found = guess(read_sheet(file), Roster([]))
    assert found.columns["learner"] == heading and found.columns["role"] == role
    assert found.columns["email"] == "E-mail"


@pytest.mark.parametrize("heading", ["Phone no.", "Date of birth", "Seat", "Locker"])
def test_what_is_no_id_stays_none(heading: str, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    text = roster(heading)
    file.write_text(text.replace("0042", "0041") if heading == "Locker" else text)
    assert guess(read_sheet(file), Roster([])).columns["learner"] == "E-mail"


LOG = (
    "Email,Date,Hours,Where\ns001041@example.edu,2026-03-04,3,Classroom\n"
    "s001041@example.edu,2026-03-05,8,ED\ns001041@example.edu,2026-03-06,12,Medic 4\n"
    "s001041@example.edu,2026-03-07,2,Annex\n"
)


@pytest.mark.parametrize("heading", ["Where", "Place", "Location", "Site", "Unit", "Activity"])
def test_places_are_settings(heading: str, filled: Path) -> None:
    file = put(filled, "log.csv", LOG.replace("Where", heading))
    done, said = take(filled, file, answers=["y", "barn", "lab"])
    settings = list(read(filled).hours["setting"])
    assert done and settings == ["classroom", "clinical", "field", "lab"]
    assert "'Annex' is which setting?" in said and "clinical (for all rows)" not in said


def test_who_is_not_asked_is_told_and_nothing_is_clinical_by_a_guess(filled: Path) -> None:
    _, said = take(filled, put(filled, "log.csv", LOG))
    assert len(read(filled).hours) == 3 and "'Annex': say in settings of cohort.toml" in said
    only = "".join(line for line in LOG.splitlines(True) if "@" not in line or "Annex" in line)
    done, _ = take(filled, put(filled, "two.csv", only.replace("Where", "Place")))
    assert not done and len(read(filled).hours) == 3


def test_the_lines_for_cohort_toml_hold_the_words_of_the_log(filled: Path) -> None:
    _, said = take(filled, put(filled, "log.csv", LOG), answers=["n"])
    lines = said.partition("import the file again:\n")[2].partition("columns takes")[0]
    assert tomllib.loads(lines)["imports"][0]["settings"] == {
        "Classroom": "classroom",
        "ED": "clinical",
        "Medic 4": "field",
        "Annex": "?",
    }
