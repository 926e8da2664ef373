"""An id and a name in one row that are two people's: nobody gets what the row says."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort import back
from helpers.cohort.mapping import Meaning
from helpers.cohort.match import Roster
from tests.cohort import office
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]

NAMES = {
    "1": "José Alvarez Peña",
    "2": "Riya Patel",
    "3": "Robert Smith",
    "4": "Ana Silva",
    "5": "Ana Maria Silva",
    "6": "Đặng Minh Anh",
    "7": "MaryAnn O’Brien",
    "8": "Xiaoming Wang",
}
ROSTER = Roster({"learner_id": one, "name": name} for one, name in NAMES.items())


@pytest.mark.parametrize(
    ("learner", "name"),
    [
        ("1", "Riya Patel"),  # another learner
        ("1", "Patel, Riya A."),
        ("1", "Tom Walsh"),  # nobody of the class
        ("3", "R. Patel"),
        ("3", "Riya Smith-Patel Riya"),  # more of another learner's name than of this one's
        ("4", "Ana Maria Silva"),  # the whole name of another
        ("2", "Priya Nair"),  # alike is not the same
        ("1", "Ana de la Cruz"),
    ],
)
def test_two_people(learner: str, name: str) -> None:
    assert NAMES[learner] in ROSTER.against(learner, name)


@pytest.mark.parametrize(
    ("learner", "name"),
    [
        ("1", "jose alvarez pena"),
        ("1", "Peña, José"),
        ("1", "José A. P."),
        ("1", "J. Alvarez"),
        ("2", "Riya Sharma"),  # a family name that has changed
        ("3", "Rob Smith"),
        ("3", "Bob Smith"),
        ("3", "Smith, Robert James"),
        ("3", "Robret Smiht"),
        ("3", "R S"),
        ("6", "Minh Anh Dang"),
        ("7", "Mary Ann OBrien"),
        ("8", "王小明"),
        ("8", ""),
    ],
)
def test_one_person(learner: str, name: str) -> None:
    assert ROSTER.against(learner, name) == ""


CARDS = (
    "Employee ID,Name,Certification,Issued by,Issued,Expiration Date\n"
    "001041,Bjørn Halvorsen,BLS,AHA,2026-03-01,\n001043,Chloe Lefevre,BLS,AHA,2026-03-01,\n"
)
LOG = (
    "Student,Student ID,Date,Hours\n"
    '"Halvorsen, Bjørn",001041,2026-03-04,8\n"Lefèvre, C.",001043,2026-03-04,8\n'
)


def test_a_card_under_another_ones_id_is_nobodys(filled: Path) -> None:
    _, said = take(filled, put(filled, "cards.csv", CARDS))
    assert list(read(filled).certifications["learner_id"]) == ["001043"]
    assert "cards.csv, row 2, column 'Employee ID': '001041': the id and the name are not" in said
    assert "001041 is Aaliyah Johnson, and this row names Bjørn Halvorsen, as 001042 is" in said


def test_nor_are_hours_or_points(filled: Path) -> None:
    _, said = take(filled, put(filled, "log.csv", LOG))
    assert list(read(filled).hours["learner_id"]) == ["001043"] and "log.csv, row 2" in said
    text = office.canvas([17.0] * 24).replace("Johnson, Aaliyah", "Halvorsen, Bjørn")
    _, said = take(filled, put(filled, "g.csv", text), answers=["y", "2", "", "2026-05-20", "I-01"])
    assert "001041" not in set(read(filled).skills["learner_id"]) and "g.csv, row 3" in said
    done = back.fill(
        filled.parent / "g.csv",
        office.DONE,
        {"001041": "1", "001043": "1"},
        Roster({"learner_id": i, "name": f"{g} {f}"} for i, g, f, _ in office.CLASS),
        Meaning("canvas", {"learner": "SIS User ID", "name": "Student"}),
    )
    assert done.filled == 1 and any("not one learner's" in str(one) for one in done.told)


def test_a_roster_row_of_two_people_fills_nothing(filled: Path) -> None:
    roster = filled / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("s001041@example.edu", ""))
    late = "Student ID,Name,Email\n001041,Tom Walsh,tom@example.edu\n"
    _, said = take(filled, put(filled, "late.csv", late))
    assert "tom@example.edu" not in roster.read_text(encoding="utf-8")
    assert "this row names Tom Walsh" in said
