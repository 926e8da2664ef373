"""Answers from a folder, a zip, a store; before the roster or after it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.__main__ import main
from helpers.cohort.imports import import_files
from helpers.cohort.new import new_cohort
from helpers.course import answers
from helpers.course.answers import Given, Store
from helpers.course.answers_sql import SqlStore
from helpers.course.questions import questions
from tests.cohort import office

LEARNERS = [learner for learner, *_ in office.CLASS[:3]]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new cohort: its roster is the example."""
    said = iter(office.answers_to_new())
    new_cohort(tmp_path / "emt", lambda text: next(said), lambda line: None)
    return tmp_path / "emt"


@pytest.fixture
def cohort(empty: Path) -> Path:
    roster(empty)
    return empty


def roster(folder: Path) -> None:
    file = office.roster_xlsx(folder.parent / "Roster.xlsx")
    assert import_files(folder, [file], ask=None, say=lambda line: None)


def answered(store: Store, learner: str) -> None:
    store.call_me(learner)
    for question in questions()[:2]:
        option = question.options[0].id
        store.keep(Given(question.id, question.version, option, question.lesson))


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """What three learners handed in: a folder a learner, as a learning-management system makes."""
    folder = tmp_path / "submissions"
    for place, learner in enumerate(LEARNERS):
        store = SqlStore(tmp_path / f"{learner}.sqlite3")
        answered(store, learner)
        (folder / f"Learner {place}_file").mkdir(parents=True)
        answers.export(folder / f"Learner {place}_file" / f"answers-{learner}.csv", store)
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    (folder / ".hidden").mkdir()
    shutil.copy(next(folder.rglob("answers-*.csv")), folder / ".hidden")
    return folder


def zipped(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))


def count(folder: Path) -> int:
    found = read_cohort(folder)
    assert found.cohort is not None, [str(problem) for problem in found.problems]
    return len(found.cohort.answers)


def test_a_folder_is_collected(
    cohort: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", str(handed_in), "--into", str(cohort)]) == 0
    said = capsys.readouterr()
    assert count(cohort) == 6 and "submissions/Learner 0_file/answers-001041.csv: 2" in said.out
    assert "submissions/notes.csv: no export of answers" in said.err


def test_a_zip_is_collected_as_often_as_one_likes(
    cohort: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["collect", str(zipped(handed_in)), "--into", str(cohort)]) == 0
    assert count(cohort) == 6 and "0 answers collected, 2 were there" in capsys.readouterr().out


def test_a_zip_cannot_write_elsewhere(cohort: Path, handed_in: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.write(next(handed_in.rglob("answers-001041.csv")), "../../outside/answers.csv")
    before = set(tmp_path.parent.rglob("*"))
    assert main(["collect", str(bad), "--into", str(cohort)]) == 0
    new = {path for path in set(tmp_path.parent.rglob("*")) - before if cohort not in path.parents}
    assert count(cohort) == 2 and not new


def test_a_store_in_use_is_collected_and_left_as_it_is(cohort: Path, tmp_path: Path) -> None:
    store = SqlStore(tmp_path / "hub.sqlite3")
    for learner in LEARNERS:
        answered(store, learner)
    before = (tmp_path / "hub.sqlite3").read_bytes()
    assert main(["collect", str(tmp_path / "hub.sqlite3"), "--into", str(cohort)]) == 0
    assert (tmp_path / "hub.sqlite3").read_bytes() == before and count(cohort) == 6


@pytest.mark.parametrize("packed", [False, True])
def test_answers_wait_for_the_roster(
    packed: bool, empty: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = zipped(handed_in) if packed else handed_in
    assert main(["collect", str(source), "--into", str(empty)]) == 0
    assert "3 files wait" in capsys.readouterr().out
    roster(empty)
    assert count(empty) == 6 and not list((empty / "waiting").glob("*"))


def test_an_answer_of_a_stranger_is_told_under_its_own_name(
    cohort: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (cohort / "roster.csv").read_text(encoding="utf-8")
    (cohort / "roster.csv").write_text(text.replace("001042", "999"), encoding="utf-8")
    assert main(["collect", str(zipped(handed_in)), "--into", str(cohort)]) == 1
    err = capsys.readouterr().err
    assert "submissions.zip/Learner 1_file/answers-001042.csv, rows 2, 3, column" in err
    assert "/tmp" not in err.replace(str(cohort), "") and count(cohort) == 4


@pytest.mark.parametrize("early", [False, True])
def test_zeros_that_a_spreadsheet_dropped_part_nobody_from_the_answers(
    early: bool, empty: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if early:  # the answers wait for the roster
        assert main(["collect", str(handed_in), "--into", str(empty)]) == 0
    file = empty.parent / "Roster.csv"
    rows = "".join(f"{int(i)},{given} {family}\n" for i, given, family, _ in office.CLASS)
    file.write_text(f"Student ID,Name\n{rows}", encoding="utf-8")
    assert main(["import", str(empty), str(file), "--yes"]) == 0
    if not early:
        assert main(["collect", str(handed_in), "--into", str(empty)]) == 0
    said = capsys.readouterr().out
    assert said.count("zeros at the beginning") == 1 and "001041 as 1041" in said
    assert count(empty) == 6 and "\n1041," in (empty / "answers.csv").read_text()
    assert main(["collect", str(handed_in), "--into", str(empty)]) == 0 and count(empty) == 6


@pytest.mark.parametrize("early", [False, True])
def test_what_is_wrong_in_every_row_is_told_once(
    early: bool, empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = SqlStore(tmp_path / "x.sqlite3")
    store.call_me("X-1")
    for question in questions()[:40]:
        option = question.options[0].id
        store.keep(Given(question.id, question.version, option, question.lesson))
    file = str(answers.export(tmp_path / "answers-x.csv", store))
    assert main(["collect", file, "--into", str(empty)]) == 0  # it waits
    if not early:
        shutil.rmtree(empty / "waiting")
    other = office.roster_xlsx(tmp_path / "Roster.xlsx")
    assert main(["import", str(empty), str(other), "--yes"]) == 0
    if not early:
        assert main(["collect", file, "--into", str(empty)]) == 1
    told = "".join(capsys.readouterr())
    assert told.count("not in the roster") == 1 and "rows 2, 3, 4, 5 and 36 more" in told
