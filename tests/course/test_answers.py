"""A learner's answers: kept for good, whoever else writes, and whatever ends a kernel."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from helpers.cohort.formats import ANSWERS
from helpers.course import answers
from helpers.course.answers import Answer, Given, NotKept, Progress, Store
from helpers.course.answers_file import FileStore
from helpers.course.answers_sql import SqlStore
from helpers.course.ids import clean_id

ROOT = Path(__file__).resolve().parents[2]
_NOBODY = 65534  # the user who owns nothing
GIVEN = Given("bus_stop_gasp", 1, "press", "00_start_here")
#: Fifty writers at once, the first of them without end; each says an answer only when it is kept.
WRITERS = """\
import os, sys
from pathlib import Path
from helpers.course.answers import Given, store
folder, question = Path(sys.argv[1]), sys.argv[2]
for writer in range(50):
    child = os.fork()
    if child == 0:
        kept = store(folder)
        for number in range(2 if writer else 1_000_000):
            name = question or f"w{writer}-{number}"
            answer = kept.keep(Given(name, 1, "a", "00_start_here"))
            os.write(1, f"{answer.question_id} {answer.attempt}\\n".encode())
        os._exit(0)
    if writer == 0:
        os.write(1, f"victim {child}\\n".encode())
while True:
    try:
        _, status = os.wait()
        sys.exit("a writer failed") if status not in (0, 9) else None
    except ChildProcessError:
        break
"""


@pytest.fixture(params=["database", "file"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "database":
        return SqlStore(tmp_path / "kept" / "answers.sqlite3")
    return FileStore(tmp_path / "kept" / "answers.jsonl")


def again(kept: Store) -> Store:
    """The same store, as a new kernel opens it."""
    return type(kept)(kept.file)  # type: ignore[attr-defined,call-arg]


def test_an_answer_is_kept_with_all_that_belongs_to_it(kept: Store) -> None:
    given = Given("evenings", 2, "right", "07_training_hours", variant_seed=5)
    answer = kept.keep(given)
    assert answer.attempt == 1 and answer.learner_id == kept.learner()
    assert answer.question_version == 2 and answer.variant_seed == 5
    moment = datetime.fromisoformat(answer.answered_at)
    assert moment.tzinfo and abs(datetime.now().astimezone() - moment).total_seconds() < 60
    assert again(kept).answers() == [answer]


def test_attempts_are_counted_by_question(kept: Store) -> None:
    other = Given("card_in_the_hand", 1, "done", "00_start_here")
    given = [kept.keep(GIVEN), kept.keep(other), again(kept).keep(GIVEN), kept.keep(GIVEN)]
    assert [answer.attempt for answer in given] == [1, 1, 2, 3]
    assert kept.answers() == given


def test_without_a_name_the_learner_is_a_random_id(kept: Store, tmp_path: Path) -> None:
    assert kept.learner().startswith("local-") and kept.learner() == again(kept).learner()
    other = type(kept)(tmp_path / "other" / "answers")  # type: ignore[call-arg]
    assert other.learner() != kept.learner()


def test_a_name_takes_the_answers_given_without_one_along(kept: Store) -> None:
    kept.keep(GIVEN)
    kept.call_me("E01")
    kept.keep(GIVEN)
    assert [(a.learner_id, a.attempt) for a in again(kept).answers()] == [("E01", 1), ("E01", 2)]


def test_two_learners_of_one_computer_stay_apart(kept: Store) -> None:
    for name in ("E01", "E02"):
        kept.call_me(name)
        kept.keep(GIVEN)
    assert [a.learner_id for a in kept.answers()] == ["E02"]
    kept.call_me("E01")
    assert [(a.learner_id, a.attempt) for a in kept.answers()] == [("E01", 1)]
    assert kept.ids() == {"E01": 1, "E02": 1}
    assert kept.delete("E01") == 1 and kept.ids() == {"E02": 1}
    kept.keep(GIVEN)
    kept.call_me("E02")  # what was given under a random id is numbered after E02's own
    assert [(a.learner_id, a.attempt) for a in kept.answers()] == [("E02", 1), ("E02", 2)]


def test_what_is_deleted_is_gone_from_the_disk(kept: Store) -> None:
    kept.call_me("Q-zebra-77")
    for _ in range(5):
        kept.keep(GIVEN)
    assert kept.delete() == 5 and again(kept).answers() == []
    folder = kept.file.parent  # type: ignore[attr-defined]
    assert all(b"Q-zebra-77" not in file.read_bytes() for file in folder.iterdir())
    assert kept.learner().startswith("local-")


def test_an_export_has_the_columns_of_a_class(kept: Store, tmp_path: Path) -> None:
    kept.call_me("E01")
    kept.keep(GIVEN)
    kept.keep(Given("evenings", 1, "right", "07_training_hours", variant_seed=0))
    file = answers.export(tmp_path / "out" / "answers.csv", kept)
    with file.open(encoding="utf-8", newline="") as stream:
        header, first, second = csv.reader(stream)
    assert header == [column.name for column in ANSWERS.columns] == list(answers.COLUMNS)
    assert first[:6] == ["E01", "bus_stop_gasp", "1", "", "1", "press"]
    assert second[:6] == ["E01", "evenings", "1", "0", "1", "right"]


@pytest.mark.parametrize("text", ["", " ", "=1+1", "-x", "@a", "+1", "x" * 65])
def test_what_is_no_id_is_refused_and_the_learner_stays_who_it_was(kept: Store, text: str) -> None:
    before = kept.learner()
    with pytest.raises(ValueError, match="cannot be an id"):
        kept.call_me(text)
    assert kept.learner() == before


@pytest.mark.parametrize(
    ("text", "found"),
    [("E01", "E01"), (" a b\n", "a b"), ("e\u0301 7", "\u00e9 7"), ("ana@example.org", None)],
)
def test_an_id_that_a_class_list_holds_is_taken(kept: Store, text: str, found: str | None) -> None:
    kept.call_me(text)
    assert kept.learner() == (found or text)


def test_a_very_long_id_is_refused_before_its_accents_are_ordered() -> None:
    began = time.perf_counter()
    with pytest.raises(ValueError, match="an id"):
        clean_id("a" + "\u0300\u0316" * 60_000)
    assert time.perf_counter() - began < 1  # many seconds where they are


def test_progress_counts_first_tries_apart() -> None:
    def given(question: str, option: str, attempt: int) -> Answer:
        return Answer(question, 1, option, "00_start_here", attempt=attempt)

    right = {"a": "x", "b": "x", "c": "x", "d": "x"}
    mine = [given("a", "x", 1), given("b", "y", 1), given("b", "x", 2), given("c", "y", 1)]
    found = answers.progress([*mine, given("other", "x", 1)], right)
    assert found == Progress(asked=4, answered=3, right=2, right_at_first=1)
    assert str(found) == "3 of 4 answered, 2 right, 1 of them at the first try"
    assert str(answers.progress([], right)) == "4 questions, none answered yet"


# -- many writers, and one that is killed --------------------------------------------------


def fifty(folder: Path, question: str = "") -> list[tuple[str, int]]:
    """Let fifty processes write, kill one in the middle; every answer that was acknowledged."""
    command = [sys.executable, "-c", WRITERS, str(folder), question]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert running.stdout
    victim = int(running.stdout.readline().split()[1])
    said = [running.stdout.readline() for _ in range(40)]
    os.kill(victim, signal.SIGKILL)
    said += running.stdout.readlines()
    assert running.wait(300) == 0
    return [(name, int(attempt)) for name, attempt in map(str.split, said)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows can neither fork nor send SIGKILL")
def test_fifty_write_at_once_one_is_killed_and_nothing_acknowledged_is_lost(
    tmp_path: Path,
) -> None:
    said = {name for name, _ in fifty(tmp_path)}
    mine = SqlStore(tmp_path / "answers.sqlite3").answers()
    found = Counter(answer.question_id for answer in mine)
    assert said <= set(found) and len(said) >= 98 and set(found.values()) == {1}
    with sqlite3.connect(tmp_path / "answers.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows can neither fork nor send SIGKILL")
def test_answers_to_one_question_at_once_are_attempts_of_their_own(tmp_path: Path) -> None:
    said = [attempt for _, attempt in fifty(tmp_path, "q")]
    mine = SqlStore(tmp_path / "answers.sqlite3").answers()
    assert len(set(said)) == len(said)
    assert [answer.attempt for answer in mine] == list(range(1, len(mine) + 1))


def test_an_answer_is_on_the_disk_before_anyone_is_told(tmp_path: Path) -> None:
    kept = SqlStore(tmp_path / "answers.sqlite3")
    kept.learner()
    with kept._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL


def test_a_line_cut_off_in_the_file_costs_no_other(tmp_path: Path) -> None:
    kept = FileStore(tmp_path / "answers.jsonl")
    first = kept.keep(GIVEN)
    with kept.file.open("ab") as stream:
        stream.write(b'\n{"question_id": "bus_st')
    second = kept.keep(GIVEN)
    assert kept.answers() == [first, second]


# -- where nothing can be kept -------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_told(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    stuck = type(kept)(tmp_path / "blocked" / "answers")  # type: ignore[call-arg]
    with pytest.raises(NotKept, match=r"cannot be kept in .*blocked.*stays on this screen only"):
        stuck.keep(GIVEN)


@pytest.mark.skipif(os.name != "posix", reason="folders have no such permission on Windows")
def test_a_folder_that_may_not_be_written_to_is_told(kept: Store) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        folder.chmod(0o555)
        locked = type(kept)(folder / "answers")  # type: ignore[call-arg]
        kept.keep(GIVEN)  # so that nothing has to be imported as nobody
        with as_nobody(), pytest.raises(NotKept, match="stays on this screen only"):
            locked.keep(GIVEN)
        assert list(folder.iterdir()) == []


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere: for this test it puts its rights aside."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_full_disk_is_told_and_costs_nothing_kept_before(tmp_path: Path) -> None:
    kept = SqlStore(tmp_path / "answers.sqlite3")
    first = kept.keep(GIVEN)
    with kept._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    kept._engine.dispose()
    from sqlalchemy import event

    @event.listens_for(kept._engine, "connect")
    def full(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    long = Given("q" * 20_000, 1, "a", "00_start_here")
    with pytest.raises(NotKept, match="disk is full"):
        kept.keep(long)
    assert SqlStore(kept.file).answers() == [first]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite3").write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(NotKept, match="not a database"):
        SqlStore(tmp_path / "answers.sqlite3").answers()


def test_a_store_of_a_newer_edition_is_left_alone(tmp_path: Path) -> None:
    kept = SqlStore(tmp_path / "answers.sqlite3")
    kept.keep(GIVEN)
    with sqlite3.connect(kept.file) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NotKept, match="newer edition"):
        SqlStore(kept.file).keep(GIVEN)


# -- which store, and where ----------------------------------------------------------------


def test_no_test_reaches_a_learners_own_answers(tmp_path: Path) -> None:
    folder = answers.data_folder()
    assert folder == Path(os.environ[answers.VARIABLE])
    assert Path.home() not in folder.parents


def test_the_users_data_folder_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(answers.VARIABLE)
    import platformdirs

    assert answers.data_folder() == platformdirs.user_data_path("life-support", appauthor=False)


def test_a_computer_has_a_database_and_a_browser_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(answers.store(tmp_path), SqlStore)
    monkeypatch.setattr(answers.sys, "platform", "emscripten")
    assert isinstance(answers.store(tmp_path), FileStore)


def test_without_the_extra_packages_it_is_a_file(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['sqlalchemy'] = None; sys.modules['platformdirs'] = None\n"
        "from helpers.course.answers import Given, store\n"
        "kept = store()\n"
        "kept.keep(Given('q', 1, 'a', '00_start_here'))\n"
        "print(type(kept).__name__, len(kept.answers()))"
    )
    environment = {**os.environ, answers.VARIABLE: str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.stdout.strip() == "FileStore 1", done.stderr


def test_a_seed_is_the_learners_own_and_stays() -> None:
    seeds = [answers.seed_of(f"E{number:02}") for number in range(40)]
    assert seeds == [answers.seed_of(f"E{number:02}") for number in range(40)]
    assert len(set(seeds)) == 40


def test_an_answer_takes_little_time(tmp_path: Path) -> None:
    kept = SqlStore(tmp_path / "answers.sqlite3")
    kept.keep(GIVEN)
    began = time.perf_counter()
    kept.keep(GIVEN)
    assert time.perf_counter() - began < 5  # some ms; a bound that only a deadlock breaks


@pytest.mark.parametrize(
    ("who", "name"),
    [("E07", "answers-E07.csv"), ("a/b c", "answers-a-b-c.csv"), ("Đặng", "answers-Đặng.csv")],
)
def test_an_export_is_named_after_the_id_that_was_chosen(
    who: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = answers.store(tmp_path / "data")
    assert answers.export(kept=kept) == tmp_path / "answers.csv"
    kept.call_me(who)
    assert answers.export(kept=kept) == tmp_path / name
