"""Files that look like a cohort's: told, with advice that works."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.strangers import strangers
from tests.cohort.build import HOURS, cohort, make, problem
from tests.cohort.test_workbook import ROSTER as BOOK

SAVE, RENAME = "save it as", "rename it"
ENDINGS = (".xls", ".ods", ".numbers", ".xlsm", ".XLSB")


@pytest.mark.parametrize(
    ("name", "words", "meant"),
    [
        *((f"hours{end}", SAVE, "hours.csv or hours.xlsx") for end in ENDINGS),
        ("certifications.xlsx", SAVE, "certifications.csv"),
        ("hours.tsv", RENAME, "hours.csv"),
        ("hours (1).csv", RENAME, "hours.csv"),
        ("hours(2).xlsx", RENAME, "hours.xlsx"),
        ("Copy of hours.csv", RENAME, "hours.csv"),
        ("hours - Copy.csv", RENAME, "hours.csv"),
        ("hours_final.csv", RENAME, "hours.csv"),
        ("hour.csv", RENAME, "hours.csv"),
        ("hours.csv.gz", "unpack it", "hours.csv"),
        ("chort.toml", RENAME, "cohort.toml"),
    ],
)
def test_what_looks_like_ours_is_told(name: str, words: str, meant: str) -> None:
    (found,), notes = strangers([Path(name)])
    assert (found.file, notes) == (name, []) and words in found.remedy
    assert meant in found.hint


@pytest.mark.parametrize("name", ["notes.csv", "budget.xls", "lecture.mp4", ".hours.csv"])
def test_other_files_are_no_problem(name: str) -> None:
    assert strangers([Path(name)])[0] == []


def test_the_advice_to_rename_works(tmp_path: Path) -> None:
    rows = HOURS.replace(",", "\t") + "L1\t2026-02-01\tlab\t3\n"
    folder = make(tmp_path)
    for name in ("hours.tsv", "hours (1).csv"):
        (folder / name).write_text(rows)
        assert len(read_cohort(folder).problems) == 1
        (folder / name).rename(folder / "hours.csv")
        assert len(cohort(tmp_path).hours) == 1
        (folder / "hours.csv").unlink()


def test_capital_letters_in_an_ending_are_read(tmp_path: Path) -> None:
    folder = make(tmp_path, roster_csv=None)
    (folder / "Roster.XLSX").write_bytes(BOOK)
    found = read_cohort(folder)
    assert found.cohort is not None and list(found.cohort.roster["name"]) == ["Åsa", "Bo"]


def test_a_link_to_nowhere_or_out_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(HOURS + "L1,secret,lab,3\n")
    folder = make(tmp_path)
    (folder / "hours.csv").symlink_to("gone.csv")
    assert "leads nowhere" in problem(tmp_path).remedy
    (folder / "hours.csv").unlink()
    (folder / "hours.csv").symlink_to(tmp_path / "secret.csv")
    found = problem(tmp_path)
    assert "leaves" in found.remedy and "secret" not in str(found)


def test_columns_that_are_not_needed_may_be_absent(tmp_path: Path) -> None:
    found = cohort(
        tmp_path,
        roster_csv="learner_id,name\nL1,Ana\n",
        certifications_csv="learner_id,certification,issuer,issued\nL1,BLS,AHA,2026-02-10\n",
        skills_csv="learner_id,skill,attempt,result,date\nL1,CPR,1,pass,2026-02-01\n",
    )
    assert found.roster.iloc[0][["email", "role"]].tolist() == ["", ""]
    assert str(found.certifications["expires"].iloc[0]) == "2028-02-29"
    assert found.skills["assessor"].iloc[0] == ""
