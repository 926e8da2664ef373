"""Answers from the database of a hub: of the class that is asked for, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort.__main__ import main
from helpers.cohort.imports import import_files
from helpers.course.hub import database
from helpers.course.hub.store import HubStore
from tests.cohort import office
from tests.cohort.test_sources import LEARNERS, answered, cohort, count, empty
from tests.postgres import Server

__all__ = ["cohort", "empty"]  # fixtures


@pytest.fixture(scope="module")
def owner(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which the class and somebody of another class have answered."""
    owner = postgres.database()
    database.upgrade(owner)
    for learner in (*LEARNERS, "another-class"):
        address = database.grant(owner, learner, f"login-{learner}")
        answered(HubStore(address, tmp_path_factory.mktemp("x")), learner)
    return owner


@pytest.fixture(scope="module")
def instructor(owner: str) -> str:
    return database.instructor(owner, "ines")


def test_the_class_is_collected_and_nobody_else(
    cohort: Path, instructor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for said in ("6 answers collected, 0 were", "0 answers collected, 6 were"):
        assert main(["collect", instructor, "--into", str(cohort)]) == 0
        told = capsys.readouterr().out
        assert f"on 127.0.0.1: {said}" in told and "ines" not in told
    assert count(cohort) == 6
    assert "another-class" not in (cohort / "answers.csv").read_text()


def test_what_is_wrong_is_told_without_the_password(
    cohort: Path, owner: str, instructor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    learner = database.grant(owner, LEARNERS[0], f"login-{LEARNERS[0]}")
    password = instructor.rpartition("@")[0].rpartition(":")[2]
    for address, told in (
        (learner, "reads only answers of its own"),
        (instructor.replace("ines", "nobody"), "password authentication failed"),
        (instructor.replace("+psycopg", ""), "begins with 'postgresql'; write it as"),
        ("mysql://a:hidden-1@db/x", "begins with 'mysql'"),
    ):
        assert main(["collect", address, "--into", str(cohort)]) == 1
        said = capsys.readouterr()
        assert told in said.err and "hidden-1" not in said.err + said.out
        assert password not in said.err + said.out
    assert count(cohort) == 0


def imported(folder: Path) -> list[str]:
    """What an import of the roster says."""
    said: list[str] = []
    file = office.roster_xlsx(folder.parent / "Roster.xlsx")
    assert import_files(folder, [file], ask=None, say=said.append)
    return said


def test_a_hub_waits_for_the_roster(
    empty: Path,
    instructor: str,
    owner: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CURRICULUM_DATABASE", raising=False)
    for _ in range(2):
        assert main(["collect", instructor, "--into", str(empty)]) == 0
        assert "127.0.0.1 waits until the roster is imported" in capsys.readouterr().out
    (note,) = (empty / "waiting").iterdir()
    password = instructor.rpartition("@")[0].rpartition(":")[2]
    assert "ines" not in note.read_text() and password not in note.read_text()
    learner = database.grant(owner, LEARNERS[0], f"login-{LEARNERS[0]}")
    name = instructor.rpartition("/")[2]
    for address, told in (
        ("", "CURRICULUM_DATABASE is not set"),
        (instructor.replace(f"/{name}", "/another"), "names another one, the database another"),
        (learner, "reads only answers of its own"),
        ("mysql://a:b@db/x", "begins with 'mysql'"),
    ):
        monkeypatch.setenv("CURRICULUM_DATABASE", address)
        (line,) = (line for line in imported(empty) if "still waits" in line)
        assert told in line and note.exists() and count(empty) == 0
    monkeypatch.setenv("CURRICULUM_DATABASE", instructor)
    said = imported(empty)
    assert "answers.csv: 6 answers that waited in the database" in said[-1]
    assert count(empty) == 6 and not note.exists()
    assert "another-class" not in (empty / "answers.csv").read_text()


def test_a_hub_that_was_collected_waits_no_more(
    empty: Path, instructor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CURRICULUM_DATABASE", raising=False)
    assert main(["collect", instructor, "--into", str(empty)]) == 0
    imported(empty)
    assert main(["collect", instructor, "--into", str(empty)]) == 0
    assert count(empty) == 6 and not list((empty / "waiting").iterdir())


def test_what_is_no_address_of_a_hub_does_not_wait(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", "mysql://a:hidden-1@db/x", "--into", str(empty)]) == 1
    said = capsys.readouterr().err
    assert "begins with 'mysql'" in said and "hidden-1" not in said
    assert not (empty / "waiting").exists()
