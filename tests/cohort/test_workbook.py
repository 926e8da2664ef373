"""Workbooks beside CSV: dates, numbers, percent and formulas as they are shown in the sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from helpers.cohort.problems import Refused
from helpers.cohort.workbook import read_xlsx
from tests.cohort.build import HOURS, SKILLS, cohort, problem, reading


def book(*rows: list[object], name: str = "Sheet1", formats: dict[str, str] | None = None) -> bytes:
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    for cell, shown in (formats or {}).items():
        made.active[cell].number_format = shown
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


ROSTER = book(
    ["Learner ID", "Name", "Email", "Role"], ["L1", "Åsa", None, None], [7, "Bo", None, None]
)


def test_a_workbook_is_a_roster(tmp_path: Path) -> None:
    found = cohort(tmp_path, roster_csv=None, roster_xlsx=ROSTER)
    assert list(found.roster["learner_id"]) == ["L1", "7"]
    assert list(found.roster["name"]) == ["Åsa", "Bo"]


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    found = problem(tmp_path, roster_xlsx=ROSTER)
    assert found.file == "roster.csv" and "roster.xlsx stands beside it" in found.remedy


def test_dates_numbers_and_percent_are_read_as_shown(tmp_path: Path) -> None:
    hours = book(HOURS.strip().split(","), ["L1", datetime(2026, 2, 28), "Lab", 3.5])
    skills = book(
        SKILLS.strip().split(","),
        ["L1", "Written", 1.0, 0.88, "I1", date(2026, 2, 28), None],
        formats={"D2": "0%"},
    )
    found = cohort(tmp_path, hours_xlsx=hours, skills_xlsx=skills)
    assert found.hours.iloc[0].tolist() == ["L1", date(2026, 2, 28), "lab", 3.5]
    assert found.skills.iloc[0]["score_percent"] == 88 and found.skills.iloc[0]["result"] == "pass"


@pytest.mark.filterwarnings("error")
def test_a_day_that_cannot_be_is_told_by_us_alone(tmp_path: Path) -> None:
    row = ["L1", 7152549, "lab", 3.5]  # a day in the year 21483
    hours = book(HOURS.strip().split(","), row, formats={"B2": "yyyy-mm-dd"})
    found = problem(tmp_path, hours_xlsx=hours)
    assert (found.row, found.column) == (2, "date") and "error of the spreadsheet" in found.remedy


def test_a_formula_without_a_value_is_refused(tmp_path: Path) -> None:
    hours = book(HOURS.strip().split(","), ["L1", date(2026, 2, 28), "lab", "=1+2"])
    found = problem(tmp_path, hours_xlsx=hours)
    assert (found.file, found.row, found.column) == ("hours.xlsx", 2, "hours")
    assert "formula" in found.remedy


def test_a_formula_with_a_value_counts_as_its_value(tmp_path: Path) -> None:
    hours = book(HOURS.strip().split(","), ["L1", date(2026, 2, 28), "lab", "=1+2"])
    stored = with_value(hours, "<v></v>", "<v>3</v>")
    assert cohort(tmp_path, hours_xlsx=stored).hours.iloc[0]["hours"] == 3


def with_value(raw: bytes, old: str, new: str) -> bytes:
    """The workbook as a spreadsheet saves it: with the value beside the formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            text = source.read(part)
            if part.endswith("sheet1.xml"):
                text = text.replace(b"<v />", old.encode()).replace(old.encode(), new.encode())
            target.writestr(part, text)
    return out.getvalue()


def test_the_sheet_named_as_the_file_is_read(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(["notes"])
    made.create_sheet("Hours").append(HOURS.strip().split(","))
    made["Hours"].append(["L1", date(2026, 2, 28), "lab", 3])
    out = io.BytesIO()
    made.save(out)
    assert len(cohort(tmp_path, hours_xlsx=out.getvalue()).hours) == 1


def test_a_cell_at_the_far_end_is_told(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(["a"])
    made.active["XFD20000"] = "x"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="row 20000: the row has 16,384 columns"):
        read_xlsx(tmp_path / "a.xlsx")


@pytest.mark.parametrize("raw", [b"", b"PK", b"not a workbook", book(["a"])[:900]])
def test_what_is_no_workbook_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(raw)
    with pytest.raises(Refused, match=r"a\.xlsx"):
        read_xlsx(tmp_path / "a.xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("helpers.cohort.workbook._MAX_UNPACKED", 1000)
    (tmp_path / "a.xlsx").write_bytes(ROSTER)
    with pytest.raises(Refused, match="unpacks to far too much"):
        read_xlsx(tmp_path / "a.xlsx")


VALUE = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(9000, 1, 1))
    | st.just(time(9, 30))
    | st.sampled_from(["L1", "lab", "2026-02-28", "=1+1", "#REF!", "pass", "José"])
)


@given(st.lists(st.lists(VALUE, min_size=4, max_size=5), max_size=4))
def test_any_workbook_is_read_or_told(tmp_path_factory, rows: list[list[object]]) -> None:
    folder = tmp_path_factory.mktemp("x")
    found = reading(folder, hours_xlsx=book(HOURS.strip().split(","), *rows))
    assert (found.cohort is None) == bool(found.problems)


@given(st.binary(max_size=60), st.integers(0, 4000), st.integers(0, 60))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory, noise: bytes, at: int, cut: int
) -> None:
    file = tmp_path_factory.mktemp("x") / "a.xlsx"
    file.write_bytes(ROSTER[:at] + noise + ROSTER[at + cut :])
    try:
        read_xlsx(file)
    except Refused as error:
        assert error.problem.file == "a.xlsx"
