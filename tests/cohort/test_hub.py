"""Answers from the database of a hub: of the class that is asked for, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort.__main__ import main
from helpers.course.hub import database
from helpers.course.hub.store import HubStore
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


def test_a_hub_waits_for_the_roster(
    empty: Path, instructor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", instructor, "--into", str(empty)]) == 1
    assert "no roster yet" in capsys.readouterr().err
    assert not (empty / "waiting").exists()
