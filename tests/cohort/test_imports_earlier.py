"""A log that was corrected after it was imported: what it no longer says is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort.forget import forget
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]

HEAD = "Email,Date,Type,Hours,Status\n"
ONE = "s001041@example.edu,2026-03-04,Clinical,8,Approved\n"
TWO = "s001042@example.edu,2026-03-05,Clinical,6,Approved\n"
LOST = "no longer says these hours, which still count"
ROW = "001041, 2026-03-04, clinical, 8 hours"


@pytest.fixture
def logged(filled: Path) -> Path:
    take(filled, put(filled, "log.csv", HEAD + ONE + TWO), answers=["y"])
    assert len(read(filled).hours) == 2
    about = filled / "cohort.toml"
    about.write_text(about.read_text().replace("settings = {", 'settings = { Ambulance = "field",'))
    return filled


@pytest.mark.parametrize(
    "row",
    [
        "",  # deleted
        ONE.replace("Clinical", "Ambulance"),
        ONE.replace("03-04", "03-06"),
        ONE.replace("Approved", "Denied"),
    ],
)
def test_what_a_corrected_log_no_longer_says_is_told(row: str, logged: Path) -> None:
    file = put(logged, "log.csv", HEAD + row + TWO)
    for _ in range(2):  # as long as the row stands there
        _, said = take(logged, file)
        assert said.count(LOST) == 1 and ROW in said and "001042, 2026" not in said
    hours = logged / "hours.csv"
    assert "001041,2026-03-04,clinical,8" in hours.read_text()  # nothing is taken out unseen
    hours.write_text(hours.read_text().replace("001041,2026-03-04,clinical,8\n", ""))
    assert LOST not in take(logged, file)[1]


def test_a_log_of_other_days_says_nothing_of_these(logged: Path) -> None:
    late = ONE.replace("03-04", "04-04")
    assert LOST not in take(logged, put(logged, "log 2.csv", HEAD + late))[1]
    moved = ONE.replace("Clinical", "Ambulance")
    assert ROW in take(logged, put(logged, "log (3).csv", HEAD + moved))[1]
    assert ROW not in take(logged, put(logged, "other site.csv", HEAD + moved))[1]


def test_what_somebody_typed_is_not_the_log_s(logged: Path) -> None:
    hours = logged / "hours.csv"
    hours.write_text(hours.read_text() + "001043,2026-03-04,lab,3\n")
    assert LOST not in take(logged, logged.parent / "log.csv")[1]


def test_a_row_that_cannot_be_read_is_not_one_less(logged: Path) -> None:
    unknown = ONE.replace("Clinical", "Helicopter")
    _, said = take(logged, put(logged, "log.csv", HEAD + unknown + TWO))
    assert LOST not in said and "'Helicopter'" in said


def test_a_learner_is_forgotten_there_too(logged: Path) -> None:
    assert "001041" in (logged / "imported.csv").read_text()
    assert forget("001041", logged).rows["imported.csv"] == 1
    assert "001041" not in (logged / "imported.csv").read_text()


def test_changed_hours_name_their_cell(logged: Path) -> None:
    _, said = take(logged, put(logged, "log.csv", HEAD + TWO + ONE.replace(",8,", ",9,")))
    assert "log.csv, row 3, column 'Hours': '9': 8 hours stand there for 001041" in said
