"""Folders, files, disks, memory, shells and encodings that are not as they should be."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.facts import files
from helpers.reports import batch, opening, parcel
from helpers.reports.__main__ import main
from helpers.reports.batch import INDEX, MANIFEST, OverviewError, Wish
from helpers.reports.fingerprint import fingerprint
from helpers.reports.index import FAILED, KEPT, MADE, Entry
from tests.reports.support import TODAY, small
from tests.reports.test_batch import BROKEN
from tests.reports.test_opening import given

ROOT = Path(__file__).resolve().parents[2]

posix = pytest.mark.skipif(os.name != "posix", reason="not on Windows")
linux = pytest.mark.skipif(sys.platform != "linux", reason="this system keeps to no such limit")


def run(*cohorts: Path | str, out: Path) -> dict[str, Entry]:
    found = batch.run(Wish(tuple(map(str, cohorts)), out, TODAY), lambda _: None)
    return {entry.name: entry for entry in found}


def terminal(
    *arguments: object, before: tuple[str, ...] = (), cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; ``HOME=""`` takes a variable away."""
    environment = {**os.environ, **variables}
    environment = {name: value for name, value in environment.items() if value}
    command = [*before, sys.executable, "-m", "helpers.reports", *map(str, arguments)]
    return subprocess.run(
        [*command, "--today", TODAY],
        capture_output=True,
        cwd=cwd,
        env=environment,
        check=False,
        encoding=variables.get("PYTHONIOENCODING", "utf-8"),
        errors="strict",
    )


def _refuse(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let no page of these names be written."""
    write = os.replace

    def replace(source: str, target: Path) -> None:
        if target.name in names:
            raise OSError(28, "No space left on device")
        write(source, target)

    monkeypatch.setattr(files.os, "replace", replace)


def test_a_page_that_cannot_be_written_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, one, two = tmp_path / "out", small(tmp_path, "one"), small(tmp_path, "two")
    run(one, out=out)
    before = (out / "one.html").read_bytes()
    (one / "roster.csv").write_text("learner_id,name,email,role\nL1,Ana,,\n")
    _refuse(monkeypatch, "one.html")
    found = run(one, two, out=out)
    assert (found["one"].state, found["two"].state) == (FAILED, MADE)
    assert "No space left" in found["one"].error and found["one"].file == "one.html"
    assert (out / "one.html").read_bytes() == before
    assert sorted(file.name for file in out.iterdir()) == [INDEX, MANIFEST, "one.html", "two.html"]


def test_an_overview_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, out = small(tmp_path, "one"), tmp_path / "out"
    _refuse(monkeypatch, INDEX)
    with pytest.raises(OverviewError, match=r"index\.html cannot be written \(No space"):
        run(one, out=out)
    assert main([str(one), "--out", str(out), "--today", TODAY]) == 1
    assert "cannot be written (No space left on device)" in capsys.readouterr().err
    assert sorted(file.name for file in out.iterdir()) == [MANIFEST, "one.html"]


@posix
def test_a_folder_that_cannot_be_opened_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, locked = small(tmp_path, "good"), small(tmp_path, "locked")
    iterdir = Path.iterdir

    def refused(folder: Path) -> object:
        if folder.name == "locked":  # permissions would not hold for root
            raise PermissionError(13, "Permission denied")
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    found = run(locked, good, out=tmp_path / "out")
    assert (found["locked"].state, found["good"].state) == (FAILED, MADE)
    assert "cannot be read (Permission denied)" in found["locked"].error


@posix
def test_names_that_are_no_utf_8_cost_no_other(tmp_path: Path) -> None:
    good, beside, note = (small(tmp_path, name) for name in ("good", "beside", "note"))
    (beside / os.fsdecode(b"photo-\xfc.jpg")).touch()
    (note / os.fsdecode(b"Gru\xdf von Z\xfcrich.csv")).touch()
    strange = str(tmp_path / os.fsdecode(b"Kurs-Z\xfcrich"))
    os.rename(small(tmp_path, "strange"), strange)
    found = run(good, beside, note, strange, out=tmp_path / "out")
    states = [found[name].state for name in ("good", "beside", "note")]
    assert states == [MADE] * 3 and len(found) == 4
    assert "Kurs-Z" in (tmp_path / "out" / INDEX).read_text(encoding="utf-8")
    for entry in found.values():
        assert f"{entry.name} {entry.error}".encode()
    # papermill writes what is said into a notebook, and takes nothing that is no UTF-8.
    notes = opening.opened(given(cohort=str(note))).notes
    assert notes and "\n".join(map(str, notes)).encode()


def test_the_fingerprint_covers_what_is_read_and_nothing_else(tmp_path: Path) -> None:
    one = small(tmp_path, "one", hours_csv="learner_id,date,setting,hours\n")

    def mark() -> str:
        return fingerprint(parcel.read(str(one)), TODAY, None, b"")

    before = mark()
    with (one / "lecture.mp4").open("wb") as film:
        film.truncate(6_000_000_000)  # a hole: it takes no room, and memory if it were read
    (one / "photo.jpg").write_bytes(b"1")
    start = time.monotonic()
    assert mark() == before and time.monotonic() - start < 2
    for name in ("roster.csv", "hours.csv", "cohort.toml"):
        text = (one / name).read_bytes()
        (one / name).write_bytes(text + b"\n")
        assert mark() != before, name
        (one / name).write_bytes(text)
    assert mark() == before
    (one / "notes.csv").touch()  # it is not read, and the report says so
    assert mark() != before


@posix
def test_a_link_out_of_the_folder_is_no_part_of_the_fingerprint(tmp_path: Path) -> None:
    one, other = small(tmp_path, "one"), tmp_path / "other.csv"
    other.write_text("1")
    (one / "hours.csv").symlink_to(other)
    before = fingerprint(parcel.read(str(one)), TODAY, None, b"")
    other.write_text("2")
    assert fingerprint(parcel.read(str(one)), TODAY, None, b"") == before


def test_the_terminal_tells_what_is_wrong_in_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"L1,,lab,3{n}\n" for n in range(3))
    bad = small(tmp_path, "bad", **BROKEN, skills_csv="learner_id,x\n" + rows)
    assert main([str(bad), "--out", str(tmp_path / "out"), "--today", TODAY]) == 1
    said = capsys.readouterr().err
    assert "  hours.csv, row 2, column date: 2026-02-30 was read; " in said
    assert 3 < len(said.splitlines()) <= 13


def test_a_star_and_a_tilde_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("spring-1", "spring-2", "other"):
        small(tmp_path, name)
    (tmp_path / "spring-notes.txt").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(["spring-*", "~/other", "--out", "~/out", "--today", TODAY]) == 0
    made = sorted(file.stem for file in (tmp_path / "out").glob("*.html"))
    assert made == ["index", "other", "spring-1", "spring-2"]
    assert main(["winter-*", "--out", "~/out", "--today", TODAY]) == 1
    assert "there is no cohort 'winter-*'" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_that_lacks_a_letter_is_told_all_the_same(encoding: str, tmp_path: Path) -> None:
    one = small(tmp_path / "Đặng", "one")
    bad = small(tmp_path / "Đặng", "bad", hours_csv="learner_id,date,setting,hours\nĐ,1,lab,3\n")
    said = terminal(one, bad, "--out", tmp_path / "Đ", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "\\u0110" in said.stdout and "\\u0110 was read" in said.stderr
    assert (tmp_path / "Đ" / "one.html").is_file()


@posix
def test_without_a_home_folder_reports_are_made(tmp_path: Path) -> None:
    one = small(tmp_path, "one")
    said = terminal(one, "--out", tmp_path / "out", HOME="", cwd=tmp_path)
    assert said.returncode == 0 and "Traceback" not in said.stderr
    assert (tmp_path / "out" / "one.html").is_file()


@posix
def test_without_any_home_one_is_told_what_to_do(tmp_path: Path) -> None:
    one, site = small(tmp_path, "one"), tmp_path / "site"
    site.mkdir()
    # Without the variable the system's list of users is asked; a container's user is in none.
    (site / "sitecustomize.py").write_text(
        "import pwd\ndef getpwuid(uid): raise KeyError(uid)\npwd.getpwuid = getpwuid\n"
    )
    path = f"{site}{os.pathsep}{ROOT}"
    for out, words in ((tmp_path / "out", "set HOME to a folder"), ("~/out", "as a whole path")):
        said = terminal(one, "--out", out, HOME="", PYTHONPATH=path, cwd=tmp_path)
        assert said.returncode == 2 and "Traceback" not in said.stderr
        assert f"the home folder is not known; {words}" in said.stderr.replace("write '~/out' ", "")


@linux
def test_output_that_nobody_can_take_costs_no_report(tmp_path: Path) -> None:
    one, out = small(tmp_path, "one"), tmp_path / "out"
    command = [sys.executable, "-m", "helpers.reports", str(one), "--out", str(out)]
    with open("/dev/full", "w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 0 and "Traceback" not in ran.stderr, ran.stderr
    assert sorted(file.name for file in out.iterdir()) == [INDEX, MANIFEST, "one.html"]


def test_a_terminal_that_is_gone_costs_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("tqdm.tqdm.clear", gone)
    one, two = small(tmp_path, "one"), small(tmp_path, "two")
    assert main([str(one), str(two), "--out", str(tmp_path / "out"), "--today", TODAY]) == 0
    made = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert made == [INDEX, MANIFEST, "one.html", "two.html"]


def test_a_report_in_the_folder_is_known_by_its_ends(tmp_path: Path) -> None:
    out, one = tmp_path / "out", small(tmp_path, "one")
    run(one, out=out)
    with (out / "film.html").open("wb") as film:
        film.truncate(6_000_000_000)
    assert run(one, out=out)["one"].state == KEPT
