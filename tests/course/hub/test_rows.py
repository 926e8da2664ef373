"""The same answers in a file and in a database: kept once, numbered, read back as they were."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from helpers.course import answers, identity
from helpers.course.answer import Answer, Foreign, Given, NotDeleted, NotKept, Store
from helpers.course.answers_file import FileStore
from helpers.course.answers_sql import SqlStore
from helpers.course.hub import connect, database
from helpers.course.hub.store import HubStore

GIVEN = Given("bus_stop_gasp", 1, "press", "00_start_here")


@pytest.fixture(params=["postgresql", "sqlite", "lines"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "lines":
        return FileStore(tmp_path / "answers.jsonl")
    if request.param == "sqlite":
        return SqlStore(tmp_path / "answers.sqlite3")
    learner = f"R-{uuid4()}"
    return HubStore(database.grant(request.getfixturevalue("owner"), learner), tmp_path)


def test_an_answer_comes_back_as_it_was(kept: Store) -> None:
    given = Given("evenings", 2, "right", "07_training_hours", 5, "2026-03-01T09:30:00+01:00")
    first, second = kept.keep(given), kept.keep(GIVEN)
    assert kept.answers() == [first, second] and first.learner_id == kept.learner()
    assert (first.variant_seed, first.answered_at) == (5, given.answered_at)
    assert len(first.answer_id) == 36 and first.answer_id != second.answer_id


def test_attempts_are_counted_by_question(kept: Store) -> None:
    other = Given("card_in_the_hand", 1, "done", "00_start_here")
    given = [kept.keep(GIVEN), kept.keep(other), kept.keep(GIVEN), kept.keep(GIVEN)]
    assert [answer.attempt for answer in given] == [1, 1, 2, 3] and kept.answers() == given
    assert kept.ids() == {kept.learner(): 4}


def test_an_answer_that_is_sent_again_is_kept_once(kept: Store) -> None:
    given = replace(GIVEN, answer_id=str(uuid4()))
    first = kept.keep(given)
    assert kept.keep(replace(given, option_id="wait")) == first  # what was kept is what counts
    assert kept.keep(GIVEN).attempt == 2 and kept.answers()[0] == first


# Not the lines of a browser: it has one writer at a time.
@pytest.mark.parametrize("kept", ["postgresql", "sqlite"], indirect=True)
def test_answers_at_once_are_attempts_of_their_own(kept: Store) -> None:
    again = replace(GIVEN, answer_id=str(uuid4()))
    done: list[Answer] = []
    threads = [
        threading.Thread(target=lambda one=one: done.append(kept.keep(one)))
        for one in (GIVEN, again) * 6
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 12 and len({answer.answer_id for answer in done}) == 7
    assert sorted(answer.attempt for answer in kept.answers()) == list(range(1, 8))


def test_an_answer_of_an_earlier_edition_gets_an_id(tmp_path: Path) -> None:
    """As version 1 of the file made it."""
    file = tmp_path / "answers.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "CREATE TABLE answers (place INTEGER PRIMARY KEY, learner_id TEXT NOT NULL,"
            " question_id TEXT NOT NULL, question_version INTEGER NOT NULL, variant_seed INTEGER,"
            " attempt INTEGER NOT NULL, option_id TEXT NOT NULL, answered_at TEXT NOT NULL,"
            " lesson TEXT NOT NULL, UNIQUE (learner_id, question_id, attempt));"
            "CREATE TABLE learner (one INTEGER PRIMARY KEY CHECK (one = 1),"
            " learner_id TEXT NOT NULL, random BOOLEAN NOT NULL);"
            "INSERT INTO learner VALUES (1, 'E01', 0);"
            "INSERT INTO answers VALUES (1, 'E01', 'q', 1, NULL, 1, 'a', '2026-01-01', 'l');"
            "INSERT INTO answers VALUES (2, 'E01', 'q', 1, NULL, 2, 'b', '2026-01-01', 'l');"
            "PRAGMA user_version = 1;"
        )
    mine = SqlStore(file).answers()
    assert [answer.option_id for answer in mine] == ["a", "b"]
    assert len({answer.answer_id for answer in mine}) == 2
    assert SqlStore(file).keep(Given("q", 1, "c", "l")).attempt == 3
    # A program of that edition may still have the file open.
    with sqlite3.connect(file) as connection:
        for attempt in (4, 5):
            connection.execute(
                "INSERT INTO answers (learner_id, question_id, question_version, attempt,"
                " option_id, answered_at, lesson) VALUES ('E01', 'q', 1, ?, 'd', '', 'l')",
                [attempt],
            )
    assert len(SqlStore(file).answers()) == 5


def test_a_line_of_an_earlier_edition_is_read(tmp_path: Path) -> None:
    kept = FileStore(tmp_path / "answers.jsonl")
    kept.keep(GIVEN)
    lines = [json.loads(line) for line in kept.file.read_text().splitlines() if line]
    text = "\n".join(
        json.dumps({name: value for name, value in line.items() if name != "answer_id"})
        for line in lines
    )
    kept.file.write_text(text)
    assert [answer.answer_id for answer in kept.answers()] == [""]
    assert kept.keep(GIVEN).attempt == 2


# -- what is different on a hub ------------------------------------------------------------


def test_the_hub_is_chosen_by_the_variable(
    ana: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(answers.DATABASE, ana)
    kept = answers.store()
    assert isinstance(kept, HubStore) and kept.learner() == "E01"
    assert isinstance(answers.store(tmp_path), SqlStore)  # a folder is a folder
    assert not identity.is_open(kept)  # nobody is asked for an id
    assert identity.order(kept) == identity.order(kept)
    kept.call_me(" E01 ")
    with pytest.raises(ValueError, match=r"'E02' was read.*under E01.*login of their own"):
        kept.call_me("E02")


def test_a_learner_deletes_nothing_and_is_told_who_does(ana: str, tmp_path: Path) -> None:
    kept = HubStore(ana, tmp_path)
    kept.keep(GIVEN)
    before = kept.answers()
    with pytest.raises(NotDeleted, match=r"Nothing was deleted.*by your id, E01"):
        kept.delete()
    assert kept.answers() == before


def test_an_export_is_the_learners_own(ana: str, ben: str, tmp_path: Path) -> None:
    HubStore(ben, tmp_path).keep(GIVEN)
    HubStore(ana, tmp_path).keep(GIVEN)
    text = answers.export(tmp_path / "mine.csv", HubStore(ana, tmp_path)).read_text()
    assert "E01" in text and "E02" not in text and "ana" not in text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "postgresql://ana:hidden-1@db/hub",
            r"begins with 'postgresql'; write it as postgresql\+psycopg://",
        ),
        ("mysql+pymysql://ana:hidden-1@db/hub", r"begins with 'mysql\+pymysql'"),
        ("ana:hidden-1@db/hub", "cannot be read"),
        ("postgresql+psycopg://ana:hidden-1@db:port/hub", "cannot be read"),
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(
    address: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(NotKept, match=told) as raised:
        HubStore(address, tmp_path).keep(GIVEN)
    assert "hidden-1" not in str(raised.value) and raised.value.__cause__ is None


@pytest.mark.parametrize("place", ["", "?password="])
def test_no_password_is_in_a_message(place: str, ana: str, tmp_path: Path) -> None:
    head, _, tail = ana.rpartition("@")
    wrong = f"{head.rpartition(':')[0]}:hidden-1@{tail}"
    if place:
        wrong = f"{head.rpartition(':')[0]}@{tail}{place}hidden-1&bogus=hidden-1"
    with pytest.raises(NotKept) as raised:
        HubStore(wrong, tmp_path).keep(GIVEN)
    assert "hidden-1" not in str(raised.value) and "hub" in str(raised.value)
    assert not isinstance(raised.value, Foreign)


def test_a_password_is_taken_out_of_what_a_driver_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "hidden-3")
    url = connect.url_of("postgresql+psycopg://ana:hidden%2F1@db/hub?password=hidden-2")
    told = connect.plain(url, RuntimeError("no hidden/1, hidden-2 and hidden-3\nmore: hidden/1"))
    assert told == "no ***, *** and ***"


def test_a_lesson_with_a_file_imports_no_driver() -> None:
    import subprocess
    import sys

    program = (
        "import sys\nfrom helpers.course.answers import Given, store\n"
        "store().keep(Given('q', 1, 'a', '00_start_here'))\n"
        "print([name for name in ('alembic', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
