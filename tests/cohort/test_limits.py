"""Things too large: refused with their place, in little time and memory; the rest is read."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from helpers.cohort.raw_tables import MAX_COLUMNS, clean
from tests.cohort.build import ABOUT, HOURS, ROSTER, cohort, problem
from tests.cohort.test_workbook import ROSTER as BOOK


@pytest.fixture(autouse=True)
def soon():
    start = time.process_time()
    tracemalloc.start()
    yield
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - start < 20 and most < 200_000_000


def changed(old: str, new: str) -> bytes:
    """A workbook with a part of its sheet replaced, as no spreadsheet would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            text = source.read(part).decode()
            if part.endswith("sheet1.xml"):
                assert old in text
                text = text.replace(old, new)
            target.writestr(part, text)
    return out.getvalue()


def test_a_row_number_of_nine_digits(tmp_path: Path) -> None:
    raw = changed('<row r="3"', '<row r="999999999"')
    found = problem(tmp_path, roster_csv=None, roster_xlsx=raw)
    assert found.file == "roster.xlsx" and "more than 500,000 rows" in found.remedy


def test_the_rows_of_a_workbook_are_counted_too(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("helpers.cohort.raw_tables.MAX_ROWS", 20)
    raw = changed('<row r="3"', '<row r="50"')
    assert "more than 20 rows" in problem(tmp_path, roster_csv=None, roster_xlsx=raw).remedy


def test_eight_thousand_columns(tmp_path: Path) -> None:
    wide = ",".join(f"c{n}" for n in range(8000))
    found = problem(tmp_path, hours_csv=f"{wide}\n{wide}\n")
    assert found.row == 1 and "8,000 columns, more than 200" in found.remedy
    assert cohort(tmp_path, hours_csv=HOURS.strip() + "," * (MAX_COLUMNS - 4) + "\n").hours.empty


@pytest.mark.parametrize("digits", [1000, 5000])
def test_a_number_of_thousands_of_digits(tmp_path: Path, digits: int) -> None:
    number = "7" * digits
    found = problem(tmp_path, hours_csv=HOURS + f"L1,2026-02-01,lab,{number}\n")
    assert (found.row, found.column) == (2, "hours") and "longer than 500" in found.remedy
    (tmp_path / "c" / "roster.csv").unlink()
    raw = changed("<v>7</v>", f"<v>{number}</v>")
    assert problem(tmp_path, hours_csv=HOURS, roster_csv=None, roster_xlsx=raw).row == 3
    (tmp_path / "c" / "roster.xlsx").unlink()
    for value in (number, "0x" + number):
        about = ABOUT.replace("= 84", f"= {value}")
        found = problem(tmp_path, cohort_toml=about, roster_csv=ROSTER)
        assert found.file == "cohort.toml" and len(str(found)) < 400


def test_a_cell_of_120_000_accents(tmp_path: Path) -> None:
    cell = "a" + "\u0300\u0316" * 60_000
    start = time.process_time()
    assert clean(cell) == cell
    found = problem(tmp_path, roster_csv=ROSTER + f"L3,{cell},,\n")
    assert (found.row, found.column) == (4, "name") and "longer than 500" in found.remedy
    assert time.process_time() - start < 5


def test_too_many_rows_and_cells(tmp_path: Path, monkeypatch) -> None:
    rows = HOURS + "L1,2026-02-01,lab,1\n" * 30
    monkeypatch.setattr("helpers.cohort.raw_tables.MAX_ROWS", 20)
    found = problem(tmp_path, hours_csv=rows)
    assert found.row == 21 and "more than 20 rows" in found.remedy
    monkeypatch.setattr("helpers.cohort.raw_tables.MAX_ROWS", 1000)
    monkeypatch.setattr("helpers.cohort.raw_tables.MAX_CELLS", 60)
    found = problem(tmp_path, hours_csv=rows)
    assert found.row == 16 and "more than 60 cells" in found.remedy
