"""The answers in a table of a database: one set of columns and statements for every database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from helpers.course.answer import Answer


def columns(who: sa.Column[Any], answer_id: sa.Column[Any]) -> list[sa.Column[Any]]:
    """The columns of a table of answers.

    Args:
        who: the column that says whose an answer is.
        answer_id: the column of the ids that answers bring along.
    """
    return [
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        who,
        sa.Column("question_id", sa.Text, nullable=False),
        sa.Column("question_version", sa.Integer, nullable=False),
        sa.Column("variant_seed", sa.Integer),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Text, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        answer_id,
    ]


class Rows:
    """What is read from and written to a table of answers, within a transaction of the caller's.

    Args:
        table: with the columns of :func:`columns` and a unique index on whose and which answer.
        who: its column that says whose an answer is.
    """

    def __init__(self, table: sa.Table, who: sa.Column[Any]) -> None:
        self._table, self._who = table, who

    def of(
        self, connection: sa.Connection, who: str, learner_id: str = ""
    ) -> list[tuple[int, Answer]]:
        """The answers of a learner in the order in which they were given, each with its place.

        Args:
            learner_id: the id to show; by default what the column says.
        """
        mine = sa.select(self._table).where(self._who == who).order_by(self._table.c.place)
        rows = connection.execute(mine)
        return [(int(row.place), _answer(row, learner_id or who)) for row in rows]

    def attempts(self, connection: sa.Connection, who: str, question: str) -> int:
        """The number of the last attempt at a question; 0 if there was none."""
        mine = (self._who == who) & (self._table.c.question_id == question)
        last = sa.select(sa.func.max(self._table.c.attempt)).where(mine)
        return connection.execute(last).scalar() or 0

    def add(self, connection: sa.Connection, answer: Answer, **whose: str) -> Answer:
        """Add an answer, unless one of its id is there; the one that is there then.

        Args:
            whose: the value of the column that says so, where the database does not.
        """
        values = {name: value for name, value in asdict(answer).items() if name in self._told}
        unique = [self._who, self._table.c.answer_id]
        insert = _insert(connection, self._table).values({**values, **whose})
        insert = insert.on_conflict_do_nothing(index_elements=unique)
        # Inline: the new row's place is not asked for, and the count of rows is what was added.
        counted = insert.inline().execution_options(preserve_rowcount=True)
        if connection.execute(counted).rowcount == 1:
            return answer
        by_id = self._table.c.answer_id == answer.answer_id
        who = whose.get(self._who.name) or sa.func.current_user()
        found = connection.execute(sa.select(self._table).where(by_id, self._who == who)).one()
        return _answer(found, answer.learner_id)

    @property
    def _told(self) -> set[str]:
        return {column.name for column in self._table.columns} - {self._who.name, "place"}


def _insert(connection: sa.Connection, table: sa.Table) -> Any:
    # Each database has a statement of its own that leaves a row out which is there already.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def _answer(row: sa.Row[Any], learner_id: str) -> Answer:
    return Answer(
        question_id=row.question_id,
        question_version=row.question_version,
        option_id=row.option_id,
        lesson=row.lesson,
        variant_seed=row.variant_seed,
        answered_at=row.answered_at,
        answer_id=row.answer_id or "",
        learner_id=learner_id,
        attempt=row.attempt,
    )
