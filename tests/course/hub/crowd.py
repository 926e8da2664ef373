"""Many learners who answer at once, in processes of their own; what was acknowledged to them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from helpers.course.hub import connect, people
from tests.postgres import Server, name_of

ROOT = Path(__file__).resolve().parents[3]
#: Each learner is a thread. An answer that was not kept is given again under the id it has.
_PROGRAM = """\
import json, os, sys, threading, time, uuid
from pathlib import Path
from helpers.course.answer import Given, NotKept
from helpers.course.answers_sql import SqlStore
from helpers.course.hub.store import HubStore

learners, rounds, folder = json.loads(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])

def answer(learner, address):
    kept = HubStore(address, folder) if address else SqlStore(folder / "answers.sqlite3")
    for number in range(rounds):
        given = Given(f"{learner}-{number}", 1, "a", "00_start_here", answer_id=str(uuid.uuid4()))
        began = time.perf_counter()
        while True:
            try:
                done = kept.keep(given)
                break
            except NotKept as problem:
                os.write(1, f"told {problem}\\n".encode())
                time.sleep(0.2)
        took = time.perf_counter() - began
        line = f"kept {done.question_id} {done.answer_id} {done.attempt} {took:.4f}\\n"
        os.write(1, line.encode())

threads = [threading.Thread(target=answer, args=one) for one in learners]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def enrol(owner: str, count: int) -> list[tuple[str, str]]:
    """Learners with logins of their own: the id and the address of each."""
    engine = connect.engine_of(owner, is_long=True)
    # A login is a whole server's, so it is named after the database.
    ids = [f"{name_of(owner)}-{number:03}" for number in range(count)]
    with engine.begin() as connection:
        urls = [(one, people.grant(connection, one)) for one in ids]
    return [(learner, url.render_as_string(hide_password=False)) for learner, url in urls]


@contextmanager
def answering(
    learners: Sequence[tuple[str, str]], rounds: int, folder: Path, processes: int = 4
) -> Iterator[list[subprocess.Popen[str]]]:
    """Let learners answer, each ``rounds`` questions, spread over some processes."""
    running = []
    for part in range(processes):
        mine = json.dumps(learners[part::processes])
        command = [sys.executable, "-c", _PROGRAM, mine, str(rounds), str(folder)]
        running.append(
            subprocess.Popen(
                command, stdout=(folder / f"said-{part}").open("wb"), text=True, cwd=ROOT
            )
        )
    try:
        yield running
    finally:
        for one in running:
            one.kill()
            one.wait()


def said(folder: Path) -> list[list[str]]:
    """What the learners were told so far, a list of words for each line."""
    lines = [line for file in folder.glob("said-*") for line in file.read_text().splitlines()]
    return [line.split() for line in lines]


def kept(folder: Path) -> list[tuple[str, str]]:
    """The acknowledged answers: question and id."""
    return [(line[1], line[2]) for line in said(folder) if line[:1] == ["kept"] and len(line) == 5]


def rows(server: Server, address: str) -> list[tuple[str, str]]:
    """What stands in the database: question and id of each answer."""
    with server.boss(name_of(address)) as boss:
        found = boss.execute("SELECT question_id, answer_id FROM life_support.answers").fetchall()
        return [(str(row[0]), str(row[1])) for row in found]
