"""Zeros that a spreadsheet left out: said once, where they are gone, and what to write."""

from __future__ import annotations

from pathlib import Path

from helpers.cohort import read_cohort
from helpers.cohort.match import without_zeros
from tests.cohort import office
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]


def test_a_roster_without_zeros_is_told_once(filled: Path) -> None:
    take(filled, put(filled, "shifts.csv", office.shifts()))
    take(filled, put(filled, "cards.csv", office.cards()))
    roster = filled / "roster.csv"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(text.replace("\n00", "\n"), encoding="utf-8")
    (problem,) = read_cohort(filled).problems
    assert problem.file == "roster.csv" and "formatted as text" in problem.remedy
    assert problem.hint.startswith("10 ids are so, for example 1041 here and 001041 elsewhere")
    roster.write_text(text.replace("\n001041", "\n1041"), encoding="utf-8")
    told = read_cohort(filled).problems  # one row is a slip of that row
    assert told and all(one.file != "roster.csv" for one in told)


def test_what_is_most_is_counted() -> None:
    assert without_zeros(["007", "008", "9"], ["7", "8", "9"]) == {"007": "7", "008": "8"}
    assert without_zeros(["007", "008", "9", "10"], ["7", "8", "9", "10"]) == {}
    assert without_zeros(["7", "8"], ["007", "008"]) == {}


ROSTER = "Student ID,Name\n" + "".join(f"00{n},Person {n}\n" for n in range(4180, 4188))


def test_an_id_that_is_too_short_says_what_to_write_once_a_run(folder: Path) -> None:
    text = ROSTER.replace("004184", "4184")
    files = [put(folder, name, text) for name in ("a.csv", "b.csv")]
    done, said = take(folder, *files)
    assert done and said.count("has a spreadsheet left out a zero") == 1
    assert "format the column as text before you type; is it 004184?" in said
    assert "Not taken" not in said


def test_files_that_were_not_taken_are_named_at_the_end(filled: Path) -> None:
    good = put(filled, "cards.csv", office.cards())
    files = [put(filled, "x.csv", "colour,size\nred,3\n"), good, filled.parent / "none.csv"]
    done, said = take(filled, *files)
    assert not done and said.endswith("Not taken, see above: x.csv, none.csv")
    assert len(read(filled).certifications) == 10
