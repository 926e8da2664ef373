"""A workbook as it is shown: its visible sheet, its numbers with every digit."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart

from helpers.cohort.workbook import _whole, read_xlsx
from tests.cohort.build import HOURS, cohort, problem
from tests.cohort.test_workbook import book


def test_the_first_visible_sheet_of_cells_is_read(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(["learner_id", "name"])
    made.active.append(["X", "Lastyear"])
    made.active.sheet_state = "hidden"
    made.create_chartsheet("Chart", 0).add_chart(BarChart())
    made.create_sheet("roster").append(["notes"])
    made["roster"].sheet_state = "veryHidden"
    seen = made.create_sheet("2026")
    seen.append(["learner_id", "name"])
    seen.append(["L1", "Ana Berg"])
    out = io.BytesIO()
    made.save(out)
    found = cohort(tmp_path, roster_csv=None, roster_xlsx=out.getvalue())
    assert list(found.roster["name"]) == ["Ana Berg"]


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (17, "00000", "00017"),
        (17, '"EMT-"000', "EMT-017"),
        (123456789, "000-00-0000", "123-45-6789"),
        (1234567, "000-00", "12345-67"),
        (1234567890123451, "General", "1234567890123451"),
        (1234567890123452, "0", "1234567890123452"),
        (-5, "00", "-5"),
        (True, "General", "TRUE"),
    ],
)
def test_ids_stand_as_they_are_shown(
    tmp_path: Path, value: object, shown_as: str, text: str
) -> None:
    made = book(["learner_id", "name"], [value, "Ana"], formats={"A2": shown_as})
    (tmp_path / "a.xlsx").write_bytes(made)
    assert read_xlsx(tmp_path / "a.xlsx").columns["learner_id"] == [text]


def test_a_number_whose_digits_are_lost_is_no_id(tmp_path: Path) -> None:
    made = book(["learner_id", "name"], [1.23456789012346e18, "Ana"])
    assert "spoilt a long number" in problem(tmp_path, roster_csv=None, roster_xlsx=made).remedy


@pytest.mark.parametrize("spent", [time(8, 30), timedelta(hours=8, minutes=30)])
def test_a_time_of_a_workbook_is_hours(tmp_path: Path, spent: object) -> None:
    hours = book(HOURS.strip().split(","), ["L1", date(2026, 2, 28), "lab", spent])
    assert list(cohort(tmp_path, hours_xlsx=hours).hours["hours"]) == [8.5]


@given(st.integers(0, 10**15), st.integers(1, 18))
def test_padding_loses_no_digit(value: int, places: int) -> None:
    assert _whole(value, "0" * places) == str(value).zfill(places)
