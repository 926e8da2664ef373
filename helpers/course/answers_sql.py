"""Answers in SQLite: many kernels may write at once, and a kept answer survives ``kill -9``."""

from __future__ import annotations

import os
import random
import secrets
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from helpers.course.answer import (
    RANDOM,
    Answer,
    Damaged,
    Foreign,
    Given,
    Held,
    NotKept,
    OfFile,
    StillInLog,
    denied,
    made,
    not_ours,
    private,
)
from helpers.course.answers_rows import Rows, columns
from helpers.course.ids import clean_id

_PATIENCE = 10.0  # seconds that a writer waits for its turn
_SHORT = 0.1  # the same, where this session has waited in vain before
_VERSION = 2  # 1: answers without an id
# Files that this session has waited for in vain: it waits once, not at each call.
_waited_for: set[Path] = set()

_TABLES = sa.MetaData()
_ANSWERS = sa.Table(
    "answers",
    _TABLES,
    # A program of an earlier edition that is still open keeps answers without an id.
    *columns(sa.Column("learner_id", sa.Text, nullable=False), sa.Column("answer_id", sa.Text)),
    sa.UniqueConstraint("learner_id", "question_id", "attempt"),
)
_OF_ID = sa.Index("answers_of_id", _ANSWERS.c.learner_id, _ANSWERS.c.answer_id, unique=True)
_KEPT = Rows(_ANSWERS, _ANSWERS.c.learner_id)
_LEARNER = sa.Table(
    "learner",
    _TABLES,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True),
    sa.Column("learner_id", sa.Text, nullable=False),
    sa.Column("random", sa.Boolean, nullable=False),
)


class SqlStore(OfFile):
    """The store on a computer with a disk.

    Args:
        file: the database; it and its folder are made with the first answer.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        url = sa.URL.create("sqlite+pysqlite", database=str(file))
        # The pool keeps its connection: closing one writes the whole log into the file, which
        # makes an answer take 34 ms instead of 10. A kernel may be killed all the same.
        self._engine = sa.create_engine(url)
        sa.event.listen(self._engine, "connect", _connected)
        sa.event.listen(self._engine, "begin", self._begun)
        self._readers = self._engine.execution_options(reading=True)
        self._ready = self._log_full = False

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""
        # To read waits for nobody: a lesson opens while another program holds the file.
        with self._reading() as connection:
            found = _named(connection)
        if found is None:
            with self._writing() as connection:
                found = _current(connection)
        return found[0]

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it."""
        learner_id = clean_id(learner_id)
        with self._writing() as connection:
            old, is_random = _current(connection)
            connection.execute(sa.update(_LEARNER).values(learner_id=learner_id, random=False))
            for place, answer in _KEPT.of(connection, old) if is_random else ():
                values: dict[str, str | int] = {"learner_id": learner_id}
                values["attempt"] = _KEPT.attempts(connection, learner_id, answer.question_id) + 1
                mine = _ANSWERS.c.place == place
                connection.execute(sa.update(_ANSWERS).where(mine).values(values))

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""
        with self._writing() as connection:
            who = _current(connection)[0]
            attempt = _KEPT.attempts(connection, who, given.question_id) + 1
            return _KEPT.add(connection, made(given, who, attempt), learner_id=who)

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""
        if not self.file.exists():
            return []
        who = self.learner()
        with self._reading() as connection:
            return [answer for _, answer in _KEPT.of(connection, who)]

    def ids(self) -> dict[str, int]:
        """How many answers are kept here under each id, the ids sorted."""
        if not self.file.exists():
            return {}
        who = _ANSWERS.c.learner_id
        counted = sa.select(who, sa.func.count()).group_by(who).order_by(who)
        with self._reading() as connection:
            return {str(name): int(count) for name, count in connection.execute(counted)}

    def delete(self, only: str | None = None) -> int:
        """Delete all that is kept here, or the answers of one id; how many they were.

        Raises:
            StillInLog: where the answers are deleted, but bytes of them remain for a while.
        """
        answers, learner = sa.delete(_ANSWERS), sa.delete(_LEARNER)
        if only is not None:
            answers = answers.where(_ANSWERS.c.learner_id == only)
            learner = learner.where(_LEARNER.c.learner_id == only)
        with self._writing() as connection:
            count = int(connection.execute(answers).rowcount)
            connection.execute(learner)
        self._log_full = True
        with self._told():
            self._empty_log()
        if self._log_full:
            raise StillInLog(self.file, count)
        return count

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._told():
            self._open()
            with self._readers.begin() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._told():
            self._open()
            with self._engine.begin() as connection:
                yield connection
            if self._log_full:
                self._empty_log()
        _waited_for.discard(self.file)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._in_words(error.orig or error) from error
        except sqlite3.Error as error:
            raise self._in_words(error) from error
        except OSError as error:
            raise denied(self.file, error) from error

    def _in_words(self, error: BaseException) -> NotKept:
        """What to say to an error of the database."""
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            _waited_for.add(self.file)
            return Held(self.file, error)
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return Damaged(self.file, error)
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            is_open = os.access(self.file, os.R_OK | os.W_OK)
            return not_ours(self.file.parent if is_open else self.file, error)
        if name == "SQLITE_ERROR" and "no such" in str(error):
            return Damaged(self.file, error)
        if name == "SQLITE_FULL":
            return NotKept(self.file.parent, error, "Make room on the disk, then answer again.")
        return NotKept(self.file.parent, error)

    def _open(self) -> None:
        if not self._ready:
            private(self.file)
            _patiently(self._prepare, self._patience)
            self._ready = True

    def _prepare(self) -> None:
        with self._readers.begin() as connection:
            version = _version(connection)
        if version > _VERSION:
            why = f"{self.file.name} was written by a newer edition of this course"
            raise Foreign(self.file.parent, why, "Use that edition, or rename the file.")
        self._pragma("journal_mode = WAL")
        if version == _VERSION:
            return
        with self._engine.begin() as connection:
            version = _version(connection)
            if version == 1:
                _give_ids(connection)
            elif version == 0:
                if sa.inspect(connection).get_table_names():
                    why = f"{self.file.name} is the database of another program"
                    raise Foreign(self.file.parent, why, "Rename that file; it was not touched.")
                _TABLES.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {_VERSION}")

    def _empty_log(self) -> None:
        """Rewrite the file without what was deleted, and cut the log off, if nobody reads it."""
        self._pragma("VACUUM", "")
        ((is_busy, *_),) = self._pragma("wal_checkpoint(TRUNCATE)")
        self._log_full = bool(is_busy)

    def _pragma(self, text: str, kind: str = "PRAGMA ") -> list[tuple[int | str, ...]]:
        """What SQLite takes only outside of a transaction."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {round(1000 * self._patience)}")
            cursor.execute(f"{kind}{text}")
            return [tuple(row) for row in cursor.fetchall()]
        finally:
            connection.close()

    @property
    def _patience(self) -> float:
        return _SHORT if self.file in _waited_for else _PATIENCE

    def _begun(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(1000 * self._patience)}")
        # A writer at once: two that read first and write then would refuse each other.
        is_reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _connected(connection: sqlite3.Connection, record: object) -> None:
    # Transactions are begun by the store alone; the driver's own begin too late, on the first
    # write.
    connection.isolation_level = None
    # An answer is on the disk before anyone is told so, and gone from it when deleted.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _version(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _patiently(prepare: Callable[[], None], patience: float) -> None:
    """Try again while others prepare the same new file: SQLite does not queue for that."""
    until = time.monotonic() + patience
    while True:
        try:
            return prepare()
        except (DBAPIError, sqlite3.Error) as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.005, 0.05))


def _named(connection: sa.Connection) -> tuple[str, bool] | None:
    """The learner's id, and whether it is a random one; nothing where there is none yet."""
    row = connection.execute(sa.select(_LEARNER.c.learner_id, _LEARNER.c.random)).first()
    return None if row is None else (str(row[0]), bool(row[1]))


def _current(connection: sa.Connection) -> tuple[str, bool]:
    """The learner's id, made at random where there is none, and whether it is a random one."""
    found = _named(connection)
    if found is None:
        found = (f"{RANDOM}{secrets.token_hex(6)}", True)
        connection.execute(sa.insert(_LEARNER).values(one=1, learner_id=found[0], random=True))
    return found


def _give_ids(connection: sa.Connection) -> None:
    """Answers of an earlier edition get an id each."""
    connection.exec_driver_sql("ALTER TABLE answers ADD COLUMN answer_id TEXT")
    for place in connection.execute(sa.select(_ANSWERS.c.place)).scalars().all():
        one = sa.update(_ANSWERS).where(_ANSWERS.c.place == place)
        connection.execute(one.values(answer_id=str(uuid.uuid4())))
    _OF_ID.create(connection)
