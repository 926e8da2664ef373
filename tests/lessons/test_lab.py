"""What `make lab` would start, for whom, and what it tells before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.lessons import __main__ as entry
from helpers.lessons import lab, shelf
from tests.lessons import toys


@pytest.fixture(autouse=True)
def one_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = toys.write(tmp_path / "notebooks", *toys.good_cells(), name="00_start_here")
    monkeypatch.setattr(shelf, "lessons_dir", lambda: file.parent)
    return file


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, arguments: commands.append(arguments))
    monkeypatch.setattr(lab.subprocess, "call", commands.append)
    return commands


def test_the_first_lesson_opens_on_a_copy(tmp_path: Path, started: list[list[str]]) -> None:
    mine = tmp_path / "mine"
    lab.open_lab(mine)
    assert (mine / "00_start_here.ipynb").is_file()
    # The first is the one that counts: `execv` does not return, its stand-in here does.
    assert f"--ServerApp.root_dir={mine}" in started[0]
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in started[0]


def test_further_options_are_passed_on(tmp_path: Path, started: list[list[str]]) -> None:
    entry.main(["lab", "--into", str(tmp_path / "mine"), "--port=9999", "--ip", "0.0.0.0"])
    assert started[0][-3:] == ["--port=9999", "--ip", "0.0.0.0"]


@pytest.mark.parametrize(("root", "expected"), [(True, True), (False, False)])
def test_root_is_allowed_only_as_root(
    root: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "is_root", lambda: root)
    assert ("--allow-root" in lab.command(Path("x"))) is expected


@pytest.mark.parametrize(
    ("platform", "environment", "root", "expected"),
    [
        ("linux", {}, False, False),
        ("linux", {"DISPLAY": ""}, False, False),
        ("linux", {"DISPLAY": ":0"}, False, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False, True),
        ("linux", {"DISPLAY": ":0"}, True, False),
        ("darwin", {}, False, True),
        ("win32", {}, False, True),
    ],
)
def test_a_browser_opens_only_where_it_can_be_seen(
    platform: str,
    environment: dict[str, str],
    root: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lab, "is_root", lambda: root)
    assert lab.has_display(platform, environment) is expected


def test_a_new_edition_is_told(
    tmp_path: Path, one_lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    lab.copy_lessons(mine)
    (mine / one_lesson.name).write_text("my answers")
    one_lesson.write_text("edition 2")
    assert lab.copy_lessons(mine) == 0
    assert "yours stays as it is; a new edition lies beside it" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], started: list[list[str]]
) -> None:
    (tmp_path / "mine").write_text("a file in the way")
    assert lab.open_lab(tmp_path / "mine") == 1
    assert "could not be written" in capsys.readouterr().err
    assert started == []


def test_without_lessons_nothing_starts(
    tmp_path: Path,
    one_lesson: Path,
    capsys: pytest.CaptureFixture[str],
    started: list[list[str]],
) -> None:
    one_lesson.unlink()
    assert lab.open_lab(tmp_path / "mine") == 1
    assert "no lesson to copy" in capsys.readouterr().err
    assert started == []


def test_the_copies_of_a_checkout_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lab.copies_dir() == (shelf.project_dir() or Path()) / "my-lessons"
    monkeypatch.setattr(shelf, "project_dir", lambda: None)
    assert lab.copies_dir() == Path.cwd() / "my-lessons"
