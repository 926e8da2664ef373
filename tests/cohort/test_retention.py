"""Classes whose time has come are told, and deleted only when that is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.__main__ import main
from helpers.cohort.retention import over
from tests.cohort.build import ABOUT, make


def ended(folder: Path) -> date:
    cohort = read_cohort(folder).cohort
    assert cohort is not None
    return cohort.about.end


def test_a_class_is_kept_to_the_last_day_and_no_longer(tmp_path: Path) -> None:
    folder = make(tmp_path)
    end = ended(folder)
    last = end.replace(year=end.year + 3)
    assert list(over([folder], 3, last)) == []
    (found,) = over([folder], 3, last + timedelta(days=1))
    assert (found.end, found.kept_until) == (end, last)


def test_a_class_that_ended_on_a_leap_day(tmp_path: Path) -> None:
    about = ABOUT.replace("end = 2026-05-30", "end = 2028-02-29")
    folder = make(tmp_path, cohort_toml=about)
    (found,) = over([folder], 1, date(2029, 3, 1))
    assert found.kept_until == date(2029, 2, 28)


def test_it_tells_and_deletes_nothing_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path)
    before = sorted(file.name for file in folder.iterdir())
    command = ["retention", str(folder), "--years", "3", "--today"]
    assert main([*command, "2027-01-01"]) == 0
    assert capsys.readouterr().out == "No class here ended more than 3 years ago.\n"
    assert main([*command, "2040-01-01"]) == 1
    assert f"{folder.name}: ended {ended(folder)}, kept until" in capsys.readouterr().out
    assert sorted(file.name for file in folder.iterdir()) == before


def test_what_is_deleted_is_gone_with_its_reports_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = make(tmp_path), tmp_path / "out"
    out.mkdir()
    for name in (f"{folder.name}.html", f"{folder.name}+L1.html", "other.html"):
        (out / name).touch()
    (folder / "photo.jpg").touch()
    command = ["retention", str(folder), "--years", "3", "--today", "2040-01-01", "--delete"]
    assert main([*command, "--reports", str(out)]) == 1
    assert [file.name for file in folder.iterdir()] == ["photo.jpg"]
    assert [file.name for file in out.iterdir()] == ["other.html"]
    assert "photo.jpg is no file of ours" in capsys.readouterr().err


def test_a_class_of_which_nobody_knows_the_age_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path, cohort_toml="title = ")
    assert main(["retention", str(folder), "--years", "3", "--delete"]) == 2
    assert "nobody knows how old it is" in capsys.readouterr().err
    assert (folder / "roster.csv").is_file()


def test_what_waits_for_the_roster_is_deleted_as_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path)
    (folder / "waiting").mkdir()
    for name in ("several-1.csv", "2.csv", "hub-1.txt", ".2.csv.abcdefgh", "letter.pdf"):
        (folder / "waiting" / name).touch()
    command = ["retention", str(folder), "--years", "3", "--today", "2040-01-01", "--delete"]
    assert main(command) == 1
    said = capsys.readouterr()
    assert [file.name for file in (folder / "waiting").iterdir()] == ["letter.pdf"]
    assert "waiting/several-1.csv" in said.out and "waiting/hub-1.txt" in said.out
    assert said.err == f"  {folder / 'waiting' / 'letter.pdf'} is no file of ours; delete it\n"


def test_a_class_of_which_only_answers_wait_is_gone_whole(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder / "waiting").mkdir()
    (folder / "waiting" / "2.csv").touch()
    command = ["retention", str(folder), "--years", "3", "--today", "2040-01-01", "--delete"]
    assert main(command) == 0 and not folder.exists()


def test_a_link_in_the_place_of_what_waits_is_left(tmp_path: Path) -> None:
    folder, away = make(tmp_path), tmp_path / "away"
    away.mkdir()
    (away / "1.csv").touch()
    (folder / "waiting").symlink_to(away)
    command = ["retention", str(folder), "--years", "3", "--today", "2040-01-01", "--delete"]
    assert main(command) == 1 and (away / "1.csv").exists()
