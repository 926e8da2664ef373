"""The command line: what it answers and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import facts
from helpers.course import question_rules
from helpers.facts import FactError
from helpers.lessons import build, shelf
from helpers.lessons.__main__ import main
from tests.lessons import toys


@pytest.mark.parametrize("arguments", [[], ["fly"], ["check", "--fast"], ["build", "x"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_check_is_0_for_a_good_lesson_and_1_for_a_broken_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = toys.good_cells()
    file = toys.write(tmp_path, *cells)
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == "0 problems\n"
    cells[toys.CODE]["execution_count"] = None
    assert main(["check", str(toys.write(tmp_path, *cells))]) == 1
    assert "execution count is None" in capsys.readouterr().out


def test_check_names_what_is_wrong_with_tables_and_with_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = toys.write(tmp_path, *toys.good_cells())
    broken = FactError("this is wrong", file="questions.csv", row=7, column="form")
    with monkeypatch.context() as patch:
        patch.setattr(question_rules, "faults", lambda lessons: [broken] * len(list(lessons)))
        assert main(["check", str(file)]) == 1
    monkeypatch.setattr(facts, "faults", lambda: [broken])
    assert main(["check", str(file)]) == 1
    told, unread = "questions.csv, row 7, column 'form': this is wrong\n", "The lessons were not"
    first, second = capsys.readouterr().out.split("1 problems\n")[:2]
    assert first == told and second.startswith(told + unread)


@pytest.mark.parametrize("content", [None, "no notebook"])
def test_check_names_a_file_it_cannot_read(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "01_x.ipynb"
    if content:
        file.write_text(content)
    assert main(["check", str(file)]) == 1
    assert "01_x.ipynb" in capsys.readouterr().err


def test_copy_makes_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toys.write(tmp_path / "notebooks", *toys.good_cells())
    monkeypatch.setattr(shelf, "lessons_dir", lambda: tmp_path / "notebooks")
    assert main(["copy", "--into", str(tmp_path / "mine")]) == 0
    assert (tmp_path / "mine" / f"{toys.NAME}.ipynb").is_file()


@pytest.mark.parametrize(("arguments", "write"), [(["build"], True), (["build", "--check"], False)])
def test_build_writes_unless_it_only_compares(
    arguments: list[str], write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def fake(root: Path, *, write: bool) -> build.Result:
        asked.append(write)
        return build.Result(changed=["README.md"])

    monkeypatch.setattr(build, "build", fake)
    assert main(arguments) == (0 if write else 1)
    assert asked == [write]


def test_build_needs_a_checkout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shelf, "project_dir", lambda: None)
    assert main(["build"]) == 1
    assert "in a checkout" in capsys.readouterr().err
