"""What is deleted, handed in or cannot be kept: nothing remains untold, each has its words."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from helpers.course import answers, answers_sql
from helpers.course.answer import (
    Damaged,
    Foreign,
    Given,
    Held,
    NotKept,
    NotWritten,
    StillInLog,
    Store,
)
from helpers.course.answers_file import FileStore
from helpers.course.answers_sql import SqlStore
from helpers.facts import files
from tests.course.test_answers import as_nobody

GIVEN = Given("bus_stop_gasp", 1, "zebra-option", "00_start_here")
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["database", "file"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "database":
        return SqlStore(tmp_path / "kept" / "answers.sqlite3")
    return FileStore(tmp_path / "kept" / "answers.jsonl")


@pytest.fixture
def base(tmp_path: Path) -> SqlStore:
    """A database that holds an answer, in a session that has waited for nobody yet."""
    answers_sql._waited_for.clear()
    store = SqlStore(tmp_path / "answers.sqlite3")
    store.call_me("E01")
    store.keep(GIVEN)
    return store


def on_disk(folder: Path, text: bytes) -> int:
    return sum(file.read_bytes().count(text) for file in folder.iterdir())


# -- deleting ------------------------------------------------------------------------------


def test_delete_reaches_every_id_of_the_store(kept: Store) -> None:
    for name in ("Q-zebra-1", "Q-zebra-01"):  # a slip, and the id that was meant
        kept.call_me(name)
        kept.keep(GIVEN)
    assert kept.ids() == {"Q-zebra-01": 1, "Q-zebra-1": 1}
    assert kept.delete() == 2 and kept.ids() == {} and kept.answers() == []
    assert on_disk(kept.file.parent, b"zebra") == 0
    assert kept.learner().startswith("local-")


def test_one_id_can_be_deleted_alone(kept: Store) -> None:
    for name in ("E01", "E02"):
        kept.call_me(name)
        kept.keep(GIVEN)
    assert kept.delete("E01") == 1 and kept.ids() == {"E02": 1} and kept.learner() == "E02"


def test_what_still_stands_in_the_log_is_told_and_goes_when_it_can(
    base: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers_sql, "_PATIENCE", 0.2)
    reader = sqlite3.connect(base.file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answers").fetchall()
    with pytest.raises(StillInLog, match=r"1 answers are deleted.*remains in answers.sqlite3-wal"):
        base.delete()
    assert base.ids() == {} and on_disk(base.file.parent, b"zebra") > 0
    reader.close()
    assert base.delete() == 0  # as the message says: once more
    assert on_disk(base.file.parent, b"zebra") == 0


# -- for the owner alone ---------------------------------------------------------------------


@POSIX
def test_a_store_and_an_export_are_for_their_owner_alone(kept: Store, tmp_path: Path) -> None:
    mask = os.umask(0o000)
    try:
        kept.keep(GIVEN)
        kept.call_me("E01")  # a file is written anew for that
        file = answers.export(tmp_path / "answers.csv", kept)
    finally:
        os.umask(mask)
    folder = kept.file.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    made = [*folder.iterdir(), file]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


@POSIX
def test_a_new_store_is_closed_from_its_first_moment(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(file: Path, mode: int) -> None:
        raise AssertionError(f"{file} was open to others until its mode was changed to {mode:o}")

    mask = os.umask(0o000)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Path, "chmod", too_late)
            kept.keep(GIVEN)
    finally:
        os.umask(mask)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept.file.parent.iterdir()}
    assert modes == {0o600}


@POSIX
def test_an_older_store_that_others_may_read_is_closed_to_them(kept: Store) -> None:
    kept.keep(GIVEN)
    for file in kept.file.parent.iterdir():
        file.chmod(0o644)
    again = type(kept)(kept.file)  # type: ignore[call-arg]
    again.keep(GIVEN)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in kept.file.parent.iterdir()}
    assert modes == {0o600}


@POSIX
def test_a_store_that_is_a_link_is_not_followed(kept: Store, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    kept.file.parent.mkdir()
    kept.file.symlink_to(theirs)
    with pytest.raises(Foreign, match="is a link"):
        kept.keep(GIVEN)
    assert not theirs.exists()


@POSIX
def test_the_lock_of_a_folder_is_out_of_reach_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, home = tmp_path / "shared", tmp_path / "home"
    shared.mkdir(), home.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    monkeypatch.setenv("HOME", str(home))
    with files.held(tmp_path):
        (place,) = shared.iterdir()
        assert stat.S_IMODE(place.stat().st_mode) == 0o700 and list(place.iterdir())
    place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")  # planted by somebody
    before = sorted((tmp_path / "moved").iterdir())
    with files.held(tmp_path / "shared"):
        assert sorted((tmp_path / "moved").iterdir()) == before
        assert any(home.iterdir())


def test_a_folder_can_be_held_without_a_home(tmp_path: Path) -> None:
    code = (
        "import pathlib\n"
        "def gone(*_): raise RuntimeError('no home')\n"
        "pathlib.Path.home = gone\n"
        "from helpers.facts.files import held\n"
        f"with held(pathlib.Path({str(tmp_path)!r})): print('held')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout == "held\n", done.stderr


# -- a store that waits, is damaged, or is somebody else's ------------------------------------


def test_a_held_store_is_read_at_once_and_waited_for_once(
    base: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers_sql, "_PATIENCE", 2.0)
    other = sqlite3.connect(base.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    took = []
    for call in (
        *(lambda: SqlStore(base.file).learner(), lambda: SqlStore(base.file).answers()),
        *(lambda: base.keep(GIVEN), lambda: SqlStore(base.file).keep(GIVEN)),
    ):
        began = time.perf_counter()
        if len(took) < 2:
            assert call()
        else:
            with pytest.raises(Held, match=r"database is locked.*is safe in .*answers\.sqlite3"):
                call()
        took.append(time.perf_counter() - began)
    assert took[0] < 1.5 and took[1] < 1.5 and took[2] >= 1.9 and took[3] < 1.5
    other.rollback()
    assert base.keep(GIVEN).attempt == 2
    assert base._patience == 2.0  # the next wait is a whole one again


def test_a_damaged_store_has_its_own_words(kept: Store) -> None:
    kept.file.parent.mkdir()
    raw = b"\xff\xfe not what it was \xff" * 200
    kept.file.write_bytes(raw)
    with pytest.raises(Damaged, match=r"is damaged.*left as it is. Give it another name"):
        kept.keep(GIVEN)
    assert kept.file.read_bytes() == raw
    kept.file.rename(kept.file.with_name("old"))
    assert type(kept)(kept.file).keep(GIVEN).attempt == 1  # type: ignore[call-arg]


def test_a_store_without_its_table_is_damaged(base: SqlStore) -> None:
    with sqlite3.connect(base.file) as connection:
        connection.execute("DROP TABLE answers")
    with pytest.raises(Damaged, match=r"is damaged: no such table"):
        base.ids()


def test_text_without_a_line_of_ours_is_damaged_and_left(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "answers.jsonl")
    before = b"dear diary\ntoday\nI pressed\n"
    store.file.write_bytes(before)
    with pytest.raises(Damaged, match="no text of this course"):
        store.keep(GIVEN)
    assert store.file.read_bytes() == before


def test_a_line_that_is_not_ours_is_not_lost_by_deleting(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "answers.jsonl")
    store.keep(GIVEN)
    with store.file.open("a") as stream:
        stream.write('\n{"question_id": "q", "grade": 5}')
    before = store.file.read_bytes()
    with pytest.raises(Damaged, match="no answer of this edition"):
        store.delete("E01")
    assert store.file.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "answers.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE photos (name)")
    with pytest.raises(Foreign, match="database of another program"):
        SqlStore(file).keep(GIVEN)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be two users")
def test_the_store_of_another_user_has_its_own_words(kept: Store) -> None:
    kept.keep(GIVEN)
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        Path(name).chmod(0o755)
        file = Path(name, kept.file.name)
        file.write_bytes(kept.file.read_bytes())
        file.chmod(0o600)
        with as_nobody(), pytest.raises(Foreign, match="belongs to another user"):
            type(kept)(file).keep(GIVEN)  # type: ignore[call-arg]


# -- an export ---------------------------------------------------------------------------------


def test_an_export_holds_one_id(kept: Store, tmp_path: Path) -> None:
    for name in ("E01", "E02"):
        kept.call_me(name)
        kept.keep(GIVEN)
    text = answers.export(tmp_path / "answers.csv", kept).read_text()
    assert "E02" in text and "E01" not in text
    assert answers.export(tmp_path / "answers.csv", kept).read_text() == text


def test_an_export_replaces_nothing_but_an_export_of_the_same_learner(
    kept: Store, tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    kept.keep(GIVEN)
    answers.export(file, kept)
    kept.call_me("E01")  # the random id was this learner's
    before = answers.export(file, kept).read_bytes()
    kept.call_me("E02")
    with pytest.raises(NotWritten, match="holds the answers of E01"):
        answers.export(file, kept)
    assert file.read_bytes() == before
    file.write_text("my diary")
    with pytest.raises(NotWritten, match="is no export of answers"):
        answers.export(file, kept)
    assert file.read_text() == "my diary"


@POSIX
def test_an_export_does_not_follow_a_link(kept: Store, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("")
    (tmp_path / "answers.csv").symlink_to(theirs)
    with pytest.raises(NotWritten, match="it is a link"):
        answers.export(tmp_path / "answers.csv", kept)
    assert theirs.read_text() == "" and (tmp_path / "answers.csv").is_symlink()


@pytest.mark.parametrize(
    ("number", "words"),
    [(13, "you may not write in"), (28, "the disk is full"), (30, "you may not write in")],
)
def test_an_export_that_fails_says_why_and_that_the_answers_are_kept(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    kept.keep(GIVEN)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched, pytest.raises(NotWritten) as told:
        patched.setattr(os, "replace", fail)
        answers.export(tmp_path / "answers.csv", kept)
    assert words in str(told.value) and "kept all the same" in str(told.value)
    assert not isinstance(told.value, NotKept) and not (tmp_path / "answers.csv").exists()
    assert len(kept.answers()) == 1


def test_an_export_into_no_folder_or_over_a_folder_is_told(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    with pytest.raises(NotWritten, match="there is no folder"):
        answers.export(tmp_path / "blocked" / "answers.csv", kept)
    (tmp_path / "answers.csv").mkdir()
    with pytest.raises(NotWritten, match="a folder has that name"):
        answers.export(tmp_path / "answers.csv", kept)


@pytest.mark.parametrize("who", ["E/../../x", "E07/..", "a/b", "CON", "nul.txt", "\u8b77" * 64])
def test_no_id_leads_an_export_out_of_its_folder(
    who: str, kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home := tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(home)
    kept.call_me(who)
    kept.keep(GIVEN)
    before = set(tmp_path.rglob("*"))
    file = answers.export(kept=kept)
    assert set(tmp_path.rglob("*")) - before == {file} and file.parent == home
    assert file.name.startswith("answers-") and who in file.read_text("utf-8")
