"""Exports gathered into a class: as often as one likes, whole or not at all, nothing lost."""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from helpers.cohort import collect as module
from helpers.cohort.__main__ import main
from helpers.cohort.collect import collect
from helpers.cohort.folder import read_cohort
from helpers.cohort.locate import cohorts_dir
from helpers.course import answers
from helpers.course.answers import Given
from helpers.course.answers_sql import SqlStore
from helpers.course.questions import questions
from helpers.facts import files

NAME = "als-2026-uk"
ROOT = Path(__file__).resolve().parents[2]
HEADER = ",".join(answers.COLUMNS)


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """An example cohort without answers."""
    folder = tmp_path / "cohorts" / NAME
    shutil.copytree(cohorts_dir() / NAME, folder)
    (folder / "answers.csv").unlink()
    return folder


def export(folder: Path, learner: str, names: list[str], option: int = 0) -> Path:
    """What a learner hands in, made as a learner makes it."""
    kept = SqlStore(folder / f"{learner}-{option}.sqlite3")
    kept.call_me(learner)
    for question in questions():
        if question.id in names:
            chosen = question.options[option].id
            kept.keep(Given(question.id, question.version, chosen, question.lesson))
    return answers.export(folder / f"{learner}-{option}.csv", kept)


def rows(cohort: Path) -> list[tuple[str, ...]]:
    with (cohort / "answers.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)][1:]


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return file


def test_exports_become_the_answers_of_a_class(cohort: Path, tmp_path: Path) -> None:
    files = [export(tmp_path, name, ["months_link", "where_aspirin"]) for name in ("U01", "U02")]
    done = collect(files, cohort)
    assert list(done.added.values()) == [2, 2] and not done.conflicts and not done.problems
    reading = read_cohort(cohort)
    assert reading.cohort is not None and len(reading.cohort.answers) == 4


def test_collecting_again_changes_no_byte(cohort: Path, tmp_path: Path) -> None:
    files = [export(tmp_path, "U01", ["months_link"], option) for option in (0, 1)]
    collect(files, cohort)
    before = (cohort / "answers.csv").read_bytes()
    for again in (files, files[::-1], files[:1]):
        done = collect(again, cohort)
        assert not done.added and not done.conflicts
        assert (cohort / "answers.csv").read_bytes() == before


def test_collecting_at_once_loses_nothing(cohort: Path, tmp_path: Path) -> None:
    names = [question.id for question in questions()][:6]
    files = [export(tmp_path, f"U{n:02}", names) for n in range(1, 7)]
    with ProcessPoolExecutor(6, mp_context=multiprocessing.get_context("spawn")) as pool:
        done = list(pool.map(collect, [[file] for file in files], [cohort] * 6))
    assert all(sum(one.added.values()) == 6 for one in done)
    assert len(rows(cohort)) == 36


def test_a_cohort_in_use_is_told(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.01)
    with files.held(cohort), pytest.raises(TimeoutError, match="in use by another program"):
        collect([export(tmp_path, "U01", ["months_link"])], cohort)
    assert not (cohort / "answers.csv").exists()


def test_nothing_that_was_there_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    shutil.copytree(cohorts_dir() / NAME, folder)
    before = set(rows(folder))
    collect([export(tmp_path, "U01", ["months_link"])], folder)
    assert before < set(rows(folder)) and len(rows(folder)) == len(before) + 1


def test_two_computers_are_told_and_numbered_by_time(cohort: Path, tmp_path: Path) -> None:
    late = write(tmp_path / "late.csv", "U01,months_link,1,,1,second,2026-03-02T20:00:00+01:00")
    early = write(tmp_path / "early.csv", "U01,months_link,1,,1,fourth,2026-03-02T18:30:00+00:00")
    collect([late], cohort)
    done = collect([early], cohort)
    (told,) = done.conflicts
    assert "U01, months_link" in told and "second (" in told and "fourth (" in told
    assert [(row[4], row[5]) for row in rows(cohort)] == [("1", "fourth"), ("2", "second")]
    assert read_cohort(cohort).cohort is not None
    assert collect([early, late], cohort).conflicts == ()


def test_the_order_of_the_files_makes_no_difference(cohort: Path, tmp_path: Path) -> None:
    names = [question.id for question in questions()][:6]
    files = [export(tmp_path, f"U0{n}", names, option) for n in (1, 2, 3) for option in (0, 1)]
    found = set()
    for seed in range(4):
        (cohort / "answers.csv").unlink(missing_ok=True)
        random.Random(seed).shuffle(files)
        for file in files:
            collect([file], cohort)
        found.add(tuple(sorted(rows(cohort))))
    assert len(found) == 1 and len(found.pop()) == 36


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("local-12ab,months_link,1,,1,second,2026-03-02T20:00:00Z", "not in the roster"),
        ("U01,months_lint,1,,1,second,2026-03-02T20:00:00Z", "did you mean months_link"),
        ("U01,months_link,1,,1,fist,2026-03-02T20:00:00Z", "has second, fourth, fifth, sixth"),
        ("U01,months_link,1,,1,second,2026-03-02T20:00:00", "no offset from UTC"),
        ("U01,months_link,99,,1,second,2026-03-02T20:00:00Z", "no such version yet"),
        ("=cmd(),months_link,1,,1,second,2026-03-02T20:00:00Z", "formula"),
    ],
)
def test_a_file_with_a_problem_is_left_out_whole_and_the_others_go_on(
    cohort: Path, tmp_path: Path, line: str, words: str
) -> None:
    good = write(tmp_path / "good.csv", "U02,months_link,1,,1,second,2026-03-02T20:00:00Z")
    bad = write(tmp_path / "bad.csv", "U03,months_link,1,,1,second,2026-03-02T20:00:00Z", line)
    done = collect([bad, good], cohort)
    assert words in str(done.problems[0]) and "bad.csv, row 3" in str(done.problems[0])
    assert [row[0] for row in rows(cohort)] == ["U02"]


def test_a_broken_cohort_is_not_touched(cohort: Path, tmp_path: Path) -> None:
    file = export(tmp_path, "U01", ["months_link"])
    write(cohort / "answers.csv", "nobody,months_link,1,,1,second,2026-03-02T20:00:00Z")
    before = (cohort / "answers.csv").read_bytes()
    with pytest.raises(ValueError, match="mend them first"):
        collect([file], cohort)
    assert (cohort / "answers.csv").read_bytes() == before


def test_a_failing_write_leaves_the_old_file(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect([export(tmp_path, "U01", ["months_link"])], cohort)
    before = (cohort / "answers.csv").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    second = tmp_path / "second.csv"
    write(second, "U02,months_link,1,,1,second,2026-03-02T20:00:00Z")
    with pytest.raises(OSError, match="No space"):
        module.collect([second], cohort)
    assert (cohort / "answers.csv").read_bytes() == before
    assert sorted(os.listdir(cohort)) == sorted(set(os.listdir(cohort_files())))


def cohort_files() -> Path:
    return cohorts_dir() / NAME


def test_a_link_stays_one_and_the_shared_file_is_written(cohort: Path, tmp_path: Path) -> None:
    shared = write(tmp_path / "shared.csv")
    (cohort / "answers.csv").symlink_to(shared)
    file = export(tmp_path, "U01", ["months_link"])
    assert sum(collect([file], cohort).added.values()) == 1
    assert (cohort / "answers.csv").is_symlink() and "U01,months_link" in shared.read_text()


@pytest.mark.parametrize("line", ["U01,secret_word,1,,1,second,2026-03-02T20:00:00Z", None])
def test_a_link_to_something_else_is_neither_shown_nor_written(
    cohort: Path, tmp_path: Path, line: str | None
) -> None:
    shared = tmp_path / "shared.csv"
    shared.write_text("secret_word\n") if line is None else write(shared, line)
    before = shared.read_bytes()
    (cohort / "answers.csv").symlink_to(shared)
    with pytest.raises(ValueError, match="does not read as answers") as refused:
        collect([export(tmp_path, "U01", ["months_link"])], cohort)
    assert "secret" not in str(refused.value) and shared.read_bytes() == before


def test_a_link_that_somebody_else_made_is_not_followed(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = write(tmp_path / "shared.csv")
    (cohort / "answers.csv").symlink_to(shared)
    mine = os.lstat(cohort / "answers.csv").st_uid
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1, raising=False)
    with pytest.raises(ValueError, match="somebody else made"):
        collect([export(tmp_path, "U01", ["months_link"])], cohort)
    assert "months_link" not in shared.read_text()


def test_other_links_out_of_the_folder_are_refused_and_no_report_follows_any(
    cohort: Path, tmp_path: Path
) -> None:
    (cohort / "answers.csv").symlink_to(write(tmp_path / "shared.csv"))
    told = read_cohort(cohort)
    assert told.cohort is None and "leaves the cohort's folder" in str(told.problems[0])
    (cohort / "roster.csv").rename(tmp_path / "roster.csv")
    (cohort / "roster.csv").symlink_to(tmp_path / "roster.csv")
    with pytest.raises(ValueError, match=r"roster\.csv: this link leaves"):
        collect([export(tmp_path, "U01", ["months_link"])], cohort)


def test_a_link_to_nowhere_is_told(cohort: Path, tmp_path: Path) -> None:
    (cohort / "answers.csv").symlink_to(tmp_path / "gone.csv")
    with pytest.raises(ValueError, match="not there"):
        collect([export(tmp_path, "U01", ["months_link"])], cohort)
    assert not (tmp_path / "gone.csv").exists()


def test_a_file_of_several_learners_is_asked_about(cohort: Path, tmp_path: Path) -> None:
    lines = [f"{who},months_link,1,,1,second,2026-03-02T20:00:00Z" for who in ("U01", "U02")]
    file = write(tmp_path / "answers-U01.csv", *lines)
    (problem,) = collect([file], cohort).problems
    assert "more than one learner (U01, U02)" in str(problem) and "--several" in str(problem)
    assert not (cohort / "answers.csv").exists()
    assert collect([file], cohort, several=True).added == {str(file): 2}


def test_a_cell_is_refused_for_its_length_before_it_is_read(cohort: Path, tmp_path: Path) -> None:
    line = "a" + "\u0300\u0316" * 60_000 + ",months_link,1,,1,second,2026-03-02T20:00:00Z"
    file = write(tmp_path / "long.csv", line)
    began = time.perf_counter()
    (problem,) = collect([file], cohort).problems
    assert time.perf_counter() - began < 2  # half a minute where its accents are ordered
    assert problem.column == "learner_id" and "120,001 characters" in str(problem)


def test_what_cannot_be_an_export_is_told_and_the_others_are_collected(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 5_000)
    (tmp_path / "film.csv").write_bytes(b"x" * 5_001)
    bad = [tmp_path / "film.csv", tmp_path, tmp_path / "gone.csv", tmp_path / ("n" * 300)]
    good = export(tmp_path, "U01", ["months_link"])
    done = collect([*bad, good], cohort)
    assert done.added == {str(good): 1}
    told = [str(problem) for problem in done.problems]
    for text, words in zip(
        told, ("larger than", "no file", "cannot be opened", "cannot be opened"), strict=True
    ):
        assert words in text


class TestCommand:
    def test_a_star_handed_over_as_it_is(
        self, cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for who in ("U01", "U02"):
            export(tmp_path, who, ["months_link"])
        assert main(["collect", str(tmp_path / "U0*.csv"), "--into", str(cohort)]) == 0
        assert capsys.readouterr().out.count("1 answers collected") == 2
        assert main(["collect", str(tmp_path / "no*.csv"), "--into", str(cohort)]) == 2
        assert "no file fits" in capsys.readouterr().err

    def test_a_file_with_a_star_in_its_name(self, cohort: Path, tmp_path: Path) -> None:
        file = export(tmp_path, "U01", ["months_link"]).rename(tmp_path / "answers[1].csv")
        assert main(["collect", str(file), "--into", str(cohort)]) == 0
        assert len(rows(cohort)) == 1

    def test_a_home_handed_over_as_it_is(
        self,
        cohort: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        export(tmp_path, "U01", ["months_link"])
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        assert main(["collect", "~/U01-0.csv", "--into", f"~/cohorts/{NAME}"]) == 0
        monkeypatch.setattr(Path, "expanduser", lambda _: exec("raise RuntimeError"))
        assert main(["collect", "~/U01-0.csv", "--into", str(cohort)]) == 2
        assert "no such home" in capsys.readouterr().err

    def test_a_full_disk_is_one_sentence(
        self,
        cohort: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        file = export(tmp_path, "U01", ["months_link"])

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", fail)
        assert main(["collect", str(file), "--into", str(cohort)]) == 1
        told = capsys.readouterr().err
        assert "No space left on device" in told and "is as it was" in told
        assert told.count("\n") == 1

    def test_exports_are_found_by_the_names_that_a_lesson_gives_them(
        self, cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for who in ("U01", "U02"):
            file = export(tmp_path, who, [questions()[0].id])
            file.rename(tmp_path / answers.export_name(who))
        pattern = str(tmp_path / "answers-*.csv")
        assert main(["collect", pattern, "--into", str(cohort)]) == 0
        assert {row[0] for row in rows(cohort)} == {"U01", "U02"}
        assert "answers-U01.csv: 1 answers collected" in capsys.readouterr().out

    def test_a_letter_that_the_terminal_does_not_have(self, cohort: Path, tmp_path: Path) -> None:
        file = export(tmp_path, "U01", ["months_link"]).rename(tmp_path / "answers-Đặng.csv")
        command = [sys.executable, "-m", "helpers.cohort", "collect", file, "--into", cohort]
        environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
        assert done.returncode == 0 and b"1 answers collected" in done.stdout, done.stderr
        assert b"answers-\\u0110" in done.stdout

    def test_it_tells_what_it_did(
        self, cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = export(tmp_path, "U01", ["months_link", "where_aspirin"])
        assert main(["collect", str(file), "--into", str(cohort)]) == 0
        assert "2 answers collected, 0 were there already" in capsys.readouterr().out
        assert main(["collect", str(file), "--into", str(cohort)]) == 0
        assert "0 answers collected, 2 were there already" in capsys.readouterr().out

    def test_a_file_that_is_not_there_is_told(
        self, cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["collect", str(tmp_path / "no.csv"), "--into", str(cohort)]) == 1
        assert "nothing was collected" in capsys.readouterr().err

    def test_an_unknown_cohort_is_wrong_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["collect", str(tmp_path / "x.csv"), "--into", "als-2026"]) == 2
        assert "did you mean 'als-2026-uk'" in capsys.readouterr().err

    def test_no_command_is_wrong_usage(self) -> None:
        with pytest.raises(SystemExit) as ended:
            main([])
        assert ended.value.code == 2
