"""A lesson begun from the template passes every rule once it is built and its words replaced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.lessons import build, depths, notes, rules, sheet, shelf, template
from helpers.lessons.__main__ import main

PLANNED = next(p.name for p in reversed(shelf.lessons()) if p.name != "12_review")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The written lessons, so that links to them resolve."""
    for file in shelf.notebooks():
        shutil.copy(file, tmp_path)
    (tmp_path / f"{PLANNED}.ipynb").unlink(missing_ok=True)
    return tmp_path


def write_it(file: Path) -> None:
    """Replace what the template only says to write, as an author does."""
    notebook = json.loads(file.read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = [line.replace("**To write.** ", "") for line in cell["source"]]
        cell["source"] = [line.replace(" **To write.**", "") for line in cell["source"]]
        note = cell["metadata"].get(notes.KEY, {})
        note.update({key: note[key].replace("**To write.** ", "") for key in note if key == "aim"})
    file.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_new_lesson_builds_and_keeps_every_rule(folder: Path) -> None:
    file = template.begin(PLANNED, folder)
    write_it(file)
    written = [path.stem for path in shelf.notebooks(folder)]
    file.write_bytes(build.build_lesson(file, written))
    assert [str(problem) for problem in rules.check(file)] == []


def test_a_begun_lesson_is_a_notebook_of_its_own_name_that_has_not_run(folder: Path) -> None:
    page = sheet.read_sheet(template.begin(PLANNED, folder))
    asked = [cell.source for cell in page.code if '("' in cell.source]
    assert f'warm_up("{PLANNED}")' in asked and f'quiz("{PLANNED}")' in asked
    assert {cell.raw["execution_count"] for cell in page.code} == {None}
    assert sum(cell.tags != () for cell in page.cells) == 3  # header, next, sources


def test_a_begun_lesson_says_in_each_cell_what_is_still_to_write(folder: Path) -> None:
    file = template.begin(PLANNED, folder)
    left = [problem for problem in rules.check(file) if "template's words" in problem.what]
    page = sheet.read_sheet(file)
    sections = {p.section for p in page.passages if p.cell in [one.cell for one in left]}
    assert {depths.depth(section) for section in sections} == {
        "frame",
        "core",
        "on duty",
        "evidence",
    }


def test_a_begun_lesson_has_only_the_problem_that_it_has_not_run(folder: Path) -> None:
    file = template.begin(PLANNED, folder)
    write_it(file)
    assert [str(problem) for problem in rules.check(file)] == [
        f"{PLANNED}.ipynb: the lesson has not run yet. Run `make notebooks`."
    ]


def test_a_written_lesson_is_never_overwritten(folder: Path) -> None:
    file = folder / "00_start_here.ipynb"
    before = file.read_bytes()
    with pytest.raises(FileExistsError, match="written already"):
        template.begin("00_start_here", folder)
    assert file.read_bytes() == before


def test_an_unplanned_lesson_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "99_nothing"]) == 1
    assert "99_nothing" in capsys.readouterr().err
