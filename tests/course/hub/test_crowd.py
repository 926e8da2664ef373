"""Two hundred learners at once, a server that is killed, a network that is cut: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread, Timer

import pytest
import sqlalchemy as sa

from helpers.course.answer import Answer, Given, NotKept
from helpers.course.answers_sql import SqlStore
from helpers.course.hub import connect, database, store
from helpers.course.hub.store import HubStore
from tests.course.hub import crowd
from tests.postgres import Network, Server, libpq, name_of

LEARNERS, ROUNDS = 200, 2
GIVEN = Given("bus_stop_gasp", 1, "press", "00_start_here")
#: Forty who come, write a little and go, again and again.
_COME_AND_GO = """\
import sys, threading, time
import psycopg

def come_and_go():
    while True:
        try:
            with psycopg.connect(sys.argv[1]) as connection:
                connection.execute("CREATE TEMP TABLE one AS SELECT generate_series(1, 300)")
        except psycopg.Error:
            time.sleep(0.01)

for _ in range(40):
    threading.Thread(target=come_and_go).start()
"""


def soon(holds: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it has not come about"
        time.sleep(0.05)


def through(address: str, network: Network) -> str:
    """The address of a database by way of a network."""
    head, _, tail = address.rpartition("@")
    return f"{head}@127.0.0.1:{network.port}/{tail.partition('/')[2]}"


def test_two_hundred_at_once_and_the_server_killed_in_the_middle(
    postgres: Server, tmp_path: Path
) -> None:
    owner = postgres.database()
    database.upgrade(owner)
    learners = crowd.enrol(owner, LEARNERS)
    with crowd.answering(learners, ROUNDS, tmp_path) as running:
        soon(lambda: len(crowd.kept(tmp_path)) > LEARNERS)
        postgres.kill()
        before = crowd.kept(tmp_path)
        postgres.start()
        assert set(before) <= set(
            crowd.rows(postgres, owner)
        )  # what was acknowledged is there at once
        assert [one.wait(300) for one in running] == [0] * len(running)
    acknowledged, found = crowd.kept(tmp_path), Counter(crowd.rows(postgres, owner))
    assert len(before) < len(acknowledged) == LEARNERS * ROUNDS
    assert set(acknowledged) == set(found) and set(found.values()) == {1}
    assert len({question for question, _ in found}) == LEARNERS * ROUNDS
    soon(lambda: postgres.idle(name_of(owner)) == 0, 5)


def test_a_server_killed_while_many_come_in_begins_again(postgres: Server) -> None:
    """The tests' own server: whoever was let in at the last moment does not hold its memory."""
    address = libpq(postgres.database())
    crowds = [subprocess.Popen([sys.executable, "-c", _COME_AND_GO, address]) for _ in range(2)]
    try:
        for _ in range(4):
            time.sleep(1)
            postgres.kill()
            postgres.start()
    finally:
        for one in crowds:
            one.kill()
            one.wait()


def test_the_network_cut_again_and_again(postgres: Server, tmp_path: Path) -> None:
    owner = postgres.database()
    database.upgrade(owner)
    with Network(postgres.port) as network:
        learners = [(one, through(url, network)) for one, url in crowd.enrol(owner, 40)]
        with crowd.answering(learners, 5, tmp_path, processes=2) as running:
            for count in (20, 60, 100, 140):
                soon(lambda count=count: len(crowd.kept(tmp_path)) > count)
                network.is_open = False
                network.cut()
                time.sleep(0.3)
                network.is_open = True
            assert [one.wait(300) for one in running] == [0, 0]
    found = Counter(crowd.rows(postgres, owner))
    assert set(crowd.kept(tmp_path)) == set(found) and set(found.values()) == {1}
    assert len(found) == 200


def test_two_hundred_at_once_in_a_file_and_one_process_killed(tmp_path: Path) -> None:
    learners = [(f"L{number:03}", "") for number in range(LEARNERS)]
    with crowd.answering(learners, ROUNDS, tmp_path) as running:
        soon(lambda: len(crowd.kept(tmp_path)) > LEARNERS / 4)
        running[0].kill()
        assert [one.wait(300) for one in running[1:]] == [0, 0, 0]
    mine = SqlStore(tmp_path / "answers.sqlite3").answers()
    found = Counter((answer.question_id, answer.answer_id) for answer in mine)
    assert set(crowd.kept(tmp_path)) <= set(found) and set(found.values()) == {1}
    assert len(crowd.kept(tmp_path)) >= LEARNERS * ROUNDS * 3 / 4


@pytest.mark.parametrize("how", ["is_deaf", "is_silent"])
def test_a_cable_pulled_while_an_answer_is_kept(
    how: str, postgres: Server, ana: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database may have kept it, and could not say so: it is sent again, and stands once."""
    monkeypatch.setattr(connect, "_LIFE", 1.0)
    with Network(postgres.port) as network:
        kept = HubStore(through(ana, network), tmp_path)
        before = len(kept.answers())
        mend = Timer(1.5, lambda: setattr(network, how, False))

        def pull(connection: object) -> None:
            if not mend.is_alive() and not mend.finished.is_set():  # the first time
                setattr(network, how, True)
                mend.start()

        sa.event.listen(kept._engine, "commit", pull)
        done: list[Answer] = []
        waits = Thread(target=lambda: done.append(kept.keep(GIVEN)), daemon=True)
        waits.start()
        waits.join(30)
        assert done, "it waits without end for an answer of the server"
        assert [one.answer_id for one in kept.answers()[before:]] == [done[0].answer_id]


def test_a_server_that_stays_away_is_waited_for_once(
    postgres: Server, ana: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 1.0)
    with Network(postgres.port) as network:
        kept = HubStore(through(ana, network), tmp_path)
        before = len(kept.answers())
        network.is_open = False
        took = []
        for _ in range(2):
            began = time.perf_counter()
            with pytest.raises(NotKept, match=r"database hub\d+ on 127.0.0.1.*this screen only"):
                kept.keep(GIVEN)
            took.append(time.perf_counter() - began)
        assert took[0] >= 1 > took[1]
        network.is_open = True
        assert kept.keep(GIVEN).answer_id and len(kept.answers()) == before + 1
        assert not store._waited_for  # the next wait is a whole one again


def test_no_connection_stays_open(postgres: Server, owner: str, ana: str, tmp_path: Path) -> None:
    kept = HubStore(ana, tmp_path)
    kept.keep(GIVEN)
    kept.answers()
    soon(lambda: postgres.idle(name_of(owner)) == 0, 5)
