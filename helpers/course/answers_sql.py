"""Answers in SQLite: many kernels may write at once, and a kept answer survives ``kill -9``."""

from __future__ import annotations

import random
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from helpers.course.answers import ANSWER_FIELDS, Answer, Given, NotKept, now

_PATIENCE = 60.0  # seconds that a writer waits for its turn
_VERSION = 1

_TABLES = sa.MetaData()
_ANSWERS = sa.Table(
    "answers",
    _TABLES,
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("learner_id", sa.Text, nullable=False),
    sa.Column("question_id", sa.Text, nullable=False),
    sa.Column("question_version", sa.Integer, nullable=False),
    sa.Column("variant_seed", sa.Integer),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("option_id", sa.Text, nullable=False),
    sa.Column("answered_at", sa.Text, nullable=False),
    sa.Column("lesson", sa.Text, nullable=False),
    sa.UniqueConstraint("learner_id", "question_id", "attempt"),
)
_LEARNER = sa.Table(
    "learner",
    _TABLES,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True),
    sa.Column("learner_id", sa.Text, nullable=False),
    sa.Column("random", sa.Boolean, nullable=False),
)


class SqlStore:
    """The store on a computer with a disk.

    Args:
        file: the database; it and its folder are made with the first answer.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        url = sa.URL.create("sqlite+pysqlite", database=str(file))
        # The pool keeps its connection: closing one writes the whole log into the file, which
        # makes an answer take 34 ms instead of 10. A kernel may be killed all the same.
        self._engine = sa.create_engine(url, connect_args={"timeout": _PATIENCE})
        sa.event.listen(self._engine, "connect", _connected)
        sa.event.listen(self._engine, "begin", _begun)
        self._ready = False

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""
        with self._writing() as connection:
            return _current(connection)[0]

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it."""
        with self._writing() as connection:
            old, is_random = _current(connection)
            connection.execute(sa.update(_LEARNER).values(learner_id=learner_id, random=False))
            for row in _rows(connection, old) if is_random else ():
                values = {"learner_id": learner_id}
                values["attempt"] = _attempts(connection, learner_id, row.question_id) + 1
                mine = _ANSWERS.c.place == row.place
                connection.execute(sa.update(_ANSWERS).where(mine).values(values))

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""
        with self._writing() as connection:
            who = _current(connection)[0]
            attempt = _attempts(connection, who, given.question_id) + 1
            values = asdict(given) | {"answered_at": given.answered_at or now()}
            answer = Answer(**values, learner_id=who, attempt=attempt)
            connection.execute(sa.insert(_ANSWERS).values(asdict(answer)))
        return answer

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""
        if not self.file.exists():
            return []
        with self._writing() as connection:
            rows = _rows(connection, _current(connection)[0])
        return [Answer(**{name: getattr(row, name) for name in ANSWER_FIELDS}) for row in rows]

    def delete(self) -> int:
        """Delete all answers of this learner, and the learner's id; how many they were."""
        with self._writing() as connection:
            mine = _ANSWERS.c.learner_id == _current(connection)[0]
            count = connection.execute(sa.delete(_ANSWERS).where(mine)).rowcount
            connection.execute(sa.delete(_LEARNER))
        with self._told():
            # What was deleted still stands in the log until it is emptied into the file.
            self._pragma("wal_checkpoint(TRUNCATE)")
        return int(count)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._told():
            if not self._ready:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                _patiently(self._prepare)
                self._ready = True
            with self._engine.begin() as connection:
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise NotKept(self.file.parent, error.orig) from error
        except sqlite3.Error as error:
            raise NotKept(self.file.parent, error) from error
        except OSError as error:
            raise NotKept(self.file.parent, error.strerror or error) from error

    def _prepare(self) -> None:
        self._pragma("journal_mode = WAL")
        with self._engine.begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > _VERSION:
                why = f"{self.file.name} was written by a newer edition of this course"
                raise NotKept(self.file.parent, why)
            if version < _VERSION:
                _TABLES.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {_VERSION}")

    def _pragma(self, text: str) -> None:
        """What SQLite takes only outside of a transaction."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute(f"PRAGMA {text}").fetchall()
        finally:
            connection.close()


def _connected(connection: Any, record: object) -> None:
    # Transactions are begun by _begun alone; the driver's own begin too late, on the first write.
    connection.isolation_level = None
    # An answer is on the disk before anyone is told so, and gone from it when deleted.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _begun(connection: sa.Connection) -> None:
    # At once as a writer: two that read first and write then would refuse each other.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _patiently(prepare: Callable[[], None]) -> None:
    """Try again while others prepare the same new file: SQLite does not queue for that."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return prepare()
        except (DBAPIError, sqlite3.Error) as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.005, 0.05))


def _current(connection: sa.Connection) -> tuple[str, bool]:
    """The learner's id, and whether it is a random one."""
    row = connection.execute(sa.select(_LEARNER.c.learner_id, _LEARNER.c.random)).first()
    if row is None:
        row = (f"local-{secrets.token_hex(6)}", True)
        connection.execute(sa.insert(_LEARNER).values(one=1, learner_id=row[0], random=True))
    return row[0], row[1]


def _rows(connection: sa.Connection, learner: str) -> list[Any]:
    mine = sa.select(_ANSWERS).where(_ANSWERS.c.learner_id == learner)
    return list(connection.execute(mine.order_by(_ANSWERS.c.place)))


def _attempts(connection: sa.Connection, learner: str, question: str) -> int:
    """The number of the last attempt; 0 if there was none."""
    mine = (_ANSWERS.c.learner_id == learner) & (_ANSWERS.c.question_id == question)
    return connection.execute(sa.select(sa.func.max(_ANSWERS.c.attempt)).where(mine)).scalar() or 0
