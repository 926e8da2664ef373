"""Two hundred learners of a hub who answer at once: ``python -m tests.bench.hub``.

A PostgreSQL server of this computer with its usual hundred connections, each answer on a
connection of its own: how long a learner waits until an answer is acknowledged, with everybody at
the same moment, with the server killed in the middle, and one after the other. Beside it the same
in the file of one computer. Counts what was lost and what was kept twice.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from helpers.course.answers_sql import SqlStore
from helpers.course.hub import database
from tests.course.hub import crowd
from tests.postgres import Server, name_of, running_server

_LEARNERS, _ROUNDS = 200, 5


def main() -> int:
    """Print a row for each way; 1 where anything was lost, kept twice or left open."""
    print(f"{_LEARNERS} learners, {_ROUNDS} answers each; seconds until one is acknowledged\n")
    print(f"{'':34}{'median':>8}{'p95':>8}{'p99':>8}{'most':>8}{'lost':>6}{'twice':>7}{'open':>6}")
    with running_server() as server:
        found = [
            _hub(server, "PostgreSQL, all at once", _LEARNERS, _ROUNDS),
            _hub(server, "PostgreSQL, killed in the middle", _LEARNERS, _ROUNDS, kill=True),
            _hub(server, "PostgreSQL, one learner alone", 1, 50),
        ]
    found += [_file("SQLite, all at once", _LEARNERS, _ROUNDS), _file("SQLite, one alone", 1, 50)]
    return int(any(found))


def _hub(server: Server, name: str, learners: int, rounds: int, kill: bool = False) -> int:
    owner = server.database()
    database.upgrade(owner)
    class_ = crowd.enrol(owner, learners)
    with tempfile.TemporaryDirectory() as place:
        with crowd.answering(class_, rounds, Path(place)) as running:
            if kill:
                while len(crowd.kept(Path(place))) < learners * rounds / 2:
                    time.sleep(0.05)
                server.kill()
                server.start()
            for one in running:
                one.wait()
        time.sleep(1)
        rows = crowd.rows(server, owner)
        return _row(name, Path(place), rows, server.idle(name_of(owner)))


def _file(name: str, learners: int, rounds: int) -> int:
    with tempfile.TemporaryDirectory() as place:
        class_ = [(f"L{number:03}", "") for number in range(learners)]
        with crowd.answering(class_, rounds, Path(place)) as running:
            for one in running:
                one.wait()
        mine = SqlStore(Path(place) / "answers.sqlite3").answers()
        rows = [(answer.question_id, answer.answer_id) for answer in mine]
        return _row(name, Path(place), rows, 0)


def _row(name: str, place: Path, rows: Sequence[tuple[str, str]], left_open: int) -> int:
    took = sorted(float(line[4]) for line in crowd.said(place) if line[0] == "kept")
    lost = len(set(crowd.kept(place)) - set(rows))
    twice = sum(count > 1 for count in Counter(question for question, _ in rows).values())
    shares = [took[min(len(took) - 1, int(share * len(took)))] for share in (0.5, 0.95, 0.99, 1)]
    times = "".join(f"{one:8.3f}" for one in shares)
    print(f"{name:34}{times}{lost:6}{twice:7}{left_open:6}", flush=True)
    return lost + twice + left_open


if __name__ == "__main__":
    sys.exit(main())
